# Progress at a terminal. The test process has no terminal, so each shell gets a new one.

BeforeDiscovery {
    $noTerminal = -not $IsLinux -or -not (Get-Command script -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:02' } -NoImport
    Clear-Sandbox
    $marts = $Sandbox.dataMarts
    $events = $Sandbox.dataMarts.events

    # Runs a script at a terminal. Returns its progress records, one line for each record.
    function Get-Progress([string] $Script, [hashtable] $Environment = @{}) {
        $file = Join-Path $TestDrive "$([guid]::NewGuid().ToString('N')).ps1"
        $found = "$file.txt"
        Set-Content $file @"
`$shell = [powershell]::Create()
`$null = `$shell.AddScript({
        Import-Module `$env:OWOX_TEST_MODULE
        `$null = Connect-OwoxDataMarts
        $Script
    }.ToString()).Invoke()
`$lines = `$shell.Streams.Progress | ForEach-Object { "`$(`$_.RecordType) `$(`$_.PercentComplete)%: `$(`$_.Activity): `$(`$_.StatusDescription)" }
`$lines = @(`$lines) + @(`$shell.Streams.Error | ForEach-Object { "ERROR `$_" })
[System.IO.File]::WriteAllLines('$found', [string[]]@(`$lines))
"@
        $before = @{}
        $all = @{ OWOX_API_KEY = $Sandbox.apiKey } + $Environment
        foreach ($name in $all.Keys) {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $all[$name])
        }

        try {
            $null = Invoke-AtTerminal "$(Get-TestEngineCommand) -NoProfile -NonInteractive -File '$file'"
        }
        finally {
            foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
        }

        Get-Content $found
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Progress at a terminal' -Skip:$noTerminal {
    It 'shows the number of completed runs of Wait-OwoxRun and completes the progress bar' {
        $lines = Get-Progress "Start-OwoxRun $($marts.connector), $($marts.failingConnector) | Wait-OwoxRun -ErrorAction Ignore"
        $lines | Select-Object -SkipLast 1 | Should -Match '^Processing (0|50)%: Waiting for 2 runs: [01] of 2 ended, (reading|\d (PENDING|RUNNING)(, \d (PENDING|RUNNING))?), 00:00:0\d$'
        @($lines -match 'RUNNING').Count | Should -BeGreaterThan 0
        @($lines).Count | Should -BeIn (3..12)
        $lines[-1] | Should -Be 'Completed -1%: Waiting for 2 runs: Done'
    }

    It 'completes the progress bar when Wait-OwoxRun times out' {
        $lines = Get-Progress "Start-OwoxRun $($marts.connector) | Wait-OwoxRun -TimeoutSec 1 -ErrorAction Ignore"
        $lines[0] | Should -BeLike 'Processing -1%: Waiting for a run: 0 of 1 ended, *'
        $lines[-1] | Should -Be 'Completed -1%: Waiting for a run: Done'
    }

    It 'shows the exported rows of Export-OwoxDataMart' {
        $lines = Get-Progress "Export-OwoxDataMart $events | ForEach-Object { }"
        @($lines -match '^Processing .*: Exporting .*: [\d,]+ rows, .* MB, [\d,]+ rows/s, 00:0\d:\d\d$').Count | Should -BeGreaterThan 1
        $lines[-1] | Should -BeLike 'Completed *'
    }

    It 'is not shown when <name> is set' -ForEach @(
        @{ name = 'CI' }
        @{ name = 'TF_BUILD' }
    ) {
        Get-Progress "Start-OwoxRun $($marts.connector) | Wait-OwoxRun" @{ $name = 'true' } | Should -BeNullOrEmpty
    }

    It 'is not shown when $ProgressPreference is SilentlyContinue' {
        Get-Progress "`$ProgressPreference = 'SilentlyContinue'; Start-OwoxRun $($marts.connector) | Wait-OwoxRun" | Should -BeNullOrEmpty
    }
}
