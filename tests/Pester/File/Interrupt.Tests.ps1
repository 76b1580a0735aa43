# Ctrl+C, Stop-Job and commands that end early while a file is written: the export ends immediately and leaves no temporary files.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $orders = $Sandbox.dataMarts.orders
    $stream = "/api/external/http-data/data-marts/$orders.ndjson"
    $export = 'param($id, $path) Export-OwoxDataMart $id -Path $path'

    # Starts an export, presses Ctrl+C when $Reached returns true, and returns the number of seconds until the export ended.
    function Measure-Interrupt([string] $Script, [object[]] $Argument, [scriptblock] $Reached) {
        $shell = New-Shell
        try {
            $running = Start-InShell $shell $Script $Argument
            Wait-Until $Reached
            $running.IsCompleted | Should -BeFalse
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Stop()
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $shell.Streams.Error | Should -BeNullOrEmpty
            $watch.Elapsed.TotalSeconds
        }
        finally {
            $shell.Dispose()
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Ctrl+C' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
        New-ExistingFile $path
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder -Recurse -Force
    }

    It 'leaves no temporary files of an export to <name>: <phase>' -ForEach @(
        foreach ($name in 'rows.csv', 'rows.ndjson.gz', 'rows.json', 'rows.xlsx', 'rows.parquet') {
            @{ name = $name; phase = 'before the first byte'; kind = 'delay'; with = @{ seconds = 60 }; reached = { (Get-SandboxRequest '*.ndjson').faults } }
            @{ name = $name; phase = 'while rows arrive'; kind = 'slow'; with = @{ rowsPerSecond = 100 }; reached = { (Get-SandboxRequest '*.ndjson').rowsSent -gt 30 } }
            @{ name = $name; phase = 'while the stream is stalled'; kind = 'stall'; with = @{ afterRows = 2000; seconds = 5 }; reached = { (Get-SandboxRequest '*.ndjson').rowsSent -ge 2000 } }
        }
    ) {
        $target = Join-Path $folder $name
        New-ExistingFile $target
        Add-Fault "GET $stream" $kind $with
        Measure-Interrupt $export $orders, $target $reached | Should -BeLessThan 3
        @(Get-Name $folder | Where-Object { $_ -like '*partial*' }) | Should -BeNullOrEmpty
        Assert-ExistingFile $target
        (Wait-SandboxRequest '*.ndjson' 8).outcome | Should -Be 'aborted'
    }

    It 'keeps the complete file under another name while the run record is requested' {
        Add-Fault 'GET */runs/*' delay @{ seconds = 60 }
        Measure-Interrupt $export $orders, $path { (Get-SandboxRequest '*/runs/*').faults } | Should -BeLessThan 3
        $kept = Get-Name $folder | Where-Object { $_ -like 'rows.csv.*.owox-unverified' }
        Get-Name $folder | Should -Be rows.csv, $kept
        Import-Csv -LiteralPath (Join-Path $folder $kept) | Should -HaveCount 5000
        Assert-ExistingFile $path
        (Wait-SandboxRequest '*/runs/*').outcome | Should -Be 'aborted'
    }

    It 'leaves no files while a retry is pending' {
        Add-Fault "GET $stream" status @{ status = 429; headers = @{ 'Retry-After' = '60' } }
        Measure-Interrupt $export $orders, $path { (Get-SandboxRequest $stream).outcome -eq 'completed' } | Should -BeLessThan 3
        Get-Name $folder | Should -Be rows.csv
        Assert-ExistingFile $path
        @(Get-SandboxRequest $stream) | Should -HaveCount 1
    }

    It 'leaves no state, lock or temporary files of <what>: <phase>' -ForEach @(
        $report = '3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b316'
        $forms = @(
            @{ what = 'an incremental export'; script = 'param($id, $path) Export-OwoxDataMart $id -Path $path -Incremental -Watermark date'; asks = 'GET /api/data-marts/6f1c2a54-0b7e-4d39-8a61-c5e0d9f3b201' }
            @{ what = 'a report'; script = 'param($id, $path) Export-OwoxReport $id -Path $path'; id = $report; asks = "GET /api/reports/$report" }
            @{ what = 'a directory of reports'; script = 'param($id, $path) Export-OwoxReport $id -Directory (Split-Path $path)'; id = $report; asks = "GET /api/reports/$report" }
            @{ what = 'a directory'; script = 'param($id, $path) Export-OwoxDataMart $id -Directory (Split-Path $path)'; asks = 'GET /api/data-marts/6f1c2a54-0b7e-4d39-8a61-c5e0d9f3b201' }
        )
        foreach ($form in $forms) {
            $form + @{ phase = 'during the request before the query'; match = $form.asks; kind = 'delay'; with = @{ seconds = 60 }; reached = { (Get-SandboxRequest ($match -replace '^GET ')).faults } }
            $form + @{ phase = 'before the first byte'; match = 'GET *.ndjson'; kind = 'delay'; with = @{ seconds = 60 }; reached = { (Get-SandboxRequest '*.ndjson').faults } }
            $form + @{ phase = 'while rows arrive'; match = 'GET *.ndjson'; kind = 'slow'; with = @{ rowsPerSecond = 100 }; reached = { (Get-SandboxRequest '*.ndjson').rowsSent -gt 30 } }
            $form + @{ phase = 'during the request for the run record'; match = 'GET */runs/*'; kind = 'delay'; with = @{ seconds = 60 }; reached = { (Get-SandboxRequest '*/runs/*').faults } }
        }
    ) {
        Add-Fault $match $kind $with
        Measure-Interrupt $script ($id ?? $orders), $path $reached | Should -BeLessThan 3
        $kept = @(Get-Name $folder | Where-Object { $_ -like '*.owox-unverified' })
        $kept | Should -HaveCount $(if ($phase -eq 'during the request for the run record') { 1 } else { 0 }) -Because 'complete rows are kept, because the query is billed'
        Get-Name $folder | Where-Object { $_ -notin $kept } | Should -Be rows.csv
        Assert-ExistingFile $path
        (Wait-SandboxRequest '*' 8).outcome | Should -Not -Contain 'running'
        @(Get-SandboxRequest '*' | Where-Object faults).outcome | Should -Be 'aborted'
    }

    It 'cancels all exports to a directory' {
        Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 100; times = 0 }
        $marts = $Sandbox.dataMarts
        $ids = $marts.orders, $marts.customers, $marts.adSpend
        Measure-Interrupt 'param($ids, $folder) $ids | Export-OwoxDataMart -Directory $folder -ThrottleLimit 2' @($ids, $folder) { @(Get-SandboxRequest '*.ndjson' | Where-Object rowsSent -GT 20).Count -eq 2 } | Should -BeLessThan 3
        Get-Name $folder | Should -Be rows.csv
        $requests = Wait-SandboxRequest '*.ndjson'
        $requests.outcome | Should -Be 'aborted', 'aborted'
    }
}

