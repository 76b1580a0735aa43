#Requires -Version 5.1

<#
.SYNOPSIS
Exports a data mart to a file in a step of Azure Pipelines or GitHub Actions, and tells the run how it went.

.DESCRIPTION
Takes the API key from the environment variable OWOX_API_KEY, which the step has to map. The secret that is in the key is
masked, too: the agent knows the whole value only. Errors and warnings appear as issues of the run. The step's outputs
are rows, runId, path and sha256. The file appears only when it is whole, so an artifact is never half of one.

Exit codes:
  0  done
  1  failure: the server, the network, the disk, a parameter
  2  sign-in: no API key, or one that the server refuses
  3  incomplete: the rows that came are not all, or not rows; run it again
  4  blocked: the server has no license, or blocks runs for another reason; running it again does not help
A step of an agent ends with 1 for all of these but 0, because agents start scripts with -Command: the error ID in the
issue tells them apart.

.PARAMETER DataMart
The ID of the data mart, or its title.

.PARAMETER Path
The file to write: .csv, .ndjson or .json, with .gz behind it to compress it.

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

# Text that an agent takes for text: no line of it begins another command.
function ConvertTo-CommandText([string] $Text) {
    $Text = $Text.Replace('%', $(if ($isAzure) { '%AZP25' } else { '%25' })).Replace("`r", '%0D').Replace("`n", '%0A')
    if ($isAzure) { $Text.Replace(']', '%5D').Replace(';', '%3B') } else { $Text }
}

# An error or a warning of the run.
function Write-Issue([ValidateSet('error', 'warning')] [string] $Type, [string] $Message) {
    $text = ConvertTo-CommandText $Message
    if ($isAzure) { "##vso[task.logissue type=$Type]$text" }
    elseif ($isGitHub) { "::$Type title=OWOX::$text" }
    else { "${Type}: $Message" }
}

# A value that later steps and jobs can read.
function Write-StepOutput([string] $Name, [string] $Value) {
    if ($isAzure) { "##vso[task.setvariable variable=$Name;isOutput=true]$(ConvertTo-CommandText $Value)" }
    elseif ($isGitHub) { Add-Content -LiteralPath $env:GITHUB_OUTPUT -Value "$Name=$($Value -replace '[\r\n]', ' ')" -Encoding utf8 }
    else { "$Name = $Value" }
}

# Masks what is inside the API key: base64url of JSON with the secret.
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
        '^Owox\.(Unauthorized|ApiKeyNotFound|ApiKeyMalformed|VariableNotExpanded)\b' { exit 2 }
        '^Owox\.(LicenseRequired|RunBlocked)\b' { exit 4 }
        default { exit 1 }
    }
}
