# The audit log of the calls of every cmdlet, compared with the requests that the sandbox received: each change and each row
# stream has exactly one call in the log, with the result that the sandbox sent, and nothing else has one.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/ReadCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/AuditCheck.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:00.1'; apiVersion = '0.35' } -Timing @{ RetryDelay = 0.01; RunPollInterval = 0.05 }
    $log = Join-Path $TestDrive 'audit.jsonl'
    Register-ChangeVault

    # The variable applies to all connections, also to those that the calls themselves make.
    $env:OWOX_AUDIT_LOG = $log
    Connect-Both
    Clear-Sandbox
    $calls = @(Get-ReadCall) + @(Get-ChangeCall)
    foreach ($call in $calls) {
        $result = Invoke-ReadCall $call.Call
        if ($result.Failure) { throw "$($call.Text): $($result.Failure)" }
        Reset-Change
    }

    $env:OWOX_AUDIT_LOG = $null
    $sent = @(Wait-SandboxRequest)
    $found = @(Get-OwoxAuditEvent $log)
    $lines = @(Get-Content -LiteralPath $log)
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The audit log of every cmdlet' {
    It 'has a call for each change and each row stream that the sandbox received, and no other' {
        $expected = $sent.Where({ Test-AuditedRequest $_ })
        $expected.Count | Should -BeGreaterThan 30
        $found.Where({ -not $_.Method }) | Should -BeNullOrEmpty
        Compare-Object @($expected.headers.'X-Request-Id') @($found.RequestId) | Should -BeNullOrEmpty
    }

    It 'has two lines for each call, and the first one before the sandbox received the request' {
        $started = @{}
        foreach ($line in $lines | ConvertFrom-Json) {
            if ($line.event -eq 'started') { $started[$line.request] = $line } else { $line.event | Should -Be completed }
        }

        $started.Count | Should -Be $found.Count
        $lines.Count | Should -Be (2 * $found.Count)
        foreach ($request in $sent.Where({ Test-AuditedRequest $_ })) {
            $line = $started[$request.headers.'X-Request-Id']
            ([datetime] $line.time).ToUniversalTime() | Should -BeLessOrEqual ([datetime] $request.startedAt).ToUniversalTime()
        }
    }

    It 'has the method, the path, the key, the status, the run and the rows of each request' {
        $byId = $sent | Group-Object { $_.headers.'X-Request-Id' } -AsHashTable -AsString
        foreach ($call in $found) {
            $request = $byId[$call.RequestId][0]
            "$($call.Method) $($call.Path)" | Should -Be "$($request.method) $($request.path)"
            $call.Status | Should -Be $request.status -Because $call.Path
            $call.Actor | Should -Be $(if ($request.headers.'X-OWOX-Api-Key-Id') { $request.headers.'X-OWOX-Api-Key-Id' } else { $Sandbox.memberEmail }) -Because $call.Path
            if ($request.path -like '*.ndjson') {
                $call.RunId | Should -Be $request.runId
                $call.Rows | Should -Be $request.rowsSent -Because $call.Cmdlet
            }
        }

        # One call closes its reader before the last row.
        $found.Where({ $_.Error }).Error | Should -Be StreamIncomplete
    }

    It 'names the cmdlets that change something or read rows' {
        $names = @(Get-ChangeName) + 'Export-OwoxDataMart', 'Export-OwoxReport', 'Test-OwoxDataMart', 'Invoke-OwoxApi'
        # These only sign in and out, or only read.
        $without = 'Connect-OwoxDataMarts', 'Disconnect-OwoxDataMarts', 'Wait-OwoxRun', 'Invoke-OwoxApiKeyRotation'
        foreach ($name in $names.Where({ $_ -notin $without })) {
            $found.Cmdlet | Should -Contain $name
        }

        $found.Cmdlet | Should -Not -Contain 'Get-OwoxDataMart'
    }

    It 'parses, and contains no secret' {
        Get-AuditProblem $log $Sandbox | Should -BeNullOrEmpty
    }
}
