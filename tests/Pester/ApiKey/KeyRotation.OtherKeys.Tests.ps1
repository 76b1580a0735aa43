# The keys that a rotation does not revoke: those that another secret may contain, and those whose names only look like temporary names.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $kinds = @{ kind = 'ApiKey' }, @{ kind = 'LicenseKey' }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1')
    Start-OwoxTest
    $null = Initialize-Rotation
    if (-not (Test-VaultMissing)) { Register-FaultyVault Second }
    $configurationError = 'Owox.OwoxConfigurationException'

    function Invoke-OtherRotation([hashtable] $With = @{}) {
        & "Invoke-Owox${kind}Rotation" owox -Vault Second -Force -ErrorAction Stop -WarningAction SilentlyContinue -WarningVariable script:warnings @With
    }

    # Stores the key in the second vault.
    function Copy-Key($Key) {
        Remove-Item (Join-Path (Get-VaultFolder Second) 'store/*')
        $with = if ($kind -eq 'LicenseKey') { @{ Metadata = @{ owoxLicenseKeyId = $Key.Id } } } else { @{} }
        Set-Secret -Name owox -Vault Second -Secret $Key.Text @with
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The other keys of a rotation (<kind>)' -Skip:$noVault -ForEach $kinds {
    BeforeAll {
        Set-RotationKind $kind
        $path = @{ ApiKey = '/api/project-member-api-keys'; LicenseKey = '/api/license-keys' }[$kind]
    }

    AfterAll {
        Set-RotationKind ApiKey
    }

    BeforeEach {
        $old = Reset-Rotation
        $quiet = @{ WarningAction = 'SilentlyContinue' }
    }

    It 'keeps the new key of another secret that contained the same key' {
        Copy-Key $old
        $first = Invoke-StoreRotation (@{ KeepOld = $true } + $quiet)
        $second = Invoke-OtherRotation @{ KeepOld = $true }
        $second.Status | Should -Be 'OldKeyKept'
        (Get-RotationKey).Id | Sort-Object | Should -Be ($old.Id, $first.NewKeyId, $second.NewKeyId | Sort-Object)
        if ($kind -eq 'LicenseKey') { $warnings.Message -like '*was not revoked*' | Should -BeLike "*$($first.NewKeyId)*another secret may contain it*Revoke-OwoxLicenseKey $($first.NewKeyId)*" }

        (Invoke-StoreRotation $quiet).Status | Should -Be 'Completed'
        Get-TextKeyId (Get-StoredText owox) | Should -BeExactly $first.NewKeyId
        Get-TextKeyId (Get-StoredText owox Second) | Should -BeExactly $second.NewKeyId
    }

    It 'keeps a key that another run creates before, and stores after this run has read the list' {
        $new = New-RotationKey "job (replaces $($old.Id))"
        Add-VaultFault Set-Secret run owox-next @{ text = "Import-Module '$PSScriptRoot/../Support/FaultyVault/VaultTools.psm1'; Set-StoredText owox '$($new.Text)'" }
        Assert-RotationFailure Owox.RotationConflict OperationStopped "'owox'", 'did not overwrite the secret' -With $quiet
        Get-TextKeyId (Get-StoredText owox) | Should -BeExactly $new.Id
        (Get-RotationKey).Id | Sort-Object | Should -Be ($old.Id, $new.Id | Sort-Object)
    }

    It 'keeps a key that another run <what>' -ForEach @(
        @{ what = 'stages and stores before it is read back'; operation = 'Get-Secret'; secret = 'owox-next'; skip = 4 }
        @{ what = 'stages and stores after it was read back'; operation = 'Get-Secret'; secret = 'owox-next'; skip = 5 }
    ) {
        $file = Join-Path $TestDrive "other-$([guid]::NewGuid().ToString('N')).json"
        Add-VaultFault $operation run $secret @{ skip = $skip; text = @"
Import-Module '$PSScriptRoot/../Support/OwoxTest.psm1', '$PSScriptRoot/../Support/FaultyVault/RotationTools.psm1'
Set-RotationKind $kind
`$run = Wait-FreshShell (Start-Rotation -Report '$file')
"@ }
        $failure = Get-Failure { Invoke-StoreRotation $quiet }
        "$failure" | Should -BeLike '*another run completed this rotation with it*'
        (Get-Content -Raw $file | ConvertFrom-Json).Result.Status | Should -Be 'Completed'
        Get-TextKeyId (Get-StoredText owox) | Should -Not -BeNullOrEmpty
        @(Get-RotationKey) | Should -HaveCount 1
        Assert-Convergence $old.Id
    }

    It 'names the keys of interrupted runs before it creates a key' {
        $lost = New-RotationKey "job (replaces $($old.Id))"
        $result = Invoke-StoreRotation (@{ WarningVariable = 'warnings'; WhatIf = $true } + $quiet)
        $result | Should -BeNullOrEmpty
        if ($kind -eq 'ApiKey') {
            $null = Invoke-StoreRotation
            (Get-RotationKey).Id | Should -Not -Contain $lost.Id
        }
        else {
            (Get-Failure { Invoke-StoreRotation @{ WarningAction = 'Stop' } }).FullyQualifiedErrorId | Should -BeLike 'ActionPreferenceStop,*'
            @(Get-RotationKey) | Should -HaveCount 2 -Because 'the warning is written before a key is created'
            $null = Invoke-OwoxLicenseKeyRotation owox -Force -WarningVariable warnings @quiet
            $warnings.Message | Should -BeLike "*$($lost.Id)*was not revoked*Revoke-OwoxLicenseKey $($lost.Id)*"
            (Get-RotationKey).Id | Should -Contain $lost.Id
        }
    }

    It 'rotates a key whose name only looks like a temporary name' {
        $id = if ($kind -eq 'ApiKey') { 'legacy-box' } else { 'legacy-box' }
        $old = Reset-Rotation "job (replaces $id)"
        $result = Invoke-StoreRotation
        $result.Status | Should -Be 'Completed'
        $result.OldKeyId | Should -BeExactly $old.Id
        $result.NewKeyId | Should -Not -Be $old.Id
        (Get-RotationKey).name | Should -BeExactly "job (replaces $id)"
        (Get-RotationKey).Id | Should -BeExactly $result.NewKeyId
    }

    It 'rotates again when the old key of a kept rotation was revoked' {
        $kept = Invoke-StoreRotation (@{ KeepOld = $true } + $quiet)
        & "Revoke-Owox$kind" $old.Id -Force
        $result = Invoke-StoreRotation
        $result.OldKeyId | Should -BeExactly $kept.NewKeyId
        (Get-RotationKey).name | Should -BeExactly 'job'
        (Get-RotationKey).Id | Should -BeExactly $result.NewKeyId
    }

    It 'does not overwrite a foreign staging secret because of such a name' {
        $old = Reset-Rotation 'job (replaces legacy-box)'
        Set-Secret -Name owox-next -Vault Faulty -Secret 'notes of another program'
        Assert-RotationFailure Owox.RotationNotPossible InvalidOperation "'owox-next'", 'another value'
        Get-StoredText owox-next | Should -BeExactly 'notes of another program'
    }

    It 'rejects such a name for a new key, and for a renamed one' {
        $name = if ($kind -eq 'ApiKey') { 'job (replaces pmk_legacyBox)' } else { 'job (replaces legacy-box)' }
        $more = if ($kind -eq 'LicenseKey') { @{ Origin = 'https://data-marts.example.com' } } else { @{} }
        Clear-Sandbox
        Assert-Failure { & "New-Owox$kind" $name @more } "Owox.${kind}NameInvalid" InvalidArgument $configurationError 'cannot end with', 'rotation'
        Assert-Failure { & "Rename-Owox$kind" $old.Id $name -ErrorAction Stop } "Owox.${kind}NameInvalid" InvalidArgument $configurationError 'cannot end with', 'rotation'
        (Get-SandboxRequest).method | Where-Object { $_ -ne 'GET' } | Should -BeNullOrEmpty
    }
}
