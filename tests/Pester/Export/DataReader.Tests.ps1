# -AsDataReader: a reader with typed columns that stays open after the cmdlet, for bulk loads into databases.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts

    # Returns all values of a reader, one array for each row.
    function Read-All($Reader) {
        while ($Reader.Read()) {
            $values = [object[]]::new($Reader.FieldCount)
            $null = $Reader.GetValues($values)
            , $values
        }
    }

    function Get-TypedReader([object[]] $Field, [string[]] $Line, [hashtable] $With = @{}) {
        Add-StreamRow $Line $Field
        Export-OwoxDataMart $marts.empty -AsDataReader @With
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Export-OwoxDataMart -AsDataReader' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'returns the reader itself, from a variable, a pipeline and a function' {
        function Get-Reader { Export-OwoxDataMart $marts.orders -Limit 2 -AsDataReader }
        function Get-StoredReader { $stored = Get-Reader; return , $stored }
        $found = (Get-Reader), (& { Get-Reader }), (Get-StoredReader)
        $piped = $marts.orders | Export-OwoxDataMart -Limit 2 -AsDataReader | ForEach-Object { , $_ }
        $runs = (Get-SandboxRequest '*.ndjson').runId
        $runs | Should -HaveCount 4
        0..2 | ForEach-Object { $found[$_].RunId | Should -Be $runs[$_] }
        $piped.RunId | Should -Be $runs[3]
        $found + , $piped | ForEach-Object { $_.Close() }
        $reader = Export-OwoxDataMart $marts.orders -Limit 2 -AsDataReader
        $reader -is [System.Data.Common.DbDataReader] | Should -BeTrue
        $reader.Status, $reader.RowsRead | Should -Be 'Open', 0
        $reader.DataMartId | Should -Be $marts.orders
        $reader.Close()
    }

    It 'returns typed columns in the order of the schema' {
        $reader = Export-OwoxDataMart $marts.orders -Limit 1 -AsDataReader
        $columns = 0..($reader.FieldCount - 1) | ForEach-Object { "$($reader.GetName($_)):$($reader.GetFieldType($_).Name):$($reader.GetDataTypeName($_))" }
        $columns | Should -Be 'date:DateTime:DATE', 'order_id:Int64:INTEGER', 'customer_id:Int64:INTEGER', 'country:String:STRING',
            'revenue:Double:FLOAT', 'cost:Decimal:NUMERIC', 'note:String:STRING', 'is_paid:Boolean:BOOLEAN', 'created_ts:DateTime:TIMESTAMP'
        $reader.GetSchemaTable().Rows.ColumnName | Should -Be (0..8 | ForEach-Object { $reader.GetName($_) })
        $schema = if ($PSVersionTable.PSEdition -eq 'Core') { [System.Data.Common.DbDataReaderExtensions]::GetColumnSchema($reader).ColumnName } else { $reader.GetSchemaTable().Rows.ColumnName }
        $schema | Should -HaveCount 9
        $reader.Read() | Should -BeTrue
        $reader['cost'] | Should -BeOfType decimal
        $reader['cost'] | Should -Be 148.11d
        $reader['created_ts'].Kind | Should -Be 'Utc'
        $reader['created_ts'].ToString('s') | Should -Be '2025-01-01T00:14:49'
        $reader['date'].ToString('s') | Should -Be '2025-01-01T00:00:00'
        $reader.Read() | Should -BeFalse
    }

    It 'has the values of -Typed in every row' {
        $rows = @(Export-OwoxDataMart $marts.orders -Typed)
        $reader = Export-OwoxDataMart $marts.orders -AsDataReader
        $at = 0
        while ($reader.Read()) {
            $row = $rows[$at++]
            for ($i = 0; $i -lt $reader.FieldCount; $i++) {
                $expected = $row.($reader.GetName($i))
                if ($expected -is [DateTimeOffset]) { $expected = $expected.UtcDateTime }
                $found = if ($reader.IsDBNull($i)) { $null } else { $reader.GetValue($i) }
                if (-not [object]::Equals($found, $expected)) { "row $at, $($reader.GetName($i)): $found" | Should -Be $expected }
            }
        }

        $at | Should -Be 5000
        $reader.Status, $reader.RowsRead | Should -Be 'Verified', 5000
    }

    It 'applies rules, and returns aggregated columns' {
        $reader = Export-OwoxDataMart $marts.orders -Column country, cost -Aggregation @{ cost = 'SUM' } -Filter { $_.country -eq 'Ukraine' } -AsDataReader
        $reader.GetName(0), $reader.GetName(1) | Should -Be 'country', 'cost | SUM'
        $reader.GetFieldType(1) | Should -Be ([decimal])
        @(Read-All $reader) | Should -HaveCount 1
    }

    It 'returns records and lists as JSON text, and the fields of records as columns' {
        $reader = Export-OwoxDataMart $marts.nested -AsDataReader
        $reader.GetName(1), $reader.GetName(2) | Should -Be 'address', 'address.city'
        $null = $reader.Read()
        $reader.IsDBNull(1), $reader.IsDBNull(2) | Should -Be $true, $true
        $null = $reader.Read()
        ($reader['address'] | ConvertFrom-Json).city | Should -Be 'Kyiv'
        $reader['items'] | Should -BeOfType string
        $reader.Close()
    }

    It 'returns the rows of a report' {
        $report = (Get-OwoxReport)[0]
        $expected = @($report | Export-OwoxReport)
        $reader = $report | Export-OwoxReport -AsDataReader
        $reader.ReportId | Should -Be $report.Id
        @(Read-All $reader) | Should -HaveCount $expected.Count
        $reader.Status | Should -Be 'Verified'
    }

    It 'returns one reader for each data mart, one after the other' {
        $counts = $marts.customers, $marts.orders | Export-OwoxDataMart -AsDataReader | ForEach-Object { @(Read-All $_).Count }
        $counts | Should -Be 400, 5000
    }

    It 'loads a DataTable' {
        $table = [System.Data.DataTable]::new()
        $table.Load((Export-OwoxDataMart $marts.orders -AsDataReader))
        $table.Rows.Count | Should -Be 5000
        $table.Columns['cost'].DataType | Should -Be ([decimal])
    }

    It 'has columns and no rows if the data mart is empty' {
        $reader = Export-OwoxDataMart $marts.empty -AsDataReader
        $reader.FieldCount | Should -BeGreaterThan 0
        $reader.HasRows, $reader.Read(), $reader.Status | Should -Be $false, $false, 'Verified'
    }

    It 'sets -RunIdVariable, and starts no query with -WhatIf' {
        $reader = Export-OwoxDataMart $marts.orders -Limit 1 -AsDataReader -RunIdVariable id
        $id | Should -Be $reader.RunId
        $reader.Close()
        Clear-Sandbox
        Export-OwoxDataMart $marts.orders -AsDataReader -WhatIf | Should -BeNullOrEmpty
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'returns strings with a warning if the types are unknown' {
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        $reader = Export-OwoxDataMart $marts.orders -Limit 1 -AsDataReader -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Message | Should -BeLike '*All columns*are strings, because their types are unknown*'
        $null = $reader.Read()
        $reader['order_id'], $reader['revenue'] | ForEach-Object { $_ | Should -BeOfType string }
        $reader['revenue'] | Should -Be '238.89'
        $reader.Close()
    }

    It 'reads exact numbers as text with -OnConversionError Keep, digit by digit' {
        Assert-Failure { Export-OwoxDataMart $marts.awkwardValues -Column about, numeric -AsDataReader } -Id Owox.ConversionFailed -Category InvalidData -Type Owox.OwoxConversionException -Says "column 'numeric'", 'the .NET type Decimal does not represent this BIGNUMERIC exactly', '-OnConversionError Keep'
        $reader = Export-OwoxDataMart $marts.awkwardValues -Column about, numeric -AsDataReader -OnConversionError Keep
        $reader.GetFieldType($reader.GetOrdinal('numeric')) | Should -Be ([string])
        $of = @{}
        while ($reader.Read()) { $of[$reader['about']] = $reader['numeric'] }
        $of['30 digits'] | Should -BeExactly '123456789012345678901234567.890'
        $of['minus zero'] | Should -BeExactly '-0'
        [double] $of['1e308'] | Should -Be 1e308
        $reader.Status | Should -Be 'Verified'
    }
}

