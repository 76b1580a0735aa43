#Requires -Version 5.1

<#
.SYNOPSIS
Loads a data mart into a table of SQL Server: all of its rows, or nothing.

.DESCRIPTION
The rows go through the pipeline into INSERT statements with parameters, many rows in each, in one transaction. Memory does
not grow with their number. The transaction is committed only after the export has ended and the server's own record of
the run has confirmed the rows; anything else rolls it back, and the table is as it was.

The table must exist, with a column for each column of the rows. Values have the types of the warehouse: exact decimals,
dates, moments in UTC. Objects and lists become JSON text.

Any ADO.NET connection will do: the statements are plain SQL with names in brackets. Without -Connect the script takes
Microsoft.Data.SqlClient where it is loaded (the module SqlServer brings it), else System.Data.SqlClient.

Exit codes:
  0  done
  1  failure: the server, the network, the database, a parameter
  2  sign-in: no API key, a key that the server refuses, a vault that is locked
  3  incomplete: the rows that came are not all, not rows, or not confirmed; the table is as it was
  4  blocked: the server has no license, or blocks runs for another reason; running it again does not help

.PARAMETER DataMart
The ID of the data mart, or its title.

.PARAMETER Table
The table to fill, with its schema: dbo.orders.

.PARAMETER ConnectionString
The connection string. Prefer Integrated Security=true to a password in it.

.PARAMETER Connect
A script block that is given the connection string and gives back a connection, open or not.

.PARAMETER Append
Adds the rows. Without it they replace those that are there.

.PARAMETER SecretName
The name of the API key in a secret vault. Without it the key is taken from the environment: OWOX_API_KEY.

.PARAMETER Vault
The vault that holds it. Default: the default vault of the account.

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

# What SQL Server takes in one statement: 2,100 parameters and 1,000 rows.
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

# A statement that inserts so many rows; its parameters are set row by row.
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

# Sends the rows that wait.
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
        if (-not $type) { throw 'There is no client for SQL Server here. Import the module SqlServer, or pass -Connect.' }
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

    # A server that keeps no record of the run cannot confirm the rows.
    if ($warnings -match 'could not be confirmed') {
        throw 'NotConfirmed: the server could not confirm that these are all rows, so they are not committed.'
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
    # What was not committed is rolled back.
    if ($transaction) { $transaction.Dispose() }
    if ($database) { $database.Dispose() }
}
