# Test-OwoxDataMart: its checks and their results, its errors, and what it sends. Its files are tested in Test-OwoxDataMart.Files.Tests.ps1.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Prompt/Prompt.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:00.3' } -Timing @{ RunPollInterval = 0.05; MaxRunPollInterval = 0.1; RetryDelay = 0.02 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $refresh = 'POST /api/data-marts/data-last-updated/refresh'
    $runs = "GET /api/data-marts/$($marts.orders)/runs/*"
    $start = "/api/data-marts/$($marts.orders)/data-quality/runs"
    $configurationError = 'Owox.OwoxConfigurationException'

    # Sets the result of the measurement of Orders.
    function Set-Freshness([hashtable] $Measured) {
        $items = @(if ($Measured) { @{ dataMartId = $marts.orders; dataLastUpdated = $Measured } })
        Add-Fault $refresh status @{ status = 200; body = @{ items = $items } }
    }

    # Adds a data mart, and returns its ID.
    function New-SandboxDataMart([hashtable] $Data) {
        (Invoke-RestMethod "$($Sandbox.origin)/sandbox/data-marts" -Method Post -ContentType application/json -Body ($Data | ConvertTo-Json -Depth 5)).id
    }

    # Sets the record of a finished run of data-quality checks.
    function Set-QualityResult([object[]] $Check, [string] $Status = 'SUCCESS') {
        $number = 0
        $results = @($Check | ForEach-Object { @{ id = "c$($number++)"; ruleKey = "rule_$($_.status)_$($_.severity)"; category = 'null_rate'; violationCount = 0; description = 'the description' } + $_ })
        Add-Fault $runs status @{ status = 200; times = 0; body = @{ id = 'r'; type = 'DATA_QUALITY'; status = $Status; dataMartId = $marts.orders; finishedAt = '2026-12-01T00:00:00Z'; dataQuality = @{ results = $results } } }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Test-OwoxDataMart' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'returns a finding for each check, in the order of the parameters in help' {
        $found = Test-OwoxDataMart Orders -DataQuality -MinRowCount 1 -MaxAge 36500.00:00
        $found.Check | Should -Be 'Freshness', 'RowCount', 'DataQuality'
        $found.Status | Should -Be 'Passed', 'Passed', 'Passed'
        $found.DataMartId | Select-Object -Unique | Should -Be $marts.orders
        $found.DataMartTitle | Select-Object -Unique | Should -Be 'Orders'
        "$($found[1])" | Should -Be 'Orders, RowCount: Passed'
    }

    It 'sends nothing that is billed for the age and the columns' {
        $file = Join-Path $TestDrive free.json
        $null = Test-OwoxDataMart Orders -MaxAge 1.00:00 -SchemaBaseline $file -UpdateBaseline
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-SandboxRequest '*data-quality*' | Should -BeNullOrEmpty
        $sent = Get-SandboxRequest -Method POST
        $sent.path | Should -Be '/api/data-marts/data-last-updated/refresh'
    }

    It 'returns a summary with the worst status' {
        $test = Test-OwoxDataMart Orders -MinRowCount 1 -MaxAge 1.00:00 -Summary
        $test.Status | Should -Be 'Failed'
        $test.Passed, $test.Failed, $test.Errors, $test.Warnings, $test.Skipped | Should -Be 1, 1, 0, 0, 0
        $test.Findings | Should -HaveCount 2
        $test.Duration.TotalSeconds | Should -BeGreaterThan 0
        "$test" | Should -Be 'Orders: Failed'
        (Test-OwoxDataMart Denied -MaxRowCount 5 -Summary).Status | Should -Be 'Error'
        (Test-OwoxDataMart Orders -MaxRowCount 5 -Summary -WhatIf).Status | Should -Be 'Skipped'
    }

    It 'tests data marts from the pipeline, each of them once: <how>' -ForEach @(
        @{ how = 'objects'; call = { Get-OwoxDataMart Orders, Customers | Test-OwoxDataMart -MinRowCount 1 -Summary } }
        @{ how = 'IDs and titles'; call = { $marts.orders, 'customers', 'ORDERS' | Test-OwoxDataMart -MinRowCount 1 -Summary } }
        @{ how = 'findings'; call = { Test-OwoxDataMart Orders, Customers -MinRowCount 1 | Test-OwoxDataMart -MinRowCount 1 -Summary } }
        @{ how = 'an array'; call = { Test-OwoxDataMart Orders, Customers, $marts.orders.ToUpperInvariant() -MinRowCount 1 -Summary } }
    ) {
        $tests = & $call
        $tests.DataMartTitle | Should -Be 'Orders', 'Customers'
        $tests.Status | Should -Be 'Passed', 'Passed'
    }

    It 'continues after an error of one check and of one data mart' {
        Add-Fault $refresh status @{ status = 500; times = 0 }
        $tests = Test-OwoxDataMart 'No such', Denied, '00000000-0000-4000-8000-000000000000', Orders -MinRowCount 1 -MaxAge 1.00:00 -Summary
        $tests.Status | Should -Be 'Error', 'Error', 'Error', 'Error'
        $tests[0].Findings.ErrorId | Should -Be 'Owox.NotFound'
        $tests[0].Findings.Check | Should -Be 'DataMart'
        $tests[1].Findings.ErrorId | Should -Be 'Owox.ServerError', 'Owox.StorageFailed'
        $tests[2].Findings.ErrorId | Should -Be 'Owox.NotFound'
        $tests[2].DataMartId | Should -Be '00000000-0000-4000-8000-000000000000'
        $tests[3].Findings.Status | Should -Be 'Error', 'Passed'
    }

    It 'reports two data marts with the title as an error that names their IDs' {
        foreach ($number in 1, 2) {
            $null = New-SandboxDataMart @{ title = 'Same title'; columns = @(@{ name = 'id'; type = 'INTEGER' }); rows = @(, @(1)) }
        }

        $found = Test-OwoxDataMart 'same title' -MinRowCount 1
        $found.Status | Should -Be 'Error'
        $found.ErrorId | Should -Be 'Owox.TitleAmbiguous'
        @(Get-OwoxDataMart 'Same title').Id | ForEach-Object { $found.Message | Should -BeLike "*$_*" }
    }

    It 'continues with free checks and with other data marts if the connection does not allow a check: <limit>' -ForEach @(
        @{ limit = '-ReadOnly'; with = @{ ReadOnly = $true }; id = 'Owox.ReadOnly'; says = '*this connection is read-only*' }
        @{ limit = '-Scope'; with = @{ Scope = 'DataMarts:Read' }; id = 'Owox.ScopeMissing'; says = '*it requires the scope Runs:Write*' }
        @{ limit = '-AllowedDataMart'; with = @{ AllowedDataMart = 'orders' }; id = 'Owox.DataMartNotAllowed'; says = '*this connection is limited to *' }
    ) {
        if ($with.AllowedDataMart) { $with = @{ AllowedDataMart = $marts.orders } }
        $connection = Connect-Sandbox -With (@{ Name = 'limited' } + $with)
        $file = Join-Path $TestDrive "limited$limit.xml"
        try {
            $tests = Test-OwoxDataMart $marts.customers, $marts.orders -MaxAge 36500.00:00 -DataQuality -ResultFile $file -Summary -Connection $connection
        }
        finally {
            Disconnect-OwoxDataMarts $connection
        }

        $tests | Should -HaveCount 2
        $last = $tests[0].Findings[-1]
        $last.Status, $last.ErrorId | Should -Be 'Error', $id
        $last.Message | Should -BeLike $says
        $tests[1].Findings[0].Check, $tests[1].Findings[0].Status | Should -Be 'Freshness', 'Passed'
        $tests[1].Findings[1].ErrorId | Should -Be $(if ($limit -ne '-AllowedDataMart') { $id })
        $root = ([xml] (Get-Content -LiteralPath $file -Raw)).testsuites
        $root.testsuite[0].SelectSingleNode('testcase[last()]/error/@type').Value | Should -Be $id
        $root.testsuite[1].testcase[0].ChildNodes.Count | Should -Be 0 -Because 'the free check passed'
    }

    It 'ends if the credential is rejected' {
        Add-Fault 'GET /api/data-marts/*' status @{ status = 401; times = 0 }
        Assert-Failure { Test-OwoxDataMart $marts.orders -MaxAge 1.00:00 } Owox.Unauthorized AuthenticationError Owox.OwoxAuthenticationException 'rejected GET'
    }

    It 'rejects a filter of the result of a function, which does not select rows' {
        Assert-Failure { Test-OwoxDataMart Orders -MinRowCount 1 -Filter (New-OwoxFilter revenue gt 5 -Function SUM) } Owox.RuleInvalid InvalidArgument $configurationError "'SUM(revenue) gt 5'", 'Omit the function'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects before any request: <what>' -ForEach @(
        @{ what = 'no check'; call = { Test-OwoxDataMart Orders }; says = 'No check was specified', '-MaxAge', '-DataQuality' }
        @{ what = 'no check with a file'; call = { Test-OwoxDataMart Orders -DataQuality:$false -ResultFile x.xml }; says = 'No check was specified' }
        @{ what = 'a minimum above the maximum'; call = { Test-OwoxDataMart Orders -MinRowCount 9007199254740991 -MaxRowCount 9007199254740990 }; says = '-MinRowCount (9007199254740991) is greater than -MaxRowCount (9007199254740990)' }
    ) {
        Assert-Failure $call Owox.TestInvalid InvalidArgument $configurationError $says
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'does nothing with an empty pipeline' {
        @() | Test-OwoxDataMart -ResultFile (Join-Path $TestDrive none.xml) | Should -BeNullOrEmpty
        Join-Path $TestDrive none.xml | Should -Not -Exist
        Get-ChildItem $TestDrive -Filter 'none*' -Force | Should -BeNullOrEmpty
    }

    It 'sends nothing that is billed, and changes nothing, with -WhatIf' {
        $file = Join-Path $TestDrive whatif.json
        $found = Test-OwoxDataMart Orders -MinRowCount 1 -DataQuality -SchemaBaseline $file -UpdateBaseline -ResultFile (Join-Path $TestDrive whatif.xml) -WhatIf
        $found.Status | Select-Object -Unique | Should -Be 'Skipped'
        (Get-SandboxRequest '/api/data-marts*').method | Select-Object -Unique | Should -Be 'GET'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-ChildItem $TestDrive -Filter 'whatif*' -Force | Should -BeNullOrEmpty
    }

    It 'prompts with -Confirm before each query that is billed' {
        $run = Invoke-WithPrompt 'Test-OwoxDataMart $orders -MinRowCount 1 -DataQuality -MaxAge 1.00:00 -Confirm -Connection $connection' @{ orders = $marts.orders } -Choice 2
        $run.Errors | Should -BeNullOrEmpty
        $run.Prompts | Should -HaveCount 2
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }
}

