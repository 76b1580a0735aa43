#Requires -Version 5.1

<#
.SYNOPSIS
Loads a data mart into a table of a SQLite database: all rows or none.

.DESCRIPTION
The rows are piped to the sqlite3 command-line tool in one transaction, so memory does not grow with the number of rows. The
transaction is committed only after the export has ended and the rows are verified with the server's record of the run.
Until then, other connections read the previous rows of the table.

Each run creates the table again, with the columns of the rows. Numbers are stored as numbers, booleans as 1 and 0, and
objects and lists as JSON text. sqlite3 must be on PATH.

Exit codes:
  0  success
  1  failure: the server, the network, the database, or a wrong parameter
  2  sign-in failed: no API key, a rejected key, or a locked vault; a retry does not help
  3  incomplete: rows are missing, invalid or not verified; the table is unchanged
  4  blocked: the server has no license, or blocks runs for another reason; a retry does not help

.PARAMETER DataMart
The ID or the title of the data mart.

.PARAMETER Database
The database file. It is created if it does not exist.

.PARAMETER Table
The table to fill.

.PARAMETER SecretName
The name of the secret that contains the API key. Default: the environment variable OWOX_API_KEY is used.

.PARAMETER Vault
The vault that contains the secret. Default: the default vault of the account.

.EXAMPLE
pwsh -NoProfile -NonInteractive -File to-sqlite.ps1 -DataMart Orders -Database ./shop.db -Table orders
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $DataMart,
    [Parameter(Mandatory)] [string] $Database,
    [Parameter(Mandatory)] [string] $Table,
    [string] $SecretName,
    [string] $Vault
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# Quotes a name for SQL. Quotes in names and values are doubled; SQLite needs no other escapes. NUL is removed from values, because
# SQL text cannot contain it.
function ConvertTo-SqlName([string] $Name) {
    '"' + $Name.Replace('"', '""') + '"'
}

filter ConvertTo-SqlValue {
    $invariant = [cultureinfo]::InvariantCulture
    if ($null -eq $_) { 'NULL' }
    elseif ($_ -is [bool]) { [int] $_ }
    elseif ($_ -is [double]) { $_.ToString('R', $invariant) }
    elseif ($_ -is [long] -or $_ -is [decimal] -or $_ -is [bigint]) { $_.ToString($invariant) }
    else {
        $text = if ($_ -is [string]) { $_ } else { ConvertTo-Json -InputObject $_ -Depth 50 -Compress }
        "'" + $text.Replace("`0", '').Replace("'", "''") + "'"
    }
}

# Starts sqlite3. It stops at the first error, and rolls back an open transaction at the end of its input.
function Open-Sqlite([string] $Path) {
    $start = [System.Diagnostics.ProcessStartInfo]::new()
    $start.FileName = (Get-Command sqlite3 -CommandType Application | Select-Object -First 1).Source
    $start.Arguments = '-batch -bail "' + $Path + '"'
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $start.RedirectStandardError = $true
    [System.Diagnostics.Process]::Start($start)
}

# Ends sqlite3, and throws an error with its message if it failed.
function Close-Sqlite($Process, $Complaint) {
    try {
        $Process.StandardInput.Dispose()
    }
    catch {
        Write-Verbose "sqlite3 had already exited: $_"
    }

    $Process.WaitForExit()
    if ($Process.ExitCode) {
        throw "sqlite3 exited with code $($Process.ExitCode): $($Complaint.Result)"
    }
}

$sqlite = $null
try {
    $key = @{}
    if ($SecretName) { $key.SecretName = $SecretName }
    if ($Vault) { $key.Vault = $Vault }
    $null = Connect-OwoxDataMarts @key

    $sqlite = Open-Sqlite $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Database)
    $complaint = $sqlite.StandardError.ReadToEndAsync()
    $sql = [System.IO.StreamWriter]::new($sqlite.StandardInput.BaseStream, [System.Text.UTF8Encoding]::new($false), 65536)
    $name = ConvertTo-SqlName $Table
    $rows = 0
    $columns = $null

    $sql.WriteLine('BEGIN IMMEDIATE;')
    $sql.WriteLine("DROP TABLE IF EXISTS $name;")

    Export-OwoxDataMart $DataMart -WarningVariable warnings | ForEach-Object {
        if (-not $columns) {
            $columns = @($_.PSObject.Properties.Name)
            $sql.WriteLine("CREATE TABLE $name ($(@($columns | ForEach-Object { ConvertTo-SqlName $_ }) -join ', '));")
        }

        $row = $_
        $sql.WriteLine("INSERT INTO $name VALUES ($(@($columns | ForEach-Object { , $row.$_ | ConvertTo-SqlValue }) -join ','));")
        $rows++
    }

    # If there are no rows, the table is created with the columns of the schema.
    if (-not $columns) {
        $columns = @((Get-OwoxDataMartColumn $DataMart -Native).Name)
        if (-not $columns) { throw "The data mart '$DataMart' has no rows and no columns." }
        $sql.WriteLine("CREATE TABLE $name ($(@($columns | ForEach-Object { ConvertTo-SqlName $_ }) -join ', '));")
    }

    # If the server has no record of the run, the rows cannot be verified.
    if ($warnings -match 'did not confirm the number of rows') {
        throw 'NotConfirmed: the server could not confirm that all rows were received, so they were not committed.'
    }

    $sql.WriteLine('COMMIT;')
    $sql.Flush()
    Close-Sqlite $sqlite $complaint
    "Loaded $rows rows into the table $Table of $Database."
    exit 0
}
catch {
    $failure = $_
    # An open transaction is rolled back when sqlite3 ends.
    if ($sqlite -and -not $sqlite.HasExited) { $sqlite.Kill() }
    $reason = if ($complaint -and $complaint.Wait(5000) -and $complaint.Result) { "sqlite3: $($complaint.Result)" } else { $failure.Exception.Message }
    "FAILED: $($failure.FullyQualifiedErrorId): $($reason -replace '\s+', ' ')"
    switch -Regex ($failure.FullyQualifiedErrorId) {
        '^(Owox\.Stream(Incomplete|Malformed)|NotConfirmed)\b' { exit 3 }
        '^Owox\.(Unauthorized|ApiKeyNotFound|ApiKeyMalformed|VariableNotExpanded|Vault\w+|Secret\w+)\b' { exit 2 }
        '^Owox\.(LicenseRequired|RunBlocked)\b' { exit 4 }
        default { exit 1 }
    }
}
