#Requires -Version 5.1
#Requires -Modules Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore

<#
.SYNOPSIS
Sets up a secret vault for the account of a task and stores the API key in it. Run the script once, as that account.

.DESCRIPTION
A vault belongs to an account: the task cannot use a vault that an administrator has set up. The vault opens without a
password, because a task cannot enter one. Anyone who can use the account or its profile can therefore read the key. At the
end, the script signs in with the stored key, to verify that the task can use it.

For an account with a password, start a console as that account: runas /user:CONTOSO\svc-owox pwsh. The script prompts for
the key, masked.

A group managed service account cannot log on. Run the script as a task of that account, and pass the key in a file that
only this account can read (-KeyFile). The file is removed after it is read. README.md shows the commands.

Exit codes: 0 is success, 1 a failure, 2 a missing or rejected key, or a vault that cannot be used.

.PARAMETER SecretName
The name of the secret to create.

.PARAMETER Vault
The name of the vault. The vault is registered if it does not exist.

.PARAMETER KeyFile
A file that contains only the key. The file is removed after it is read.

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
    # An existing store keeps its configuration, including its password. A new store is created without a password.
    # Reset-SecretStore is used because it can create a store without a prompt.
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
        '^Owox\.(Unauthorized|ApiKey(NotFound|Malformed)|VariableNotExpanded|Vault|KeyVaultInvalid|Identity|HomeNotFound|SystemdCredentialNotFound|AccessTokenMalformed|RefreshTokenMalformed|Secret)' { exit 2 }
        default { exit 1 }
    }
}
