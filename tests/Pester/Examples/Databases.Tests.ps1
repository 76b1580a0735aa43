# examples/to-sqlite.ps1, to-sqlserver.ps1 and to-postgresql.ps1 load all rows or none. PostgreSQL is a real server. SQL Server is
# imitated by classes with the names of its client, over a SQLite database.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/PostgreSql.psm1')
    $noSqlite = if (-not (Get-Command sqlite3 -CommandType Application -ErrorAction Ignore)) { 'sqlite3 is not on PATH' }
    $noPostgreSql = Get-PostgreSqlObstacle
    foreach ($reason in $noSqlite, $noPostgreSql) {
        if ($reason) { Write-Warning "Databases are not tested: $reason." }
    }

    $scripts = @(
        @{ script = 'to-sqlite.ps1'; obstacle = $noSqlite }
        @{ script = 'to-sqlserver.ps1'; obstacle = $noSqlite }
        @{ script = 'to-postgresql.ps1'; obstacle = $noPostgreSql }
    ) | Where-Object { -not $_.obstacle }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/PostgreSql.psm1')
    Start-OwoxTest -Timing @{ RunRecordTimeout = 0.5; RunRecordErrorTimeout = 0.5; RunRecordPollInterval = 0.05 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder

    # Copies the provider from the build output of the sandbox, with its native library, to one folder.
    $built = Get-ChildItem (Join-Path $PSScriptRoot '../../../src/Owox.Sandbox/bin') -Recurse -Filter Microsoft.Data.Sqlite.dll | Sort-Object LastWriteTime | Select-Object -Last 1
    Copy-Item (Join-Path $built.DirectoryName '*.dll') $folder
    Copy-Item (Join-Path $built.DirectoryName 'runtimes/linux-x64/native/*') $folder
    $database = Join-Path $folder 'a shop.db'
    $server = if (-not (Get-PostgreSqlObstacle)) { Start-PostgreSql }

    function Invoke-Sql([string] $Sql) {
        if ($script -eq 'to-postgresql.ps1') { Invoke-PostgreSql $server $Sql } else { & sqlite3 -batch $database $Sql }
    }

    function Import-FakeSqlClient {
        if ('Microsoft.Data.SqlClient.SqlBulkCopy' -as [type]) { return }
        Add-Type -Path (Join-Path $folder 'Microsoft.Data.Sqlite.dll')
        $references = 'System.Runtime', 'System.Linq', 'System.Data.Common', 'System.Text.RegularExpressions', 'System.ComponentModel.Primitives', 'System.Collections'
        Add-Type -Path (Join-Path $PSScriptRoot '../Support/FakeSqlClient/FakeSqlClient.cs') -IgnoreWarnings -WarningAction SilentlyContinue -ReferencedAssemblies ($references + (Join-Path $folder 'Microsoft.Data.Sqlite.dll'))
    }

    # Runs the example for a data mart, into the table 'rows' or another one.
    function Invoke-Load([string] $DataMart, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }, [string] $Table = 'rows') {
        $with = switch ($script) {
            'to-sqlite.ps1' { '-Database', $database, '-Library', $folder }
            'to-sqlserver.ps1' { '-ConnectionString', "Data Source=$database;Pooling=False" }
            'to-postgresql.ps1' { '-ConnectionString', "Host=127.0.0.1;Port=$($server.Port);Username=owox;Database=postgres;Pooling=false", '-Library', (Get-NpgsqlFolder) }
        }
        Invoke-Example $script (@('-DataMart', $DataMart, '-Table', $Table) + $with) $Environment
    }
}

AfterAll {
    Clear-Sandbox
    if ($server) { Stop-PostgreSql $server }
    Stop-OwoxTest
    Remove-Item $folder -Recurse -Force
}

