#Requires -Version 5.1

<#
.SYNOPSIS
Registers Export-Nightly.ps1 as a scheduled task that runs each night, even if no user is logged on.

.DESCRIPTION
Run the script once, in an elevated session. The task runs as a group managed service account, whose password Windows
manages, or as an account whose password Windows stores. It runs without a window and without elevated rights. Only one
instance runs at a time. A run that was missed while the machine was off starts later, and a run that exceeds -TimeLimit is
stopped. The exit code of the script is the last run result of the task.

First install the module for all accounts, and store the API key in a vault of the task's account: see README.md and
Initialize-Vault.ps1.

.PARAMETER DataMartId
The ID of the data mart.

.PARAMETER Path
The full path of the file to write. The task's account needs permission to write it. A task cannot use mapped drives;
specify \\server\share instead.

.PARAMETER SecretName
The name of the secret that contains the API key, in a vault of the task's account.

.PARAMETER Vault
The vault that contains the secret.

.PARAMETER Watermark
A DATE, DATETIME or TIMESTAMP column. Only rows that were added since the last run are exported.

.PARAMETER ServiceAccount
The group managed service account. Its name ends with a dollar sign: CONTOSO\owox$.

.PARAMETER Credential
The name and password of another account, which needs the right to log on as a batch job.

.PARAMETER TaskName
The name of the task.

.PARAMETER At
The time of day at which the task runs.

.PARAMETER TimeLimit
The maximum duration of a run. A run that takes longer is stopped.

.PARAMETER Script
The path of the script to run.

.PARAMETER PowerShell
The PowerShell that runs the script. Default: pwsh if it is installed for all accounts, and otherwise powershell.exe.

.EXAMPLE
./Register-NightlyExport.ps1 -DataMartId $id -Path D:\exports\orders.csv -SecretName owox -Vault Ops -ServiceAccount 'CONTOSO\owox$'

.EXAMPLE
./Register-NightlyExport.ps1 -DataMartId $id -Path D:\exports\orders.csv -SecretName owox -Vault Ops -Credential (Get-Credential CONTOSO\svc-owox) -At 2:30am -WhatIf
#>
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'ServiceAccount')]
param(
    [Parameter(Mandatory)] [guid] $DataMartId,
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $SecretName,
    [Parameter(Mandatory)] [string] $Vault,
    [string] $Watermark,
    [Parameter(Mandatory, ParameterSetName = 'ServiceAccount')] [ValidatePattern('\$$')] [string] $ServiceAccount,
    [Parameter(Mandatory, ParameterSetName = 'Password')] [pscredential] $Credential,
    [string] $TaskName = 'OWOX nightly export',
    [datetime] $At = '3am',
    [timespan] $TimeLimit = '04:00:00',
    [string] $Script = (Join-Path $PSScriptRoot 'Export-Nightly.ps1'),
    [string] $PowerShell
)

$ErrorActionPreference = 'Stop'

# Task Scheduler passes all arguments in one string, in which a quote would end a value.
function ConvertTo-Argument([string] $Value) {
    if ($Value.Contains('"')) {
        throw "A value for a task must not contain a quote: $Value"
    }

    '"' + ($Value -replace '\\+$', '$0$0') + '"'
}

if (-not (Test-Path -LiteralPath $Script -PathType Leaf)) {
    throw "The script $Script does not exist."
}

$Script = (Resolve-Path -LiteralPath $Script).ProviderPath
if ($Path -notmatch '^([a-z]:[\\/]|\\\\|/)') {
    throw "The task does not run in the current folder. Specify an absolute path for -Path, not '$Path'."
}

if (-not $PowerShell) {
    # Skips a PowerShell from the Microsoft Store, which is installed for one account only.
    $PowerShell = @((Get-Command pwsh, powershell -CommandType Application -ErrorAction Ignore).Source) -notlike '*\WindowsApps\*' | Select-Object -First 1
}

if (-not $PowerShell) {
    throw 'PATH contains no PowerShell that all accounts can run. Specify one with -PowerShell.'
}

$arguments = @(
    '-NoProfile', '-NonInteractive', '-File', (ConvertTo-Argument $Script)
    '-DataMartId', $DataMartId
    '-Path', (ConvertTo-Argument $Path)
    '-SecretName', (ConvertTo-Argument $SecretName)
    '-Vault', (ConvertTo-Argument $Vault)
    if ($Watermark) { '-Watermark', (ConvertTo-Argument $Watermark) }
) -join ' '
$action = New-ScheduledTaskAction -Execute $PowerShell -Argument $arguments -WorkingDirectory (Split-Path $Script)
$trigger = New-ScheduledTaskTrigger -Daily -At $At
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew -ExecutionTimeLimit $TimeLimit
$task = @{
    TaskName    = $TaskName
    Action      = $action
    Trigger     = $trigger
    Settings    = $settings
    Description = 'Exports an OWOX data mart. Last run result: 0 success, 1 failure, 2 sign-in error, 3 incomplete. The log is in the folder of the file.'
}

# With LogonType Password, a task runs even if its account is not logged on. Windows manages the password of a group managed
# service account.
$account = if ($Credential) { $Credential.UserName } else { $ServiceAccount }
if ($Credential) {
    $task += @{ User = $account; Password = $Credential.GetNetworkCredential().Password; RunLevel = 'Limited' }
}
else {
    $task.Principal = New-ScheduledTaskPrincipal -UserId $account -LogonType Password -RunLevel Limited
}

if ($PSCmdlet.ShouldProcess("the task '$TaskName', as $account, each day at $($At.ToString('HH:mm'))", 'Register')) {
    Register-ScheduledTask @task -Force
}