Describe 'The parameters of -AsDataReader' {
    It 'exclude -<_>' -ForEach Typed, Raw {
        $with = @{ $_ = $true }
        Clear-Sandbox
        Assert-Failure { Export-OwoxDataMart $marts.orders -AsDataReader @with } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "-$_ has no effect with -AsDataReader"
        Assert-Failure { Export-OwoxReport x -AsDataReader @with } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "-$_ has no effect with -AsDataReader"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'are named in the message about -OnConversionError' {
        Assert-Failure { Export-OwoxDataMart $marts.orders -OnConversionError Keep } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'without -Typed or -AsDataReader'
    }
}

Describe 'The lifetime of a reader' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'does not depend on the cmdlet, the pipeline or other readers' {
        $first = Export-OwoxDataMart $marts.orders -AsDataReader | Select-Object -First 1
        $second = Export-OwoxDataMart $marts.orders -AsDataReader
        $counts = 0, 0
        while ($true) {
            $more = $first.Read(), $second.Read()
            if (-not $more[0] -and -not $more[1]) { break }
            $counts[0] += [int] $more[0]
            $counts[1] += [int] $more[1]
        }

        $counts | Should -Be 5000, 5000
        $first.Status, $second.Status | Should -Be 'Verified', 'Verified'
    }

    It 'is interrupted when the reader is closed early, which cancels the request' {
        $path = "/api/external/http-data/data-marts/$($marts.orders).ndjson"
        Add-Fault "GET $path" stall @{ afterRows = 4000; seconds = 60 }
        $reader = Export-OwoxDataMart $marts.orders -AsDataReader
        1..10 | ForEach-Object { $null = $reader.Read() }
        $reader.Dispose()
        $reader.Status, $reader.RowsRead | Should -Be 'Interrupted', 10
        (Wait-SandboxRequest $path 8).outcome | Should -Be 'aborted'
        $failure = Get-Failure { $reader.Read() }
        $failure.Exception.InnerException.Reason | Should -Be 'StreamIncomplete'
        $failure.Exception.InnerException.Message | Should -BeLike '*interrupted, because the reader was closed before its last row*'
    }

    It 'ends with an error when the connection is closed' {
        Add-Fault "GET *.ndjson" stall @{ afterRows = 4000; seconds = 60 }
        $connection = Connect-Sandbox -With @{ Name = 'short' }
        $reader = Export-OwoxDataMart $marts.orders -AsDataReader -Connection $connection
        Disconnect-OwoxDataMarts $connection
        $failure = Get-Failure { while ($reader.Read()) { $null = 1 } }
        $failure.Exception.InnerException | Should -BeOfType Owox.OwoxStreamException
        $failure.Exception.InnerException.Message | Should -BeLike '*because the connection was closed before the last row*'
        $reader.Status | Should -Be 'Failed'
    }

    It 'ends with an error when the module is removed' {
        Add-Fault 'GET *.ndjson' stall @{ afterRows = 4000; seconds = 60 }
        $reader = Export-OwoxDataMart $marts.orders -AsDataReader
        Remove-Module Owox
        try {
            $failure = Get-Failure { while ($reader.Read()) { $null = 1 } }
        }
        finally {
            Import-Module $env:OWOX_TEST_MODULE -Global
            $null = Connect-Sandbox
        }

        $failure.Exception.InnerException.Reason | Should -Be 'StreamIncomplete'
        $failure.Exception.InnerException.Message | Should -BeLike '*because the connection was closed before the last row*'
        $reader.Status | Should -Be 'Failed'
    }

    It 'cancels the request of a reader that is no longer used' {
        $path = "/api/external/http-data/data-marts/$($marts.orders).ndjson"
        Add-Fault "GET $path" stall @{ afterRows = 4000; seconds = 60 }
        & { $null = Export-OwoxDataMart $marts.orders -AsDataReader }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        do {
            $null = 1 + 1
            [GC]::Collect()
            [GC]::WaitForPendingFinalizers()
            $request = Wait-SandboxRequest $path 0.2
        } while ($request.outcome -ne 'aborted' -and $watch.Elapsed.TotalSeconds -lt 20)
        $request.outcome | Should -Be 'aborted'
    }

    It 'renews the access token for the verification' {
        $connection = Connect-Sandbox -With @{ Name = 'renewed' }
        $reader = Export-OwoxDataMart $marts.orders -AsDataReader -Connection $connection
        Add-Fault 'GET /api/data-marts/*/runs/*' status @{ status = 401 }
        @(Read-All $reader) | Should -HaveCount 5000
        $reader.Status | Should -Be 'Verified'
        Disconnect-OwoxDataMarts $connection
    }
}
