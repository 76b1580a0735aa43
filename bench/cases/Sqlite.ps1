# Dot-sourced by the cases that load a SQLite database. The provider is in the folder of the benchmarks.
$Provider = (Resolve-Path "$PSScriptRoot/../Microsoft.Data.Sqlite.dll").Path
# PowerShell searches only the folder of the assembly for its native library.
$Native = "$PSScriptRoot/../runtimes/$([Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier)/native"
Copy-Item -Path "$Native/*e_sqlite3.*" -Destination "$PSScriptRoot/.."
Add-Type -Path $Provider

function Invoke-Sql($Connection, [string] $Sql) {
    $command = $Connection.CreateCommand()
    $command.CommandText = $Sql
    $null = $command.ExecuteNonQuery()
}

# The file of a case exists and is empty: SQLite treats it as a new database.
function Open-Database([string] $File) {
    $connection = [Microsoft.Data.Sqlite.SqliteConnection]::new("Data Source=$File;Pooling=False")
    $connection.Open()
    $connection
}
