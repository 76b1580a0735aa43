# The audit log: a line before each request that changes something or reads rows, and a line with its result.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Prompt/Prompt.psm1')
    Start-OwoxTest -Timing @{ RetryDelay = 0.01 }
    $orders = $Sandbox.dataMarts.orders
    $failed = @{ Category = 'WriteError'; Type = 'Owox.OwoxFileException' }
    $log = Join-Path $TestDrive 'audit.jsonl'

    function Get-Line { @(Get-Content -LiteralPath $log | ForEach-Object { $_ | ConvertFrom-Json }) }
    function Connect-Audited([hashtable] $With = @{}) {
        Remove-Item "$log*" -ErrorAction Ignore
        $null = Connect-Sandbox -With (@{ AuditLog = $log } + $With)
        Clear-Sandbox
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The audit log' {
    It 'is empty after a connection and after lists' {
        Connect-Audited
        $null = Get-OwoxDataMart
        $null = Test-OwoxConnection
        (Get-Item $log).Length | Should -Be 0
        (Get-OwoxConnection -Current).AuditLog | Should -Be $log
    }

    It 'has two lines for a change' {
        Connect-Audited
        $run = Start-OwoxRun $orders -DataQuality -Confirm:$false
        $started, $completed = Get-Line
        (Get-Line).Count | Should -Be 2
        $started.event, $completed.event | Should -Be 'started', 'completed'
        $completed.call | Should -Be $started.call
        $started.PSObject.Properties.Name | Should -Not -Contain 'status'
        $completed.actor | Should -Be (Get-KeyPart $Sandbox.apiKey).apiKeyId
        $completed.origin | Should -Be $Sandbox.origin
        $completed.cmdlet | Should -Be 'Start-OwoxRun'
        $completed.script | Should -Be $PSCommandPath
        $completed.line | Should -BeGreaterThan 1
        $completed.method, $completed.path | Should -Be 'POST', "/api/data-marts/$orders/data-quality/runs"
        $completed.operation | Should -Be '/api/data-marts/{dataMartId}/data-quality/runs'
        $completed.dataMart | Should -Be $orders
        $completed.answer | Should -Be 'not asked'
        $completed.prompt | Should -Not -BeNullOrEmpty
        $completed.status | Should -BeIn 200, 201
        $completed.run | Should -Be $run.Id
        $completed.request | Should -Match '^[0-9a-f]{32}$'
        $completed.durationMs | Should -BeGreaterOrEqual 0
        # ConvertFrom-Json converts times.
        (Get-Content $log)[0] | Should -Match '^\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","event":"started"'
    }

    It 'contains the rows and the run of an export, to objects and to a file' {
        Connect-Audited
        $null = Export-OwoxDataMart $orders -Limit 3
        $null = Export-OwoxDataMart $orders -Limit 4 -Path (Join-Path $TestDrive 'rows.csv')
        $lines = (Get-Line).Where({ $_.event -eq 'completed' })
        $lines.rows | Should -Be 3, 4
        $lines.status | Should -Be 200, 200
        foreach ($line in $lines) {
            (Get-OwoxRun -Id $line.run -DataMartId $orders).Id | Should -Be $line.run
        }
    }

    It 'contains filters only with -IncludeQuery' {
        Connect-Audited
        $null = Export-OwoxDataMart $orders -Filter { $_.country -eq 'Utopia-7' }
        Get-Content $log -Raw | Should -Not -BeLike '*Utopia-7*'
        Connect-Audited @{ IncludeQuery = $true }
        $null = Export-OwoxDataMart $orders -Filter { $_.country -eq 'Utopia-7' }
        $filter = (Get-Line)[0].query -replace '^.*filter=([^&]*).*$', '$1'
        [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($filter)) | Should -BeLike '*"Utopia-7"*'
    }

    It 'contains a request that failed' {
        Connect-Audited
        $null = Get-Failure { Invoke-OwoxApi /api/data-marts/none -Method Delete -Confirm:$false }
        (Get-Line)[1].status | Should -BeIn 403, 404
        Add-Fault 'POST *manual-run' disconnect
        $null = Get-Failure { Start-OwoxRun $Sandbox.dataMarts.connector -Confirm:$false }
        (Get-Line)[3].error | Should -Be 'OutcomeUnknown'
    }

    It 'contains no secret' {
        Connect-Audited @{ IncludeQuery = $true }
        $secret = (Get-KeyPart $Sandbox.apiKey).apiKeySecret
        $null = Get-Failure { Invoke-OwoxApi /api/later -Method Delete -Query @{ note = "a $secret b" } -Confirm:$false }
        (Get-Line)[0].query | Should -Be 'note=a *** b'
        Get-Content $log -Raw | Should -Not -BeLike "*$secret*"
    }

    It 'contains each change that the server received' {
        Connect-Audited
        $null = Set-OwoxProject -Description 'audited'
        $null = Publish-OwoxPlugin acme/plugin -Scope member
        Suspend-OwoxPlugin acme/plugin -Confirm:$false
        $null = Start-OwoxRun $Sandbox.dataMarts.connector | Stop-OwoxRun -Confirm:$false
        $null = Get-Failure { Invoke-OwoxApi /api/later -Method Put -Body @{} -Confirm:$false }
        $sent = @(Get-SandboxRequest).Where({ $_.method -ne 'GET' -and $_.path -notlike '*/auth/*' }).ForEach({ "$($_.method) $($_.path)" })
        $sent.Count | Should -BeGreaterThan 5
        (Get-Line).Where({ $_.event -eq 'started' }).ForEach({ "$($_.method) $($_.path)" }) | Should -Be $sent
    }

    It 'contains the name of a member' {
        Remove-Item "$log*" -ErrorAction Ignore
        $null = Connect-OwoxDataMarts -Name member -AuditLog $log -Origin $Sandbox.origin -Credential ([pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword)))
        $key = New-OwoxApiKey "audit $([guid]::NewGuid())" -Connection member -AsPlainText
        (Get-Line)[1].actor | Should -Be $Sandbox.memberEmail
        Get-Content $log -Raw | Should -Not -BeLike "*$($key.Value)*"
        Disconnect-OwoxDataMarts member
    }

    It 'contains the prompt and the answer: <Answer>' -ForEach @(
        @{ Answer = 'yes'; Choice = 0; Events = 'started', 'completed' }
        @{ Answer = 'no'; Choice = 2; Events = 'declined' }
    ) {
        Connect-Audited
        $null = Invoke-WithPrompt 'Invoke-OwoxApi /api/later -Method Post -Confirm -Connection $connection' @{} -Choice $Choice
        $lines = Get-Line
        $lines.event | Should -Be $Events
        $lines[-1].answer | Should -Be $Answer
        $lines[-1].prompt | Should -Be 'POST: /api/later'
        $lines[-1].cmdlet | Should -Be 'Invoke-OwoxApi'
        $lines[-1].actor | Should -Be (Get-KeyPart $Sandbox.apiKey).apiKeyId
    }

    It 'has no line for -WhatIf' {
        Connect-Audited
        Set-OwoxProject -Description 'x' -WhatIf
        (Get-Item $log).Length | Should -Be 0
    }

    It 'is specified by the variable OWOX_AUDIT_LOG, also in an environment file' {
        Remove-Item "$log*" -ErrorAction Ignore
        $env:OWOX_AUDIT_LOG = $log
        (Connect-Sandbox).AuditLog | Should -Be $log
        $env:OWOX_AUDIT_LOG = $null
        $file = Join-Path $TestDrive 'audit.env'
        "OWOX_API_KEY=$($Sandbox.apiKey)`nOWOX_AUDIT_LOG='$log'" | Set-Content $file
        (Connect-OwoxDataMarts -EnvironmentFile $file).AuditLog | Should -Be $log
    }

    It 'is not a secret, also in the variable' {
        Push-Location $TestDrive
        $env:OWOX_AUDIT_LOG = $Sandbox.apiKey
        try {
            Assert-Failure { Connect-Sandbox } -Id Owox.UnexpectedSecret -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'The variable OWOX_AUDIT_LOG contains an API key'
            Get-ChildItem -Name | Should -Not -Match 'owox_key_'
        }
        finally {
            $env:OWOX_AUDIT_LOG = $null
            Pop-Location
        }
    }

    It 'is relative to the current location, also after a change of it' {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive 'place')).FullName
        Push-Location $folder
        $null = Connect-Sandbox -With @{ AuditLog = 'here.jsonl' }
        Pop-Location
        $null = Set-OwoxProject -Description 'x'
        @(Get-Content (Join-Path $folder 'here.jsonl')).Count | Should -Be 2
    }

    It 'can be read only by its account' -Skip:($env:OS -eq 'Windows_NT' -or $env:OWOX_TEST_BUILD -eq 'netstandard2.0') {
        Connect-Audited
        [System.IO.File]::GetUnixFileMode($log) | Should -Be ([System.IO.UnixFileMode] 'UserRead, UserWrite')
    }

    It 'begins a new line after a line that a killed process left' {
        Connect-Audited
        [System.IO.File]::AppendAllText($log, '{"time":"20')
        $null = Set-OwoxProject -Description 'y'
        $lines = @(Get-Content $log)
        $lines.Count | Should -Be 3
        $lines[1, 2] | ForEach-Object { ($_ | ConvertFrom-Json).cmdlet | Should -Be 'Set-OwoxProject' }
    }
}

