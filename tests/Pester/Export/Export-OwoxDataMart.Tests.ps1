# Export-OwoxDataMart: requests, rows and errors.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $native = 'date', 'order_id', 'customer_id', 'country', 'revenue', 'cost', 'note', 'is_paid', 'created_ts'

    # Returns the property names of the rows, in order. All rows must have the same properties.
    function Get-Name($Rows) { ($Rows | ForEach-Object { $_.PSObject.Properties.Name -join ',' } | Sort-Object -Unique) -split ',' }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Export-OwoxDataMart' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'runs the example of the README' {
        $id = (Get-OwoxDataMart 'Orders*').Id
        $sum = Export-OwoxDataMart -Id $id -Column date, revenue -Limit 1000 | Measure-Object revenue -Sum
        $sum.Count | Should -Be 1000
        $sum.Sum | Should -BeGreaterThan 5000
    }

    It 'returns all native columns and all rows' {
        $rows = Export-OwoxDataMart $marts.orders
        $rows.Count | Should -Be 5000
        Get-Name $rows | Should -Be $native
        ($rows.order_id | Sort-Object -Unique).Count | Should -Be 5000
    }

    It 'returns columns in the order of -Column' {
        $rows = Export-OwoxDataMart $marts.orders -Column revenue, date, order_id -Limit 3
        $rows | Should -HaveCount 3
        Get-Name $rows | Should -Be 'revenue', 'date', 'order_id'
    }

    It 'returns native and named columns with -AllColumns and -Column' {
        Get-Name (Export-OwoxDataMart $marts.orders -AllColumns -Limit 2) | Should -Be $native
        Get-Name (Export-OwoxDataMart $marts.orders -AllColumns -Column customers__name -Limit 2) | Should -Be ($native + 'customers__name')
    }

    It 'returns joined columns with -IncludeJoined' {
        $row = Export-OwoxDataMart $marts.orders -IncludeJoined -Limit 1
        $row.PSObject.Properties.Name | Should -Contain 'customers__email'
        $row.customers__customer_id | Should -Be $row.customer_id
    }

    It 'accepts filters as <what>' -ForEach @(
        @{ what = 'a hashtable'; filter = @{ column = 'country'; operator = 'eq'; value = 'Ukraine' } }
        @{ what = 'an ordered hashtable with names in any case'; filter = [ordered]@{ Operator = 'EQ'; Value = 'Ukraine'; Column = 'country' } }
        @{ what = 'a JSON string'; filter = '{"column":"country","operator":"eq","value":"Ukraine"}' }
        @{ what = 'a JSON array'; filter = '[{"column":"country","operator":"in","value":["Ukraine"]}]' }
    ) {
        $rows = Export-OwoxDataMart $marts.orders -Filter $filter
        $rows.Count | Should -BeGreaterThan 100
        $rows.country | Sort-Object -Unique | Should -Be 'Ukraine'
    }

    It 'combines several filters of different types with AND' {
        $rows = Export-OwoxDataMart $marts.orders -Filter @{ column = 'country'; operator = 'in'; value = 'Ukraine', 'France' }, '{"column":"revenue","operator":"between","value":{"from":100,"to":200.5}}', @{ column = 'is_paid'; operator = 'is_true' }
        $rows.Count | Should -BeGreaterThan 50
        $rows.country | Sort-Object -Unique | Should -Be 'France', 'Ukraine'
        $range = $rows | Measure-Object revenue -Minimum -Maximum
        $range.Minimum | Should -BeGreaterOrEqual 100
        $range.Maximum | Should -BeLessOrEqual 200.5
        $rows.is_paid | Sort-Object -Unique | Should -Be $true
    }

    It 'accepts dates and numbers as filter values' {
        $rows = Export-OwoxDataMart $marts.orders -Filter @{ column = 'date'; operator = 'gte'; value = [datetime]'2025-12-01' }, @{ column = 'order_id'; operator = 'lt'; value = 4900 }
        $rows.Count | Should -BeGreaterThan 50
        ($rows.date | Sort-Object)[0] | Should -Be '2025-12-01'
        ($rows | Measure-Object order_id -Maximum).Maximum | Should -Be 4899
    }

    It 'sorts by several columns' {
        $rows = Export-OwoxDataMart $marts.orders -Column country, revenue -Sort @{ column = 'country'; direction = 'desc' }, '{"column":"revenue"}' -Limit 20
        $rows.country | Sort-Object -Unique | Should -Be 'United States'
        $rows.revenue | Should -Be ($rows.revenue | Sort-Object)
    }

    It 'groups by the columns that have no aggregation' {
        $rows = Export-OwoxDataMart $marts.orders -Column country, revenue -Aggregation @{ column = 'revenue'; function = 'sum' }
        $rows | Should -HaveCount 8
        Get-Name $rows | Should -Contain 'revenue | SUM'
        $all = Export-OwoxDataMart $marts.orders -Column revenue | Measure-Object revenue -Sum
        ($rows | Measure-Object 'revenue | SUM' -Sum).Sum | Should -BeGreaterThan ($all.Sum - 0.01)
        ($rows | Measure-Object 'revenue | SUM' -Sum).Sum | Should -BeLessThan ($all.Sum + 0.01)
    }

    It 'applies date buckets' {
        $rows = Export-OwoxDataMart $marts.orders -Column date, revenue -DateBucket '{"column":"date","unit":"month"}' -Aggregation '[{"column":"revenue","function":"AVG"}]' -Sort @{ column = 'date' }
        $rows | Should -HaveCount 12
        "$($rows[0].PSObject.Properties.Value[0])" | Should -BeLike '2025-01-01*'
    }

    It 'returns at most -Limit rows' {
        Export-OwoxDataMart $marts.orders -Limit 7 | Should -HaveCount 7
        (Get-SandboxRequest '*.ndjson').query | Should -Be '?limit=7'
        { Export-OwoxDataMart $marts.orders -Limit 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'reports the run ID in -RunIdVariable and in verbose output' {
        $lines = Export-OwoxDataMart $marts.orders -Limit 3 -RunIdVariable run -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message
        $request = Get-SandboxRequest '*.ndjson'
        $run | Should -BeExactly $request.runId
        @($lines -like 'GET *.ndjson*')[0] | Should -Match "^GET /api/external/http-data/data-marts/$($marts.orders)\.ndjson: 200 in \d+ ms, request $($request.headers.'X-Request-Id'), run $run$"
        $lines[-1] | Should -Match "^3 rows, \d+ bytes, run $run\.$"
        @($lines -like "GET /api/data-marts/$($marts.orders)/runs/${run}: 200 *") | Should -HaveCount 1
    }

    It 'sets -RunIdVariable before the first row' {
        Export-OwoxDataMart $marts.orders -Limit 1 -RunIdVariable before | ForEach-Object { $seen = $before }
        $seen | Should -Not -BeNullOrEmpty
    }

    It 'accepts IDs from objects and strings in the pipeline' {
        (Get-OwoxDataMart 'Customers', 'Empty' | Export-OwoxDataMart).Count | Should -Be 400
        ($marts.customers, $marts.empty | Export-OwoxDataMart -Limit 2) | Should -HaveCount 2
        ([pscustomobject]@{ DataMartId = $marts.customers } | Export-OwoxDataMart -Limit 2) | Should -HaveCount 2
        Export-OwoxDataMart $marts.customers, $marts.customers -Limit 2 | Should -HaveCount 4
    }

    It 'returns no rows and no error for a data mart without rows' {
        Export-OwoxDataMart $marts.empty -ErrorAction Stop -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
        @(Get-SandboxRequest "/api/data-marts/$($marts.empty)/runs/*") | Should -HaveCount 1
    }

    It 'works with Where-Object, Group-Object and Export-Csv' {
        $rows = Export-OwoxDataMart $marts.orders
        ($rows | Where-Object { $_.revenue -gt 400 -and $_.country -eq 'Spain' }).Count | Should -BeGreaterThan 10
        ($rows | Group-Object country).Count | Should -Be (8)
        $file = Join-Path $TestDrive 'orders.csv'
        Export-OwoxDataMart $marts.orders -Column date, revenue, note -Limit 100 | Export-Csv $file -NoTypeInformation
        (Get-Content $file -TotalCount 1) | Should -BeExactly '"date","revenue","note"'
        Import-Csv $file | Should -HaveCount 100
    }

    It 'closes the connection without an error when a later command stops the pipeline' {
        $count = $Error.Count
        $rows = Export-OwoxDataMart $marts.events | Select-Object -First 5
        $rows | Should -HaveCount 5
        $Error.Count | Should -Be $count
        $request = Wait-SandboxRequest '*.ndjson'
        $request.outcome | Should -Be 'aborted'
        $request.rowsSent | Should -BeLessThan 900000
        @(Get-SandboxRequest '*/runs/*') | Should -BeNullOrEmpty
    }
}

Describe 'Export-OwoxDataMart when the export fails' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'reports that a draft is not published' {
        Assert-Failure { Export-OwoxDataMart $marts.draft } -Id Owox.NotPublished -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "'Returns (draft)'", 'its status is DRAFT', 'Publish it'
    }

    It 'reports that the data mart does not exist' {
        $failure = Get-Failure { Export-OwoxDataMart 00000000-0000-4000-8000-000000000000 }
        Assert-Failure { throw $failure } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'was not found (404)', 'Check the ID'
        $failure.TargetObject | Should -Be '00000000-0000-4000-8000-000000000000'
        $failure.Exception.RequestId | Should -Not -BeNullOrEmpty
    }

    It 'reports that the viewer has no access to the data mart' {
        $viewer = Connect-Sandbox $Sandbox.viewerApiKey -With @{ Name = 'viewer' }
        Add-Fault 'GET *.ndjson' status @{ status = 403; body = @{ statusCode = 403; message = 'You do not have access to this DataMart'; timestamp = 'x'; path = '/x' } }
        Assert-Failure { Export-OwoxDataMart $marts.orders -Connection $viewer } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says 'does not have permission for GET', '(403)', 'You do not have access', 'project admin'
        Disconnect-OwoxDataMarts viewer
        $null = Connect-Sandbox
    }

    It 'reports the error of the warehouse' {
        $failure = Get-Failure { Export-OwoxDataMart $marts.denied }
        Assert-Failure { throw $failure } -Id Owox.StorageFailed -Category ResourceUnavailable -Type Owox.OwoxApiException -Says 'status 424', 'the credentials of the storage', 'Server message'
        $failure.Exception.StatusCode | Should -Be 424
        $failure.Exception.Code | Should -BeLike 'STORAGE_*'
        $failure.Exception.Details.Count | Should -BeGreaterThan 0
        @(Get-SandboxRequest '*.ndjson') | Should -HaveCount 1
    }

    It 'reports a missing column before the query and suggests similar names: <what>' -ForEach @(
        @{ what = '-Column'; with = @{ Column = 'date', 'Revenu' }; says = "no column 'Revenu'.", "Did you mean 'revenue'?" }
        @{ what = 'white space'; with = @{ Column = 'country ' }; says = "no column 'country' (with white space at an end).", "Did you mean 'country'?" }
        @{ what = 'another case'; with = @{ Column = 'Country' }; says = "no column 'Country'.", "Did you mean 'country'?" }
        @{ what = 'several columns'; with = @{ Column = 'cuontry', 'csot' }; says = "no columns 'cuontry', 'csot'.", "'country', 'cost'" }
        @{ what = 'a filter'; with = @{ Filter = { $_.revenue_usd -gt 1 } }; says = "'revenue_usd'", "'revenue'" }
        @{ what = 'a sort'; with = @{ Sort = 'created desc' }; says = "'created'", "'created_ts'" }
        @{ what = 'an aggregation'; with = @{ Column = 'country', 'revenue'; Aggregation = @{ revenu = 'SUM' } }; says = "'revenu'", "'revenue'" }
        @{ what = 'a date bucket'; with = @{ Column = 'date'; DateBucket = @{ dat = 'MONTH' } }; says = "'dat'", "'date'" }
        @{ what = '-DateColumn'; with = @{ DateColumn = 'dates'; Since = '2025-01-01' }; says = "'dates'", "'date'" }
        @{ what = 'no similar name'; with = @{ Column = 'zzzzzz' }; says = "'zzzzzz'", 'Get-OwoxDataMartColumn' }
        @{ what = 'a file'; with = @{ Column = 'Revenu'; Path = 'unknown.csv' }; says = "'Revenu'", "'revenue'" }
    ) {
        if ($with.Path) {
            $with.Path = Join-Path $TestDrive $with.Path
        }

        Assert-Failure { Export-OwoxDataMart $marts.orders @with } -Id Owox.ColumnNotFound -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'reports the server''s error for a missing column when the schema cannot be read' {
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        Assert-Failure { Export-OwoxDataMart $marts.orders -Column nope } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'status 400', 'Server message', 'nope'
    }

    It 'accepts columns of joined data marts, and filters of them before the join' {
        $rows = Export-OwoxDataMart $marts.orders -Column order_id, customers__name -Limit 1
        $rows.PSObject.Properties.Name | Should -Be 'order_id', 'customers__name'
        { Export-OwoxDataMart $marts.orders -Column order_id, customers__name -Filter (New-OwoxFilter name is_not_null -PreJoin customers) -Limit 1 } | Should -Not -Throw
    }

    It 'continues with the next data mart after an error' {
        $rows = $marts.customers, $marts.denied, $marts.draft, $marts.customers | Export-OwoxDataMart -Limit 3 -ErrorAction SilentlyContinue -ErrorVariable errors
        $rows | Should -HaveCount 6
        $errors.FullyQualifiedErrorId | Should -BeLike 'Owox.*'
        ($errors.FullyQualifiedErrorId -replace ',.*') | Should -Be 'Owox.StorageFailed', 'Owox.NotPublished'
        $errors.TargetObject | Should -Be $marts.denied, $marts.draft
    }

    It 'stops at a data mart whose stream is incomplete' {
        Assert-Failure { $marts.truncated, $marts.customers | Export-OwoxDataMart } -Id Owox.StreamIncomplete -Category ReadError -Type Owox.OwoxStreamException -Says 'Do not use the rows'
        @(Get-SandboxRequest "*$($marts.customers).ndjson") | Should -BeNullOrEmpty
    }
}
