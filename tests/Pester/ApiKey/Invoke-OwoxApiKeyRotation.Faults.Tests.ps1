# A rotation that fails at each of its steps: a stored key always works, at most two keys are active, and the next run completes.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $stores = @(if (-not $noVault) { @{ store = 'SecretManagement' } }) + @{ store = 'KeyVault' }
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

Describe 'Invoke-OwoxApiKeyRotation after an error of the server (<store>)' -ForEach $stores {
    BeforeAll {
        $null = Set-RotationStore $store
    }

    AfterAll {
        $null = Set-RotationStore SecretManagement
    }

    BeforeEach {
        $old = Reset-Rotation
    }

    It 'fails at <step> with <status>, and the next run completes' -ForEach @(
        @{ step = 'creating the key'; match = 'POST /api/project-member-api-keys'; status = 500; id = 'Owox.ServerError'; type = 'Owox.OwoxApiException'; live = 1 }
        @{ step = 'exchanging the staged key'; match = 'POST /api/auth/api-keys/exchange'; status = 500; live = 2; says = 'owox-next' }
        @{ step = 'exchanging the staged key'; match = 'POST /api/auth/api-keys/exchange'; status = 401; live = 2; says = 'owox-next' }
        @{ step = 'reading the context'; match = 'GET /api/auth/context'; status = 500; live = 2; says = 'owox-next' }
        @{ step = 'exchanging the stored key'; match = 'POST /api/auth/api-keys/exchange'; status = 401; skip = 1; live = 2; says = "'owox'" }
        @{ step = 'reading the context of the stored key'; match = 'GET /api/auth/context'; status = 500; skip = 1; live = 2; says = "'owox'" }
        @{ step = 'revoking the old key'; match = 'DELETE /api/project-member-api-keys/*'; status = 500; live = 2; says = 'revoking the old key' }
        @{ step = 'renaming the new key'; match = 'PATCH /api/project-member-api-keys/*'; status = 500; live = 1; says = "renaming it to 'job'" }
    ) {
        Add-Fault $match status @{ status = $status; times = 0; skip = [int]$skip }
        if ($id) {
            Assert-RotationFailure $id ResourceUnavailable -Type $type
        }
        else {
            Assert-RotationFailure Owox.RotationIncomplete OperationStopped "'owox'", 'Run it again', $says
        }

        @(Get-ServerKey 'job*') | Should -HaveCount $live
        Assert-Invariant
        Assert-Convergence $old.apiKeyId
    }

    It 'fails at creating without a response, and the next run completes (key created: <made>)' -ForEach @{ made = $false }, @{ made = $true } {
        $null = Connect-Member -With @{ Name = 'hasty'; TimeoutSec = 1 }
        Clear-Sandbox
        Add-Fault 'POST /api/project-member-api-keys' silent
        Assert-RotationFailure Owox.OutcomeUnknown ConnectionError 'may have been made', 'Run the rotation again' -Type 'Owox.OwoxConnectionException' -With @{ Connection = 'hasty' }
        Disconnect-OwoxDataMarts hasty
        if ($made) {
            # The key that remains on the server when its response was lost.
            $null = New-ServerKey "job (replaces $($old.apiKeyId))"
        }

        Assert-Invariant
        Assert-Convergence $old.apiKeyId
    }

    It 'fails at revoking without a response, and the next run completes' {
        $null = Connect-Member -With @{ Name = 'hasty'; TimeoutSec = 1 }
        Clear-Sandbox
        Add-Fault 'DELETE /api/project-member-api-keys/*' silent @{ times = 0 }
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'revoking the old key' -With @{ Connection = 'hasty' }
        Disconnect-OwoxDataMarts hasty
        Assert-Invariant
        Assert-Convergence $old.apiKeyId
    }
}

