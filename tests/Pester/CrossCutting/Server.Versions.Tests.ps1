# Every cmdlet against 0.31, 0.35 and a future server: the same output, or an error that names the required version.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/ReadCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    $calls = @(Get-ReadCall) + @(Get-ChangeCall)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ReadCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Comparable.psm1')
    $versions = '0.31', '0.35', 'future'
    $required = 'version 0\.3\d (or|and) later'

    # The lines of output in which servers differ, and why.
    $different = @(
        @{ Lines = '\.SetupSteps\[10\]\.'; Because = '0.35 has one more step, hasMcpQuery' }
        @{ Lines = 'added-later-'; Because = 'the future server has one more column, which the output contains' }
        @{ Lines = '\.(Bytes|Sha256) = '; Because = 'the files also contain this column' }
        @{ Lines = '\.SetupProgress = '; Because = 'the percentage of the future server exceeds 32 bits' }
        @{ Lines = '\.HttpData\.RunContext'; Because = '0.31 does not store the caller of a report export' }
        @{ Lines = '\.OutputSchema'; Because = '0.31 does not return the columns of a report' }
        @{ Lines = '\.ReportsCount = '; Because = '0.35 has an Excel report and an e-mail report' }
    )

    # The calls that return more items from 0.35: destinations for Excel, e-mail and Google Chat, their reports, and reports in search results.
    $more = 'Get-OwoxDestination', 'Get-OwoxReport', 'Find-OwoxItem orders'

    # What depends on the version of the server.
    $special = [ordered]@{
        RowCount = { Export-OwoxDataMart $Sandbox.dataMarts.orders -Column country, revenue -Aggregation @{ revenue = 'SUM' } -Sort country -Limit 1 }
        IsBlank  = { Export-OwoxDataMart $Sandbox.dataMarts.orders -Column order_id -Filter { -not [string]::IsNullOrWhiteSpace($_.country) } -Limit 1 }
        Array    = { Export-OwoxDataMart $Sandbox.dataMarts.nested -Column id -Filter { $null -ne $_.items } -Limit 1 }
        Sort     = { Export-OwoxDataMart $Sandbox.dataMarts.orders -Column order_id -Sort revenue -Limit 1 }
        Backfill = { (Start-OwoxRun $Sandbox.dataMarts.connector -Backfill @{ StartDate = '2024-01-01'; EndDate = '2024-03-31' }).Type }
    }

    # The output of each call against each version.
    $log = @{}
    foreach ($version in $versions) {
        Start-OwoxTest @{ apiVersion = $version; connectorRunTime = '00:00:00.3' } -Timing @{ RunPollInterval = 0.05; MaxRunPollInterval = 0.05 }
        Register-ChangeVault
        Connect-Both
        $log[$version] = @{}
        foreach ($call in @(Get-ReadCall) + @(Get-ChangeCall)) {
            $log[$version][$call.Text] = Get-ComparableOutcome (Invoke-ReadCall $call.Call) $different.Lines
            Reset-Change
        }

        foreach ($name in $special.Keys) {
            $log[$version][$name] = Get-ComparableOutcome (Invoke-ReadCall $special[$name])
            Reset-Change
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A cmdlet' {
    It 'has the same output with 0.31, 0.35 and a future server: <Text>' -ForEach $calls {
        $outcomes = $versions.ForEach({ $log[$_][$Text] })
        $outcomes.Where({ $_ -like 'Owox.*: *' }) | ForEach-Object { $_ | Should -Match $required }
        $results = $outcomes.Where({ $_ -notlike 'Owox.*: *' })
        $results | Should -Not -BeNullOrEmpty
        if ($Text -in $more) {
            # Without the index in the list.
            $lines = $results.ForEach({ , ($_ -replace '(?m)^\[\d+\]' -split "`n") })
            $lines[0].Where({ $_ -cnotin $lines[1] }) | Should -BeNullOrEmpty
            $lines[1].Count | Should -BeGreaterThan $lines[0].Count
            $results[2] | Should -BeExactly $results[1]
            return
        }

        foreach ($result in $results) {
            $result | Should -BeExactly $results[0]
        }
    }

    It 'returns aggregated rows with the column Row Count from 0.31 only' {
        $log['0.31'].RowCount | Should -Match "(?m)^\[0\]\.Row Count = \d+$"
        $log['0.35'].RowCount | Should -BeExactly ($log['0.31'].RowCount -replace "\n\[0\]\.Row Count = \d+")
        $log.future.RowCount | Should -BeExactly $log['0.35'].RowCount
    }

    It 'names the required version of is_blank' {
        $log['0.31'].IsBlank | Should -Match "^Owox\.RequestInvalid: .*$required"
        $log['0.35'].IsBlank | Should -BeLike '*.order_id = *'
        $log.future.IsBlank | Should -BeExactly $log['0.35'].IsBlank
    }

    It 'reports a rule of an array column if the server rejects it' {
        $log['0.31'].Array | Should -BeExactly '[0].id = 1'
        $log['0.35'].Array | Should -Match "^Owox\.ColumnIsArray: .*$required"
        $log.future.Array | Should -BeExactly $log['0.35'].Array
    }

    It 'sorts by a column that is not selected if the server does' {
        $log['0.31'].Sort | Should -BeLike 'Owox.RequestInvalid: *SORT_COLUMN_NOT_SELECTED*'
        $log['0.35'].Sort | Should -BeLike '*.order_id = *'
        $log.future.Sort | Should -BeExactly $log['0.35'].Sort
    }

    It 'names -Split if the server limits the days of a backfill' {
        $log['0.31'].Backfill | Should -BeExactly "[0] = 'CONNECTOR'"
        $log['0.35'].Backfill | Should -BeLike 'Owox.RequestInvalid: *-Split*'
        $log.future.Backfill | Should -BeExactly $log['0.35'].Backfill
    }
}
