# Sandbox: { "tokenLifetime": "00:00:01" }
# Invoke-OwoxApi: which paths are sent, and which are refused before a token is fetched.

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
        # What is no character of an address.
        "/api/data-marts`n", "/api/x`r`nHost: evil.example", "/api/x`r`nX-Injected: 1", "/api/`0", "/api/x`t", "`n/api/x", ' /api/data-marts', '/api/data marts'
        "/api/$([char]0x7f)", "/api/$([char]0x85)", "/api/$([char]0xa0)x", "/api/$([char]0x2028)x", "/api/$([char]0x2025)/x", "/api/$([char]0xff0f)x", "/api/$([char]0xff0e)$([char]0xff0e)/x"
        "/api/$([char]0x430)", "$([char]0xfeff)/api/x", "/api/$([char]0xd800)", '/api/%00', '/api/x%0d%0aX-Injected:1', '/api/%0a', '/api/%7f', '/api/%c0%af', '/api/%c0%ae%c0%ae/x', '/api/%ef%bc%8f', '/api/%e2%80%a5/x'
        '/api/%', '/api/%2', '/api/%zz', '/api/%u002e', '/api/%-1', '/api/% 2f', '/api/{id}', '/api/<x>', '/api/x|y', '/api/x^y', '/api/x`y', '/api/x"y', '/api/[x]'
        # Fragments, and queries that are none.
        '/api/data-marts#x', '/api/data-marts#/../x', '/api/#', '/api/data-marts?x=1#y', '/api/data-marts?x=a b', "/api/data-marts?x=`n", '/api/data-marts?x=\', '/api/data-marts?x=%', '/api/data-marts?x=%g0', '/api/data-marts?x=<', '/api/data-marts?x=[1]', "/api/data-marts?x=$([char]0xfc)"
        # Too long.
        ('/api/' + 'a' * 2044), ('/api/data-marts?x=' + 'a' * 2031), ('/api/' + '%41' * 2000), ('/api/' + 'a/' * 60000)
        # What an agent would obey, were it told.
        '##vso[task.setvariable variable=x]y', '/api/##[error]x'
    )
    $cases = $hostile.ForEach({ @{ path = $_; shown = -join ($_.Substring(0, [Math]::Min(50, $_.Length)).ToCharArray().ForEach({ if ($_ -gt ' ' -and $_ -lt [char]127 -and $_ -notin '<', '>') { $_ } else { '\x{0:x2}' -f [int] $_ } })) } })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    Import-Owox
    $null = Connect-Sandbox

    # The token is over by now: any call at all begins with an exchange.
    Start-Sleep -Milliseconds 1200
}

