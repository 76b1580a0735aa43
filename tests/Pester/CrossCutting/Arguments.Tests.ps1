# Rules for the arguments of all cmdlets: times, IDs, unknown parameter names, and null values that would widen a query. A new cmdlet cannot
# break them.

BeforeDiscovery {
    # Each cmdlet has a help page.
    $cmdlets = (Get-ChildItem (Join-Path $PSScriptRoot '../../../docs/cmdlets/*.md')).BaseName

    # A call for each parameter that takes a time.
    $times = @(
        @{ name = 'Export-OwoxDataMart -Since'; use = { Export-OwoxDataMart $orders -DateColumn date -Limit 1 -Since $args[0] } }
        @{ name = 'Export-OwoxDataMart -Until'; use = { Export-OwoxDataMart $orders -DateColumn date -Limit 1 -Until $args[0] } }
        @{ name = 'Get-OwoxAuditEvent -Since'; use = { Get-OwoxAuditEvent $auditLog -Since $args[0] } }
        @{ name = 'Get-OwoxAuditEvent -Until'; use = { Get-OwoxAuditEvent $auditLog -Until $args[0] } }
        @{ name = 'Get-OwoxRun -Since'; use = { Get-OwoxRun -First 1 -Since $args[0] } }
        @{ name = 'Get-OwoxRun -Until'; use = { Get-OwoxRun -First 1 -Until $args[0] } }
        @{ name = 'Get-OwoxApiKey -NotUsedSince'; use = { Get-OwoxApiKey -NotUsedSince $args[0] -Connection member } }
        @{ name = 'New-OwoxApiKey -ExpiresAt'; use = { New-OwoxApiKey -Name x -ExpiresAt $args[0] -Connection member -WhatIf } }
        @{ name = 'Invoke-OwoxApiKeyRotation -ExpiresAt'; use = { Invoke-OwoxApiKeyRotation x -ExpiresAt $args[0] -Connection member -WhatIf } }
    )

    # A call for each parameter that takes an ID and no title.
    $ids = @(
        @{ name = 'Get-OwoxContext -Id'; use = { Get-OwoxContext -Id $args[0] } }
        @{ name = 'Get-OwoxCredential -Id'; use = { Get-OwoxCredential -Id $args[0] } }
        @{ name = 'New-OwoxCredential -ContextId'; use = { New-OwoxCredential x openai -SecretCommand { 'x' } -ContextId $args[0] } }
        @{ name = 'New-OwoxCredential -OwnerId'; use = { New-OwoxCredential x openai -SecretCommand { 'x' } -OwnerId $args[0] } }
        @{ name = 'Set-OwoxCredential -ContextId'; use = { Set-OwoxCredential x -ContextId $args[0] } }
        @{ name = 'Set-OwoxCredential -OwnerId'; use = { Set-OwoxCredential x -OwnerId $args[0] } }
        @{ name = 'Get-OwoxDestination -Id'; use = { Get-OwoxDestination -Id $args[0] } }
        @{ name = 'Get-OwoxStorage -Id'; use = { Get-OwoxStorage -Id $args[0] } }
        @{ name = 'Get-OwoxInsightTemplate -Id'; use = { Get-OwoxInsightTemplate -Id $args[0] } }
        @{ name = 'Get-OwoxTrigger -Id'; use = { Get-OwoxTrigger -Id $args[0] } }
        @{ name = 'Get-OwoxRun -Id'; use = { Get-OwoxRun -Id $args[0] -DataMartId $orders } }
        @{ name = 'Stop-OwoxRun -Id'; use = { Stop-OwoxRun $args[0] -DataMartId $orders } }
        @{ name = 'Stop-OwoxRun -Id without a data mart'; use = { Stop-OwoxRun $args[0] } }
        @{ name = 'Wait-OwoxRun -Id'; use = { Wait-OwoxRun $args[0] -DataMartId $orders } }
        @{ name = 'Get-OwoxDataMart -StorageId'; use = { Get-OwoxDataMart -StorageId $args[0] } }
        @{ name = 'Get-OwoxRelationship -StorageId'; use = { Get-OwoxRelationship -StorageId $args[0] } }
        @{ name = 'Get-OwoxApiKey -Id'; use = { Get-OwoxApiKey -Id $args[0] -Connection member } }
        @{ name = 'Rename-OwoxApiKey -Id'; use = { Rename-OwoxApiKey -Id $args[0] -NewName x -Connection member } }
        @{ name = 'Revoke-OwoxApiKey -Id'; use = { Revoke-OwoxApiKey -Id $args[0] -Force -Connection member } }
        @{ name = 'Get-OwoxLicenseKey -Id'; use = { Get-OwoxLicenseKey -Id $args[0] -Connection member } }
        @{ name = 'Rename-OwoxLicenseKey -Id'; use = { Rename-OwoxLicenseKey -Id $args[0] -NewName x -Connection member } }
        @{ name = 'Revoke-OwoxLicenseKey -Id'; use = { Revoke-OwoxLicenseKey -Id $args[0] -Force -Connection member } }
        @{ name = 'Invoke-OwoxLicenseKeyRotation -Id'; use = { Invoke-OwoxLicenseKeyRotation x -Id $args[0] -Force -Connection member } }
        @{ name = 'Reset-OwoxDestinationSecret -DestinationId'; use = { Reset-OwoxDestinationSecret -DestinationId $args[0] -SecretName x -Force -Connection member } }
        @{ name = 'Get-OwoxPluginPublication -Id'; use = { Get-OwoxPluginPublication -Id $args[0] } }
        @{ name = 'Unpublish-OwoxPlugin -Id'; use = { Unpublish-OwoxPlugin -Id $args[0] -Confirm:$false } }
        @{ name = 'Publish-OwoxPlugin -ProjectId'; use = { Publish-OwoxPlugin octo/plugin -Scope project -ProjectId $args[0] -Confirm:$false } }
        @{ name = 'Unpublish-OwoxPlugin -ProjectId'; use = { Unpublish-OwoxPlugin octo/plugin -Scope project -ProjectId $args[0] -Confirm:$false } }
        @{ name = 'Update-OwoxPlugin -Id'; use = { Update-OwoxPlugin -Id $args[0] } }
        @{ name = 'Suspend-OwoxPlugin -Id'; use = { Suspend-OwoxPlugin -Id $args[0] } }
        @{ name = 'Resume-OwoxPlugin -Id'; use = { Resume-OwoxPlugin -Id $args[0] } }
    )

    # A call for each parameter that takes an ID or a title.
    $titles = @(
        @{ name = 'Export-OwoxDataMart -Id'; use = { Export-OwoxDataMart $args[0] } }
        @{ name = 'Export-OwoxReport -Id'; use = { Export-OwoxReport $args[0] } }
        @{ name = 'Get-OwoxDataMart -Id'; use = { Get-OwoxDataMart -Id $args[0] } }
        @{ name = 'Get-OwoxReport -Id'; use = { Get-OwoxReport -Id $args[0] } }
        @{ name = 'New-OwoxTableScript -DataMartId'; use = { New-OwoxTableScript $args[0] t Sqlite } }
        @{ name = 'Get-OwoxReport -DataMartId'; use = { Get-OwoxReport -DataMartId $args[0] } }
        @{ name = 'Get-OwoxDataMartColumn -DataMartId'; use = { Get-OwoxDataMartColumn $args[0] } }
        @{ name = 'Get-OwoxDataQuality -DataMartId'; use = { Get-OwoxDataQuality $args[0] } }
        @{ name = 'Get-OwoxInsightTemplate -DataMartId'; use = { Get-OwoxInsightTemplate -DataMartId $args[0] } }
        @{ name = 'Get-OwoxRelationship -DataMartId'; use = { Get-OwoxRelationship $args[0] } }
        @{ name = 'Get-OwoxRun -DataMartId'; use = { Get-OwoxRun $args[0] } }
        @{ name = 'Get-OwoxTrigger -DataMartId'; use = { Get-OwoxTrigger -DataMartId $args[0] } }
        @{ name = 'Get-OwoxTrigger -ReportId'; use = { Get-OwoxTrigger -ReportId $args[0] } }
        @{ name = 'Remove-OwoxCredential -Id'; use = { Remove-OwoxCredential $args[0] -Force } }
        @{ name = 'Set-OwoxCredential -Id'; use = { Set-OwoxCredential $args[0] -Enabled $true } }
        @{ name = 'Test-OwoxCredential -Id'; use = { Test-OwoxCredential $args[0] } }
        @{ name = 'Start-OwoxRun -DataMartId'; use = { Start-OwoxRun $args[0] -DataQuality } }
        @{ name = 'Stop-OwoxRun -DataMartId'; use = { Stop-OwoxRun x -DataMartId $args[0] } }
        @{ name = 'Test-OwoxDataMart -Id'; use = { Test-OwoxDataMart $args[0] -MaxAge 1.00:00 } }
        @{ name = 'Wait-OwoxRun -DataMartId'; use = { Wait-OwoxRun x -DataMartId $args[0] } }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $null = Connect-OwoxDataMarts -Name member -Origin $Sandbox.origin -Credential ([pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword)))
    $null = Connect-Sandbox
    $orders = $Sandbox.dataMarts.orders
    $auditLog = (New-Item (Join-Path $TestDrive 'audit.jsonl')).FullName

    # The parameters of all cmdlets, in the form of the names above.
    function Get-OwoxParameter([scriptblock] $Where) {
        foreach ($command in Get-Command -Module Owox) {
            $command.Parameters.Values | Where-Object $Where | ForEach-Object { "$($command.Name) -$($_.Name)" }
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A time argument' {
    It 'is accepted only by the parameters that are tested here' -TestCases @{ tested = @($times.name) } {
        Get-OwoxParameter { $_.ParameterType -in [datetime], [datetimeoffset], [Nullable[datetime]], [Nullable[datetimeoffset]] } | Sort-Object |
            Should -Be ($tested | Sort-Object)
    }
}

Describe '<name>' -ForEach $times {
    BeforeEach {
        Clear-Sandbox
    }

    It 'rejects text that is ambiguous between cultures: <value>' -ForEach @(
        @{ value = '03/04/2026' }, @{ value = '3.4.2026' }, @{ value = '2026/04/03' }, @{ value = '3 April 2026' }, @{ value = '20260403' }
        @{ value = '2026-04-03 8:00' }, @{ value = '10:30' }, @{ value = 'yesterday' }, @{ value = '' }
    ) {
        $failure = Get-Failure { & $use $value }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        $failure.Exception.Message | Should -BeLike "*'$value' is not a time in ISO 8601 format*'2026-01-31T08:00Z'*"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'null'; value = $null; says = 'The value is null' }
        @{ what = 'a number'; value = 14; says = 'type Int32 is not a time' }
        @{ what = 'a time span'; value = [timespan]'14:00'; says = 'type TimeSpan is not a time' }
    ) {
        $failure = Get-Failure { & $use $value }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        $failure.Exception.Message | Should -BeLike "*$says*"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'accepts <what>' -ForEach @(
        @{ what = 'a DateOnly'; value = [dateonly]::new(2036, 4, 3) }, @{ what = 'a DateTime'; value = [datetime]'2036-04-03' }
        @{ what = 'a string in ISO format'; value = '2036-04-03' }
    ) {
        $script:ErrorActionPreference = 'SilentlyContinue'
        try { $null = & $use $value } catch { $_.FullyQualifiedErrorId | Should -Not -BeLike 'ParameterArgument*' }
    }
}

Describe 'A day argument' {
    It 'is the same as a DateOnly and as text' {
        Clear-Sandbox
        $null = Export-OwoxDataMart $orders -DateColumn date -Limit 1 -Since ([dateonly]::new(2025, 6, 1))
        $null = Export-OwoxDataMart $orders -DateColumn date -Limit 1 -Since '2025-06-01'
        $queries = @(Get-SandboxRequest '*.ndjson').query
        $queries | Should -HaveCount 2
        $queries[0] | Should -BeExactly $queries[1]
    }
}

Describe 'An ID argument' {
    It 'is accepted only by the parameters that are tested here' -TestCases @{ tested = @($ids.name) + @($titles.name) | Where-Object { $_ -notlike '* without *' } | Sort-Object } {
        # -IdentityClientId is an ID of Azure.
        Get-OwoxParameter { $_.Name -cmatch '(^|[a-z])Id$' -and $_.Name -ne 'IdentityClientId' -and $_.ParameterType -in [string], [string[]] } | Sort-Object | Should -Be $tested
    }
}

Describe '<name>' -ForEach $ids {
    It 'rejects <_> without a request' -ForEach '.', '..', 'a/b', '../..', 'a\b', '%2e%2e' {
        Clear-Sandbox
        Assert-Failure { & $use $_ -ErrorAction Stop } -Id Owox.IdInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "'$_' is not an ID", 'Nothing was sent'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}

Describe '<name>' -ForEach $titles {
    It 'rejects <_> without a request' -ForEach '.', '..' {
        Clear-Sandbox
        Assert-Failure { & $use $_ -ErrorAction Stop } -Id Owox.IdInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "'$_' is not an ID"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}

Describe 'Several IDs' {
    It 'are checked one by one in a pipeline' {
        Clear-Sandbox
        $run = Get-OwoxRun $Sandbox.dataMarts.recordedOrders -First 1
        $found = '..', $run.Id | ForEach-Object { [pscustomobject]@{ RunId = $_; DataMartId = $run.DataMartId } } | Get-OwoxRun -ErrorVariable failed -ErrorAction SilentlyContinue
        $found.Id | Should -Be $run.Id
        $failed.FullyQualifiedErrorId | Should -BeLike 'Owox.IdInvalid,*'
    }
}

Describe 'A parameter name that <_> does not have' -ForEach $cmdlets {
    It 'is reported like PowerShell reports it, before a prompt for mandatory parameters' {
        $command = $_
        $table = @{ Xyzzy = 'a' }
        Clear-Sandbox
        $engine = Get-Failure { Get-Date -Xyzzy a }
        foreach ($use in { & $command -Xyzzy a }, { & $command -Xyzzy:a }, { & $command -Xyzzy }, { & $command @table }, { & $command x -Xyzzy a b -Other c }, { 'x' | & $command -Xyzzy a }) {
            $id, $category, $type = ($engine.FullyQualifiedErrorId -split ',')[0], $engine.CategoryInfo.Category, $engine.Exception.GetType().FullName
            Assert-Failure $use $id $category $type "$($engine.Exception.Message) Get-Help $command shows the parameters."
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is reported without a secret' {
        $command = $_
        $key = New-KeyText @{ apiOrigin = 'https://owox.example.com'; apiKeyId = 'pmk_misplaced'; apiKeySecret = 'behind-a-wrong-name' }
        $tail = $key.Substring(20, 40)
        $file = Join-Path $TestDrive 'literal.ps1'
        "$command -Xyzzy $key`n" | Set-Content $file
        $table = @{ $key = 'a' }
        foreach ($use in { & $command -Xyzzy $key }, { & $command -Xyzzy:$key }, { & $command $key -Xyzzy a }, { & $command -Xyzzy @{ apiKey = $key } }, { & $command @table }, { & $file }) {
            $failure = Get-Failure $use
            $failure.FullyQualifiedErrorId | Should -BeLike 'NamedParameterNotFound,*'
            $failure.CategoryInfo.Category | Should -Be InvalidArgument
            $failure.TargetObject | Should -BeNullOrEmpty
            "$($failure.Exception) $($failure.InvocationInfo.Line) $($failure.InvocationInfo.PositionMessage) $($failure.InvocationInfo.BoundParameters.Values) $($failure | Out-String -Width 4000)" |
                Should -Not -Match $tail
        }

        (Get-Failure { & $command @table }).Exception.Message | Should -Be "A secret was passed in place of a parameter name. Remove it; Get-Help $command shows the parameters."
    }
}

Describe 'A misspelled parameter name' {
    It 'is reported with similar names: <what>' -ForEach @(
        @{ what = 'two letters are swapped'; use = { Export-OwoxDataMart $orders -Colunm a }; name = 'Colunm'; similar = '-Column' }
        @{ what = 'a letter is missing'; use = { Export-OwoxDataMart $orders -Pth a.csv }; name = 'Pth'; similar = '-Path' }
        @{ what = 'a mandatory parameter'; use = { New-OwoxApiKey -Nmae backup }; name = 'Nmae'; similar = '-Name' }
        @{ what = 'with a colon'; use = { Get-OwoxRun -Frist:3 }; name = 'Frist'; similar = '-First' }
        @{ what = 'a plural'; use = { Get-OwoxDataMart -Titles x }; name = 'Titles'; similar = '-Title' }
        @{ what = 'a common parameter'; use = { Get-OwoxDataMart -Vebrose }; name = 'Vebrose'; similar = '-Verbose' }
        @{ what = 'with two hyphens'; use = { Export-OwoxDataMart $orders --limit 3 }; name = 'limit'; similar = '-Limit' }
        @{ what = 'with a dash of a word processor'; use = { Get-OwoxRun –Frist 3 }; name = 'Frist'; similar = '-First' }
        @{ what = 'with an equals sign'; use = { Export-OwoxDataMart $orders -Limit=5 }; name = 'Limit'; similar = '-Limit' }
        @{ what = 'in the pipeline'; use = { $orders | Export-OwoxDataMart -Limt 5 }; name = 'Limt'; similar = '-Limit' }
    ) {
        Clear-Sandbox
        Assert-Failure $use NamedParameterNotFound InvalidArgument System.Management.Automation.ParameterBindingException "A parameter cannot be found that matches parameter name '$name'. Did you mean $similar"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is one error, and the script continues' {
        $shell = New-Shell
        try {
            $running = Start-InShell $shell '$Error.Clear(); New-OwoxApiKey -Nmae backup; $Error.Count; "continues"'
            $shell.EndInvoke($running) | Should -Be 1, 'continues'
            $shell.Streams.Error.FullyQualifiedErrorId | Should -BeLike 'NamedParameterNotFound,*'
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'is shown without a value after an equals sign' {
        foreach ($use in { Connect-OwoxDataMarts -Password=hunter-22 }, { Connect-OwoxDataMarts -Anything=hunter-22 }) {
            Assert-Failure $use NamedParameterNotFound InvalidArgument System.Management.Automation.ParameterBindingException 'A parameter cannot be found that matches'
            (Get-Failure $use).Exception.Message | Should -Not -Match 'hunter'
        }
    }

    It 'does not suggest hidden parameters' {
        (Get-Failure { Get-OwoxDataMart -WithoutNmae x }).Exception.Message | Should -Not -BeLike '*-Without*'
    }

    It 'is recognized only in front of a value' {
        Assert-Failure { Get-OwoxDataMart Orders -5 } Owox.UnexpectedArgument InvalidArgument Owox.OwoxConfigurationException 'does not accept 1 of the arguments'
    }
}

Describe 'An argument that would widen a query' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is rejected: <name>' -ForEach @(
        @{ name = '-Since of a misspelled variable'; use = { Export-OwoxDataMart $orders -DateColumn date -Since $misspelled }; id = 'ParameterArgumentTransformationError'; says = 'The value is null, which would not limit the time' }
        @{ name = '-Until of a misspelled variable'; use = { Export-OwoxDataMart $orders -DateColumn date -Until $misspelled }; id = 'ParameterArgumentTransformationError'; says = 'The value is null, which would not limit the time' }
        @{ name = '-LastDays of a misspelled variable'; use = { Export-OwoxDataMart $orders -DateColumn date -LastDays $misspelled }; id = 'Owox.ParameterIsNull'; says = 'The value of -LastDays is null' }
        @{ name = '-Limit of a misspelled variable'; use = { Export-OwoxDataMart $orders -Limit $misspelled }; id = 'Owox.ParameterIsNull'; says = 'The value of -Limit is null' }
        @{ name = '-Limit of a misspelled variable, for a report'; use = { Export-OwoxReport x -Limit $misspelled }; id = 'Owox.ParameterIsNull'; says = 'The value of -Limit is null' }
        @{ name = '-Column of a misspelled variable'; use = { Export-OwoxDataMart $orders -Column $misspelled }; id = 'ParameterArgumentValidationError'; says = "'Column'", 'null' }
        @{ name = '-Column with null in it'; use = { Export-OwoxDataMart $orders -Column date, $misspelled }; id = 'ParameterArgumentValidationError'; says = "'Column'", 'null' }
        @{ name = '-Filter of a misspelled variable'; use = { Export-OwoxDataMart $orders -Filter $misspelled }; id = 'ParameterArgumentValidationError'; says = "'Filter'", 'null' }
        @{ name = '-Filter with null in it'; use = { Export-OwoxDataMart $orders -Filter { $_.date -gt '2026-01-01' }, $misspelled }; id = 'ParameterArgumentValidationError'; says = "'Filter'", 'null' }
        @{ name = '-Filter of an empty list'; use = { Export-OwoxDataMart $orders -Filter @() }; id = 'ParameterArgumentValidationError'; says = "'Filter'", 'empty' }
        @{ name = '-Filter of an empty JSON list'; use = { Export-OwoxDataMart $orders -Filter '[]' }; id = 'Owox.RuleInvalid'; says = 'a list for a filter is empty; omit the list instead' }
        @{ name = '-Filter with an empty list in it'; use = { Export-OwoxDataMart $orders -Filter { $_.date -gt '2026-01-01' }, @() }; id = 'Owox.RuleInvalid'; says = 'a list for a filter is empty; omit the list instead' }
        @{ name = '-Aggregation of an empty table'; use = { Export-OwoxDataMart $orders -Column date -Aggregation @{} }; id = 'Owox.RuleInvalid'; says = "an aggregation must have the field 'column'" }
        @{ name = '-Aggregation without functions'; use = { Export-OwoxDataMart $orders -Column date -Aggregation @{ revenue = @() } }; id = 'Owox.RuleInvalid'; says = "the 'function' of an aggregation on 'revenue' is an empty list" }
        @{ name = '-Aggregation of null'; use = { Export-OwoxDataMart $orders -Column date -Aggregation @{ revenue = $misspelled } }; id = 'Owox.RuleInvalid'; says = "the 'function' of an aggregation must be a string, but that of 'revenue' is null" }
        @{ name = '-Aggregation of an empty list'; use = { Export-OwoxDataMart $orders -Column date -Aggregation @() }; id = 'ParameterArgumentValidationError'; says = "'Aggregation'", 'empty' }
        @{ name = '-DateBucket without units'; use = { Export-OwoxDataMart $orders -Column date -DateBucket @{ date = @() } }; id = 'Owox.RuleInvalid'; says = "the 'unit' of a date bucket on 'date' is an empty list" }
        @{ name = '-DateBucket of a misspelled variable'; use = { Export-OwoxDataMart $orders -Column date -DateBucket $misspelled }; id = 'ParameterArgumentValidationError'; says = "'DateBucket'", 'null' }
        @{ name = '-Sort without directions'; use = { Export-OwoxDataMart $orders -Sort @{ date = @() } }; id = 'Owox.RuleInvalid'; says = "the 'direction' of a sort on 'date' is an empty list" }
        @{ name = '-DateColumn alone'; use = { Export-OwoxDataMart $orders -DateColumn date }; id = 'Owox.RuleInvalid'; says = '-DateColumn requires -Since, -Until or -LastDays; alone it would request all rows' }
        @{ name = '-DateColumn alone, to a file'; use = { Export-OwoxDataMart $orders -DateColumn date -Path (Join-Path $TestDrive x.csv) }; id = 'Owox.RuleInvalid'; says = '-DateColumn requires -Since, -Until or -LastDays; alone it would request all rows' }
        @{ name = '-DateColumn alone, to a folder'; use = { Export-OwoxDataMart $orders -DateColumn date -Directory $TestDrive }; id = 'Owox.RuleInvalid'; says = '-DateColumn requires -Since, -Until or -LastDays; alone it would request all rows' }
        @{ name = '-DateColumn of a misspelled variable'; use = { Export-OwoxDataMart $orders -DateColumn $misspelled -LastDays 1 }; id = 'ParameterArgumentValidationError'; says = "'DateColumn'", 'null' }
        @{ name = '-Query with null in it'; use = { Invoke-OwoxApi "/api/external/http-data/data-marts/$orders.ndjson" -AsStream -Query @{ limit = $misspelled } }; id = 'Owox.ApiPathInvalid'; says = "the value of 'limit' in the query is null" }
        @{ name = '-Query with an empty list in it'; use = { Invoke-OwoxApi "/api/external/http-data/data-marts/$orders.ndjson" -AsStream -Query @{ column = @() } }; id = 'Owox.ApiPathInvalid'; says = "the value of 'column' in the query is an empty list; omit the name" }
    ) {
        $category, $type = switch ($id) {
            'ParameterArgumentTransformationError' { 'InvalidData', 'System.Management.Automation.ParameterBindingArgumentTransformationException' }
            'ParameterArgumentValidationError' { 'InvalidData', 'System.Management.Automation.ParameterBindingValidationException' }
            default { 'InvalidArgument', 'Owox.OwoxConfigurationException' }
        }
        Assert-Failure $use -Id $id -Category $category -Type $type -Says $says
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is rejected by every parameter of an export that selects rows' {
        $selecting = 'Column', 'Filter', 'Aggregation', 'DateBucket', 'DateColumn', 'Since', 'Until', 'LastDays', 'Limit', 'Sort', 'Watermark', 'WatermarkTimeZone'
        foreach ($command in 'Export-OwoxDataMart', 'Export-OwoxReport') {
            foreach ($name in $selecting | Where-Object { (Get-Command $command).Parameters.ContainsKey($_) }) {
                $with = @{ $name = $null }
                (Get-Failure { & $command $orders -Path (Join-Path $TestDrive x.csv) @with }).FullyQualifiedErrorId | Should -Match '^(ParameterArgument|Owox\.ParameterIsNull,)' -Because "$command -$name"
            }
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}
