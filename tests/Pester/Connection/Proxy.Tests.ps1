# Connections through a proxy that needs credentials. Only the proxy can resolve sandbox.test, so each request to it used the proxy.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Network.psm1')
    Start-OwoxTest @{ https = $true; proxy = $true; rows = 20000 } -Timing @{ RetryDelay = 0.05 }
    $authority = New-AuthorityFile $TestDrive
    $proxy = $Sandbox.proxy.address
    $signIn = Get-ProxyCredential
    $refused = @{ Id = 'Owox.ProxyRefused'; Category = 'ConnectionError'; Type = 'Owox.OwoxConnectionException' }
    $failed = @{ Id = 'Owox.ConnectionFailed'; Category = 'ConnectionError'; Type = 'Owox.OwoxConnectionException' }
    $invalid = @{ Id = 'Owox.ProxyInvalid'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }
    $ways = @{
        http  = @{ Origin = 'http://sandbox.test'; With = @{ AllowUnencrypted = $true; Proxy = $proxy } }
        https = @{ Origin = 'https://sandbox.test'; With = @{ CertificateAuthority = $authority; Proxy = $proxy } }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts -Proxy, <_>' -ForEach 'http', 'https' {
    BeforeAll {
        $way = $ways[$_]
    }

    It 'connects with -ProxyCredential, and so do all cmdlets' {
        $connection = Connect-ToOrigin $way.Origin ($way.With + @{ ProxyCredential = $signIn; Name = 'through' })
        $connection.Origin | Should -Be $way.Origin
        Test-OwoxConnection -Connection through | Should -Not -BeNullOrEmpty
        (Get-OwoxStorage -Connection through).Title | Should -Contain 'Shop Warehouse'
        @(Export-OwoxDataMart $Sandbox.dataMarts.orders -Connection through).Count | Should -BeGreaterThan 10
        $written = Export-OwoxDataMart $Sandbox.dataMarts.events -Connection through -Path (Join-Path $TestDrive "$_.csv") -Force
        $written.Rows | Should -Be 20000
    }

    It 'shows the proxy''s password in no stream, view, file or error' {
        $password = $Sandbox.proxy.password
        $wrong = 'wrong-proxy-pw-7431'
        $all = & {
            $connection = Connect-ToOrigin $way.Origin ($way.With + @{ ProxyCredential = $signIn; Name = 'shown'; Verbose = $true; Debug = $true })
            $connection | Format-List * -Force
            $connection | ConvertTo-Json -Depth 10
            $null = Get-OwoxStorage -Connection shown -Verbose -Debug
            $connection | Export-Clixml (Join-Path $TestDrive 'shown.xml')
            Get-Content (Join-Path $TestDrive 'shown.xml')
            $failure = Get-Failure { Connect-ToOrigin $way.Origin ($way.With + @{ ProxyCredential = Get-ProxyCredential $wrong; Verbose = $true; Debug = $true }) }
            $failure | Format-List * -Force
            if (Get-Command Get-Error -ErrorAction Ignore) { $failure | Get-Error }
        } *>&1 | Out-String -Width 4000
        $all | Should -BeLike '*/api/*'
        foreach ($secret in $password, $wrong) {
            $pair = "$($Sandbox.proxy.user):$secret"
            foreach ($form in $secret, [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($pair)), [BitConverter]::ToString([System.Text.Encoding]::Unicode.GetBytes($secret)).Replace('-', '')) {
                $all | Should -Not -BeLike "*$form*"
            }
        }
    }

    It 'reports that the proxy needs credentials' {
        Assert-Failure { Connect-ToOrigin $way.Origin $way.With } @refused -Says "The proxy $proxy rejected the connection to $($way.Origin)", 'it requires authentication (407)', '-ProxyCredential', '-ProxyUseDefaultCredentials'
    }

    It 'reports wrong credentials without showing them' {
        $wrong = @{ ProxyCredential = Get-ProxyCredential 'wrong-secret-77' }
        Assert-Failure { Connect-ToOrigin $way.Origin ($way.With + $wrong) } @refused -Says 'it rejected the specified credentials (407)', 'Check the user name and the password'
        $all = Get-Failure { Connect-ToOrigin $way.Origin ($way.With + $wrong) } | ForEach-Object { $_ | Format-List * -Force; $_.Exception.ToString() } | Out-String -Width 500
        $all | Should -Not -BeLike '*wrong-secret-77*'
    }

    It 'reports that the account''s credentials are rejected' {
        Assert-Failure { Connect-ToOrigin $way.Origin ($way.With + @{ ProxyUseDefaultCredentials = $true }) } @refused -Says 'it rejected the credentials of this account (407)', 'connect with -ProxyCredential'
    }

    It 'reports a refused connection to the proxy' {
        $with = $way.With.Clone()
        $with.Proxy = "http://127.0.0.1:$(Get-ClosedPort)"
        Assert-Failure { Connect-ToOrigin $way.Origin $with } @failed -Says "The connection to the proxy $($with.Proxy) for $($way.Origin) failed: the connection was refused", '-NoProxy'
    }

    It 'reports that the proxy''s name is unknown' {
        $with = $way.With.Clone()
        $with.Proxy = 'http://proxy.example.invalid:8080'
        Assert-Failure { Connect-ToOrigin $way.Origin $with } @failed -Says "The connection to the proxy http://proxy.example.invalid:8080 for $($way.Origin) failed", "the host name 'proxy.example.invalid' cannot be resolved"
    }
}

