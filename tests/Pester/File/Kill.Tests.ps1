# A process that is killed during an export: the old file remains, and the next run removes temporary files.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder
    $path = Join-Path $folder rows.csv
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'An incremental export that is killed with kill -9' {
    It 'repeats a window and never skips one' {
        $series = Join-Path $folder series
        $changedCount = 0
        foreach ($iteration in 1..5) {
            Clear-Sandbox
            Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 3000 }
            $shell = Start-FreshShell "`$null = Connect-OwoxDataMarts; `$null = Export-OwoxDataMart $($marts.orders) -Path '$series' -Incremental -Watermark created_ts -Filter @{ column = 'order_id'; operator = 'lte'; value = 1500 }" @{ OWOX_API_KEY = $Sandbox.apiKey }
            Wait-Until { $shell.Process.HasExited -or (Test-Path "$series.owox-lock") }
            Start-Sleep -Milliseconds (Get-Random -Minimum 0 -Maximum 900)
            $shell.Process.Kill()
            $null = Wait-FreshShell $shell

            # The state marks a window as finished only if its file is complete.
            $files = @(Get-ChildItem "$folder/series.*.ndjson")
            if (Test-Path "$series.owox-state.json") {
                $changedCount++
                $files.Name | Should -Contain series.first.ndjson
                [System.IO.File]::ReadAllLines("$series.first.ndjson") | Should -HaveCount 1500
                (Get-Content -Raw "$series.owox-state.json" | ConvertFrom-Json -DateKind String).next | Should -Match '^\d{4}-.*Z$'
            }
        }

        Clear-Sandbox
        Start-Sleep -Milliseconds 2500
        $null = Export-OwoxDataMart $marts.orders -Path $series -Incremental -Watermark created_ts -Filter @{ column = 'order_id'; operator = 'lte'; value = 1500 }
        $ids = Get-ChildItem "$folder/series.*.ndjson" | ForEach-Object { [System.IO.File]::ReadAllLines($_.FullName) } | ForEach-Object { ($_ | ConvertFrom-Json).order_id }
        $ids | Should -HaveCount 1500
        @($ids | Sort-Object -Unique) | Should -HaveCount 1500
        Get-Name $folder | Where-Object { $_ -like '.series*partial' -or $_ -like '*lock' } | Should -BeNullOrEmpty -Because "the state changed in $changedCount of 5 iterations"
        Remove-Item "$folder/series.*"
    }
}

Describe 'An export that is killed with kill -9' {
    It 'keeps the complete file while the run record is requested, also after later exports' {
        Clear-Sandbox
        New-ExistingFile $path
        Add-Fault 'GET */runs/*' delay @{ seconds = 60 }
        $shell = Start-FreshShell "`$null = Connect-OwoxDataMarts; `$null = Export-OwoxDataMart $($marts.orders) -Path '$path' -Limit 1500" @{ OWOX_API_KEY = $Sandbox.apiKey }
        Wait-Until { (Get-SandboxRequest '*/runs/*').faults }
        $shell.Process.Kill()
        $null = Wait-FreshShell $shell
        Assert-ExistingFile $path
        Clear-Sandbox
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 4
        $kept = Get-Name $folder | Where-Object { $_ -like 'rows.csv.*.owox-unverified' }
        Get-Name $folder | Should -Be rows.csv, $kept
        Import-Csv -LiteralPath (Join-Path $folder $kept) | Should -HaveCount 1500
        Remove-Item -LiteralPath (Join-Path $folder $kept)
    }

    It 'leaves the old file at ten random moments, and the next run removes temporary files' {
        $completedCount = 0
        $started = 0
        Remove-Item "$folder/*"
        foreach ($iteration in 1..10) {
            $name = ('rows.csv', 'rows.xlsx', 'rows.parquet')[$iteration % 3]
            $path = Join-Path $folder $name
            Clear-Sandbox
            New-ExistingFile $path
            Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 1500 }
            $shell = Start-FreshShell "`$null = Connect-OwoxDataMarts; `$null = Export-OwoxDataMart $($marts.orders) -Path '$path' -Limit 1500" @{ OWOX_API_KEY = $Sandbox.apiKey }

            # The temporary file is created before the query. The process is killed at a random moment after that.
            Wait-Until { $shell.Process.HasExited -or @(Get-Name $folder).Count -gt 1 }
            Start-Sleep -Milliseconds (Get-Random -Minimum 0 -Maximum 1400)
            $shell.Process.Kill()
            $null = Wait-FreshShell $shell
            if ((Get-Text $path) -ceq "what was here before`n") {
                $started += @(Get-Name $folder).Count -gt 1
            }
            else {
                # The export finished before the process was killed, so the file is complete.
                $completedCount++
                Get-RowCount $path | Should -Be 1500
            }

            Clear-Sandbox
            (Export-OwoxDataMart $marts.customers -Path $path -Limit 4).Rows | Should -Be 4
            Get-RowCount $path | Should -Be 4
            $kept = @(Get-Name $folder | Where-Object { $_ -like "$name.*.owox-unverified" })
            Get-Name $folder | Where-Object { $_ -notin $kept } | Should -Be $name -Because "iteration $iteration left other files"

            # An export that was killed after all rows had arrived keeps its file.
            foreach ($one in $kept) {
                Get-RowCount (Join-Path $folder $one) $name.Split('.')[-1] | Should -Be 1500
                Remove-Item -LiteralPath (Join-Path $folder $one)
            }

            Remove-Item $path
        }

        $started | Should -BeGreaterThan 4 -Because "the export completed before the kill in $completedCount iterations"
    }
}
