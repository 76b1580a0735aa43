# A rotation whose process is killed at each of its steps. A session whose request is held until the next run has completed leaves the
# same state, so only one request of each store is interrupted by killing a process.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $stores = @(if (-not $noVault) { @{ store = 'SecretManagement' } }) + @{ store = 'KeyVault' }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1')
    Start-OwoxTest
    if (Test-VaultMissing) { $null = Connect-Member } else { $null = Initialize-Rotation }

    # Starts a rotation in a new runspace of this process.
    function Start-RotationSession {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($origin, [pscredential] $member, $store)
                Import-Module $env:OWOX_TEST_MODULE
                $null = Connect-OwoxDataMarts -Origin $origin -Credential $member
                $null = Invoke-OwoxApiKeyRotation -SecretName owox -Force @store
                'the run ended by itself'
            }.ToString()).AddArgument($Sandbox.origin).AddArgument((Get-MemberCredential)).AddArgument((Get-RotationStore))
        @{ Shell = $shell; Run = $shell.BeginInvoke() }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Invoke-OwoxApiKeyRotation after its process was killed' -Skip:$noVault {
    BeforeEach {
        $old = Reset-Rotation
    }

    It 'completes at the next run: killed <when>' -ForEach @(
        @{ when = 'before the key is created'; operation = 'Set-Secret'; kind = 'kill-after'; secret = 'owox-next'; live = 1 }
        @{ when = 'after the key is created, before it is staged'; operation = 'Set-Secret'; kind = 'kill'; secret = 'owox-next'; skip = 1; live = 2 }
        @{ when = 'after the key is staged'; operation = 'Set-Secret'; kind = 'kill-after'; secret = 'owox-next'; skip = 1; live = 2 }
        @{ when = 'after the staged key is read'; operation = 'Get-Secret'; kind = 'kill-after'; secret = 'owox-next'; skip = 2; live = 2 }
        @{ when = 'before the key is stored'; operation = 'Set-Secret'; kind = 'kill'; secret = 'owox'; live = 2 }
        @{ when = 'after the key is stored'; operation = 'Set-Secret'; kind = 'kill-after'; secret = 'owox'; live = 2 }
        @{ when = 'after the stored key is read'; operation = 'Get-Secret'; kind = 'kill-after'; secret = 'owox'; skip = 3; live = 2 }
        @{ when = 'before the metadata is written'; operation = 'Set-SecretInfo'; kind = 'kill'; secret = 'owox'; live = 1 }
        @{ when = 'before the staging secret is cleared'; operation = 'Set-Secret'; kind = 'kill'; secret = 'owox-next'; skip = 2; live = 1; finished = $true }
        @{ when = 'after the staging secret is cleared'; operation = 'Set-Secret'; kind = 'kill-after'; secret = 'owox-next'; skip = 2; live = 1; finished = $true }
    ) {
        Add-VaultFault $operation $kind $secret @{ skip = [int]$skip }
        $run = Wait-FreshShell (Start-Rotation)
        $run.ExitCode | Should -Not -BeIn 0, 1
        $run.Output | Should -Not -BeLike '*the run ended by itself*'
        @(Get-ServerKey 'job*') | Should -HaveCount $live
        Assert-Invariant
        Assert-Convergence $(if (-not $finished) { $old.apiKeyId })
    }

    It 'completes at the next run: killed after the vault stored another secret with the ID' {
        Add-VaultFault Set-Secret forged owox-next @{ skip = 1 }
        Add-VaultFault Get-Secret kill owox-next @{ skip = 3 }
        $run = Wait-FreshShell (Start-Rotation)
        $run.ExitCode | Should -Not -BeIn 0, 1
        @(Get-ServerKey 'job*') | Should -HaveCount 2
        Assert-Invariant
        Assert-Convergence $old.apiKeyId
    }
}

