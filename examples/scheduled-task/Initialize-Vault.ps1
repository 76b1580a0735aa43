#Requires -Version 5.1
#Requires -Modules Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore

<#
.SYNOPSIS
Sets up a secret vault for the account of a task and puts the API key there. Run it once AS that account.

.DESCRIPTION
Vaults belong to an account: one that is set up by an administrator is not there for the task. The vault of this script
opens without a password, because a task cannot type one; it is as safe as the account and its profile. At the end
it signs in with the stored key, to prove that the task will be able to.

As an account with a password, run it at its prompt: runas /user:CONTOSO\svc-owox pwsh. The key is asked for, masked.

As a group managed service account, which cannot log on, run it as a task of that account: put the key into a file that
only this account can read, and name it with -KeyFile. The file is removed as soon as it is read. README.md has the lines.

Exit codes: 0 done, 1 failure, 2 no key, or one that the server refuses.

.PARAMETER SecretName
The name that the key gets in the vault.

.PARAMETER Vault
The vault. Registered if it is missing.

.PARAMETER KeyFile
A file that holds the key and nothing else. It is removed once it is read.

.EXAMPLE
./Initialize-Vault.ps1 -SecretName owox -Vault Ops

.EXAMPLE
pwsh -NoProfile -NonInteractive -File Initialize-Vault.ps1 -SecretName owox -Vault Ops -KeyFile C:\tasks\key.txt
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $SecretName,
    [Parameter(Mandatory)] [string] $Vault,
    [string] $KeyFile
)

$ErrorActionPreference = 'Stop'
$store = 'Microsoft.PowerShell.SecretStore'
try {
    # A store that is there already is left as it is: its owner decides about its password. A new one gets none; Reset is what
    # can make it without asking.
    $folder = if ($env:OS -eq 'Windows_NT') { "$env:LOCALAPPDATA/Microsoft/PowerShell/secretmanagement" } else { "$HOME/.secretmanagement" }
    if (-not (Test-Path -Path "$folder/localstore/store*")) {
        $null = Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction Ignore
    }

    if (-not (Get-SecretVault | Where-Object Name -EQ $Vault)) {
        Register-SecretVault -Name $Vault -ModuleName $store
    }

    $key = if ($KeyFile) {
        $text = (Get-Content -LiteralPath $KeyFile -Raw).Trim()
        Remove-Item -LiteralPath $KeyFile
        [System.Net.NetworkCredential]::new('', $text).SecurePassword
    }
    else {
        Read-Host 'API key' -AsSecureString
    }
    Set-Secret -Name $SecretName -Vault $Vault -SecureStringSecret $key
    $connection = Connect-OwoxDataMarts -SecretName $SecretName -Vault $Vault
    "The account $([Environment]::UserName) can sign in to $($connection.Origin) as $($connection.Member), with the key $($connection.ApiKeyId)."
    exit 0
}
catch {
    "FAILED: $($_.FullyQualifiedErrorId): $($_.Exception.Message)"
    switch -Regex ($_.FullyQualifiedErrorId) {
        '^Owox\.(Unauthorized|ApiKeyNotFound|ApiKeyMalformed|Vault\w+|Secret\w+)\b' { exit 2 }
        default { exit 1 }
    }
}
