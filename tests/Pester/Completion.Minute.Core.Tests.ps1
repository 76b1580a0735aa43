# Seconds: 65
# What TAB looked up is good for a minute. This takes one.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    . (Join-Path $PSScriptRoot 'Completion.ps1')
    Import-Owox
    $null = Connect-Sandbox
    Clear-Sandbox
}

AfterAll {
    Disconnect-OwoxDataMarts -All
    Clear-Sandbox
}

Describe 'What was looked up' {
    It 'is looked up anew after a minute, and not before' {
        Complete 'Get-OwoxStorage ' | Should -Not -BeNullOrEmpty
        Start-Sleep -Seconds 50
        Complete 'Get-OwoxStorage ' | Should -Not -BeNullOrEmpty
        @(Get-SandboxRequest '/api/data-storages') | Should -HaveCount 1
        Start-Sleep -Seconds 11
        Complete 'Get-OwoxStorage ' | Should -Not -BeNullOrEmpty
        @(Get-SandboxRequest '/api/data-storages') | Should -HaveCount 2
    }
}
