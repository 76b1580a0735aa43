# examples/to-sqlite.ps1 and examples/to-sqlserver.ps1 load all rows or none. The second script is tested with another ADO.NET
# provider, which is part of the sandbox.

BeforeDiscovery {
    $noSqlite = -not (Get-Command sqlite3 -CommandType Application -ErrorAction Ignore)
    if ($noSqlite) { Write-Warning 'sqlite3 is not on PATH: the databases are not looked at.' }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    Start-OwoxTest -NoImport
    $marts = $Sandbox.dataMarts

    function Invoke-Sql([string] $Sql) { & sqlite3 -batch $database $Sql }

    # Copies the provider from the build output of the sandbox, with its native library, to one folder.
    function Copy-Provider([string] $To) {
        $built = Get-ChildItem (Join-Path $PSScriptRoot '../../../src/Owox.Sandbox/bin') -Recurse -Filter Microsoft.Data.Sqlite.dll | Sort-Object LastWriteTime | Select-Object -Last 1
        Copy-Item (Join-Path $built.DirectoryName '*.dll') $To
        Copy-Item (Join-Path $built.DirectoryName 'runtimes/linux-x64/native/*') $To
    }

    function Invoke-ToSqlServer([string] $DataMart, [string] $More, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }, [switch] $NewProcess) {
        Invoke-Engine @('-Command', @"
Add-Type -Path '$provider/Microsoft.Data.Sqlite.dll'
`$raw = 'SQLitePCLRaw.core', 'SQLitePCLRaw.provider.e_sqlite3', 'SQLitePCLRaw.batteries_v2' | ForEach-Object { Add-Type -Path "$provider/`$_.dll" -PassThru }
[SQLitePCL.Batteries_V2]::Init()
& '$(Join-Path $Examples 'to-sqlserver.ps1')' -DataMart '$DataMart' -Table 'main.rows' -ConnectionString 'Data Source=$database;Pooling=False' -Connect { param(`$text) [Microsoft.Data.Sqlite.SqliteConnection]::new(`$text) } $More
exit `$LASTEXITCODE
"@) $Environment -NewProcess:$NewProcess
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe '<script>' -Skip:$noSqlite -ForEach @(@{ script = 'to-sqlite.ps1' }, @{ script = 'to-sqlserver.ps1' }) {
    BeforeAll {
        $provider = New-Folder
        if ($script -eq 'to-sqlserver.ps1') { Copy-Provider $provider }

        function Invoke-Load([string] $DataMart, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }, [switch] $NewProcess) {
            if ($script -eq 'to-sqlserver.ps1') { return Invoke-ToSqlServer $DataMart '' $Environment -NewProcess:$NewProcess }
            Invoke-Example $script @('-DataMart', $DataMart, '-Database', $database, '-Table', 'rows') $Environment -NewProcess:$NewProcess
        }
    }

    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $database = Join-Path $folder 'a shop.db'
        Invoke-Sql 'CREATE TABLE rows(date TEXT, order_id INTEGER, customer_id INTEGER, country TEXT, revenue REAL, cost NUMERIC, note TEXT, is_paid INTEGER, created_ts TEXT); INSERT INTO rows(note) VALUES (''before'');'
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder -Recurse -Force
    }

    AfterAll {
        Remove-Item $provider -Recurse -Force
    }

    It 'replaces all rows of the table, with the same values' {
        $run = Invoke-Load 'Orders' -NewProcess
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0 -Because $run.Output
        $run.Output | Should -BeLike 'Loaded 5000 rows*'
        Invoke-Sql 'SELECT count(*), count(DISTINCT order_id) FROM rows' | Should -Be '5000|5000'
        Import-Module $env:OWOX_TEST_MODULE
        $null = Connect-Sandbox
        $rows = Export-OwoxDataMart $marts.orders -Column order_id, country, revenue, note, is_paid
        $loaded = Invoke-Sql "SELECT json_array(order_id, country, revenue, note, is_paid) FROM rows ORDER BY order_id" | ConvertFrom-Json -NoEnumerate
        $at = 0
        foreach ($row in $rows | Sort-Object order_id) {
            $found = $loaded[$at++]
            $expected = $row.order_id, $row.country, $row.revenue, $row.note, $(if ($null -ne $row.is_paid) { [int] $row.is_paid })
            for ($i = 0; $i -lt 5; $i++) {
                if (-not ($found[$i] -ceq $expected[$i])) { "$i of order $($row.order_id): $($found[$i])" | Should -Be $expected[$i] }
            }
        }
    }

    It 'loads only the data mart whose title has brackets' {
        New-BracketDataMart $script | Should -HaveCount 2
        $run = Invoke-Load "$script [EU]"
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        Invoke-Sql 'SELECT note FROM rows' | Should -Be "$script [EU]"
    }

    It 'empties the table when the data mart is empty' {
        $run = Invoke-Load 'Empty'
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike 'Loaded 0 rows*'
        Invoke-Sql 'SELECT count(*) FROM rows' | Should -Be 0
    }

    It 'keeps the table, and ends with exit code <code>: <what>' -ForEach @(
        @{ code = 3; what = 'an incomplete stream'; fault = 'cut-chunked', @{ afterRows = 4000 } }
        @{ code = 3; what = 'a malformed line'; fault = 'malformed-line', @{ atRow = 4000 } }
        @{ code = 3; what = 'another row count in the run record'; fault = 'run-record', @{ status = 'SUCCESS'; rowCount = 7 } }
        @{ code = 3; what = 'a missing run record'; fault = 'run-record', @{ missing = $true } }
        @{ code = 1; what = 'an error of the warehouse'; mart = 'Denied' }
        @{ code = 4; what = 'a server without a license'; fault = 'status', @{ status = 400; body = @{ statusCode = 400; message = 'no'; errorDetails = @{ blockedReasons = @('LICENSE_REQUIRED') } } } }
        @{ code = 2; what = 'a revoked key'; key = 'revokedApiKey' }
        @{ code = 2; what = 'no key'; key = 'none' }
    ) {
        if ($fault) { Add-Fault 'GET *.ndjson' $fault[0] $fault[1] }
        $environment = @{ OWOX_API_KEY = $(if ($key -eq 'none') { '' } elseif ($key) { $Sandbox.$key } else { $Sandbox.apiKey }) }
        $run = Invoke-Load $(if ($mart) { $mart } else { 'Orders' }) $environment
        $run.Code | Should -Be $code -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike '*FAILED: *'
        Invoke-Sql 'SELECT note FROM rows' | Should -Be 'before'
        Assert-NoSecret "$($run.Output)$($run.Errors)"
    }

    It 'ends with exit code 1 when the database reports an error' {
        Remove-Item $database
        Set-Content $database ('this is no database ' * 100)
        $run = Invoke-Load 'Customers'
        $run.Code | Should -Be 1 -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike 'FAILED: *not a database*'
    }
}

Describe 'to-sqlserver.ps1' -Skip:$noSqlite {
    It 'adds rows with -Append' {
        $provider = New-Folder
        $database = Join-Path $provider shop.db
        try {
            Copy-Provider $provider
            Import-Module $env:OWOX_TEST_MODULE
            $null = Connect-Sandbox
            $columns = (Export-OwoxDataMart $marts.customers -Limit 1).PSObject.Properties.Name
            Invoke-Sql "CREATE TABLE rows($($columns -join ','))"
            1..2 | ForEach-Object { (Invoke-ToSqlServer 'Customers' '-Append').Code | Should -Be 0 }
            Invoke-Sql 'SELECT count(*) FROM rows' | Should -Be 800
        }
        finally {
            Remove-Item $provider -Recurse -Force
        }
    }
}

Describe 'to-sqlite.ps1' -Skip:$noSqlite {
    It 'keeps quotes, line ends and special characters in names and values' {
        $folder = New-Folder
        $database = Join-Path $folder shop.db
        try {
            foreach ($mart in 'awkward', 'awkwardValues') {
                $run = Invoke-Example 'to-sqlite.ps1' '-DataMart', $marts.$mart, '-Database', $database, '-Table', ('a "table" of {0}' -f $mart)
                $run.Code | Should -Be 0 -Because $run.Output
                Invoke-Sql ('SELECT count(*) > 0 FROM "a ""table"" of {0}"' -f $mart) | Should -Be 1
            }
        }
        finally {
            Remove-Item $folder -Recurse -Force
        }
    }

    It 'creates no table without rows, and reports 0 rows' {
        $folder = New-Folder
        $database = Join-Path $folder shop.db
        try {
            $run = Invoke-Example 'to-sqlite.ps1' '-DataMart', $marts.empty, '-Database', $database, '-Table', 'rows'
            $run.Code | Should -Be 0 -Because $run.Output
            $run.Output | Should -BeLike 'Loaded 0 rows*'
        }
        finally {
            Remove-Item $folder -Recurse -Force
        }
    }
}
