# Streams that break, and incomplete streams that look complete.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -Timing @{ RunRecordTimeout = 0.5; RunRecordErrorTimeout = 0.5; RunRecordPollInterval = 0.05 }
    $null = Connect-Sandbox
    $orders = $Sandbox.dataMarts.orders
    $stream = "/api/external/http-data/data-marts/$orders.ndjson"
    $broken = @{ Id = 'Owox.StreamIncomplete'; Category = 'ReadError'; Type = 'Owox.OwoxStreamException' }
    $malformed = @{ Id = 'Owox.StreamMalformed'; Category = 'ReadError'; Type = 'Owox.OwoxStreamException' }

    # Returns the error of an export of the orders. Verifies that the request was not repeated after the first row.
    function Get-StreamFailure([hashtable] $With = @{}) {
        $failure = Get-Failure { Export-OwoxDataMart $orders @With }
        @(Get-SandboxRequest $stream) | Should -HaveCount 1
        $failure.TargetObject | Should -Be $orders
        $failure.Exception.RunId | Should -BeExactly (Get-SandboxRequest $stream).runId
        $failure.Exception.Message | Should -BeLike "*(run $($failure.Exception.RunId))*"
        $failure.Exception.Message | Should -BeLike '*Do not use the rows; export again*'
        $failure
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Export-OwoxDataMart with a faulty stream' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'reports an incomplete stream that ends after a complete row: <what>' -ForEach @(
        @{ what = 'chunked without the last chunk'; kind = 'cut-chunked'; says = 'The stream is incomplete' }
        @{ what = 'connection closed, no content length'; kind = 'cut-close'; says = 'The stream is incomplete' }
        @{ what = 'truncated gzip'; kind = 'cut-gzip'; says = 'The stream is incomplete' }
    ) {
        Add-Fault "GET $stream" $kind @{ afterRows = 3000 }
        $failure = Get-StreamFailure
        Assert-Failure { throw $failure } @broken -Says $says
        $failure.Exception.RowsReceived | Should -BeLessOrEqual 3000
    }

    It 'detects missing rows by the run record alone' {
        Add-Fault "GET $stream" cut-close @{ afterRows = 3000 }
        Add-Fault "GET $stream" run-record @{ status = 'SUCCESS'; rowCount = 5000 }
        $failure = Get-StreamFailure
        Assert-Failure { throw $failure } @broken -Says '3000 rows were received', 'the server recorded 5000'
        $failure.Exception.RowsReceived | Should -Be 3000
    }

    It 'reports an incomplete stream that ends in the middle of a line: <what>' -ForEach @(
        @{ what = 'the response ends without an error'; clean = $true; says = 'it ended in the middle of a row, after 10 rows' }
        @{ what = 'the connection is closed'; clean = $false; says = 'after 10 rows' }
    ) {
        Add-Fault "GET $stream" cut-line @{ afterRows = 10; clean = $clean }
        $failure = Get-StreamFailure
        Assert-Failure { throw $failure } @broken -Says $says
        $failure.Exception.RowsReceived | Should -Be 10
    }

    It 'reports an incomplete stream when the server stops sending' {
        $failure = Get-Failure { Export-OwoxDataMart $Sandbox.dataMarts.truncated }
        Assert-Failure { throw $failure } @broken -Says 'The stream is incomplete', 'Do not use the rows'
        $failure.Exception.RowsReceived | Should -BeLessOrEqual 5000
    }

    It 'returns the rows that arrived before the stream broke' {
        Add-Fault "GET $stream" cut-chunked @{ afterRows = 3000 }
        $rows = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { Export-OwoxDataMart $orders | ForEach-Object { $rows.Add($_) } }
        $rows.Count | Should -Be $failure.Exception.RowsReceived
        $rows.Count | Should -BeGreaterThan 0
    }

    It 'reports the number of a line that is not JSON, without its content' {
        Add-Fault "GET $stream" malformed-line @{ atRow = 50; text = '{"order_id":1,"note":"quoted' }
        $failure = Get-StreamFailure
        Assert-Failure { throw $failure } @malformed -Says 'Line 50 of the stream is not a row', 'it is not JSON'
        $failure.Exception.RowsReceived | Should -Be 49
        ($failure | Format-List * -Force | Out-String) | Should -Not -BeLike '*"note":"quoted*'
    }

    It 'reports a malformed stream for <what>' -ForEach @(
        @{ what = 'two rows in one line'; text = '{"order_id":1}{"order_id":2}'; says = 'it is not JSON' }
        @{ what = 'a single value'; text = '5'; says = 'it is JSON but not an object' }
        @{ what = 'an empty line'; text = ' '; says = 'it is not JSON' }
        @{ what = 'an unknown column'; text = '{"order_id":1,"secret_column":2}'; says = "it has the column 'secret_column', which neither the query nor the schema of the data mart has" }
        @{ what = 'a comment'; text = '{"order_id":1} // one'; says = 'it is not JSON' }
        @{ what = 'a line similar to the previous row'; text = '{"date":"2025-01-01","order_id":1,"customer_id":90'; says = 'it is not JSON' }
    ) {
        Add-Fault "GET $stream" malformed-line @{ atRow = 3; text = $text }
        $failure = Get-StreamFailure
        Assert-Failure { throw $failure } @malformed -Says 'Line 3 of the stream is not a row', $says
    }

    It 'reports a malformed stream for a line that is not an object' {
        Add-Fault "GET $stream" not-object @{ atRow = 2 }
        Assert-Failure { throw (Get-StreamFailure) } @malformed -Says 'Line 2 of the stream is not a row', 'it is JSON but not an object'
    }

    It 'returns a row from a line of 64 MiB' {
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        Add-Fault "GET $stream" huge-line @{ atRow = 2; bytes = 64MB }
        Add-Fault "GET /api/data-marts/*/runs/*" status @{ status = 404; times = 0 }
        $lengths = Export-OwoxDataMart $orders -Limit 3 -WarningAction SilentlyContinue | ForEach-Object {
            ($_.PSObject.Properties.Value | ForEach-Object { "$_".Length } | Measure-Object -Maximum).Maximum
        }
        $lengths | Should -HaveCount 4
        $lengths[1] | Should -BeGreaterThan (60 * 1MB)
    }

    It 'times out when the stream stalls longer than the idle timeout' {
        $hasty = Connect-Sandbox -With @{ Name = 'hasty'; IdleTimeoutSec = 2 }
        Add-Fault "GET $stream" stall @{ afterRows = 100; seconds = 60 }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        try {
            $failure = Get-StreamFailure @{ Connection = $hasty }
            $watch.Stop()
        }
        finally {
            Disconnect-OwoxDataMarts $hasty
        }

        Assert-Failure { throw $failure } @broken -Says 'no data was received for 2 s', 'after 100 rows'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        (Wait-SandboxRequest $stream 8).outcome | Should -Be 'aborted'
    }

    It 'returns all rows when the stream stalls for less than the idle timeout' {
        Add-Fault "GET $stream" stall @{ afterRows = 100; seconds = 2 }
        @(Export-OwoxDataMart $orders) | Should -HaveCount 5000
    }
}

