# Parquet files: the types of the columns, and the values as DuckDB and Parquet.Net read them.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest @{ rows = 400000 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder
    $path = Join-Path $folder rows.parquet
    $invariant = [cultureinfo]::InvariantCulture
    $conversion = @{ Id = 'Owox.ConversionFailed'; Category = 'InvalidData'; Type = 'Owox.OwoxConversionException' }

    # Exports rows that consist of these lines, from a data mart with these columns, and returns the content of the file.
    function Get-ParquetContent([object[]] $Field, [string[]] $Line, [hashtable] $With = @{}) {
        Add-StreamRow $Line $Field
        $null = Export-OwoxDataMart $marts.empty -Path $path @With -WarningVariable warnings -WarningAction SilentlyContinue
        Read-FileContent $path | Add-Member -PassThru -NotePropertyName Warnings -NotePropertyValue @($warnings)
    }

    # The value of an object as DuckDB writes it in a column of this type.
    function ConvertTo-DuckText($Value, [string] $Type) {
        if ($null -eq $Value -or $Value -is [string]) { return $Value }
        switch -Wildcard ($Type) {
            'BOOLEAN' { return $(if ($Value) { 'true' } else { 'false' }) }
            'DATE' { return $Value.ToString('yyyy-MM-dd', $invariant) }
            'TIMESTAMP' { return $Value.ToString('yyyy-MM-dd HH:mm:ss.FFFFFF', $invariant) }
            'TIMESTAMP WITH TIME ZONE' { return $Value.UtcDateTime.ToString('yyyy-MM-dd HH:mm:ss.FFFFFF', $invariant) + '+00' }
            'DECIMAL(*' { return ([decimal] $Value).ToString('F' + ($Type -replace '^.*,|\)$'), $invariant) }
            default { return $Value.ToString($(if ($Value -is [double]) { 'R' }), $invariant) }
        }
    }

    # Whether two texts represent the same value of this type.
    function Test-SameText($Got, $Expected, [string] $Type) {
        if ($Type -eq 'DOUBLE' -and $null -ne $Got -and $null -ne $Expected) {
            $Got, $Expected = @($Got, $Expected).ForEach({ [double]::Parse(($_ -replace '\binf$', 'Infinity'), $invariant).ToString('R', $invariant) })
        }

        [object]::Equals($Got, $Expected)
    }

    # The rows of a query of DuckDB.
    function Invoke-DuckQuery([string] $Sql) {
        , (Invoke-FileReader '--query', $Sql)
    }
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'A Parquet file' -Skip:($env:OWOX_TEST_BUILD -eq 'netstandard2.0') {
    BeforeEach {
        Clear-Sandbox
        Remove-Item "$folder/*" -Recurse -Force
    }

    It 'has the rows of <mart>, for two readers' -ForEach @(@{ mart = 'orders' }, @{ mart = 'awkward' }, @{ mart = 'awkwardValues' }, @{ mart = 'nested' }) {
        $rows = @(Export-OwoxDataMart $marts.$mart -Typed -OnConversionError Keep -Limit 300 -WarningAction SilentlyContinue)
        $sent = @(Get-ServerText $marts.$mart)
        $result = Export-OwoxDataMart $marts.$mart -Path $path -Limit 300 -OnConversionError Keep -WarningVariable warnings -WarningAction SilentlyContinue
        $result.Format, $result.Rows, $result.Verified, $result.Compressed | Should -Be 'Parquet', $rows.Count, $true, $false
        $result.Bytes, $result.Sha256 | Should -Be (Get-Item $path).Length, (Get-FileHash $path).Hash
        $file = Read-FileContent $path
        $file.DuckDb | Should -HaveCount $rows.Count
        $file.ParquetNet | Should -HaveCount $rows.Count
        $file.Columns.ForEach({ $_[0] }) | Should -BeExactly $rows[0].PSObject.Properties.Name
        ($file.Metadata.'owox.columns' | ConvertFrom-Json) | Should -BeExactly $result.Columns
        for ($j = 0; $j -lt $result.Columns.Count; $j++) {
            $name, $type = $result.Columns[$j], $file.Columns[$j][3]
            for ($i = 0; $i -lt $rows.Count; $i++) {
                $expected = if ($type -in 'VARCHAR', 'JSON') { $sent[$i][$name] } else { ConvertTo-DuckText @($rows[$i].PSObject.Properties)[$j].Value $type }
                foreach ($reader in 'DuckDb', 'ParquetNet') {
                    $got = $file.$reader[$i][$j]
                    if (-not (Test-SameText $got $expected $type)) { "row $i, column $name ($type), ${reader}: $got" | Should -BeExactly $expected }
                }
            }
        }
    }

    It 'has the types of the warehouse' {
        $types = 'INTEGER', 'FLOAT', 'NUMERIC', 'DECIMAL(10,2)', 'DECIMAL(12)', 'NUMERIC(38,18)', 'BOOLEAN', 'DATE', 'TIMESTAMP', 'DATETIME', 'TIME', 'STRING', 'BYTES', 'JSON', 'RECORD', 'BRAND_NEW', 'INTEGER'
        $fields = 0..16 | ForEach-Object { @{ name = "c$_"; type = $types[$_] } }
        $fields[16].mode = 'REPEATED'
        $file = Get-ParquetContent $fields @(
            '{"c0":9223372036854775807,"c1":0.1,"c2":"12345678901234567890123456789.123456789","c3":"-99999999.99","c4":"999999999999","c5":"12345678901234567890.123456789012345678","c6":true,"c7":"0001-01-01","c8":"2026-01-02 03:04:05.123456 UTC","c9":"9999-12-31T23:59:59.999999","c10":"23:59:59.999999","c11":"ü 😀","c12":"AAH/","c13":{"a":[1,2.50]},"c14":{"b":null},"c15":"x","c16":[1,2]}'
            '{"c0":"-9223372036854775808","c1":"NaN","c2":-1,"c3":"0.10","c4":"-1","c5":"-0.000000000000000001","c6":"false","c7":"2026-12-31","c8":"1969-12-31T23:59:59.999999Z","c9":"1900-01-01 00:00:00","c10":"00:00:00","c11":"","c12":"","c13":"\"text\"","c14":[],"c15":1.50,"c16":[]}'
            '{"c0":null,"c12":{"type":"Buffer","data":[0,34,65,202,254]}}'
        )
        $file.Columns.ForEach({ $_[3] }) | Should -BeExactly 'BIGINT', 'DOUBLE', 'DECIMAL(38,9)', 'DECIMAL(10,2)', 'DECIMAL(12,0)', 'DECIMAL(38,18)', 'BOOLEAN', 'DATE', 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMP', 'TIME', 'VARCHAR', 'BLOB', 'JSON', 'JSON', 'VARCHAR', 'JSON'
        $file.Columns[8, 9, 10, 13].ForEach({ $_[2] }) -join '; ' | Should -BeLike 'TimestampType(isAdjustedToUTC=1,*MICROS=MicroSeconds()*; TimestampType(isAdjustedToUTC=0,*MICROS=MicroSeconds()*; TimeType(isAdjustedToUTC=0,*MICROS=MicroSeconds()*; JsonType()'
        $file.DuckDb[0] | Should -BeExactly '9223372036854775807', '0.1', '12345678901234567890123456789.123456789', '-99999999.99', '999999999999', '12345678901234567890.123456789012345678', 'true', '0001-01-01', '2026-01-02 03:04:05.123456+00', '9999-12-31 23:59:59.999999', '23:59:59.999999', 'ü 😀', '\x00\x01\xFF', '{"a":[1,2.50]}', '{"b":null}', 'x', '[1,2]'
        $file.DuckDb[1] | Should -BeExactly '-9223372036854775808', 'nan', '-1.000000000', '0.10', '-1', '-0.000000000000000001', 'false', '2026-12-31', '1969-12-31 23:59:59.999999+00', '1900-01-01 00:00:00', '00:00:00', '', '', '"text"', '[]', '1.50', '[]'
        $file.DuckDb[2].Where({ $null -ne $_ }) | Should -BeExactly '\x00\x22A\xCA\xFE'

        # Parquet.Net returns a Decimal, which does not have all digits of the first row.
        $cut = $file.DuckDb[0].Clone()
        $cut[2], $cut[5] = '12345678901234567890123456789.000000000', '12345678901234567890.123456789000000000'
        $file.ParquetNet[0] | Should -BeExactly $cut
        1, 2 | ForEach-Object { $file.ParquetNet[$_] | Should -BeExactly $file.DuckDb[$_] }
        $file.Compression | Should -Be 'ZSTD'
        $file.Metadata.'owox.dataMartId', $file.Metadata.'owox.version' | Should -BeExactly $marts.empty, (Get-Module Owox).Version.ToString()
        $file.Metadata.'owox.runId' | Should -BeExactly (Get-SandboxRequest '*.ndjson')[-1].runId
    }

    It 'has the text of binary types other than BYTES, although hexadecimal text can be valid base64: <_>' -ForEach 'BINARY', 'VARBINARY(8)', 'BYTEA', 'VARBYTE' {
        $column = @{ name = 'a'; type = $_ }
        $lines = '{"a":"CAFE"}', '{"a":"ca fe"}', '{"a":{"type":"Buffer","data":[202,254]}}'
        $file = Get-ParquetContent $column $lines
        $file.Columns[0][3] | Should -Be 'VARCHAR'
        $file.DuckDb.ForEach({ $_[0] }) | Should -BeExactly 'CAFE', 'ca fe', '{"type":"Buffer","data":[202,254]}'

        Add-StreamRow $lines $column
        (Export-OwoxDataMart $marts.empty -Typed).a[0..1] | Should -BeExactly 'CAFE', 'ca fe'
        Add-StreamRow $lines $column
        $reader = Export-OwoxDataMart $marts.empty -AsDataReader
        (& { while ($reader.Read()) { $reader.GetValue(0) } }) | Should -BeExactly 'CAFE', 'ca fe', '{"type":"Buffer","data":[202,254]}'
    }

    It 'reports a value that does not fit its column with the row and the column: <type>' -ForEach @(
        @{ type = 'INTEGER'; value = '9223372036854775808'; says = 'Int64' }
        @{ type = 'INTEGER'; value = '"x"'; says = 'INTEGER' }
        @{ type = 'FLOAT64'; value = '"x"'; says = 'FLOAT64' }
        @{ type = 'DECIMAL(10,2)'; value = '"1.005"'; says = 'number with at most 8 digits before and 2 after the decimal point' }
        @{ type = 'DECIMAL(10,2)'; value = '"100000000"'; says = 'number with at most 8 digits before and 2 after the decimal point' }
        @{ type = 'NUMERIC'; value = '"0.0000000001"'; says = 'number with at most 29 digits before and 9 after the decimal point' }
        @{ type = 'NUMERIC'; value = '"100000000000000000000000000000"'; says = 'number with at most 29 digits before and 9 after the decimal point' }
        @{ type = 'TIMESTAMP'; value = '"2026-01-01T00:00:00.0000001Z"'; says = 'TIMESTAMP with at most six decimal places' }
        @{ type = 'DATETIME'; value = '"2026-01-01T00:00:00.0000001"'; says = 'DATETIME with at most six decimal places' }
        @{ type = 'DATE'; value = '"soon"'; says = 'DATE' }
        @{ type = 'TIME'; value = '"24:00:00"'; says = 'TIME with at most six decimal places' }
        @{ type = 'BYTES'; value = '"?"'; says = 'text in base64' }
        @{ type = 'BYTES'; value = '{"type":"Buffer","data":[256]}'; says = 'text in base64' }
        @{ type = 'BOOLEAN'; value = '2'; says = 'BOOLEAN' }
        @{ type = 'JSON'; value = '"{"'; says = 'JSON' }
    ) {
        New-ExistingFile $path
        $lines = '{"a":null}', "{`"a`":$value}"
        Add-StreamRow $lines @{ name = 'a'; type = $type }
        $failure = Get-Failure { Export-OwoxDataMart $marts.empty -Path $path }
        Assert-Failure { throw $failure } @conversion -Says "Row 2, column 'a': the value is not a valid $says.", '-OnConversionError Keep'
        $failure.Exception.Row, $failure.Exception.Column | Should -Be 2, 'a'
        Assert-ExistingFile $path
        Get-Name $folder | Should -Be rows.parquet

        $text = [System.Text.Json.JsonDocument]::Parse($value).RootElement.ToString()
        $file = Get-ParquetContent @{ name = 'a'; type = $type } ($lines + '{"a":"1.50"}') @{ OnConversionError = 'Keep' }
        $file.Columns[0][3] | Should -Be 'VARCHAR'
        $file.DuckDb.ForEach({ $_[0] }) | Should -BeExactly $null, "$text", '1.50'
        $file.Warnings | Should -BeLike "*$path*the column is text*'a'."
    }

    It 'has JSON that is nested deeply' {
        $json = '[' * 500 + '1.50' + ']' * 500
        $file = Get-ParquetContent @{ name = 'a'; type = 'JSON' } "{`"a`":`"$json`"}"
        $file.Columns[0][3] | Should -Be 'JSON'
        $file.ParquetNet[0] | Should -BeExactly $json
    }

    It 'has text columns and a warning if the types are not known' {
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        Add-Fault 'GET *.ndjson' malformed-line @{ text = '{"a":1.50,"b":"0123","c":{"x":1}}' }
        Add-Fault 'GET *.ndjson' run-record @{ status = 'SUCCESS'; rowCount = 1 }
        $null = Export-OwoxDataMart $marts.empty -Path $path -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike "*all columns are text, because their types are not known:*"
        $file = Read-FileContent $path
        $file.Columns.ForEach({ $_[3] }) | Should -Be 'VARCHAR', 'VARCHAR', 'VARCHAR'
        $file.DuckDb[0] | Should -BeExactly '1.50', '0123', '{"x":1}'
    }

    It 'has columns and no rows if there are no rows' {
        (Export-OwoxDataMart $marts.empty -Path $path).Rows | Should -Be 0
        $file = Read-FileContent $path
        $file.Columns.ForEach({ $_[0] }) | Should -BeExactly (Get-OwoxDataMartColumn $marts.empty).Name
        $file.DuckDb | Should -BeNullOrEmpty
    }

    It 'is compressed as specified: <compression>' -ForEach @(@{ compression = 'Zstd'; name = 'ZSTD' }, @{ compression = 'Snappy'; name = 'SNAPPY' }, @{ compression = 'Gzip'; name = 'GZIP' }, @{ compression = 'None'; name = 'UNCOMPRESSED' }) {
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 100 -Compression $compression
        $file = Read-FileContent $path
        $file.Compression | Should -Be $name
        $file.DuckDb | Should -HaveCount 100
    }

    It 'has several row groups, whose statistics omit no rows' {
        (Export-OwoxDataMart $marts.events -Path $path).Rows | Should -Be 400000
        $groups = (Invoke-DuckQuery "SELECT count(DISTINCT row_group_id) FROM parquet_metadata('$path')")[0][0]
        [int] $groups | Should -BeGreaterThan 1
        $row = (Invoke-DuckQuery "SELECT count(*), count(DISTINCT id), min(id), max(id) FROM '$path'")[0]
        $row | Should -Be '400000', '400000', '100000000', '100399999'
        (Invoke-DuckQuery "SELECT count(*) FROM '$path' WHERE id = 100399999")[0] | Should -Be 1
    }

    It 'is found by filters of <type>, for which wrong statistics would omit rows' -ForEach @(
        @{ type = 'TIMESTAMP'; values = '"2026-01-02T03:04:05.123456Z"', '"1969-01-01T00:00:00Z"'; where = "a = TIMESTAMPTZ '2026-01-02 03:04:05.123456+00'" }
        @{ type = 'DATETIME'; values = '"2026-01-02T03:04:05"', '"2026-01-02T03:04:06"'; where = "a = TIMESTAMP '2026-01-02 03:04:05'" }
        @{ type = 'STRING'; values = '"😀"', "`"`u{FF21}`""; where = "a = '😀'" }
        @{ type = 'FLOAT'; values = '"NaN"', '5'; where = 'a = 5' }
        @{ type = 'FLOAT'; values = '5', '"NaN"'; where = "a = 'nan'::DOUBLE" }
        @{ type = 'NUMERIC'; values = '"-1.5"', '"2.5"'; where = 'a = -1.5' }
        @{ type = 'INTEGER'; values = 'null', 'null'; where = 'a IS NULL LIMIT 1' }
    ) {
        $null = Get-ParquetContent @{ name = 'a'; type = $type } $values.ForEach({ "{`"a`":$_}" })
        (Invoke-DuckQuery "SELECT count(*) FROM (SELECT 1 FROM '$path' WHERE $where)")[0] | Should -Be 1
    }

    It 'is written for reports' {
        $report = '3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b316'
        $one = Export-OwoxReport $report -Path $path
        $file = Read-FileContent $path
        $file.DuckDb | Should -HaveCount $one.Rows
        $file.Metadata.'owox.reportId' | Should -BeExactly $report
        $file.Columns.ForEach({ $_[3] }) | Should -Contain 'DOUBLE'
    }

    It 'is written to a folder, one for each data mart' {
        $results = Export-OwoxDataMart $marts.orders, $marts.customers -Directory $folder -Format Parquet -Limit 3 | Sort-Object Path
        $results.Path | Should -BeExactly "$folder/Customers_$($marts.customers).parquet", "$folder/Orders_$($marts.orders).parquet"
        $files = @(Read-FileContent $results.Path)
        $files.Metadata.'owox.dataMartId' | Should -BeExactly $marts.customers, $marts.orders
        foreach ($i in 0, 1) { $files[$i].Columns.ForEach({ $_[0] }) | Should -BeExactly $results[$i].Columns }
        $files[0].DuckDb.ForEach({ $_[0] }) | Should -BeExactly '1', '2', '3'
        $files[1].DuckDb.ForEach({ $_[1] }) | Should -BeExactly '1', '2', '3'
    }

    It 'is written incrementally: each window has its own file and its own rows' {
        $series = Join-Path $folder series.parquet
        $column = @{ name = 'at'; type = 'TIMESTAMP'; mode = 'NULLABLE' }, @{ name = 'id'; type = 'INTEGER'; mode = 'NULLABLE' }
        $rows = @('2026-01-01T00:00:00.123456Z', 1), @('2026-02-01T00:00:00Z', 2), @('2026-03-01T00:00:00Z', 3)
        $data = @{ title = 'Windows of Parquet'; columns = $column; rows = $rows } | ConvertTo-Json -Depth 5
        $mart = (Invoke-RestMethod "$($Sandbox.origin)/sandbox/data-marts" -Method Post -ContentType application/json -Body $data).id
        $first = Export-OwoxDataMart $mart -Path $series -Incremental -Watermark at

        # As if the first window had ended in February.
        $state = ConvertFrom-JsonText (Get-Content "$series.owox-state.json" -Raw)
        $state.next = '2026-02-01T00:00:00.000Z'
        $state | ConvertTo-Json | Set-Content "$series.owox-state.json"
        $second = Export-OwoxDataMart $mart -Path $series -Incremental -Watermark at
        Split-Path $first.Path -Leaf | Should -Be series.first.parquet
        Split-Path $second.Path -Leaf | Should -Be series.20260201T000000000Z.parquet
        $files = @(Read-FileContent $first.Path, $second.Path)
        $files[0].DuckDb.ForEach({ $_ -join ' ' }) | Should -BeExactly '2026-01-01 00:00:00.123456+00 1', '2026-02-01 00:00:00+00 2', '2026-03-01 00:00:00+00 3'
        $files[1].DuckDb.ForEach({ $_ -join ' ' }) | Should -BeExactly '2026-02-01 00:00:00+00 2', '2026-03-01 00:00:00+00 3'
        $files[1].Columns | ConvertTo-Json | Should -BeExactly ($files[0].Columns | ConvertTo-Json)
    }

    It 'does not load its library before it is needed' {
        $run = Invoke-FreshShell 'Import-Module $env:OWOX_TEST_MODULE; [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match "^(Parquet|Owox\.(Parquet|Excel)|SpreadCheetah)$"'
        $run.Errors | Should -BeNullOrEmpty
        "$($run.Output)".Trim() | Should -BeNullOrEmpty
    }
}

Describe 'The parameters of an export to a Parquet file' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'are rejected before any request: <what>' -Skip:($env:OWOX_TEST_BUILD -eq 'netstandard2.0') -ForEach @(
        @{ what = '-Append'; with = @{ Path = 'a.parquet'; Append = $true }; says = 'cannot be appended to a Parquet file, because its metadata are at its end' }
        @{ what = '-Compress'; with = @{ Path = 'a.parquet'; Compress = $true }; says = 'already compressed' }
    ) {
        Assert-Failure { Export-OwoxDataMart $marts.orders @with } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'reports -Compression for another format' {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path a.csv -Compression Zstd } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-Compression has no effect in Csv'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'require PowerShell 7.4' -Skip:($env:OWOX_TEST_BUILD -ne 'netstandard2.0') {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path (Join-Path $folder rows.parquet) } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'require PowerShell 7.4'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }
}
