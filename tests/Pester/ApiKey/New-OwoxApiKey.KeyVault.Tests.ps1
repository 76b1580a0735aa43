# New-OwoxApiKey -KeyVault, and the stores that a key cannot be stored in.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1'), (Join-Path $PSScriptRoot '../Support/Azure/Azure.psm1')
    Start-OwoxTest
    Set-OwoxTestTiming @{ RetryDelay = 0.02 }
    $null = Connect-Member
    $azure = Start-Azure
    Set-AzureIdentity $azure AppService
    $vaultError = 'Owox.PowerShell.OwoxVaultException'

    function New-StoredKey([hashtable] $With = @{}) {
        New-OwoxApiKey nightly -KeyVault $azure.Address -SecretName owox @With
    }
}

AfterAll {
    Clear-AzureIdentity
    $azure.Dispose()
    Stop-OwoxTest
}

Describe 'New-OwoxApiKey -KeyVault' {
    BeforeEach {
        Clear-Sandbox
        Clear-ServerKey
        $azure.Reset()
        $azure.ClearSecrets()
    }

    It 'stores the key, and writes its metadata as tags' {
        $streams = [System.Collections.Generic.List[object]]::new()
        New-StoredKey @{ Description = 'reports'; ExpiresIn = '30.00:00'; Verbose = $true } *>&1 | ForEach-Object { $streams.Add($_) }
        $created = $streams | Where-Object { $_ -is [Owox.PowerShell.OwoxCreatedApiKey] }
        $created.Vault | Should -BeExactly $azure.Address
        $created.SecretName | Should -Be 'owox'
        $created.Value | Should -BeNullOrEmpty
        Test-KeyText $azure.Value('owox') | Should -BeTrue
        $tags = ($azure.Versions('owox') | Select-Object -Last 1).Tags
        $tags['owoxApiKeyId'] | Should -Be (Get-KeyPart $azure.Value('owox')).apiKeyId
        $tags['owoxDescription'] | Should -Be 'reports'
        $tags['owoxExpiresAt'] | Should -Not -BeNullOrEmpty
        ($streams -join "`n") -replace '\s' | Should -Not -Match 'owox_key_[A-Za-z0-9_-]{8}'
        $azure.Tokens.Where({ "$streams".Contains($_) }) | Should -BeNullOrEmpty
        (Connect-OwoxDataMarts -KeyVault $azure.Address -SecretName owox -Name stored).ApiKeyId | Should -Be $tags['owoxApiKeyId']
        Disconnect-OwoxDataMarts stored
    }

    It 'does not replace a secret without -Force' {
        $null = $azure.Store('owox', 'of another program')
        Assert-Failure { New-StoredKey } -Id Owox.SecretExists -Category ResourceExists -Type $vaultError -Says 'already has a secret'
        Get-ServerKey nightly | Should -BeNullOrEmpty
        (New-StoredKey @{ Force = $true }).SecretName | Should -Be 'owox'
    }

    It 'creates no key when <what>' -ForEach @(
        @{ what = 'the name is reserved by a deleted secret'; status = 409; body = '{"error":{"code":"Conflict","message":"deleted but recoverable","innererror":{"code":"ObjectIsDeletedButRecoverable"}}}'; id = 'SecretNameReserved'; category = 'ResourceExists' }
        @{ what = 'the identity may not store secrets'; status = 403; body = '{"error":{"code":"Forbidden","message":"no set"}}'; id = 'VaultAccessDenied'; category = 'PermissionDenied' }
        @{ what = 'the vault fails'; status = 500; body = '{}'; id = 'VaultFailed'; category = 'ResourceUnavailable' }
    ) {
        $null = Add-AzureFault $azure PUT /secrets/owox status @{ Status = $status; Times = 0; Body = $body }
        Assert-Failure { New-StoredKey } -Id "Owox.$id" -Category $category -Type $vaultError -Says 'owox'
        Get-SandboxRequest '/api/project-member-api-keys' POST | Should -BeNullOrEmpty
    }

    It 'revokes the key when the vault cannot store it: <what>' -ForEach @(
        @{ what = 'an error'; kind = 'status'; says = 'could not store' }
        @{ what = 'another value'; kind = 'wrong'; says = 'another value' }
    ) {
        $null = Add-AzureFault $azure PUT /secrets/owox $kind @{ Status = 500; Skip = 1; Times = 4; Body = '{}' }
        Assert-Failure { New-StoredKey } -Id Owox.VaultFailed -Category ResourceUnavailable -Type $vaultError -Says 'so it was revoked', $says
        Get-ServerKey nightly | Should -BeNullOrEmpty
        $azure.ClearFaults()
        (New-StoredKey @{ Force = $true }).SecretName | Should -Be 'owox'
    }

    It 'can be repeated after the server rejected the new key' {
        Add-Fault 'POST /api/project-member-api-keys' status @{ status = 500 }
        Assert-Failure { New-StoredKey } Owox.ServerError ResourceUnavailable Owox.OwoxApiException 'status 500'
        $azure.Value('owox') | Should -Not -BeLike 'owox_key_*'
        (New-StoredKey).SecretName | Should -Be 'owox'
    }

    It 'creates no key and stores nothing with -WhatIf' {
        New-StoredKey @{ WhatIf = $true } | Should -BeNullOrEmpty
        $azure.Calls.Where({ $_.Method -ne 'GET' }) | Should -BeNullOrEmpty
        Get-ServerKey nightly | Should -BeNullOrEmpty
    }
}

Describe 'A source that a key cannot be stored in' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is rejected before anything is created: <name>' -ForEach @{ name = 'SecretFile' }, @{ name = 'SecretCommand' }, @{ name = 'SystemdCredential' } {
        $with = @{ $name = 'x' }
        foreach ($call in { New-OwoxApiKey nightly @with }, { Invoke-OwoxApiKeyRotation owox -Force @with }) {
            $failure = Get-Failure $call
            $failure.FullyQualifiedErrorId | Should -BeLike 'NamedParameterNotFound,*'
            "$failure" | Should -BeLike "*'$name'*A key can only be read from there, and not stored. Nothing was created.*-KeyVault*"
        }

        Get-SandboxRequest '/api/project-member-api-keys' POST | Should -BeNullOrEmpty
    }
}