Describe "The server's record of a run" {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'fails the export if the status is FAILED' {
        Add-Fault "GET $stream" run-record @{ status = 'FAILED' }
        $failure = Get-StreamFailure
        Assert-Failure { throw $failure } @broken -Says '5000 rows were received', 'recorded the run as FAILED'
        $failure.Exception.RowsReceived | Should -Be 5000
    }

    It 'fails the export if the row count differs: <count>' -ForEach @(@{ count = 4999 }, @{ count = 5001 }, @{ count = 0 }) {
        Add-Fault "GET $stream" run-record @{ status = 'SUCCESS'; rowCount = $count }
        Assert-Failure { throw (Get-StreamFailure) } @broken -Says '5000 rows were received', "the server recorded $count"
    }

    It 'fails the export if the status is unknown' {
        Add-Fault "GET $stream" run-record @{ status = 'PARTIAL' }
        Assert-Failure { throw (Get-StreamFailure) } @broken -Says 'recorded the run as PARTIAL'
    }

    It 'returns the rows with a warning if the record <what>' -ForEach @(
        @{ what = 'is missing'; with = @{ missing = $true }; says = 'has no record of the run' }
        @{ what = 'contains no row count'; with = @{ omitHttpData = $true }; says = 'has no row count' }
    ) {
        Add-Fault "GET $stream" run-record $with
        $rows = Export-OwoxDataMart $orders -Limit 9 -WarningVariable warnings -WarningAction SilentlyContinue
        $rows | Should -HaveCount 9
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "*9 rows of data mart $orders*did not confirm the number of rows*$says*"
    }

    It 'fails the export if the record cannot be read' {
        Add-Fault 'GET /api/data-marts/*/runs/*' status @{ status = 500; times = 0 }
        Assert-Failure { throw (Get-StreamFailure) } @broken -Says "record of the run could not be read", 'status 500'
    }

    It 'is polled until the run has finished' {
        Add-Fault "GET $stream" run-record @{ status = 'RUNNING' }
        Set-OwoxTestTiming @{ RunRecordTimeout = 1; RunRecordPollInterval = 0.02; MaxRunRecordPollInterval = 0.02 }
        try {
            $failure = Get-StreamFailure
        }
        finally {
            Reset-OwoxTestTiming
        }

        Assert-Failure { throw $failure } @broken -Says 'recorded the run as RUNNING'
        @(Get-SandboxRequest '/api/data-marts/*/runs/*').Count | Should -BeGreaterThan 5
    }
}
