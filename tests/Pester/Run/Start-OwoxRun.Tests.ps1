# Get-OwoxRun, Start-OwoxRun, Stop-OwoxRun.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:02' } -Timing @{ RetryDelay = 0.02 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $recorded = $marts.recordedOrders
    $unknown = '00000000-0000-4000-8000-000000000000'
    $projectPath = '/api/data-marts/runs'

    # Cancels all active runs, so that a connector can be started.
    function Stop-ActiveRun { Get-OwoxRun -Status PENDING, RUNNING | Stop-OwoxRun }

    # Returns the request bodies of new runs. The sandbox does not record bodies, so a separate listener receives them.
    function Get-SentBody([scriptblock] $Send) {
        # HttpListener cannot select a free port, so the port of a temporary socket is used.
        for ($try = 1; ; $try++) {
            $socket = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $socket.Start()
            $port = $socket.LocalEndpoint.Port
            $socket.Stop()
            $listener = [System.Net.HttpListener]::new()
            $listener.Prefixes.Add("http://127.0.0.1:$port/")
            try { $listener.Start(); break } catch { if ($try -eq 10) { throw } }
        }

        $key = New-KeyText ([ordered]@{ apiOrigin = "http://127.0.0.1:$port"; apiKeyId = 'pmk_x'; apiKeySecret = 's' })
        $server = [powershell]::Create().AddScript({
                param($listener)
                $bodies = @()
                while ($listener.IsListening) {
                    try { $context = $listener.GetContext() } catch { break }
                    $body = [System.IO.StreamReader]::new($context.Request.InputStream).ReadToEnd()
                    $answer = switch -Wildcard ($context.Request.Url.AbsolutePath) {
                        '*/exchange' { '{"accessToken":"t","accessTokenExpiresIn":900}' }
                        '*/manual-run' { $bodies += $body; '{"runId":"r1"}' }
                        '*/context' { '{"userId":"u","projectId":"p"}' }
                        default { '{"id":"r1","status":"PENDING","dataMartId":"m"}' }
                    }
                    $bytes = [System.Text.Encoding]::UTF8.GetBytes($answer)
                    $context.Response.ContentType = 'application/json'
                    $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                    $context.Response.Close()
                }
                $bodies
            }).AddArgument($listener)
        $running = $server.BeginInvoke()
        try {
            $null = Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $key) -Name listener
            & $Send
        }
        finally {
            $listener.Stop()
            $null = Connect-Sandbox
        }

        $server.EndInvoke($running)
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxRun' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'lists each run of the project once, the newest first' {
        $all = Get-OwoxRun
        $all | Should -BeOfType 'Owox.Run'
        $all.Count | Should -BeGreaterOrEqual 25
        ($all.Id | Sort-Object -Unique).Count | Should -Be $all.Count
        $all.CreatedAt | Should -Be ($all.CreatedAt | Sort-Object -Descending)
        ($all | Where-Object DataMartId -eq $recorded)[0].DataMartTitle | Should -Be 'Recorded orders'
    }

    It 'removes duplicates when new runs move the pages' {
        $one = @{ id = 'b'; status = 'SUCCESS'; dataMartId = 'm' }
        Add-Fault "GET $projectPath" status @{ status = 200; body = @{ runs = @(@{ id = 'c'; status = 'SUCCESS'; dataMartId = 'm' }, $one) } }
        Add-Fault "GET $projectPath" status @{ status = 200; body = @{ runs = @($one, @{ id = 'a'; status = 'SUCCESS'; dataMartId = 'm' }) } }
        Add-Fault "GET $projectPath" status @{ status = 200; body = @{ runs = @() } }
        (Get-OwoxRun).Id | Should -Be 'c', 'b', 'a'
        (Get-SandboxRequest $projectPath).query | Should -Be '?limit=100&offset=0', '?limit=100&offset=2', '?limit=100&offset=4'
    }

    It 'requests only as many runs as -First specifies' {
        @(Get-OwoxRun -First 3) | Should -HaveCount 3
        @(Get-SandboxRequest $projectPath).query | Should -Be '?limit=3&offset=0'
        Get-OwoxRun -First 0 | Should -BeNullOrEmpty
        $all = Get-OwoxRun
        (Get-OwoxRun -Skip 2 -First 2).Id | Should -Be $all[2..3].Id
        (Get-OwoxRun -First 1 -IncludeTotalCount)[0].ToString() | Should -BeLike '*Unknown*'
    }

    It 'accepts one or several data marts by ID, by title and from the pipeline' {
        $ids = (Get-OwoxRun $recorded).Id
        $ids.Count | Should -BeGreaterThan 5
        (Get-OwoxRun 'RECORDED orders').Id | Should -Be $ids
        (Get-OwoxDataMart 'Recorded orders' | Get-OwoxRun).Id | Should -Be $ids
        ('Recorded orders' | Get-OwoxRun).Id | Should -Be $ids
        (Get-OwoxDataMart 'Recorded orders' | Select-Object Id, Title | Get-OwoxRun -First 1).Id | Should -Be $ids[0]
        ([pscustomobject]@{ DataMartId = $recorded } | Get-OwoxRun -First 1).Id | Should -Be $ids[0]
        @(Get-OwoxDataMart 'Recorded orders', 'Bank of*' | Get-OwoxRun -First 1) | Should -HaveCount 2
        @(Get-OwoxRun 'Recorded orders', 'Empty' -First 1) | Should -HaveCount 1
    }

    It 'returns runs by ID, and updates runs from the pipeline' {
        $newest = Get-OwoxRun -First 1
        (Get-OwoxRun -Id $newest.Id -DataMartId $newest.DataMartId).Id | Should -Be $newest.Id
        (Get-OwoxRun -Id $newest.Id).DataMartId | Should -Be $newest.DataMartId
        ($newest | Get-OwoxRun).Id | Should -Be $newest.Id
        ($newest | ConvertTo-Json -Depth 2 | ConvertFrom-Json | Select-Object Id, DataMartId | Get-OwoxRun).Id | Should -Be $newest.Id
        ([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($newest)) | Get-OwoxRun).Id | Should -Be $newest.Id
    }

    It 'returns the results of data-quality checks for a single run' {
        $run = Get-OwoxRun $recorded -Type data_quality | Select-Object -First 1 | Get-OwoxRun
        $run.DataQuality.Results | Should -HaveCount 5
        $run.QualitySummary.State | Should -Be 'EXECUTION_FAILED'
        $run.Errors | Should -Be 'Data Quality run failed during execution'
    }

    It 'selects by status and type, ignores case, and supports unknown values' {
        (Get-OwoxRun -Status failed).Status | Sort-Object -Unique | Should -Be 'FAILED'
        (Get-OwoxRun -Status Failed, cancelled -Type connector).Type | Sort-Object -Unique | Should -Be 'CONNECTOR'
        (Get-OwoxRun -Type HTTP_DATA -First 2).Count | Should -Be 2
        Get-OwoxRun -Status DREAMING | Should -BeNullOrEmpty
        Add-Fault "GET $projectPath" status @{ status = 200; body = @{ runs = @(@{ id = 'a'; status = 'DREAMING'; type = 'NAP' }) } }
        (Get-OwoxRun -Status dreaming).Type | Should -BeExactly 'NAP'
    }

    It 'selects by time and requests only the necessary pages' {
        $since = ([DateTimeOffset]'2026-11-21T00:29:51Z').LocalDateTime
        $until = ([DateTimeOffset]'2026-11-21T00:31:13Z').LocalDateTime
        (Get-OwoxRun -Since $since -Until $until).Id | Should -Be 'aa67b004-c120-4122-badd-428a43e0dd5b'
        @(Get-SandboxRequest $projectPath) | Should -HaveCount 1
        (Get-OwoxRun -Since ([datetime]'2026-11-21T00:29:51Z').ToUniversalTime() -Until ([datetime]'2026-11-21T00:31:13Z').ToUniversalTime()) | Should -HaveCount 1
        Get-OwoxRun -Until ([datetime]'2000-01-01') | Should -BeNullOrEmpty
    }

    It 'accepts the CreatedAt values of runs, and the minimum and maximum dates' {
        $all = Get-OwoxRun
        $middle = $all[10].CreatedAt
        $since = Get-OwoxRun -Since $middle
        $since.Id | Should -Be ($all | Where-Object CreatedAt -GE $middle).Id
        (Get-OwoxRun -Until $middle.ToOffset([timespan]'05:45')).Count | Should -Be ($all.Count - $since.Count)
        (Get-OwoxRun -Since ([datetime]::MinValue) -Until ([datetime]::MaxValue)).Count | Should -Be $all.Count
    }

    It 'returns nothing for empty pipeline input' {
        @() | Get-OwoxRun | Should -BeNullOrEmpty
        @() | Get-OwoxDataMart | Should -BeNullOrEmpty
        Get-SandboxRequest '/api/data-marts*' | Should -BeNullOrEmpty
    }

    It 'reports unknown runs and data marts, and continues with the others' {
        Assert-Failure { Get-OwoxRun $unknown } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "/api/data-marts/$unknown/runs", '404'
        Assert-Failure { Get-OwoxRun 'Nope' } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "no data mart with the ID or title 'Nope'", '*Nope*'
        Assert-Failure { Get-OwoxRun -Id $unknown -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "no run with the ID $unknown"
        Assert-Failure { Get-OwoxRun -Id $unknown -DataMartId $recorded -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'Run not found'
        Assert-Failure { Get-OwoxRun -Id $unknown -DataMartId $recorded, $unknown } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'the one data mart'
        Assert-Failure { Get-Date | Get-OwoxRun -ErrorAction Stop } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'not a data mart or a run'
        $errors = $null
        $found = Get-OwoxRun 'Nope', 'Recorded orders' -First 1 -ErrorAction SilentlyContinue -ErrorVariable errors
        $found | Should -HaveCount 1
        $errors | Should -HaveCount 1
        $errors[0].TargetObject | Should -Be 'Nope'
    }

    It 'reports an error if several data marts have the title' {
        $double = @{ id = 'a'; title = 'Twin'; status = 'DRAFT'; storage = @{ type = 'X' } }
        Add-Fault 'GET /api/data-marts' status @{ status = 200; body = @{ nextOffset = $null; items = @($double, @{ id = 'b'; title = 'twin'; status = 'DRAFT'; storage = @{ type = 'X' } }) } }
        Assert-Failure { Get-OwoxRun Twin } -Id Owox.TitleAmbiguous -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "2 data marts have the title 'Twin'", 'a, b'
    }

    It 'reports an error if the pages of the server repeat' {
        Add-Fault "GET $projectPath" status @{ status = 200; times = 0; body = @{ runs = @(@{ id = 'a'; status = 'SUCCESS' }) } }
        Assert-Failure { Get-OwoxRun } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'its pages repeat'
    }

    It 'warns when the server does not list more runs of a project' {
        foreach ($page in 0..3) {
            $runs = foreach ($i in 1..25001) { '{"id":"' + (30000 * $page + $i) + '","status":"SUCCESS"}' }
            Add-Fault "GET $projectPath" status @{ status = 200; body = '{"runs":[' + ($runs -join ',') + ']}' }
        }

        @(Get-OwoxRun -Type NONE -WarningVariable warnings -WarningAction SilentlyContinue) | Should -HaveCount 0
        $warnings | Should -BeLike '*only the newest 100,000 runs of a project*-DataMartId*'
        (Get-SandboxRequest $projectPath).query | Should -Be '?limit=100&offset=0', '?limit=100&offset=25001', '?limit=100&offset=50002', '?limit=100&offset=75003'
    }

    It 'reports an error response of the server: <status>' -ForEach @(
        @{ status = 401; id = 'Owox.Unauthorized'; category = 'AuthenticationError'; type = 'Owox.OwoxAuthenticationException' }
        @{ status = 403; id = 'Owox.Forbidden'; category = 'PermissionDenied'; type = 'Owox.OwoxPermissionException' }
        @{ status = 500; id = 'Owox.ServerError'; category = 'ResourceUnavailable'; type = 'Owox.OwoxApiException' }
    ) {
        Add-Fault "GET $projectPath" status @{ status = $status; times = 0; body = @{ statusCode = $status; message = 'the words' } }
        Assert-Failure { Get-OwoxRun } -Id $id -Category $category -Type $type -Says 'the words'
    }
}

Describe 'Start-OwoxRun' {
    BeforeEach {
        Clear-Sandbox
        Stop-ActiveRun
    }

    It 'starts a run and returns it' {
        $run = Start-OwoxRun $marts.connector
        $run | Should -BeOfType 'Owox.Run'
        $run.Status | Should -Be 'PENDING'
        $run.DataMartId | Should -Be $marts.connector
        $run.Type | Should -Be 'CONNECTOR'
        $run.Id | Should -Be (Get-OwoxRun $marts.connector -First 1).Id
    }

    It 'accepts titles, and data marts and runs from the pipeline' {
        (Start-OwoxRun 'exchange RATES').DataMartId | Should -Be $marts.connector
        Stop-ActiveRun
        (Get-OwoxDataMart 'Exchange rates' | Start-OwoxRun).DataMartId | Should -Be $marts.connector
        Stop-ActiveRun
        (Get-OwoxRun $marts.connector -First 1 | Start-OwoxRun).DataMartId | Should -Be $marts.connector
    }

    It 'starts data-quality checks' {
        $run = Start-OwoxRun $marts.empty -DataQuality
        $run.Type | Should -Be 'DATA_QUALITY'
        $failure = Get-Failure { Start-OwoxRun $marts.empty -DataQuality }
        $failure.Exception.StatusCode | Should -Be 409
        $failure.Exception.Code | Should -Be 'DATA_QUALITY_RUN_ACTIVE'
        Assert-Failure { throw $failure } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'already active'
    }

    It 'sends a payload in the format of the API: <what>' -ForEach @(
        @{ what = 'hashtable'; with = @{ Backfill = [ordered]@{ StartDate = '2026-01-01'; Days = 3; Deep = @{ List = @(1, 'x', $null, $true) } } }; sends = '{"payload":{"runType":"MANUAL_BACKFILL","data":{"StartDate":"2026-01-01","Days":3,"Deep":{"List":[1,"x",null,true]}}}}' }
        @{ what = 'dates'; with = @{ Backfill = [ordered]@{ StartDate = [datetime]'2026-01-01'; At = [datetimeoffset]'2026-01-02T03:04:05+01:00' } }; sends = '{"payload":{"runType":"MANUAL_BACKFILL","data":{"StartDate":"2026-01-01","At":"2026-01-02T03:04:05.000+01:00"}}}' }
        @{ what = 'dates with an offset'; with = @{ Backfill = [ordered]@{ StartDate = [datetimeoffset]'2026-01-02T00:00:00+02:00'; EndDate = [datetimeoffset]'2026-01-31T00:00:00-11:00'; At = [datetime]::SpecifyKind('2026-01-02T01:00:00', 'Utc'); Of = [datetime]'2026-01-02T01:00:00' } }; sends = '{"payload":{"runType":"MANUAL_BACKFILL","data":{"StartDate":"2026-01-02","EndDate":"2026-01-31","At":"2026-01-02T01:00:00.000Z","Of":"2026-01-02T01:00:00.000"}}}' }
        @{ what = 'object'; with = @{ Backfill = [pscustomobject]@{ StartDate = '2026-01-01' } }; sends = '{"payload":{"runType":"MANUAL_BACKFILL","data":{"StartDate":"2026-01-01"}}}' }
        @{ what = 'null values'; with = @{ Backfill = [ordered]@{ A = [DBNull]::Value; B = [System.Management.Automation.Internal.AutomationNull]::Value; C = @([DBNull]::Value) } }; sends = '{"payload":{"runType":"MANUAL_BACKFILL","data":{"A":null,"B":null,"C":[null]}}}' }
        @{ what = 'JSON'; with = @{ Backfill = '{"StartDate": "2026-01-01"}' }; sends = '{"payload":{"runType":"MANUAL_BACKFILL","data":{"StartDate":"2026-01-01"}}}' }
        @{ what = 'payload'; with = @{ Payload = @{ runType = 'INCREMENTAL' } }; sends = '{"payload":{"runType":"INCREMENTAL"}}' }
        @{ what = 'nothing'; with = @{}; sends = '{}' }
    ) {
        $body = Get-SentBody { $null = Start-OwoxRun '11111111-1111-4111-8111-111111111111' @with -Connection listener }
        $body | Should -BeExactly $sends
    }

    It 'accepts DateOnly values' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $body = Get-SentBody { $null = Start-OwoxRun '11111111-1111-4111-8111-111111111111' -Backfill @{ StartDate = [DateOnly]'2026-01-02' } -Connection listener }
        $body | Should -BeExactly '{"payload":{"runType":"MANUAL_BACKFILL","data":{"StartDate":"2026-01-02"}}}'
        $runs = Start-OwoxRun $marts.connector -Backfill @{ StartDate = [DateOnly]'2026-01-02'; EndDate = [datetimeoffset]'2026-01-03T00:00:00+02:00' } -Split -WhatIf 6>&1
        $runs | Should -BeNullOrEmpty
    }

    It 'rejects an invalid payload before the request: <what>' -ForEach @(
        @{ what = 'too large'; with = @{ Backfill = @{ x = 'a' * 1048577 } }; says = 'bytes of JSON, but the maximum is 1048576 (1 MiB)' }
        @{ what = 'too large in UTF-8'; with = @{ Backfill = @{ x = [string][char]0x490 * 600000 } }; says = 'bytes of JSON' }
        @{ what = 'not an object'; with = @{ Backfill = 1, 2 }; says = "its data is not an object. Nothing was started. Specify a hashtable such as @{ StartDate = '2026-01-01' }." }
        @{ what = 'not JSON'; with = @{ Payload = '{"runType"' }; says = 'its text is not JSON (line 1' }
        @{ what = 'only a date'; with = @{ Backfill = '2026-01-01' }; says = "its text is not JSON (line 1, byte 4); a hashtable such as @{ StartDate = '2026-01-01' } is also accepted" }
        @{ what = 'an unknown field'; with = @{ Payload = @{ mode = 1 } }; says = "it has an unknown field 'mode'" }
        @{ what = 'an unknown run type'; with = @{ Payload = @{ runType = 'FULL_REFRESH' } }; says = "its runType is 'FULL_REFRESH', but the server accepts INCREMENTAL or MANUAL_BACKFILL" }
        @{ what = 'a run type in another case'; with = @{ Payload = '{"runType":"manual_backfill"}' }; says = "its runType is 'manual_backfill'" }
        @{ what = 'a run type that is a number'; with = @{ Payload = @{ runType = 1 } }; says = 'its runType is not a string' }
        @{ what = 'data without a run type'; with = @{ Payload = @{ data = @{ StartDate = '2026-01-01' } } }; says = 'it has data but no runType' }
        @{ what = 'an incremental run with data'; with = @{ Payload = @{ runType = 'INCREMENTAL'; data = @{ StartDate = '2026-01-01' } } }; says = 'INCREMENTAL does not accept data' }
        @{ what = 'a value without a JSON equivalent'; with = @{ Backfill = @{ x = { 1 } } }; says = '$.x is a ScriptBlock, which JSON cannot represent' }
        @{ what = 'NaN'; with = @{ Backfill = @{ x = [double]::NaN } }; says = '$.x is NaN, which JSON cannot represent' }
    ) {
        Assert-Failure { Start-OwoxRun $marts.connector @with } -Id Owox.PayloadInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says, 'Nothing was started'
        Get-SandboxRequest '*manual-run' | Should -BeNullOrEmpty
    }

    It 'rejects a hashtable that contains itself' {
        $loop = @{}
        $loop.again = $loop
        Assert-Failure { Start-OwoxRun $marts.connector -Backfill $loop } -Id Owox.PayloadInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'it contains a circular reference'
    }

    It 'starts no run with -WhatIf' {
        Start-OwoxRun $marts.connector, $marts.failingConnector -WhatIf | Should -BeNullOrEmpty
        'Exchange rates' | Start-OwoxRun -Backfill @{ StartDate = '2026-01-01' } -WhatIf
        Get-SandboxRequest '*' POST | Where-Object path -like '*run*' | Should -BeNullOrEmpty
    }

    It 'does not retry the request to start a run' {
        Add-Fault 'POST *manual-run' status @{ status = 503; times = 0 }
        Assert-Failure { Start-OwoxRun $marts.connector } -Id Owox.ServerError -Category ResourceUnavailable -Type Owox.OwoxApiException -Says '503'
        @(Get-SandboxRequest '*manual-run') | Should -HaveCount 1
    }

    It 'returns a run whose record cannot be read, with a warning' {
        Add-Fault "GET /api/data-marts/$($marts.connector)/runs/*" status @{ status = 500 }
        $run = Start-OwoxRun $marts.connector -WarningVariable warnings -WarningAction SilentlyContinue
        $run.DataMartId | Should -Be $marts.connector
        $warnings | Should -BeLike "The run $($run.Id) was started, but its record could not be read*500*"
    }

    It 'reports the message of the server: <what>' -ForEach @(
        @{ what = 'no connector'; mart = 'orders'; says = 'Only data marts with connector definition type can be run manually' }
        @{ what = 'a draft'; mart = 'draft'; says = 'Only data marts' }
    ) {
        Assert-Failure { Start-OwoxRun $marts.$mart } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says $says
    }

    It 'reports that a connector is already running, and continues with the next data mart' {
        $null = Start-OwoxRun $marts.connector
        Assert-Failure { Start-OwoxRun $marts.connector } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'already running'
        $started = Start-OwoxRun $marts.connector, $marts.failingConnector -ErrorAction SilentlyContinue -ErrorVariable errors
        $started.DataMartId | Should -Be $marts.failingConnector
        $errors | Should -HaveCount 1
        $errors[0].TargetObject | Should -Be $marts.connector
    }

    It 'reports a missing permission and an unknown data mart' {
        $null = Connect-Sandbox $Sandbox.viewerApiKey @{ Name = 'viewer' }
        try {
            Assert-Failure { Start-OwoxRun $marts.connector -Connection viewer } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says 'Required role: Technical User'
            Assert-Failure { Get-OwoxRun -First 1 -Connection viewer | ForEach-Object { Stop-OwoxRun $marts.connector -DataMartId $_.DataMartId -Connection viewer } } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'Run not found'
        }
        finally {
            Disconnect-OwoxDataMarts viewer
            $null = Connect-Sandbox
        }

        Assert-Failure { Start-OwoxRun $unknown } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says '404'
    }
}

