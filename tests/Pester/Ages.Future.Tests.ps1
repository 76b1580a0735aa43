# Sandbox: { "age": "future" }
# Every cmdlet that only reads, against a server to come: what it adds is no reason to fail.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'ReadCommands.psm1')
    $calls = Get-ReadCall
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    Import-Module (Join-Path $PSScriptRoot 'ReadCommands.psm1')
    Import-Owox
    Connect-Both
}

Describe 'A server to come' {
    It 'has what present ones have not: the walk is no walk in the present' {
        $answer = Invoke-OwoxApi /api/data-marts
        $answer.addedLater.deep[0] | Should -Be 1
        $answer.total | Should -BeGreaterThan 5000000000
        $answer.items[-1].status | Should -Be 'ADDED_LATER'
    }

    It 'is read: <Text>' -ForEach $calls {
        $outcome = Invoke-ReadCall $Call
        $outcome.Failure | Should -BeNullOrEmpty
        $outcome.Given.Count | Should -BeGreaterThan 0
        $outcome.Warnings | Should -BeNullOrEmpty
    }

    It 'shows kinds, states and fields that no one has heard of, as they are' {
        $mart = Get-OwoxDataMart -Status Added_Later
        $mart.Status | Should -BeExactly 'ADDED_LATER'
        $mart.AdditionalProperties['addedKind'] | Should -BeExactly 'ADDED_LATER'
        $mart.AdditionalProperties['addedLater']['deep'][1]['empty'] | Should -BeNullOrEmpty
        (Get-OwoxStorage -Type ADDED_LATER).Id | Should -BeLike 'added-later-*'
        (Get-OwoxDestination -Type ADDED_LATER).Id | Should -BeLike 'added-later-*'
        Get-OwoxDataMart | Out-String | Should -BeLike '*ADDED_LATER*'
    }

    It 'counts beyond 32 bits' {
        (Get-OwoxDataMart Orders).ReportsCount | Should -BeGreaterOrEqual 5000000000
        (Get-OwoxStorage 'Shop*').PublishedDataMartsCount | Should -BeGreaterThan 5000000000
        Get-OwoxDataMart -First 1 -IncludeTotalCount | Select-Object -First 1 | Should -BeGreaterThan 5000000000
    }

    It 'confirms the rows' {
        $null = Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3 -WarningVariable said
        $said | Should -BeNullOrEmpty
    }

    It 'has endpoints that no cmdlet knows, which Invoke-OwoxApi reaches' {
        (Invoke-OwoxApi /api/added-later -Paginate).id | Should -Be 'added-later'
    }
}
