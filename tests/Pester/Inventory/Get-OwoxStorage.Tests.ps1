# Storages and destinations, their secrets, and the views of all output types.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $commands = (Get-Command -Module Owox).ForEach({ @{ Command = $_ } })
    Stop-OwoxTest
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxStorage' {
    It 'lists storages by title and type' {
        $all = Get-OwoxStorage
        $all | Should -BeOfType 'Owox.Storage'
        $all.Title | Should -Contain 'Shop Warehouse'
        (Get-OwoxStorage 'shop*').PublishedDataMartsCount | Should -BeGreaterThan 5
        (Get-OwoxStorage -Type snowflake).Title | Should -Be 'Snowflake'
    }

    It 'accepts IDs and objects, and reports storages that do not exist' {
        (Get-OwoxStorage 'Snowflake' | Get-OwoxStorage).Title | Should -Be 'Snowflake'
        Assert-Failure { Get-OwoxStorage -Id 'nope' -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says '/api/data-storages/nope'
        Assert-Failure { Get-OwoxStorage 'Nope' -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type System.Management.Automation.ItemNotFoundException -Says "no storage with the title 'Nope'"
    }

    It 'reports a missing field of an item' {
        Add-Fault 'GET /api/data-storages' status @{ status = 200; body = '[{"id":"a","title":"A","type":"X"},{"id":"b","title":"B"}]' }
        $failure = Get-Failure { Get-OwoxStorage }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.UnexpectedResponse,*'
        $failure.Exception.Message.Contains('$[1].type') | Should -BeTrue -Because $failure.Exception.Message
    }

    It 'rejects a response that is not a list' {
        Add-Fault 'GET /api/data-storages' status @{ status = 200; body = '{"items":[]}' }
        Assert-Failure { Get-OwoxStorage } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'it is not a list'
    }
}

Describe 'Get-OwoxDestination' {
    BeforeAll {
        $destination = Get-OwoxDestination 'Executive Looker Studio'
        $secret = ConvertFrom-Secret $destination.SecretKey
        $utf16 = [Convert]::ToHexString([System.Text.Encoding]::Unicode.GetBytes($secret))
    }

    It 'lists destinations by title, type and ID' {
        Get-OwoxDestination | Should -BeOfType 'Owox.Destination'
        (Get-OwoxDestination -Type google_sheets).Title | Should -Be 'Marketing Google Sheets'
        (Get-OwoxDestination '*looker*').Type | Sort-Object -Unique | Should -Be 'LOOKER_STUDIO'
        ($destination | Get-OwoxDestination).Id | Should -Be $destination.Id
        Assert-Failure { Get-OwoxDestination -Id 'nope' -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says '/api/data-destinations/nope'
    }

    It 'returns the secret key as a SecureString' {
        $destination.SecretKey | Should -BeOfType SecureString
        $secret.Length | Should -BeGreaterThan 10
        (Get-OwoxDestination 'Marketing Google Sheets').SecretKey | Should -BeNullOrEmpty
        $destination.Credentials['destinationSecretKey'] | Should -BeExactly '***'
        $destination.Credentials['type'] | Should -Be 'looker-studio-credentials'
    }

    It 'returns the secret key only when it is selected by name' {
        ConvertFrom-Secret $destination.GetSecretKey() | Should -BeExactly $secret
        Get-OwoxDestination | Where-Object SecretKey | ForEach-Object Type | Sort-Object -Unique | Should -Be 'LOOKER_STUDIO'
        ($destination | Select-Object Title, SecretKey).SecretKey | Should -BeOfType SecureString
        ($destination | Select-Object *).PSObject.Properties.Name | Should -Not -Contain 'SecretKey'
    }

    It 'does not show the secret key: <how>' -ForEach @(
        @{ how = 'Out-String'; show = { $destination | Out-String -Width 999 } }
        @{ how = 'Format-List *'; show = { $destination | Format-List * -Force | Out-String -Width 999 } }
        @{ how = 'Format-Custom'; show = { $destination | Format-Custom * -Depth 9 | Out-String -Width 999 } }
        @{ how = 'ConvertTo-Json'; show = { $destination | ConvertTo-Json -Depth 9 -WarningAction SilentlyContinue } }
        @{ how = 'ConvertTo-Csv'; show = { $destination | ConvertTo-Csv | Out-String } }
        @{ how = 'ConvertTo-Xml'; show = { $destination | ConvertTo-Xml -Depth 9 -As String } }
        @{ how = 'ConvertTo-Html'; show = { $destination | ConvertTo-Html | Out-String } }
        @{ how = 'CliXml'; show = { $file = Join-Path $TestDrive 'd.xml'; $destination | Export-Clixml $file -Depth 9; Get-Content -Raw $file } }
        @{ how = 'CliXml in a list'; show = { $file = Join-Path $TestDrive 'l.xml'; @{ all = @($destination) } | Export-Clixml $file -Depth 9; Get-Content -Raw $file } }
        @{ how = 'CliXml of a selection'; show = { $file = Join-Path $TestDrive 's.xml'; $destination | Select-Object * | Export-Clixml $file -Depth 9; Get-Content -Raw $file } }
        @{ how = 'CliXml inside an object'; show = { $file = Join-Path $TestDrive 'n.xml'; [pscustomobject]@{ to = $destination; copy = ($destination | Select-Object *) } | Export-Clixml $file -Depth 9; Get-Content -Raw $file } }
        @{ how = 'CliXml of a job'; show = { $file = Join-Path $TestDrive 'j.xml'; [System.Management.Automation.PSSerializer]::Serialize($destination, 9) | Set-Content $file; Get-Content -Raw $file } }
        @{ how = 'text'; show = { "$destination $($destination.SecretKey) $($destination.Credentials)" } }
    ) {
        $shown = & $show
        $shown | Should -BeLike '*Executive Looker Studio*'
        $shown.Contains($secret) | Should -BeFalse
        $shown.Contains($utf16, [StringComparison]::OrdinalIgnoreCase) | Should -BeFalse
    }

    It 'would fail the test above if CliXml contained the SecureString' -Skip:$IsWindows {
        $file = Join-Path $TestDrive 'planted.xml'
        $destination.SecretKey | Export-Clixml $file
        (Get-Content -Raw $file).Contains($utf16, [StringComparison]::OrdinalIgnoreCase) | Should -BeTrue
    }
}

Describe 'The view of an output type' {
    It 'has at most five columns: <name>' -ForEach @(
        @{ name = 'data mart'; get = { Get-OwoxDataMart Orders }; columns = 'Id', 'Title', 'Status', 'Storage', 'Modified' }
        @{ name = 'storage'; get = { Get-OwoxStorage 'Snowflake' }; columns = 'Id', 'Title', 'Type', 'Published', 'Drafts' }
        @{ name = 'destination'; get = { Get-OwoxDestination 'Executive*' }; columns = 'Id', 'Title', 'Type', 'Modified' }
        @{ name = 'report'; get = { Get-OwoxReport 'Revenue*' }; columns = 'Id', 'Title', 'DataMart', 'Destination', 'LastRun' }
        @{ name = 'insight template'; get = { Get-OwoxInsightTemplate 'Top*' }; columns = 'Id', 'Title', 'DataMart', 'Sources', 'Modified' }
        @{ name = 'context'; get = { Get-OwoxContext Sales }; columns = 'Id', 'Name', 'Description', 'Modified' }
        @{ name = 'relationship'; get = { Get-OwoxDataMart Customers | Get-OwoxRelationship }; columns = 'Id', 'Source', 'Target', 'Alias', 'Join' }
        @{ name = 'column'; get = { Get-OwoxDataMart Orders | Get-OwoxDataMartColumn -Name cost }; columns = 'Name', 'Type', 'Alias', 'Description', 'Aggregations' }
        @{ name = 'search result'; get = { Find-OwoxItem snowflake -Type Storage }; columns = 'EntityId', 'Title', 'EntityType', 'Score', 'Description' }
        @{ name = 'run'; get = { Get-OwoxRun -First 1 }; columns = 'Id', 'Status', 'Created', 'DataMart', 'Type' }
        @{ name = 'schedule'; get = { Get-OwoxTrigger -Type REPORT_RUN }; columns = 'Type', 'Cron', 'TimeZone', 'NextRun', 'DataMart' }
        @{ name = 'data quality'; get = { Get-OwoxDataQuality Orders }; columns = 'DataMart', 'State', 'Passed', 'Failed', 'LastRun' }
        @{ name = 'connection'; get = { Get-OwoxConnection -Current }; columns = 'Name', 'Origin', 'Project', 'Member', 'Scopes' }
    ) {
        $shown = (& $get | Out-String -Width 250).Trim() -split '\r?\n'
        $shown[0].Trim() -split '\s+' | Should -Be $columns
        $shown | Should -HaveCount 3
    }

    It 'shows the ID, the title and the status of a data mart' {
        $shown = Get-OwoxDataMart Orders | Out-String -Width 250
        $shown | Should -BeLike "*$($Sandbox.dataMarts.orders)*Orders*PUBLISHED*Shop*2026-11-21*"
    }

    It 'shows a few properties in a list' {
        $shown = (Get-OwoxDataMart Orders | Format-List | Out-String -Width 250).Trim() -split '\r?\n'
        $shown | Should -HaveCount 5
        (Test-OwoxConnection | Out-String).Trim() -split '\r?\n' | Should -HaveCount 5
    }
}

Describe '<Command>' -ForEach $commands {
    It 'has an output type' {
        $Command.OutputType | Should -Not -BeNullOrEmpty
    }
}