Describe 'Stop-OwoxRun' {
    BeforeEach {
        Clear-Sandbox
        Stop-ActiveRun
        Clear-Sandbox
    }

    It 'cancels a run, and returns it with -PassThru' {
        $run = Start-OwoxRun $marts.connector
        $stopped = $run | Stop-OwoxRun -PassThru
        $stopped.Id | Should -Be $run.Id
        $stopped.Status | Should -Be 'CANCELLED'
        Start-OwoxRun $marts.connector | Stop-OwoxRun | Should -BeNullOrEmpty
    }

    It 'cancels runs of several data marts: <how>' -ForEach @(
        @{ how = 'piped'; stop = { $args[0] | Stop-OwoxRun -PassThru } }
        @{ how = 'piped IDs'; stop = { $args[0].Id | Stop-OwoxRun -PassThru } }
        @{ how = 'IDs'; stop = { Stop-OwoxRun $args[0].Id -PassThru } }
    ) {
        $runs = Start-OwoxRun $marts.connector, $marts.failingConnector
        $stopped = & $stop $runs
        $stopped.DataMartId | Should -Be $marts.connector, $marts.failingConnector
        $stopped.Status | Should -Be 'CANCELLED', 'CANCELLED'
        @(Get-SandboxRequest '*cancel').path | Should -Be "/api/data-marts/$($marts.connector)/runs/$($runs[0].Id)/cancel", "/api/data-marts/$($marts.failingConnector)/runs/$($runs[1].Id)/cancel"
    }

    It 'finds the data mart of a run' {
        (Stop-OwoxRun (Start-OwoxRun $marts.connector).Id -PassThru).Status | Should -Be 'CANCELLED'
    }

    It 'changes nothing with -WhatIf' {
        $run = Start-OwoxRun $marts.connector
        $run | Stop-OwoxRun -WhatIf
        Get-SandboxRequest '*cancel' | Should -BeNullOrEmpty
    }

    It 'warns that a run has already ended, and sends no cancel request' {
        $done = Get-OwoxRun $marts.recordedConnector -Status FAILED -First 1
        $after = $done | Stop-OwoxRun -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike "The run $($done.Id) has already ended with the status FAILED; nothing changed."
        $after.Status | Should -Be 'FAILED'
        Get-SandboxRequest '*cancel' | Should -BeNullOrEmpty
    }

    It 'warns if a run ended before the cancel request' {
        $run = Start-OwoxRun $marts.connector
        Add-Fault 'POST *cancel' status @{ status = 409; body = @{ statusCode = 409; error = 'Conflict'; message = 'Cannot cancel data mart run in SUCCESS status' } }
        $run | Stop-OwoxRun -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike '*has already ended*'
    }

    It 'reports runs that cannot be canceled or do not exist' {
        $run = Start-OwoxRun $marts.connector
        Add-Fault 'POST *cancel' status @{ status = 400; body = @{ statusCode = 400; message = 'Only connector, standard report, and Data Quality runs can be cancelled' } }
        Assert-Failure { Stop-OwoxRun $run.Id } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'Only connector'
        Assert-Failure { Stop-OwoxRun $unknown } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "no run with the ID $unknown"
        Assert-Failure { Stop-OwoxRun $unknown -DataMartId $marts.connector } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'Run not found'
        $null = Connect-Sandbox $Sandbox.viewerApiKey @{ Name = 'viewer' }
        Assert-Failure { Stop-OwoxRun $run.Id -DataMartId $run.DataMartId -Connection viewer } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says 'Technical User'
        Disconnect-OwoxDataMarts viewer
    }
}
