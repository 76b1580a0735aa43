# The options and the format of CSV files.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder

    # Returns the content of a CSV file with the specified rows.
    function Get-CsvText([string[]] $Row, [hashtable] $With = @{}) {
        Clear-Sandbox
        Add-StreamRow $Row
        $path = Join-Path $folder 'made.csv'
        $result = Export-OwoxDataMart $marts.empty -Path $path @With
        $result.Rows | Should -Be $Row.Count
        Get-Text $path
    }
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'A CSV file' {
    It 'uses <name> as the delimiter' -ForEach @(
        @{ name = 'a semicolon'; delimiter = ';' }
        @{ name = 'a tab'; delimiter = "`t" }
        @{ name = 'a bar'; delimiter = '|' }
    ) {
        $text = Get-CsvText '{"a;b|c":"x;y|z\tw","n":1.5,"t":"plain"}' @{ Delimiter = $delimiter }
        $read = $text | ConvertFrom-Csv -Delimiter $delimiter
        $read.'a;b|c' | Should -BeExactly "x;y|z`tw"
        $read.n | Should -BeExactly '1.5'
        $text | Should -BeLike "*${delimiter}1.5${delimiter}plain`r`n"
    }

    It 'distinguishes null from an empty string' {
        Get-CsvText '{"a":null,"b":"","c":"x"}' | Should -BeExactly "a,b,c`r`n,`"`",x`r`n"
    }

    It 'contains -NullValue for null, and quotes a string that equals it' {
        Get-CsvText '{"a":null,"b":"NULL","c":"","d":"null"}' @{ NullValue = 'NULL' } | Should -BeExactly "a,b,c,d`r`nNULL,`"NULL`",`"`",null`r`n"
    }

    It 'contains quotes instead of an empty line for null in a file of one column' {
        Get-CsvText '{"a":1}', '{"a":null}', '{"a":"x"}' | Should -BeExactly "a`r`n1`r`n`"`"`r`nx`r`n"
        Get-CsvText '{"a":1}', '{"a":null}' @{ NullValue = '\N' } | Should -BeExactly "a`r`n1`r`n\N`r`n"
    }

    It 'quotes <what>' -ForEach @(
        @{ what = 'a comma'; json = 'x,y'; csv = '"x,y"' }
        @{ what = 'a quote'; json = 'x\"y'; csv = '"x""y"' }
        @{ what = 'a line feed'; json = 'x\ny'; csv = "`"x`ny`"" }
        @{ what = 'a carriage return'; json = 'x\ry'; csv = "`"x`ry`"" }
        @{ what = 'a leading space'; json = ' x'; csv = '" x"' }
        @{ what = 'a trailing space'; json = 'x '; csv = '"x "' }
        @{ what = 'a leading tab'; json = '\tx'; csv = "`"`tx`"" }
        @{ what = 'a trailing tab'; json = 'x\t'; csv = "`"x`t`"" }
        @{ what = 'a leading vertical tab'; json = '\u000bx'; csv = "`"$([char]0x0B)x`"" }
        @{ what = 'a trailing form feed'; json = 'x\f'; csv = "`"x$([char]0x0C)`"" }
        @{ what = 'a leading no-break space'; json = "$([char]0xA0)x"; csv = "`"$([char]0xA0)x`"" }
        @{ what = 'a trailing no-break space'; json = "x$([char]0xA0)"; csv = "`"x$([char]0xA0)`"" }
        @{ what = 'a leading next line character'; json = "$([char]0x85)x"; csv = "`"$([char]0x85)x`"" }
        @{ what = 'a trailing em space'; json = "x$([char]0x2003)"; csv = "`"x$([char]0x2003)`"" }
        @{ what = 'a leading ideographic space'; json = "$([char]0x3000)x"; csv = "`"$([char]0x3000)x`"" }
        @{ what = 'a trailing line separator'; json = "x$([char]0x2028)"; csv = "`"x$([char]0x2028)`"" }
        @{ what = 'a leading byte order mark'; json = "$([char]0xFEFF)x"; csv = "`"$([char]0xFEFF)x`"" }
        @{ what = 'no letters at the ends'; json = "éxà"; csv = "éxà" }
        @{ what = 'no white space within the value'; json = "x`u{A0}y`u{3000}z"; csv = "x`u{A0}y`u{3000}z" }
        @{ what = 'a character written as an escape'; json = '\u0078\u002cy'; csv = '"x,y"' }
        @{ what = 'no other characters'; json = "x y; z'\u00e9\/"; csv = "x y; z'é/" }
    ) {
        # The parser reads the first row. The second row uses the layout of the first row.
        $row = "{`"a`":1,`"b`":`"$json`",`"c`":`"$('x' * 40)`"}"
        Get-CsvText $row, $row | Should -BeExactly "a,b,c`r`n1,$csv,$('x' * 40)`r`n1,$csv,$('x' * 40)`r`n"
    }

    It 'keeps leading and trailing white space for Import-Csv' {
        $text = "`tx ", " x`t", "`u{A0}x", "x`u{3000}"
        $rows = $text | ForEach-Object { ConvertTo-Json -Compress -InputObject @{ a = $_ } }
        @(Get-CsvText (@('{"a":"first"}') + $rows) | ConvertFrom-Csv).a | Should -BeExactly (@('first') + $text)
    }

    It 'quotes leading and trailing white space in column names' {
        Get-CsvText '{"\tid":1,"name ":2}' | Should -BeExactly "`"`tid`",`"name `"`r`n1,2`r`n"
    }

    It 'keeps numbers as the server sent them, and nested values as JSON' {
        Get-CsvText '{"a":1.50,"b":1E5,"c":-0,"d":123456789012345678901234567890,"e":true,"f":{"x":[1, 2]},"g":[]}' |
            Should -BeExactly "a,b,c,d,e,f,g`r`n1.50,1E5,-0,123456789012345678901234567890,true,`"{`"`"x`"`":[1, 2]}`",[]`r`n"
    }

    It 'adds an apostrophe before a formula with -EscapeFormula: <json>' -ForEach @(
        @{ json = '=1+1'; csv = "'=1+1" }
        @{ json = '+SUM(A1)'; csv = "'+SUM(A1)" }
        @{ json = '-2+3'; csv = "'-2+3" }
        @{ json = '@cmd'; csv = "'@cmd" }
        @{ json = '\tx'; csv = "'`tx" }
        @{ json = '\rx'; csv = "`"'`rx`"" }
        @{ json = '\u003d1'; csv = "'=1" }
        @{ json = '=HYPERLINK(\"http://x\",\"y\")'; csv = "`"'=HYPERLINK(`"`"http://x`"`",`"`"y`"`")`"" }
        @{ json = '-3.5'; csv = '-3.5' }
        @{ json = '+7'; csv = '+7' }
        @{ json = '-1e5'; csv = '-1e5' }
        @{ json = '-12345678901234567890123456789012345678.9'; csv = '-12345678901234567890123456789012345678.9' }
        @{ json = '-'; csv = "'-" }
        @{ json = '-3.5x'; csv = "'-3.5x" }
        @{ json = 'a=1'; csv = 'a=1' }
    ) {
        # The parser reads the first row. The second row uses the layout of the first row.
        $row = "{`"a`":-5,`"b`":`"$json`"}"
        Get-CsvText $row, $row @{ EscapeFormula = $true } | Should -BeExactly "a,b`r`n-5,$csv`r`n-5,$csv`r`n"
    }

    It 'escapes formulas in column names with -EscapeFormula, and changes nothing without it' {
        Get-CsvText '{"=a()":"=b()"}' @{ EscapeFormula = $true } | Should -BeExactly "'=a()`r`n'=b()`r`n"
        Get-CsvText '{"=a()":"=b()"}' | Should -BeExactly "=a()`r`n=b()`r`n"
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'a quote as delimiter'; with = @{ Delimiter = '"' }; says = 'The delimiter must be' }
        @{ what = 'a line feed as delimiter'; with = @{ Delimiter = "`n" }; says = 'The delimiter must be' }
        @{ what = 'a delimiter beyond ASCII'; with = @{ Delimiter = '§' }; says = 'The delimiter must be' }
        @{ what = 'a letter as delimiter'; with = @{ Delimiter = 'e' }; says = 'The delimiter must be', 'letter, digit, sign or point' }
        @{ what = 'a digit as delimiter'; with = @{ Delimiter = '1' }; says = 'The delimiter must be' }
        @{ what = 'a period as delimiter'; with = @{ Delimiter = '.' }; says = 'The delimiter must be' }
        @{ what = 'a minus as delimiter'; with = @{ Delimiter = '-' }; says = 'The delimiter must be' }
        @{ what = 'a plus as delimiter'; with = @{ Delimiter = '+' }; says = 'The delimiter must be' }
        @{ what = 'a null value that contains the delimiter'; with = @{ NullValue = 'a,b' }; says = '-NullValue cannot contain' }
    ) {
        Clear-Sandbox
        $path = Join-Path $folder 'refused.csv'
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path @with } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Test-Path $path | Should -BeFalse
        Assert-Failure { $marts.orders, $marts.customers | Export-OwoxDataMart -Directory $folder -Format Csv @with } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'accepts any other delimiter: <_>' -ForEach ' ', '_', ':', '/', '#', '~' {
        $read = Get-CsvText '{"a":-1.5e+5,"b":"x _:/#~y","c":true,"d":{"e":[1]}}' @{ Delimiter = $_ } | ConvertFrom-Csv -Delimiter $_
        $read.a, $read.b, $read.c, $read.d | Should -Be '-1.5e+5', 'x _:/#~y', 'true', '{"e":[1]}'
    }

    It 'rejects the options of CSV for another format: <format>' -ForEach @{ format = 'Json' }, @{ format = 'Ndjson' } {
        Clear-Sandbox
        $refused = @{ Id = 'Owox.ParameterHasNoEffect'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }
        $path = Join-Path $folder other.txt
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Format $format -Delimiter ';' } @refused -Says "-Delimiter has no effect in $format", '-Format Csv'
        Assert-Failure { $marts.orders | Export-OwoxDataMart -Directory $folder -Format $format -ExcelFriendly } @refused -Says '-ExcelFriendly'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Test-Path $path | Should -BeFalse
    }

    It 'ignores default values of CSV options for other formats, with a warning: <format>' -ForEach @{ format = 'Json' }, @{ format = 'Ndjson' } {
        $PSDefaultParameterValues = @{ 'Export-Owox*:ExcelFriendly' = $true; 'Export-OwoxDataMart:Delimiter' = ';' }
        $with = @{ Format = $format; Limit = 1; WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue' }
        (Export-OwoxDataMart $marts.orders -Path (Join-Path $folder other.txt) @with).Rows | Should -Be 1
        $warnings.Message | Should -HaveCount 2
        $warnings.Message[0] | Should -BeLike "-Delimiter has no effect in $format*-Format Csv*"
        [System.IO.File]::ReadAllBytes((Join-Path $folder other.txt))[0] | Should -Not -Be 0xEF
        $null = Export-OwoxDataMart $marts.orders -Path (Join-Path $folder other.csv) -Limit 1 -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'contains null for an omitted column, and accepts the keys in any order' {
        Get-CsvText '{"a":1,"b":2}', '{"b":3,"a":4}', '{"b":5}', '{"a":6}', '{}' | Should -BeExactly "a,b`r`n1,2`r`n4,3`r`n,5`r`n6,`r`n,`r`n"
    }

    It 'rejects rows with other columns than the header: <what>' -ForEach @(
        @{ what = 'another column'; row = '{"a":1,"c":2}' }
        @{ what = 'an additional column'; row = '{"a":1,"b":2,"c":3}' }
    ) {
        Clear-Sandbox
        Remove-Item (Join-Path $folder made.csv) -ErrorAction Ignore
        Assert-Failure { Get-CsvText '{"a":1,"b":2}', $row } -Id Owox.StreamMalformed -Category ReadError -Type Owox.OwoxStreamException -Says 'Line 2 of the stream', 'does not match the header'
        Get-Name $folder | Should -Not -Contain made.csv
        Get-Name $folder | Where-Object { $_ -like '*partial*' } | Should -BeNullOrEmpty
    }
}
