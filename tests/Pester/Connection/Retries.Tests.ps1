# Requests that fail before any row: retries, and the resulting errors.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -Timing @{ RetryDelay = 0.05 }
    $null = Connect-Sandbox
    $orders = $Sandbox.dataMarts.orders
    $exchange = '/api/auth/api-keys/exchange'
    $list = '/api/data-marts'
    $stream = "/api/external/http-data/data-marts/$orders.ndjson"

    # Returns the verbose lines of a script block, even if it fails.
    function Get-Verbose([scriptblock] $Block) {
        $lines = [System.Collections.Generic.List[string]]::new()
        try {
            & $Block 4>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.VerboseRecord]) { $lines.Add($_.Message) } }
        }
        catch {
            $lines.Add("error $($_.FullyQualifiedErrorId)")
        }

        , $lines
    }

    # Returns the seconds between the starts of the requests.
    function Get-RequestInterval($Requests) {
        for ($i = 1; $i -lt $Requests.Count; $i++) {
            ([datetime]$Requests[$i].startedAt - [datetime]$Requests[$i - 1].startedAt).TotalSeconds
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A request' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'is retried while the server shuts down, except a change: <what>' -ForEach @(
        @{ what = 'a list'; match = { "GET $list" }; call = { Get-OwoxDataMart -First 1 }; times = 4 }
        @{ what = 'a stream'; match = { "GET $stream" }; call = { Export-OwoxDataMart $orders }; times = 4 }
        @{ what = 'the start of a run'; match = { 'POST */manual-run' }; call = { Start-OwoxRun $Sandbox.dataMarts.connector }; times = 1 }
    ) {
        Add-Fault (& $match) status @{ status = 503; times = 0; body = @{ statusCode = 503; message = 'Server is shutting down' } }
        Assert-Failure $call -Id Owox.ServerError -Category ResourceUnavailable -Type Owox.OwoxApiException -Says 'The server is shutting down or restarting', 'Server is shutting down'
        @((Get-SandboxRequest) | Where-Object status -EQ 503) | Should -HaveCount $times
    }

    It 'succeeds after one 401 with one new token' {
        Add-Fault "GET $list" status @{ status = 401; body = @{ statusCode = 401; message = 'Unauthorized' } }
        @(Get-OwoxDataMart -First 1) | Should -HaveCount 1
        @(Get-SandboxRequest $exchange) | Should -HaveCount 1
        (Get-SandboxRequest $list).status | Should -Be 401, 200
    }

    It 'uses two exchanges in total: one to connect, one to renew the token' {
        $null = Connect-Sandbox -With @{ Name = 'Default' }
        Disconnect-OwoxDataMarts -All
        Clear-Sandbox
        $null = Connect-Sandbox
        Add-Fault "GET $list" status @{ status = 401 }
        @(Get-OwoxDataMart -First 1) | Should -HaveCount 1
        @(Get-SandboxRequest $exchange) | Should -HaveCount 2
    }

    It 'fails after a second 401' {
        Add-Fault "GET $list" status @{ status = 401; times = 0; body = @{ statusCode = 401; message = 'Unauthorized' } }
        Assert-Failure { Get-OwoxDataMart } -Id Owox.Unauthorized -Category AuthenticationError -Type Owox.OwoxAuthenticationException -Says 'The server rejected GET', '(401), even with a new access token', 'Connect again with an active API key or a new member session'
        @(Get-SandboxRequest $list) | Should -HaveCount 2
        @(Get-SandboxRequest $exchange) | Should -HaveCount 1
    }

    It 'succeeds after one 401 of a stream' {
        Add-Fault "GET $stream" status @{ status = 401 }
        Export-OwoxDataMart $orders -Limit 2 | Should -HaveCount 2
        (Get-SandboxRequest $stream).status | Should -Be 401, 200
    }

    It 'is retried after the time in a 429 response: <what>' -ForEach @(
        @{ what = 'list'; path = '/api/data-marts'; call = { Get-OwoxDataMart -First 1 -Verbose } }
        @{ what = 'stream'; path = '/api/external/http-data/*'; call = { Export-OwoxDataMart $orders -Limit 1 -Verbose } }
    ) {
        Add-Fault "GET $path" status @{ status = 429; headers = @{ 'Retry-After' = '2' }; body = 'Too many'; contentType = 'text/plain' }
        $lines = Get-Verbose $call
        @($lines -like 'Retrying in 2.0 s (attempt 2 of 4): status 429') | Should -HaveCount 1
        Get-RequestInterval @(Get-SandboxRequest $path) | Should -BeGreaterOrEqual 1.95
        @($lines -like 'error*') | Should -BeNullOrEmpty
    }

    It 'is retried at the date in a 429 response' {
        Add-Fault "GET $list" status @{ status = 429; headers = @{ 'Retry-After' = [datetime]::UtcNow.AddSeconds(3).ToString('R', [cultureinfo]::InvariantCulture) } }
        @(Get-OwoxDataMart -First 1) | Should -HaveCount 1
        Get-RequestInterval @(Get-SandboxRequest $list) | Should -BeGreaterThan 1.5
    }

    It 'is sent four times when a 429 response contains no time' {
        Add-Fault "GET $list" status @{ status = 429; times = 0; body = @{ statusCode = 429; message = 'Slow down' } }
        $lines = Get-Verbose { Get-OwoxDataMart -Verbose }
        @($lines -like 'Retrying in *: status 429') | Should -HaveCount 3
        @(Get-SandboxRequest $list) | Should -HaveCount 4
        $lines[-1] | Should -BeLike 'error Owox.RateLimited,*'
        Assert-Failure { Get-OwoxDataMart } -Id Owox.RateLimited -Category LimitsExceeded -Type Owox.OwoxApiException -Says 'Too many requests. Wait a minute', 'Slow down'
    }

    It 'fails when a 429 response contains a time of more than two minutes' {
        Add-Fault "GET $list" status @{ status = 429; times = 0; headers = @{ 'Retry-After' = '3600' }; body = @{ statusCode = 429; message = 'Slow down' } }
        $failure = Get-Failure { Get-OwoxDataMart }
        Assert-Failure { throw $failure } -Id Owox.RateLimited -Category LimitsExceeded -Type Owox.OwoxApiException -Says 'Wait 3600 s, as the server requires', 'Slow down'
        $failure.Exception.RetryAfter.TotalSeconds | Should -Be 3600
        @(Get-SandboxRequest $list) | Should -HaveCount 1
    }

    It 'is retried after <what>' -ForEach @(
        @{ what = '408'; kind = 'status'; with = @{ status = 408 } }
        @{ what = '502'; kind = 'status'; with = @{ status = 502; body = '<html><title>Bad Gateway</title></html>'; contentType = 'text/html' } }
        @{ what = '503'; kind = 'status'; with = @{ status = 503 } }
        @{ what = '504'; kind = 'status'; with = @{ status = 504 } }
        @{ what = 'a closed connection'; kind = 'disconnect'; with = @{} }
    ) {
        Add-Fault "GET $list" $kind $with
        @(Get-OwoxDataMart -First 1) | Should -HaveCount 1
        @(Get-SandboxRequest $list).Count | Should -BeGreaterOrEqual 2
    }

    It 'is not retried after a 500, and the error shows the title of its HTML' {
        Add-Fault "GET $list" status @{ status = 500; body = "<html><head><title>Gateway`nsays no</title></head><body>secret stuff</body></html>"; contentType = 'text/html' }
        $failure = Get-Failure { Get-OwoxDataMart }
        Assert-Failure { throw $failure } -Id Owox.ServerError -Category ResourceUnavailable -Type Owox.OwoxApiException -Says "GET $list failed with status 500", 'The error occurred on the server', 'text/html instead of JSON', 'a proxy', 'Gateway says no'
        $failure.Exception.Message | Should -Not -BeLike '*secret stuff*'
        @(Get-SandboxRequest $list) | Should -HaveCount 1
    }

    It 'reads both formats of an error response: <code>' -ForEach @(
        @{ code = 'A_CODE'; body = @{ statusCode = 418; message = 'Tea'; timestamp = 't'; path = '/p'; code = 'A_CODE'; errorDetails = @{ cup = 7 }; requestId = 'r-1' } }
        @{ code = 'B_CODE'; body = @{ statusCode = 418; error = 'B_CODE'; message = @('Tea', 'no milk'); details = @{ cup = 7 } } }
    ) {
        Add-Fault "GET $list" status @{ status = 418; body = $body }
        $failure = Get-Failure { Get-OwoxDataMart }
        Assert-Failure { throw $failure } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'status 418', 'Server message: Tea'
        $failure.Exception.Code | Should -Be $code
        $failure.Exception.Details['cup'] | Should -BeExactly 7
        $failure.Exception.Details['cup'] | Should -BeOfType Int64
    }

    It 'does not follow a redirect' {
        Add-Fault "GET $list" status @{ status = 302; headers = @{ Location = 'https://elsewhere.example.invalid/login?x=1' } }
        Assert-Failure { Get-OwoxDataMart } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'status 302', 'Redirects are not followed', 'it redirects to https://elsewhere.example.invalid', 'Check the origin'
        Add-Fault "POST $exchange" status @{ status = 307; headers = @{ Location = "$($Sandbox.origin)/api/auth/elsewhere" } }
        $key = ConvertTo-Secret $Sandbox.viewerApiKey
        Assert-Failure { Connect-OwoxDataMarts -ApiKey $key -Name other } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'Redirects are not followed'
        Get-SandboxRequest '*elsewhere*' | Should -BeNullOrEmpty
    }

    It 'times out when the server does not respond' {
        $null = Connect-Sandbox -With @{ Name = 'hasty'; TimeoutSec = 1 }
        Add-Fault "GET $list" silent
        Assert-Failure { Get-OwoxDataMart -Connection hasty } -Id Owox.TimedOut -Category ConnectionError -Type Owox.OwoxConnectionException -Says 'no response was received within 1 s'
        Disconnect-OwoxDataMarts hasty
    }
}

