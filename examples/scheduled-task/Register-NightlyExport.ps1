#Requires -Version 5.1

<#
.SYNOPSIS
Registers Export-Nightly.ps1 as a task of Windows that runs each night, whether somebody is logged on or not.

.DESCRIPTION
Run it once, in an elevated session. The task runs as a group managed service account, which has no password that anyone
knows, or as an account whose password Windows keeps. It runs without a window and without rights that the account does
not have, never twice at a time, is made up for when the machine was off, and is stopped when it takes too long. Its exit
code is the task's last run result.

Before that, install the module for all accounts, and put the API key into a vault of the task's own account: see README.md
and Initialize-Vault.ps1.

.PARAMETER DataMartId
The ID of the data mart.

.PARAMETER Path
The file to write: a full path, to which the task's account may write. Drives that somebody mapped are not there for a
task; give \\server\share.

.PARAMETER SecretName
The name of the API key in the vault of the task's account.

.PARAMETER Vault
The vault that holds it.

.PARAMETER Watermark
Exports only what came since the last run, by this DATE, DATETIME or TIMESTAMP column.

.PARAMETER ServiceAccount
A group managed service account, with a dollar sign at the end: CONTOSO\owox$.

.PARAMETER Credential
Another account with its password. It needs the right to log on as a batch job.

.PARAMETER TaskName
The name of the task.

.PARAMETER At
When it runs, each day.

.PARAMETER TimeLimit
After how long it is stopped.

.PARAMETER Script
The script that runs.

.PARAMETER PowerShell
The engine that runs it. Default: pwsh where it is installed for all accounts, else powershell.exe.

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

# The task scheduler hands over one line of text, in which a quote would end a value.
function ConvertTo-Argument([string] $Value) {
    if ($Value.Contains('"')) {
        throw "A value for a task cannot hold a quote: $Value"
    }

    '"' + ($Value -replace '\\+$', '$0$0') + '"'
}

if (-not (Test-Path -LiteralPath $Script -PathType Leaf)) {
    throw "There is no script $Script."
}

$Script = (Resolve-Path -LiteralPath $Script).ProviderPath
if ($Path -notmatch '^([a-z]:[\\/]|\\\\|/)') {
    throw "The task does not run in this folder: give -Path in full, not '$Path'."
}

if (-not $PowerShell) {
    # What the Microsoft Store installs belongs to one account.
    $PowerShell = @((Get-Command pwsh, powershell -CommandType Application -ErrorAction Ignore).Source) -notlike '*\WindowsApps\*' | Select-Object -First 1
}

if (-not $PowerShell) {
    throw 'There is no PowerShell on PATH that every account can run. Name one with -PowerShell.'
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
    Description = 'Exports an OWOX data mart. Last run result: 0 done, 1 failure, 2 sign-in, 3 incomplete. The log lies beside the file.'
}

# LogonType Password is what runs a task whether its account is logged on or not. Windows knows the password of a group managed
# service account by itself.
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
