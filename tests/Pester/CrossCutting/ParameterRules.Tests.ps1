# Rules for the parameters of all cmdlets: empty pipelines, -Force and -Confirm, time spans, and parameters that have no effect.
# The cmdlets and their parameters are read from the module, so that a new cmdlet is also tested.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Prompt/Prompt.psm1')
    Start-OwoxTest
    $null = Connect-Member
    $commands = @(Get-Command -Module Owox | Sort-Object Name)
    $configurationError = 'Owox.OwoxConfigurationException'
    $marts = $Sandbox.dataMarts
    $hidden = [System.Reflection.BindingFlags]'Instance, NonPublic, Public'

    # A value of the type of a parameter.
    function Get-Argument([type] $Type) {
        switch ($Type) {
            ([switch]) { return $true }
            ([securestring]) { return ConvertTo-Secret 'x' }
            ([pscredential]) { return [pscredential]::new('x', (ConvertTo-Secret 'x')) }
            ([object]) { return @{ runType = 'INCREMENTAL' } }
            ([scriptblock]) { return { revenue -gt 1 } }
            ([object[]]) { return @(1, 2) }
            ([timespan]) { return [timespan]::FromDays(1) }
            ([Nullable[timespan]]) { return [timespan]::FromDays(1) }
            default {
                $plain = [nullable]::GetUnderlyingType($Type)
                if ($plain.IsEnum) { return [enum]::GetNames($plain)[0] }
                return 'x'
            }
        }
    }

    # The calls of a cmdlet with pipeline input: for each parameter set, the mandatory parameters that do not accept
    # pipeline input.
    function Get-PipelineCall($Command) {
        foreach ($set in $Command.ParameterSets.Where({ $_.Parameters.Where({ $_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName }) })) {
            # A reader cannot be created without a query.
            if ($set.Parameters.Where({ $_.IsMandatory -and $_.ParameterType -eq [Owox.OwoxDataReader] })) {
                continue
            }

            $with = @{}
            foreach ($parameter in $set.Parameters.Where({ $_.IsMandatory -and -not $_.ValueFromPipeline -and -not $_.ValueFromPipelineByPropertyName })) {
                $with[$parameter.Name] = if ($parameter.Name -eq 'Path') { Join-Path $TestDrive 'x.ndjson' } else { Get-Argument $parameter.ParameterType }
            }

            , $with
        }
    }

    # The attributes with that name of a parameter.
    function Get-ParameterAttribute($Command, [string] $Parameter, [string] $Name) {
        $Command.ImplementingType.GetProperty($Parameter).GetCustomAttributes($true) | Where-Object { $_.GetType().Name -eq $Name }
    }

    function Get-TimeSpanParameter {
        foreach ($command in $commands) {
            foreach ($parameter in $command.Parameters.Values.Where({ $_.ParameterType -in [timespan], [Nullable[timespan]] })) {
                [pscustomobject]@{ Command = $command; Parameter = $parameter }
            }
        }
    }

    # The other parameters that a call of each cmdlet with a time span needs.
    $withTimeSpan = @{
        'New-OwoxApiKey'            = @{ Name = 'spans' }
        'Get-OwoxApiKey'            = @{}
        'Find-OwoxStaleApiKey'      = @{}
        'Get-OwoxSecretReport'      = @{}
        'Test-OwoxDataMart'         = @{ Id = 'x' }
        'Invoke-OwoxApiKeyRotation' = @{ SecretName = 'spans'; KeepOld = $true; Force = $true }
        'Get-OwoxLicenseKey'        = @{}
        'Invoke-OwoxLicenseKeyRotation' = @{ SecretName = 'spans'; KeepOld = $true; Force = $true }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An empty pipeline' {
    It 'has no effect in any cmdlet with pipeline input' {
        $tried = 0
        foreach ($command in $commands) {
            foreach ($with in Get-PipelineCall $command) {
                Clear-Sandbox
                $tried++
                $because = "$($command.Name) $($with.Keys)"
                @() | & $command.Name @with | Should -BeNullOrEmpty -Because $because
                Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty -Because $because
            }
        }

        $tried | Should -BeGreaterThan 30
    }

    It 'has the same result as a pipeline of only unsuitable objects' {
        $tried = 0
        foreach ($command in $commands) {
            foreach ($with in Get-PipelineCall $command) {
                # For cmdlets that accept any object or any text, no object is unsuitable: -Secret reports the type of the object itself. The
                # hidden parameter WithoutUse only rejects secrets.
                $piped = $command.ParameterSets.Parameters.Where({ $_.ValueFromPipeline -and $_.Name -ne 'WithoutUse' })
                $takesText = $piped.Where({ $_.ParameterType -in [string], [string[]] -and -not (Get-ParameterAttribute $command $_.Name 'ResourceIdTransformationAttribute') })
                if ($takesText -or $piped.ParameterType -contains [psobject] -or $piped.ParameterType -contains [object] -or $piped.ParameterType -contains [securestring] -or $command.Name -eq 'ConvertFrom-OwoxApiKey') {
                    continue
                }

                Clear-Sandbox
                $tried++
                $because = "$($command.Name) $($with.Keys)"
                $given = $null
                $failed = @()
                try {
                    $given = [pscustomobject]@{ Nothing = 1 } | & $command.Name @with -ErrorAction SilentlyContinue -ErrorVariable failed
                }
                catch {
                    $failed = @($_)
                }

                $given | Should -BeNullOrEmpty -Because $because
                $failed | Should -Not -BeNullOrEmpty -Because $because
                Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty -Because $because
            }
        }

        $tried | Should -BeGreaterThan 20
    }

    It 'does not revoke a key' {
        $key = New-ServerKey 'stays'
        @() | Get-OwoxApiKey | Revoke-OwoxApiKey -Force
        Get-OwoxApiKey 'no such key*' | Get-OwoxApiKey | Revoke-OwoxApiKey -Force
        (Get-ServerKey stays).apiKeyId | Should -Be $key.apiKeyId
    }

    It 'differs from a call without a pipeline: <call>' -ForEach @(
        @{ call = { Get-OwoxApiKey } }
        @{ call = { Get-OwoxStorage } }
        @{ call = { Get-OwoxContext } }
    ) {
        & $call | Should -Not -BeNullOrEmpty
        $all = & $call
        ($all[0] | & "$call".Trim()).Id | Should -Be $all[0].Id
    }

    It 'is reported in the verbose stream' {
        "$(@() | Get-OwoxApiKey -Verbose 4>&1)" | Should -BeLike '*The pipeline contained no input for Get-OwoxApiKey*'
    }

    It 'is handled in the base class, and no cmdlet overrides it' {
        foreach ($command in $commands) {
            foreach ($method in 'BeginProcessing', 'ProcessRecord', 'EndProcessing') {
                $found = $command.ImplementingType.GetMethod($method, $hidden)
                $found.DeclaringType.Name | Should -Be 'OwoxCmdletBase' -Because "$($command.Name) $method"
                $found.IsFinal | Should -BeTrue
            }
        }
    }
}

