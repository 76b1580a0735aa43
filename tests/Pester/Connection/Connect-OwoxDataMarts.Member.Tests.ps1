# The connection of a member: sign-in, tokens of a browser, renewal, and the end of the session.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Start-OwoxTest -Timing @{ RetryDelay = 0.02 }
    $signIn = 'POST /auth/better-auth/sign-in/email'
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts as a member' {
    BeforeEach {
        Clear-Sandbox
        Disconnect-OwoxDataMarts -All
        Clear-Sandbox
    }

    Context 'with -Credential' {
        It 'signs in and returns the member, project and roles' {
            $connection = Connect-Member -With @{ Name = 'ada' }
            $connection | Should -BeOfType 'Owox.PowerShell.OwoxConnection'
            $connection.Kind | Should -Be 'Member'
            $connection.ApiKeyId | Should -BeNullOrEmpty
            $connection.Member | Should -BeExactly $Sandbox.memberEmail
            $connection.Roles | Should -Be 'admin'
            $connection.Origin | Should -BeExactly $Sandbox.origin
            (Get-SandboxRequest).path | Should -Be '/auth/better-auth/sign-in/email', '/auth/access-token', '/api/auth/context'
            (Get-SandboxRequest '/auth/better-auth/*').headers.PSObject.Properties.Name | Should -Not -Contain 'Origin'
        }

        It 'reports a wrong password, and sends it once' {
            $wrong = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret 'not-my-password'))
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $wrong } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' $Sandbox.memberEmail, 'the password is wrong', 'Invalid email or password'
            Get-SandboxRequest | Should -HaveCount 1
            Get-OwoxConnection | Should -BeNullOrEmpty
        }

        It 'reports an unknown e-mail address with the same error' {
            $wrong = [pscredential]::new('nobody@example.com', (ConvertTo-Secret 'not-my-password'))
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $wrong } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' 'nobody@example.com', 'the e-mail address or the password is wrong'
        }

        It 'recommends other ways when the server has no sign-in by password' {
            Add-Fault $signIn status @{ status = 404 }
            Assert-Failure { Connect-Member } 'Owox.NotFound' ObjectNotFound 'Owox.OwoxNotFoundException' 'does not support sign-in with a password', '-RefreshToken', '-AccessToken'
        }

        It 'waits for the time in x-retry-after when there were too many sign-ins' {
            Add-Fault $signIn status @{ status = 429; headers = @{ 'x-retry-after' = '2' }; body = 'Too many requests'; contentType = 'text/plain' }
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            (Connect-Member).Member | Should -BeExactly $Sandbox.memberEmail
            $watch.Elapsed.TotalSeconds | Should -BeGreaterThan 1.9
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 12
            Get-SandboxRequest '/auth/better-auth/*' | Should -HaveCount 2
        }

        It 'reports that the response sets no cookie' {
            Add-Fault $signIn status @{ status = 200; body = @{ redirect = $false } }
            Assert-Failure { Connect-Member } 'Owox.UnexpectedResponse' ProtocolError 'Owox.OwoxApiException' 'does not set a session cookie'
        }
    }

    Context 'with -RefreshToken' {
        It 'accepts the value of a browser''s cookie<what>' -ForEach @(
            @{ what = ''; before = ''; after = '' }
            @{ what = ' with its name'; before = 'refreshToken='; after = ';' }
            @{ what = ' with its secure name'; before = '__Secure-refreshToken='; after = '' }
            @{ what = ' with spaces around it'; before = ' '; after = "`n" }
        ) {
            $token = ConvertTo-Secret ($before + (Get-MemberCookie) + $after)
            Clear-Sandbox
            $connection = Connect-OwoxDataMarts -Origin $Sandbox.origin -RefreshToken $token
            $connection.Member | Should -BeExactly $Sandbox.memberEmail
            $connection.Kind | Should -Be 'Member'
            Get-SandboxRequest '/auth/better-auth/*' | Should -BeNullOrEmpty
        }

        It 'rejects <what> before any request' -ForEach @(
            @{ what = 'only spaces'; text = '  ' }
            @{ what = 'two lines'; text = "first`nsecond" }
            @{ what = 'a complete Cookie header'; text = 'a=very-secret-1; refreshToken=very-secret-2' }
            @{ what = 'characters that are invalid in a cookie'; text = 'very-secret-ключ' }
        ) {
            $token = ConvertTo-Secret $text
            $failure = Get-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -RefreshToken $token }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.RefreshTokenMalformed,*'
            $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $failure.Exception | Should -BeOfType 'Owox.OwoxConfigurationException'
            $failure.Exception.Message | Should -BeLike "*malformed*'refreshToken'*browser*"
            $failure.Exception.Message | Should -Not -BeLike '*very-secret*'
            Get-SandboxRequest | Should -BeNullOrEmpty
        }

        It 'reports that the session is invalid or has expired' {
            $token = ConvertTo-Secret 'cookie-of.no-session'
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -RefreshToken $token } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' "rejected the member's session", 'Sign in again'
            Get-SandboxRequest '/auth/access-token' | Should -HaveCount 1
        }

        It 'reports a server without access tokens for the sessions of members' {
            Add-Fault 'GET /auth/access-token' status @{ status = 404; times = 0 }
            $token = ConvertTo-Secret 'cookie-of.a-session'
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -RefreshToken $token } 'Owox.NotFound' ObjectNotFound 'Owox.OwoxNotFoundException' "$($Sandbox.origin) does not issue access tokens for the sessions of members", 'Check the origin'
        }
    }

    Context 'with -AccessToken' {
        It 'accepts a token<what>' -ForEach @{ what = ''; before = '' }, @{ what = ' with its scheme'; before = 'Bearer ' } {
            $token = ConvertTo-Secret ($before + (Get-MemberToken))
            Clear-Sandbox
            $connection = Connect-OwoxDataMarts -Origin $Sandbox.origin -AccessToken $token
            $connection.Member | Should -BeExactly $Sandbox.memberEmail
            $connection.Kind | Should -Be 'Member'
            (Get-SandboxRequest).path | Should -Be '/api/auth/context'
            @(Get-OwoxApiKey).Id | Should -Contain (Get-KeyPart $Sandbox.apiKey).apiKeyId
        }

        It 'rejects <what> before any request' -ForEach @(
            @{ what = 'only the scheme'; text = 'Bearer ' }
            @{ what = 'a space within the token'; text = 'very secret' }
            @{ what = 'characters that are invalid in a token'; text = 'very-secret-ключ' }
        ) {
            $token = ConvertTo-Secret $text
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -AccessToken $token } 'Owox.AccessTokenMalformed' InvalidArgument 'Owox.OwoxConfigurationException' 'access token is malformed'
            Get-SandboxRequest | Should -BeNullOrEmpty
        }

        It 'reports one error when the token is rejected' {
            $token = ConvertTo-Secret 'aaa.bbb.ccc'
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -AccessToken $token } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' 'rejected the access token', 'cannot be renewed', '-RefreshToken'
            (Get-SandboxRequest).status | Should -Be 401
        }

        It 'reports the same error when the token expires later' {
            $token = ConvertTo-Secret (Get-MemberToken)
            $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -AccessToken $token
            $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/tokens" -Method Delete
            Clear-Sandbox
            Assert-Failure { Get-OwoxApiKey } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' 'rejected the access token', 'has expired'
            Get-SandboxRequest | Should -HaveCount 1
        }
    }

    It 'warns about -<parameter> as plain text, without quoting it' -ForEach @{ parameter = 'RefreshToken' }, @{ parameter = 'AccessToken' } {
        $text = if ($parameter -eq 'RefreshToken') { Get-MemberCookie } else { Get-MemberToken }
        $with = @{ $parameter = $text }
        $connection = Connect-OwoxDataMarts -Origin $Sandbox.origin @with -WarningVariable warnings -WarningAction SilentlyContinue
        $connection.Member | Should -BeExactly $Sandbox.memberEmail
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "*-$parameter was specified as plain text*SecureString*"
        $warnings[0].Message | Should -Not -BeLike "*$text*"
    }

    It 'rejects the origin <origin> before any request' -ForEach @(
        @{ origin = 'http://owox.example.com'; says = 'not encrypted' }
        @{ origin = 'owox.example.com'; says = 'not an http or https address' }
        @{ origin = 'https://owox.example.com/ui'; says = 'a path' }
        @{ origin = 'https://ada:pw@owox.example.com'; says = 'user name or a password' }
    ) {
        $member = Get-MemberCredential
        Assert-Failure { Connect-OwoxDataMarts -Origin $origin -Credential $member } 'Owox.OriginInvalid' InvalidArgument 'Owox.OwoxConfigurationException' $says
        $token = ConvertTo-Secret 'abc'
        Assert-Failure { Connect-OwoxDataMarts -Origin $origin -RefreshToken $token } 'Owox.OriginInvalid' InvalidArgument 'Owox.OwoxConfigurationException' $says
        Assert-Failure { Connect-OwoxDataMarts -Origin $origin -AccessToken $token } 'Owox.OriginInvalid' InvalidArgument 'Owox.OwoxConfigurationException' $says
    }
}

