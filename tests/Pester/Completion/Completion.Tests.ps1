# What completion offers for each parameter that has a completer, and what it inserts into the line.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ apiVersion = '0.35' }
    $id = $Sandbox.dataMarts.orders

    # For every parameter: a line to complete at its end, and a value that must be offered.
    $cases = foreach ($row in @(
            'Disconnect-OwoxDataMarts -Connection         |          | Default'
            'Connect-OwoxDataMarts -Scope                 | Runs     | ''Runs:Write'''
            'Connect-OwoxDataMarts -AllowedDataMart       | Ord      | ID'
            'Get-OwoxConnection -Name                     | def      | Default'
            'Get-OwoxDataMart -Title                      | Ord      | Orders'
            'Get-OwoxDataMart -Id                         | Ord      | ID'
            'Get-OwoxDataMart -StorageId                  | Shop     | 5b0f8c1e-6a3d-4f0e-9c57-2d1f7a8e4b10'
            'Get-OwoxDataMart -Status                     | p        | Published'
            'Get-OwoxDataMart -StorageType                | snow     | SNOWFLAKE'
            'Export-OwoxDataMart -Id                      | Ord      | Orders'
            'Export-OwoxDataMart ID -Column               | rev      | revenue'
            'Export-OwoxDataMart ID -Sort                 | rev      | ''revenue desc'''
            'Export-OwoxDataMart ID -Aggregation          | rev      | @{revenue=''SUM''}'
            'Export-OwoxDataMart ID -DateBucket           | date     | @{date=''MONTH''}'
            'Export-OwoxDataMart ID -Filter               | rev      | { $_.revenue '
            'Export-OwoxDataMart ID -DateColumn           |          | created_ts'
            'Export-OwoxDataMart ID -Watermark            |          | created_ts'
            'Export-OwoxDataMart ID -WatermarkTimeZone    | Berl     | Europe/Berlin'
            'Export-OwoxDataMart ID -WatermarkTimeZone    | ''W. Eu   | ''W. Europe Standard Time'''
            'Get-OwoxDataMartColumn -DataMartId           | Ord      | Orders'
            'Get-OwoxDataMartColumn ID -Name              | rev      | revenue'
            'New-OwoxTableScript -DataMartId              | Ord      | Orders'
            'New-OwoxTableScript ID -Column               | rev      | revenue'
            'Get-OwoxStorage -Title                       | shop     | ''Shop Warehouse'''
            'Get-OwoxStorage -Id                          | shop     | 5b0f8c1e-6a3d-4f0e-9c57-2d1f7a8e4b10'
            'Get-OwoxStorage -Type                        | snow     | SNOWFLAKE'
            'Get-OwoxDestination -Title                   | exec     | ''Executive Looker Studio'''
            'Get-OwoxDestination -Id                      | exec     | a9d082d9-5bb1-4800-8e93-7000023be345'
            'Get-OwoxDestination -Type                    | sl       | SLACK'
            'Get-OwoxReport -Title                        | all      | ''All orders'''
            'Get-OwoxReport -Id                           | all      | cb0b56ce-91b9-51f3-93a6-5ad01d359ace'
            'Get-OwoxReport -DataMartId                   | Ord      | Orders'
            'Export-OwoxReport -Id                        | all      | cb0b56ce-91b9-51f3-93a6-5ad01d359ace'
            'Get-OwoxCredential -Title                     | open     | ''OpenAI of the team'''
            'Get-OwoxCredential -Id                        | open     | 3b7c2f1a-9d64-4e58-8a30-5f1e6c7d2b94'
            'Get-OwoxCredential -Definition                | gem      | gemini'
            'New-OwoxCredential -Definition                | gem      | gemini'
            'New-OwoxCredential -ContextId                 | mar      | CONTEXT'
            'Set-OwoxCredential -Id                        | open     | 3b7c2f1a-9d64-4e58-8a30-5f1e6c7d2b94'
            'Set-OwoxCredential -ContextId                 | mar      | CONTEXT'
            'Test-OwoxCredential -Id                       | open     | 3b7c2f1a-9d64-4e58-8a30-5f1e6c7d2b94'
            'Remove-OwoxCredential -Id                     | open     | 3b7c2f1a-9d64-4e58-8a30-5f1e6c7d2b94'
            'Get-OwoxContext -Name                        | mar      | Marketing'
            'Get-OwoxContext -Id                          | mar      | CONTEXT'
            'Get-OwoxInsightTemplate -Title               | top      | ''Top countries'''
            'Get-OwoxInsightTemplate -Id                  | top      | TEMPLATE'
            'Get-OwoxInsightTemplate -DataMartId          | Ord      | Orders'
            'Get-OwoxRelationship -DataMartId             | Ord      | Orders'
            'Get-OwoxRelationship -StorageId              | shop     | 5b0f8c1e-6a3d-4f0e-9c57-2d1f7a8e4b10'
            'Get-OwoxRun -DataMartId                      | ad       | ''Ad Spend'''
            'Get-OwoxRun -Id                              | failed   | RUN'
            'Get-OwoxRun -Status                          | f        | FAILED'
            'Get-OwoxRun -Type                            | http     | HTTP_DATA'
            'Start-OwoxRun -DataMartId                    | ad       | ''Ad Spend'''
            'Stop-OwoxRun -DataMartId                     | ad       | ''Ad Spend'''
            'Stop-OwoxRun -Id                             |          | RUNNING'
            'Wait-OwoxRun -DataMartId                     | ad       | ''Ad Spend'''
            'Wait-OwoxRun -Id                             |          | RUNNING'
            'Get-OwoxDataQuality -DataMartId              | ad       | ''Ad Spend'''
            'Test-OwoxDataMart -Id                        | ad       | ''Ad Spend'''
            'Test-OwoxDataMart ID -Filter                 | rev      | { $_.revenue '
            'Test-OwoxDataMart x -DataQuality -MinSeverity | w       | Warning'
            'Get-OwoxTrigger -DataMartId                  | ad       | ''Ad Spend'''
            'Get-OwoxTrigger -Id                          | recorded | TRIGGER'
            'Get-OwoxTrigger -ReportId                    | all      | cb0b56ce-91b9-51f3-93a6-5ad01d359ace'
            'Get-OwoxTrigger -Type                        | rep      | REPORT_RUN'
            'Get-OwoxApiKey -Name                         | first    | ''first key'''
            'Get-OwoxApiKey -Id                           | first    | KEY'
            'Rename-OwoxApiKey -Id                        | first    | KEY'
            'Revoke-OwoxApiKey -Id                        | first    | KEY'
            'Get-OwoxLicenseKey -Name                     | main     | ''main server'''
            'Get-OwoxLicenseKey -Id                       | main     | LICENSE'
            'Rename-OwoxLicenseKey -Id                    | main     | LICENSE'
            'Revoke-OwoxLicenseKey -Id                    | main     | LICENSE'
            'Invoke-OwoxLicenseKeyRotation -Id            | main     | LICENSE'
            'Reset-OwoxDestinationSecret -DestinationId   | exec     | a9d082d9-5bb1-4800-8e93-7000023be345'
            'Find-OwoxStaleApiKey -Name                   | first    | ''first key'''
            'Find-OwoxItem x -Type                        | st       | Storage'
            'New-OwoxFilter -Operator                     | is_n     | is_null'
            'New-OwoxFilter x -Relative                   | last_m   | last_month'
            'New-OwoxFilter x eq 1 -Function              | s        | SUM'
            'New-OwoxAggregation x -Function              | count_   | COUNT_DISTINCT'
            'New-OwoxDateBucket x -Unit                   | q        | QUARTER'
            'New-OwoxDateBucket x DAY -TimeZone           | kyi      | Europe/Kyiv'
            'New-OwoxDateBucket x DAY -TimeZone           | India    | ''India Standard Time'''
            'Export-OwoxDataMart ID -Filter (New-OwoxFilter -Column          | rev   | revenue'
            'Export-OwoxDataMart ID -Filter (New-OwoxFilter x eq 1 -PreJoin  | cust  | customers'
            'Export-OwoxDataMart ID -Sort (New-OwoxSort -Column              | rev   | revenue'
            'Export-OwoxDataMart ID -Aggregation (New-OwoxAggregation -Column | rev  | revenue'
            'Export-OwoxDataMart ID -DateBucket (New-OwoxDateBucket -Column  | da    | date'
            'Publish-OwoxPlugin x/y -Scope                | dep      | deployment'
            'Get-OwoxPluginPublication -Scope             | dep      | deployment'
            'Unpublish-OwoxPlugin x/y -Scope              | dep      | deployment'
        )) {
        $line, $word, $offers = $row.Split('|').Trim()
        $command, $parameter = ($line -split '[ (]' -like '*-Owox*')[-1], ($line -split ' ' -like '-*')[-1].Substring(1)
        @{ Command = $command; Parameter = $parameter; Line = $line.Replace(' ID ', " $id "); Word = $word; Offers = if ($offers.StartsWith('{')) { "$offers " } else { $offers } }
    }

    # The completers of vaults and their secrets have their own tests.
    $completed = foreach ($one in Get-Command -Module Owox) {
        $one.Parameters.Values | Where-Object { $_.Attributes -as [ArgumentCompleter[]] -or $_.Attributes.Where({ $_ -is [ArgumentCompleter] }) } |
            Where-Object Name -notin 'Vault', 'SecretName', 'KeyVault', 'SystemdCredential' | ForEach-Object { @{ Command = $one.Name; Parameter = $_.Name; Tested = $cases.ForEach({ "$($_.Command) -$($_.Parameter)" }) } }
    }

    # Parameters of these names need a completer in every cmdlet.
    $wanted = foreach ($one in Get-Command -Module Owox) {
        $one.Parameters.Values | Where-Object {
            $_.Name -in 'Id', 'DataMartId', 'StorageId', 'ReportId', 'Column', 'DateColumn', 'Watermark', 'WatermarkTimeZone', 'Connection', 'TimeZone', 'Operator', 'Unit', 'Function', 'Relative', 'PreJoin',
            'Status', 'Type', 'StorageType', 'Filter', 'Sort', 'Aggregation', 'DateBucket' -and -not $_.ParameterType.IsEnum -and -not ($_.ParameterType.IsArray -and $_.ParameterType.GetElementType().IsEnum) -and
            $_.ParameterType -ne [switch] -and $one.Name -notlike '*-OwoxPlugin*'
        } | ForEach-Object { @{ Command = $one.Name; Parameter = $_.Name } }
    }
    Stop-OwoxTest
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    . (Join-Path $PSScriptRoot '../Support/Completion.ps1')
    Start-OwoxTest @{ apiVersion = '0.35' }
    $password = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword))

    # The session of a member, because API keys are visible only to members.
    $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $password
    $null = New-OwoxApiKey 'first key'
    $license = New-OwoxLicenseKey 'main server' https://data-marts.example.com
    $id = $Sandbox.dataMarts.orders
    $known = @{
        ID       = $id
        KEY      = (Get-OwoxApiKey 'first key').Id
        LICENSE  = $license.Id
        CONTEXT  = (Get-OwoxContext Marketing).Id
        TEMPLATE = (Get-OwoxInsightTemplate 'Top countries').Id
        TRIGGER  = (Get-OwoxTrigger 'Recorded orders')[0].Id
        RUN      = (Get-OwoxRun -Status FAILED -First 1).Id
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Completion' {
    It 'completes <Command> -<Parameter>' -ForEach $cases {
        if ($Offers -eq 'RUNNING') {
            $run = Start-OwoxRun $Sandbox.dataMarts.connector
            try {
                (Get-Completion "$Line $Word").CompletionText | Should -Contain $run.Id
            }
            finally {
                $null = Stop-OwoxRun $run.Id -ErrorAction Ignore -WarningAction Ignore
            }

            return
        }

        $expected = if ($known[$Offers]) { $known[$Offers] } else { $Offers }
        (Get-Completion "$Line $Word").CompletionText | ForEach-Object { if ($_ -like '{*' -or $expected.StartsWith("'")) { $_ } else { $_.Trim("'") } } | Should -Contain $expected
    }

    It 'is tested for <Command> -<Parameter>' -ForEach ($completed | Where-Object { $_.Parameter -ne 'Connection' -or $_.Command -eq 'Disconnect-OwoxDataMarts' }) {
        "$Command -$Parameter" | Should -BeIn $Tested
    }

    It 'exists for <Command> -<Parameter>' -ForEach $wanted {
        (Get-Command $Command).Parameters[$Parameter].Attributes.Where({ $_ -is [ArgumentCompleter] }) | Should -HaveCount 1
    }

    It 'completes connections by name in <Command>' -ForEach ($completed | Where-Object Parameter -eq 'Connection') {
        (Get-Completion "$Command -Connection de").CompletionText | Should -Be 'Default'
    }

    It 'runs no query and writes to no stream' {
        $Error.Clear()
        $VerbosePreference = $WarningPreference = $DebugPreference = 'Continue'
        $streams = TabExpansion2 "Export-OwoxDataMart $id -Column " "Export-OwoxDataMart $id -Column ".Length *>&1
        $streams | Should -BeOfType System.Management.Automation.CommandCompletion
        $Error | Should -BeNullOrEmpty
        Get-SandboxRequest '/api/external/*' | Should -BeNullOrEmpty
    }

    It 'shows titles, with status, storage and ID in the tooltip' {
        $one = Get-Completion 'Export-OwoxDataMart Ret'
        $one.ListItemText | Should -Be 'Returns (draft)'
        $one.CompletionText | Should -Be "'Returns (draft)'"
        $one.ToolTip | Should -Be "Returns (draft): DRAFT, Shop Warehouse, $($Sandbox.dataMarts.draft)"
    }

    It 'completes the start of an ID, and matches inside a title when no title starts with the word' {
        (Get-Completion "Export-OwoxDataMart $($id.Substring(0, 6))").ListItemText | Should -Be 'Orders'
        (Get-Completion 'Get-OwoxDataMart spen').CompletionText | Should -Be "'Ad Spend'"
        (Get-Completion 'Get-OwoxDataMart a*draft').CompletionText | Should -Contain "'Campaign Costs (draft)'"
    }

    It 'offers no files when nothing matches' {
        Set-Location $TestDrive
        $null = New-Item 'no such data mart'
        Get-Completion 'Export-OwoxDataMart no' -Once | Where-Object ResultType -ne ParameterValue | Should -BeNullOrEmpty
        Get-Completion 'Export-OwoxDataMart nosuch' -Once | Should -BeNullOrEmpty
    }

    It 'offers at most 100 values' {
        (Get-Completion "Export-OwoxDataMart $id -Aggregation ").Count | Should -BeLessOrEqual 100
        (Get-Completion 'New-OwoxDateBucket x DAY -TimeZone a').Count | Should -BeGreaterThan 30
    }
}

