# Export-OwoxReport: the rows of reports in each output format, and the errors.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/StreamFaults.psm1')
    $faults = Get-StreamFault
    $forms = @(
        @{ form = 'csv.gz'; name = 'rows.csv.gz' }, @{ form = 'directory'; name = 'Shop orders_3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b316.ndjson' }, @{ form = 'objects'; name = 'none' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/StreamFaults.psm1')
    Start-OwoxTest -Timing @{ RunRecordTimeout = 0.5; RunRecordPollInterval = 0.05 }
    Clear-Sandbox
    $hasty = Connect-Sandbox -With @{ IdleTimeoutSec = 1 }
    $shop = '3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b316'
    $revenue = '31f18df8-ddb3-537b-a999-51d060ae3755'
    $stream = "/api/external/http-data/reports/$shop.ndjson"

    # Exports the report to the specified form of output. A file is written to the folder.
    function Invoke-Export([string] $Form, [string] $Folder, [string] $Name) {
        switch ($Form) {
            'objects' { Export-OwoxReport $shop }
            'directory' { Get-OwoxReport -Id $shop | Export-OwoxReport -Directory $Folder -ErrorAction Stop }
            default { Export-OwoxReport $shop -Path (Join-Path $Folder $Name) }
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

Describe 'Export-OwoxReport' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder -Recurse -Force
    }

    It 'returns the recorded rows' {
        $rows = Export-OwoxReport $revenue
        $rows | Should -HaveCount 8
        $rows[1].country | Should -BeExactly 'Deutschland'
        $rows[1].order_date | Should -BeExactly '2026-01-01'
        $rows[1].'revenue | SUM' | Should -Be 77.9
        $rows[1].'Row Count' | Should -Be 2
    }

    It 'requests each report once and the schema of each data mart once if it exports all reports: <target>' -ForEach @(
        @{ target = 'objects' }
        @{ target = 'files' }
    ) {
        $with = if ($target -eq 'files') { @{ Directory = $folder; ThrottleLimit = 1 } } else { @{} }
        $reports = Get-OwoxReport
        Clear-Sandbox
        $null = $reports | Export-OwoxReport @with -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $paths = (Get-SandboxRequest).path
        $schemas = @($paths -like '*/blendable-schema')
        $schemas | Should -Be ($schemas | Select-Object -Unique)
        $schemas.Count | Should -BeLessThan $reports.Count -Because 'some reports belong to the same data mart'
        @($paths -like '/api/reports/*') | Should -HaveCount $reports.Count
        @($paths -like '*.ndjson') | Should -HaveCount $reports.Count
        $paths.Count | Should -BeLessOrEqual (3 * $reports.Count + $schemas.Count + 1) -Because 'the record of the run is the last request for a report, and the data mart of the draft is read'
    }

    It 'sends only the limit in the query' {
        @(Export-OwoxReport $revenue -Limit 2) | Should -HaveCount 2
        $null = Export-OwoxReport $revenue
        (Get-SandboxRequest '*.ndjson').query | Should -Be '?limit=2', ''
    }

    It 'replaces the saved limit with a higher limit' {
        @(Export-OwoxReport 'c294ff2d-7664-59cf-9716-8f0b2060a379') | Should -HaveCount 50
        @(Export-OwoxReport 'c294ff2d-7664-59cf-9716-8f0b2060a379' -Limit 60) | Should -HaveCount 60
    }

    It 'writes a file and returns its properties: <name>' -ForEach @(
        @{ name = 'r.ndjson'; format = 'Ndjson'; compressed = $false }, @{ name = 'r.csv.gz'; format = 'Csv'; compressed = $true }, @{ name = 'r.json'; format = 'Json'; compressed = $false }
    ) {
        $result = Export-OwoxReport $revenue -Path (Join-Path $folder $name)
        $result | Should -BeOfType 'Owox.OwoxExportResult'
        $result.ReportId | Should -Be $revenue
        $result.DataMartId | Should -Be 'a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1'
        $result.Format | Should -Be $format
        $result.Compressed | Should -Be $compressed
        $result.Columns | Should -Be 'country', 'order_date', 'revenue | SUM', 'Row Count'
        $result.Rows | Should -Be 8
        $result.Verified | Should -BeTrue
        (Get-FileHash -LiteralPath $result.Path).Hash | Should -BeExactly $result.Sha256
        Get-Name $folder | Should -Be $name
    }

    It 'writes NDJSON with the bytes that the server sent' {
        $result = Export-OwoxReport $revenue -Path (Join-Path $folder r.ndjson)
        (Get-Content -LiteralPath $result.Path)[1] | Should -BeExactly '{"country":"Deutschland","order_date":"2026-01-01","revenue | SUM":77.9,"Row Count":2}'
    }

    It 'supports -Append, -NoClobber and -Force' {
        $path = Join-Path $folder r.csv
        $null = Export-OwoxReport $revenue -LiteralPath $path -Limit 2
        $null = Export-OwoxReport $revenue -Path $path -Limit 3 -Append
        Import-Csv $path | Should -HaveCount 5
        Assert-Failure { Export-OwoxReport $revenue -Path $path -NoClobber } -Id Owox.PathExists -Category ResourceExists -Type Owox.OwoxFileException -Says 'must not be replaced', 'without -NoClobber'
        Set-ItemProperty $path IsReadOnly $true
        Assert-Failure { Export-OwoxReport $revenue -Path $path } -Id Owox.PathExists -Category ResourceExists -Type Owox.OwoxFileException -Says 'is read-only'
        $null = Export-OwoxReport $revenue -Path $path -Force
        Import-Csv $path | Should -HaveCount 8
    }

    It 'writes several reports to a directory and continues after a failed report' {
        $results = Get-OwoxReport | Export-OwoxReport -Directory $folder -Format Csv -ThrottleLimit 2 -ErrorAction SilentlyContinue -ErrorVariable errors -WarningAction SilentlyContinue -WarningVariable warnings
        $results.ReportId.Count | Should -Be 5
        Get-Name $folder | Should -Contain "Revenue by country_$revenue.csv"
        ($errors.ForEach({ $_.FullyQualifiedErrorId -replace ',.*' }) | Sort-Object) | Should -Be 'Owox.NotPublished', 'Owox.RequestInvalid', 'Owox.StorageFailed'
        $warnings[0].Message | Should -BeLike "3 of 8 reports were not exported: *'Of a draft'*"
    }

    It 'converts columns to their warehouse types with -Typed' {
        $row = Export-OwoxReport 'cb0b56ce-91b9-51f3-93a6-5ad01d359ace' -Limit 1 -Typed
        $row.order_date | Should -BeOfType datetime
        $row.cost | Should -BeOfType decimal
        $row.created_ts | Should -BeOfType DateTimeOffset
        (Export-OwoxReport $revenue -Limit 1 -Typed).'revenue | SUM' | Should -BeOfType double
    }

    It 'sets -RunIdVariable to the run ID' {
        $null = Export-OwoxReport $revenue -RunIdVariable run
        $run | Should -Match '^[0-9a-f-]{36}$'
    }

    It 'reports an error: <what>' -ForEach @(
        @{ what = 'an unknown report'; report = '00000000-0000-4000-8000-000000000000'; id = 'Owox.NotFound'; category = 'ObjectNotFound'; type = 'Owox.OwoxNotFoundException'; says = 'not found' }
        @{ what = 'a report of a draft'; report = '3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b318'; id = 'Owox.NotPublished'; category = 'ObjectNotFound'; type = 'Owox.OwoxNotFoundException'; says = "'Returns (draft)'" }
        @{ what = 'an error of the warehouse'; report = '3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b317'; id = 'Owox.StorageFailed'; category = 'ResourceUnavailable'; type = 'Owox.OwoxApiException'; says = 'status 424' }
        @{ what = 'a missing column'; report = '1839e8f3-8bfe-5574-a640-a556d8cfb010'; id = 'Owox.RequestInvalid'; category = 'InvalidArgument'; type = 'Owox.OwoxApiException'; says = 'Disconnected columns' }
    ) {
        Assert-Failure { Export-OwoxReport $report } -Id $id -Category $category -Type $type -Says $says
        Assert-Failure { Export-OwoxReport $report -Path (Join-Path $folder x.csv) } -Id $id -Category $category -Type $type -Says $says
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'reports that the user has no access to a joined data mart' {
        $viewer = Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $Sandbox.viewerApiKey) -Name viewer
        Add-Fault 'GET /api/external/http-data/reports/*' status @{ status = 400; body = @{ statusCode = 400; message = 'Cannot build report SQL, user "Viewer" is missing access to data marts: "Countries"' } }
        Assert-Failure { Export-OwoxReport '7f937f78-4e3c-5c92-b2ec-183b083a59c6' -Connection $viewer } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'missing access to data marts'
    }

    It 'accepts only one report for one file' {
        Assert-Failure { $revenue, $shop | Export-OwoxReport -Path (Join-Path $folder x.csv) -ErrorAction Stop } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'for one report'
    }

    It 'does nothing with -WhatIf' {
        Export-OwoxReport $revenue -WhatIf | Should -BeNullOrEmpty
        Export-OwoxReport $revenue -Path (Join-Path $folder x.csv) -WhatIf | Should -BeNullOrEmpty
        Get-OwoxReport -Id $revenue | Export-OwoxReport -Directory $folder -WhatIf | Should -BeNullOrEmpty
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'warns when the server has no record of the run' {
        Add-Fault 'GET /api/data-marts/*/runs/*' status @{ status = 404; times = 0 }
        $rows = Export-OwoxReport $revenue -WarningAction SilentlyContinue -WarningVariable warnings
        $rows | Should -HaveCount 8
        $warnings[0].Message | Should -BeLike "8 rows of report $revenue were received*did not confirm the number of rows*"
    }
}