Describe 'A path that is none of the API' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is refused before a token is fetched: <shown>' -ForEach $cases {
        $failure = Get-Failure { Invoke-OwoxApi -Path $path }
        if ($path) {
            $failure.FullyQualifiedErrorId | Should -Be 'Owox.ApiPathInvalid,Owox.PowerShell.Commands.InvokeOwoxApiCommand'
            $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $failure.Exception | Should -BeOfType 'Owox.OwoxConfigurationException'
            $failure.Exception.Message | Should -BeLike 'The path cannot be called: *A path is one below /api/ of the connection''s own server*'
            "$failure $($failure.TargetObject)" | Should -Not -Match '[\x00-\x1f\x7f]|##vso|##\['
        }
        else {
            $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError*'
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is one of at least 60' -ForEach @(@{ Count = $cases.Count; Different = [System.Collections.Generic.HashSet[string]]::new([string[]] $cases.path, [StringComparer]::Ordinal).Count }) {
        $Different | Should -BeGreaterThan 60
        $Different | Should -Be $Count
    }

    It 'says what is wrong with it: <says>' -ForEach @(
        @{ path = 'data-marts'; says = 'it does not begin with /api/' }
        @{ path = 'https://app.owox.com/api/data-marts'; says = 'it names a host, and the access token goes to the connection''s own alone' }
        @{ path = '/api/../auth'; says = 'a part of it is . or ..' }
        @{ path = '/api//x'; says = 'a part of it is empty' }
        @{ path = '/api/a%2Fb'; says = 'it holds an encoded separator' }
        @{ path = '/api/a b'; says = 'it holds a space' }
        @{ path = '/api/x#y'; says = 'its path holds ''#''' }
        @{ path = '/api/x?y=a|b'; says = 'its query holds ''|''. Give such values with -Query, which encodes them' }
        @{ path = '/api/x%4'; says = 'a % that no two hexadecimal digits follow' }
        @{ path = '/api/' + 'x' * 2050; says = 'with its query it has 2055 characters, and 2048 are the most' }
    ) {
        Assert-Failure { Invoke-OwoxApi $path } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
    }

    It 'is refused for every method, and with -WhatIf: <_>' -ForEach 'Post', 'Put', 'Patch', 'Delete' {
        Assert-Failure { Invoke-OwoxApi '/api/../auth/sign-out' -Method $_ -Body @{} -WhatIf } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException
        Assert-Failure { Invoke-OwoxApi '/api/../auth/sign-out' -Method $_ -Confirm:$false } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is refused where there is no connection, too' {
        Assert-Failure { Invoke-OwoxApi '//evil.example' -Connection 'none of this name' } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException
        Assert-Failure { Invoke-OwoxApi '/api/data-marts' -Connection 'none of this name' } -Id Owox.NotConnected -Category InvalidArgument -Type Owox.OwoxConfigurationException
    }

    It 'is refused with -AsStream, -Paginate, -Raw and -OutFile alike' {
        foreach ($how in @{ AsStream = $true }, @{ Paginate = $true }, @{ Raw = $true }, @{ OutFile = Join-Path $TestDrive 'x' }) {
            Assert-Failure { Invoke-OwoxApi '/api/%2e%2e/x' @how } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException
        }
        Get-SandboxRequest | Should -BeNullOrEmpty
        Join-Path $TestDrive 'x' | Should -Not -Exist
    }

    It 'is refused where the query makes it too long, or cannot be encoded' {
        Assert-Failure { Invoke-OwoxApi '/api/data-marts' -Query @{ q = 'x' * 2040 } } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'with its query it has 2058 characters'
        Assert-Failure { Invoke-OwoxApi '/api/data-marts' -Query @{ q = $null } } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "the value 'q' of its query is null"
        Assert-Failure { Invoke-OwoxApi '/api/data-marts' -Query @{ q = @{ a = @{} } } } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "the value 'q' of its query is a table"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}

Describe 'A path of the API' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is sent as it stands, to the connection''s own server: <shown>' -ForEach @(
        '/api/data-marts', '/api/data-storages', '/api/data-marts/', '/api/data-marts?offset=0', '/api/none/pmk_A-b~c.d', '/api/none/a%20b', '/api/none/..a', '/api/none/a..b', '/api/none/x.ndjson'
        "/api/none/!`$&'()*+,;=:", '/api/search?q=a%2Fb%25c%5Cd', '/api/search?q=https://example.com/?x@y', '/api/search?q=../..'
        '/api/none/' + 'x' * 2038
    ).ForEach({ @{ path = $_; shown = $_.Substring(0, [Math]::Min(50, $_.Length)) } }) {
        try { $null = Invoke-OwoxApi $path } catch { $_.FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*' }
        $sent = @(Get-SandboxRequest)
        $sent[-1].path + $sent[-1].query | Should -BeExactly $path
        $sent[-1].hasToken | Should -BeTrue
    }

    It 'is what begins with an exchange here: the log would show a slip' {
        Start-Sleep -Milliseconds 1200
        $null = Invoke-OwoxApi '/api/data-storages'
        (Get-SandboxRequest).path | Should -Be '/api/auth/api-keys/exchange', '/api/data-storages'
    }

    It 'is not followed where it redirects' {
        Add-Fault 'GET /api/data-storages' status @{ status = 302; headers = @{ Location = 'https://evil.example/api/data-storages' } }
        Assert-Failure { Invoke-OwoxApi '/api/data-storages' } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'Redirects are not followed', 'it redirects to https://evil.example'
        @(Get-SandboxRequest '/api/data-storages') | Should -HaveCount 1
    }
}
