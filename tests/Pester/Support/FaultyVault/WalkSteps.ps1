# The steps of Walk.ps1. Each runs one cmdlet in one situation. Between the steps, faults of the server or the vault are injected.

# The response of the server quotes what it received.
function Add-Echo([string] $Match, [int] $Status, [string] $Text) {
    Add-Fault $Match status @{ status = $Status; times = 0; body = @{ message = "you sent $Text"; code = 'ECHO'; details = @{ sent = $Text } } }
}

$exchange = 'POST /api/auth/api-keys/exchange'
$signIn = 'POST /auth/better-auth/sign-in/email'
$keys = '/api/project-member-api-keys'

Step 'connect with text' { Connect-OwoxDataMarts -ApiKey $Sandbox.apiKey -Name text }
Step 'connect with a vault' { Connect-OwoxDataMarts -SecretName key -Vault Faulty -Name vault }
Step 'connect with the default vault' { Connect-OwoxDataMarts -SecretName key -Name default }
Step 'connect with a password' { Connect-OwoxDataMarts -Origin $origin -Credential $member -Name password }
Step 'connect with a cookie' { Connect-OwoxDataMarts -Origin $origin -RefreshToken $cookie -Name cookie }
Step 'connect with a token' { Connect-OwoxDataMarts -Origin $origin -AccessToken $token -Name token }
Step 'show connections' { Get-OwoxConnection; Test-OwoxConnection; Test-OwoxConnection -Connection password }
Step 'no vault' { Connect-OwoxDataMarts -SecretName key -Vault Nowhere }
Step 'no secret' { Connect-OwoxDataMarts -SecretName nowhere -Vault Faulty }
Step 'no key' { Connect-OwoxDataMarts -SecretName junk -Vault Faulty }
Step 'no ID' { Connect-OwoxDataMarts -SecretName parts -Vault Faulty }
Step 'a key that is refused' { Connect-OwoxDataMarts -SecretName forged -Vault Faulty }
Add-VaultFault Get-Secret gives key @{ text = '[datetime]::Now' }
Step 'a type that is no key' { Connect-OwoxDataMarts -SecretName key -Vault Faulty }
Add-VaultFault Get-Secret throw key @{ text = 'The backend is down' }
Step 'a vault that fails' { Connect-OwoxDataMarts -SecretName key -Vault Faulty }
Add-VaultFault Get-Secret prompt key
Step 'a vault that asks' { Connect-OwoxDataMarts -SecretName key -Vault Faulty }
Add-Echo $exchange 401 $part.apiKeySecret
Step 'an echo of the key' { Connect-OwoxDataMarts -ApiKey $key }
Clear-Sandbox
Add-Fault $exchange status @{ status = 200; body = @{ accessTokn = 'nothing' } }
Step 'an exchange without a token' { Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $Sandbox.viewerApiKey) }
$proxy = [uri] $Sandbox.proxy.address
$proxySignIn = [pscredential]::new($Sandbox.proxy.user, (ConvertTo-Secret $Sandbox.proxy.password))
$wrongSignIn = [pscredential]::new($Sandbox.proxy.user, (ConvertTo-Secret $wrong))
$proxyWithPassword = "http://$($Sandbox.proxy.user):$($Sandbox.proxy.password)@$($proxy.Authority)"
$behind = ConvertTo-Secret (New-KeyText @{ apiOrigin = 'https://sandbox.test'; apiKeyId = $part.apiKeyId; apiKeySecret = $part.apiKeySecret })
Step 'a proxy' { Connect-OwoxDataMarts -ApiKey $behind -Proxy $proxy -ProxyCredential $proxySignIn -SkipCertificateCheck -Name proxied; Get-OwoxStorage -Connection proxied }
Step 'a certificate behind a proxy' { Connect-OwoxDataMarts -ApiKey $behind -Proxy $proxy -ProxyCredential $proxySignIn }
Step 'a proxy that refuses' { Connect-OwoxDataMarts -ApiKey $behind -Proxy $proxy -ProxyCredential $wrongSignIn }
Step 'a proxy with its password as text' { Connect-OwoxDataMarts -ApiKey $behind -Proxy $proxyWithPassword }
Step 'a proxy with its password in an address' { Connect-OwoxDataMarts -ApiKey $behind -Proxy ([uri] $proxyWithPassword) }
Step 'a wrong password' { Connect-OwoxDataMarts -Origin $origin -Credential ([pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $wrong))) }
Add-Echo $signIn 401 $Sandbox.memberPassword
Step 'an echo of the password' { Connect-OwoxDataMarts -Origin $origin -Credential $member }
Clear-Sandbox
Add-Fault $signIn status @{ status = 404 }
Step 'no sign-in' { Connect-OwoxDataMarts -Origin $origin -Credential $member }
Add-Fault $signIn status @{ status = 429; times = 0; headers = @{ 'x-retry-after' = '1' }; body = $Sandbox.memberPassword; contentType = 'text/plain' }
Step 'too many sign-ins' { Connect-OwoxDataMarts -Origin $origin -Credential $member }
Clear-Sandbox
Step 'a malformed cookie' { Connect-OwoxDataMarts -Origin $origin -RefreshToken $badCookie }
Step 'a malformed token' { Connect-OwoxDataMarts -Origin $origin -AccessToken $badToken }
Add-Echo 'GET /auth/access-token' 401 $cookie
Step 'an echo of the cookie' { Connect-OwoxDataMarts -Origin $origin -RefreshToken (ConvertTo-Secret "$cookie") -Name again -TimeoutSec 20; Get-OwoxApiKey -Connection cookie }
Clear-Sandbox
Add-Echo 'GET /api/*' 403 $token
Step 'an echo of the token' { Get-OwoxApiKey -Connection token }
Clear-Sandbox
Step 'a wrong origin' { Connect-OwoxDataMarts -Origin "https://ada:$wrong@owox.example.com" -Credential $member }

