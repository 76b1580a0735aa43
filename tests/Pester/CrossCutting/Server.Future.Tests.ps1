# What a future server adds is not lost. Server.Versions.Tests.ps1 calls every cmdlet.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ReadCommands.psm1')
    . (Join-Path $PSScriptRoot '../Support/Completion.ps1')
    Start-OwoxTest @{ apiVersion = 'future'; connectorRunTime = '00:00:01' }
    Connect-Both
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A newer server' {
    It 'returns additions that current servers do not have' {
        $answer = Invoke-OwoxApi /api/data-marts
        $answer.addedLater.deep[0] | Should -Be 1
        $answer.total | Should -BeGreaterThan 5000000000
        $answer.items[-1].status | Should -Be 'ADDED_LATER'
    }

    It 'is completed, including additions' {
        $Error.Clear()
        (Get-Completion 'Export-OwoxDataMart Ord').CompletionText | Should -Contain 'Orders'
        (Get-Completion 'Get-OwoxDataMart -Id added-later').CompletionText | Should -BeLike 'added-later-*'
        (Get-Completion "Export-OwoxDataMart $($Sandbox.dataMarts.orders) -Column rev").CompletionText | Should -Contain 'revenue'
        foreach ($line in 'Get-OwoxStorage ', 'Get-OwoxDestination ', 'Get-OwoxReport ', 'Get-OwoxContext ', 'Get-OwoxInsightTemplate ', 'Get-OwoxTrigger -Id ', 'Get-OwoxRun -Id ', 'Get-OwoxApiKey -Connection member -Name ') {
            Get-Completion $line | Should -Not -BeNullOrEmpty -Because $line
        }

        $Error | Should -BeNullOrEmpty
    }

    It 'can return unknown types, states and fields, which are shown unchanged' {
        $mart = Get-OwoxDataMart -Status Added_Later
        $mart.Status | Should -BeExactly 'ADDED_LATER'
        $mart.AdditionalProperties['addedKind'] | Should -BeExactly 'ADDED_LATER'
        $mart.AdditionalProperties['addedLater']['deep'][1]['empty'] | Should -BeNullOrEmpty
        (Get-OwoxStorage -Type ADDED_LATER).Id | Should -BeLike 'added-later-*'
        (Get-OwoxDestination -Type ADDED_LATER).Id | Should -BeLike 'added-later-*'
        Get-OwoxDataMart | Out-String | Should -BeLike '*ADDED_LA*'
    }

    It 'can return counts of more than 32 bits' {
        (Get-OwoxDataMart Orders).ReportsCount | Should -BeGreaterOrEqual 5000000000
        (Get-OwoxStorage 'Shop*').PublishedDataMartsCount | Should -BeGreaterThan 5000000000
        Get-OwoxDataMart -First 1 -IncludeTotalCount | Select-Object -First 1 | Should -BeGreaterThan 5000000000
    }

    It 'can verify the rows' {
        $null = Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3 -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'can have endpoints without a cmdlet, which Invoke-OwoxApi can call' {
        (Invoke-OwoxApi /api/added-later -Paginate).id | Should -Be 'added-later'
    }
}
