# Each parameter for a data mart or a report accepts an ID or the exact title. An ID requires no additional request.

BeforeDiscovery {
    # How each cmdlet accepts a name, and the request that follows when the ID is known.
    $marts = @(
        @{ how = 'Export-OwoxDataMart'; use = { Export-OwoxDataMart $args[0] -Limit 1 }; asks = '/api/external/http-data/data-marts/ID.ndjson' }
        @{ how = 'Export-OwoxDataMart -Path'; use = { Export-OwoxDataMart $args[0] -Limit 1 -Path (Join-Path $TestDrive a.csv) }; asks = '/api/external/http-data/data-marts/ID.ndjson' }
        @{ how = 'Export-OwoxDataMart -Directory'; use = { Export-OwoxDataMart $args[0] -Limit 1 -Directory $TestDrive }; asks = '/api/external/http-data/data-marts/ID.ndjson' }
        @{ how = 'Export-OwoxDataMart -Incremental'; use = { Export-OwoxDataMart $args[0] -Path (Join-Path $TestDrive ([guid]::NewGuid())) -Incremental -Watermark created_ts }; asks = '/api/external/http-data/data-marts/ID.ndjson' }
        @{ how = 'Get-OwoxDataMart -Id'; use = { Get-OwoxDataMart -Id $args[0] }; asks = '/api/data-marts/ID' }
        @{ how = 'Get-OwoxDataMartColumn'; use = { Get-OwoxDataMartColumn $args[0] }; asks = '/api/data-marts/ID/blendable-schema' }
        @{ how = 'Get-OwoxRelationship'; use = { Get-OwoxRelationship $args[0] }; asks = '/api/data-marts/ID' }
        @{ how = 'Get-OwoxReport -DataMartId'; use = { Get-OwoxReport -DataMartId $args[0] }; asks = '/api/reports/data-mart/ID' }
        @{ how = 'Get-OwoxInsightTemplate -DataMartId'; use = { Get-OwoxInsightTemplate -DataMartId $args[0] }; asks = '/api/data-marts/ID/insight-templates' }
        @{ how = 'Get-OwoxRun'; use = { Get-OwoxRun $args[0] -First 1 }; asks = '/api/data-marts/ID/runs' }
        @{ how = 'Get-OwoxRun -Id'; use = { Get-OwoxRun -Id $ended -DataMartId $args[0] }; asks = '/api/data-marts/ID/runs/*' }
        @{ how = 'Get-OwoxTrigger'; use = { Get-OwoxTrigger $args[0] }; asks = '/api/data-marts/ID/scheduled-triggers' }
        @{ how = 'Start-OwoxRun'; use = { Start-OwoxRun $args[0] -DataQuality }; asks = '/api/data-marts/ID/data-quality/runs' }
        @{ how = 'Stop-OwoxRun'; use = { Stop-OwoxRun $ended -DataMartId $args[0] -WarningAction SilentlyContinue }; asks = '/api/data-marts/ID/runs/*' }
        @{ how = 'Wait-OwoxRun'; use = { Wait-OwoxRun $ended -DataMartId $args[0] }; asks = '/api/data-marts/ID/runs/*' }
    )
    $reports = @(
        @{ how = 'Export-OwoxReport'; use = { Export-OwoxReport $args[0] -Limit 1 }; asks = '/api/external/http-data/reports/ID.ndjson' }
        @{ how = 'Export-OwoxReport -Path'; use = { Export-OwoxReport $args[0] -Limit 1 -Path (Join-Path $TestDrive r.csv) }; asks = '/api/external/http-data/reports/ID.ndjson' }
        @{ how = 'Export-OwoxReport -Directory'; use = { Export-OwoxReport $args[0] -Limit 1 -Directory $TestDrive }; asks = '/api/external/http-data/reports/ID.ndjson' }
        @{ how = 'Get-OwoxReport -Id'; use = { Get-OwoxReport -Id $args[0] }; asks = '/api/reports/ID' }
        @{ how = 'Get-OwoxTrigger -ReportId'; use = { Get-OwoxTrigger -ReportId $args[0] }; asks = '/api/data-marts/scheduled-triggers' }
    )
    $things = @(
        @{ kind = 'data mart'; list = '/api/data-marts'; title = 'Recorded orders'; cases = $marts }
        @{ kind = 'report'; list = '/api/reports'; title = 'Revenue by country'; cases = $reports }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $ids = @{ 'data mart' = $Sandbox.dataMarts.recordedOrders; 'report' = '31f18df8-ddb3-537b-a999-51d060ae3755' }
    $ended = (Get-OwoxRun $Sandbox.dataMarts.recordedOrders -Status SUCCESS -First 1).Id

    # Returns the requested paths without those of the sign-in.
    function Get-RequestPath { @(Get-SandboxRequest '/api/*' | Where-Object path -NotLike '/api/auth/*' | ForEach-Object path) }

    # Stops the runs of earlier tests, and clears the recorded requests.
    function Reset-Sandbox {
        Clear-Sandbox
        Get-OwoxRun $Sandbox.dataMarts.recordedOrders -Status PENDING, RUNNING | Stop-OwoxRun
        Clear-Sandbox
    }

    # Makes the server return a list in which two items have the same title.
    function Add-DuplicateTitle([string] $List) {
        $duplicates = 'Twin', 'twin' | ForEach-Object { @{ id = "id of $_"; title = $_; status = 'DRAFT'; storage = @{ type = 'X' }; dataMart = @{ id = 'm' } } }
        $body = if ($List -eq '/api/data-marts') { @{ items = $duplicates; nextOffset = $null } } else { ConvertTo-Json -Depth 4 -Compress -InputObject $duplicates }
        Add-Fault "GET $List" status @{ status = 200; body = $body; times = 1 }
        Add-Fault "GET $List" status @{ status = 200; body = '[]'; times = 1 }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A parameter for a <kind>' -ForEach $things {
    BeforeAll {
        $thing = $ids[$kind]
    }

    BeforeEach {
        Reset-Sandbox
    }

    AfterEach {
        Clear-Sandbox
    }

    It 'accepts a title, ignores case, and requests the list once: <how>' -ForEach $cases {
        $null = & $use $title.ToUpperInvariant()
        $paths = Get-RequestPath
        $paths[0] | Should -Be $list
        $paths[-1], $paths | Should -Not -BeNullOrEmpty
        @($paths -like $asks.Replace('ID', $thing)).Count | Should -BeGreaterThan 0
        @(Get-SandboxRequest $list | Where-Object { $_.query -notmatch 'offset=[1-9]' }) | Should -HaveCount 1
    }

    It 'sends the request immediately for an ID: <how>' -ForEach $cases {
        $null = & $use $thing
        $paths = Get-RequestPath
        $paths | Should -Not -Contain $list
        @($paths -like $asks.Replace('ID', $thing)).Count | Should -BeGreaterThan 0
    }

    It 'reports an unknown title before any other request: <how>' -ForEach $cases {
        Assert-Failure { & $use "Bob's orders" -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "no $kind with the ID or title 'Bob's orders'", "-Owox$($kind -replace ' ')", "'`*Bob''s orders`*'", 'To match a part of a title'
        Get-RequestPath | Sort-Object -Unique | Should -Be $list
    }

    It 'does not accept wildcards, and suggests a command that does: <how>' -ForEach $cases[0] {
        Assert-Failure { & $use 'Rev*' } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'Wildcards are not supported here', "-Owox$($kind -replace ' ') 'Rev``*'"
    }

    It 'reports both IDs if two items have the same title: <how>' -ForEach $cases {
        Add-DuplicateTitle $list
        Assert-Failure { & $use 'TWIN' -ErrorAction Stop } -Id Owox.TitleAmbiguous -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "2 $($kind)s have the title 'TWIN'", 'id of Twin, id of twin'
        Get-RequestPath | Sort-Object -Unique | Should -Be $list
    }

    It 'uses the ID of an object and ignores its title: <how>' -ForEach @($cases | Where-Object how -NE 'Get-OwoxDataMart -Id') {
        $object = if ($kind -eq 'report') { Get-OwoxReport -Id $thing } else { Get-OwoxDataMart -Id $thing }
        Clear-Sandbox
        $null = & $use $object
        Get-RequestPath | Should -Not -Contain $list
        @((Get-RequestPath) -like $asks.Replace('ID', $thing)).Count | Should -BeGreaterThan 0
    }
}

Describe 'An export by title' {
    BeforeEach {
        Reset-Sandbox
    }

    It 'requests the list once for several titles, before the first query' {
        $rows = Export-OwoxDataMart Customers, 'No such', ORDERS -Limit 1 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows | Should -HaveCount 2
        $errors | Should -HaveCount 1
        $errors[0].TargetObject | Should -Be 'No such'
        (Get-RequestPath)[0] | Should -Be '/api/data-marts'
        @(Get-SandboxRequest '/api/data-marts') | Should -HaveCount 1
        $none = Export-OwoxDataMart Customers, Customers -Limit 1 -WhatIf
        $none | Should -BeNullOrEmpty
    }

    It 'names files by the title without another request' {
        $result = 'customers', 'Ad Spend', $Sandbox.dataMarts.customers | Export-OwoxDataMart -Directory (Join-Path $TestDrive backup) -Limit 2
        Split-Path -Leaf $result.Path | Sort-Object | Should -Be "Ad Spend_$($Sandbox.dataMarts.adSpend).ndjson", "Customers_$($Sandbox.dataMarts.customers).ndjson"
        Get-SandboxRequest "/api/data-marts/$($Sandbox.dataMarts.customers)" | Should -BeNullOrEmpty
    }

    It 'gets the data mart of a report from the list, and requests the report once for its columns' {
        $null = Export-OwoxReport 'revenue by country' -Limit 1
        @(Get-SandboxRequest '/api/reports/*') | Should -HaveCount 1
    }

    It 'sends no request if another argument is invalid: <what>' -ForEach @(
        @{ what = 'rule'; run = { Export-OwoxDataMart Orders -Filter @{ column = 'a'; operator = 'like'; value = 'b' } }; id = 'Owox.RuleInvalid' }
        @{ what = 'dates'; run = { Export-OwoxDataMart Orders -Since 2026-01-01 }; id = 'Owox.RuleInvalid' }
        @{ what = 'watermark'; run = { Export-OwoxDataMart Orders -Path (Join-Path $TestDrive a) -Incremental }; id = 'Owox.RuleInvalid' }
        @{ what = 'extension'; run = { Export-OwoxDataMart Orders -Path (Join-Path $TestDrive a.xyz) }; id = 'Owox.PathInvalid' }
        @{ what = 'folder'; run = { Export-OwoxDataMart Orders -Directory Env:\ }; id = 'Owox.PathInvalid' }
        @{ what = 'delimiter'; run = { Export-OwoxDataMart Orders -Directory $TestDrive -Format Csv -Delimiter '"' }; id = 'Owox.PathInvalid' }
        @{ what = 'one file for two data marts'; run = { Export-OwoxDataMart Orders, Customers -Path (Join-Path $TestDrive a.csv) }; id = 'Owox.PathInvalid' }
    ) {
        (Get-Failure $run).FullyQualifiedErrorId | Should -BeLike "$id,*"
        Get-RequestPath | Should -BeNullOrEmpty
    }
}

Describe 'The first argument of a list cmdlet' {
    It 'accepts an ID: <cmdlet>' -ForEach @(
        @{ cmdlet = 'Get-OwoxDataMart' }, @{ cmdlet = 'Get-OwoxStorage' }, @{ cmdlet = 'Get-OwoxDestination' }, @{ cmdlet = 'Get-OwoxReport' }
        @{ cmdlet = 'Get-OwoxInsightTemplate' }, @{ cmdlet = 'Get-OwoxContext' }
    ) {
        $one = @(& $cmdlet)[-1]
        (& $cmdlet $one.Id -ErrorAction Stop).Id | Should -Be $one.Id
    }

    It 'accepts IDs and titles from the pipeline for data marts' {
        ('Orders', $Sandbox.dataMarts.customers | Get-OwoxDataMart).Title | Should -Be 'Orders', 'Customers'
    }
}

Describe 'An object that belongs to another object' {
    It 'is converted to the ID of that object: <what>' -ForEach @(
        @{ what = 'a report for its data mart'; run = { (Get-OwoxReport 'Revenue by country' | Export-OwoxDataMart -Limit 1).PSObject.Properties.Name }; is = 'order_id', 'order_date', 'country', 'revenue', 'cost', 'is_paid', 'created_ts' }
        @{ what = 'a trigger for its report'; run = { (Get-OwoxTrigger -Type REPORT_RUN | Export-OwoxReport -Limit 1).PSObject.Properties.Name }; is = 'country', 'order_date', 'revenue | SUM', 'Row Count' }
        @{ what = 'a trigger for its report, with Get-OwoxReport'; run = { (Get-OwoxTrigger -Type REPORT_RUN | Get-OwoxReport).Title }; is = 'Revenue by country' }
        @{ what = 'a GUID'; run = { ([guid]$Sandbox.dataMarts.orders | Export-OwoxDataMart -Limit 1).order_id }; is = 1 }
    ) {
        & $run | Should -Be $is
    }

    It 'is rejected if it does not belong to the required type' {
        Assert-Failure { Get-OwoxTrigger -Type CONNECTOR_RUN | Get-OwoxReport -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type System.Management.Automation.ItemNotFoundException -Says 'CONNECTOR_RUN', 'does not belong to a report'
        $failure = Get-Failure { Get-OwoxStorage 'Shop*' | Export-OwoxDataMart -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        $failure.Exception.Message | Should -BeLike "*'Shop Warehouse' (Storage) has no DataMartId*"
        $failure = Get-Failure { Get-OwoxDataMart Orders | Wait-OwoxRun -ErrorAction Stop }
        $failure.Exception.Message | Should -BeLike "*'Orders' (DataMart) has no RunId*"
    }
}
