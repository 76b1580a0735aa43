# Resetting the secret key of a destination, with each store, and with an error or the end of the process at each step.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $stores = @(if (-not $noVault) { @{ store = 'SecretManagement' } }) + @{ store = 'KeyVault' }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/ResetTools.psm1')
    Start-OwoxTest @{ apiVersion = '0.35' }
    Set-OwoxTestTiming @{ VaultRetryDelay = 0.02; RetryDelay = 0.02 }
    $null = Connect-Sandbox
    $vaultError = 'Owox.PowerShell.OwoxVaultException'
    if (-not (Test-VaultMissing)) {
        Register-FaultyVault Faulty -Default
        Register-FaultyVault Plain -With @{ NoMetadata = $true }
    }
}

AfterAll {
    $null = Set-RotationStore SecretManagement
    Stop-OwoxTest
}

Describe 'Reset-OwoxDestinationSecret (<store>)' -ForEach $stores {
    BeforeAll {
        $null = Set-RotationStore $store
    }

    AfterAll {
        $null = Set-RotationStore SecretManagement
    }

    BeforeEach {
        $before = Reset-Destination
    }

    It 'replaces the key and stores the new one' {
        $result = Invoke-Reset
        $result | Should -BeOfType 'Owox.PowerShell.OwoxDestinationSecret'
        $result.DestinationId | Should -BeExactly (Get-DestinationId)
        $result.SecretName | Should -BeExactly 'looker'
        $result.Repaired | Should -BeFalse
        (Get-SandboxRequest '/api/data-destinations*').ForEach({ "$($_.method) $($_.path.Replace((Get-DestinationId), 'ID'))" }) |
            Should -Be 'GET /api/data-destinations/ID', 'POST /api/data-destinations/ID/rotate-secret-key', 'GET /api/data-destinations/ID'
        $now = Get-DestinationKey
        $now | Should -Not -Be $before
        Get-RotationText looker | Should -BeExactly $now
    }

    It 'replaces it again in the same secret' {
        $null = Invoke-Reset
        $first = Get-DestinationKey
        (Invoke-Reset).Repaired | Should -BeFalse
        Get-DestinationKey | Should -Not -Be $first
        Get-RotationText looker | Should -BeExactly (Get-DestinationKey)
    }

    It 'stores the current key first when the secret contains an older one' {
        $null = Invoke-Reset
        Invoke-DestinationReset
        $warnings, $result = (Invoke-Reset 3>&1).Where({ $_ -is [System.Management.Automation.WarningRecord] }, 'Split')
        $result.Repaired | Should -BeTrue
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "The secret 'looker' contained another key than the destination '*'. The key of the destination was stored before it was reset."
        Get-RotationText looker | Should -BeExactly (Get-DestinationKey)
    }

    It 'rejects a secret with another value, except with -Force' {
        Set-RotationText looker 'a value of another program'
        Assert-Failure { Invoke-Reset @{ Confirm = $false; Force = $false } } Owox.SecretExists ResourceExists $vaultError "'looker'", '-Force'
        Get-DestinationKey | Should -BeExactly $before
        (Invoke-Reset).Repaired | Should -BeTrue
        Get-RotationText looker | Should -BeExactly (Get-DestinationKey)
    }

    It 'changes nothing if the vault cannot replace a secret of this name: <name>' -Skip:($store -ne 'SecretManagement') -ForEach @(
        @{ name = 'sales[1]' }, @{ name = 'a`b' }, @{ name = '*' }, @{ name = 'sale?' }
    ) {
        Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction SilentlyContinue
        Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -AllowClobber
        Set-Secret -Name sales -Vault Store -Secret 'of another program'
        Assert-Failure { Reset-OwoxDestinationSecret (Get-DestinationId) -SecretName $name -Vault Store -Force -ErrorAction Stop } Owox.SecretNameInvalid InvalidArgument $vaultError 'was not reset', 'Specify another name'
        Get-DestinationKey | Should -BeExactly $before
        (Get-SecretInfo -Vault Store).Name | Should -BeExactly sales
        Get-Secret sales -Vault Store -AsPlainText | Should -BeExactly 'of another program'
    }

    It 'changes nothing with -WhatIf' {
        Invoke-Reset @{ WhatIf = $true } | Should -BeNullOrEmpty
        Get-RotationText looker | Should -BeNullOrEmpty
        Get-DestinationKey | Should -BeExactly $before
    }

    It 'fails with <status> of the reset, and the next run completes' -ForEach @{ status = 500; id = 'Owox.ServerError' }, @{ status = 403; id = 'Owox.Forbidden' } {
        Add-Fault 'POST /api/data-destinations/*' status @{ status = $status; times = 0 }
        (Get-Failure { Invoke-Reset }).FullyQualifiedErrorId | Should -BeLike "$id,*"
        Get-RotationText looker | Should -BeExactly $before
        Assert-ResetConvergence
    }

    It 'continues when the response to the reset <what>' -ForEach @(
        @{ what = 'is lost'; kind = 'cut-response' }
        @{ what = 'has no key'; kind = 'no-key' }
    ) {
        if ($kind -eq 'no-key') {
            Add-Fault 'POST /api/data-destinations/*' status @{ status = 201; body = @{ id = Get-DestinationId; title = 'x'; type = 'LOOKER_STUDIO' } }
            Assert-Failure { Invoke-Reset } Owox.OutcomeUnknown ConnectionError Owox.OwoxConnectionException 'The server returned no new secret key. Run the command again'
            Get-RotationText looker | Should -BeExactly $before
        }
        else {
            $null = Connect-Sandbox -With @{ Name = 'hasty'; TimeoutSec = 1 }
            Add-Fault 'POST /api/data-destinations/*' silent
            Assert-Failure { Invoke-Reset @{ Connection = 'hasty' } } Owox.OutcomeUnknown ConnectionError Owox.OwoxConnectionException 'Run the command again'
            Disconnect-OwoxDataMarts hasty
        }

        Assert-ResetConvergence
    }

    It 'stores the new key when the response to the reset is 500 although the key has changed' {
        Add-Fault 'POST /api/data-destinations/*' status @{ status = 500; times = 0 }
        Add-Fault 'GET /api/data-destinations/*' status @{ status = 200; skip = 1; body = @{ id = Get-DestinationId; title = 'x'; type = 'LOOKER_STUDIO'; credentials = @{ destinationSecretKey = 'the-new-key' } } }
        (Invoke-Reset).SecretName | Should -Be 'looker'
        Get-RotationText looker | Should -BeExactly (Get-DestinationKey)
    }

    It 'reports that the server did not confirm the key: <what>' -ForEach @(
        @{ what = 'an error'; status = 500; says = 'status 500' }
        @{ what = 'a response without a key'; status = 200; says = 'The server no longer returns the secret key of the destination' }
    ) {
        $body = @{ id = Get-DestinationId; title = 'x'; type = 'LOOKER_STUDIO' }
        Add-Fault 'GET /api/data-destinations/*' status @{ status = $status; body = $body; skip = 1; times = 0 }
        Assert-Failure { Invoke-Reset } Owox.RotationIncomplete OperationStopped $vaultError 'was reset and stored', 'did not confirm', $says
        Clear-Sandbox
        Get-RotationText looker | Should -BeExactly (Get-DestinationKey)
        Assert-ResetConvergence
    }

    It 'stops when other commands reset the key again and again' {
        foreach ($time in 1..3) {
            Add-Fault 'GET /api/data-destinations/*' status @{ status = 200; skip = $time; body = @{ id = Get-DestinationId; title = 'x'; type = 'LOOKER_STUDIO'; credentials = @{ destinationSecretKey = "another-key-$time" } } }
        }

        Assert-Failure { Invoke-Reset } Owox.RotationConflict OperationStopped $vaultError 'Another command resets the secret key of the destination', 'Run the command again when the other one has ended'
        Assert-ResetConvergence
    }

    It 'is stopped while <what>, and the next run completes' -ForEach @(
        @{ what = 'it reads the destination'; match = 'GET /api/data-destinations/*' }
        @{ what = 'it resets the key'; match = 'POST /api/data-destinations/*' }
        @{ what = 'it confirms the key'; match = 'GET /api/data-destinations/*'; skip = 1 }
    ) {
        Add-Fault $match delay @{ seconds = 60; skip = [int]$skip }
        Stop-Reset { Get-SandboxRequest | Where-Object { $_.faults -contains 'delay' -and $_.outcome -eq 'running' } }
        Assert-ResetConvergence
    }
}

