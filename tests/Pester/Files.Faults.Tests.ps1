# Everything that can go wrong with a stream, for each form of output: never a file that is not whole, never a loss.

BeforeDiscovery {
    $incomplete = @{ id = 'Owox.StreamIncomplete'; category = 'ReadError'; type = 'Owox.OwoxStreamException' }
    $malformed = @{ id = 'Owox.StreamMalformed'; category = 'ReadError'; type = 'Owox.OwoxStreamException' }
    $faults = @(
        @{ what = 'chunked without its end'; faults = @(, @('cut-chunked', @{ afterRows = 3000 })); says = 'The stream is not whole' } + $incomplete
        @{ what = 'closed without a length'; faults = @(, @('cut-close', @{ afterRows = 3000 })); says = 'The stream is not whole' } + $incomplete
        @{ what = 'a cut that only the record shows'; faults = @(@('cut-close', @{ afterRows = 3000 }), @('run-record', @{ status = 'SUCCESS'; rowCount = 5000 })); says = '3000 rows came, and the server recorded 5000' } + $incomplete
        @{ what = 'gzip half sent'; faults = @(, @('cut-gzip', @{ afterRows = 3000 })); says = 'The stream is not whole' } + $incomplete
        @{ what = 'half a line, a proper end'; faults = @(, @('cut-line', @{ afterRows = 10; clean = $true })); says = 'in the middle of a row, after 10 rows' } + $incomplete
        @{ what = 'half a line, cut'; faults = @(, @('cut-line', @{ afterRows = 10; clean = $false })); says = 'after 10 rows' } + $incomplete
        @{ what = 'a line that is no JSON'; faults = @(, @('malformed-line', @{ atRow = 50 })); says = 'Line 50 of the stream is not a row' } + $malformed
        @{ what = 'a first line that is no JSON'; faults = @(, @('malformed-line', @{ atRow = 1 })); says = 'Line 1 of the stream is not a row' } + $malformed
        @{ what = 'a line that is no object'; faults = @(, @('not-object', @{ atRow = 2 })); says = 'Line 2 of the stream is not a row: it is JSON, but no object' } + $malformed
        @{ what = 'a stall'; faults = @(, @('stall', @{ afterRows = 100; seconds = 4 })); says = 'nothing came for 1 s, the -IdleTimeoutSec of the connection, after 100 rows' } + $incomplete
        @{ what = 'a record that says FAILED'; faults = @(, @('run-record', @{ status = 'FAILED' })); says = '5000 rows came, but the server recorded the run as FAILED' } + $incomplete
        @{ what = 'a record with another count'; faults = @(, @('run-record', @{ status = 'SUCCESS'; rowCount = 4999 })); says = '5000 rows came, and the server recorded 4999' } + $incomplete
        @{ what = 'a refusal of the warehouse'; faults = @(, @('status', @{ status = 424; body = @{ statusCode = 424; code = 'STORAGE_READ_FAILED'; message = 'Table is gone' } })); says = 'Table is gone'; id = 'Owox.StorageFailed'; category = 'ResourceUnavailable'; type = 'Owox.OwoxApiException' }
        @{ what = '404'; faults = @(, @('status', @{ status = 404; body = @{ statusCode = 404; message = 'Nothing here' } })); says = 'found nothing (404)'; id = 'Owox.NotFound'; category = 'ObjectNotFound'; type = 'Owox.OwoxNotFoundException' }
    )
    $forms = @(
        @{ form = 'ndjson'; name = 'rows.ndjson' }, @{ form = 'csv'; name = 'rows.csv' }, @{ form = 'json'; name = 'rows.json' }
        @{ form = 'csv.gz'; name = 'rows.csv.gz' }, @{ form = 'directory'; name = 'Orders_6f1c2a54-0b7e-4d39-8a61-c5e0d9f3b201.ndjson' }, @{ form = 'objects'; name = 'none' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    Import-Module (Join-Path $PSScriptRoot 'Files.psm1')
    Import-Owox
    Clear-Sandbox
    $hasty = Connect-Sandbox -With @{ IdleTimeoutSec = 1 }
    $orders = $Sandbox.dataMarts.orders
    $stream = "/api/external/http-data/data-marts/$orders.ndjson"

    # The ways to export, into the folder where it is to a file.
    function Invoke-Export([string] $Form, [string] $Folder, [string] $Name) {
        switch ($Form) {
            'objects' { Export-OwoxDataMart $orders }
            'directory' { [pscustomobject]@{ Id = $orders; Title = 'Orders' } | Export-OwoxDataMart -Directory $Folder -ErrorAction Stop }
            default { Export-OwoxDataMart $orders -Path (Join-Path $Folder $Name) }
        }
    }
}

Describe 'An export to <form>' -ForEach $forms {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder $name
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder -Recurse -Force
    }

    It 'fails and leaves all as it was: <what>' -ForEach $faults {
        foreach ($isThere in $false, $true) {
            Clear-Sandbox
            foreach ($fault in $faults) {
                Add-Fault "GET $stream" $fault[0] $fault[1]
            }

            if ($isThere) {
                New-OldFile $path
            }

            Assert-Failure { Invoke-Export $form $folder $name } -Id $id -Category $category -Type $type -Says $says
            @(Get-SandboxRequest $stream) | Should -HaveCount 1
            if ($isThere) {
                Get-Name $folder | Should -BeExactly $name
                Assert-OldFile $path
            }
            else {
                Get-Name $folder | Should -BeNullOrEmpty
            }
        }
    }

    It 'succeeds when nothing is wrong' {
        @(Invoke-Export $form $folder $name).Count | Should -Be $(if ($form -eq 'objects') { 5000 } else { 1 })
        @(Get-Name $folder) | Should -Be @(if ($form -ne 'objects') { $name })
    }
}
