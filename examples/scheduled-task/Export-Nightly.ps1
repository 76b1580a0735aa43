#Requires -Version 5.1

<#
.SYNOPSIS
Exports a data mart to a file in an unattended task.

.DESCRIPTION
Connects, exports, and tells how it went by its exit code and a log file. The file appears only when it is whole;
whatever fails leaves the last one as it was.

Exit codes:
  0  done
  1  failure: the server, the network, the disk, a parameter
  2  sign-in: no API key, a key that the server refuses, a vault that is locked
  3  incomplete: the rows that came are not all, or not rows; run it again
  4  blocked: the server has no license, or blocks runs for another reason; running it again does not help

.PARAMETER DataMartId
The ID of the data mart.

.PARAMETER Path
The file to write: .csv, .ndjson or .json, with .gz behind it to compress it.

.PARAMETER SecretName
The name of the API key in a secret vault. Without it the key is taken from the environment: OWOX_API_KEY.

.PARAMETER Vault
The vault that holds it. Default: the default vault of the account.

.PARAMETER Watermark
A DATE, DATETIME or TIMESTAMP column: exports only what came since the last run, each time to a file of its own.

.PARAMETER LogPath
The log file. Default: Export-Nightly.log beside the file that is written.

.PARAMETER KeepLogs
How many full log files are kept beside the current one.

.PARAMETER LogSize
How large a log file may grow before the next one begins, in bytes.

.EXAMPLE
pwsh -NoProfile -NonInteractive -File Export-Nightly.ps1 -DataMartId ID -Path D:\exports\orders.csv -SecretName owox

.EXAMPLE
pwsh -NoProfile -NonInteractive -Command '& ./Export-Nightly.ps1 -DataMartId ID -Path ./orders.csv; exit $LASTEXITCODE'

In double quotes where the caller is cmd or the task scheduler, which know no others.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $DataMartId,
    [Parameter(Mandatory)] [string] $Path,
    [string] $SecretName,
    [string] $Vault,
    [string] $Watermark,
    [string] $LogPath,
    [ValidateRange(0, 1000)] [int] $KeepLogs = 10,
    [ValidateRange(1, [long]::MaxValue)] [long] $LogSize = 1MB
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
if (-not $LogPath) {
    $LogPath = Join-Path (Split-Path ($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path))) 'Export-Nightly.log'
}

# A log that is full becomes .1, .1 becomes .2, and so on; the oldest goes.
function Move-FullLog([int] $Keep, [long] $Size) {
    if (-not (Test-Path -LiteralPath $LogPath) -or (Get-Item -LiteralPath $LogPath).Length -lt $Size) {
        return
    }

    Remove-Item -LiteralPath "$LogPath.$Keep" -ErrorAction Ignore
    for ($i = $Keep - 1; $i -ge 1; $i--) {
        if (Test-Path -LiteralPath "$LogPath.$i") {
            Move-Item -LiteralPath "$LogPath.$i" -Destination "$LogPath.$($i + 1)" -Force
        }
    }

    if ($Keep -gt 0) {
        Move-Item -LiteralPath $LogPath -Destination "$LogPath.1" -Force
    }
    else {
        Remove-Item -LiteralPath $LogPath
    }
}

# One line each, in the log and on the output. A log that cannot be written does not stop an export.
function Add-LogLine([string] $Level, [string] $Message) {
    $line = "$([datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture)) $Level $($Message -replace '\s+', ' ')"
    Write-Output $line
    try {
        Add-Content -LiteralPath $LogPath -Value $line -Encoding utf8
    }
    catch {
        Write-Warning "The log $LogPath cannot be written: $_"
    }
}

# The exit code for an error.
function Get-ExitCode($ErrorRecord) {
    $id = ($ErrorRecord.FullyQualifiedErrorId -split ',')[0]
    if ($id -in 'Owox.StreamIncomplete', 'Owox.StreamMalformed', 'Owox.FileNotVerified') {
        return 3
    }

    if ($id -in 'Owox.LicenseRequired', 'Owox.RunBlocked') {
        return 4
    }

    if ($ErrorRecord.CategoryInfo.Category -eq 'AuthenticationError' -or $id -match '^Owox\.(ApiKeyNotFound|ApiKeyMalformed|VariableNotExpanded|Vault\w+|Secret\w+)$') {
        return 2
    }

    1
}

$code = 0
try {
    $null = New-Item -ItemType Directory -Force -Path (Split-Path $LogPath)
    Move-FullLog $KeepLogs $LogSize
}
catch {
    Write-Warning "The log $LogPath cannot be kept: $_"
}

try {
    Add-LogLine INFO "Export of data mart $DataMartId to $Path begins."
    if (-not (Get-Module Owox)) {
        Import-Module Owox
    }

    $key = @{}
    if ($SecretName) { $key.SecretName = $SecretName }
    if ($Vault) { $key.Vault = $Vault }
    $connection = Connect-OwoxDataMarts @key

    $since = if ($Watermark) { @{ Incremental = $true; Watermark = $Watermark } } else { @{} }
    $result = Export-OwoxDataMart $DataMartId -Path $Path -Connection $connection @since -WarningVariable warnings -WarningAction SilentlyContinue
    foreach ($warning in $warnings) {
        Add-LogLine WARN $warning.Message
    }

    if ($result) {
        Add-LogLine INFO "Done: $($result.Rows) rows, $($result.Bytes) bytes in $($result.Path), run $($result.RunId), SHA-256 $($result.Sha256)."
    }
    else {
        Add-LogLine INFO 'Done: nothing can have come since the last run.'
    }
}
catch {
    $code = Get-ExitCode $_
    Add-LogLine ERROR "Exit code ${code}: $($_.FullyQualifiedErrorId): $($_.Exception.Message)"
}

exit $code
