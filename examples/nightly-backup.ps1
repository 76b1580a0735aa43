#Requires -Version 5.1

<#
.SYNOPSIS
Backs up every published data mart each night, four at a time, and tries first what failed the night before.

.DESCRIPTION
Each run writes into a folder of its own day, <Directory>/2026-01-31, one compressed file for each data mart. A file is there
only when it is whole. What fails does not hold up the rest: it stands in <Directory>/failed.json, and the next run begins
with it. Files older than -KeepDays go, but only those of data marts that this run has backed up. What it did not back up keeps
all of its files: data marts that fail, that are no longer published, or that -Title leaves out.

It ends with 1 where a title matches no published data mart.

A second run at the same time changes nothing and ends with 1.

Exit codes, the gravest where several things failed:
  0  done: all data marts are backed up
  1  failure: the server, the network, the disk, a parameter
  2  sign-in: no API key, a key that the server refuses, a vault that is locked
  3  incomplete: the rows of at least one data mart did not all come; nothing else failed
  4  blocked: the server has no license, or blocks runs for another reason; running it again does not help

.PARAMETER Directory
Where the backups are. Made if it is missing.

.PARAMETER Title
Titles of the data marts, with wildcards. Default: all. Several need -Command instead of -File, which passes them as one text:
pwsh -Command "& ./nightly-backup.ps1 -Directory D:\backup -Title 'Ord*', 'Cust*'; exit $LASTEXITCODE"

.PARAMETER SecretName
The name of the API key in a secret vault. Without it the key is taken from the environment: OWOX_API_KEY.

.PARAMETER Vault
The vault that holds it. Default: the default vault of the account.

.PARAMETER ThrottleLimit
How many data marts are exported at a time.

.PARAMETER KeepDays
How many days a backup is kept.

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
    [ValidateRange(1, 64)] [int] $ThrottleLimit = 4,
    [ValidateRange(1, 36500)] [int] $KeepDays = 30
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Write-Line([string] $Text) {
    Write-Output "$([datetime]::UtcNow.ToString('s'))Z $($Text -replace '\s+', ' ')"
}

# The exit code for an error.
function Get-ExitCode([string] $ErrorId) {
    switch -Regex ($ErrorId) {
        '^Owox\.(Stream(Incomplete|Malformed)|FileNotVerified)\b' { return 3 }
        '^Owox\.(Unauthorized|ApiKeyNotFound|ApiKeyMalformed|VariableNotExpanded|Vault\w+|Secret\w+)\b' { return 2 }
        '^Owox\.(LicenseRequired|RunBlocked)\b' { return 4 }
        default { return 1 }
    }
}

# What failed the last time: Id, Title, Since, Tries, ErrorId.
function Read-Failed([string] $Path) {
    if (Test-Path -LiteralPath $Path) {
        Get-Content -LiteralPath $Path -Raw -Encoding utf8 | ConvertFrom-Json | ForEach-Object { $_ }
    }
}

# The file is whole at any time, even where this process is killed.
function Save-Failed([string] $Path, [object[]] $Failed) {
    ConvertTo-Json -InputObject @($Failed) | Set-Content -LiteralPath "$Path.new" -Encoding utf8
    Move-Item -LiteralPath "$Path.new" -Destination $Path -Force
}

# The folders of the days.
function Get-Day {
    Get-ChildItem -LiteralPath $Directory -Directory | Where-Object Name -Match '^\d{4}-\d\d-\d\d$'
}

# Removes what is older than so many days of the data marts that were backed up.
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

    # Those that failed the last time come first. A backup that backs up nothing must not look like one.
    $found = @{}
    foreach ($one in $Title) {
        $found[$one] = @(Get-OwoxDataMart $one -Status Published -Connection $connection)
        if (-not $found[$one]) {
            $codes += 1
            Write-Line "FAILED '$one': no published data mart has such a title.$(if ($one -like '*,*') { ' To pass several titles, use -Command instead of -File.' })"
        }
    }

    $marts = @($found.Values | ForEach-Object { $_ } | Sort-Object Id -Unique | Sort-Object { $_.Id -notin $earlier.Id })
    if (-not $marts) {
        $text = "There is nothing to back up: no published data mart has the title $($Title -join ', '). Nothing was changed."
        throw [System.Management.Automation.ErrorRecord]::new([System.Management.Automation.ItemNotFoundException]::new($text), 'NothingToBackUp', 'ObjectNotFound', $Title)
    }

    foreach ($entry in $earlier) {
        $what = if ($entry.Id -in $marts.Id) { 'tried first now' } else { 'no longer among the published ones' }
        Write-Line "'$($entry.Title)' failed since $($entry.Since), $($entry.Tries) times, with $($entry.ErrorId): $what."
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
    Write-Line "$($results.Count) of $($marts.Count) data marts are backed up, $(@($results | Where-Object DataMartId -In $earlier.Id).Count) of them after they had failed before."
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
