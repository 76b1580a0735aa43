# Array columns: servers of version 0.35 and later reject filters, sorts, aggregations and date buckets of them. Version 0.31 accepts them.

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

Describe 'The operators is_blank and is_not_blank' {
    It 'work on a server of version 0.35' {
        (Export-OwoxDataMart $mart -Filter { [string]::IsNullOrWhiteSpace($_.note) }).id | Should -Be 1
    }

    It 'report the required server version when the server does not support them' {
        Assert-Failure { Export-OwoxDataMart $olderMart -Connection older -Filter { -not [string]::IsNullOrWhiteSpace($_.note) } } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'need a server of version 0.33 or later', 'The server said'
    }
}