Describe 'The freshness check' {
    BeforeEach {
        Clear-Sandbox
    }

    It '<status>: <what>' -ForEach @(
        @{ status = 'Passed'; what = 'as old as allowed'; measured = @{ dataLastUpdatedAt = '2026-11-30T12:00:00Z'; computedAt = '2026-12-01T12:00:00Z'; coverage = 'complete' }; actual = '1.00:00:00 (2026-11-30T12:00:00Z)' }
        @{ status = 'Failed'; what = 'one second older'; measured = @{ dataLastUpdatedAt = '2026-11-30T11:59:59Z'; computedAt = '2026-12-01T12:00:00Z'; coverage = 'complete' }; actual = '1.00:00:01 (2026-11-30T11:59:59Z)'; says = 'The data last changed 1.00:00:01 ago, but at most 1.00:00:00 is expected.' }
        @{ status = 'Failed'; what = 'old, from a server without coverage'; measured = @{ dataLastUpdatedAt = '2026-11-01T00:00:00Z'; computedAt = '2026-12-01T00:00:00Z' }; actual = '30.00:00:00 (2026-11-01T00:00:00Z)' }
        @{ status = 'Passed'; what = 'new, although a table is unknown'; measured = @{ dataLastUpdatedAt = '2026-12-01T00:00:00Z'; computedAt = '2026-12-01T00:00:00Z'; coverage = 'partial' }; actual = '0.00:00:00 (2026-12-01T00:00:00Z)' }
        @{ status = 'Error'; what = 'old, and a table is unknown'; measured = @{ dataLastUpdatedAt = '2026-11-01T00:00:00Z'; computedAt = '2026-12-01T00:00:00Z'; coverage = 'partial' }; actual = '30.00:00:00 (2026-11-01T00:00:00Z)'; says = '*could not measure all source tables*' }
        @{ status = 'Error'; what = 'unknown'; measured = @{ dataLastUpdatedAt = $null; computedAt = '2026-12-01T00:00:00Z'; coverage = 'unavailable' }; actual = $null; says = 'The server does not know when the data last changed.' }
        @{ status = 'Error'; what = 'not measured, and never before'; measured = $null; actual = $null; says = 'The server does not know when the data last changed.' }
        @{ status = 'Passed'; what = 'a little in the future, as with other clocks'; measured = @{ dataLastUpdatedAt = '2026-12-01T00:04:00Z'; computedAt = '2026-12-01T00:00:00Z'; coverage = 'complete' }; actual = '0.00:00:00 (2026-12-01T00:04:00Z)' }
        @{ status = 'Error'; what = 'in the future'; measured = @{ dataLastUpdatedAt = '2027-12-01T00:00:00Z'; computedAt = '2026-12-01T00:00:00Z'; coverage = 'complete' }; actual = '0.00:00:00 (2027-12-01T00:00:00Z)'; says = '*in the future: 2027-12-01T00:00:00Z.' }
    ) {
        Set-Freshness $measured
        $found = Test-OwoxDataMart $marts.orders -MaxAge 1.00:00
        $found.Status | Should -Be $status
        $found.Expected | Should -Be 'at most 1.00:00:00'
        $found.Actual | Should -Be $actual
        if ($says) { $found.Message | Should -BeLike $says }
    }

    It 'uses the last known time if the data mart was not measured: new data passes, old data is unknown' {
        $old = @{ id = $marts.orders; title = 'Orders'; status = 'PUBLISHED'; storage = @{ type = 'GOOGLE_BIGQUERY' }; dataLastUpdated = @{ dataLastUpdatedAt = [datetime]::UtcNow.AddHours(-2).ToString('o'); computedAt = [datetime]::UtcNow.ToString('o'); coverage = 'complete' } }
        Add-Fault "GET /api/data-marts/$($marts.orders)" status @{ status = 200; times = 0; body = $old }
        Set-Freshness $null
        (Test-OwoxDataMart $marts.orders -MaxAge 0.03:00).Status | Should -Be 'Passed'
        Set-Freshness $null
        $found = Test-OwoxDataMart $marts.orders -MaxAge 0.01:00
        $found.Status | Should -Be 'Error'
        $found.Message | Should -BeLike '*the data can be newer.'
    }

    It 'reports a server that cannot measure' {
        Add-Fault $refresh status @{ status = 404; body = @{ statusCode = 404; message = 'Cannot POST /api/data-marts/data-last-updated/refresh' } }
        $found = Test-OwoxDataMart $marts.orders -MaxAge 1.00:00
        $found.Status, $found.ErrorId | Should -Be 'Error', 'Owox.NotFound'
        $found.Message | Should -BeLike 'The server does not support POST * (404). It may be older*'
    }
}