Describe 'A member''s connection' {
    BeforeEach {
        Clear-Sandbox
        Disconnect-OwoxDataMarts -All
        Clear-Sandbox
    }

    It 'is renewed through /auth/access-token, once' {
        $null = Connect-Member
        $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/tokens" -Method Delete
        Clear-Sandbox
        @(Get-OwoxDataMart -First 1) | Should -HaveCount 1
        (Get-SandboxRequest).path | Should -Be '/api/data-marts', '/auth/access-token', '/api/data-marts'
        (Get-SandboxRequest '/auth/access-token').hasCookie | Should -BeTrue
    }

    It 'reports that its session was ended elsewhere' {
        $cookie = Get-MemberCookie
        $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -RefreshToken (ConvertTo-Secret $cookie)
        $null = Invoke-WebRequest "$($Sandbox.origin)/auth/better-auth/sign-out" -Method Post -Headers @{ Cookie = "refreshToken=$cookie"; Origin = $Sandbox.origin }
        $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/tokens" -Method Delete
        Assert-Failure { Get-OwoxDataMart } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' "rejected the member's session"
    }

    It 'works with every other cmdlet' {
        $null = Connect-Member
        @(Get-OwoxDataMart -Title Orders) | Should -HaveCount 1
        @(Get-OwoxStorage).Count | Should -BeGreaterThan 0
        @(Get-OwoxDestination).Count | Should -BeGreaterThan 0
        @(Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3) | Should -HaveCount 3
        (Test-OwoxConnection).IsAuthenticated | Should -BeTrue
        (Get-OwoxConnection -Current).Kind | Should -Be 'Member'
        Get-SandboxRequest '/api/*' | Where-Object { $_.headers.PSObject.Properties.Name -like '*api-key-id' } | Should -BeNullOrEmpty
    }

    It 'returns only what a viewer can see for a viewer' {
        (Connect-Member -Viewer).Roles | Should -Be 'viewer'
        Get-OwoxStorage | Should -BeNullOrEmpty
        @(Get-OwoxApiKey).Name | Should -Contain 'Viewer key'
        @(Get-OwoxApiKey).Name | Should -Not -Contain 'Sandbox key'
    }
}