Describe 'Completion of columns' {
    BeforeAll {
        $mart = Get-OwoxDataMart -Id $id
        $ids, $splat, $title = @($id), @{ Id = $id }, 'Orders'
    }

    It 'reads the columns of the data mart in the line: <_>' -ForEach @(
        'Export-OwoxDataMart Orders -Column rev'
        'Export-OwoxDataMart ''orders'' -Column rev'
        'Export-OwoxDataMart $id -Column rev'
        'Export-OwoxDataMart $ids -Column rev'
        'Export-OwoxDataMart $title -Column rev'
        'Export-OwoxDataMart $mart -Column rev'
        'Export-OwoxDataMart $mart.Id -Column rev'
        'Export-OwoxDataMart -Column rev◆ -Id $id'
        'Export-OwoxDataMart -Column date,rev◆ -DataMartId $id'
        'Export-OwoxDataMart @splat -Column rev'
        'Export-OwoxDataMart (Get-OwoxDataMart Orders) -Column rev'
        'Export-OwoxDataMart (Get-OwoxDataMart Orders).Id -Column rev'
        'Get-OwoxDataMart Orders | Export-OwoxDataMart -Column rev'
        'Get-OwoxDataMart ''Order*'' | Export-OwoxDataMart -Column rev'
        'Get-OwoxDataMart -Id $id | Where-Object Status -eq PUBLISHED | Export-OwoxDataMart -Column rev'
        '$mart | Export-OwoxDataMart -Column rev'
        '$id | Export-OwoxDataMart -Column rev'
        '(Get-OwoxDataMart Orders) | Export-OwoxDataMart -Column rev'
        'Get-OwoxDataMart Orders | ForEach-Object { Export-OwoxDataMart $_ -Column rev'
        'Get-OwoxDataMart Orders | ForEach-Object { $_ | Export-OwoxDataMart -Column rev'
        'Export-OwoxDataMart $id -Filter (New-OwoxFilter rev'
        'Export-OwoxDataMart $id -Filter (New-OwoxFilter rev◆), { $_.x -gt 1 } -Limit 5'
        'Get-OwoxDataMart Orders | Export-OwoxDataMart -Filter (New-OwoxFilter rev'
        'Export-OwoxDataMart $mart.Id -Sort (New-OwoxSort rev'
        '$f = New-OwoxFilter rev◆; Export-OwoxDataMart $id -Filter $f'
        'Export-OwoxDataMart $id -Column ''rev'
        'Export-OwoxDataMart $id -Column "rev'
        'Export-OwoxDataMart $id -Column ''rev◆'' -Limit 5'
        "Export-OwoxDataMart `$id -Column $([char] 0x2018)rev"
    ) {
        $Error.Clear()
        (Get-Completion $_).CompletionText | Should -Be 'revenue'
        $Error | Should -BeNullOrEmpty
    }

    It 'uses the variables of the line, not those of a caller' {
        function Get-CompletionText($martOfMine) { (Get-Completion 'Export-OwoxDataMart $martOfMine -Sort (New-OwoxSort rev').CompletionText }
        $martOfMine = $Sandbox.dataMarts.adSpend
        Get-CompletionText $id | Should -Be 'revenue'
    }

    It 'offers nothing when the data mart is unknown: <_>' -ForEach @(
        'Export-OwoxDataMart $noSuch -Column rev'
        'Export-OwoxDataMart (Get-Content id.txt) -Column rev'
        'Export-OwoxDataMart -Column rev'
        'Get-OwoxStorage | Export-OwoxDataMart -Column rev'
        'New-OwoxFilter rev'
        'Export-OwoxDataMart 00000000-0000-4000-8000-000000000000 -Column rev'
        'Export-OwoxDataMart $id -Connection NoSuch -Column rev'
        'Export-OwoxDataMart $id -Connection (Get-OwoxConnection) -Column rev'
    ) {
        $Error.Clear()
        $null = Get-Completion $_ -Once
        Wait-BackgroundRequest
        Get-Completion $_ -Once | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }

    It 'offers the columns of several data marts once each' {
        $both = (Get-Completion "Export-OwoxDataMart $id, $($Sandbox.dataMarts.customers) -Column ").CompletionText
        $both | Should -Contain 'revenue'
        $both | Group-Object | Where-Object Count -gt 1 | Should -BeNullOrEmpty
    }
}

