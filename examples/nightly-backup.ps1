#Requires -Version 5.1

<#
.SYNOPSIS
Backs up all published data marts, four at a time, and starts with those that failed in the last run.

.DESCRIPTION
Each run writes one compressed file for each data mart to a folder for the day, such as <Directory>/2026-01-31. A file gets its
name only when it is complete and verified. If a data mart fails, the others are still exported. The failed data marts are listed
in <Directory>/failed.json, and the next run starts with them.

Files older than -KeepDays are removed, but only those of data marts that this run has backed up. All files of other data marts
are kept: those that failed, that are no longer published, or that -Title excludes.

If a title matches no published data mart, the script ends with 1. A second run at the same time changes nothing and ends
with 1.

Exit codes (the most serious one, if there are several failures):
  0  success: all data marts are backed up
  1  failure: the server, the network, the disk, or a wrong parameter
  2  sign-in failed: no API key, a rejected key, or a locked vault; a retry does not help
  3  incomplete: rows of at least one data mart are missing, invalid or not verified; there are no other failures
  4  blocked: the server has no license, or blocks runs for another reason; a retry does not help

.PARAMETER Directory
The folder for the backups. It is created if it does not exist.

.PARAMETER Title
Titles of data marts. Supports wildcards. Default: all. To pass several titles, use -Command, because -File passes them as one
string:
pwsh -Command "& ./nightly-backup.ps1 -Directory D:\backup -Title 'Ord*', 'Cust*'; exit $LASTEXITCODE"

.PARAMETER SecretName
The name of the secret that contains the API key. Default: the environment variable OWOX_API_KEY is used.

.PARAMETER Vault
The vault that contains the secret. Default: the default vault of the account.

.PARAMETER ThrottleLimit
The number of data marts to export at a time, 1 to 32.

.PARAMETER KeepDays
The number of days to keep a backup.

.EXAMPLE
pwsh -NoProfile -NonInteractive -File nightly-backup.ps1 -Directory /srv/backup -SecretName owox-prod -Vault Ops

.EXAMPLE
pwsh -NoProfile -NonInteractive -File nightly-backup.ps1 -Directory D:\backup -Title 'Finance*' -KeepDays 365
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Directory,
    [string[]] $Title = '*',
    [string] $SecretName,
    [string] $Vault,
    [ValidateRange(1, 32)] [int] $ThrottleLimit = 4,
    [ValidateRange(1, 36500)] [int] $KeepDays = 30
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Write-Line([string] $Text) {
    Write-Output "$([datetime]::UtcNow.ToString('s'))Z $($Text -replace '\s+', ' ')"
}

# Returns the exit code for an error.
function Get-ExitCode([string] $ErrorId) {
    switch -Regex ($ErrorId) {
        '^Owox\.(Stream(Incomplete|Malformed)|FileNotVerified)\b' { return 3 }
        '^Owox\.(Unauthorized|ApiKey(NotFound|Malformed)|VariableNotExpanded|Vault|KeyVaultInvalid|Identity|HomeNotFound|SystemdCredentialNotFound|AccessTokenMalformed|RefreshTokenMalformed|Secret)' { return 2 }
        '^Owox\.(LicenseRequired|RunBlocked)\b' { return 4 }
        default { return 1 }
    }
}

# Returns the data marts that failed in the last run: Id, Title, Since, Tries, ErrorId.
function Read-Failed([string] $Path) {
    if (Test-Path -LiteralPath $Path) {
        Get-Content -LiteralPath $Path -Raw -Encoding utf8 | ConvertFrom-Json | ForEach-Object { $_ }
    }
}

# Replaces the file in one step, so that it is complete even if this process is killed.
function Save-Failed([string] $Path, [object[]] $Failed) {
    ConvertTo-Json -InputObject @($Failed) | Set-Content -LiteralPath "$Path.new" -Encoding utf8
    Move-Item -LiteralPath "$Path.new" -Destination $Path -Force
}

# Returns the folders of the days.
function Get-Day {
    Get-ChildItem -LiteralPath $Directory -Directory | Where-Object Name -Match '^\d{4}-\d\d-\d\d$'
}

