# A new key whose value could be lost: a message that cannot be written, a closed standard output, a server that fails after it created the
# key, and another command that stores a key in the same secret.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $kinds = @{ kind = 'ApiKey' }, @{ kind = 'LicenseKey' }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1')
    Start-OwoxTest -Timing @{ RetryDelay = 0.02 }
    if (Test-VaultMissing) { $null = Connect-Member } else { $null = Initialize-Rotation }

    function New-TestKey([hashtable] $With = @{}) {
        $more = if ($kind -eq 'LicenseKey') { @{ Origin = 'https://data-marts.example.com' } } else { @{} }
        & "New-Owox$kind" job @more @With
    }

    # Runs a script as on an agent. Standard output is replaced, because the key would be part of the output of the tests.
    function Invoke-OnAgent([string] $Variable, [scriptblock] $Script, [System.IO.TextWriter] $Writer = [System.IO.StringWriter]::new()) {
        $console = [Console]::Out
        try {
            [Environment]::SetEnvironmentVariable($Variable, 'true')
            [Console]::SetOut($Writer)
            & $Script
        }
        finally {
            [Console]::SetOut($console)
            [Environment]::SetEnvironmentVariable($Variable, [NullString]::Value)
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A new key (<kind>)' -ForEach $kinds {
    BeforeAll {
        Set-RotationKind $kind
        $path = @{ ApiKey = '/api/project-member-api-keys'; LicenseKey = '/api/license-keys' }[$kind]
    }

    AfterAll {
        Set-RotationKind ApiKey
    }

    BeforeEach {
        Clear-ServerKey
        Clear-ServerLicenseKey
        if (-not (Test-VaultMissing)) {
            Clear-VaultFault
            Remove-Item (Join-Path (Get-VaultFolder) 'store/*')
        }

        Clear-Sandbox
    }

    It 'is not created if the agent cannot mask it and -WarningAction is Stop' {
        Invoke-OnAgent JENKINS_URL { (Get-Failure { New-TestKey @{ MaskInLog = $true; WarningAction = 'Stop' } 3>$null }).FullyQualifiedErrorId | Should -BeLike 'ActionPreferenceStop,*' }
        Get-SandboxRequest $path POST | Should -BeNullOrEmpty
    }

    It 'is revoked if standard output is closed (<what>)' -ForEach @(
        @{ what = 'an object'; with = @{} }
        @{ what = 'a secret'; with = @{ SecretName = 'owox' } }
    ) {
        if ($with.SecretName -and (Test-VaultMissing)) { Set-ItResult -Skipped -Because 'SecretManagement is not installed'; return }
        $closed = [System.IO.StringWriter]::new()
        $closed.Dispose()
        Invoke-OnAgent GITHUB_ACTIONS -Writer $closed {
            Assert-Failure { New-TestKey ($with + @{ MaskInLog = $true }) } Owox.MaskFailed WriteError Owox.PowerShell.OwoxVaultException 'could not be masked in the log, so it was revoked', 'standard output'
        }
        Get-RotationKey | Should -BeNullOrEmpty
        if ($with.SecretName) { Get-StoredText owox | Should -BeNullOrEmpty }
    }

    It 'is named if the server responds with <status> after it created the key' -ForEach @{ status = 500 }, @{ status = 503 } {
        $listed = New-RotationKey job
        $item = if ($kind -eq 'ApiKey') { Invoke-KeyApi Get "" } else { Invoke-KeyApi Get '' -Api license-keys }
        if ($kind -eq 'ApiKey') { Clear-ServerKey } else { Clear-ServerLicenseKey }
        Clear-Sandbox
        Add-Fault "POST $path" status @{ status = $status; times = 0 }
        Add-Fault "GET $path" status @{ status = 200; skip = 1; body = @($item) }
        Assert-Failure { New-TestKey } Owox.OutcomeUnknown ConnectionError Owox.OwoxConnectionException "now contains a new key with this name: $($listed.Id)", "Revoke-Owox$kind $($listed.Id)"
        Get-SandboxRequest $path POST | Should -HaveCount 1
    }

    It 'reports the error of the server if it created no key' {
        Add-Fault "POST $path" status @{ status = 500; times = 0 }
        Assert-Failure { New-TestKey } Owox.ServerError ResourceUnavailable Owox.OwoxApiException '500'
    }
}

Describe 'A new key in a vault (<kind>)' -Skip:$noVault -ForEach $kinds {
    BeforeAll {
        Set-RotationKind $kind
    }

    AfterAll {
        Set-RotationKind ApiKey
    }

    BeforeEach {
        Clear-ServerKey
        Clear-ServerLicenseKey
        Clear-VaultFault
        Remove-Item (Join-Path (Get-VaultFolder) 'store/*')
        Clear-Sandbox
    }

    It 'is revoked if a message of the vault cannot be written (<operation>, <what>)' -ForEach @(
        @{ operation = 'Set-Secret'; what = 'a new secret' }
        @{ operation = 'Get-Secret'; skip = 1; what = 'a new secret' }
        @{ operation = 'Set-SecretInfo'; what = 'a new secret' }
        @{ operation = 'Set-Secret'; former = 'the value of another program'; what = 'an existing secret' }
    ) {
        if ($former) {
            Set-Secret -Name owox -Vault Faulty -Secret $former
            Clear-VaultFault
        }

        # The next command of the pipeline ends it when it receives the message of the vault.
        Add-VaultFault $operation says owox @{ text = 'A notice'; stream = 'Warning'; skip = [int]$skip }
        $new = @{ SecretName = 'owox'; Vault = 'Faulty'; Force = [bool]$former; Verbose = $true }
        $failure = Get-Failure { New-TestKey $new 4>&1 | ForEach-Object { if ("$_" -like '*A notice*') { throw 'no more messages' } } }
        "$failure" | Should -BeLike '*so it was revoked.*no more messages'
        Get-RotationKey | Should -BeNullOrEmpty
        if ($former) { Get-StoredText owox | Should -BeExactly $former } else { Get-StoredText owox | Should -BeLike 'no * key (used by *' }
    }

    It 'of a rotation is revoked if a message of the vault cannot be written' {
        $old = Reset-Rotation
        Add-VaultFault Set-Secret says owox-next @{ text = 'A notice'; stream = 'Warning'; skip = 1 }
        $failure = Get-Failure { Invoke-StoreRotation @{ Verbose = $true } 4>&1 | ForEach-Object { if ("$_" -like '*A notice*') { throw 'no more messages' } } }
        "$failure" | Should -BeLike '*could not be stored and was revoked.*no more messages'
        (Get-RotationKey).Id | Should -BeExactly $old.Id
        Assert-Convergence $old.Id
    }

    It 'leaves the value that another command stored at the same time' {
        # The other command runs in another process while the vault reads the value back.
        $script = @"
Import-Module '$PSScriptRoot/../Support/OwoxTest.psm1', '$PSScriptRoot/../Support/FaultyVault/RotationTools.psm1'
`$run = Wait-FreshShell (Start-FreshShell -Environment @{ WHO = '$($Sandbox.memberEmail)'; PASS = '$($Sandbox.memberPassword)'; ORIGIN = '$($Sandbox.origin)' } -Script @'
`$member = [pscredential]::new(`$env:WHO, ([System.Net.NetworkCredential]::new('', `$env:PASS).SecurePassword))
`$null = Connect-OwoxDataMarts -Origin `$env:ORIGIN -Credential `$member
`$more = if ('$kind' -eq 'LicenseKey') { @{ Origin = 'https://data-marts.example.com' } } else { @{} }
`$null = New-Owox$kind 'job of another command' -SecretName owox -Vault Faulty -Force @more
'@)
"@
        Add-VaultFault Get-Secret run owox @{ text = $script; skip = 1 }
        Assert-Failure { New-TestKey @{ SecretName = 'owox'; Vault = 'Faulty' } } Owox.VaultFailed ResourceUnavailable Owox.PowerShell.OwoxVaultException 'so it was revoked', "The secret 'owox' contains another value", 'was not changed'
        $live = @(Get-RotationKey)
        $live.name | Should -BeExactly 'job of another command'
        Get-TextKeyId (Get-StoredText owox) | Should -BeExactly $live.Id
    }
}
