# Completion does not use results that it read before a command changed something.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    . (Join-Path $PSScriptRoot '../Support/Completion.ps1')
    Start-OwoxTest @{ connectorRunTime = '00:10:00' } -Timing @{ CompletionTimeout = 20 }
    $password = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword))
    $id = $Sandbox.dataMarts.orders
    $keys = '/api/project-member-api-keys'

    # What completion offers after the response has arrived. Get-Completion would repeat the request when it offers nothing.
    function Get-CompletionMatch([string] $Line) {
        Get-Completion $Line -Once
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Completion after a change' {
    BeforeEach {
        Disconnect-OwoxDataMarts -All
        Clear-Sandbox
        $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $password
        Get-OwoxApiKey 'tab *' | Revoke-OwoxApiKey -Force
        Clear-Sandbox
    }

    AfterAll {
        Disconnect-OwoxDataMarts -All
        Clear-Sandbox
    }

    It 'offers a key after it was created, and not after it was renamed or revoked' {
        Get-CompletionMatch 'Revoke-OwoxApiKey tab' | Should -BeNullOrEmpty
        $key = New-OwoxApiKey 'tab one'
        (Get-Completion 'Revoke-OwoxApiKey tab').CompletionText | Should -Be $key.Id
        $null = Rename-OwoxApiKey $key.Id 'tab two'
        (Get-Completion 'Get-OwoxApiKey tab').ListItemText | Should -Be 'tab two'
        Revoke-OwoxApiKey $key.Id -Force
        Get-CompletionMatch 'Revoke-OwoxApiKey tab' | Should -BeNullOrEmpty
    }

    It 'offers changes made over another connection to the same server, or with Invoke-OwoxApi' {
        $other = Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $password -Name other
        Get-CompletionMatch 'Get-OwoxApiKey -Connection Default -Name tab' | Should -BeNullOrEmpty
        $key = New-OwoxApiKey 'tab one' -Connection $other
        (Get-Completion 'Get-OwoxApiKey -Connection Default -Name tab').ListItemText | Should -Be 'tab one'
        $null = Invoke-OwoxApi "$keys/$($key.Id)" -Method Patch -Body @{ name = 'tab two' } -Connection $other
        (Get-Completion 'Get-OwoxApiKey -Connection Default -Name tab').ListItemText | Should -Be 'tab two'
    }

    It 'offers a change when its own request began before the change' {
        Add-Fault "GET $keys" delay @{ seconds = 1 }
        Set-OwoxTestTiming @{ CompletionTimeout = 0.1 }
        Get-Completion 'Revoke-OwoxApiKey tab' -Once | Should -BeNullOrEmpty
        Set-OwoxTestTiming @{ CompletionTimeout = 20 }
        $key = New-OwoxApiKey 'tab one' -Force
        (Wait-SandboxRequest $keys 10).outcome | Should -Not -Contain 'running'
        (Get-Completion 'Revoke-OwoxApiKey tab').CompletionText | Should -Be $key.Id
    }

    It 'offers a run after it was started, and not after it was stopped' {
        Get-CompletionMatch 'Stop-OwoxRun ' | Should -BeNullOrEmpty
        $run = Start-OwoxRun $Sandbox.dataMarts.connector
        (Get-Completion 'Stop-OwoxRun ').CompletionText | Should -Be $run.Id
        $null = Stop-OwoxRun $run.Id
        Get-CompletionMatch 'Wait-OwoxRun ' | Should -BeNullOrEmpty
    }

    It 'offers the run of an export, and keeps other results' {
        Get-Completion "Export-OwoxDataMart $id -Column rev" | Should -HaveCount 1
        $before = @(Get-CompletionMatch "Get-OwoxRun -DataMartId $id -Id SUCCESS")
        $null = Export-OwoxDataMart $id -Limit 1
        $null = Export-OwoxDataMart $id -Limit 1 -Path (Join-Path $TestDrive 'x.csv')
        @(Get-CompletionMatch "Get-OwoxRun -DataMartId $id -Id SUCCESS") | Should -HaveCount ($before.Count + 2)
        Get-Completion "Export-OwoxDataMart $id -Column rev" | Should -HaveCount 1

        # Completion read the schema once, and each export reads it for its columns.
        @(Get-SandboxRequest '*/blendable-schema') | Should -HaveCount 3
    }

    It 'keeps its results when commands only read' {
        Get-Completion 'Get-OwoxStorage ' | Should -Not -BeNullOrEmpty
        $null = Get-OwoxDataMart Orders
        $null = Get-OwoxProject
        $null = Get-OwoxReport -DataMartId $id
        Get-Completion 'Get-OwoxStorage ' | Should -Not -BeNullOrEmpty
        @(Get-SandboxRequest '/api/data-storages') | Should -HaveCount 1
    }

    It 'offers results of the latest connection, and nothing after disconnecting' {
        (Get-Completion 'Get-OwoxDataMart ').ListItemText | Should -Contain 'Countries'
        $null = Connect-Sandbox $Sandbox.viewerApiKey
        $seen = (Get-Completion 'Get-OwoxDataMart ').ListItemText
        $seen | Should -Contain 'Orders'
        $seen | Should -Not -Contain 'Countries'
        Disconnect-OwoxDataMarts
        Get-CompletionMatch 'Get-OwoxDataMart ' | Should -BeNullOrEmpty
    }
}
