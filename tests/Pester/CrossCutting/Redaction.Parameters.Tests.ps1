# A key, or an object that contains one, is passed to the wrong parameter: no error of any cmdlet shows the key.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing

    # Each cmdlet has a help page.
    $cmdlets = (Get-ChildItem (Join-Path $PSScriptRoot '../../../docs/cmdlets/*.md')).BaseName
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest

    # A relative path that a test passes must not create a file in the repository.
    Push-Location $TestDrive
    $object = [pscustomobject]@{ apiKey = 'owox_key_wrong_place'; password = 'wrong-place-too' }
    $table = @{ apiKey = 'owox_key_wrong_place'; password = 'wrong-place-too' }
    $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    $key = New-KeyText @{ apiOrigin = 'https://owox.example.com'; apiKeyId = 'pmk_misplaced'; apiKeySecret = 'in-the-wrong-place' }
    $tail = $key.Substring(20, 40)

    # Returns all texts of an error record.
    function Get-ErrorText([System.Management.Automation.ErrorRecord] $Record) {
        $call = $Record.InvocationInfo
        "$Record $($Record.Exception) $($Record.CategoryInfo) $($Record.FullyQualifiedErrorId) $($call.Line) $($call.PositionMessage) $($call.BoundParameters.Values) $($call.UnboundArguments)"
        if ($Record.TargetObject -is [System.Collections.IDictionary]) { "$($Record.TargetObject.Values)" } else { "$($Record.TargetObject)" }
    }

    # Returns the mandatory parameters of a call with pipeline input, for each parameter set.
    function Get-PipelineCall($Command) {
        # ConvertTo-OwoxHtml has no parameter for secrets in the pipeline, because the engine would then bind files as text. If a key is piped to
        # it together with -Path, the engine's own error shows the key.
        $known = if ($Command.Name -eq 'ConvertTo-OwoxHtml') { 'Path', 'LiteralPath' }
        foreach ($set in $Command.ParameterSets.Where({ $_.Name -notin $known })) {
            $with = @{}
            foreach ($parameter in $set.Parameters.Where({ $_.IsMandatory -and -not $_.ValueFromPipeline })) {
                $with[$parameter.Name] = switch ($parameter.ParameterType) {
                    ([switch]) { $true }
                    ([securestring]) { ConvertTo-Secret 'x' }
                    ([pscredential]) { [pscredential]::new('x', (ConvertTo-Secret 'x')) }
                    ([scriptblock]) { { a -eq 1 } }
                    ([object[]]) { 1, 2 }
                    default { 'x' }
                }
            }

            , $with
        }
    }

    # Returns all output of a call: objects, messages and the error.
    function Get-AllOutput([scriptblock] $Call) {
        $failures = $null
        try {
            & $Call 3>&1 4>&1 5>&1 6>&1 | Out-String -Width 4000
        }
        catch {
            $failures = @($_)
        }

        $failures.ForEach({ Get-ErrorText $_ })
    }
}

AfterAll {
    Pop-Location
    Stop-OwoxTest
}

Describe 'Parameters of <_>' -ForEach $cmdlets {
    It 'do not show a key of an object' {
        $command = Get-Command $_ -Module Owox
        $names = $command.Parameters.Keys.Where({ $_ -notin $common -and -not $command.Parameters[$_].SwitchParameter })
        $leaks = foreach ($name in $names) {
            foreach ($given in $object, $table, @($object)) {
                $with = @{ $name = $given }
                try {
                    $null = & $command @with -ErrorAction Stop 3>&1 4>&1
                }
                catch {
                    if ("$_ $($_.Exception) $($_.CategoryInfo) $($_.TargetObject)" -match 'wrong.place') {
                        "-${name}: $(Get-ErrorText $_)"
                    }
                }
            }
        }

        $leaks | Should -BeNullOrEmpty
    }

    It 'do not show a key of an object in the pipeline' {
        $command = Get-Command $_ -Module Owox
        foreach ($with in Get-PipelineCall $command) {
            $failures = $null
            try {
                $null = $object | & $command @with -ErrorVariable failures -ErrorAction SilentlyContinue 3>&1 4>&1
            }
            catch {
                $failures = @($_)
            }

            $failures | Should -Not -BeNullOrEmpty -Because "$_ $($with.Keys)"
            ($failures.ForEach({ "$_ $($_.Exception) $($_.CategoryInfo) $($_.TargetObject)" }) -join "`n") | Should -Not -Match 'wrong.place'
        }
    }

    It 'do not show a key that is text' {
        $command = Get-Command $_ -Module Owox
        $leaks = foreach ($name in $command.Parameters.Keys.Where({ $_ -notin $common -and -not $command.Parameters[$_].SwitchParameter })) {
            $with = @{ $name = $key }
            if ((Get-AllOutput { & $command @with -ErrorAction Stop -Verbose -Debug }) -match $tail) {
                "-$name"
            }
        }

        $leaks | Should -BeNullOrEmpty
    }

    It 'do not show a key without a parameter name or in the pipeline' {
        $command = Get-Command $_ -Module Owox
        Get-AllOutput { & $command $key $key $key $key $key $key -ErrorAction Stop -Verbose } | Should -Not -Match $tail
        Get-AllOutput { & $command x x x x x $key -ErrorAction Stop -Verbose } | Should -Not -Match $tail
        foreach ($with in Get-PipelineCall $command) {
            Get-AllOutput { $key | & $command @with -ErrorAction Stop -Verbose } | Should -Not -Match $tail
            Get-AllOutput { @{ apiKey = $key } | & $command @with -ErrorAction Stop -Verbose } | Should -Not -Match $tail
        }
    }
}

