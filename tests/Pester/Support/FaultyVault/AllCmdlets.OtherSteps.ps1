# More steps of AllCmdlets.ps1: cmdlets that do not process secrets. They send a token with each request, and
# servers can quote it in their responses.

$orders, $connector, $nothing = $Sandbox.dataMarts.orders, $Sandbox.dataMarts.connector, '00000000-0000-4000-8000-000000000000'
$null = Connect-OwoxDataMarts -ApiKey $key -Name data

Invoke-Step 'destinations' { Get-OwoxDestination }
Invoke-Step 'storages' { Get-OwoxStorage }
Invoke-Step 'data marts' { Get-OwoxDataMart -First 3 }
Invoke-Step 'columns' { Get-OwoxDataMartColumn $orders }
Invoke-Step 'relationships' { Get-OwoxRelationship -DataMartId $orders }
Invoke-Step 'data quality' { Get-OwoxDataQuality 'Recorded orders' }
Invoke-Step 'a test' { Test-OwoxDataMart $orders -MaxAge 1.00:00 -MinRowCount 1 -SchemaBaseline ./schema.json -UpdateBaseline -DataQuality -ResultFile ./results.xml; Test-OwoxDataMart $orders -MinRowCount 1 -Summary }
Invoke-Step 'reports' { Get-OwoxReport }
Invoke-Step 'rows of a report' { Get-OwoxReport revenue* | Export-OwoxReport -Limit 2 }
Invoke-Step 'rows' { Export-OwoxDataMart $orders -Limit 2 }
Invoke-Step 'rows in a file' { Export-OwoxDataMart $orders -Limit 2 -Path ./orders.csv }
Invoke-Step 'a table' { New-OwoxTableScript $orders orders Sqlite }
Invoke-Step 'triggers' { Get-OwoxTrigger }
Invoke-Step 'runs' { Get-OwoxRun -First 3 }
Invoke-Step 'wait for a run' { Start-OwoxRun $connector | Wait-OwoxRun -TimeoutSec 60 }
Invoke-Step 'cancel a run' { Start-OwoxRun $connector | Stop-OwoxRun -PassThru }
Invoke-Step 'publish' { Publish-OwoxPlugin acme/plugin -Scope member }
Invoke-Step 'publications' { Get-OwoxPluginPublication }
Invoke-Step 'update a plugin' { Update-OwoxPlugin acme/plugin }
Invoke-Step 'suspend' { Suspend-OwoxPlugin acme/plugin -Note why }
Invoke-Step 'resume' { Resume-OwoxPlugin acme/plugin }
Invoke-Step 'unpublish' { Unpublish-OwoxPlugin acme/plugin member }
Invoke-Step 'find' { Find-OwoxItem orders }
Invoke-Step 'project' { Set-OwoxProject 'a project'; Get-OwoxProject }
Invoke-Step 'contexts' { Get-OwoxContext }
Invoke-Step 'templates' { Get-OwoxInsightTemplate -Detailed }
Invoke-Step 'any path' { Invoke-OwoxApi /api/data-storages }
Invoke-Step 'Markdown' { ConvertTo-OwoxHtml '# A title' }
Invoke-Step 'rules' { New-OwoxFilter revenue gt 1; New-OwoxSort revenue; New-OwoxAggregation revenue SUM; New-OwoxDateBucket date MONTH }

Invoke-Step 'no filter' { New-OwoxFilter { Get-Date } }
Invoke-Step 'no check of a test' { Test-OwoxDataMart $orders }
Invoke-Step 'no sort' { New-OwoxSort '' }
Invoke-Step 'no aggregation' { New-OwoxAggregation revenue NOTHING }
Invoke-Step 'no date bucket' { New-OwoxDateBucket date NEVER }
Invoke-Step 'no audit log' { Get-OwoxAuditEvent ./nowhere.jsonl }
Invoke-Step 'no connection' { Get-OwoxConnection nowhere }
Invoke-Step 'no connection to test' { Test-OwoxConnection -Connection nowhere }
Invoke-Step 'a secret in a body' { Invoke-OwoxApi /api/projects/settings/description -Method Put -Body @{ description = $key } }

# Every response contains the token.
$report = (Get-OwoxReport revenue*).Id
$null = Connect-OwoxDataMarts -Origin $origin -AccessToken $token -Name echo
Add-Fault '/api/*' status @{ status = 400; times = 0; body = @{ message = "you sent $token, that is Bearer $token"; code = 'ECHO'; details = @{ sent = $token } } }
foreach ($echo in {
        Get-OwoxDestination }, {
        Get-OwoxStorage }, {
        Get-OwoxDataMart }, {
        Get-OwoxDataMartColumn $orders }, {
        New-OwoxTableScript $orders orders Sqlite }, {
        Get-OwoxRelationship -DataMartId $orders }, {
        Get-OwoxDataQuality $orders }, {
        Test-OwoxDataMart $orders -MaxAge 1.00:00 -ResultFile ./echo.xml }, {
        Get-OwoxReport }, {
        Export-OwoxReport $report }, {
        Export-OwoxDataMart $orders }, {
        Get-OwoxTrigger }, {
        Get-OwoxRun }, {
        Start-OwoxRun $connector }, {
        Wait-OwoxRun $nothing -DataMartId $connector -TimeoutSec 5 }, {
        Stop-OwoxRun $nothing -DataMartId $connector }, {
        Publish-OwoxPlugin acme/plugin -Scope member }, {
        Get-OwoxPluginPublication }, {
        Update-OwoxPlugin acme/plugin }, {
        Suspend-OwoxPlugin acme/plugin -Note why }, {
        Resume-OwoxPlugin acme/plugin }, {
        Unpublish-OwoxPlugin acme/plugin member }, {
        Find-OwoxItem orders }, {
        Get-OwoxCredential }, {
        New-OwoxCredential echo openai -Secret $secret }, {
        Set-OwoxCredential $nothing -Enabled $false }, {
        Test-OwoxCredential $nothing }, {
        Remove-OwoxCredential $nothing -Force }, {
        Get-OwoxSecretReport -Kind Credential }, {
        Get-OwoxProject }, {
        Set-OwoxProject 'a project' }, {
        Get-OwoxContext }, {
        Get-OwoxInsightTemplate }, {
        Invoke-OwoxApi /api/data-storages }, {
        ConvertTo-OwoxHtml '# A title' }, {
        Test-OwoxConnection }) {
    Invoke-Step "an echo at $("$echo".Trim().Split()[0])" $echo
}

Clear-Sandbox
