# What servers of version 0.35 have, and 0.31 does not: columns and search of reports, Excel, descriptions, calculated fields.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    . (Join-Path $PSScriptRoot '../Support/Completion.ps1')
    Start-OwoxTest @{ apiVersion = '0.35' } -Timing @{ RetryDelay = 0.02 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $excel = '42447b32-707b-4178-b665-a2adf782fcf4'
    $revenue = '31f18df8-ddb3-537b-a999-51d060ae3755'

    function Read-Sample([string] $Name) {
        (Get-Content -Raw (Join-Path $PSScriptRoot "../../contract/samples-0.35/$Name.json") | ConvertFrom-Json).response.body
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The columns of a report' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'are read with -Detailed: <how>' -ForEach @(
        @{ how = 'by title'; get = { Get-OwoxReport 'Excel orders' -Detailed } }
        @{ how = 'by ID'; get = { Get-OwoxReport -Id $excel -Detailed } }
        @{ how = 'of a data mart'; get = { Get-OwoxReport 'Excel orders' -DataMartId 'Orders' -Detailed } }
    ) {
        $report = & $get
        $report.OutputSchema | Should -BeOfType Owox.ReportColumn
        $report.OutputSchema.Name | Should -Be 'country', 'date', 'cost | SUM'
        $report.OutputSchema.Type | Should -Be 'STRING', 'DATE', 'NUMERIC'
        @(Get-SandboxRequest "/api/reports/$excel/output-schema") | Should -HaveCount 1
    }

    It 'are those that the server sends, and not requested otherwise' {
        (Get-OwoxReport -Id $revenue).OutputSchema | Should -BeNullOrEmpty
        Get-SandboxRequest '*/output-schema' | Should -BeNullOrEmpty
        Add-Fault 'GET */output-schema' status @{ status = 200; body = (Read-Sample 'reports.output-schema') }
        $columns = (Get-OwoxReport -Id $revenue -Detailed).OutputSchema
        $columns.Name | Should -Be 'country', 'order_date', 'revenue | SUM', 'Unique Count'
        $columns[0].Title, $columns[0].Description | Should -Be 'Country', 'Ship-to country'
        $columns.AggregateFunction | Should -Be $null, $null, 'SUM', 'COUNT_DISTINCT'
        -split (($columns | Out-String -Width 80) -split '\r?\n' -ne '')[0] | Should -Be 'Name', 'Type', 'Function', 'Title', 'Description'
    }

    It 'type the rows, also if the data mart has no schema' {
        Add-Fault 'GET *blendable-schema' status @{ status = 500; times = 0 }
        $rows = Export-OwoxReport $excel -Typed -WarningAction SilentlyContinue
        $rows[0].date | Should -BeOfType datetime
        $rows[0].'cost | SUM' | Should -BeOfType decimal
        (Export-OwoxReport $excel -WarningAction SilentlyContinue)[0].'cost | SUM' | Should -BeOfType decimal
        Clear-Sandbox
        (Export-OwoxReport $revenue -Raw)[0].order_date | Should -BeOfType string
        Get-SandboxRequest '*/output-schema' | Should -BeNullOrEmpty
    }

    It 'are requested once for each exported report, and the schema once for each data mart' {
        $reports = Get-OwoxReport
        Clear-Sandbox
        $null = $reports | Export-OwoxReport -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $paths = (Get-SandboxRequest).path
        @($paths -like '*/output-schema') | Should -HaveCount $reports.Count
        @($paths -like '*.ndjson') | Should -HaveCount $reports.Count
        $schemas = @($paths -like '*/blendable-schema')
        $schemas | Should -Be ($schemas | Select-Object -Unique)
        $schemas.Count | Should -BeLessThan $reports.Count
        $paths.Count | Should -BeLessOrEqual (4 * $reports.Count + $schemas.Count + 1)
    }

    It 'that cannot be read do not cause an error: the types come from the data mart' {
        Add-Fault 'GET */output-schema' status @{ status = 403; times = 0 }
        (Export-OwoxReport $revenue -Typed -WarningVariable warnings)[0].order_date | Should -BeOfType datetime
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'An Excel report' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is listed with its destination' {
        (Get-OwoxDestination -Type EXCEL).Title | Should -Be 'Microsoft Excel'
        (Get-OwoxReport 'Excel orders').DestinationTitle | Should -Be 'Microsoft Excel'
        (Get-OwoxReport 'Excel orders' | Get-OwoxDestination).Type | Should -Be EXCEL
        @(Get-Completion 'Get-OwoxDestination -Type EX').CompletionText | Should -Be EXCEL
        @(Get-Completion 'Get-OwoxRun -Type EX').CompletionText | Should -Be EXCEL
    }

    It 'is exported with one warning, as a run of its type that changes the status of the report: <what>' -ForEach @(
        @{ what = 'objects'; export = { $null = 'Excel orders', $excel | Export-OwoxReport -WarningVariable script:warnings -WarningAction SilentlyContinue } }
        @{ what = 'a file'; export = { $null = Export-OwoxReport $excel -Path (Join-Path $TestDrive excel.csv) -WarningVariable script:warnings -WarningAction SilentlyContinue } }
        @{ what = 'a folder'; export = { $null = Get-OwoxReport -Id $excel | Export-OwoxReport -Directory (Join-Path $TestDrive folder) -WarningVariable script:warnings -WarningAction SilentlyContinue } }
    ) {
        $before = Get-OwoxReport -Id $excel
        & $export
        @($warnings) | Should -HaveCount 1
        "$warnings" | Should -BeLike "*$excel* is an Excel report: the server records this export as a run of the report, and changes its LastRunAt and LastRunStatus."
        $after = Get-OwoxReport -Id $excel
        $after.LastRunStatus | Should -Be SUCCESS
        $after.RunsCount | Should -BeGreaterThan $before.RunsCount
        (Get-OwoxRun -Type EXCEL -First 1).ReportId | Should -Be $excel
    }

    It 'warns of nothing with -WhatIf, and of no other report' {
        Export-OwoxReport $excel -WhatIf -WarningVariable warnings
        $null = Export-OwoxReport $revenue -WarningVariable +warnings
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'A destination for e-mail or Google Chat' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is listed, also by type: <title>' -ForEach @(
        @{ title = 'Weekly mail'; type = 'EMAIL' }
        @{ title = 'Chat space'; type = 'GOOGLE_CHAT' }
    ) {
        $found = Get-OwoxDestination $title
        $found.Type | Should -Be $type
        (Get-OwoxDestination -Type $type).Title | Should -Contain $title
        (Get-OwoxDestination -Id $found.Id).Title | Should -Be $title
        "$($found | Format-Table | Out-String)" | Should -BeLike "*$title*$type*"
    }

    It 'has reports, whose runs are shown with their error, and whose rows can be exported without a warning' {
        $report = Get-OwoxReport 'Mail report'
        $report.DestinationTitle, $report.LastRunStatus | Should -Be 'Mail to Ada', 'RESTRICTED'
        $run = Get-OwoxRun -Type EMAIL
        $run.Status, $run.ReportId | Should -Be 'RESTRICTED', $report.Id
        Assert-Failure { $run | Wait-OwoxRun -ErrorAction Stop } -Id Owox.RunFailed -Category InvalidResult -Type Owox.OwoxRunFailedException -Says 'RESTRICTED', 'license'
        Export-OwoxReport 'Mail report' -WarningVariable warnings | Should -Not -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
        # Only the exports of an Excel report are its runs.
        @(Get-OwoxRun -Type EMAIL) | Should -HaveCount 1
    }
}

