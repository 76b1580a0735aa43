#Requires -Version 5.1

<#
.SYNOPSIS
Loads a data mart into a table of SQL Server: all rows or none.

.DESCRIPTION
The rows are inserted with parameterized INSERT statements of many rows each, in one transaction, so memory does not grow with
the number of rows. The transaction is committed only after the export has ended and the rows are verified with the server's
record of the run. Otherwise it is rolled back, and the table is unchanged.

The table must exist and have a column for each column of the rows. Values have the types of the warehouse: exact decimals,
dates, and times in UTC. Objects and lists are stored as JSON text.

You can use any ADO.NET connection, because the statements are standard SQL with names in brackets. Without -Connect, the
script uses Microsoft.Data.SqlClient if it is loaded (it is part of the module SqlServer), and otherwise
System.Data.SqlClient.

Exit codes:
  0  success
  1  failure: the server, the network, the database, or a wrong parameter
  2  sign-in failed: no API key, a rejected key, or a locked vault; a retry does not help
  3  incomplete: rows are missing, invalid or not verified; the table is unchanged
  4  blocked: the server has no license, or blocks runs for another reason; a retry does not help

.PARAMETER DataMart
The ID or the title of the data mart.

.PARAMETER Table
The table to fill, with its schema, such as dbo.orders.

.PARAMETER ConnectionString
The connection string. Use Integrated Security=true instead of a password if possible.

.PARAMETER Connect
A script block that takes the connection string and returns a connection, open or closed.

.PARAMETER Append
Adds the rows to the table. Without it, the existing rows are replaced.

.PARAMETER SecretName
The name of the secret that contains the API key. Default: the environment variable OWOX_API_KEY is used.

.PARAMETER Vault
The vault that contains the secret. Default: the default vault of the account.

.EXAMPLE
./to-sqlserver.ps1 -DataMart Orders -Table dbo.orders -ConnectionString 'Server=db1;Database=Shop;Integrated Security=true;Encrypt=true'

.EXAMPLE
./to-sqlserver.ps1 -DataMart Orders -Table orders -ConnectionString "Data Source=shop.db" -Connect { param($text) [Microsoft.Data.Sqlite.SqliteConnection]::new($text) }
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $DataMart,
    [Parameter(Mandatory)] [string] $Table,
    [Parameter(Mandatory)] [string] $ConnectionString,
    [scriptblock] $Connect,
    [switch] $Append,
    [string] $SecretName,
    [string] $Vault
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# SQL Server allows 2,100 parameters and 1,000 rows in one statement.
$mostParameters = 2000
$mostRows = 1000

function ConvertTo-SqlName([string] $Name) {
    '[' + $Name.Replace(']', ']]') + ']'
}

filter ConvertTo-DbValue {
    if ($null -eq $_) { [System.DBNull]::Value }
    elseif ($_ -is [string] -or $_ -is [System.ValueType] -and $_ -isnot [bigint]) { $_ }
    elseif ($_ -is [bigint]) { $_.ToString([cultureinfo]::InvariantCulture) }
    else { ConvertTo-Json -InputObject $_ -Depth 50 -Compress }
}

# Returns a command that inserts the specified number of rows. The values are set as parameters.
function Get-InsertCommand($Connection, $Transaction, [string] $Target, [string[]] $Columns, [int] $Rows) {
    $command = $Connection.CreateCommand()
    $command.Transaction = $Transaction
    $command.CommandTimeout = 0
    $values = foreach ($row in 0..($Rows - 1)) {
        '(' + (@(foreach ($column in 0..($Columns.Count - 1)) {
                    $parameter = $command.CreateParameter()
                    $parameter.ParameterName = "@p$($row * $Columns.Count + $column)"
                    $null = $command.Parameters.Add($parameter)
                    $parameter.ParameterName
                }) -join ', ') + ')'
    }
    $command.CommandText = "INSERT INTO $Target ($(@($Columns | ForEach-Object { ConvertTo-SqlName $_ }) -join ', ')) VALUES $($values -join ', ')"
    $command
}

# Sends the collected rows.
function Send-Row($Command, $Rows) {
    $at = 0
    foreach ($value in $Rows | ForEach-Object { $_ }) {
        $Command.Parameters[$at].Value = $value
        $at++
    }
    $null = $Command.ExecuteNonQuery()
}

$database = $transaction = $null
try {
    $key = @{}
    if ($SecretName) { $key.SecretName = $SecretName }
    if ($Vault) { $key.Vault = $Vault }
    $null = Connect-OwoxDataMarts @key

    if (-not $Connect) {
        $type = 'Microsoft.Data.SqlClient.SqlConnection', 'System.Data.SqlClient.SqlConnection' | ForEach-Object { $_ -as [type] } | Select-Object -First 1
        if (-not $type) { throw 'No client for SQL Server was found. Import the module SqlServer, or specify -Connect.' }
        $Connect = { param($text) $type::new($text) }
    }

    $database = & $Connect $ConnectionString
    if ($database.State -ne 'Open') { $database.Open() }
    $transaction = $database.BeginTransaction()
    $target = ($Table -split '\.' | ForEach-Object { ConvertTo-SqlName $_ }) -join '.'
    if (-not $Append) {
        $delete = $database.CreateCommand()
        $delete.Transaction = $transaction
        $delete.CommandTimeout = 0
        $delete.CommandText = "DELETE FROM $target"
        $null = $delete.ExecuteNonQuery()
    }

    $statement = @{ Connection = $database; Transaction = $transaction; Target = $target }
    $columns = $null
    $total = 0
    $waiting = [System.Collections.Generic.List[object[]]]::new()

    Export-OwoxDataMart $DataMart -Typed -WarningVariable warnings | ForEach-Object {
        if (-not $columns) {
            $columns = @($_.PSObject.Properties.Name)
            $atOnce = [Math]::Max(1, [Math]::Min($mostRows, [Math]::Floor($mostParameters / $columns.Count)))
            $insert = Get-InsertCommand @statement -Columns $columns -Rows $atOnce
        }

        $row = $_
        $waiting.Add(@($columns | ForEach-Object { , $row.$_ | ConvertTo-DbValue }))
        if ($waiting.Count -eq $atOnce) {
            Send-Row $insert $waiting
            $total += $waiting.Count
            $waiting.Clear()
        }
    }
    if ($waiting.Count) {
        Send-Row (Get-InsertCommand @statement -Columns $columns -Rows $waiting.Count) $waiting
        $total += $waiting.Count
    }

    # If the server has no record of the run, the rows cannot be verified.
    if ($warnings -match 'did not confirm the number of rows') {
        throw 'NotConfirmed: the server could not confirm that all rows were received, so they were not committed.'
    }

    $transaction.Commit()
    "Loaded $total rows into the table $Table."
    exit 0
}
catch {
    $failure = $_
    "FAILED: $($failure.FullyQualifiedErrorId): $($failure.Exception.Message -replace '\s+', ' ')"
    switch -Regex ($failure.FullyQualifiedErrorId) {
        '^(Owox\.Stream(Incomplete|Malformed)|NotConfirmed)\b' { exit 3 }
        '^Owox\.(Unauthorized|ApiKeyNotFound|ApiKeyMalformed|VariableNotExpanded|Vault\w+|Secret\w+)\b' { exit 2 }
        '^Owox\.(LicenseRequired|RunBlocked)\b' { exit 4 }
        default { exit 1 }
    }
}
finally {
    # Disposing of a transaction that was not committed rolls it back.
    if ($transaction) { $transaction.Dispose() }
    if ($database) { $database.Dispose() }
}