# Removes old files of the data marts that were backed up.
function Clear-OldBackup([int] $Days, [string[]] $Id) {
    $first = [datetime]::UtcNow.AddDays(-$Days).ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
    foreach ($day in Get-Day | Where-Object Name -LT $first) {
        $old = @(foreach ($one in $Id) { Get-ChildItem -LiteralPath $day.FullName -Filter "*_$one.ndjson.gz" })
        $old | Remove-Item
        if ($old -and -not (Get-ChildItem -LiteralPath $day.FullName -Force)) {
            Remove-Item -LiteralPath $day.FullName
            Write-Line "The backup of $($day.Name) is older than $Days days and was removed."
        }
    }
}

$codes = @(0)
$lock = $null
try {
    $Directory = (New-Item -ItemType Directory -Path $Directory -Force).FullName
    $lock = [System.IO.File]::Open((Join-Path $Directory '.lock'), 'OpenOrCreate', 'ReadWrite', 'None')
    $statePath = Join-Path $Directory 'failed.json'
    $earlier = @(Read-Failed $statePath)

    $key = @{}
    if ($SecretName) { $key.SecretName = $SecretName }
    if ($Vault) { $key.Vault = $Vault }
    $connection = Connect-OwoxDataMarts @key

    # Data marts that failed in the last run are exported first. A title without a match is an error, so that an empty backup is noticed.
    $found = @{}
    foreach ($one in $Title) {
        $found[$one] = @(Get-OwoxDataMart $one -Status Published -Connection $connection)
        if (-not $found[$one]) {
            $codes += 1
            Write-Line "FAILED '$one': no published data mart has this title.$(if ($one -like '*,*') { ' To pass several titles, use -Command instead of -File.' })"
        }
    }

    $marts = @($found.Values | ForEach-Object { $_ } | Sort-Object Id -Unique | Sort-Object { $_.Id -notin $earlier.Id })
    if (-not $marts) {
        $text = "There is nothing to back up: no published data mart has the title $($Title -join ', '). Nothing was changed."
        throw [System.Management.Automation.ErrorRecord]::new([System.Management.Automation.ItemNotFoundException]::new($text), 'NothingToBackUp', 'ObjectNotFound', $Title)
    }

    foreach ($entry in $earlier) {
        $what = if ($entry.Id -in $marts.Id) { 'retried first' } else { 'no longer published' }
        Write-Line "'$($entry.Title)' failed $($entry.Tries) times since $($entry.Since) with $($entry.ErrorId): $what."
    }

    $export = @{
        Directory     = Join-Path $Directory ([datetime]::UtcNow.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture))
        Format        = 'Ndjson'
        Compress      = $true
        ThrottleLimit = $ThrottleLimit
        Connection    = $connection
        ErrorAction   = 'SilentlyContinue'
        WarningAction = 'SilentlyContinue'
    }
    $results = @($marts | Export-OwoxDataMart @export -ErrorVariable problems)
    foreach ($result in $results) {
        Write-Line "$($result.Path): $($result.Rows) rows, run $($result.RunId), SHA-256 $($result.Sha256)."
    }

    $messages = @{}
    $failed = @(foreach ($mart in $marts | Where-Object Id -NotIn $results.DataMartId) {
            $problem = $problems | Where-Object { "$($_.TargetObject)" -eq $mart.Id } | Select-Object -First 1
            $before = $earlier | Where-Object Id -EQ $mart.Id
            $id = ("$($problem.FullyQualifiedErrorId)" -split ',')[0]
            $messages[$mart.Id] = "$($problem.Exception.Message)"
            [pscustomobject]@{
                Id      = $mart.Id
                Title   = $mart.Title
                Since   = if ($before) { $before.Since } else { [datetime]::UtcNow.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) }
                Tries   = 1 + $before.Tries
                ErrorId = $id
            }
        })
    foreach ($entry in $failed) {
        $codes += Get-ExitCode $entry.ErrorId
        Write-Line "FAILED '$($entry.Title)': $($entry.ErrorId): $($messages[$entry.Id])"
    }

    Save-Failed $statePath $failed
    Clear-OldBackup $KeepDays $results.DataMartId
    Write-Line "$($results.Count) of $($marts.Count) data marts are backed up. $(@($results | Where-Object DataMartId -In $earlier.Id).Count) of them failed in earlier runs."
}
catch {
    $codes += Get-ExitCode $_.FullyQualifiedErrorId
    Write-Line "FAILED: $($_.FullyQualifiedErrorId): $($_.Exception.Message)"
}
finally {
    if ($lock) { $lock.Dispose() }
}

# The most serious code: no sign-in, then a server without a license, then a failure, then incomplete rows.
exit (2, 4, 1, 3, 0 | Where-Object { $_ -in $codes } | Select-Object -First 1)
