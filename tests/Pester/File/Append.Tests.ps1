# -Append: rows are added to an existing file, or the file remains unchanged.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts

    # Returns the text compressed with gzip.
    function Compress-Text([string] $Text) {
        $target = [System.IO.MemoryStream]::new()
        $gzip = [System.IO.Compression.GZipStream]::new($target, [System.IO.Compression.CompressionLevel]::Fastest)
        $bytes = [System.Text.Encoding]::UTF8.GetBytes($Text)
        $gzip.Write($bytes, 0, $bytes.Count)
        $gzip.Dispose()
        , $target.ToArray()
    }

    $cannot = @{ Id = 'Owox.FileWriteFailed'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }
}

AfterAll {
    Stop-OwoxTest
}

Describe '-Append' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'adds rows to <name>, with one header' -ForEach @(
        @{ name = 'rows.csv' }, @{ name = 'rows.csv.gz' }, @{ name = 'rows.ndjson' }, @{ name = 'rows.ndjson.gz' }
    ) {
        $path = Join-Path $folder $name
        $first = Export-OwoxDataMart $marts.orders -Path $path -Limit 3 -Append
        $before = Get-Text $path
        $second = Export-OwoxDataMart $marts.orders -Path $path -Limit 5 -Append
        $first.Rows, $second.Rows | Should -Be 3, 5
        $second.Bytes | Should -Be ([System.IO.FileInfo]::new($path).Length)
        $second.Sha256 | Should -BeExactly (Get-FileHash -LiteralPath $path).Hash
        $after = Get-Text $path
        $after.Substring(0, $before.Length) | Should -BeExactly $before
        $read = if ($name -like '*.csv*') { $after | ConvertFrom-Csv } else { $after.TrimEnd("`n").Split("`n") | ConvertFrom-Json }
        $read.order_id | Should -Be 1, 2, 3, 1, 2, 3, 4, 5
        Get-Name $folder | Should -Be $name
    }

    It 'adds rows to files that use options: <what>' -ForEach @(
        @{ what = '-ExcelFriendly'; with = @{ ExcelFriendly = $true } }
        @{ what = '-Delimiter'; with = @{ Delimiter = '|' } }
    ) {
        $path = Join-Path $folder rows.csv
        1..2 | ForEach-Object { $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 2 -Append @with }
        $text = [System.IO.File]::ReadAllText($path)
        $text.TrimEnd().Split("`n") | Should -HaveCount 5
        $text.IndexOf([char]0xFEFF) | Should -Be (-1)
        ([System.IO.File]::ReadAllBytes($path)[0] -eq 0xEF) | Should -Be ($what -eq '-ExcelFriendly')
    }

    It 'writes to an empty file, and keeps a file to which no rows are added: <name>' -ForEach @(@{ name = 'rows.csv' }, @{ name = 'rows.ndjson' }) {
        $path = Join-Path $folder $name
        $null = New-Item $path
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 2 -Append
        $before = Get-Text $path
        $result = Export-OwoxDataMart $marts.orders -Path $path -Append -Filter @{ column = 'order_id'; operator = 'lt'; value = 0 }
        $result.Rows | Should -Be 0
        Get-Text $path | Should -BeExactly $before
    }

    It 'adds rows to a file of Export-Csv' {
        $path = Join-Path $folder rows.csv
        Export-OwoxDataMart $marts.orders -Limit 2 | Export-Csv $path
        $null = Export-OwoxDataMart $marts.orders -Limit 3 -Path $path -Append
        (Import-Csv $path).order_id | Should -Be 1, 2, 1, 2, 3
        $ends = [regex]::Matches((Get-Text $path), "\r?\n").Value | Sort-Object -Unique
        $ends | Should -HaveCount 1 -Because 'all lines have the same line ending'
    }

    It 'compresses an empty file even without rows' {
        $path = Join-Path $folder rows.ndjson.gz
        $null = New-Item $path
        $null = Export-OwoxDataMart $marts.orders -Path $path -Append -Filter @{ column = 'order_id'; operator = 'lt'; value = 0 }
        [System.IO.File]::ReadAllBytes($path)[0..1] | Should -Be 0x1F, 0x8B
        Get-Text $path | Should -BeExactly ''
    }

    It 'accepts several data marts with the same columns' {
        $path = Join-Path $folder rows.csv
        $results = $marts.customers, $marts.customers | Export-OwoxDataMart -Path $path -Limit 2 -Append
        $results | Should -HaveCount 2
        Import-Csv $path | Should -HaveCount 4
    }

    It 'reports an error and leaves the file unchanged: <what>' -ForEach @(
        @{ what = 'other columns, CSV'; name = 'f.csv'; text = "a,b`r`n1,2`r`n"; says = 'its columns or its delimiter'; isFree = $true }
        @{ what = 'another delimiter'; name = 'f.csv'; text = "date;revenue`r`n1;2`r`n"; says = 'its columns or its delimiter'; isFree = $true }
        @{ what = 'other columns, NDJSON'; name = 'f.ndjson'; text = "{`"a`":1}`n"; says = 'its columns differ'; isFree = $true }
        @{ what = 'another order of columns, NDJSON'; name = 'f.ndjson'; text = "{`"revenue`":1,`"date`":2}`n"; says = 'its columns differ'; isFree = $true }
        @{ what = 'not NDJSON'; name = 'f.ndjson'; text = "hello`n"; says = 'its first line is not a row' }
        @{ what = 'an unfinished line, CSV'; name = 'f.csv'; text = "date,revenue`r`n2025-01-01,"; says = 'its last line is incomplete' }
        @{ what = 'an unfinished line, NDJSON'; name = 'f.ndjson'; text = '{"date":1,"revenue":2}'; says = 'its last line is incomplete' }
        @{ what = 'a .gz file without compression'; name = 'f.csv.gz'; text = "date,revenue`r`n"; says = 'it is not compressed' }
        @{ what = 'compressed data without .gz'; name = 'f.csv'; bytes = 0x1F, 0x8B, 8, 0; says = 'it is compressed' }
        @{ what = 'a first line that is not a row, NDJSON'; name = 'f.ndjson'; text = "date,revenue`n{`"date`":1,`"revenue`":2}`n"; says = 'its first line is not a row'; isFree = $true }
        @{ what = 'an array, NDJSON'; name = 'f.ndjson'; text = "[1,2]`n"; says = 'its first line is not a row'; isFree = $true }
        @{ what = 'an empty first line, CSV'; name = 'f.csv'; text = "`r`ndate,revenue`r`n"; says = 'its first line is empty'; isFree = $true }
        @{ what = 'text in UTF-16'; name = 'f.csv'; bytes = [System.Text.Encoding]::Unicode.GetPreamble() + [System.Text.Encoding]::Unicode.GetBytes("date,revenue`r`n") + 10; says = 'not UTF-8 text'; isFree = $true }
        @{ what = 'gzip without its end'; name = 'f.csv.gz'; zip = "date,revenue`r`n1,2`r`n"; cut = 5; says = 'the end of its compressed data is missing'; isFree = $true }
        @{ what = 'gzip without its trailer'; name = 'f.ndjson.gz'; zip = "{`"date`":1,`"revenue`":2}`n"; cut = 8; says = 'the end of its compressed data is missing'; isFree = $true }
        @{ what = 'gzip with bytes after its end'; name = 'f.csv.gz'; zip = "date,revenue`r`n1,2`r`n"; more = "1,2`r`n"; says = 'bytes after the end of its compressed data'; isFree = $true }
        @{ what = 'gzip with a wrong checksum'; name = 'f.csv.gz'; zip = "date,revenue`r`n1,2`r`n"; change = -6; says = 'the end of its compressed data is missing'; isFree = $true }
        @{ what = 'damaged gzip'; name = 'f.csv.gz'; bytes = 0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 255, 255, 255, 1; says = 'damaged' }
    ) {
        $path = Join-Path $folder $name
        $old = if ($bytes) { [byte[]]$bytes } elseif ($zip) { Compress-Text $zip } else { [System.Text.Encoding]::UTF8.GetBytes($text) }
        if ($cut) { $old = $old[0..($old.Count - 1 - $cut)] }
        if ($more) { $old += [System.Text.Encoding]::UTF8.GetBytes($more) }
        if ($change) { $old[$change] = $old[$change] -bxor 0x55 }
        [System.IO.File]::WriteAllBytes($path, $old)
        Assert-Failure { Export-OwoxDataMart $marts.orders -Column date, revenue -Limit 3 -Path $path -Append } @cannot -Says 'Rows cannot be appended', $says, 'The file is unchanged'
        [System.IO.File]::ReadAllBytes($path) | Should -Be $old
        Get-Name $folder | Should -Be $name
        if ($isFree) {
            Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty -Because 'the query is billed'
        }
    }

    It 'compares the schema with an existing file before the query: <what>' -ForEach @(
        @{ what = 'all columns, CSV'; name = 'f.csv'; text = "a,b`r`n1,2`r`n" }
        @{ what = 'a missing column'; name = 'f.ndjson'; text = "{`"customer_id`":1}`n" }
        @{ what = 'an additional column'; name = 'f.csv'; more = 'extra' }
        @{ what = 'an aggregate'; name = 'f.csv'; text = "segment,customer_id | SUM`r`nx,1`r`n"; with = @{ Column = 'segment', 'customer_id'; Aggregation = @{ customer_id = 'COUNT' } } }
        @{ what = 'column names in another case'; name = 'f.csv'; with = @{ Column = 'customer_id' }; text = "CUSTOMER_ID`r`n1`r`n" }
    ) {
        $path = Join-Path $folder $name
        if ($more) {
            $null = Export-OwoxDataMart $marts.customers -Limit 1 -Path $path
            $text = (Get-Text $path) -replace '^([^\r]+)', "`$1,$more"
            Clear-Sandbox
        }

        [System.IO.File]::WriteAllText($path, $text)
        $with ??= @{}
        Assert-Failure { Export-OwoxDataMart $marts.customers -Path $path -Append @with } @cannot -Says 'Rows cannot be appended', 'its columns'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty -Because 'the query is billed'
        [System.IO.File]::ReadAllText($path) | Should -BeExactly $text
    }

    It 'compares the columns of the rows when the schema is unavailable' {
        $path = Join-Path $folder f.csv
        [System.IO.File]::WriteAllText($path, "a,b`r`n1,2`r`n")
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        Assert-Failure { Export-OwoxDataMart $marts.customers -Path $path -Append } @cannot -Says 'Rows cannot be appended', 'its columns'
        Get-SandboxRequest '*.ndjson' | Should -HaveCount 1
        [System.IO.File]::ReadAllText($path) | Should -BeExactly "a,b`r`n1,2`r`n"
    }

    It 'compares the columns of a report before the query, and adds rows with the same columns' {
        $path = Join-Path $folder f.csv
        $report = Get-OwoxReport | Where-Object DataMartId -EQ $marts.orders | Select-Object -First 1
        [System.IO.File]::WriteAllText($path, "a,b`r`n1,2`r`n")
        Assert-Failure { $report | Export-OwoxReport -Path $path -Append } @cannot -Says 'Rows cannot be appended', 'its columns'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty -Because 'the query is billed'
        Remove-Item $path
        1..2 | ForEach-Object { $null = $report | Export-OwoxReport -Limit 2 -Path $path -Append }
        Import-Csv $path | Should -HaveCount 4
    }

    It 'adds rows with aggregates and with names that look like formulas' {
        $path = Join-Path $folder sums.csv
        1..2 | ForEach-Object { $null = Export-OwoxDataMart $marts.orders -Column country, cost -Aggregation @{ cost = 'SUM' } -Limit 2 -Path $path -Append }
        Import-Csv $path | Should -HaveCount 4
        $path = Join-Path $folder names.csv
        1..2 | ForEach-Object { $null = Export-OwoxDataMart $marts.awkward -Limit 2 -Path $path -Append -EscapeFormula -WarningAction SilentlyContinue }
        [System.IO.File]::ReadAllLines($path) | Should -HaveCount 5
    }

    It 'writes to a file that contains only a byte order mark: <name>' -ForEach @(@{ name = 'rows.csv' }, @{ name = 'rows.csv.gz' }) {
        $path = Join-Path $folder $name
        $mark = [char]0xFEFF
        [System.IO.File]::WriteAllBytes($path, $(if ($name -like '*.gz') { Compress-Text $mark } else { [System.Text.Encoding]::UTF8.GetBytes($mark) }))
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 2 -Append -ExcelFriendly -Delimiter ','
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 3 -Append -ExcelFriendly -Delimiter ','
        $text = Get-Text $path
        $text.Split($mark) | Should -HaveCount 2
        ($text.TrimStart($mark) | ConvertFrom-Csv).order_id | Should -Be 1, 2, 1, 2, 3
    }

    It 'adds rows to a CSV file without rows: <name>' -ForEach @(@{ name = 'rows.csv' }, @{ name = 'rows.csv.gz' }) {
        $path = Join-Path $folder $name
        $none = @{ column = 'order_id'; operator = 'lt'; value = 0 }
        $null = Export-OwoxDataMart $marts.orders -Path $path -Filter $none
        $null = Export-OwoxDataMart $marts.orders -Path $path -Append -Filter $none
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 2 -Append
        (Get-Text $path | ConvertFrom-Csv).order_id | Should -Be 1, 2
    }

    It 'rejects a JSON array' {
        $path = Join-Path $folder rows.json
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Append } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'cannot be appended to a JSON array', 'Ndjson'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'leaves the file unchanged after an incomplete stream' {
        $path = Join-Path $folder rows.csv
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 3
        $before = Get-FileHash $path
        Add-Fault 'GET *.ndjson' cut-chunked @{ afterRows = 1000 }
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Append } -Id Owox.StreamIncomplete -Category ReadError -Type Owox.OwoxStreamException -Says 'is incomplete'
        (Get-FileHash $path).Hash | Should -BeExactly $before.Hash
        Get-Name $folder | Should -Be rows.csv
    }
}
