# What the values and the names of a row become: exactly what was sent.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    Import-Owox
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $rows = @{}
    Export-OwoxDataMart $marts.awkwardValues | ForEach-Object { $rows[$_.about] = $_ }
}

Describe 'Numbers' {
    It 'keep their value and type: <about>, <column>' -ForEach @(
        @{ about = 'empty'; column = 'integer'; type = 'Int64'; text = '0' }
        @{ about = 'past 2^53'; column = 'integer'; type = 'Int64'; text = '9007199254740993' }
        @{ about = 'past 2^53'; column = 'float'; type = 'Int64'; text = '9007199254740992' }
        @{ about = 'largest 64-bit'; column = 'integer'; type = 'Int64'; text = '9223372036854775807' }
        @{ about = 'smallest 64-bit'; column = 'integer'; type = 'Int64'; text = '-9223372036854775808' }
        @{ about = '25 digits'; column = 'integer'; type = 'Decimal'; text = '1234567890123456789012345' }
        @{ about = '25 digits'; column = 'float'; type = 'Double'; text = '1.2345678901234568E+24' }
        @{ about = '1e308'; column = 'float'; type = 'Double'; text = '1E+308' }
        @{ about = 'tiny'; column = 'float'; type = 'Double'; text = '5E-324' }
        @{ about = '30 digits'; column = 'float'; type = 'Double'; text = '0.30000000000000004' }
        @{ about = 'minus zero'; column = 'integer'; type = 'Double'; text = '-0' }
        @{ about = 'minus zero'; column = 'float'; type = 'Double'; text = '-0' }
        @{ about = 'quotes'; column = 'float'; type = 'Double'; text = '0.1' }
        @{ about = 'nested'; column = 'id'; type = 'Int64'; text = '15' }
    ) {
        $value = $rows[$about].$column
        $value.GetType().Name | Should -BeExactly $type
        $format = if ($type -eq 'Double') { 'R' } else { '' }
        $value.ToString($format, [cultureinfo]::InvariantCulture) | Should -BeExactly $text
    }

    It 'of any length keep every digit' {
        Add-Fault 'GET *.ndjson' malformed-line @{ text = '{"n":123456789012345678901234567890123456789012345678901234567890}' }
        Add-Fault 'GET */runs/*' status @{ status = 404 }
        $row = Export-OwoxDataMart $marts.empty -WarningAction SilentlyContinue
        $row.n | Should -BeOfType bigint
        "$($row.n)" | Should -BeExactly '123456789012345678901234567890123456789012345678901234567890'
    }

    It 'that no type holds are an error, not an infinity' {
        Add-Fault 'GET *.ndjson' malformed-line @{ text = '{"n":1e999}' }
        Assert-Failure { Export-OwoxDataMart $marts.empty } -Id Owox.StreamMalformed -Category ReadError -Type Owox.OwoxStreamException -Says 'a number is too large'
    }

    It 'that come as text stay text: <about>' -ForEach @(
        @{ about = '30 digits'; text = '123456789012345678901234567.890' }
        @{ about = 'quotes'; text = '1.0' }
        @{ about = 'minus zero'; text = '-0' }
        @{ about = '1e308'; text = '1e308' }
        @{ about = 'tiny'; text = '0.000000001' }
    ) {
        $rows[$about].numeric | Should -BeOfType string
        $rows[$about].numeric | Should -BeExactly $text
    }
}

Describe 'Text' {
    It 'comes as it was sent: <about>' -ForEach @(
        @{ about = 'empty'; text = '' }
        @{ about = 'quotes'; text = 'say "hi" & ''bye'' \ back' }
        @{ about = 'newlines'; text = "one`ntwo`r`nthree`ttab" }
        @{ about = 'U+2028 and a byte order mark'; text = [char]0x2028 + 'line sep' + [char]0xFEFF + 'bom' }
        @{ about = 'emoji'; text = -join ([char[]](0xD83D, 0xDE80, 0x20, 0x490, 0x430, 0x43D, 0x43E, 0x43A, 0x20, 0x395, 0x3BB, 0x3BB, 0x3AC, 0x3B4, 0x3B1, 0x20, 0x6F22, 0x5B57, 0x20, 0xD83D, 0xDC69, 0x200D, 0xD83D, 0xDC69, 0x200D, 0xD83D, 0xDC67)) }
    ) {
        # Ordinal: -BeExactly passes over characters that a culture does not see.
        [string]::Equals($rows[$about].text, $text, 'Ordinal') | Should -BeTrue -Because $rows[$about].text
    }

    It 'that looks like a date stays text' {
        $order = Export-OwoxDataMart $marts.orders -Limit 1
        $order.date | Should -BeOfType string
        $order.date | Should -BeExactly '2025-01-01'
        $order.created_ts | Should -BeExactly '2025-01-01T00:14:49.000Z'
    }
}

