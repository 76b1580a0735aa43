#Requires -Version 7.4

<#
.SYNOPSIS
Exports one data mart to a file, as the entry point of a container.

.DESCRIPTION
The settings are environment variables:

  OWOX_DATA_MART     the ID or the title of the data mart; required
  OWOX_PATH          the file to write; default: a CSV file in the working directory, named after the title, such as orders.csv
  OWOX_API_KEY_FILE  a file that contains the API key, such as a mounted secret
  OWOX_API_KEY       the API key, if no file can be mounted

Each line of the output is a JSON object, for log collectors.

Exit codes:
  0  success
  1  failure: the server, the network, the disk, or a wrong setting
  2  sign-in failed: no usable API key, or a rejected key; a retry does not help
  3  incomplete: rows are missing, invalid or not verified; run it again
  4  blocked: the server has no license, or blocks runs for another reason; a retry does not help

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
        throw 'OWOX_DATA_MART is not set. Specify the ID or the title of a data mart.'
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
        '^Owox\.(Unauthorized|ApiKey(NotFound|Malformed)|VariableNotExpanded|Vault|KeyVaultInvalid|Identity|HomeNotFound|SystemdCredentialNotFound|AccessTokenMalformed|RefreshTokenMalformed|Secret)' { exit 2 }
        '^Owox\.(LicenseRequired|RunBlocked)\b' { exit 4 }
        default { exit 1 }
    }
}