Describe 'A misplaced key' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is rejected without a request: <what>' -ForEach @(
        @{ what = 'Connect-OwoxDataMarts $key'; use = { Connect-OwoxDataMarts $key }; says = 'without a parameter name' }
        @{ what = 'Connect-OwoxDataMarts $key with another parameter'; use = { Connect-OwoxDataMarts $key -TimeoutSec 5 }; says = 'without a parameter name' }
        @{ what = 'New-OwoxApiKey name $key'; use = { New-OwoxApiKey name $key }; says = 'without a parameter name' }
        @{ what = 'several arguments'; use = { Test-OwoxConnection a b $key }; says = 'without a parameter name' }
        @{ what = 'the pipeline to Connect-OwoxDataMarts'; use = { $key | Connect-OwoxDataMarts }; says = 'The pipeline input contains a secret' }
        @{ what = 'an object in the pipeline'; use = { [pscustomobject]@{ apiKey = $key } | New-OwoxSort date }; says = 'The pipeline input contains a secret' }
        @{ what = 'a hashtable in the pipeline'; use = { @{ apiKey = $key } | Get-OwoxConnection }; says = 'The pipeline input contains a secret' }
        @{ what = 'the name of a connection'; use = { Connect-OwoxDataMarts -Name $key }; says = '-Name contains an API key or another secret' }
        @{ what = 'the name of a secret'; use = { Connect-OwoxDataMarts -SecretName $key }; says = '-SecretName contains an API key or another secret' }
        @{ what = 'the name of a vault'; use = { Connect-OwoxDataMarts -SecretName x -Vault $key }; says = '-Vault contains an API key or another secret' }
        @{ what = 'an origin'; use = { Connect-OwoxDataMarts -Origin $key -AccessToken x -WarningAction Ignore }; says = '-Origin contains an API key or another secret' }
        @{ what = 'an ID'; use = { Get-OwoxDataMart -Id a, $key }; says = '-Id contains an API key or another secret' }
        @{ what = 'an ID in the pipeline'; use = { $key | Export-OwoxDataMart }; says = '-Id contains an API key or another secret' }
        @{ what = 'a part of a path'; use = { Invoke-OwoxApi "/api/data-marts/$key" }; says = '-Path contains an API key or another secret' }
        @{ what = 'a description'; use = { New-OwoxApiKey x -SecretName x -Description "the key $key" }; says = '-Description contains an API key or another secret' }
    ) {
        Assert-Failure $use 'Owox.UnexpectedSecret' InvalidArgument 'Owox.OwoxConfigurationException' $says, 'so nothing was done', 'Connect-OwoxDataMarts without parameters prompts for the key'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is not shown in the script line of an error' {
        $file = Join-Path $TestDrive 'literal.ps1'
        "Get-OwoxDataMart -Id '$key'" | Set-Content $file
        $failure = Get-Failure { & $file }
        $failure.InvocationInfo.Line, $failure.InvocationInfo.PositionMessage | Should -Not -Match $tail
        $failure.InvocationInfo.PositionMessage | Should -BeLike "*literal.ps1:1*Get-OwoxDataMart -Id '*"
    }

    It 'is not recognized by its prefix alone' -Skip:$noVault {
        Assert-Failure { Connect-OwoxDataMarts -SecretName owox_key_production -Vault none } 'Owox.VaultNotFound' ObjectNotFound 'Owox.PowerShell.OwoxVaultException'
    }

    It 'is accepted by cmdlets that read a key from the pipeline' {
        ($key | ConvertFrom-OwoxApiKey).ApiKeyId | Should -Be 'pmk_misplaced'
    }
}

