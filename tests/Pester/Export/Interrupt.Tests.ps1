# Ctrl+C: in each phase the command ends immediately, without an error, and the connection is closed.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $orders = $Sandbox.dataMarts.orders
    $exchange = '/api/auth/api-keys/exchange'
    $stream = "/api/external/http-data/data-marts/$orders.ndjson"

    # Creates a separate shell in this process, and connects it if an API key is specified.
    function New-Shell([string] $ApiKey) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($module) Import-Module $module').AddArgument($env:OWOX_TEST_MODULE).Invoke()
        if ($ApiKey) {
            $null = Invoke-InShell $shell { param($key) Connect-OwoxDataMarts -ApiKey $key } (ConvertTo-Secret $ApiKey)
        }

        $shell
    }

    function Invoke-InShell($Shell, [scriptblock] $Script, $Argument) {
        $Shell.Commands.Clear()
        $null = $Shell.AddScript($Script).AddArgument($Argument)
        $Shell.Invoke()
        $Shell.HadErrors | Should -BeFalse -Because "$($Shell.Streams.Error)"
    }

    # Starts the script, presses Ctrl+C when $Reached returns true, and returns the number of seconds until the script ended.
    function Measure-Interrupt($Shell, [scriptblock] $Script, $Argument, [scriptblock] $Reached) {
        $Shell.Commands.Clear()
        $Shell.Streams.ClearStreams()
        $null = $Shell.AddScript($Script).AddArgument($Argument)
        $running = $Shell.BeginInvoke()
        $waited = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (& $Reached)) {
            $waited.Elapsed.TotalSeconds | Should -BeLessThan 20 -Because 'the export must reach the phase'
            $running.IsCompleted | Should -BeFalse -Because 'the export must still run'
            Start-Sleep -Milliseconds 50
        }

        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $Shell.Stop()
        $watch.Stop()
        $Shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $Shell.Streams.Error | Should -BeNullOrEmpty
        $watch.Elapsed.TotalSeconds
    }

    function Test-FaultReached([string] $Path) { [bool](Get-SandboxRequest $Path | Where-Object faults) }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Ctrl+C' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterEach {
        Clear-Sandbox
        $shell.Dispose()
    }

    It 'cancels the connection attempt' {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            $shell = New-Shell
            $key = New-KeyText @{ apiOrigin = "https://127.0.0.1:$($listener.LocalEndpoint.Port)"; apiKeyId = 'pmk_Example'; apiKeySecret = 'nothing' }
            $script:socket = $null
            $seconds = Measure-Interrupt $shell { param($key) Connect-OwoxDataMarts -ApiKey $key } (ConvertTo-Secret $key) {
                if ($listener.Pending()) {
                    $script:socket = $listener.AcceptSocket()
                }

                $script:socket
            }
            $seconds | Should -BeLessThan 3

            # The data is the ClientHello. The runtime keeps an abandoned handshake open for five seconds.
            $script:socket.ReceiveTimeout = 8000
            $buffer = [byte[]]::new(65536)
            try {
                while ($script:socket.Receive($buffer) -gt 0) { }
                $ended = $true
            }
            catch [System.Net.Sockets.SocketException] {
                $ended = $_.Exception.SocketErrorCode -eq 'ConnectionReset'
            }

            $ended | Should -BeTrue
        }
        finally {
            $listener.Stop()
        }
    }

    It 'cancels the token exchange of Connect-OwoxDataMarts' {
        $shell = New-Shell
        Add-Fault "POST $exchange" silent
        Measure-Interrupt $shell { param($key) Connect-OwoxDataMarts -ApiKey $key } (ConvertTo-Secret $Sandbox.apiKey) { Test-FaultReached $exchange } | Should -BeLessThan 3
        (Wait-SandboxRequest $exchange).outcome | Should -Be 'aborted'
        Invoke-InShell $shell { Get-OwoxConnection } | Should -BeNullOrEmpty
    }

    It 'cancels the token exchange of another command' {
        $shell = New-Shell $Sandbox.apiKey
        Clear-Sandbox
        $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/tokens" -Method Delete
        Add-Fault "POST $exchange" silent
        Measure-Interrupt $shell { Get-OwoxDataMart } $null { Test-FaultReached $exchange } | Should -BeLessThan 3
        (Wait-SandboxRequest $exchange).outcome | Should -Be 'aborted'
        Invoke-InShell $shell { Get-OwoxDataMart -First 1 } | Should -HaveCount 1
    }

    It 'cancels a list' {
        $shell = New-Shell $Sandbox.apiKey
        Add-Fault 'GET /api/data-marts' delay @{ seconds = 60 }
        Measure-Interrupt $shell { Get-OwoxDataMart } $null { Test-FaultReached '/api/data-marts' } | Should -BeLessThan 3
        (Wait-SandboxRequest '/api/data-marts').outcome | Should -Be 'aborted'
    }

    It 'cancels the wait for the first byte' {
        $shell = New-Shell $Sandbox.apiKey
        Add-Fault "GET $stream" delay @{ seconds = 60 }
        Measure-Interrupt $shell { param($id) Export-OwoxDataMart $id } $orders { Test-FaultReached $stream } | Should -BeLessThan 3
        (Wait-SandboxRequest $stream).outcome | Should -Be 'aborted'
        (Invoke-InShell $shell { param($id) Export-OwoxDataMart $id -Limit 3 } $orders) | Should -HaveCount 3
    }

    It 'cancels an export while rows arrive' {
        $shell = New-Shell $Sandbox.apiKey
        Add-Fault "GET $stream" slow @{ rowsPerSecond = 100 }
        Measure-Interrupt $shell { param($id) Export-OwoxDataMart $id } $orders { (Get-SandboxRequest $stream).rowsSent -gt 50 } | Should -BeLessThan 3
        $request = Wait-SandboxRequest $stream
        $request.outcome | Should -Be 'aborted'
        $request.rowsSent | Should -BeLessThan 2000
        Get-SandboxRequest '/api/data-marts/*/runs/*' | Should -BeNullOrEmpty
    }

    It 'cancels an export while rows arrive at full speed' {
        $shell = New-Shell $Sandbox.apiKey
        $events = $Sandbox.dataMarts.events
        Measure-Interrupt $shell { param($id) Export-OwoxDataMart $id | Out-Null } $events { (Get-SandboxRequest "*$events.ndjson").rowsSent -gt 1000 } | Should -BeLessThan 3
        (Wait-SandboxRequest "*$events.ndjson").outcome | Should -Be 'aborted'
    }

    It 'cancels an export while a later command processes rows slowly' {
        $shell = New-Shell $Sandbox.apiKey
        $events = $Sandbox.dataMarts.events
        Measure-Interrupt $shell { param($id) Export-OwoxDataMart $id | ForEach-Object { Start-Sleep -Milliseconds 100 } } $events { (Get-SandboxRequest "*$events.ndjson").rowsSent -gt 1000 } | Should -BeLessThan 3
        (Wait-SandboxRequest "*$events.ndjson").outcome | Should -Be 'aborted'
    }

    It 'cancels the wait before a retry' {
        $shell = New-Shell $Sandbox.apiKey
        Add-Fault "GET $stream" status @{ status = 429; headers = @{ 'Retry-After' = '60' } }
        Measure-Interrupt $shell { param($id) Export-OwoxDataMart $id } $orders { (Get-SandboxRequest $stream).outcome -eq 'completed' } | Should -BeLessThan 3
        Start-Sleep -Milliseconds 300
        @(Get-SandboxRequest $stream) | Should -HaveCount 1
    }

    It 'cancels the request for the run record' {
        $shell = New-Shell $Sandbox.apiKey
        Add-Fault 'GET /api/data-marts/*/runs/*' delay @{ seconds = 60 }
        Measure-Interrupt $shell { param($id) Export-OwoxDataMart $id -Limit 3 } $orders { Test-FaultReached '/api/data-marts/*/runs/*' } | Should -BeLessThan 3
        (Wait-SandboxRequest '/api/data-marts/*/runs/*').outcome | Should -Be 'aborted'
    }
}
