# More steps of Walk.ps1: cmdlets that do not process secrets. They send a token with each request, and
# servers can quote it in their responses.

$orders, $connector, $nothing = $Sandbox.dataMarts.orders, $Sandbox.dataMarts.connector, '00000000-0000-4000-8000-000000000000'
$null = Connect-OwoxDataMarts -ApiKey $key -Name data

Step 'destinations' { Get-OwoxDestination }
Step 'storages' { Get-OwoxStorage }
Step 'data marts' { Get-OwoxDataMart -First 3 }
Step 'columns' { Get-OwoxDataMartColumn $orders }
Step 'relationships' { Get-OwoxRelationship -DataMartId $orders }
Step 'data quality' { Get-OwoxDataQuality 'Recorded orders' }
Step 'reports' { Get-OwoxReport }
Step 'rows of a report' { Get-OwoxReport revenue* | Export-OwoxReport -Limit 2 }
Step 'rows' { Export-OwoxDataMart $orders -Limit 2 }
Step 'rows in a file' { Export-OwoxDataMart $orders -Limit 2 -Path ./orders.csv }
Step 'triggers' { Get-OwoxTrigger }
Step 'runs' { Get-OwoxRun -First 3 }
Step 'a run, waited for' { Start-OwoxRun $connector | Wait-OwoxRun -TimeoutSec 60 }
Step 'a run, stopped' { Start-OwoxRun $connector | Stop-OwoxRun -PassThru }
Step 'publish' { Publish-OwoxPlugin acme/walk -Scope member }
Step 'publications' { Get-OwoxPluginPublication }
Step 'look for versions' { Update-OwoxPlugin acme/walk }
Step 'suspend' { Suspend-OwoxPlugin acme/walk -Note why }
Step 'resume' { Resume-OwoxPlugin acme/walk }
Step 'unpublish' { Unpublish-OwoxPlugin acme/walk member }
Step 'find' { Find-OwoxItem orders }
Step 'project' { Set-OwoxProject 'a walk'; Get-OwoxProject }
Step 'contexts' { Get-OwoxContext }
Step 'templates' { Get-OwoxInsightTemplate -Detailed }
Step 'any path' { Invoke-OwoxApi /api/data-storages }
Step 'Markdown' { ConvertTo-OwoxHtml '# A walk' }
Step 'rules' { New-OwoxFilter revenue gt 1; New-OwoxSort revenue; New-OwoxAggregation revenue SUM; New-OwoxDateBucket date MONTH }

Step 'no filter' { New-OwoxFilter { Get-Date } }
Step 'no sort' { New-OwoxSort '' }
Step 'no aggregation' { New-OwoxAggregation revenue NOTHING }
Step 'no date bucket' { New-OwoxDateBucket date NEVER }
Step 'no connection' { Get-OwoxConnection nowhere }
Step 'no connection to test' { Test-OwoxConnection -Connection nowhere }
Step 'a secret in a body' { Invoke-OwoxApi /api/projects/settings/description -Method Put -Body @{ description = $key } }

# Every response contains the token.
$report = (Get-OwoxReport revenue*).Id
$null = Connect-OwoxDataMarts -Origin $origin -AccessToken $token -Name echo
Add-Fault '/api/*' status @{ status = 400; times = 0; body = @{ message = "you sent $token, that is Bearer $token"; code = 'ECHO'; details = @{ sent = $token } } }
foreach ($echo in {
        Get-OwoxDestination }, {
        Get-OwoxStorage }, {
        Get-OwoxDataMart }, {
        Get-OwoxDataMartColumn $orders }, {
        Get-OwoxRelationship -DataMartId $orders }, {
        Get-OwoxDataQuality $orders }, {
        Get-OwoxReport }, {
        Export-OwoxReport $report }, {
        Export-OwoxDataMart $orders }, {
        Get-OwoxTrigger }, {
        Get-OwoxRun }, {
        Start-OwoxRun $connector }, {
        Wait-OwoxRun $nothing -DataMartId $connector -TimeoutSec 5 }, {
        Stop-OwoxRun $nothing -DataMartId $connector }, {
        Publish-OwoxPlugin acme/walk -Scope member }, {
        Get-OwoxPluginPublication }, {
        Update-OwoxPlugin acme/walk }, {
        Suspend-OwoxPlugin acme/walk -Note why }, {
        Resume-OwoxPlugin acme/walk }, {
        Unpublish-OwoxPlugin acme/walk member }, {
        Find-OwoxItem orders }, {
        Get-OwoxProject }, {
        Set-OwoxProject 'a walk' }, {
        Get-OwoxContext }, {
        Get-OwoxInsightTemplate }, {
        Invoke-OwoxApi /api/data-storages }, {
        ConvertTo-OwoxHtml '# A walk' }, {
        Test-OwoxConnection }) {
    Step "an echo at $("$echo".Trim().Split()[0])" $echo
}

Clear-Sandbox