Describe 'A search' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'finds reports, with the addresses of their pages' {
        $hit = Find-OwoxItem 'excel' -Type Report
        $hit.EntityType, $hit.ReportId, $hit.DataMartId | Should -Be REPORT, $excel, $marts.orders
        $hit.DataMart.Title | Should -Be 'Orders'
        $hit.Url | Should -Be "$($Sandbox.origin)/ui/0/data-marts/$($marts.orders)/reports?reportId=$excel"
        ($hit | Get-OwoxReport).Id | Should -Be $excel
        ($hit | Get-OwoxDataMart).Id | Should -Be $marts.orders
        (Find-OwoxItem 'excel').EntityType | Should -Contain REPORT
        @(Get-Completion 'Find-OwoxItem x -Type Re').CompletionText | Should -Be Report
    }

    It 'reads what was recorded, and makes a path of the server an address' {
        Add-Fault 'GET /api/search' status @{ status = 200; body = (Read-Sample 'search.entity-types-report') }
        (Find-OwoxItem orders)[0].Url | Should -BeLike 'http://127.0.0.1:3900/ui/0/data-marts/*'
        foreach ($url in '/ui/0/x?y=1', '//elsewhere.example/x', $null) {
            Add-Fault 'GET /api/search' status @{ status = 200; body = @(@{ entityType = 'REPORT'; entityId = 'r'; url = $url }) }
        }

        (Find-OwoxItem orders).Url | Should -Be "$($Sandbox.origin)/ui/0/x?y=1"
        (Find-OwoxItem orders).Url | Should -Be '//elsewhere.example/x'
        (Find-OwoxItem orders).Url | Should -BeNullOrEmpty
    }
}

