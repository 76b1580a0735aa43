# Wait-OwoxRun: its output, its errors, and retries after temporary errors.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:01' } -Timing @{ RunPollInterval = 0.1; MaxRunPollInterval = 0.2; RetryDelay = 0.02 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $look = "GET /api/data-marts/$($marts.connector)/runs/*"
    $failed = Get-OwoxRun -Type CONNECTOR -Status FAILED -First 1
    $succeeded = Get-OwoxRun -Status SUCCESS -First 1

    function Stop-ActiveRun { Get-OwoxRun -Status PENDING, RUNNING | Stop-OwoxRun }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Wait-OwoxRun' {
    BeforeEach {
        Clear-Sandbox
        Stop-ActiveRun
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'works in a pipeline with Start-OwoxRun and Get-OwoxDataMart' {
        (Start-OwoxRun $marts.connector | Wait-OwoxRun | Get-OwoxDataMart).Title | Should -Be 'Exchange rates'
    }

    It 'returns the finished run' {
        $run = Start-OwoxRun $marts.connector
        $ended = Wait-OwoxRun $run.Id -DataMartId $run.DataMartId
        $ended.Id | Should -Be $run.Id
        $ended.Status | Should -Be 'SUCCESS'
        $ended.IsFinished | Should -BeTrue
        $ended.Duration.TotalSeconds | Should -BeGreaterThan 0.5
        $ended.Logs | Should -Not -BeNullOrEmpty
    }

    It 'returns a finished run immediately, and finds its data mart' {
        (Wait-OwoxRun $succeeded.Id).Id | Should -Be $succeeded.Id
        @($succeeded, $succeeded | Wait-OwoxRun) | Should -HaveCount 1
    }

    It 'waits for runs of several data marts: <how>' -ForEach @(
        @{ how = 'piped'; wait = { $args[0] | Wait-OwoxRun -ErrorAction SilentlyContinue -ErrorVariable script:errors }; searches = 0 }
        @{ how = 'piped IDs'; wait = { $args[0].Id | Wait-OwoxRun -ErrorAction SilentlyContinue -ErrorVariable script:errors }; searches = 1 }
        @{ how = 'IDs'; wait = { Wait-OwoxRun $args[0].Id -ErrorAction SilentlyContinue -ErrorVariable script:errors }; searches = 1 }
        @{ how = 'objects as an argument'; wait = { Wait-OwoxRun $args[0] -ErrorAction SilentlyContinue -ErrorVariable script:errors }; searches = 1 }
        @{ how = 'objects with titles instead of IDs'; wait = { $args[0] | Select-Object Id, @{ n = 'DataMartId'; e = { (Get-OwoxDataMart $_.DataMartId).Title } } | Wait-OwoxRun -ErrorAction SilentlyContinue -ErrorVariable script:errors }; searches = 0 }
        @{ how = 'objects without their data marts'; wait = { $args[0] | Select-Object Id, @{ n = 'DataMartId'; e = { $null } } | Wait-OwoxRun -ErrorAction SilentlyContinue -ErrorVariable script:errors }; searches = 1 }
    ) {
        $runs = Start-OwoxRun $marts.connector, $marts.failingConnector
        Clear-Sandbox
        $ended = & $wait $runs
        $ended.DataMartId | Should -Be $marts.connector
        $ended.Status | Should -Be 'SUCCESS'
        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'Owox.RunFailed,*'
        $errors[0].TargetObject.Id | Should -Be $runs[1].Id
        $errors[0].TargetObject.DataMartId | Should -Be $marts.failingConnector
        (@(Get-SandboxRequest '/api/data-marts/runs').Count -gt 0) | Should -Be ($searches -gt 0)
    }

    It 'looks for all runs in the specified data mart only' {
        $run = Start-OwoxRun $marts.connector
        $ended = Wait-OwoxRun $run.Id, $succeeded.Id -DataMartId $marts.connector -ErrorAction SilentlyContinue -ErrorVariable errors
        $ended.Id | Should -Be $run.Id
        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        $errors[0].TargetObject | Should -Be $succeeded.Id
    }

    It 'increases the interval between polls' {
        Add-Fault $look status @{ status = 200; times = 0; body = @{ id = 'r'; status = 'RUNNING'; dataMartId = $marts.connector } }
        $before = Get-OwoxTestTiming
        Set-OwoxTestTiming @{ RunPollInterval = 0.5; MaxRunPollInterval = 7.5 }
        try {
            $null = Get-Failure { Wait-OwoxRun r -DataMartId $marts.connector -TimeoutSec 4 }
        }
        finally {
            Set-OwoxTestTiming $before
        }

        # Polls occur after 0, 0.5, 1.25 and 2.4 s, and with short random delays after 4 s. Constant intervals would give eight or more polls.
        @(Get-SandboxRequest ($look -replace '^GET ')).Count | Should -BeIn 4, 5, 6
    }

    It 'reports the errors of a failed run as a terminating error for one run ID' {
        $run = Start-OwoxRun $marts.failingConnector
        $failure = Get-Failure { Wait-OwoxRun $run.Id -DataMartId $run.DataMartId }
        Assert-Failure { throw $failure } -Id Owox.RunFailed -Category InvalidResult -Type Owox.OwoxRunFailedException -Says $run.Id, 'ended with the status FAILED', 'fetch failed: the source does not answer', 'Get-OwoxRun -Id'
        $failure.TargetObject.Errors | Should -BeLike '*fetch failed*'
        $failure.Exception.Run.Status | Should -Be 'FAILED'
        { Wait-OwoxRun $run.Id -DataMartId $run.DataMartId -ErrorAction SilentlyContinue } | Should -Throw
    }

    It 'reports an error for each failed run, and returns the others' {
        $runs = @($failed, $succeeded, (Get-OwoxRun -Type CONNECTOR -Status CANCELLED -First 1))
        $ended = $runs | Wait-OwoxRun -ErrorAction SilentlyContinue -ErrorVariable errors
        $ended.Id | Should -Be $succeeded.Id
        $errors | Should -HaveCount 2
        $errors.FullyQualifiedErrorId | Sort-Object | Should -BeLike 'Owox.Run*'
        ($errors | Where-Object FullyQualifiedErrorId -like 'Owox.RunCanceled,*').CategoryInfo.Category | Should -Be 'OperationStopped'
        ($errors | Where-Object FullyQualifiedErrorId -like 'Owox.RunFailed,*').TargetObject.Id | Should -Be $failed.Id
    }

    It 'returns no output for a failed run' {
        Start-OwoxRun $marts.failingConnector | Wait-OwoxRun -ErrorAction SilentlyContinue | Get-OwoxDataMart | Should -BeNullOrEmpty
    }

    It 'reports a canceled run with a different exception type than a failed run' {
        $run = Start-OwoxRun $marts.connector
        $run | Stop-OwoxRun
        $caught = try { $run | Wait-OwoxRun -ErrorAction Stop } catch [Owox.OwoxRunFailedException] { 'failed' } catch [Owox.OwoxRunException] { 'canceled' }
        $caught | Should -Be 'canceled'
        Assert-Failure { Wait-OwoxRun $run.Id } -Id Owox.RunCanceled -Category OperationStopped -Type Owox.OwoxRunCanceledException -Says 'was canceled'
    }

    It 'times out after -TimeoutSec, and the run continues on the server' {
        Add-Fault $look status @{ status = 200; times = 0; body = @{ id = 'r'; status = 'RUNNING'; dataMartId = $marts.connector } }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $failure = Get-Failure { Wait-OwoxRun r -DataMartId $marts.connector -TimeoutSec 1 }
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 3.5
        Assert-Failure { throw $failure } -Id Owox.RunTimedOut -Category OperationTimeout -Type Owox.OwoxRunTimedOutException -Says 'still had the status RUNNING after 1 s', 'continues on the server'
        $failure.TargetObject.Status | Should -Be 'RUNNING'
        $several = 'r', 's' | ForEach-Object { [pscustomobject]@{ Id = $_; DataMartId = $marts.connector } } | Wait-OwoxRun -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable errors
        $several | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -BeLike 'Owox.RunTimedOut,*'
        $errors | Should -HaveCount 2
    }

    It 'times out after -TimeoutSec <when>' -ForEach @(
        @{ when = 'while the server does not respond'; interval = 0.1; kind = 'silent'; with = @{ times = 0 }; status = 'UNKNOWN'; list = $null }
        @{ when = 'while the list of runs is not returned'; interval = 0.1; kind = 'silent'; with = @{ times = 0 }; status = 'UNKNOWN'; list = 'GET /api/data-marts/runs' }
        @{ when = 'even if the next poll would be later'; interval = 60; kind = 'status'; with = @{ status = 200; times = 0; body = @{ id = 'r'; status = 'RUNNING' } }; status = 'RUNNING'; list = $null }
    ) {
        $call = if ($list) { @{} } else { @{ DataMartId = $marts.connector } }
        Add-Fault ($list ?? $look) $kind $with
        $before = Get-OwoxTestTiming
        Set-OwoxTestTiming @{ RunPollInterval = $interval; MaxRunPollInterval = $interval }
        try {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Assert-Failure { Wait-OwoxRun r @call -TimeoutSec 1 } -Id Owox.RunTimedOut -Category OperationTimeout -Type Owox.OwoxRunTimedOutException -Says "still had the status $status after 1 s"
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 30 -Because 'the timeout of a request is 100 s'
        }
        finally {
            Set-OwoxTestTiming $before
        }
    }

    It 'retries after <what>' -ForEach @(
        @{ what = '503'; kind = 'status'; with = @{ status = 503; times = 2 } }
        @{ what = '500'; kind = 'status'; with = @{ status = 500; times = 2 } }
        @{ what = '429'; kind = 'status'; with = @{ status = 429; times = 1; headers = @{ 'Retry-After' = '1' } } }
        @{ what = 'closed connections'; kind = 'disconnect'; with = @{ times = 2 } }
        @{ what = 'a 401'; kind = 'status'; with = @{ status = 401; times = 1 } }
    ) {
        $run = Start-OwoxRun $marts.connector
        Add-Fault $look $kind $with
        ($run | Wait-OwoxRun).Status | Should -Be 'SUCCESS'
    }

    It 'warns once that the status cannot be read, and writes each retry as a verbose message' {
        $run = Start-OwoxRun $marts.connector
        Add-Fault $look status @{ status = 503; times = 2 }
        $verbose = $run | Wait-OwoxRun -Verbose -WarningVariable warnings -WarningAction SilentlyContinue 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        @($verbose.Message -like 'Polling again in * s: *503*') | Should -HaveCount 2
        @($warnings) | Should -HaveCount 1
        "$warnings" | Should -BeLike "The status of the run $($run.Id) cannot be read. Polling continues for up to 300 s. *503*"
    }

    It 'reports a permanent error immediately: <status>' -ForEach @(
        @{ status = 403; id = 'Owox.Forbidden'; category = 'PermissionDenied'; type = 'Owox.OwoxPermissionException' }
        @{ status = 404; id = 'Owox.NotFound'; category = 'ObjectNotFound'; type = 'Owox.OwoxNotFoundException' }
    ) {
        $run = Start-OwoxRun $marts.connector
        Add-Fault $look status @{ status = $status; times = 0; body = @{ statusCode = $status; message = 'the words' } }
        Assert-Failure { Wait-OwoxRun $run.Id -DataMartId $run.DataMartId } -Id $id -Category $category -Type $type -Says 'the words'
        $ended = $run, $succeeded | Wait-OwoxRun -ErrorAction SilentlyContinue -ErrorVariable errors
        $ended.Id | Should -Be $succeeded.Id
        $errors[0].TargetObject | Should -Be $run.Id
    }

    It 'reports that the run does not exist' {
        $unknown = '00000000-0000-4000-8000-000000000000'
        Assert-Failure { Wait-OwoxRun $unknown } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "no run with the ID $unknown"
    }

    It 'continues to poll for an unknown status until the run has an end time' {
        Add-Fault $look status @{ status = 200; times = 1; body = @{ id = 'r'; status = 'PAUSED'; dataMartId = $marts.connector } }
        Add-Fault $look status @{ status = 200; times = 1; body = @{ id = 'r'; status = 'HALF_DONE'; dataMartId = $marts.connector; finishedAt = '2026-11-21T00:00:00Z' } }
        Assert-Failure { Wait-OwoxRun r -DataMartId $marts.connector } -Id Owox.RunFailed -Category InvalidResult -Type Owox.OwoxRunFailedException -Says 'ended with the status HALF_DONE'
    }

    It 'shows no progress when the variable CI is set' {
        $progress = [powershell]::Create().AddScript({
                param($module, $key, $id, $mart)
                $env:CI = '1'
                Import-Module $module
                $null = Connect-OwoxDataMarts -ApiKey $key
                Wait-OwoxRun $id -DataMartId $mart
            }).AddArgument($env:OWOX_TEST_MODULE).AddArgument((ConvertTo-Secret $Sandbox.apiKey)).AddArgument($succeeded.Id).AddArgument($succeeded.DataMartId)
        try {
            $progress.Invoke().Id | Should -Be $succeeded.Id
            $progress.Streams.Progress | Should -BeNullOrEmpty
        }
        finally {
            $env:CI = $null
            $progress.Dispose()
        }
    }
}

