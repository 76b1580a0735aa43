# What keys were last used for: from the audit log, which names the key, and from the runs of the member, which do not.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Start-OwoxTest
    $null = Connect-Member
    $log = Join-Path $TestDrive 'audit.jsonl'
    $now = [DateTimeOffset]::UtcNow
    $userId = (Invoke-OwoxApi /api/auth/context).userId

    # A key of the server's list. Times are hours before now.
    function New-Key([string] $Id, $Created = 1000, $Used) {
        @{
            apiKeyId            = $Id
            name                = "key $Id"
            createdAt           = $now.AddHours(-$Created).ToString('o')
            lastAuthenticatedAt = if ($null -ne $Used) { $now.AddHours(-$Used).ToString('o') }
            expiresAt           = $null
        }
    }

    function New-Run([string] $Id, [double] $Hours, [hashtable] $With = @{}) {
        $time = $now.AddHours(-$Hours).ToString('o')
        $run = @{
            id = $Id; status = 'SUCCESS'; type = 'HTTP_DATA'; runType = 'manual'; createdAt = $time; startedAt = $time
            dataMartId = 'mart-1'; dataMart = @{ id = 'mart-1'; title = 'Orders' }; createdByUser = @{ userId = $userId }
        }
        foreach ($name in $With.Keys) { $run[$name] = $With[$name] }
        $run
    }

    function New-Line([string] $Actor, [double] $Hours, [hashtable] $With = @{}) {
        $line = [ordered]@{
            time = $now.AddHours(-$Hours).ToString('yyyy-MM-ddTHH:mm:ss.fffZ'); event = 'completed'; call = [guid]::NewGuid().ToString('N'); actor = $Actor; origin = $Sandbox.origin
            cmdlet = 'Export-OwoxDataMart'; method = 'GET'; path = '/api/x'; dataMart = 'mart-2'; run = 'run-local'
        }
        foreach ($name in $With.Keys) { $line[$name] = $With[$name] }
        $line | ConvertTo-Json -Compress
    }

    # Lists these keys and these runs with -IncludeUsage.
    function Get-Usage([object[]] $Key, [object[]] $Run = @(), [string[]] $Line, [hashtable] $With = @{}) {
        Clear-Sandbox
        Add-Fault 'GET /api/project-member-api-keys' status @{ status = 200; body = @($Key); times = 0 }
        Add-Fault 'GET /api/data-marts/runs' status @{ status = 200; body = @{ runs = @($Run) } }
        Add-Fault 'GET /api/data-marts/runs' status @{ status = 200; body = @{ runs = @() }; times = 0 }
        if ($Line) {
            $Line | Set-Content $log
            $With = $With + @{ AuditLog = $log }
        }

        Get-OwoxApiKey -IncludeUsage @With
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxApiKey -IncludeUsage' {
    AfterEach {
        Clear-Sandbox
        Remove-Item $log -ErrorAction Ignore
    }

    It 'is not the default: one request, no file, and no use' {
        Clear-Sandbox
        'damaged' | Set-Content $log
        $env:OWOX_AUDIT_LOG = $log
        try { $keys = Get-OwoxApiKey -WarningVariable warnings } finally { $env:OWOX_AUDIT_LOG = $null }
        $keys.Where({ $_.LastUse }) | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
        Get-SandboxRequest | Should -HaveCount 1
    }

    It 'returns the last call of each key in the audit log' {
        $keys = Get-Usage (New-Key pmk_a -Used 5), (New-Key pmk_b -Used 50) -Line @(
            New-Line pmk_a 9
            New-Line pmk_a 4 @{ cmdlet = 'Start-OwoxRun'; script = '/jobs/nightly.ps1' }
            New-Line pmk_a 8
            New-Line pmk_b 49 @{ cmdlet = $null; method = 'POST'; operation = '/api/y/{id}'; dataMart = $null }
            New-Line pmk_a 1 @{ origin = 'https://other.example.com' }
            New-Line pmk_c 1
        )
        $a, $b = $keys.LastUse
        $a.Source, $a.Action, $a.DataMartId, $a.RunId, $a.Script | Should -Be AuditLog, Start-OwoxRun, mart-2, run-local, /jobs/nightly.ps1
        $a.Time | Should -Be ([DateTimeOffset]::Parse($now.AddHours(-4).ToString('yyyy-MM-ddTHH:mm:ss.fffZ')))
        $b.Action | Should -Be 'POST /api/y/{id}'
        $b.DataMartId | Should -BeNullOrEmpty
        "$a" | Should -BeLike '*Start-OwoxRun mart-2 (AuditLog)'
    }

    It 'needs no list of runs if the audit log has the last use of each key' {
        $null = Get-Usage (New-Key pmk_a -Used 5) -Line (New-Line pmk_a 4)
        @(Get-SandboxRequest '/api/*').path | Should -Be '/api/project-member-api-keys'
    }

    It 'ignores a change that was declined at a prompt' {
        (Get-Usage (New-Key pmk_a) -Line (New-Line pmk_a 4 @{ event = 'declined'; method = $null })).LastUse | Should -BeNullOrEmpty
    }

    It 'returns the newest run of the member that the key can have started: <Name>' -ForEach @(
        @{ Name = 'the newest'; Used = 5; Run = { (New-Run r1 4.9), (New-Run r2 5.5) }; Expected = 'r1' }
        @{ Name = 'with a token that is still valid'; Used = 5; Run = { New-Run r1 4.8 }; Expected = 'r1' }
        @{ Name = 'not after the token has expired'; Used = 5; Run = { (New-Run r1 4.7), (New-Run r2 6) }; Expected = 'r2' }
        @{ Name = 'not of another member'; Used = 5; Run = { (New-Run r1 4.9 @{ createdByUser = @{ userId = 'other' } }), (New-Run r2 6) }; Expected = 'r2' }
        @{ Name = 'not of an unknown member'; Used = 5; Run = { (New-Run r1 4.9 @{ createdByUser = $null }), (New-Run r2 6) }; Expected = 'r2' }
        @{ Name = 'not of a schedule'; Used = 5; Run = { (New-Run r1 4.9 @{ runType = 'scheduled' }), (New-Run r2 6) }; Expected = 'r2' }
        @{ Name = 'not before the key was created'; Used = 5; Run = { New-Run r1 1001 }; Expected = $null }
        @{ Name = 'not for a key that was never used'; Used = $null; Run = { New-Run r1 4.9 }; Expected = $null }
    ) {
        $use = (Get-Usage (New-Key pmk_a -Used $Used) -Run (& $Run)).LastUse
        $use.RunId | Should -Be $Expected
        if ($Expected) {
            $use.Source, $use.Action, $use.DataMartId, $use.DataMartTitle | Should -Be MemberRun, HTTP_DATA, mart-1, Orders
        }
    }

    It 'prefers a later run to a call in the audit log, and not the run of this call' {
        (Get-Usage (New-Key pmk_a -Used 5) -Run (New-Run r1 4.9) -Line (New-Line pmk_a 20)).LastUse.RunId | Should -Be r1
        (Get-Usage (New-Key pmk_a -Used 5) -Run (New-Run r1 21) -Line (New-Line pmk_a 20)).LastUse.Source | Should -Be AuditLog
        (Get-Usage (New-Key pmk_a -Used 5) -Run (New-Run run-local 19.99) -Line (New-Line pmk_a 20)).LastUse.Source | Should -Be AuditLog
    }

    It 'reads at most the newest 1,000 runs' {
        Clear-Sandbox
        Add-Fault 'GET /api/project-member-api-keys' status @{ status = 200; body = @(New-Key pmk_a -Used 5); times = 0 }
        foreach ($page in 0..11) {
            $runs = foreach ($i in 1..100) { New-Run "r$page-$i" (4.9 + $i / 1000) @{ createdByUser = $null } }
            Add-Fault 'GET /api/data-marts/runs' status @{ status = 200; body = @{ runs = @($runs) } }
        }

        (Get-OwoxApiKey -IncludeUsage).LastUse | Should -BeNullOrEmpty
        @(Get-SandboxRequest '/api/data-marts/runs*') | Should -HaveCount 10
    }

    It 'finds the use of a real key: the log of its connection, and then only the server' {
        $null = Connect-Sandbox -With @{ AuditLog = $log; Name = 'job' }
        $null = Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 1 -Connection job
        Disconnect-OwoxDataMarts job
        $id = (Get-KeyPart $Sandbox.apiKey).apiKeyId
        $use = (Get-OwoxApiKey -Id $id -IncludeUsage -AuditLog $log).LastUse
        $use.Source, $use.Action, $use.DataMartId | Should -Be AuditLog, Export-OwoxDataMart, $Sandbox.dataMarts.orders
        $member = (Get-OwoxApiKey -Id $id -IncludeUsage).LastUse
        $member.Source, $member.RunId | Should -Be MemberRun, $use.RunId
        $use | Out-String | Should -Match 'Time\s+Action\s+DataMart\s+Source'
    }

    It 'warns of a damaged line, and reads the others' {
        $key = Get-Usage (New-Key pmk_a -Used 5) -Line (New-Line pmk_a 4), 'damaged' -With @{ WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue' }
        $key.LastUse.Source | Should -Be AuditLog
        $null = Get-OwoxApiKey -IncludeUsage -AuditLog $log -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike "Line 2 of the audit log '$log' is damaged: *"
    }

    It 'requires a log that is named, and no other' {
        $missing = Join-Path $TestDrive 'none.jsonl'
        Assert-Failure { Get-OwoxApiKey -IncludeUsage -AuditLog $missing } Owox.FileReadFailed ReadError Owox.OwoxFileException 'none.jsonl', 'cannot be read'
        $env:OWOX_AUDIT_LOG = $missing
        try { Get-OwoxApiKey -IncludeUsage | Should -Not -BeNullOrEmpty } finally { $env:OWOX_AUDIT_LOG = $null }
    }

    It 'rejects -AuditLog without -IncludeUsage' {
        Clear-Sandbox
        Assert-Failure { Get-OwoxApiKey -AuditLog $log } Owox.ParameterHasNoEffect InvalidArgument Owox.OwoxConfigurationException '-AuditLog', '-IncludeUsage'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'requires the scope of runs' {
        $null = Connect-Member @{ Scope = 'ApiKeys:Read'; Name = 'keys' }
        Get-OwoxApiKey -Connection keys | Should -Not -BeNullOrEmpty
        Assert-Failure { Get-OwoxApiKey -IncludeUsage -Connection keys } Owox.ScopeMissing PermissionDenied Owox.OwoxAccessException 'Runs:Read'
        Disconnect-OwoxDataMarts keys
    }
}
