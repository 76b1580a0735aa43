# -Incremental: each run exports the rows since the last run. After a crash, the next run repeats a window and never skips one.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest -Timing @{ RunRecordTimeout = 0.5; RunRecordPollInterval = 0.05 }
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $today = [datetime]::UtcNow.ToString('yyyy-MM-dd')
    $stateInvalid = @{ Id = 'Owox.StateFileInvalid'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }

    # Returns the filter of the last stream request.
    function Get-Filter {
        $query = @(Get-SandboxRequest '*.ndjson')[-1].query
        if ($query -notmatch '[?&]filter=([^&]+)') {
            return $null
        }

        $code = [uri]::UnescapeDataString($Matches[1]).Replace('-', '+').Replace('_', '/')
        [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($code.PadRight([Math]::Ceiling($code.Length / 4) * 4, '=')))
    }

    function Get-State([string] $Path) { Get-Content -Raw -LiteralPath "$Path.owox-state.json" | ConvertFrom-Json -AsHashtable -DateKind String }

    function Set-State([string] $Path, [hashtable] $With) {
        $state = @{ dataMartId = $marts.orders; watermark = 'date'; next = '2025-06-01' }
        foreach ($name in $With.Keys) { $state[$name] = $With[$name] }
        ConvertTo-Json $state | Set-Content -LiteralPath "$Path.owox-state.json"
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An incremental export' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder orders
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder -Recurse -Force
    }

    It 'exports all rows before today by a DATE column in the first run, and updates its state' {
        $result = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date
        $result.Rows | Should -Be 5000
        $result.Path | Should -BeExactly "$path.first.ndjson"
        Get-Filter | Should -BeExactly "[{`"column`":`"date`",`"operator`":`"lt`",`"value`":`"$today`"}]"
        Get-Name $folder | Should -Be orders.first.ndjson, orders.owox-state.json
        $state = Get-State $path
        $state.dataMartId, $state.watermark, $state.next | Should -Be $marts.orders, 'date', $today
    }

    It 'sends no query when no new rows are possible' {
        $null = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date
        $before = Get-Name $folder
        Clear-Sandbox
        $lines = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -Verbose 4>&1
        @($lines | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }) | Should -BeNullOrEmpty
        "$lines" | Should -BeLike '*No new rows: *was already exported up to this time.*'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-Name $folder | Should -Be $before
    }

    It 'exports the window since the last run by a TIMESTAMP column, and names the file by its start' {
        $before = [datetime]::UtcNow
        $first = Export-OwoxDataMart $marts.orders -Path "$path.csv" -Incremental -Watermark created_ts
        $first.Path | Should -BeExactly "$path.first.csv"
        $first.Rows | Should -Be 5000
        $next = (Get-State "$path.csv").next
        $next | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'
        $end = [datetime]::Parse($next, [cultureinfo]::InvariantCulture, 'RoundtripKind')
        $end | Should -BeGreaterOrEqual $before.AddSeconds(-3) -Because 'the server reports its time in seconds'
        $end | Should -BeLessOrEqual ([datetime](@(Get-SandboxRequest '*.ndjson')[-1].startedAt)).ToUniversalTime().AddMilliseconds(1) -Because 'the clock is read before the query'
        Start-Sleep -Milliseconds 2500
        $second = Export-OwoxDataMart $marts.orders -Path "$path.csv" -Incremental -Watermark created_ts
        $second.Rows | Should -Be 0
        $second.Path | Should -BeExactly "$path.$($next -replace '[^0-9TZ]').csv"
        $rules = Get-Filter | ConvertFrom-Json -DateKind String
        $rules.operator | Should -Be gte, lt
        $rules[0].value | Should -BeExactly $next
        $rules[1].value | Should -BeExactly (Get-State "$path.csv").next
        @(Get-Content $second.Path)[0] | Should -BeLike 'date,order_id,*'
    }

    It 'combines its window with other filters' {
        Set-State $path @{}
        $null = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -Filter @{ column = 'country'; operator = 'eq'; value = 'France' }
        ((Get-Filter | ConvertFrom-Json -DateKind String) | ForEach-Object { "$($_.column) $($_.operator) $($_.value)" }) | Should -Be 'country eq France', 'date gte 2025-06-01', "date lt $today"
    }

    It 'writes the same file again after a crash before the state was updated' {
        # Simulates a first window that ended on June 1.
        $null = Export-OwoxDataMart $marts.orders -Path "$path.first.ndjson" -Until 2025-06-01 -DateColumn date
        Set-State $path @{}
        $state = [System.IO.File]::ReadAllBytes("$path.owox-state.json")
        $one = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date
        [System.IO.File]::WriteAllBytes("$path.owox-state.json", $state)
        $two = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date
        $two.Path | Should -BeExactly $one.Path
        $two.Sha256 | Should -BeExactly $one.Sha256
        $one.Path | Should -BeExactly "$path.20250601.ndjson"
        Get-Name $folder | Should -Be orders.20250601.ndjson, orders.first.ndjson, orders.owox-state.json
        $ids = Get-ChildItem $folder -Filter *.ndjson | ForEach-Object { [System.IO.File]::ReadAllLines($_.FullName) } | ForEach-Object { ($_ | ConvertFrom-Json).order_id }
        $ids | Should -HaveCount 5000
        ($ids | Sort-Object -Unique).Count | Should -Be 5000
    }

    It 'appends to one file with -Append: <ending>' -ForEach @(@{ ending = 'csv' }, @{ ending = 'ndjson' }, @{ ending = 'csv.gz' }) {
        $file = "$path.$ending"
        $null = Export-OwoxDataMart $marts.orders -Path $file -Until 2025-06-01 -DateColumn date
        Set-State $file @{}
        $result = Export-OwoxDataMart $marts.orders -Path $file -Incremental -Watermark date -Append
        $result.Path | Should -BeExactly $file
        Get-Name $folder | Should -Be "orders.$ending", "orders.$ending.owox-state.json"
        $text = Get-Text $file
        $ids = if ($ending -like 'csv*') { ($text | ConvertFrom-Csv).order_id } else { $text.TrimEnd().Split("`n") | ForEach-Object { ($_ | ConvertFrom-Json).order_id } }
        $ids | Should -HaveCount 5000
        ($ids | Sort-Object -Unique).Count | Should -Be 5000
    }

    It 'writes the specified file name: <name> <with>' -ForEach @(
        @{ name = 'inc.log'; with = '-Append -Format Csv'; more = @{ Append = $true; Format = 'Csv' }; writes = 'inc.log' }
        @{ name = 'inc'; with = '-Append'; more = @{ Append = $true }; writes = 'inc' }
        @{ name = 'inc.jsonl'; with = '-Append'; more = @{ Append = $true }; writes = 'inc.jsonl' }
        @{ name = 'inc.csv'; with = '-Append -Compress'; more = @{ Append = $true; Compress = $true }; writes = 'inc.csv' }
        @{ name = 'inc.log'; with = '-Format Csv'; more = @{ Format = 'Csv' }; writes = 'inc.first.log' }
        @{ name = 'inc.CSV.GZ'; with = ''; more = @{}; writes = 'inc.first.CSV.GZ' }
        @{ name = 'inc 2026.10'; with = ''; more = @{}; writes = 'inc 2026.10.first.ndjson' }
    ) {
        $result = Export-OwoxDataMart $marts.orders -Path (Join-Path $folder $name) -Incremental -Watermark date @more
        $result.Path | Should -BeExactly (Join-Path $folder $writes)
        Get-Name $folder | Should -Be (@("$name.owox-state.json", $writes) | Sort-Object)
    }

    It 'keeps the state and the files when the stream fails: <what>' -ForEach @(
        @{ what = 'incomplete'; kind = 'cut-chunked'; with = @{ afterRows = 1000 }; id = 'Owox.StreamIncomplete' }
        @{ what = 'a malformed line'; kind = 'not-object'; with = @{ atRow = 9 }; id = 'Owox.StreamMalformed' }
        @{ what = 'another row count'; kind = 'run-record'; with = @{ status = 'SUCCESS'; rowCount = 1 }; id = 'Owox.StreamIncomplete' }
    ) {
        Set-State $path @{}
        New-ExistingFile "$path.20250601.ndjson"
        $state = Get-Text "$path.owox-state.json"
        Add-Fault 'GET *.ndjson' $kind $with
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date } -Id $id -Category ReadError -Type Owox.OwoxStreamException -Says 'Do not use the rows'
        Get-Text "$path.owox-state.json" | Should -BeExactly $state
        Assert-ExistingFile "$path.20250601.ndjson"
        Get-Name $folder | Should -Be orders.20250601.ndjson, orders.owox-state.json
    }

    It 'rejects an invalid state file before the query: <what>' -ForEach @(
        @{ what = 'another data mart'; state = @{ dataMartId = 'other' }; says = 'belongs to an export of the data mart other' }
        @{ what = 'another column'; state = @{ watermark = 'created_ts' }; says = "by its column 'created_ts'" }
        @{ what = 'no value'; state = @{ next = $null }; says = 'cannot be used' }
        @{ what = 'a number'; state = @{ next = 5 }; says = 'cannot be used' }
        @{ what = 'a string that is not a time'; state = @{ next = 'hello' }; says = "'next' is not a valid time" }
        @{ what = 'a date in another format'; state = @{ next = '01/06/2025' }; says = "'next' is not a valid time" }
        @{ what = 'a future date'; state = @{ next = '2199-01-01' }; says = "'next' is 2199-01-01, but the clock of this computer shows" }
        @{ what = 'a future time'; state = @{ next = '2199-01-01T00:00:00.000Z' }; says = "'next' is 2199-01-01T00:00:00.000Z, but the clock of this computer shows" }
        @{ what = 'not JSON'; text = 'hello'; says = 'cannot be used', 'delete it to start again' }
        @{ what = 'missing fields'; text = '{"dataMartId":"x"}'; says = 'cannot be used' }
        @{ what = 'an empty file'; text = ''; says = 'cannot be used' }
    ) {
        if ($state) { Set-State $path $state } else { [System.IO.File]::WriteAllText("$path.owox-state.json", $text) }
        $before = Get-Text "$path.owox-state.json"
        $failure = Get-Failure { Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date }
        Assert-Failure { throw $failure } @stateInvalid -Says $says
        $failure.Exception.Path | Should -BeExactly "$path.owox-state.json"
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-Text "$path.owox-state.json" | Should -BeExactly $before
        Get-Name $folder | Should -Be orders.owox-state.json
    }

    It 'ends the window at the time of the server when the local clock is ahead' {
        $mart = Invoke-OwoxApi "/api/data-marts/$($marts.orders)"
        Add-Fault "GET /api/data-marts/$($marts.orders)" status @{ status = 200; body = $mart; headers = @{ Date = 'Sun, 01 Jun 2025 10:20:30 GMT' } }
        $result = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark created_ts
        $result.Rows | Should -BeGreaterThan 1000
        $result.Rows | Should -BeLessThan 4000
        (Get-State $path).next | Should -BeExactly '2025-06-01T10:20:30.000Z'
        Get-Filter | Should -BeExactly '[{"column":"created_ts","operator":"lt","value":"2025-06-01T10:20:30.000Z"}]'

        # The next run exports the remaining rows.
        $rest = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark created_ts
        $result.Rows + $rest.Rows | Should -Be 5000
    }

    It 'ends the day of a DATE column in the time zone of -WatermarkTimeZone: <zone>' -ForEach @(
        @{ zone = 'Pacific/Kiritimati'; ahead = 14 }, @{ zone = 'Etc/GMT+12'; ahead = -12 }, @{ zone = 'UTC'; ahead = 0 }
    ) {
        $before = [datetime]::UtcNow.AddHours($ahead).AddSeconds(-3).ToString('yyyy-MM-dd')
        $null = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -WatermarkTimeZone $zone
        (Get-State $path).next | Should -BeIn $before, ([datetime]::UtcNow.AddHours($ahead).ToString('yyyy-MM-dd'))
        Get-Filter | Should -BeLike "*`"value`":`"$((Get-State $path).next)`"*"
    }

    It 'rejects a time zone: <what>' -ForEach @(
        @{ what = 'an unknown time zone'; with = @{ Incremental = $true; Watermark = 'date'; WatermarkTimeZone = 'Mars/Phobos' }; says = "the time zone 'Mars/Phobos' is unknown" }
        @{ what = 'without -Incremental'; with = @{ WatermarkTimeZone = 'UTC' }; says = '-WatermarkTimeZone requires -Watermark' }
    ) {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path "$path.csv" @with } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'keeps the file and the state when the rows cannot be verified<with>' -ForEach @(@{ with = ''; more = @{} }, @{ with = ' with -Append'; more = @{ Append = $true } }) {
        Set-State $path @{}
        $file = if ($more.Append) { $path } else { "$path.20250601.ndjson" }
        $null = Export-OwoxDataMart $marts.orders -Path $file -Limit 3 -Format Ndjson
        $before = (Get-FileHash $file).Hash
        $state = Get-Text "$path.owox-state.json"
        Add-Fault 'GET *.ndjson' run-record @{ missing = $true }
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date @more } -Id Owox.FileNotVerified -Category ReadError -Type Owox.OwoxFileException -Says 'did not confirm the number of rows', 'has no record', '.owox-unverified'
        Get-Text "$path.owox-state.json" | Should -BeExactly $state
        (Get-FileHash $file).Hash | Should -BeExactly $before
        @(Get-Name $folder | Where-Object { $_ -like "$([System.IO.Path]::GetFileName($file)).*.owox-unverified" }) | Should -HaveCount 1 -Because 'the rows are kept, because the query is billed'
        @(Get-Name $folder | Where-Object { $_ -notlike '*.owox-unverified' }) | Should -Be @([System.IO.Path]::GetFileName($file), 'orders.owox-state.json')

        # The next run requests the same window.
        Clear-Sandbox
        $null = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date @more
        Get-Filter | Should -BeLike '*"gte","value":"2025-06-01"*'
    }

    It 'reports an error when the state cannot be written, and the next run repeats the window' {
        if (-not (Test-CanMount)) {
            Set-ItResult -Skipped -Because 'only root on Linux can mount a small disk'
        }

        # The disk has space for one page: for the rows, but not for the state.
        & mount -t tmpfs -o size=4k tmpfs $folder
        $LASTEXITCODE | Should -Be 0
        try {
            $few = @{ column = 'order_id'; operator = 'lt'; value = 5 }
            $failure = Get-Failure { Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -Filter $few }
            Assert-Failure { throw $failure } -Id Owox.FileWriteFailed -Category WriteError -Type Owox.OwoxFileException -Says 'orders.owox-state.json', 'No space left'
            Get-Name $folder | Should -Be orders.first.ndjson
            $first = Get-Text "$path.first.ndjson"
            & mount -o remount,size=1m $folder
            $again = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -Filter $few
            $again.Rows | Should -Be 4
            Get-Text "$path.first.ndjson" | Should -BeExactly $first
            Get-Name $folder | Should -Be orders.first.ndjson, orders.owox-state.json
        }
        finally {
            & umount $folder
        }
    }

    It 'reports a state file that cannot be read' {
        Set-State $path @{}
        $before = Get-Text "$path.owox-state.json"
        $held = [System.IO.File]::Open("$path.owox-state.json", 'Open', 'ReadWrite', 'None')
        try {
            Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date } @stateInvalid -Says 'orders.owox-state.json'' cannot be read', 'Nothing was exported. Close the program that uses it'
        }
        finally {
            $held.Dispose()
        }

        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-Text "$path.owox-state.json" | Should -BeExactly $before
    }

    It 'rejects a watermark: <what>' -ForEach @(
        @{ what = 'an unknown column'; watermark = 'nope'; says = "has no native column 'nope'" }
        @{ what = 'another case'; watermark = 'DATE'; says = "has no native column 'DATE'", 'case-sensitive' }
        @{ what = 'a column of numbers'; watermark = 'order_id'; says = "'order_id' has the type INTEGER" }
        @{ what = 'a column of strings'; watermark = 'country'; says = "'country' has the type STRING" }
    ) {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark $watermark } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'requires both -Incremental and -Watermark: <what>' -ForEach @(@{ what = 'without -Watermark'; with = @{ Incremental = $true } }, @{ what = 'without -Incremental'; with = @{ Watermark = 'date' } }) {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path "$path.csv" @with } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'must be specified together'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'rejects -Limit, which would omit rows permanently' {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -Limit 5 } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-Incremental cannot be used with -Limit'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'reports an error while another process runs the same export' {
        Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 2000; times = 1 }
        $other = Start-FreshShell "`$null = Connect-OwoxDataMarts; (Export-OwoxDataMart $($marts.orders) -Path '$path' -Incremental -Watermark date).Rows" @{ OWOX_API_KEY = $Sandbox.apiKey }
        Wait-Until { Get-SandboxRequest '*.ndjson' }
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date } -Id Owox.FileWriteFailed -Category WriteError -Type Owox.OwoxFileException -Says 'cannot start', 'Another run'
        @(Get-SandboxRequest '*.ndjson') | Should -HaveCount 1
        $run = Wait-FreshShell $other
        $run.Output.Trim() | Should -Be 5000 -Because $run.Errors
        Get-Name $folder | Should -Be orders.first.ndjson, orders.owox-state.json
    }

    It 'starts when a killed run left its lock file' {
        New-ExistingFile "$path.owox-lock"
        (Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date).Rows | Should -Be 5000
        Get-Name $folder | Should -Be orders.first.ndjson, orders.owox-state.json
    }
}

