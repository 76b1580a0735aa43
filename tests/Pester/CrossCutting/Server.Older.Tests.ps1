# Every cmdlet with an older server: it works, or reports what the server lacks.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/ReadCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    $calls = Get-ReadCall
    $changes = Get-ChangeCall
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ReadCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    . (Join-Path $PSScriptRoot '../Support/Completion.ps1')
    Start-OwoxTest @{ apiVersion = 'older'; connectorRunTime = '00:00:01'; licenseKeys = $false }
    Register-ChangeVault
    Connect-Both

    # The cmdlets that an older server supports.
    $needed = 'Test-OwoxConnection', 'Get-OwoxDataMart', 'Get-OwoxStorage', 'Get-OwoxDestination', 'Get-OwoxApiKey', 'Export-OwoxDataMart', 'Invoke-OwoxApi'
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An older server' {
    It 'lacks parts that current servers have' {
        { Invoke-RestMethod "$($Sandbox.origin)/api/auth/context" } | Should -Throw '*404*'
        (Invoke-OwoxApi /api/data-marts).PSObject.Properties.Name | Should -Be 'items'
        (Invoke-OwoxApi /api/data-storages)[0].PSObject.Properties.Name | Should -Not -Contain 'modifiedAt'
        (Test-OwoxConnection).TokenLifetimeRemaining | Should -BeNullOrEmpty
    }

    It 'can be read, or causes an error about the missing part: <Text>' -ForEach $calls {
        $outcome = Invoke-ReadCall $Call
        if (-not $outcome.Failure) {
            $outcome.Given.Count | Should -BeGreaterThan 0
            return
        }

        if ($Name -like '*LicenseKey') {
            $outcome.Failure.FullyQualifiedErrorId | Should -BeLike 'Owox.LicenseKeysNotIssued,*'
            return
        }

        # Its run record has no row count, so rows in a file cannot be verified.
        if ($Name -like 'Export-*' -and $Text -match '-(Path|Directory) ') {
            $outcome.Failure.FullyQualifiedErrorId | Should -BeLike 'Owox.FileNotVerified,*'
            $outcome.Failure.Exception.KeptPath | Should -BeLike "*.owox-unverified"
            return
        }

        # Only the model canvas, which is newer, contains the data marts of a storage. The measurement of their data is newer, too.
        if ($Text -notlike '* -StorageId *' -and $Text -notlike '* -Freshness*') {
            $Name | Should -Not -BeIn $needed -Because $outcome.Failure.Exception.Message
        }

        switch -Wildcard ($outcome.Failure.FullyQualifiedErrorId) {
            'Owox.NotFound,*' { $outcome.Failure.Exception.Message | Should -BeLike 'The server does not support * (404). It may be older*' }
            'Owox.UnexpectedResponse,*' { $outcome.Failure.Exception.Message | Should -BeLike '*it lacks the field $*' }
            default { $outcome.Failure.FullyQualifiedErrorId | Should -Be 'Owox.NotFound or Owox.UnexpectedResponse' }
        }
    }

    It 'can be changed, or causes an error about the missing part: <Name>' -ForEach $changes {
        $outcome = Invoke-ReadCall $Call
        Reset-Change
        if (-not $outcome.Failure) {
            $outcome.Given.Count | Should -BeGreaterThan 0
            return
        }

        if ($Name -like '*LicenseKey*') {
            $outcome.Failure.FullyQualifiedErrorId | Should -BeLike 'Owox.LicenseKeysNotIssued,*'
            return
        }

        # Its destinations have no secret keys.
        if ($Name -eq 'Reset-OwoxDestinationSecret') {
            $outcome.Failure.FullyQualifiedErrorId | Should -BeLike 'Owox.DestinationHasNoSecret,*'
            return
        }

        # These cmdlets need endpoints that are newer than keys and runs.
        $Name | Should -BeIn 'Set-OwoxProject', 'New-OwoxCredential', 'Set-OwoxCredential', 'Remove-OwoxCredential', 'Publish-OwoxPlugin', 'Update-OwoxPlugin', 'Suspend-OwoxPlugin', 'Resume-OwoxPlugin', 'Unpublish-OwoxPlugin' -Because $outcome.Failure.Exception.Message
        $outcome.Failure.FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        $outcome.Failure.Exception.Message | Should -BeLike 'The server does not support * (404). It may be older*'
    }

    It 'is completed as far as possible, without errors' {
        $Error.Clear()
        (Get-Completion 'Export-OwoxDataMart Ord').CompletionText | Should -Contain 'Orders'
        (Get-Completion "Export-OwoxDataMart $($Sandbox.dataMarts.orders) -Column rev").CompletionText | Should -Contain 'revenue'
        Get-Completion 'Get-OwoxStorage ' | Should -Not -BeNullOrEmpty
        foreach ($line in 'Get-OwoxInsightTemplate ', 'Get-OwoxTrigger -Id ') {
            $null = Get-Completion $line -Once
            Wait-BackgroundRequest
            Get-Completion $line -Once | Should -BeNullOrEmpty -Because $line
        }

        $Error | Should -BeNullOrEmpty
    }

    It 'returns complete lists without pages' {
        (Get-OwoxDataMart).Count | Should -BeGreaterThan 20
        Get-OwoxDataMart -First 1 -IncludeTotalCount | Select-Object -First 1 | Should -Be 0
        (Invoke-OwoxApi /api/data-marts -Paginate -WarningAction SilentlyContinue).items.Count | Should -Be (Get-OwoxDataMart).Count
    }

    It 'returns empty values for missing fields' {
        $mart = Get-OwoxDataMart Orders
        $mart.ModifiedAt | Should -BeNullOrEmpty
        $mart.Contexts.Count | Should -Be 0
        $mart.TriggersCount | Should -BeNullOrEmpty
        (Get-OwoxStorage)[0].OwnerUsers.Count | Should -Be 0
    }

    It 'cannot verify rows, which causes a warning' {
        $rows = Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3 -WarningVariable warnings -WarningAction SilentlyContinue
        $rows.Count | Should -Be 3
        "$warnings" | Should -BeLike '*did not confirm the number of rows: the server''s record of the run has no row count.'
    }

    It 'cannot convert Markdown, which causes an error' {
        Assert-Failure { ConvertTo-OwoxHtml '# A' } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'The server does not support POST /api/markdown/parse-to-html (404). It may be older'
    }
}
