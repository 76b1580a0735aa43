#Requires -Version 5.1

<#
.SYNOPSIS
Tests data marts, and ends with a separate exit code if the data is not as expected.

.DESCRIPTION
Runs Test-OwoxDataMart for each data mart, in a pipeline step or a scheduled task. In Azure Pipelines and GitHub Actions, findings are
issues of the run. The API key is read from a vault, or from the environment variable OWOX_API_KEY, which a step must map.

-MaxAge and -SchemaBaseline cost nothing. The warehouse bills the queries of -MinRowCount, -MaxRowCount and -DataQuality.

Exit codes:
  0  all checks have passed; warnings are possible
  1  a check could not be evaluated, or another failure: the server, the network, the disk, or a wrong parameter
  2  sign-in failed: no API key, a rejected key, or a locked vault; a retry does not help
  3  incomplete: rows are missing or invalid; run it again
  4  blocked: the server has no license, or blocks runs for another reason; a retry does not help
  5  a check failed: the data is not as expected
Code 5 takes precedence. Agents start scripts with -Command, so a step ends with 1 for every code other than 0.

.PARAMETER DataMart
The IDs or the titles of the data marts.

.PARAMETER MaxAge
The maximum age of the data, such as 1.00:00 for a day.

.PARAMETER MinRowCount
The minimum number of rows.

.PARAMETER MaxRowCount
The maximum number of rows.

.PARAMETER SchemaBaseline
The file with the expected columns. Test-OwoxDataMart -UpdateBaseline writes it.

.PARAMETER DataQuality
Runs the data-quality checks of OWOX.

.PARAMETER MinSeverity
The lowest severity of data-quality checks that fail the test: Notice, Warning or Error.

.PARAMETER TimeoutSec
The timeout for the data-quality checks of each data mart, in seconds.

.PARAMETER ResultFile
A file for the results as JUnit XML.

.PARAMETER SecretName
The name of the secret that contains the API key. Default: the environment variable OWOX_API_KEY is used.

.PARAMETER Vault
The vault that contains the secret. Default: the default vault of the account.

.EXAMPLE
./examples/quality-gate.ps1 -DataMart Orders, Customers -MaxAge 1.00:00 -ResultFile ./results.xml

.EXAMPLE
pwsh -NoProfile -NonInteractive -File quality-gate.ps1 -DataMart Orders -MaxAge 1.00:00 -SecretName owox

.LINK
https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/publish-test-results-v2
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string[]] $DataMart,
    [timespan] $MaxAge,
    [long] $MinRowCount,
    [long] $MaxRowCount,
    [string] $SchemaBaseline,
    [switch] $DataQuality,
    [ValidateSet('Notice', 'Warning', 'Error')] [string] $MinSeverity,
    [int] $TimeoutSec,
    [string] $ResultFile,
    [string] $SecretName,
    [string] $Vault
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$isAzure = [bool]$env:TF_BUILD
$isGitHub = [bool]$env:GITHUB_ACTIONS

# Writes an error or a warning of the run. The text is escaped, so that no line of it can start another command of the agent.
function Write-Issue([ValidateSet('error', 'warning')] [string] $Type, [string] $Message) {
    $text = $Message.Replace('%', $(if ($isAzure) { '%AZP25' } else { '%25' })).Replace("`r", '%0D').Replace("`n", '%0A')
    if ($isAzure) { "##vso[task.logissue type=$Type]$($text.Replace(']', '%5D').Replace(';', '%3B'))" }
    elseif ($isGitHub) { "::$Type title=OWOX::$text" }
    else { "${Type}: $Message" }
}

# Returns the exit code for the ID of an error.
function Get-ErrorCode([string] $Id) {
    switch -Regex ($Id) {
        '^Owox\.Stream(Incomplete|Malformed)\b' { return 3 }
        '^Owox\.(Unauthorized|ApiKey(NotFound|Malformed)|VariableNotExpanded|Vault|KeyVaultInvalid|Identity|HomeNotFound|SystemdCredentialNotFound|AccessTokenMalformed|RefreshTokenMalformed|Secret)' { return 2 }
        '^Owox\.(LicenseRequired|RunBlocked)\b' { return 4 }
        default { return 1 }
    }
}

$checks = @{}
foreach ($name in 'MaxAge', 'MinRowCount', 'MaxRowCount', 'SchemaBaseline', 'DataQuality', 'MinSeverity', 'TimeoutSec', 'ResultFile') {
    if ($PSBoundParameters.ContainsKey($name)) { $checks[$name] = $PSBoundParameters[$name] }
}

$signIn = @{}
foreach ($name in 'SecretName', 'Vault') {
    if ($PSBoundParameters.ContainsKey($name)) { $signIn[$name] = $PSBoundParameters[$name] }
}

try {
    $null = Connect-OwoxDataMarts @signIn
    $tests = @(Test-OwoxDataMart $DataMart @checks -Summary)
    foreach ($test in $tests) {
        "$($test): $($test.Passed) passed, $($test.Warnings) warnings, $($test.Failed) failed, $($test.Errors) errors, $($test.Skipped) skipped"
    }

    $findings = @($tests | ForEach-Object Findings)
    foreach ($finding in $findings | Where-Object Status -in 'Failed', 'Error', 'Warning') {
        Write-Issue $(if ($finding.Status -eq 'Warning') { 'warning' } else { 'error' }) "$($finding): $($finding.Message)"
    }

    $codes = @(
        if ($findings.Status -contains 'Failed') { 5 }
        $findings | Where-Object Status -EQ 'Error' | ForEach-Object { Get-ErrorCode $_.ErrorId }
        0
    )
}
catch {
    Write-Issue error "$(($_.FullyQualifiedErrorId -split ',')[0]): $($_.Exception.Message)"
    $codes = @(Get-ErrorCode $_.FullyQualifiedErrorId)
}

# The highest code has the most specific reason.
$code = ($codes | Measure-Object -Maximum).Maximum
if ($code -and $isAzure) {
    '##vso[task.complete result=Failed]The data marts did not pass.'
}

exit $code
