# Listing, testing and closing connections, and errors of unusable connections.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -Timing @{ RetryDelay = 0.05 }
    $configuration = @{ Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }
    $exchange = '/api/auth/api-keys/exchange'
    function Clear-Token { $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/tokens" -Method Delete }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connections' {
    BeforeEach {
        Clear-Sandbox
        Disconnect-OwoxDataMarts -All
        $one = Connect-Sandbox -With @{ Name = 'one' }
        $two = Connect-Sandbox $Sandbox.viewerApiKey -With @{ Name = 'two' }
    }

    AfterAll {
        Clear-Sandbox
        Disconnect-OwoxDataMarts -All
    }

    It 'are listed by name and wildcard, the current one first' {
        (Get-OwoxConnection).Name | Should -Be 'two', 'one'
        (Get-OwoxConnection 'O*').Name | Should -Be 'one'
        (Get-OwoxConnection -Current).Name | Should -Be 'two'
        Get-OwoxConnection 'x*' | Should -BeNullOrEmpty
    }

    It 'are not returned by -Current when another one is current: <name>' -ForEach @(
        @{ name = 'one' }
        @{ name = 'ONE' }
    ) {
        Assert-Failure { Get-OwoxConnection $name -Current -ErrorAction Stop } -Id Owox.ConnectionNotCurrent @configuration -Says "The connection 'one' exists", "is 'two'", '-Current'
        (Get-OwoxConnection two -Current).Name | Should -Be 'two'
        Assert-Failure { Get-OwoxConnection three -Current -ErrorAction Stop } -Id Owox.NotConnected @configuration -Says "no connection named 'three'"
        Disconnect-OwoxDataMarts -All
        Assert-Failure { Get-OwoxConnection one -Current -ErrorAction Stop } -Id Owox.NotConnected @configuration -Says "no connection named 'one'"
    }

    It 'cause an error when the name does not exist' {
        Assert-Failure { Get-OwoxConnection three -ErrorAction Stop } -Id Owox.NotConnected @configuration -Says "no connection named 'three'", "Connect-OwoxDataMarts -Name 'three'"
    }

    It 'are closed singly by object, by name and from the pipeline, or all at once' {
        Disconnect-OwoxDataMarts
        $two.IsOpen | Should -BeFalse
        (Get-OwoxConnection -Current).Name | Should -Be 'one'
        Disconnect-OwoxDataMarts one
        $one.IsOpen | Should -BeFalse
        $three = Connect-Sandbox -With @{ Name = 'three' }
        $four = Connect-Sandbox -With @{ Name = 'four' }
        $three | Disconnect-OwoxDataMarts
        $three.IsOpen | Should -BeFalse
        Disconnect-OwoxDataMarts -All
        $four.IsOpen | Should -BeFalse
        Get-OwoxConnection | Should -BeNullOrEmpty
        { Disconnect-OwoxDataMarts -ErrorAction Stop } | Should -Not -Throw
    }

    It 'are selected by name and by object' {
        (Test-OwoxConnection -Connection one).Member | Should -BeExactly $Sandbox.memberEmail
        (Test-OwoxConnection -Connection $two).Member | Should -BeExactly $Sandbox.viewerEmail
        (Test-OwoxConnection).Member | Should -BeExactly $Sandbox.viewerEmail
    }

    It 'are listed in the error about an unknown name' {
        Assert-Failure { Get-OwoxDataMart -Connection three } -Id Owox.NotConnected @configuration -Says "no connection named 'three'", "'two', 'one'", "Connect-OwoxDataMarts -Name 'three'"
    }

    It 'cannot be used after they were closed' {
        Disconnect-OwoxDataMarts $one
        Assert-Failure { Get-OwoxDataMart -Connection $one } -Id Owox.NotConnected @configuration -Says "The connection 'one' was closed", 'Connect again'
    }

    It 'are required' {
        Disconnect-OwoxDataMarts -All
        Clear-Sandbox
        Assert-Failure { Get-OwoxDataMart } -Id Owox.NotConnected @configuration -Says 'There is no connection', 'Connect-OwoxDataMarts', '$using:connection'
        Assert-Failure { Export-OwoxDataMart $Sandbox.dataMarts.orders } -Id Owox.NotConnected @configuration -Says 'There is no connection'
        Assert-Failure { Test-OwoxConnection } -Id Owox.NotConnected @configuration -Says 'There is no connection'
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'cannot be restored from a file' {
        $file = Join-Path $TestDrive 'connection.xml'
        $one | Export-Clixml -LiteralPath $file
        $copy = Import-Clixml -LiteralPath $file
        $copy.Name | Should -Be 'one'
        Assert-Failure { Get-OwoxDataMart -Connection $copy } -Id Owox.ConnectionInvalid @configuration -Says 'is a copy', 'does not contain the credential', 'inside the job', '$using:'
    }

    It 'cannot be passed to a background job' {
        $module = $env:OWOX_TEST_MODULE
        $job = Start-Job {
            Import-Module $using:module
            try {
                Get-OwoxDataMart -Connection $using:one
            }
            catch {
                $_.FullyQualifiedErrorId
                $_.Exception.GetType().FullName
                $_.Exception.Message
            }
        }
        $output = $job | Receive-Job -Wait -AutoRemoveJob
        $output[0] | Should -BeLike 'Owox.ConnectionInvalid,*'
        $output[1] | Should -Be 'Owox.OwoxConfigurationException'
        $output[2] | Should -BeLike '*background job*Connect-OwoxDataMarts inside the job*'
    }

    It 'cannot be another type' {
        Assert-Failure { Get-OwoxDataMart -Connection 5 } -Id Owox.ConnectionInvalid @configuration -Says 'not a value of the type Int32'
    }

    It 'renew their token once after it was invalidated' {
        Clear-Token
        @(Get-OwoxDataMart -Connection one -First 1) | Should -HaveCount 1
        @(Get-SandboxRequest $exchange) | Should -HaveCount 3
    }
}

Describe 'Test-OwoxConnection' {
    BeforeEach {
        Clear-Sandbox
        Disconnect-OwoxDataMarts -All
        $null = Connect-Sandbox
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
        Disconnect-OwoxDataMarts -All
    }

    It 'returns the member, project and roles of the connection' {
        $status = Test-OwoxConnection
        $status | Should -BeOfType 'Owox.PowerShell.OwoxConnectionStatus'
        $status.IsAuthenticated | Should -BeTrue
        $status.Name | Should -Be 'Default'
        $status.Origin | Should -BeExactly $Sandbox.origin
        $status.ApiKeyId | Should -BeExactly (Get-KeyPart $Sandbox.apiKey).apiKeyId
        $status.Project | Should -BeExactly 'OWOX Data Marts'
        $status.Member | Should -BeExactly $Sandbox.memberEmail
        $status.MemberId | Should -Not -BeNullOrEmpty
        $status.Roles | Should -Be 'admin'
        $status.TokenLifetimeRemaining.TotalSeconds | Should -BeGreaterThan 700
        $status.TokenLifetimeRemaining.TotalSeconds | Should -BeLessOrEqual 900
        $status.Error | Should -BeNullOrEmpty
        $status.ErrorId | Should -BeNullOrEmpty
    }

    It 'accepts connections from the pipeline and by position' {
        $null = Connect-Sandbox $Sandbox.viewerApiKey -With @{ Name = 'viewer' }
        (Get-OwoxConnection | Test-OwoxConnection | Sort-Object Name).Member | Should -Be $Sandbox.memberEmail, $Sandbox.viewerEmail
        'Default', 'viewer' | Test-OwoxConnection -Quiet | Should -Be $true, $true
        (Test-OwoxConnection viewer).Name | Should -BeExactly 'viewer'
        @() | Test-OwoxConnection | Should -BeNullOrEmpty
    }

    It 'returns a Boolean with -Quiet' {
        Test-OwoxConnection -Quiet | Should -BeExactly $true
        Add-Fault 'GET /api/auth/context' status @{ status = 500 }
        Test-OwoxConnection -Quiet | Should -BeExactly $false
    }

    It 'exchanges the key on a server without /api/auth/context' {
        Add-Fault 'GET /api/auth/context' status @{ status = 404; times = 0 }
        $status = Test-OwoxConnection
        $status.IsAuthenticated | Should -BeTrue
        $status.Member | Should -BeNullOrEmpty
        @(Get-SandboxRequest $exchange) | Should -HaveCount 1
    }

    It 'reports a revoked key on a server without /api/auth/context' {
        Add-Fault 'GET /api/auth/context' status @{ status = 404; times = 0 }
        Add-Fault "POST $exchange" status @{ status = 401; body = '{"statusCode":401,"message":"Unauthorized"}' }
        $status = Test-OwoxConnection
        $status.IsAuthenticated | Should -BeFalse
        $status.ErrorId | Should -Be 'Owox.Unauthorized'
    }

    It 'returns the reason why a connection does not work, and writes no error' {
        Clear-Token
        Add-Fault "POST $exchange" status @{ status = 401; times = 0; body = '{"statusCode":401,"message":"Unauthorized"}' }
        $status = Test-OwoxConnection -ErrorAction Stop
        $status.IsAuthenticated | Should -BeFalse
        $status.ErrorId | Should -Be 'Owox.Unauthorized'
        $status.Error | Should -BeLike '*rejected the API key pmk_*invalid, expired or revoked*'
        $status.TokenLifetimeRemaining | Should -BeNullOrEmpty
        Test-OwoxConnection -Quiet | Should -BeExactly $false
    }

    It 'reports that the server does not respond' {
        Add-Fault 'GET /api/auth/context' disconnect @{ times = 0 }
        $status = Test-OwoxConnection
        $status.IsAuthenticated | Should -BeFalse
        $status.ErrorId | Should -Be 'Owox.ConnectionFailed'
        $status.Error | Should -BeLike "*The connection to $($Sandbox.origin) failed*"
    }
}
