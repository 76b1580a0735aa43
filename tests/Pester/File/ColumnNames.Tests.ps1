# Column names that programs cannot distinguish: each output format reports one correct warning.

BeforeDiscovery {
    $outputs = @(
        @{ output = 'CSV'; name = 'rows.csv' }, @{ output = 'compressed CSV'; name = 'rows.csv.gz' }, @{ output = 'NDJSON'; name = 'rows.ndjson' }
        @{ output = 'JSON'; name = 'rows.json' }, @{ output = 'a folder'; name = $null }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $empty = $Sandbox.dataMarts.empty
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An export to <output>' -ForEach $outputs {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $to = if ($name) { @{ Path = Join-Path $folder $name } } else { @{ Directory = $folder } }
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'warns about <what>' -ForEach @(
        @{ what = 'names that differ only in case'; row = '{"id":1,"ID":2,"x":3}'; says = "Columns of the file '*' differ only in case: 'id' and 'ID'. *export other columns, or rename them in the data mart." }
        @{ what = 'several such names'; row = '{"id":1,"ID":2,"a":3,"Id":4,"A":5}'; says = "Columns of the file '*' differ only in case: 'id' and 'ID' and 'Id', 'a' and 'A'. *" }
        @{ what = 'a duplicate key'; row = '{"a":1,"b":2,"a":3}'; says = "The rows in the file '*' have the same key more than once: 'a'. *export other columns, or rename them in the data mart." }
    ) {
        Add-StreamRow $row
        $null = Export-OwoxDataMart $empty @to -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike $says
    }

    It 'does not warn about other names' {
        Add-StreamRow '{"a":1,"b":2,"a b":3,"\u00e9":4}'
        $null = Export-OwoxDataMart $empty @to -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'An export to objects with similar column names' {
    It 'adds a suffix and warns about <what>' -ForEach @(
        @{ what = 'names that differ only in case'; row = '{"id":1,"ID":2}'; says = "Two columns differ only in case, *The property of 'ID' is named 'ID_2'." }
        @{ what = 'a duplicate key'; row = '{"a":1,"a":2}'; says = "The rows contain the key 'a' more than once. The additional property is named 'a_2'." }
    ) {
        Clear-Sandbox
        Add-StreamRow $row
        $found = Export-OwoxDataMart $empty -WarningVariable warnings -WarningAction SilentlyContinue
        @($found.PSObject.Properties.Value) | Should -Be 1, 2
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike $says
    }
}
