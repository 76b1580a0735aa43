# Progress while files are written. Text from the server cannot inject commands into the log of a pipeline agent.

BeforeDiscovery {
    # The tests need the command script of Linux.
    $noTerminal = -not $IsLinux -or -not (Get-Command script -CommandType Application -ErrorAction Ignore)

    # Progress is shown in the first case only.
    $cases = @(
        @{ what = 'shown'; variable = 'UNUSED'; value = '1' }
        @{ what = 'in CI'; variable = 'CI'; value = 'true' }
        @{ what = 'in Azure DevOps'; variable = 'TF_BUILD'; value = 'True' }
        @{ what = 'with SilentlyContinue'; variable = 'PROGRESS'; value = 'SilentlyContinue' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder

    # Runs exports in this process, once for each case, which sets an environment variable. Writes one line for each form of
    # output: progress shown, rate within the limit, completed records, errors, and the last status.
    $watched = @'
$id = ($env:OWOX_TEST_SANDBOX | ConvertFrom-Json).dataMarts.orders
foreach ($case in $cases) {
    [Environment]::SetEnvironmentVariable($case.variable, $case.value)
    $out = Join-Path $env:OUT $case.what
    $shell = [powershell]::Create()
    $null = $shell.AddScript('Import-Module $env:OWOX_TEST_MODULE; $null = Connect-OwoxDataMarts; $ProgressPreference = $env:PROGRESS').Invoke()
    foreach ($with in "-Path '$out.csv'", "-Directory '$out.d'", '| Out-Null') {
        $shell.Commands.Clear()
        $shell.Streams.ClearStreams()
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = $shell.AddScript("Export-OwoxDataMart $id -Limit 200 $with").Invoke()
        $records = @($shell.Streams.Progress)
        $shown = @($records | Where-Object RecordType -EQ Processing)
        $done = @($records | Where-Object RecordType -EQ Completed)
        $last = if ($shown) { $shown[-1].StatusDescription }
        Add-Content "$out.txt" "$($shown.Count -gt 0) $($shown.Count -le 4 * $watch.Elapsed.TotalSeconds) $($done.Count) $($shell.Streams.Error.Count) $last"
    }

    [Environment]::SetEnvironmentVariable($case.variable, $null)
}
'@
    $variables = @{ OWOX_API_KEY = $Sandbox.apiKey; OUT = $folder; PROGRESS = 'Continue' }

    # Returns the script for these cases.
    function Get-WatchedScript([hashtable[]] $Case) {
        "`$cases = '$(ConvertTo-Json @($Case) -Compress)' | ConvertFrom-Json`n" + $watched
    }

    $evil = "Sales`n##vso[task.setvariable variable=x]y`n##[error]no"
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'An export' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'writes one verbose line about the file' {
        $path = Join-Path $folder rows.csv
        $lines = Export-OwoxDataMart $marts.orders -Path $path -Limit 3 -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message
        $run = (Get-SandboxRequest '*.ndjson').runId
        @($lines -like '* rows, * bytes in * s, run *') | Should -HaveCount 1
        $lines[-1] | Should -Match "^3 rows, $((Get-Item $path).Length) bytes in \d+[.,]\d s, run ${run}: '$([regex]::Escape($path))'\.$"
    }

    Context 'at a terminal' -Skip:$noTerminal -ForEach @{ cases = $cases } {
        BeforeAll {
            Clear-Sandbox
            Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 200; times = 0 }
            $task = Join-Path $folder shown.ps1
            Set-Content $task (Get-WatchedScript $cases)
            $settings = $variables.GetEnumerator() | ForEach-Object { "'$($_.Key)=$($_.Value)'" }
            $null = Invoke-AtTerminal "env $settings $(Get-TestEngineCommand) -NoProfile -NonInteractive -File '$task'"
        }

        It 'shows rows, bytes, rate and time at most four times a second, only on a terminal: <what>' -ForEach $cases {
            $lines = @(Get-Content (Join-Path $folder "$what.txt"))
            $lines | Should -HaveCount 3
            foreach ($line in $lines) {
                $line | Should -Match $(if ($what -eq 'shown') { '^True True 1 0 [\d,.]+ rows, [\d,.]+ MB, [\d,.]+ rows/s, \d\d:\d\d:\d\d$' } else { '^False True 0 0 $' })
            }
        }
    }

    It 'shows no progress when output is redirected' {
        Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 200; times = 0 }
        $run = Invoke-FreshShell -Bare -Environment $variables (Get-WatchedScript @{ what = 'redirected'; variable = 'UNUSED'; value = '1' })
        $run.Errors | Should -BeNullOrEmpty
        Get-Content (Join-Path $folder redirected.txt) | Should -Be (@('False True 0 0 ') * 3)
    }

    It 'does not let text of the server start a line: <what>' -ForEach @(
        @{ what = 'the title of a data mart'; script = '
            $list = Get-OwoxDataMart
            $list | Export-OwoxDataMart -Directory $env:OUT -WhatIf
            $list | Export-OwoxDataMart -Directory $env:OUT'; list = $true }
        @{ what = 'a message of the server'; script = 'Export-OwoxDataMart $marts.orders -Path "$env:OUT/x.csv"'; status = 424 }
        @{ what = 'column names'; script = 'Export-OwoxDataMart $marts.empty | Out-Null'; columns = $true }
        @{ what = 'the name of a column with conversion errors'; script = 'Export-OwoxDataMart $marts.empty -Typed | Out-Null'; typed = $true }
        @{ what = 'the title of an incremental export'; script = 'Export-OwoxDataMart $marts.orders -Path "$env:OUT/x.csv" -Incremental -Watermark nope'; mart = $true }
    ) {
        if ($list) {
            Add-Fault 'GET /api/data-marts' status @{ status = 200; body = @{ items = @(@{ id = '00000000-0000-4000-8000-000000000000'; title = $evil; status = 'PUBLISHED'; storage = @{ type = 'X'; title = $evil }; createdAt = '2026-01-01T00:00:00Z'; modifiedAt = '2026-01-01T00:00:00Z' }); total = 1; nextOffset = $null } }
        }
        elseif ($status) {
            Add-Fault 'GET *.ndjson' status @{ status = 424; body = @{ statusCode = 424; message = $evil; code = 'X' } }
        }
        elseif ($typed) {
            Add-Fault "GET /api/data-marts/$($marts.empty)/blendable-schema" status @{ status = 200; body = @{ nativeFields = @(@{ name = $evil; type = 'INTEGER' }); blendedFields = @() } }
            Add-Fault 'GET *.ndjson' malformed-line @{ text = (@{ $evil = 'x' } | ConvertTo-Json -Compress) }
            Add-Fault 'GET *.ndjson' run-record @{ status = 'SUCCESS'; rowCount = 1 }
        }
        elseif ($columns) {
            Add-Fault 'GET *.ndjson' malformed-line @{ text = (@{ "$evil a" = 1 } | ConvertTo-Json -Compress).Replace('}', ',') + (@{ "$evil A" = 2 } | ConvertTo-Json -Compress).Substring(1) }
            Add-Fault 'GET *.ndjson' run-record @{ status = 'SUCCESS'; rowCount = 1 }
        }
        else {
            Add-Fault "GET /api/data-marts/$($marts.orders)" status @{ status = 200; body = @{ id = $marts.orders; title = $evil; status = 'PUBLISHED'; storage = @{ type = 'X'; title = 'x' }; createdAt = '2026-01-01T00:00:00Z'; modifiedAt = '2026-01-01T00:00:00Z'; schema = @{ type = 'x'; fields = @() } } }
        }

        $run = Invoke-FreshShell -Environment @{ OWOX_API_KEY = $Sandbox.apiKey; OUT = Join-Path $folder evil } @"
`$marts = (`$env:OWOX_TEST_SANDBOX | ConvertFrom-Json).dataMarts
`$null = Connect-OwoxDataMarts
$script
"@
        $all = $run.Output + "`n" + $run.Errors
        $all | Should -BeLike '*vso*' -Because 'what the server sent should be shown'
        @($all -split '[\r\n]+' | ForEach-Object { $_ -replace '\x1b\[[0-9;]*m' } | Where-Object { $_ -match '^\s*(\| *)?##(vso)?\[' }) | Should -BeNullOrEmpty
        $all | Should -Not -BeLike '*##vso`[*'
    }
}
