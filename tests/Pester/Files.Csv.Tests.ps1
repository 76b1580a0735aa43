# What a CSV file can be made to look like.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    Import-Module (Join-Path $PSScriptRoot 'Files.psm1')
    Import-Owox
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder

    # The lines of a CSV file of the given rows: the only ones of a data mart without any.
    function Get-CsvOf([string[]] $Row, [hashtable] $With = @{}) {
        Clear-Sandbox
        Add-Fault 'GET *.ndjson' malformed-line @{ text = $Row -join "`n" }
        Add-Fault 'GET *.ndjson' run-record @{ status = 'SUCCESS'; rowCount = $Row.Count }
        $path = Join-Path $folder 'made.csv'
        $result = Export-OwoxDataMart $marts.empty -Path $path @With
        $result.Rows | Should -Be $Row.Count
        Get-Text $path
    }
}

AfterAll {
    Clear-Sandbox
    Remove-Item $folder -Recurse -Force
}

Describe 'A CSV file' {
    It 'has <name> between its values' -ForEach @(
        @{ name = 'a semicolon'; delimiter = ';' }
        @{ name = 'a tab'; delimiter = "`t" }
        @{ name = 'a bar'; delimiter = '|' }
    ) {
        $text = Get-CsvOf '{"a;b|c":"x;y|z\tw","n":1.5,"t":"plain"}' @{ Delimiter = $delimiter }
        $read = $text | ConvertFrom-Csv -Delimiter $delimiter
        $read.'a;b|c' | Should -BeExactly "x;y|z`tw"
        $read.n | Should -BeExactly '1.5'
        $text | Should -BeLike "*${delimiter}1.5${delimiter}plain`r`n"
    }

    It 'tells null from an empty text' {
        Get-CsvOf '{"a":null,"b":"","c":"x"}' | Should -BeExactly "a,b,c`r`n,`"`",x`r`n"
    }

    It 'has -NullValue for null, and text that says the same in quotes' {
        Get-CsvOf '{"a":null,"b":"NULL","c":"","d":"null"}' @{ NullValue = 'NULL' } | Should -BeExactly "a,b,c,d`r`nNULL,`"NULL`",`"`",null`r`n"
    }

    It 'of one column has no empty line, which readers take for none' {
        Get-CsvOf '{"a":1}', '{"a":null}', '{"a":"x"}' | Should -BeExactly "a`r`n1`r`n`"`"`r`nx`r`n"
        Get-CsvOf '{"a":1}', '{"a":null}' @{ NullValue = '\N' } | Should -BeExactly "a`r`n1`r`n\N`r`n"
    }

    It 'quotes <what>' -ForEach @(
        @{ what = 'a comma'; json = 'x,y'; csv = '"x,y"' }
        @{ what = 'a quote'; json = 'x\"y'; csv = '"x""y"' }
        @{ what = 'a line end'; json = 'x\ny'; csv = "`"x`ny`"" }
        @{ what = 'a carriage return'; json = 'x\ry'; csv = "`"x`ry`"" }
        @{ what = 'a blank before it'; json = ' x'; csv = '" x"' }
        @{ what = 'a blank behind it'; json = 'x '; csv = '"x "' }
        @{ what = 'a character written as an escape'; json = '\u0078\u002cy'; csv = '"x,y"' }
        @{ what = 'nothing else'; json = "x y; z'\u00e9\/"; csv = "x y; z'é/" }
    ) {
        Get-CsvOf "{`"a`":1,`"b`":`"$json`"}" | Should -BeExactly "a,b`r`n1,$csv`r`n"
    }

    It 'keeps numbers as the server wrote them, and nested values as JSON' {
        Get-CsvOf '{"a":1.50,"b":1E5,"c":-0,"d":123456789012345678901234567890,"e":true,"f":{"x":[1, 2]},"g":[]}' |
            Should -BeExactly "a,b,c,d,e,f,g`r`n1.50,1E5,-0,123456789012345678901234567890,true,`"{`"`"x`"`":[1, 2]}`",[]`r`n"
    }

    It 'has an apostrophe before a formula with -EscapeFormula: <json>' -ForEach @(
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
        # The first row goes through the reader, the second one by the layout of the first.
        $row = "{`"a`":-5,`"b`":`"$json`"}"
        Get-CsvOf $row, $row @{ EscapeFormula = $true } | Should -BeExactly "a,b`r`n-5,$csv`r`n-5,$csv`r`n"
    }

    It 'escapes formulas in names of columns as well, and leaves all as it is without -EscapeFormula' {
        Get-CsvOf '{"=a()":"=b()"}' @{ EscapeFormula = $true } | Should -BeExactly "'=a()`r`n'=b()`r`n"
        Get-CsvOf '{"=a()":"=b()"}' | Should -BeExactly "=a()`r`n=b()`r`n"
    }

    It 'refuses <what>' -ForEach @(
        @{ what = 'a quote as delimiter'; with = @{ Delimiter = '"' }; says = 'The delimiter is' }
        @{ what = 'a line end as delimiter'; with = @{ Delimiter = "`n" }; says = 'The delimiter is' }
        @{ what = 'a delimiter beyond ASCII'; with = @{ Delimiter = '§' }; says = 'The delimiter is' }
        @{ what = 'a letter as delimiter'; with = @{ Delimiter = 'e' }; says = 'The delimiter is', 'no letter, digit, sign or point' }
        @{ what = 'a digit as delimiter'; with = @{ Delimiter = '1' }; says = 'The delimiter is' }
        @{ what = 'a point as delimiter'; with = @{ Delimiter = '.' }; says = 'The delimiter is' }
        @{ what = 'a minus as delimiter'; with = @{ Delimiter = '-' }; says = 'The delimiter is' }
        @{ what = 'a plus as delimiter'; with = @{ Delimiter = '+' }; says = 'The delimiter is' }
        @{ what = 'a null value with the delimiter'; with = @{ NullValue = 'a,b' }; says = '-NullValue cannot hold' }
    ) {
        Clear-Sandbox
        $path = Join-Path $folder 'refused.csv'
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path @with } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Test-Path $path | Should -BeFalse
        Assert-Failure { $marts.orders, $marts.customers | Export-OwoxDataMart -Directory $folder -Format Csv @with } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'has any other delimiter that is plain: <_>' -ForEach ' ', '_', ':', '/', '#', '~' {
        $read = Get-CsvOf '{"a":-1.5e+5,"b":"x _:/#~y","c":true,"d":{"e":[1]}}' @{ Delimiter = $_ } | ConvertFrom-Csv -Delimiter $_
        $read.a, $read.b, $read.c, $read.d | Should -Be '-1.5e+5', 'x _:/#~y', 'true', '{"e":[1]}'
    }

    It 'is what its options are for, and another format says so: <format>' -ForEach @{ format = 'Json' }, @{ format = 'Ndjson' } {
        Clear-Sandbox
        $with = @{ Format = $format; Limit = 1; ExcelFriendly = $true; Delimiter = ';'; WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue' }
        (Export-OwoxDataMart $marts.orders -Path (Join-Path $folder other.txt) @with).Rows | Should -Be 1
        $warnings.Message | Should -Be "-Delimiter, -ExcelFriendly: for CSV files only, so nothing comes of it in $format. Give -Format Csv, or a path that ends with .csv."
        [System.IO.File]::ReadAllBytes((Join-Path $folder other.txt))[0] | Should -Not -Be 0xEF
        $null = $marts.orders, $marts.customers | Export-OwoxDataMart -Directory $folder @with
        $warnings | Should -HaveCount 1
        $null = Export-OwoxDataMart $marts.orders -Path (Join-Path $folder other.csv) -Limit 1 -ExcelFriendly -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'refuses rows that do not fit under its header: <what>' -ForEach @(
        @{ what = 'another column'; row = '{"a":1,"c":2}' }
        @{ what = 'another order'; row = '{"b":1,"a":2}' }
        @{ what = 'a column more'; row = '{"a":1,"b":2,"c":3}' }
        @{ what = 'a column less'; row = '{"a":1}' }
    ) {
        Clear-Sandbox
        Remove-Item (Join-Path $folder made.csv) -ErrorAction Ignore
        Assert-Failure { Get-CsvOf '{"a":1,"b":2}', $row } -Id Owox.StreamMalformed -Category ReadError -Type Owox.OwoxStreamException -Says 'Line 2 of the stream', 'under the header'
        Get-Name $folder | Should -Not -Contain made.csv
        Get-Name $folder | Where-Object { $_ -like '*partial*' } | Should -BeNullOrEmpty
    }
}
