# Random filters on random rows: the SQL of the server and Where-Object select the same rows. The generator avoids the documented
# differences: order comparisons with null, -not and -ne of a boolean that is null, and string comparisons that ignore case.
# A failure reports the seed. Set $env:OWOX_TEST_SEED to the seed to repeat it.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ apiVersion = '0.35' }
    $null = Connect-Sandbox
    $seed = if ($env:OWOX_TEST_SEED) { [int]$env:OWOX_TEST_SEED } else { Get-Random -Maximum 1000000 }
    $random = [System.Random]::new($seed)
    $words = '', ' ', "`t`n", 'a', 'A', 'ab', 'AB', 'aB', 'abc', 'ABC', 'gift card', 'Gift card', 'card gift', '100%', 'a_b', "it's", 'a.b', 'a*b', 'a?', '[ab]', 'x\y', '(a|b)', '^a$', 'a+', 'é', 'É', '日本', ' a', 'a ', "a`tb", "a`nb", 'a`b', '“a”', "`u{1F680}a"

    function Get-RandomItem($From) { $From[$random.Next($From.Count)] }
    function Get-Number { Get-RandomItem @(-3, -2, -1, 0, 1, 2, 3, 0.5, -1.5, 2.25, 1000000) }
    function Get-Day { '2026-0{0}-{1:00}' -f $random.Next(1, 4), $random.Next(1, 6) }
    function Get-Time { "$(Get-Day)T0$($random.Next(10)):00:00.000Z" }
    function ConvertTo-Literal($Value) {
        if ($Value -is [string]) { "'$($Value.Replace("'", "''"))'" } else { ([System.IFormattable]$Value).ToString($null, [cultureinfo]::InvariantCulture) }
    }
    function Get-List([scriptblock] $Make) { (1..$random.Next(1, 5) | ForEach-Object { ConvertTo-Literal (& $Make) }) -join ', ' }

    # Returns a value for a row. One value of five is null.
    function Get-Cell([scriptblock] $Make) { if ($random.Next(5)) { & $Make } else { $null } }

    # Returns a random equality condition, or its negation, for a column that can be null.
    function Get-Equality([string] $Column, [scriptblock] $Make, [string] $Case) {
        $value = ConvertTo-Literal (& $Make)
        switch ($random.Next(7)) {
            0 { "`$_.$Column -${Case}eq $value" }
            1 { "$value -${Case}eq `$PSItem.$Column" }
            2 { "`$_.$Column -${Case}ne $value" }
            3 { "`$_.$Column -$(Get-RandomItem @('in', 'notin') | ForEach-Object { "$Case$_" }) $(Get-List $Make)" }
            4 { "@($(Get-List $Make)) -$(Get-RandomItem @('contains', 'notcontains') | ForEach-Object { "$Case$_" }) `$_.$Column" }
            5 { "$(Get-RandomItem @('$null -eq', '$null -ne')) `$_.$Column" }
            6 { "(`$_.$Column -${Case}eq $value -or `$_.$Column -${Case}eq $(ConvertTo-Literal (& $Make)))" }
        }
    }

    # Order comparisons exclude null: PowerShell sorts null before all values, and SQL selects no row.
    function Get-Order([string] $Column, [scriptblock] $Make) {
        $value = ConvertTo-Literal (& $Make)
        $operator = Get-RandomItem @('gt', 'ge', 'lt', 'le')
        $not = Get-RandomItem @('', '-not ', '!')
        $comparison = if ($random.Next(2)) { "`$_.$Column -$operator $value" } else { "$value -$operator `$_.$Column" }
        "`$null -ne `$_.$Column -and $not($comparison)"
    }

    function Get-TextTest {
        $word = Get-RandomItem $words
        $escaped = [WildcardPattern]::Escape($word)
        $pattern = if ($escaped) { Get-RandomItem @("$escaped*", "*$escaped", "*$escaped*", $escaped) } else { '' }
        $literal = ConvertTo-Literal $pattern
        switch ($random.Next(5)) {
            0 { "`$_.s -$(Get-RandomItem @('clike', 'cnotlike')) $literal" }
            1 { "-not (`$_.s -$(Get-RandomItem @('clike', 'cnotlike')) $literal)" }
            2 { "`$_.s -$(Get-RandomItem @('cmatch', 'cnotmatch')) $(Get-RandomItem @("'^a'", "'b$'", "'[a-c]{2}'", "'^.b'", "'\.'", "'gift|AB'"))" }
            3 { "$(Get-RandomItem @('', '-not ', '!'))[string]::IsNullOr$(Get-RandomItem @('Empty', 'WhiteSpace'))(`$_.s)" }
            4 { Get-RandomItem @("`$_.s -eq ''", "`$_.s -ne ''", "`$_.s -in '', `$null", "(`$null -eq `$_.s -or `$_.s -eq '')", "`$_.s -cnotin 'ab', `$null") }
        }
    }

    function Get-Flag { Get-RandomItem @('$_.b', '$_.b -eq $true', '$false -eq $_.b', '$null -eq $_.b', '$null -ne $_.b -and -not $_.b', '$null -ne $_.b -and $_.b -ne $true') }

    function Get-Condition {
        $leaf = switch ($random.Next(11)) {
            0 { Get-Equality n { [int](Get-Number) } '' }
            1 { Get-Equality f { Get-Number } '' }
            2 { Get-Equality s { Get-RandomItem $words } 'c' }
            3 { Get-Equality d { Get-Day } '' }
            4 { Get-Order (Get-RandomItem @('n', 'f')) { Get-Number } }
            5 { Get-Order d { Get-Day } }
            6 { Get-Order ts { Get-Time } }
            7 { Get-TextTest }
            8 { Get-Flag }
            default { Get-TextTest }
        }
        if ($leaf -notmatch ' -and |\.b|, \$null' -and $random.Next(4) -eq 0) { "$(Get-RandomItem @('-not ', '!', '-not -not '))($leaf)" } else { $leaf }
    }

    # Combines conditions with -and, or negates several conditions that are combined with -or.
    function Get-Filter {
        $parts = @(1..$random.Next(1, 4) | ForEach-Object { Get-Condition })
        $open = @($parts | Where-Object { $_ -notmatch ' -and |\.b| -or |, \$null' })
        if ($open.Count -gt 1 -and $random.Next(3) -eq 0) { "-not ($($open -join ' -or '))" } else { ($parts | ForEach-Object { "($_)" }) -join ' -and ' }
    }

    $given = @{
        title   = 'Random rows'
        columns = @(('id', 'INTEGER'), ('n', 'INTEGER'), ('f', 'FLOAT'), ('s', 'STRING'), ('d', 'DATE'), ('ts', 'TIMESTAMP'), ('b', 'BOOLEAN') | ForEach-Object { @{ name = $_[0]; type = $_[1] } })
        rows    = @(1..150 | ForEach-Object {
                , @($_, (Get-Cell { [int](Get-Number) }), (Get-Cell { [double](Get-Number) }), (Get-Cell { Get-RandomItem $words }), (Get-Cell { Get-Day }), (Get-Cell { Get-Time }), (Get-Cell { [bool]$random.Next(2) }))
            })
    }
    $body = [System.Text.Encoding]::UTF8.GetBytes(($given | ConvertTo-Json -Depth 4))
    $id = (Invoke-RestMethod "$($Sandbox.origin)/sandbox/data-marts" -Method Post -ContentType 'application/json' -Body $body).id
    $rows = @(Export-OwoxDataMart $id)
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Random conditions on random rows' {
    It 'have enough nulls and different strings in the rows' {
        $rows.Count | Should -Be 150
        @($rows | Where-Object { $null -eq $_.s }).Count | Should -BeGreaterThan 5
        @($rows.s | Sort-Object -Unique -CaseSensitive).Count | Should -BeGreaterThan 10
    }

    It 'select the same rows as Where-Object' {
        $some = 0
        $operators = @{}
        foreach ($i in 1..400) {
            $text = Get-Filter
            $filter = [scriptblock]::Create($text)
            $why = "seed ${seed}: { $text }"
            $rules = try { @(New-OwoxFilter $filter) } catch { throw "$why is rejected: $_" }
            foreach ($rule in $rules) { $operators[$rule.Operator] = $true }
            $found = try { @(Export-OwoxDataMart $id -Filter $filter -Column id) } catch { throw "${why}: $_" }
            $expected = @($rows | Where-Object $filter)
            ($found.id -join ',') | Should -BeExactly ($expected.id -join ',') -Because $why
            $some += [int]($expected.Count -in 1..149)
        }
        $some | Should -BeGreaterThan 150 -Because "many conditions of seed $seed should match some rows but not all"
        $operators.Keys | Sort-Object | Should -Be (
            'contains', 'ends_with', 'eq', 'gt', 'gte', 'in', 'is_blank', 'is_empty', 'is_false', 'is_not_blank', 'is_not_empty', 'is_not_null', 'is_null', 'is_true',
            'lt', 'lte', 'neq', 'not_contains', 'not_in', 'not_regex', 'regex', 'starts_with') -Because "seed $seed"
    }

    It 'differ only as the help describes: <filter>' -ForEach @(
        @{ filter = '$_.s -eq "ab"'; sql = '$_.s -ceq "ab"' }
        @{ filter = '$_.s -in "ab", "abc"'; sql = '$_.s -cin "ab", "abc"' }
        @{ filter = '$_.s -like "gift*"'; sql = '$_.s -clike "gift*"' }
        @{ filter = '$_.s -match "^a"'; sql = '$_.s -cmatch "^a"' }
        @{ filter = '$_.n -lt 1'; sql = '$null -ne $_.n -and $_.n -lt 1' }
        @{ filter = '-not ($_.n -gt 1)'; sql = '$null -ne $_.n -and $_.n -le 1' }
        @{ filter = '-not $_.b'; sql = '$_.b -eq $false' }
        @{ filter = '$_.b -ne $true'; sql = '$_.b -eq $false' }
    ) {
        $found = @(Export-OwoxDataMart $id -Filter ([scriptblock]::Create($filter)) -Column id)
        ($found.id -join ',') | Should -BeExactly (@($rows | Where-Object ([scriptblock]::Create($sql))).id -join ',')
    }
}