Describe 'Invoke-OwoxApiKeyRotation after an error' -Skip:$noVault {
    BeforeEach {
        $old = Reset-Rotation
    }

    Context 'of the vault' {
        It 'completes at the next run when the vault <what>' -ForEach @(
            @{ what = 'cannot stage the new key'; operation = 'Set-Secret'; kind = 'throw'; secret = 'owox-next'; skip = 1; live = 1; says = 'and was revoked', 'Disk full' }
            @{ what = 'stages another value'; operation = 'Set-Secret'; kind = 'wrong'; secret = 'owox-next'; skip = 1; live = 1; says = 'and was revoked', 'another value' }
            @{ what = 'stages a key with the same ID and another secret'; operation = 'Set-Secret'; kind = 'forged'; secret = 'owox-next'; skip = 1; live = 1; says = 'and was revoked', 'another value' }
            @{ what = 'stages a truncated key'; operation = 'Set-Secret'; kind = 'truncated'; secret = 'owox-next'; skip = 1; live = 1; says = 'and was revoked', 'another value' }
            @{ what = 'stores a truncated key'; operation = 'Set-Secret'; kind = 'truncated'; secret = 'owox'; live = 2; says = "stored in the secret 'owox-next'", 'another value', "The previous value of the secret 'owox' was restored" }
            @{ what = 'cannot read the staged key'; operation = 'Get-Secret'; kind = 'throw'; secret = 'owox-next'; skip = 3; live = 1; says = 'and was revoked', 'Disk full' }
            @{ what = 'cannot store the key'; operation = 'Set-Secret'; kind = 'throw'; secret = 'owox'; live = 2; says = "stored in the secret 'owox-next'", 'Disk full' }
            @{ what = 'stores another value'; operation = 'Set-Secret'; kind = 'wrong'; secret = 'owox'; live = 2; says = "stored in the secret 'owox-next'", 'another value' }
            @{ what = 'stores a key with the same ID and another secret'; operation = 'Set-Secret'; kind = 'forged'; secret = 'owox'; live = 2; says = "stored in the secret 'owox-next'", 'another value' }
            @{ what = 'cannot read the stored key'; operation = 'Get-Secret'; kind = 'throw'; secret = 'owox'; skip = 3; live = 2; says = "stored in the secret 'owox-next'", 'Disk full' }
            @{ what = 'cannot clear the staging secret'; operation = 'Set-Secret'; kind = 'throw'; secret = 'owox-next'; skip = 2; live = 1; says = "clearing the secret 'owox-next'", 'Disk full'; finished = $true }
        ) {
            Add-VaultFault $operation $kind $secret @{ text = 'Disk full'; skip = [int]$skip }
            Assert-RotationFailure Owox.RotationIncomplete OperationStopped (@("'owox'", 'Run it again') + $says)
            @(Get-ServerKey 'job*') | Should -HaveCount $live
            Assert-Invariant
            Assert-Convergence $(if (-not $finished) { $old.apiKeyId })
        }

        It 'keeps the old key in its secret when the vault stores <what>' -ForEach @{ what = 'a truncated key'; kind = 'truncated' }, @{ what = 'another value'; kind = 'wrong' }, @{ what = 'a key with another secret'; kind = 'forged' } {
            Add-VaultFault Set-Secret $kind owox
            Get-Failure { Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Force -ErrorAction Stop } | Should -Not -BeNullOrEmpty
            Get-StoredText owox | Should -BeExactly $old.apiKey
            Test-KeyText (Get-StoredText owox) | Should -BeTrue
        }

        It 'names the secret when the vault stores truncated values, and keeps the old key' {
            Add-VaultFault Set-Secret truncated owox-next @{ skip = 1; times = 1 }
            Add-VaultFault Set-Secret throw owox-next @{ text = 'Disk full'; skip = 1; times = 0 }
            Assert-RotationFailure Owox.RotationIncomplete OperationStopped "The secret 'owox-next' may contain a part of its value", 'and was revoked'
            Get-StoredText owox | Should -BeExactly $old.apiKey
            @(Get-ServerKey 'job*') | Should -HaveCount 1
        }

        It 'completes at the next run when the vault stages <what> and revoking fails' -ForEach @(
            @{ what = 'another value'; kind = 'wrong' }
            @{ what = 'a key with the same ID and another secret'; kind = 'forged' }
        ) {
            Add-VaultFault Set-Secret $kind owox-next @{ skip = 1 }
            Add-Fault 'DELETE /api/project-member-api-keys/*' status @{ status = 403; times = 0 }
            Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'could not be revoked; the next run revokes it'
            @(Get-ServerKey 'job*') | Should -HaveCount 2
            Assert-Invariant
            Assert-Convergence $old.apiKeyId
        }

        It 'completes when the vault stores no metadata' {
            Add-VaultFault Set-SecretInfo throw owox @{ text = 'No notes'; times = 0 }
            (Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Force -ErrorAction Stop).Status | Should -Be 'Completed'
            Assert-Invariant
        }
    }

    It 'keeps the old key in its secret when the new key cannot be verified' {
        $before = Get-StoredText owox
        Add-VaultFault Set-Secret forged owox
        Get-Failure { Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Force -ErrorAction Stop } | Should -Not -BeNullOrEmpty
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
