#Requires -Version 5.1

<#
.SYNOPSIS
Loads a data mart into a table of a SQLite database: all of its rows, or nothing.

.DESCRIPTION
The rows go through the pipeline into the sqlite3 command-line tool, one transaction for all, so memory does not grow with
their number. The transaction is committed only after the export has ended and the server's own record of the run has
confirmed the rows. Until then readers see the table as it was.

The table is created again each time, with the columns of the rows. Numbers stay numbers; true and false become 1 and 0;
objects and lists become JSON text. Needs sqlite3 on PATH.

Exit codes:
  0  done
  1  failure: the server, the network, the database, a parameter
  2  sign-in: no API key, a key that the server refuses, a vault that is locked
  3  incomplete: the rows that came are not all, not rows, or not confirmed; the table is as it was
  4  blocked: the server has no license, or blocks runs for another reason; running it again does not help

.PARAMETER DataMart
The ID of the data mart, or its title.

.PARAMETER Database
The database file. Made if it is missing.

.PARAMETER Table
The table to fill.

.PARAMETER SecretName
The name of the API key in a secret vault. Without it the key is taken from the environment: OWOX_API_KEY.

.PARAMETER Vault
The vault that holds it. Default: the default vault of the account.

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

# A name or a value as SQL. Quotes are doubled, which is all that SQLite asks for; a text cannot hold the character NUL.
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

# Starts sqlite3, which stops at the first error and, at the end of its input, drops what was not committed.
function Open-Sqlite([string] $Path) {
    $start = [System.Diagnostics.ProcessStartInfo]::new()
    $start.FileName = (Get-Command sqlite3 -CommandType Application | Select-Object -First 1).Source
    $start.Arguments = '-batch -bail "' + $Path + '"'
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $start.RedirectStandardError = $true
    [System.Diagnostics.Process]::Start($start)
}

# Ends sqlite3 and gives what it complained about.
function Close-Sqlite($Process, $Complaint) {
    try {
        $Process.StandardInput.Dispose()
    }
    catch {
        Write-Verbose "sqlite3 had ended before: $_"
    }

    $Process.WaitForExit()
    if ($Process.ExitCode) {
        throw "sqlite3 ended with code $($Process.ExitCode): $($Complaint.Result)"
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

    # Without rows the columns come from the schema, so the table is emptied and not removed.
    if (-not $columns) {
        $columns = @((Get-OwoxDataMartColumn $DataMart -Native).Name)
        if (-not $columns) { throw "The data mart '$DataMart' has neither rows nor columns." }
        $sql.WriteLine("CREATE TABLE $name ($(@($columns | ForEach-Object { ConvertTo-SqlName $_ }) -join ', '));")
    }

    # A server that keeps no record of the run cannot confirm the rows.
    if ($warnings -match 'could not be confirmed') {
        throw 'NotConfirmed: the server could not confirm that these are all rows, so they are not committed.'
    }

    $sql.WriteLine('COMMIT;')
    $sql.Flush()
    Close-Sqlite $sqlite $complaint
    "Loaded $rows rows into the table $Table of $Database."
    exit 0
}
catch {
    $failure = $_
    # What is not committed when its input ends is not in the database.
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
