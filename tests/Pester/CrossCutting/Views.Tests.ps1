# Tables fit a console of 80 columns, and show the complete IDs that other commands need.

BeforeDiscovery {
    $lists = @(
        @{ what = 'Get-OwoxRun'; list = { Get-OwoxRun -First 5 }; id = 'Id'; columns = 'Id', 'Status', 'Created', 'DataMart', 'Type' }
        @{ what = 'Find-OwoxItem'; list = { Find-OwoxItem orders }; id = 'EntityId'; columns = 'EntityId', 'Title', 'EntityType', 'Score', 'Description' }
        @{ what = 'Get-OwoxDataMart'; list = { Get-OwoxDataMart }; id = 'Id'; columns = 'Id', 'Title', 'Status', 'Storage', 'Modified' }
        @{ what = 'Get-OwoxStorage'; list = { Get-OwoxStorage }; id = 'Id'; columns = 'Id', 'Title', 'Type', 'Published', 'Drafts' }
        @{ what = 'Get-OwoxDestination'; list = { Get-OwoxDestination }; id = 'Id'; columns = 'Id', 'Title', 'Type', 'Modified' }
        @{ what = 'Get-OwoxReport'; list = { Get-OwoxReport }; id = 'Id'; columns = 'Id', 'Title', 'DataMart', 'Destination', 'LastRun' }
        @{ what = 'Get-OwoxContext'; list = { Get-OwoxContext }; id = 'Id'; columns = 'Id', 'Name', 'Description', 'Modified' }
        @{ what = 'Get-OwoxInsightTemplate'; list = { Get-OwoxInsightTemplate }; id = 'Id'; columns = 'Id', 'Title', 'DataMart', 'Sources', 'Modified' }
        @{ what = 'Get-OwoxRelationship'; list = { Get-OwoxRelationship -DataMartId $marts.orders }; id = 'Id'; columns = 'Id', 'Source', 'Target', 'Alias', 'Join' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $null = Export-OwoxDataMart $marts.orders -Limit 1
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The table of <what>' -ForEach $lists {
    It 'fits <width> columns, with all of its columns and complete IDs' -ForEach @(@{ width = 80 }, @{ width = 120 }) {
        $things = @(& $list)
        $things | Should -Not -BeNullOrEmpty
        $lines = @(($things | Out-String -Width $width) -split '\r?\n' | Where-Object { $_ })
        $lines | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual $width -Because $_ }
        -split $lines[0] | Should -Be $columns
        $lines[1].Trim() | Should -Match '^[- ]+$' -Because 'a header has one line'
        foreach ($thing in $things) {
            $lines | Where-Object { $_.Contains([string]$thing.$id) } | Should -Not -BeNullOrEmpty
        }
    }
}
