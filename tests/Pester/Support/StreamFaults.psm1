# Faults of a stream of 5,000 rows, and the state that an export must leave. The tests of data marts and reports share them.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'OwoxTest.psm1')
Import-Module (Join-Path $PSScriptRoot 'Files.psm1')

# Returns each fault with its name and the expected error.
function Get-StreamFault {
    $incomplete = @{ id = 'Owox.StreamIncomplete'; category = 'ReadError'; type = 'Owox.OwoxStreamException' }
    $malformed = @{ id = 'Owox.StreamMalformed'; category = 'ReadError'; type = 'Owox.OwoxStreamException' }
    @{ what = 'chunked without the last chunk'; faults = @(, @('cut-chunked', @{ afterRows = 3000 })); says = 'The stream is incomplete' } + $incomplete
    @{ what = 'connection closed, no content length'; faults = @(, @('cut-close', @{ afterRows = 3000 })); says = 'The stream is incomplete' } + $incomplete
    @{ what = 'missing rows according to the run record'; faults = @(@('cut-close', @{ afterRows = 3000 }), @('run-record', @{ status = 'SUCCESS'; rowCount = 5000 })); says = '3000 rows were received, but the server recorded 5000' } + $incomplete
    @{ what = 'truncated gzip'; faults = @(, @('cut-gzip', @{ afterRows = 3000 })); says = 'The stream is incomplete' } + $incomplete
    @{ what = 'an incomplete line, no error'; faults = @(, @('cut-line', @{ afterRows = 10; clean = $true })); says = 'in the middle of a row, after 10 rows' } + $incomplete
    @{ what = 'an incomplete line, connection closed'; faults = @(, @('cut-line', @{ afterRows = 10; clean = $false })); says = 'after 10 rows' } + $incomplete
    @{ what = 'a line that is not JSON'; faults = @(, @('malformed-line', @{ atRow = 50 })); says = 'Line 50 of the stream is not a row' } + $malformed
    @{ what = 'a first line that is not JSON'; faults = @(, @('malformed-line', @{ atRow = 1 })); says = 'Line 1 of the stream is not a row' } + $malformed
    @{ what = 'a line that is not an object'; faults = @(, @('not-object', @{ atRow = 2 })); says = 'Line 2 of the stream is not a row: it is JSON but not an object' } + $malformed
    @{ what = 'a stalled stream'; faults = @(, @('stall', @{ afterRows = 100; seconds = 4 })); says = 'no data was received for 1 s, the idle timeout of the connection, after 100 rows' } + $incomplete
    @{ what = 'a run record with status FAILED'; faults = @(, @('run-record', @{ status = 'FAILED' })); says = '5000 rows were received, but the server recorded the run as FAILED' } + $incomplete
    @{ what = 'a run record with another row count'; faults = @(, @('run-record', @{ status = 'SUCCESS'; rowCount = 4999 })); says = '5000 rows were received, but the server recorded 4999' } + $incomplete
    @{ what = 'an error of the warehouse'; faults = @(, @('status', @{ status = 424; body = @{ statusCode = 424; code = 'STORAGE_READ_FAILED'; message = 'Table is gone' } })); says = 'Table is gone'; id = 'Owox.StorageFailed'; category = 'ResourceUnavailable'; type = 'Owox.OwoxApiException' }
    @{ what = 'status 404'; faults = @(, @('status', @{ status = 404; body = @{ statusCode = 404; message = 'Nothing here' } })); says = 'was not found (404)'; id = 'Owox.NotFound'; category = 'ObjectNotFound'; type = 'Owox.OwoxNotFoundException' }
}

# Exports with the fault, without and with an existing file: the error is correct, one query is sent, and the folder is unchanged.
function Assert-FailedExport([string] $Stream, [hashtable] $Fault, [string] $Folder, [string] $Name, [scriptblock] $Export) {
    $path = Join-Path $Folder $Name
    foreach ($isThere in $false, $true) {
        Clear-Sandbox
        foreach ($one in $Fault.faults) {
            Add-Fault "GET $Stream" $one[0] $one[1]
        }

        if ($isThere) {
            New-ExistingFile $path
        }

        Assert-Failure $Export -Id $Fault.id -Category $Fault.category -Type $Fault.type -Says $Fault.says
        @(Get-SandboxRequest $Stream) | Should -HaveCount 1
        if ($isThere) {
            Get-Name $Folder | Should -BeExactly $Name
            Assert-ExistingFile $path
        }
        else {
            Get-Name $Folder | Should -BeNullOrEmpty
        }
    }
}
