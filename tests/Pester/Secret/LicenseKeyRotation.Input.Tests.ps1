# Invoke-OwoxLicenseKeyRotation changes no secret that may contain something else: the pipeline input, and -Id without metadata.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1')
    Start-OwoxTest
    $null = Initialize-Rotation
    if (-not (Test-VaultMissing)) { Register-FaultyVault Plain -With @{ NoMetadata = $true } }
    Set-RotationKind LicenseKey
    $vaultError = 'Owox.PowerShell.OwoxVaultException'
    $licenses = '/api/license-keys'

    # Asserts that nothing was created, revoked or written.
    function Assert-Unchanged {
        (Get-SandboxRequest $licenses).method | Where-Object { $_ -ne 'GET' } | Should -BeNullOrEmpty
        Get-SandboxRequest "$licenses/*" | Should -BeNullOrEmpty
        Get-VaultLog 'Set-*' | Should -BeNullOrEmpty
    }
}

AfterAll {
    Set-RotationKind ApiKey
    Stop-OwoxTest
}

Describe 'The pipeline input of a rotation' -Skip:$noVault {
    BeforeEach {
        $old = Reset-Rotation prod
        Set-Secret -Name prod -Vault Faulty -Secret 'the password of a database'
        Clear-StoreFault
    }

    It 'rejects a license key of the server (<what>), whose name is the name of an unrelated secret' -ForEach @(
        @{ what = 'itself'; convert = { $_ } }
        @{ what = 'a copy with Name and Id'; convert = { $_ | Select-Object Name, Id } }
        @{ what = 'a hashtable'; convert = { @{ Name = $_.Name; Id = $_.Id } } }
        @{ what = 'in an array'; convert = { , @($_, 'prod') }; with = @{} }
    ) {
        $with ??= @{ TrustId = $true }
        Get-OwoxLicenseKey prod | ForEach-Object $convert | Invoke-OwoxLicenseKeyRotation -Force @with -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.RotationNotPossible,*'
        $failures[0].CategoryInfo.Category | Should -Be 'InvalidOperation'
        "$($failures[0])" | Should -BeLike '*not a secret*SecretName*Get-SecretInfo*'
        Get-StoredText prod | Should -BeExactly 'the password of a database'
        Assert-Unchanged
        (Get-ServerLicenseKey).licenseKeyId | Should -BeExactly $old.Id
    }

    It 'rejects a new license key that was not stored, and an API key' {
        $created = New-OwoxLicenseKey object https://data-marts.example.com
        Clear-Sandbox
        $created | Invoke-OwoxLicenseKeyRotation -Force -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$failures" | Should -BeLike "*'Vault'*null or empty*"
        $key = New-ServerKey prod
        Set-Secret -Name prod -Vault Faulty -Secret $key.apiKey
        Clear-StoreFault
        Get-OwoxApiKey prod | Invoke-OwoxApiKeyRotation -Force -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.RotationNotPossible,*'
        Get-StoredText prod | Should -BeExactly $key.apiKey
        Assert-Unchanged
        Clear-ServerKey
    }

    It 'continues with the other items' {
        $results = @(Get-OwoxLicenseKey prod) + @(Get-SecretInfo owox -Vault Faulty) | Invoke-OwoxLicenseKeyRotation -Force -ErrorVariable failures -ErrorAction SilentlyContinue
        $results.SecretName | Should -Be 'owox'
        $failures | Should -HaveCount 1
    }

    It 'accepts <what>' -ForEach @(
        @{ what = 'the output of Get-SecretInfo'; items = { Get-SecretInfo owox -Vault Faulty } }
        @{ what = 'names'; items = { 'owox' } }
        @{ what = 'objects with SecretName'; items = { [pscustomobject]@{ SecretName = 'owox'; Vault = 'Faulty' } } }
        @{ what = 'objects with Name and VaultName'; items = { [pscustomobject]@{ Name = 'owox'; VaultName = 'Faulty' } } }
        @{ what = 'its own output'; items = { Invoke-OwoxLicenseKeyRotation owox -Force } }
    ) {
        (& $items | Invoke-OwoxLicenseKeyRotation -Force).SecretName | Should -Be 'owox'
        Get-StoredText prod | Should -BeExactly 'the password of a database'
    }
}

Describe 'Invoke-OwoxLicenseKeyRotation -Id' -Skip:$noVault {
    BeforeEach {
        $old = Reset-Rotation
        Remove-Item (Join-Path (Get-VaultFolder Plain) 'store/*')
        Set-Secret -Name database -Vault Plain -Secret 'the password of a database'
        Set-Secret -Name database -Vault Faulty -Secret 'the password of a database'
        Clear-StoreFault
    }

    It 'requires -TrustId if <what>' -ForEach @(
        @{ what = 'the vault keeps no metadata'; vault = 'Plain'; secret = 'database' }
        @{ what = 'the secret has no metadata'; vault = 'Faulty'; secret = 'database' }
        @{ what = 'the value has changed'; vault = 'Faulty'; secret = 'changed' }
    ) {
        if ($secret -eq 'changed') {
            Set-Secret -Name changed -Vault Faulty -Secret 'the password of a database' -Metadata @{ owoxLicenseKeyId = $old.Id; owoxFingerprint = '0011223344556677' }
            Clear-StoreFault
        }

        $rotate = @{ SecretName = $secret; Vault = $vault; Id = $old.Id; Force = $true; ErrorAction = 'Stop' }
        Assert-Failure { Invoke-OwoxLicenseKeyRotation @rotate } Owox.RotationNotPossible InvalidOperation $vaultError "Nothing shows that the secret '$secret'", $old.Id, '-TrustId'
        Get-StoredText $secret $vault | Should -BeExactly 'the password of a database'
        Assert-Unchanged
        (Invoke-OwoxLicenseKeyRotation @rotate -TrustId -WarningAction SilentlyContinue).OldKeyId | Should -BeExactly $old.Id
    }

    It 'does not require it if the metadata contains the ID' {
        (Invoke-OwoxLicenseKeyRotation owox -Id $old.Id -Force).OldKeyId | Should -BeExactly $old.Id
    }

    It 'rejects another ID than that of the metadata also with -TrustId' {
        $other = (New-ServerLicenseKey other).licenseKeyId
        Clear-Sandbox
        Assert-Failure { Invoke-OwoxLicenseKeyRotation owox -Id $other -TrustId -Force -ErrorAction Stop } Owox.RotationNotPossible InvalidOperation $vaultError 'another ID than'
        Assert-Unchanged
    }

    It 'accepts a secret to which the ID was added' {
        Set-Secret -Name manual -Vault Faulty -Secret $old.Text
        Set-SecretInfo manual -Vault Faulty -Metadata @{ owoxLicenseKeyId = $old.Id }
        (Invoke-OwoxLicenseKeyRotation manual -Vault Faulty -Force).OldKeyId | Should -BeExactly $old.Id
    }

    It 'rejects -TrustId without -Id' {
        Assert-Failure { Invoke-OwoxLicenseKeyRotation owox -TrustId -Force -ErrorAction Stop } Owox.ParameterHasNoEffect InvalidArgument Owox.OwoxConfigurationException '-TrustId has no effect without -Id'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}
