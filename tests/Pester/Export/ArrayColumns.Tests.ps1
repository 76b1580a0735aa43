# Array columns: servers of version 0.35 and later reject filters, sorts, aggregations and date buckets of them. Version 0.31 accepts them.
# No server has values for the fields in their elements: only the array column contains them.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest @{ apiVersion = '0.35' }
    $older = Start-Sandbox @{ apiVersion = '0.31' }
    $null = Connect-Sandbox $older.apiKey @{ Name = 'older' }
    $null = Connect-Sandbox
    $columns = @{ name = 'id'; type = 'INTEGER' }, @{ name = 'tags'; type = 'STRING'; mode = 'REPEATED' }, @{ name = 'days'; type = 'DATE'; mode = 'REPEATED' }, @{ name = 'note'; type = 'STRING' }
    $mart, $olderMart = foreach ($origin in $Sandbox.origin, $older.origin) {
        $rows = , @(1, @('a', 'b'), @('2026-01-01'), ' ')
        (Invoke-RestMethod "$origin/sandbox/data-marts" -Method Post -ContentType application/json -Body (ConvertTo-Json @{ title = 'Arrays'; columns = $columns; rows = $rows } -Depth 5)).id
    }

    $failure = @{ Id = 'Owox.ColumnIsArray'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }
}

AfterAll {
    Stop-Sandbox $older
    Stop-OwoxTest
}

Describe 'A rule for an array column' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'is reported before the query: <what>' -ForEach @(
        @{ what = 'a filter block'; with = @{ Filter = { $_.tags -like 'a*' } }; rule = "a filter of 'tags'" }
        @{ what = 'a filter without a value'; with = @{ Filter = { $null -ne $_.tags } }; rule = "a filter of 'tags'" }
        @{ what = 'a filter as a hashtable'; with = @{ Filter = @{ column = 'tags'; operator = 'in'; value = 'a', 'b' } }; rule = "a filter of 'tags'" }
        @{ what = 'a sort'; with = @{ Sort = 'tags desc' }; rule = "a sort of 'tags'" }
        @{ what = 'an aggregation'; with = @{ Column = 'id', 'tags'; Aggregation = @{ tags = 'COUNT' } }; rule = "an aggregation of 'tags'" }
        @{ what = 'a date bucket'; with = @{ Column = 'id', 'days'; DateBucket = @{ days = 'MONTH' } }; rule = "a date bucket of 'days'" }
        @{ what = 'a date column'; with = @{ DateColumn = 'days'; Since = '2026-01-01' }; rule = "a filter of 'days'" }
        @{ what = 'an incremental export'; with = @{ Incremental = $true; Watermark = 'days'; Path = 'rows.csv' }; rule = "a filter of 'days'" }
        @{ what = 'several columns'; with = @{ Filter = { $_.tags -eq 'a' -and $_.tags -ne 'b' -and $_.id -gt 0 }; Sort = 'id', 'days' }; rule = "a filter of 'tags', a sort of 'days'" }
        @{ what = 'a file'; with = @{ Sort = 'tags'; Path = 'rows.csv' }; rule = "a sort of 'tags'" }
    ) {
        if ($with.Path) {
            $with.Path = Join-Path $folder $with.Path
        }

        Assert-Failure { Export-OwoxDataMart $mart @with } @failure -Says $mart, 'version 0.35 and later', "reject: $rule.", 'Nothing was queried.'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'is reported for the rules of New-OwoxFilter and New-OwoxSort' {
        Assert-Failure { Export-OwoxDataMart $mart -Filter (New-OwoxFilter tags contains a) } @failure -Says "a filter of 'tags'"
        Assert-Failure { Export-OwoxDataMart $mart -Sort (New-OwoxSort tags) } @failure -Says "a sort of 'tags'"
    }

    It 'does not affect rules for other columns or the values of the array' {
        $row = Export-OwoxDataMart $mart -Column id, tags -Filter { $_.id -eq 1 } -Sort id
        $row.tags | Should -Match 'a'
    }

    It 'is sent to a server that does not return the schema, and the server rejects it' {
        Add-Fault 'GET *blendable-schema' status @{ status = 404; times = 0 }
        Assert-Failure { Export-OwoxDataMart $mart -Filter (New-OwoxFilter tags contains a) } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'Array column "tags" does not support filter.'
        [regex]::Matches((Get-Failure { Export-OwoxDataMart $mart -Filter (New-OwoxFilter tags contains a) }).Exception.Message, 'Array column') | Should -HaveCount 1
    }

    It 'is accepted by a server of version 0.31' {
        (Export-OwoxDataMart $olderMart -Connection older -Filter (New-OwoxFilter tags contains a) -Sort tags).id | Should -Be 1
    }
}

