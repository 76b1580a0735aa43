# A rotation in an Azure Key Vault: its result, and an error of each of its requests to the vault.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1'), (Join-Path $PSScriptRoot '../Support/Azure/Azure.psm1')
    Start-OwoxTest
    Set-OwoxTestTiming @{ RetryDelay = 0.02 }
    $null = Connect-Member
    $azure = Set-RotationStore KeyVault

    # Checks that no text contains a key or a token.
    function Assert-NoSecret([object[]] $Text) {
        $all = ($Text -join "`n") -replace '\s'
        $all | Should -Not -Match '(owox_key_|sandbox-license-)[A-Za-z0-9_-]{8}'
        $azure.Tokens.Where({ $all.Contains($_) }) | Should -BeNullOrEmpty
        $all.Contains([AzureStandIn]::HeaderSecret) | Should -BeFalse
    }
}

AfterAll {
    $null = Set-RotationStore SecretManagement
    Stop-OwoxTest
}

Describe 'Invoke-OwoxApiKeyRotation -KeyVault' {
    BeforeEach {
        $old = Reset-Rotation
    }

    It 'replaces the key, and keeps the content type and the tags' {
        $version = $azure.Versions('owox')[0]
        $version.ContentType = 'text/owox'
        $version.Tags['environment'] = 'prod'
        $streams = [System.Collections.Generic.List[object]]::new()
        Invoke-StoreRotation @{ Description = 'nightly'; Verbose = $true } *>&1 | ForEach-Object { $streams.Add($_) }
        $result = $streams | Where-Object { $_ -is [Owox.PowerShell.OwoxApiKeyRotation] }
        $result.Status | Should -Be 'Completed'
        $result.Vault | Should -BeExactly $azure.Address
        $result.OldKeyId | Should -Be $old.apiKeyId
        $stored = $azure.Versions('owox') | Select-Object -Last 1
        $stored.ContentType | Should -Be 'text/owox'
        $stored.Tags['environment'] | Should -Be 'prod'
        $stored.Tags['owoxDescription'] | Should -Be 'nightly'
        $stored.Tags['owoxApiKeyId'] | Should -Be $result.NewKeyId
        Assert-NoSecret $streams
        Assert-Convergence
    }

    It 'disables the staged version that contains the new key' {
        $null = Invoke-StoreRotation
        $readable = $azure.Versions('owox-next').Where({ $_.Value -like 'owox_key_*' -and $_.Enabled })
        $readable | Should -BeNullOrEmpty
        $azure.Versions('owox-next').Where({ $_.Value -like 'owox_key_*' }).Count | Should -BeGreaterThan 0
    }

    It 'warns if that version cannot be disabled, and the next run disables it' {
        $null = Add-AzureFault $azure PATCH '/secrets/owox-next/*' status @{ Status = 403; Body = '{"error":{"code":"Forbidden","message":"no"}}' }
        $output = @(Invoke-StoreRotation 3>&1)
        $warnings, $result = $output.Where({ $_ -is [System.Management.Automation.WarningRecord] }, 'Split')
        $result.Status | Should -Be 'Completed'
        $readable = $azure.Versions('owox-next').Where({ $_.Value -like 'owox_key_*' -and $_.Enabled })
        $readable | Should -HaveCount 1
        $warnings.Message | Should -BeLike "*$($readable.Id)*'owox-next'*could not be disabled*"
        $null = Invoke-StoreRotation
        $azure.Versions('owox-next').Where({ $_.Value -like 'owox_key_*' -and $_.Enabled }) | Should -BeNullOrEmpty
    }

    It 'accepts its own result from the pipeline' {
        $first = Invoke-StoreRotation
        $second = $first | Invoke-OwoxApiKeyRotation -Force
        $second.Vault | Should -BeExactly $azure.Address
        $second.OldKeyId | Should -Be $first.NewKeyId
    }

    It 'keeps the old key with -KeepOld, and completes later' {
        (Invoke-StoreRotation @{ KeepOld = $true; WarningAction = 'SilentlyContinue' }).Status | Should -Be 'OldKeyKept'
        Test-KeyText $old.apiKey | Should -BeTrue
        Test-KeyText (Get-RotationText owox) | Should -BeTrue
        Assert-Convergence $old.apiKeyId
    }

    It 'does nothing with -WhatIf' {
        Invoke-StoreRotation @{ WhatIf = $true } | Should -BeNullOrEmpty
        $azure.Calls.Where({ $_.Method -ne 'GET' }) | Should -BeNullOrEmpty
        @(Get-ServerKey 'job*').apiKeyId | Should -Be $old.apiKeyId
    }

    It 'completes at the next run when the vault <what>' -ForEach @(
        @{ what = 'stages another value'; kind = 'wrong'; secret = 'owox-next'; skip = 1; live = 1 }
        @{ what = 'stores another value'; kind = 'wrong'; secret = 'owox'; live = 2 }
        @{ what = 'discards the access token'; kind = 'expire'; secret = 'owox'; live = 1; works = $true }
    ) {
        $null = Add-AzureFault $azure PUT "/secrets/$secret" $kind @{ Skip = [int]$skip }
        if ($works) {
            (Invoke-StoreRotation).Status | Should -Be 'Completed'
        }
        else {
            Assert-RotationFailure Owox.RotationIncomplete OperationStopped 'Run the command again to continue the rotation', 'another value'
        }

        @(Get-ServerKey 'job*') | Should -HaveCount $live
        Assert-Invariant
        Assert-Convergence
    }

    It 'creates no key when <what>' -ForEach @(
        @{ what = 'the identity may not store secrets'; status = 403; body = '{"error":{"code":"Forbidden","message":"no set","innererror":{"code":"ForbiddenByRbac"}}}'; id = 'VaultAccessDenied'; category = 'PermissionDenied'; says = 'Key Vault Secrets Officer' }
        @{ what = 'the name of the staging secret is reserved'; status = 409; body = '{"error":{"code":"Conflict","message":"deleted but recoverable","innererror":{"code":"ObjectIsDeletedButRecoverable"}}}'; id = 'SecretNameReserved'; category = 'ResourceExists'; says = 'az keyvault secret recover' }
    ) {
        $null = Add-AzureFault $azure PUT '/secrets/*' status @{ Status = $status; Times = 0; Body = $body }
        Assert-RotationFailure "Owox.$id" $category $says
        Get-SandboxRequest '/api/project-member-api-keys' POST | Should -BeNullOrEmpty
        @(Get-ServerKey 'job*').apiKeyId | Should -Be $old.apiKeyId
    }

    It 'creates no key when the tags of the staging secret cannot be written: <what>' -ForEach @(
        @{ what = 'a long description'; description = 'x' * 257; says = 'its metadata and the entries about the new key: a secret has at most 15 tags of 256 characters' }
        @{ what = 'no permission'; description = 'nightly'; status = 403; says = 'its metadata: The key vault ', "does not allow this identity to write the tags of the secret 'owox-next'" }
        @{ what = 'an error of the service'; description = 'nightly'; status = 500; says = 'its metadata: The key vault ', "could not write the tags of the secret 'owox-next'" }
    ) {
        if ($status) { $null = Add-AzureFault $azure PATCH '/secrets/*' status @{ Status = $status; Times = 0; Body = '{"error":{"code":"Injected","message":"injected"}}' } }
        Assert-RotationFailure Owox.SecretNotPreserved InvalidOperation (@('No key was created') + $says) -With @{ Description = $description }
        Get-SandboxRequest '/api/project-member-api-keys' POST | Should -BeNullOrEmpty
    }

    It 'rejects -Vault together with -KeyVault, and -IdentityClientId without it' {
        Assert-RotationFailure Owox.ParameterHasNoEffect InvalidArgument '-Vault has no effect with -KeyVault' -Type Owox.OwoxConfigurationException -With @{ Vault = 'Ops' }
        Assert-Failure { Invoke-OwoxApiKeyRotation owox -IdentityClientId x -Force } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-IdentityClientId has no effect'
    }
}

