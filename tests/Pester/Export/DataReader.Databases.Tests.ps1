# Rows of -AsDataReader and the statements of New-OwoxTableScript in real databases: sqlite3, PostgreSQL and DuckDB.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/Databases.psm1')
    $databases = @(
        @{ dialect = 'Sqlite'; obstacle = Get-SqliteObstacle }
        @{ dialect = 'PostgreSql'; obstacle = Get-PostgreSqlObstacle }
    ) | Where-Object { -not $_.obstacle }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Databases.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest @{ rows = 400 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $database = Start-Database
    $invariant = [cultureinfo]::InvariantCulture

    # A value of an object as the database writes it as text.
    function ConvertTo-DatabaseText($Value, [string] $Dialect, [string] $Type) {
        if ($null -eq $Value) { return $null }
        $isSqlite = $Dialect -eq 'Sqlite'
        switch ($Type) {
            'DATE' { return $Value.ToString('yyyy-MM-dd', $invariant) }
            'TIMESTAMP' { return $Value.UtcDateTime.ToString('yyyy-MM-dd HH:mm:ss.' + $(if ($isSqlite) { 'FFFFFFF' } else { 'FFFFFF' }), $invariant) + $(if (-not $isSqlite) { '+00' }) }
            'BOOLEAN' { return $(if ($isSqlite) { "$([int] $Value)" } else { "$Value".ToLowerInvariant() }) }
        }

        if ($Value -isnot [double]) { return $Value.ToString($invariant) }

        # SQLite has no minus zero.
        $number = if ($isSqlite -and $Value -eq 0) { 0.0 } else { $Value }
        if ($isSqlite) { [BitConverter]::DoubleToInt64Bits($number).ToString('X16', $invariant) } else { $number.ToString('R', $invariant) }
    }

    # Whether two texts of a column of this .NET type are equal.
    function Test-SameText([string] $Found, [string] $Expected, [type] $Type, [string] $Dialect) {
        if ($Type -eq [decimal] -and $Found -and $Expected) { return [decimal]::Parse($Found, $invariant) -eq [decimal]::Parse($Expected, $invariant) }
        if ($Type -eq [double] -and $Dialect -ne 'Sqlite' -and $Found -and $Expected) { return [double]::Parse($Found, $invariant).ToString('R', $invariant) -ceq [double]::Parse($Expected, $invariant).ToString('R', $invariant) }
        [string]::Equals($Found, $Expected)
    }
}

AfterAll {
    Stop-Database $database
    Stop-OwoxTest
}

