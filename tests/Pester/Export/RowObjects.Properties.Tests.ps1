# The properties of rows have the types of their columns and convert assigned values, in both builds: a row is an instance of a type that was
# created at run time, or a PSObject (in the build for Windows PowerShell, and with a column that is named like a member of every object).

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $fields = @(
        @{ name = 'i'; type = 'INTEGER' }, @{ name = 'n'; type = 'NUMERIC' }, @{ name = 'f'; type = 'FLOAT' }, @{ name = 'b'; type = 'BOOLEAN' }, @{ name = 's'; type = 'STRING' }
        @{ name = 'd'; type = 'DATE' }, @{ name = 't'; type = 'TIMESTAMP' }, @{ name = 'r'; type = 'RECORD' }, @{ name = 'x'; type = 'BRAND_NEW' }
    )
    $values = '"i":1,"n":"1.5","f":0.5,"b":true,"s":"x","d":"2026-01-01","t":"2026-01-01T00:00:00.123456Z","r":{"a":1},"x":"y"'
    $nulls = '"i":null,"n":null,"f":null,"b":null,"s":null,"d":null,"t":null,"r":null,"x":null'

    # Exports a row with values and a row of nulls. With a column named Clone they are PSObjects in both builds.
    function Get-TypedRow([switch] $Plain, [hashtable] $With = @{ Typed = $true }) {
        Clear-Sandbox
        $extra = if ($Plain) { ',"Clone":"c"' }
        Add-StreamRow "{$values$extra}", "{$nulls$extra}" ($fields + @(if ($Plain) { @{ name = 'Clone'; type = 'STRING' } }))
        Export-OwoxDataMart $marts.empty @With
    }

    # The class of loaders that create a table from the types of the first row's properties.
    function ConvertTo-Table([object[]] $Row) {
        $table = [System.Data.DataTable]::new()
        foreach ($property in $Row[0].PSObject.Properties) {
            $type = [type]$property.TypeNameOfValue
            $underlying = [Nullable]::GetUnderlyingType($type)
            $null = $table.Columns.Add($property.Name, $(if ($underlying) { $underlying } else { $type }))
        }

        foreach ($one in $Row) {
            $record = $table.NewRow()
            foreach ($property in $one.PSObject.Properties) { $record[$property.Name] = if ($null -eq $property.Value) { [System.DBNull]::Value } else { $property.Value } }
            $table.Rows.Add($record)
        }

        , $table
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The properties of a row, <what>' -ForEach @{ what = 'as a rule'; plain = $false }, @{ what = 'with a column named Clone'; plain = $true } {
    It 'convert assigned values to the type of the column' {
        $row = (Get-TypedRow -Plain:$plain)[1]
        $row.i = '7'
        $row.n = 3
        $row.f = '1e3'
        $row.b = 1
        $row.s = 12.5
        $row.d = '2026-05-06'
        $row.t = '2026-05-06T01:02:03Z'
        $row.r = 'text'
        $row.x = 4
        ($row.i, $row.n, $row.f, $row.b, $row.s, $row.d, $row.t, $row.r, $row.x).ForEach({ $_.GetType().Name }) |
            Should -Be 'Int64', 'Decimal', 'Double', 'Boolean', 'String', 'DateTime', 'DateTimeOffset', 'String', 'Int32'
        $row.i, $row.n, $row.f, $row.b, $row.s, $row.r, $row.x | Should -Be 7, 3, 1000, $true, '12.5', 'text', 4
        $row.d.ToString('o'), $row.t.ToString('o') | Should -Be '2026-05-06T00:00:00.0000000', '2026-05-06T01:02:03.0000000+00:00'
        $row.i++
        $row.i += '5'
        $row.n *= 2
        $row.i, $row.n | Should -Be 13, 6
        $row.PSObject.Properties['i'].Value = '8'
        $row.i | Should -BeOfType long
    }

    It 'reject a value that cannot be converted, and keep theirs: <name>' -ForEach @(
        @{ name = 'i'; value = 'abc'; type = 'Int64' }, @{ name = 'i'; value = 1e30; type = 'Int64' }, @{ name = 'n'; value = '1.5.2'; type = 'Decimal' }
        @{ name = 'f'; value = 'x'; type = 'Double' }, @{ name = 't'; value = 'never'; type = 'DateTimeOffset' }, @{ name = 'd'; value = @(1, 2); type = 'DateTime' }
    ) {
        $row = (Get-TypedRow -Plain:$plain)[0]
        $before = $row.$name
        foreach ($use in { $row.$name = $value }, { $row.PSObject.Properties[$name].Value = $value }, { $row | ForEach-Object { $_.$name = $value } }) {
            $failure = Get-Failure $use
            $failure.Exception | Should -BeOfType System.Management.Automation.SetValueInvocationException
            $failure.CategoryInfo.Category | Should -Be NotSpecified
            $failure.Exception.Message | Should -BeLike "Exception setting `"$name`": *System.$type*"
        }

        $row.$name | Should -Be $before
    }

    It 'convert numbers the same way in any culture' {
        $saved = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $row = (Get-TypedRow -Plain:$plain)[0]
            $row.n = '2.5'
            $row.f = '1.25'
            $row.s = 1.5
            $row.n, $row.f | Should -Be 2.5d, 1.25
            $row.s | Should -BeExactly '1.5'
            "$row" | Should -BeLike '@{i=1; n=2.5; f=1.25; *'
        }
        finally {
            [cultureinfo]::CurrentCulture = $saved
        }
    }

    It 'are null after the assignment of <nothing>' -ForEach @{ nothing = 'nothing'; value = { @() | ForEach-Object { 1 } } }, @{ nothing = 'DBNull'; value = { [System.DBNull]::Value } } {
        $row = (Get-TypedRow -Plain:$plain)[0]
        foreach ($name in 'i', 'n', 's', 'd', 'r', 'x') {
            $row.$name = & $value
            $null -eq $row.$name | Should -BeTrue -Because $name
        }

        ($row | Group-Object i, x).Count | Should -Be 1
        $row | ConvertTo-Json -Compress | Should -BeLike '{"i":null,"n":null,"f":0.5,*,"d":null,*,"r":null,"x":null*'
    }

    It 'keep values without PowerShell''s wrapper, which a table does not accept' {
        $row = (Get-TypedRow -Plain:$plain)[0]
        $row.x = Get-Date '2026-02-03'
        $row.t = Get-Date '2026-02-03'
        $row.r = [pscustomobject]@{ a = 1 } | Select-Object a
        $table = [System.Data.DataTable]::new()
        $null = $table.Columns.Add('x', [datetime])
        $null = $table.Columns.Add('t', [datetimeoffset])
        $null = $table.LoadDataRow([object[]]@($row.PSObject.Properties['x'].Value, $row.PSObject.Properties['t'].Value), $true)
        $table.Rows[0].x, $table.Rows[0].t.DateTime | Should -Be ([datetime]'2026-02-03'), ([datetime]'2026-02-03')
        $row.r.a | Should -Be 1
    }

    It 'have types from which loaders create tables, whatever the first row contains' {
        $rows = Get-TypedRow -Plain:$plain
        [array]::Reverse($rows)
        $table = ConvertTo-Table $rows
        @($table.Columns)[0..8].DataType.Name | Should -Be 'Int64', 'Decimal', 'Double', 'Boolean', 'String', 'DateTime', 'DateTimeOffset', 'Object', 'Object'
        $table.Rows[0].n | Should -Be ([System.DBNull]::Value)
        $table.Rows[1].n | Should -Be 1.5
        $table.Rows[1].t.Ticks % 10000000 | Should -Be 1234560
    }

    It 'keep their types in copies, and copies are independent' {
        $row = (Get-TypedRow -Plain:$plain)[0]
        $copy = $row.PSObject.Copy().PSObject.Copy()
        $copy.i = '77'
        $copy.i | Should -BeOfType long
        $row.i | Should -Be 1
        $copy.PSObject.Properties.TypeNameOfValue | Should -Be $row.PSObject.Properties.TypeNameOfValue
        $copy.PSObject.TypeNames | Should -Be $row.PSObject.TypeNames
        $copy | Add-Member -NotePropertyName extra -NotePropertyValue 1
        $row.PSObject.Properties['extra'] | Should -BeNullOrEmpty
    }

    It 'are shown by Get-Member with the type of the column' {
        $members = (Get-TypedRow -Plain:$plain)[1] | Get-Member -MemberType Properties | Where-Object Name -NE Clone
        $members.Name | Should -Be 'b', 'd', 'f', 'i', 'n', 'r', 's', 't', 'x'
        $members.ForEach({ ($_.Definition -split ' ')[0] }) | Should -Be 'System.Nullable[bool]', 'System.Nullable[datetime]', 'System.Nullable[double]',
            'System.Nullable[long]', 'System.Nullable[decimal]', 'System.Object', 'string', 'System.Nullable[System.DateTimeOffset]', 'System.Object'
    }

    It 'can be used by several threads' {
        $rows = Get-TypedRow -Plain:$plain
        $sums = $rows + $rows | ForEach-Object -Parallel { $_.i = '5'; $_.i + 1 }
        $sums | Should -Be 6, 6, 6, 6
        $rows.i | Should -Be 5, 5
    }

    It 'are text with the values of inner objects' {
        Clear-Sandbox
        Add-StreamRow "{`"a`":1.5,`"o`":{`"p`":{`"q`":[1]},`"r`":null}$(if ($plain) { ',"Clone":"c"' })}"
        $row = Export-OwoxDataMart $marts.empty
        $text = "@{a=1.5; o=@{p=@{q=System.Object[]}; r=}$(if ($plain) { '; Clone=c' })}"
        "$row", $row.ToString(), [string]$row, "$(@($row))", (-join $row) | Should -BeExactly @($text, $text, $text, $text, $text)
        $row | Add-Member -NotePropertyName added -NotePropertyValue 2
        $row | Add-Member -MemberType ScriptProperty -Name fails -Value { throw 'runs' }
        "$row" | Should -BeLike '@{*a=1.5;*'
        "$row" | Should -BeLike '*added=2*'
        "$row" | Should -Not -BeLike '*fails*'
    }

    It 'have exact times in jobs and remote sessions' {
        $row = (Get-TypedRow -Plain:$plain)[0]
        $depth = 1 # of the input and output of jobs
        $read = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($row, $depth))
        $read.t.UtcTicks, $read.d.Ticks, $read.n, $read.r.a | Should -Be $row.t.UtcTicks, $row.d.Ticks, 1.5, 1
    }

    It 'have their values after serialization' {
        $rows = Get-TypedRow -Plain:$plain -With @{}
        $read = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($rows))
        $read[0].PSObject.TypeNames[0] | Should -Be 'Deserialized.Owox.Row'
        $read[0].i, $read[0].n, $read[0].f, $read[0].b, $read[0].s, $read[0].r.a | Should -Be 1, 1.5, 0.5, $true, 'x', 1
        $read[0].i, $read[0].n, $read[0].f | ForEach-Object { $_.GetType().Name } | Should -Be 'Int64', 'Decimal', 'Double'
        $read[1].PSObject.Properties['n'].Value | Should -BeNullOrEmpty
    }
}

Describe 'The properties of a row without a schema' {
    It 'are Object, and take any value' {
        Clear-Sandbox
        Add-StreamRow '{"a":1,"b":"x","c":null,"d":[1,2],"e":{"f":1}}'
        $row = Export-OwoxDataMart $marts.empty
        $row.PSObject.Properties.TypeNameOfValue | Should -Be (@('System.Object') * 5)
        $row.a = 'text'
        $row.b = 5
        $row.d += 3
        $row.e.f = 'any'
        $row.a, $row.b, $row.d.Count, $row.e.f | Should -Be 'text', 5, 3, 'any'
    }

    It 'number a thousand, with any names' {
        Clear-Sandbox
        Add-StreamRow ('{"a.b":1,"a[0]":2,"*":3,' + ((4..1000 | ForEach-Object { "`"c$_`":$_" }) -join ',') + '}')
        $row = Export-OwoxDataMart $marts.empty
        @($row.PSObject.Properties).Count | Should -Be 1000
        $row.'a.b', $row.'a[0]', $row.'*', $row.c1000 | Should -Be 1, 2, 3, 1000
        @(($row | Select-Object *).PSObject.Properties).Count | Should -Be 1000
    }
}
