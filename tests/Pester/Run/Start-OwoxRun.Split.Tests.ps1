# Start-OwoxRun -Split and -Resume: backfills of more than 31 days on a server with the limit of version 0.35.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:00.1'; apiVersion = '0.35' } -Timing @{ RunPollInterval = 0.02; MaxRunPollInterval = 0.05; RetryDelay = 0.02 }
    $null = Connect-Sandbox
    $mart = $Sandbox.dataMarts.connector
    $broken = (Get-OwoxDataMart 'Exchange rates (source is down)').Id
    $start = "/api/data-marts/$mart/manual-run"

    # Returns the recorded backfills of the data mart with this mark, the oldest first.
    function Get-RecordedBackfill([string] $Mark) {
        $runs = for ($offset = 0; ; $offset += $page.Count) {
            $page = @((Invoke-OwoxApi "/api/data-marts/$mart/runs" -Query @{ limit = 50; offset = $offset }).runs)
            if (-not $page) { break }
            $page
        }

        $found = @($runs | Where-Object { $_.additionalParams.payload.data.Mark -eq $Mark })
        [array]::Reverse($found)
        $found
    }

    # Returns the fields of a backfill with a unique mark.
    function New-Backfill([string] $From, [string] $To) {
        @{ StartDate = $From; EndDate = $To; Mark = [guid]::NewGuid().ToString('N') }
    }

    function Get-Period($Runs) {
        $Runs | ForEach-Object { "$($_.additionalParams.payload.data.StartDate) $($_.additionalParams.payload.data.EndDate)" }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Start-OwoxRun -Split' {
    BeforeEach {
        # A run of the previous test may not have ended, and the server starts no other one then.
        Clear-Sandbox
        $null = Get-OwoxRun -DataMartId $mart | Where-Object Status -In PENDING, RUNNING | Wait-OwoxRun -ErrorAction Ignore
        Clear-Sandbox
    }

    It 'runs consecutive periods of at most 31 days: <from> to <to>' -ForEach @(
        @{ from = '2026-01-05'; to = '2026-01-05'; periods = @('2026-01-05 2026-01-05') }
        @{ from = '2026-01-01'; to = '2026-01-31'; periods = @('2026-01-01 2026-01-31') }
        @{ from = '2026-01-01'; to = '2026-02-01'; periods = '2026-01-01 2026-01-31', '2026-02-01 2026-02-01' }
        @{ from = '2023-12-15'; to = '2024-03-15'; periods = '2023-12-15 2024-01-14', '2024-01-15 2024-02-14', '2024-02-15 2024-03-15' }
    ) {
        $backfill = New-Backfill $from $to
        $runs = @(Start-OwoxRun $mart -Backfill $backfill -Split)
        $runs.Status | Sort-Object -Unique | Should -Be SUCCESS
        $recorded = Get-RecordedBackfill $backfill.Mark
        Get-Period $recorded | Should -Be $periods
        $runs.Id | Should -Be $recorded.id
        $recorded.additionalParams.payload.runType | Sort-Object -Unique | Should -Be MANUAL_BACKFILL
        for ($i = 1; $i -lt $recorded.Count; $i++) {
            [datetimeoffset] $recorded[$i].startedAt | Should -BeGreaterOrEqual ([datetimeoffset] $recorded[$i - 1].finishedAt)
        }
    }

    It 'accepts dates, and strings in JSON' {
        (Start-OwoxRun $mart -Backfill @{ StartDate = [datetime] '2026-01-01'; EndDate = [datetime] '2026-02-10' } -Split) | Should -HaveCount 2
        (Start-OwoxRun $mart -Backfill '{"StartDate":"2026-01-01","EndDate":"2026-02-10"}' -Split) | Should -HaveCount 2
    }

    It 'starts no run if the period is invalid: <what>' -ForEach @(
        @{ what = 'no start date'; backfill = @{ EndDate = '2026-01-01' }; says = 'requires the field StartDate' }
        @{ what = 'no end date'; backfill = @{ StartDate = '2026-01-01' }; says = 'requires the field EndDate' }
        @{ what = 'field names in another case'; backfill = @{ startdate = '2026-01-01'; EndDate = '2026-02-01' }; says = 'requires the field StartDate' }
        @{ what = 'reversed'; backfill = @{ StartDate = '2026-02-01'; EndDate = '2026-01-01' }; says = 'EndDate 2026-01-01 is before its StartDate 2026-02-01' }
        @{ what = 'a time'; backfill = @{ StartDate = '2026-01-01T10:00:00'; EndDate = '2026-02-01' }; says = 'StartDate as a date without a time' }
        @{ what = 'another format'; backfill = @{ StartDate = '01/02/2026'; EndDate = '2026-02-01' }; says = 'StartDate as a date without a time' }
        @{ what = 'a number'; backfill = @{ StartDate = 20260101; EndDate = '2026-02-01' }; says = 'StartDate as a date without a time' }
        @{ what = 'null'; backfill = @{ StartDate = $null; EndDate = '2026-02-01' }; says = 'StartDate as a date without a time' }
        @{ what = 'a duplicate field'; backfill = '{"StartDate":"2026-01-01","EndDate":"2026-02-01","x":1,"x":2}'; says = 'a field twice' }
        @{ what = 'an unpaired surrogate'; backfill = '{"StartDate":"2026-01-01","EndDate":"2026-02-01","x":"\ud83d"}'; says = 'not valid Unicode' }
        @{ what = 'not an object'; backfill = '[1]'; says = 'data is not an object' }
    ) {
        Assert-Failure { Start-OwoxRun $mart -Backfill $backfill -Split } -Id Owox.PayloadInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says, 'Nothing was started'
        Get-SandboxRequest $start | Should -BeNullOrEmpty
    }

    It 'is required with -Resume' {
        Assert-Failure { Start-OwoxRun $mart -Backfill @{ StartDate = '2026-01-01'; EndDate = '2026-01-02' } -Resume } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-Split'
        Get-SandboxRequest $start | Should -BeNullOrEmpty
    }

    It 'is suggested by the error for a backfill that is too long' {
        $failure = Get-Failure { Start-OwoxRun $mart -Backfill @{ StartDate = '2026-01-01'; EndDate = '2026-03-31' } }
        Assert-Failure { throw $failure } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'Add -Split', 'limited to 31 days per run (requested 90 days)'
        $failure.Exception.StatusCode | Should -Be 400
    }

    It 'starts no run with -WhatIf' {
        Start-OwoxRun $mart -Backfill @{ StartDate = '2026-01-01'; EndDate = '2026-03-31' } -Split -WhatIf
        Get-SandboxRequest $start | Should -BeNullOrEmpty
    }

    It 'stops at the first failed run' {
        Assert-Failure { Start-OwoxRun $broken -Backfill @{ StartDate = '2026-01-01'; EndDate = '2026-03-31' } -Split -WarningAction SilentlyContinue } -Id Owox.RunFailed -Category InvalidResult -Type Owox.OwoxRunFailedException
        @(Get-SandboxRequest "/api/data-marts/$broken/manual-run") | Should -HaveCount 1
    }

    It 'continues with -Resume and does not repeat a completed period' {
        $backfill = New-Backfill '2025-01-01' '2025-06-30'
        Add-Fault "POST $start" status @{ status = 500; skip = 2 }
        $failure = try { Start-OwoxRun $mart -Backfill $backfill -Split -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null } catch { $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.ServerError,*'
        "$warnings" | Should -BeLike "*stopped at period 3 of 6 (2025-03-04 to 2025-04-03)*-Resume*"
        Get-RecordedBackfill $backfill.Mark | Should -HaveCount 2
        (Start-OwoxRun $mart -Backfill $backfill -Split -Resume) | Should -HaveCount 4
        $recorded = Get-RecordedBackfill $backfill.Mark
        $recorded | Should -HaveCount 6
        Get-Period $recorded | Select-Object -Unique | Should -HaveCount 6

        # When all periods are complete, no run is started.
        Start-OwoxRun $mart -Backfill $backfill -Split -Resume | Should -BeNullOrEmpty
        Get-RecordedBackfill $backfill.Mark | Should -HaveCount 6
    }

    It 'repeats with -Resume the periods that an interrupted second load did not complete' {
        $backfill = New-Backfill '2024-01-01' '2024-03-31'
        $null = Start-OwoxRun $mart -Backfill $backfill -Split
        Start-Sleep -Milliseconds 1100
        Add-Fault "POST $start" status @{ status = 500; skip = 1 }
        Assert-Failure { Start-OwoxRun $mart -Backfill $backfill -Split -WarningAction SilentlyContinue } Owox.ServerError ResourceUnavailable Owox.OwoxApiException 'status 500'
        $runs = Start-OwoxRun $mart -Backfill $backfill -Split -Resume
        $runs.Backfill.StartDate | Should -Be '2024-02-01', '2024-03-03'
        Get-RecordedBackfill $backfill.Mark | Should -HaveCount 6
    }

    It 'waits with -Resume until another run has finished' {
        $other = Start-OwoxRun $mart
        Start-OwoxRun $mart -Backfill (New-Backfill '2024-01-01' '2024-01-31') -Split -Resume | Should -HaveCount 1
        (Get-OwoxRun -Id $other.Id -DataMartId $mart).IsFinished | Should -BeTrue
    }

    It 'warns once that the server does not respond, and continues' {
        $backfill = New-Backfill '2024-01-01' '2024-02-10'
        Add-Fault "GET /api/data-marts/$mart/runs/*" status @{ status = 503; times = 3 }
        $runs = Start-OwoxRun $mart -Backfill $backfill -Split -WarningVariable warnings -WarningAction SilentlyContinue
        $runs | Should -HaveCount 2
        @($warnings) | Should -HaveCount 1
        "$warnings" | Should -BeLike 'The status of the run * cannot be read. Polling continues for up to 300 s. *'
    }

    It 'times out after -TimeoutSec with the advice to resume: <what>' -ForEach @(
        @{ what = 'many periods'; from = '0001-01-01'; to = '9999-12-31'; with = @{} }
        @{ what = 'many periods, resumed'; from = '0001-01-01'; to = '9999-12-31'; with = @{ Resume = $true } }
    ) {
        $backfill = New-Backfill $from $to
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $failure = Get-Failure { Start-OwoxRun $mart -Backfill $backfill -Split -TimeoutSec 1 @with -WarningAction SilentlyContinue | Out-Null }
        $elapsed = $watch.Elapsed
        Assert-Failure { throw $failure } -Id Owox.RunTimedOut -Category OperationTimeout -Type Owox.OwoxRunTimedOutException -Says 'did not end within 1 s', 'Run the command again with -Resume'
        $failure.Exception.Message | Should -Not -BeLike '*Wait-OwoxRun*'
        # All periods are not created in advance: 117,809 of them would take seconds.
        $elapsed.TotalSeconds | Should -BeLessThan 30
        @(Get-RecordedBackfill $backfill.Mark).Count | Should -BeLessThan 1000
    }

    It 'has one timeout for the backfills of several data marts' {
        $backfill = New-Backfill '2000-01-01' '2020-12-31'
        $null = Start-OwoxRun $mart, $mart -Backfill $backfill -Split -Resume -TimeoutSec 1 -WarningAction SilentlyContinue -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be @(, 'Owox.RunTimedOut,Owox.PowerShell.Commands.Runs.StartOwoxRunCommand' * 2)
        $failed[1].Exception.Message | Should -Not -BeLike '*The run continues on the server*' -Because 'the second backfill starts no run'
    }

    It 'times out after -TimeoutSec, even while the server does not respond' {
        $backfill = New-Backfill '2024-01-01' '2024-03-10'
        Add-Fault "GET /api/data-marts/$mart/runs/*" disconnect @{ times = 0 }
        Assert-Failure { Start-OwoxRun $mart -Backfill $backfill -Split -TimeoutSec 1 -WarningVariable script:warnings -WarningAction SilentlyContinue } -Id Owox.RunTimedOut -Category OperationTimeout -Type Owox.OwoxRunTimedOutException -Says ' s. The run ', 'The run continues on the server', '-Resume'
        @($warnings)[0].Message | Should -BeLike 'The status of the run * cannot be read.*'
        @($warnings)[1].Message | Should -BeLike '*stopped at period 1 of 3*-Resume*'
        Clear-Sandbox
        Start-OwoxRun $mart -Backfill $backfill -Split -Resume | Should -Not -BeNullOrEmpty
        Get-RecordedBackfill $backfill.Mark | Should -HaveCount 3
    }

    It 'reports an unknown outcome after -TimeoutSec if the server does not respond to the start of a run' {
        $backfill = New-Backfill '2024-01-01' '2024-03-10'
        Add-Fault "POST $start" silent
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Assert-Failure { Start-OwoxRun $mart -Backfill $backfill -Split -TimeoutSec 1 -WarningVariable script:warnings -WarningAction SilentlyContinue } -Id Owox.OutcomeUnknown -Category ConnectionError -Type Owox.OwoxConnectionException -Says 'period 2024-01-01 to 2024-01-31', 'within the 1 s of -TimeoutSec', 'may have been started', '-Resume'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 30 -Because 'the timeout of a request is 100 s'
        @($warnings).Message | Should -BeLike '*stopped at period 1 of 3*-Resume*'
        @(Get-SandboxRequest $start POST) | Should -HaveCount 1
        Clear-Sandbox
        $null = Start-OwoxRun $mart -Backfill $backfill -Split -Resume
        Get-RecordedBackfill $backfill.Mark | Should -HaveCount 3
    }

    It 'times out after -TimeoutSec while the server does not respond: <what>' -ForEach @(
        @{ what = 'the list of runs'; path = '/api/data-marts/*/runs'; with = @{ Resume = $true }; id = 'Owox.RunTimedOut'; category = 'OperationTimeout'; type = 'Owox.OwoxRunTimedOutException'; says = 'did not end within 1 s' }
        @{ what = 'the status of a run'; path = '/api/data-marts/*/runs/*'; with = @{}; id = 'Owox.RunTimedOut'; category = 'OperationTimeout'; type = 'Owox.OwoxRunTimedOutException'; says = 'The run continues on the server' }
        @{ what = 'the list of data marts'; path = '/api/data-marts'; with = @{ DataMartId = 'Exchange rates' }; id = 'Owox.TimedOut'; category = 'ConnectionError'; type = 'Owox.OwoxConnectionException'; says = "'Exchange rates' was not found within the 1 s of -TimeoutSec" }
    ) {
        $call = @{ DataMartId = $mart; Backfill = New-Backfill '2024-01-01' '2024-03-10' }
        foreach ($name in $with.Keys) { $call[$name] = $with[$name] }
        Add-Fault "GET $path" silent @{ times = 0 }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Assert-Failure { Start-OwoxRun @call -Split -TimeoutSec 1 -WarningAction SilentlyContinue } -Id $id -Category $category -Type $type -Says $says
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 30 -Because 'the timeout of a request is 100 s'
        @(Get-SandboxRequest $start POST).Count | Should -BeLessOrEqual 1
    }

    It 'times out after -TimeoutSec, even if the next poll would be later' {
        $backfill = New-Backfill '2024-01-01' '2024-03-10'
        $before = Get-OwoxTestTiming
        Set-OwoxTestTiming @{ RunPollInterval = 60; MaxRunPollInterval = 60 }
        Add-Fault "GET /api/data-marts/$mart/runs/*" status @{ status = 200; body = @{ id = 'r'; status = 'RUNNING'; dataMartId = $mart } }
        try {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Assert-Failure { Start-OwoxRun $mart -Backfill $backfill -Split -TimeoutSec 1 -WarningAction SilentlyContinue } -Id Owox.RunTimedOut -Category OperationTimeout -Type Owox.OwoxRunTimedOutException -Says 'did not end within 1 s'
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 30
        }
        finally {
            Set-OwoxTestTiming $before
        }
    }

    It 'accepts -TimeoutSec only with -Split' {
        Assert-Failure { Start-OwoxRun $mart -Backfill @{} -TimeoutSec 1 } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-Split'
    }

    It 'repeats with -Resume a period that had not ended when its run started' {
        $today = [datetime]::UtcNow.Date
        $backfill = New-Backfill $today.AddDays(-40).ToString('yyyy-MM-dd') $today.AddDays(5).ToString('yyyy-MM-dd')
        $null = Start-OwoxRun $mart -Backfill $backfill -Split
        (Start-OwoxRun $mart -Backfill $backfill -Split -Resume).Backfill.EndDate | Should -Be $backfill.EndDate
        Get-RecordedBackfill $backfill.Mark | Should -HaveCount 3
    }

    It 'compares fields by value with -Resume' {
        $backfill = New-Backfill '2024-01-01' '2024-01-31'
        $fields = '"StartDate":"2024-01-01","EndDate":"2024-01-31","Mark":"{0}"' -f $backfill.Mark
        $null = Start-OwoxRun $mart -Backfill "{$fields,`"Ids`":[1,2],`"Of`":{`"a`":1e2,`"t`":`"\u00e9`"}}" -Split
        Start-OwoxRun $mart -Backfill "{`"Ids`":[1,2.0],`"Of`":{`"t`":`"$([char]0xe9)`",`"a`":100},$fields}" -Split -Resume | Should -BeNullOrEmpty
        foreach ($other in '[1,2.5]', '[2,1]', '[1]', '[1,"2"]', '[1,2,3]', '[1,-2]') {
            Start-OwoxRun $mart -Backfill "{$fields,`"Ids`":$other,`"Of`":{`"a`":1e2,`"t`":`"\u00e9`"}}" -Split -Resume | Should -HaveCount 1 -Because $other
        }
    }

    It 'supports the last day of the calendar' {
        Assert-Failure { Start-OwoxRun $mart -Backfill @{ StartDate = '9999-12-01'; EndDate = '9999-12-31' } -Split } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'StartDate cannot be in the future'
    }

    It 'repeats with -Resume a period that an earlier run loaded with other fields' {
        $backfill = New-Backfill '2025-01-01' '2025-01-31'
        $null = Start-OwoxRun $mart -Backfill $backfill -Split
        $other = New-Backfill '2025-01-01' '2025-01-31'
        Start-OwoxRun $mart -Backfill $other -Split -Resume | Should -HaveCount 1
    }

    It 'runs each of 400 days exactly once, even if the process is killed five times' {
        $random = [random]::new()
        $backfill = New-Backfill '2025-01-01' '2026-02-04'
        $script = "`$null = Connect-OwoxDataMarts; Start-OwoxRun $mart -Backfill @{ StartDate = '$($backfill.StartDate)'; EndDate = '$($backfill.EndDate)'; Mark = '$($backfill.Mark)' } -Split -Resume; 'the end'"
        foreach ($iteration in 1..5) {
            $before = @(Get-RecordedBackfill $backfill.Mark).Count
            $shell = Start-FreshShell $script @{ OWOX_API_KEY = $Sandbox.apiKey }
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            while (@(Get-RecordedBackfill $backfill.Mark).Count -le $before -and -not $shell.Process.HasExited -and $watch.Elapsed.TotalSeconds -lt 120) {
                Start-Sleep -Milliseconds 20
            }

            # The process reads the status of a run each second, so it is killed while it waits, or when it starts the next run.
            Start-Sleep -Milliseconds $random.Next(1000)
            $shell.Process.Kill()
            $killed = Wait-FreshShell $shell
            $killed.Output | Should -Not -BeLike '*the end*' -Because "kill $iteration must interrupt the backfill"
            @(Get-RecordedBackfill $backfill.Mark).Count | Should -BeGreaterThan $before -Because $killed.Errors
        }

        # This process reads the status more often.
        $null = Start-OwoxRun $mart -Backfill $backfill -Split -Resume
        $recorded = Get-RecordedBackfill $backfill.Mark
        $recorded.status | Sort-Object -Unique | Should -Be SUCCESS
        $recorded | Should -HaveCount 13
        $days = foreach ($run in $recorded) {
            $data = $run.additionalParams.payload.data
            for ($day = [datetime] $data.StartDate; $day -le [datetime] $data.EndDate; $day = $day.AddDays(1)) { $day }
        }

        $days | Should -HaveCount 400
        $days | Sort-Object -Unique | Should -HaveCount 400
        ($days | Measure-Object -Minimum -Maximum | ForEach-Object { $_.Minimum, $_.Maximum }) | Should -Be ([datetime] $backfill.StartDate), ([datetime] $backfill.EndDate)
    }
}
