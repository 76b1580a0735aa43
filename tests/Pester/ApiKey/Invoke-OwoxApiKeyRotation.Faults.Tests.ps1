# A rotation that fails at each of its steps, of keys of each kind: a stored key always works, at most two keys are active, and the
# next run completes.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $runs = foreach ($kind in 'ApiKey', 'LicenseKey') {
        foreach ($store in @(if (-not $noVault) { 'SecretManagement' }) + 'KeyVault') { @{ kind = $kind; store = $store } }
    }
    $kinds = @{ kind = 'ApiKey' }, @{ kind = 'LicenseKey' }

    # A license key is verified with the list of the server, an API key by an exchange.
    $keys = '/api/project-member-api-keys'
    $licenses = '/api/license-keys'
    $failing = @{
        ApiKey     = @(
            @{ step = 'creating the key'; match = "POST $keys"; status = 500; id = 'Owox.ServerError'; type = 'Owox.OwoxApiException'; live = 1 }
            @{ step = 'exchanging the staged key'; match = 'POST /api/auth/api-keys/exchange'; status = 500; live = 2; says = 'owox-next' }
            @{ step = 'exchanging the staged key'; match = 'POST /api/auth/api-keys/exchange'; status = 401; live = 2; says = 'owox-next' }
            @{ step = 'reading the context'; match = 'GET /api/auth/context'; status = 500; live = 2; says = 'owox-next' }
            @{ step = 'reading the context, which has another ID'; match = 'GET /api/auth/context'; status = 200; body = @{ userId = 'u'; projectId = 'p'; apiKeyId = 'pmk_other' }; live = 2; says = 'owox-next', 'the server returned another ID for it' }
            @{ step = 'exchanging the stored key'; match = 'POST /api/auth/api-keys/exchange'; status = 401; skip = 1; live = 2; says = "'owox'" }
            @{ step = 'reading the context of the stored key'; match = 'GET /api/auth/context'; status = 500; skip = 1; live = 2; says = "'owox'" }
            @{ step = 'revoking the old key'; match = "DELETE $keys/*"; status = 500; live = 2; says = 'revoking the old key' }
            @{ step = 'renaming the new key'; match = "PATCH $keys/*"; status = 500; live = 1; says = "renaming it to 'job'" }
        )
        LicenseKey = @(
            @{ step = 'creating the key'; match = "POST $licenses"; status = 500; id = 'Owox.ServerError'; type = 'Owox.OwoxApiException'; live = 1 }
            @{ step = 'verifying the staged key'; match = "GET $licenses"; status = 500; skip = 1; live = 2; says = 'owox-next' }
            @{ step = 'verifying the staged key, which the list lacks'; match = "GET $licenses"; status = 200; body = @(); skip = 1; live = 2; says = 'owox-next', 'does not list it' }
            @{ step = 'verifying the stored key'; match = "GET $licenses"; status = 500; skip = 2; live = 2; says = "'owox'" }
            @{ step = 'revoking the old key'; match = "DELETE $licenses/*"; status = 500; live = 2; says = 'revoking the old key' }
            @{ step = 'renaming the new key'; match = "PATCH $licenses/*"; status = 500; live = 1; says = "renaming it to 'job'" }
        )
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1')
    Start-OwoxTest -Timing @{ RetryDelay = 0.02 }
    if (Test-VaultMissing) { $null = Connect-Member } else { $null = Initialize-Rotation }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A rotation after an error of the server (<kind>, <store>)' -ForEach $runs {
    BeforeAll {
        Set-RotationKind $kind
        $null = Set-RotationStore $store
        $path = @{ ApiKey = '/api/project-member-api-keys'; LicenseKey = '/api/license-keys' }[$kind]
    }

    AfterAll {
        $null = Set-RotationStore SecretManagement
        Set-RotationKind ApiKey
    }

    BeforeEach {
        $old = Reset-Rotation
    }

    It 'fails at <step> with <status>, and the next run completes' -ForEach $failing[$kind] {
        $fault = @{ status = $status; times = 0; skip = [int]$skip }
        if ($null -ne $body) { $fault.body = $body }
        Add-Fault $match status $fault
        if ($id) {
            Assert-RotationFailure $id ResourceUnavailable -Type $type
        }
        else {
            Assert-RotationFailure Owox.RotationIncomplete OperationStopped (@("'owox'", 'Run the command again to continue the rotation') + $says)
        }

        Clear-Sandbox
        @(Get-RotationKey) | Should -HaveCount $live
        Assert-Invariant
        Assert-Convergence $old.Id
    }

    It 'fails at creating without a response, and the next run completes (key created: <made>)' -ForEach @{ made = $false }, @{ made = $true } {
        $null = Connect-Member -With @{ Name = 'hasty'; TimeoutSec = 1 }
        Clear-Sandbox
        Add-Fault "POST $path" silent
        Assert-RotationFailure Owox.OutcomeUnknown ConnectionError 'may have been made', 'Run the rotation again' -Type 'Owox.OwoxConnectionException' -With @{ Connection = 'hasty' }
        Disconnect-OwoxDataMarts hasty
        if ($made) {
            # The key that remains on the server when its response was lost.
            $null = New-RotationKey "job (replaces $($old.Id))"
        }

        Assert-Invariant
        Assert-Convergence $old.Id
    }

    It 'fails at revoking without a response, and the next run completes' {
        $null = Connect-Member -With @{ Name = 'hasty'; TimeoutSec = 1 }
        Clear-Sandbox
        Add-Fault "DELETE $path/*" silent @{ times = 0 }
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'revoking the old key' -With @{ Connection = 'hasty' }
        Disconnect-OwoxDataMarts hasty
        Assert-Invariant
        Assert-Convergence $old.Id
    }
}