Describe 'The completed text' {
    BeforeAll {
        function Add-DataMart([string] $Title, [string[]] $Column = 'x') {
            $body = @{ title = $Title; columns = @($Column | ForEach-Object { @{ name = $_; type = 'DATE' } }); rows = @() } | ConvertTo-Json -Depth 5
            (Invoke-RestMethod "$($Sandbox.origin)/sandbox/data-marts" -Method Post -ContentType 'application/json; charset=utf-8' -Body ([System.Text.Encoding]::UTF8.GetBytes($body))).id
        }

        $titles = @(
            'qt plain words', "qt it's", 'qt "said"', 'qt $(throw) `tick', "qt $([char] 0x2018)smart$([char] 0x2019)", "qt $([char] 0x201c)double$([char] 0x201d)",
            'qt [brackets]', 'qt star*', 'qt what?', 'qt;Remove-Item x', 'qt@{a}', 'qt #no', 'qt,two', "qt ім$([char] 0x2019)я 名"
        )
        foreach ($one in $titles) { $null = Add-DataMart $one }
        $names = @('col umn', "it's", '$x', 'a`b', '[y]', "$([char] 0x2019)q", 'a.b', '-dash', '1e5', '12', 'column', 'unit', 'function', 'direction', 'date desc', '@x', '{z')
        $odd = Add-DataMart 'zz odd columns' $names
        $null = Disconnect-OwoxDataMarts
        $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $password
        $found = Get-Completion 'Get-OwoxDataMart qt'
        $columns = Get-Completion "Export-OwoxDataMart $odd -Column "
    }

    It 'selects the title that was shown, also with wildcards and quotes' {
        $found.ListItemText | Sort-Object | Should -Be ($titles | Sort-Object)
        foreach ($one in $found) {
            $got = & ([scriptblock]::Create("Get-OwoxDataMart $($one.CompletionText)"))
            $got.Title | Should -BeExactly $one.ListItemText
        }
    }

    It 'completes a title that starts with a quotation mark' {
        (Get-Completion "Get-OwoxDataMart 'qt it''").ListItemText | Should -Be "qt it's"
        (Get-Completion 'Get-OwoxDataMart "qt pl').CompletionText | Should -Be "'qt plain words'"
        (Get-Completion "Get-OwoxDataMart 'qt ``[b").ListItemText | Should -Be 'qt [brackets]'
        (Get-Completion "Get-OwoxDataMart 'qt [b").ListItemText | Should -Be 'qt [brackets]'
        (Get-Completion 'Get-OwoxDataMart qt` pl').CompletionText | Should -Be "'qt plain words'"
    }

    It 'selects the column that was shown' {
        $columns.ListItemText | Should -Be $names
        foreach ($one in $columns) {
            & ([scriptblock]::Create("(New-OwoxFilter $($one.CompletionText) is_null).Column")) | Should -BeExactly $one.ListItemText
        }
    }

    It 'creates the rule that was shown, for every column name' {
        foreach ($name in $names) {
            $rules = (Get-Completion "Export-OwoxDataMart $odd -DateBucket ").Where({ $_.ListItemText -eq "$name MONTH" })
            $rules | Should -HaveCount 1
            $seen = & ([scriptblock]::Create($rules[0].CompletionText))
            $key = if ($seen.Contains('column') -and $seen.Count -eq 2) { $seen.column, $seen.unit } else { $($seen.Keys), $($seen.Values) }
            $key | Should -Be $name, 'MONTH'

            $block = [scriptblock]::Create((Get-Completion "Export-OwoxDataMart $odd -Filter ").Where({ $_.ListItemText -eq $name }).CompletionText + '-gt ''2026-01-01'' }')
            (New-OwoxFilter (& ([scriptblock]::Create("$block")))).Column | Should -BeExactly $name
        }
    }

    It 'sorts by the column that was shown, in both directions' {
        Clear-Sandbox
        $rules = Get-Completion "Export-OwoxDataMart $odd -Sort "
        $rules | Should -HaveCount (2 * $names.Count)
        foreach ($rule in $rules) {
            Clear-Sandbox
            $null = & ([scriptblock]::Create("Export-OwoxDataMart $odd -Limit 1 -Sort $($rule.CompletionText)"))
            $query = (Get-SandboxRequest '/api/external/*').query
            $text = [regex]::Match($query, 'sort=([^&]+)').Groups[1].Value.Replace('-', '+').Replace('_', '/')
            $sent = [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($text.PadRight([Math]::Ceiling($text.Length / 4) * 4, '='))) | ConvertFrom-Json
            $shown = if ("$($sent.column) $($sent.direction)" -eq $rule.ListItemText) { $rule.ListItemText } elseif ($sent.direction -eq 'asc') { $sent.column }
            $shown | Should -BeExactly $rule.ListItemText
        }
    }

    It 'never contains a line end or an escape character' {
        Add-Fault 'GET /api/data-storages' status @{ status = 200; body = '[{"id":"a","title":"ok\u001b[31m","type":"X"},{"id":"b","title":"two\nlines","type":"X"},{"id":"c","title":"fine","type":"X"}]' }
        $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $password
        (Get-Completion 'Get-OwoxStorage ').CompletionText | Should -Be 'fine'
        $byId = Get-Completion 'Get-OwoxStorage -Id '
        $byId.CompletionText | Should -Be 'a', 'b', 'c'
        "$($byId.ListItemText)$($byId.ToolTip)" | Should -Not -Match '[\x00-\x1f]'
    }
}
