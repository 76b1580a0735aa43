# A rotation whose process is killed at each of its steps, of keys of each kind. A session whose request is held until the next run has completed leaves the
# same state, so only one request of each store is interrupted by killing a process.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $kinds = @{ kind = 'ApiKey' }, @{ kind = 'LicenseKey' }
    $runs = foreach ($kind in 'ApiKey', 'LicenseKey') {
        foreach ($store in @(if (-not $noVault) { 'SecretManagement' }) + 'KeyVault') { @{ kind = $kind; store = $store } }
    }

    # The requests of a rotation. The member's sign-in reads the context first.
    $keys = '/api/project-member-api-keys'
    $licenses = '/api/license-keys'
    $requests = @{
        ApiKey     = @(
            @{ what = 'it lists the keys'; match = "GET $keys"; live = 1 }
            @{ what = 'it creates the key'; match = "POST $keys"; live = 1 }
            @{ what = 'it exchanges the staged key'; match = 'POST /api/auth/api-keys/exchange'; live = 2 }
            @{ what = 'it reads the context'; match = 'GET /api/auth/context'; skip = 1; live = 2 }
            @{ what = 'it exchanges the stored key'; match = 'POST /api/auth/api-keys/exchange'; skip = 1; live = 2 }
            @{ what = 'it revokes the old key'; match = "DELETE $keys/*"; live = 2; kill = $true }
            @{ what = 'it renames the new key'; match = "PATCH $keys/*"; live = 1 }
        )
        LicenseKey = @(
            @{ what = 'it lists the keys'; match = "GET $licenses"; live = 1 }
            @{ what = 'it creates the key'; match = "POST $licenses"; live = 1 }
            @{ what = 'it verifies the staged key'; match = "GET $licenses"; skip = 1; live = 2 }
            @{ what = 'it verifies the stored key'; match = "GET $licenses"; skip = 2; live = 2 }
            @{ what = 'it revokes the old key'; match = "DELETE $licenses/*"; live = 2; kill = $true }
            @{ what = 'it renames the new key'; match = "PATCH $licenses/*"; live = 1 }
        )
    }
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
                param($origin, [pscredential] $member, $store, $kind)
                Import-Module $env:OWOX_TEST_MODULE
                $null = Connect-OwoxDataMarts -Origin $origin -Credential $member
                $null = & "Invoke-Owox${kind}Rotation" -SecretName owox -Force @store
                'the run ended by itself'
            }.ToString()).AddArgument($Sandbox.origin).AddArgument((Get-MemberCredential)).AddArgument((Get-RotationStore)).AddArgument($kind)
        @{ Shell = $shell; Run = $shell.BeginInvoke() }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A rotation after its process was killed (<kind>)' -Skip:$noVault -ForEach $kinds {
    BeforeAll {
        Set-RotationKind $kind
    }

    AfterAll {
        Set-RotationKind ApiKey
    }

    BeforeEach {
        $old = Reset-Rotation
    }

    It 'completes at the next run: killed <when>' -ForEach @(
        @{ when = 'before the key is created'; operation = 'Set-Secret'; fault = 'kill-after'; secret = 'owox-next'; live = 1 }
        @{ when = 'after the key is created, before it is staged'; operation = 'Set-Secret'; fault = 'kill'; secret = 'owox-next'; skip = 1; live = 2 }
        @{ when = 'after the key is staged'; operation = 'Set-Secret'; fault = 'kill-after'; secret = 'owox-next'; skip = 1; live = 2 }
        @{ when = 'after the staged key is read'; operation = 'Get-Secret'; fault = 'kill-after'; secret = 'owox-next'; skip = 3; live = 2 }
        @{ when = 'before the key is stored'; operation = 'Set-Secret'; fault = 'kill'; secret = 'owox'; live = 2 }
        @{ when = 'after the key is stored'; operation = 'Set-Secret'; fault = 'kill-after'; secret = 'owox'; live = 2 }
        @{ when = 'after the stored key is read'; operation = 'Get-Secret'; fault = 'kill-after'; secret = 'owox'; skip = 4; live = 2 }
        @{ when = 'before the metadata is written'; operation = 'Set-SecretInfo'; fault = 'kill'; secret = 'owox'; live = 1 }
        @{ when = 'before the staging secret is cleared'; operation = 'Set-Secret'; fault = 'kill'; secret = 'owox-next'; skip = 2; live = 1; finished = $true }
        @{ when = 'after the staging secret is cleared'; operation = 'Set-Secret'; fault = 'kill-after'; secret = 'owox-next'; skip = 2; live = 1; finished = $true }
    ) {
        Add-VaultFault $operation $fault $secret @{ skip = [int]$skip }
        $run = Wait-FreshShell (Start-Rotation)
        $run.ExitCode | Should -Not -BeIn 0, 1
        $run.Output | Should -Not -BeLike '*the run ended by itself*'
        @(Get-RotationKey) | Should -HaveCount $live
        Assert-Invariant
        Assert-Convergence $(if (-not $finished) { $old.Id })
    }

    It 'completes at the next run: killed after the vault stored another secret with the ID' {
        Add-VaultFault Set-Secret forged owox-next @{ skip = 1 }
        Add-VaultFault Get-Secret kill owox-next @{ skip = 4 }
        $run = Wait-FreshShell (Start-Rotation)
        $run.ExitCode | Should -Not -BeIn 0, 1
        @(Get-RotationKey) | Should -HaveCount 2
        Assert-Invariant
        Assert-Convergence $old.Id
    }
}

