#Requires -Version 7.4

<#
.SYNOPSIS
Loads a data mart into a table of a SQLite database: all rows or none.

.DESCRIPTION
The rows are inserted into a new table, which then replaces the previous table. All of this is one transaction, so other
connections read the previous rows until the end. If rows are missing or not verified, the reader throws an error before the
last row, and the previous table is unchanged.

SQLite has no types for exact numbers, dates and times: they are text. Exit codes: 0 success, 1 failure, 2 failed sign-in, 3
incomplete rows (the table is unchanged), 4 a server that blocks runs.

.PARAMETER DataMart
The ID or the title of the data mart.

.PARAMETER Database
The database file. It is created if it does not exist.

.PARAMETER Table
The table. It is created, and replaces the previous table of that name.

.PARAMETER Library
The folder with Microsoft.Data.Sqlite.dll and its libraries, such as the output of dotnet publish. Not needed if it is loaded.

.PARAMETER TimeoutSec
How long to wait, in seconds, if another program has locked the database. Default: 30.

.PARAMETER SecretName
The name of the secret that contains the API key. Default: the environment variable OWOX_API_KEY is used.

.PARAMETER Vault
The vault that contains the secret. Default: the default vault.

.EXAMPLE
pwsh -NoProfile -NonInteractive -File to-sqlite.ps1 -DataMart Orders -Database ./shop.db -Table orders -Library ./sqlite
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $DataMart,
    [Parameter(Mandatory)] [string] $Database,
    [Parameter(Mandatory)] [string] $Table,
    [string] $Library,
    [int] $TimeoutSec = 30,
    [string] $SecretName,
    [string] $Vault
)

$ErrorActionPreference = 'Stop'
$reader = $connection = $transaction = $null
try {
    $key = @{}
    if ($SecretName) { $key.SecretName = $SecretName }
    if ($Vault) { $key.Vault = $Vault }
    $null = Connect-OwoxDataMarts @key

    if (-not ('Microsoft.Data.Sqlite.SqliteConnection' -as [type])) { Add-Type -Path (Join-Path $Library 'Microsoft.Data.Sqlite.dll') }
    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Database)
    $connection = [Microsoft.Data.Sqlite.SqliteConnection]::new("Data Source=""$file"";Pooling=False;Default Timeout=$TimeoutSec")
    $connection.Open()
    $transaction = $connection.BeginTransaction()
    $parts = @($Table -split '\.' | ForEach-Object { '"' + $_.Replace('"', '""') + '"' })
    $name = $parts -join '.'
    $new = $name -replace '"$', '_new"'
    $command = $connection.CreateCommand()

    $reader = Export-OwoxDataMart $DataMart -AsDataReader
    $command.CommandText = New-OwoxTableScript -Reader $reader -TableName "${Table}_new" -Dialect Sqlite
    $null = $command.ExecuteNonQuery()
    $values = [object[]]::new($reader.FieldCount)
    $isDate = @(0..($values.Count - 1) | ForEach-Object { $reader.GetDataTypeName($_) -eq 'DATE' })
    $parameters = @(0..($values.Count - 1) | ForEach-Object { $command.Parameters.Add([Microsoft.Data.Sqlite.SqliteParameter]::new("@$_", $null)) })
    $command.CommandText = "INSERT INTO $new VALUES ($($parameters.ParameterName -join ', '))"
    while ($reader.Read()) {
        $null = $reader.GetValues($values)
        for ($i = 0; $i -lt $values.Count; $i++) {
            $parameters[$i].Value = if ($isDate[$i] -and $values[$i] -is [datetime]) { [DateOnly]::FromDateTime($values[$i]) } else { $values[$i] }
        }
        $null = $command.ExecuteNonQuery()
    }
    $command.CommandText = "DROP TABLE IF EXISTS $name; ALTER TABLE $new RENAME TO $($parts[-1])"
    $null = $command.ExecuteNonQuery()
    $transaction.Commit()
    "Loaded $($reader.RowsRead) rows into the table $Table of $Database."
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
    # Disposing of a transaction that was not committed rolls it back.
    if ($reader) { $reader.Dispose() }
    if ($transaction) { $transaction.Dispose() }
    if ($connection) { $connection.Dispose() }
}
