# The steps of AllCmdlets.ps1 for credentials and the report of secrets: each source of the secret, and servers that repeat it.

$good, $bad, $plain = 'valid-credential-4e1d9b', 'rejected-credential-8a27', 'plain-credential-c03f51'
$lines = "valid-first-line-6b0e`nsecond-line-of-it-77d2`r`nthird-line-of-it-91ac"
$signs = "valid-%25-$([char]::ConvertFromUtf32(0x1F511))-`"quoted`"-%0A-end"
Add-KnownSecret $good, $bad, $plain, $signs
Add-KnownSecret ($lines -split '\r?\n')
Set-Secret -Name openai -Vault Faulty -Secret $good
Set-Secret -Name lines -Vault Faulty -Secret $lines
Set-Secret -Name signs -Vault Faulty -Secret $signs
$secret = ConvertTo-Secret $good

Invoke-Step 'credentials' { Get-OwoxCredential }
Invoke-Step 'a new credential' { New-OwoxCredential one openai -Secret $secret -Verbose }
Invoke-Step 'a new credential of a vault' { New-OwoxCredential two openai -SecretName lines -Vault Faulty }
Invoke-Step 'a new credential of a command' { New-OwoxCredential three openai -SecretCommand { $signs } }
Invoke-Step 'a rejected credential' { New-OwoxCredential four openai -Secret (ConvertTo-Secret $bad) }
Invoke-Step 'a credential in use' { New-OwoxCredential one openai -Secret $secret }
Invoke-Step 'a credential as text' { New-OwoxCredential five openai -Secret $plain }
Invoke-Step 'a credential that is a key' { New-OwoxCredential five openai -SecretName key -Vault Faulty }
Invoke-Step 'change a credential' { Set-OwoxCredential one -SecretName signs -Vault Faulty -PassThru -Verbose }
Invoke-Step 'change a credential as text' { Set-OwoxCredential one -Secret $plain }
Invoke-Step 'change an unknown credential' { Set-OwoxCredential nothing -Secret $secret }
Invoke-Step 'validate credentials' { Get-OwoxCredential | Test-OwoxCredential }
Invoke-Step 'validate no credential' { Test-OwoxCredential nothing }
Invoke-Step 'no credential' { Get-OwoxCredential nothing }
foreach ($name in 'openai', 'lines', 'signs') {
    $value = Get-StoredText $name
    foreach ($match in 'POST /api/credentials', 'PUT /api/credentials/*') {
        Add-Fault $match status @{ status = 400; body = @{ message = "you sent $value"; details = @{ errors = @(@{ message = "secret.value $value" }); sent = $value } } }
    }

    Invoke-Step "an echo of the new credential $name" { New-OwoxCredential echo openai -SecretName $name -Vault Faulty }
    Invoke-Step "an echo of the changed credential $name" { Set-OwoxCredential one -SecretName $name -Vault Faulty }
    Clear-Sandbox
    Add-Fault 'POST */validate' status @{ status = 200; body = @{ id = 'x'; title = 'x'; validationState = 'rejected'; validationMessage = "Incorrect key provided: $value" } }
    Invoke-Step "an echo of the validation $name" { Set-OwoxCredential one -SecretName $name -Vault Faulty -PassThru }
    Clear-Sandbox
}

Add-VaultFault Get-Secret throw openai @{ text = "The backend rejected $good" }
Invoke-Step 'a vault that repeats the credential' { New-OwoxCredential six openai -SecretName openai -Vault Faulty }
Clear-VaultFault
Invoke-Step 'remove credentials' { Get-OwoxCredential one, two, three, four | Remove-OwoxCredential -Force }
Invoke-Step 'remove no credential' { Remove-OwoxCredential nothing -Force }
Invoke-Step 'a report of secrets' { Get-OwoxSecretReport -Verbose }
Invoke-Step 'a report of secrets of no vault' { Get-OwoxSecretReport -Vault Nowhere }
