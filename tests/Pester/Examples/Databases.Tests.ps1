# examples/to-sqlite.ps1, to-sqlserver.ps1 and to-postgresql.ps1 load all rows or none. PostgreSQL is a real server. SQL Server is
# imitated by classes with the names of its client, over a SQLite database.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/DatabaseExamples.psm1')
    $scripts = Get-LoadScript
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/DatabaseExamples.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Databases.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/PostgreSql.psm1')
    Start-OwoxTest @{ rows = 2000 } -Timing @{ RunRecordTimeout = 0.5; RunRecordErrorTimeout = 0.5; RunRecordPollInterval = 0.05 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $database = Start-Database
}

AfterAll {
    Clear-Sandbox
    Stop-Database $database
    Stop-OwoxTest
}

Describe '<script>' -ForEach $scripts {
    BeforeAll {
        if ($script -eq 'to-sqlserver.ps1') { Import-FakeSqlClient $database }
    }

    BeforeEach {
        Clear-Sandbox
        Reset-LoadTable $database $script
    }

    It 'replaces the table, with the same values and the fractions of seconds' {
        $run = Invoke-Load $database $script 'Events'
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0 -Because $run.Output
        $run.Output | Should -BeLike 'Loaded 2000 rows*'
        $values = 'id', 'country', 'revenue', 'cost', 'note', 'ok', 'date', 'ts'
        $sql = if ($script -eq 'to-postgresql.ps1') {
            "SELECT json_build_array(id, country, revenue, cost::text, note, ok::int, date, to_char(ts AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')) FROM rows ORDER BY id"
        }
        else {
            "SELECT json_array(id, country, revenue, CAST(cost AS TEXT), note, ok, substr(date, 1, 10), ts) FROM rows ORDER BY id"
        }
        $loaded = Invoke-DatabaseSql $database $script $sql | ConvertFrom-Json -NoEnumerate -DateKind String
        $loaded | Should -HaveCount 2000
        $at = 0
        foreach ($row in Export-OwoxDataMart $marts.events -Typed | Sort-Object id) {
            $found = $loaded[$at++]
            $ok = if ($null -ne $row.ok) { [int] $row.ok }
            $time = $row.ts.UtcDateTime.ToString($(if ($script -eq 'to-postgresql.ps1') { 'yyyy-MM-dd HH:mm:ss.ffffff' } else { 'yyyy-MM-dd HH:mm:ss.FFFFFFF' }))
            $expected = $row.id, $row.country, $row.revenue, $row.cost, $row.note, $ok, $row.date.ToString('yyyy-MM-dd'), $time
            for ($i = 0; $i -lt $values.Count; $i++) {
                $value = if ($i -eq 3 -and $null -ne $found[3]) { [decimal]::Parse($found[3], [cultureinfo]::InvariantCulture) } else { $found[$i] }
                if (-not ($value -ceq $expected[$i])) { "$($values[$i]) of event $($row.id): $value" | Should -Be $expected[$i] }
            }
        }
    }

    It 'loads only the data mart whose title has brackets' {
        New-BracketDataMart $script | Should -HaveCount 2
        $run = Invoke-Load $database $script "$script [EU]"
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        Invoke-DatabaseSql $database $script 'SELECT note FROM rows' | Should -Be "$script [EU]"
    }

    It 'empties the table when the data mart is empty' {
        $run = Invoke-Load $database $script 'Empty'
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike 'Loaded 0 rows*'
        Invoke-DatabaseSql $database $script 'SELECT count(*) FROM rows' | Should -Be 0
    }

    It 'creates the table, and keeps quotes, line ends and special characters in names and values' {
        $texts = 'say "hi" & ''bye'' \ back', "one`ntwo`r`nthree`ttab", "`u{1F680} Ґанок `u{1F469}`u{200D}`u{1F467}", "`u{2028}`u{FEFF}b", '', '$1 {0} @p0 --;', '\N', $null
        $name = 'a "column" of ]; -- '' @p'
        $lines = $texts.ForEach({ [ordered]@{ n = $texts.IndexOf($_); $name = $_ } | ConvertTo-Json -Compress })
        Add-StreamRow $lines @{ name = 'n'; type = 'INTEGER' }, @{ name = $name; type = 'STRING' }
        $run = Invoke-Load $database $script $marts.empty -Table 'a "table" of ]'
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        $function = if ($script -eq 'to-postgresql.ps1') { 'json_build_array' } else { 'json_array' }
        $quoted = '"' + $name.Replace('"', '""') + '"'
        $found = Invoke-DatabaseSql $database $script "SELECT $function($quoted) FROM `"a `"`"table`"`" of ]`" ORDER BY n" | ConvertFrom-Json -NoEnumerate -DateKind String
        $found.ForEach({ $_[0] }) | Should -BeExactly $texts
        for ($i = 0; $i -lt $texts.Count; $i++) { [object]::Equals($found[$i][0], $texts[$i]) | Should -BeTrue -Because "row $i must have every character" }
    }

    It 'loads records as JSON text, and the fields of records as columns' {
        $run = Invoke-Load $database $script $marts.nested
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        $separator = if ($script -eq 'to-postgresql.ps1') { "E'\t'" } else { 'char(9)' }
        $found = Invoke-DatabaseSql $database $script "SELECT coalesce(address, '-') || $separator || coalesce(`"address.city`", '-') FROM rows ORDER BY id"
        $sent = Get-ServerText $marts.nested
        $found | Should -BeExactly $sent.ForEach({ "$($_.address ?? '-')`t$($_['address.city'] ?? '-')" })
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
        $run = Invoke-Load $database $script $(if ($mart -eq 'awkwardValues') { $marts.awkwardValues } elseif ($mart) { $mart } else { 'Orders' }) $environment
        $run.Code | Should -Be $code -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike '*FAILED: Owox.*'
        Invoke-DatabaseSql $database $script 'SELECT note FROM rows' | Should -Be 'before'
        Assert-NoSecret "$($run.Output)$($run.Errors)"
    }

    It 'ends with exit code 1 when the database reports an error, and keeps the table' {
        Invoke-DatabaseSql $database $script 'CREATE TABLE rows_new(x text)'
        $run = Invoke-Load $database $script 'Customers'
        $run.Code | Should -Be 1 -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike 'FAILED: *rows_new*already exists*'
        Invoke-DatabaseSql $database $script 'SELECT note FROM rows' | Should -Be 'before'
        Invoke-DatabaseSql $database $script 'DROP TABLE rows_new'
    }
}

Describe 'The examples for databases' {
    It 'use SQLite in a new process as documented, unless sqlite3 is not on PATH' {
        if (Get-SqliteObstacle) { Set-ItResult -Skipped -Because (Get-SqliteObstacle) }
        $script = 'to-sqlite.ps1'
        $run = Invoke-Example $script @('-DataMart', 'Customers', '-Database', $database.Sqlite, '-Table', 'customers', '-Library', $database.Folder) -NewProcess
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        Invoke-DatabaseSql $database $script 'SELECT count(*) FROM customers' | Should -Be 400
    }

    It 'use PostgreSQL unless it is not installed' {
        if (Get-PostgreSqlObstacle) { Set-ItResult -Skipped -Because (Get-PostgreSqlObstacle) }
        Invoke-PostgreSql $database.Server 'SELECT 1' | Should -Be 1
    }
}