Describe 'Connect-OwoxDataMarts and proxies' {
    It 'requires -AllowUnencrypted for an http origin: <what>' -ForEach @(
        @{ what = 'an API key'; with = { @{ ApiKey = ConvertTo-Secret $Sandbox.apiKey } } }
        @{ what = 'a password'; with = { @{ Origin = $Sandbox.origin; Credential = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword)) } } }
        @{ what = 'a refresh token'; with = { @{ Origin = $Sandbox.origin; RefreshToken = ConvertTo-Secret 'abcdefgh' } } }
        @{ what = 'an access token'; with = { @{ Origin = $Sandbox.origin; AccessToken = ConvertTo-Secret 'abcdefgh' } } }
    ) {
        $with = & $with
        Assert-Failure { Connect-OwoxDataMarts @with -Proxy $proxy -ProxyCredential $signIn } -Id Owox.ProxyNotAllowed -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "the proxy $proxy could read the key", '-NoProxy'
    }

    It 'signs a member in and out through a proxy' {
        $member = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword))
        $null = Connect-OwoxDataMarts -Origin 'https://sandbox.test' -Credential $member -Proxy $proxy -ProxyCredential $signIn -CertificateAuthority $authority -Name member
        Get-OwoxApiKey -Connection member | Should -Not -BeNullOrEmpty
        Disconnect-OwoxDataMarts member -ErrorAction Stop
        @(Get-SandboxRequest '/auth/better-auth/sign-out').status | Should -Contain 200
    }

    It 'reports that the proxy does not allow a host' {
        Assert-Failure { Connect-ToOrigin 'https://blocked.test' @{ Proxy = $proxy; ProxyCredential = $signIn } } @refused -Says 'it returned status 403', 'It may not know this host, or may not allow connections to it'
    }

    It 'reports an invalid certificate behind a proxy as a TLS error' {
        Assert-Failure { Connect-ToOrigin $Sandbox.https.expired @{ Proxy = $proxy; ProxyCredential = $signIn; CertificateAuthority = $authority } } -Id Owox.TlsFailed -Category ConnectionError -Type Owox.OwoxConnectionException -Says 'expired on 2025-04-01'
    }

    It 'times out after -ConnectionTimeoutSec when the proxy does not respond' {
        $silent = New-SilentPort
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $with = @{ Proxy = "http://127.0.0.1:$($silent.LocalEndpoint.Port)"; ConnectionTimeoutSec = 1; TimeoutSec = 30 }
        Assert-Failure { Connect-ToOrigin 'https://sandbox.test' $with } -Id Owox.TimedOut -Category ConnectionError -Type Owox.OwoxConnectionException -Says "through the proxy $($with.Proxy)", 'within 1 s', '-ConnectionTimeoutSec'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 15
        $silent.Stop()
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'an address with a password'; with = @{ Proxy = 'http://me:precious-pw@proxy.example.com:8080' }; says = 'a user name or a password' }
        @{ what = 'another scheme'; with = @{ Proxy = 'ftp://proxy.example.com' }; says = 'it is not an http address', 'http://proxy.example.com:8080' }
        @{ what = 'only a host name'; with = @{ Proxy = 'proxy.example.com' }; says = 'it is not an http address' }
        @{ what = 'a path'; with = @{ Proxy = 'http://proxy.example.com/proxy.pac' }; says = 'it contains a path' }
        @{ what = '-NoProxy with -Proxy'; with = @{ NoProxy = $true; Proxy = 'http://proxy.example.com:8080' }; says = 'Omit -NoProxy' }
        @{ what = 'two kinds of credentials'; with = @{ ProxyUseDefaultCredentials = $true; ProxyCredential = [pscredential]::new('a', [securestring]::new()) }; says = 'Specify one of them' }
    ) {
        Assert-Failure { Connect-Sandbox -With $with } @invalid -Says $says
        $all = Get-Failure { Connect-Sandbox -With $with } | ForEach-Object { $_.Exception.ToString(); "$($_.TargetObject)" } | Out-String
        $all | Should -Not -BeLike '*precious-pw*'
    }
}

