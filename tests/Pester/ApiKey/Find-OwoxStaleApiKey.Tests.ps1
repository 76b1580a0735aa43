# Keys that may no longer be needed: each reason, the mark of keys in use, and that nothing is revoked.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Prompt/Prompt.psm1')
    Start-OwoxTest
    $null = Connect-Member
    $now = [DateTimeOffset]::UtcNow
    $configurationError = 'Owox.OwoxConfigurationException'

    function Get-Day([double] $Days) { $now.AddDays($Days).ToLocalTime().ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) }

    # A key of the server's list. Times are days before now; those of -Expires are after now.
    function New-Key([string] $Id, [string] $Name = $Id, $Created = 200, $Used, $Expires) {
        @{
            apiKeyId            = $Id
            name                = $Name
            createdAt           = $now.AddDays(-$Created).ToString('o')
            lastAuthenticatedAt = if ($null -ne $Used) { $now.AddDays(-$Used).ToString('o') }
            expiresAt           = if ($null -ne $Expires) { $now.AddDays($Expires).ToString('o') }
        }
    }

    function Find-Stale([object[]] $Key, [hashtable] $With = @{}) {
        Clear-Sandbox
        Add-Fault 'GET /api/project-member-api-keys' status @{ status = 200; body = @($Key); times = 0 }
        Find-OwoxStaleApiKey @With
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Find-OwoxStaleApiKey' {
    AfterEach {
        Clear-Sandbox
    }

    It 'gives the reason: <Name>' -ForEach @(
        @{ Name = 'never used'; Key = { New-Key a -Created 91 }; Reason = 'NeverUsed'; Why = { "never used since it was created on $(Get-Day -91)" } }
        @{ Name = 'not used'; Key = { New-Key a -Used 91 }; Reason = 'NotUsed'; Why = { "not used since $(Get-Day -91)" } }
        @{ Name = 'expired'; Key = { New-Key a -Used 1 -Expires -2 }; Reason = 'Expired'; Why = { "expired on $(Get-Day -2)" } }
        @{ Name = 'another time'; Key = { New-Key a -Used 31 }; With = @{ UnusedFor = '30.00:00' }; Reason = 'NotUsed'; Why = { "not used since $(Get-Day -31)" } }
        @{ Name = 'expires soon'; Key = { New-Key a -Used 1 -Expires 5 }; With = @{ ExpiringWithin = '14.00:00' }; Reason = 'ExpiresSoon'; Why = { "expires on $(Get-Day 5)" } }
        @{ Name = 'the old key of a rotation'; Key = { (New-Key pmk_old -Used 1), (New-Key pmk_new 'x (replaces pmk_old)' -Created 2 -Used 1) }; Reason = 'RotationLeftover'; Why = { "replaced by pmk_new on $(Get-Day -2), and not revoked" } }
        @{ Name = 'the new key of a rotation'; Key = { (New-Key pmk_old -Used 1), (New-Key pmk_new 'x (replaces pmk_old)' -Created 2) }; Reason = 'RotationLeftover'; Why = { 'created to replace pmk_old, and never used' } }
        @{ Name = 'a duplicate'; Key = { (New-Key a same -Used 3), (New-Key b same -Used 1) }; Reason = 'DuplicateName'; Why = { 'has the same name as b, which was used later' } }
        @{ Name = 'a duplicate of a new key'; Key = { (New-Key a same -Used 3), (New-Key b same -Created 1) }; Reason = 'DuplicateName'; Why = { 'has the same name as b, which was created later' } }
    ) {
        if (-not $With) { $With = @{} }
        $found = @(Find-Stale (& $Key) $With)
        $found | Should -HaveCount 1
        $found[0] | Should -BeOfType Owox.PowerShell.OwoxStaleApiKey
        $found[0].Reason | Should -Be $Reason
        $found[0].Why | Should -BeExactly (& $Why)
        $found[0].UsedByConnection | Should -BeNullOrEmpty
    }

    It 'does not propose: <Name>' -ForEach @(
        @{ Name = 'a key that was used'; Key = { New-Key a -Used 89 } }
        @{ Name = 'a new key'; Key = { New-Key a -Created 89 } }
        @{ Name = 'a key that expires soon, without -ExpiringWithin'; Key = { New-Key a -Used 1 -Expires 1 } }
        @{ Name = 'the keys of a rotation of today'; Key = { (New-Key pmk_old -Used 0), (New-Key pmk_new 'x (replaces pmk_old)' -Created 0.5 -Used 0.4) } }
        @{ Name = 'the new key of a rotation of today'; Key = { (New-Key pmk_old -Used 0), (New-Key pmk_new 'x (replaces pmk_old)' -Created 0.5) } }
        @{ Name = 'the new key of a complete rotation'; Key = { New-Key pmk_new 'x (replaces pmk_old)' -Created 2 -Used 1 } }
    ) {
        Find-Stale (& $Key) | Should -BeNullOrEmpty
    }

    It 'gives several reasons, and finds by name' {
        $keys = (New-Key a same -Used 100), (New-Key b same -Used 1), (New-Key c other)
        $found = Find-Stale $keys @{ Name = 'sam*' }
        $found.Id | Should -Be a
        $found.Reason | Should -Be NotUsed, DuplicateName
        $found.Why | Should -BeExactly "not used since $(Get-Day -100); has the same name as b, which was used later"
        (Find-Stale $keys).Id | Should -Be c, a
        (Find-Stale $keys @{ Name = 'c' }).Name | Should -Be other
    }

    It 'considers a use in the audit log that the server does not know' {
        $log = Join-Path $TestDrive 'audit.jsonl'
        @{ time = $now.AddDays(-1).ToString('yyyy-MM-ddTHH:mm:ss.fffZ'); event = 'completed'; call = 'c'; actor = 'a'; origin = $Sandbox.origin; method = 'GET'; cmdlet = 'Export-OwoxDataMart' } | ConvertTo-Json -Compress | Set-Content $log
        Find-Stale (New-Key a -Used 100) @{ IncludeUsage = $true; AuditLog = $log } | Should -BeNullOrEmpty
        (Find-Stale (New-Key a -Used 100) @{ IncludeUsage = $true }).Id | Should -Be a
    }

    It 'sends one request, and only GETs with -IncludeUsage' {
        Clear-Sandbox
        $null = Find-OwoxStaleApiKey
        @(Get-SandboxRequest).ForEach({ "$($_.method) $($_.path)" }) | Should -Be 'GET /api/project-member-api-keys'
        $null = Find-OwoxStaleApiKey -IncludeUsage
        @(Get-SandboxRequest).method | Sort-Object -Unique | Should -Be GET
    }

    It 'marks a key that a connection of the session uses, and Revoke-OwoxApiKey rejects it' {
        $null = Connect-Sandbox -With @{ Name = 'job' }
        $null = Connect-Member
        $id = (Get-KeyPart $Sandbox.apiKey).apiKeyId
        $found = Find-Stale (New-Key $id 'mine' -Used 100) @{ WarningVariable = 'global:marked'; WarningAction = 'SilentlyContinue' }
        $found.UsedByConnection | Should -Be job
        $marked | Should -BeLike "The connection 'job' of this session uses the API key 'mine' ($id).*"
        Clear-Sandbox
        Assert-Failure { $found | Revoke-OwoxApiKey -Confirm:$false -ErrorAction Stop } Owox.ApiKeyInUse InvalidArgument $configurationError "'job'"
        Get-SandboxRequest -Method DELETE | Should -BeNullOrEmpty
        Disconnect-OwoxDataMarts job
        Remove-Variable marked -Scope Global
    }

    It 'can be piped to Revoke-OwoxApiKey, which asks for each key' {
        Clear-ServerKey
        $first = New-ServerKey 'stale one'
        $second = New-ServerKey 'stale two'
        Start-Sleep -Milliseconds 1100
        $run = Invoke-WithPrompt 'Find-OwoxStaleApiKey stale* -UnusedFor 0:0:1 -Connection $connection | Revoke-OwoxApiKey -Connection $connection' @{}
        $run.Prompts | Should -HaveCount 2
        $run.Errors | Should -BeNullOrEmpty
        (Get-OwoxApiKey -Id $first.apiKeyId, $second.apiKeyId).Status | Should -Be Revoked, Revoked
    }

    It 'shows a table' {
        Find-Stale (New-Key a 'nightly' -Used 100) | Out-String -Width 160 | Should -Match 'Name\s+LastUsed\s+UsedBy\s+Id\s+Why\s+-+.*\s+nightly\s+\d{4}-\d\d-\d\d \d\d:\d\d\s+a\s+not used since'
    }

    It 'reports a name that does not exist, and a connection with a key' {
        Assert-Failure { Find-OwoxStaleApiKey 'not there' -ErrorAction Stop } Owox.NotFound ObjectNotFound 'System.Management.Automation.ItemNotFoundException' "'not there'"
        $null = Connect-Sandbox -With @{ Name = 'key' }
        Assert-Failure { Find-OwoxStaleApiKey -Connection key } Owox.ApiKeyCannotManageKeys PermissionDenied $configurationError
        Disconnect-OwoxDataMarts key
    }

    It 'rejects null and a plain number' {
        Assert-Failure { Find-OwoxStaleApiKey -UnusedFor $notSet } Owox.ParameterIsNull InvalidArgument $configurationError '-UnusedFor'
        Assert-Failure { Find-OwoxStaleApiKey -ExpiringWithin 14 } Owox.ExpiryInvalid InvalidArgument $configurationError
    }
}