Describe '-Force and -Confirm' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'follow the same rule of the base class in every cmdlet that has both' {
        $forced = $commands.Where({ $_.Parameters.ContainsKey('Force') })
        $forced.Name | Should -Be 'Export-OwoxDataMart', 'Export-OwoxReport', 'Invoke-OwoxApi', 'Invoke-OwoxApiKeyRotation', 'Invoke-OwoxLicenseKeyRotation',
        'New-OwoxApiKey', 'New-OwoxCredential', 'New-OwoxLicenseKey', 'Remove-OwoxCredential', 'Rename-OwoxApiKey', 'Rename-OwoxLicenseKey', 'Reset-OwoxDestinationSecret', 'Revoke-OwoxApiKey', 'Revoke-OwoxLicenseKey'
        foreach ($command in $forced) {
            $command.Parameters.Keys | Should -Contain 'Confirm'
            $rule = $command.ImplementingType.GetMethods($hidden).Where({ $_.Name -eq 'ShouldProcess' -and $_.GetParameters().Count -eq 2 })
            $rule.DeclaringType.Name | Should -Contain 'OwoxCmdletBase'
        }
    }

    It 'prompt with -Confirm, also with -Force: <call>' -ForEach @(
        @{ call = 'Revoke-OwoxApiKey $id -Force -Confirm -Connection $connection' }
        @{ call = 'Rename-OwoxApiKey $id renamed -Force -Confirm -Connection $connection' }
        @{ call = 'New-OwoxApiKey prompted -Force -Confirm -Connection $connection' }
        @{ call = 'Export-OwoxDataMart $orders -Path $path -Limit 1 -Force -Confirm -Connection $connection' }
        @{ call = 'Export-OwoxReport $report -Path $path -Force -Confirm -Connection $connection' }
        @{ call = 'Invoke-OwoxApi /api/data-storages -OutFile $path -Force -Confirm -Connection $connection' }
    ) {
        $with = @{ id = (New-ServerKey 'prompted key').apiKeyId; orders = $marts.orders; path = Join-Path $TestDrive 'prompted.ndjson'; report = (Get-OwoxReport)[0].Id }
        Clear-Sandbox
        $run = Invoke-WithPrompt $call $with -Choice 2
        $run.Errors | Should -BeNullOrEmpty
        $run.Prompts | Should -HaveCount 1
        $run.Output | Should -BeNullOrEmpty
        Get-SandboxRequest | Where-Object { $_.method -ne 'GET' -or $_.path -like '*.ndjson' } | Should -BeNullOrEmpty
        Test-Path $with.path | Should -BeFalse
    }

    It 'do not prompt with -Force, regardless of $ConfirmPreference: <call>' -ForEach @(
        @{ call = 'Revoke-OwoxApiKey $id -Force -Connection $connection'; sent = 'DELETE' }
        @{ call = 'Rename-OwoxApiKey $id renamed -Force -Connection $connection'; sent = 'PATCH' }
        @{ call = 'New-OwoxApiKey prompted -Force -Connection $connection'; sent = 'POST' }
        @{ call = 'Revoke-OwoxApiKey $id -Force -Confirm:$false -Connection $connection'; sent = 'DELETE' }
    ) {
        $with = @{ id = (New-ServerKey 'prompted key').apiKeyId }
        Clear-Sandbox
        $run = Invoke-WithPrompt "`$ConfirmPreference = 'Low'; $call" $with -Choice 2
        $run.Errors | Should -BeNullOrEmpty
        $run.Prompts | Should -BeNullOrEmpty
        (Get-SandboxRequest).method | Should -Contain $sent
    }

    It 'change nothing with -WhatIf' {
        $id = (New-ServerKey 'prompted key').apiKeyId
        Clear-Sandbox
        $run = Invoke-WithPrompt 'Revoke-OwoxApiKey $id -Force -Confirm -WhatIf -Connection $connection' @{ id = $id }
        $run.Prompts | Should -BeNullOrEmpty
        (Get-SandboxRequest).method | Should -Not -Contain 'DELETE'
    }
}

