# Every cmdlet, against an older server: it works, or says what the server lacks.

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
    Start-OwoxTest @{ apiVersion = 'older'; connectorRunTime = '00:00:01' }
    Register-WalkVault
    Connect-Both

    # What an older server has, too.
    $needed = 'Test-OwoxConnection', 'Get-OwoxDataMart', 'Get-OwoxStorage', 'Get-OwoxDestination', 'Get-OwoxApiKey', 'Export-OwoxDataMart', 'Invoke-OwoxApi'
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An older server' {
    It 'lacks what newer ones have: the walk is no walk in the present' {
        { Invoke-RestMethod "$($Sandbox.origin)/api/auth/context" } | Should -Throw '*404*'
        (Invoke-OwoxApi /api/data-marts).PSObject.Properties.Name | Should -Be 'items'
        (Invoke-OwoxApi /api/data-storages)[0].PSObject.Properties.Name | Should -Not -Contain 'modifiedAt'
        (Test-OwoxConnection).TokenLifetimeRemaining | Should -BeNullOrEmpty
    }

    It 'is read, or found to lack something: <Text>' -ForEach $calls {
        $outcome = Invoke-ReadCall $Call
        if (-not $outcome.Failure) {
            $outcome.Given.Count | Should -BeGreaterThan 0
            return
        }

        # Its record of a run has no row count, so rows in a file are not confirmed.
        if ($Name -like 'Export-*' -and $Text -match '-(Path|Directory) ') {
            $outcome.Failure.FullyQualifiedErrorId | Should -BeLike 'Owox.FileNotVerified,*'
            $outcome.Failure.Exception.KeptPath | Should -BeLike "*.owox-unverified"
            return
        }

        # Which data marts a storage has is told by the model canvas alone, which is newer.
        if ($Text -notlike '* -StorageId *') {
            $Name | Should -Not -BeIn $needed -Because $outcome.Failure.Exception.Message
        }

        switch -Wildcard ($outcome.Failure.FullyQualifiedErrorId) {
            'Owox.NotFound,*' { $outcome.Failure.Exception.Message | Should -BeLike 'The server has no * (404): it is older*' }
            'Owox.UnexpectedResponse,*' { $outcome.Failure.Exception.Message | Should -BeLike '*it lacks the field $*' }
            default { $outcome.Failure.FullyQualifiedErrorId | Should -Be 'Owox.NotFound or Owox.UnexpectedResponse' }
        }
    }

    It 'is changed, or found to lack something: <Name>' -ForEach $changes {
        $outcome = Invoke-ReadCall $Call
        Reset-Change
        if (-not $outcome.Failure) {
            $outcome.Given.Count | Should -BeGreaterThan 0
            return
        }

        # What is newer than keys and runs.
        $Name | Should -BeIn 'Set-OwoxProject', 'Publish-OwoxPlugin', 'Update-OwoxPlugin', 'Suspend-OwoxPlugin', 'Resume-OwoxPlugin', 'Unpublish-OwoxPlugin' -Because $outcome.Failure.Exception.Message
        $outcome.Failure.FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        $outcome.Failure.Exception.Message | Should -BeLike 'The server has no * (404): it is older*'
    }

    It 'is completed as far as it tells, and in silence' {
        $Error.Clear()
        (Complete 'Export-OwoxDataMart Ord').CompletionText | Should -Contain 'Orders'
        (Complete "Export-OwoxDataMart $($Sandbox.dataMarts.orders) -Column rev").CompletionText | Should -Contain 'revenue'
        Complete 'Get-OwoxStorage ' | Should -Not -BeNullOrEmpty
        foreach ($line in 'Get-OwoxInsightTemplate ', 'Get-OwoxTrigger -Id ') {
            $null = Complete $line -Once
            Wait-Quiet
            Complete $line -Once | Should -BeNullOrEmpty -Because $line
        }

        $Error | Should -BeNullOrEmpty
    }

    It 'gives whole lists without pages' {
        (Get-OwoxDataMart).Count | Should -BeGreaterThan 20
        Get-OwoxDataMart -First 1 -IncludeTotalCount | Select-Object -First 1 | Should -Be 0
        (Invoke-OwoxApi /api/data-marts -Paginate -WarningAction SilentlyContinue).items.Count | Should -Be (Get-OwoxDataMart).Count
    }

    It 'leaves empty what it does not tell' {
        $mart = Get-OwoxDataMart Orders
        $mart.ModifiedAt | Should -BeNullOrEmpty
        $mart.Contexts.Count | Should -Be 0
        $mart.TriggersCount | Should -BeNullOrEmpty
        (Get-OwoxStorage)[0].OwnerUsers.Count | Should -Be 0
    }

    It 'keeps no record that could confirm rows, and that is said' {
        $rows = Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3 -WarningVariable said -WarningAction SilentlyContinue
        $rows.Count | Should -Be 3
        "$said" | Should -BeLike '*could not be confirmed: the server''s record of the run holds no row count.'
    }

    It 'has no Markdown, and that is said' {
        Assert-Failure { ConvertTo-OwoxHtml '# A' } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'The server has no POST /api/markdown/parse-to-html (404): it is older'
    }
}
