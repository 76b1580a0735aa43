#Requires -Version 5.1

<#
.SYNOPSIS
Loads a data mart into a table of SQL Server: all rows or none.

.DESCRIPTION
SqlBulkCopy loads the rows into a new table, which then replaces the previous table. All of this is one transaction. If rows
are missing or not verified, the reader throws an error before the last row, and the previous table is unchanged. The new table
has the columns and types of the data mart; indexes and permissions of the previous table are not copied. If another session
locks the previous table for longer than the Command Timeout of the connection string (default: 30 seconds), nothing is loaded.

Microsoft.Data.SqlClient is used if it is loaded (Import-Module SqlServer), and otherwise System.Data.SqlClient.
Exit codes: 0 success, 1 failure, 2 failed sign-in, 3 incomplete rows (the table is unchanged), 4 a server that blocks runs.

.PARAMETER DataMart
The ID or the title of the data mart.

.PARAMETER Table
The table with its schema, such as dbo.orders.

.PARAMETER ConnectionString
The connection string of the database.

.PARAMETER SecretName
The name of the secret that contains the API key. Default: the environment variable OWOX_API_KEY is used.

.PARAMETER Vault
The vault that contains the secret. Default: the default vault.

.EXAMPLE
./to-sqlserver.ps1 -DataMart Orders -Table dbo.orders -ConnectionString 'Server=db1;Database=Shop;Integrated Security=true;Encrypt=true'
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $DataMart,
    [Parameter(Mandatory)] [string] $Table,
    [Parameter(Mandatory)] [string] $ConnectionString,
    [string] $SecretName,
    [string] $Vault
)

$ErrorActionPreference = 'Stop'
$reader = $database = $transaction = $null
try {
    $key = @{}
    if ($SecretName) { $key.SecretName = $SecretName }
    if ($Vault) { $key.Vault = $Vault }
    $null = Connect-OwoxDataMarts @key

    $client = 'Microsoft.Data.SqlClient', 'System.Data.SqlClient' | Where-Object { "$_.SqlBulkCopy" -as [type] } | Select-Object -First 1
    if (-not $client) { throw 'No client for SQL Server is loaded. Import the module SqlServer.' }
    $database = New-Object "$client.SqlConnection" $ConnectionString
    $database.Open()
    $transaction = $database.BeginTransaction()
    $name = ($Table -split '\.' | ForEach-Object { '[' + $_.Replace(']', ']]') + ']' }) -join '.'
    $new = $name -replace '\]$', '_new]'
    $command = $database.CreateCommand()
    $command.Transaction = $transaction

    $reader = Export-OwoxDataMart $DataMart -AsDataReader
    $command.CommandText = New-OwoxTableScript -Reader $reader -TableName "${Table}_new" -Dialect SqlServer
    $null = $command.ExecuteNonQuery()
    $bulk = New-Object "$client.SqlBulkCopy" $database, 'TableLock', $transaction
    $bulk.DestinationTableName = $new
    $bulk.BulkCopyTimeout = 0
    $bulk.EnableStreaming = $true
    $bulk.WriteToServer($reader)
    $command.CommandText = "DROP TABLE IF EXISTS $name; EXEC sp_rename N'$($new.Replace("'", "''"))', N'$(($Table -split '\.')[-1].Replace("'", "''"))'"
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
    # Disposing of a transaction that was not committed rolls it back.
    if ($reader) { $reader.Dispose() }
    if ($transaction) { $transaction.Dispose() }
    if ($database) { $database.Dispose() }
}
