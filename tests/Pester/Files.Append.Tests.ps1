# -Append: rows added to a file that is there, or the file as it was.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    Import-Module (Join-Path $PSScriptRoot 'Files.psm1')
    Import-Owox
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $cannot = @{ Id = 'Owox.FileNotWritten'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }
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

    It 'adds to files of its own making: <what>' -ForEach @(
        @{ what = 'for Excel'; with = @{ ExcelFriendly = $true } }
        @{ what = 'with another delimiter'; with = @{ Delimiter = '|' } }
    ) {
        $path = Join-Path $folder rows.csv
        1..2 | ForEach-Object { $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 2 -Append @with }
        $text = [System.IO.File]::ReadAllText($path)
        $text.TrimEnd().Split("`n") | Should -HaveCount 5
        $text.IndexOf([char]0xFEFF) | Should -Be (-1)
        ([System.IO.File]::ReadAllBytes($path)[0] -eq 0xEF) | Should -Be ($what -eq 'for Excel')
    }

    It 'begins a file that is empty, and keeps one to which no rows are added: <name>' -ForEach @(@{ name = 'rows.csv' }, @{ name = 'rows.ndjson' }) {
        $path = Join-Path $folder $name
        $null = New-Item $path
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 2 -Append
        $before = Get-Text $path
        $result = Export-OwoxDataMart $marts.orders -Path $path -Append -Filter @{ column = 'order_id'; operator = 'lt'; value = 0 }
        $result.Rows | Should -Be 0
        Get-Text $path | Should -BeExactly $before
    }

    It 'adds to a file that Export-Csv wrote' {
        $path = Join-Path $folder rows.csv
        Export-OwoxDataMart $marts.orders -Limit 2 | Export-Csv $path
        $null = Export-OwoxDataMart $marts.orders -Limit 3 -Path $path -Append
        (Import-Csv $path).order_id | Should -Be 1, 2, 1, 2, 3
        $ends = [regex]::Matches((Get-Text $path), "\r?\n").Value | Sort-Object -Unique
        $ends | Should -HaveCount 1 -Because "all lines end alike"
    }

    It 'makes a compressed file of an empty one, though there are no rows' {
        $path = Join-Path $folder rows.ndjson.gz
        $null = New-Item $path
        $null = Export-OwoxDataMart $marts.orders -Path $path -Append -Filter @{ column = 'order_id'; operator = 'lt'; value = 0 }
        [System.IO.File]::ReadAllBytes($path)[0..1] | Should -Be 0x1F, 0x8B
        Get-Text $path | Should -BeExactly ''
    }

    It 'takes several data marts of the same columns' {
        $path = Join-Path $folder rows.csv
        $results = $marts.customers, $marts.customers | Export-OwoxDataMart -Path $path -Limit 2 -Append
        $results | Should -HaveCount 2
        Import-Csv $path | Should -HaveCount 4
    }

    It 'refuses, and the file is as it was: <what>' -ForEach @(
        @{ what = 'other columns, CSV'; name = 'f.csv'; text = "a,b`r`n1,2`r`n"; says = 'its columns, or its delimiter' }
        @{ what = 'another delimiter'; name = 'f.csv'; text = "date;revenue`r`n1;2`r`n"; says = 'its columns, or its delimiter' }
        @{ what = 'other columns, NDJSON'; name = 'f.ndjson'; text = "{`"a`":1}`n"; says = 'its columns are not' }
        @{ what = 'another order, NDJSON'; name = 'f.ndjson'; text = "{`"revenue`":1,`"date`":2}`n"; says = 'its columns are not' }
        @{ what = 'no NDJSON'; name = 'f.ndjson'; text = "hello`n"; says = 'its first line is not a row' }
        @{ what = 'an unfinished line, CSV'; name = 'f.csv'; text = "date,revenue`r`n2025-01-01,"; says = 'its last line is not finished' }
        @{ what = 'an unfinished line, NDJSON'; name = 'f.ndjson'; text = '{"date":1,"revenue":2}'; says = 'its last line is not finished' }
        @{ what = 'text for gzip'; name = 'f.csv.gz'; text = "date,revenue`r`n"; says = 'it is not compressed' }
        @{ what = 'gzip for text'; name = 'f.csv'; bytes = 0x1F, 0x8B, 8, 0; says = 'it is compressed' }
        @{ what = 'damaged gzip'; name = 'f.csv.gz'; bytes = 0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 255, 255, 255, 1; says = 'damaged' }
    ) {
        $path = Join-Path $folder $name
        $old = if ($bytes) { [byte[]]$bytes } else { [System.Text.Encoding]::UTF8.GetBytes($text) }
        [System.IO.File]::WriteAllBytes($path, $old)
        Assert-Failure { Export-OwoxDataMart $marts.orders -Column date, revenue -Limit 3 -Path $path -Append } @cannot -Says 'No rows can be added', $says, 'It is as it was'
        [System.IO.File]::ReadAllBytes($path) | Should -Be $old
        Get-Name $folder | Should -Be $name
    }

    It 'refuses a JSON array' {
        $path = Join-Path $folder rows.json
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Append } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'cannot be appended to a JSON array', 'Ndjson'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'leaves the file byte for byte after a broken stream' {
        $path = Join-Path $folder rows.csv
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 3
        $before = Get-FileHash $path
        Add-Fault 'GET *.ndjson' cut-chunked @{ afterRows = 1000 }
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Append } -Id Owox.StreamIncomplete -Category ReadError -Type Owox.OwoxStreamException -Says 'not whole'
        (Get-FileHash $path).Hash | Should -BeExactly $before.Hash
        Get-Name $folder | Should -Be rows.csv
    }
}
