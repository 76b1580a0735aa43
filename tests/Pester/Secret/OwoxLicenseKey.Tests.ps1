# The cmdlets for license keys. The faults of their rotation are tested with those of API keys, in ApiKey/Invoke-OwoxApiKeyRotation.*.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $calls = @(
        @{ name = 'Get-OwoxLicenseKey'; call = { Get-OwoxLicenseKey } }
        @{ name = 'New-OwoxLicenseKey'; call = { New-OwoxLicenseKey x https://data-marts.example.com } }
        @{ name = 'Rename-OwoxLicenseKey'; call = { Rename-OwoxLicenseKey x y -ErrorAction Stop } }
        @{ name = 'Revoke-OwoxLicenseKey'; call = { Revoke-OwoxLicenseKey x -Force -ErrorAction Stop } }
        @{ name = 'Invoke-OwoxLicenseKeyRotation'; call = { Invoke-OwoxLicenseKeyRotation owox -Id x -Force -ErrorAction Stop } }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Prompt/Prompt.psm1')
    Start-OwoxTest
    if (-not (Test-VaultMissing)) {
        Register-FaultyVault Faulty -Default
        Register-FaultyVault Plain -With @{ NoMetadata = $true }
    }

    $null = Connect-Member -With @{ Name = 'member' }
    Set-RotationKind LicenseKey
    $licenses = '/api/license-keys'
    $server = 'https://data-marts.example.com'
    $vaultError = 'Owox.PowerShell.OwoxVaultException'
    $configurationError = 'Owox.OwoxConfigurationException'

    # Stores a license key in the staging secret, as a rotation does.
    function Set-StagedKey($Key) {
        $hash = [System.BitConverter]::ToString([System.Security.Cryptography.SHA256]::Create().ComputeHash([System.Text.Encoding]::UTF8.GetBytes($Key.licenseKey)), 0, 8) -replace '-'
        Set-Secret -Name owox-next -Vault Faulty -Secret "owox-license-key $($Key.licenseKeyId) $hash $($Key.licenseKey)"
    }

    function Reset-License {
        Clear-Sandbox
        Clear-ServerLicenseKey
        if (-not (Test-VaultMissing)) {
            Clear-VaultFault
            Remove-Item (Join-Path (Get-VaultFolder) 'store/*'), (Join-Path (Get-VaultFolder Plain) 'store/*')
        }

        Clear-Sandbox
    }
}

AfterAll {
    Set-RotationKind ApiKey
    Stop-OwoxTest
}

Describe 'New-OwoxLicenseKey' {
    BeforeEach {
        Reset-License
    }

    It 'returns the value as a SecureString, only once' {
        $key = New-OwoxLicenseKey 'main server' $server
        $key | Should -BeOfType 'Owox.PowerShell.OwoxCreatedLicenseKey'
        $key.Name | Should -BeExactly 'main server'
        $key.Origin | Should -BeExactly $server
        $key.Status | Should -Be 'Active'
        $key.DaysLeft | Should -BeIn 364, 365
        $key.CreatedBy.Email | Should -Be $Sandbox.memberEmail
        ConvertFrom-Secret $key.Value | Should -BeExactly (Get-ServerLicenseKey).licenseKey
        (Get-OwoxLicenseKey -Id $key.Id).PSObject.Properties.Name | Should -Not -Contain 'Value'
    }

    It 'returns plain text with -AsPlainText' {
        (New-OwoxLicenseKey plain $server -AsPlainText).Value | Should -BeExactly (Get-ServerLicenseKey).licenseKey
    }

    It 'sends the address without a trailing slash' {
        (New-OwoxLicenseKey 'main server' "$server/").Origin | Should -BeExactly $server
    }

    It 'stores the value and metadata in a vault, and does not return the value' -Skip:$noVault {
        $key = New-OwoxLicenseKey 'main server' $server -SecretName owox-license -Vault Faulty -Description 'for Ops'
        $key.Value | Should -BeNullOrEmpty
        $key.SecretName | Should -BeExactly 'owox-license'
        $key.Vault | Should -BeExactly 'Faulty'
        $value = (Get-ServerLicenseKey).licenseKey
        Get-StoredText owox-license | Should -BeExactly $value
        $metadata = (Get-SecretInfo owox-license -Vault Faulty).Metadata
        $metadata.owoxLicenseKeyId | Should -BeExactly $key.Id
        $metadata.owoxLicensedOrigin | Should -BeExactly $server
        $metadata.owoxOrigin | Should -BeExactly $Sandbox.origin
        $metadata.owoxName | Should -BeExactly 'main server'
        $metadata.owoxDescription | Should -BeExactly 'for Ops'
        [DateTimeOffset]$metadata.owoxExpiresAt | Should -Be $key.ExpiresAt
        "$($metadata.Values)" | Should -Not -BeLike '*sandbox-license-*'
    }

    It 'warns in a vault without metadata, and names the ID' -Skip:$noVault {
        $key = New-OwoxLicenseKey 'main server' $server -SecretName owox-license -Vault Plain -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Message | Should -BeLike "*'Plain' did not store the metadata*-Id $($key.Id)*"
    }

    It 'revokes the key when the vault <what>' -Skip:$noVault -ForEach @(
        @{ what = 'cannot store it'; kind = 'throw' }
        @{ what = 'changes it'; kind = 'forged' }
    ) {
        Add-VaultFault Set-Secret $kind owox-license @{ text = 'Disk full' }
        Assert-Failure { New-OwoxLicenseKey 'main server' $server -SecretName owox-license -Vault Faulty } Owox.VaultFailed ResourceUnavailable $vaultError "license key 'main server'", 'so it was revoked'
        Get-ServerLicenseKey | Should -BeNullOrEmpty
        Get-StoredText owox-license | Should -Not -BeLike '*sandbox-license-*'
    }

    It 'rejects a name of <what> before any request' -ForEach @(
        @{ what = 'white space'; name = "  `t"; says = 'cannot be blank' }
        @{ what = '256 characters'; name = 'n' * 256; says = 'at most 255', '256' }
    ) {
        Assert-Failure { New-OwoxLicenseKey $name $server } Owox.LicenseKeyNameInvalid InvalidArgument $configurationError $says
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects the address <_> before any request' -ForEach 'data-marts.example.com', 'https://data-marts.example.com/path', 'ftp://data-marts.example.com', 'https://ada:pass@data-marts.example.com' {
        Assert-Failure { New-OwoxLicenseKey x $_ } Owox.OriginInvalid InvalidArgument $configurationError 'The origin cannot be used'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects a name that is in use, except with -Force' {
        $first = New-OwoxLicenseKey twice $server
        Assert-Failure { New-OwoxLicenseKey twice $server } Owox.LicenseKeyNameInUse ResourceExists $configurationError "'twice'", $first.Id, '-Force'
        (New-OwoxLicenseKey twice $server -Force).Id | Should -Not -Be $first.Id
    }

    It 'rejects a secret that exists, except with -Force' -Skip:$noVault {
        Set-Secret -Name owox-license -Vault Faulty -Secret 'other'
        Assert-Failure { New-OwoxLicenseKey x $server -SecretName owox-license } Owox.SecretExists ResourceExists $vaultError 'Invoke-OwoxLicenseKeyRotation', '-Force'
        Get-ServerLicenseKey | Should -BeNullOrEmpty
        (New-OwoxLicenseKey x $server -SecretName owox-license -Force).SecretName | Should -Be 'owox-license'
    }

    It 'revokes a key whose response <what>' -ForEach @(
        @{ what = 'has no value'; body = @{ licenseKeyId = 'ID'; name = 'x'; origin = 'https://data-marts.example.com' }; says = 'it has no value' }
        @{ what = 'is for another deployment'; body = @{ licenseKeyId = 'ID'; name = 'x'; origin = 'https://other.example.com'; licenseKey = 'sandbox-license-wrong' }; says = 'the key is for https://other.example.com' }
        @{ what = 'lacks a field'; body = @{ licenseKeyId = 'ID'; licenseKey = 'sandbox-license-wrong' }; says = 'cannot be used' }
    ) {
        $other = New-ServerLicenseKey other
        $body.licenseKeyId = $other.licenseKeyId
        Add-Fault "POST $licenses" status @{ status = 201; body = $body }
        Assert-Failure { New-OwoxLicenseKey x $server } Owox.NewLicenseKeyInvalid ProtocolError Owox.OwoxApiException $says, "$($other.licenseKeyId) was revoked"
        Get-ServerLicenseKey | Should -BeNullOrEmpty
    }

    It 'names the key that the server created when its response was lost' {
        $null = Connect-Member -With @{ Name = 'hasty'; TimeoutSec = 1 }
        Add-Fault "POST $licenses" silent
        Assert-Failure { New-OwoxLicenseKey lost $server -Connection hasty } Owox.OutcomeUnknown ConnectionError Owox.OwoxConnectionException 'may have been made', 'Get-OwoxLicenseKey'
        Disconnect-OwoxDataMarts hasty
    }

    It 'creates nothing with -WhatIf' -Skip:$noVault {
        New-OwoxLicenseKey maybe $server -SecretName maybe -Vault Faulty -WhatIf | Should -BeNullOrEmpty
        (Get-SandboxRequest $licenses).method | Sort-Object -Unique | Should -Be 'GET'
        Get-VaultLog 'Set-*' | Should -BeNullOrEmpty
    }
}

Describe 'Get-OwoxLicenseKey' {
    BeforeAll {
        Reset-License
        $first = New-OwoxLicenseKey 'main server' $server
        $second = New-OwoxLicenseKey 'test server' https://test.example.com
        $revoked = New-OwoxLicenseKey 'old server' https://old.example.com
        Revoke-OwoxLicenseKey $revoked.Id -Force
    }

    It 'lists the keys that are not revoked, by name' {
        (Get-OwoxLicenseKey).Name | Should -Be 'main server', 'test server'
        (Get-OwoxLicenseKey)[0] | Should -BeOfType 'Owox.PowerShell.OwoxLicenseKey'
    }

    It 'selects by <what>' -ForEach @(
        @{ what = 'name'; with = @{ Name = 'TEST*' }; names = 'test server' }
        @{ what = 'deployment'; with = @{ Origin = 'https://DATA-marts*' }; names = 'main server' }
        @{ what = 'the address of a deployment with a slash'; with = @{ Origin = 'https://data-marts.example.com/' }; names = 'main server' }
        @{ what = 'status'; with = @{ Status = 'Expired' }; names = @() }
        @{ what = 'a late expiry'; with = @{ ExpiringWithin = '366.00:00' }; names = 'main server', 'test server' }
        @{ what = 'an early expiry'; with = @{ ExpiringWithin = '300.00:00' }; names = @() }
    ) {
        @(Get-OwoxLicenseKey @with).Name | Should -Be $names
    }

    It 'finds keys by ID, and reports unknown and revoked ones' {
        ($second.Id | Get-OwoxLicenseKey).Name | Should -Be 'test server'
        $failures = $null
        $found = Get-OwoxLicenseKey -Id $first.Id, $revoked.Id -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Id | Should -Be $first.Id
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        Get-OwoxLicenseKey 'no such key' -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$failures" | Should -BeLike "*no license key named 'no such key'*"
    }

    It 'is allowed for a member who is not an admin, who cannot create keys' {
        $null = Connect-Member -Viewer -With @{ Name = 'viewer' }
        @(Get-OwoxLicenseKey -Connection viewer) | Should -HaveCount 2
        Assert-Failure { New-OwoxLicenseKey x $server -Connection viewer } Owox.Forbidden PermissionDenied Owox.OwoxPermissionException 'by an admin of the project'
        Disconnect-OwoxDataMarts viewer
    }
}

Describe 'Rename-OwoxLicenseKey' {
    BeforeEach {
        Reset-License
        $key = New-OwoxLicenseKey before $server
    }

    It 'renames a key, and returns it with -PassThru' {
        $key | Rename-OwoxLicenseKey -NewName after | Should -BeNullOrEmpty
        (Rename-OwoxLicenseKey $key.Id later -PassThru).Name | Should -BeExactly 'later'
        (Get-ServerLicenseKey).name | Should -BeExactly 'later'
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'a blank name'; name = ' '; id = 'Owox.LicenseKeyNameInvalid'; category = 'InvalidArgument' }
        @{ what = 'the name of another key'; name = 'other'; id = 'Owox.LicenseKeyNameInUse'; category = 'ResourceExists' }
    ) {
        $null = New-OwoxLicenseKey other $server
        Assert-Failure { Rename-OwoxLicenseKey $key.Id $name -ErrorAction Stop } $id $category $configurationError 'name'
        (Get-OwoxLicenseKey).Name | Should -Contain 'before'
    }

    It 'reports an unknown key' {
        Assert-Failure { Rename-OwoxLicenseKey 00000000-0000-4000-8000-000000000000 x -ErrorAction Stop } Owox.NotFound ObjectNotFound Owox.OwoxNotFoundException 'no license key with this ID'
    }
}

