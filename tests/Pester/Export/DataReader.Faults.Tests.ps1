# A reader of an incomplete, invalid or unverified stream never reaches its end, so a bulk load never commits its last batch.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/StreamFaults.psm1')
    $duringStream = Get-StreamFault | Where-Object { $_.id -like 'Owox.Stream*' }
    $unverified = @(
        @{ what = 'a missing run record'; faults = @(, @('run-record', @{ missing = $true })); says = 'has no record of the run' }
        @{ what = 'a run record without a row count'; faults = @(, @('run-record', @{ omitHttpData = $true })); says = 'has no row count' }
        @{ what = 'a run record with an unknown status'; faults = @(, @('run-record', @{ status = 'PARTIAL' })); says = 'recorded the run as PARTIAL' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -Timing @{ RunRecordTimeout = 0.5; RunRecordErrorTimeout = 0.5; RunRecordPollInterval = 0.05 }
    $null = Connect-Sandbox -With @{ IdleTimeoutSec = 1 }
    $orders = $Sandbox.dataMarts.orders
    $stream = "/api/external/http-data/data-marts/$orders.ndjson"

    # Imitates bulk loads: rows are read in batches, and a batch is committed when it is full or the reader has ended. With
    # -TransactionForAll nothing is committed before the end.
    Add-Type -TypeDefinition @'
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;

public sealed class BatchLoader
{
    public int BatchSize { get; set; }
    public long Committed { get; private set; }
    public bool IsDone { get; private set; }

    public void Load(DbDataReader reader)
    {
        var batch = 0;
        while (reader.Read())
        {
            reader.GetValues(new object[reader.FieldCount]);
            if (++batch == BatchSize) { Committed += batch; batch = 0; }
        }
        Committed += batch;
        IsDone = true;
    }

    public async Task LoadAsync(DbDataReader reader, CancellationToken token)
    {
        var batch = 0;
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (++batch == BatchSize) { Committed += batch; batch = 0; }
        }
        Committed += batch;
        IsDone = true;
    }
}
'@

    # Loads the orders in batches. Returns the error, and asserts that the load did not end.
    function Get-LoadFailure([int] $BatchSize, [switch] $Async) {
        $loader = [BatchLoader]::new()
        $loader.BatchSize = $BatchSize
        $reader = $null
        $failure = try {
            $reader = Export-OwoxDataMart $orders -AsDataReader
            if ($Async) { $loader.LoadAsync($reader, [System.Threading.CancellationToken]::None).GetAwaiter().GetResult() } else { $loader.Load($reader) }
        }
        catch {
            $_.Exception
        }

        $loader.IsDone | Should -BeFalse
        $loader.Committed | Should -BeLessThan 5000
        if ($reader) {
            $reader.Status | Should -Be 'Failed'
            { $reader.Read() } | Should -Throw -Because 'an error is never followed by an end'
            $reader.Dispose()
            $reader.Status | Should -Be 'Failed'
        }

        while ($failure.InnerException -and $failure -isnot [Owox.OwoxException]) { $failure = $failure.InnerException }
        $failure
    }
}

AfterAll {
    Clear-Sandbox
    Stop-OwoxTest
}