Describe 'Other values' {
    It 'are $null, True and False' {
        foreach ($name in 'text', 'integer', 'numeric', 'float', 'flag', 'nested', 'list', 'json') {
            $rows['all null'].PSObject.Properties[$name] | Should -Not -BeNullOrEmpty
            $null -eq $rows['all null'].$name | Should -BeTrue
        }

        $rows['empty'].flag | Should -BeExactly $false
        $rows['quotes'].flag | Should -BeExactly $true
        $null -eq $rows['emoji'].flag | Should -BeTrue
    }

    It 'nest' {
        $nested = $rows['nested']
        $nested.nested.a.b[0] | Should -BeOfType Int64
        $nested.nested.a.b[1].PSObject.Properties.Name | Should -Be 'c'
        $null -eq $nested.nested.a.b[1].c | Should -BeTrue
        $nested.list.Count | Should -Be 3
        $nested.list[1].x | Should -Be 2, 3
        $null -eq $nested.list[2] | Should -BeTrue
        $nested.json | Should -BeExactly '{"deep":{"er":[true]}}'
        $rows['past 2^53'].nested.n | Should -BeExactly 9007199254740993
        $rows['past 2^53'].list[0] | Should -BeOfType Int64
    }

    It 'nest when they are empty' {
        , $rows['empty'].list | Should -BeOfType Object[]
        $rows['empty'].list.Count | Should -Be 0
        @($rows['empty'].nested.PSObject.Properties) | Should -HaveCount 0
    }
}

Describe 'Names' {
    BeforeAll {
        $named = Export-OwoxDataMart $marts.awkward -WarningVariable warnings -WarningAction SilentlyContinue
    }

    It 'are kept, and the second of two that differ only in case gets a suffix' {
        $expected = 'Event Date (local)', 'Revenue: net = USD', 'id', 'ID_2', 'a.b', 'x,y', '100%', ('na' + [char]0xEF + 've ' + [char]0x201C + 'quoted' + [char]0x201D + ' ' + -join [char[]](0x438, 0x43C, 0x44F))
        $names = $named[0].PSObject.Properties.Name
        $names.Count | Should -Be $expected.Count
        for ($i = 0; $i -lt $names.Count; $i++) {
            $names[$i] | Should -BeExactly $expected[$i]
        }

        $named | Should -HaveCount 20
        $named[4].id | Should -BeExactly 5
        $named[4].ID_2 | Should -BeExactly 'ID-5'
    }

    It 'that had to change are told once' {
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "*differ only in case*'ID' is called 'ID_2'*"
    }

    It 'can be asked for, whatever they hold' {
        $row = Export-OwoxDataMart $marts.awkward -Column 'Revenue: net = USD', 'x,y', '100%', 'ID' -Limit 1
        $row.PSObject.Properties.Name | Should -Be 'Revenue: net = USD', 'x,y', '100%', 'ID'
        $row.ID | Should -BeExactly 'ID-1'
    }

    It 'of several shapes in one stream are kept, and no value is lost' {
        Add-Fault 'GET *.ndjson' malformed-line @{ atRow = 1; text = '{"id":1,"Id":2,"iD":3,"id_2":4}' }
        Add-Fault 'GET *.ndjson' malformed-line @{ atRow = 2; text = '{"b":1,"a":{"x":1,"X":2}}' }
        Add-Fault 'GET */runs/*' status @{ status = 404 }
        $several = @(Export-OwoxDataMart $marts.customers -Limit 3 -WarningAction SilentlyContinue | Where-Object { -not $_.name })
        $several | Should -HaveCount 2
        @($several[0].PSObject.Properties).Value | Sort-Object | Should -Be 1, 2, 3, 4
        $several[1].PSObject.Properties.Name | Should -Be 'b', 'a'
        @($several[1].a.PSObject.Properties).Value | Should -Be 1, 2
    }

    AfterAll {
        Clear-Sandbox
    }
}
