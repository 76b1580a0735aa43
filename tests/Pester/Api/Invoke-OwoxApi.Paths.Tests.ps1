# Invoke-OwoxApi: the paths that it sends, and the paths that it rejects before it requests a token.

BeforeDiscovery {
    $hostile = @(
        # Not below /api/.
        '', ' ', '/', '.', '..', 'api/data-marts', 'data-marts', '/api', '/api/', '/apis/data-marts', '/API/data-marts', '/Api/data-marts'
        '/auth/access-token', '/mcp', '/oauth/token', '/sandbox/requests', '?x=/api/', '#/api/'
        # Another host.
        '//evil.example/api/data-marts', '///evil.example/api/', '////evil.example', 'https://evil.example/api/data-marts', 'HTTPS://evil.example/api/'
        'http://127.0.0.1/api/data-marts', 'ftp://evil.example/api/', 'javascript://x/api/', 'file:///api/x', 'evil.example/api/data-marts'
        '@evil.example/api/', 'user:word@evil.example/api/', '/api@evil.example/', '/api/@evil.example/x', '/api/user:word@evil.example', ':80/api/x', '/api:80/x'
        # Traversal.
        '/api/..', '/api/../auth/access-token', '/api/./../x', '/api/.', '/api/./data-marts', '/api/data-marts/..', '/api/data-marts/../../auth/sign-out'
        '/api/...', '/api/data-marts/....//x', '/api/%2e%2e/x', '/api/%2E%2E/x', '/api/.%2e/x', '/api/%2e./x', '/api/%2e', '/api/data-marts/%2e%2e'
        '/api/..;/x', '/api/..;a=b/x', '/api/.;/x', '/api/..%3b/x', '/api/;/x', '/api/%20../x', '/api/..%20/x', '/api/%20/x'
        # Separators, encoded and not.
        '/api/data-marts%2f..', '/api/data-marts%2Fx', '/api/%2f%2fevil.example', '/api/a%5cb', '/api/a%5Cb', '/api/%5c%5cevil.example', '/api/a%25b'
        '/api/%252e%252e/x', '/api/%252f', '/api/%25%32%66', '\api\data-marts', '/api\..\x', '/api/data-marts\..', '/\evil.example/api/', '/api/\\evil.example'
        '/api//data-marts', '/api//evil.example', '/api/data-marts//x', '/api///'
        # Characters that an address cannot contain.
        "/api/data-marts`n", "/api/x`r`nHost: evil.example", "/api/x`r`nX-Injected: 1", "/api/`0", "/api/x`t", "`n/api/x", ' /api/data-marts', '/api/data marts'
        "/api/$([char]0x7f)", "/api/$([char]0x85)", "/api/$([char]0xa0)x", "/api/$([char]0x2028)x", "/api/$([char]0x2025)/x", "/api/$([char]0xff0f)x", "/api/$([char]0xff0e)$([char]0xff0e)/x"
        "/api/$([char]0x430)", "$([char]0xfeff)/api/x", "/api/$([char]0xd800)", '/api/%00', '/api/x%0d%0aX-Injected:1', '/api/%0a', '/api/%7f', '/api/%c0%af', '/api/%c0%ae%c0%ae/x', '/api/%ef%bc%8f', '/api/%e2%80%a5/x'
        '/api/%', '/api/%2', '/api/%zz', '/api/%u002e', '/api/%-1', '/api/% 2f', '/api/{id}', '/api/<x>', '/api/x|y', '/api/x^y', '/api/x`y', '/api/x"y', '/api/[x]'
        # Fragments and invalid queries.
        '/api/data-marts#x', '/api/data-marts#/../x', '/api/#', '/api/data-marts?x=1#y', '/api/data-marts?x=a b', "/api/data-marts?x=`n", '/api/data-marts?x=\', '/api/data-marts?x=%', '/api/data-marts?x=%g0', '/api/data-marts?x=<', '/api/data-marts?x=[1]', "/api/data-marts?x=$([char]0xfc)"
        # Paths that a proxy or server could decode twice or read in another form.
        '/api/%252F..', '/api/x%2F%2E%2E%2Fauth', '/api/x%2f%2e%2e', '/api/%25252e%25252e/x', '/api/%252e%252e%252fauth', '/api/x%255c..', '/api/x%5C..%5Cauth', '/api/x%25', '/api/x%253b..'
        "/api/x$([char]0x2215)..", "/api/x$([char]0xff3c)..", "/api/$([char]0x2024)$([char]0x2024)/x", "/api/$([char]0xff05)2e", '/api/%f0%80%80%af', '/api/%e0%80%af', '/api/%u2215', '/api/%uff0f'
        '/api/..%09/x', '/api/%09../x', '/api/.%2e%20/x', '/api/../api/data-marts', '/api/x/../data-marts', '/api/%2e%2e/api/data-marts', '/api/..../../x', '/api/x/%2e%2e;/y', '/api/x;/../y', '/api/x/..;jsessionid=1'
        '/\\evil.example/api/', '/%2f/evil.example', '/%5cevil.example', "/`t/evil.example", "/api`t/x", "/ap`ni/x", "/api/`u{202e}x", '//@evil.example/api/', '//[::1]/api/x', '//127.0.0.1:80/api/', '\\evil.example\api\', 'https:/api/x', 'https:api/x'
        '/api/x?y=%5', '/api/x?y=a%zzb', '/api/x?y=`z', '/api/x?{}', '/api/x?y="', '/api/x?y=^', "/api/x?y=`r`nHost: evil.example", '/api/data-marts?#', '/api?x=/api/', '/api;/x', '/api%2fx', '/api%2e/x', '/%61pi/data-marts', '/apі/data-marts'
        # Too long.
        ('/api/' + 'a' * 2044), ('/api/data-marts?x=' + 'a' * 2031), ('/api/' + '%41' * 2000), ('/api/' + 'a/' * 60000)
        # Text that a pipeline agent would run as a command.
        '##vso[task.setvariable variable=x]y', '/api/##[error]x'
    )
    $cases = $hostile.ForEach({ @{ path = $_; shown = -join ($_.Substring(0, [Math]::Min(50, $_.Length)).ToCharArray().ForEach({ if ($_ -gt ' ' -and $_ -lt [char]127 -and $_ -notin '<', '>') { $_ } else { '\x{0:x2}' -f [int] $_ } })) } })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ tokenLifetime = '00:00:01' }
    $null = Connect-Sandbox

    # The token has expired by now, so each call begins with an exchange.
    Start-Sleep -Milliseconds 1200
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Invoke-OwoxApi -Path' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'rejects an invalid path before it requests a token: <shown>' -ForEach $cases {
        $failure = Get-Failure { Invoke-OwoxApi -Path $path }
        if ($path) {
            $failure.FullyQualifiedErrorId | Should -Be 'Owox.ApiPathInvalid,Owox.PowerShell.Commands.Api.InvokeOwoxApiCommand'
            $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $failure.Exception | Should -BeOfType 'Owox.OwoxConfigurationException'
            $failure.Exception.Message | Should -BeLike 'The path cannot be used: *Specify a path below /api/ on the server of the connection*'
            "$failure $($failure.TargetObject)" | Should -Not -Match '[\x00-\x1f\x7f]|##vso|##\['
        }
        else {
            $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError*'
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is tested with more than 60 different invalid paths' -ForEach @(@{ Count = $cases.Count; Different = [System.Collections.Generic.HashSet[string]]::new([string[]] $cases.path, [StringComparer]::Ordinal).Count }) {
        $Different | Should -BeGreaterThan 60
        $Different | Should -Be $Count
    }

    It 'reports what is wrong with a path: <says>' -ForEach @(
        @{ path = 'data-marts'; says = 'it does not begin with /api/' }
        @{ path = 'https://app.owox.com/api/data-marts'; says = 'it contains a host, but the access token is only sent to the host of the connection' }
        @{ path = '/api/../auth'; says = "it contains a segment that is '.' or '..'" }
        @{ path = '/api//x'; says = 'it contains an empty segment' }
        @{ path = '/api/a%2Fb'; says = 'it contains an encoded separator' }
        @{ path = '/api/a b'; says = 'it contains a space' }
        @{ path = '/api/x#y'; says = 'its path contains ''#''' }
        @{ path = '/api/x?y=a|b'; says = 'its query contains ''|''', 'Specify such values with -Query, which encodes them.' }
        @{ path = '/api/x%4'; says = 'a % that is not followed by two hexadecimal digits' }
        @{ path = '/api/' + 'x' * 2050; says = 'with its query it has 2055 characters, but the maximum is 2048' }
    ) {
        Assert-Failure { Invoke-OwoxApi $path } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
    }

    It 'accepts encoded characters outside ASCII: <path>' -ForEach @(
        @{ path = '/api/%E2%9C%93' }
        @{ path = '/api/data-marts/Gr%C3%BC%C3%9Fe' }
        @{ path = '/api/%F0%9F%9A%80/x' }
        @{ path = '/api/%E5%90%8D%E5%89%8D' }
    ) {
        Assert-Failure { Invoke-OwoxApi $path } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException
        Get-SandboxRequest '/api/*' GET | Where-Object path -NotLike '*exchange' | Should -HaveCount 1
    }

    It 'rejects encoded bytes that are not UTF-8 or look like separators: <path>' -ForEach @(
        @{ path = '/api/%FC'; says = 'encoded bytes that are not valid UTF-8' }
        @{ path = '/api/%E2%9C'; says = 'encoded bytes that are not valid UTF-8' }
        @{ path = '/api/%ED%A0%80'; says = 'encoded bytes that are not valid UTF-8' }
        @{ path = '/api/a%EF%BC%BCb'; says = 'looks like one of these' }
        @{ path = '/api/a%EF%BC%852e'; says = 'looks like one of these' }
        @{ path = '/api/%EF%BC%8E%EF%BC%8E/x'; says = "it contains a segment that is '.' or '..'" }
        @{ path = '/api/%C2%85'; says = 'control character' }
    ) {
        Assert-Failure { Invoke-OwoxApi $path } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects an invalid path for every method, also with -WhatIf: <_>' -ForEach 'Post', 'Put', 'Patch', 'Delete' {
        Assert-Failure { Invoke-OwoxApi '/api/../auth/sign-out' -Method $_ -Body @{} -WhatIf } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException
        Assert-Failure { Invoke-OwoxApi '/api/../auth/sign-out' -Method $_ -Confirm:$false } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects an invalid path before it looks for the connection' {
        Assert-Failure { Invoke-OwoxApi '//evil.example' -Connection 'none of this name' } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException
        Assert-Failure { Invoke-OwoxApi '/api/data-marts' -Connection 'none of this name' } -Id Owox.NotConnected -Category InvalidArgument -Type Owox.OwoxConfigurationException
    }

    It 'rejects an invalid path with -AsStream, -Paginate, -Raw and -OutFile' {
        foreach ($how in @{ AsStream = $true }, @{ Paginate = $true }, @{ Raw = $true }, @{ OutFile = Join-Path $TestDrive 'x' }) {
            Assert-Failure { Invoke-OwoxApi '/api/%2e%2e/x' @how } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException
        }
        Get-SandboxRequest | Should -BeNullOrEmpty
        Join-Path $TestDrive 'x' | Should -Not -Exist
    }

    It 'rejects a path that is too long with its encoded query' {
        $longest = 2048 - '/api/none/x?q='.Length
        foreach ($many in @{ q = 'x' * ($longest + 1) }, @{ q = ' ' * ($longest / 3 + 1) }, @{ q = 'ü' * ($longest / 6 + 1) }, @{ q = '名' * ($longest / 9 + 1) }, @{ ('x' * 2048) = '' }, @{ q = @('x') * 700 }) {
            Assert-Failure { Invoke-OwoxApi '/api/none/x' -Query $many } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'with its query it has', '2048'
        }

        Assert-Failure { Invoke-OwoxApi ('/api/none/x?a=' + 'a' * 2000) -Query @{ q = 'x' * 40 } } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'with its query it has 2057 characters'
        Get-SandboxRequest | Should -BeNullOrEmpty

        # The maximum length is accepted.
        Assert-Failure { Invoke-OwoxApi '/api/none/x' -Query @{ q = 'x' * $longest } } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException
        (Get-SandboxRequest '/api/none/*').query.Length | Should -Be ($longest + 3)
    }

    It 'rejects a huge query without delay' {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Assert-Failure { Invoke-OwoxApi '/api/data-marts' -Query @{ q = 'ü' * 50MB } } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'with its query it has more than 2048 characters'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 20
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects a query value that is not a single value: <says>' -ForEach @(
        @{ query = @{ q = [pscustomobject]@{ kind = 'today' } }; says = "the value of 'q' in the query is an object, not a single value" }
        @{ query = @{ q = [pscustomobject]@{ a = 1 } }; says = 'is an object' }
        @{ query = @{ q = $(if ($false) { 1 }) }; says = 'is null; omit the name' }
        @{ query = @{ q = [DBNull]::Value }; says = 'is null' }
        @{ query = @{ q = @{ kind = 'today' } }; says = 'is a hashtable' }
        @{ query = @{ q = 1, @{ a = 1 } }; says = 'is a hashtable' }
        @{ query = @{ q = @(1, @(2, 3)) }; says = 'is a Object`[`], not a single value' }
        @{ query = @{ q = { 1 } }; says = 'is a ScriptBlock' }
        @{ query = @{ q = [securestring]::new() }; says = 'is a SecureString' }
        @{ query = @{ q = 1, $null }; says = 'is null; omit the name' }
        @{ query = @{ q = "a$([char]0xd800)b" }; says = 'its query contains an unpaired surrogate' }
        @{ query = @{ "$([char]0xdc00)" = 1 }; says = 'its query contains an unpaired surrogate' }
    ) {
        Assert-Failure { Invoke-OwoxApi '/api/data-marts' -Query $query } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects a query that is null or text' {
        (Get-Failure { Invoke-OwoxApi '/api/data-marts' -Query $null }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError*'
        (Get-Failure { Invoke-OwoxApi '/api/data-marts' -Query 'a=1' }).FullyQualifiedErrorId | Should -BeLike 'CannotConvertArgumentNoMessage*'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects a query that is too long or cannot be encoded' {
        Assert-Failure { Invoke-OwoxApi '/api/data-marts' -Query @{ q = 'x' * 2040 } } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'with its query it has 2058 characters'
        Assert-Failure { Invoke-OwoxApi '/api/data-marts' -Query @{ q = $null } } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "the value of 'q' in the query is null"
        Assert-Failure { Invoke-OwoxApi '/api/data-marts' -Query @{ q = @{ a = @{} } } } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "the value of 'q' in the query is a hashtable"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}

Describe 'Invoke-OwoxApi with a valid path' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'sends the path unchanged to the connection''s own server: <shown>' -ForEach @(
        '/api/data-marts', '/api/data-storages', '/api/data-marts/', '/api/data-marts?offset=0', '/api/none/pmk_A-b~c.d', '/api/none/a%20b', '/api/none/..a', '/api/none/a..b', '/api/none/x.ndjson'
        "/api/none/!`$&'()*+,;=:", '/api/search?q=a%2Fb%25c%5Cd', '/api/search?q=https://example.com/?x@y', '/api/search?q=../..'
        '/api/none/' + 'x' * 2038
    ).ForEach({ @{ path = $_; shown = $_.Substring(0, [Math]::Min(50, $_.Length)) } }) {
        try { $null = Invoke-OwoxApi $path } catch { $_.FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*' }
        $sent = @(Get-SandboxRequest)
        $sent[-1].path + $sent[-1].query | Should -BeExactly $path
        $sent[-1].hasToken | Should -BeTrue
    }

    It 'exchanges the API key first, because the token has expired' {
        Start-Sleep -Milliseconds 1200
        $null = Invoke-OwoxApi '/api/data-storages'
        (Get-SandboxRequest).path | Should -Be '/api/auth/api-keys/exchange', '/api/data-storages'
    }

    It 'encodes each value of the query' {
        $query = [ordered]@{ lines = "a`r`nHost: evil.example"; mark = '#?&=+%'; up = '/../..'; smile = "$([char]0xd83d)$([char]0xde00)"; nul = "`0" }
        Assert-Failure { Invoke-OwoxApi '/api/none/x' -Query $query } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException
        $sent = (Get-SandboxRequest '/api/none/*').query
        $sent | Should -BeExactly '?lines=a%0D%0AHost%3A%20evil.example&mark=%23%3F%26%3D%2B%25&up=%2F..%2F..&smile=%F0%9F%98%80&nul=%00'
        Assert-Failure { Invoke-OwoxApi '/api/none/y?' -Query @{ a = 1 } } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException
        (Get-SandboxRequest '/api/none/y').query | Should -BeExactly '?a=1'
    }

    It 'does not follow a redirect with <status> to <where>' -ForEach @(
        foreach ($status in 301, 302, 303, 307, 308) {
            @{ status = $status; where = 'another server'; location = 'https://evil.example/api/data-storages?secret'; says = 'it redirects to https://evil.example' }
            @{ status = $status; where = 'the same server'; location = '/api/data-storages'; says = 'it redirects to another path' }
            @{ status = $status; where = 'a host without a scheme'; location = '//evil.example/x'; says = 'it redirects to http://evil.example' }
        }
        @{ status = 302; where = 'no location'; location = $null; says = '302' }
    ) {
        $headers = if ($location) { @{ Location = $location } } else { @{} }
        Add-Fault '/api/thing' status @{ status = $status; headers = $headers; times = 0 }
        foreach ($how in @{}, @{ Method = 'Post'; Body = @{ a = 1 } }, @{ Raw = $true }, @{ AsStream = $true }, @{ Paginate = $true }, @{ OutFile = Join-Path $TestDrive 'led' }) {
            Assert-Failure { Invoke-OwoxApi '/api/thing' @how } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'Redirects are not followed', $says
        }

        @(Get-SandboxRequest '/api/thing') | Should -HaveCount 6
        @(Get-SandboxRequest '/api/data-storages') | Should -BeNullOrEmpty
        Join-Path $TestDrive 'led' | Should -Not -Exist
    }
}
