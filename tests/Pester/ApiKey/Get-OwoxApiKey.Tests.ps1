# Listing, renaming and revoking API keys: filters, the report, and rejected calls.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Prompt/Prompt.psm1')
    Start-OwoxTest
    $null = Connect-Member
    $admin = (Get-KeyPart $Sandbox.apiKey).apiKeyId
    $expired = (Get-KeyPart $Sandbox.expiredApiKey).apiKeyId
    $revoked = (Get-KeyPart $Sandbox.revokedApiKey).apiKeyId
    $viewer = (Get-KeyPart $Sandbox.viewerApiKey).apiKeyId
    $configurationError = 'Owox.OwoxConfigurationException'
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxApiKey' {
    BeforeAll {
        Clear-ServerKey
        $soon = New-ServerKey 'soon over' ([datetime]::UtcNow.AddDays(5))
        $late = New-ServerKey 'late over' ([datetime]::UtcNow.AddDays(50))
        $mine = $admin, $expired, $revoked, $soon.apiKeyId, $late.apiKeyId
        $null = Test-KeyText $Sandbox.apiKey
    }

    BeforeEach {
        Clear-Sandbox
    }

    It 'returns keys that are not revoked: active before expired, sorted by name' {
        (Get-OwoxApiKey).Name | Should -Be 'late over', 'Sandbox key', 'soon over', 'Expired key'
        Get-SandboxRequest | Should -HaveCount 1
    }

    It 'returns revoked keys last with -IncludeRevoked' {
        $keys = Get-OwoxApiKey -IncludeRevoked | Where-Object Id -In $mine
        $keys.Name | Should -Be 'late over', 'Sandbox key', 'soon over', 'Expired key', 'Revoked key'
        $keys.Status | Should -Be 'Active', 'Active', 'Active', 'Expired', 'Revoked'
        $keys | Should -BeOfType 'Owox.PowerShell.OwoxApiKey'
    }

    It 'calculates DaysLeft and DaysUnused' {
        $keys = Get-OwoxApiKey -IncludeRevoked | Group-Object Id -AsHashTable -AsString
        $keys[$soon.apiKeyId].DaysLeft | Should -Be 4
        $keys[$expired].DaysLeft | Should -BeLessThan 0
        $keys[$admin].DaysLeft | Should -BeNullOrEmpty
        $keys[$revoked].DaysLeft | Should -BeNullOrEmpty
        $keys[$admin].DaysUnused | Should -Be 0
        $keys[$expired].DaysUnused | Should -Be 90
        $keys[$admin].LastUsedAt | Should -BeGreaterThan ([DateTimeOffset]::Now.AddMinutes(-5))
        $keys[$soon.apiKeyId].LastUsedAt | Should -BeNullOrEmpty
        $keys[$soon.apiKeyId].Origin | Should -BeExactly $Sandbox.origin
    }

    It 'finds by name: <names>' -ForEach @(
        @{ names = 'SANDBOX KEY'; found = 'Sandbox key' }
        @{ names = '*over'; found = 'late over', 'soon over' }
        @{ names = 's*', 'exp*'; found = 'Sandbox key', 'soon over', 'Expired key' }
        @{ names = 'no such*'; found = @() }
    ) {
        @(Get-OwoxApiKey $names).Name | Should -Be $found
    }

    It 'reports each name that does not exist, and continues' {
        $keys = Get-OwoxApiKey 'not there', 'Revoked key', 'Sandbox key' -ErrorVariable failures -ErrorAction SilentlyContinue
        $keys.Name | Should -Be 'Sandbox key'
        $failures.TargetObject | Should -Be 'not there', 'Revoked key'
        $failures | Should -HaveCount 2
        foreach ($failure in $failures) {
            Assert-Failure { throw $failure } Owox.NotFound ObjectNotFound System.Management.Automation.ItemNotFoundException "no API key named '$($failure.TargetObject)'", '-IncludeRevoked'
        }
    }

    It 'finds keys by ID, including revoked ones, also from the pipeline' {
        (Get-OwoxApiKey -Id $revoked, $admin).Status | Should -Be 'Revoked', 'Active'
        ([pscustomobject]@{ Id = $expired }, [pscustomobject]@{ ApiKeyId = $admin } | Get-OwoxApiKey).Id | Should -Be $expired, $admin
    }

    It 'reports an ID that is not a key of the member: <id>' -ForEach @{ id = 'pmk_nothing' }, @{ id = 'pmk_ExampleViewerKeyId0001' } {
        $found = Get-OwoxApiKey -Id $id, $admin -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Id | Should -Be $admin
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        $failures[0].TargetObject | Should -BeExactly $id
        $failures[0].Exception.Message | Should -BeLike "*'$id'*only their own*"
    }

    It 'filters by -Status <status>' -ForEach @(
        @{ status = 'Active'; found = 'late over', 'Sandbox key', 'soon over' }
        @{ status = 'Expired'; found = , 'Expired key' }
        @{ status = 'Revoked'; found = , 'Revoked key' }
        @{ status = 'Expired', 'Revoked'; found = 'Expired key', 'Revoked key' }
    ) {
        (Get-OwoxApiKey -Status $status | Where-Object Id -In $mine).Name | Should -Be $found
    }

    It 'filters by -NotUsedSince, without used and new keys' {
        (Get-OwoxApiKey -NotUsedSince (Get-Date).AddDays(-60)).Name | Should -Be 'Expired key'
        (Get-OwoxApiKey -NotUsedSince (Get-Date).AddMinutes(1)).Count | Should -Be 4
        Get-OwoxApiKey -NotUsedSince (Get-Date).AddDays(-91) | Should -BeNullOrEmpty
    }

    It 'filters by -ExpiringWithin, without expired keys' {
        (Get-OwoxApiKey -ExpiringWithin 14.00:00).Name | Should -Be 'soon over'
        (Get-OwoxApiKey -ExpiringWithin 60.00:00).Name | Should -Be 'late over', 'soon over'
    }

    It 'returns the properties that an audit report needs' {
        Get-OwoxApiKey -IncludeRevoked | Export-Csv (Join-Path $TestDrive 'keys.csv')
        $rows = Import-Csv (Join-Path $TestDrive 'keys.csv')
        $rows[0].PSObject.Properties.Name | Should -Be 'Name', 'Id', 'Status', 'CreatedAt', 'LastUsedAt', 'ExpiresAt', 'DaysLeft', 'DaysUnused', 'Origin', 'LastUse'
        ($rows | Where-Object Id -EQ $soon.apiKeyId).DaysLeft | Should -Be '4'
        ($rows | Where-Object Id -EQ $revoked).Status | Should -Be 'Revoked'
        Get-Content (Join-Path $TestDrive 'keys.csv') -Raw | Should -Not -BeLike '*owox_key_*'
    }

    It 'displays a table for each status: active, expired, revoked' {
        $table = Get-OwoxApiKey -IncludeRevoked | Out-String -Width 200
        $table | Should -BeLike "*Status: Active*Sandbox key*$admin*Status: Expired*Expired key*$expired*Status: Revoked*Revoked key*$revoked*"
        $table | Should -Match 'Name\s+Created\s+LastUsed\s+Expires'
    }
}