Describe 'The row count' {
    BeforeEach {
        Clear-Sandbox
    }

    It '<status>: <with>' -ForEach @(
        @{ status = 'Passed'; with = @{ MinRowCount = 5000 }; expected = 'at least 5000 rows' }
        @{ status = 'Failed'; with = @{ MinRowCount = 5001 }; expected = 'at least 5001 rows' }
        @{ status = 'Passed'; with = @{ MaxRowCount = 5000 }; expected = 'at most 5000 rows' }
        @{ status = 'Failed'; with = @{ MaxRowCount = 4999 }; expected = 'at most 4999 rows' }
        @{ status = 'Passed'; with = @{ MinRowCount = 5000; MaxRowCount = 5000 }; expected = '5000 to 5000 rows' }
        @{ status = 'Passed'; with = @{ MinRowCount = 0; MaxRowCount = 9007199254740991 }; expected = '0 to 9007199254740991 rows' }
        @{ status = 'Failed'; with = @{ MinRowCount = 9007199254740991 }; expected = 'at least 9007199254740991 rows' }
    ) {
        $found = Test-OwoxDataMart $marts.orders @with
        $found.Status | Should -Be $status
        $found.Expected | Should -Be $expected
        $found.Actual | Should -Be '5000 rows'
        $found.RunId | Should -Be (Get-SandboxRequest '*.ndjson').runId
    }

    It 'reads a single row if the server counts' {
        $null = Test-OwoxDataMart $marts.orders -MinRowCount 1
        $sent = @(Get-SandboxRequest '*.ndjson')
        $sent.rowsSent | Should -Be 1
        $sent.query | Should -BeLike '*aggregation=*'
    }

    It 'counts zero rows' {
        (Test-OwoxDataMart $marts.empty -MinRowCount 1).Actual | Should -Be '0 rows'
        (Test-OwoxDataMart $marts.empty -MaxRowCount 0).Status | Should -Be 'Passed'
    }

    It 'uses the singular: <message>' -ForEach @(
        @{ with = @{ MinRowCount = 1 }; rows = 0; message = 'There are 0 rows, but at least 1 row is expected.' }
        @{ with = @{ MinRowCount = 2 }; rows = 1; message = 'There is 1 row, but at least 2 rows are expected.' }
        @{ with = @{ MaxRowCount = 1 }; rows = 2; message = 'There are 2 rows, but at most 1 row is expected.' }
        @{ with = @{ MinRowCount = 2; MaxRowCount = 3 }; rows = 1; message = 'There is 1 row, but 2 to 3 rows are expected.' }
    ) {
        $data = @{ title = "Few rows $message"; columns = @(@{ name = 'a'; type = 'STRING' }); rows = @(@(, 'x') * $rows | ForEach-Object { , @($_) }) }
        (Test-OwoxDataMart (New-SandboxDataMart $data) @with).Message | Should -BeExactly $message
    }

    It 'counts the rows that match -Filter' {
        $country = 'Germany'
        $all = @(Export-OwoxDataMart $marts.orders -Column country | Where-Object country -EQ $country).Count
        (Test-OwoxDataMart $marts.orders -MinRowCount 1 -Filter { $_.country -eq $country }).Actual | Should -Be "$all rows"
        $found = Test-OwoxDataMart $marts.orders -MinRowCount 1 -Filter @{ column = 'countryy'; operator = 'is_null' }
        $found.Status, $found.ErrorId | Should -Be 'Error', 'Owox.ColumnNotFound'
    }

    It 'includes rows with null in the column that is counted' {
        $data = @{ title = 'With null'; columns = @(@{ name = 'a'; type = 'STRING' }); rows = @(@($null), @('x'), @($null)) }
        $id = New-SandboxDataMart $data
        (Test-OwoxDataMart $id -MinRowCount 1).Actual | Should -Be '3 rows'
    }

    It 'is <id> if rows cannot be read: <mart>' -ForEach @(
        @{ mart = 'denied'; id = 'Owox.StorageFailed' }
        @{ mart = 'draft'; id = 'Owox.NotPublished' }
    ) {
        $found = Test-OwoxDataMart $marts.$mart -MinRowCount 1
        $found.Status, $found.ErrorId | Should -Be 'Error', $id
    }
}

