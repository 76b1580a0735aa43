# Seconds: 100
# Many connects at once from one vault, and a vault that never answers. The build for Windows PowerShell shares the code.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'FaultyVault/VaultTools.psm1')
    Import-Owox
    Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction SilentlyContinue
    Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
    Register-FaultyVault Faulty
    Set-Secret -Name 'key' -Vault Store -Secret $Sandbox.apiKey
    Set-Secret -Name 'key' -Vault Faulty -Secret $Sandbox.apiKey
    $module = $env:OWOX_TEST_MODULE
}

Describe 'Twenty connects at once' {
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

Describe 'A vault that never answers' {
    It 'is given up after a minute' {
        Add-VaultFault Get-Secret slow -With @{ seconds = 75 }
        $run = Wait-FreshShell (Start-FreshShell @'
$watch = [System.Diagnostics.Stopwatch]::StartNew()
try { $null = Connect-OwoxDataMarts -SecretName key -Vault Faulty } catch {
    [ordered]@{ seconds = $watch.Elapsed.TotalSeconds; id = $_.FullyQualifiedErrorId; category = "$($_.CategoryInfo.Category)"; type = $_.Exception.GetType().FullName; message = $_.Exception.Message } | ConvertTo-Json
}
'@) 90
        # The engine itself waits for the vault when the process ends.
        $run.ExitCode | Should -Be 0
        $found = $run.Output | ConvertFrom-Json
        $found.seconds | Should -BeLessThan 65
        $found.id | Should -BeLike 'Owox.VaultTimedOut,*'
        $found.category | Should -Be 'OperationTimeout'
        $found.type | Should -Be 'Owox.PowerShell.OwoxVaultException'
        $found.message | Should -BeLike '*within 60 s*'
    }
}