Describe 'Disconnect-OwoxDataMarts' {
    BeforeEach {
        Clear-Sandbox
        Disconnect-OwoxDataMarts -All
        Clear-Sandbox
    }

    It 'signs out a session that -Credential created<how>' -ForEach @{ how = ''; with = @{} }, @{ how = ' with -All'; with = @{ All = $true } } {
        $null = Connect-Member
        Clear-Sandbox
        Disconnect-OwoxDataMarts @with
        $request = Get-SandboxRequest '/auth/better-auth/sign-out' POST
        $request.status | Should -Be 200
        $request.hasCookie | Should -BeTrue
        Get-OwoxConnection | Should -BeNullOrEmpty
    }

    It 'invalidates the cookie of such a session' {
        # The cookie is not public, so the test reads it by reflection.
        $connection = Connect-Member
        $hidden = [System.Reflection.BindingFlags]'Instance, NonPublic'
        $session = $connection.GetType().GetProperty('Session', $hidden).GetValue($connection)
        $issuer = $session.GetType().GetField('_signedIn', $hidden).GetValue($session)
        $cookie = $issuer.Cookie.Value
        Get-MemberToken $cookie | Should -Not -BeNullOrEmpty
        Disconnect-OwoxDataMarts
        Get-MemberToken $cookie | Should -BeNullOrEmpty
    }

    It 'does not sign out a session from -RefreshToken' {
        $cookie = Get-MemberCookie
        $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -RefreshToken (ConvertTo-Secret $cookie)
        Disconnect-OwoxDataMarts
        Get-SandboxRequest '*sign-out*' | Should -BeNullOrEmpty
        Get-MemberToken $cookie | Should -Not -BeNullOrEmpty
    }

    It 'closes the connection and warns when signing out fails' {
        $connection = Connect-Member
        Add-Fault 'POST /auth/better-auth/sign-out' status @{ status = 500 }
        Disconnect-OwoxDataMarts -WarningVariable warnings -WarningAction SilentlyContinue
        $connection.IsOpen | Should -BeFalse
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '*could not be signed out*7 days*'
    }
}
