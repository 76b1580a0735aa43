# Records: the server sends the fields of a record as separate columns, and omits them in a row whose record is null.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $folder = New-Folder
    $all = 'id', 'address', 'address.city', 'address.zip', 'address.geo', 'address.geo.lat', 'address.geo.population', 'items', 'total'

    function Get-Property($Row) {
        @($Row.PSObject.Properties.Name)
    }
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'Rows that omit columns' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'are sent by the sandbox in the format of a real server' {
        $lines = (Invoke-OwoxApi "/api/external/http-data/data-marts/$($marts.nested).ndjson" -Raw) -split "`n"
        $lines[0] | Should -BeExactly '{"id":1,"address":null,"items":"[]","total":"10.50"}'
        $lines[1] | Should -BeLike '{"id":2,"address":{"city":"Kyiv",*},"address.city":"Kyiv","address.zip":"01001","address.geo":{*},"address.geo.lat":50.45,"address.geo.population":"2952301","items":"*","total":"9"}'
    }

    It 'are returned as objects with all columns of the schema, in schema order' {
        $rows = Export-OwoxDataMart $marts.nested
        $rows | Should -HaveCount 6
        foreach ($row in $rows) {
            Get-Property $row | Should -BeExactly $all
        }

        $rows[0].GetType() | Should -Be $rows[1].GetType()
        $null -eq $rows[0].'address.city' | Should -BeTrue
        $rows[1].'address.city', $rows[2].'address.city', $rows[1].address.zip | Should -Be 'Kyiv', 'Lviv', '01001'
        $rows[1].'address.geo.lat' | Should -Be 50.45
        $null -eq $rows[2].'address.geo.lat' | Should -BeTrue
        ($rows | Where-Object { $null -eq $_.'address.city' }).id | Should -Be 1, 4
    }

    It 'are returned as objects with the requested columns: <columns>' -ForEach @(
        @{ columns = 'address.city', 'id' }
        @{ columns = , 'address.geo.lat' }
        @{ columns = 'items', 'address', 'total' }
    ) {
        $rows = Export-OwoxDataMart $marts.nested -Column $columns
        $rows | Should -HaveCount 6
        foreach ($row in $rows) {
            Get-Property $row | Should -BeExactly $columns
        }
    }

    It 'are returned with the requested columns when the schema cannot be read' {
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        $rows = Export-OwoxDataMart $marts.nested -Column id, 'address.city' -Limit 1
        Get-Property $rows | Should -BeExactly 'id', 'address.city'
    }

    It 'are written to a CSV file with all columns, even when no row has all of them: <limit>' -ForEach @(@{ limit = 1 }, @{ limit = 6 }) {
        $path = Join-Path $folder "rows$limit.csv"
        $result = Export-OwoxDataMart $marts.nested -Path $path -Limit $limit
        $result.Verified | Should -BeTrue
        $result.Columns | Should -BeExactly $all
        $read = @(Import-Csv $path)
        $read | Should -HaveCount $limit
        Get-Property $read[0] | Should -BeExactly $all
        $read[0].'address.city' | Should -BeExactly ''
        $read[0].total | Should -BeExactly '10.50'
        if ($limit -gt 1) {
            $read[1].'address.city', $read[1].'address.geo.population', $read[5].'address.zip' | Should -BeExactly 'Kyiv', '2952301', '1010'
        }
    }

    It 'are written to an NDJSON file with all columns' {
        $path = Join-Path $folder rows.ndjson
        $result = Export-OwoxDataMart $marts.nested -Path $path
        $result.Columns | Should -BeExactly $all
        $read = Get-Content -LiteralPath $path | ConvertFrom-Json
        foreach ($row in $read) {
            Get-Property $row | Should -BeExactly $all
        }

        (Get-Content -LiteralPath $path)[0] | Should -BeExactly '{"id":1,"address":null,"address.city":null,"address.zip":null,"address.geo":null,"address.geo.lat":null,"address.geo.population":null,"items":"[]","total":"10.50"}'
    }

    It 'are written to a JSON file with all columns' {
        $path = Join-Path $folder rows.json
        $null = Export-OwoxDataMart $marts.nested -Path $path
        $read = [System.IO.File]::ReadAllText($path) | ConvertFrom-Json
        $read | Should -HaveCount 6
        foreach ($row in $read) {
            Get-Property $row | Should -BeExactly $all
        }
    }

    It 'are written to a directory and to an incremental export with all columns' {
        $results = $marts.nested, $marts.customers | Export-OwoxDataMart -Directory (Join-Path $folder all) -Format Csv
        $results | Should -HaveCount 2
        @(Import-Csv (Join-Path $folder "all/Nested columns_$($marts.nested).csv")).'address.city' | Should -Be '', 'Kyiv', 'Lviv', '', 'Odesa', 'Wien'
        $given = Invoke-RestMethod "$($Sandbox.origin)/sandbox/data-marts" -Method Post -ContentType application/json -Body (@{
                title = 'Given'
                columns = @(@{ name = 'place'; type = 'RECORD'; fields = @(@{ name = 'city'; type = 'STRING' }) }, @{ name = 'day'; type = 'DATE' })
                rows = @(@($null, '2026-01-01'), @(@{ city = 'Kyiv' }, '2026-01-02'))
            } | ConvertTo-Json -Depth 9)
        $result = Export-OwoxDataMart $given.id -Incremental -Watermark day -Path (Join-Path $folder series.csv)
        $result.Columns | Should -BeExactly 'place', 'place.city', 'day'
        @(Import-Csv $result.Path).'place.city' | Should -Be '', 'Kyiv'
    }

    It 'are appended to files with the same columns' {
        foreach ($name in 'added.csv', 'added.ndjson') {
            $path = Join-Path $folder $name
            $null = Export-OwoxDataMart $marts.nested -Path $path -Limit 1 -Append
            $null = Export-OwoxDataMart $marts.nested -Path $path -Append
            @(Get-Content -LiteralPath $path | Where-Object { $_ -match '^"?\{?"?id|^[1-6],|^\{' }).Count | Should -BeGreaterOrEqual 7
        }

        @(Import-Csv (Join-Path $folder added.csv)).id | Should -Be 1, 1, 2, 3, 4, 5, 6
    }
}

Describe 'A stream with a column that is neither in the query nor in the schema' {
    It 'is rejected as malformed: <what>' -ForEach @(
        @{ what = 'objects'; with = @{} }
        @{ what = 'CSV'; with = @{ Path = 'x.csv' } }
        @{ what = 'NDJSON'; with = @{ Path = 'x.ndjson' } }
        @{ what = 'JSON'; with = @{ Path = 'x.json' } }
        @{ what = 'specified columns'; with = @{ Column = 'id' } }
    ) {
        Clear-Sandbox
        Add-StreamRow '{"id":1}', '{"id":2,"intruder":3}' @{ name = 'id'; type = 'INTEGER' }
        if ($with.Path) {
            $with.Path = Join-Path $folder $with.Path
        }

        Assert-Failure { Export-OwoxDataMart $marts.empty @with } -Id Owox.StreamMalformed -Category ReadError -Type Owox.OwoxStreamException -Says 'Line 2 of the stream', "the column 'intruder'"
        Get-Name $folder | Should -Not -Contain x.csv
    }
}
