# Numeric columns are numbers. The schema determines which columns are numeric, in whatever form the server sends the values.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts

    function Export-TypedText {
        Clear-Sandbox
        Add-StreamRow '{"n":"1.5"}', '{"n":"0.12345678901234567890123456789012345678"}' @{ name = 'n'; type = 'BIGNUMERIC' }
        Export-OwoxDataMart $marts.empty -Typed
    }

    function Get-ExportedRow([object[]] $Field, [string[]] $Line, [hashtable] $With = @{}) {
        Clear-Sandbox
        Add-StreamRow $Line $Field
        Export-OwoxDataMart $marts.empty @With
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Numeric columns' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'are compared, sorted and summed as numbers' {
        @(Export-OwoxDataMart $marts.orders | Where-Object cost -GT 100).Count | Should -Be 3420
        $costs = (Export-OwoxDataMart $marts.orders -Limit 500 | Sort-Object cost).cost
        $costs | Should -Be @($costs | Sort-Object { [decimal]$_ })
        (Export-OwoxDataMart $marts.orders -Limit 1 | ForEach-Object { $_.cost + 1 }) | Should -Be 149.11d
    }

    It 'need one additional request for the schema, and dates remain strings' {
        $row = Export-OwoxDataMart $marts.orders -Limit 1
        $row.cost | Should -BeOfType decimal
        $row.date, $row.created_ts | Should -BeExactly '2025-01-01', '2025-01-01T00:14:49.000Z'
        @(Get-SandboxRequest '/api/*' | Where-Object path -NotLike '*/exchange').path | Sort-Object | Should -Be "/api/data-marts/$($marts.orders)/blendable-schema",
        "/api/data-marts/$($marts.orders)/runs/$((Get-SandboxRequest '*.ndjson').runId)", "/api/external/http-data/data-marts/$($marts.orders).ndjson"
    }

    It 'have the .NET type for the warehouse type: <type>' -ForEach @(
        foreach ($type in 'INTEGER', 'INT64', 'INT', 'BIGINT', 'SMALLINT', 'TINYINT', 'INT8') { @{ type = $type; json = '"-12"'; is = 'Int64'; text = '-12' } }
        foreach ($type in 'NUMERIC', 'BIGNUMERIC', 'DECIMAL', 'NUMERIC(10, 2)', 'DECIMAL(38,9)', 'numeric') { @{ type = $type; json = '"12.50"'; is = 'Decimal'; text = '12.50' } }
        foreach ($type in 'FLOAT', 'FLOAT64', 'DOUBLE', 'REAL', 'DOUBLE PRECISION') { @{ type = $type; json = '"1.5"'; is = 'Double'; text = '1.5' } }
        @{ type = 'FLOAT'; json = '2'; is = 'Double'; text = '2' }
        @{ type = 'FLOAT'; json = '"NaN"'; is = 'Double'; text = 'NaN' }
        @{ type = 'NUMERIC'; json = '7'; is = 'Decimal'; text = '7' }
        @{ type = 'NUMERIC'; json = '"-0.000000001"'; is = 'Decimal'; text = '-0.000000001' }
        @{ type = 'NUMERIC'; json = '"1e3"'; is = 'Decimal'; text = '1000' }
        @{ type = 'NUMERIC'; json = '"79228162514264337593543950335"'; is = 'Decimal'; text = '79228162514264337593543950335' }
        @{ type = 'NUMERIC'; json = '"79228162514264337593543950336"'; is = 'BigInteger'; text = '79228162514264337593543950336' }
        @{ type = 'BIGNUMERIC'; json = '"-1e38"'; is = 'BigInteger'; text = '-100000000000000000000000000000000000000' }
        @{ type = 'INTEGER'; json = '"9223372036854775808"'; is = 'Decimal'; text = '9223372036854775808' }
        @{ type = 'INTEGER'; json = '"9223372036854775807"'; is = 'Int64'; text = '9223372036854775807' }
        @{ type = 'INTEGER'; json = '12.0'; is = 'Int64'; text = '12' }
        @{ type = 'INTEGER'; json = '"5.50"'; is = 'Decimal'; text = '5.50' }
        foreach ($form in '.5', '+0.5', ' 0.5 ', '5e-1') { @{ type = 'NUMERIC'; json = "`"$form`""; is = 'Decimal'; text = '0.5' } }
        foreach ($form in '5.', '+5', ' 5', '5e0') { @{ type = 'INTEGER'; json = "`"$form`""; is = 'Int64'; text = '5' } }
        @{ type = 'NUMERIC'; json = '12345678901234567.25'; is = 'Decimal'; text = '12345678901234567.25' }
        @{ type = 'NUMERIC'; json = '-0.1234567890123456789'; is = 'Decimal'; text = '-0.1234567890123456789' }
        @{ type = 'NUMERIC'; json = '1.50'; is = 'Decimal'; text = '1.50' }
        @{ type = 'NUMERIC'; json = '1234567890.123456789e9'; is = 'Decimal'; text = '1234567890123456789' }
        @{ type = 'BIGNUMERIC'; json = '1e30'; is = 'BigInteger'; text = '1000000000000000000000000000000' }
        @{ type = 'BIGNUMERIC'; json = '123456789012345678901234567890.0'; is = 'BigInteger'; text = '123456789012345678901234567890' }
        @{ type = 'BIGNUMERIC'; json = '0.12345678901234567890123456789012345678'; is = 'String'; text = '0.12345678901234567890123456789012345678' }
        @{ type = 'FLOAT'; json = '12345678901234567.25'; is = 'Double'; text = '12345678901234568' }
        @{ type = 'NUMERIC'; json = '"5."'; is = 'Decimal'; text = '5' }
    ) {
        $row = Get-ExportedRow @{ name = 'n'; type = $type } "{`"n`":null}", "{`"n`":$json}", "{`"n`":$json}"
        $null -eq $row[0].n | Should -BeTrue
        $row[1].n.GetType().Name | Should -BeExactly $is
        $row[2].n.ToString([cultureinfo]::InvariantCulture) | Should -BeExactly $text
    }

    It 'keep a value that .NET cannot represent exactly as a string, with one warning' {
        $lines = '{"n":"1.5"}', '{"n":"0.12345678901234567890123456789012345678"}', '{"n":"n/a"}', '{"n":"2"}'
        Clear-Sandbox
        Add-StreamRow $lines @{ name = 'n'; type = 'BIGNUMERIC' }
        $rows = Export-OwoxDataMart $marts.empty -WarningVariable warnings -WarningAction SilentlyContinue
        $rows.n | Should -Be 1.5, '0.12345678901234567890123456789012345678', 'n/a', 2
        $rows[1].n, $rows[2].n | Should -BeOfType string
        $rows[3].n | Should -BeOfType decimal
        $warnings | Should -HaveCount 1
        (Export-TypedText 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }).Message | Should -BeLike "Row 2, column 'n': no numeric type of .NET*" -Because '-Typed also writes the warning'
        $warnings[0].Message | Should -BeLike "Row 2, column 'n': no numeric type of .NET represents this BIGNUMERIC exactly. It is returned as a string*"
    }

    It 'warn about a value that is not a number: <json>' -ForEach @(@{ json = 'true' }, @{ json = '[1]' }, @{ json = '{"a":1}' }) {
        $warnings = Get-ExportedRow @{ name = 'n'; type = 'NUMERIC' } '{"n":"1"}', "{`"n`":$json}", "{`"n`":$json}" 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }
        $warnings | Should -HaveCount 1
        $warnings.Message | Should -BeLike "Row 2, column 'n': the value is not a number, although the column has the type NUMERIC*"
    }

    It 'return a BigInteger if Decimal is too small, with one warning per column: <type>, <what>' -ForEach @(
        foreach ($with in @{}, @{ Typed = $true }) {
            foreach ($type in 'NUMERIC', 'INTEGER') { @{ type = $type; with = $with; what = $(if ($with.Typed) { '-Typed' } else { 'by default' }) } }
        }
    ) {
        $large = '1' + '0' * 30
        $lines = "{`"n`":`"$large`",`"m`":`"1`"}", '{"n":"9","m":"1"}', '{"n":"10","m":"1"}', "{`"n`":`"2`",`"m`":`"-$large`"}"
        Clear-Sandbox
        Add-StreamRow $lines @{ name = 'n'; type = $type }, @{ name = 'm'; type = $type }
        $rows = Export-OwoxDataMart $marts.empty @with -WarningVariable warnings -WarningAction SilentlyContinue
        $rows[0].n, $rows[3].m | Should -BeOfType bigint
        $warnings.Message | Should -HaveCount 2
        $warnings[0].Message | Should -BeLike "Row 1, column 'n': this $type is too large for Decimal and is returned as a BigInteger*Sort-Object { ``[bigint``]`$_.'n' }*"
        $warnings[1].Message | Should -BeLike "Row 4, column 'm': *"

        # Verifies the statements of the warning: values of mixed types do not sort correctly, and the suggested command sorts them.
        ($rows | Sort-Object n).n -join ' ' | Should -Be "$large 2 9 10"
        ($rows | Sort-Object { [bigint]$_.'n' }).n -join ' ' | Should -Be "2 9 10 $large"
        ($rows | Sort-Object { [double]$_.'n' }).n -join ' ' | Should -Be "2 9 10 $large"
    }

    It 'are compared, sorted and summed correctly with values of mixed forms: <type>' -ForEach @(
        @{ type = 'INTEGER'; values = '"9223372036854775808"', '"9"', '10', '"-9223372036854775809"', '1e18'; order = 3, 1, 2, 4, 0 }
        @{ type = 'NUMERIC'; values = '"79228162514264337593543950335"', '"9"', '10', '7e28', '"-0.5"', '"2.50"', '2.5'; order = 4, 5, 6, 1, 2, 3, 0 }
        @{ type = 'FLOAT'; values = '"1e300"', '"9"', '10', '"-Infinity"', '"0.1"'; order = 3, 4, 1, 2, 0 }
    ) {
        Clear-Sandbox
        Add-StreamRow @($values | ForEach-Object { "{`"n`":$_}" }) @{ name = 'n'; type = $type }
        $rows = @(Export-OwoxDataMart $marts.empty -WarningVariable warnings)
        $warnings | Should -BeNullOrEmpty
        $sorted = @($order | ForEach-Object { $rows[$_].n })
        ($rows | Sort-Object n -Stable).n | Should -Be $sorted
        ($rows | Sort-Object n -Descending).n[0] | Should -Be $sorted[-1]
        @($rows | Where-Object n -GT 9.5).Count | Should -Be @($sorted | Where-Object { [double]$_ -gt 9.5 }).Count
        @($rows | Where-Object { 9.5 -lt $_.n }).Count | Should -Be @($sorted | Where-Object { [double]$_ -gt 9.5 }).Count
        [double]($rows | Measure-Object n -Maximum).Maximum | Should -Be ([double]$sorted[-1]) -Because 'Measure-Object computes with Double'
        [double]($rows | Measure-Object n -Minimum).Minimum | Should -Be ([double]$sorted[0])
    }

    It 'are converted in joined data marts, records and aggregates' {
        (Export-OwoxDataMart $marts.orders -Column customers__customer_id -Limit 1).customers__customer_id | Should -BeOfType long
        (Export-OwoxDataMart $marts.nested)[1].'address.geo.population' | Should -BeOfType decimal
        (Export-OwoxDataMart $marts.orders -Column cost -Aggregation @{ cost = 'SUM' }).'cost | SUM' | Should -BeOfType decimal
    }

    It 'are converted in reports' {
        $row = Get-OwoxReport | Where-Object DataMartId -EQ $marts.orders | Select-Object -First 1 | Export-OwoxReport -Limit 1
        $row.PSObject.Properties.Value | Where-Object { $_ -is [decimal] -or $_ -is [double] } | Should -Not -BeNullOrEmpty
        $row.PSObject.Properties.Value | Where-Object { $_ -is [string] -and $_ -match '^-?\d+\.\d+$' } | Should -BeNullOrEmpty
    }

    It 'contain the values as the server sent them with -Raw' {
        $row = Export-OwoxDataMart $marts.orders -Limit 1 -Raw
        $row.cost | Should -BeExactly '148.11'
        $row.cost | Should -BeOfType string
        $row.revenue | Should -BeOfType double
        $row.PSObject.Properties['cost'].TypeNameOfValue | Should -Be System.Object
    }

    It 'are written to files as the server sent them' {
        $path = Join-Path $TestDrive numbers.ndjson
        $null = Export-OwoxDataMart $marts.orders -Limit 1 -Path $path
        Get-Text $path | Should -BeLike '*"cost":"148.11"*'
    }

    It 'contain the values as sent when the schema is unavailable, with a verbose message: <what>' -ForEach @(
        @{ what = 'status 404'; fault = @{ status = 404 }; says = 'cannot be read' }
        @{ what = 'status 403'; fault = @{ status = 403 }; says = 'cannot be read' }
        @{ what = 'not JSON'; fault = @{ status = 200; body = 'text' }; says = 'cannot be read' }
        @{ what = 'an empty schema'; fault = @{ status = 200; body = @{ nativeFields = @(); blendedFields = @() } }; says = 'has no columns in its schema' }
    ) {
        Add-Fault 'GET *blendable-schema' status $fault
        $all = Export-OwoxDataMart $marts.orders -Limit 1 -Verbose -WarningVariable warnings 4>&1
        $row = $all | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }
        $row.cost | Should -BeExactly '148.11'
        $warnings | Should -BeNullOrEmpty
        @($all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message -like "*are returned as they were sent: *$says*" | Should -HaveCount 1
    }

    It 'do not stop the pipeline when a data mart has no schema' {
        Add-Fault "GET /api/data-marts/$($marts.customers)/blendable-schema" status @{ status = 200; body = @{ nativeFields = @(); blendedFields = @() } }
        $rows = $marts.customers, $marts.orders | Export-OwoxDataMart -Limit 1
        $rows | Should -HaveCount 2
        $rows[1].cost | Should -BeOfType decimal
    }

    It 'cannot be exported with both -Raw and -Typed' {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Raw -Typed } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-Raw and -Typed cannot be used together'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }
}

Describe 'The type of a property' {
    BeforeAll {
        $fields = @(
            @{ name = 'i'; type = 'INTEGER' }, @{ name = 'n'; type = 'NUMERIC' }, @{ name = 'f'; type = 'FLOAT' }, @{ name = 'b'; type = 'BOOLEAN' }, @{ name = 's'; type = 'STRING' }
            @{ name = 'd'; type = 'DATE' }, @{ name = 't'; type = 'TIMESTAMP' }, @{ name = 'r'; type = 'RECORD' }, @{ name = 'l'; type = 'INTEGER'; mode = 'REPEATED' }, @{ name = 'x'; type = 'BRAND_NEW' }
        )
        $line = '{"i":1,"n":"1.5","f":0.5,"b":true,"s":"x","d":"2026-01-01","t":"2026-01-01T00:00:00.000Z","r":{"a":1},"l":"[1]","x":"y"}'
        $nulls = '{"i":null,"n":null,"f":null,"b":null,"s":null,"d":null,"t":null,"r":null,"l":null,"x":null}'

        function Get-TypeName($Row) {
            @($Row.PSObject.Properties | ForEach-Object { $_.TypeNameOfValue -replace '^System\.Nullable`1\[\[([\w.]+),.*', '$1?' })
        }
    }

    It 'is the type of the column, even when the value is null: <what>' -ForEach @(
        @{ what = 'numbers'; with = @{}; types = 'System.Int64?', 'System.Decimal?', 'System.Double?', 'System.Boolean?', 'System.String', 'System.String', 'System.String', 'System.Object', 'System.Object', 'System.Object' }
        @{ what = '-Typed'; with = @{ Typed = $true }; types = 'System.Int64?', 'System.Decimal?', 'System.Double?', 'System.Boolean?', 'System.String', 'System.DateTime?', 'System.DateTimeOffset?', 'System.Object', 'System.Object', 'System.Object' }
        @{ what = '-Raw'; with = @{ Raw = $true }; types = @('System.Object') * 10 }
    ) {
        $rows = @(Get-ExportedRow $fields $nulls, $line, $nulls $with)
        $rows | Should -HaveCount 3
        foreach ($row in $rows) {
            Get-TypeName $row | Should -Be $types
        }
    }

    It 'is the type of the column in a ConstrainedLanguage session' {
        Clear-Sandbox
        $shell = New-Shell
        try {
            $shell.Runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            $running = Start-InShell $shell 'param($id)
                $row = Export-OwoxDataMart $id -Limit 1 -Column cost, country
                $row.country = $null
                $row.PSObject.Properties | ForEach-Object { "$($_.Name) $($_.TypeNameOfValue)" }
                $null -eq $row.country' $marts.orders
            $output = $shell.EndInvoke($running)
            $shell.Streams.Error | Should -BeNullOrEmpty
            $output[0] | Should -Match '^cost System\.Nullable`1\[\[System\.Decimal,'
            $output[1] | Should -Be 'country System.String'
            $output[2] | Should -BeTrue
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'keeps null values: <what>' -ForEach @(
        @{ what = 'as received'; change = { } }
        @{ what = 'assigned by a variable name'; change = { param($row) foreach ($name in 'i', 'n', 'f', 'b', 's', 'd', 't') { $row.$name = $null } } }
        @{ what = 'assigned to a property'; change = { param($row) $row.i = $null; $row.n = $null; $row.f = $null; $row.b = $null; $row.s = $null; $row.d = $null; $row.t = $null } }
        @{ what = 'assigned in a pipeline'; change = { param($row) $row | ForEach-Object { $_.i = $null; $_.n = $null; $_.f = $null; $_.b = $null; $_.s = $null; $_.d = $null; $_.t = $null } } }
        @{ what = 'assigned in another case'; change = { param($row) $row.I = $null; $row.N = $null; $row.F = $null; $row.B = $null; $row.S = $null; $row.D = $null; $row.T = $null } }
    ) {
        $row = (Get-ExportedRow $fields $line, $nulls)[$(if ($what -eq 'as received') { 1 } else { 0 })]
        & $change $row
        foreach ($name in 'i', 'n', 'f', 'b', 's', 'd', 't') {
            $null -eq $row.$name | Should -BeTrue -Because $name
            $null -eq $row.PSObject.Properties[$name].Value | Should -BeTrue -Because $name
            $null -eq ($row | Select-Object *).$name | Should -BeTrue -Because $name
        }

        ($row | ConvertTo-Json -Compress) | Should -BeLike '{"i":null,"n":null,"f":null,"b":null,"s":null,"d":null,"t":null,*'
    }

    It 'converts assigned values' {
        $row = Get-ExportedRow $fields $line
        $row.s = 'new'
        $row.i = '5'
        $row.n = 2
        $row.s, $row.i, $row.n | Should -Be 'new', 5, 2
        $row.i | Should -BeOfType long
        $row.n | Should -BeOfType decimal
        { $row.i = 'text' } | Should -Throw
    }

    It 'is Object only in the row whose value does not fit' {
        $rows = Get-ExportedRow @{ name = 'i'; type = 'INTEGER' }, @{ name = 's'; type = 'STRING' } '{"i":1,"s":"x"}', '{"i":123456789012345678901234567890,"s":"x"}', '{"i":3,"s":"x"}'
        $rows[1].i | Should -Be ([bigint]::Parse('123456789012345678901234567890'))
        $rows[0].PSObject.Properties['i'].TypeNameOfValue | Should -Match 'Int64'
        $rows[1].PSObject.Properties['i'].TypeNameOfValue | Should -Be System.Object
        $rows[2].PSObject.Properties['i'].TypeNameOfValue | Should -Match 'Int64'
    }
}
