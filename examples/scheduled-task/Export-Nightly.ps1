#Requires -Version 5.1

<#
.SYNOPSIS
Exports a data mart to a file in an unattended task.

.DESCRIPTION
Connects, exports the data mart, and reports the result with its exit code and a log file. The file gets its name only when
it is complete and verified. If the export fails, the existing file is unchanged.

Exit codes:
  0  success
  1  failure: the server, the network, the disk, or a wrong parameter
  2  sign-in failed: no API key, a rejected key, or a locked vault; a retry does not help
  3  incomplete: rows are missing, invalid or not verified; run it again
  4  blocked: the server has no license, or blocks runs for another reason; a retry does not help

.PARAMETER DataMartId
The ID of the data mart.

.PARAMETER Path
The file to write. The extension is .csv, .ndjson or .json; add .gz to compress the file.

.PARAMETER SecretName
The name of the secret that contains the API key. Default: the environment variable OWOX_API_KEY is used.

.PARAMETER Vault
The vault that contains the secret. Default: the default vault of the account.

.PARAMETER Watermark
A DATE, DATETIME or TIMESTAMP column. Only rows that were added since the last run are exported, to a separate file for each run.

.PARAMETER LogPath
The log file. Default: Export-Nightly.log in the folder of the exported file.

.PARAMETER KeepLogs
The number of full log files to keep, in addition to the current one.

.PARAMETER LogSize
The maximum size of a log file in bytes. A larger file is renamed, and a new one is created.

.EXAMPLE
pwsh -NoProfile -NonInteractive -File Export-Nightly.ps1 -DataMartId ID -Path D:\exports\orders.csv -SecretName owox

.EXAMPLE
pwsh -NoProfile -NonInteractive -Command '& ./Export-Nightly.ps1 -DataMartId ID -Path ./orders.csv; exit $LASTEXITCODE'

Use double quotes in cmd and in Task Scheduler, which do not support single quotes.
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

# Renames a full log to .1, .1 to .2, and so on, and removes the oldest file.
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

# Writes one line to the log and to the output. If the log cannot be written, the export continues.
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

# Returns the exit code for an error.
function Get-ExitCode($ErrorRecord) {
    $id = ($ErrorRecord.FullyQualifiedErrorId -split ',')[0]
    if ($id -in 'Owox.StreamIncomplete', 'Owox.StreamMalformed', 'Owox.FileNotVerified') {
        return 3
    }

    if ($id -in 'Owox.LicenseRequired', 'Owox.RunBlocked') {
        return 4
    }

    if ($id -match '^Owox\.(Unauthorized|ApiKey(NotFound|Malformed)|VariableNotExpanded|Vault|KeyVaultInvalid|Identity|HomeNotFound|SystemdCredentialNotFound|AccessTokenMalformed|RefreshTokenMalformed|Secret)') {
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
    Write-Warning "The log $LogPath cannot be created or rotated: $_"
}

try {
    Add-LogLine INFO "Export of data mart $DataMartId to $Path started."
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
        Add-LogLine INFO 'Done: no new rows are available since the last run.'
    }
}
catch {
    $code = Get-ExitCode $_
    Add-LogLine ERROR "Exit code ${code}: $($_.FullyQualifiedErrorId): $($_.Exception.Message)"
}

exit $code
