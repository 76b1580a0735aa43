# Excel workbooks: typed cells, as two other libraries read them, and what Excel cannot represent.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest @{ rows = 1100000 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder
    $path = Join-Path $folder rows.xlsx
    $invariant = [cultureinfo]::InvariantCulture

    # Exports rows that consist of these lines, from a data mart with these columns, and returns the first sheet.
    function Get-Sheet([object[]] $Field, [string[]] $Line, [hashtable] $With = @{}) {
        Add-StreamRow $Line $Field
        $null = Export-OwoxDataMart $marts.empty -Path $path @With -WarningVariable warnings -WarningAction SilentlyContinue
        $book = Read-FileContent $path
        $book.Errors | Should -BeNullOrEmpty
        $book.Sheets[0] | Add-Member -PassThru -NotePropertyName Warnings -NotePropertyValue @($warnings)
    }

    # The number of a date in a cell.
    function Get-Serial([datetime] $Time) {
        (($Time - [datetime]::new(1899, 12, 30)).Ticks / [double] [timespan]::TicksPerDay).ToString('R', $invariant)
    }

    # The cell that represents a value of an object, as the Open XML SDK reads it.
    function ConvertTo-Cell($Value, [string] $Type) {
        if ($null -eq $Value) { return $null }
        if ($Value -is [bool]) { return "b:$([int] $Value)" }
        if ($Value -is [datetimeoffset]) { $Value = $Value.UtcDateTime }
        if ($Value -is [datetime]) {
            if ($Value -lt [datetime]::new(1900, 3, 1)) { return 's:' + $Value.ToString($(if ($Type -eq 'DATE') { 'yyyy-MM-dd' } else { "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF" + $(if ($Type -eq 'TIMESTAMP') { "'Z'" }) }), $invariant) }
            $format = if ($Type -eq 'DATE') { 'yyyy-mm-dd' } elseif ($Value.Ticks % [timespan]::TicksPerSecond) { 'yyyy-mm-dd hh:mm:ss.000' } else { 'yyyy-mm-dd hh:mm:ss' }
            return "n[$format]:" + (Get-Serial $Value)
        }

        if (($Value -is [long] -or $Value -is [decimal] -or $Value -is [bigint]) -and [bigint]::Abs([bigint] $Value) -gt 999999999999999) { return 's:' + $Value.ToString($invariant) }
        if ($Value -is [double] -and ([double]::IsNaN($Value) -or [double]::IsInfinity($Value))) { return 's:' + $Value.ToString($invariant) }
        if ($Value -is [string]) { return "s:$Value" }
        if ($Value -is [ValueType]) { return 'n[0]:' + ([double] $Value).ToString('R', $invariant) }
        's:' + (ConvertTo-Json -InputObject $Value -Depth 9 -Compress)
    }

    # JSON in a cell, in the form of ConvertTo-Json.
    function ConvertTo-SameJson([string] $Cell) {
        's:' + (ConvertTo-Json -InputObject (ConvertFrom-JsonText $Cell.Substring(2)) -Depth 9 -Compress)
    }

    # Undoes the escape sequences of a cell, as Excel does.
    function ConvertFrom-Escape([string] $Text) {
        [regex]::Replace($Text, '_[xX]([0-9A-Fa-f]{4})_', { [string] [char] [Convert]::ToInt32($args[0].Groups[1].Value, 16) })
    }

    # The text of an entry of the file.
    function Get-Entry([string] $Name) {
        $zip = [System.IO.Compression.ZipFile]::OpenRead($path)
        try { [System.IO.StreamReader]::new($zip.GetEntry($Name).Open()).ReadToEnd() } finally { $zip.Dispose() }
    }
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'A workbook' {
    BeforeEach {
        Clear-Sandbox
        Remove-Item "$folder/*" -Recurse -Force
    }

    It 'has the rows of <mart> in typed cells, for two readers' -ForEach @(@{ mart = 'orders' }, @{ mart = 'awkward' }, @{ mart = 'awkwardValues' }, @{ mart = 'nested' }) {
        $rows = @(Export-OwoxDataMart $marts.$mart -Typed -OnConversionError Keep -Limit 300 -WarningAction SilentlyContinue)
        $types = @{}
        Get-OwoxDataMartColumn $marts.$mart | ForEach-Object { $types[$_.Name] = $_.Type }
        $result = Export-OwoxDataMart $marts.$mart -Path $path -Limit 300 -WarningAction SilentlyContinue
        $result.Format, $result.Rows, $result.Verified, $result.Compressed | Should -Be 'Xlsx', $rows.Count, $true, $false
        $result.Bytes, $result.Sha256 | Should -Be (Get-Item $path).Length, (Get-FileHash $path).Hash
        $book = Read-FileContent $path
        $book.Errors | Should -BeNullOrEmpty
        $sheet = $book.Sheets[0]
        $sheet.OpenXml | Should -HaveCount ($rows.Count + 1)
        $sheet.MiniExcel | Should -HaveCount ($rows.Count + 1)
        $sheet.OpenXml[0].ForEach({ ConvertFrom-Escape $_ }) | Should -BeExactly $result.Columns.ForEach({ "s:$_" })
        for ($i = 0; $i -lt $rows.Count; $i++) {
            $values = @($rows[$i].PSObject.Properties | ForEach-Object { , $_.Value })
            for ($j = 0; $j -lt $values.Count; $j++) {
                $expected = ConvertTo-Cell $values[$j] $types[$result.Columns[$j]]
                $cell = $sheet.OpenXml[$i + 1][$j]
                $isJson = $null -ne $values[$j] -and $values[$j] -isnot [string] -and $values[$j] -isnot [ValueType]
                if ($cell -clike 's:*') { $cell = ConvertFrom-Escape $cell }
                if ($isJson) { $cell = ConvertTo-SameJson $cell }
                if ($cell -cne $expected) {
                    "row $i, column $j, Open XML: $cell" | Should -BeExactly $expected
                }

                $other = $sheet.MiniExcel[$i + 1][$j]
                $same = if ($expected -clike 'n*yyyy*') { [Math]::Abs(([datetime]::ParseExact($other.Substring(2), 'o', $invariant) - [datetime]::FromOADate($expected.Split(':')[-1])).TotalMilliseconds) -lt 2 }
                elseif ($expected -clike 'n*') { [double]::Parse($other.Substring(2), $invariant) -eq [double]::Parse($expected.Substring(5), $invariant) }
                elseif ($expected -clike 'b:*') { $other -ceq $(if ($expected -ceq 'b:1') { 'b:true' } else { 'b:false' }) }
                elseif ($null -eq $expected -or $expected -ceq 's:') { $null -eq $other -or $other -ceq 's:' }
                else { $(if ($isJson) { ConvertTo-SameJson $other } else { ConvertFrom-Escape $other }) -ceq $expected }
                if (-not $same) {
                    "row $i, column $j, MiniExcel: $other" | Should -BeExactly $expected
                }
            }
        }
    }

    It 'has a frozen bold header with a filter, column widths, and the title as the name of its sheet' {
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 5
        $sheet = (Read-FileContent $path).Sheets[0]
        $sheet.Name, $sheet.FrozenRows, $sheet.Filter | Should -Be 'Orders', 1, 'A1:J1048576'.Replace('J', [string] [char] (64 + $sheet.OpenXml[0].Count))
        $sheet.BoldRows | Should -Be 1
        $sheet.Widths | Should -HaveCount $sheet.OpenXml[0].Count
        $widths = (Get-Sheet @(@{ name = 'a'; type = 'STRING' }, @{ name = 'b'; type = 'STRING' }, @{ name = 'long_column_name'; type = 'DATE' }) "{`"a`":`"$('x' * 500)`",`"b`":`"$('x' * 30)`",`"long_column_name`":`"2026-01-01`"}").Widths
        $widths | Should -Be 60, 32, 20
    }

    It 'has a header and no rows if there are no rows' {
        (Export-OwoxDataMart $marts.empty -Path $path).Rows | Should -Be 0
        $sheet = (Read-FileContent $path).Sheets[0]
        $sheet.OpenXml | Should -HaveCount 1
        $sheet.OpenXml[0] | Should -BeExactly (Get-OwoxDataMartColumn $marts.empty).Name.ForEach({ "s:$_" })
    }

    It 'keeps text as text, with every character' {
        $texts = '0123', '=1+1', '+1', '-1', '@a', '2026-01-01', 'true', ' a ', "a`r`nb`tc`n", "`u{0}`u{1}`u{1F}`u{FFFE}`u{FFFF}", '_x0041_', '_X0041_', '_x41_', '<&>"''', '😀 ü', '1E5', ''
        $sheet = Get-Sheet @{ name = 'a'; type = 'STRING' } $texts.ForEach({ @{ a = $_ } | ConvertTo-Json -Compress })
        $sheet.OpenXml[1..$texts.Count].ForEach({ ConvertFrom-Escape $_[0] }) | Should -BeExactly $texts.ForEach({ "s:$_" })
        Get-Entry xl/worksheets/sheet1.xml | Should -Not -Match '<f>'
    }

    It 'writes values that Excel does not have as text, and warns once for each kind' {
        $fields = @(@{ name = 'i'; type = 'INTEGER' }, @{ name = 'n'; type = 'NUMERIC' }, @{ name = 'f'; type = 'FLOAT' }, @{ name = 'd'; type = 'DATE' }, @{ name = 't'; type = 'TIMESTAMP' }, @{ name = 'x'; type = 'DATETIME' })
        $sheet = Get-Sheet $fields @(
            '{"i":999999999999999,"n":"123456789012.345","f":0.1,"d":"1900-03-01","t":"1900-03-01T00:00:00Z","x":"2026-01-02 03:04:05.678"}'
            '{"i":"1234567890123456","n":"0.1234567890123456789","f":"NaN","d":"1900-02-28","t":"1899-12-31T01:02:03.5Z","x":"soon"}'
            '{"i":-9223372036854775808,"n":"12345678901234567890123456789012345678","f":"-inf","d":"0001-01-01","t":"2026-01-02 03:04:05.1 UTC","x":null}'
        )
        $warnings = $sheet.Warnings
        $sheet.OpenXml[1] | Should -BeExactly 'n[0]:999999999999999', 'n[0]:123456789012.345', 'n[0]:0.1', 'n[yyyy-mm-dd]:61', 'n[yyyy-mm-dd hh:mm:ss]:61', "n[yyyy-mm-dd hh:mm:ss.000]:$(Get-Serial ([datetime]::new(2026, 1, 2, 3, 4, 5, 678)))"
        $sheet.OpenXml[2] | Should -BeExactly 's:1234567890123456', 'n[0]:0.12345678901234568', 's:NaN', 's:1900-02-28', 's:1899-12-31T01:02:03.5Z', 's:soon'
        $sheet.OpenXml[3][0, 1, 2, 3] | Should -BeExactly 's:-9223372036854775808', 's:12345678901234567890123456789012345678', 's:-Infinity', 's:0001-01-01'
        $sheet.OpenXml[3][4] | Should -BeLike 'n`[yyyy-mm-dd hh:mm:ss.000`]:46024.*'
        $warnings | Should -HaveCount 4
        $warnings[0] | Should -BeLike "*$path*15 digits*integers*text, in the columns 'i', 'n'."
        $warnings[1] | Should -BeLike "*decimal numbers*rounded, in the column 'n'."
        $warnings[2] | Should -BeLike "*before 1900-03-01*text, in the columns 'd', 't'."
        $warnings[3] | Should -BeLike "*do not match the type*NaN*text, in the columns 'f', 'x'."
    }

    It 'ends with an error for a value of another type with -OnConversionError Stop' {
        Add-StreamRow '{"d":"2026-01-01"}', '{"d":"soon"}' @{ name = 'd'; type = 'DATE' }
        Assert-Failure { Export-OwoxDataMart $marts.empty -Path $path -OnConversionError Stop } -Id Owox.ConversionFailed -Category InvalidData -Type Owox.OwoxConversionException -Says "Row 2, column 'd': the value is not a valid DATE"
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'has text of 32,767 characters, and reports longer text with its row and column' {
        (Get-Sheet @{ name = 'a'; type = 'STRING' } (@{ a = 'x' * 32767 } | ConvertTo-Json -Compress)).OpenXml[1][0].Length | Should -Be 32769
        $before = (Get-FileHash $path).Hash
        Add-StreamRow '{"a":"x"}', (@{ a = 'x' * 32768 } | ConvertTo-Json -Compress) @{ name = 'a'; type = 'STRING' }
        $failure = Get-Failure { Export-OwoxDataMart $marts.empty -Path $path }
        Assert-Failure { throw $failure } -Id Owox.ConversionFailed -Category InvalidData -Type Owox.OwoxConversionException -Says "Row 2, column 'a': the text has 32,768 characters, and a cell of Excel can have 32,767"
        $failure.Exception.Row, $failure.Exception.Column | Should -Be 2, 'a'
        (Get-FileHash $path).Hash | Should -BeExactly $before
        Get-Name $folder | Should -Be rows.xlsx
    }

    It 'rejects a row with a column that the header does not have' {
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        Add-Fault 'GET *.ndjson' malformed-line @{ text = "{`"a`":1}`n{`"a`":1,`"b`":2}" }
        Assert-Failure { Export-OwoxDataMart $marts.empty -Path $path } -Id Owox.StreamMalformed -Category ReadError -Type Owox.OwoxStreamException -Says 'Line 2', 'does not match the header'
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'names the sheet as Excel allows: <title>' -ForEach @(
        @{ title = 'a:b\c/d?e*f[g]h'; name = 'a-b-c-d-e-f-g-h' }, @{ title = "'quoted'"; name = 'quoted' }, @{ title = 'history'; name = 'history-' }
        @{ title = 'x' * 40; name = 'x' * 31 }, @{ title = ('x' * 30) + '😀'; name = 'x' * 30 }, @{ title = "''"; name = 'Rows' }
    ) {
        $data = @{ title = $title; columns = @(@{ name = 'a'; type = 'STRING' }); rows = @(, @('1')) }
        $id = (Invoke-RestMethod "$($Sandbox.origin)/sandbox/data-marts" -Method Post -ContentType application/json -Body ($data | ConvertTo-Json -Depth 5)).id
        $null = Export-OwoxDataMart $id -Path $path
        (Read-FileContent $path).Sheets.Name | Should -BeExactly $name
    }

    It 'continues on another sheet after 1,048,575 rows' {
        (Export-OwoxDataMart $marts.events -Path $path -Column id -Limit 1048580).Rows | Should -Be 1048580
        $book = Get-Entry xl/workbook.xml
        [regex]::Matches($book, '<sheet name="([^"]+)"').ForEach({ $_.Groups[1].Value }) | Should -BeExactly 'Events', 'Events (2)'
        $first, $second = (Get-Entry xl/worksheets/sheet1.xml), (Get-Entry xl/worksheets/sheet2.xml)
        $first.Substring($first.LastIndexOf('<row r="')) | Should -BeLike '<row r="1048576">*'
        $second.Substring($second.LastIndexOf('<row r="')) | Should -BeLike '<row r="6">*'
        $header = '<row r="1"><c(?<style>[^>]*)><is><t[^>]*>id</t></is></c></row>'
        [regex]::Match($second, $header).Groups['style'].Value | Should -BeExactly ([regex]::Match($first, $header).Groups['style'].Value) -Because 'the header has the same style on each sheet'
        [regex]::Match($second, $header).Groups['style'].Value | Should -Match ' s="[1-9]'
        foreach ($part in '<sheetView[ >].*?</sheetView>', '<cols>.*?</cols>', '<autoFilter [^>]*>') {
            [regex]::Match($second, $part).Value | Should -Not -BeNullOrEmpty -Because $part
        }

        [regex]::Match($second, '<autoFilter [^>]*>').Value | Should -BeExactly ([regex]::Match($first, '<autoFilter [^>]*>').Value)
        [regex]::Match($second, '<pane [^>]*>').Value | Should -BeExactly ([regex]::Match($first, '<pane [^>]*>').Value)
        [regex]::Matches($first.Substring(0, 2000) + $second, '<v>(\d+)</v>').ForEach({ $_.Groups[1].Value })[0, -1] | Should -Be '100000000', '101048579'
    }
}

Describe 'The parameters of an export' {
    BeforeEach {
        Clear-Sandbox
        Remove-Item "$folder/*" -Recurse -Force
    }

    It 'reports before any request: <what>' -ForEach @(
        @{ what = '-Append'; with = @{ Path = 'a.xlsx'; Append = $true }; says = 'cannot be appended to an Excel workbook' }
        @{ what = '-Append with -Incremental'; with = @{ Path = 'a.xlsx'; Append = $true; Incremental = $true; Watermark = 'created_ts' }; says = 'omit -Append: each run then writes a separate file' }
        @{ what = '-Compress'; with = @{ Path = 'a.xlsx'; Compress = $true }; says = 'already compressed' }
        @{ what = '.gz'; with = @{ Path = 'a.xlsx.gz' }; says = 'already compressed' }
        @{ what = '-Compress with -Directory'; with = @{ Directory = 'd'; Format = 'Xlsx'; Compress = $true }; says = 'already compressed' }
    ) {
        Push-Location $folder
        try { Assert-Failure { Export-OwoxDataMart $marts.orders @with } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says }
        finally { Pop-Location }
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'reports a parameter without effect: <what>' -ForEach @(
        @{ what = '-ExcelFriendly'; with = @{ Path = 'a.xlsx'; ExcelFriendly = $true }; says = '-ExcelFriendly has no effect in Xlsx' }
        @{ what = '-OnConversionError for CSV'; with = @{ Path = 'a.csv'; OnConversionError = 'Keep' }; says = '-OnConversionError has no effect in Csv' }
    ) {
        Assert-Failure { Export-OwoxDataMart $marts.orders @with } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'write workbooks of reports, to folders and incrementally' {
        $report = '3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b316'
        $one = Export-OwoxReport $report -Path $path
        $sheet = (Read-FileContent $path).Sheets[0]
        $sheet.Name | Should -BeExactly (Get-OwoxReport -Id $report).Title
        $sheet.OpenXml | Should -HaveCount ($one.Rows + 1)
        $many = Export-OwoxDataMart $marts.orders, $marts.customers -Directory $folder -Format Xlsx -Limit 3
        $many.Path | Should -BeLike '*.xlsx'
        (Read-FileContent ($many.Path | Sort-Object)).Sheets.Name | Should -BeExactly 'Customers', 'Orders'
        $window = Export-OwoxDataMart $marts.customers -Path (Join-Path $folder series.xlsx) -Incremental -Watermark signed_up
        Split-Path $window.Path -Leaf | Should -Be series.first.xlsx
        Test-Path (Join-Path $folder series.xlsx.owox-state.json) | Should -BeTrue
    }

    It 'writes the workbook without the title if the data mart cannot be read' {
        Add-Fault "GET /api/data-marts/$($marts.orders)" status @{ status = 403; body = @{ message = 'no' }; times = 0 }
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 1
        (Read-FileContent $path).Sheets.Name | Should -BeExactly $marts.orders.Substring(0, 31)
    }
}
