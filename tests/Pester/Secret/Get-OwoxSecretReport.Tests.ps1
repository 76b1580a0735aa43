# Get-OwoxSecretReport: each kind, the stores that contain keys, states and reasons, and what cannot be listed.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1'), (Join-Path $PSScriptRoot '../Support/Azure/Azure.psm1')
    Start-OwoxTest @{ apiVersion = '0.35' } -Timing @{ RetryDelay = 0.02 }
    $azure = Start-Azure
    Set-AzureIdentity $azure AppService
    $seeded = 'OpenAI of the team'

    function Add-Credential([string] $Title, [string] $Secret) {
        New-OwoxCredential $Title openai -Secret (ConvertTo-Secret $Secret) -WarningAction Ignore -ErrorAction Ignore
    }
}

AfterAll {
    Clear-AzureIdentity
    $azure.Dispose()
    Stop-OwoxTest
}

Describe 'Get-OwoxSecretReport' {
    BeforeEach {
        Clear-Sandbox
        Clear-ServerKey
        $azure.Reset()
        $azure.ClearSecrets()
        $null = Connect-Member
        Get-OwoxCredential | Where-Object Title -NE $seeded | Remove-OwoxCredential -Force
    }

    It 'lists keys, keys of destinations and credentials with the same properties' {
        $report = Get-OwoxSecretReport
        $report.Kind | Sort-Object -Unique | Should -Be 'ApiKey', 'DestinationKey', 'Credential'
        $report | ForEach-Object { $_.PSObject.Properties.Name -join ' ' } | Sort-Object -Unique |
            Should -Be 'Kind Name Id Owner CreatedAt Age LastUsedAt ExpiresAt ExpiresIn Store State Reason'
        $report | ForEach-Object { $_.Owner | Should -Be $Sandbox.memberEmail }
        ($report | ConvertTo-Csv).Count | Should -Be ($report.Count + 1)
    }

    It 'searches a vault once that is specified twice' -Skip:$noVault {
        $null = Get-OwoxSecretReport -Kind ApiKey -Vault missing, MISSING -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -Be 'Owox.VaultNotFound,Owox.PowerShell.Commands.Secrets.GetOwoxSecretReportCommand'
    }

    It 'describes an API key' {
        $null = New-ServerKey 'short' ([datetime]::UtcNow.AddDays(3))
        $key = Get-OwoxSecretReport -Kind ApiKey -ExpiringWithin 7.00:00 | Where-Object Name -EQ 'short'
        $key.Age.TotalMinutes | Should -BeLessThan 5
        $key.ExpiresIn.TotalDays | Should -BeGreaterThan 2.9
        $key.LastUsedAt | Should -BeNullOrEmpty
        $key.State, "$($key.Reason)" | Should -Be 'Warning', 'ExpiresSoon, NeverUsed'
        $other = Get-OwoxSecretReport -Kind ApiKey | Where-Object Name -EQ 'short'
        "$($other.Reason)" | Should -Be 'NeverUsed'
        $expired = Get-OwoxSecretReport -Kind ApiKey | Where-Object Name -EQ 'Expired key'
        $expired.State | Should -Be 'Critical'
        $expired.Reason.HasFlag([Owox.PowerShell.OwoxSecretReason]::Expired) | Should -BeTrue
        $expired.ExpiresIn.TotalDays | Should -BeLessThan 0
        (Get-OwoxSecretReport -Kind ApiKey)[0].Name | Should -Be 'Expired key' -Because 'the most urgent is first'
    }

    It 'describes a license key, on a deployment that issues them' {
        $list = @(@{ licenseKeyId = 'lic_1'; name = 'production'; origin = 'https://owox.example.com'; expiresAt = [datetime]::UtcNow.AddDays(5).ToString('o'); lastUsedAt = '2026-11-01T00:00:00.000Z'; createdAt = '2026-01-01T00:00:00.000Z'; createdByUser = @{ userId = 'u'; email = 'ada@example.com' } })
        Add-Fault 'GET /api/license-keys' status @{ status = 200; body = $list; times = 0 }
        $key = Get-OwoxSecretReport -ExpiringWithin 30.00:00 | Where-Object Kind -EQ LicenseKey
        $key.Name, $key.Id, $key.Owner | Should -Be 'production', 'lic_1', 'ada@example.com'
        $key.Age.TotalDays | Should -BeGreaterThan 30
        $key.State, "$($key.Reason)" | Should -Be 'Warning', 'ExpiresSoon'
        $null = $azure.Store('license', 'of another program')
        $azure.Versions('license')[0].Tags['owoxLicenseKeyId'] = 'lic_1'
        (Get-OwoxSecretReport -Kind LicenseKey -KeyVault $azure.Address).Store | Should -Be "$($azure.Address)/license"
        Clear-Sandbox
        Add-Fault 'GET /api/license-keys' status @{ status = 404; body = @{ statusCode = 404; message = 'Cannot GET /api/license-keys'; error = 'Not Found' } }
        Assert-Failure { Get-OwoxSecretReport -Kind LicenseKey -ErrorAction Stop } -Id Owox.LicenseKeysNotIssued -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'does not issue license keys'
    }

    It 'describes a credential, and does not invent the age of its secret' {
        $null = Add-Credential 'bad' 'rejected-sample'
        $null = Add-Credential 'off' 'valid-sample'
        Set-OwoxCredential off -Enabled $false
        $report = Get-OwoxSecretReport -Kind Credential
        "$(($report | Where-Object Name -EQ $seeded).Reason)" | Should -Be 'NeverUsed'
        ($report | Where-Object Name -EQ $seeded).Age.TotalDays | Should -BeGreaterThan 0
        ($report | Where-Object Name -EQ 'bad').State | Should -Be 'Critical'
        "$(($report | Where-Object Name -EQ 'bad').Reason)" | Should -Be 'NeverUsed, Rejected'
        "$(($report | Where-Object Name -EQ 'off').Reason)" | Should -Be 'NeverUsed, Disabled'
        @($report.ExpiresAt) + $report.Store | Where-Object { $_ } | Should -BeNullOrEmpty
        Add-Fault 'GET /api/credentials' status @{ status = 200; body = @(@{ id = 'x'; title = 'changed'; createdAt = '2026-01-01T00:00:00.000Z'; modifiedAt = '2026-02-01T00:00:00.000Z'; lastUsedAt = '2026-02-02T00:00:00.000Z' }) }
        $changed = Get-OwoxSecretReport -Kind Credential
        $changed.Age, $changed.Owner | Should -Be $null, $null
        $changed.CreatedAt | Should -BeOfType System.DateTimeOffset
        $changed.State | Should -Be 'Ok'
    }

    It 'lists only destinations with a key, without the key' {
        $null = $azure.Store('looker', 'of another program')
        $azure.Versions('looker')[0].Tags['owoxDestinationId'] = (Get-OwoxDestination | Where-Object SecretKey)[0].Id
        $report = Get-OwoxSecretReport -Kind DestinationKey -KeyVault $azure.Address
        ($report | Where-Object Store).Store | Should -Be "$($azure.Address)/looker"
        $keys = Get-OwoxDestination | Where-Object SecretKey
        $report.Id | Sort-Object | Should -Be ($keys.Id | Sort-Object)
        $all = ($report | Format-List * -Force | Out-String -Width 9000) + ($report | ConvertTo-Json -Depth 5)
        $keys | ForEach-Object { $all.Contains((ConvertFrom-Secret $_.SecretKey)) | Should -BeFalse }
    }

    It 'leaves out a kind that cannot be listed, with a verbose message, unless it is specified' {
        $null = Connect-Sandbox
        $verbose = Get-OwoxSecretReport -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$verbose" | Should -BeLike '*no secrets of the kind ApiKey*'
        Assert-Failure { Get-OwoxSecretReport -Kind ApiKey -ErrorAction Stop } -Id Owox.ApiKeyCannotManageKeys -Category PermissionDenied -Type Owox.OwoxConfigurationException -Says 'does not allow API keys'
        (Get-OwoxSecretReport -Kind ApiKey, Credential -ErrorAction SilentlyContinue).Kind | Should -Be 'Credential'
        Add-Fault 'GET /api/data-destinations' status @{ status = 403; times = 0 }
        (Get-OwoxSecretReport).Kind | Should -Be 'Credential'
        Assert-Failure { Get-OwoxSecretReport -Kind DestinationKey -ErrorAction Stop } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException
        $null = Connect-Sandbox -With @{ Scope = 'Destinations:Read' }
        Clear-Sandbox
        (Get-OwoxSecretReport).Kind | Sort-Object -Unique | Should -Be 'DestinationKey'
        Assert-Failure { Get-OwoxSecretReport -Kind Credential -ErrorAction Stop } -Id Owox.ScopeMissing -Category PermissionDenied -Type Owox.OwoxAccessException
    }

    It 'works with an older server, without credentials' {
        $older = Start-Sandbox @{ apiVersion = '0.31' }
        $null = Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $older.apiKey) -Name older
        (Get-OwoxSecretReport -Connection older).Kind | Sort-Object -Unique | Should -Be 'DestinationKey'
        Assert-Failure { Get-OwoxSecretReport -Kind Credential -Connection older -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'version 0.33 or later'
    }

    It 'ends with an error of the network' {
        Add-Fault 'GET /api/data-destinations' status @{ status = 500; times = 0 }
        Assert-Failure { Get-OwoxSecretReport } -Id Owox.ServerError -Category ResourceUnavailable -Type Owox.OwoxApiException
    }

    It 'finds keys in a key vault with several pages, and reads no value' {
        foreach ($name in 'a', 'b', 'c', 'd') { $null = $azure.Store($name, 'of another program') }
        $null = New-OwoxApiKey 'stored' -KeyVault $azure.Address -SecretName owox-stored
        $null = $azure.Reset()
        $key = Get-OwoxSecretReport -Kind ApiKey -KeyVault $azure.Address | Where-Object Name -EQ 'stored'
        $key.Store | Should -Be "$($azure.Address)/owox-stored"
        "$($key.Reason)" | Should -Be 'NeverUsed'
        $azure.Calls.Where({ $_.Path -eq '/secrets' -and $_.Authorization }) | Should -HaveCount 3
        $azure.Calls.Where({ $_.Path -like '/secrets/*' }) | Should -BeNullOrEmpty
    }

    It 'does not treat an incomplete list of a key vault as complete: <what>' -ForEach @(
        @{ what = 'another host'; next = 'http://localhost:9/secrets?x=1'; lists = 1; says = 'on another host or not valid' }
        @{ what = 'no address'; next = 'next page'; lists = 1; says = 'on another host or not valid' }
        @{ what = 'the same page again'; next = '{0}/secrets?api-version=7.4&same=1'; lists = 2; says = 'its pages repeat' }
        @{ what = 'no list'; says = 'the response is not a list'; lists = 1; body = '{"value":1}' }
    ) {
        if (-not $body) { $body = ConvertTo-Json @{ value = @(); nextLink = $next -f $azure.Address } }
        $null = Add-AzureFault $azure GET /secrets status @{ Status = 200; Skip = 1; Times = 0; Body = $body }
        $report = Get-OwoxSecretReport -Kind ApiKey -KeyVault $azure.Address -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures | Should -HaveCount 1
        Assert-Failure { throw $failures[0] } -Id Owox.VaultFailed -Category ResourceUnavailable -Type Owox.PowerShell.OwoxVaultException -Says 'could not list its secrets', $says
        $report | Should -Not -BeNullOrEmpty
        "$($report.Reason)" | Should -Not -BeLike '*NotStored*'
        $azure.Calls.Where({ $_.Path -eq '/secrets' -and $_.Authorization }) | Should -HaveCount $lists
    }

    It 'reports a key vault that cannot be listed, and lists the keys without a store' {
        $null = Add-AzureFault $azure GET /secrets status @{ Status = 403; Skip = 1; Times = 0; Body = '{"error":{"code":"Forbidden","message":"no list"}}' }
        $report = Get-OwoxSecretReport -Kind ApiKey -KeyVault $azure.Address -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Owox.VaultAccessDenied,*'
        $report | Should -Not -BeNullOrEmpty
        "$($report.Reason)" | Should -Not -BeLike '*NotStored*'
    }

    It 'rejects parameters without an effect' {
        Assert-Failure { Get-OwoxSecretReport -IdentityClientId ([guid]::NewGuid()) } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException
        Assert-Failure { Get-OwoxSecretReport -Kind @() } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-Kind has no effect if it is empty'
        Assert-Failure { Get-OwoxSecretReport -ExpiringWithin 30 } -Id Owox.ExpiryInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException
    }
}