$null = Connect-OwoxDataMarts -Origin $origin -Credential $member -Name work
Step 'new key' { New-OwoxApiKey 'walk object' -ExpiresIn 1.00:00 }
Step 'new key as text' { New-OwoxApiKey 'walk text' -AsPlainText } -Hide
Step 'new key in a vault' { New-OwoxApiKey 'walk vault' -SecretName walked -Vault Faulty -ExpiresIn 1.00:00 -Description 'a walk' }
$env:TF_BUILD = 'True'
Step 'new key masked' { New-OwoxApiKey 'walk masked' -MaskInLog }
Remove-Item env:TF_BUILD
Step 'new key what if' { New-OwoxApiKey 'walk what if' -WhatIf }
Step 'a blank name' { New-OwoxApiKey ' ' }
Step 'a past expiry' { New-OwoxApiKey 'walk past' -ExpiresIn '-1' }
Step 'a name in use' { New-OwoxApiKey 'walk vault' }
Step 'a secret in use' { New-OwoxApiKey 'walk more' -SecretName walked -Vault Faulty }
Add-VaultFault Set-Secret throw unlucky @{ text = 'Disk full' }
Step 'a vault that refuses' { New-OwoxApiKey 'walk unlucky' -SecretName unlucky -Vault Faulty }
Add-VaultFault Set-Secret wrong unlucky
Add-Fault "DELETE $keys/*" status @{ status = 403; times = 0 }
Step 'a vault that changes it, and no way back' { New-OwoxApiKey 'walk stuck' -SecretName unlucky -Vault Faulty }
Clear-Sandbox
Add-Fault "POST $keys" status @{ status = 201; body = @{ apiKeyId = 'pmk_x'; apiKey = $forged } }
Step 'an answer that lacks a name' { New-OwoxApiKey 'walk lacking' }
Step 'an API key cannot manage keys' { New-OwoxApiKey 'walk not' -Connection vault }
Step 'list keys' { Get-OwoxApiKey -IncludeRevoked }
Step 'no such key' { Get-OwoxApiKey -Id pmk_nothing; Get-OwoxApiKey nothing }
Step 'rename' { Get-OwoxApiKey 'walk object' | Rename-OwoxApiKey -NewName 'walk renamed' -PassThru }
Step 'rename to a name in use' { Get-OwoxApiKey 'walk renamed' | Rename-OwoxApiKey -NewName 'walk vault' }
Step 'rename nothing' { Rename-OwoxApiKey pmk_nothing 'walk' }
Step 'revoke' { Get-OwoxApiKey 'walk renamed' | Revoke-OwoxApiKey -Force -Verbose }
Step 'revoke again' { Get-OwoxApiKey 'walk renamed' -IncludeRevoked | Revoke-OwoxApiKey -Force }
Step 'revoke the one in use' { Revoke-OwoxApiKey $part.apiKeyId -Confirm:$false }
Step 'revoke nothing' { Revoke-OwoxApiKey pmk_nothing -Force }
Step 'read a key' { ConvertFrom-OwoxApiKey $Sandbox.apiKey; $key | ConvertFrom-OwoxApiKey }
Step 'read no key' { ConvertFrom-OwoxApiKey $junk }
Step 'rotate' { Invoke-OwoxApiKeyRotation -SecretName walked -Vault Faulty -ExpiresIn 1.00:00 -Force }
Add-KnownStored
Step 'rotate and keep' { Invoke-OwoxApiKeyRotation -SecretName walked -Vault Faulty -KeepOld -Force }
Add-KnownStored
Step 'rotate what if' { Invoke-OwoxApiKeyRotation -SecretName walked -Vault Faulty -WhatIf }
Step 'rotate to the end' { Invoke-OwoxApiKeyRotation -SecretName walked -Vault Faulty -Force }
Add-VaultFault Set-Secret forged walked
Step 'rotate with a vault that changes it' { Invoke-OwoxApiKeyRotation -SecretName walked -Vault Faulty -Force }
Add-KnownStored
Add-Fault $exchange status @{ status = 401; times = 0; body = (Get-KeyPart (Get-StoredText walked-next)).apiKeySecret; contentType = 'text/plain' }
Step 'rotate with a key that is refused' { Invoke-OwoxApiKeyRotation -SecretName walked -Vault Faulty -Force }
Add-KnownStored
Clear-Sandbox
Step 'rotate what is no key' { Invoke-OwoxApiKeyRotation -SecretName junk, nowhere -Vault Faulty -Force }
Step 'a warning of the end' { Connect-OwoxDataMarts -SecretName walked -Vault Faulty -Name ending }
. (Join-Path $PSScriptRoot 'WalkOthers.ps1')
Add-Fault 'POST /auth/better-auth/sign-out' status @{ status = 500; times = 0 }
Step 'disconnect in vain' { Disconnect-OwoxDataMarts work }
Clear-Sandbox
Step 'disconnect nothing' { Disconnect-OwoxDataMarts nowhere }
Step 'disconnect' { Disconnect-OwoxDataMarts -All }
Step 'not connected' { Get-OwoxApiKey }