Describe 'Wait-OwoxRun with Ctrl+C' {
    It 'stops immediately' {
        Clear-Sandbox
        $before = Get-OwoxTestTiming
        Set-OwoxTestTiming @{ RunPollInterval = 60; MaxRunPollInterval = 60 }
        Add-Fault $look status @{ status = 200; times = 0; body = @{ id = 'r'; status = 'RUNNING'; dataMartId = $marts.connector } }
        $shell = [powershell]::Create().AddScript({
                param($module, $key, $mart)
                Import-Module $module
                $null = Connect-OwoxDataMarts -ApiKey $key
                Wait-OwoxRun r -DataMartId $mart
            }).AddArgument($env:OWOX_TEST_MODULE).AddArgument((ConvertTo-Secret $Sandbox.apiKey)).AddArgument($marts.connector)
        try {
            $running = $shell.BeginInvoke()
            (Wait-SandboxRequest ($look -replace '^GET ') 60).outcome | Should -Be 'completed'
            $running.IsCompleted | Should -BeFalse
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 30 -Because 'the next poll would be after 60 s'
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
            Set-OwoxTestTiming $before
            Clear-Sandbox
        }
    }
}

Describe 'A process that runs Wait-OwoxRun' {
    BeforeEach {
        Clear-Sandbox
        Stop-ActiveRun
    }

    It 'ends with exit code <code> with -<how>: <what>' -ForEach @(
        @{ what = 'success'; mart = 'connector'; script = 'Start-OwoxRun $m | Wait-OwoxRun'; how = 'Command'; code = 0 }
        @{ what = 'success'; mart = 'connector'; script = 'Start-OwoxRun $m | Wait-OwoxRun'; how = 'File'; code = 0 }
        @{ what = 'failure'; mart = 'failingConnector'; script = 'Start-OwoxRun $m | Wait-OwoxRun'; how = 'Command'; code = 1 }
        @{ what = 'failure with ErrorActionPreference Stop'; mart = 'failingConnector'; script = '$ErrorActionPreference = "Stop"; Start-OwoxRun $m | Wait-OwoxRun; "went on"'; how = 'Command'; code = 1 }
        @{ what = 'failure with ErrorActionPreference Stop'; mart = 'failingConnector'; script = '$ErrorActionPreference = "Stop"; Start-OwoxRun $m | Wait-OwoxRun; "went on"'; how = 'File'; code = 1 }
        @{ what = 'failure with -ErrorAction Stop'; mart = 'failingConnector'; script = 'Start-OwoxRun $m | Wait-OwoxRun -ErrorAction Stop; "went on"'; how = 'File'; code = 1 }
        @{ what = 'failure by ID'; mart = 'failingConnector'; script = '$r = Start-OwoxRun $m; Wait-OwoxRun $r.Id -DataMartId $m'; how = 'Command'; code = 1 }
        @{ what = 'failure by ID with ErrorActionPreference Stop'; mart = 'failingConnector'; script = '$ErrorActionPreference = "Stop"; $r = Start-OwoxRun $m; Wait-OwoxRun $r.Id -DataMartId $m; "went on"'; how = 'File'; code = 1 }
        @{ what = 'timeout'; mart = 'connector'; script = '$ErrorActionPreference = "Stop"; Start-OwoxRun $m | Wait-OwoxRun -TimeoutSec 1; "went on"'; how = 'Command'; code = 1; endless = $true }
        @{ what = 'timeout'; mart = 'connector'; script = '$ErrorActionPreference = "Stop"; Start-OwoxRun $m | Wait-OwoxRun -TimeoutSec 1; "went on"'; how = 'File'; code = 1; endless = $true }
    ) {
        if ($endless) {
            Add-Fault $look status @{ status = 200; times = 0; body = @{ id = 'r'; status = 'RUNNING'; dataMartId = $marts.connector } }
        }

        $text = "`$m = '$($marts.$mart)'; `$null = Connect-OwoxDataMarts; $script"
        $ended = Invoke-FreshShell $text -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } -AsFile:($how -eq 'File')
        $ended.ExitCode | Should -Be $code -Because "$($ended.Output) $($ended.Errors)"
        $ended.Output | Should -Not -BeLike '*went on*'
        $ended.Output + $ended.Errors | Should -BeLike $(if ($code) { '*Wait-OwoxRun*The run *' } else { '*SUCCESS*' })
    }

    # As the help describes, a command error does not end a script of PowerShell without Stop.
    It 'continues after a failed run when -File runs a script without Stop' {
        $ended = Invoke-FreshShell "`$null = Connect-OwoxDataMarts; Wait-OwoxRun $($failed.Id); 'went on'" -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } -AsFile
        $ended.ExitCode | Should -Be 0
        $ended.Output | Should -BeLike '*went on*'
        $ended.Output + $ended.Errors | Should -BeLike '*ended with the status FAILED*'
    }
}
