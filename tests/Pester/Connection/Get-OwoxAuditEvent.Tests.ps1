# Get-OwoxAuditEvent reads a log of several files, which processes write at the same time.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $log = Join-Path $TestDrive 'audit.jsonl'

    function New-Line([string] $Call, [int] $Minute, [string] $Kind = 'completed', [hashtable] $With = @{}) {
        $line = [ordered]@{ time = '2026-11-30T08:{0:d2}:00.000Z' -f $Minute; event = $Kind; call = $Call; actor = 'pmk_1'; cmdlet = 'Export-OwoxDataMart'; method = 'GET'; dataMart = 'mart-1' }
        foreach ($name in $With.Keys) { $line[$name] = $With[$name] }
        $line | ConvertTo-Json -Compress
    }

    # The earlier files of the log, the oldest first, and then the log.
    New-Line a 1 | Set-Content "$log.000001"
    New-Line b 2 started | Set-Content "$log.000002"
    New-Line x 3 | Set-Content "$log.bak"
    New-Line x 3 | Set-Content "$log.0000x"
    @(
        New-Line b 4 -With @{ status = 200; rows = 5; run = 'run-1' }
        New-Line c 5 -With @{ actor = 'ada@example.com'; cmdlet = 'Start-OwoxRun'; method = 'POST' }
        New-Line d 6 started -With @{ dataMart = 'mart-2' }
        New-Line e 7 declined -With @{ cmdlet = 'Revoke-OwoxApiKey'; answer = 'no' }
    ) | Set-Content $log
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxAuditEvent' {
    It 'returns the calls of all files in order, and then those without a result' {
        $found = Get-OwoxAuditEvent $log
        $found.CallId | Should -Be a, b, c, e, d
        $found.Event | Should -Be completed, completed, completed, declined, started
        $found[1].Status, $found[1].Rows, $found[1].RunId | Should -Be 200, 5, 'run-1'
        $found[4].Status | Should -BeNullOrEmpty
    }

    It 'selects calls: <Name>' -ForEach @(
        @{ Name = 'since a time, inclusive'; With = @{ Since = '2026-11-30T08:05Z' }; Expected = 'c', 'e', 'd' }
        @{ Name = 'until a time, exclusive'; With = @{ Until = '2026-11-30T08:05Z' }; Expected = 'a', 'b' }
        @{ Name = 'an actor'; With = @{ Actor = '*@EXAMPLE.com' }; Expected = , 'c' }
        @{ Name = 'cmdlets'; With = @{ Action = 'Start-*', 'revoke-owoxapikey' }; Expected = 'c', 'e' }
        @{ Name = 'a method'; With = @{ Action = 'post' }; Expected = , 'c' }
        @{ Name = 'a data mart'; With = @{ DataMart = 'mart-2' }; Expected = , 'd' }
        @{ Name = 'nothing'; With = @{ Actor = 'nobody'; Action = '*' }; Expected = @() }
    ) {
        @(Get-OwoxAuditEvent $log @With).CallId | Should -Be $Expected
    }

    It 'uses the variable OWOX_AUDIT_LOG' {
        $env:OWOX_AUDIT_LOG = $log
        try { @(Get-OwoxAuditEvent) | Should -HaveCount 5 } finally { $env:OWOX_AUDIT_LOG = $null }
    }

    It 'reports a damaged line with its number, and reads the others: <Line>' -ForEach @(
        @{ Line = '{"time":"2026-11-30T08:00:00Z","event":"compl' }, @{ Line = 'text' }, @{ Line = '' }, @{ Line = '[]' }, @{ Line = '{}' }
        @{ Line = '{"time":"yesterday","event":"completed"}' }, @{ Line = '{"time":"2026-11-30T08:00:00Z"}' }, @{ Line = 'null' }
    ) {
        $damaged = Join-Path $TestDrive 'damaged.jsonl'
        (New-Line a 1), $Line, (New-Line b 2) | Set-Content $damaged
        $found = Get-OwoxAuditEvent $damaged -ErrorVariable failed -ErrorAction SilentlyContinue
        $found.CallId | Should -Be a, b
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'Owox.FileReadFailed,*'
        $failed[0].CategoryInfo.Category | Should -Be ReadError
        "$($failed[0])" | Should -BeExactly "Line 2 of the audit log '$damaged' is damaged: it is not a line of an audit log. The other lines are read."
    }

    It 'does not wait for a named pipe, and rejects a device: <what>' -Skip:($env:OS -eq 'Windows_NT') -ForEach @(
        @{ what = 'the log'; make = { mkfifo $pipe; $pipe }; says = 'a named pipe (FIFO)' }
        @{ what = 'an earlier file'; make = { New-Line a 1 | Set-Content $pipe; mkfifo "$pipe.000005"; $pipe }; says = 'a named pipe (FIFO)' }
        @{ what = 'a device'; make = { '/dev/zero' }; says = 'a device' }
    ) {
        $pipe = Join-Path $TestDrive "pipe$([guid]::NewGuid()).jsonl"
        $path = & $make
        Assert-Failure { Get-OwoxAuditEvent $path } -Id Owox.FileReadFailed -Category ReadError -Type Owox.OwoxFileException -Says "it is $says, not an ordinary file"
    }

    It 'reports an invalid pattern: <Name>' -ForEach @{ Name = 'Action'; With = @{ Action = '[' } }, @{ Name = 'Actor'; With = @{ Actor = '[z-a]' } } {
        Assert-Failure { Get-OwoxAuditEvent $log @With } -Id Owox.PatternInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'not a valid wildcard pattern'
    }

    It 'misses no call while another process starts new files' {
        $busy = Join-Path $TestDrive 'busy.jsonl'
        $shared = [hashtable]::Synchronized(@{ Last = 0; Stop = $false; Line = New-Line CALL 1 })
        $writer = [powershell]::Create().AddScript({
                param($File, $Shared)
                for ($i = 1; -not $Shared.Stop; $i++) {
                    [System.IO.File]::AppendAllText($File, $Shared.Line.Replace('CALL', "$i") + "`n")
                    $Shared.Last = $i
                    if ($i % 3 -eq 0) { [System.IO.File]::Move($File, ('{0}.{1:d6}' -f $File, ($i / 3))) }
                    [System.Threading.Thread]::Sleep(2)
                }
            }).AddArgument($busy).AddArgument($shared)
        $work = $writer.BeginInvoke()
        try {
            while ($shared.Last -lt 3) { Start-Sleep -Milliseconds 1 }
            foreach ($round in 1..60) {
                $last = $shared.Last
                $found = @(Get-OwoxAuditEvent $busy).CallId
                $found[0..($last - 1)] | Should -Be (1..$last) -Because "round $round"
            }
        }
        finally {
            $shared.Stop = $true
            $writer.EndInvoke($work)
            $writer.Dispose()
        }
    }

    It 'ignores the case of IDs' {
        (Get-OwoxAuditEvent $log -DataMart MART-2).CallId | Should -Be d
    }

    It 'reports a log that does not exist' {
        Assert-Failure { Get-OwoxAuditEvent (Join-Path $TestDrive 'none.jsonl') } -Id Owox.FileReadFailed -Category ReadError -Type Owox.OwoxFileException -Says 'none.jsonl', 'cannot be read'
    }

    It 'requires a log' {
        Assert-Failure { Get-OwoxAuditEvent } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'No audit log was specified', '-Path'
    }
}
