#Requires -Version 7.4

<#
.SYNOPSIS
Loads a data mart into a table of PostgreSQL: all rows or none.

.DESCRIPTION
COPY loads the rows into a new table, which then replaces the previous table. All of this is one transaction, so other sessions
read the previous rows until the end. If rows are missing or not verified, the reader throws an error before the last row, and
the previous table is unchanged. Indexes and permissions of the previous table are not copied. If another session locks the
previous table for longer than the Command Timeout of the connection string (default: 30 seconds), nothing is loaded.

Exit codes: 0 success, 1 failure, 2 failed sign-in, 3 incomplete rows (the table is unchanged), 4 a server that blocks runs.

.PARAMETER DataMart
The ID or the title of the data mart.

.PARAMETER Table
The table, with or without its schema, such as public.orders.

.PARAMETER ConnectionString
The connection string of the database.

.PARAMETER Library
The folder with Npgsql.dll and its libraries, such as the output of dotnet publish. Not needed if it is loaded.

.PARAMETER SecretName
The name of the secret that contains the API key. Default: the environment variable OWOX_API_KEY is used.

.PARAMETER Vault
The vault that contains the secret. Default: the default vault.

.EXAMPLE
./to-postgresql.ps1 -DataMart Orders -Table public.orders -ConnectionString 'Host=db1;Database=shop;Username=loader' -Library ./npgsql
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $DataMart,
    [Parameter(Mandatory)] [string] $Table,
    [Parameter(Mandatory)] [string] $ConnectionString,
    [string] $Library,
    [string] $SecretName,
    [string] $Vault
)

$ErrorActionPreference = 'Stop'
$reader = $database = $transaction = $importer = $null
try {
    $key = @{}
    if ($SecretName) { $key.SecretName = $SecretName }
    if ($Vault) { $key.Vault = $Vault }
    $null = Connect-OwoxDataMarts @key

    if (-not ('Npgsql.NpgsqlConnection' -as [type])) { Add-Type -Path (Join-Path $Library 'Npgsql.dll') }
    $database = [Npgsql.NpgsqlConnection]::new($ConnectionString)
    $database.Open()
    $transaction = $database.BeginTransaction()
    $parts = @($Table -split '\.' | ForEach-Object { '"' + $_.Replace('"', '""') + '"' })
    $name = $parts -join '.'
    $new = $name -replace '"$', '_new"'
    $command = $database.CreateCommand()

    $reader = Export-OwoxDataMart $DataMart -AsDataReader
    $command.CommandText = New-OwoxTableScript -Reader $reader -TableName "${Table}_new" -Dialect PostgreSql
    $null = $command.ExecuteNonQuery()
    # Npgsql determines the types from the values. A DateTime and a TimeSpan can have several types.
    $types = @(0..($reader.FieldCount - 1) | ForEach-Object { switch ($reader.GetDataTypeName($_)) { 'DATE' { 'Date' } 'TIME' { 'Time' } default { $null } } })
    $importer = $database.BeginBinaryImport("COPY $new FROM STDIN (FORMAT BINARY)")
    while ($reader.Read()) {
        $importer.StartRow()
        for ($i = 0; $i -lt $types.Count; $i++) {
            if ($reader.IsDBNull($i)) { $importer.WriteNull() }
            elseif ($types[$i]) { $importer.Write($reader.GetValue($i), [NpgsqlTypes.NpgsqlDbType] $types[$i]) }
            else { $importer.Write($reader.GetValue($i)) }
        }
    }
    $null = $importer.Complete()
    $importer.Dispose()
    $command.CommandText = "DROP TABLE IF EXISTS $name; ALTER TABLE $new RENAME TO $($parts[-1])"
    $null = $command.ExecuteNonQuery()
    $transaction.Commit()
    "Loaded $($reader.RowsRead) rows into the table $Table."
    exit 0
}
catch {
    $failure = $_.Exception
    while ($failure.InnerException -and $failure.PSTypeNames -notcontains 'Owox.OwoxException') { $failure = $failure.InnerException }
    $id = if ($failure.PSTypeNames -contains 'Owox.OwoxException') { "Owox.$($failure.Reason)" } else { $_.FullyQualifiedErrorId }
    "FAILED: ${id}: $($failure.Message -replace '\s+', ' ')"
    switch -Regex ($id) {
        '^Owox\.Stream(Incomplete|Malformed)\b' { exit 3 }
        '^Owox\.(Unauthorized|ApiKey(NotFound|Malformed)|VariableNotExpanded|Vault|KeyVaultInvalid|Identity|HomeNotFound|SystemdCredentialNotFound|AccessTokenMalformed|RefreshTokenMalformed|Secret)' { exit 2 }
        '^Owox\.(LicenseRequired|RunBlocked)\b' { exit 4 }
        default { exit 1 }
    }
}
finally {
    # Disposing of an import that was not completed cancels it. Disposing of a transaction that was not committed rolls it back.
    if ($reader) { $reader.Dispose() }
    if ($importer) { $importer.Dispose() }
    if ($transaction) { $transaction.Dispose() }
    if ($database) { $database.Dispose() }
}
