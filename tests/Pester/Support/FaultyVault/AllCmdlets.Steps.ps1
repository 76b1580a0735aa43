# The steps of AllCmdlets.ps1. Each runs one cmdlet in one situation. Between the steps, faults of the server or the vault are injected.

# The response of the server quotes what it received.
function Add-EchoFault([string] $Match, [int] $Status, [string] $Text) {
    Add-Fault $Match status @{ status = $Status; times = 0; body = @{ message = "you sent $Text"; code = 'ECHO'; details = @{ sent = $Text } } }
}

$exchange = 'POST /api/auth/api-keys/exchange'
$signIn = 'POST /auth/better-auth/sign-in/email'
$keys = '/api/project-member-api-keys'

Invoke-Step 'connect with text' { Connect-OwoxDataMarts -ApiKey $Sandbox.apiKey -Name text }
Invoke-Step 'connect with a vault' { Connect-OwoxDataMarts -SecretName key -Vault Faulty -Name vault }
Invoke-Step 'connect with the default vault' { Connect-OwoxDataMarts -SecretName key -Name default }
Invoke-Step 'connect with a password' { Connect-OwoxDataMarts -Origin $origin -Credential $member -Name password }
Invoke-Step 'connect with a cookie' { Connect-OwoxDataMarts -Origin $origin -RefreshToken $cookie -Name cookie }
Invoke-Step 'connect with a token' { Connect-OwoxDataMarts -Origin $origin -AccessToken $token -Name token }
Invoke-Step 'an audit log' { $null = Connect-OwoxDataMarts -Origin $origin -AccessToken $token -Name audited -AuditLog ./audit.jsonl -IncludeQuery; $null = Set-OwoxProject -Description audited -Connection audited; Get-OwoxAuditEvent ./audit.jsonl; Disconnect-OwoxDataMarts audited }
Invoke-Step 'show connections' { Get-OwoxConnection; Test-OwoxConnection; Test-OwoxConnection -Connection password }
Invoke-Step 'no vault' { Connect-OwoxDataMarts -SecretName key -Vault Nowhere }
Invoke-Step 'no secret' { Connect-OwoxDataMarts -SecretName nowhere -Vault Faulty }
Invoke-Step 'no key' { Connect-OwoxDataMarts -SecretName junk -Vault Faulty }
Invoke-Step 'no ID' { Connect-OwoxDataMarts -SecretName parts -Vault Faulty }
Invoke-Step 'a rejected key' { Connect-OwoxDataMarts -SecretName forged -Vault Faulty }
Add-VaultFault Get-Secret gives key @{ text = '[datetime]::Now' }
Invoke-Step 'an unsupported type of a secret' { Connect-OwoxDataMarts -SecretName key -Vault Faulty }
Add-VaultFault Get-Secret throw key @{ text = 'The backend is down' }
Invoke-Step 'a vault that fails' { Connect-OwoxDataMarts -SecretName key -Vault Faulty }
Add-VaultFault Get-Secret prompt key
Invoke-Step 'a vault that prompts' { Connect-OwoxDataMarts -SecretName key -Vault Faulty }
. (Join-Path $PSScriptRoot 'AllCmdlets.SourceSteps.ps1')
Add-EchoFault $exchange 401 $part.apiKeySecret
Invoke-Step 'an echo of the key' { Connect-OwoxDataMarts -ApiKey $key }
Clear-Sandbox
Add-Fault $exchange status @{ status = 200; body = @{ accessTokn = 'nothing' } }
Invoke-Step 'an exchange without a token' { Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $Sandbox.viewerApiKey) }
$proxy = [uri] $Sandbox.proxy.address
$proxySignIn = [pscredential]::new($Sandbox.proxy.user, (ConvertTo-Secret $Sandbox.proxy.password))
$wrongSignIn = [pscredential]::new($Sandbox.proxy.user, (ConvertTo-Secret $wrong))
$proxyWithPassword = "http://$($Sandbox.proxy.user):$($Sandbox.proxy.password)@$($proxy.Authority)"
$behind = ConvertTo-Secret (New-KeyText @{ apiOrigin = 'https://sandbox.test'; apiKeyId = $part.apiKeyId; apiKeySecret = $part.apiKeySecret })
Invoke-Step 'a proxy' { Connect-OwoxDataMarts -ApiKey $behind -Proxy $proxy -ProxyCredential $proxySignIn -SkipCertificateCheck -Name proxied; Get-OwoxStorage -Connection proxied }
Invoke-Step 'a certificate behind a proxy' { Connect-OwoxDataMarts -ApiKey $behind -Proxy $proxy -ProxyCredential $proxySignIn }
Invoke-Step 'a proxy that rejects the credential' { Connect-OwoxDataMarts -ApiKey $behind -Proxy $proxy -ProxyCredential $wrongSignIn }
Invoke-Step 'a proxy with its password as text' { Connect-OwoxDataMarts -ApiKey $behind -Proxy $proxyWithPassword }
Invoke-Step 'a proxy with its password in an address' { Connect-OwoxDataMarts -ApiKey $behind -Proxy ([uri] $proxyWithPassword) }
Invoke-Step 'a wrong password' { Connect-OwoxDataMarts -Origin $origin -Credential ([pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $wrong))) }
Add-EchoFault $signIn 401 $Sandbox.memberPassword
Invoke-Step 'an echo of the password' { Connect-OwoxDataMarts -Origin $origin -Credential $member }
Clear-Sandbox
Add-Fault $signIn status @{ status = 404 }
Invoke-Step 'a rejected sign-in' { Connect-OwoxDataMarts -Origin $origin -Credential $member }
Add-Fault $signIn status @{ status = 429; times = 0; headers = @{ 'x-retry-after' = '1' }; body = $Sandbox.memberPassword; contentType = 'text/plain' }
Invoke-Step 'too many requests to sign in' { Connect-OwoxDataMarts -Origin $origin -Credential $member }
Clear-Sandbox
Invoke-Step 'a malformed cookie' { Connect-OwoxDataMarts -Origin $origin -RefreshToken $badCookie }
Invoke-Step 'a malformed token' { Connect-OwoxDataMarts -Origin $origin -AccessToken $badToken }
Add-EchoFault 'GET /auth/access-token' 401 $cookie
Invoke-Step 'an echo of the cookie' { Connect-OwoxDataMarts -Origin $origin -RefreshToken (ConvertTo-Secret "$cookie") -Name again -TimeoutSec 20; Get-OwoxApiKey -Connection cookie }
Clear-Sandbox
Add-EchoFault 'GET /api/*' 403 $token
Invoke-Step 'an echo of the token' { Get-OwoxApiKey -Connection token }
Clear-Sandbox
Invoke-Step 'a wrong origin' { Connect-OwoxDataMarts -Origin "https://ada:$wrong@owox.example.com" -Credential $member }