Describe 'Invoke-OwoxApiKeyRotation after its process was killed during a request (<store>)' -ForEach $stores {
    BeforeAll {
        $null = Set-RotationStore $store
    }

    AfterAll {
        $null = Set-RotationStore SecretManagement
    }

    BeforeEach {
        $old = Reset-Rotation
    }

    It 'completes at the next run: killed while <what>' -ForEach @(
        @{ what = 'it lists the keys'; match = 'GET /api/project-member-api-keys'; live = 1 }
        @{ what = 'it creates the key'; match = 'POST /api/project-member-api-keys'; live = 1 }
        @{ what = 'it exchanges the staged key'; match = 'POST /api/auth/api-keys/exchange'; live = 2 }
        @{ what = 'it reads the context'; match = 'GET /api/auth/context'; skip = 1; live = 2 }
        @{ what = 'it exchanges the stored key'; match = 'POST /api/auth/api-keys/exchange'; skip = 1; live = 2 }
        @{ what = 'it revokes the old key'; match = 'DELETE /api/project-member-api-keys/*'; live = 2; kill = $true }
        @{ what = 'it renames the new key'; match = 'PATCH /api/project-member-api-keys/*'; live = 1 }
    ) {
        # The member's sign-in reads the context first.
        Add-Fault $match delay @{ seconds = 60; skip = [int]$skip }
        $started = if ($kill) { Start-Rotation } else { Start-RotationSession }
        try {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            do {
                Start-Sleep -Milliseconds 50
                $held = Get-SandboxRequest | Where-Object { $_.faults -contains 'delay' -and $_.outcome -eq 'running' }
                $ended = if ($kill) { $started.Process.HasExited } else { $started.Run.IsCompleted }
            } until ($held -or $ended -or $watch.Elapsed.TotalSeconds -gt 30)
            $held | Should -HaveCount 1
            if ($kill) {
                $started.Process.Kill()
                (Wait-FreshShell $started).Output | Should -Not -BeLike '*the run ended by itself*'
            }

            @(Get-ServerKey 'job*') | Should -HaveCount $live
            Assert-Invariant
            Assert-Convergence $old.apiKeyId
            if (-not $kill) { $started.Run.IsCompleted | Should -BeFalse -Because 'the request must still be held' }
        }
        finally {
            if ($kill) { if (-not $started.Process.HasExited) { Stop-Engine $started } } else { $started.Shell.Stop(); $started.Shell.Dispose() }
        }
    }
}

Describe 'Invoke-OwoxApiKeyRotation after its process was killed at a step of the key vault' {
    BeforeAll {
        $azure = Set-RotationStore KeyVault
    }

    AfterAll {
        $null = Set-RotationStore SecretManagement
    }

    BeforeEach {
        $old = Reset-Rotation
    }

    It 'completes at the next run: killed <when>' -ForEach @(
        @{ when = 'before the key is created'; kind = 'hold-after'; secret = 'owox-next'; live = 1 }
        @{ when = 'after the key is created, before it is staged'; kind = 'hold'; secret = 'owox-next'; skip = 1; live = 2 }
        @{ when = 'after the key is staged'; kind = 'hold-after'; secret = 'owox-next'; skip = 1; live = 2 }
        @{ when = 'before the key is stored'; kind = 'hold'; secret = 'owox'; live = 2 }
        @{ when = 'after the key is stored'; kind = 'hold-after'; secret = 'owox'; live = 2 }
        @{ when = 'before the tags are written'; method = 'PATCH'; kind = 'hold'; secret = 'owox/*'; live = 1 }
        @{ when = 'before the staging secret is cleared'; kind = 'hold'; secret = 'owox-next'; skip = 2; live = 1; finished = $true }
        @{ when = 'after the staging secret is cleared'; kind = 'hold-after'; secret = 'owox-next'; skip = 2; live = 1; finished = $true }
        @{ when = 'before the staged version is disabled'; method = 'PATCH'; kind = 'hold'; secret = 'owox-next/*'; live = 1; finished = $true }
    ) {
        $fault = Add-AzureFault $azure $(if ($method) { $method } else { 'PUT' }) "/secrets/$secret" $kind @{ Skip = [int]$skip }
        $shell = Start-Rotation
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not $fault.Reached.WaitOne(100) -and -not $shell.Process.HasExited -and $watch.Elapsed.TotalSeconds -lt 60) { }
        $fault.Reached.WaitOne(0) | Should -BeTrue
        $shell.Process.Kill()
        $run = Wait-FreshShell $shell
        $run.Output | Should -Not -BeLike '*the run ended by itself*'
        @(Get-ServerKey 'job*') | Should -HaveCount $live
        Assert-Invariant
        Assert-Convergence $(if (-not $finished) { $old.apiKeyId })
    }
}