Describe 'A time span argument' {
    It 'is converted by the same attribute in every cmdlet, and not read from the pipeline' {
        $found = Get-TimeSpanParameter
        $found.Command.Name | Sort-Object -Unique | Should -Be ($withTimeSpan.Keys | Sort-Object)
        foreach ($item in $found) {
            Get-ParameterAttribute $item.Command $item.Parameter.Name 'TimeSpanTransformationAttribute' | Should -HaveCount 1 -Because $item.Parameter.Name
            $item.Parameter.ParameterSets.Values.ValueFromPipelineByPropertyName | Should -Not -Contain $true
        }
    }

    It 'is rejected by every cmdlet before any request: <what>' -ForEach @(
        @{ what = 'a plain number'; value = 14; says = 'a plain number, which PowerShell interprets as ticks' }
        @{ what = 'a plain number in a variable'; value = [long]7; says = 'a plain number, which PowerShell interprets as ticks' }
        @{ what = 'a plain number that equals a day in ticks'; value = 864000000000; says = 'a plain number, which PowerShell interprets as ticks' }
        @{ what = 'a plain number with a fraction'; value = 14.5; says = 'a plain number, which PowerShell interprets as ticks' }
        @{ what = 'the number 0'; value = 0; says = 'a plain number, which PowerShell interprets as ticks' }
        @{ what = 'a negative number'; value = -14; says = 'a plain number, which PowerShell interprets as ticks' }
        @{ what = 'zero'; value = [timespan]::Zero; says = 'zero or negative' }
        @{ what = 'a negative time span'; value = '-14.00:00'; says = 'zero or negative' }
        @{ what = 'the smallest time span'; value = [timespan]::MinValue; says = 'zero or negative' }
        @{ what = 'the largest time span'; value = [timespan]::MaxValue; says = '36,500 days' }
        @{ what = 'half a second'; value = [timespan]::FromSeconds(0.5); says = 'less than a second' }
        @{ what = '101 years'; value = '36865.00:00'; says = '36,500 days' }
    ) {
        Clear-Sandbox
        foreach ($item in Get-TimeSpanParameter) {
            $with = $withTimeSpan[$item.Command.Name] + @{ $item.Parameter.Name = $value }
            Assert-Failure { & $item.Command.Name @with } 'Owox.ExpiryInvalid' InvalidArgument $configurationError "-$($item.Parameter.Name)", $says
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is accepted as text and as an object' {
        $null = New-ServerKey 'span soon' ([datetime]::UtcNow.AddDays(13))
        $null = New-ServerKey 'span later' ([datetime]::UtcNow.AddDays(15))
        foreach ($span in '14.00:00', '14', (New-TimeSpan -Days 14)) {
            (Get-OwoxApiKey 'span *' -ExpiringWithin $span).Name | Should -Be 'span soon' -Because "the time span is $span"
        }
    }
}

Describe 'A null argument' {
    BeforeAll {
        # Parameters that can be bound to null. The engine rejects null for text, and converts it to a value for other types.
        $nullable = foreach ($command in Get-Command -Module Owox) {
            foreach ($parameter in $command.Parameters.Values) {
                $type = $parameter.ParameterType
                $isNullable = [nullable]::GetUnderlyingType($type) -or ($type.IsArray -and $type.GetElementType().IsEnum)
                $others = 'AllowNullAttribute', 'DateTimeOffsetTransformationAttribute'
                if ($isNullable -and -not ($others | Where-Object { Get-ParameterAttribute $command $parameter.Name $_ })) {
                    @{ Command = $command.Name; Parameter = $parameter.Name }
                }
            }
        }
    }

    It 'has a nullable parameter type, because the engine reports another error otherwise' {
        $engine = [System.Management.Automation.Cmdlet]::CommonParameters
        $others = foreach ($command in $commands) {
            $own = $command.Parameters.Values.Where({ $_.Name -notin $engine -and $_.ParameterType.IsValueType -and $_.ParameterType -ne [switch] })
            $own.Where({ -not [nullable]::GetUnderlyingType($_.ParameterType) }).ForEach({ "$($command.Name) -$($_.Name)" })
        }

        $others | Should -BeNullOrEmpty
    }

    It 'is rejected by every cmdlet before any request' {
        foreach ($known in 'Get-OwoxApiKey -ExpiringWithin', 'Get-OwoxReport -OwnerFilter', 'Get-OwoxApiKey -Status', 'Get-OwoxRun -First', 'Get-OwoxDataMart -Skip',
            'Invoke-OwoxApiKeyRotation -GracePeriod', 'Export-OwoxReport -OnConversionError', 'Connect-OwoxDataMarts -TimeoutSec', 'Export-OwoxDataMart -Delimiter', 'Invoke-OwoxApi -Method') {
            $nullable.ForEach({ "$($_.Command) -$($_.Parameter)" }) | Should -Contain $known
        }

        # The other parameters that a call needs.
        $needs = @{
            'Export-OwoxDataMart' = @{ Id = 'x' }; 'Export-OwoxReport' = @{ Id = 'x' }; 'Find-OwoxItem' = @{ Query = 'xx' }; 'Invoke-OwoxApi' = @{ Path = '/api/x' }; 'Wait-OwoxRun' = @{ Id = 'x' }; 'Start-OwoxRun' = @{ DataMartId = 'x'; Backfill = @{} }
            'New-OwoxCredential' = @{ Title = 'x'; Definition = 'openai' }; 'Set-OwoxCredential' = @{ Id = 'x' }
            'Compression' = @{ Path = 'x.parquet' }; 'Delimiter' = @{ Path = 'x.csv' }; 'ThrottleLimit' = @{ Directory = 'x' }
        } + $withTimeSpan
        Clear-Sandbox
        foreach ($item in $nullable) {
            $with = @{ $item.Parameter = $null }
            foreach ($more in @($item.Command, $item.Parameter).Where({ $needs.ContainsKey($_) }).ForEach({ $needs[$_] })) {
                foreach ($name in @($more.Keys).Where({ $_ -ne $item.Parameter })) {
                    $with[$name] = $more[$name]
                }
            }

            Assert-Failure { & $item.Command @with } 'Owox.ParameterIsNull' InvalidArgument $configurationError "-$($item.Parameter) is null"
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'does not revoke a key: <what>' -ForEach @(
        @{ what = 'an unset variable'; keys = { Get-OwoxApiKey -ExpiringWithin $notSet } }
        @{ what = 'a property of an unset variable'; keys = { Get-OwoxApiKey -ExpiringWithin $notSet.Days } }
        @{ what = 'an unset variable as the status'; keys = { Get-OwoxApiKey -Status $notSet } }
    ) {
        $null = New-ServerKey 'kept'
        $before = @(Get-ServerKey).Count
        Assert-Failure { & $keys | Revoke-OwoxApiKey -Force } 'Owox.ParameterIsNull' InvalidArgument $configurationError 'is null'
        @(Get-ServerKey).Count | Should -Be $before
    }
}

Describe 'A parameter that needs another one' {
    BeforeDiscovery {
        # Each parameter that has an effect only together with another one, and the rest of such a call. If another parameter has
        # the attribute, the test below fails.
        $needs = @(
            @{ cmdlet = 'Invoke-OwoxApiKeyRotation'; parameter = 'GracePeriod'; value = '01:00'; other = 'KeepOld'; with = @{ SecretName = 'x'; Force = $true } }
            @{ cmdlet = 'Invoke-OwoxApiKeyRotation'; parameter = 'IdentityClientId'; value = 'x'; other = 'KeyVault'; with = @{ SecretName = 'x'; Force = $true }; isText = $true }
            @{ cmdlet = 'New-OwoxApiKey'; parameter = 'IdentityClientId'; value = 'x'; other = 'KeyVault'; with = @{ Name = 'x'; SecretName = 'x' }; isText = $true }
            @{ cmdlet = 'New-OwoxCredential'; parameter = 'IdentityClientId'; value = 'x'; other = 'KeyVault'; with = @{ Title = 'x'; Definition = 'openai'; SecretName = 'x' }; isText = $true }
            @{ cmdlet = 'Set-OwoxCredential'; parameter = 'IdentityClientId'; value = 'x'; other = 'KeyVault'; with = @{ Id = 'x'; SecretName = 'x' }; isText = $true }
            @{ cmdlet = 'Get-OwoxSecretReport'; parameter = 'IdentityClientId'; value = 'x'; other = 'KeyVault'; with = @{}; isText = $true }
            @{ cmdlet = 'Invoke-OwoxLicenseKeyRotation'; parameter = 'GracePeriod'; value = '01:00'; other = 'KeepOld'; with = @{ SecretName = 'x'; Force = $true } }
            @{ cmdlet = 'Invoke-OwoxLicenseKeyRotation'; parameter = 'IdentityClientId'; value = 'x'; other = 'KeyVault'; with = @{ SecretName = 'x'; Force = $true }; isText = $true }
            @{ cmdlet = 'New-OwoxLicenseKey'; parameter = 'IdentityClientId'; value = 'x'; other = 'KeyVault'; with = @{ Name = 'x'; Origin = 'https://x.example.com'; SecretName = 'x' }; isText = $true }
            @{ cmdlet = 'Reset-OwoxDestinationSecret'; parameter = 'IdentityClientId'; value = 'x'; other = 'KeyVault'; with = @{ DestinationId = 'x'; SecretName = 'x' }; isText = $true }
            @{ cmdlet = 'Connect-OwoxDataMarts'; parameter = 'IdentityClientId'; value = 'x'; other = 'KeyVault'; with = @{ SecretName = 'x' }; isText = $true }
            @{ cmdlet = 'Get-OwoxApiKey'; parameter = 'AuditLog'; value = 'x'; other = 'IncludeUsage'; with = @{} }
            @{ cmdlet = 'Find-OwoxStaleApiKey'; parameter = 'AuditLog'; value = 'x'; other = 'IncludeUsage'; with = @{} }
            @{ cmdlet = 'Export-OwoxDataMart'; parameter = 'OnConversionError'; value = 'Keep'; other = 'Typed'; with = @{ Id = 'Orders' } }
            @{ cmdlet = 'Start-OwoxRun'; parameter = 'Resume'; value = $true; other = 'Split'; with = @{ DataMartId = 'x'; Backfill = @{} } }
            @{ cmdlet = 'Start-OwoxRun'; parameter = 'TimeoutSec'; value = 5; other = 'Split'; with = @{ DataMartId = 'x'; Backfill = @{} } }
            @{ cmdlet = 'Test-OwoxDataMart'; parameter = 'Filter'; value = @{ column = 'a'; operator = 'is_null' }; other = 'MinRowCount'; with = @{ Id = 'x'; MaxAge = '1.00:00' }; isText = $true }
            @{ cmdlet = 'Test-OwoxDataMart'; parameter = 'UpdateBaseline'; value = $true; other = 'SchemaBaseline'; with = @{ Id = 'x'; MaxAge = '1.00:00' }; isText = $true }
            @{ cmdlet = 'Test-OwoxDataMart'; parameter = 'IncludeJoined'; value = $true; other = 'SchemaBaseline'; with = @{ Id = 'x'; MaxAge = '1.00:00' }; isText = $true }
            @{ cmdlet = 'Test-OwoxDataMart'; parameter = 'MinSeverity'; value = 'Error'; other = 'DataQuality'; with = @{ Id = 'x'; MaxAge = '1.00:00' } }
            @{ cmdlet = 'Test-OwoxDataMart'; parameter = 'TimeoutSec'; value = 5; other = 'DataQuality'; with = @{ Id = 'x'; MaxAge = '1.00:00' } }
            @{ cmdlet = 'Export-OwoxReport'; parameter = 'OnConversionError'; value = 'Keep'; other = 'Typed'; with = @{ Id = 'x' } }
        )
        $paging = foreach ($name in 'First', 'Skip') {
            @{ cmdlet = 'Get-OwoxRun'; parameter = $name; value = 1; with = @{ Id = 'x' } }
            @{ cmdlet = 'Get-OwoxDataMart'; parameter = $name; value = 1; with = @{ Id = 'x' } }
        }
        $csv = @(
            @{ parameter = 'Delimiter'; value = ';' }, @{ parameter = 'NullValue'; value = 'NULL' }
            @{ parameter = 'ExcelFriendly'; value = $true }, @{ parameter = 'EscapeFormula'; value = $true }
        )
    }

    BeforeEach {
        Clear-Sandbox
    }

    It 'is rejected without it: <cmdlet> -<parameter>' -ForEach $needs {
        $call = $with + @{ $parameter = $value }
        Assert-Failure { & $cmdlet @call } 'Owox.ParameterHasNoEffect' InvalidArgument $configurationError "-$parameter has no effect without -$other"
        if (-not $isText) {
            $call[$other] = $false
            Assert-Failure { & $cmdlet @call } 'Owox.ParameterHasNoEffect' InvalidArgument $configurationError "-$parameter has no effect without -$other"
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is listed in this test' {
        $marked = foreach ($command in $commands) {
            foreach ($name in $command.Parameters.Keys.Where({ $command.ImplementingType.GetProperty($_) })) {
                if (Get-ParameterAttribute $command $name 'RequiresParameterAttribute') {
                    "$($command.Name) -$name"
                }
            }
        }

        $table = 'Connect-OwoxDataMarts -IdentityClientId', 'Export-OwoxDataMart -OnConversionError', 'Export-OwoxReport -OnConversionError',
        'Find-OwoxStaleApiKey -AuditLog', 'Get-OwoxApiKey -AuditLog', 'Get-OwoxSecretReport -IdentityClientId', 'Invoke-OwoxApiKeyRotation -GracePeriod',
        'Invoke-OwoxApiKeyRotation -IdentityClientId', 'Invoke-OwoxLicenseKeyRotation -GracePeriod', 'Invoke-OwoxLicenseKeyRotation -IdentityClientId',
        'New-OwoxApiKey -IdentityClientId', 'New-OwoxCredential -IdentityClientId', 'New-OwoxLicenseKey -IdentityClientId', 'Reset-OwoxDestinationSecret -IdentityClientId',
        'Set-OwoxCredential -IdentityClientId', 'Start-OwoxRun -Resume', 'Start-OwoxRun -TimeoutSec',
        'Test-OwoxDataMart -Filter', 'Test-OwoxDataMart -IncludeJoined', 'Test-OwoxDataMart -MinSeverity', 'Test-OwoxDataMart -TimeoutSec', 'Test-OwoxDataMart -UpdateBaseline'
        $marked | Sort-Object | Should -Be $table
    }

    It 'is rejected for paging with -Id: <cmdlet> -<parameter>' -ForEach $paging {
        $call = $with + @{ $parameter = $value }
        Assert-Failure { & $cmdlet @call } 'Owox.ParameterHasNoEffect' InvalidArgument $configurationError "-$parameter has no effect with -Id"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is rejected for a format other than CSV: -<parameter>' -ForEach $csv {
        $call = @{ $parameter = $value }
        foreach ($file in @{ Path = Join-Path $TestDrive 'x.ndjson' }, @{ Path = Join-Path $TestDrive 'x'; Format = 'Json' }, @{ Directory = [string]$TestDrive }) {
            Assert-Failure { Export-OwoxDataMart $marts.orders @call @file } 'Owox.ParameterHasNoEffect' InvalidArgument $configurationError "-$parameter has no effect in", '-Format Csv'
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}

Describe 'A number' {
    BeforeAll {
        # Numbers that are sent to the server and numbers that only the module uses. Others are checked by the rules for queries.
        $numbers = foreach ($command in $commands) {
            foreach ($parameter in $command.Parameters.Values.Where({ $command.ImplementingType.GetProperty($_.Name) -and ([nullable]::GetUnderlyingType($_.ParameterType) ?? $_.ParameterType) -in [int], [uint], [long], [ulong], [double], [decimal] })) {
                $range = Get-ParameterAttribute $command $parameter.Name 'NumberRangeAttribute'
                [pscustomobject]@{ Command = $command; Name = $parameter.Name; Label = "$($command.Name) -$($parameter.Name)"; HasRange = [bool] $range }
            }
        }

        $required = @{
            'Connect-OwoxDataMarts' = @{}; 'Export-OwoxDataMart' = @{ Id = 'x'; DateColumn = 'x' }; 'Export-OwoxReport' = @{ Id = 'x' }; 'Find-OwoxItem' = @{ Query = 'xx' }
            'Get-OwoxDataMart' = @{}; 'Get-OwoxRun' = @{}; 'Start-OwoxRun' = @{ DataMartId = 'x'; Backfill = @{} }; 'Test-OwoxDataMart' = @{ Id = 'x' }; 'Wait-OwoxRun' = @{ Id = 'x' }
        }
    }

    BeforeEach {
        Clear-Sandbox
    }

    It 'has a range, or is not sent' {
        $numbers.Where({ -not $_.HasRange }).Label | Should -Be 'Get-OwoxDataMart -First', 'Get-OwoxRun -First', 'New-OwoxFilter -Count'
    }

    It 'is rejected before any request if it is out of range: <value>' -ForEach @(@{ value = -1 }, @{ value = [ulong]::MaxValue }, @{ value = 1e300 }) {
        foreach ($number in $numbers.Where({ $_.HasRange })) {
            $with = $required[$number.Command.Name] + @{ $number.Name = $value }
            if ($number.Name -eq 'ThrottleLimit') { $with.Directory = [string]$TestDrive; $with.Remove('DateColumn') }
            $failure = Get-Failure { & $number.Command.Name @with }
            # The engine converts the number to the type of the parameter before the range is checked.
            $failure.FullyQualifiedErrorId | Should -Match '^(ParameterArgument|CannotConvertArgument)' -Because $number.Label
            $failure.Exception.Message | Should -BeLike "*'$($number.Name)'*" -Because $number.Label
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is rejected if the server would reject or misread it: <call>' -ForEach @(
        @{ call = { Get-OwoxDataMart -Skip 3000000000 }; name = 'Skip'; says = 'The number 3000000000 is not in the range from 0 to 2147483647.' }
        @{ call = { Get-OwoxDataMart x -Skip 3000000000 }; name = 'Skip'; says = 'is not in the range from 0 to 2147483647.' }
        @{ call = { Get-OwoxRun -Skip 2147483648 }; name = 'Skip'; says = 'is not in the range from 0 to 2147483647.' }
        @{ call = { Export-OwoxDataMart x -Limit 9007199254740992 }; name = 'Limit'; says = 'is not in the range from 1 to 9007199254740991.' }
        @{ call = { Export-OwoxReport x -Limit 0 }; name = 'Limit'; says = 'The number 0 is not in the range from 1 to 9007199254740991.' }
        @{ call = { Export-OwoxDataMart x -DateColumn d -LastDays 3651 }; name = 'LastDays'; says = 'is not in the range from 1 to 3650.' }
        @{ call = { Find-OwoxItem xx -First 51 }; name = 'First'; says = 'is not in the range from 1 to 50.' }
    ) {
        $failure = Get-Failure $call
        $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
        $failure.Exception.Message | Should -BeLike "*'$name'*$says*"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is accepted at the end of its range' {
        Get-OwoxDataMart -Skip 2147483647 | Should -BeNullOrEmpty
        @(Get-OwoxDataMart -First ([ulong]::MaxValue)).Count | Should -Be @(Get-OwoxDataMart).Count
        @(Get-OwoxRun -First ([ulong]::MaxValue) -Skip 1).Count | Should -Be (@(Get-OwoxRun).Count - 1)
        Get-OwoxRun -First 5 -Skip 2147483647 | Should -BeNullOrEmpty
        @(Export-OwoxDataMart $marts.customers -Limit 9007199254740991).Count | Should -BeGreaterThan 1
    }
}

Describe 'A text with an unpaired surrogate' {
    BeforeAll {
        $half = "cut $([char]0xd83d)"
        $notText = 'Path', 'LiteralPath', 'OutFile', 'Directory', 'EnvironmentFile', 'SecretFile', 'CertificateAuthority', 'Markdown', 'SchemaBaseline', 'ResultFile'
    }

    BeforeEach {
        Clear-Sandbox
    }

    It 'is rejected by every parameter that takes text, before any request' {
        $tried = 0
        foreach ($command in $commands) {
            foreach ($parameter in $command.Parameters.Values.Where({ $_.ParameterType -in [string], [string[]] -and $_.Name -notin $notText -and $_.Name -notin [System.Management.Automation.Cmdlet]::CommonParameters })) {
                $set = $command.ParameterSets.Where({ $_.Parameters.Name -contains $parameter.Name }, 'First')[0]
                $with = @{ $parameter.Name = $half }
                foreach ($needed in $set.Parameters.Where({ $_.IsMandatory -and $_.Name -ne $parameter.Name })) {
                    $with[$needed.Name] = if ($needed.Name -eq 'Path') { Join-Path $TestDrive x.ndjson } elseif ($needed.Name -eq 'Between') { 1, 2 } else { Get-Argument $needed.ParameterType }
                }

                $failure = Get-Failure { & $command.Name @with }
                $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.TextInvalid,*' -Because "$($command.Name) -$($parameter.Name): $failure"
                $failure.Exception.Message | Should -BeLike "The value of -$($parameter.Name) contains an unpaired surrogate*"
                $tried++
            }
        }

        $tried | Should -BeGreaterThan 60
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is rejected from the pipeline' {
        Assert-Failure { $half | Find-OwoxItem } 'Owox.TextInvalid' InvalidArgument $configurationError '-Query'
        Assert-Failure { 'Orders', $half | Get-OwoxDataMartColumn } 'Owox.TextInvalid' InvalidArgument $configurationError '-DataMartId'
    }

    It 'is rejected in a filter: <what>' -ForEach @(
        @{ what = 'a block'; filter = { { $_.note -eq $half } } }
        @{ what = 'a list in a block'; filter = { { $_.note -in 'a', $half } } }
        @{ what = 'a pattern in a block'; filter = { [scriptblock]::Create("`$_.note -like '*$half*'") } }
        @{ what = 'a column in a block'; filter = { [scriptblock]::Create("`$_.'$half' -eq 1") } }
        @{ what = 'a hashtable'; filter = { @{ column = 'note'; operator = 'eq'; value = $half } } }
        @{ what = 'the column of a hashtable'; filter = { @{ column = $half; operator = 'is_null' } } }
        @{ what = 'a range'; filter = { @{ column = 'note'; operator = 'between'; value = @{ from = 'a'; to = $half } } } }
        @{ what = 'JSON'; filter = { '{"column":"note","operator":"eq","value":"\ud83d"}' } }
        @{ what = 'New-OwoxFilter'; filter = { New-OwoxFilter note eq $half } }
        @{ what = 'the alias path'; filter = { @{ column = 'a'; operator = 'is_null'; placement = 'pre-join'; aliasPath = $half } } }
    ) {
        (Get-Failure { Export-OwoxDataMart $marts.orders -Filter (& $filter) }).FullyQualifiedErrorId | Should -BeLike 'Owox.RuleInvalid,*'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is rejected in a sort, an aggregation and a date bucket' {
        foreach ($with in @{ Sort = "$half desc" }, @{ Column = 'a'; Aggregation = @{ $half = 'SUM' } }, @{ Column = 'a'; DateBucket = @{ $half = 'DAY' } }) {
            (Get-Failure { Export-OwoxDataMart $marts.orders @with }).FullyQualifiedErrorId | Should -BeLike 'Owox.RuleInvalid,*'
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}