Describe 'An object instead of a path' {
    It 'is rejected and creates no file' {
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive objects))
        try {
            # -Path of Invoke-OwoxApi is not the path of a file.
            $tried = foreach ($command in Get-Command -Module Owox) {
                foreach ($name in $command.Parameters.Keys.Where({ $_ -in 'Path', 'LiteralPath', 'OutFile', 'Directory', 'EnvironmentFile', 'SecretFile', 'CertificateAuthority', 'SchemaBaseline', 'ResultFile', 'AuditLog' -and "$($command.Name) -$_" -ne 'Invoke-OwoxApi -Path' })) {
                    foreach ($given in $object, $table) {
                        $with = @{ $name = $given }
                        (Get-Failure { & $command @with }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*' -Because "$($command.Name) -$name"
                        "$($command.Name) -$name"
                    }
                }
            }

            $tried | Should -Contain 'Connect-OwoxDataMarts -AuditLog'
            $tried | Should -Contain 'Export-OwoxDataMart -Path'
            Get-ChildItem -Force | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }
    }

    It 'is accepted if it is a file' {
        $file = New-Item (Join-Path $TestDrive 'audit.jsonl')
        $null = Connect-Sandbox -With @{ AuditLog = $file }
        (Get-OwoxConnection).AuditLog | Should -BeExactly $file.FullName
        Disconnect-OwoxDataMarts
    }
}

Describe 'An argument without a parameter name' {
    It 'is rejected: <what>' -ForEach @(
        @{ what = 'one argument'; use = { Connect-OwoxDataMarts owox-prod }; says = 'Connect-OwoxDataMarts does not accept 1 of the arguments' }
        @{ what = 'two arguments'; use = { Get-OwoxDataMart Orders Customers Sales }; says = 'Get-OwoxDataMart does not accept 2 of the arguments' }
    ) {
        Clear-Sandbox
        Assert-Failure $use 'Owox.UnexpectedArgument' InvalidArgument 'Owox.OwoxConfigurationException' $says, 'Specify -Name value'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is bound to parameters that help and completion do not show' {
        foreach ($command in Get-Command -Module Owox) {
            $names = if ($command.Name -eq 'ConvertTo-OwoxHtml') { 'WithoutName' } else { 'WithoutName', 'WithoutUse' }
            @($command.Parameters.Keys -like 'Without*' | Sort-Object) | Should -Be $names -Because $command.Name
            foreach ($name in $names) {
                $command.Parameters[$name].Attributes.Where({ $_ -is [Parameter] }).DontShow | Should -BeTrue -Because "$($command.Name) -$name"
            }
        }

        (TabExpansion2 'Connect-OwoxDataMarts -W' 24).CompletionMatches.CompletionText | Should -Not -BeLike '-Without*'
    }
}

Describe 'The target of an error' {
    It 'contains no secret: <what>' -ForEach @(
        @{ what = 'the query of an origin'; use = { Connect-OwoxDataMarts -Origin 'https://127.0.0.1:1/?sig=hidden-away' -RefreshToken (ConvertTo-Secret 'a.b') }; target = 'https://127.0.0.1:1/' }
        @{ what = 'the user information of an origin'; use = { Connect-OwoxDataMarts -Origin 'https://me:hidden-away@127.0.0.1:1' -RefreshToken (ConvertTo-Secret 'a.b') }; target = 'https://127.0.0.1:1' }
        @{ what = 'the fragment of an origin'; use = { Connect-OwoxDataMarts -Origin 'https://127.0.0.1:1#hidden-away' -AccessToken (ConvertTo-Secret 'a.b.c') }; target = 'https://127.0.0.1:1' }
        @{ what = 'the payload of a run'; use = { Start-OwoxRun x -Payload @{ runType = 'X'; some = 'hidden-away' } }; target = $null }
        @{ what = 'the fields of a backfill'; use = { Start-OwoxRun x -Backfill 'no JSON with hidden-away' }; target = $null }
        @{ what = 'an object in the pipeline'; use = { [pscustomobject]@{ some = 'hidden-away' } | Get-OwoxRun -ErrorAction Stop }; target = 'System.Management.Automation.PSCustomObject' }
        @{ what = 'a path'; use = { Invoke-OwoxApi '/elsewhere?token=hidden-away' }; target = '/elsewhere?token=***' }
    ) {
        $null = Connect-Sandbox
        $failure = Get-Failure $use
        $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.*'
        $failure.TargetObject | Should -Be $target
        "$($failure.CategoryInfo) $($failure.Exception)" | Should -Not -Match 'hidden-away'
    }
}
