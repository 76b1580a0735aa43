# The steps of AllCmdlets.ps1 for license keys and the secret keys of destinations. The connection 'work' is that of a member.

$licenses = '/api/license-keys'
$server = 'https://data-marts.example.com'

# Saves the values of the license keys and of the destination, which change at each step.
function Add-ServerSecret {
    Add-KnownSecret (Get-ServerLicenseKey).licenseKey
    Add-KnownSecret (ConvertFrom-Secret (Get-OwoxDestination -Type LOOKER_STUDIO -Connection work)[0].SecretKey)
}

# The destination and the license keys are also read by the steps before.
Add-ServerSecret
Invoke-Step 'new license key' { New-OwoxLicenseKey 'license object' $server }
Invoke-Step 'new license key as text' { New-OwoxLicenseKey 'license text' $server -AsPlainText } -Hide
Invoke-Step 'new license key in a vault' { New-OwoxLicenseKey 'license vault' $server -SecretName license -Vault Faulty -Description 'a server' }
Add-ServerSecret
Invoke-Step 'a blank name of a license key' { New-OwoxLicenseKey ' ' $server }
Invoke-Step 'a name of a license key in use' { New-OwoxLicenseKey 'license vault' $server }
Add-VaultFault Set-Secret echo unlucky @{ text = 'param($value) "Cannot store $value"'; stream = 'none' }
Invoke-Step 'a vault that repeats the license key' { New-OwoxLicenseKey 'license unlucky' $server -SecretName unlucky -Vault Faulty -Force }
Add-Fault "POST $licenses" status @{ status = 201; body = @{ licenseKeyId = 'x'; name = 'x'; origin = 'https://other.example.com'; licenseKey = 'sandbox-license-of-another-server' } }
Add-KnownSecret 'sandbox-license-of-another-server'
Invoke-Step 'a license key for another server' { New-OwoxLicenseKey 'license other' $server }
Clear-Sandbox
Invoke-Step 'list license keys' { Get-OwoxLicenseKey }
Invoke-Step 'an unknown license key' { Get-OwoxLicenseKey nothing }
Invoke-Step 'rename a license key' { Get-OwoxLicenseKey 'license object' | Rename-OwoxLicenseKey -NewName 'license renamed' -PassThru }
Invoke-Step 'rename no license key' { Rename-OwoxLicenseKey nothing 'test' }
Invoke-Step 'rotate a license key' { Invoke-OwoxLicenseKeyRotation license -Vault Faulty -Force }
Add-ServerSecret
Add-VaultFault Set-Secret forged license
Invoke-Step 'rotate a license key with a vault that changes it' { Invoke-OwoxLicenseKeyRotation license -Vault Faulty -Force }
Add-ServerSecret
Add-StoredSecret
Add-Fault "GET $licenses" status @{ status = 400; times = 0; body = @{ message = "you sent $(Get-StoredText license-next)" } }
Invoke-Step 'rotate a license key with a server that repeats it' { Invoke-OwoxLicenseKeyRotation license -Vault Faulty -Force }
Clear-Sandbox
Invoke-Step 'rotate a secret that is not a license key' { Invoke-OwoxLicenseKeyRotation junk -Vault Faulty -Force }
Invoke-Step 'revoke a license key' { Get-OwoxLicenseKey 'license renamed' | Revoke-OwoxLicenseKey -Force }
Invoke-Step 'revoke no license key' { Revoke-OwoxLicenseKey nothing -Force }
$destination = (Get-OwoxDestination -Type LOOKER_STUDIO)[0].Id
$sheet = (Get-OwoxDestination -Type GOOGLE_SHEETS)[0].Id
Invoke-Step 'reset the key of a destination' { Reset-OwoxDestinationSecret $destination -SecretName looker -Vault Faulty -Force }
Add-ServerSecret
Add-VaultFault Set-Secret echo looker @{ text = 'param($value) "Cannot store $value"'; stream = 'none'; skip = 1; times = 0 }
Invoke-Step 'a vault that repeats the key of a destination' { Reset-OwoxDestinationSecret $destination -SecretName looker -Vault Faulty -Force }
Add-ServerSecret
Clear-VaultFault
Invoke-Step 'repair the key of a destination' { Reset-OwoxDestinationSecret $destination -SecretName looker -Vault Faulty -Force }
Add-ServerSecret
Invoke-Step 'a destination without a key' { Reset-OwoxDestinationSecret $sheet -SecretName looker -Vault Faulty -Force }
Add-StoredSecret
