#Requires -Version 7.4

<#
.SYNOPSIS
What a container does: exports one data mart to a file, and ends with a code that says how it went.

.DESCRIPTION
All that it needs to know comes from the environment:

  OWOX_DATA_MART     the ID of the data mart, or its title; needed
  OWOX_PATH          the file to write; default: orders.csv and the like, from the title, in the working directory
  OWOX_API_KEY_FILE  a file that holds the API key: a secret that is mounted
  OWOX_API_KEY       the API key itself, where no file can be mounted

Each line of the output is one JSON object, for collectors of logs.

Exit codes:
  0  done
  1  failure: the server, the network, the disk, a setting
  2  sign-in: no API key, or one that the server refuses
  3  incomplete: the rows that came are not all, or not rows; run it again
  4  blocked: the server has no license, or blocks runs for another reason; running it again does not help

.EXAMPLE
podman run --rm --init --secret owox_api_key -e OWOX_API_KEY_FILE=/run/secrets/owox_api_key -e OWOX_DATA_MART=Orders -v ./export:/export:Z owox-job
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'

function Write-Entry([string] $Level, [string] $Message, [hashtable] $With = @{}) {
    [ordered]@{ time = [datetime]::UtcNow.ToString('o'); level = $Level; message = $Message } + $With | ConvertTo-Json -Compress
}

try {
    if (-not $env:OWOX_DATA_MART) {
        throw 'OWOX_DATA_MART is not set: the ID of a data mart, or its title.'
    }

    $key = @{}
    if ($env:OWOX_API_KEY_FILE) {
        $text = [System.IO.File]::ReadAllText($env:OWOX_API_KEY_FILE).Trim()
        $key.ApiKey = [System.Net.NetworkCredential]::new('', $text).SecurePassword
    }
    $null = Connect-OwoxDataMarts @key -WarningVariable warnings -WarningAction SilentlyContinue

    $mart = Get-OwoxDataMart -Id $env:OWOX_DATA_MART
    $path = $env:OWOX_PATH ? $env:OWOX_PATH : (($mart.Title -replace '[^\p{L}\p{N}]+', '-').Trim('-').ToLowerInvariant() + '.csv')
    $result = Export-OwoxDataMart $mart.Id -Path $path -WarningVariable +warnings -WarningAction SilentlyContinue
    $warnings | ForEach-Object { Write-Entry -Level warning -Message $_.Message }
    Write-Entry -Level info -Message 'Done.' -With @{ dataMart = $mart.Title; path = $result.Path; rows = $result.Rows; bytes = $result.Bytes; sha256 = $result.Sha256; runId = $result.RunId }
    exit 0
}
catch {
    Write-Entry -Level error -Message $_.Exception.Message -With @{ errorId = ($_.FullyQualifiedErrorId -split ',')[0] }
    switch -Regex ($_.FullyQualifiedErrorId) {
        '^Owox\.(Stream(Incomplete|Malformed)|FileNotVerified)\b' { exit 3 }
        '^Owox\.(Unauthorized|ApiKeyNotFound|ApiKeyMalformed|VariableNotExpanded)\b' { exit 2 }
        '^Owox\.(LicenseRequired|RunBlocked)\b' { exit 4 }
        default { exit 1 }
    }
}
