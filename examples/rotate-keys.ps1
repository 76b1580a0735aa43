#Requires -Version 5.1

<#
.SYNOPSIS
Rotates the OWOX API keys in a vault in an unattended task, and writes a report.

.DESCRIPTION
Signs in as the member who owns the keys, with a credential from the same vault, because an API key cannot manage API keys.
The secrets are rotated one after the other. If a rotation fails, the script continues with the next secret. The next run
completes a rotation that was interrupted. The report and the output do not contain any key.

Exit codes:
  0  success: every key that was due is rotated
  1  failure: at least one key could not be rotated, or the script could not start
  2  sign-in failed: the credential was rejected, or the vault or a secret cannot be used; a retry does not help
  3  incomplete: a rotation was interrupted; the vault contains a working key, and the next run completes the rotation

.PARAMETER SecretName
Names of the secrets that contain API keys. Supports wildcards.

.PARAMETER Vault
The vault that contains the secrets.

.PARAMETER Origin
The origin of the deployment, such as https://owox.example.com.

.PARAMETER MemberSecret
The name of the secret that contains the member's e-mail address and password as a PSCredential.

.PARAMETER ValidDays
The number of days for which the new keys are valid.

.PARAMETER DueDays
Rotates only keys that expire within this number of days, and keys that never expire. Default: all keys.

.PARAMETER GraceHours
The number of hours for which the old key stays active, for jobs that have already read it. The first run after that time
revokes it. With 0, the old key is revoked immediately.

.PARAMETER ReportPath
A CSV file to which each run adds its lines. It is not written with -WhatIf.

.EXAMPLE
./rotate-keys.ps1 -SecretName 'owox-*' -Vault Ops -Origin https://owox.example.com -MemberSecret rotator -WhatIf
Shows what would be done and changes nothing.

.EXAMPLE
pwsh -NoProfile -NonInteractive -File rotate-keys.ps1 -SecretName owox-nightly -Vault Ops -Origin https://owox.example.com -MemberSecret rotator -DueDays 14 -ReportPath /var/log/owox-keys.csv
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
param(
    [Parameter(Mandatory)] [string[]] $SecretName,
    [Parameter(Mandatory)] [string] $Vault,
    [Parameter(Mandatory)] [uri] $Origin,
    [Parameter(Mandatory)] [string] $MemberSecret,
    [ValidateRange(1, 3650)] [int] $ValidDays = 90,
    [ValidateRange(0, 3650)] [int] $DueDays = 3650,
    [ValidateRange(0, 720)] [int] $GraceHours = 0,
    [string] $ReportPath
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# Returns a line of the report.
function Write-Outcome([string] $Name, [string] $Outcome, $Rotation, $Failure) {
    [pscustomobject]@{
        At         = [datetime]::UtcNow.ToString('s') + 'Z'
        SecretName = $Name
        Outcome    = $Outcome
        OldKeyId   = $Rotation.OldKeyId
        NewKeyId   = $Rotation.NewKeyId
        ExpiresAt  = if ($Rotation.ExpiresAt) { ([datetimeoffset] $Rotation.ExpiresAt).UtcDateTime.ToString('s') + 'Z' }
        ErrorId    = "$($Failure.FullyQualifiedErrorId)".Split(',')[0]
        Message    = "$($Failure.Exception.Message)" -replace '\s+', ' '
    }
}

# Tests whether the key in a secret expires soon, or whether its rotation is in progress. The name of a new key contains the ID of
# the key that it replaces.
function Test-Due([string] $Name, [int] $Days, $Connection) {
    if ($Days -eq 3650) {
        return $true
    }

    $id = (Get-Secret -Name $Name -Vault $Vault | ConvertFrom-OwoxApiKey).ApiKeyId
    $key = Get-OwoxApiKey -Id $id -Connection $Connection
    $replacing = Get-OwoxApiKey "*(replaces $id)" -Connection $Connection
    $null -ne $replacing -or $key.Name -like '*(replaces pmk_*)' -or $key.Status -ne 'Active' -or $null -eq $key.DaysLeft -or $key.DaysLeft -le $Days
}

# Tests whether a secret is the staging secret of another one.
function Test-Staging([string] $Name, [string[]] $All) {
    $Name -match '^(.+)[-.]next$' -and $Matches[1] -in $All
}

function Get-ExitCode([string] $ErrorId) {
    switch -Regex ($ErrorId) {
        '^Owox\.RotationIncomplete\b' { return 3 }
        '^Owox\.(Unauthorized|ApiKey(NotFound|Malformed)|VariableNotExpanded|Vault|KeyVaultInvalid|Identity|HomeNotFound|SystemdCredentialNotFound|AccessTokenMalformed|RefreshTokenMalformed|Secret)' { return 2 }
        default { return 1 }
    }
}

$codes = @(0)
$report = @()
try {
    $member = Get-Secret -Name $MemberSecret -Vault $Vault
    if ($member -isnot [pscredential]) {
        throw "The secret '$MemberSecret' of the vault '$Vault' is not a PSCredential. Store the credential of the member with Set-Secret $MemberSecret -Vault $Vault -Secret (Get-Credential)."
    }

    $connection = Connect-OwoxDataMarts -Origin $Origin -Credential $member
    try {
        $all = @(Get-SecretInfo -Vault $Vault)
        $names = @($all.Name | Where-Object { $name = $_; $name -ne $MemberSecret -and -not (Test-Staging -Name $name -All $all.Name) -and ($SecretName | Where-Object { $name -like $_ }) })
        if (-not $names) {
            throw "The vault '$Vault' contains no secret with this name: $SecretName."
        }

        $rotate = @{ Vault = $Vault; ExpiresIn = [timespan]::FromDays($ValidDays); Connection = $connection; Confirm = $false }
        if ($GraceHours) { $rotate += @{ KeepOld = $true; GracePeriod = [timespan]::FromHours($GraceHours) } }
        foreach ($name in $names) {
            try {
                if (-not (Test-Due -Name $name -Days $DueDays -Connection $connection)) {
                    $report += Write-Outcome -Name $name -Outcome NotDue
                }
                elseif ($PSCmdlet.ShouldProcess("the API key in the secret '$name' of the vault '$Vault'", 'Rotate')) {
                    $rotation = Invoke-OwoxApiKeyRotation $name @rotate
                    $report += Write-Outcome -Name $name -Outcome $rotation.Status -Rotation $rotation
                }
                else {
                    $report += Write-Outcome -Name $name -Outcome Planned
                }
            }
            catch {
                $codes += Get-ExitCode $_.FullyQualifiedErrorId
                $report += Write-Outcome -Name $name -Outcome Failed -Failure $_
            }
        }
    }
    finally {
        Disconnect-OwoxDataMarts $connection
    }
}
catch {
    # The error of a locked vault depends on the vault.
    $codes += if ("$($_.FullyQualifiedErrorId) $($_.Exception.GetType().Name)" -match 'PasswordRequired|VaultLocked') { 2 } else { Get-ExitCode $_.FullyQualifiedErrorId }
    $report += Write-Outcome -Name "$SecretName" -Outcome Failed -Failure $_
}

$report
if ($ReportPath -and -not $WhatIfPreference) {
    $report | Export-Csv -LiteralPath $ReportPath -NoTypeInformation -Append -Encoding utf8
}

# The most serious code: no sign-in, then a failure, then a rotation that the next run completes.
exit (2, 1, 3, 0 | Where-Object { $_ -in $codes } | Select-Object -First 1)
