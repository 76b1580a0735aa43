# Functions for the tests of the examples that load a table of a database.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'Examples.psm1')
Import-Module (Join-Path $PSScriptRoot 'Databases.psm1')

# The examples that can be tested here. SQL Server is imitated with SQLite.
function Get-LoadScript {
    $noSqlite, $noPostgreSql = (Get-SqliteObstacle), (Get-PostgreSqlObstacle)
    foreach ($reason in $noSqlite, $noPostgreSql) {
        if ($reason) { Write-Warning "Databases are not tested: $reason." }
    }

    @(
        @{ script = 'to-sqlite.ps1'; obstacle = $noSqlite }
        @{ script = 'to-sqlserver.ps1'; obstacle = $noSqlite }
        @{ script = 'to-postgresql.ps1'; obstacle = $noPostgreSql }
    ) | Where-Object { -not $_.obstacle }
}

# The arguments of an example.
function Get-LoadArgument([hashtable] $Database, [string] $Script, [string] $DataMart, [string] $Table, [string] $More) {
    $with = switch ($Script) {
        'to-sqlite.ps1' { '-Database', $Database.Sqlite, '-Library', $Database.Folder }
        'to-sqlserver.ps1' { '-ConnectionString', "Data Source=$($Database.Sqlite);Pooling=False$More" }
        'to-postgresql.ps1' { '-ConnectionString', ((Get-PostgreSqlConnectionString $Database) + $More), '-Library', $Database.Npgsql }
    }
    @('-DataMart', $DataMart, '-Table', $Table) + $with
}

# Runs an example for a data mart in this process. With -IdleTimeoutSec, its connection has this idle timeout. With -LockTimeoutSec, it
# waits that long for a locked table.
function Invoke-Load([hashtable] $Database, [string] $Script, [string] $DataMart, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }, [string] $Table = 'rows', [int] $IdleTimeoutSec, [int] $LockTimeoutSec) {
    $more = if ($LockTimeoutSec) { @{ 'to-sqlserver.ps1' = ";Default Timeout=$LockTimeoutSec"; 'to-postgresql.ps1' = ";Command Timeout=$LockTimeoutSec" }[$Script] }
    $arguments = Get-LoadArgument $Database $Script $DataMart $Table $more
    if ($LockTimeoutSec -and $Script -eq 'to-sqlite.ps1') { $arguments += '-TimeoutSec', $LockTimeoutSec }
    if (-not $IdleTimeoutSec) { return Invoke-Example $Script $arguments $Environment }

    $quoted = $arguments.ForEach({ if ($_ -match '^-[A-Z]') { $_ } else { "'" + $_.Replace("'", "''") + "'" } }) -join ' '
    Invoke-Engine @('-Command', "`$PSDefaultParameterValues['Connect-OwoxDataMarts:IdleTimeoutSec'] = $IdleTimeoutSec; & '$(Join-Path $Examples $Script)' $quoted; exit `$LASTEXITCODE") $Environment
}

# Replaces the table of an example with one row of another table.
function Reset-LoadTable([hashtable] $Database, [string] $Script) {
    if (Test-Path $Database.Sqlite) { Remove-Item $Database.Sqlite }
    Invoke-DatabaseSql $Database $Script 'DROP TABLE IF EXISTS rows' 2>$null
    Invoke-DatabaseSql $Database $Script 'CREATE TABLE rows(note text); INSERT INTO rows(note) VALUES (''before'');'
}

# Loads the classes of SqlClient that to-sqlserver.ps1 uses, over SQLite.
function Import-FakeSqlClient([hashtable] $Database) {
    if ('Microsoft.Data.SqlClient.SqlBulkCopy' -as [type]) { return }
    $provider = Join-Path $Database.Folder 'Microsoft.Data.Sqlite.dll'
    Add-Type -Path $provider
    $references = 'System.Runtime', 'System.Linq', 'System.Data.Common', 'System.Text.RegularExpressions', 'System.ComponentModel.Primitives', 'System.Collections'
    Add-Type -Path (Join-Path $PSScriptRoot 'FakeSqlClient/FakeSqlClient.cs') -IgnoreWarnings -WarningAction SilentlyContinue -ReferencedAssemblies ($references + $provider)
}

Export-ModuleMember -Function *