Describe 'A request whose audit log cannot be written' {
    It 'is not connected: <Name>' -ForEach @(
        @{ Name = 'a folder'; Path = { $TestDrive } }
        @{ Name = 'a missing folder'; Path = { Join-Path $TestDrive 'none/audit.jsonl' } }
        @{ Name = 'another provider'; Path = { 'Env:audit' } }
        @{ Name = 'a device'; Path = { '/dev/null' } }
    ) {
        Clear-Sandbox
        Assert-Failure { Connect-Sandbox -With @{ AuditLog = (& $Path) } } -Id Owox.AuditLogFailed @failed -Says 'audit log', 'cannot be written'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is not sent: <Name>' -ForEach @(
        @{ Name = 'a change'; Block = { Set-OwoxProject -Description 'z' } }
        @{ Name = 'an export'; Block = { Export-OwoxDataMart $orders -Limit 1 } }
        @{ Name = 'any path'; Block = { Invoke-OwoxApi /api/later -Method Post -Confirm:$false } }
    ) {
        Connect-Audited
        Remove-Item $log
        $null = New-Item -ItemType Directory $log
        try {
            Assert-Failure $Block -Id Owox.AuditLogFailed @failed -Says $log
            @(Get-SandboxRequest).Where({ $_.method -ne 'GET' -or $_.path -like '*.ndjson' }) | Should -BeNullOrEmpty
        }
        finally {
            Remove-Item $log
        }
    }
}

Describe 'Several processes' {
    It 'append complete lines to one log, also from different time zones' {
        Connect-Audited
        $begin = [DateTimeOffset]::UtcNow.AddSeconds(-1)
        $shells = 'UTC', 'Asia/Tokyo', 'America/Los_Angeles' | ForEach-Object {
            Start-FreshShell "`$null = Connect-OwoxDataMarts; 1..15 | ForEach-Object { `$null = Set-OwoxProject -Description `"`$PID `$_`" }; 'done'" @{ OWOX_API_KEY = $Sandbox.apiKey; OWOX_AUDIT_LOG = $log; TZ = $_ }
        }

        $shells | ForEach-Object { (Wait-FreshShell $_ 300).Output | Should -BeLike '*done*' }
        $lines = Get-Line
        $lines.Count | Should -Be 90
        @($lines.Where({ $_.event -eq 'completed' }).call | Sort-Object -Unique).Count | Should -Be 45
        $times = @(Get-OwoxAuditEvent $log).Time
        $times.Where({ $_ -lt $begin -or $_ -gt [DateTimeOffset]::UtcNow.AddSeconds(1) }) | Should -BeNullOrEmpty
    }
}
