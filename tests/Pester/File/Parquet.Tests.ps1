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

    # The value of an object as DuckDB writes it.
    function ConvertTo-DuckText($Value, [string] $Type) {
        if ($null -eq $Value) { return $null }
        if ($Value -is [bool]) { return $(if ($Value) { 'true' } else { 'false' }) }
        if ($Value -is [datetimeoffset]) { return (ConvertTo-DuckText $Value.UtcDateTime) + '+00' }
        if ($Value -is [datetime] -and $Type -eq 'DATE') { return $Value.ToString('yyyy-MM-dd', $invariant) }
        if ($Value -is [datetime]) { return $Value.ToString('yyyy-MM-dd HH:mm:ss.FFFFFF', $invariant) }
        if ($Value -is [bigint]) { return "$Value.000000000" }
        if ($Value -is [decimal]) { return $Value.ToString('F9', $invariant) }
        if ($Value -is [double]) { return $Value.ToString('R', $invariant) }
        "$Value"
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
        $types = @{}
        Get-OwoxDataMartColumn $marts.$mart | ForEach-Object { $types[$_.Name] = $_.Type }
        $result = Export-OwoxDataMart $marts.$mart -Path $path -Limit 300 -OnConversionError Keep -WarningVariable warnings -WarningAction SilentlyContinue
        $result.Format, $result.Rows, $result.Verified, $result.Compressed | Should -Be 'Parquet', $rows.Count, $true, $false
        $result.Bytes, $result.Sha256 | Should -Be (Get-Item $path).Length, (Get-FileHash $path).Hash
        $file = Read-FileContent $path
        $file.DuckDb | Should -HaveCount $rows.Count
        $file.ParquetNet | Should -HaveCount $rows.Count
        $file.Columns.ForEach({ $_[0] }) | Should -BeExactly $rows[0].PSObject.Properties.Name
        ($file.Metadata.'owox.columns' | ConvertFrom-Json) | Should -BeExactly $result.Columns
        for ($j = 0; $j -lt $result.Columns.Count; $j++) {
            $type = $types[$result.Columns[$j]]
            $duckType = $file.Columns[$j][3]
            for ($i = 0; $i -lt $rows.Count; $i++) {
                $value = @($rows[$i].PSObject.Properties)[$j].Value
                $expected = ConvertTo-DuckText $value $type
                $got = $file.DuckDb[$i][$j]
                $same = if ($duckType -eq 'DOUBLE' -and $null -ne $got) { [double]::Parse($got.Replace('inf', 'Infinity').Replace('nan', 'NaN'), $invariant).Equals([double] $value) }
                elseif ($duckType -in 'VARCHAR', 'JSON' -and $null -ne $value -and $value -isnot [string]) { $null -ne $got }
                else { "$got" -ceq "$expected" -and ($null -eq $got) -eq ($null -eq $expected) }
                if (-not $same) { "row $i, column $j ($duckType): $got" | Should -BeExactly $expected }
                $other = $file.ParquetNet[$i][$j]
                if (($null -eq $other) -ne ($null -eq $got) -or ($duckType -eq 'VARCHAR' -and $null -ne $got -and $other -cne "s:$got") -or ($duckType -eq 'BIGINT' -and $null -ne $got -and $other -cne "n:$got")) {
                    "row $i, column $j ($duckType), Parquet.Net: $other" | Should -BeExactly "s:$got"
                }
            }
        }
    }

    It 'has the types of the warehouse' {
        $types = 'INTEGER', 'FLOAT', 'NUMERIC', 'DECIMAL(10,2)', 'DECIMAL(12)', 'NUMERIC(38,18)', 'BOOLEAN', 'DATE', 'TIMESTAMP', 'DATETIME', 'TIME', 'STRING', 'BYTES', 'JSON', 'RECORD', 'BRAND_NEW'
        $fields = 0..15 | ForEach-Object { @{ name = "c$_"; type = $types[$_] } }
        $fields += @{ name = 'c16'; type = 'INTEGER'; mode = 'REPEATED' }
        $file = Get-ParquetContent $fields @(
            '{"c0":9223372036854775807,"c1":0.1,"c2":"12345678901234567890123456789.123456789","c3":"-99999999.99","c4":"999999999999","c5":"12345678901234567890.123456789012345678","c6":true,"c7":"0001-01-01","c8":"2026-01-02 03:04:05.123456 UTC","c9":"9999-12-31T23:59:59.999999","c10":"23:59:59.999999","c11":"ü 😀","c12":"AAH/","c13":{"a":[1,2.50]},"c14":{"b":null},"c15":"x","c16":[1,2]}'
            '{"c0":"-9223372036854775808","c1":"NaN","c2":-1,"c3":"0.10","c4":"-1","c5":"-0.000000000000000001","c6":"false","c7":"2026-12-31","c8":"1969-12-31T23:59:59.999999Z","c9":"1900-01-01 00:00:00","c10":"00:00:00","c11":"","c12":"","c13":"\"text\"","c14":[],"c15":1.50,"c16":[]}'
            '{"c0":null}'
        )
        $file.Columns.ForEach({ $_[3] }) | Should -BeExactly 'BIGINT', 'DOUBLE', 'DECIMAL(38,9)', 'DECIMAL(10,2)', 'DECIMAL(12,0)', 'DECIMAL(38,18)', 'BOOLEAN', 'DATE', 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMP', 'TIME', 'VARCHAR', 'BLOB', 'JSON', 'JSON', 'VARCHAR', 'JSON'
        $file.Columns[8, 9, 10].ForEach({ $_[2] }) | Should -BeLike '*'
        $file.DuckDb[0] | Should -BeExactly '9223372036854775807', '0.1', '12345678901234567890123456789.123456789', '-99999999.99', '999999999999', '12345678901234567890.123456789012345678', 'true', '0001-01-01', '2026-01-02 03:04:05.123456+00', '9999-12-31 23:59:59.999999', '23:59:59.999999', 'ü 😀', '\x00\x01\xFF', '{"a":[1,2.50]}', '{"b":null}', 'x', '[1,2]'
        $file.DuckDb[1] | Should -BeExactly '-9223372036854775808', 'nan', '-1.000000000', '0.10', '-1', '-0.000000000000000001', 'false', '2026-12-31', '1969-12-31 23:59:59.999999+00', '1900-01-01 00:00:00', '00:00:00', '', '', '"text"', '[]', '1.50', '[]'
        $file.DuckDb[2].Where({ $null -ne $_ }) | Should -BeNullOrEmpty
        $file.Compression | Should -Be 'ZSTD'
        $file.Metadata.'owox.dataMartId', $file.Metadata.'owox.version' | Should -BeExactly $marts.empty, (Get-Module Owox).Version.ToString()
        $file.Metadata.'owox.runId' | Should -BeExactly (Get-SandboxRequest '*.ndjson')[-1].runId
    }

    It 'reports a value that does not fit its column with the row and the column: <type>' -ForEach @(
        @{ type = 'INTEGER'; value = '9223372036854775808' }, @{ type = 'INTEGER'; value = '"x"' }, @{ type = 'DECIMAL(10,2)'; value = '"1.005"' }, @{ type = 'DECIMAL(10,2)'; value = '"100000000"' }
        @{ type = 'NUMERIC'; value = '"0.0000000001"' }, @{ type = 'NUMERIC'; value = '"100000000000000000000000000000"' }, @{ type = 'TIMESTAMP'; value = '"2026-01-01T00:00:00.0000001Z"' }
        @{ type = 'DATE'; value = '"soon"' }, @{ type = 'TIME'; value = '"24:00:00"' }, @{ type = 'BYTES'; value = '"?"' }, @{ type = 'BOOLEAN'; value = '2' }, @{ type = 'JSON'; value = '"{"' }
    ) {
        New-ExistingFile $path
        $lines = '{"a":null}', "{`"a`":$value}"
        Add-StreamRow $lines @{ name = 'a'; type = $type }
        $failure = Get-Failure { Export-OwoxDataMart $marts.empty -Path $path }
        Assert-Failure { throw $failure } @conversion -Says "Row 2, column 'a': the value is no", '-OnConversionError Keep'
        $failure.Exception.Row, $failure.Exception.Column | Should -Be 2, 'a'
        Assert-ExistingFile $path
        Get-Name $folder | Should -Be rows.parquet

        $text = @(ConvertFrom-Json "[$value]" -DateKind String)[0]
        $file = Get-ParquetContent @{ name = 'a'; type = $type } ($lines + '{"a":"1.50"}') @{ OnConversionError = 'Keep' }
        $file.Columns[0][3] | Should -Be 'VARCHAR'
        $file.DuckDb.ForEach({ $_[0] }) | Should -BeExactly $null, "$text", '1.50'
        $file.Warnings | Should -BeLike "*$path*the column is text*'a'."
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

    It 'is the same in each culture and time zone of the session' {
        $zone, $culture = $env:TZ, [cultureinfo]::CurrentCulture
        try {
            $hashes = foreach ($pair in @('en-US', 'UTC'), @('de-DE', 'America/New_York'), @('fa-IR', 'Asia/Kathmandu'), @('de-DE', 'Pacific/Apia')) {
                $env:TZ = $pair[1]
                [TimeZoneInfo]::ClearCachedData()
                [cultureinfo]::CurrentCulture = $pair[0]
                $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 50
                $sum = (Invoke-DuckQuery "SELECT md5(string_agg(t::VARCHAR, ',')) FROM '$path' t")[0][0]
                $sum
            }
        }
        finally {
            $env:TZ, [cultureinfo]::CurrentCulture = $zone, $culture
            [TimeZoneInfo]::ClearCachedData()
        }

        $hashes | Should -HaveCount 4
        @($hashes | Select-Object -Unique) | Should -HaveCount 1
    }

    It 'is written for reports, to folders and incrementally' {
        $report = '3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b316'
        $one = Export-OwoxReport $report -Path $path
        $file = Read-FileContent $path
        $file.DuckDb | Should -HaveCount $one.Rows
        $file.Metadata.'owox.reportId' | Should -BeExactly $report
        $file.Columns.ForEach({ $_[3] }) | Should -Contain 'DOUBLE'
        (Export-OwoxDataMart $marts.orders, $marts.customers -Directory $folder -Format Parquet -Limit 3).Path | Should -BeLike '*.parquet'
        $window = Export-OwoxDataMart $marts.customers -Path (Join-Path $folder series.parquet) -Incremental -Watermark signed_up
        Split-Path $window.Path -Leaf | Should -Be series.first.parquet
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
