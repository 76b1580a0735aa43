# Stream errors for each output format: an incomplete file is never written, and existing files remain unchanged.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/StreamFaults.psm1')
    $faults = Get-StreamFault
    $forms = @(
        @{ form = 'ndjson'; name = 'rows.ndjson' }, @{ form = 'csv'; name = 'rows.csv' }, @{ form = 'json'; name = 'rows.json' }
        @{ form = 'csv.gz'; name = 'rows.csv.gz' }, @{ form = 'xlsx'; name = 'rows.xlsx' }, @{ form = 'parquet'; name = 'rows.parquet' }
        @{ form = 'directory'; name = 'Orders_6f1c2a54-0b7e-4d39-8a61-c5e0d9f3b201.ndjson' }, @{ form = 'objects'; name = 'none' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/StreamFaults.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $hasty = Connect-Sandbox -With @{ IdleTimeoutSec = 1 }
    $orders = $Sandbox.dataMarts.orders
    $stream = "/api/external/http-data/data-marts/$orders.ndjson"

    # Exports the orders to the specified form of output. A file is written to the folder.
    function Invoke-Export([string] $Form, [string] $Folder, [string] $Name) {
        switch ($Form) {
            'objects' { Export-OwoxDataMart $orders }
            'directory' { [pscustomobject]@{ Id = $orders; Title = 'Orders' } | Export-OwoxDataMart -Directory $Folder -ErrorAction Stop }
            default { Export-OwoxDataMart $orders -Path (Join-Path $Folder $Name) }
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An export to <form>' -ForEach $forms {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder -Recurse -Force
    }

    It 'fails and leaves existing files unchanged: <what>' -ForEach $faults {
        Assert-FailedExport $stream $_ $folder $name { Invoke-Export $form $folder $name }
    }

    It 'succeeds without a fault' {
        @(Invoke-Export $form $folder $name).Count | Should -Be $(if ($form -eq 'objects') { 5000 } else { 1 })
        @(Get-Name $folder) | Should -Be @(if ($form -ne 'objects') { $name })
    }
}