Describe 'A rotation after its process was killed during a request (<kind>, <store>)' -ForEach $runs {
    BeforeAll {
        Set-RotationKind $kind
        $null = Set-RotationStore $store
    }

    AfterAll {
        $null = Set-RotationStore SecretManagement
        Set-RotationKind ApiKey
    }

    BeforeEach {
        $old = Reset-Rotation
    }

    It 'completes at the next run: killed while <what>' -ForEach $requests[$kind] {
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

            @(Get-RotationKey) | Should -HaveCount $live
            Assert-Invariant
            Assert-Convergence $old.Id
            if (-not $kill) { $started.Run.IsCompleted | Should -BeFalse -Because 'the request must still be held' }
        }
        finally {
            if ($kill) { if (-not $started.Process.HasExited) { Stop-Engine $started } } else { $started.Shell.Stop(); $started.Shell.Dispose() }
        }
    }
}

Describe 'A rotation after its process was killed at a step of the key vault (<kind>)' -ForEach $kinds {
    BeforeAll {
        Set-RotationKind $kind
        $azure = Set-RotationStore KeyVault
    }

    AfterAll {
        $null = Set-RotationStore SecretManagement
        Set-RotationKind ApiKey
    }

    BeforeEach {
        $old = Reset-Rotation
    }

    It 'completes at the next run: killed <when>' -ForEach @(
        @{ when = 'before the key is created'; fault = 'hold-after'; secret = 'owox-next'; live = 1 }
        @{ when = 'after the key is created, before it is staged'; fault = 'hold'; secret = 'owox-next'; skip = 1; live = 2 }
        @{ when = 'after the key is staged'; fault = 'hold-after'; secret = 'owox-next'; skip = 1; live = 2 }
        @{ when = 'before the key is stored'; fault = 'hold'; secret = 'owox'; live = 2 }
        @{ when = 'after the key is stored'; fault = 'hold-after'; secret = 'owox'; live = 2 }
        @{ when = 'before the tags are written'; method = 'PATCH'; fault = 'hold'; secret = 'owox/*'; live = 1 }
        @{ when = 'before the staging secret is cleared'; fault = 'hold'; secret = 'owox-next'; skip = 2; live = 1; finished = $true }
        @{ when = 'after the staging secret is cleared'; fault = 'hold-after'; secret = 'owox-next'; skip = 2; live = 1; finished = $true }
        @{ when = 'before the staged version is disabled'; method = 'PATCH'; fault = 'hold'; secret = 'owox-next/*'; live = 1; finished = $true }
        @{ when = 'after the staged version is disabled'; method = 'PATCH'; fault = 'hold'; secret = 'owox-next/*'; skip = 1; live = 1; finished = $true }
    ) {
        $waiting = Add-AzureFault $azure $(if ($method) { $method } else { 'PUT' }) "/secrets/$secret" $fault @{ Skip = [int]$skip }
        $shell = Start-Rotation
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not $waiting.Reached.WaitOne(100) -and -not $shell.Process.HasExited -and $watch.Elapsed.TotalSeconds -lt 60) { }
        $waiting.Reached.WaitOne(0) | Should -BeTrue
        $shell.Process.Kill()
        $run = Wait-FreshShell $shell
        $run.Output | Should -Not -BeLike '*the run ended by itself*'
        @(Get-RotationKey) | Should -HaveCount $live
        Assert-Invariant
        Assert-Convergence $(if (-not $finished) { $old.Id })
        $staged = $azure.Versions('owox-next')
        $staged.Where({ $_.Enabled -and $_.Value -notlike 'no * key (used by *' }) | Should -BeNullOrEmpty -Because 'earlier versions do not give access to a key'
        $staged[-1].Tags.Keys | Should -Not -Contain 'owoxFormerVersion'
    }
}
