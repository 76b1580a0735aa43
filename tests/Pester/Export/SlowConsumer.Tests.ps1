# A slow consumer: the module reads the stream to its end while rows wait in a spill file that only this account can read.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')

    # The server closes the connection if the client does not read for five seconds.
    $readTimeout = 5
    Start-OwoxTest @{ rows = 400000; readTimeout = "00:00:0$readTimeout" } -Timing @{ SlowConsumerDelay = 0.2 }
    Clear-Sandbox
    $null = Connect-Sandbox
    $events = $Sandbox.dataMarts.events

    # Returns the open spill files of this process, with or without a name.
    function Get-SpillFile {
        Get-ChildItem "/proc/$PID/fd" -ErrorAction Ignore | Where-Object { "$($_.LinkTarget)" -like '*owox-*.spool*' }
    }

    # Waits until the server has finished sending.
    function Wait-StreamEnd { Wait-Until { (Get-SandboxRequest '*.ndjson').outcome -ne 'running' } -Seconds 60 }

    # Sleeps after the first row, then reads the other rows. Returns the row count and the state of the sandbox and the disk during the sleep.
    function Measure-SlowConsumer([double] $Seconds) {
        $seen = @{ rows = 0; sum = 0L }
        Export-OwoxDataMart $events | ForEach-Object {
            if ($seen.rows -eq 0) {
                Wait-StreamEnd
                $seen.request = Get-SandboxRequest '*.ndjson'
                $seen.named = @([System.IO.Directory]::GetFiles([System.IO.Path]::GetTempPath(), 'owox-*.spool'))
                $seen.spools = @(Get-SpillFile)
                $seen.mode = $seen.spools | ForEach-Object { (& stat -L -c '%a %u %s' "/proc/$PID/fd/$($_.Name)") }
                Start-Sleep -Milliseconds ($Seconds * 1000)
            }

            $seen.rows++
        }

        $seen
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A slow consumer' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'receives all rows after a pause longer than the read timeout of the server' {
        $seen = Measure-SlowConsumer ($readTimeout + 1)
        $seen.rows | Should -Be 400000
        $seen.request.outcome | Should -Be 'completed'
        $seen.request.rowsSent | Should -Be 400000
        ([datetime]$seen.request.endedAt - [datetime]$seen.request.startedAt).TotalSeconds | Should -BeLessThan 15
        @(Get-SandboxRequest '*.ndjson') | Should -HaveCount 1
        if ($IsLinux) {
            $seen.named | Should -BeNullOrEmpty -Because 'the file has no name by which others could open it'
            $seen.spools | Should -HaveCount 1
            $mode, $owner, $size = $seen.mode -split ' '
            $mode | Should -Be 600
            $owner | Should -Be (& id -u)
            [long]$size | Should -BeGreaterThan 1MB
            Get-SpillFile | Should -BeNullOrEmpty
        }
    }

    It 'leaves no spill file when it stops before the end' {
        $rows = Export-OwoxDataMart $events | ForEach-Object { Wait-StreamEnd; $_ } | Select-Object -First 2
        $rows | Should -HaveCount 2
        Get-SpillFile | Should -BeNullOrEmpty
        [System.IO.Directory]::GetFiles([System.IO.Path]::GetTempPath(), 'owox-*.spool') | Should -BeNullOrEmpty
    }

    It 'receives the rows that arrived before a fault, then the error' {
        Add-Fault 'GET *.ndjson' cut-chunked @{ afterRows = 200000 }
        $script:count = 0
        $failure = Get-Failure { Export-OwoxDataMart $events | ForEach-Object { if ($script:count++ -eq 0) { Wait-StreamEnd } } }
        Assert-Failure { throw $failure } -Id Owox.StreamIncomplete -Category ReadError -Type Owox.OwoxStreamException -Says 'is incomplete'
        $script:count | Should -Be $failure.Exception.RowsReceived
        $script:count | Should -BeGreaterThan 100000
        Get-SpillFile | Should -BeNullOrEmpty
    }

    It 'receives an error when the spill file cannot be written: <what>, <consumer>' -ForEach @(
        @{ what = 'a full disk'; consumer = 'objects' }, @{ what = 'a missing folder'; consumer = 'objects' }
        @{ what = 'a full disk'; consumer = 'a reader' }, @{ what = 'a missing folder'; consumer = 'a reader' }
    ) {
        $folder = New-Folder
        $before = $env:TMPDIR, $env:TMP
        try {
            if ($what -eq 'a full disk') {
                if (-not (Test-CanMount)) {
                    Set-ItResult -Skipped -Because 'only root on Linux can mount a small disk'
                }

                & mount -t tmpfs -o size=512k tmpfs $folder
                $LASTEXITCODE | Should -Be 0
                $says = 'No space left'
            }
            else {
                Remove-Item $folder
                $says = 'Could not find'
            }

            $env:TMPDIR = $env:TMP = $folder
            $script:count = 0
            $message = $folder, $says, 'arrived faster', 'Do not use the rows', 'TMP'
            if ($consumer -eq 'objects') {
                $failure = Get-Failure { Export-OwoxDataMart $events | ForEach-Object { if ($script:count++ -eq 0) { Wait-StreamEnd } } }
                Assert-Failure { throw $failure } -Id Owox.SpillFileWriteFailed -Category WriteError -Type Owox.OwoxFileException -Says $message
                $failure.Exception.Path.TrimEnd('/') | Should -BeExactly $folder
            }
            else {
                $reader = Export-OwoxDataMart $events -AsDataReader
                $failure = Get-Failure { while ($reader.Read()) { if ($script:count++ -eq 0) { Wait-StreamEnd } } }
                $inner = $failure.Exception.InnerException
                $inner | Should -BeOfType Owox.OwoxFileException
                $inner.Reason, $inner.Path.TrimEnd('/') | Should -BeExactly 'SpillFileWriteFailed', $folder
                $message | ForEach-Object { $inner.Message | Should -BeLike "*$_*" }
                $reader.Status | Should -Be 'Failed'
                (Get-Failure { $reader.Read() }).Exception.InnerException.Reason | Should -Be 'SpillFileWriteFailed'
            }

            $script:count | Should -BeGreaterThan 0
            $script:count | Should -BeLessThan 400000
            Get-SpillFile | Should -BeNullOrEmpty
        }
        finally {
            $env:TMPDIR, $env:TMP = $before
            while ($IsLinux -and (Test-Path $folder) -and $(& mountpoint -q $folder; $LASTEXITCODE -eq 0)) {
                & umount $folder
            }
        }
    }
}
