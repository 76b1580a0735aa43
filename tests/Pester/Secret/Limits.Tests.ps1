# Cmdlets that write to a store and to the server, on a connection that may not change the server: nothing is written to the store.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $calls = foreach ($store in @(if (-not $noVault) { 'SecretManagement' }) + 'KeyVault') {
        foreach ($limit in @{ ReadOnly = $true }, @{ Scope = 'ApiKeys:Read', 'LicenseKeys:Read', 'Destinations:Read' }) {
            $id = if ($limit.ReadOnly) { 'Owox.ReadOnly' } else { 'Owox.ScopeMissing' }
            @{ store = $store; limit = $limit; id = $id; name = 'Invoke-OwoxApiKeyRotation'; call = { Invoke-OwoxApiKeyRotation owox -Force @args } }
            @{ store = $store; limit = $limit; id = $id; name = 'Invoke-OwoxLicenseKeyRotation'; kind = 'LicenseKey'; call = { Invoke-OwoxLicenseKeyRotation owox -Force @args } }
            @{ store = $store; limit = $limit; id = $id; name = 'New-OwoxApiKey'; call = { New-OwoxApiKey x -SecretName new -Force @args } }
            @{ store = $store; limit = $limit; id = $id; name = 'New-OwoxLicenseKey'; call = { New-OwoxLicenseKey x https://data-marts.example.com -SecretName new -Force @args } }
            @{ store = $store; limit = $limit; id = $id; name = 'Reset-OwoxDestinationSecret'; call = { Reset-OwoxDestinationSecret c96cd9eb-2c96-4f0a-b1e7-fef52cf35f86 -SecretName new -Force @args } }
        }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1'), (Join-Path $PSScriptRoot '../Support/Azure/Azure.psm1')
    Start-OwoxTest
    if (Test-VaultMissing) { $null = Connect-Member } else { $null = Initialize-Rotation }
}

AfterAll {
    $null = Set-RotationStore SecretManagement
    Set-RotationKind ApiKey
    Stop-OwoxTest
}

Describe 'A connection that may not change the server' {
    It '<name> writes nothing to <store> (<id>)' -ForEach $calls {
        Set-RotationKind $(if ($kind) { $kind } else { 'ApiKey' })
        $azure = Set-RotationStore $store
        $null = Reset-Rotation
        $null = Connect-Member -With (@{ Name = 'limited' } + $limit)
        $with = (Get-RotationStore) + @{ Connection = 'limited'; ErrorAction = 'Stop' }
        Clear-Sandbox
        Assert-Failure { & $call @with } $id PermissionDenied Owox.OwoxAccessException 'was not sent'
        (Get-SandboxRequest '/api/*').method | Where-Object { $_ -ne 'GET' } | Should -BeNullOrEmpty
        if ($azure) {
            $azure.Calls.Where({ $_.Method -ne 'GET' -and $_.Path -like '/secrets*' }) | Should -BeNullOrEmpty
        }
        else {
            Get-VaultLog | Where-Object { $_ -like 'Set-*' -or $_ -like 'Remove-*' } | Should -BeNullOrEmpty
        }

        # A preview is possible.
        { & $call @with -WhatIf } | Should -Not -Throw
        Disconnect-OwoxDataMarts limited
    }
}
