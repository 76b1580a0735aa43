# Creating API keys as the member who owns them, and reading the parts of a key.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Prompt/Prompt.psm1')
    Start-OwoxTest
    Register-FaultyVault Faulty -Default
    $null = Connect-Member
    $adminKeyId = (Get-KeyPart $Sandbox.apiKey).apiKeyId
    $vaultError = 'Owox.PowerShell.OwoxVaultException'
    $configurationError = 'Owox.OwoxConfigurationException'
    function Get-ChangingRequest { Get-SandboxRequest | Where-Object { $_.method -ne 'GET' -and $_.path -ne '/api/auth/api-keys/exchange' } }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'New-OwoxApiKey' -Skip:$noVault {
    BeforeEach {
        Clear-ServerKey
        Clear-Sandbox
        Clear-VaultFault
        Remove-Item (Join-Path (Get-VaultFolder) 'store/*')
    }

    It 'returns the value as a SecureString, only once' {
        $key = New-OwoxApiKey 'nightly export'
        $key | Should -BeOfType 'Owox.PowerShell.OwoxCreatedApiKey'
        $key.Name | Should -BeExactly 'nightly export'
        $key.Id | Should -BeLike 'pmk_*'
        $key.Status | Should -Be 'Active'
        $key.ExpiresAt | Should -BeNullOrEmpty
        $key.Value | Should -BeOfType securestring
        $key.SecretName | Should -BeNullOrEmpty
        Test-KeyText (ConvertFrom-Secret $key.Value) | Should -BeTrue
        (Get-OwoxApiKey -Id $key.Id).PSObject.Properties.Name | Should -Not -Contain 'Value'
    }

    It 'returns plain text with -AsPlainText' {
        $key = New-OwoxApiKey 'plain' -AsPlainText
        $key.Value | Should -BeOfType string
        Test-KeyText $key.Value | Should -BeTrue
    }

    It 'sets an expiry from <parameter>' -ForEach @{ parameter = 'ExpiresIn' }, @{ parameter = 'ExpiresAt' } {
        $end = [DateTimeOffset]::UtcNow.AddDays(90)
        $with = if ($parameter -eq 'ExpiresIn') { @{ ExpiresIn = '90.00:00' } } else { @{ ExpiresAt = $end } }
        $key = New-OwoxApiKey 'ends' @with
        [Math]::Abs(($key.ExpiresAt - $end).TotalSeconds) | Should -BeLessThan 30
        [Math]::Abs(([DateTimeOffset](Get-ServerKey ends).expiresAt - $end).TotalSeconds) | Should -BeLessThan 30
    }

    It 'rejects <what> before any request' -ForEach @(
        @{ what = '-ExpiresIn together with -ExpiresAt'; with = @{ ExpiresIn = '1'; ExpiresAt = [DateTimeOffset]::Now.AddDays(1) }; says = 'cannot be used together' }
        @{ what = 'a date in the past'; with = @{ ExpiresAt = [DateTimeOffset]::Now.AddMinutes(-1) }; says = 'not in the future' }
        @{ what = 'a time span of zero'; with = @{ ExpiresIn = '0' }; says = 'zero or negative' }
        @{ what = 'a negative time span'; with = @{ ExpiresIn = '-1' }; says = 'zero or negative' }
        @{ what = 'a plain number, which PowerShell converts to ticks'; with = @{ ExpiresIn = 90 }; says = 'ticks', '90.00:00' }
        @{ what = 'a time span above the maximum'; with = @{ ExpiresIn = [timespan]::MaxValue }; says = '36,500 days' }
    ) {
        Assert-Failure { New-OwoxApiKey 'ends' @with } 'Owox.ExpiryInvalid' InvalidArgument $configurationError $says
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects a name of <what> before any request' -ForEach @(
        @{ what = 'white space'; name = "  `t"; says = 'cannot be blank' }
        @{ what = '101 characters'; name = 'n' * 101; says = 'at most 100', '101' }
    ) {
        Assert-Failure { New-OwoxApiKey $name } 'Owox.ApiKeyNameInvalid' InvalidArgument $configurationError $says
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects an empty name' {
        (Get-Failure { New-OwoxApiKey '' }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationErrorEmptyStringNotAllowed,*'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'accepts a name of 100 characters' {
        (New-OwoxApiKey ('n' * 100)).Name | Should -BeExactly ('n' * 100)
        Get-ServerKey ('n' * 100) | Should -HaveCount 1
    }

    It 'rejects a name that is in use, except with -Force' {
        $first = New-OwoxApiKey 'twice'
        Assert-Failure { New-OwoxApiKey 'twice' } 'Owox.ApiKeyNameInUse' ResourceExists $configurationError "'twice'", $first.Id, '-Force'
        Get-ServerKey twice | Should -HaveCount 1
        (New-OwoxApiKey 'twice' -Force).Id | Should -Not -Be $first.Id
        Get-ServerKey twice | Should -HaveCount 2
    }

    It 'creates nothing with -WhatIf' {
        New-OwoxApiKey 'maybe' -SecretName 'maybe' -Vault Faulty -WhatIf | Should -BeNullOrEmpty
        Get-ServerKey maybe | Should -BeNullOrEmpty
        (Get-SandboxRequest '/api/project-member-api-keys').method | Sort-Object -Unique | Should -Be 'GET'
        Get-VaultLog 'Set-*' | Should -BeNullOrEmpty
    }

    It 'stores the value and metadata in a vault, and does not return the value' {
        $key = New-OwoxApiKey 'nightly' -ExpiresIn 30.00:00 -SecretName 'owox-nightly' -Vault Faulty -Description 'for the backup'
        $key.Value | Should -BeNullOrEmpty
        $key.SecretName | Should -BeExactly 'owox-nightly'
        $key.Vault | Should -BeExactly 'Faulty'
        Test-KeyText (Get-StoredText 'owox-nightly') | Should -BeTrue
        (Get-KeyPart (Get-StoredText 'owox-nightly')).apiKeyId | Should -BeExactly $key.Id
        $metadata = (Get-SecretInfo 'owox-nightly' -Vault Faulty).Metadata
        $metadata.owoxApiKeyId | Should -BeExactly $key.Id
        $metadata.owoxOrigin | Should -BeExactly $Sandbox.origin
        $metadata.owoxName | Should -BeExactly 'nightly'
        $metadata.owoxDescription | Should -BeExactly 'for the backup'
        [DateTimeOffset]$metadata.owoxExpiresAt | Should -Be $key.ExpiresAt
        [DateTimeOffset]$metadata.owoxCreatedAt | Should -Be $key.CreatedAt
        "$($metadata.Values)" | Should -Not -BeLike '*owox_key_*'
        Get-VaultLog | Where-Object { $_ -in 'Set-Secret owox-nightly', 'Get-Secret owox-nightly' } | Select-Object -Last 2 | Should -Be 'Set-Secret owox-nightly', 'Get-Secret owox-nightly'
    }

    It 'uses the default vault without -Vault' {
        (New-OwoxApiKey 'default' -SecretName 'there').Vault | Should -BeExactly 'Faulty'
        Test-KeyText (Get-StoredText 'there') | Should -BeTrue
    }

    It 'succeeds when the vault stores no metadata, and reports it in the verbose stream' {
        Add-VaultFault Set-SecretInfo throw -With @{ text = 'No notes'; times = 0 }
        $messages = New-OwoxApiKey 'bare' -SecretName 'bare' -Vault Faulty -Verbose 4>&1
        "$messages" | Should -BeLike '*did not store the metadata*'
        Test-KeyText (Get-StoredText 'bare') | Should -BeTrue
    }

    It 'replaces a secret only with -Force, and otherwise creates no key' {
        Set-Secret -Name 'taken' -Vault Faulty -Secret 'precious'
        Assert-Failure { New-OwoxApiKey 'new one' -SecretName 'taken' -Vault Faulty } 'Owox.SecretExists' ResourceExists $vaultError "'taken'", 'Invoke-OwoxApiKeyRotation', '-Force'
        Get-StoredText 'taken' | Should -BeExactly 'precious'
        Get-ChangingRequest | Should -BeNullOrEmpty
        $key = New-OwoxApiKey 'new one' -SecretName 'taken' -Vault Faulty -Force
        (Get-KeyPart (Get-StoredText 'taken')).apiKeyId | Should -BeExactly $key.Id
    }

    It 'creates no key when the vault does not exist' {
        Assert-Failure { New-OwoxApiKey 'lost' -SecretName 'lost' -Vault 'Nowhere' } 'Owox.VaultNotFound' ObjectNotFound $vaultError "'Nowhere'"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'revokes the new key when the vault <what>' -ForEach @(
        @{ what = 'fails'; operation = 'Set-Secret'; kind = 'throw'; skip = 0; says = "run Test-SecretVault -Name 'Faulty'. The vault reported: *Disk full" }
        @{ what = 'stores another value'; operation = 'Set-Secret'; kind = 'wrong'; skip = 0; says = 'another value. Check whether another program writes to the secret' }
        @{ what = 'stores a key with another secret'; operation = 'Set-Secret'; kind = 'forged'; skip = 0; says = 'another value' }
        @{ what = 'stores a truncated key'; operation = 'Set-Secret'; kind = 'truncated'; skip = 0; says = 'another value' }
        @{ what = 'cannot read the key'; operation = 'Get-Secret'; kind = 'throw'; skip = 1; says = 'Disk full' }
        @{ what = 'returns nothing'; operation = 'Get-Secret'; kind = 'gives'; skip = 1; says = 'another value' }
    ) {
        Add-VaultFault $operation $kind -With @{ text = $(if ($kind -eq 'gives') { '$null' } else { 'Disk full' }); skip = $skip }
        Assert-Failure { New-OwoxApiKey 'unlucky' -SecretName 'unlucky' -Vault Faulty } 'Owox.VaultFailed' ResourceUnavailable $vaultError "'unlucky'", 'so it was revoked.', $says
        Get-ServerKey unlucky | Should -BeNullOrEmpty
        Get-SandboxRequest '/api/project-member-api-keys/*' DELETE | Should -HaveCount 1
        Get-StoredText 'unlucky' | Should -Not -BeLike 'owox_key_*'
        Remove-Item (Join-Path (Get-VaultFolder) 'store/unlucky.json') -ErrorAction Ignore
    }

    It 'replaces an invalid value that the vault stored, and names the secret' {
        Add-VaultFault Set-Secret truncated
        Assert-Failure { New-OwoxApiKey 'cut' -SecretName 'cut' -Vault Faulty } 'Owox.VaultFailed' ResourceUnavailable $vaultError "The secret 'cut' now contains no key", '-Force'
        Get-StoredText 'cut' | Should -Not -BeLike 'owox_key_*'
        Get-VaultLog 'Remove-Secret*' | Should -BeNullOrEmpty
        $null = New-OwoxApiKey 'cut' -SecretName 'cut' -Vault Faulty -Force
        Test-KeyText (Get-StoredText 'cut') | Should -BeTrue
    }

    It 'names the secret when an invalid value cannot be replaced' {
        Add-VaultFault Set-Secret truncated -With @{ times = 1 }
        Add-VaultFault Set-Secret throw -With @{ text = 'Disk full'; skip = 0; times = 0 }
        Assert-Failure { New-OwoxApiKey 'bad' -SecretName 'bad-one' -Vault Faulty } 'Owox.VaultFailed' ResourceUnavailable $vaultError "The secret 'bad-one' in the vault 'Faulty' may contain a value that is not a valid key", "Remove-Secret -Name 'bad-one'"
        Get-ServerKey bad | Should -BeNullOrEmpty
    }

    It 'restores the previous value of the secret after an error with -Force: <type>' -ForEach @(
        @{ type = 'String'; secret = { 'precious' } }
        @{ type = 'SecureString'; secret = { ConvertTo-Secret 'precious' } }
        @{ type = 'PSCredential'; secret = { [pscredential]::new('ada', (ConvertTo-Secret 'precious')) } }
    ) {
        Set-Secret -Name 'kept' -Vault Faulty -Secret (& $secret)
        Clear-VaultFault
        Add-VaultFault Set-Secret truncated
        Assert-Failure { New-OwoxApiKey 'forced' -SecretName 'kept' -Vault Faulty -Force } 'Owox.VaultFailed' ResourceUnavailable $vaultError "The previous value of the secret 'kept' was restored"
        Get-StoredText 'kept' | Should -BeExactly 'precious'
        Get-StoredType 'kept' | Should -Be $type
        Get-ServerKey forced | Should -BeNullOrEmpty
    }

    It 'names the secret when its previous value cannot be restored' {
        Set-Secret -Name 'kept' -Vault Faulty -Secret 'precious'
        Clear-VaultFault
        Add-VaultFault Set-Secret truncated -With @{ times = 1 }
        Add-VaultFault Set-Secret throw -With @{ text = 'Disk full'; times = 0 }
        Assert-Failure { New-OwoxApiKey 'forced' -SecretName 'kept' -Vault Faulty -Force } 'Owox.VaultFailed' ResourceUnavailable $vaultError "The secret 'kept' in the vault 'Faulty' may contain a value that is not a valid key, and could not be restored. Store its previous value again."
        Get-ServerKey forced | Should -BeNullOrEmpty
    }

    It 'creates no key for a name that the vault cannot replace: <name>' -ForEach @{ name = 'jobs [EU]' }, @{ name = 'a[b' }, @{ name = 'a`b' } {
        Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction SilentlyContinue
        Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -AllowClobber
        foreach ($with in @{}, @{ Force = $true }) {
            Assert-Failure { New-OwoxApiKey 'odd name' -SecretName $name -Vault Store @with } 'Owox.SecretNameInvalid' InvalidArgument $vaultError "'$([WildcardPattern]::Escape($name))'", 'could not be rotated', 'No key was created', 'letters, digits and hyphens'
        }

        Get-SandboxRequest -Method POST | Should -BeNullOrEmpty

        # A key that another command stored there is not rotated either, and no key is created.
        $key = New-ServerKey 'odd name'
        Set-Secret -Name $name -Vault Store -Secret $key.apiKey
        Clear-Sandbox
        foreach ($time in 1, 2) {
            Assert-Failure { Invoke-OwoxApiKeyRotation $name -Vault Store -Force -ErrorAction Stop } 'Owox.SecretNameInvalid' InvalidArgument $vaultError 'No key was created'
        }

        Get-SandboxRequest -Method POST | Should -BeNullOrEmpty
        Get-Secret $name -Vault Store -AsPlainText | Should -BeExactly $key.apiKey
    }

    It 'creates no key for a name that the vault finds as a pattern: <_>' -ForEach '*', 'job?' {
        Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction SilentlyContinue
        Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -AllowClobber
        Set-Secret -Name jobs -Vault Store -Secret 'precious'
        Clear-Sandbox
        $name = $_
        Assert-Failure { New-OwoxApiKey 'odd name' -SecretName $name -Vault Store -Force } 'Owox.SecretNameInvalid' InvalidArgument $vaultError 'No key was created'
        Get-SandboxRequest -Method POST | Should -BeNullOrEmpty
        (Get-SecretInfo -Vault Store).Name | Should -BeExactly jobs
        Get-Secret jobs -Vault Store -AsPlainText | Should -BeExactly 'precious'
    }

    It 'accepts such a name in a vault that can replace it' {
        Register-FaultyVault Any -With @{ AnyName = $true }
        foreach ($name in 'jobs [EU]', 'a`[b') {
            $key = New-OwoxApiKey "any name $name" -SecretName $name -Vault Any
            (Get-KeyPart (Get-StoredText $name Any)).apiKeyId | Should -BeExactly $key.Id
            (Invoke-OwoxApiKeyRotation $name -Vault Any -Force).Status | Should -Be 'Completed'
        }
    }

    It 'names the key to revoke manually when revoking fails' {
        Add-VaultFault Set-Secret throw -With @{ text = 'Disk full' }
        Add-Fault 'DELETE /api/project-member-api-keys/*' status @{ status = 403; times = 0 }
        Assert-Failure { New-OwoxApiKey 'stuck' -SecretName 'stuck' -Vault Faulty } 'Owox.VaultFailed' ResourceUnavailable $vaultError 'Revoke it manually', "Revoke-OwoxApiKey $((Get-ServerKey stuck).apiKeyId)", 'Disk full'
        Get-ServerKey stuck | Should -HaveCount 1
    }

    It 'revokes a key that cannot be used, and stores nothing: <what>' -ForEach @(
        @{ what = 'for another host'; value = { New-KeyText @{ apiOrigin = 'http://other.host'; apiKeyId = 'pmk_new'; apiKeySecret = 's3cret-of-the-new-key' } }; says = 'the key is for http://other.host', 'the connection is to' }
        @{ what = 'for another port'; value = { New-KeyText @{ apiOrigin = 'http://127.0.0.1:1'; apiKeyId = 'pmk_new'; apiKeySecret = 's3cret-of-the-new-key' } }; says = 'the key is for http://127.0.0.1:1' }
        @{ what = 'for an origin with a password'; value = { New-KeyText @{ apiOrigin = 'https://ada:pass@other.host'; apiKeyId = 'pmk_new'; apiKeySecret = 's3cret-of-the-new-key' } }; says = 'the origin in the key cannot be used' }
        @{ what = 'with another ID'; value = { New-KeyText @{ apiOrigin = $Sandbox.origin; apiKeyId = 'pmk_other'; apiKeySecret = 's3cret-of-the-new-key' } }; says = 'the ID in the key differs' }
        @{ what = 'that is not a key'; value = { 'notakey' }; says = 'not an API key' }
        @{ what = 'that is empty'; value = { '' }; says = 'not an API key' }
        @{ what = 'that is null'; value = { $null }; says = 'not an API key' }
        @{ what = 'without a secret'; value = { New-KeyText @{ apiOrigin = $Sandbox.origin; apiKeyId = 'pmk_new' } }; says = 'not an API key' }
    ) {
        Add-Fault 'POST /api/project-member-api-keys' status @{ status = 201; body = @{ apiKeyId = 'pmk_new'; name = 'odd'; apiKey = & $value }; times = 0 }
        Add-Fault 'DELETE /api/project-member-api-keys/pmk_new' status @{ status = 204; times = 0 }
        foreach ($call in { New-OwoxApiKey 'odd' }, { New-OwoxApiKey 'odd' -AsPlainText }, { New-OwoxApiKey 'odd' -SecretName 'odd' -Vault Faulty }) {
            Clear-VaultFault
            Assert-Failure $call 'Owox.NewApiKeyInvalid' ProtocolError 'Owox.OwoxApiException' (@("'odd'", 'pmk_new was revoked.') + $says)
            "$($Error[0])" | Should -Not -BeLike '*s3cret-of-the-new-key*'
            Get-VaultLog 'Set-*' | Should -BeNullOrEmpty
        }

        Get-SandboxRequest '/api/project-member-api-keys/pmk_new' DELETE | Should -HaveCount 3
        Get-SandboxRequest '/api/auth/api-keys/exchange' | Should -BeNullOrEmpty
    }

    It 'reports that the response lacks <what>' -ForEach @(
        @{ what = 'the name'; body = @{ apiKeyId = 'pmk_new'; apiKey = 'owox_key_x' }; says = 'it lacks the field $.name', 'pmk_new could not be revoked' }
        @{ what = 'the ID'; body = @{ name = 'odd'; apiKey = 'owox_key_x' }; says = 'it lacks the field $.apiKeyId', 'The response has no ID' }
    ) {
        Add-Fault 'POST /api/project-member-api-keys' status @{ status = 201; body = $body }
        Assert-Failure { New-OwoxApiKey 'odd' } 'Owox.NewApiKeyInvalid' ProtocolError 'Owox.OwoxApiException' $says
    }

    It 'reads names and secrets again after a prompt: <what>' -ForEach @(
        @{ what = 'a key with the same name'; during = 'New-OwoxApiKey waits -Connection $connection'; call = 'New-OwoxApiKey waits -Confirm -Connection $connection'; id = 'Owox.ApiKeyNameInUse'; posts = 1 }
        @{ what = 'a secret with the same name'; during = 'New-OwoxApiKey other -SecretName waits -Vault Faulty -Connection $connection'; call = 'New-OwoxApiKey waits -SecretName waits -Vault Faulty -Confirm -Connection $connection'; id = 'Owox.SecretExists'; posts = 1 }
    ) {
        $run = Invoke-WithPrompt $call -During $during
        $run.ErrorsMeanwhile | Should -BeNullOrEmpty
        $run.Prompts | Should -HaveCount 1
        $run.Errors.FullyQualifiedErrorId | Should -BeLike "$id,*"
        Get-SandboxRequest '/api/project-member-api-keys' POST | Should -HaveCount $posts
    }
}

Describe 'ConvertFrom-OwoxApiKey' -Skip:$noVault {
    BeforeEach {
        Clear-Sandbox
    }

    It 'returns origin and ID of <what>, without the secret' -ForEach @(
        @{ what = 'a SecureString'; call = { ConvertFrom-OwoxApiKey (ConvertTo-Secret $Sandbox.apiKey) } }
        @{ what = 'a string'; call = { ConvertFrom-OwoxApiKey $Sandbox.apiKey } }
        @{ what = 'a string from the pipeline'; call = { $Sandbox.apiKey | ConvertFrom-OwoxApiKey } }
        @{ what = 'a SecureString from the pipeline'; call = { ConvertTo-Secret $Sandbox.apiKey | ConvertFrom-OwoxApiKey } }
    ) {
        $content = & $call
        $content.ApiOrigin | Should -BeExactly $Sandbox.origin
        $content.ApiKeyId | Should -BeExactly $adminKeyId
        $content.PSObject.Properties.Name | Should -Be 'ApiOrigin', 'ApiKeyId'
        $content | Format-List * -Force | Out-String | Should -Not -BeLike "*$((Get-KeyPart $Sandbox.apiKey).apiKeySecret)*"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'converts several keys' {
        ($Sandbox.apiKey, $Sandbox.viewerApiKey | ConvertFrom-OwoxApiKey).ApiKeyId | Should -Be $adminKeyId, (Get-KeyPart $Sandbox.viewerApiKey).apiKeyId
    }

    It 'rejects text that is not a key, without quoting it' {
        Assert-Failure { ConvertFrom-OwoxApiKey 'hunter2' } 'Owox.ApiKeyMalformed' InvalidArgument $configurationError "does not begin with 'owox_key_'"
        "$(Get-Failure { ConvertFrom-OwoxApiKey 'hunter2' })" | Should -Not -BeLike '*hunter2*'
    }
}

Describe 'A connection with an API key' -Skip:$noVault {
    It 'rejects <call> before any request, and explains how to connect' -ForEach @(
        @{ call = 'New-OwoxApiKey x' }
        @{ call = 'New-OwoxApiKey x -SecretName x -Vault Faulty' }
        @{ call = 'Get-OwoxApiKey' }
        @{ call = 'Get-OwoxApiKey -Id pmk_x' }
        @{ call = 'Rename-OwoxApiKey pmk_x y' }
        @{ call = 'Revoke-OwoxApiKey pmk_x -Force' }
        @{ call = 'Invoke-OwoxApiKeyRotation x -Vault Faulty -Force' }
    ) {
        $byKey = Connect-Sandbox -With @{ Name = 'by key' }
        Clear-Sandbox
        Clear-VaultFault
        Assert-Failure { & ([scriptblock]::Create("$call -Connection 'by key'")) } 'Owox.ApiKeyCannotManageKeys' PermissionDenied $configurationError $byKey.ApiKeyId, "Connect-OwoxDataMarts -Origin $($Sandbox.origin) -Credential", '-RefreshToken'
        Get-SandboxRequest | Should -BeNullOrEmpty
        Get-VaultLog | Should -BeNullOrEmpty
        Disconnect-OwoxDataMarts 'by key'
    }
}