Describe '<script>' -ForEach $scripts {
    BeforeAll {
        if ($script -eq 'to-sqlserver.ps1') { Import-FakeSqlClient }
    }

    BeforeEach {
        Clear-Sandbox
        if (Test-Path $database) { Remove-Item $database }
        Invoke-Sql 'DROP TABLE IF EXISTS rows' 2>$null
        Invoke-Sql 'CREATE TABLE rows(note text); INSERT INTO rows(note) VALUES (''before'');'
    }

    It 'replaces the table, with the same values' {
        $run = Invoke-Load 'Orders'
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0 -Because $run.Output
        $run.Output | Should -BeLike 'Loaded 5000 rows*'
        $sql = if ($script -eq 'to-postgresql.ps1') {
            "SELECT json_build_array(order_id, country, revenue, cost::text, note, is_paid::int, to_char(date, 'YYYY-MM-DD'), to_char(created_ts AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')) FROM rows ORDER BY order_id"
        }
        else {
            'SELECT json_array(order_id, country, revenue, CAST(cost AS TEXT), note, is_paid, substr(date, 1, 10), substr(created_ts, 1, 19)) FROM rows ORDER BY order_id'
        }
        $loaded = Invoke-Sql $sql | ConvertFrom-Json -NoEnumerate
        $loaded | Should -HaveCount 5000
        $at = 0
        foreach ($row in Export-OwoxDataMart $marts.orders -Typed | Sort-Object order_id) {
            $found = $loaded[$at++]
            $paid = if ($null -ne $row.is_paid) { [int] $row.is_paid }
            $expected = $row.order_id, $row.country, $row.revenue, $row.cost, $row.note, $paid, $row.date.ToString('yyyy-MM-dd'), $row.created_ts.UtcDateTime.ToString('yyyy-MM-dd HH:mm:ss')
            for ($i = 0; $i -lt 8; $i++) {
                $value = if ($i -eq 3 -and $null -ne $found[3]) { [decimal]::Parse($found[3], [cultureinfo]::InvariantCulture) } else { $found[$i] }
                if (-not ($value -ceq $expected[$i])) { "$i of order $($row.order_id): $value" | Should -Be $expected[$i] }
            }
        }
    }

    It 'loads only the data mart whose title has brackets' {
        New-BracketDataMart $script | Should -HaveCount 2
        $run = Invoke-Load "$script [EU]"
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        Invoke-Sql 'SELECT note FROM rows' | Should -Be "$script [EU]"
    }

    It 'empties the table when the data mart is empty' {
        $run = Invoke-Load 'Empty'
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike 'Loaded 0 rows*'
        Invoke-Sql 'SELECT count(*) FROM rows' | Should -Be 0
    }

    It 'creates the table, and keeps quotes, line ends and special characters in names and values' {
        $run = Invoke-Load $marts.awkward -Table 'a "table" of ]'
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        Invoke-Sql 'SELECT count(*) > 0 FROM "a ""table"" of ]"' | Should -BeIn '1', 't'
        $run = Invoke-Load $marts.nested
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        Invoke-Sql 'SELECT count("address.city") FROM rows WHERE address LIKE ''{%''' | Should -BeGreaterThan 0
    }

    It 'keeps the table, and ends with exit code <code>: <what>' -ForEach @(
        @{ code = 3; what = 'an incomplete stream'; fault = 'cut-chunked', @{ afterRows = 4000 } }
        @{ code = 3; what = 'a malformed line'; fault = 'malformed-line', @{ atRow = 4000 } }
        @{ code = 3; what = 'another row count in the run record'; fault = 'run-record', @{ status = 'SUCCESS'; rowCount = 7 } }
        @{ code = 3; what = 'a missing run record'; fault = 'run-record', @{ missing = $true } }
        @{ code = 1; what = 'a number that Decimal does not represent'; mart = 'awkwardValues' }
        @{ code = 1; what = 'an error of the warehouse'; mart = 'Denied' }
        @{ code = 4; what = 'a server without a license'; fault = 'status', @{ status = 400; body = @{ statusCode = 400; message = 'no'; errorDetails = @{ blockedReasons = @('LICENSE_REQUIRED') } } } }
        @{ code = 2; what = 'a revoked key'; key = 'revokedApiKey' }
        @{ code = 2; what = 'no key'; key = 'none' }
    ) {
        if ($fault) { Add-Fault 'GET *.ndjson' $fault[0] $fault[1] }
        $environment = @{ OWOX_API_KEY = $(if ($key -eq 'none') { '' } elseif ($key) { $Sandbox.$key } else { $Sandbox.apiKey }) }
        $run = Invoke-Load $(if ($mart -eq 'awkwardValues') { $marts.awkwardValues } elseif ($mart) { $mart } else { 'Orders' }) $environment
        $run.Code | Should -Be $code -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike '*FAILED: Owox.*'
        Invoke-Sql 'SELECT note FROM rows' | Should -Be 'before'
        Assert-NoSecret "$($run.Output)$($run.Errors)"
    }

    It 'ends with exit code 1 when the database reports an error, and keeps the table' {
        Invoke-Sql 'CREATE TABLE rows_new(x text)'
        $run = Invoke-Load 'Customers'
        $run.Code | Should -Be 1 -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike 'FAILED: *rows_new*already exists*'
        Invoke-Sql 'SELECT note FROM rows' | Should -Be 'before'
        Invoke-Sql 'DROP TABLE rows_new'
    }
}

Describe 'The examples for databases' {
    It 'run in a new process as documented' -Skip:([bool] $noSqlite) {
        $script = 'to-sqlite.ps1'
        $run = Invoke-Example $script @('-DataMart', 'Customers', '-Database', $database, '-Table', 'customers', '-Library', $folder) -NewProcess
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        Invoke-Sql 'SELECT count(*) FROM customers' | Should -Be 400
    }

    It 'test PostgreSQL unless it is not installed' {
        if (Get-PostgreSqlObstacle) { Set-ItResult -Skipped -Because (Get-PostgreSqlObstacle) }
        Invoke-PostgreSql $server 'SELECT 1' | Should -Be 1
    }
}