Describe 'The proxy of the system' {
    BeforeAll {
        $certificates = "-CertificateAuthority '$authority'"
        $key = "-ApiKey ([System.Net.NetworkCredential]::new('', '$(Get-KeyForOrigin 'https://sandbox.test')').SecurePassword)"
        $credential = "([pscredential]::new('$($Sandbox.proxy.user)', ([System.Net.NetworkCredential]::new('', '$($Sandbox.proxy.password)').SecurePassword)))"
        $environment = @{ HTTPS_PROXY = $proxy; NO_PROXY = '' }

        # Returns the origin of the connection, or the ID and the message of the error.
        function Invoke-Connect([string] $Parameters, [hashtable] $Environment) {
            (Invoke-FreshShell "try { (Connect-OwoxDataMarts $Parameters).Origin } catch { `$_.FullyQualifiedErrorId + ' ' + `$_.Exception.Message }" $Environment).Output
        }
    }

    It 'is used with -ProxyCredential' {
        Invoke-Connect "$key $certificates -ProxyCredential $credential" $environment | Should -BeLike 'https://sandbox.test*'
    }

    It 'is used with the credentials in the variable, which no message shows' {
        $address = [uri] $proxy
        $with = $environment.Clone()
        $with.HTTPS_PROXY = "http://$($Sandbox.proxy.user):$($Sandbox.proxy.password)@$($address.Authority)"
        Invoke-Connect "$key $certificates" $with | Should -BeLike 'https://sandbox.test*'
        $with.HTTPS_PROXY = "http://me:precious-pw@$($address.Authority)"
        $output = Invoke-Connect "$key $certificates" $with
        $output | Should -BeLike "Owox.ProxyRefused,*The proxy $proxy rejected the connection to https://sandbox.test*(407)*"
        $output | Should -Not -BeLike '*precious-pw*'
    }

    It 'is named in the error when it needs credentials' {
        Invoke-Connect "$key $certificates" $environment | Should -BeLike "Owox.ProxyRefused,*The proxy $proxy rejected the connection*it requires authentication (407)*-ProxyCredential*"
    }

    It 'is named in the error together with the entries of NO_PROXY that .NET ignores' {
        $with = @{ HTTPS_PROXY = "http://127.0.0.1:$(Get-ClosedPort)"; NO_PROXY = '.known.test,*.sandbox.test,sandbox.test:443,10.0.0.0/8' }
        Invoke-Connect "$key $certificates" $with | Should -BeLike "Owox.ConnectionFailed,*NO_PROXY has entries that .NET ignores: '[*].sandbox.test' (write .sandbox.test); 'sandbox.test:443' (write sandbox.test, without the port); '10.0.0.0/8' (*"
        $with.HTTPS_PROXY = $proxy
        Invoke-Connect "$key $certificates" $with | Should -BeLike "Owox.ProxyRefused,*'[*].sandbox.test' (write .sandbox.test)*"
        $with.NO_PROXY = '.known.test'
        Invoke-Connect "$key $certificates" $with | Should -Not -BeLike '*NO_PROXY has*'
    }

    It 'is overridden by -Proxy' {
        $unreachable = @{ HTTPS_PROXY = "http://127.0.0.1:$(Get-ClosedPort)"; NO_PROXY = '' }
        Invoke-Connect "$key $certificates" $unreachable | Should -BeLike "Owox.ConnectionFailed,*The connection to the proxy $($unreachable.HTTPS_PROXY) for * failed*"
        Invoke-Connect "$key $certificates -Proxy $proxy -ProxyCredential $credential" $unreachable | Should -BeLike 'https://sandbox.test*'
    }

    It 'is not used with -NoProxy' {
        Invoke-Connect "$key $certificates" $environment | Should -BeLike 'Owox.ProxyRefused,*'
        Invoke-Connect "$key $certificates -NoProxy" $environment | Should -BeLike "Owox.ConnectionFailed,*the host name 'sandbox.test' cannot be resolved*"
    }

    It 'is not used for a server on this computer: <what>' -ForEach @(
        @{ what = 'http'; origin = { $Sandbox.origin } }
        @{ what = 'http and the name localhost'; origin = { $Sandbox.origin.Replace('127.0.0.1', 'localhost') } }
        @{ what = 'https'; origin = { $Sandbox.https.good } }
    ) {
        $unreachable = "http://127.0.0.1:$(Get-ClosedPort)"
        $origin = & $origin
        $local = "-ApiKey ([System.Net.NetworkCredential]::new('', '$(Get-KeyForOrigin $origin)').SecurePassword) $certificates"
        Invoke-Connect $local @{ http_proxy = $unreachable; HTTPS_PROXY = $unreachable; ALL_PROXY = $unreachable; NO_PROXY = '' } | Should -BeLike "$origin*"
    }

    It 'receives no secret of an http origin without -AllowUnencrypted' {
        $local = "-ApiKey ([System.Net.NetworkCredential]::new('', '$(Get-KeyForOrigin $Sandbox.origin)').SecurePassword) -Proxy $proxy -ProxyCredential $credential"
        Clear-Sandbox
        Invoke-Connect $local $environment | Should -BeLike "Owox.ProxyNotAllowed,*The origin $($Sandbox.origin) is not encrypted, so the proxy $proxy could read the key*-AllowUnencrypted*"
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
        Invoke-Connect "$local -AllowUnencrypted" $environment | Should -BeLike "$($Sandbox.origin)*"
    }
}