Describe 'A bulk load from a reader' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'never commits the last batch: <what>' -ForEach $duringStream {
        foreach ($batchSize in 1, 1000, 5000) {
            Clear-Sandbox
            foreach ($fault in $faults) { Add-Fault "GET $stream" $fault[0] $fault[1] }
            $failure = Get-LoadFailure $batchSize -Async:($batchSize -eq 1000)
            "Owox.$($failure.Reason)" | Should -Be $id
            $failure.Message | Should -BeLike "*$says*Do not use the rows; export again*"
            @(Get-SandboxRequest $stream) | Should -HaveCount 1
        }
    }

    It 'never commits the last batch without verification: <what>' -ForEach $unverified {
        foreach ($fault in $faults) { Add-Fault "GET $stream" $fault[0] $fault[1] }
        $failure = Get-LoadFailure 1000
        $failure.Reason | Should -Be 'StreamIncomplete'
        $failure.Message | Should -BeLike "*$says*"
    }

    It 'never commits the last batch if the record says SUCCESS but not completed' {
        Add-Fault 'GET /api/data-marts/*/runs/*' status @{ status = 200; times = 0; body = @{ id = 'r'; status = 'SUCCESS'; additionalParams = @{ httpData = @{ rowCount = 5000; completed = $false } } } }
        (Get-LoadFailure 1000).Message | Should -BeLike '*the stream was not completed*'
    }

    It 'never commits the last batch if the server does not respond to the verification: <status>' -ForEach @(@{ status = 500 }, @{ status = 503 }, @{ status = 403 }) {
        Add-Fault 'GET /api/data-marts/*/runs/*' status @{ status = $status; times = 0 }
        (Get-LoadFailure 5000).Reason | Should -Be 'StreamIncomplete'
    }

    It 'never commits a row of another type' {
        Add-Fault "GET /api/data-marts/$orders/blendable-schema" status @{
            status = 200; body = @{ nativeFields = @(@{ name = 'country'; type = 'INTEGER' }); blendedFields = @() }
        }
        $failure = Get-Failure { Export-OwoxDataMart $orders -Column country -AsDataReader }
        Assert-Failure { throw $failure } -Id Owox.ConversionFailed -Category InvalidData -Type Owox.OwoxConversionException -Says "Row 1, column 'country'", 'Correct the type of the column in OWOX'
    }

    It 'reports an error before the first row as an error of the cmdlet' {
        Add-Fault "GET $stream" malformed-line @{ atRow = 1 }
        Assert-Failure { Export-OwoxDataMart $orders -AsDataReader } -Id Owox.StreamMalformed -Category ReadError -Type Owox.OwoxStreamException -Says 'Line 1 of the stream is not a row'
    }

    It 'can be caught by the type of the error' {
        Add-Fault "GET $stream" cut-chunked @{ afterRows = 3000 }
        $reader = Export-OwoxDataMart $orders -AsDataReader
        $reason = try { while ($reader.Read()) { $null = 1 } } catch [Owox.OwoxStreamException] { $_.Exception.Reason }
        $reason | Should -Be 'StreamIncomplete'
    }

    It 'commits all rows of a complete stream on another thread, also when rows omit keys' {
        $loader = [BatchLoader]::new()
        $loader.BatchSize = 1000
        $loader.LoadAsync((Export-OwoxDataMart $orders -AsDataReader), [System.Threading.CancellationToken]::None).GetAwaiter().GetResult()
        $loader.Committed, $loader.IsDone | Should -Be 5000, $true
        $nested = [BatchLoader]::new()
        $nested.BatchSize = 2
        $nested.Load((Export-OwoxDataMart $Sandbox.dataMarts.nested -AsDataReader))
        $nested.Committed | Should -Be 6
    }

    It 'is canceled with its token, and the request ends' {
        Add-Fault "GET $stream" stall @{ afterRows = 100; seconds = 60 }
        $patient = Connect-Sandbox -With @{ Name = 'patient'; IdleTimeoutSec = 60 }
        $reader = Export-OwoxDataMart $orders -AsDataReader -Connection $patient
        $source = [System.Threading.CancellationTokenSource]::new()
        $loader = [BatchLoader]::new()
        $loader.BatchSize = 10
        $task = $loader.LoadAsync($reader, $source.Token)
        $source.Cancel()
        { $task.GetAwaiter().GetResult() } | Should -Throw
        $task.IsCanceled | Should -BeTrue
        $loader.IsDone, $reader.Status | Should -Be $false, 'Interrupted'
        (Wait-SandboxRequest $stream 8).outcome | Should -Be 'aborted'
        Disconnect-OwoxDataMarts $patient
    }
}
