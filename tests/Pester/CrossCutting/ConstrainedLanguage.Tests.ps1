# Every cmdlet in Constrained Language, as on a machine with application control: new processes that are constrained from the start.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVaults = Test-VaultMissing

    # For each use: a cmdlet, a script that uses it and its output, and the expected text. Each script starts with a connection by OWOX_API_KEY.
    $uses = @(
        @{
            Cmdlet = 'Connect-OwoxDataMarts'; Says = 'ApiKey True typed', 'Member True member', 'ApiKey from a file', 'ApiKey from a script block', 'exit code 3'
            Script = '
                $connection = Connect-OwoxDataMarts -ApiKey (ConvertTo-SecureString $env:OWOX_API_KEY -AsPlainText -Force) -Name typed -TimeoutSec 30
                "$($connection.Kind) $($connection.IsOpen) $($connection.Name)"
                $password = ConvertTo-SecureString $sandbox.memberPassword -AsPlainText -Force
                $member = Connect-OwoxDataMarts -Origin $sandbox.origin -Credential (New-Object pscredential $sandbox.memberEmail, $password) -Name member
                "$($member.Kind) $($member.IsOpen) $($member.Name)"
                Set-Content ./key.env "OWOX_API_KEY=$env:OWOX_API_KEY"
                "$((Connect-OwoxDataMarts -EnvironmentFile ./key.env -WarningAction Ignore).Kind) from a file"
                $mine = $env:OWOX_API_KEY
                "$((Connect-OwoxDataMarts -SecretCommand { $mine }).Kind) from a script block"
                try { Connect-OwoxDataMarts -SecretCommand { exit 3 } } catch { "$_" -replace "^.*(exit code 3).*$", "`$1" }'
        }
        @{
            Cmdlet = 'Connect-OwoxDataMarts'; Says = 'ApiKey True'; Skip = $noVaults
            Script = '$kept = Connect-OwoxDataMarts -SecretName owox -Vault Faulty; "$($kept.Kind) $($kept.IsOpen)"'
        }
        @{
            Cmdlet = 'ConvertFrom-OwoxApiKey'; Says = 'True True'
            Script = '
                $parts = ConvertTo-SecureString $env:OWOX_API_KEY -AsPlainText -Force | ConvertFrom-OwoxApiKey
                "$($parts.ApiOrigin -eq $sandbox.origin) $($parts.ApiKeyId -like "pmk_*")"'
        }
        @{
            Cmdlet = 'Disconnect-OwoxDataMarts'; Says = 'False', '0'
            Script = '
                $mine = Connect-OwoxDataMarts -Name mine
                Disconnect-OwoxDataMarts mine
                $mine.IsOpen
                Disconnect-OwoxDataMarts -All
                @(Get-OwoxConnection).Count'
        }
        @{
            Cmdlet = 'Export-OwoxDataMart'; Says = '3 True 4', 'True', '5 here', 'date,revenue', '10 10', '2 Csv', '7', 'Owox.RuleInvalid', 'True'
            Script = '
                $rows = Export-OwoxDataMart $orders -Limit 3
                "$($rows.Count) $($rows[0].revenue -is [long] -or $rows[0].revenue -is [double]) $(($rows | Where-Object revenue -GE 0 | Measure-Object).Count + 1)"
                $filter = @{ column = "country"; operator = "eq"; value = $rows[0].country }, @{ column = "date"; operator = "is_not_null" }
                $found = Export-OwoxDataMart -Id $orders -Column country, revenue -Filter $filter -Sort @{ column = "revenue"; direction = "desc" } -Limit 20
                @($found | Where-Object country -NE $rows[0].country).Count -eq 0
                $rows[0].revenue = 5; $rows[0].country = "here"; "$($rows[0].revenue) $($rows[0].country)"
                ($rows | Select-Object date, revenue | ConvertTo-Csv -UseQuotes AsNeeded)[0]
                $file = Get-Item (Export-OwoxDataMart $orders -Path ./orders.csv -Limit 10).Path
                "$((Import-Csv $file).Count) $((Export-OwoxDataMart $orders -Path ./orders.csv -Force -Limit 10).Rows)"
                $both = Get-OwoxDataMart Orders, Customers | Export-OwoxDataMart -Directory ./all -Format Csv -Limit 2
                "$($both.Count) $($both[0].Format)"
                (Export-OwoxDataMart $orders -Typed -DateColumn date -LastDays 3650 -Limit 7 -Connection default | ForEach-Object { $_.date.Year }).Count
                try { Export-OwoxDataMart $orders -Filter @{ column = "country"; operator = "nonsense"; value = 1 } } catch { ($_.FullyQualifiedErrorId -split ",")[0] }
                (Export-OwoxDataMart $orders -Limit 2 | Format-Table | Out-String).Length -gt 50'
        }
        @{
            Cmdlet = 'Get-OwoxApiKey'; Says = 'Active True', 'True'
            Script = '
                $null = Connect-Member
                $key = Get-OwoxApiKey "Sandbox key"
                "$($key.Status) $($key.CreatedAt.Year -gt 2000)"
                (Get-OwoxApiKey -NotUsedSince (Get-Date).AddDays(-30) -IncludeRevoked | Format-Table | Out-String).Length -gt 50'
        }
        @{
            Cmdlet = 'Find-OwoxStaleApiKey'; Says = 'Expired True', 'True'
            Script = '
                $null = Connect-Member
                $stale = Find-OwoxStaleApiKey "Expired key" -IncludeUsage
                "$($stale.Reason) $($stale.Why.Length -gt 5)"
                ($stale | Format-Table | Out-String).Length -gt 50'
        }
        @{
            Cmdlet = 'Get-OwoxAuditEvent'; Says = 'PUT yes-or-no not asked'
            Script = '
                $null = Connect-OwoxDataMarts -Name audited -AuditLog ./audit.jsonl
                $null = Set-OwoxProject -Description audited -Connection audited
                Get-OwoxAuditEvent ./audit.jsonl -Action Set-* | ForEach-Object { "$($_.Method) yes-or-no $($_.Answer)" }
                Disconnect-OwoxDataMarts audited'
        }
        @{ Cmdlet = 'Get-OwoxConnection'; Says = 'default True'; Script = '$current = Get-OwoxConnection -Current; "$($current.Name) $($current.IsOpen)"' }
        @{
            Cmdlet = 'Get-OwoxDataMart'; Says = 'Orders Published', '2', 'True'
            Script = '
                $mart = Get-OwoxDataMart Ord* -Status Published | Where-Object Title -EQ Orders
                "$($mart.Title) $($mart.Status)"
                @(Get-OwoxDataMart -First 2 -OwnerFilter HasOwners).Count
                (Get-OwoxDataMart | Format-Table | Out-String).Length -gt 50'
        }
        @{ Cmdlet = 'Get-OwoxDestination'; Says = 'True'; Script = '$first = @(Get-OwoxDestination)[0]; (Get-OwoxDestination -Id $first.Id).Title -eq $first.Title' }
        @{
            Cmdlet = 'Invoke-OwoxApiKeyRotation'; Says = 'Completed True'; Skip = $noVaults
            Script = '
                $null = Connect-Member
                $done = Invoke-OwoxApiKeyRotation owox -Vault Faulty -ExpiresIn 90.00:00 -Force
                "$($done.Status) $($done.NewKeyId -ne $done.OldKeyId)"'
        }
        @{ Cmdlet = 'Get-OwoxStorage'; Says = 'True'; Script = '$first = @(Get-OwoxStorage)[0]; (Get-OwoxStorage -Id $first.Id).Title -eq $first.Title' }
        @{
            Cmdlet = 'New-OwoxApiKey'; Says = 'constrained True SecureString'
            Script = '
                $null = Connect-Member
                $new = New-OwoxApiKey constrained -ExpiresAt (Get-Date).AddDays(3) -Force
                "$($new.Name) $($new.ExpiresAt.LocalDateTime -gt (Get-Date)) $($new.Value.GetType().Name)"'
        }
        @{
            Cmdlet = 'Rename-OwoxApiKey'; Says = 'renamed'
            Script = '
                $null = Connect-Member
                $new = New-OwoxApiKey "to rename" -ExpiresIn 1.00:00 -Force
                ($new | Rename-OwoxApiKey -NewName renamed -Force -PassThru).Name'
        }
        @{
            Cmdlet = 'Revoke-OwoxApiKey'; Says = 'Revoked'
            Script = '
                $null = Connect-Member
                $new = New-OwoxApiKey "to revoke" -ExpiresIn 1.00:00 -Force
                Revoke-OwoxApiKey $new.Id -Force
                (Get-OwoxApiKey -Id $new.Id).Status'
        }
        @{ Cmdlet = 'Test-OwoxConnection'; Says = 'True', 'True'; Script = 'Test-OwoxConnection -Quiet; (Test-OwoxConnection | Format-List | Out-String).Length -gt 50' }
        @{
            Cmdlet = 'Get-OwoxDataQuality'; Says = 'True True'
            Script = '$quality = Get-OwoxDataQuality "Recorded orders" -Detailed; "$(@($quality.Checks).Count -gt 0) $($quality.State.Length -gt 0)"'
        }
        @{
            Cmdlet = 'Test-OwoxDataMart'; Says = 'Failed Passed Passed', 'Passed 1', 'True'
            Script = '
                (Test-OwoxDataMart $orders -MaxAge 1.00:00 -MinRowCount 1 -Filter @{ column = "country"; operator = "is_not_null" } -SchemaBaseline ./schema.json -UpdateBaseline).Status -join " "
                $test = Test-OwoxDataMart $orders -DataQuality -TimeoutSec 60 -ResultFile ./results.xml -Summary
                "$($test.Status) $($test.Findings.Count)"
                (Get-Content ./results.xml -Raw) -like "*<testsuite name=*"'
        }
        @{ Cmdlet = 'Get-OwoxTrigger'; Says = 'True'; Script = '(Get-OwoxTrigger | Where-Object IsActive | Format-Table | Out-String).Length -gt 50' }
        @{
            Cmdlet = 'Get-OwoxRun'; Says = 'True', 'True'
            Script = '
                $runs = @(Get-OwoxRun -Status Success, Failed -Since (Get-Date).AddYears(-5) -First 3)
                $runs[0].Id.Length -gt 0
                ($runs | Format-Table | Out-String).Length -gt 50'
        }
        @{
            Cmdlet = 'Start-OwoxRun'; Says = 'True CANCELLED'
            Script = '
                $run = Start-OwoxRun $sandbox.dataMarts.connector -Backfill @{ StartDate = Get-Date 2026-01-01; EndDate = "2026-01-31" }
                "$($run.Id.Length -gt 0) $(($run | Stop-OwoxRun -PassThru).Status)"'
        }
        @{ Cmdlet = 'Stop-OwoxRun'; Says = 'CANCELLED'; Script = '(Start-OwoxRun $sandbox.dataMarts.connector | Stop-OwoxRun -PassThru).Status' }
        @{ Cmdlet = 'Wait-OwoxRun'; Says = 'SUCCESS True'; Script = '$run = Start-OwoxRun $sandbox.dataMarts.connector | Wait-OwoxRun -TimeoutSec 60; "$($run.Status) $($run.Duration.TotalSeconds -gt 0)"' }
        @{ Cmdlet = 'Publish-OwoxPlugin'; Says = 'acme/a 1.0.0'; Script = '$plugin = Publish-OwoxPlugin acme/a -Scope member; "$($plugin.Repository) $($plugin.Diagnostics.AcceptedSemvers)"' }
        @{ Cmdlet = 'Get-OwoxPluginPublication'; Says = 'acme/b True'; Script = '$null = Publish-OwoxPlugin acme/b -Scope member; $plugin = Get-OwoxPluginPublication ACME/b; "$($plugin.Repository) $($plugin.IsActive)"' }
        @{ Cmdlet = 'Update-OwoxPlugin'; Says = 'up_to_date'; Script = '(Publish-OwoxPlugin acme/c -Scope member | Update-OwoxPlugin).Outcome' }
        @{ Cmdlet = 'Suspend-OwoxPlugin'; Says = 'True why'; Script = '$null = Publish-OwoxPlugin acme/d -Scope member; $plugin = Suspend-OwoxPlugin acme/d -Note why; "$($plugin.Suspended) $($plugin.Note)"' }
        @{ Cmdlet = 'Resume-OwoxPlugin'; Says = 'False'; Script = '$null = Publish-OwoxPlugin acme/e -Scope member; $null = Suspend-OwoxPlugin acme/e -Note why; (Resume-OwoxPlugin acme/e).Suspended' }
        @{ Cmdlet = 'Unpublish-OwoxPlugin'; Says = 'False'; Script = '(Publish-OwoxPlugin acme/f -Scope member | Unpublish-OwoxPlugin).IsActive' }
        @{ Cmdlet = 'Find-OwoxItem'; Says = 'Customers', 'True'; Script = '(Find-OwoxItem customers -Type DataMart -First 1 | Get-OwoxDataMart).Title; (Find-OwoxItem looker | Format-Table | Out-String).Length -gt 50' }
        @{ Cmdlet = 'Get-OwoxProject'; Says = 'OWOX Data Marts hasStorage'; Script = '$project = Get-OwoxProject; "$($project.Title) $($project.SetupSteps[0].Name)"' }
        @{ Cmdlet = 'New-OwoxCredential'; Says = 'verified'; Script = '$mine = "valid-sample"; (New-OwoxCredential new openai -SecretCommand { $mine }).ValidationState' }
        @{ Cmdlet = 'Set-OwoxCredential'; Says = 'renamed'; Script = '(New-OwoxCredential set openai -SecretCommand { "valid-sample" } | Set-OwoxCredential -Title renamed -PassThru).Title' }
        @{ Cmdlet = 'Test-OwoxCredential'; Says = 'True'; Script = '(New-OwoxCredential test openai -SecretCommand { "valid-sample" } | Test-OwoxCredential).IsValid' }
        @{ Cmdlet = 'Remove-OwoxCredential'; Says = '0'; Script = 'New-OwoxCredential remove openai -SecretCommand { "valid-sample" } | Remove-OwoxCredential -Force; @(Get-OwoxCredential remove*).Count' }
        @{ Cmdlet = 'Get-OwoxCredential'; Says = 'OpenAI True'; Script = '$all = @(Get-OwoxCredential -Definition openai); "$($all[0].Definition) $(($all | Format-Table | Out-String).Length -gt 50)"' }
        @{ Cmdlet = 'Get-OwoxSecretReport'; Says = 'Credential NeverUsed'; Script = '$item = @(Get-OwoxSecretReport -Kind Credential)[-1]; "$($item.Kind) $($item.Reason)"' }
        @{ Cmdlet = 'Set-OwoxProject'; Says = 'constrained'; Script = '(Set-OwoxProject constrained -PassThru).Description' }
        @{ Cmdlet = 'Get-OwoxContext'; Says = 'Sales'; Script = '(Get-OwoxContext sal*).Name' }
        @{ Cmdlet = 'Get-OwoxInsightTemplate'; Says = 'True'; Script = '(Get-OwoxInsightTemplate weekly* -Detailed).Template -like "*Weekly revenue*"' }
        @{ Cmdlet = 'Get-OwoxRelationship'; Says = 'customers customer_id'; Script = '$join = Get-OwoxDataMart Orders | Get-OwoxRelationship; "$($join.TargetAlias) $($join.JoinConditions[0].SourceFieldName)"' }
        @{ Cmdlet = 'Get-OwoxDataMartColumn'; Says = 'revenue FLOAT SUM'; Script = '$column = Get-OwoxDataMart Orders | Get-OwoxDataMartColumn -Name rev* -Native; "$($column.Name) $($column.Type) $($column.Aggregations[0])"' }
        @{
            Cmdlet = 'Get-OwoxReport'; Says = 'Shop orders', 'Excel orders', 'revenue gt', 'SecureString'
            Script = '
                (Get-OwoxDataMart Orders | Get-OwoxReport).Title
                $report = Get-OwoxReport revenue*
                "$($report.FilterConfig[0].column) $($report.FilterConfig[0].operator)"
                $report.Destination.SecretKey.GetType().Name'
        }
        @{
            Cmdlet = 'Export-OwoxReport'; Says = '8 Deutschland', '8 True'
            Script = '
                $rows = Get-OwoxReport revenue* | Export-OwoxReport
                "$($rows.Count) $($rows[1].country)"
                $file = Get-OwoxReport revenue* | Export-OwoxReport -Path ./report.csv
                "$($file.Rows) $($file.Verified)"'
        }
        @{
            Cmdlet = 'New-OwoxFilter'; Says = 'country eq France', 'between', '2 True'
            Script = '
                $wanted = "France"
                $rule = New-OwoxFilter { $_.country -eq $wanted }
                "$($rule.Column) $($rule.Operator) $($rule.Value)"
                $price = New-OwoxFilter revenue -Between 1, 100000
                $price.Operator
                $rows = Export-OwoxDataMart $orders -Filter $rule, $price -Limit 2
                "$($rows.Count) $($rows[1].country -eq $wanted)"'
        }
        @{
            Cmdlet = 'New-OwoxSort'; Says = 'revenue desc', 'True'
            Script = '
                $key = New-OwoxSort revenue -Descending
                "$($key.Column) $($key.Direction)"
                $rows = Export-OwoxDataMart $orders -Column revenue -Filter { $null -ne $_.revenue } -Sort $key -Limit 2
                $rows[0].revenue -ge $rows[1].revenue'
        }
        @{
            Cmdlet = 'New-OwoxTableScript'; Says = 'True', 'True'
            Script = '
                $reader = Export-OwoxDataMart $orders -Limit 1 -AsDataReader
                (New-OwoxTableScript -Reader $reader -TableName t -Dialect DuckDB) -like "CREATE TABLE*"
                $reader.RunId.Length -gt 0'
        }
        @{
            Cmdlet = 'New-OwoxAggregation'; Says = 'revenue SUM', 'True'
            Script = '
                $sum = New-OwoxAggregation revenue SUM
                "$($sum.Column) $($sum.Function)"
                @(Export-OwoxDataMart $orders -Column revenue -Aggregation $sum)[0]."revenue | SUM" -gt 1000'
        }
        @{
            Cmdlet = 'New-OwoxDateBucket'; Says = 'date MONTH', 'True'
            Script = '
                $month = New-OwoxDateBucket date MONTH
                "$($month.Column) $($month.Unit)"
                @(Export-OwoxDataMart $orders -Column date, revenue -DateBucket $month -Aggregation @{ revenue = "SUM" }).Count -gt 1'
        }
        @{
            Cmdlet = 'Invoke-OwoxApi'; Says = 'True', '2 True', 'constrained', 'Owox.ApiPathInvalid'
            Script = '
                @(Invoke-OwoxApi /api/data-storages)[0].id -eq @(Get-OwoxStorage)[0].Id
                $rows = @(Invoke-OwoxApi "/api/external/http-data/data-marts/$orders.ndjson" -Query @{ column = "date", "revenue"; limit = 2 } -AsStream)
                "$($rows.Count) $($rows[0].date.Length -gt 0)"
                $null = Invoke-OwoxApi /api/projects/settings/description -Method Put -Body @{ description = "constrained" }
                (Get-OwoxProject).Description
                try { Invoke-OwoxApi /api/../x } catch { ($_.FullyQualifiedErrorId -split ",")[0] }'
        }
        @{
            Cmdlet = 'New-OwoxLicenseKey'; Says = 'constrained https://data-marts.example.com SecureString'
            Script = '
                $null = Connect-Member
                $new = New-OwoxLicenseKey constrained https://data-marts.example.com -Force
                "$($new.Name) $($new.Origin) $($new.Value.GetType().Name)"'
        }
        @{
            Cmdlet = 'Get-OwoxLicenseKey'; Says = 'listed True'
            Script = '
                $null = Connect-Member
                $null = New-OwoxLicenseKey listed https://data-marts.example.com -Force
                $key = @(Get-OwoxLicenseKey listed)[0]
                "$($key.Name) $($key.ExpiresAt.LocalDateTime -gt (Get-Date))"'
        }
        @{
            Cmdlet = 'Rename-OwoxLicenseKey'; Says = 'renamed'
            Script = '
                $null = Connect-Member
                (New-OwoxLicenseKey "to rename" https://data-marts.example.com -Force | Rename-OwoxLicenseKey -NewName renamed -Force -PassThru).Name'
        }
        @{
            Cmdlet = 'Revoke-OwoxLicenseKey'; Says = 'True'
            Script = '
                $null = Connect-Member
                $new = New-OwoxLicenseKey "to revoke" https://data-marts.example.com -Force
                Revoke-OwoxLicenseKey $new.Id -Force
                $new.Id -notin (Get-OwoxLicenseKey).Id'
        }
        @{
            Cmdlet = 'Invoke-OwoxLicenseKeyRotation'; Says = 'Completed True'; Skip = $noVaults
            Script = '
                $null = Connect-Member
                $null = New-OwoxLicenseKey "to rotate" https://data-marts.example.com -SecretName license -Vault Faulty -Force
                $done = Invoke-OwoxLicenseKeyRotation license -Vault Faulty -Force
                "$($done.Status) $($done.NewKeyId -ne $done.OldKeyId)"'
        }
        @{
            Cmdlet = 'Reset-OwoxDestinationSecret'; Says = 'looker'; Skip = $noVaults
            Script = '
                $null = Connect-Member
                $destination = @(Get-OwoxDestination -Type LOOKER_STUDIO)[0]
                (Reset-OwoxDestinationSecret $destination.Id -SecretName looker -Vault Faulty -Force).SecretName'
        }
        @{ Cmdlet = 'ConvertTo-OwoxHtml'; Says = 'True'; Script = '("# A", "*b*" | ConvertTo-OwoxHtml) -like "*<h1>A</h1>*"' }
    )

    # What a constrained session blocks, and errors in it.
    $limits = @(
        @{
            Says = 'MethodInvocationNotSupportedInConstrainedLanguage', 'MethodInvocationNotSupportedInConstrainedLanguage', 'CannotDefineNewType', 'MethodInvocationNotSupportedInConstrainedLanguage'
            What = 'blocks methods of types outside the core'
            Script = '
                foreach ($try in { [System.IO.File]::ReadAllText("/etc/hostname") }, { (Get-OwoxConnection -Current).ToString().GetType().Assembly.GetTypes() }, { Add-Type "class A {}" }, { [Owox.ApiKey]::Parse("x") }) {
                    try { $null = & $try; "allowed: $try" } catch { ($_.FullyQualifiedErrorId -split ",")[0] }
                }'
        }
        @{
            Says = 'Owox.NotFound ObjectNotFound True', 'Owox.NotConnected True'
            What = 'does not change error records'
            Script = '
                try { Export-OwoxDataMart 00000000-0000-0000-0000-000000000000 } catch { "$(($_.FullyQualifiedErrorId -split ",")[0]) $($_.CategoryInfo.Category) $($_.Exception.Message -like "*00000000-0000*")" }
                try { Get-OwoxDataMart -Connection nowhere } catch { "$(($_.FullyQualifiedErrorId -split ",")[0]) $($_.Exception.Message -like "*nowhere*")" }'
        }
    )

    $number = 0
    foreach ($use in $uses + $limits) {
        $use.Number = $number++
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:01'; apiVersion = '0.35' } -NoImport
    Clear-Sandbox
    if (-not (Test-VaultMissing)) {
        Register-FaultyVault Faulty -Default
        $null = Reset-Rotation
    }

    $constrained = Join-Path $TestDrive 'constrained.pssc'
    New-PSSessionConfigurationFile -Path $constrained -SessionType Default -LanguageMode ConstrainedLanguage

    # Runs a script in a new constrained session, and returns its output line by line.
    function Invoke-Constrained([string] $Script) {
        $start = @'
$ErrorActionPreference = 'Stop'
Import-Module $env:OWOX_TEST_MODULE
if ($ExecutionContext.SessionState.LanguageMode -ne 'ConstrainedLanguage') { throw 'The session is not constrained.' }
$sandbox = $env:OWOX_TEST_SANDBOX | ConvertFrom-Json
$orders = $sandbox.dataMarts.orders
function Connect-Member { Connect-OwoxDataMarts -Origin $sandbox.origin -Credential (New-Object pscredential $sandbox.memberEmail, (ConvertTo-SecureString $sandbox.memberPassword -AsPlainText -Force)) }
$null = Connect-OwoxDataMarts -Name default

'@
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $run = Invoke-FreshShell -Bare "Set-Location '$folder'`n$start$Script" -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } -Argument '-ConfigurationFile', $constrained
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n'
    }

    # Runs several scripts in one such session, and returns the output of each by its number. Each starts in an empty folder with a new connection.
    function Invoke-EachConstrained([hashtable[]] $Use) {
        $outputs = @{}
        $current = $null
        foreach ($line in Invoke-Constrained ($Use.ForEach({ @"
'=== $($_.Number)'
Set-Location (New-Item -ItemType Directory '$(Join-Path $TestDrive "use-$($_.Number)")')
Disconnect-OwoxDataMarts -All
`$null = Connect-OwoxDataMarts -Name default
try { & { $($_.Script) } } catch { "It failed: `$_" }

"@ }) -join '')) {
            if ($line -match '^=== (\d+)$') {
                $current = [int]$Matches[1]
                $outputs[$current] = @()
            }
            else {
                $outputs[$current] += $line
            }
        }

        $outputs
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Constrained Language' {
    It 'is tested with every cmdlet' {
        $manifest = & ([scriptblock]::Create((Get-Content -Raw -LiteralPath $env:OWOX_TEST_MODULE)))
        $tried = [regex]::Matches((Get-Content -Raw $PSCommandPath), "Cmdlet = '([\w-]+)'").ForEach({ $_.Groups[1].Value })
        $tried | Sort-Object -Unique | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    Context 'in one session' -ForEach @{ Uses = $uses + $limits } {
        BeforeAll {
            $outputs = Invoke-EachConstrained $Uses.Where({ -not $_.Skip })
        }

        It 'supports <Cmdlet> and its output' -ForEach $uses {
            if ($Skip) {
                Set-ItResult -Skipped -Because 'SecretManagement is not available'
            }

            $outputs[$Number] | Should -Be $Says
        }

        It '<What>' -ForEach $limits {
            $outputs[$Number] | Should -Be $Says
        }
    }

    It 'does not stop a session that is constrained after the import' {
        $run = Invoke-FreshShell -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } @'
$null = Connect-OwoxDataMarts
$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
$rows = Get-OwoxDataMart Orders | Export-OwoxDataMart -Limit 2 -Filter @{ column = 'date'; operator = 'is_not_null' }
"$($rows.Count) $($rows[0].country.Length -gt 0)"
'@
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -Be '2 True'
    }
}