Describe 'Rename-OwoxApiKey' {
    BeforeEach {
        Clear-ServerKey
        $key = New-ServerKey 'old name'
        Clear-Sandbox
    }

    It 'renames a key, and returns it only with -PassThru' {
        Rename-OwoxApiKey $key.apiKeyId 'new name' | Should -BeNullOrEmpty
        (Get-ServerKey 'new name').apiKeyId | Should -BeExactly $key.apiKeyId
        $renamed = Get-OwoxApiKey -Id $key.apiKeyId | Rename-OwoxApiKey -NewName 'newer name' -PassThru
        $renamed.Name | Should -BeExactly 'newer name'
        $renamed.Id | Should -BeExactly $key.apiKeyId
        $renamed.Status | Should -Be 'Active'
    }

    It 'sends only GETs with -WhatIf' {
        Rename-OwoxApiKey $key.apiKeyId 'new name' -WhatIf
        (Get-SandboxRequest).method | Sort-Object -Unique | Should -Be 'GET'
        Get-ServerKey 'old name' | Should -HaveCount 1
    }

    It 'rejects a name that is in use, except with -Force' {
        Assert-Failure { Rename-OwoxApiKey $key.apiKeyId 'Sandbox key' } 'Owox.ApiKeyNameInUse' ResourceExists $configurationError "'Sandbox key'", $admin, '-Force'
        Get-ServerKey 'old name' | Should -HaveCount 1
        Rename-OwoxApiKey $key.apiKeyId 'Sandbox key' -Force
        Get-ServerKey 'Sandbox key' | Should -HaveCount 2
    }

    It 'reads the names again after a prompt' {
        $run = Invoke-WithPrompt 'Rename-OwoxApiKey $id waits -Confirm -Connection $connection' @{ id = $key.apiKeyId } -During 'New-OwoxApiKey waits -Connection $connection'
        $run.Prompts | Should -HaveCount 1
        $run.Errors.FullyQualifiedErrorId | Should -BeLike 'Owox.ApiKeyNameInUse,*'
        Get-ServerKey 'old name' | Should -HaveCount 1
    }

    It 'accepts the current name of the key' {
        (Rename-OwoxApiKey $key.apiKeyId 'old name' -PassThru).Name | Should -BeExactly 'old name'
    }

    It 'rejects a blank name and a name of 101 characters before any request' -ForEach @{ name = '   ' }, @{ name = 'n' * 101 } {
        Assert-Failure { Rename-OwoxApiKey $key.apiKeyId $name } 'Owox.ApiKeyNameInvalid' InvalidArgument $configurationError
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'returns the status of a revoked key' {
        $null = Invoke-KeyApi Delete "/$($key.apiKeyId)"
        (Rename-OwoxApiKey $key.apiKeyId 'gone' -PassThru).Status | Should -Be 'Revoked'
    }

    It 'reports <what>' -ForEach @{ what = 'an unknown key'; id = 'pmk_nothing' }, @{ what = 'another member''s key'; id = 'pmk_ExampleViewerKeyId0001' } {
        Assert-Failure { Rename-OwoxApiKey $id 'mine' -ErrorAction Stop } 'Owox.NotFound' ObjectNotFound 'Owox.OwoxNotFoundException' $id
    }
}

Describe 'Revoke-OwoxApiKey' {
    BeforeEach {
        Clear-ServerKey
        $key = New-ServerKey 'to go'
        Clear-Sandbox
    }

    It 'revokes a key permanently' {
        Test-KeyText $key.apiKey | Should -BeTrue
        Revoke-OwoxApiKey $key.apiKeyId -Confirm:$false | Should -BeNullOrEmpty
        Test-KeyText $key.apiKey | Should -BeFalse
        (Get-OwoxApiKey -Id $key.apiKeyId).Status | Should -Be 'Revoked'
    }

    It 'revokes several keys from the pipeline' {
        $other = New-ServerKey 'to go as well'
        Get-OwoxApiKey 'to go*' | Revoke-OwoxApiKey -Force
        Get-ServerKey 'to go*' | Should -BeNullOrEmpty
        (Get-OwoxApiKey -Id $key.apiKeyId, $other.apiKeyId).Status | Should -Be 'Revoked', 'Revoked'
    }

    It 'sends only GETs with -WhatIf, with and without -Force' -ForEach @{ with = @{} }, @{ with = @{ Force = $true } } {
        Get-OwoxApiKey 'to go' | Revoke-OwoxApiKey -WhatIf @with
        (Get-SandboxRequest).method | Sort-Object -Unique | Should -Be 'GET'
        Test-KeyText $key.apiKey | Should -BeTrue
    }

    It 'respects $WhatIfPreference with -Force' {
        & { $WhatIfPreference = $true; Revoke-OwoxApiKey $key.apiKeyId -Force }
        Test-KeyText $key.apiKey | Should -BeTrue
    }

    It 'has high impact, and fails when the session cannot prompt' {
        (Get-Command Revoke-OwoxApiKey).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true).ConfirmImpact | Should -Be 'High'
        $failure = Get-Failure { Revoke-OwoxApiKey $key.apiKeyId }
        $failure.Exception | Should -BeOfType System.Management.Automation.PSInvalidOperationException
        $failure.Exception.Message | Should -BeLike '*NonInteractive mode*'
        Test-KeyText $key.apiKey | Should -BeTrue
    }

    It 'warns when the key was already revoked, and sends no request' {
        Revoke-OwoxApiKey $key.apiKeyId -Force
        Clear-Sandbox
        Revoke-OwoxApiKey $key.apiKeyId -Force -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "*'to go' ($($key.apiKeyId)) is already revoked*"
        Get-SandboxRequest -Method DELETE | Should -BeNullOrEmpty
    }

    It 'reads the keys again after a prompt' {
        $run = Invoke-WithPrompt 'Revoke-OwoxApiKey $id -Connection $connection' @{ id = $key.apiKeyId } -During 'Revoke-OwoxApiKey $id -Force -Connection $connection'
        $run.Prompts | Should -HaveCount 1
        $run.Errors | Should -BeNullOrEmpty
        $run.Warnings.Message | Should -BeLike '*is already revoked*'
        Get-SandboxRequest -Method DELETE | Should -HaveCount 1
    }

    It 'rejects a key that a connection uses, except with -Force' {
        $null = Connect-Sandbox $key.apiKey -With @{ Name = 'job' }
        $null = Connect-Member
        Assert-Failure { Revoke-OwoxApiKey $key.apiKeyId -Confirm:$false -ErrorAction Stop } 'Owox.ApiKeyInUse' InvalidArgument $configurationError "'job'", $key.apiKeyId, '-Force'
        Get-SandboxRequest -Method DELETE | Should -BeNullOrEmpty
        Revoke-OwoxApiKey $key.apiKeyId -Force
        Test-KeyText $key.apiKey | Should -BeFalse
        Disconnect-OwoxDataMarts job
    }

    It 'reports <what>, and continues' -ForEach @{ what = 'an unknown key'; id = 'pmk_nothing' }, @{ what = 'another member''s key'; id = 'pmk_ExampleViewerKeyId0001' } {
        Revoke-OwoxApiKey $id, $key.apiKeyId -Force -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failures[0].Exception | Should -BeOfType 'Owox.OwoxNotFoundException'
        $failures[0].TargetObject | Should -BeExactly $id
        Test-KeyText $key.apiKey | Should -BeFalse
        Test-KeyText $Sandbox.viewerApiKey | Should -BeTrue
    }
}
