# Rows behave like ordinary objects of PowerShell, independent of the way they are created.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $native = 'date', 'order_id', 'customer_id', 'country', 'revenue', 'cost', 'note', 'is_paid', 'created_ts'

    # Exports rows that consist of these lines.
    function Get-ExportedRow {
        [CmdletBinding()]
        param([string[]] $Line)
        Clear-Sandbox
        Add-StreamRow $Line
        Export-OwoxDataMart $marts.empty
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A row' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'has its columns as properties with any name, in the order of the server' {
        $row = Export-OwoxDataMart $marts.awkward -Limit 1 -WarningAction SilentlyContinue
        $row.'Event Date (local)' | Should -BeExactly '2026-03-01'
        $row.'Revenue: net = USD' | Should -Be 1.5
        $row.'a.b' | Should -BeExactly 'dot 1'
        $row.'naïve “quoted” имя' | Should -BeExactly 'ok'
        $row.ID | Should -Be 1
        $row.ID_2 | Should -BeExactly 'ID-1'
        $row.PSObject.Properties.Name | Should -BeExactly 'Event Date (local)', 'Revenue: net = USD', 'id', 'ID_2', 'a.b', 'x,y', '100%', 'naïve “quoted” имя'
        $row.nothing | Should -BeNullOrEmpty
        $name = 'x,y'
        $row.$name | Should -BeExactly 'comma, 1'
    }

    It 'converts to a string that contains its columns' {
        "$(Get-ExportedRow '{"a":1,"b":"x","c":null,"d":1.5}')" | Should -BeExactly '@{a=1; b=x; c=; d=1.5}'
    }

    It 'works with Select-Object, Sort-Object, Group-Object and Measure-Object' {
        $rows = Export-OwoxDataMart $marts.orders -Limit 200
        $picked = $rows | Select-Object country, @{ n = 'twice'; e = { $_.revenue * 2 } } -First 1
        $picked.PSObject.Properties.Name | Should -Be 'country', 'twice'
        $picked.twice | Should -Be ($rows[0].revenue * 2)
        ($rows | Select-Object * -ExcludeProperty note -First 1).PSObject.Properties.Name | Should -Be @($native -ne 'note')
        ($rows | Select-Object -ExpandProperty order_id) | Should -Be (1..200)
        ($rows | Sort-Object order_id -Descending)[0].order_id | Should -Be 200
        $sorted = $rows | Sort-Object revenue
        $sorted[0].revenue | Should -Be ($rows | Measure-Object revenue -Minimum).Minimum
        $groups = $rows | Group-Object country
        ($groups | Measure-Object Count -Sum).Sum | Should -Be 200
        ($groups | Where-Object Name -EQ France).Group.country | Sort-Object -Unique | Should -Be 'France'
        ($rows | Where-Object revenue -GT 100).Count | Should -Be @($rows.revenue -gt 100).Count
        @($rows | Select-Object country -Unique).Count | Should -Be $groups.Count
    }

    It 'is displayed by Format-Table and Format-List with its columns in order' {
        $rows = Export-OwoxDataMart $marts.orders -Limit 2 -Column revenue, country, order_id
        $table = ($rows | Format-Table | Out-String -Width 200).Trim() -split '\r?\n'
        $table[0] | Should -Match '^revenue\s+country\s+order_id$'
        $table[2] | Should -Match '^\s*238\.89\s+United States\s+1$'
        ($rows[0] | Format-List | Out-String).Trim() -replace ' +', ' ' -split '\r?\n' | Should -Be 'revenue : 238.89', 'country : United States', 'order_id : 1'
        ($rows[0] | Get-Member -MemberType Properties).Name | Should -Be 'country', 'order_id', 'revenue'
    }

    It 'works with Export-Csv and ConvertTo-Csv' {
        $csv = Export-OwoxDataMart $marts.orders -Limit 50 | ConvertTo-Csv
        $csv[0] | Should -BeExactly "`"$($native -join '","')`""
        $read = $csv | ConvertFrom-Csv
        $read | Should -HaveCount 50
        $read[0].country | Should -BeExactly 'United States'
    }

    It 'converts to JSON and back, including nested values' {
        Clear-Sandbox
        $row = Export-OwoxDataMart $marts.awkwardValues | Where-Object about -EQ nested
        $row | ConvertTo-Json -Depth 9 -Compress | Should -BeExactly '{"id":15,"about":"nested","text":"objects in arrays","integer":8,"numeric":8.0,"float":8.0,"flag":true,"nested":{"a":{"b":[1,{"c":null}]}},"list":[{"x":1},{"x":[2,3]},null],"json":"{\"deep\":{\"er\":[true]}}"}'
        $row.nested.a.b[0] | Should -Be 1
        $row.list[1].x | Should -Be 2, 3
        $null -eq $row.list[2] | Should -BeTrue
    }

    It 'is serialized by Export-Clixml and Start-Job' {
        $row = Export-OwoxDataMart $marts.orders -Limit 1
        $again = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($row))
        $again.PSObject.Properties.Name | Should -Be $native
        $again.revenue | Should -Be $row.revenue
        $again.revenue | Should -BeOfType double
    }

    It 'accepts new members and new values' {
        $row = Export-OwoxDataMart $marts.orders -Limit 1
        $row.revenue = 5
        $row.country = $null
        $row.revenue | Should -Be 5
        $null -eq $row.country | Should -BeTrue
        $row | Add-Member -NotePropertyName margin -NotePropertyValue 7
        $row | Add-Member -MemberType ScriptProperty -Name double -Value { $this.revenue * 2 }
        $row.margin, $row.double | Should -Be 7, 10
        ($row | Select-Object margin, revenue | ConvertTo-Json -Compress) | Should -BeExactly '{"margin":7,"revenue":5.0}'
        @((Export-OwoxDataMart $marts.orders -Limit 1).PSObject.Properties.Name) | Should -Not -Contain 'margin'
    }

    It 'keeps its values while more rows arrive' {
        $rows = Export-OwoxDataMart $marts.orders -Limit 3000
        ($rows.order_id | Sort-Object -Unique).Count | Should -Be 3000
        $rows[0].order_id, $rows[2999].order_id | Should -Be 1, 3000
    }

    It 'can be compared by its columns' {
        $first = Export-OwoxDataMart $marts.orders -Limit 5
        $second = Export-OwoxDataMart $marts.orders -Limit 5
        Compare-Object $first $second -Property $native | Should -BeNullOrEmpty
        $second[2].revenue = -1
        $difference = Compare-Object $first $second -Property order_id, revenue
        $difference | Should -HaveCount 2
        ($difference | Where-Object SideIndicator -EQ '=>').revenue | Should -Be -1
    }

    It 'can have columns with the names of members of Object' {
        $row = Get-ExportedRow '{"ToString":"t","GetType":"g","psobject":"p","Equals":"e","GetHashCode":1,"a":2}'
        $row.a | Should -Be 2
        ($row | Select-Object ToString, GetType, Equals, GetHashCode | ConvertTo-Json -Compress) | Should -BeExactly '{"ToString":"t","GetType":"g","Equals":"e","GetHashCode":1}'
        ($row | ConvertTo-Csv)[1] | Should -BeExactly '"t","g","p","e","1","2"'
    }

    It 'can have columns with the names of its internal members: <name>' -ForEach @(
        @{ name = 'Create' }, @{ name = '_0' }, @{ name = 'get_a' }, @{ name = 'set_a' }, @{ name = 'Item' }, @{ name = 'Count' }, @{ name = 'Length' }, @{ name = 'Keys' }
        @{ name = 'a b' }, @{ name = ' ' }, @{ name = '*' }, @{ name = 'a[0]' }, @{ name = 'Owox.Row' }, @{ name = 'a\b' }, @{ name = "tab`t" }, @{ name = 'x' * 2000 }, @{ name = 'Clone' }, @{ name = "nul$([char]0)a" }
    ) {
        $key = ConvertTo-Json $name -Compress
        $row = Get-ExportedRow "{$($key):`"v`",`"a`":2}"
        @($row.PSObject.Properties | ForEach-Object { "$($_.Name)=$($_.Value)" }) | Should -Be "$name=v", 'a=2'
    }

    It 'can be copied, and the copy is independent' {
        $row = Get-ExportedRow '{"a":1,"b":"x"}'
        $copy = $row.PSObject.Copy()
        $copy.a = 2
        $row.a, $copy.a, $copy.b | Should -Be 1, 2, 'x'
        $row -eq $copy | Should -BeFalse
        ($copy.PSObject.Properties.Name) | Should -Be 'a', 'b'
    }

    It 'has the type name Owox.Row for views: <what>' -ForEach @(@{ what = 'any row'; line = '{"a":1}' }, @{ what = 'a column with the name of a method'; line = '{"ToString":1}' }) {
        $row = Get-ExportedRow $line
        $row.PSObject.TypeNames[0] | Should -BeExactly 'Owox.Row'

        # Uses a separate runspace because the engine can cache the members of a type after their removal.
        $shell = [powershell]::Create()
        try {
            $seen = $shell.AddScript("param(`$row) Update-TypeData -TypeName Owox.Row -MemberType ScriptProperty -MemberName ForTheTest -Value { 'seen' }; `$row.ForTheTest").AddArgument($row).Invoke()
            $seen | Should -Be 'seen'
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'is compared by its values with -Unique and Group-Object' {
        $rows = Get-ExportedRow '{"a":1}', '{"a":1}', '{"a":2}'
        @($rows | Select-Object * -Unique) | Should -HaveCount 2
        @($rows | Sort-Object -Property a -Unique) | Should -HaveCount 2
        @($rows | Group-Object a) | Should -HaveCount 2
        $rows[0] -eq $rows[0] | Should -BeTrue
        $rows[0] -eq $rows[1] | Should -BeFalse -Because 'row objects are compared by reference'
        $rows -contains $rows[2] | Should -BeTrue
    }

    It 'warns once about a changed name, even when the columns vary between rows' {
        $null = Get-ExportedRow '{"a":1,"A":2}', '{"a":1}', '{"a":1,"A":2}', '{"a":1}', '{"a":1,"A":2}' -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
    }

    It 'gets a name for a column without a name, with a warning' {
        $row = Get-ExportedRow '{"":1,"a":2}' -WarningVariable warnings -WarningAction SilentlyContinue
        "$row" | Should -BeExactly '@{Column=1; a=2}'
        $warnings.Message | Should -Be "A column has no name. Its property is named 'Column'."
    }

    It 'has null for an omitted column, and gets new columns when the schema is unknown' {
        $rows = Get-ExportedRow '{"a":1,"b":2}', '{"b":3,"a":4}', '{"a":5}', '{"a":6,"b":7,"c":[8]}', '{"a":9,"b":10}', '{}'
        $rows[0..4] | ForEach-Object { "$_" } | Should -Be '@{a=1; b=2}', '@{a=4; b=3}', '@{a=5; b=}', '@{a=6; b=7; c=System.Object[]}', '@{a=9; b=10; c=}'
        ($rows | ConvertTo-Json -Compress -Depth 3) | Should -BeExactly '[{"a":1,"b":2},{"a":4,"b":3},{"a":5,"b":null},{"a":6,"b":7,"c":[8]},{"a":9,"b":10,"c":null},{"a":null,"b":null,"c":null}]'
    }

    It 'has the labels of the server for aggregates' {
        $row = Export-OwoxDataMart $marts.orders -Column country, revenue -Aggregation @{ column = 'revenue'; function = 'SUM' } -Limit 1
        $row.'revenue | SUM' | Should -BeGreaterThan 1
    }
}

Describe 'A session in ConstrainedLanguage mode' {
    It 'can read, set and pass on the columns of rows' {
        Clear-Sandbox
        $shell = New-Shell
        try {
            $shell.Runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            $running = Start-InShell $shell 'param($id, $path)
                $rows = Export-OwoxDataMart $id -Limit 3
                $rows[0].revenue = 5
                $rows | ForEach-Object { $_.country = "here" }
                $rows | Add-Member -NotePropertyName extra -NotePropertyValue 1
                $file = Export-OwoxDataMart $id -Limit 3 -Path $path
                "$($rows[0].revenue) $($rows.country) $($rows[2].extra) $(($rows | Group-Object country).Count) $($rows[1].order_id) $($file.Rows)"
                ($rows | ConvertTo-Csv)[0]' $marts.orders, (Join-Path $TestDrive rows.csv)
            $output = $shell.EndInvoke($running)
            $shell.Streams.Error | Should -BeNullOrEmpty
            $output | Should -Be '5 here here here 1 3 2 3', "`"$($native -join '","')`",`"extra`""
        }
        finally {
            $shell.Dispose()
        }
    }
}
