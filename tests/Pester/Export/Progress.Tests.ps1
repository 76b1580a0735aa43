# Progress at a terminal. The test process has no terminal, so one process with a new terminal runs all scripts.

BeforeDiscovery {
    $noTerminal = -not $IsLinux -or -not (Get-Command script -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:02' } -NoImport
    Clear-Sandbox
    $marts = $Sandbox.dataMarts

    # Each script runs in its own session of one process at a terminal, with an environment variable.
    $scripts = [ordered]@{
        Runs    = "Start-OwoxRun $($marts.connector), $($marts.failingConnector) | Wait-OwoxRun -ErrorAction Ignore", ''
        Timeout = "Start-OwoxRun $($marts.connector) | Wait-OwoxRun -TimeoutSec 1 -ErrorAction Ignore", ''
        Export  = "Export-OwoxDataMart $($marts.events) | ForEach-Object { }", ''
        CI      = "Start-OwoxRun $($marts.connector) | Wait-OwoxRun", 'CI'
        TFBUILD = "Start-OwoxRun $($marts.connector) | Wait-OwoxRun", 'TF_BUILD'
        Silent  = "`$ProgressPreference = 'SilentlyContinue'; Start-OwoxRun $($marts.connector) | Wait-OwoxRun", ''
    }

    # The progress records of each script, one line for each record.
    function Get-Progress([string] $Name) {
        Get-Content (Join-Path $TestDrive "$Name.txt")
    }

    $file = Join-Path $TestDrive progress.ps1
    $blocks = foreach ($name in $scripts.Keys) {
        $script, $variable = $scripts[$name]
        @"
`$env:OWOX_API_KEY = '$($Sandbox.apiKey)'
if ('$variable') { [Environment]::SetEnvironmentVariable('$variable', 'true') }
`$shell = [powershell]::Create()
`$null = `$shell.AddScript({
        Import-Module `$env:OWOX_TEST_MODULE
        `$null = Connect-OwoxDataMarts
        $script
    }.ToString()).Invoke()
`$lines = `$shell.Streams.Progress | ForEach-Object { "`$(`$_.RecordType) `$(`$_.PercentComplete)%: `$(`$_.Activity): `$(`$_.StatusDescription)" }
`$lines = @(`$lines) + @(`$shell.Streams.Error | ForEach-Object { "ERROR `$_" })
[System.IO.File]::WriteAllLines('$(Join-Path $TestDrive "$name.txt")', [string[]]@(`$lines))
if ('$variable') { [Environment]::SetEnvironmentVariable('$variable', `$null) }

"@
    }
    Set-Content $file $blocks
    $null = Invoke-AtTerminal "$(Get-TestEngineCommand) -NoProfile -NonInteractive -File '$file'"
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Progress at a terminal' -Skip:$noTerminal {
    It 'shows the number of completed runs of Wait-OwoxRun and completes the progress bar' {
        $lines = Get-Progress Runs
        $lines | Select-Object -SkipLast 1 | Should -Match '^Processing (0|50)%: Waiting for 2 runs: [01] of 2 ended, (reading|\d (PENDING|RUNNING)(, \d (PENDING|RUNNING))?), 00:00:0\d$'
        @($lines -match 'RUNNING').Count | Should -BeGreaterThan 0
        @($lines).Count | Should -BeIn (3..12)
        $lines[-1] | Should -Be 'Completed -1%: Waiting for 2 runs: Done'
    }

    It 'completes the progress bar when Wait-OwoxRun times out' {
        $lines = Get-Progress Timeout
        $lines[0] | Should -BeLike 'Processing -1%: Waiting for a run: 0 of 1 ended, *'
        $lines[-1] | Should -Be 'Completed -1%: Waiting for a run: Done'
    }

    It 'shows the exported rows of Export-OwoxDataMart' {
        $lines = Get-Progress Export
        @($lines -match '^Processing .*: Exporting .*: [\d,]+ rows, .* MB, [\d,]+ rows/s, 00:0\d:\d\d$').Count | Should -BeGreaterThan 1
        $lines[-1] | Should -BeLike 'Completed *'
    }

    It 'is not shown when <name> is set' -ForEach @(
        @{ name = 'CI'; script = 'CI' }
        @{ name = 'TF_BUILD'; script = 'TFBUILD' }
    ) {
        Get-Progress $script | Should -BeNullOrEmpty
    }

    It 'is not shown when $ProgressPreference is SilentlyContinue' {
        Get-Progress Silent | Should -BeNullOrEmpty
    }
}