Describe 'Revoke-OwoxLicenseKey' {
    BeforeEach {
        Reset-License
        $key = New-OwoxLicenseKey doomed $server
    }

    It 'revokes a key, also again' {
        $key | Revoke-OwoxLicenseKey -Force
        Get-ServerLicenseKey | Should -BeNullOrEmpty
        { Revoke-OwoxLicenseKey $key.Id -Force -ErrorAction Stop } | Should -Not -Throw
    }

    It 'changes nothing with -WhatIf, and without a prompt' {
        Revoke-OwoxLicenseKey $key.Id -WhatIf
        $failure = Get-Failure { Revoke-OwoxLicenseKey $key.Id -ErrorAction Stop }
        $failure.Exception | Should -BeOfType System.Management.Automation.PSInvalidOperationException
        $failure.Exception.Message | Should -BeLike '*NonInteractive mode*'
        Get-ServerLicenseKey | Should -HaveCount 1
    }

    It 'says before the change that the server does not list the key' {
        $run = Invoke-WithPrompt 'Revoke-OwoxLicenseKey 00000000-0000-4000-8000-000000000000 -Connection $connection' -Choice 2
        "$($run.Prompts)" | Should -BeLike '*license key 00000000-0000-4000-8000-000000000000, which the server does not list*'
    }

    It 'reports an unknown key, and continues' {
        Revoke-OwoxLicenseKey 00000000-0000-4000-8000-000000000000, $key.Id -Force -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        Get-ServerLicenseKey | Should -BeNullOrEmpty
    }
}