Describe 'A job that exports a file' {
    It 'leaves no temporary files when it is stopped' {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
        New-ExistingFile $path
        Add-Fault "GET $stream" slow @{ rowsPerSecond = 100 }
        $module, $key = $env:OWOX_TEST_MODULE, (ConvertTo-Secret $Sandbox.apiKey)
        $job = Start-ThreadJob {
            Import-Module $using:module
            $null = Connect-OwoxDataMarts -ApiKey $using:key
            Export-OwoxDataMart $using:orders -Path $using:path
        }
        try {
            Wait-Until { (Get-SandboxRequest '*.ndjson').rowsSent -gt 30 }
            Get-Name $folder | Should -HaveCount 2
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Stop-Job $job
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 3
            $job.State | Should -Be 'Stopped'
            (Wait-SandboxRequest '*.ndjson').outcome | Should -Be 'aborted'
            Get-Name $folder | Should -Be rows.csv
            Assert-ExistingFile $path
        }
        finally {
            Remove-Job $job -Force
            Clear-Sandbox
            Remove-Item $folder -Recurse -Force
        }
    }
}

Describe 'A pipeline that ends early' {
    BeforeEach {
        Clear-Sandbox
        Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 300 }
    }

    AfterEach {
        Clear-Sandbox
    }

    It 'closes the connection immediately when it <what>' -ForEach @(
        @{ what = 'ends with break'; script = { foreach ($once in 1) { Export-OwoxDataMart $orders | ForEach-Object { if ($_.order_id -eq 5) { break } } } } }
        @{ what = 'throws'; script = { try { Export-OwoxDataMart $orders | ForEach-Object { if ($_.order_id -eq 5) { throw 'mine' } } } catch { $script:caught = "$_" } } }
        @{ what = 'ends with Select-Object -First'; script = { Export-OwoxDataMart $orders | Select-Object -First 5 } }
    ) {
        $script:caught = $null
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = & $script
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        $script:caught | Should -Be $(if ($what -eq 'throws') { 'mine' })
        $request = Wait-SandboxRequest '*.ndjson'
        $request.outcome | Should -Be 'aborted'
        $request.rowsSent | Should -BeLessThan 2000
        Get-SandboxRequest '*/runs/*' | Should -BeNullOrEmpty
    }
}
