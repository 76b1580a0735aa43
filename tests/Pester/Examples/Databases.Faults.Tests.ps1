# The examples that load tables, when a stream stalls, a process is killed, or another program has locked the table.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/DatabaseExamples.psm1')
    $scripts = Get-LoadScript
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/DatabaseExamples.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Databases.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/PostgreSql.psm1')
    Start-OwoxTest
    $database = Start-Database

    # The names of the tables that the examples use.
    function Get-Table {
        $sql = if ($script -eq 'to-postgresql.ps1') { "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1" } else { "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1" }
        Invoke-DatabaseSql $database $script $sql
    }

    # Asserts that the table is unchanged, or has all rows of a complete load. Returns whether it was loaded.
    function Test-IsLoaded {
        $columns = if ($script -eq 'to-postgresql.ps1') { "SELECT count(*) FROM information_schema.columns WHERE table_name = 'rows'" } else { "SELECT count(*) FROM pragma_table_info('rows')" }
        if ([int] (Invoke-DatabaseSql $database $script $columns) -eq 1) {
            Invoke-DatabaseSql $database $script 'SELECT note FROM rows' | Should -Be 'before'
            return $false
        }

        Invoke-DatabaseSql $database $script 'SELECT count(*) FROM rows' | Should -Be 400
        $true
    }

    # Starts an example in a new process.
    function Start-Load {
        $path = (Split-Path (Split-Path $env:OWOX_TEST_MODULE)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
        $arguments = Get-LoadArgument $database $script 'Customers' 'rows'
        Start-Engine (@('-NoProfile', '-NonInteractive', '-File', (Join-Path $Examples $script)) + $arguments) @{ OWOX_API_KEY = $Sandbox.apiKey; PSModulePath = $path }
    }

    # Locks the table in another session while a block runs.
    function Invoke-WithLock([scriptblock] $Block) {
        $dialect = if ($script -eq 'to-postgresql.ps1') { 'PostgreSql' } else { 'Sqlite' }
        $connection = Open-Database $database $dialect
        try {
            $command = $connection.CreateCommand()
            $command.CommandText = if ($dialect -eq 'PostgreSql') { 'BEGIN; LOCK TABLE rows IN ACCESS SHARE MODE' } else { 'BEGIN EXCLUSIVE' }
            $null = $command.ExecuteNonQuery()
            & $Block
        }
        finally {
            $connection.Dispose()
        }
    }
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

    It 'keeps the table, and ends with exit code 3, if the stream stalls' {
        Add-Fault 'GET *.ndjson' stall @{ afterRows = 300; seconds = 60 }
        $run = Invoke-Load $database $script 'Customers' -IdleTimeoutSec 1
        $run.Code | Should -Be 3 -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike '*FAILED: Owox.StreamIncomplete*no data was received for 1 s*'
        Test-IsLoaded | Should -BeFalse
        Get-Table | Should -Be 'rows'
    }

    It 'loads all rows after a pause' {
        Add-Fault 'GET *.ndjson' stall @{ afterRows = 300; seconds = 1 }
        (Invoke-Load $database $script 'Customers' -IdleTimeoutSec 30).Code | Should -Be 0
        Test-IsLoaded | Should -BeTrue
    }

    It 'keeps the table, and ends with exit code 1, if another program has locked it' {
        $run = Invoke-WithLock { Invoke-Load $database $script 'Customers' -LockTimeoutSec 1 }
        $run.Code | Should -Be 1 -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike 'FAILED: *'
        Test-IsLoaded | Should -BeFalse
        Get-Table | Should -Be 'rows'
        (Invoke-Load $database $script 'Customers').Code | Should -Be 0
        Test-IsLoaded | Should -BeTrue
    }
}

# A process cannot load the imitation of SqlClient.
Describe '<script> that is killed' -ForEach @($scripts | Where-Object script -NE 'to-sqlserver.ps1') {
    It 'leaves the old table at random moments, and the next load leaves no other table' {
        $killed = 0
        foreach ($iteration in 1..4) {
            Clear-Sandbox
            if (Test-Path $database.Sqlite) { Remove-Item "$($database.Sqlite)*" }
            Invoke-DatabaseSql $database $script 'DROP TABLE IF EXISTS rows' 2>$null
            Invoke-DatabaseSql $database $script 'CREATE TABLE rows(note text); INSERT INTO rows(note) VALUES (''before'');'
            Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 300 }
            $shell = Start-Load
            Wait-Until { $shell.Process.HasExited -or (Get-SandboxRequest '*.ndjson') }
            Start-Sleep -Milliseconds (Get-Random -Minimum 0 -Maximum 1500)
            Stop-Engine $shell
            $null = Wait-FreshShell $shell
            $killed += -not (Test-IsLoaded)
            Get-Table | Should -Be 'rows'

            Clear-Sandbox
            $run = Invoke-Load $database $script 'Customers'
            $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
            Test-IsLoaded | Should -BeTrue
            Get-Table | Should -Be 'rows'
        }

        $killed | Should -BeGreaterThan 1
    }
}
