# New-OwoxCredential: what it sends, what it checks before, and each error.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ apiVersion = '0.35' } -Timing @{ RetryDelay = 0.02 }
    $valid = ConvertTo-Secret 'valid-sample-secret'
    $configuration = @{ Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'New-OwoxCredential' {
    BeforeEach {
        Clear-Sandbox
        $null = Connect-Sandbox
        Get-OwoxCredential | Remove-OwoxCredential -Force
        Clear-Sandbox
    }

    It 'creates a credential, and returns it without its secret' {
        $streams = [System.Collections.Generic.List[object]]::new()
        New-OwoxCredential 'OpenAI, tests' OPENAI -Secret $valid -Verbose -Debug *>&1 | ForEach-Object { $streams.Add($_) }
        $created = $streams | Where-Object { $_ -is [Owox.Credential] }
        $created.Title, $created.Definition.Id, $created.ValidationState | Should -Be 'OpenAI, tests', 'openai', 'verified'
        $created.OwnerUsers.Email | Should -Be $Sandbox.memberEmail
        ($streams | Out-String -Width 9000) + ($created | ConvertTo-Json -Depth 9 -WarningAction Ignore) | Should -Not -BeLike '*sample-secret*'
        "$($streams | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })" | Should -BeLike '*The service accepted the secret*'
    }

    It 'sends owners, contexts, availability and models' {
        $context = Get-OwoxContext Sales
        $owner = (New-OwoxCredential 'first' openai -Secret $valid).OwnerUsers
        $created = New-OwoxCredential 'second' openai -Secret $valid -OwnerId $owner -ContextId $context -AvailableForUse $false -AvailableForMaintenance $true -AiModelMapping @{ fast = 'gpt-5.6-terra' }
        $created.Contexts.Id | Should -Be $context.Id
        $created.OwnerUsers.UserId | Should -Be $owner.UserId
        $created.AvailableForUse, $created.AvailableForMaintenance | Should -Be $false, $true
        $created.AiModelMappings['fast'], $created.AiModelMappings['reasoning'] | Should -Be 'gpt-5.6-terra', 'gpt-5.6-sol'
        $created.AiModelMappingModes['fast'] | Should -Be 'override'
    }

    It 'warns about a model that the server does not list, and accepts it' {
        $created = New-OwoxCredential 'models' openai -Secret $valid -AiModelMapping @{ fast = 'nope' } -WarningVariable warnings -WarningAction SilentlyContinue
        $created.AiModelMappings['fast'] | Should -Be 'nope'
        "$warnings" | Should -BeLike "*does not list the model 'nope' for the service 'openai'*gpt-5.6-luna*"
    }

    It 'lets viewers create credentials' {
        $null = Connect-Sandbox $Sandbox.viewerApiKey
        (New-OwoxCredential 'of the viewer' openai -Secret $valid).OwnerUsers.Email | Should -Be $Sandbox.viewerEmail
    }

    It 'reports <what> before the secret is sent' -ForEach @(
        @{ what = 'an unknown service'; call = { New-OwoxCredential x nope -Secret $valid }; id = 'CredentialDefinitionNotFound'; category = 'ObjectNotFound'; says = "no credential definition 'nope'", 'openai, anthropic' }
        @{ what = 'plain text'; call = { New-OwoxCredential x openai -Secret 'plain-text-secret' }; id = 'SecretIsPlainText'; says = '-Secret does not accept plain text' }
        @{ what = 'plain text from the pipeline'; call = { 'plain-text-secret' | New-OwoxCredential x openai }; id = 'SecretIsPlainText'; says = '-Secret does not accept plain text' }
        @{ what = 'another type'; call = { New-OwoxCredential x openai -Secret @{ value = 'plain-text-secret' } }; id = 'SecretTypeUnsupported'; says = 'not a Hashtable' }
        @{ what = 'an empty secret'; call = { New-OwoxCredential x openai -Secret ([securestring]::new()) }; id = 'SecretInvalid'; says = 'The secret is empty' }
        @{ what = 'a blank secret'; call = { New-OwoxCredential x openai -Secret (ConvertTo-Secret "  `n ") }; id = 'SecretInvalid'; says = 'The secret is empty' }
        @{ what = 'an OWOX API key'; call = { New-OwoxCredential x openai -Secret (ConvertTo-Secret $Sandbox.viewerApiKey) }; id = 'SecretInvalid'; says = 'is an OWOX API key' }
        @{ what = 'no secret in a session that is not interactive'; call = { New-OwoxCredential x openai }; id = 'SecretRequired'; says = 'No secret was specified' }
        @{ what = 'null as a model'; call = { New-OwoxCredential x openai -Secret $valid -AiModelMapping @{ fast = $null } }; id = 'ParameterIsNull'; says = "Specify a model for 'fast'" }
        @{ what = 'two sources'; call = { New-OwoxCredential x openai -Secret $valid -SecretName x }; id = 'ParameterConflict'; says = 'cannot be used together' }
    ) {
        $kind = if ($category) { @{ Category = $category; Type = $configuration.Type } } else { $configuration }
        Assert-Failure $call -Id "Owox.$id" @kind -Says $says
        $failure = Get-Failure $call
        (($failure | Format-List * -Force | Out-String -Width 9000) + $failure.Exception + $failure.InvocationInfo.BoundParameters.Values) -replace '\s' | Should -Not -Match 'plain-text-secret'
        Get-SandboxRequest /api/credentials POST | Should -BeNullOrEmpty
    }

    It 'does not create a second credential with a title without -Force' {
        $first = New-OwoxCredential 'same' openai -Secret $valid
        Assert-Failure { New-OwoxCredential 'SAME' openai -Secret $valid } -Id Owox.CredentialTitleInUse -Category ResourceExists -Type Owox.OwoxConfigurationException -Says $first.Id, 'Set-OwoxCredential'
        $second = New-OwoxCredential 'same' openai -Secret $valid -Force
        (Get-OwoxCredential 'same').Id | Sort-Object | Should -Be ($second.Id, $first.Id | Sort-Object)
    }

    It 'neither reads nor sends a secret with -WhatIf' {
        $script:runs = 0
        New-OwoxCredential x openai -SecretCommand { $script:runs++; 'valid-0123456789' } -WhatIf
        $script:runs | Should -Be 0
        Get-SandboxRequest /api/credentials POST | Should -BeNullOrEmpty
    }

    It 'reports a secret that the service rejects, and returns the credential' {
        $created = New-OwoxCredential 'rejected' openai -Secret (ConvertTo-Secret 'rejected-sample') -ErrorVariable failures -ErrorAction SilentlyContinue
        $created.ValidationState | Should -Be 'rejected'
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.SecretRejected,*'
        $failures[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        $failures[0].Exception.Message | Should -BeLike "*rejected ($($created.Id)) was stored, but the service rejected it*The provider rejected the secret*"
    }

    It 'warns if the result of the validation is unknown' {
        $null = New-OwoxCredential 'unknown' openai -Secret (ConvertTo-Secret 'neither-of-both') -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*whether it is valid is unknown*Test-OwoxCredential*'
    }

    It 'names the credential that the server created although it failed' {
        # The command of the secret runs between the list and the request.
        Add-Fault 'POST /api/credentials' status @{ status = 500; skip = 1 }
        $failure = Get-Failure {
            New-OwoxCredential 'lost' openai -SecretCommand {
                $null = Invoke-OwoxApi /api/credentials -Method Post -Confirm:$false -Body @{ title = 'lost'; definitionId = 'openai'; secret = @{ value = 'valid-0123456789' } }
                'valid-0123456789'
            }
        }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.OutcomeUnknown,*'
        $failure.Exception.Message | Should -BeLike "*may have created the credential*$((Get-OwoxCredential lost).Id)*Test-OwoxCredential*"
    }

    It 'reports an error of the server after which the credential does not exist' {
        Add-Fault 'POST /api/credentials' status @{ status = 500; body = @{ statusCode = 500 } }
        Assert-Failure { New-OwoxCredential 'nothing' openai -Secret $valid } -Id Owox.ServerError -Category ResourceUnavailable -Type Owox.OwoxApiException -Says 'status 500', 'may have created the credential'
        @(Get-SandboxRequest /api/credentials POST) | Should -HaveCount 1 -Because 'it is never retried'
    }

    It 'looks for the credential if the response does not arrive' {
        Add-Fault 'POST /api/credentials' disconnect
        Assert-Failure { New-OwoxCredential 'cut' openai -Secret $valid } -Id Owox.OutcomeUnknown -Category ConnectionError -Type Owox.OwoxConnectionException -Says 'does not contain a new credential with this title'
        Add-Fault 'POST /api/credentials' disconnect
        Add-Fault 'GET /api/credentials' status @{ status = 403; skip = 1 }
        Assert-Failure { New-OwoxCredential 'cut' openai -Secret $valid } -Id Owox.OutcomeUnknown -Category ConnectionError -Type Owox.OwoxConnectionException -Says 'The list could not be read'
    }
}
