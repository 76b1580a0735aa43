# -ExcelFriendly: files that Excel reads correctly in each culture, and warnings about values that Excel changes.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $before = [cultureinfo]::CurrentCulture

    # Creates a data mart with these columns and rows. Returns its ID.
    function New-DataMart([object[]] $Column, [object[]] $Row) {
        $data = @{ title = "Made $([guid]::NewGuid())"; columns = $Column; rows = $Row }
        (Invoke-RestMethod "$($Sandbox.origin)/sandbox/data-marts" -Method Post -ContentType application/json -Body ($data | ConvertTo-Json -Depth 5)).id
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe '-ExcelFriendly' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
    }

    AfterEach {
        [cultureinfo]::CurrentCulture = $before
        Remove-Item $folder -Recurse -Force
    }

    It 'uses the separators of <culture>' -ForEach @(
        @{ culture = 'de-DE'; list = ';'; decimal = ',' }, @{ culture = 'fr-FR'; list = ';'; decimal = ',' }, @{ culture = 'en-US'; list = ','; decimal = '.' }
        @{ culture = 'de-CH'; list = ';'; decimal = '.' }
    ) {
        $plain = Join-Path $folder plain.csv
        $null = Export-OwoxDataMart $marts.orders -Path $plain -Column order_id, revenue, cost, date -Limit 50
        [cultureinfo]::CurrentCulture = $culture
        [cultureinfo]::CurrentCulture.NumberFormat.NumberDecimalSeparator | Should -Be $decimal
        $null = Export-OwoxDataMart $marts.orders -Path $path -Column order_id, revenue, cost, date -Limit 50 -ExcelFriendly -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $rows = @(Import-Csv $path -Delimiter $list)
        $expected = @(Import-Csv $plain)
        $rows | Should -HaveCount 50
        for ($i = 0; $i -lt 50; $i++) {
            $rows[$i].order_id, $rows[$i].date | Should -Be $expected[$i].order_id, $expected[$i].date
            foreach ($name in 'revenue', 'cost') {
                $rows[$i].$name | Should -BeExactly $expected[$i].$name.Replace('.', $decimal)
            }
        }
    }

    It 'keeps strings, converts numbers and nulls, and quotes values that contain the delimiter' {
        $columns = @{ name = 'version'; type = 'STRING' }, @{ name = 'amount'; type = 'NUMERIC' }, @{ name = 'rate'; type = 'FLOAT' }
        $mart = New-DataMart $columns @(@('1.5', '-1234.50', 1.5e-7), @('10.1.2', $null, -0.25), @('x.y', '7', 3))
        [cultureinfo]::CurrentCulture = 'de-DE'
        $null = Export-OwoxDataMart $mart -Path $path -ExcelFriendly
        $rows = @(Import-Csv $path -Delimiter ';')
        $rows.version | Should -BeExactly '1.5', '10.1.2', 'x.y'
        $rows.amount | Should -BeExactly '-1234,50', '', '7'
        $rows[1].rate | Should -BeExactly '-0,25'
        $rows[0].rate | Should -Match '^1,5E-0?7$'
        $null = Export-OwoxDataMart $mart -Path $path -ExcelFriendly -Delimiter ','
        @(Import-Csv $path).amount | Should -BeExactly '-1234,50', '', '7'
    }

    It 'does not affect files without it, in any culture' {
        [cultureinfo]::CurrentCulture = 'de-DE'
        $null = Export-OwoxDataMart $marts.orders -Path $path -Column revenue -Limit 20
        @(Import-Csv $path).revenue | Should -Match '^-?\d+(\.\d+)?$'
    }

    It 'warns once about digits that Excel changes, with the names of the columns' {
        $columns = 'zip', 'plain', 'card', 'code', 'mixed' | ForEach-Object { @{ name = $_; type = 'STRING' } }
        $columns += @{ name = 'big'; type = 'INTEGER' }, @{ name = 'small'; type = 'INTEGER' }, @{ name = 'exact'; type = 'NUMERIC' }
        $mart = New-DataMart $columns @(@('01067', '0', '4111111111111111', '0.5', '00A', 1234567890123456789, 42, '0.12345678901234567'), @('10115', '123456789012345', '1', '-0', 'x', 1, 0, '1'))
        $null = Export-OwoxDataMart $mart -Path $path -ExcelFriendly -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "Excel changes '$path' when it opens the file: it removes leading zeros and the digits after the 15th in the columns 'zip', 'card', 'big'.*Data > From Text/CSV*"
        Import-Csv $path -Delimiter ',' | ForEach-Object zip | Should -Be '01067', '10115'
        $null = Export-OwoxDataMart $mart -Path $path -WarningVariable none
        $none | Should -BeNullOrEmpty
        $null = $mart | Export-OwoxDataMart -Directory $folder -Format Csv -ExcelFriendly -WarningVariable again -WarningAction SilentlyContinue
        $again | Should -HaveCount 1
    }

    It 'warns about more lines than Excel reads: <lines>' -ForEach @(@{ lines = 1048575; warns = $false }, @{ lines = 1048576; warns = $true }) {
        $mart = New-DataMart @(, @{ name = 'a'; type = 'STRING' }) @(, @('x'))
        [System.IO.File]::WriteAllText($path, "a`r`n" + ("x`r`n" * ($lines - 1)))
        $null = Export-OwoxDataMart $mart -Path $path -ExcelFriendly -Append -WarningVariable warnings -WarningAction SilentlyContinue
        if ($warns) {
            $warnings | Should -HaveCount 1
            $warnings[0].Message | Should -BeLike '*it reads only 1,048,576 of the 1,048,577 lines*'
        }
        else {
            $warnings | Should -BeNullOrEmpty
        }
    }
}
