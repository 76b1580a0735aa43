# Reports: lists, single reports, and the properties that the server sent.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $revenue = '31f18df8-ddb3-537b-a999-51d060ae3755'
    $recordedOrders = 'a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1'

    # Returns a page of a list of reports in the format of the server.
    function Get-Page([string[]] $Id) {
        ConvertTo-Json -Depth 4 -Compress -InputObject @($Id | ForEach-Object { @{ id = $_; title = "Report $_"; dataMart = @{ id = 'm' } } })
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxReport' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'lists reports by title with wildcards' {
        $all = Get-OwoxReport
        $all | Should -BeOfType 'Owox.Report'
        $all.Title | Should -Contain 'Revenue by country'
        (Get-OwoxReport 'revenue*').Id | Should -Be $revenue
        (Get-OwoxReport 'revenue*', 'ALL orders').Title | Should -Be 'All orders', 'Revenue by country'
        Get-OwoxReport 'zz*' | Should -BeNullOrEmpty
    }

    It 'returns the properties that the server sent' {
        $report = Get-OwoxReport -Id $revenue
        $report.DataMartId | Should -Be $recordedOrders
        $report.DestinationTitle | Should -Be 'Executive Looker Studio'
        $report.ColumnConfig | Should -Be 'country', 'order_date', 'revenue'
        $report.FilterConfig.operator | Should -Be 'gt'
        $report.AggregationConfig.function | Should -Be 'SUM'
        $report.DateTruncConfig.unit | Should -Be 'MONTH'
        $report.LimitConfig | Should -Be 100
        $report.OwnerUsers.FullName | Should -Be 'Ada Admin'
        $report.AdditionalProperties.Keys | Sort-Object | Should -Be 'destinationConfig', 'uniqueCountConfig'
    }

    It 'warns once with -Detailed that an older server does not return the columns' {
        $found = Get-OwoxReport 'revenue*', 'ALL orders' -Detailed -WarningVariable warnings -WarningAction SilentlyContinue
        $found | Should -HaveCount 2
        $found | Where-Object OutputSchema | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
        $warnings.Message | Should -BeExactly 'The server does not return the columns of reports, so OutputSchema is empty. The columns require server version 0.33 or later.'
    }

    It 'returns rules that Export-OwoxDataMart accepts' {
        $report = Get-OwoxReport -Id $revenue
        $rows = Export-OwoxDataMart $report.DataMartId -Column $report.ColumnConfig -Filter $report.FilterConfig -Sort $report.SortConfig -Aggregation $report.AggregationConfig -DateBucket $report.DateTruncConfig
        ($rows | ConvertTo-Json) | Should -BeExactly (Export-OwoxReport $revenue | ConvertTo-Json)
    }

    It 'lists the reports of data marts: <how>' -ForEach @(
        @{ how = 'objects'; get = { Get-OwoxDataMart 'Recorded orders', 'Orders' | Get-OwoxReport } }
        @{ how = 'IDs'; get = { $recordedOrders, $Sandbox.dataMarts.orders | Get-OwoxReport } }
        @{ how = 'a parameter'; get = { Get-OwoxReport -DataMartId (Get-OwoxDataMart 'Recorded orders', 'Orders') } }
        @{ how = 'a search'; get = { Find-OwoxItem 'orders' -Type DataMart | Get-OwoxReport } }
    ) {
        @(& $get).Title | Sort-Object | Should -Be 'All orders', 'Orders with country totals', 'Revenue by country', 'Shop orders'
    }

    It 'selects the reports of data marts by title, and reports titles that do not exist' {
        $found = Get-OwoxDataMart 'Recorded orders', 'Orders' | Get-OwoxReport -Title 'All orders', 'Nope' -ErrorAction SilentlyContinue -ErrorVariable errors
        $found.Title | Should -Be 'All orders'
        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        $errors[0].Exception.Message | Should -BeLike "*no report with the title 'Nope'*"
    }

    It 'accepts reports by ID, and can be piped to Get-OwoxDataMart and Get-OwoxDestination' {
        (Get-OwoxReport 'Revenue*' | Get-OwoxReport).Id | Should -Be $revenue
        (Get-OwoxReport 'Revenue*' | Get-OwoxDataMart).Id | Should -Be $recordedOrders
        (Get-OwoxReport 'Revenue*' | Get-OwoxDestination).Title | Should -Be 'Executive Looker Studio'
    }

    It 'returns nothing if an earlier command found nothing' {
        Get-OwoxDataMart 'zz*' | Get-OwoxReport | Should -BeNullOrEmpty
        Get-SandboxRequest '/api/reports*' | Should -BeNullOrEmpty
    }

    It 'requests pages until one is empty, and removes duplicates' {
        foreach ($page in @('a', 'b'), @('b', 'c'), @()) {
            Add-Fault 'GET /api/reports' status @{ status = 200; body = (Get-Page $page) }
        }

        (Get-OwoxReport).Id | Should -Be 'a', 'b', 'c'
        (Get-SandboxRequest '/api/reports').query | Should -Be '?limit=100&offset=0', '?limit=100&offset=2', '?limit=100&offset=4'
    }

    It 'stops requesting pages when a later command stops the pipeline' {
        Add-Fault 'GET /api/reports' status @{ status = 200; body = (Get-Page 'a', 'b') }
        (Get-OwoxReport | Select-Object -First 1).Id | Should -Be 'a'
        @(Get-SandboxRequest '/api/reports') | Should -HaveCount 1
    }

    It 'sends the owner filter to the server' {
        Get-OwoxReport -OwnerFilter NoOwners | Should -BeNullOrEmpty
        @(Get-OwoxReport -OwnerFilter HasOwners).Count | Should -BeGreaterThan 3
    }

    It 'reports an unknown ID and an unknown title' {
        Assert-Failure { Get-OwoxReport -Id nope -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "no report with the ID or title 'nope'"
        Assert-Failure { Get-OwoxReport Nope -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type System.Management.Automation.ItemNotFoundException -Says "no report with the title 'Nope'"
    }

    It 'reports a missing field of a report' {
        Add-Fault "GET /api/reports/$revenue" status @{ status = 200; body = '{"id":"a","title":"A"}' }
        Assert-Failure { Get-OwoxReport -Id $revenue -ErrorAction Stop } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'it lacks the field $.dataMart'
    }

    It 'does not show secrets of the destination' {
        $report = Get-OwoxReport -Id $revenue
        $secret = ConvertFrom-Secret $report.Destination.SecretKey
        $file = Join-Path $TestDrive 'report.xml'
        $report | Export-Clixml $file -Depth 9
        $shown = (Get-Content -Raw $file) + ($report | ConvertTo-Json -Depth 9 -WarningAction SilentlyContinue) + ($report | Format-Custom * -Depth 9 | Out-String)
        $shown | Should -BeLike '*Executive Looker Studio*'
        $shown.Contains($secret) | Should -BeFalse
        $shown.Contains([Convert]::ToHexString([System.Text.Encoding]::Unicode.GetBytes($secret)), [StringComparison]::OrdinalIgnoreCase) | Should -BeFalse
    }

    It 'displays a table with the most important properties' {
        Get-OwoxReport 'Revenue*' | Out-String -Width 250 | Should -BeLike "*Id*Title*DataMart*Destination*LastRun*$revenue*Revenue by country*Recorded orders*Executive*"
    }
}
