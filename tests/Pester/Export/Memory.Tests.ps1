# Memory use does not depend on the number of rows.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest @{ rows = 5000000 } -NoImport
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The memory of the process' -Tag Slow {
    It 'increases during an export of five million rows and a reader of one million rows by less than 100 MB' {
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

    It 'does not grow with the rows of a <format> file' -ForEach @(@{ format = 'Parquet'; rows = 3000000 }, @{ format = 'Xlsx'; rows = 1500000 }) {
        Clear-Sandbox
        $folder = New-Folder
        $run = Invoke-FreshShell -Environment @{ OWOX_API_KEY = $Sandbox.apiKey; OUT = Join-Path $folder rows; FORMAT = $format; ROWS = $rows } @'
$id = ($env:OWOX_TEST_SANDBOX | ConvertFrom-Json).dataMarts.events
$null = Connect-OwoxDataMarts
$process = [System.Diagnostics.Process]::GetCurrentProcess()

# The buffers and the heap have their size only after a million rows. Then the number of rows must not matter.
$null = Export-OwoxDataMart $id -Path $env:OUT -Format $env:FORMAT -Limit ([int]$env:ROWS / 2)
$process.Refresh()
$before = $process.PeakWorkingSet64
$result = Export-OwoxDataMart $id -Path $env:OUT -Format $env:FORMAT -Limit $env:ROWS
if ($result.Rows -ne $env:ROWS) { throw "$($result.Rows) rows" }
$process.Refresh()
[int](($process.PeakWorkingSet64 - $before) / 1MB)
'@
        Remove-Item $folder -Recurse -Force
        $run.Errors | Should -BeNullOrEmpty
        [int]$run.Output.Trim() | Should -BeLessThan 50
    }
}
