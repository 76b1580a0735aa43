# Connections with -ReadOnly, -Scope and -AllowedDataMart: what they send, and the errors for what they do not send.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $orders = $Sandbox.dataMarts.orders
    $null = Connect-Sandbox
    $other = (Get-OwoxDataMart).Where({ $_.Id -ne $orders })[0].Id
    $reports = @(Get-OwoxReport -Detailed -WarningAction SilentlyContinue)
    $refused = @{ Category = 'PermissionDenied'; Type = 'Owox.OwoxAccessException' }
    $invalid = @{ Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }

    # The requests since the last call of Clear-Sandbox, without those of the sign-in.
    function Get-Sent { @(Get-SandboxRequest).Where({ $_.path -notlike '*/auth/*' }).ForEach({ "$($_.method) $($_.path)" }) }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A read-only connection' {
    BeforeAll {
        $connection = Connect-Sandbox -With @{ ReadOnly = $true }
        Clear-Sandbox
    }

    BeforeEach {
        Clear-Sandbox
    }

    It 'shows its limit' {
        $connection.ReadOnly | Should -BeTrue
        $connection.Scopes | Should -Be 'Api:Read'
        $connection.AllowedDataMarts | Should -BeNullOrEmpty
        ($connection | Format-Table | Out-String -Width 200) | Should -BeLike '*Scopes*Api:Read*'
    }

    It 'reads lists, rows and the results of requests that change nothing' {
        @(Get-OwoxDataMart).Count | Should -BeGreaterThan 1
        @(Export-OwoxDataMart $orders -Limit 2).Count | Should -Be 2
        Get-OwoxDataQuality $orders | Should -Not -BeNullOrEmpty
        (Get-OwoxDataMart -Id $orders -Freshness).Id | Should -Be $orders
        ConvertTo-OwoxHtml '# A' | Should -Not -BeNullOrEmpty
    }

    It 'does not send <Name>, even with -Force' -ForEach @(
        @{ Name = 'the start of a run'; Block = { Start-OwoxRun $orders -DataQuality -Confirm:$false } }
        @{ Name = 'a change of the project'; Block = { Set-OwoxProject -Description 'x' -Confirm:$false } }
        @{ Name = 'a publication'; Block = { Publish-OwoxPlugin acme/plugin -Scope member -Confirm:$false } }
        @{ Name = 'a POST of any path'; Block = { Invoke-OwoxApi "/api/data-marts/$orders/manual-run" -Method Post -Confirm:$false } }
        @{ Name = 'a POST of an unknown path'; Block = { Invoke-OwoxApi /api/later/things -Method Post -Confirm:$false } }
    ) {
        Assert-Failure $Block -Id Owox.ReadOnly @refused -Says 'was not sent', 'read-only', '-ReadOnly', 'OWOX_READ_ONLY'
        (Get-Sent).Where({ $_ -notlike 'GET *' }) | Should -BeNullOrEmpty
    }

    It 'shares its access token with another connection, but not its limit' {
        $null = Connect-Sandbox -With @{ Name = 'writer' }
        (Get-SandboxRequest '*/exchange') | Should -BeNullOrEmpty
        (Set-OwoxProject -Description 'changed' -Connection writer -PassThru).Description | Should -Be 'changed'
        Assert-Failure { Set-OwoxProject -Description 'x' -Connection Default } -Id Owox.ReadOnly @refused
        Disconnect-OwoxDataMarts writer
    }

    It 'is signed out by Disconnect-OwoxDataMarts' {
        $null = Connect-OwoxDataMarts -Name member -ReadOnly -Origin $Sandbox.origin -Credential ([pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword)))
        Assert-Failure { New-OwoxApiKey other -Connection member } -Id Owox.ReadOnly @refused
        Disconnect-OwoxDataMarts member -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        @(Get-SandboxRequest '*/sign-out').Count | Should -Be 1
    }
}

