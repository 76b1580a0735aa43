# Get-, Test- and Remove-OwoxCredential: lists, titles and IDs, and each error.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Prompt/Prompt.psm1')
    . (Join-Path $PSScriptRoot '../Support/Completion.ps1')
    Start-OwoxTest @{ apiVersion = '0.35' }
    $unknown = '00000000-0000-4000-8000-000000000000'
    $seeded = 'OpenAI of the team'

    # Creates a credential whose secret the sandbox verifies, rejects or cannot judge.
    function Add-Credential([string] $Title, [string] $Secret = 'valid-sample-secret', [string] $Definition = 'openai') {
        New-OwoxCredential $Title $Definition -Secret (ConvertTo-Secret $Secret) -Force -WarningAction Ignore -ErrorAction Ignore
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxCredential' {
    BeforeEach {
        Clear-Sandbox
        $null = Connect-Sandbox
        Get-OwoxCredential | Where-Object Title -NE $seeded | Remove-OwoxCredential -Force
    }

    It 'lists credentials with all of their properties' {
        $credential = Get-OwoxCredential
        $credential.Title | Should -BeExactly $seeded
        $credential.Definition.Id | Should -Be 'openai'
        "$($credential.Definition)" | Should -Be 'OpenAI'
        $credential.Definition.AiModels | Should -Contain 'gpt-5.6-luna'
        $credential.Enabled, $credential.SecretConfigured, $credential.DefinitionConsentRequired | Should -Be $true, $true, $false
        $credential.ValidationState | Should -Be 'unknown'
        $credential.ValidationMessage | Should -BeLike 'The validation request could not establish*'
        $credential.AiModelMappings['fast'] | Should -Be 'gpt-5.6-luna'
        $credential.AiModelMappingModes['fast'] | Should -Be 'recommended'
        $credential.OwnerUsers[0].Email | Should -Be $Sandbox.memberEmail
        $credential.LastUsedAt, $credential.UsedBy.Count | Should -Be $null, 0
        $credential.CreatedAt | Should -BeOfType System.DateTimeOffset
        $credential.AdditionalProperties.Keys | Should -Be 'projectId'
    }

    It 'finds titles with wildcards, services and IDs' {
        $added = Add-Credential 'Anthropic, finance' -Definition anthropic
        (Get-OwoxCredential 'anthropic*').Id | Should -Be $added.Id
        (Get-OwoxCredential -Definition ANTHROPIC).Id | Should -Be $added.Id
        (Get-OwoxCredential -Id $added.Id).Title | Should -Be 'Anthropic, finance'
        ($added | Get-OwoxCredential).Id | Should -Be $added.Id
        (Get-OwoxCredential | Select-Object -First 1).Id | Should -Be $added.Id -Because 'the newest is first'
    }

    It 'writes an error for each title and ID that does not exist' {
        $found = Get-OwoxCredential 'Nothing', $seeded -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Title | Should -Be $seeded
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        Assert-Failure { Get-OwoxCredential -Id $unknown -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "The credential $unknown was not found", 'was not found'
        Assert-Failure { Get-OwoxCredential -Id '../x' -ErrorAction Stop } -Id Owox.IdInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'is not an ID'
    }

    It 'fits 80 columns' {
        $lines = @((Get-OwoxCredential | Out-String -Width 80) -split '\r?\n' | Where-Object { $_ })
        -split $lines[0] | Should -Be 'Id', 'Title', 'Definition', 'Enabled', 'Validation'
        $lines[2] | Should -BeLike "$((Get-OwoxCredential).Id)*"
    }

    It 'is completed: titles, IDs and services' {
        (Get-Completion 'Get-OwoxCredential Open').CompletionText | Should -Be "'$seeded'"
        (Get-Completion 'Test-OwoxCredential Open').CompletionText | Should -Be (Get-OwoxCredential).Id
        (Get-Completion 'New-OwoxCredential Title ').CompletionText | Should -Be 'openai', 'anthropic', 'gemini', 'openrouter', 'github'
        (Get-Completion 'Get-OwoxCredential -Definition gem').CompletionText | Should -Be 'gemini'
    }
}

Describe 'Test-OwoxCredential' {
    BeforeEach {
        Clear-Sandbox
        $null = Connect-Sandbox
        Get-OwoxCredential | Where-Object Title -NE $seeded | Remove-OwoxCredential -Force
    }

    It 'returns <state> as <valid>' -ForEach @(
        @{ secret = 'valid-0123456789'; state = 'verified'; valid = $true; message = $null }
        @{ secret = 'rejected-0123456789'; state = 'rejected'; valid = $false; message = 'The provider rejected the secret' }
        @{ secret = 'other-0123456789'; state = 'unknown'; valid = $null; message = 'The validation request could not*' }
    ) {
        $credential = Add-Credential 'tested' $secret
        $result = Test-OwoxCredential tested
        $result.Id, $result.Title, $result.Definition | Should -Be $credential.Id, 'tested', 'openai'
        $result.State, $result.IsValid | Should -Be $state, $valid
        "$($result.Message)" | Should -BeLike "$message"
        $result.ValidatedAt | Should -BeGreaterOrEqual $credential.ValidatedAt
        "$result" | Should -Be "tested: $state"
    }

    It 'accepts credentials, titles and IDs from the pipeline' {
        $credential = Add-Credential 'tested'
        ($credential | Test-OwoxCredential).IsValid | Should -BeTrue
        ('TESTED', $credential.Id | Test-OwoxCredential).Id | Should -Be $credential.Id, $credential.Id
    }

    It 'reports a title that several credentials have, with their IDs' {
        $ids = (Add-Credential 'same').Id, (Add-Credential 'same').Id
        Assert-Failure { Test-OwoxCredential same } -Id Owox.TitleAmbiguous -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '2 credentials have the title', $ids[0], $ids[1]
        Assert-Failure { Set-OwoxCredential same -Enabled $false } -Id Owox.TitleAmbiguous -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $ids
        Assert-Failure { Remove-OwoxCredential same -Force } -Id Owox.TitleAmbiguous -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $ids
        (Get-OwoxCredential same).Count | Should -Be 2
    }

    It 'continues after an error of one of several credentials' {
        $results = Test-OwoxCredential nothing, $seeded -ErrorVariable failures -ErrorAction SilentlyContinue
        $results.Title | Should -Be $seeded
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
    }

    It 'is not sent by a read-only connection' {
        $null = Connect-Sandbox -With @{ ReadOnly = $true }
        Assert-Failure { Test-OwoxCredential $seeded } -Id Owox.ReadOnly -Category PermissionDenied -Type Owox.OwoxAccessException -Says 'this connection is read-only'
        Get-SandboxRequest '*/validate' | Should -BeNullOrEmpty
    }

    It 'does not show a secret that the message of the server repeats' {
        $credential = Add-Credential 'echo' 'valid-repeated-9f1c7d'
        Add-Fault 'POST */validate' status @{ status = 200; body = @{ id = $credential.Id; title = 'echo'; validationState = 'rejected'; validationMessage = 'Incorrect key: valid-repeated-9f1c7d' } }
        (Test-OwoxCredential echo).Message | Should -Be 'Incorrect key: ***'
    }
}

Describe 'Remove-OwoxCredential' {
    BeforeEach {
        Clear-Sandbox
        $null = Connect-Sandbox
        Get-OwoxCredential | Where-Object Title -NE $seeded | Remove-OwoxCredential -Force
    }

    It 'removes credentials by title, by ID and from the pipeline' {
        $first, $second, $third = 'one', 'two', 'three' | ForEach-Object { Add-Credential $_ }
        Remove-OwoxCredential one -Force
        Remove-OwoxCredential $second.Id -Force
        $third | Remove-OwoxCredential -Confirm:$false
        (Get-OwoxCredential).Title | Should -Be $seeded
    }

    It 'prompts with the last use, and removes nothing if it is declined' {
        $credential = Add-Credential 'prompted'
        $run = Invoke-WithPrompt 'Remove-OwoxCredential prompted -Connection $connection' -Choice 2
        $run.Prompts -join ' ' | Should -BeLike "*credential 'prompted' ($($credential.Id)), never used*"
        Get-OwoxCredential prompted | Should -Not -BeNullOrEmpty
        Remove-OwoxCredential prompted -WhatIf
        Get-OwoxCredential prompted | Should -Not -BeNullOrEmpty
    }

    It 'reports a credential that was already removed' {
        $credential = Add-Credential 'twice'
        Remove-OwoxCredential $credential.Id -Force
        Assert-Failure { Remove-OwoxCredential $credential.Id -Force } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "The credential $($credential.Id) was not found"
    }

    It 'does not remove the credential of another member' {
        $null = Connect-Sandbox $Sandbox.viewerApiKey
        Assert-Failure { Remove-OwoxCredential $seeded -Force } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says 'permission to delete'
        Assert-Failure { Set-OwoxCredential $seeded -Title x } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says 'EDIT access'
    }
}

Describe 'A server without credentials' {
    BeforeAll {
        $older = Start-Sandbox @{ apiVersion = '0.31' }
        $null = Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $older.apiKey) -Name older
    }

    It 'is an error that names the required version: <what>' -ForEach @(
        @{ what = 'Get'; call = { Get-OwoxCredential -Connection older } }
        @{ what = 'Get -Id'; call = { Get-OwoxCredential -Id $unknown -Connection older -ErrorAction Stop } }
        @{ what = 'New'; call = { New-OwoxCredential x openai -Secret (ConvertTo-Secret 'valid-0123456789') -Connection older } }
        @{ what = 'Set'; call = { Set-OwoxCredential $unknown -Title x -Connection older } }
        @{ what = 'Test'; call = { Test-OwoxCredential x -Connection older } }
        @{ what = 'Remove'; call = { Remove-OwoxCredential $unknown -Force -Connection older } }
    ) {
        Assert-Failure $call -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'The server does not support', 'credentials require server version 0.33 or later'
    }
}
