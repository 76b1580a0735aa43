# Set-OwoxCredential: what it changes and keeps, the validation of a new secret, and each error.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Prompt/Prompt.psm1')
    Start-OwoxTest @{ apiVersion = '0.35' } -Timing @{ RetryDelay = 0.02 }
    $valid = ConvertTo-Secret 'valid-sample-secret'
    $rejected = ConvertTo-Secret 'rejected-sample-secret'
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Set-OwoxCredential' {
    BeforeEach {
        Clear-Sandbox
        $null = Connect-Sandbox
        Get-OwoxCredential | Remove-OwoxCredential -Force
        $before = New-OwoxCredential 'changed' openai -Secret $valid -ContextId (Get-OwoxContext Sales)
        Clear-Sandbox
    }

    It 'changes only what was specified: <what>' -ForEach @(
        @{ what = 'the title'; with = @{ Title = 'renamed' }; property = 'Title'; expected = 'renamed' }
        @{ what = 'enabled'; with = @{ Enabled = $false }; property = 'Enabled'; expected = $false }
        @{ what = 'use'; with = @{ AvailableForUse = $false }; property = 'AvailableForUse'; expected = $false }
        @{ what = 'maintenance'; with = @{ AvailableForMaintenance = $true }; property = 'AvailableForMaintenance'; expected = $true }
        @{ what = 'no contexts'; with = @{ ContextId = @() }; property = 'Contexts'; expected = $null }
    ) {
        $after = Set-OwoxCredential changed @with -PassThru
        $after.$property | Should -Be $expected
        foreach ($name in @('Title', 'Enabled', 'AvailableForUse', 'AvailableForMaintenance', 'ValidationState', 'SecretConfigured').Where({ $_ -ne $property })) {
            $after.$name | Should -Be $before.$name -Because $name
        }

        (Test-OwoxCredential $before.Id).IsValid | Should -BeTrue -Because 'the secret is kept'
        @(Get-SandboxRequest '*/validate') | Should -HaveCount 1 -Because 'only the test validates'
    }

    It 'changes the models of the specified purposes' {
        $after = Set-OwoxCredential changed -AiModelMapping @{ reasoning = 'gpt-5.6-terra' } -PassThru
        $after.AiModelMappings['reasoning'], $after.AiModelMappings['fast'] | Should -Be 'gpt-5.6-terra', 'gpt-5.6-luna'
    }

    It 'changes several credentials from the pipeline, and reads the secret once' {
        $null = New-OwoxCredential 'second' openai -Secret $rejected -ErrorAction Ignore
        $script:runs = 0
        Get-OwoxCredential | Set-OwoxCredential -SecretCommand { $script:runs++; 'valid-another-secret' }
        $script:runs | Should -Be 1
        (Get-OwoxCredential).ValidationState | Should -Be 'verified', 'verified'
    }

    It 'validates a new secret after it was stored' {
        $null = Set-OwoxCredential changed -Secret $valid -Verbose 4>&1
        (Get-SandboxRequest '/api/credentials/*').ForEach({ "$($_.method) $($_.path.Split('/')[-1])" }) | Select-Object -Last 2 | Should -Be "PUT $($before.Id)", 'POST validate'
    }

    It 'reports a new secret that the service rejects, and that the old one is gone' {
        $after = Set-OwoxCredential changed -Secret $rejected -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue
        $after.ValidationState | Should -Be 'rejected'
        $failures | Should -HaveCount 1
        Assert-Failure { throw $failures[0] } Owox.SecretRejected AuthenticationError Owox.OwoxApiException 'was replaced, but the service rejected it. The server does not keep the old one.'
    }

    It 'warns if a new secret could not be validated' {
        Add-Fault 'POST */validate' status @{ status = 500; times = 0 }
        Set-OwoxCredential changed -Secret $valid -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*was replaced, but could not be validated*status 500*Test-OwoxCredential*'
    }

    It 'describes the change, and makes none with -WhatIf or if it is declined' {
        $run = Invoke-WithPrompt 'Set-OwoxCredential changed -SecretName openai -Vault Ops -Enabled $false -Confirm -Connection $connection' -Choice 2
        $run.Prompts -join ' ' | Should -BeLike "*Replace the secret, which the server does not keep, with the secret 'openai' of the vault 'Ops', disable it*credential changed ($($before.Id))*"
        $run.Errors | Should -BeNullOrEmpty
        Set-OwoxCredential changed -Title x -WhatIf
        Get-SandboxRequest '*' PUT | Should -BeNullOrEmpty
    }

    It 'reports <what>' -ForEach @(
        @{ what = 'no change'; call = { Set-OwoxCredential changed }; id = 'NothingToChange'; type = 'Owox.OwoxConfigurationException'; category = 'InvalidArgument'; says = 'No change was specified' }
        @{ what = 'plain text'; call = { Set-OwoxCredential changed -Secret 'plain-text-secret' }; id = 'SecretIsPlainText'; type = 'Owox.OwoxConfigurationException'; category = 'InvalidArgument'; says = 'plain text' }
        @{ what = 'an unknown title'; call = { Set-OwoxCredential nothing -Enabled $true }; id = 'NotFound'; type = 'Owox.OwoxNotFoundException'; category = 'ObjectNotFound'; says = "no credential with the ID or title 'nothing'" }
        @{ what = 'an unknown context'; call = { Set-OwoxCredential changed -ContextId ([guid]::NewGuid()) }; id = 'RequestInvalid'; type = 'Owox.OwoxApiException'; category = 'InvalidArgument'; says = 'context IDs are invalid' }
        @{ what = 'null'; call = { Set-OwoxCredential changed -Enabled $null }; id = 'ParameterIsNull'; type = 'Owox.OwoxConfigurationException'; category = 'InvalidArgument'; says = '-Enabled is null' }
    ) {
        Assert-Failure $call -Id "Owox.$id" -Category $category -Type $type -Says $says
        (Test-OwoxCredential $before.Id).IsValid | Should -BeTrue
    }

    It 'says after an error of the server that the new secret may be stored' {
        Add-Fault 'PUT /api/credentials/*' status @{ status = 500; times = 0 }
        Assert-Failure { Set-OwoxCredential changed -Secret $valid } -Id Owox.ServerError -Category ResourceUnavailable -Type Owox.OwoxApiException -Says 'may have stored the new secret'
        Clear-Sandbox
        Add-Fault 'PUT /api/credentials/*' disconnect
        Assert-Failure { Set-OwoxCredential changed -Secret $valid } -Id Owox.OutcomeUnknown -Category ConnectionError -Type Owox.OwoxConnectionException -Says 'validate it if you replaced its secret'
    }

    It 'can be repeated after its process was killed <when>' -ForEach @(
        @{ when = 'before the secret is stored'; match = 'PUT /api/credentials/*' }
        @{ when = 'during the validation'; match = 'POST */validate' }
    ) {
        Add-Fault $match hold
        $shell = Start-FreshShell "`$null = Connect-OwoxDataMarts; Set-OwoxCredential $($before.Id) -SecretCommand { 'valid-second-secret' }" @{ OWOX_API_KEY = $Sandbox.apiKey }
        $path = $match.Split()[1]
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (Get-SandboxRequest $path) -and $watch.Elapsed.TotalSeconds -lt 60) { Start-Sleep -Milliseconds 100 }
        Stop-Engine $shell
        Clear-Sandbox
        (Test-OwoxCredential $before.Id).IsValid | Should -BeTrue
        Set-OwoxCredential $before.Id -Secret $valid
        (Test-OwoxCredential $before.Id).IsValid | Should -BeTrue
        @(Get-OwoxCredential) | Should -HaveCount 1
    }
}
