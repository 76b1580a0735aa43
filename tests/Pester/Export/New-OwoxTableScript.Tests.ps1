# New-OwoxTableScript: the CREATE TABLE statement for the rows of a data mart, in the SQL of four databases. DataReader.Databases.Tests.ps1
# executes it.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $dialects = 'SqlServer', 'PostgreSql', 'Sqlite', 'DuckDB'

    # Returns the statement for a data mart with these columns.
    function Get-Script([object[]] $Field, [string] $Dialect, [hashtable] $With = @{}) {
        Add-Fault "GET /api/data-marts/$($marts.empty)/blendable-schema" status @{ status = 200; body = @{ nativeFields = $Field; blendedFields = @() } }
        New-OwoxTableScript $marts.empty -TableName t -Dialect $Dialect @With
    }

    # The columns of a statement with their types.
    function Get-Definition([string] $Script) {
        @($Script -split "`n" | Where-Object { $_ -match '^    ' } | ForEach-Object { $_.Trim().TrimEnd(',') })
    }
}

AfterAll {
    Clear-Sandbox
    Stop-OwoxTest
}

Describe 'New-OwoxTableScript' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'returns the types of <dialect>' -ForEach @(
        @{ dialect = 'SqlServer'; types = 'bigint', 'float', 'decimal(38,9)', 'decimal(18,2)', 'bit', 'date', 'datetime2(7)', 'datetime2(7)', 'time(7)', 'varbinary(max)', 'nvarchar(max)', 'nvarchar(max)', 'nvarchar(max)', 'nvarchar(max)' }
        @{ dialect = 'PostgreSql'; types = 'bigint', 'double precision', 'numeric', 'numeric(18,2)', 'boolean', 'date', 'timestamp', 'timestamptz', 'time', 'bytea', 'text', 'text', 'text', 'text' }
        @{ dialect = 'Sqlite'; types = 'INTEGER', 'REAL', 'TEXT', 'TEXT', 'INTEGER', 'TEXT', 'TEXT', 'TEXT', 'TEXT', 'BLOB', 'TEXT', 'TEXT', 'TEXT', 'TEXT' }
        @{ dialect = 'DuckDB'; types = 'BIGINT', 'DOUBLE', 'DECIMAL(38,9)', 'DECIMAL(18,2)', 'BOOLEAN', 'DATE', 'TIMESTAMP', 'TIMESTAMPTZ', 'TIME', 'BLOB', 'VARCHAR', 'VARCHAR', 'VARCHAR', 'VARCHAR' }
    ) {
        $fields = 'INTEGER', 'FLOAT', 'NUMERIC', 'DECIMAL(18,2)', 'BOOLEAN', 'DATE', 'DATETIME', 'TIMESTAMP', 'TIME', 'BYTES', 'STRING', 'JSON', 'BRAND_NEW' | ForEach-Object { @{ name = "c$_"; type = $_ } }
        $script = Get-Script ($fields + @{ name = 'list'; type = 'INTEGER'; mode = 'REPEATED' }) $dialect
        (Get-Definition $script) -replace '^[["].*?[]"] ' -replace ' NULL$' | Should -BeExactly $types
        $script | Should -Match '^CREATE TABLE [["]t[]"] \('
    }

    It 'has the columns of a reader of the same data mart: <mart>' -ForEach @(@{ mart = 'orders' }, @{ mart = 'nested' }, @{ mart = 'awkward' }) {
        $reader = Export-OwoxDataMart $marts.$mart -Limit 1 -AsDataReader
        foreach ($dialect in $dialects) {
            $ofReader = New-OwoxTableScript -Reader $reader -TableName rows -Dialect $dialect
            New-OwoxTableScript $marts.$mart rows $dialect | Should -BeExactly $ofReader
            Get-Definition $ofReader | Should -HaveCount $reader.FieldCount
        }

        $reader.RowsRead | Should -Be 0
        $reader.Close()
    }

    It 'takes data marts from the pipeline by title, and the columns to include' {
        $script = Get-OwoxDataMart 'Orders' | New-OwoxTableScript -TableName orders -Dialect Sqlite -Column country, cost
        Get-Definition $script | Should -Be '"country" TEXT NULL', '"cost" TEXT NULL'
        $joined = New-OwoxTableScript 'Orders' orders Sqlite -IncludeJoined
        $joined | Should -BeLike '*"customers__name" TEXT NULL*'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'returns text columns for exact numbers with -DecimalAsText, as a reader with -OnConversionError Keep' {
        $reader = Export-OwoxDataMart $marts.orders -Limit 1 -AsDataReader -OnConversionError Keep
        $script = New-OwoxTableScript $marts.orders orders PostgreSql -DecimalAsText
        $script | Should -BeLike '*"cost" text NULL*'
        New-OwoxTableScript -Reader $reader -TableName orders -Dialect PostgreSql | Should -BeExactly $script
        $reader.Close()
    }

    It 'describes the columns of an aggregation with -Reader' {
        $reader = Export-OwoxDataMart $marts.orders -Column country, cost -Aggregation @{ cost = 'SUM' } -AsDataReader
        New-OwoxTableScript -Reader $reader -TableName sums -Dialect SqlServer | Should -BeLike '*`[cost | SUM`] decimal(38,9) NULL*`[Row Count`] bigint NULL*'
        $reader.Close()
    }

    It 'quotes names, so that no name can end the statement: <dialect>' -ForEach @(
        @{ dialect = 'SqlServer'; name = '[a]]; DROP TABLE x; --"] nvarchar(max)' }
        @{ dialect = 'PostgreSql'; name = '"a]; DROP TABLE x; --""" text' }
        @{ dialect = 'Sqlite'; name = '"a]; DROP TABLE x; --""" TEXT' }
        @{ dialect = 'DuckDB'; name = '"a]; DROP TABLE x; --""" VARCHAR' }
    ) {
        Get-Definition (Get-Script @{ name = 'a]; DROP TABLE x; --"'; type = 'STRING' } $dialect) | Should -BeExactly "$name NULL"
    }

    It 'qualifies and quotes the name of the table' {
        New-OwoxTableScript $marts.orders 'shop.dbo.my "orders"' SqlServer | Should -BeLike 'CREATE TABLE `[shop`].`[dbo`].`[my "orders"`] (*'
        New-OwoxTableScript $marts.orders 'dbo.my "orders"' DuckDB | Should -BeLike 'CREATE TABLE "dbo"."my ""orders""" (*'
    }

    It 'keeps names unique that differ only in case' {
        $script = Get-Script @(@{ name = 'Total'; type = 'INTEGER' }, @{ name = 'total'; type = 'FLOAT' }, @{ name = 'total_2'; type = 'DATE' }) Sqlite
        $names = Get-Definition $script | ForEach-Object { $_.Split(' ')[0].ToLowerInvariant() }
        $names | Select-Object -Unique | Should -HaveCount 3
        $script | Should -BeLike '*"Total" INTEGER*'
        $script | Should -BeLike '*"total_2" DATE*'.Replace('DATE', 'TEXT')
    }

    It 'shortens names that are too long for <dialect>, keeps them unique, and warns' -ForEach @(
        @{ dialect = 'PostgreSql'; long = 'ü' * 40; other = 'ü' * 41; expected = 'ü' * 31; second = ('ü' * 30) + '_2'; limit = 63 }
        @{ dialect = 'SqlServer'; long = 'x' * 200; other = 'X' * 201; expected = 'x' * 128; second = ('X' * 126) + '_2'; limit = 128 }
    ) {
        $fields = @{ name = $long; type = 'STRING' }, @{ name = $other; type = 'STRING' }, @{ name = 'short'; type = 'STRING' }
        $script = Get-Script $fields $dialect @{ WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue' }
        (Get-Definition $script) -replace '^[["](.*?)[]"] .*', '$1' | Should -BeExactly $expected, $second, 'short'
        $warnings = @(Get-Script $fields $dialect 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
        $warnings | Should -HaveCount 2
        $warnings[0].Message | Should -BeLike "*has the name '$expected' in the table*by position*"
    }

    It 'keeps long names for SQLite and DuckDB' {
        foreach ($dialect in 'Sqlite', 'DuckDB') {
            Get-Script @{ name = 'x' * 300; type = 'STRING' } $dialect | Should -BeLike "*$('x' * 300)*"
        }
    }

    It 'warns if the database rounds a BIGNUMERIC: <dialect>' -ForEach @(@{ dialect = 'SqlServer'; count = 1 }, @{ dialect = 'DuckDB'; count = 1 }, @{ dialect = 'PostgreSql'; count = 0 }, @{ dialect = 'Sqlite'; count = 0 }) {
        $all = @(Get-Script @{ name = 'big'; type = 'BIGNUMERIC' } $dialect 3>&1)
        @($all | Where-Object { $_ -is [System.Management.Automation.WarningRecord] -and $_.Message -like "*'big' is BIGNUMERIC in the warehouse and *(38,18)*rounds*" }) | Should -HaveCount $count
    }
}

Describe 'The errors of New-OwoxTableScript' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'rejects a table name before any request: <name>' -ForEach @(
        @{ name = 'a..b'; dialect = 'SqlServer' }, @{ name = '.'; dialect = 'Sqlite' }, @{ name = 'a.b.c.d'; dialect = 'SqlServer' }, @{ name = 'x' * 64; dialect = 'PostgreSql' }, @{ name = "a`0b"; dialect = 'DuckDB' }
    ) {
        Assert-Failure { New-OwoxTableScript $marts.orders $name $dialect } -Id Owox.TableNameInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'is invalid', 'schema.table'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'reports columns that are unknown: <what>' -ForEach @(
        @{ what = 'no schema'; response = @{ status = 200; body = @{ nativeFields = @(); blendedFields = @() } } }
        @{ what = 'a schema that cannot be read'; response = @{ status = 403 } }
    ) {
        Add-Fault 'GET *blendable-schema' status $response
        Assert-Failure { New-OwoxTableScript $marts.orders orders Sqlite } -Id Owox.SchemaNotFound -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "The columns of the data mart $($marts.orders) are unknown", 'Refresh its schema in OWOX'
    }

    It 'reports a reader whose rows have no columns' {
        Add-StreamRow '{}'
        $reader = Export-OwoxDataMart $marts.empty -AsDataReader -WarningAction SilentlyContinue
        try {
            Assert-Failure { New-OwoxTableScript -Reader $reader -TableName t -Dialect Sqlite } -Id Owox.SchemaNotFound -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'The rows have no columns, so no table can be created.'
        }
        finally {
            $reader.Dispose()
        }
    }

    It 'accepts only a reader of the module, and does not show another object' {
        $failure = Get-Failure { New-OwoxTableScript -Reader ([pscustomobject]@{ password = 'wrong-place' }) -TableName t -Dialect Sqlite }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        "$failure" | Should -BeLike '*not a reader from Export-OwoxDataMart -AsDataReader*'
        "$failure" | Should -Not -BeLike '*wrong-place*'
    }

    It 'reports a dialect that is null' {
        Assert-Failure { New-OwoxTableScript $marts.orders orders $null } -Id Owox.ParameterIsNull -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-Dialect is null'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'reports a column that does not exist' {
        Assert-Failure { New-OwoxTableScript $marts.orders orders Sqlite -Column nowhere } -Id Owox.ColumnNotFound -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'nowhere'
    }

    It 'reports -IncludeJoined with -Column' {
        Assert-Failure { New-OwoxTableScript $marts.orders orders Sqlite -Column cost -IncludeJoined } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'cannot be combined'
    }
}