Describe 'The row count of a server without counts' {
    BeforeAll {
        Start-OwoxTest @{ apiVersion = '0.35' }
        $null = Connect-Sandbox
        $orders = $Sandbox.dataMarts.orders
    }

    BeforeEach {
        Clear-Sandbox
    }

    It 'reads one column, and only as many rows as necessary: <with>' -ForEach @(
        @{ with = @{ MinRowCount = 1 }; sent = 1; status = 'Passed'; actual = 'at least 1 row' }
        @{ with = @{ MinRowCount = 10; MaxRowCount = 20 }; sent = 21; status = 'Failed'; actual = 'at least 21 rows' }
        @{ with = @{ MaxRowCount = 9007199254740991 }; sent = 5000; status = 'Passed'; actual = '5000 rows' }
        @{ with = @{ MinRowCount = 6000 }; sent = 5000; status = 'Failed'; actual = '5000 rows' }
    ) {
        $found = Test-OwoxDataMart $orders @with
        $found.Status, $found.Actual | Should -Be $status, $actual
        $request = @(Get-SandboxRequest '*.ndjson')
        $request.rowsSent | Should -Be $sent
        $request.query | Should -BeLike '*column=is_paid*'
        $request.query | Should -Not -BeLike '*aggregation*'
    }

    It 'counts a required column on the server if the data mart allows it' {
        $columns = @{ name = 'sku'; type = 'STRING'; mode = 'REQUIRED' }, @{ name = 'paid'; type = 'BOOLEAN'; mode = 'NULLABLE' }
        $data = @{ title = 'Required'; columns = $columns; rows = @(@('a', $true), @('b', $null)) }
        $id = New-SandboxDataMart $data
        (Test-OwoxDataMart $id -MinRowCount 1).Actual | Should -Be '2 rows'
        (Get-SandboxRequest '*.ndjson').query | Should -BeLike '*column=sku&aggregation=*'
    }

    It 'is an error if the stream is cut' {
        Add-Fault 'GET *.ndjson' cut-chunked @{ afterRows = 100 }
        $found = Test-OwoxDataMart $orders -MaxRowCount 100
        $found.Status, $found.ErrorId | Should -Be 'Error', 'Owox.StreamIncomplete'
    }

    It 'treats a number that the server did not confirm as a lower bound: <with>' -ForEach @(
        @{ with = @{ MinRowCount = 10 }; status = 'Passed' }
        @{ with = @{ MaxRowCount = 10 }; status = 'Failed' }
        @{ with = @{ MaxRowCount = 6000 }; status = 'Error' }
        @{ with = @{ MinRowCount = 6000 }; status = 'Error' }
    ) {
        Add-Fault 'GET *.ndjson' run-record @{ omitHttpData = $true }
        $found = Test-OwoxDataMart $orders @with
        $found.Status | Should -Be $status
        $found.Actual | Should -BeLike 'at least * rows'
        if ($status -eq 'Error') { $found.Message | Should -BeLike '*the exact number is unknown: the server''s record of the run has no row count.' }
    }

    It 'is an error without a license, which exit codes distinguish' {
        Add-Fault 'GET *.ndjson' status @{ status = 400; body = @{ statusCode = 400; message = 'no'; errorDetails = @{ blockedReasons = @('LICENSE_REQUIRED') } } }
        $found = Test-OwoxDataMart $orders -MinRowCount 1
        $found.Status, $found.ErrorId | Should -Be 'Error', 'Owox.LicenseRequired'
    }
}

