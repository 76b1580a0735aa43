# Differences between the server and the version that the module was written for, as users of similar tools have reported them:
# values that did not exist before, values that are missing, and clients that a server no longer supports. Each with three versions.

BeforeDiscovery {
    $versions = '0.31', '0.35', 'future' | ForEach-Object { @{ version = $_ } }
}

Describe 'A server of version <version>' -ForEach $versions {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
        Start-OwoxTest @{ apiVersion = $version } -Timing @{ RunPollInterval = 0.05; MaxRunPollInterval = 0.1; RetryDelay = 0.02 }
        $null = Connect-Sandbox
        $mart = $Sandbox.dataMarts.connector
        $look = "GET /api/data-marts/$mart/runs/r"
        $run = @{ id = 'r'; type = 'CONNECTOR'; dataMartId = $mart; createdAt = '2026-11-21T00:00:00.000Z' }
    }

    AfterAll {
        Stop-OwoxTest
    }

    BeforeEach {
        Clear-Sandbox
    }

    It 'can end a run with an unknown status, which is not a success: <_>' -ForEach SKIPPED, PARTIAL_SUCCESS {
        Add-Fault $look status @{ status = 200; times = 0; body = $run + @{ status = $_; finishedAt = '2026-11-21T00:00:01.000Z' } }
        Assert-Failure { Wait-OwoxRun r -DataMartId $mart -TimeoutSec 60 } -Id Owox.RunFailed -Category InvalidResult -Type Owox.OwoxRunFailedException -Says "ended with the status $_"
    }

    It 'can keep a run in an unknown status, and the wait times out' {
        Add-Fault $look status @{ status = 200; times = 0; body = $run + @{ status = 'QUEUED' } }
        Assert-Failure { Wait-OwoxRun r -DataMartId $mart -TimeoutSec 1 } -Id Owox.RunTimedOut -Category OperationTimeout -Type Owox.OwoxRunTimedOutException -Says 'still had the status QUEUED'
    }

    It 'can return a canceled run that never started' {
        Add-Fault $look status @{ status = 200; times = 0; body = $run + @{ status = 'CANCELLED'; startedAt = $null; finishedAt = $null; logs = $null; errors = $null } }
        $found = Get-OwoxRun -Id r -DataMartId $mart
        $found.Status, $found.Duration, $found.IsFinished | Should -Be 'CANCELLED', $null, $true
        $found | Out-String | Should -BeLike '*CANCELLED*'
        Assert-Failure { Wait-OwoxRun r -DataMartId $mart } -Id Owox.RunCanceled -Category OperationStopped -Type Owox.OwoxRunCanceledException -Says 'was canceled'
    }

    It 'can return a run with only the fields that are needed' {
        Add-Fault $look status @{ status = 200; body = @{ id = 'r'; status = 'SUCCESS' } }
        $found = Wait-OwoxRun r -DataMartId $mart
        $found.Status, $found.Type, $found.CreatedAt | Should -Be 'SUCCESS', $null, $null
        $found | Out-String | Should -BeLike '*SUCCESS*'
    }

    It 'can change the type of a field, which the error names' {
        Add-Fault $look status @{ status = 200; body = $run + @{ status = 'SUCCESS'; startedAt = 1700000000000 } }
        Assert-Failure { Get-OwoxRun -Id r -DataMartId $mart } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says '$.startedAt', 'supported version'
    }

    It 'can return a list in another form, which the error names' {
        Add-Fault 'GET /api/reports' status @{ status = 200; body = @{ reports = @() } }
        Assert-Failure { Get-OwoxReport } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'GET /api/reports', 'not a list', 'supported version'
    }

    It 'can have new types of destinations' {
        Add-Fault 'GET /api/data-destinations' status @{ status = 200; times = 0; body = @(@{ id = '1'; title = 'New'; type = 'DISCORD'; credentials = @{ type = 'discord-credentials'; webhookUrl = 'https://example.com/secret' } }) }
        $found = Get-OwoxDestination -Type DISCORD
        $found.Title | Should -Be New
        $found | Format-List | Out-String | Should -Not -BeLike '*secret*'
    }

    It 'can reject the client, and its message is shown once: <_>' -ForEach 406, 410, 426 {
        Add-Fault 'GET /api/data-storages' status @{ status = $_; times = 0; body = @{ statusCode = $_; message = 'Clients before 2.0 are not supported' } }
        Assert-Failure { Get-OwoxStorage } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says "status $_", 'Clients before 2.0 are not supported'
        @(Get-SandboxRequest /api/data-storages) | Should -HaveCount 1
    }
}
