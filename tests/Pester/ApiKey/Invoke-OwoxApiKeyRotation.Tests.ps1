# Invoke-OwoxApiKeyRotation: rotations without errors, and rejected calls.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1')
    Start-OwoxTest
    $null = Initialize-Rotation
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Invoke-OwoxApiKeyRotation' -Skip:$noVault {
    BeforeEach {
        $old = Reset-Rotation
    }

    It 'replaces the key in the secret, and then revokes the old one' {
        $result = Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -ExpiresIn 90.00:00 -Description 'for the job' -Force
        $result | Should -BeOfType 'Owox.PowerShell.OwoxApiKeyRotation'
        $result.Status | Should -Be 'Completed'
        "$result" | Should -BeExactly 'owox: Completed'
        $result.SecretName | Should -BeExactly 'owox'
        $result.Vault | Should -BeExactly 'Faulty'
        $result.Name | Should -BeExactly 'job'
        $result.OldKeyId | Should -BeExactly $old.apiKeyId
        $result.RevokeOldAfter | Should -BeNullOrEmpty
        [Math]::Abs(($result.ExpiresAt - [DateTimeOffset]::UtcNow.AddDays(90)).TotalMinutes) | Should -BeLessThan 2
        $requests = Get-SandboxRequest | ForEach-Object { "$($_.method) $($_.path.Replace($result.NewKeyId, 'NEW').Replace($result.OldKeyId, 'OLD'))" }
        $requests[0] | Should -Be 'GET /api/project-member-api-keys'
        $requests[1] | Should -Be 'POST /api/project-member-api-keys'
        $requests[2..3] | Should -Be 'POST /api/auth/api-keys/exchange', 'GET /api/auth/context'
        $requests[-3] | Should -Be 'GET /api/auth/context'
        $requests[-2..-1] | Should -Be 'DELETE /api/project-member-api-keys/OLD', 'PATCH /api/project-member-api-keys/NEW'
        Test-KeyText $old.apiKey | Should -BeFalse
        Test-KeyText (Get-StoredText owox) | Should -BeTrue
        (Get-KeyPart (Get-StoredText owox)).apiKeyId | Should -BeExactly $result.NewKeyId
        Get-StoredText owox-next | Should -Not -BeLike 'owox_key_*'
        @(Get-ServerKey 'job*').name | Should -Be 'job'
        $metadata = (Get-SecretInfo owox -Vault Faulty).Metadata
        $metadata.owoxApiKeyId | Should -BeExactly $result.NewKeyId
        $metadata.owoxName | Should -BeExactly 'job'
        $metadata.owoxDescription | Should -BeExactly 'for the job'
        [DateTimeOffset]$metadata.owoxExpiresAt | Should -Be $result.ExpiresAt
    }

    It 'describes the plan with -WhatIf<how>, sends only GETs and writes nothing' -ForEach @{ how = ''; with = @{} }, @{ how = ' -Force'; with = @{ Force = $true } } {
        Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -WhatIf @with | Should -BeNullOrEmpty
        (Get-SandboxRequest).method | Sort-Object -Unique | Should -Be 'GET'
        Get-VaultLog | Where-Object { $_ -like 'Set-*' -or $_ -like 'Remove-*' } | Should -BeNullOrEmpty
        Test-KeyText (Get-StoredText owox) | Should -BeTrue
        @(Get-ServerKey 'job*') | Should -HaveCount 1
    }

    It 'asks for confirmation, and changes nothing when the session cannot prompt' {
        $failure = Get-Failure { Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty }
        $failure.Exception | Should -BeOfType System.Management.Automation.PSInvalidOperationException
        $failure.Exception.Message | Should -BeLike '*NonInteractive mode*'
        (Get-SandboxRequest).method | Sort-Object -Unique | Should -Be 'GET'
    }

    It 'keeps the old key for -GracePeriod with -KeepOld, and the next run completes' {
        $kept = Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -KeepOld -GracePeriod 01:00 -Force -WarningVariable warnings -WarningAction SilentlyContinue
        $kept.Status | Should -Be 'OldKeyKept'
        $kept.OldKeyId | Should -BeExactly $old.apiKeyId
        [Math]::Abs(($kept.RevokeOldAfter - [DateTimeOffset]::UtcNow.AddHours(1)).TotalMinutes) | Should -BeLessThan 2
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "*$($old.apiKeyId) is still active. Run this command again after $($kept.RevokeOldAfter.UtcDateTime.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)) UTC to revoke it."
        Test-KeyText $old.apiKey | Should -BeTrue
        (Get-KeyPart (Get-StoredText owox)).apiKeyId | Should -BeExactly $kept.NewKeyId
        Get-StoredText owox-next | Should -Not -BeLike 'owox_key_*'

        $again = Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -KeepOld -GracePeriod 01:00 -Force -WarningAction SilentlyContinue
        $again.Status | Should -Be 'OldKeyKept'
        $again.NewKeyId | Should -BeExactly $kept.NewKeyId
        @(Get-ServerKey 'job*') | Should -HaveCount 2

        Start-Sleep -Milliseconds 1100
        $done = Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -KeepOld -GracePeriod 00:00:01 -Force
        $done.Status | Should -Be 'Completed'
        $done.NewKeyId | Should -BeExactly $kept.NewKeyId
        Test-KeyText $old.apiKey | Should -BeFalse
        @(Get-ServerKey 'job*').name | Should -Be 'job'
    }

    It 'completes a kept rotation without -KeepOld' {
        $null = Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -KeepOld -Force -WarningAction SilentlyContinue
        Assert-Convergence $old.apiKeyId
    }

    It 'rotates again when the new key of a kept rotation has expired' {
        $new = New-ServerKey "job (replaces $($old.apiKeyId))" ([datetime]::UtcNow.AddMinutes(-5))
        Set-Secret -Name owox -Vault Faulty -Secret $new.apiKey
        Assert-Convergence $old.apiKeyId
    }

    It 'rotates an expired key' {
        $expired = New-ServerKey 'job expired' ([datetime]::UtcNow.AddMinutes(-5))
        $null = Invoke-KeyApi Delete "/$($old.apiKeyId)"
        Set-Secret -Name owox -Vault Faulty -Secret $expired.apiKey
        Assert-Convergence $expired.apiKeyId 'job expired'
    }

    It 'rotates several secrets from the pipeline, and continues after an error' {
        $second = New-ServerKey 'job two'
        Set-Secret -Name second -Vault Faulty -Secret $second.apiKey
        $results = 'owox', 'not-there', 'second' | Invoke-OwoxApiKeyRotation -Vault Faulty -Force -ErrorVariable failures -ErrorAction SilentlyContinue
        $results.SecretName | Should -Be 'owox', 'second'
        $results.OldKeyId | Should -Be $old.apiKeyId, $second.apiKeyId
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.RotationNotPossible,*'
        $failures[0].TargetObject | Should -BeExactly 'not-there'
        Test-KeyText (Get-StoredText owox) | Should -BeTrue
        Test-KeyText (Get-StoredText second) | Should -BeTrue
    }

    It 'accepts the output of Get-SecretInfo' {
        $result = Get-SecretInfo owox -Vault Faulty | Invoke-OwoxApiKeyRotation -Force
        $result.Vault | Should -BeExactly 'Faulty'
        $result.OldKeyId | Should -BeExactly $old.apiKeyId
    }

    It 'keeps a name of 100 characters, also after an interrupted run' {
        $name = 'job ' + ('n' * 96)
        $old = Reset-Rotation $name
        Add-Fault 'GET /api/auth/context' status @{ status = 500; times = 0 }
        Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'verifying the key', 'status 500'
        Assert-Convergence $old.apiKeyId $name
    }

    It 'rejects a key of another member' {
        Set-Secret -Name owox -Vault Faulty -Secret $Sandbox.viewerApiKey
        Assert-RotationFailure Owox.RotationNotPossible InvalidOperation 'belongs to another member', (Get-KeyPart $Sandbox.viewerApiKey).apiKeyId
        (Get-SandboxRequest).method | Sort-Object -Unique | Should -Be 'GET'
    }

    It 'rejects a secret that does not contain a key, without quoting it' {
        Set-Secret -Name owox -Vault Faulty -Secret 'hunter2'
        Assert-RotationFailure Owox.RotationNotPossible InvalidOperation "'owox'", 'does not contain an API key', 'New-OwoxApiKey'
        "$($Error[0])" | Should -Not -BeLike '*hunter2*'
    }

    It 'rejects a key of another deployment' {
        $part = Get-KeyPart $old.apiKey
        Set-Secret -Name owox -Vault Faulty -Secret (New-KeyText @{ apiOrigin = 'https://other.example.com'; apiKeyId = $part.apiKeyId; apiKeySecret = $part.apiKeySecret })
        Assert-RotationFailure Owox.RotationNotPossible InvalidOperation 'https://other.example.com', $Sandbox.origin
        (Get-SandboxRequest).method | Should -Not -Contain 'POST'
    }

    It 'does not replace the secret with an unrelated key of the member' {
        $other = New-ServerKey 'job of another secret'
        Set-Secret -Name owox-next -Vault Faulty -Secret $other.apiKey
        Assert-RotationFailure Owox.RotationNotPossible InvalidOperation "'owox-next'", $other.apiKeyId, 'under another name'
        Get-StoredText owox | Should -BeExactly $old.apiKey
        Test-KeyText $other.apiKey | Should -BeTrue
        Test-KeyText $old.apiKey | Should -BeTrue
    }

    It 'rejects a grace period that is a plain number' {
        Assert-Failure { Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -KeepOld -GracePeriod 1 -Force } 'Owox.ExpiryInvalid' InvalidArgument 'Owox.OwoxConfigurationException' '-GracePeriod', 'ticks'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}