Describe 'A field in the elements of an array column' {
    BeforeAll {
        $columns = @(
            @{ name = 'id'; type = 'INTEGER' }
            @{ name = 'items'; type = 'RECORD'; mode = 'REPEATED'; fields = @(
                    @{ name = 'sku'; type = 'STRING' }, @{ name = 'day'; type = 'DATE' }
                    @{ name = 'parts'; type = 'RECORD'; fields = , @{ name = 'code'; type = 'STRING' } }) }
            @{ name = 'place'; type = 'RECORD'; fields = , @{ name = 'tags'; type = 'RECORD'; mode = 'REPEATED'; fields = , @{ name = 'word'; type = 'STRING' } } }
        )
        $rows = , @(1, @(@{ sku = 'a'; day = '2026-01-01'; parts = @{ code = 'x' } }), @{ tags = @(@{ word = 'w' }) })
        $nested = @{}
        foreach ($server in @{ name = '0.35'; origin = $Sandbox.origin }, @{ name = '0.31'; origin = $older.origin }) {
            $nested[$server.name] = (Invoke-RestMethod "$($server.origin)/sandbox/data-marts" -Method Post -ContentType application/json -Body (ConvertTo-Json @{ title = 'Arrays of records'; columns = $columns; rows = $rows } -Depth 9)).id
        }

        $connections = @{ '0.35' = @{}; '0.31' = @{ Connection = 'older' } }
    }

    BeforeEach {
        Clear-Sandbox
        $null = Invoke-RestMethod "$($older.origin)/sandbox/requests" -Method Delete
        $folder = New-Folder
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'is reported before the query: <what>' -ForEach @(
        @{ what = 'a filter block'; with = @{ Filter = { $_.'items.sku' -eq 'a' } }; says = "a filter of 'items.sku'" }
        @{ what = 'a filter for null'; with = @{ Filter = { $null -eq $_.'items.sku' } }; says = "a filter of 'items.sku'" }
        @{ what = 'a filter as a hashtable'; with = @{ Filter = @{ column = 'items.sku'; operator = 'is_empty' } }; says = "a filter of 'items.sku'" }
        @{ what = 'a filter as JSON'; with = @{ Filter = '{"column":"items.sku","operator":"eq","value":"a"}' }; says = "a filter of 'items.sku'" }
        @{ what = 'a filter of a deeper field'; with = @{ Filter = { $_.'items.parts.code' -eq 'x' } }; says = "a filter of 'items.parts.code'" }
        @{ what = 'a filter of a record in it'; with = @{ Filter = { $null -ne $_.'items.parts' } }; says = "a filter of 'items.parts'" }
        @{ what = 'a filter of an array in a record'; with = @{ Filter = { $_.'place.tags.word' -eq 'w' } }; says = "a filter of 'place.tags.word'"; array = 'place.tags' }
        @{ what = 'a sort'; with = @{ Sort = 'items.sku desc' }; says = "a sort of 'items.sku'" }
        @{ what = 'an aggregation'; with = @{ Column = 'id', 'items.sku'; Aggregation = @{ 'items.sku' = 'COUNT' } }; says = "the column 'items.sku', an aggregation of 'items.sku'" }
        @{ what = 'a date bucket'; with = @{ Column = 'id', 'items.day'; DateBucket = @{ 'items.day' = 'MONTH' } }; says = "the column 'items.day', a date bucket of 'items.day'" }
        @{ what = 'a column'; with = @{ Column = 'id', 'items.sku' }; says = "the column 'items.sku'" }
        @{ what = 'a column after all columns'; with = @{ AllColumns = $true; Column = 'items.sku' }; says = "the column 'items.sku'" }
        @{ what = 'a date column'; with = @{ DateColumn = 'items.day'; Since = '2026-01-01' }; says = "a filter of 'items.day'" }
        @{ what = 'the last days'; with = @{ DateColumn = 'items.day'; LastDays = 3 }; says = "a filter of 'items.day'" }
        @{ what = 'an incremental export'; with = @{ Incremental = $true; Watermark = 'items.day'; Path = 'rows.csv' }; says = "a filter of 'items.day'" }
        @{ what = 'a file'; with = @{ Column = 'items.sku'; Path = 'rows.csv' }; says = "the column 'items.sku'" }
    ) {
        if ($with.Path) {
            $with.Path = Join-Path $folder $with.Path
        }

        foreach ($version in '0.35', '0.31') {
            $connection = $connections[$version]
            Assert-Failure { Export-OwoxDataMart $nested[$version] @with @connection } @failure -Says $nested[$version], "no values: $says.", 'Nothing was queried.', "Select the array column instead ('$($array ?? 'items')')"
        }

        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        (Invoke-RestMethod "$($older.origin)/sandbox/requests").path | Should -Not -Match 'ndjson'
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'is reported for the rules of New-OwoxFilter and New-OwoxSort, and for each file of a folder' {
        Assert-Failure { Export-OwoxDataMart $nested['0.35'] -Filter (New-OwoxFilter items.sku eq a) } @failure -Says "a filter of 'items.sku'"
        Assert-Failure { Export-OwoxDataMart $nested['0.35'] -Sort (New-OwoxSort items.sku) } @failure -Says "a sort of 'items.sku'"
        Export-OwoxDataMart $nested['0.35'] -Directory $folder -Column items.sku -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -BeLike 'Owox.ColumnIsArray,*'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'is not found in another case' {
        Assert-Failure { Export-OwoxDataMart $nested['0.35'] -Filter { $_.'Items.SKU' -eq 'a' } } -Id Owox.ColumnNotFound -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "'Items.SKU'", 'Names are case-sensitive'
    }

    It 'is not a column of the rows, whose array column contains the values' {
        foreach ($version in '0.35', '0.31') {
            $connection = $connections[$version]
            $row = Export-OwoxDataMart $nested[$version] @connection
            $row.PSObject.Properties.Name | Should -Be 'id', 'items', 'place', 'place.tags'
            ($row.items | ConvertFrom-Json).sku | Should -Be 'a'
            (Get-OwoxDataMartColumn $nested[$version] @connection).Name | Should -Contain 'items.sku'
        }
    }

    It 'is not completed, except as a name of Get-OwoxDataMartColumn' {
        $null = Get-OwoxDataMartColumn $nested['0.35']
        $complete = { param($line) (TabExpansion2 $line).CompletionMatches.CompletionText }
        & $complete "Export-OwoxDataMart $($nested['0.35']) -Column item" | Should -Be 'items'
        & $complete "Export-OwoxDataMart $($nested['0.35']) -Sort pl" | Should -Be 'place', "'place desc'"
        & $complete "Export-OwoxDataMart $($nested['0.35']) -Filter item" | Should -Not -Match 'items'
        & $complete "Get-OwoxDataMartColumn $($nested['0.35']) -Name items.s" | Should -Be 'items.sku'
    }
}

Describe 'The operators is_blank and is_not_blank' {
    It 'work on a server of version 0.35' {
        (Export-OwoxDataMart $mart -Filter { [string]::IsNullOrWhiteSpace($_.note) }).id | Should -Be 1
    }

    It 'report the required server version when the server does not support them' {
        Assert-Failure { Export-OwoxDataMart $olderMart -Connection older -Filter { -not [string]::IsNullOrWhiteSpace($_.note) } } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'need a server of version 0.33 or later', 'Server message'
    }
}
