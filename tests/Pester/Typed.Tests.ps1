# -Typed: values get the types that their columns have in the warehouse, exactly or not at all.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    Import-Owox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts

    # Makes the server say that the orders' countries are numbers.
    function Add-WrongSchema {
        Add-Fault "GET /api/data-marts/$($marts.orders)/blendable-schema" status @{
            status = 200; body = @{ nativeFields = @(@{ name = 'country'; type = 'INTEGER' }); blendedFields = @() }
        }
    }
}

AfterAll {
    Disconnect-OwoxDataMarts -All
}

Describe 'Export-OwoxDataMart -Typed' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'gives each column its warehouse type' {
        $row = Export-OwoxDataMart $marts.orders -Limit 1 -Typed
        $row.date | Should -BeOfType datetime
        $row.date.Kind | Should -Be 'Unspecified'
        $row.date.ToString('s') | Should -Be '2025-01-01T00:00:00'
        $row.order_id | Should -BeOfType long
        $row.revenue | Should -BeOfType double
        $row.cost | Should -BeOfType decimal
        $row.cost | Should -Be 148.11d
        $row.is_paid | Should -BeOfType bool
        $row.created_ts | Should -BeOfType DateTimeOffset
        $row.created_ts.ToString('o', [cultureinfo]::InvariantCulture) | Should -Be '2025-01-01T00:14:49.0000000+00:00'
    }

    It 'leaves them as they came without -Typed' {
        $row = Export-OwoxDataMart $marts.orders -Limit 1
        $row.date | Should -BeOfType string
        $row.cost | Should -BeOfType string
    }

    It 'gives joined columns and the labels of aggregates theirs' {
        $row = Export-OwoxDataMart $marts.orders -Column country, revenue, cost, date -Aggregation @{ column = 'revenue'; function = 'SUM' },
        @{ column = 'cost'; function = 'MAX' }, @{ column = 'date'; function = 'MIN' } -Limit 1 -Typed
        $row.country | Should -BeOfType string
        $row.'revenue | SUM' | Should -BeOfType double
        $row.'cost | MAX' | Should -BeOfType decimal
        $row.'date | MIN' | Should -BeOfType datetime
        $row.'Row Count' | Should -BeOfType long
    }

    It 'holds a NUMERIC as Decimal where every digit fits, and as text where not' {
        $rows = Export-OwoxDataMart $marts.awkwardValues -Typed
        $of = @{}
        $rows | ForEach-Object { $of[$_.about] = $_ }
        $of['largest 64-bit'].numeric | Should -BeOfType decimal
        $of['largest 64-bit'].numeric | Should -Be 9223372036854775807d
        $of['30 digits'].numeric | Should -BeOfType decimal
        $of['30 digits'].numeric.ToString([cultureinfo]::InvariantCulture) | Should -Match '^123456789012345678901234567\.890?$'
        $of['1e308'].numeric | Should -BeExactly '1e308'
        $of['all null'].numeric | Should -BeNullOrEmpty
        $of['minus zero'].integer | Should -BeOfType long
    }

    It 'ends with row and column where a value is not of its type' {
        Add-WrongSchema
        Assert-Failure { Export-OwoxDataMart $marts.orders -Limit 3 -Typed } -Id Owox.ValueNotConverted -Category InvalidData -Type Owox.OwoxConversionException -Says 'Row 1', "column 'country'", 'INTEGER', '-OnConversionError Keep'
    }

    It 'keeps such a value as it came with -OnConversionError Keep' {
        Add-WrongSchema
        $rows = Export-OwoxDataMart $marts.orders -Limit 3 -Typed -OnConversionError Keep
        $rows | Should -HaveCount 3
        $rows[0].country | Should -BeOfType string
    }

    It 'says the same in a culture with other separators' {
        $script = "[cultureinfo]::CurrentCulture = 'de-DE'; `$null = Connect-OwoxDataMarts; `$r = Export-OwoxDataMart $($marts.orders) -Limit 1 -Typed; " +
        '$r.cost.ToString([cultureinfo]::InvariantCulture), $r.revenue.ToString([cultureinfo]::InvariantCulture), $r.date.ToString("s"), $r.created_ts.ToString("o") -join " "'
        $german = Invoke-FreshShell $script @{ OWOX_API_KEY = $Sandbox.apiKey }
        $german.Output.Trim() | Should -Be '148.11 238.89 2025-01-01T00:00:00 2025-01-01T00:14:49.0000000+00:00' -Because $german.Errors
    }
}
