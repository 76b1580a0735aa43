# Get-OwoxTrigger, Get-OwoxDataQuality.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:01' } -Timing @{ RetryDelay = 0.02 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $unknown = '00000000-0000-4000-8000-000000000000'
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxTrigger' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'lists the triggers of the project with their target and next run' {
        $all = Get-OwoxTrigger
        $all | Should -BeOfType 'Owox.Trigger'
        $all | Should -HaveCount 3
        $report = $all | Where-Object Type -eq REPORT_RUN
        $report.NextRunTimestamp | Should -Be ([DateTimeOffset]'2026-11-23T04:00:00Z')
        $report.CronExpression | Should -Be '0 6 * * 1'
        $report.TimeZone | Should -Be 'Europe/Kyiv'
        $report.IsActive | Should -BeTrue
        $report.DataMartTitle | Should -Be 'Recorded orders'
        $report.ReportTitle | Should -Not -BeNullOrEmpty
        $report.CanEdit | Should -BeTrue
    }

    It 'does not show secrets of the destination of a report' {
        ($raw = Invoke-RestMethod "$($Sandbox.origin)/sandbox/requests") | Out-Null
        $all = Get-OwoxTrigger
        $all | ConvertTo-Json -Depth 12 -WarningAction SilentlyContinue | Should -Not -Match 'destinationSecretKey"\s*:\s*"[^*]'
        $all | Format-List * | Out-String | Should -Not -Match 'placeholder'
    }

    It 'accepts data marts by ID, by title and from the pipeline' {
        (Get-OwoxTrigger $marts.recordedOrders).Type | Sort-Object | Should -Be 'DATA_QUALITY_RUN', 'REPORT_RUN'
        (Get-OwoxTrigger 'recorded ORDERS').DataMartTitle | Should -Be 'Recorded orders', 'Recorded orders'
        (Get-OwoxDataMart 'Recorded orders' | Get-OwoxTrigger).DataMartTitle | Should -Be 'Recorded orders', 'Recorded orders'
        ([pscustomobject]@{ DataMartId = $marts.recordedConnector } | Get-OwoxTrigger).Type | Should -Be 'CONNECTOR_RUN'
        Get-OwoxTrigger 'Empty' | Should -BeNullOrEmpty
        @() | Get-OwoxTrigger | Should -BeNullOrEmpty
        (Get-OwoxTrigger -Active | Get-OwoxDataMart).Title | Should -Be 'Recorded orders'
    }

    It 'selects by type, state, report and ID' {
        (Get-OwoxTrigger -Type connector_run).Type | Should -Be 'CONNECTOR_RUN'
        (Get-OwoxTrigger -Active).Type | Should -Be 'REPORT_RUN'
        $report = (Get-OwoxTrigger -Active).ReportId
        (Get-OwoxTrigger -ReportId $report).ReportId | Should -Be $report
        (Get-OwoxTrigger $marts.recordedOrders -ReportId $report).ReportId | Should -Be $report
        Get-OwoxTrigger -ReportId $unknown | Should -BeNullOrEmpty
        $one = Get-OwoxTrigger -Type DATA_QUALITY_RUN
        (Get-OwoxTrigger -Id $one.Id).Id | Should -Be $one.Id
        (Get-OwoxTrigger -TriggerId $one.Id).Id | Should -Be $one.Id
        ($one | Get-OwoxTrigger).Id | Should -Be $one.Id
    }

    It 'reports data marts and triggers that do not exist' {
        Assert-Failure { Get-OwoxTrigger -Id $unknown } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "no trigger with the ID $unknown"
        Assert-Failure { Get-OwoxTrigger $unknown } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says '404', $unknown
        Assert-Failure { Get-OwoxTrigger 'Nope' } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "ID or title 'Nope'"
        Assert-Failure { Get-Date | Get-OwoxTrigger -ErrorAction Stop } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'not a data mart, a report or a trigger'
    }

    It 'reports an error response of the server: <status>' -ForEach @(
        @{ status = 403; id = 'Owox.Forbidden'; category = 'PermissionDenied'; type = 'Owox.OwoxPermissionException' }
        @{ status = 500; id = 'Owox.ServerError'; category = 'ResourceUnavailable'; type = 'Owox.OwoxApiException' }
    ) {
        Add-Fault 'GET /api/data-marts/scheduled-triggers' status @{ status = $status; times = 0; body = @{ statusCode = $status; message = 'the words' } }
        Assert-Failure { Get-OwoxTrigger } -Id $id -Category $category -Type $type -Says 'the words'
    }

    It 'returns triggers of an unknown type' {
        Add-Fault 'GET /api/data-marts/scheduled-triggers' status @{ status = 200; body = @{ triggers = @(@{ id = 'x'; type = 'MOON_PHASE'; phase = 'full' }) } }
        $trigger = Get-OwoxTrigger | Select-Object -First 1
        $trigger.Type | Should -BeExactly 'MOON_PHASE'
        $trigger.AdditionalProperties['phase'] | Should -Be 'full'
    }
}

