# The values and column names of rows match exactly what the server sent.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -Timing @{ RunRecordTimeout = 0.5; RunRecordPollInterval = 0.05 }
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $rows = @{}
    Export-OwoxDataMart $marts.awkwardValues -Raw | ForEach-Object { $rows[$_.about] = $_ }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Numbers' {
    It 'keep their value and type with -Raw: <about>, <column>' -ForEach @(
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

    It 'keep every digit at any length' {
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        Add-Fault 'GET *.ndjson' malformed-line @{ text = '{"n":123456789012345678901234567890123456789012345678901234567890}' }
        Add-Fault 'GET */runs/*' status @{ status = 404; times = 0 }
        $row = Export-OwoxDataMart $marts.empty -WarningAction SilentlyContinue
        $row.n | Should -BeOfType bigint
        "$($row.n)" | Should -BeExactly '123456789012345678901234567890123456789012345678901234567890'
    }

    It 'are rejected when they do not fit into any type' {
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        Add-Fault 'GET *.ndjson' malformed-line @{ text = '{"n":1e999}' }
        Assert-Failure { Export-OwoxDataMart $marts.empty } -Id Owox.StreamMalformed -Category ReadError -Type Owox.OwoxStreamException -Says 'a number is too large'
    }

    It 'remain strings with -Raw when they were sent as strings: <about>' -ForEach @(
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

Describe 'Strings' {
    It 'are returned as sent: <about>' -ForEach @(
        @{ about = 'empty'; text = '' }
        @{ about = 'quotes'; text = 'say "hi" & ''bye'' \ back' }
        @{ about = 'newlines'; text = "one`ntwo`r`nthree`ttab" }
        @{ about = 'U+2028 and a byte order mark'; text = [char]0x2028 + 'line sep' + [char]0xFEFF + 'bom' }
        @{ about = 'emoji'; text = -join ([char[]](0xD83D, 0xDE80, 0x20, 0x490, 0x430, 0x43D, 0x43E, 0x43A, 0x20, 0x395, 0x3BB, 0x3BB, 0x3AC, 0x3B4, 0x3B1, 0x20, 0x6F22, 0x5B57, 0x20, 0xD83D, 0xDC69, 0x200D, 0xD83D, 0xDC69, 0x200D, 0xD83D, 0xDC67)) }
    ) {
        # Ordinal comparison, because -BeExactly ignores characters that a culture does not compare.
        [string]::Equals($rows[$about].text, $text, 'Ordinal') | Should -BeTrue -Because $rows[$about].text
    }

    It 'are not converted when they look like dates' {
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

    It 'can be nested' {
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

    It 'can be empty arrays and objects' {
        , $rows['empty'].list | Should -BeOfType Object[]
        $rows['empty'].list.Count | Should -Be 0
        @($rows['empty'].nested.PSObject.Properties) | Should -HaveCount 0
    }
}

Describe 'Column names' {
    BeforeAll {
        Clear-Sandbox
        $named = Export-OwoxDataMart $marts.awkward -WarningVariable warnings -WarningAction SilentlyContinue
    }

    It 'are kept, and the second of two names that differ only in case gets a suffix' {
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

    It 'are reported once when they must change' {
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "*differ only in case*The property of 'ID' is named 'ID_2'*"
    }

    It 'can be requested with any characters' {
        $row = Export-OwoxDataMart $marts.awkward -Column 'Revenue: net = USD', 'x,y', '100%', 'ID' -Limit 1
        $row.PSObject.Properties.Name | Should -Be 'Revenue: net = USD', 'x,y', '100%', 'ID'
        $row.ID | Should -BeExactly 'ID-1'
    }

    It 'are kept without loss of values when the rows have different columns' {
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        Add-Fault 'GET *.ndjson' malformed-line @{ atRow = 1; text = '{"id":1,"Id":2,"iD":3,"id_2":4}' }
        Add-Fault 'GET *.ndjson' malformed-line @{ atRow = 2; text = '{"b":1,"a":{"x":1,"X":2}}' }
        Add-Fault 'GET */runs/*' status @{ status = 404; times = 0 }
        $several = @(Export-OwoxDataMart $marts.customers -Limit 3 -WarningAction SilentlyContinue | Where-Object { -not $_.name })
        $several | Should -HaveCount 2
        @($several[0].PSObject.Properties).Value | Where-Object { $null -ne $_ } | Sort-Object | Should -Be 1, 2, 3, 4
        $several[1].PSObject.Properties.Name | Select-Object -Last 2 | Should -Be 'b', 'a'
        @($several[1].a.PSObject.Properties).Value | Should -Be 1, 2
    }

    AfterAll {
        Clear-Sandbox
    }
}

Describe 'An unpaired surrogate' {
    BeforeAll {
        $replacement = [string][char]0xFFFD
        $lines = '{"a":"x","b":1}', '{"a":"\ud83d!","b":{"c":["\udE80"]}}', '{"a":"\ud83d\ude80","b":"\\ud83d"}', '{"a":"\ud83d","b":2}'
        $says = "Row 2, column 'a': the text contains an unpaired surrogate*U+FFFD*"
    }

    BeforeEach {
        Clear-Sandbox
        Add-StreamRow $lines
    }

    It 'is replaced by U+FFFD in objects, with one warning' {
        $rows = Export-OwoxDataMart $marts.empty -WarningVariable warnings -WarningAction SilentlyContinue
        $rows[1].a, $rows[1].b.c[0], $rows[3].a | Should -BeExactly "$replacement!", $replacement, $replacement
        $rows[2].a, $rows[2].b | Should -BeExactly ([char]::ConvertFromUtf32(0x1F680)), '\ud83d'
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike $says
    }

    It 'is replaced by U+FFFD in a file, with one warning: <name>' -ForEach @(@{ name = 'h.csv' }, @{ name = 'h.ndjson' }, @{ name = 'h.json' }) {
        $path = Join-Path $TestDrive $name
        $null = Export-OwoxDataMart $marts.empty -Path $path -WarningVariable warnings -WarningAction SilentlyContinue
        $text = [System.IO.File]::ReadAllText($path).Replace('\ufffd', $replacement)
        $text | Should -BeLike "*$replacement!*$replacement*$replacement*"
        $text | Should -Not -Match '(?<!\\)\\ud83d"'
        if ($name -eq 'h.ndjson') {
            (Get-Content -LiteralPath $path | ConvertFrom-Json).a[1, 3] | Should -BeExactly "$replacement!", $replacement
        }

        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike $says
    }

    It 'is replaced by U+FFFD in the name of a column' {
        Clear-Sandbox
        Add-StreamRow '{"x\ud83d":1}', '{"x\ud83d":2}'
        $rows = Export-OwoxDataMart $marts.empty -WarningVariable warnings -WarningAction SilentlyContinue
        $rows."x$replacement" | Should -Be 1, 2
        $warnings[0].Message | Should -BeLike "Row 1, column 'x$replacement'*"
    }

    It 'is replaced by U+FFFD in a title' {
        Clear-Sandbox
        Add-Fault "GET /api/data-marts/$($marts.orders)" status @{ status = 200; body = @{ id = $marts.orders; title = "cut $([char]0xD83D)"; status = 'PUBLISHED'; storage = @{ type = 'X'; title = 'x' } } }
        $title = (Get-OwoxDataMart -Id $marts.orders).Title
        $title | Should -BeExactly "cut $replacement"
    }
}