Describe 'A rotation after an error of the vault (<kind>)' -Skip:$noVault -ForEach $kinds {
    BeforeAll {
        Set-RotationKind $kind
        $path = @{ ApiKey = '/api/project-member-api-keys'; LicenseKey = '/api/license-keys' }[$kind]
    }

    AfterAll {
        Set-RotationKind ApiKey
    }

    BeforeEach {
        $old = Reset-Rotation
    }

    It 'completes at the next run when the vault <what>' -ForEach @(
        @{ what = 'cannot stage the new key'; operation = 'Set-Secret'; fault = 'throw'; secret = 'owox-next'; skip = 1; live = 1; says = 'and was revoked', 'Disk full' }
        @{ what = 'stages another value'; operation = 'Set-Secret'; fault = 'wrong'; secret = 'owox-next'; skip = 1; live = 1; says = 'and was revoked', 'another value' }
        @{ what = 'stages a key with the same ID and another secret'; operation = 'Set-Secret'; fault = 'forged'; secret = 'owox-next'; skip = 1; live = 1; says = 'and was revoked', 'another value' }
        @{ what = 'stages a truncated key'; operation = 'Set-Secret'; fault = 'truncated'; secret = 'owox-next'; skip = 1; live = 1; says = 'and was revoked', 'another value' }
        @{ what = 'stores a truncated key'; operation = 'Set-Secret'; fault = 'truncated'; secret = 'owox'; live = 2; says = "stored in the secret 'owox-next'", 'another value', "The previous value of the secret 'owox' was restored" }
        @{ what = 'cannot read the staged key'; operation = 'Get-Secret'; fault = 'throw'; secret = 'owox-next'; skip = 4; live = 1; says = 'and was revoked', 'Disk full' }
        @{ what = 'cannot store the key'; operation = 'Set-Secret'; fault = 'throw'; secret = 'owox'; live = 2; says = "stored in the secret 'owox-next'", 'Disk full' }
        @{ what = 'stores another value'; operation = 'Set-Secret'; fault = 'wrong'; secret = 'owox'; live = 2; says = "stored in the secret 'owox-next'", 'another value' }
        @{ what = 'stores a key with the same ID and another secret'; operation = 'Set-Secret'; fault = 'forged'; secret = 'owox'; live = 2; says = "stored in the secret 'owox-next'", 'another value' }
        @{ what = 'cannot read the stored key'; operation = 'Get-Secret'; fault = 'throw'; secret = 'owox'; skip = 4; live = 2; says = "stored in the secret 'owox-next'", 'Disk full' }
        @{ what = 'cannot clear the staging secret'; operation = 'Set-Secret'; fault = 'throw'; secret = 'owox-next'; skip = 2; live = 1; says = "clearing the secret 'owox-next'", 'Disk full'; finished = $true }
    ) {
        Add-VaultFault $operation $fault $secret @{ text = 'Disk full'; skip = [int]$skip }
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped (@("'owox'", 'Run the command again to continue the rotation') + $says)
        @(Get-RotationKey) | Should -HaveCount $live
        Assert-Invariant
        Assert-Convergence $(if (-not $finished) { $old.Id })
    }

    It 'keeps the old key in its secret when the vault stores <what>' -ForEach @{ what = 'a truncated key'; fault = 'truncated' }, @{ what = 'another value'; fault = 'wrong' }, @{ what = 'a key with another secret'; fault = 'forged' } {
        Add-VaultFault Set-Secret $fault owox
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'another value'
        Get-StoredText owox | Should -BeExactly $old.Text
        Get-TextKeyId (Get-StoredText owox) | Should -Be $old.Id
    }

    It 'names the secret when the vault stores truncated values, and keeps the old key' {
        Add-VaultFault Set-Secret truncated owox-next @{ skip = 1; times = 1 }
        Add-VaultFault Set-Secret throw owox-next @{ text = 'Disk full'; skip = 1; times = 0 }
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped "The secret 'owox-next' may contain a part of its value", 'and was revoked'
        Get-StoredText owox | Should -BeExactly $old.Text
        @(Get-RotationKey) | Should -HaveCount 1
    }

    It 'completes at the next run when the vault stages <what> and revoking fails' -ForEach @(
        @{ what = 'another value'; fault = 'wrong' }
        @{ what = 'a key with the same ID and another secret'; fault = 'forged' }
    ) {
        Add-VaultFault Set-Secret $fault owox-next @{ skip = 1 }
        Add-Fault "DELETE $path/*" status @{ status = 403; times = 0 }
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'could not be revoked', $(if ($kind -eq 'ApiKey') { 'the next run revokes it' } else { 'revoke it with Revoke-OwoxLicenseKey' })
        @(Get-RotationKey) | Should -HaveCount 2
        Assert-Invariant
        Assert-Convergence $old.Id
    }
}