Describe 'The variable OWOX_READ_ONLY' {
    AfterEach {
        $env:OWOX_READ_ONLY = $null
    }

    It 'makes a connection read-only: <_>' -ForEach '1', 'true', ' TRUE ' {
        $env:OWOX_READ_ONLY = $_
        (Connect-Sandbox).ReadOnly | Should -BeTrue
    }

    It 'permits changes: <_>' -ForEach '0', 'False', ' ' {
        $env:OWOX_READ_ONLY = $_
        (Connect-Sandbox).ReadOnly | Should -BeFalse
    }

    It 'is an error with another value: <_>' -ForEach 'yes', '2', 'on' {
        $env:OWOX_READ_ONLY = $_
        Clear-Sandbox
        Assert-Failure { Connect-Sandbox } -Id Owox.VariableInvalid @invalid -Says 'OWOX_READ_ONLY', "'$_'", 'true'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'has precedence over -ReadOnly:$false, with a warning' {
        $env:OWOX_READ_ONLY = '1'
        $warnings, $connection = (Connect-Sandbox -With @{ ReadOnly = $false } 3>&1).Where({ $_ -is [System.Management.Automation.WarningRecord] }, 'Split')
        $connection.ReadOnly | Should -BeTrue
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike 'The connection is read-only although -ReadOnly is false, because * contains OWOX_READ_ONLY.'
    }

    It 'is also read from an environment file, and either source is enough' {
        $file = Join-Path $TestDrive 'only.env'
        "OWOX_API_KEY=$($Sandbox.apiKey)`nOWOX_READ_ONLY=1" | Set-Content $file
        (Connect-OwoxDataMarts -EnvironmentFile $file).ReadOnly | Should -BeTrue
        "OWOX_API_KEY=$($Sandbox.apiKey)`nOWOX_READ_ONLY=0" | Set-Content $file
        (Connect-OwoxDataMarts -EnvironmentFile $file).ReadOnly | Should -BeFalse
        $env:OWOX_READ_ONLY = '1'
        (Connect-OwoxDataMarts -EnvironmentFile $file).ReadOnly | Should -BeTrue
    }
}

Describe 'The scopes of a connection' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'permit what they name, and Write includes Read' {
        $connection = Connect-Sandbox -With @{ Scope = 'DataMarts:Read', 'runs:write' }
        $connection.Scopes | Should -Be 'DataMarts:Read', 'Runs:Write'
        $run = Start-OwoxRun $orders -DataQuality -Confirm:$false
        (Get-OwoxRun -Id $run.Id -DataMartId $orders).Id | Should -Be $run.Id
        @(Get-OwoxDataMart).Count | Should -BeGreaterThan 1
    }

    It 'cause an error that names the missing scope: <Scope>' -ForEach @(
        @{ Scope = 'Rows:Read'; Block = { Export-OwoxDataMart $orders -Limit 1 } }
        @{ Scope = 'Storages:Read'; Block = { Get-OwoxStorage } }
        @{ Scope = 'Reports:Read'; Block = { Get-OwoxReport } }
        @{ Scope = 'Project:Write'; Block = { Set-OwoxProject -Description 'x' } }
        @{ Scope = 'Api:Read'; Block = { Invoke-OwoxApi /api/later/things } }
        @{ Scope = 'Api:Write'; Block = { Invoke-OwoxApi /api/later/things -Method Delete -Confirm:$false } }
    ) {
        $null = Connect-Sandbox -With @{ Scope = 'DataMarts:Read,Project:Read' }
        Clear-Sandbox
        Assert-Failure $Block -Id Owox.ScopeMissing @refused -Says $Scope, 'DataMarts:Read, Project:Read', 'Connect with -Scope'
        (Get-Failure $Block).Exception.RequiredScope | Should -Be $Scope
        (Get-Sent).Where({ $_ -notlike 'GET /api/data-marts*' -and $_ -notlike 'GET /api/project*' }) | Should -BeNullOrEmpty
    }

    It 'of an export are only Rows:Read, including the verification' {
        $null = Connect-Sandbox -With @{ Scope = 'Rows:Read' }
        @(Export-OwoxDataMart $orders -Limit 2 -WarningVariable warnings).Count | Should -Be 2
        $warnings | Should -BeNullOrEmpty
    }

    It 'do not affect Test-OwoxConnection, which cannot read runs' {
        $null = Connect-Sandbox -With @{ Scope = 'Rows:Read' }
        $status = Test-OwoxConnection
        $status.IsAuthenticated | Should -BeTrue
        $status.RowAccess | Should -Be 'Unknown'
    }

    It 'are limited further by -ReadOnly' {
        (Connect-Sandbox -With @{ Scope = 'Runs:Write', 'Runs:Read'; ReadOnly = $true }).Scopes | Should -Be 'Runs:Read'
        Assert-Failure { Start-OwoxRun $orders -DataQuality -Confirm:$false } -Id Owox.ReadOnly @refused
    }

    It 'that do not exist are an error: <scope>' -ForEach @(
        @{ scope = 'Run:Write'; says = 'Did you mean *Runs:Write' }
        @{ scope = 'Runs'; says = 'is not a scope' }
        @{ scope = 'Runs:'; says = 'is not a scope' }
        @{ scope = 'Rows:Write'; says = 'is not a scope' }
        @{ scope = ':'; says = 'is not a scope' }
        @{ scope = 'Runs:Write,'; says = 'is not a scope' }
        @{ scope = '*'; says = 'is not a scope' }
        @{ scope = 'zzz'; says = "'zzz' is not a scope. The scopes are *DataMarts:Read, *Runs:Write" }
    ) {
        Assert-Failure { Connect-Sandbox -With @{ Scope = $scope } } -Id Owox.ScopeInvalid @invalid -Says 'is not a scope', $says
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'are completed with TAB' {
        $line = 'Connect-OwoxDataMarts -Scope Ru'
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Be 'Runs:Read', 'Runs:Write'
    }

    It 'also apply to completion' {
        $null = Connect-Sandbox -With @{ Scope = 'DataMarts:Read' }
        Clear-Sandbox
        $line = 'Get-OwoxStorage -Id '
        $null = TabExpansion2 $line $line.Length
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}

Describe 'A connection that is limited to a data mart' {
    BeforeAll {
        $connection = Connect-Sandbox -With @{ AllowedDataMart = $orders }
    }

    BeforeEach {
        Clear-Sandbox
    }

    It 'shows the data mart' {
        $connection.AllowedDataMarts | Should -Be $orders
    }

    It 'reads its rows, runs, reports and columns' {
        @(Export-OwoxDataMart $orders -Limit 2).Count | Should -Be 2
        $null = Get-OwoxRun -DataMartId $orders
        $null = Get-OwoxReport -DataMartId $orders
        Get-OwoxDataMartColumn $orders | Should -Not -BeNullOrEmpty
        Get-OwoxDataQuality $orders | Should -Not -BeNullOrEmpty
    }

    It 'lists the titles of all data marts' {
        @(Get-OwoxDataMart).Id | Should -Contain $other
    }

    It 'does not request <Name>' -ForEach @(
        @{ Name = 'the rows of another data mart'; Block = { Export-OwoxDataMart $other -Limit 1 } }
        @{ Name = 'its rows with Invoke-OwoxApi'; Block = { Invoke-OwoxApi "/api/external/http-data/data-marts/$other.ndjson" -AsStream } }
        @{ Name = 'its rows with other case'; Block = { Invoke-OwoxApi "/api/External/http-data/data-marts/$orders.ndjson" } }
        @{ Name = 'the runs of all data marts'; Block = { Get-OwoxRun -First 1 } }
        @{ Name = 'the reports of all data marts'; Block = { Get-OwoxReport } }
        @{ Name = 'a run of another data mart'; Block = { Start-OwoxRun $other -DataQuality -Confirm:$false } }
        @{ Name = 'the quality of another data mart'; Block = { Get-OwoxDataQuality $other -ErrorAction Stop } }
        @{ Name = 'both properties of a body'; Block = { Invoke-OwoxApi /api/data-marts/data-quality/summaries -Method Post -Confirm:$false -Body "{`"dataMartIds`":[`"$orders`"],`"DataMartIds`":[`"$other`"]}" } }
        @{ Name = 'a body without an ID'; Block = { Invoke-OwoxApi /api/data-marts/health-status -Method Post -Confirm:$false -Body @{ other = 1 } }; Says = 'it contains no data mart ID' }
        @{ Name = 'an unknown path'; Block = { Invoke-OwoxApi /api/later/things }; Says = 'it is not limited to one data mart' }
    ) {
        Assert-Failure $Block -Id Owox.DataMartNotAllowed @refused -Says (@('was not sent', "limited to $orders", '-AllowedDataMart') + $Says)
        (Get-Sent).Where({ $_ -like '*.ndjson*' -or $_ -like 'POST*' -or $_ -like "*$other*" -and $_ -notlike 'GET /api/data-marts?*' }) | Should -BeNullOrEmpty
    }

    It 'reads the rows of a report of its data mart only' {
        $own = $reports.Where({ $_.DataMart.Id -eq $orders })[0]
        $foreign = $reports.Where({ $_.DataMart.Id -ne $orders })[0]
        $null = Export-OwoxReport $own.Id -Limit 1
        Clear-Sandbox
        Assert-Failure { Export-OwoxReport $foreign.Id -Limit 1 } -Id Owox.DataMartNotAllowed @refused -Says $foreign.DataMart.Id
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'continues with the next item after the error' {
        $rows = @($other, $orders | Export-OwoxDataMart -Limit 1 -ErrorVariable problems -ErrorAction SilentlyContinue)
        $rows.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'Owox.DataMartNotAllowed,*'
    }

    It 'renews its token for a report' {
        $own = $reports.Where({ $_.DataMart.Id -eq $orders })[0]
        $null = Connect-Sandbox -With @{ AllowedDataMart = $orders; Name = 'expired' }
        $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/tokens" -Method Delete
        @(Export-OwoxReport $own.Id -Limit 1 -Connection expired).Count | Should -Be 1
        Disconnect-OwoxDataMarts expired
    }

    It 'is not limited to a title' {
        Assert-Failure { Connect-Sandbox -With @{ AllowedDataMart = 'Orders by day' } } -Id Owox.IdInvalid @invalid -Says 'Orders by day', 'titles'
    }
}
