#Requires -Version 5.1

<#
.SYNOPSIS
Exports a data mart to a file in a step of Azure Pipelines or GitHub Actions.

.DESCRIPTION
Reads the API key from the environment variable OWOX_API_KEY, which the step must map. The agent masks only the complete
key, so the script also masks the secret that the key contains. Errors and warnings are issues of the run. The outputs of
the step are rows, runId, path and sha256. The file gets its name only when it is complete and verified, so an artifact is
never incomplete.

Exit codes:
  0  success
  1  failure: the server, the network, the disk, or a wrong parameter
  2  sign-in failed: no API key, or a rejected key; a retry does not help
  3  incomplete: rows are missing, invalid or not verified; run it again
  4  blocked: the server has no license, or blocks runs for another reason; a retry does not help
Agents start scripts with -Command, so a step ends with 1 for every code other than 0. The error ID in the issue shows the
reason.

.PARAMETER DataMart
The ID or the title of the data mart.

.PARAMETER Path
The file to write. The extension is .csv, .ndjson or .json; add .gz to compress the file.

.EXAMPLE
./examples/pipeline-export.ps1 -DataMart Orders -Path "$env:BUILD_ARTIFACTSTAGINGDIRECTORY/orders.csv"

.LINK
https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $DataMart,
    [Parameter(Mandatory)] [string] $Path
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$isAzure = [bool]$env:TF_BUILD
$isGitHub = [bool]$env:GITHUB_ACTIONS

# Escapes text, so that no line of it can start another command of the agent.
function ConvertTo-CommandText([string] $Text) {
    $Text = $Text.Replace('%', $(if ($isAzure) { '%AZP25' } else { '%25' })).Replace("`r", '%0D').Replace("`n", '%0A')
    if ($isAzure) { $Text.Replace(']', '%5D').Replace(';', '%3B') } else { $Text }
}

# Writes an error or a warning of the run.
function Write-Issue([ValidateSet('error', 'warning')] [string] $Type, [string] $Message) {
    $text = ConvertTo-CommandText $Message
    if ($isAzure) { "##vso[task.logissue type=$Type]$text" }
    elseif ($isGitHub) { "::$Type title=OWOX::$text" }
    else { "${Type}: $Message" }
}

# Sets an output of the step, which later steps and jobs can read.
function Write-StepOutput([string] $Name, [string] $Value) {
    if ($isAzure) { "##vso[task.setvariable variable=$Name;isOutput=true]$(ConvertTo-CommandText $Value)" }
    elseif ($isGitHub) { Add-Content -LiteralPath $env:GITHUB_OUTPUT -Value "$Name=$($Value -replace '[\r\n]', ' ')" -Encoding utf8 }
    else { "$Name = $Value" }
}

# Masks the API key and the secret in it. The key is JSON in base64url.
function Write-Mask([string] $ApiKey) {
    $code = $ApiKey.Trim() -replace '^owox_key_' -replace '-', '+' -replace '_', '/'
    $json = [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($code.PadRight([Math]::Ceiling($code.Length / 4) * 4, '=')))
    foreach ($secret in $ApiKey.Trim(), ($json | ConvertFrom-Json).apiKeySecret) {
        if ($isAzure) { "##vso[task.setsecret]$secret" }
        elseif ($isGitHub) { "::add-mask::$secret" }
    }
}

try {
    $null = Connect-OwoxDataMarts -WarningVariable warnings -WarningAction SilentlyContinue
    if ($env:OWOX_API_KEY) {
        Write-Mask $env:OWOX_API_KEY
    }

    $result = Export-OwoxDataMart $DataMart -Path $Path -WarningVariable +warnings -WarningAction SilentlyContinue
    foreach ($warning in $warnings) {
        Write-Issue warning $warning.Message
    }

    "Exported $($result.Rows) rows to $($result.Path)."
    Write-StepOutput rows $result.Rows
    Write-StepOutput runId $result.RunId
    Write-StepOutput path $result.Path
    Write-StepOutput sha256 $result.Sha256
    exit 0
}
catch {
    Write-Issue error "$(($_.FullyQualifiedErrorId -split ',')[0]): $($_.Exception.Message)"
    if ($isAzure) {
        '##vso[task.complete result=Failed]The export failed.'
    }

    switch -Regex ($_.FullyQualifiedErrorId) {
        '^Owox\.(Stream(Incomplete|Malformed)|FileNotVerified)\b' { exit 3 }
        '^Owox\.(Unauthorized|ApiKey(NotFound|Malformed)|VariableNotExpanded|Vault|KeyVaultInvalid|Identity|HomeNotFound|SystemdCredentialNotFound|AccessTokenMalformed|RefreshTokenMalformed|Secret)' { exit 2 }
        '^Owox\.(LicenseRequired|RunBlocked)\b' { exit 4 }
        default { exit 1 }
    }
}