Describe 'Reset-OwoxDestinationSecret in a vault with faults' -Skip:$noVault {
    BeforeEach {
        $before = Reset-Destination
    }

    It 'resets nothing when the vault <what>' -ForEach @(
        @{ what = 'cannot store the current key'; kind = 'throw'; says = 'Disk full' }
        @{ what = 'stores another value'; kind = 'wrong'; says = 'another value' }
        @{ what = 'stores a changed value'; kind = 'forged'; says = 'another value' }
    ) {
        Add-VaultFault Set-Secret $kind looker @{ text = 'Disk full' }
        Assert-Failure { Invoke-Reset } Owox.VaultFailed ResourceUnavailable $vaultError 'was not reset', $says
        Get-DestinationKey | Should -BeExactly $before
        Assert-ResetConvergence
    }

    It 'tries again when the vault <what> once' -ForEach @(
        @{ what = 'cannot store the new key'; kind = 'throw' }
        @{ what = 'stores another value'; kind = 'wrong' }
        @{ what = 'stores a changed value'; kind = 'forged' }
    ) {
        Add-VaultFault Set-Secret $kind looker @{ text = 'Disk full'; skip = 1 }
        (Invoke-Reset).SecretName | Should -Be 'looker'
        Get-RotationText looker | Should -BeExactly (Get-DestinationKey)
    }

    It 'says what to do when the vault <what>, and the next run repairs the secret' -ForEach @(
        @{ what = 'cannot store the new key'; kind = 'throw'; says = 'Disk full' }
        @{ what = 'stores another value'; kind = 'wrong'; says = 'another value' }
    ) {
        $times = if ($kind -eq 'wrong') { 5 } else { 0 }
        Add-VaultFault Set-Secret $kind looker @{ text = 'Disk full'; skip = 1; times = $times }
        Assert-Failure { Invoke-Reset } Owox.DestinationSecretNotStored OperationStopped $vaultError 'was reset', 'could not be stored', "Reset-OwoxDestinationSecret $(Get-DestinationId) -SecretName 'looker' -Vault 'Faulty'", $says
        Get-DestinationKey | Should -Not -Be $before
        Clear-StoreFault
        (Invoke-Reset @{ WarningAction = 'SilentlyContinue' }).Repaired | Should -BeTrue
        Get-RotationText looker | Should -BeExactly (Get-DestinationKey)
    }

    It 'keeps the previous value when the new one cannot be stored' {
        Add-VaultFault Set-Secret throw looker @{ text = 'Disk full'; skip = 1; times = 0 }
        Assert-Failure { Invoke-Reset } Owox.DestinationSecretNotStored OperationStopped $vaultError 'Disk full'
        Get-StoredText looker | Should -BeExactly $before
        (Get-SecretInfo looker -Vault Faulty).Metadata.owoxDestinationId | Should -BeExactly (Get-DestinationId)
    }

    It 'keeps the type, the metadata and the description' {
        Set-Secret -Name looker -Vault Faulty -Secret ([pscredential]::new('looker', (ConvertTo-Secret $before))) -Metadata @{ team = 'data'; owoxDescription = 'for BI' }
        $null = Invoke-Reset
        Get-StoredType looker | Should -Be 'PSCredential'
        $metadata = (Get-SecretInfo looker -Vault Faulty).Metadata
        $metadata.team, "$($metadata.owoxDescription)" | Should -Be 'data', 'for BI'
        $metadata.owoxDestinationId | Should -BeExactly (Get-DestinationId)
    }

    It 'resets nothing when the metadata would be lost' {
        Set-Secret -Name looker -Vault Faulty -Secret $before -Metadata @{ team = 'data' }
        Add-VaultFault Set-SecretInfo throw looker @{ text = 'No notes'; times = 0 }
        Assert-Failure { Invoke-Reset } Owox.VaultFailed ResourceUnavailable $vaultError 'was not reset', 'No notes'
        Get-DestinationKey | Should -BeExactly $before
    }

    It 'names -Force in a vault without metadata' {
        Add-VaultFault Set-Secret throw looker @{ text = 'Disk full'; skip = 1; times = 0 } -Vault Plain
        Assert-Failure { Reset-OwoxDestinationSecret (Get-DestinationId) -SecretName looker -Vault Plain -Force -ErrorAction Stop } Owox.DestinationSecretNotStored OperationStopped $vaultError "-Vault 'Plain' -Force"
        Clear-VaultFault Plain
        Assert-Failure { Reset-OwoxDestinationSecret (Get-DestinationId) -SecretName looker -Vault Plain -Confirm:$false -ErrorAction Stop } Owox.SecretExists ResourceExists $vaultError '-Force'
        $null = Reset-OwoxDestinationSecret (Get-DestinationId) -SecretName looker -Vault Plain -Force -WarningAction SilentlyContinue
        Get-StoredText looker Plain | Should -BeExactly (Get-DestinationKey)
    }

    It 'rejects a destination without a secret key before it writes' {
        $email = (Get-OwoxDestination).Where({ $_.Type -eq 'EMAIL' })[0]
        Clear-Sandbox
        Assert-Failure { Reset-OwoxDestinationSecret $email.Id -SecretName looker -Force -ErrorAction Stop } Owox.DestinationHasNoSecret InvalidArgument Owox.OwoxConfigurationException "'$($email.Title)' of the type EMAIL", 'LOOKER_STUDIO'
        Get-SandboxRequest -Method POST | Should -BeNullOrEmpty
        Get-VaultLog 'Set-*' | Should -BeNullOrEmpty
    }

    It 'does not store two keys in one secret' {
        $results = Get-OwoxDestination -Type LOOKER_STUDIO | Select-Object -First 2 | Reset-OwoxDestinationSecret -SecretName looker -Force -ErrorVariable failures -ErrorAction SilentlyContinue
        @($results) | Should -HaveCount 1
        $failures | Should -HaveCount 1
        Assert-Failure { throw $failures[0] } Owox.SecretExists ResourceExists $vaultError "the secret 'looker'", 'another destination', 'Specify another name for each destination'
    }

    It 'says what to do when a message of the vault cannot be written after the reset' {
        Add-VaultFault Set-Secret says looker @{ text = 'A notice'; stream = 'Warning'; skip = 1; times = 0 }
        Get-Failure { Invoke-Reset @{ Verbose = $true } 4>&1 | ForEach-Object { if ("$_" -like '*A notice*') { throw 'no more messages' } } } | Should -BeLike '*was reset, but the new key could not be stored*'
        Assert-ResetConvergence
    }

    It 'does not store a key over that of a destination whose reset failed' {
        Add-Fault 'GET /api/data-destinations/*' status @{ status = 500; skip = 1 }
        $results = Get-OwoxDestination -Type LOOKER_STUDIO | Select-Object -First 2 | Reset-OwoxDestinationSecret -SecretName looker -Force -ErrorVariable failures -ErrorAction SilentlyContinue
        $results | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId -like 'Owox.*' | Should -Be 'Owox.RotationIncomplete,Owox.PowerShell.Commands.Destinations.ResetOwoxDestinationSecretCommand', 'Owox.SecretExists,Owox.PowerShell.Commands.Destinations.ResetOwoxDestinationSecretCommand'
    }

    It 'uses the same name in two vaults' {
        $destinations = @(Get-OwoxDestination -Type LOOKER_STUDIO | Select-Object -First 2)
        $results = @{ DestinationId = $destinations[0].Id; SecretName = 'looker'; Vault = 'Faulty' }, @{ DestinationId = $destinations[1].Id; SecretName = 'looker'; Vault = 'Plain' } |
            ForEach-Object { [pscustomobject]$_ } | Reset-OwoxDestinationSecret -Force -ErrorAction Stop
        $results.Vault | Should -Be 'Faulty', 'Plain'
    }

    It 'rejects the secret of a destination with the same ID at another deployment' {
        Set-Secret -Name looker -Vault Faulty -Secret 'a key of the other deployment' -Metadata @{ owoxDestinationId = Get-DestinationId; owoxOrigin = 'https://other.example.com' }
        Assert-Failure { Reset-OwoxDestinationSecret (Get-DestinationId) -SecretName looker -Confirm:$false -ErrorAction Stop } Owox.SecretExists ResourceExists $vaultError '-Force'
        Get-StoredText looker | Should -BeExactly 'a key of the other deployment'
        Set-SecretInfo looker -Vault Faulty -Metadata @{ owoxDestinationId = Get-DestinationId; owoxOrigin = $Sandbox.origin }
        (Reset-OwoxDestinationSecret (Get-DestinationId) -SecretName looker -Confirm:$false -WarningAction SilentlyContinue).Repaired | Should -BeTrue
    }

    It 'is killed <when>, and the next run completes' -ForEach @(
        @{ when = 'before the current key is stored'; operation = 'Set-Secret'; fault = 'kill' }
        @{ when = 'after the current key is stored'; operation = 'Set-Secret'; fault = 'kill-after' }
        @{ when = 'before the new key is stored'; operation = 'Set-Secret'; fault = 'kill'; skip = 1 }
        @{ when = 'after the new key is stored'; operation = 'Set-Secret'; fault = 'kill-after'; skip = 1 }
        @{ when = 'before the metadata is written'; operation = 'Set-SecretInfo'; fault = 'kill'; skip = 1 }
        @{ when = 'after the metadata is written'; operation = 'Set-SecretInfo'; fault = 'kill-after'; skip = 1 }
    ) {
        Add-VaultFault $operation $fault looker @{ skip = [int]$skip }
        $run = Wait-FreshShell (Start-Reset)
        $run.ExitCode | Should -Not -BeIn 0, 1
        $run.Output | Should -Not -BeLike '*the run ended by itself*'
        Assert-ResetConvergence
    }
}

