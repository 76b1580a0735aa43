# Many connects at once from one vault, and a vault that never answers. The build for Windows PowerShell shares the code.

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

Describe 'Twenty connects at once' -Skip:$noVault {
    BeforeEach {
        Clear-Sandbox
        Clear-VaultFault
    }

    It 'all succeed with <vault>' -ForEach @{ vault = 'Store' }, @{ vault = 'Faulty' } {
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

    It 'all succeed in thread jobs' {
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

Describe 'A vault that never answers' -Skip:$noVault {
    BeforeEach {
        Clear-VaultFault
    }

    AfterEach {
        Reset-OwoxTestTiming
    }

    It 'has a minute' {
        (Get-OwoxTestTiming).VaultTimeout.TotalSeconds | Should -Be 60
    }

    It 'is not waited for any longer' {
        Add-VaultFault Get-Secret slow -With @{ seconds = 6 }
        Set-OwoxTestTiming @{ VaultTimeout = 1 }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Assert-Failure { Connect-OwoxDataMarts -SecretName key -Vault Faulty } 'Owox.VaultTimedOut' OperationTimeout 'Owox.PowerShell.OwoxVaultException' 'Get-Secret', 'within 1 s'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 6 -Because 'the vault has not answered by then'
        Get-VaultLog 'Get-Secret key' | Should -HaveCount 1
    }

    It 'is waited for before it is called again' {
        # The call that the test before this one gave up must have ended.
        $null = Connect-OwoxDataMarts -SecretName key -Vault Faulty
        Clear-VaultFault
        Add-VaultFault Get-Secret slow -With @{ seconds = 6 }
        Set-OwoxTestTiming @{ VaultTimeout = 3 }
        Get-Failure { Connect-OwoxDataMarts -SecretName key -Vault Faulty } | Should -Not -BeNullOrEmpty
        Reset-OwoxTestTiming
        (Connect-OwoxDataMarts -SecretName key -Vault Faulty).Member | Should -Be $Sandbox.memberEmail
        Get-VaultLog 'Get-Secret key' | Should -HaveCount 2
    }
}