Describe 'A rotation of a <kind> -KeyVault' -ForEach @{ kind = 'ApiKey' }, @{ kind = 'LicenseKey' } {
    BeforeAll {
        Set-RotationKind $kind
    }

    AfterAll {
        Set-RotationKind ApiKey
    }

    BeforeEach {
        $old = Reset-Rotation
    }

    It 'creates no key when the vault cannot keep the tags of the new key' {
        foreach ($number in 1..13) { $azure.Versions('owox')[0].Tags["tag$number"] = 'x' }
        Assert-RotationFailure Owox.SecretNotPreserved InvalidOperation "'owox'", 'at most 15 tags', 'No key was created'
        @(Get-RotationKey).Id | Should -Be $old.Id
        $azure.Calls.Where({ $_.Method -eq 'PUT' }) | Should -BeNullOrEmpty
        foreach ($number in 9..13) { $null = $azure.Versions('owox')[0].Tags.Remove("tag$number") }
        (Invoke-StoreRotation).Status | Should -Be 'Completed'
        Assert-Convergence
    }

    It 'leaves a key that works when request number <number> to the vault fails with <status>' -ForEach @(
        foreach ($status in 403, 500) {
            foreach ($number in 2..26) { @{ number = $number; status = $status } }
        }
    ) {
        $fault = Add-AzureFault $azure '*' '/secrets/*' status @{ Status = $status; Skip = $number - 1; Times = $(if ($status -eq 500) { 4 } else { 1 }); Body = '{"error":{"code":"Injected","message":"injected"}}' }
        $failure = try { $null = Invoke-StoreRotation } catch { $_ }
        $fault.Seen | Should -BeGreaterOrEqual $number -Because 'the request must have failed'
        # The last requests remove what is no longer needed. The metadata of a license key is necessary.
        [bool] $failure | Should -Be ($number -le $(if ($kind -eq 'ApiKey') { 23 } else { 25 }))
        if ($failure) {
            $id = if ($number -gt 9) { 'RotationIncomplete' } elseif ($status -eq 403) { 'VaultAccessDenied' } else { 'VaultFailed' }
            $failure.FullyQualifiedErrorId | Should -BeLike "Owox.$id,*"
            $failure.Exception | Should -BeOfType 'Owox.PowerShell.OwoxVaultException'
            Assert-NoSecret ($failure | Format-List * -Force | Out-String -Width 9000), "$($failure.Exception)"
        }

        Assert-Invariant
        Assert-Convergence
    }
}
