# -Typed: values are converted exactly to the types of their columns in the warehouse, or an error is reported.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts

    # Exports rows that consist of these lines, from a data mart with these columns.
    function Get-TypedRow([object[]] $Field, [string[]] $Line, [hashtable] $With = @{}) {
        Add-StreamRow $Line $Field
        Export-OwoxDataMart $marts.empty -Typed @With
    }

    # Makes the server report the type INTEGER for the country column of the orders.
    function Add-WrongSchema {
        Add-Fault "GET /api/data-marts/$($marts.orders)/blendable-schema" status @{
            status = 200; body = @{ nativeFields = @(@{ name = 'country'; type = 'INTEGER' }); blendedFields = @() }
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Export-OwoxDataMart -Typed' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'converts each column to its warehouse type' {
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

    It 'converts only numbers without -Typed' {
        $row = Export-OwoxDataMart $marts.orders -Limit 1
        $row.date | Should -BeOfType string
        $row.cost | Should -BeOfType decimal
    }

    It 'converts joined columns' {
        $row = Export-OwoxDataMart $marts.orders -IncludeJoined -Limit 1 -Typed
        $row.customers__signed_up | Should -BeOfType datetime
        $row.customers__customer_id | Should -BeOfType long
        $row.customers__name | Should -BeOfType string
        (Export-OwoxDataMart $marts.orders -IncludeJoined -Limit 1).customers__signed_up | Should -BeOfType string
    }

    It 'returns a date for a column with a MONTH bucket: <column>' -ForEach @(@{ column = 'date' }, @{ column = 'created_ts' }) {
        $row = Export-OwoxDataMart $marts.orders -Column $column, revenue -Aggregation @{ revenue = 'SUM' } -DateBucket @{ $column = 'MONTH' } -Sort $column -Limit 1 -Typed
        $row.$column | Should -BeOfType datetime
        $row.$column.ToString('o') | Should -Be '2025-01-01T00:00:00.0000000'
    }

    It 'converts the types of each warehouse' {
        $fields = @(
            @{ name = 'snowflake_day'; type = 'DATE' }, @{ name = 'databricks_time'; type = 'TIMESTAMP_NTZ' }, @{ name = 'redshift_moment'; type = 'TIMESTAMPTZ' }
            @{ name = 'athena_moment'; type = 'TIMESTAMP WITH TIME ZONE' }, @{ name = 'redshift_double'; type = 'DOUBLE PRECISION' }, @{ name = 'athena_flag'; type = 'BOOLEAN' }
            @{ name = 'bigquery_list'; type = 'INTEGER'; mode = 'REPEATED' }
            @{ name = 'item'; type = 'RECORD'; fields = @(@{ name = 'price'; type = 'NUMERIC' }) }, @{ name = 'new'; type = 'BRAND_NEW' }
        )
        $row = Get-TypedRow $fields '{"snowflake_day":"2026-02-03T00:00:00.000Z","databricks_time":"2026-02-03T10:20:30.000Z","redshift_moment":"2026-02-03 10:20:30+00","athena_moment":"2026-02-03 10:20:30.000 UTC","redshift_double":"1.5","athena_flag":"true","bigquery_list":"[\n  1\n]","item.price":"1.10","new":"x"}'
        $invariant = [cultureinfo]::InvariantCulture
        $row.snowflake_day.ToString('o', $invariant) | Should -Be '2026-02-03T00:00:00.0000000'
        $row.databricks_time.ToString('o', $invariant) | Should -Be '2026-02-03T10:20:30.0000000'
        $row.redshift_moment.ToString('o', $invariant), $row.athena_moment.ToString('o', $invariant) | Should -Be '2026-02-03T10:20:30.0000000+00:00', '2026-02-03T10:20:30.0000000+00:00'
        $row.redshift_double | Should -Be 1.5
        $row.redshift_double | Should -BeOfType double
        $row.athena_flag | Should -BeTrue
        $row.athena_flag | Should -BeOfType bool
        $row.bigquery_list, $row.new | Should -Be "[`n  1`n]", 'x'
        $row.'item.price' | Should -BeOfType decimal
    }

    It 'reports the row and the column of a value that cannot be converted' {
        $failure = Get-Failure { Get-TypedRow @{ name = 'a'; type = 'INTEGER' }, @{ name = 'b'; type = 'DATE' } '{"a":1,"b":null}', '{"a":2,"b":"2026-01-01"}', '{"a":3,"b":"soon"}' }
        Assert-Failure { throw $failure } -Id Owox.ConversionFailed -Category InvalidData -Type Owox.OwoxConversionException -Says "Row 3, column 'b': the value is not a valid DATE"
        $failure.Exception.Row, $failure.Exception.Column | Should -Be 3, 'b'
        $failure.Exception.Message | Should -Not -BeLike '*soon*' -Because 'values can be secret'
    }

    It 'returns values as sent, with a warning, when the data mart has no schema' {
        Add-StreamRow '{"a":1,"b":"2"}' @()
        $rows = Export-OwoxDataMart $marts.empty -Typed -WarningVariable warnings -WarningAction SilentlyContinue
        $rows.a, $rows.b | Should -Be 1, '2'
        $warnings.Message | Should -BeLike '*are returned as they were sent: the data mart has no columns in its schema*-Typed.'
    }

    It 'continues with the next data mart when one has no schema' {
        Add-Fault "GET /api/data-marts/$($marts.customers)/blendable-schema" status @{ status = 200; body = @{ nativeFields = @(); blendedFields = @() } }
        $rows = $marts.customers, $marts.orders | Export-OwoxDataMart -Limit 1 -Typed -WarningAction SilentlyContinue
        $rows | Should -HaveCount 2
        $rows[0].signed_up | Should -BeOfType string
        $rows[1].date | Should -BeOfType datetime
    }

    It 'returns values as sent when the schema cannot be read: <status>' -ForEach @(@{ status = 404 }, @{ status = 403 }, @{ status = 424 }) {
        Add-Fault 'GET *blendable-schema' status @{ status = $status }
        $rows = Export-OwoxDataMart $marts.orders -Limit 1 -Typed -WarningVariable warnings -WarningAction SilentlyContinue
        $rows.date | Should -BeOfType string
        $warnings.Message | Should -BeLike '*the schema of the data mart cannot be read*'
    }

    It 'converts aggregates' {
        $row = Export-OwoxDataMart $marts.orders -Column country, revenue, cost, date -Aggregation @{ column = 'revenue'; function = 'SUM' },
        @{ column = 'cost'; function = 'MAX' }, @{ column = 'date'; function = 'MIN' } -Limit 1 -Typed
        $row.country | Should -BeOfType string
        $row.'revenue | SUM' | Should -BeOfType double
        $row.'cost | MAX' | Should -BeOfType decimal
        $row.'date | MIN' | Should -BeOfType datetime
        $row.'Row Count' | Should -BeOfType long
        $more = Export-OwoxDataMart $marts.orders -Column revenue, cost, country -Typed -Limit 1 -Aggregation @{ column = 'revenue'; function = 'AVG' },
        @{ column = 'cost'; function = 'AVG' }, @{ column = 'country'; function = 'COUNT_DISTINCT' }, @{ column = 'country'; function = 'COUNT' }
        $more.'revenue | AVG' | Should -BeOfType double
        $more.'cost | AVG' | Should -BeOfType decimal
        $more.'country | COUNTUNIQUE' | Should -BeOfType long
        $more.'country | COUNT' | Should -BeOfType long
    }

    It 'returns a NUMERIC as Decimal when every digit fits, and larger integers as BigInteger' {
        $rows = Export-OwoxDataMart $marts.awkwardValues -Typed
        $of = @{}
        $rows | ForEach-Object { $of[$_.about] = $_ }
        $of['largest 64-bit'].numeric | Should -BeOfType decimal
        $of['largest 64-bit'].numeric | Should -Be 9223372036854775807d
        $of['30 digits'].numeric | Should -BeOfType decimal
        $of['30 digits'].numeric.ToString([cultureinfo]::InvariantCulture) | Should -Match '^123456789012345678901234567\.890?$'
        $of['1e308'].numeric | Should -Be ([bigint]::Pow(10, 308))
        $of['all null'].numeric | Should -BeNullOrEmpty
        $of['minus zero'].integer | Should -BeOfType long
    }

    It 'stops and reports the row and the column when a value does not have its type' {
        Add-WrongSchema
        Assert-Failure { Export-OwoxDataMart $marts.orders -Column country -Limit 3 -Typed } -Id Owox.ConversionFailed -Category InvalidData -Type Owox.OwoxConversionException -Says 'Row 1', "column 'country'", 'INTEGER', '-OnConversionError Keep'
    }

    It 'keeps such a value as sent with -OnConversionError Keep' {
        Add-WrongSchema
        $rows = Export-OwoxDataMart $marts.orders -Column country -Limit 3 -Typed -OnConversionError Keep
        $rows | Should -HaveCount 3
        $rows[0].country | Should -BeOfType string
    }

    It 'returns the same values in a culture with other separators' {
        $script = "`$null = Connect-OwoxDataMarts; `$r = Export-OwoxDataMart $($marts.orders) -Limit 1 -Typed; " +
        '$r.cost.ToString([cultureinfo]::InvariantCulture), $r.revenue.ToString([cultureinfo]::InvariantCulture), $r.date.ToString("s"), $r.created_ts.ToString("o") -join " "'
        $german = Invoke-InRunspace ($script + '; (0.5).ToString()') @{ OWOX_API_KEY = $Sandbox.apiKey } -Culture de-DE
        $german.Output | Should -Be "148.11 238.89 2025-01-01T00:00:00 2025-01-01T00:14:49.0000000+00:00`n0,5" -Because $german.Errors
    }
}