Describe 'Get-OwoxDataQuality' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'returns the latest result' {
        $result = Get-OwoxDataQuality 'Recorded orders'
        $result | Should -BeOfType 'Owox.PowerShell.OwoxDataQuality'
        $result.DataMartTitle | Should -Be 'Recorded orders'
        $result.State | Should -Be 'EXECUTION_FAILED'
        $result.TotalChecks, $result.PassedChecks, $result.ErrorChecks, $result.ViolationCount | Should -Be 5, 3, 2, 0
        $result.LastRunAt | Should -Be ([DateTimeOffset]'2026-11-21T00:31:30.142Z')
        $result.Checks | Should -BeNullOrEmpty
        ($result | Get-OwoxRun).Id | Should -Be $result.RunId
        ($result | Get-OwoxDataMart).Title | Should -Be 'Recorded orders'
    }

    It 'returns each check with -Detailed' {
        $checks = (Get-OwoxDataQuality $marts.recordedOrders -Detailed).Checks
        $checks | Should -BeOfType 'Owox.DataQualityCheck'
        $checks.Status | Should -Be 'PASSED', 'ERROR', 'ERROR', 'PASSED', 'PASSED'
        "$($checks[1].Scope)" | Should -Be 'country'
        "$($checks[1].Error)" | Should -BeLike '*SAFE_DIVIDE*'
    }

    It 'requests the entire project with few requests, and accepts pipeline input' {
        $all = Get-OwoxDataQuality
        $all.Count | Should -Be (Get-OwoxDataMart).Count
        @(Get-SandboxRequest '*summaries') | Should -HaveCount 1
        (Get-OwoxDataMart 'Orders', 'Recorded orders' | Get-OwoxDataQuality).State | Sort-Object | Should -Be 'EXECUTION_FAILED', 'NEVER_RUN'
        ($marts.empty | Get-OwoxDataQuality).State | Should -Be 'NEVER_RUN'
        @() | Get-OwoxDataQuality | Should -BeNullOrEmpty
    }

    It 'returns the result of a new run: <mart> is <state>' -ForEach @(
        @{ mart = 'customers'; state = 'PASSED'; failed = 0 }
        @{ mart = 'empty'; state = 'ISSUES'; failed = 1 }
    ) {
        $result = Start-OwoxRun $marts.$mart -DataQuality | Wait-OwoxRun | Get-OwoxDataQuality -Detailed
        $result.State | Should -Be $state
        $result.FailedChecks | Should -Be $failed
        $result.Checks | Should -HaveCount 1
    }

    It 'reports data marts that do not exist, and continues with the others' {
        Assert-Failure { Get-OwoxDataQuality $unknown } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "no data mart with the ID $unknown"
        $found = Get-OwoxDataQuality $unknown, 'Orders', 'Nope' -ErrorAction SilentlyContinue -ErrorVariable errors
        $found.DataMartTitle | Should -Be 'Orders'
        $errors | Should -HaveCount 2
    }

    It 'reports an error response of the server' {
        Add-Fault 'POST *summaries' status @{ status = 403; times = 0; body = @{ statusCode = 403; message = 'the words' } }
        Assert-Failure { Get-OwoxDataQuality 'Orders' } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says 'the words'
    }
}
