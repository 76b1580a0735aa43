# Parameters of different parameter sets, for every cmdlet. The cmdlets and their parameters are read from the module, so that a new
# cmdlet is also tested.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $trigger = (Get-OwoxTrigger)[0]
    $reader = Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 1 -AsDataReader
    $all = [System.Management.Automation.ParameterAttribute]::AllParameterSets
    $conflict = @{ Id = 'Owox.ParameterConflict'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }

    # The parameters of each cmdlet that belong only to some of its parameter sets.
    $commands = foreach ($command in Get-Command -Module Owox | Where-Object { $_.ParameterSets.Count -gt 1 }) {
        [pscustomobject]@{ Name = $command.Name; Type = $command.ImplementingType.FullName; Parameters = @($command.Parameters.Values.Where({ $all -notin $_.ParameterSets.Keys })) }
    }

    # Returns a value that the engine can convert to the type of the parameter.
    function Get-Argument($Parameter) {
        $type = $Parameter.ParameterType
        $plain = if ($type.IsArray) { $type.GetElementType() } else { $type }
        if ([nullable]::GetUnderlyingType($type)) { $plain = [nullable]::GetUnderlyingType($type) }
        if ($Parameter.Name -eq 'InputObject') { return $trigger }
        if ($plain.IsEnum) { return [enum]::GetNames($plain)[0] }
        switch ($plain) {
            ([switch]) { return $true }
            ([securestring]) { return ConvertTo-Secret 'x' }
            ([pscredential]) { return [pscredential]::new('x', (ConvertTo-Secret 'x')) }
            ([scriptblock]) { return { revenue -gt 1 } }
            ([timespan]) { return [timespan]::FromDays(1) }
            ([datetimeoffset]) { return '2026-01-01' }
            ([char]) { return ';' }
            ([Owox.OwoxDataReader]) { return , $reader }
            default { return $(if ($Parameter.Name -eq 'Between') { 1, 2 } else { '1' }) }
        }
    }

    function Get-ErrorText($Failure) {
        "$($Failure.FullyQualifiedErrorId) $($Failure.CategoryInfo.Category) $($Failure.Exception.GetType().FullName) $($Failure.Exception.Message)"
    }

    # Returns the pairs of parameters of a cmdlet that have no parameter set in common.
    function Get-ConflictingPair($Parameters) {
        for ($i = 0; $i -lt $Parameters.Count; $i++) {
            for ($j = 0; $j -lt $Parameters.Count; $j++) {
                $common = $Parameters[$i].ParameterSets.Keys.Where({ $_ -in $Parameters[$j].ParameterSets.Keys })
                if ($i -ne $j -and -not $common) {
                    , @($Parameters[$i], $Parameters[$j])
                }
            }
        }
    }
}

AfterAll {
    if ($reader) { $reader.Dispose() }
    Stop-OwoxTest
}

Describe 'Parameters without a common parameter set' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'are reported by name, in any order, by every cmdlet' {
        $expected, $actual = foreach ($isActual in $false, $true) {
            , @(foreach ($command in $commands) {
                    foreach ($pair in Get-ConflictingPair $command.Parameters) {
                        $with = [ordered]@{}
                        foreach ($parameter in $pair) { $with[$parameter.Name] = Get-Argument $parameter }
                        if ($isActual) {
                            try { $null = & $command.Name @with; "$($command.Name) $($with.Keys): no error" } catch { Get-ErrorText $_ }
                        }
                        else {
                            "$($conflict.Id),$($command.Type) $($conflict.Category) $($conflict.Type) -$($pair[0].Name) and -$($pair[1].Name) cannot be used together. Omit one of them."
                        }
                    }
                })
        }

        $expected.Count | Should -BeGreaterThan 300
        Compare-Object $expected $actual -SyncWindow 0 | Out-String | Should -BeNullOrEmpty
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'are reported in any call: <call>' -ForEach @(
        @{ call = { Export-OwoxDataMart Orders -Typed -Path x.csv -Force }; says = '-Typed and -Path' }
        @{ call = { Export-OwoxDataMart Orders -Path x.csv -Typed:$false }; says = '-Path and -Typed' }
        @{ call = { Export-OwoxReport x -LiteralPath x.csv -AsDataReader }; says = '-Path and -AsDataReader' }
        @{ call = { @() | Export-OwoxReport -Raw -Directory x }; says = '-Raw and -Directory' }
        @{ call = { [pscustomobject]@{ Title = 'x' } | Export-OwoxReport -Title { $_.Title } -Typed }; says = '-Title and -Typed' }
        @{ call = { Start-OwoxRun x -Backfill @{} -DataQuality }; says = '-Backfill and -DataQuality' }
        @{ call = { Start-OwoxRun x -Payload @{} -Split }; says = '-Payload and -Split' }
    ) {
        Assert-Failure $call @conflict -Says $says
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'are one error' {
        $Error.Clear()
        try { Start-OwoxRun x -Payload @{} -DataQuality } catch { $failure = $_ }
        $Error | Should -HaveCount 1
        $Error[0].Exception | Should -Be $failure.Exception
        $failure.InvocationInfo.MyCommand.Name | Should -Be Start-OwoxRun
    }

    It 'are not reported if one is a default value, which the engine ignores' {
        $PSDefaultParameterValues['Export-OwoxDataMart:Typed'] = $true
        try {
            $result = Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 1 -Path (Join-Path $TestDrive 'defaults.csv')
            $result.Rows, $result.Format | Should -Be 1, 'Csv'
        }
        finally {
            $PSDefaultParameterValues.Clear()
        }
    }

    It 'do not change what TAB completion offers, and cause no errors there: <line>' -ForEach @(
        @{ line = 'Export-OwoxDataMart x -Typed -'; offered = '-Raw'; not = '-Path' }
        @{ line = 'Export-OwoxDataMart x -Force -'; offered = '-Path'; not = '-Typed' }
        @{ line = 'Export-OwoxDataMart x -Force -Typed -'; offered = '-Limit'; not = '-WithoutName' }
        @{ line = 'Connect-OwoxDataMarts -Origin https://x -'; offered = '-Credential'; not = '-ApiKey' }
        @{ line = 'Start-OwoxRun x -Backfill @{} -'; offered = '-Split'; not = '-Payload' }
    ) {
        $Error.Clear()
        $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText
        $found | Should -Contain $offered
        $found | Should -Not -Contain $not
        $Error | Should -BeNullOrEmpty
    }
}

Describe 'A parameter that needs one of several others' {
    It 'is reported by every cmdlet' {
        Clear-Sandbox
        $tried = foreach ($command in $commands) {
            $default = (Get-Command $command.Name).DefaultParameterSet
            foreach ($parameter in $command.Parameters.Where({ $_.ParameterSets.Count -gt 1 -and $default -notin $_.ParameterSets.Keys })) {
                $with = @{ $parameter.Name = Get-Argument $parameter }
                $others = if ($parameter.Name -eq 'Origin') { '-Credential or -RefreshToken or -AccessToken' } else { '-Path or -Directory' }
                $effect = @{ Id = 'Owox.ParameterHasNoEffect'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException'; Says = "-$($parameter.Name) has no effect without $others" }
                Assert-Failure { & $command.Name @with } @effect
                if ($parameter.Name -ne 'Origin') {
                    Assert-Failure { 'x' | & $command.Name @with } @effect
                }

                $command.Name
            }
        }

        $tried | Select-Object -Unique | Should -Be 'Connect-OwoxDataMarts', 'Export-OwoxDataMart', 'Export-OwoxReport'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}