Describe 'The freshness of data' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is measured for several data marts with one request, and those that were not are named' {
        $found = Get-OwoxDataMart 'Orders', 'Recorded orders', 'Demo draft (not published)' -Freshness -WarningVariable warnings -WarningAction SilentlyContinue
        @(Get-SandboxRequest '/api/data-marts/data-last-updated/refresh') | Should -HaveCount 1
        $orders = $found | Where-Object Title -EQ 'Orders'
        $orders.DataLastUpdated.DataLastUpdatedAt | Should -Be ([datetimeoffset] '2026-10-28T00:00:00Z')
        $orders.DataLastUpdated.ComputedAt | Should -BeGreaterThan ([datetimeoffset]::UtcNow.AddMinutes(-5))
        $orders.DataLastUpdated.Coverage | Should -Be complete
        $orders.DataLastUpdated.Sources.Table | Should -Not -BeNullOrEmpty
        $found | Should -HaveCount 3
        "$warnings" | Should -BeLike "The server could not measure when the data of 1 of 3 data marts last changed: 'Demo draft (not published)'.*"
    }

    It 'is measured with -Id, -Detailed and pipeline input, and runs no query' {
        (Get-OwoxDataMart -Id $marts.orders -Freshness).DataLastUpdated.Sources | Should -HaveCount 1
        (Get-OwoxDataMart Orders -Detailed -Freshness).Schema | Should -Not -BeNullOrEmpty
        (Get-OwoxReport 'Excel orders' | Get-OwoxDataMart -Freshness).DataLastUpdated | Should -Not -BeNullOrEmpty
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'is an error of a server that has no such request' {
        Add-Fault 'POST *refresh' status @{ status = 404; body = @{ statusCode = 404; message = 'Cannot POST /api/data-marts/data-last-updated/refresh' } }
        Assert-Failure { Get-OwoxDataMart Orders -Freshness } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'The server does not support POST', 'It may be older'
    }
}

Describe 'A relationship' {
    It 'has a description' {
        $relationship = Get-OwoxRelationship -DataMartId 'Recorded orders' | Where-Object TargetAlias -EQ countries
        $relationship.Description | Should -Be 'Country of delivery'
        $relationship | Format-List | Out-String | Should -BeLike '*Description*Country of delivery*'
        (Get-OwoxRelationship -DataMartId $marts.orders).Description | Should -BeNullOrEmpty
    }
}

Describe 'A deleted report' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is reported as one, and its runs are shown' {
        $reports = @{ Id = 'Owox.NotFound'; Category = 'ObjectNotFound'; Type = 'Owox.OwoxNotFoundException'; Says = "The report $excel was not found (404)", 'it was deleted' }
        Add-Fault "GET /api/reports/$excel" status @{ status = 404; times = 2; body = (Read-Sample 'reports.get-deleted') }
        Assert-Failure { Get-OwoxReport -Id $excel } @reports
        Assert-Failure { Export-OwoxReport $excel } @reports
        $report = Get-OwoxReport -Id $excel
        Add-Fault 'GET */reports/*.ndjson' status @{ status = 404; body = (Read-Sample 'stream-report.deleted') }
        Assert-Failure { $report | Export-OwoxReport -WarningAction SilentlyContinue -ErrorAction Stop } @reports
        Add-Fault "GET /api/data-marts/$($marts.orders)/runs" status @{ status = 200; body = (Read-Sample 'runs.mart-list-deleted-report') }
        (Get-OwoxRun $marts.orders -First 1).ReportId | Should -Not -BeNullOrEmpty
    }
}

