# Calls of every cmdlet, and 500 generated calls of Invoke-OwoxApi, with limited connections: the requests that the sandbox
# receives are compared with rules that are independent of the module's table.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/ReadCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:00.1' } -Timing @{ RetryDelay = 0.01; RunPollInterval = 0.05 }
    $orders = $Sandbox.dataMarts.orders
    $random = [Random]::new(20261201)

    # Every operation in the descriptions of the server.
    $operations = @(foreach ($version in '0.31', '0.35') {
            $paths = (Get-Content (Join-Path $RepositoryFolder "tests/contract/openapi-$version.json") -Raw | ConvertFrom-Json -AsHashtable).paths
            foreach ($path in $paths.Keys.Where({ $_ -like '/api/*' })) {
                $paths[$path].Keys.Where({ $_ -in 'get', 'post', 'put', 'patch', 'delete' }).ForEach({ "$_ $path" })
            }
        }) | Sort-Object -Unique

    # One of the ways to write a path that a server or a proxy could understand like the usual one.
    function Get-Spelling([string] $Path) {
        switch ($random.Next(12)) {
            0 { '/api' + $Path.Substring(4).ToUpperInvariant() }
            1 { $Path + '/' }
            2 { $Path -replace '^/api/', '/api//' }
            3 { $Path -replace '^/api/', '/api/./' }
            4 { $Path -replace '^/api/', '/api/data-marts/../' }
            5 { $Path -replace '^/api/', '/api/data-marts/%2e%2e/' }
            6 { $i = $random.Next(5, $Path.Length); $Path.Substring(0, $i) + '%{0:X2}' -f [int]$Path[$i] + $Path.Substring($i + 1) }
            7 { $Path + ';x=1' }
            8 { $Path + '?_method=DELETE' }
            9 { $Path + '?limit=1' }
            default { $Path }
        }
    }

    # The arguments of a call of Invoke-OwoxApi.
    function New-Call {
        $method, $path = $operations[$random.Next($operations.Count)] -split ' '
        if ($random.Next(4) -eq 0) { $method = ('get', 'post', 'put', 'patch', 'delete')[$random.Next(5)] }
        $path = [regex]::Replace($path, '\{[^}]*\}', { ($orders, 'abc-1', 'RUNS')[$random.Next(3)] })
        $call = @{ Path = Get-Spelling $path; Method = $method; Confirm = $false }
        if ($method -ne 'get') { $call.Body = @{ ids = @($orders); dataMartIds = @($orders) } }
        $call
    }

    # POST requests that only read, and those of the sign-in, in their usual spelling.
    $reading = @(
        '/api/data-marts/data-quality/summaries', '/api/data-marts/health-status', '/api/data-marts/data-last-updated/refresh', '/api/markdown/parse-to-html'
        '/api/auth/api-keys/exchange', '/auth/better-auth/sign-in/email', '/auth/better-auth/sign-out'
    )

    function Test-Reading($Request) { $Request.method -ceq 'GET' -or ($Request.method -ceq 'POST' -and $reading -ccontains ($Request.path -split '\?')[0]) }

    # Sends the calls and returns the requests that the sandbox received, and the errors.
    function Invoke-Generated([int] $Count) {
        Clear-Sandbox
        $ids = foreach ($i in 1..$Count) {
            $call = New-Call
            try { $null = Invoke-OwoxApi @call } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
        }

        @{ Sent = @(Get-SandboxRequest); Errors = $ids | Group-Object -AsHashTable -AsString }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A read-only connection' {
    It 'sends only requests that read: 200 generated calls' {
        $null = Connect-Sandbox -With @{ ReadOnly = $true }
        $run = Invoke-Generated 200
        $run.Sent.Where({ -not (Test-Reading $_) }).ForEach({ "$($_.method) $($_.path)" }) | Should -BeNullOrEmpty
        $run.Sent.Count | Should -BeGreaterThan 30
        $run.Errors['Owox.ReadOnly'].Count | Should -BeGreaterThan 60
    }

    It 'sends only requests that read: every cmdlet' {
        $env:OWOX_READ_ONLY = '1'
        Connect-Both
        Register-ChangeVault
        Clear-Sandbox
        $failures = foreach ($call in @(Get-ReadCall) + @(Get-ChangeCall)) {
            (Invoke-ReadCall $call.Call).Failure.FullyQualifiedErrorId
        }

        $sent = @(Get-SandboxRequest)
        $sent.Where({ -not (Test-Reading $_) }).ForEach({ "$($_.method) $($_.path)" }) | Should -BeNullOrEmpty
        $sent.Count | Should -BeGreaterThan 60
        @($failures -like 'Owox.ReadOnly,*').Count | Should -BeGreaterThan 8
        $env:OWOX_READ_ONLY = $null
    }
}

Describe 'A connection with scopes' {
    It 'sends only requests of its areas: 150 generated calls' {
        $null = Connect-Sandbox -With @{ Scope = 'Insights:Write', 'Destinations:Read' }
        $run = Invoke-Generated 150
        $allowed = '^([A-Z]+ /api/data-marts/([\w-]+/)?(insight|ai-)[\w/-]*|GET /api/data-destinations(/[\w/-]*)?|GET /api/auth/context|POST /api/auth/api-keys/exchange)$'
        $run.Sent.ForEach({ "$($_.method) $(($_.path -split '\?')[0])" }).Where({ $_ -cnotmatch $allowed }) | Should -BeNullOrEmpty
        $run.Sent.Count | Should -BeGreaterThan 5
        $run.Errors['Owox.ScopeMissing'].Count | Should -BeGreaterThan 60
    }
}

Describe 'A connection that is limited to a data mart' {
    It 'sends no request for another one: 150 generated calls' {
        $null = Connect-Sandbox -With @{ AllowedDataMart = $orders }
        $run = Invoke-Generated 150
        $lists = '^(runs|scheduled-triggers|insight-templates|member-ownership-warnings)$'
        $others = $run.Sent.Where({
                $segments = ($_.path -split '\?')[0].Trim('/') -split '/'
                ($segments[1] -ieq 'data-marts' -and $segments.Count -gt 2 -and $segments[2] -notin $orders, 'ai-helper', 'by-connector', 'data-quality', 'data-last-updated', 'health-status') -or
                ($segments[1] -ieq 'data-marts' -and $segments.Count -gt 2 -and $segments[2] -imatch $lists) -or
                ($segments[1] -ieq 'external' -and $segments[-1] -ine "$orders.ndjson")
            })
        $others.ForEach({ "$($_.method) $($_.path)" }) | Should -BeNullOrEmpty
        $run.Sent.Count | Should -BeGreaterThan 20
        $run.Errors['Owox.DataMartNotAllowed'].Count | Should -BeGreaterThan 30
    }
}
