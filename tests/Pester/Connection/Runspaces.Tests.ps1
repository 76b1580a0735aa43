# Several runspaces in one process: shared and separate state.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $exchange = '/api/auth/api-keys/exchange'
    function Clear-Token { $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/tokens" -Method Delete }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Several runspaces' {
    BeforeEach {
        Disconnect-OwoxDataMarts -All
        $admin = Connect-Sandbox -With @{ Name = 'admin' }
        $viewer = Connect-Sandbox $Sandbox.viewerApiKey -With @{ Name = 'viewer' }
        Clear-Sandbox
    }

    AfterAll {
        Disconnect-OwoxDataMarts -All
        Clear-Sandbox
    }

    It 'receive NotConnected when another one closes the connection: <what>' -ForEach @(
        @{ what = 'a list'; match = 'GET /api/data-storages'; call = { Get-OwoxStorage -Connection $connection } }
        @{ what = 'a connection test'; match = 'GET /api/auth/context'; call = { Test-OwoxConnection -Connection $connection } }
        @{ what = 'a POST request'; match = 'POST /api/thing'; call = { Invoke-OwoxApi /api/thing -Method Post -Connection $connection } }
    ) {
        Add-Fault $match silent
        $shell = [powershell]::Create()
        $null = $shell.AddScript("param(`$module, `$connection) Import-Module `$module; $call").AddArgument($env:OWOX_TEST_MODULE).AddArgument($admin)
        $running = $shell.BeginInvoke()
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (Get-SandboxRequest $match.Split(' ')[1])) {
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 60 -Because 'the request must be sent'
            Start-Sleep -Milliseconds 50
        }

        Disconnect-OwoxDataMarts $admin
        $null = $shell.EndInvoke($running)
        $shell.Streams.Error | Should -HaveCount 1
        $failure = $shell.Streams.Error[0]
        $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.NotConnected,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.Exception.Message | Should -BeLike '*was closed.*Connect again*'
        $failure.Exception.Message -like '*may have been made*' | Should -Be ($what -eq 'a POST request')
        $shell.Dispose()
    }

    It 'make one exchange when they need a token at the same time' {
        # The server no longer accepts the old token, and the exchange takes one second.
        Clear-Token
        Add-Fault "POST $exchange" delay @{ seconds = 1; times = 0 }
        $module = $env:OWOX_TEST_MODULE
        $counts = 1..50 | ForEach-Object -ThrottleLimit 50 -Parallel {
            Import-Module $using:module
            @(Get-OwoxDataMart -Connection $using:admin -First 2).Count
        }
        $counts | Should -HaveCount 50
        $counts | Sort-Object -Unique | Should -Be 2
        @(Get-SandboxRequest $exchange) | Should -HaveCount 1
    }

    It 'keep two connections separate in ForEach-Object -Parallel' {
        $module, $emails = $env:OWOX_TEST_MODULE, @{ admin = $Sandbox.memberEmail; viewer = $Sandbox.viewerEmail }
        $wrong = 1..40 | ForEach-Object -ThrottleLimit 10 -Parallel {
            Import-Module $using:module
            $connection = if ($_ % 2) { $using:admin } else { $using:viewer }
            $found = (Test-OwoxConnection -Connection $connection).Member
            $sees = (Get-OwoxDataMart -Connection $connection -Title Countries -ErrorAction Ignore).Count
            if ($found -ne ($using:emails)[$connection.Name] -or $sees -ne $_ % 2) {
                "$($connection.Name): $found, $sees"
            }
        }
        $wrong | Should -BeNullOrEmpty
        @(Get-SandboxRequest '/api/auth/context') | Should -HaveCount 40
    }

    It 'keep two connections separate in thread jobs' {
        $module = $env:OWOX_TEST_MODULE
        $jobs = foreach ($connection in $admin, $viewer, $admin, $viewer) {
            Start-ThreadJob {
                Import-Module $using:module
                $mine = $using:connection
                1..10 | ForEach-Object { (Test-OwoxConnection -Connection $mine).Member }
            }
        }
        $found = $jobs | ForEach-Object { , @($_ | Receive-Job -Wait -AutoRemoveJob) }
        $found[0], $found[2] | ForEach-Object { $_ | Should -Be (@($Sandbox.memberEmail) * 10) }
        $found[1], $found[3] | ForEach-Object { $_ | Should -Be (@($Sandbox.viewerEmail) * 10) }
    }

    It 'have separate current connections' {
        $module, $key = $env:OWOX_TEST_MODULE, (ConvertTo-Secret $Sandbox.apiKey)
        $job = Start-ThreadJob {
            Import-Module $using:module
            try {
                Get-OwoxDataMart
            }
            catch {
                $_.FullyQualifiedErrorId
            }

            (Connect-OwoxDataMarts -ApiKey $using:key -Name inner).Member
            (Get-OwoxConnection).Name
            Disconnect-OwoxDataMarts -All
        }
        $output = $job | Receive-Job -Wait -AutoRemoveJob
        $output[0] | Should -BeLike 'Owox.NotConnected,*'
        $output[1] | Should -Be $Sandbox.memberEmail
        $output[2] | Should -Be 'inner'
        (Get-OwoxConnection).Name | Should -Be 'viewer', 'admin'
        (Get-OwoxConnection -Current).Name | Should -Be 'viewer'
    }

    It 'stream at the same time over one connection' {
        $module, $id = $env:OWOX_TEST_MODULE, $Sandbox.dataMarts.orders
        $counts = 1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:module
            (Export-OwoxDataMart $using:id -Connection $using:admin | Measure-Object order_id -Sum).Sum
        }
        $counts | Should -HaveCount 8
        $counts | Sort-Object -Unique | Should -Be (5000 * 5001 / 2)
    }

    It 'share a token for the same key' {
        $second = Connect-Sandbox -With @{ Name = 'second' }
        @(Get-SandboxRequest $exchange) | Should -BeNullOrEmpty

        # The token is kept until the last connection is closed.
        Disconnect-OwoxDataMarts $admin
        @(Get-OwoxDataMart -Connection $second -First 1) | Should -HaveCount 1
        @(Get-SandboxRequest $exchange) | Should -BeNullOrEmpty
        Disconnect-OwoxDataMarts $second
        $null = Connect-Sandbox
        @(Get-SandboxRequest $exchange) | Should -HaveCount 1
    }
}