Describe 'A calculated field' {
    BeforeAll {
        # The schema of the recorded data mart, as a query reads it, with a field that aggregates and one of a joined data mart.
        $fields = (Read-Sample 'data-marts.get-with-calculated').schema.fields
        $metric = @{ name = 'margin'; type = 'FLOAT'; calculated = @{ formula = 'SUM({{ref field="revenue"}})'; level = 'metric' } }
        $joined = @{ name = 'countries__rank'; originalFieldName = 'rank'; aliasPath = 'countries'; sourceDataMartTitle = 'Countries'; type = 'INTEGER'; isCalculated = $true }
        $schema = @{ nativeFields = @($fields) + $metric; blendedFields = @($joined); availableSources = @() }
    }

    BeforeEach {
        Clear-Sandbox
        Add-Fault 'GET *blendable-schema' status @{ status = 200; body = $schema; times = 0 }
    }

    It 'is shown in the schema and among the columns' {
        Add-Fault "GET /api/data-marts/$($marts.orders)" status @{ status = 200; body = (Read-Sample 'data-marts.get-with-calculated') }
        $field = (Get-OwoxDataMart -Id $marts.orders).Schema.Fields | Where-Object { $_.Calculated }
        $field.Name, $field.Calculated.Formula, $field.Calculated.Level | Should -Be 'net_revenue', '{{ref field="revenue"}} * 0.8', 'column'
        $columns = Get-OwoxDataMartColumn $marts.orders | Where-Object IsCalculated
        $columns.Name | Should -Be 'net_revenue', 'margin', 'countries__rank'
        $columns.CalculatedLevel | Should -Be 'column', 'metric', $null
    }

    It 'is returned only if it is named' {
        Add-Fault 'GET *.ndjson' status @{ status = 400; times = 0 }
        foreach ($query in @{ Column = 'net_revenue' }, @{ AllColumns = $true; Column = 'margin' }) {
            (Get-Failure { Export-OwoxDataMart $marts.orders @query }).FullyQualifiedErrorId | Should -BeLike 'Owox.RequestInvalid,*'
        }

        @(Get-SandboxRequest '*.ndjson').query | Should -Be '?column=net_revenue', '?columns=*&column=margin'
    }

    It 'is omitted from a query for all columns' {
        Add-Fault 'GET *.ndjson' malformed-line @{ text = '{"id":1,"order_date":"2026-01-01","country":"UA","revenue":"1.50"}' }
        Add-Fault 'GET *.ndjson' run-record @{ status = 'SUCCESS'; rowCount = 1 }
        (Export-OwoxDataMart $marts.empty).PSObject.Properties.Name | Should -Be 'id', 'order_date', 'country', 'revenue'
    }

    It 'is rejected before the query if the server cannot use it: <what>' -ForEach @(
        @{ what = 'before the join'; query = @{ Filter = @{ column = 'countries__rank'; operator = 'gt'; value = 1; placement = 'pre-join'; aliasPath = 'countries' } }; says = "the pre-join filter on 'countries__rank' applies to a calculated field" }
        @{ what = 'before the join, as its data mart names it'; query = @{ Filter = @{ column = 'rank'; operator = 'gt'; value = 1; placement = 'pre-join'; aliasPath = 'countries' } }; says = "the pre-join filter on 'rank' applies to a calculated field" }
        @{ what = 'an aggregate before the join'; query = @{ Filter = @{ column = 'margin'; operator = 'gt'; value = 1; placement = 'pre-join'; aliasPath = 'countries' } }; says = "the pre-join filter on 'margin' applies to a calculated field" }
        @{ what = 'of a joined data mart'; query = @{ Column = 'country', 'countries__rank' }; says = "'countries__rank' is a calculated field of the joined data mart 'Countries'" }
    ) {
        Assert-Failure { Export-OwoxDataMart $marts.orders @query } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }
}

Describe 'An export that fails before its query is planned' {
    It 'is listed as a failed run, with the error' {
        Clear-Sandbox
        $before = [datetimeoffset]::UtcNow.AddSeconds(-1)
        Assert-Failure { Export-OwoxDataMart $marts.orders -Filter (New-OwoxFilter order_id contains 1) -Limit 1 } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'INVALID_OPERATOR_FOR_TYPE'
        $run = Get-OwoxRun $marts.orders -Type HTTP_DATA -First 1
        $run.Status | Should -Be FAILED
        $run.CreatedAt | Should -BeGreaterThan $before
        $run.Errors | Should -BeLike '*Output controls validation failed*'
    }
}
