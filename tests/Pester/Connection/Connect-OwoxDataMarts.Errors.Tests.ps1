# Errors of Connect-OwoxDataMarts: each cause has its own error, and no error quotes the key.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -Timing @{ RetryDelay = 0.05 }
    $part = Get-KeyPart $Sandbox.apiKey
    $configuration = @{ Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }
    $connection = @{ Category = 'ConnectionError'; Type = 'Owox.OwoxConnectionException' }
    $exchange = '/api/auth/api-keys/exchange'

    # The text of a key for another origin, or with other parts.
    function Get-KeyFor([hashtable] $Other) {
        $all = @{ apiOrigin = $part.apiOrigin; apiKeyId = $part.apiKeyId; apiKeySecret = $part.apiKeySecret }
        foreach ($name in $Other.Keys) {
            $all[$name] = $Other[$name]
        }

        New-KeyText $all
    }

    function Get-FreePort {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $listener.LocalEndpoint.Port
        $listener.Stop()
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts before any request' {
    BeforeEach {
        Clear-Sandbox
        $env:OWOX_API_KEY = $null
    }

    AfterEach {
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
        $env:OWOX_API_KEY = $env:OWOX_API_ORIGIN = $env:OWOX_API_KEY_ID = $env:OWOX_API_KEY_SECRET = $null
    }

    It 'lists every way to specify a key when there is none' {
        Assert-Failure { Connect-OwoxDataMarts } -Id Owox.ApiKeyNotFound @configuration -Says 'No API key was found', 'OWOX_API_KEY', 'OWOX_API_ORIGIN, OWOX_API_KEY_ID and OWOX_API_KEY_SECRET', '-EnvironmentFile', '-ApiKey', '-SecretName', 'env: {'
    }

    It 'reports what is malformed: <what>' -ForEach @(
        @{ what = 'empty'; key = { " `n" }; says = 'it is empty' }
        @{ what = 'no prefix'; key = { 'sk-1234567890abcdef' }; says = "does not begin with 'owox_key_'" }
        @{ what = 'not base64url'; key = { 'owox_key_1234567890!abcdef' }; says = 'not base64url' }
        @{ what = 'truncated'; key = { $Sandbox.apiKey.Substring(0, 61) }; says = 'truncated or changed' }
        @{ what = 'not a JSON object'; key = { New-KeyText @('1234567890abcdef') }; says = 'not a JSON object' }
        @{ what = 'no origin'; key = { Get-KeyFor @{ apiOrigin = '' } }; says = 'it has no origin' }
        @{ what = 'no ID'; key = { Get-KeyFor @{ apiKeyId = $null } }; says = "field 'apiKeyId' is not a string" }
        @{ what = 'a blank ID'; key = { Get-KeyFor @{ apiKeyId = ' ' } }; says = 'it has no API key ID' }
        @{ what = 'no secret'; key = { New-KeyText @{ apiOrigin = $part.apiOrigin; apiKeyId = $part.apiKeyId } }; says = 'it has no secret' }
        @{ what = 'a secret that is a number'; key = { Get-KeyFor @{ apiKeySecret = 1234567890 } }; says = "field 'apiKeySecret' is not a string" }
        @{ what = 'an ID that is invalid in a header'; key = { Get-KeyFor @{ apiKeyId = "pmk_`r`nX: 1" } }; says = 'which an ID cannot contain' }
    ) {
        $value = & $key
        $secret = ConvertTo-Secret $value
        Assert-Failure { Connect-OwoxDataMarts -ApiKey $secret } -Id Owox.ApiKeyMalformed @configuration -Says 'The API key is malformed', $says, 'Copy the complete value'
        $everything = Get-Failure { Connect-OwoxDataMarts -ApiKey $secret } | Format-List * -Force | Out-String -Width 500
        if ($value.Trim()) {
            $everything | Should -Not -BeLike "*$($value.Substring(0, 16))*"
        }

        $everything | Should -Not -BeLike '*1234567890*'
    }

    It 'reports what is invalid in a credential: <what>' -ForEach @(
        @{ what = 'an object'; with = { @{ ApiKey = [pscustomobject]@{ apiKey = 'owox_key_abcdefgh' } } }; id = 'SecretTypeUnsupported'; says = '-ApiKey accepts a SecureString', 'PSCustomObject' }
        @{ what = 'a hashtable'; with = { @{ AccessToken = @{ token = 'hush-hush-token' }; Origin = $part.apiOrigin } }; id = 'SecretTypeUnsupported'; says = '-AccessToken accepts', 'Hashtable' }
        @{ what = 'a number'; with = { @{ RefreshToken = 1234567890; Origin = $part.apiOrigin } }; id = 'SecretTypeUnsupported'; says = '-RefreshToken accepts', 'Int32' }
        @{ what = 'a disposed SecureString'; with = { $gone = ConvertTo-Secret 'x'; $gone.Dispose(); @{ ApiKey = $gone } }; id = 'SecureStringDisposed'; says = 'was disposed' }
        @{ what = 'a null character in a key'; with = { @{ ApiKey = ConvertTo-Secret "owox_key_ab`0!cd" } }; id = 'ApiKeyMalformed'; says = 'U+0021' }
        @{ what = 'a Cyrillic letter in a key'; with = { @{ ApiKey = ConvertTo-Secret ($Sandbox.apiKey.Insert(30, [string][char]0x430)) } }; id = 'ApiKeyMalformed'; says = 'U+0430' }
        @{ what = 'only Ctrl+V'; with = { @{ ApiKey = ConvertTo-Secret ([string][char]0x16) } }; id = 'ApiKeyMalformed'; says = 'it is empty', 'U+0016', 'paste' }
        @{ what = 'an invisible character in a refresh token'; with = { @{ RefreshToken = ConvertTo-Secret "abc$([char]0x200B)def"; Origin = $part.apiOrigin } }; id = 'RefreshTokenMalformed'; says = 'U+200B' }
        @{ what = 'an invisible character in an access token'; with = { @{ AccessToken = ConvertTo-Secret "abc$([char]0x2060)def"; Origin = $part.apiOrigin } }; id = 'AccessTokenMalformed'; says = 'U+2060' }
        @{ what = 'an invalid proxy address'; with = { @{ ApiKey = ConvertTo-Secret $Sandbox.apiKey; Proxy = 'http://me:1234567890@proxy:99999' } }; id = 'ProxyInvalid'; says = 'not an http address' }
    ) {
        $with = & $with
        Assert-Failure { Connect-OwoxDataMarts @with } -Id "Owox.$id" @configuration -Says $says
        $all = Get-Failure { Connect-OwoxDataMarts @with } | ForEach-Object { $_ | Format-List * -Force; $_ | Get-Error } | Out-String -Width 500
        $all | Should -Not -Match '1234567890@|hush-hush|owox_key_abcdefgh'
    }

    It 'reports which of the three variables is missing: <missing>' -ForEach @(
        @{ missing = 'OWOX_API_KEY_SECRET'; present = 'apiOrigin', 'apiKeyId'; says = 'it has no secret' }
        @{ missing = 'OWOX_API_KEY_ID'; present = @('apiOrigin'); says = 'it has no API key ID' }
        @{ missing = 'OWOX_API_ORIGIN'; present = 'apiKeyId', 'apiKeySecret'; says = 'it has no origin' }
        @{ missing = 'OWOX_API_KEY_SECRET'; present = @('apiKeyId'); says = 'it has no secret' }
    ) {
        $variables = @{ apiOrigin = 'OWOX_API_ORIGIN'; apiKeyId = 'OWOX_API_KEY_ID'; apiKeySecret = 'OWOX_API_KEY_SECRET' }
        foreach ($name in $present) { [Environment]::SetEnvironmentVariable($variables[$name], $part.$name) }
        Assert-Failure { Connect-OwoxDataMarts } -Id Owox.ApiKeyMalformed @configuration -Says 'The API key of the environment is incomplete', "$says, because $missing is missing or empty"
    }

    It 'reports a variable that the pipeline did not replace' {
        $env:OWOX_API_KEY = '$(OWOX_API_KEY)'
        Assert-Failure { Connect-OwoxDataMarts } -Id Owox.VariableNotExpanded @configuration -Says 'the pipeline did not replace the variable', 'env: { OWOX_API_KEY: $(OWOX_API_KEY) }'
    }

    It 'rejects an origin with <what>' -ForEach @(
        @{ what = 'http for another computer'; origin = 'http://owox.example.invalid'; says = 'is not encrypted', 'Use https', '-AllowUnencrypted' }
        @{ what = 'a path'; origin = 'https://owox.example.invalid/api'; says = 'contains a path', 'https://app.owox.com' }
        @{ what = 'a query'; origin = 'https://owox.example.invalid/?a=1'; says = 'a query' }
        @{ what = 'a password'; origin = 'https://user:password@owox.example.invalid'; says = 'a user name or a password' }
        @{ what = 'another scheme'; origin = 'ftp://owox.example.invalid'; says = 'not an http or https address' }
        @{ what = 'no scheme'; origin = 'owox.example.invalid'; says = 'not an http or https address' }
    ) {
        $secret = ConvertTo-Secret (Get-KeyFor @{ apiOrigin = $origin })
        Assert-Failure { Connect-OwoxDataMarts -ApiKey $secret } -Id Owox.OriginInvalid @configuration -Says $says
    }
}