Describe 'Reset-OwoxDestinationSecret at a step of the key vault' {
    BeforeAll {
        $azure = Set-RotationStore KeyVault
    }

    AfterAll {
        $null = Set-RotationStore SecretManagement
    }

    BeforeEach {
        $before = Reset-Destination
    }

    It 'is killed <when>, and the next run completes' -ForEach @(
        @{ when = 'before the current key is stored'; fault = 'hold' }
        @{ when = 'after the current key is stored'; fault = 'hold-after' }
        @{ when = 'before the new key is stored'; fault = 'hold'; skip = 1 }
        @{ when = 'after the new key is stored'; fault = 'hold-after'; skip = 1 }
        @{ when = 'before the tags are written'; fault = 'hold'; skip = 1; method = 'PATCH'; below = '/*' }
    ) {
        $waiting = Add-AzureFault $azure $(if ($method) { $method } else { 'PUT' }) "/secrets/looker$below" $fault @{ Skip = [int]$skip }
        Stop-Reset { if ($waiting.Reached.WaitOne(0)) { $true } }
        Assert-ResetConvergence
    }

    It 'leaves the current key readable when request number <number> to the vault fails' -ForEach @(2..13 | ForEach-Object { @{ number = $_ } }) {
        $fault = Add-AzureFault $azure '*' '/secrets/*' status @{ Status = 403; Skip = $number - 1; Times = 1; Body = '{"error":{"code":"Injected","message":"injected"}}' }
        $failure = try { $null = Invoke-Reset } catch { $_ }
        $fault.Seen | Should -BeGreaterOrEqual $number -Because 'the request must have failed'
        # Storing the new key is retried, and the metadata is not necessary.
        [bool] $failure | Should -Be ($number -le 6)
        if ($failure) {
            $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.VaultAccessDenied,*'
            "$($failure.Exception)" | Should -Not -BeLike "*$(Get-DestinationKey)*"
        }

        Assert-ResetConvergence
    }
}
