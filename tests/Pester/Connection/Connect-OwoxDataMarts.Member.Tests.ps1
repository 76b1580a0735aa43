# A member's connection: signing in, what a browser handed over, renewal, and the end of the session.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Start-OwoxTest
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
        It 'signs in and tells whom the connection stands for' {
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

        It 'tells a wrong password from nothing else, and tries it once' {
            $wrong = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret 'not-my-password'))
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $wrong } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' $Sandbox.memberEmail, 'the password is wrong', 'Invalid email or password'
            Get-SandboxRequest | Should -HaveCount 1
            Get-OwoxConnection | Should -BeNullOrEmpty
        }

        It 'tells an unknown e-mail address the same way' {
            $wrong = [pscredential]::new('nobody@example.com', (ConvertTo-Secret 'not-my-password'))
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $wrong } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' 'nobody@example.com', 'the e-mail address or the password is wrong'
        }

        It 'tells what to do where there is no sign-in by password' {
            Add-Fault $signIn status @{ status = 404 }
            Assert-Failure { Connect-Member } 'Owox.NotFound' ObjectNotFound 'Owox.OwoxNotFoundException' 'no sign-in by password', '-RefreshToken', '-AccessToken'
        }

        It 'waits as long as x-retry-after says when there were too many sign-ins' {
            Add-Fault $signIn status @{ status = 429; headers = @{ 'x-retry-after' = '2' }; body = 'Too many requests'; contentType = 'text/plain' }
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            (Connect-Member).Member | Should -BeExactly $Sandbox.memberEmail
            $watch.Elapsed.TotalSeconds | Should -BeGreaterThan 1.9
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 12
            Get-SandboxRequest '/auth/better-auth/*' | Should -HaveCount 2
        }

        It 'says so when the answer sets no cookie' {
            Add-Fault $signIn status @{ status = 200; body = @{ redirect = $false } }
            Assert-Failure { Connect-Member } 'Owox.UnexpectedResponse' ProtocolError 'Owox.OwoxApiException' 'sets no session cookie'
        }
    }

    Context 'with -RefreshToken' {
        It 'takes the value of a browser''s cookie<what>' -ForEach @(
            @{ what = ''; before = ''; after = '' }
            @{ what = ', its name included'; before = 'refreshToken='; after = ';' }
            @{ what = ', its secure name included'; before = '__Secure-refreshToken='; after = '' }
            @{ what = ', with blanks around it'; before = ' '; after = "`n" }
        ) {
            $token = ConvertTo-Secret ($before + (Get-MemberCookie) + $after)
            Clear-Sandbox
            $connection = Connect-OwoxDataMarts -Origin $Sandbox.origin -RefreshToken $token
            $connection.Member | Should -BeExactly $Sandbox.memberEmail
            $connection.Kind | Should -Be 'Member'
            Get-SandboxRequest '/auth/better-auth/*' | Should -BeNullOrEmpty
        }

        It 'refuses <what> before any request' -ForEach @(
            @{ what = 'nothing but blanks'; text = '  ' }
            @{ what = 'two lines'; text = "first`nsecond" }
            @{ what = 'a whole Cookie header'; text = 'a=very-secret-1; refreshToken=very-secret-2' }
            @{ what = 'letters that no cookie has'; text = 'very-secret-ключ' }
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

        It 'says so when the session is wrong or over' {
            $token = ConvertTo-Secret 'cookie-of.no-session'
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -RefreshToken $token } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' "refused the member's session", 'Sign in again'
            Get-SandboxRequest '/auth/access-token' | Should -HaveCount 1
        }
    }

    Context 'with -AccessToken' {
        It 'takes a token<what>' -ForEach @{ what = ''; before = '' }, @{ what = ' with its scheme'; before = 'Bearer ' } {
            $token = ConvertTo-Secret ($before + (Get-MemberToken))
            Clear-Sandbox
            $connection = Connect-OwoxDataMarts -Origin $Sandbox.origin -AccessToken $token
            $connection.Member | Should -BeExactly $Sandbox.memberEmail
            $connection.Kind | Should -Be 'Member'
            (Get-SandboxRequest).path | Should -Be '/api/auth/context'
            @(Get-OwoxApiKey).Id | Should -Contain (Get-KeyPart $Sandbox.apiKey).apiKeyId
        }

        It 'refuses <what> before any request' -ForEach @(
            @{ what = 'nothing but its scheme'; text = 'Bearer ' }
            @{ what = 'a blank inside'; text = 'very secret' }
            @{ what = 'letters that no token has'; text = 'very-secret-ключ' }
        ) {
            $token = ConvertTo-Secret $text
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -AccessToken $token } 'Owox.AccessTokenMalformed' InvalidArgument 'Owox.OwoxConfigurationException' 'access token is malformed'
            Get-SandboxRequest | Should -BeNullOrEmpty
        }

        It 'ends with one clear error when the token is refused' {
            $token = ConvertTo-Secret 'aaa.bbb.ccc'
            Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -AccessToken $token } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' 'refused the access token', 'cannot be renewed', '-RefreshToken'
            (Get-SandboxRequest).status | Should -Be 401
        }

        It 'ends with the same error when it runs out later' {
            $token = ConvertTo-Secret (Get-MemberToken)
            $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -AccessToken $token
            $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/tokens" -Method Delete
            Clear-Sandbox
            Assert-Failure { Get-OwoxApiKey } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' 'refused the access token', 'its hour is over'
            Get-SandboxRequest | Should -HaveCount 1
        }
    }

    It 'warns of -<parameter> as plain text, without quoting it' -ForEach @{ parameter = 'RefreshToken' }, @{ parameter = 'AccessToken' } {
        $text = if ($parameter -eq 'RefreshToken') { Get-MemberCookie } else { Get-MemberToken }
        $with = @{ $parameter = $text }
        $connection = Connect-OwoxDataMarts -Origin $Sandbox.origin @with -WarningVariable warnings -WarningAction SilentlyContinue
        $connection.Member | Should -BeExactly $Sandbox.memberEmail
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "*-$parameter was specified as plain text*SecureString*"
        $warnings[0].Message | Should -Not -BeLike "*$text*"
    }

    It 'refuses the origin <origin> before anything is sent' -ForEach @(
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

    It 'says so when its session was ended elsewhere' {
        $cookie = Get-MemberCookie
        $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -RefreshToken (ConvertTo-Secret $cookie)
        $null = Invoke-WebRequest "$($Sandbox.origin)/auth/better-auth/sign-out" -Method Post -Headers @{ Cookie = "refreshToken=$cookie"; Origin = $Sandbox.origin }
        $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/tokens" -Method Delete
        Assert-Failure { Get-OwoxDataMart } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' "refused the member's session"
    }

    It 'carries every other cmdlet' {
        $null = Connect-Member
        @(Get-OwoxDataMart -Title Orders) | Should -HaveCount 1
        @(Get-OwoxStorage).Count | Should -BeGreaterThan 0
        @(Get-OwoxDestination).Count | Should -BeGreaterThan 0
        @(Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3) | Should -HaveCount 3
        (Test-OwoxConnection).IsAuthenticated | Should -BeTrue
        (Get-OwoxConnection -Current).Kind | Should -Be 'Member'
        Get-SandboxRequest '/api/*' | Where-Object { $_.headers.PSObject.Properties.Name -like '*api-key-id' } | Should -BeNullOrEmpty
    }

    It 'of a viewer sees what a viewer may see' {
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

    It 'signs out a session that was begun with -Credential<how>' -ForEach @{ how = ''; with = @{} }, @{ how = ' with -All'; with = @{ All = $true } } {
        $null = Connect-Member
        Clear-Sandbox
        Disconnect-OwoxDataMarts @with
        $request = Get-SandboxRequest '/auth/better-auth/sign-out' POST
        $request.status | Should -Be 200
        $request.hasCookie | Should -BeTrue
        Get-OwoxConnection | Should -BeNullOrEmpty
    }

    It 'leaves the cookie of such a session worthless' {
        # Nothing shows the cookie, so the test looks where it is kept.
        $connection = Connect-Member
        $hidden = [System.Reflection.BindingFlags]'Instance, NonPublic'
        $session = $connection.GetType().GetProperty('Session', $hidden).GetValue($connection)
        $issuer = $session.GetType().GetField('_signedIn', $hidden).GetValue($session)
        $cookie = $issuer.Cookie.Value
        Get-MemberToken $cookie | Should -Not -BeNullOrEmpty
        Disconnect-OwoxDataMarts
        Get-MemberToken $cookie | Should -BeNullOrEmpty
    }

    It 'leaves a cookie alone that was handed over' {
        $cookie = Get-MemberCookie
        $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -RefreshToken (ConvertTo-Secret $cookie)
        Disconnect-OwoxDataMarts
        Get-SandboxRequest '*sign-out*' | Should -BeNullOrEmpty
        Get-MemberToken $cookie | Should -Not -BeNullOrEmpty
    }

    It 'closes the connection all the same when signing out fails, and warns' {
        $connection = Connect-Member
        Add-Fault 'POST /auth/better-auth/sign-out' status @{ status = 500 }
        Disconnect-OwoxDataMarts -WarningVariable warnings -WarningAction SilentlyContinue
        $connection.IsOpen | Should -BeFalse
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '*could not be signed out*7 days*'
    }
}
