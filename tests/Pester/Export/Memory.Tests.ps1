# Memory use does not depend on the number of rows.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ rows = 5000000 } -NoImport
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An export of five million rows, and a reader of one million rows' -Tag Slow {
    It 'increases the memory of the process by less than 100 MB' {
        Clear-Sandbox
        $run = Invoke-FreshShell -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } @'
$id = ($env:OWOX_TEST_SANDBOX | ConvertFrom-Json).dataMarts.events
$null = Connect-OwoxDataMarts
Export-OwoxDataMart $id -Limit 100000 | Out-Null
$process = [System.Diagnostics.Process]::GetCurrentProcess()
$before = $process.WorkingSet64
Export-OwoxDataMart $id | Out-Null
$reader = Export-OwoxDataMart $id -Limit 1000000 -AsDataReader
while ($reader.Read()) { $null = $reader.GetValue(0) }
if ($reader.Status -ne 'Verified' -or $reader.RowsRead -ne 1000000) { throw "$($reader.Status) after $($reader.RowsRead) rows" }
$process.Refresh()
[int](($process.PeakWorkingSet64 - $before) / 1MB)
'@
        $run.Errors | Should -BeNullOrEmpty
        $request = (Get-SandboxRequest '*.ndjson')[-2]
        $request.outcome | Should -Be 'completed'
        $request.rowsSent | Should -Be 5000000
        [int]$run.Output.Trim() | Should -BeLessThan 100
    }
}