Describe '-Since, -Until and -LastDays' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'add filters: <what>' -ForEach @(
        @{ what = 'since a day'; with = @{ Since = '2025-06-01' }; filter = '[{"column":"date","operator":"gte","value":"2025-06-01"}]'; rows = 2800 }
        @{ what = 'since a time'; with = @{ Since = [datetimeoffset]'2025-06-01T05:45:00+05:45' }; filter = '[{"column":"date","operator":"gte","value":"2025-06-01"}]'; rows = 2800 }
        @{ what = 'until a day'; with = @{ Until = [datetime]'2025-06-01' }; filter = '[{"column":"date","operator":"lt","value":"2025-06-01"}]'; rows = 2000 }
        @{ what = 'between two days'; with = @{ Since = '2025-06-01'; Until = '2025-06-02' }; filter = '[{"column":"date","operator":"gte","value":"2025-06-01"},{"column":"date","operator":"lt","value":"2025-06-02"}]'; rows = 1 }
        @{ what = 'the last days'; with = @{ LastDays = 30 }; filter = '[{"column":"date","operator":"relative_date","value":{"kind":"last_n_days","n":30}}]'; rows = 0 }
        @{ what = 'together with -Filter'; with = @{ Since = '2025-12-01'; Filter = '{"column":"country","operator":"eq","value":"France"}' }; filter = '[{"column":"country","operator":"eq","value":"France"},{"column":"date","operator":"gte","value":"2025-12-01"}]'; rows = 20 }
    ) {
        $found = @(Export-OwoxDataMart $marts.orders -DateColumn date @with)
        Get-Filter | Should -BeExactly $filter
        $found.Count | Should -BeGreaterOrEqual $rows
        foreach ($row in $found) {
            if ($with.Since -and $row.date -lt '2025-06-01') { throw "too early: $row" }
            if ($with.Until -and $row.date -gt '2025-06-01') { throw "too late: $row" }
        }
    }

    It 'require -DateColumn: <name>' -ForEach @(@{ name = 'Since'; value = '2025-01-01' }, @{ name = 'Until'; value = '2025-01-01' }, @{ name = 'LastDays'; value = 3 }) {
        $with = @{ $name = $value }
        Assert-Failure { Export-OwoxDataMart $marts.orders @with } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-DateColumn'
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path (Join-Path $TestDrive x.csv) @with } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-DateColumn'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'reject a number of days that is out of range' {
        { Export-OwoxDataMart $marts.orders -DateColumn date -LastDays 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Export-OwoxDataMart $marts.orders -DateColumn date -LastDays 3651 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