Describe 'Invoke-OwoxLicenseKeyRotation' -Skip:$noVault {
    BeforeEach {
        Reset-License
        $null = New-OwoxLicenseKey job $server -SecretName owox -Vault Faulty
        $old = Get-OwoxLicenseKey job
        Clear-Sandbox
        Clear-VaultFault
    }

    It 'replaces the key in the secret for the same deployment, and then revokes the old one' {
        $result = Invoke-OwoxLicenseKeyRotation owox -Vault Faulty -Force -Description 'for Ops'
        $result | Should -BeOfType 'Owox.PowerShell.OwoxLicenseKeyRotation'
        $result.Status | Should -Be 'Completed'
        $result.OldKeyId | Should -BeExactly $old.Id
        $result.Name | Should -BeExactly 'job'
        (Get-SandboxRequest).ForEach({ "$($_.method) $($_.path.Replace($result.NewKeyId, 'NEW').Replace($old.Id, 'OLD'))" }) |
            Should -Be "GET $licenses", "POST $licenses", "GET $licenses", "GET $licenses", "DELETE $licenses/OLD", "PATCH $licenses/NEW"
        $live = Get-ServerLicenseKey
        $live.licenseKeyId | Should -BeExactly $result.NewKeyId
        $live.origin | Should -BeExactly $server
        Get-StoredText owox | Should -BeExactly $live.licenseKey
        Get-StoredText owox-next | Should -BeExactly 'no license key (used by Invoke-OwoxLicenseKeyRotation)'
        $metadata = (Get-SecretInfo owox -Vault Faulty).Metadata
        $metadata.owoxLicenseKeyId | Should -BeExactly $result.NewKeyId
        $metadata.owoxDescription | Should -BeExactly 'for Ops'
    }

    It 'keeps the old key with -KeepOld, and completes later' {
        $kept = Invoke-OwoxLicenseKeyRotation owox -KeepOld -Force -WarningAction SilentlyContinue
        $kept.Status | Should -Be 'OldKeyKept'
        @(Get-ServerLicenseKey) | Should -HaveCount 2
        $done = Invoke-OwoxLicenseKeyRotation owox -Force
        $done.NewKeyId | Should -BeExactly $kept.NewKeyId
        (Get-ServerLicenseKey).name | Should -BeExactly 'job'
        Assert-Convergence $old.Id
    }

    It 'rotates the output of New-OwoxLicenseKey' {
        $key = New-OwoxLicenseKey 'job two' $server -SecretName two -Vault Faulty
        ($key | Select-Object SecretName, Vault, Id | Invoke-OwoxLicenseKeyRotation -Force).OldKeyId | Should -BeExactly $key.Id
    }

    It 'keeps the type of the secret: <type>' -ForEach @(
        @{ type = 'String'; secret = { $text } }
        @{ type = 'SecureString'; secret = { ConvertTo-Secret $text } }
        @{ type = 'PSCredential'; secret = { [pscredential]::new('server', (ConvertTo-Secret $text)) } }
        @{ type = 'ByteArray'; secret = { , [System.Text.Encoding]::UTF8.GetBytes($text) } }
    ) {
        $text = (Get-ServerLicenseKey).licenseKey
        Set-Secret -Name owox -Vault Faulty -Secret (& $secret) -Metadata @{ owoxLicenseKeyId = $old.Id; team = 'data' }
        (Invoke-OwoxLicenseKeyRotation owox -Vault Faulty -Force).Status | Should -Be 'Completed'
        Get-StoredType owox | Should -Be $type
        (Get-SecretInfo owox -Vault Faulty).Metadata.team | Should -Be 'data'
        (Invoke-OwoxLicenseKeyRotation owox -Vault Faulty -Force).Status | Should -Be 'Completed'
    }

    It 'requires -Id and -TrustId in a vault without metadata, and names the next one' {
        Set-Secret -Name owox -Vault Plain -Secret (Get-ServerLicenseKey).licenseKey
        $rotate = @{ SecretName = 'owox'; Vault = 'Plain'; Force = $true; ErrorAction = 'Stop' }
        Assert-Failure { Invoke-OwoxLicenseKeyRotation @rotate } Owox.RotationNotPossible InvalidOperation $vaultError 'specify its ID with -Id'
        $result = Invoke-OwoxLicenseKeyRotation @rotate -Id $old.Id -TrustId -WarningVariable warnings -WarningAction SilentlyContinue
        $result.OldKeyId | Should -BeExactly $old.Id
        $warnings | Should -HaveCount 1
        $warnings.Message | Should -BeLike "*'Plain' did not store the metadata*-Id $($result.NewKeyId) -TrustId*"
        Get-StoredText owox Plain | Should -BeExactly (Get-ServerLicenseKey).licenseKey
        Assert-Failure { Invoke-OwoxLicenseKeyRotation @rotate -Id $old.Id -TrustId } Owox.RotationNotPossible InvalidOperation $vaultError $old.Id, 'revoked'
    }

    It 'completes an interrupted run in a vault without metadata' {
        Set-Secret -Name owox -Vault Plain -Secret (Get-ServerLicenseKey).licenseKey
        Add-Fault "DELETE $licenses/*" status @{ status = 500; times = 0 }
        $rotate = @{ SecretName = 'owox'; Vault = 'Plain'; Id = $old.Id; TrustId = $true; Force = $true; ErrorAction = 'Stop'; WarningAction = 'SilentlyContinue' }
        Assert-Failure { Invoke-OwoxLicenseKeyRotation @rotate } Owox.RotationIncomplete OperationStopped $vaultError 'revoking the old key'
        Clear-Sandbox
        (Invoke-OwoxLicenseKeyRotation @rotate).Status | Should -Be 'Completed'
        (Get-ServerLicenseKey).licenseKey | Should -BeExactly (Get-StoredText owox Plain)
    }

    It 'writes the metadata at the next run when it could not be written' {
        Add-VaultFault Set-SecretInfo throw owox @{ text = 'No notes' }
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'writing the metadata', 'No notes'
        (Invoke-OwoxLicenseKeyRotation owox -Force).Status | Should -Be 'Completed'
        (Get-SecretInfo owox -Vault Faulty).Metadata.owoxLicenseKeyId | Should -BeExactly (Get-ServerLicenseKey).licenseKeyId
        Assert-Convergence $old.Id
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'a secret whose value has changed'; prepare = { Set-StoredValue }; says = 'metadata does not contain the ID' }
        @{ what = 'a secret that does not exist'; prepare = { Remove-Item (Join-Path (Get-VaultFolder) 'store/*') }; says = 'does not contain a license key' }
        @{ what = 'a revoked key'; prepare = { Clear-ServerLicenseKey }; says = 'It was revoked' }
        @{ what = 'another ID than that of the metadata'; with = @{ Id = 'another' }; says = 'another ID than another' }
        @{ what = 'a staging secret with something else'; prepare = { Set-Secret -Name owox-next -Vault Faulty -Secret 'my own notes' }; says = "'owox-next'", 'but this secret contains another value' }
    ) {
        function Set-StoredValue {
            $file = Join-Path (Get-VaultFolder) 'store/owox.json'
            $stored = Get-Content $file -Raw | ConvertFrom-Json
            $stored.secret.value = 'another value of another program'
            $stored | ConvertTo-Json -Depth 5 | Set-Content $file
        }

        if ($prepare) { & $prepare }
        Clear-Sandbox
        Assert-RotationFailure Owox.RotationNotPossible InvalidOperation $says -With $(if ($with) { $with } else { @{} })
        Get-SandboxRequest $licenses POST | Should -BeNullOrEmpty
        Get-VaultLog 'Set-Secret owox' | Should -BeNullOrEmpty
    }

    It 'rejects a staging secret, and skips it in a list' {
        Add-Fault "DELETE $licenses/*" status @{ status = 500; times = 0 }
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'revoking the old key', 'status 500'
        Clear-Sandbox
        Assert-Failure { Invoke-OwoxLicenseKeyRotation owox-next -Force -ErrorAction Stop } Owox.RotationNotPossible InvalidOperation $vaultError "staging secret of 'owox'"
        $results = Get-SecretInfo owox* -Vault Faulty | Invoke-OwoxLicenseKeyRotation -Force -WarningAction SilentlyContinue
        $results.SecretName | Should -Be 'owox'
    }

    It 'rejects -Id with several secrets' {
        Assert-Failure { Invoke-OwoxLicenseKeyRotation one, two -Id x -Force } Owox.ParameterConflict InvalidArgument $configurationError '-Id'
    }

    It 'discards a staged key for another deployment' {
        $wrong = New-ServerLicenseKey "job (replaces $($old.Id))" https://other.example.com
        Set-StagedKey $wrong
        Assert-Convergence $wrong.licenseKeyId
        (Get-ServerLicenseKey).origin | Should -BeExactly $server
    }

    It 'reports a staged key that cannot be used when the secret has no other: <what>' -ForEach @(
        @{ what = 'another deployment'; origin = 'https://other.example.com'; says = 'it is for https://other.example.com, not for https://data-marts.example.com' }
        @{ what = 'an expired key'; origin = 'https://data-marts.example.com'; expiresAt = '2026-01-01T00:00:00.000Z'; says = 'it has expired' }
    ) {
        $staged = New-ServerLicenseKey "job (replaces $($old.Id))" $origin
        Set-StagedKey $staged
        Remove-Item (Join-Path (Get-VaultFolder) 'store/owox.json')
        Clear-Sandbox
        Clear-VaultFault
        if ($expiresAt) {
            $listed = Invoke-KeyApi Get '' $null license-keys | ForEach-Object { $_ } | Where-Object licenseKeyId -EQ $staged.licenseKeyId
            $listed.expiresAt = $expiresAt
            Add-Fault "GET $licenses" status @{ status = 200; times = 0; body = @($listed) }
        }

        Assert-RotationFailure Owox.RotationIncomplete OperationStopped "the new key $($staged.licenseKeyId) in the secret 'owox-next' cannot be used, because $says"
        Get-VaultLog 'Set-Secret owox' | Should -BeNullOrEmpty
        Get-SandboxRequest $licenses POST | Should -BeNullOrEmpty
    }

    It 'describes the plan with -WhatIf, sends only GETs and writes nothing' {
        Invoke-OwoxLicenseKeyRotation owox -WhatIf | Should -BeNullOrEmpty
        (Get-SandboxRequest).method | Sort-Object -Unique | Should -Be 'GET'
        Get-VaultLog 'Set-*' | Should -BeNullOrEmpty
    }
}

Describe 'License keys with an API key' {
    It '<name> requires the connection of a member' -ForEach $calls {
        $null = Connect-Sandbox -With @{ Name = 'key' }
        Clear-Sandbox
        Assert-Failure $call Owox.ApiKeyCannotManageKeys PermissionDenied $configurationError 'manage license keys', 'Connect as a member'
        Get-SandboxRequest | Should -BeNullOrEmpty
        Disconnect-OwoxDataMarts key
    }
}
