# How long completion uses results from the server.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    . (Join-Path $PSScriptRoot '../Support/Completion.ps1')
    Start-OwoxTest
    $null = Connect-Sandbox
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The completion cache' {
    BeforeEach {
        Disconnect-OwoxDataMarts -All
        $null = Connect-Sandbox
        Clear-Sandbox
        Set-OwoxTestTiming @{ CompletionTimeout = 10 }
    }

    AfterEach {
        Reset-OwoxTestTiming
    }

    It 'keeps results for a minute, and errors for five seconds' {
        Reset-OwoxTestTiming
        (Get-OwoxTestTiming).CompletionCacheDuration.TotalSeconds | Should -Be 60
        (Get-OwoxTestTiming).CompletionErrorCacheDuration.TotalSeconds | Should -Be 5
    }

    It 'reads results again only after the cache duration' {
        Get-Completion 'Get-OwoxStorage ' -Once | Should -Not -BeNullOrEmpty
        Get-Completion 'Get-OwoxStorage ' -Once | Should -Not -BeNullOrEmpty
        @(Get-SandboxRequest '/api/data-storages') | Should -HaveCount 1
        Set-OwoxTestTiming @{ CompletionCacheDuration = 0 }
        Get-Completion 'Get-OwoxStorage ' -Once | Should -Not -BeNullOrEmpty
        @(Get-SandboxRequest '/api/data-storages') | Should -HaveCount 2
    }

    It 'does not repeat an error within the cache duration' {
        Add-Fault 'GET /api/data-storages' status @{ status = 500 }
        Get-Completion 'Get-OwoxStorage ' -Once | Should -BeNullOrEmpty
        Get-Completion 'Get-OwoxStorage ' -Once | Should -BeNullOrEmpty
        @(Get-SandboxRequest '/api/data-storages') | Should -HaveCount 1
        Set-OwoxTestTiming @{ CompletionErrorCacheDuration = 0 }
        Get-Completion 'Get-OwoxStorage ' -Once | Should -Not -BeNullOrEmpty
        @(Get-SandboxRequest '/api/data-storages') | Should -HaveCount 2
    }
}