Describe 'A table of <dialect> that was loaded from a reader' -ForEach $databases {
    BeforeAll {
        $connection = Open-Database $database $dialect
    }

    AfterAll {
        $connection.Dispose()
    }

    It 'has each value of <what>' -ForEach @(
        @{ what = 'orders'; mart = 'orders'; with = @{ Limit = 300 } }
        @{ what = 'events, with fractions of seconds'; mart = 'events'; with = @{} }
        @{ what = 'awkward values, with exact numbers as text'; mart = 'awkwardValues'; with = @{ Column = 'id', 'about', 'text', 'numeric', 'float', 'flag', 'nested', 'list', 'json'; OnConversionError = 'Keep' } }
        @{ what = 'awkward numbers'; mart = 'awkwardValues'; with = @{ Column = 'id', 'integer', 'numeric', 'float'; Filter = @{ column = 'id'; operator = 'lte'; value = 9 } } }
    ) {
        $table = $what -replace '\W+', '_'
        $reader = Export-OwoxDataMart $marts.$mart -AsDataReader @with
        $types = [ordered]@{}
        $warehouse = @{}
        foreach ($i in 0..($reader.FieldCount - 1)) { $types[$reader.GetName($i)] = $reader.GetFieldType($i); $warehouse[$reader.GetName($i)] = $reader.GetDataTypeName($i) }
        Import-Reader $reader $connection $dialect $table
        $reader.Status | Should -Be 'Verified'

        $query = $with.Clone()
        $query.OnConversionError = 'Keep'
        $rows = @(Export-OwoxDataMart $marts.$mart -Typed @query -WarningAction Ignore)
        $sent = @(Get-ServerText $marts.$mart)
        $found = @(Get-TableText $database $dialect $table $types)
        $found | Should -HaveCount $rows.Count
        $names = @($types.Keys)
        for ($i = 0; $i -lt $rows.Count; $i++) {
            for ($j = 0; $j -lt $names.Count; $j++) {
                $name = $names[$j]
                $expected = if ($types[$name] -eq [string]) { $sent[$i][$name] } else { ConvertTo-DatabaseText $rows[$i].$name $dialect $warehouse[$name] }
                if (($null -eq $found[$i][$j]) -ne ($null -eq $expected) -or -not (Test-SameText $found[$i][$j] $expected $types[$name] $dialect)) { "row $i, ${name}: $($found[$i][$j])" | Should -BeExactly $expected }
            }
        }
    }

    It 'can have the name and the columns order, select and user' {
        $fields = 'order', 'select', 'user', 'from' | ForEach-Object { @{ name = $_; type = 'STRING' } }
        foreach ($table in 'order', 'select', 'user') {
            Add-StreamRow '{"order":"a","select":"b","user":"c","from":"d"}' $fields
            Import-Reader (Export-OwoxDataMart $marts.empty -AsDataReader) $connection $dialect $table
            @(Get-TableText $database $dialect $table ([ordered]@{ order = [string]; select = [string]; user = [string]; from = [string] }))[0] | Should -BeExactly 'a', 'b', 'c', 'd'
        }
    }

    It 'has the columns of the statement: <mart>' -ForEach @(@{ mart = 'orders' }, @{ mart = 'nested' }, @{ mart = 'awkward' }, @{ mart = 'wide' }) {
        $script = New-OwoxTableScript $marts.$mart "statement $mart" $dialect
        $command = $connection.CreateCommand()
        $command.CommandText = $script
        $null = $command.ExecuteNonQuery()
        $command.CommandText = "SELECT * FROM `"statement $mart`""
        $result = $command.ExecuteReader()
        $result.FieldCount | Should -Be @($script -split "`n" | Where-Object { $_ -match '^    ' }).Count
        $result.Dispose()
    }
}

Describe 'The statement for DuckDB' {
    # Executes a statement in DuckDB, and returns the name and the type of each column.
    BeforeAll {
        function Get-DuckColumn([string] $Script, [string] $Table) {
            , (Invoke-FileReader '--execute', $Script, "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '$Table' ORDER BY ordinal_position")
        }
    }

    It 'has the columns of <mart>' -ForEach @(@{ mart = 'orders' }, @{ mart = 'nested' }, @{ mart = 'awkward' }) {
        $script = New-OwoxTableScript $marts.$mart rows DuckDB
        $expected = @($script -split "`n" | Where-Object { $_ -match '^    ' } | ForEach-Object { ($_.Trim() -replace ' NULL,?$').Replace('TIMESTAMPTZ', 'TIMESTAMP WITH TIME ZONE') })
        (Get-DuckColumn $script rows).ForEach({ "`"$($_[0])`" $($_[1])" }) | Should -BeExactly $expected
    }

    It 'has each type, and can have the name and the columns order, select and user: <table>' -ForEach @(@{ table = 'order' }, @{ table = 'select' }, @{ table = 'user' }) {
        $names = 'order', 'select', 'user', 'a"b', 'c;', 'x', 'y', 'z', 'from', 'where'
        $types = 'INTEGER', 'FLOAT', 'NUMERIC', 'DECIMAL(18,2)', 'BOOLEAN', 'DATE', 'DATETIME', 'TIMESTAMP', 'TIME', 'BYTES'
        Add-Fault 'GET *blendable-schema' status @{ status = 200; body = @{ nativeFields = @(0..9 | ForEach-Object { @{ name = $names[$_]; type = $types[$_] } }); blendedFields = @() } }
        $columns = Get-DuckColumn (New-OwoxTableScript $marts.empty $table DuckDB) $table
        $columns.ForEach({ $_[0] }) | Should -BeExactly $names
        $columns.ForEach({ $_[1] }) | Should -BeExactly 'BIGINT', 'DOUBLE', 'DECIMAL(38,9)', 'DECIMAL(18,2)', 'BOOLEAN', 'DATE', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'TIME', 'BLOB'
    }
}