Describe 'A request for a stream' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'is retried after <what>' -ForEach @(
        @{ what = '429'; kind = 'status'; with = @{ status = 429 } }
        @{ what = '503'; kind = 'status'; with = @{ status = 503 } }
        @{ what = 'a closed connection'; kind = 'disconnect'; with = @{} }
    ) {
        Add-Fault "GET $stream" $kind $with
        Export-OwoxDataMart $orders -Limit 2 | Should -HaveCount 2
        @(Get-SandboxRequest $stream).Count | Should -BeGreaterOrEqual 2
    }

    It 'is not retried after <status>' -ForEach @(
        @{ status = 500; id = 'Owox.ServerError'; category = 'ResourceUnavailable'; says = 'The error occurred on the server. Try again later' }
        @{ status = 502; id = 'Owox.ServerError'; category = 'ResourceUnavailable'; says = 'The error occurred on the server. Try again later' }
        @{ status = 504; id = 'Owox.ServerError'; category = 'ResourceUnavailable'; says = 'The error occurred on the server. Try again later' }
        @{ status = 408; id = 'Owox.TimedOut'; category = 'OperationTimeout'; says = 'The request timed out on the server. Try again' }
        @{ status = 414; id = 'Owox.RequestInvalid'; category = 'InvalidArgument'; says = 'The request is too long. Specify fewer columns' }
        @{ status = 424; id = 'Owox.StorageFailed'; category = 'ResourceUnavailable'; says = 'The storage of the data mart failed or rejected the request', 'check the credentials of the storage' }
        @{ status = 431; id = 'Owox.RequestInvalid'; category = 'InvalidArgument'; says = 'The request is too long. Specify fewer columns' }
    ) {
        Add-Fault "GET $stream" status @{ status = $status; times = 0 }
        Assert-Failure { Export-OwoxDataMart $orders } -Id $id -Category $category -Type Owox.OwoxApiException -Says (@("failed with status $status") + $says)
        @(Get-SandboxRequest $stream) | Should -HaveCount 1
    }

    It 'fails after four attempts while the server shuts down' {
        $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/shutdown-mode" -Method Post -ContentType application/json -Body '{"on":true}'
        try {
            Assert-Failure { Export-OwoxDataMart $orders } -Id Owox.ServerError -Category ResourceUnavailable -Type Owox.OwoxApiException -Says 'status 503', 'Try again later', 'Server message'
        }
        finally {
            $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/shutdown-mode" -Method Post -ContentType application/json -Body '{"on":false}'
        }

        @(Get-SandboxRequest $stream) | Should -HaveCount 4
    }

    It 'fails when it is not NDJSON' {
        Add-Fault "GET $stream" status @{ status = 200; body = '<html>Sign in</html>'; contentType = 'text/html' }
        Assert-Failure { Export-OwoxDataMart $orders } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says "content type is 'text/html', not application/x-ndjson", 'Check that the origin'
    }

    It 'does not use -TimeoutSec of other requests' {
        $null = Connect-Sandbox -With @{ Name = 'hasty'; TimeoutSec = 1; IdleTimeoutSec = 1 }
        Add-Fault "GET $stream" delay @{ seconds = 3 }
        Export-OwoxDataMart $orders -Limit 2 -Connection hasty | Should -HaveCount 2
        Disconnect-OwoxDataMarts hasty
    }
}
