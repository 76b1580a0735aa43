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
            $shell = Start-FreshShell "`$null = Connect-OwoxDataMarts; `$null = Export-OwoxDataMart $($marts.orders) -Path '$path' -Limit 1500" @{ OWOX_API_KEY = $Sandbox.apiKey }

            # The temporary file comes before the query: from there on, anywhere up to its end.
            Wait-Until { $shell.Process.HasExited -or @(Get-Name $folder).Count -gt 1 }
            Start-Sleep -Milliseconds (Get-Random -Minimum 0 -Maximum 1400)
            $shell.Process.Kill()
            $null = Wait-FreshShell $shell
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
