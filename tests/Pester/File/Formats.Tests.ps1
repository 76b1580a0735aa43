# The content and the result of files in each format, with and without compression.

BeforeDiscovery {
    $files = foreach ($format in 'Ndjson', 'Csv', 'Json') {
        foreach ($gz in '', '.gz') {
            @{ format = $format; name = "rows.$($format.ToLowerInvariant())$gz"; compressed = $gz -ne '' }
        }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest -Timing @{ RunRecordTimeout = 0.5; RunRecordPollInterval = 0.05 }
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder
    $rows = @{}
    $streams = @{}
    foreach ($name in 'awkward', 'awkwardValues', 'orders', 'empty') {
        $rows[$name] = @(Export-OwoxDataMart $marts.$name -Raw -WarningAction SilentlyContinue)
        $streams[$name] = Get-ServerStream $marts.$name
    }

    # Returns the differences between CSV records, read by Import-Csv with numbered names, and row objects.
    function Get-Difference($Csv, $Row) {
        for ($i = 0; $i -lt $Row.Count; $i++) {
            $texts = @($Csv[$i].PSObject.Properties.Value)
            $values = @($Row[$i].PSObject.Properties | ForEach-Object { , $_.Value })
            for ($j = 0; $j -lt $values.Count; $j++) {
                if (-not (Test-SameValue $texts[$j] $values[$j])) {
                    "row $i, column ${j}: '$($texts[$j])' is not '$($values[$j])'"
                }
            }
        }
    }

    # Returns the text of each value that the server sent. Numbers keep their notation, null is an empty string, other kinds are $null.
    function Get-StreamValue([string] $Line) {
        $document = [System.Text.Json.JsonDocument]::Parse($Line)
        try {
            foreach ($property in $document.RootElement.EnumerateObject()) {
                switch ($property.Value.ValueKind) {
                    'Null' { '' }
                    'String' { $property.Value.GetString() }
                    { $_ -in 'Number', 'True', 'False' } { $property.Value.GetRawText() }
                    default { $null }
                }
            }
        }
        finally {
            $document.Dispose()
        }
    }

    # Returns the differences between CSV records, read by Import-Csv, and the text that the server sent.
    function Get-StreamDifference($Csv, [string[]] $Line) {
        for ($i = 0; $i -lt $Line.Count; $i++) {
            $texts = @($Csv[$i].PSObject.Properties.Value)
            $values = @(Get-StreamValue $Line[$i])
            for ($j = 0; $j -lt $values.Count; $j++) {
                if ($null -ne $values[$j] -and $texts[$j] -cne $values[$j]) {
                    "row $i, column ${j}: '$($texts[$j])' is not '$($values[$j])'"
                }
            }
        }
    }
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'A <name> file' -ForEach $files {
    It 'contains the rows of <mart>, and the result is correct' -ForEach @(@{ mart = 'awkward' }, @{ mart = 'awkwardValues' }, @{ mart = 'orders' }) {
        $path = Join-Path $folder $name
        Clear-Sandbox
        $result = Export-OwoxDataMart $marts.$mart -Path $path
        $result | Should -HaveCount 1
        $result | Should -BeOfType 'Owox.OwoxExportResult'
        $result.DataMartId | Should -BeExactly $marts.$mart
        $result.RunId | Should -BeExactly (Get-SandboxRequest '*.ndjson').runId
        $result.Path | Should -BeExactly $path
        $result.Format | Should -Be $format
        $result.Compressed | Should -Be $compressed
        $result.Rows | Should -Be $rows[$mart].Count
        $result.Bytes | Should -Be ([System.IO.FileInfo]::new($path).Length)
        $result.Sha256 | Should -BeExactly (Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash
        $result.Duration.TotalMilliseconds | Should -BeGreaterThan 0
        $result.Verified | Should -BeTrue
        Get-Name $folder | Should -Contain $name
        ([System.IO.File]::ReadAllBytes($path)[0] -eq 0x1F) | Should -Be $compressed

        $text = Get-Text $path
        $lines = [System.Text.Encoding]::UTF8.GetString($streams[$mart]).TrimEnd("`n").Split("`n")
        $names = @(($lines[0] | ConvertFrom-Json -AsHashtable).Keys)
        $result.Columns | Should -Be $names
        switch ($format) {
            'Ndjson' {
                [System.Linq.Enumerable]::SequenceEqual((Get-Byte $path), $streams[$mart]) | Should -BeTrue
            }
            'Json' {
                $text | Should -BeExactly "[`n$($lines -join ",`n")`n]`n"
                @($text | ConvertFrom-Json -AsHashtable) | Should -HaveCount $rows[$mart].Count
            }
            'Csv' {
                $text[0] | Should -Not -Be ([char]0xFEFF)
                $plain = Join-Path $folder 'plain.txt'
                [System.IO.File]::WriteAllText($plain, $text)
                $csv = @(Import-Csv $plain -Header (1..$names.Count))
                $csv | Should -HaveCount ($rows[$mart].Count + 1)
                $csv[0].PSObject.Properties.Value | Should -Be $names
                Get-Difference @($csv | Select-Object -Skip 1) $rows[$mart] | Should -BeNullOrEmpty
                Get-StreamDifference @($csv | Select-Object -Skip 1) $lines | Should -BeNullOrEmpty
                $text | Should -Match "`r`n$"
            }
        }
    }

    It 'is written for a data mart without rows' {
        $path = Join-Path $folder "none-$name"
        $result = Export-OwoxDataMart $marts.empty -Path $path -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $result.Rows | Should -Be 0
        $result.Verified | Should -BeTrue
        $result.Bytes | Should -Be ([System.IO.FileInfo]::new($path).Length)
        $result.Sha256 | Should -BeExactly (Get-FileHash -LiteralPath $path).Hash
        $expected = switch ($format) { 'Ndjson' { '' } 'Json' { "[`n]`n" } 'Csv' { ($result.Columns -join ',') + "`r`n" } }
        Get-Text $path | Should -BeExactly $expected
        if ($compressed) {
            [System.IO.File]::ReadAllBytes($path)[0..1] | Should -Be 0x1F, 0x8B
        }

        $result.Columns.Count | Should -BeGreaterThan 1 -Because 'the run record contains the columns'
    }
}

Describe 'A file with special content' {
    It 'is kept under another name without a header if it has no rows and is not verified' {
        Clear-Sandbox
        Add-Fault 'GET *.ndjson' run-record @{ missing = $true }
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        $path = Join-Path $folder 'headless.csv'
        $failure = Get-Failure { Export-OwoxDataMart $marts.empty -Path $path }
        Assert-Failure { throw $failure } -Id Owox.FileNotVerified -Category ReadError -Type Owox.OwoxFileException -Says '0 rows were received', 'has no record'
        Test-Path $path | Should -BeFalse
        Get-Text $failure.Exception.KeptPath | Should -BeExactly ''
    }

    It 'contains every byte of long rows and many columns' {
        Clear-Sandbox
        foreach ($mart in 'longText', 'wide') {
            $path = Join-Path $folder "$mart.ndjson"
            $result = Export-OwoxDataMart $marts.$mart -Path $path -Limit 300
            $result.Rows | Should -Be 300
            $lines = [System.IO.File]::ReadAllLines($path)
            $lines | Should -HaveCount 300
            $csv = [System.IO.Path]::ChangeExtension($path, 'csv')
            $null = Export-OwoxDataMart $marts.$mart -Path $csv -Limit 300
            $read = @(Import-Csv $csv)
            $read | Should -HaveCount 300
            $last = ConvertFrom-JsonText $lines[299]
            foreach ($property in $last.PSObject.Properties) {
                Test-SameValue $read[299].($property.Name) $property.Value | Should -BeTrue -Because "$mart, $($property.Name)"
            }
        }
    }
}
