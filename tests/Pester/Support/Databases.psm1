# SQLite and PostgreSQL for the tests: loads of readers, and the values of a table as text.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'Files.psm1')
Import-Module (Join-Path $PSScriptRoot 'PostgreSql.psm1')

# Why the tests cannot use SQLite; null if they can.
function Get-SqliteObstacle {
    if (-not (Get-Command sqlite3 -CommandType Application -ErrorAction Ignore)) { 'sqlite3 is not on PATH' }
}

# Creates a folder for a SQLite database, with Microsoft.Data.Sqlite, and starts a PostgreSQL server if possible.
function Start-Database {
    $folder = New-Folder

    # The provider is in the build output of the sandbox. Its native library must be in the same folder.
    $built = Get-ChildItem (Join-Path $PSScriptRoot '../../../src/Owox.Sandbox/bin') -Recurse -Filter Microsoft.Data.Sqlite.dll | Sort-Object LastWriteTime | Select-Object -Last 1
    Copy-Item (Join-Path $built.DirectoryName '*.dll') $folder
    Copy-Item (Join-Path $built.DirectoryName 'runtimes/linux-x64/native/*') $folder
    @{
        Folder = $folder
        Sqlite = Join-Path $folder 'a shop.db'
        Server = if (-not (Get-PostgreSqlObstacle)) { Start-PostgreSql }
        Npgsql = Get-NpgsqlFolder
    }
}

function Stop-Database([hashtable] $Database) {
    if ($Database.Server) { Stop-PostgreSql $Database.Server }
    Remove-Item $Database.Folder -Recurse -Force
}

function Get-PostgreSqlConnectionString([hashtable] $Database) {
    "Host=127.0.0.1;Port=$($Database.Server.Port);Username=owox;Database=postgres;Pooling=false"
}

# Runs SQL with sqlite3 or psql, in the database that an example loads. Returns the lines of the result.
function Invoke-DatabaseSql([hashtable] $Database, [string] $Script, [string] $Sql) {
    if ($Script -eq 'to-postgresql.ps1') { Invoke-PostgreSql $Database.Server $Sql } else { & sqlite3 -batch $Database.Sqlite $Sql }
}

# Opens a connection to the database of a dialect.
function Open-Database([hashtable] $Database, [string] $Dialect) {
    $connection = if ($Dialect -eq 'Sqlite') {
        if (-not ('Microsoft.Data.Sqlite.SqliteConnection' -as [type])) { Add-Type -Path (Join-Path $Database.Folder 'Microsoft.Data.Sqlite.dll') }
        [Microsoft.Data.Sqlite.SqliteConnection]::new("Data Source=""$($Database.Sqlite)"";Pooling=False")
    }
    else {
        if (-not ('Npgsql.NpgsqlConnection' -as [type])) { Add-Type -Path (Join-Path $Database.Npgsql 'Npgsql.dll') }
        [Npgsql.NpgsqlConnection]::new((Get-PostgreSqlConnectionString $Database))
    }
    $connection.Open()
    , $connection
}

# Loads all rows of a reader into a new table.
function Import-Reader($Reader, $Connection, [string] $Dialect, [string] $Table) {
    $transaction = $Connection.BeginTransaction()
    $command = $Connection.CreateCommand()
    $command.Transaction = $transaction
    $command.CommandText = New-OwoxTableScript -Reader $Reader -TableName $Table -Dialect $Dialect
    $null = $command.ExecuteNonQuery()
    $columns = 0..($Reader.FieldCount - 1)
    $types = $columns.ForEach({ $Reader.GetDataTypeName($_) })
    foreach ($i in $columns) {
        $parameter = $command.CreateParameter()
        $parameter.ParameterName = "@p$i"
        $null = $command.Parameters.Add($parameter)
    }

    $command.CommandText = "INSERT INTO ""$Table"" VALUES ($($columns.ForEach({ "@p$_" }) -join ', '))"
    while ($Reader.Read()) {
        foreach ($i in $columns) {
            $value = $Reader.GetValue($i)
            $command.Parameters[$i].Value = switch ($types[$i]) {
                { $value -is [DBNull] } { $value; break }
                'DATE' { [DateOnly]::FromDateTime($value) }
                'TIME' { [TimeOnly]::FromTimeSpan($value) }
                default { $value }
            }
        }

        $null = $command.ExecuteNonQuery()
    }

    $transaction.Commit()
    $transaction.Dispose()
}

# The values of a table as text, one array for each row, in the order in which the rows were inserted. A Double of SQLite is its bytes in
# hexadecimal, because SQLite does not write all digits.
function Get-TableText([hashtable] $Database, [string] $Dialect, [string] $Table, [System.Collections.IDictionary] $Type) {
    if ($Dialect -eq 'Sqlite') {
        $values = $Type.Keys.ForEach({ $name = "`"$($_.Replace('"', '""'))`""; if ($Type[$_] -eq [double]) { "CASE WHEN $name IS NOT NULL THEN hex(ieee754_to_blob($name)) END" } elseif ($Type[$_] -eq [byte[]]) { "hex($name)" } else { "CAST($name AS TEXT)" } })
        $lines = Invoke-DatabaseSql $Database 'to-sqlite.ps1' "SELECT json_array($($values -join ', ')) FROM `"$Table`" ORDER BY rowid"
    }
    else {
        $values = $Type.Keys.ForEach({ "`"$($_.Replace('"', '""'))`"::text" })
        $lines = Invoke-PostgreSql $Database.Server "SET TIME ZONE 'UTC'; SELECT json_build_array($($values -join ', ')) FROM `"$Table`" ORDER BY ctid"
    }

    foreach ($line in $lines) { , (ConvertFrom-Json $line -NoEnumerate -DateKind String) }
}

Export-ModuleMember -Function *
