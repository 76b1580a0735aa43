# A deployment that does not issue license keys, which most do not.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1'), (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ licenseKeys = $false; apiVersion = '0.35' }
    $null = Connect-Member
    if (-not (Test-VaultMissing)) {
        Register-FaultyVault Faulty -Default
        Set-Secret -Name owox -Vault Faulty -Secret 'some value'
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A deployment without license keys' {
    It 'is reported by <name>' -ForEach @(
        @{ name = 'Get-OwoxLicenseKey'; call = { Get-OwoxLicenseKey } }
        @{ name = 'New-OwoxLicenseKey'; call = { New-OwoxLicenseKey x https://data-marts.example.com } }
        @{ name = 'Rename-OwoxLicenseKey'; call = { Rename-OwoxLicenseKey x y -ErrorAction Stop } }
        @{ name = 'Revoke-OwoxLicenseKey'; call = { Revoke-OwoxLicenseKey x -Force -ErrorAction Stop } }
    ) {
        Assert-Failure $call Owox.LicenseKeysNotIssued ObjectNotFound Owox.OwoxNotFoundException 'does not issue license keys', 'version 0.32 or later'
    }

    It 'is reported by Invoke-OwoxLicenseKeyRotation' -Skip:$noVault {
        Assert-Failure { Invoke-OwoxLicenseKeyRotation owox -Id x -Force -ErrorAction Stop } Owox.LicenseKeysNotIssued ObjectNotFound Owox.OwoxNotFoundException 'does not issue license keys'
        Get-VaultLog 'Set-Secret *-next' | Should -BeNullOrEmpty
    }
}