Describe 'Get-OwoxSecretReport with vaults' -Skip:$noVault {
    BeforeAll {
        Register-FaultyVault Faulty -Default
        Register-FaultyVault Other
        $null = Connect-Member
        Clear-ServerKey
        $null = New-OwoxApiKey 'in one' -SecretName one -Vault Faulty
        $null = New-OwoxApiKey 'in two' -SecretName two -Vault Other
        $null = New-ServerKey 'in none'
        Set-Secret -Name unrelated -Vault Other -Secret 'of another program' -Metadata @{ owoxApiKeyId = 'pmk_unknown' }
    }

    BeforeEach {
        Clear-VaultFault
        Clear-VaultFault Other
    }

    It 'searches all vaults of the account, and reads no value' {
        $report = Get-OwoxSecretReport -Kind ApiKey
        ($report | Where-Object Name -EQ 'in one').Store | Should -Be 'Faulty/one'
        ($report | Where-Object Name -EQ 'in two').Store | Should -Be 'Other/two'
        ($report | Where-Object Name -EQ 'in none').Store | Should -BeNullOrEmpty
        ($report | Where-Object Name -EQ 'in none').Reason.HasFlag([Owox.PowerShell.OwoxSecretReason]::NotStored) | Should -BeTrue
        Get-VaultLog 'Get-Secret *' | Should -BeNullOrEmpty
        Get-VaultLog 'Get-SecretInfo *' | Should -HaveCount 1
    }

    It 'lists every secret that contains a key' {
        Set-Secret -Name copy -Vault Faulty -Secret 'of another program' -Metadata @{ owoxApiKeyId = (Get-OwoxApiKey 'in two').Id }
        (Get-OwoxSecretReport -Kind ApiKey | Where-Object Name -EQ 'in two').Store | Should -Be 'Faulty/copy, Other/two'
    }

    It 'searches only the specified vaults' {
        $report = Get-OwoxSecretReport -Kind ApiKey -Vault Other
        ($report | Where-Object Name -EQ 'in one').Store | Should -BeNullOrEmpty
        ($report | Where-Object Name -EQ 'in one').Reason.HasFlag([Owox.PowerShell.OwoxSecretReason]::NotStored) | Should -BeTrue
        Get-VaultLog | Should -BeNullOrEmpty
    }

    It 'warns about a vault that is locked, and does not claim that a key is not stored' {
        Add-VaultFault Get-SecretInfo throw '*' @{ text = 'A valid password is required.'; times = 0 } -Vault Other
        $report = Get-OwoxSecretReport -Kind ApiKey -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "*The vault 'Other' was not searched*locked*"
        ($report | Where-Object Name -EQ 'in one').Store | Should -Be 'Faulty/one'
        "$($report.Reason)" | Should -Not -BeLike '*NotStored*'
    }

    It 'reports a specified vault that <what>' -ForEach @(
        @{ what = 'is locked'; vault = 'Other'; id = 'VaultLocked'; category = 'AuthenticationError'; says = "The vault 'Other' of the account * is locked" }
        @{ what = 'does not exist'; vault = 'Nowhere'; id = 'VaultNotFound'; category = 'ObjectNotFound'; says = "no secret vault named 'Nowhere'" }
    ) {
        Add-VaultFault Get-SecretInfo throw '*' @{ text = 'A valid password is required.'; times = 0 } -Vault Other
        $report = Get-OwoxSecretReport -Kind ApiKey -Vault $vault -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures | Should -HaveCount 1
        Assert-Failure { throw $failures[0] } "Owox.$id" $category Owox.PowerShell.OwoxVaultException $says
        $failures[0].TargetObject | Should -BeExactly $vault
        $report | Should -Not -BeNullOrEmpty
    }

    It 'searches no vault if keys are not listed' {
        $null = Get-OwoxSecretReport -Kind Credential
        Get-VaultLog | Should -BeNullOrEmpty
    }
}