Describe 'Connect-OwoxDataMarts with an invalid password' {
    It 'fails with an error ID: <what>' -ForEach @(
        @{ what = 'empty'; password = '' }
        @{ what = 'a null character'; password = "a`0b" }
        @{ what = 'a space'; password = ' ' }
    ) {
        $credential = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $password))
        $failure = Get-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $credential }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.*,*'
        $failure.Exception | Should -BeOfType 'Owox.OwoxApiException'
    }
}

Describe 'Connect-OwoxDataMarts after an error of the server or the network' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'reports the same error for a wrong, expired or revoked key: <what>' -ForEach @(
        @{ what = 'wrong'; key = { Get-KeyFor @{ apiKeySecret = 'not-the-secret' } } }
        @{ what = 'unknown'; key = { Get-KeyFor @{ apiKeyId = 'pmk_NobodyKnowsThisOne0001' } } }
        @{ what = 'expired'; key = { $Sandbox.expiredApiKey } }
        @{ what = 'revoked'; key = { $Sandbox.revokedApiKey } }
    ) {
        $value = & $key
        $id = (Get-KeyPart $value).apiKeyId
        $failure = Get-Failure { Connect-Sandbox $value }
        Assert-Failure { Connect-Sandbox $value } -Id Owox.Unauthorized -Category AuthenticationError -Type Owox.OwoxAuthenticationException -Says "rejected the API key $id", 'invalid, expired or revoked', 'create a new one'
        $failure.Exception.StatusCode | Should -Be 401
        $failure.Exception.RequestPath | Should -BeExactly $exchange
        $failure.Exception.Method | Should -BeExactly 'POST'

        # An error response is not retried: each of the two calls sent one request.
        Get-SandboxRequest $exchange | Should -HaveCount 2
    }

    It 'reports that a server has no OWOX API' {
        Add-Fault "POST $exchange" status @{ status = 404; body = '<html><title>Not here</title></html>'; contentType = 'text/html' }
        Assert-Failure { Connect-Sandbox } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'does not have the API of OWOX Data Marts', 'Check the origin', 'Not here'
    }

    It 'reports that the response to the exchange contains no token' {
        Add-Fault "POST $exchange" status @{ status = 200; body = '{"token":"x"}' }
        Assert-Failure { Connect-Sandbox } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says $exchange, 'accessToken'
    }

    It 'reports an unknown host' {
        $key = Get-KeyFor @{ apiOrigin = 'https://owox.example.invalid' }
        Assert-Failure { Connect-Sandbox $key } -Id Owox.ConnectionFailed @connection -Says 'https://owox.example.invalid', "the host name 'owox.example.invalid' cannot be resolved", 'Check the origin'
    }

    It 'accepts an http origin with -AllowUnencrypted' {
        $key = Get-KeyFor @{ apiOrigin = 'http://owox.example.invalid' }
        Assert-Failure { Connect-Sandbox $key -With @{ AllowUnencrypted = $true } } -Id Owox.ConnectionFailed @connection -Says "the host name 'owox.example.invalid' cannot be resolved"
    }

    It 'reports a refused connection after four attempts' {
        $key = Get-KeyFor @{ apiOrigin = "http://127.0.0.1:$(Get-FreePort)" }
        $verbose = [System.Collections.Generic.List[string]]::new()
        Assert-Failure { Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $key) -Verbose 4>&1 | ForEach-Object { $verbose.Add($_) } } -Id Owox.ConnectionFailed @connection -Says 'the connection was refused', 'no server listens at this address'
        @($verbose -like "POST ${exchange}: no response in *") | Should -HaveCount 4
        @($verbose -like 'Retrying in * (attempt 4 of 4)*') | Should -HaveCount 1
    }

    It 'reports a TLS error' {
        $key = Get-KeyFor @{ apiOrigin = $part.apiOrigin.Replace('http:', 'https:') }
        Assert-Failure { Connect-Sandbox $key } -Id Owox.TlsFailed @connection -Says 'A secure connection to https://127.0.0.1', 'No certificate was rejected', 'the server at this address uses https'
    }

    It 'times out when the server does not respond' {
        Add-Fault "POST $exchange" silent
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Assert-Failure { Connect-Sandbox -With @{ TimeoutSec = 2 } } -Id Owox.TimedOut @connection -Says 'no response was received within 2 s', 'a longer -TimeoutSec'
        $watch.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 1.9
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
    }
}
