# The parts of a secret that a rotation preserves (type, metadata, name), and its checks of the vault before it creates a key.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1')
    Start-OwoxTest
    $null = Initialize-Rotation -With @{ Name = 'member' }
    Register-FaultyVault Any -With @{ AnyName = $true }
    Register-FaultyVault Plain -With @{ NoMetadata = $true }
    $vaultError = 'Owox.PowerShell.OwoxVaultException'
    $rotate = @{ SecretName = 'owox'; Vault = 'Faulty'; Force = $true; Connection = 'member'; ErrorAction = 'Stop' }

    # Connects with the secret, and returns the ID of its key.
    function Test-Secret([string] $Name, [string] $Vault = 'Faulty') {
        $opened = Connect-OwoxDataMarts -SecretName $Name -Vault $Vault -Name 'opened' -WarningAction SilentlyContinue
        Disconnect-OwoxDataMarts opened
        $opened.ApiKeyId
    }

    # Asserts that no key was created, and that the secret was not written.
    function Assert-SecretUnchanged {
        Get-SandboxRequest -Method POST | Should -BeNullOrEmpty
        Get-SandboxRequest -Method DELETE | Should -BeNullOrEmpty
        Get-VaultLog 'Set-Secret owox' | Should -BeNullOrEmpty
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Invoke-OwoxApiKeyRotation with vaults' -Skip:$noVault {
    BeforeEach {
        $old = Reset-Rotation
        $part = Get-KeyPart $old.apiKey
    }

    Context 'preserves the type of the secret' {
        It 'for <type>' -ForEach @(
            @{ type = 'String'; secret = { $old.apiKey } }
            @{ type = 'SecureString'; secret = { ConvertTo-Secret $old.apiKey } }
            @{ type = 'PSCredential'; secret = { [pscredential]::new('nightly', (ConvertTo-Secret $old.apiKey)) } }
            @{ type = 'ByteArray'; secret = { , [System.Text.Encoding]::UTF8.GetBytes($old.apiKey) } }
            @{ type = 'Hashtable'; secret = { @{ ApiOrigin = $part.apiOrigin; apiKeyId = $part.apiKeyId; apiKeySecret = ConvertTo-Secret $part.apiKeySecret; team = 'data' } } }
        ) {
            Set-Secret -Name owox -Vault Faulty -Secret (& $secret)
            foreach ($time in 1, 2) {
                $result = Invoke-OwoxApiKeyRotation @rotate
                $result.Status | Should -Be 'Completed'
                Get-StoredType owox | Should -Be $type
                Get-StoredType owox-next | Should -Be $type
                Test-Secret owox | Should -Be $result.NewKeyId
            }

            $stored = Get-Secret owox -Vault Faulty
            if ($type -eq 'PSCredential') {
                $stored.UserName | Should -BeExactly 'nightly'
            }

            if ($type -eq 'Hashtable') {
                $stored.Keys | Sort-Object | Should -Be 'apiKeyId', 'apiKeySecret', 'ApiOrigin', 'team'
                ConvertFrom-Secret $stored.team | Should -Be 'data'
            }

            $left = Get-Secret owox-next -Vault Faulty -AsPlainText | Out-String
            $left | Should -Not -BeLike '*owox_key_*'
            $left | Should -Not -BeLike "*$(if ($type -eq 'Hashtable') { ConvertFrom-Secret $stored.apiKeySecret } else { 'owox_key_' })*"
        }

        It 'after an interrupted run' {
            Set-Secret -Name owox -Vault Faulty -Secret ([pscredential]::new('nightly', (ConvertTo-Secret $old.apiKey)))
            Add-VaultFault Set-Secret throw owox @{ text = 'Disk full' }
            Assert-Failure { Invoke-OwoxApiKeyRotation @rotate } Owox.RotationIncomplete OperationStopped $vaultError 'Disk full'
            (Invoke-OwoxApiKeyRotation @rotate).Status | Should -Be 'Completed'
            Get-StoredType owox | Should -Be 'PSCredential'
        }

        It 'and otherwise fails before it creates a key' {
            Set-Secret -Name owox -Vault Faulty -Secret $old.apiKey
            Clear-VaultFault
            Add-VaultFault Set-Secret retyped owox-next @{ times = 0 }
            Assert-Failure { Invoke-OwoxApiKeyRotation @rotate } 'Owox.SecretNotPreserved' InvalidOperation $vaultError "'owox'", 'its type', 'String to SecureString', 'No key was created'
            Assert-SecretUnchanged
        }
    }

    Context 'preserves the metadata of the secret' {
        BeforeEach {
            Set-Secret -Name owox -Vault Faulty -Secret $old.apiKey -Metadata @{ team = 'data'; tickets = 5; since = [datetime]'2026-01-31T00:00:00Z'; owoxDescription = 'for the backup' }
            Clear-VaultFault
        }

        It 'and adds the metadata of the new key' {
            $result = Invoke-OwoxApiKeyRotation @rotate -ExpiresIn 90.00:00
            $metadata = (Get-SecretInfo owox -Vault Faulty).Metadata
            $metadata.team, $metadata.tickets, "$($metadata.owoxDescription)" | Should -Be 'data', 5, 'for the backup'
            [DateTimeOffset]$metadata.since | Should -Be ([DateTimeOffset]'2026-01-31T00:00:00Z')
            $metadata.owoxApiKeyId | Should -Be $result.NewKeyId
            [DateTimeOffset]$metadata.owoxExpiresAt | Should -Be $result.ExpiresAt

            # The metadata of a key without an expiry has no expiry date.
            $null = Invoke-OwoxApiKeyRotation @rotate
            $metadata = (Get-SecretInfo owox -Vault Faulty).Metadata
            $metadata.team | Should -Be 'data'
            $metadata.Keys | Should -Not -Contain 'owoxExpiresAt'
        }

        It 'and replaces the description with ''''<description>''''' -ForEach @{ description = 'another' }, @{ description = '' } {
            $null = Invoke-OwoxApiKeyRotation @rotate -Description $description
            $metadata = (Get-SecretInfo owox -Vault Faulty).Metadata
            "$($metadata.owoxDescription)" | Should -BeExactly $description
            $metadata.team | Should -Be 'data'
        }

        It 'with -KeepOld' {
            $null = Invoke-OwoxApiKeyRotation @rotate -KeepOld -WarningAction SilentlyContinue
            (Get-SecretInfo owox -Vault Faulty).Metadata.team | Should -Be 'data'
            $null = Invoke-OwoxApiKeyRotation @rotate
            (Get-SecretInfo owox -Vault Faulty).Metadata.team | Should -Be 'data'
        }

        It 'and otherwise fails before it creates a key: <what>' -ForEach @(
            @{ what = 'the vault cannot write metadata'; operation = 'Set-SecretInfo'; secret = 'owox-next'; says = 'No notes' }
            @{ what = 'the vault does not list the staging secret'; operation = 'Get-SecretInfo'; kind = 'hides'; secret = 'owox-next'; says = "the vault does not list the staging secret 'owox-next'", 'No key was created' }
            @{ what = 'the vault does not keep some of it'; operation = 'Set-SecretInfo'; kind = 'drops'; secret = 'owox-next'; text = 't*'; says = 'its metadata: the vault did not keep team, tickets', 'No key was created' }
            @{ what = 'the vault cannot list its secrets'; operation = 'Get-SecretInfo'; secret = 'owox'; id = 'Owox.VaultFailed'; category = 'ResourceUnavailable'; says = 'No notes' }
        ) {
            $kind ??= 'throw'
            $text ??= 'No notes'
            Add-VaultFault $operation $kind $secret @{ text = $text; times = 0 }
            $id ??= 'Owox.SecretNotPreserved'
            $category ??= 'InvalidOperation'
            Assert-Failure { Invoke-OwoxApiKeyRotation @rotate } $id $category $vaultError $says
            Assert-SecretUnchanged
        }

        It 'and reports an error afterwards, which the next run corrects' {
            Add-VaultFault Set-SecretInfo throw owox @{ text = 'No notes'; skip = 1 }
            Assert-Failure { Invoke-OwoxApiKeyRotation @rotate } 'Owox.RotationIncomplete' OperationStopped $vaultError 'writing the metadata'
            (Invoke-OwoxApiKeyRotation @rotate).Status | Should -Be 'Completed'
            (Get-SecretInfo owox -Vault Faulty).Metadata.team | Should -Be 'data'
        }
    }

    Context 'in a vault without metadata' {
        BeforeEach {
            Remove-Item (Join-Path (Get-VaultFolder Plain) 'store/*')
            Set-Secret -Name owox -Vault Plain -Secret $old.apiKey
        }

        It 'rotates a secret without metadata' {
            (Invoke-OwoxApiKeyRotation owox -Vault Plain -Force -Connection member).Status | Should -Be 'Completed'
        }

        It 'rejects -Description' {
            Assert-Failure { Invoke-OwoxApiKeyRotation owox -Vault Plain -Description 'x' -Force -Connection member -ErrorAction Stop } 'Owox.SecretNotPreserved' InvalidOperation $vaultError "'Plain'", 'keeps no metadata'
            Get-SandboxRequest -Method POST | Should -BeNullOrEmpty
        }
    }

    Context 'with names of secrets' {
        It 'rotates the same name several times, and uses no further names' {
            foreach ($time in 1..3) {
                (Invoke-OwoxApiKeyRotation @rotate).Status | Should -Be 'Completed'
            }

            Get-VaultLog 'Remove-Secret*' | Should -BeNullOrEmpty
            (Get-VaultLog 'Set-Secret *') -replace 'Set-Secret ' | Sort-Object -Unique | Should -Be 'owox', 'owox-next'
        }

        It 'finds a name in another case, and keeps the stored case' {
            $result = Invoke-OwoxApiKeyRotation OWOX -Vault Faulty -Force -Connection member
            $result.SecretName | Should -BeExactly 'owox'
            Test-Secret owox | Should -Be $result.NewKeyId
            (Get-SecretInfo -Vault Faulty).Name | Sort-Object | Should -BeExactly 'owox', 'owox-next'
        }

        It 'rejects a name in another case that several secrets have' {
            Set-Secret -Name Owox -Vault Faulty -Secret 'other'

            # SecretManagement cannot list such names.
            Assert-Failure { Invoke-OwoxApiKeyRotation OWOX -Vault Faulty -Force -Connection member -ErrorAction Stop } 'Owox.VaultFailed' ResourceUnavailable $vaultError 'Get-SecretInfo'
            Get-SandboxRequest -Method POST | Should -BeNullOrEmpty
        }

        It 'rotates a secret named <name>' -ForEach @{ name = 'jobs [EU]' }, @{ name = 'a.b*c?' }, @{ name = 'a`[b' } {
            Remove-Item (Join-Path (Get-VaultFolder Any) 'store/*')
            Set-Secret -Name 'jobs E' -Vault Any -Secret 'not this one' -Metadata @{ team = 'other' }
            Set-Secret -Name $name -Vault Any -Secret $old.apiKey -Metadata @{ team = 'data' }
            $result = Invoke-OwoxApiKeyRotation $name -Vault Any -Force -Connection member
            $result.SecretName | Should -BeExactly $name
            (Get-KeyPart (Get-StoredText $name Any)).apiKeyId | Should -Be $result.NewKeyId
            (Get-SecretInfo ([WildcardPattern]::Escape($name)) -Vault Any | Where-Object Name -EQ $name).Metadata.team | Should -Be 'data'
            Get-StoredText 'jobs E' Any | Should -Be 'not this one'
        }

        It 'rejects a name that the vault does not support before it creates a key: <what>' -ForEach @(
            @{ what = 'with a dot'; name = 'owox.prod' }
            @{ what = 'too long for the name of the staging secret'; name = 'n' * 125 }
        ) {
            Set-StoredText $name $old.apiKey
            Assert-Failure { Invoke-OwoxApiKeyRotation $name -Vault Faulty -Force -Connection member -ErrorAction Stop } 'Owox.VaultFailed' ResourceUnavailable $vaultError 'is not valid'
            Get-SandboxRequest -Method POST | Should -BeNullOrEmpty
            Get-StoredText $name | Should -Be $old.apiKey
        }

        It 'fails before it creates a key when the staging name is reserved' {
            Set-Secret -Name owox-next -Vault Faulty -Secret 'x'
            Remove-Secret -Name owox-next -Vault Faulty
            Assert-Failure { Invoke-OwoxApiKeyRotation @rotate } 'Owox.VaultFailed' ResourceUnavailable $vaultError 'stays reserved'
            Get-SandboxRequest -Method POST | Should -BeNullOrEmpty
            Remove-Item (Join-Path (Get-VaultFolder) 'removed.txt')
        }
    }

    Context 'with a staging secret' {
        It 'rejects a staging secret with an unrelated value: <what>' -ForEach @(
            @{ what = 'a value that is not a key'; secret = { 'my own notes' }; says = 'but this secret contains another value', 'Store that value under another name' }
            @{ what = 'another member''s key'; secret = { $Sandbox.viewerApiKey }; says = 'but this secret contains another value', 'Store that value under another name' }
            @{ what = 'a key of another deployment'; secret = { New-KeyText @{ apiOrigin = 'https://other.example.com'; apiKeyId = 'pmk_x'; apiKeySecret = 's' } }; says = 'is for https://other.example.com, but the connection is to' }
            @{ what = 'a key of the member that replaces no key'; secret = { (New-ServerKey 'mine').apiKey }; says = 'was not created to replace', "in 'owox'", 'Revoke-OwoxApiKey pmk_' }
            @{ what = 'a key of the member that replaces another key'; secret = { (New-ServerKey 'job (replaces pmk_other)').apiKey }; says = 'was not created to replace', "in 'owox'", 'Revoke-OwoxApiKey pmk_' }
        ) {
            $text = & $secret
            Set-Secret -Name owox-next -Vault Faulty -Secret $text
            Clear-Sandbox
            Assert-Failure { Invoke-OwoxApiKeyRotation @rotate } 'Owox.RotationNotPossible' InvalidOperation $vaultError (@("'owox-next'") + $says)
            Get-StoredText owox-next | Should -BeExactly $text
            Get-SandboxRequest -Method POST | Should -BeNullOrEmpty
        }

        It 'replaces a revoked key of the member' {
            $revoked = New-ServerKey 'dead'
            $null = Invoke-KeyApi Delete "/$($revoked.apiKeyId)"
            Set-Secret -Name owox-next -Vault Faulty -Secret $revoked.apiKey
            (Invoke-OwoxApiKeyRotation @rotate).Status | Should -Be 'Completed'
        }

        It 'uses a staging secret of an earlier version under another name: <where>' -ForEach @(
            @{ where = 'before the key was stored'; promoted = $false }
            @{ where = 'after the key was stored'; promoted = $true }
        ) {
            Remove-Item (Join-Path (Get-VaultFolder Any) 'store/*')
            $new = New-ServerKey "job (replaces $($old.apiKeyId))"
            Set-Secret -Name owox -Vault Any -Secret $(if ($promoted) { $new.apiKey } else { $old.apiKey })
            Set-Secret -Name owox.next -Vault Any -Secret $new.apiKey
            $result = Invoke-OwoxApiKeyRotation owox -Vault Any -Force -Connection member
            $result.Status | Should -Be 'Completed'
            $result.NewKeyId | Should -Be $new.apiKeyId
            Get-StoredText owox Any | Should -Be $new.apiKey
            Get-StoredText owox.next Any | Should -Not -BeLike 'owox_key_*'
            @(Get-ServerKey 'job*').apiKeyId | Should -Be $new.apiKeyId
        }

        It 'does not rotate a staging secret' {
            $null = Invoke-OwoxApiKeyRotation @rotate
            Assert-Failure { Invoke-OwoxApiKeyRotation owox-next -Vault Faulty -Force -Connection member -ErrorAction Stop } 'Owox.RotationNotPossible' InvalidOperation $vaultError "staging secret of 'owox'"
            $results = Get-SecretInfo owox* -Vault Faulty | Invoke-OwoxApiKeyRotation -Force -Connection member -ErrorAction Stop -WarningVariable warnings -WarningAction SilentlyContinue
            $results.SecretName | Should -Be 'owox'
            $warnings.Message | Should -BeLike "*'owox-next'*staging secret of 'owox'*"
            Test-Secret owox | Should -Be $results.NewKeyId
        }

        It 'rotates a secret whose name ends like a staging secret' {
            $own = New-ServerKey 'own'
            Set-Secret -Name report-next -Vault Faulty -Secret $own.apiKey
            Set-Secret -Name report -Vault Faulty -Secret (New-ServerKey 'report').apiKey
            $result = Invoke-OwoxApiKeyRotation report-next -Vault Faulty -Force -Connection member
            $result.OldKeyId | Should -Be $own.apiKeyId
            Test-Secret report-next | Should -Be $result.NewKeyId
            Assert-Failure { Invoke-OwoxApiKeyRotation report -Vault Faulty -Force -Connection member -ErrorAction Stop } 'Owox.RotationNotPossible' InvalidOperation $vaultError "'report-next'"
        }
    }

    It 'keeps one runspace for all secrets of a vault' {
        foreach ($number in 1..4) { Set-Secret -Name "many-$number" -Vault Faulty -Secret (New-ServerKey "many $number").apiKey }
        $before = @(Get-Runspace).Count
        $during = 1..4 | ForEach-Object { "many-$_" } | Invoke-OwoxApiKeyRotation -Vault Faulty -Force -Connection member | ForEach-Object { @(Get-Runspace).Count - $before }
        $during | Should -HaveCount 4
        $during | Should -Be $during[0], $during[0], $during[0], $during[0]
    }

    It 'sends nothing to another host, and keeps the old key' {
        $body = @{ apiKeyId = 'pmk_new'; name = 'x'; apiKey = New-KeyText @{ apiOrigin = 'http://other.host'; apiKeyId = 'pmk_new'; apiKeySecret = 's3cret-of-the-new-key' } }
        Add-Fault 'POST /api/project-member-api-keys' status @{ status = 201; body = $body }
        Add-Fault 'DELETE /api/project-member-api-keys/pmk_new' status @{ status = 204 }
        Assert-Failure { Invoke-OwoxApiKeyRotation @rotate } 'Owox.NewApiKeyInvalid' ProtocolError 'Owox.OwoxApiException' 'the key is for http://other.host', 'pmk_new was revoked.'
        Get-SandboxRequest '/api/project-member-api-keys/pmk_new' DELETE | Should -HaveCount 1
        Get-SandboxRequest '/api/auth/api-keys/exchange' | Should -BeNullOrEmpty
        Get-StoredText owox | Should -BeExactly $old.apiKey
        Get-StoredText owox-next | Should -Not -BeLike '*owox_key_*'
        Test-KeyText $old.apiKey | Should -BeTrue
        Assert-Convergence $old.apiKeyId
    }

    It 'rejects a staged key that the vault changed to another host' {
        $new = New-ServerKey "job (replaces $($old.apiKeyId))"
        $changed = Get-KeyPart $new.apiKey
        Set-Secret -Name owox-next -Vault Faulty -Secret (New-KeyText @{ apiOrigin = 'http://other.host'; apiKeyId = $changed.apiKeyId; apiKeySecret = $changed.apiKeySecret })
        Assert-Failure { Invoke-OwoxApiKeyRotation @rotate } 'Owox.RotationNotPossible' InvalidOperation $vaultError 'http://other.host'
        Get-SandboxRequest '/api/auth/api-keys/exchange' | Should -BeNullOrEmpty
    }
}