Describe 'The data-quality check' {
    BeforeAll {
        Start-OwoxTest @{ connectorRunTime = '00:00:00.3' } -Timing @{ RunPollInterval = 0.05; MaxRunPollInterval = 0.1; RetryDelay = 0.02 }
        $null = Connect-Sandbox
        $marts = $Sandbox.dataMarts
        $runs = "GET /api/data-marts/$($marts.orders)/runs/*"
        $start = "/api/data-marts/$($marts.orders)/data-quality/runs"
    }

    BeforeEach {
        Clear-Sandbox
        Get-OwoxRun $marts.orders -Status PENDING, RUNNING | Stop-OwoxRun -WarningAction Ignore
        Clear-Sandbox
    }

    It 'starts the checks, waits and returns a finding for each' {
        $found = Test-OwoxDataMart $marts.empty, $marts.orders -DataQuality
        $found.Name | Should -Be 'empty_table:data_mart', 'empty_table:data_mart'
        $found.Status | Should -Be 'Failed', 'Passed'
        $found.Severity | Should -Be 'error', 'error'
        $found[0].Expected, $found[0].Actual | Should -Be 'no violations', '1 violation'
        $found[0].RunId | Should -Be (Get-OwoxDataQuality $marts.empty).RunId
    }

    It 'evaluates by severity: -MinSeverity <severity>' -ForEach @(
        @{ severity = 'Error'; with = @{}; status = 'Warning', 'Warning', 'Failed', 'Failed', 'Warning', 'Error', 'Skipped', 'Passed', 'Error' }
        @{ severity = 'Warning'; with = @{ MinSeverity = 'Warning' }; status = 'Warning', 'Failed', 'Failed', 'Failed', 'Error', 'Error', 'Skipped', 'Passed', 'Error' }
        @{ severity = 'Notice'; with = @{ MinSeverity = 'notice' }; status = 'Failed', 'Failed', 'Failed', 'Failed', 'Error', 'Error', 'Skipped', 'Passed', 'Error' }
    ) {
        $checks = @('FAILED notice', 'FAILED warning', 'FAILED error', 'FAILED critical', 'ERROR warning', 'ERROR error', 'NOT_APPLICABLE error', 'PASSED error', 'ADDED_LATER error' | ForEach-Object {
                $name, $level = -split $_
                @{ status = $name; severity = $level }
            })
        Set-QualityResult $checks
        $found = Test-OwoxDataMart $marts.orders -DataQuality @with
        $found.Status | Should -Be $status
        $found[5].Message | Should -Be 'The check could not be evaluated (ERROR): the description'
    }

    It 'is an error without results: <what>' -ForEach @(
        @{ what = 'no enabled checks'; status = 'SUCCESS'; checks = @(); says = '*has no enabled data-quality checks*' }
        @{ what = 'a failed run'; status = 'FAILED'; checks = @(); says = '*ended with the status FAILED and have no results.' }
        @{ what = 'a canceled run with some results'; status = 'CANCELLED'; checks = @(@{ status = 'PASSED'; severity = 'error' }); says = '*ended with the status CANCELLED, so results can be missing.' }
    ) {
        Set-QualityResult $checks $status
        $found = @(Test-OwoxDataMart $marts.orders -DataQuality)
        $found[-1].Status | Should -Be 'Error'
        $found[-1].Message | Should -BeLike $says
    }

    It 'waits for a run that is active, and starts its own run' {
        $active = Start-OwoxRun $marts.orders -DataQuality
        $found = Test-OwoxDataMart $marts.orders -DataQuality
        $found.Status | Should -Be 'Passed'
        $found.RunId | Should -Not -Be $active.Id
        @(Get-SandboxRequest $start -Method POST).status | Select-Object -Last 2 | Should -Be 409, 201
    }

    It 'is an error after -TimeoutSec, and the run continues' {
        Add-Fault $runs status @{ status = 200; times = 0; body = @{ id = 'r'; status = 'RUNNING'; dataMartId = $marts.orders } }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $found = Test-OwoxDataMart $marts.orders -DataQuality -TimeoutSec 1
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        $found.Status, $found.ErrorId | Should -Be 'Error', 'Owox.RunTimedOut'
        $found.RunId | Should -Be 'r'
        $found.Message | Should -BeLike '*The run continues on the server.*'
        Clear-Sandbox
        Get-OwoxRun $marts.orders -Status PENDING, RUNNING | Stop-OwoxRun
    }

    It 'is an error if the member may not start it' {
        Add-Fault "POST $start" status @{ status = 403; body = @{ statusCode = 403; message = 'Access denied. Required role: Technical User' } }
        $found = Test-OwoxDataMart $marts.orders -DataQuality
        $found.Status, $found.ErrorId | Should -Be 'Error', 'Owox.Forbidden'
        @(Get-SandboxRequest $start -Method POST) | Should -HaveCount 1
    }

    It 'is not started twice if no response arrives' {
        Add-Fault "POST $start" disconnect
        $found = Test-OwoxDataMart $marts.orders -DataQuality
        $found.Status, $found.ErrorId | Should -Be 'Error', 'Owox.OutcomeUnknown'
        @(Get-SandboxRequest $start -Method POST) | Should -HaveCount 1
    }

    It 'stops with Ctrl+C immediately, without a file' {
        $before = Get-OwoxTestTiming
        Set-OwoxTestTiming @{ RunPollInterval = 60; MaxRunPollInterval = 60 }
        Add-Fault $runs status @{ status = 200; times = 0; body = @{ id = 'r'; status = 'RUNNING'; dataMartId = $marts.orders } }
        $folder = Join-Path $TestDrive stopped
        $null = New-Item -ItemType Directory $folder
        $shell = [powershell]::Create().AddScript({
                param($module, $key, $mart, $file)
                Import-Module $module
                $null = Connect-OwoxDataMarts -ApiKey $key
                Test-OwoxDataMart $mart -DataQuality -ResultFile $file
            }).AddArgument($env:OWOX_TEST_MODULE).AddArgument((ConvertTo-Secret $Sandbox.apiKey)).AddArgument($marts.orders).AddArgument((Join-Path $folder results.xml))
        try {
            $running = $shell.BeginInvoke()
            (Wait-SandboxRequest ($runs -replace '^GET ') 60).outcome | Should -Be 'completed'
            $running.IsCompleted | Should -BeFalse
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 30 -Because 'the next poll would be after 60 s'
            $shell.Streams.Error | Should -BeNullOrEmpty
            Get-ChildItem $folder -Force | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
            Set-OwoxTestTiming $before
            Clear-Sandbox
        }
    }
}
