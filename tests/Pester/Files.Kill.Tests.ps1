# A shell that is killed in the middle of an export: the old file stays, and the next run clears what is left.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    Import-Module (Join-Path $PSScriptRoot 'Files.psm1')
    Import-Owox
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder
    $path = Join-Path $folder rows.csv
}

AfterAll {
    Clear-Sandbox
    Remove-Item $folder -Recurse -Force
}

Describe 'kill -9' {
    It 'at ten moments leaves the old file, and the next run leaves nothing else' {
        $whole = 0
        $started = 0
        foreach ($turn in 1..10) {
            Clear-Sandbox
            New-OldFile $path
            Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 1500 }
            $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
            foreach ($argument in '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$env:OWOX_TEST_MODULE'; `$null = Connect-OwoxDataMarts; `$null = Export-OwoxDataMart $($marts.orders) -Path '$path' -Limit 1500") {
                $start.ArgumentList.Add($argument)
            }

            $start.Environment['OWOX_API_KEY'] = $Sandbox.apiKey
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $process = [System.Diagnostics.Process]::Start($start)
            $process.StandardInput.Close()

            # The temporary file comes before the query: from there on, anywhere up to its end.
            Wait-Until { $process.HasExited -or @(Get-Name $folder).Count -gt 1 }
            Start-Sleep -Milliseconds (Get-Random -Minimum 0 -Maximum 1400)
            $process.Kill()
            $process.WaitForExit()
            $process.Dispose()
            if ((Get-Text $path) -ceq "what was here before`n") {
                $started += @(Get-Name $folder).Count -gt 1
            }
            else {
                # It was faster than the axe: then the file is whole.
                $whole++
                Import-Csv $path | Should -HaveCount 1500
            }

            Clear-Sandbox
            (Export-OwoxDataMart $marts.customers -Path $path -Limit 4).Rows | Should -Be 4
            Import-Csv $path | Should -HaveCount 4
            Get-Name $folder | Should -Be rows.csv -Because "turn $turn left more"
        }

        $started | Should -BeGreaterThan 4 -Because "in $whole turns the export was over before"
    }
}
