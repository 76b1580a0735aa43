# The audit log when something fails: the stream, the command, another process, another program, or the disk.

BeforeDiscovery {
    $notLinux = -not (Test-Path /dev/full)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -Timing @{ RetryDelay = 0.01 }
    $orders = $Sandbox.dataMarts.orders
    $log = Join-Path $TestDrive 'audit.jsonl'
    $failed = @{ Id = 'Owox.AuditLogFailed'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }

    function Get-Line([string] $Path = $log) { @(Get-Content -LiteralPath $Path | ForEach-Object { $_ | ConvertFrom-Json }) }
    function Get-SentChange { @(Get-SandboxRequest).Where({ $_.method -ne 'GET' -and $_.path -notlike '*/auth/*' }) }

    # Takes the lock of the log, as another process does while it writes.
    function Lock-Log { [System.IO.FileStream]::new("$log.lock", 'OpenOrCreate', 'ReadWrite', 'None') }

    # Starts a change in a separate shell of this process.
    function Start-Change {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($module) Import-Module $module').AddArgument($env:OWOX_TEST_MODULE).Invoke()
        $shell.Commands.Clear()
        $null = $shell.AddScript('param($connection) Set-OwoxProject -Description waits -Connection $connection').AddArgument((Get-OwoxConnection -Current))
        @{ Shell = $shell; Running = $shell.BeginInvoke() }
    }

    # Waits until a condition is true.
    function Wait-Until([scriptblock] $Condition) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (& $Condition)) {
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 20 -Because "$Condition"
            Start-Sleep -Milliseconds 20
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The audit log' {
    BeforeEach {
        Get-Item "$log*" | Remove-Item
        $null = Connect-Sandbox -With @{ AuditLog = $log }
        Clear-Sandbox
    }

    Context 'The line with the result' {
        It 'has the error of a response that contains no rows: <Name>' -ForEach @(
            @{ Name = 'an export'; Block = { Export-OwoxDataMart $orders } }
            @{ Name = 'an export to a file'; Block = { Export-OwoxDataMart $orders -Path (Join-Path $TestDrive 'rows.csv') } }
            @{ Name = 'a data reader'; Block = { Export-OwoxDataMart $orders -AsDataReader } }
            @{ Name = 'any path'; Block = { Invoke-OwoxApi "/api/external/http-data/data-marts/$orders.ndjson" -AsStream } }
        ) {
            Add-Fault 'GET *.ndjson' status @{ status = 200; contentType = 'text/html'; body = '<p>Sign in</p>' }
            (Get-Failure $Block).FullyQualifiedErrorId | Should -BeLike 'Owox.UnexpectedResponse,*'
            (Get-Line).event | Should -Be started, completed
            $line = (Get-Line)[1]
            $line.status, $line.error | Should -Be 200, UnexpectedResponse
            $line.PSObject.Properties['rows'] | Should -BeNullOrEmpty
        }

        It 'has the rows and the error of an incomplete stream: <Name>' -ForEach @(
            @{ Name = 'an export'; Block = { Export-OwoxDataMart $orders } }
            @{ Name = 'an export to a file'; Block = { Export-OwoxDataMart $orders -Path (Join-Path $TestDrive 'rows.csv') } }
            @{ Name = 'any path'; Block = { Invoke-OwoxApi "/api/external/http-data/data-marts/$orders.ndjson" -OutFile (Join-Path $TestDrive 'rows.ndjson') } }
        ) {
            Add-Fault 'GET *.ndjson' cut-chunked @{ afterRows = 2 }
            (Get-Failure $Block).FullyQualifiedErrorId | Should -BeLike 'Owox.StreamIncomplete,*'
            (Get-Line).event | Should -Be started, completed
            (Get-Line)[1].rows, (Get-Line)[1].error | Should -Be 2, StreamIncomplete
        }

        It 'has the error of rows that are not confirmed' {
            Add-Fault 'GET *.ndjson' run-record @{ status = 'SUCCESS'; rowCount = 99 }
            (Get-Failure { Export-OwoxDataMart $orders -Limit 3 }).FullyQualifiedErrorId | Should -BeLike 'Owox.StreamIncomplete,*'
            (Get-Line)[1].rows, (Get-Line)[1].error | Should -Be 3, StreamIncomplete
        }

        It 'says that a later command ended the pipeline' {
            $null = Export-OwoxDataMart $Sandbox.dataMarts.events | Select-Object -First 1
            (Get-Line).event | Should -Be started, completed
            (Get-Line)[1].error | Should -Be Canceled
            (Get-Line)[1].rows | Should -BeGreaterThan 0
        }

        It 'has no error after all rows' {
            $null = Export-OwoxDataMart $orders -Limit 3
            $reader = Export-OwoxDataMart $orders -Limit 2 -AsDataReader
            while ($reader.Read()) { $null = $reader.FieldCount }
            $reader.Close()
            $lines = (Get-Line).Where({ $_.event -eq 'completed' })
            $lines.rows | Should -Be 3, 2
            $lines.Where({ $_.PSObject.Properties['error'] }) | Should -BeNullOrEmpty
        }
    }

    Context 'Ctrl+C while another process uses the log' {
        It 'ends a change that was not sent' {
            $held = Lock-Log
            try {
                $change = Start-Change
                Start-Sleep -Milliseconds 300
                $change.Running.IsCompleted | Should -BeFalse
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                $change.Shell.Stop()
                $watch.Elapsed.TotalSeconds | Should -BeLessThan 2
                $change.Shell.InvocationStateInfo.State | Should -Be Stopped
            }
            finally {
                $held.Dispose()
                $change.Shell.Dispose()
            }

            Get-SentChange | Should -BeNullOrEmpty
            (Get-Item $log).Length | Should -Be 0
        }

        It 'ends a change that was sent, about a second later, without the line with its result' {
            Add-Fault 'PUT *' delay @{ seconds = 0.5 }
            $change = Start-Change
            Wait-Until { Get-SentChange }
            $held = Lock-Log
            try {
                Wait-Until { @(Get-SentChange).outcome -eq 'completed' }
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                $change.Shell.Stop()
                $watch.Elapsed.TotalSeconds | Should -BeLessThan 4
            }
            finally {
                $held.Dispose()
                $change.Shell.Dispose()
            }

            (Get-Line).event | Should -Be started
            (Get-OwoxAuditEvent $log).Event | Should -Be started
        }

        It 'is not needed: the change waits, and has both lines' {
            $held = Lock-Log
            try {
                $change = Start-Change
                Start-Sleep -Milliseconds 200
                Get-SentChange | Should -BeNullOrEmpty
            }
            finally {
                $held.Dispose()
            }

            $null = $change.Shell.EndInvoke($change.Running)
            $change.Shell.Dispose()
            Get-SentChange | Should -HaveCount 1
            (Get-Line).event | Should -Be started, completed
        }
    }

    Context 'Another program' {
        It 'can delete, rename and truncate the log between two calls' {
            $null = Set-OwoxProject -Description one
            Move-Item $log "$log.1"
            $null = Set-OwoxProject -Description two
            (Get-Line "$log.1").event + (Get-Line).event | Should -Be started, completed, started, completed
            (Get-OwoxAuditEvent $log).Count | Should -Be 2
            Clear-Content $log
            $null = Set-OwoxProject -Description three
            @(Get-Line).Count | Should -Be 2
            Remove-Item $log
            $null = Set-OwoxProject -Description four
            @(Get-Line).Count | Should -Be 2
        }

        It 'can rename the log during a call: its two lines are read as one call' {
            Add-Fault 'PUT *' delay @{ seconds = 0.5 }
            $change = Start-Change
            Wait-Until { Get-SentChange }
            Move-Item "$log" "$log.1"
            $null = $change.Shell.EndInvoke($change.Running)
            $change.Shell.Dispose()
            (Get-Line "$log.1").event | Should -Be started
            (Get-Line).event | Should -Be completed
            $found = @(Get-OwoxAuditEvent $log)
            $found | Should -HaveCount 1
            $found[0].Status | Should -Be 200
        }

        It 'can leave only its own files: they are read in the order of time' {
            $null = Set-OwoxProject -Description one
            Move-Item $log "$log.2"
            $null = Export-OwoxDataMart $orders -Limit 1
            Move-Item $log "$log.1"
            (Get-OwoxAuditEvent $log).Cmdlet | Should -Be Set-OwoxProject, Export-OwoxDataMart
        }

        It 'can truncate the log while a line is written: the zeros before the line do not matter' {
            $null = Set-OwoxProject -Description one
            $lines = [System.IO.File]::ReadAllText($log)
            [System.IO.File]::WriteAllText($log, "`0" * 20 + $lines)
            (Get-OwoxAuditEvent $log).Status | Should -Be 200
        }
    }

    Context 'A log that cannot be written' {
        It 'prevents each call if it leads to a full disk' -Skip:$notLinux {
            $full = Join-Path $TestDrive 'full.jsonl'
            $null = New-Item -ItemType SymbolicLink $full -Target /dev/full
            $null = Connect-Sandbox -With @{ AuditLog = $full }
            Clear-Sandbox
            Assert-Failure { Set-OwoxProject -Description full } @failed -Says full.jsonl
            Assert-Failure { Export-OwoxDataMart $orders -Limit 1 } @failed -Says full.jsonl
            Get-SentChange | Should -BeNullOrEmpty
            Get-SandboxRequest *.ndjson | Should -BeNullOrEmpty
            Get-OwoxStorage | Should -Not -BeNullOrEmpty
        }

        It 'has no part of a line if the disk is full, and whole lines afterwards' -Skip:$notLinux {
            # The shell limits the size of files instead. Each description makes the lines longer than the space that is left.
            $script = @"
`$null = Connect-OwoxDataMarts -AuditLog '$log'
`$results = 1..40 | ForEach-Object { try { `$null = Set-OwoxProject -Description "`$_"; 'sent' } catch { `$_.FullyQualifiedErrorId } }
`$results | Group-Object | ForEach-Object { "`$(`$_.Name) `$(`$_.Count)" }
"@
            $file = Join-Path $TestDrive 'limited.ps1'
            "Import-Module '$env:OWOX_TEST_MODULE'`n$script" | Set-Content $file
            $env:OWOX_API_KEY = $Sandbox.apiKey
            $output = try { sh -c "trap '' XFSZ; ulimit -f 16; DOTNET_EnableWriteXorExecute=0 exec $(Get-TestEngineCommand) -NoProfile -NonInteractive -File '$file'" 2>&1 | Out-String } finally { $env:OWOX_API_KEY = $null }
            $output | Should -BeLike '*Owox.AuditLogFailed,*'
            $lines = Get-Line
            $lines.Where({ $_.event -eq 'started' }).Count | Should -Be @(Get-SentChange).Count
            [System.IO.File]::ReadAllText($log) | Should -Match '\}\n$'
            $null = Set-OwoxProject -Description after
            (Get-Line).Count | Should -Be ($lines.Count + 2)
        }
    }
}