Describe 'Invoke-OwoxApiKeyRotation after an error' -Skip:$noVault {
    BeforeEach {
        $old = Reset-Rotation
    }

    It 'completes when the vault stores no metadata' {
        Add-VaultFault Set-SecretInfo throw owox @{ text = 'No notes'; times = 0 }
        (Invoke-StoreRotation).Status | Should -Be 'Completed'
        Assert-Invariant
    }

    It 'keeps the old key in its secret when the new key cannot be verified' {
        $before = Get-StoredText owox
        Add-VaultFault Set-Secret forged owox
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'another value', 'owox-next'
        Get-StoredText owox | Should -BeExactly $before
        Add-Fault 'POST /api/auth/api-keys/exchange' status @{ status = 401; times = 0 }
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'owox-next'
        Get-StoredText owox | Should -BeExactly $before
        Assert-Invariant
        Assert-Convergence $old.apiKeyId
    }

    It 'creates another key when the staged key has expired' {
        $new = New-ServerKey "job (replaces $($old.apiKeyId))" ([datetime]::UtcNow.AddMinutes(-5))
        Set-Secret -Name owox-next -Vault Faulty -Secret $new.apiKey
        Assert-Convergence $old.apiKeyId
        (Get-KeyPart (Get-StoredText owox)).apiKeyId | Should -Not -Be $new.apiKeyId
    }
}