$null = Connect-OwoxDataMarts -Origin $origin -Credential $member -Name work
Invoke-Step 'new key' { New-OwoxApiKey 'test object' -ExpiresIn 1.00:00 }
Invoke-Step 'new key as text' { New-OwoxApiKey 'test text' -AsPlainText } -Hide
Invoke-Step 'new key in a vault' { New-OwoxApiKey 'test vault' -SecretName rotated -Vault Faulty -ExpiresIn 1.00:00 -Description 'a project' }
$env:TF_BUILD = 'True'
Invoke-Step 'new key masked' { New-OwoxApiKey 'test masked' -MaskInLog }
Remove-Item env:TF_BUILD
Invoke-Step 'new key what if' { New-OwoxApiKey 'test what if' -WhatIf }
Invoke-Step 'a blank name' { New-OwoxApiKey ' ' }
Invoke-Step 'a past expiry' { New-OwoxApiKey 'test past' -ExpiresIn '-1' }
Invoke-Step 'a name in use' { New-OwoxApiKey 'test vault' }
Invoke-Step 'a secret in use' { New-OwoxApiKey 'test more' -SecretName rotated -Vault Faulty }
Add-VaultFault Set-Secret throw unlucky @{ text = 'Disk full' }
Invoke-Step 'a vault that cannot store the key' { New-OwoxApiKey 'test unlucky' -SecretName unlucky -Vault Faulty }
Add-VaultFault Set-Secret wrong unlucky
Add-Fault "DELETE $keys/*" status @{ status = 403; times = 0 }
Invoke-Step 'a vault that changes the key, and revoking fails' { New-OwoxApiKey 'test stuck' -SecretName unlucky -Vault Faulty }
Clear-Sandbox
Add-Fault "POST $keys" status @{ status = 201; body = @{ apiKeyId = 'pmk_x'; apiKey = $forged } }
Invoke-Step 'a response without a name' { New-OwoxApiKey 'test lacking' }
Invoke-Step 'an API key cannot manage keys' { New-OwoxApiKey 'test not' -Connection vault }
Invoke-Step 'list keys' { Get-OwoxApiKey -IncludeRevoked }
Invoke-Step 'list keys with their use' { Get-OwoxApiKey -IncludeUsage -AuditLog ./audit.jsonl }
Invoke-Step 'find stale keys' { Find-OwoxStaleApiKey -UnusedFor 0:0:1 -ExpiringWithin 400.00:00 -IncludeUsage }
Invoke-Step 'find stale keys without a log' { Find-OwoxStaleApiKey -IncludeUsage -AuditLog ./nowhere.jsonl }
Invoke-Step 'an unknown key' { Get-OwoxApiKey -Id pmk_nothing; Get-OwoxApiKey nothing }
Invoke-Step 'rename' { Get-OwoxApiKey 'test object' | Rename-OwoxApiKey -NewName 'test renamed' -PassThru }
Invoke-Step 'rename to a name in use' { Get-OwoxApiKey 'test renamed' | Rename-OwoxApiKey -NewName 'test vault' }
Invoke-Step 'rename nothing' { Rename-OwoxApiKey pmk_nothing 'test' }
Invoke-Step 'revoke' { Get-OwoxApiKey 'test renamed' | Revoke-OwoxApiKey -Force -Verbose }
Invoke-Step 'revoke again' { Get-OwoxApiKey 'test renamed' -IncludeRevoked | Revoke-OwoxApiKey -Force }
Invoke-Step 'revoke the key in use' { Revoke-OwoxApiKey $part.apiKeyId -Confirm:$false }
Invoke-Step 'revoke nothing' { Revoke-OwoxApiKey pmk_nothing -Force }
Invoke-Step 'read a key' { ConvertFrom-OwoxApiKey $Sandbox.apiKey; $key | ConvertFrom-OwoxApiKey }
Invoke-Step 'read an invalid key' { ConvertFrom-OwoxApiKey $junk }
Invoke-Step 'rotate' { Invoke-OwoxApiKeyRotation -SecretName rotated -Vault Faulty -ExpiresIn 1.00:00 -Force }
Add-StoredSecret
Invoke-Step 'rotate and keep' { Invoke-OwoxApiKeyRotation -SecretName rotated -Vault Faulty -KeepOld -Force }
Add-StoredSecret
Invoke-Step 'rotate what if' { Invoke-OwoxApiKeyRotation -SecretName rotated -Vault Faulty -WhatIf }
Invoke-Step 'complete the rotation' { Invoke-OwoxApiKeyRotation -SecretName rotated -Vault Faulty -Force }
Add-VaultFault Set-Secret forged rotated
Invoke-Step 'rotate with a vault that changes the key' { Invoke-OwoxApiKeyRotation -SecretName rotated -Vault Faulty -Force }
Add-StoredSecret
Add-Fault $exchange status @{ status = 401; times = 0; body = (Get-KeyPart (Get-StoredText rotated-next)).apiKeySecret; contentType = 'text/plain' }
Invoke-Step 'rotate with a rejected key' { Invoke-OwoxApiKeyRotation -SecretName rotated -Vault Faulty -Force }
Add-StoredSecret
Clear-Sandbox
Invoke-Step 'rotate a secret that is not a key' { Invoke-OwoxApiKeyRotation -SecretName junk, nowhere -Vault Faulty -Force }
. (Join-Path $PSScriptRoot 'AllCmdlets.SecretSteps.ps1')
Invoke-Step 'a warning about the expiry' { Connect-OwoxDataMarts -SecretName rotated -Vault Faulty -Name ending }
. (Join-Path $PSScriptRoot 'AllCmdlets.CredentialSteps.ps1')
. (Join-Path $PSScriptRoot 'AllCmdlets.OtherSteps.ps1')
Add-Fault 'POST /auth/better-auth/sign-out' status @{ status = 500; times = 0 }
Invoke-Step 'disconnect with an error of the server' { Disconnect-OwoxDataMarts work }
Clear-Sandbox
Invoke-Step 'disconnect nothing' { Disconnect-OwoxDataMarts nowhere }
Invoke-Step 'disconnect' { Disconnect-OwoxDataMarts -All }
Invoke-Step 'not connected' { Get-OwoxApiKey }
