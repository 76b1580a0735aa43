# Many simultaneous connects with one vault, and a vault that does not respond. The build for Windows PowerShell shares the code.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Start-OwoxTest
    Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction SilentlyContinue
    Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
    Register-FaultyVault Faulty
    Set-Secret -Name 'key' -Vault Store -Secret $Sandbox.apiKey
    Set-Secret -Name 'key' -Vault Faulty -Secret $Sandbox.apiKey
    $module = $env:OWOX_TEST_MODULE
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Twenty simultaneous connects' -Skip:$noVault {
    BeforeEach {
        Clear-Sandbox
        Clear-VaultFault
    }

    It 'succeed with <vault>' -ForEach @{ vault = 'Store' }, @{ vault = 'Faulty' } {
        $found = 1..20 | ForEach-Object -ThrottleLimit 20 -Parallel {
            Import-Module $using:module
            try {
                $connection = Connect-OwoxDataMarts -SecretName 'key' -Vault $using:vault -ErrorAction Stop
                "$($connection.Member) $(@(Get-OwoxDataMart -First 1).Count)"
            }
            catch {
                "$_"
            }
        }
        $found | Should -HaveCount 20
        $found | Sort-Object -Unique | Should -Be "$($Sandbox.memberEmail) 1"
        if ($vault -eq 'Faulty') {
            Get-VaultLog 'Get-Secret key' | Should -HaveCount 20
        }
    }

    It 'succeed in thread jobs' {
        $jobs = 1..20 | ForEach-Object {
            Start-ThreadJob -ThrottleLimit 20 {
                Import-Module $using:module
                (Connect-OwoxDataMarts -SecretName 'key' -Vault Store -ErrorAction Stop).Member
            }
        }
        $found = $jobs | Receive-Job -Wait -AutoRemoveJob
        $found | Should -HaveCount 20
        $found | Sort-Object -Unique | Should -Be $Sandbox.memberEmail
    }
}

Describe 'A vault that does not respond' -Skip:$noVault {
    BeforeEach {
        Clear-VaultFault
    }

    AfterEach {
        Reset-OwoxTestTiming
    }

    It 'has a timeout of one minute' {
        (Get-OwoxTestTiming).VaultTimeout.TotalSeconds | Should -Be 60
    }

    It 'causes an error after the timeout' {
        Add-VaultFault Get-Secret slow -With @{ seconds = 6 }
        Set-OwoxTestTiming @{ VaultTimeout = 1 }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Assert-Failure { Connect-OwoxDataMarts -SecretName key -Vault Faulty } 'Owox.VaultTimedOut' OperationTimeout 'Owox.PowerShell.OwoxVaultException' 'Get-Secret', 'within 1 s'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 6 -Because 'the vault does not respond within that time'
        Get-VaultLog 'Get-Secret key' | Should -HaveCount 1
    }

    It 'completes its running call before the next one' {
        # The call of the previous test, which timed out, must have ended.
        $null = Connect-OwoxDataMarts -SecretName key -Vault Faulty
        Clear-VaultFault
        Add-VaultFault Get-Secret slow -With @{ seconds = 6 }
        Set-OwoxTestTiming @{ VaultTimeout = 3 }
        Assert-Failure { Connect-OwoxDataMarts -SecretName key -Vault Faulty } Owox.VaultTimedOut OperationTimeout Owox.PowerShell.OwoxVaultException 'within 3 s'
        Reset-OwoxTestTiming
        (Connect-OwoxDataMarts -SecretName key -Vault Faulty).Member | Should -Be $Sandbox.memberEmail
        Get-VaultLog 'Get-Secret key' | Should -HaveCount 2
    }
}
