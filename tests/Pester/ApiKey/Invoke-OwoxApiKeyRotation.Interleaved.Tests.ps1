# Two rotations of one secret at the same time: the second one completes while the first one waits at one of its steps.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Prompt/Prompt.psm1')
    Start-OwoxTest
    $connection = Initialize-Rotation

    # Runs a rotation in this session. Returns its result or its error.
    function Invoke-Rotation {
        $result = Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Force -ErrorVariable failures -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        [pscustomobject]@{ Result = $result; Failure = $failures | Select-Object -First 1 }
    }

    # Starts a rotation in another runspace of this process.
    function Start-OtherRotation {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($module, $connection) Import-Module $module; Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Force -Connection $connection').
            AddArgument($env:OWOX_TEST_MODULE).AddArgument($connection)
        @{ Shell = $shell; Running = $shell.BeginInvoke() }
    }

    function Wait-OtherRotation([hashtable] $Other) {
        $result = $Other.Shell.EndInvoke($Other.Running)
        $failure = $Other.Shell.Streams.Error | Select-Object -First 1
        $Other.Shell.Dispose()
        [pscustomobject]@{ Result = $result; Failure = $failure }
    }

    # Checks the outcome of a run: without an ID it completed, otherwise it failed with this error.
    function Assert-Run($Run, [string] $Id, [string[]] $Says) {
        if (-not $Id) {
            $Run.Result.Status | Should -Be 'Completed' -Because "$($Run.Failure)"
            return
        }

        $Run.Result | Should -BeNullOrEmpty
        Assert-Failure { throw $Run.Failure } $Id OperationStopped Owox.PowerShell.OwoxVaultException (@("'owox'") + $Says)
    }

    # Checks the state after both runs: the secret contains this key, which works, no other key of the rotation is active, and the
    # next run completes.
    function Assert-Outcome([string] $NewKeyId) {
        Test-KeyText (Get-StoredText owox) | Should -BeTrue
        $stored = (Get-KeyPart (Get-StoredText owox)).apiKeyId
        $stored | Should -BeExactly $NewKeyId
        @(Get-ServerKey 'job*').apiKeyId | Should -Be $stored -Because 'no other key is active'
        Assert-Convergence $old.apiKeyId
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Invoke-OwoxApiKeyRotation at the same time as another rotation' -Skip:$noVault {
    BeforeEach {
        $old = Reset-Rotation
    }

    It 'stops and writes nothing when another one ran during its prompt' {
        $script = 'Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Connection $connection'
        $run = Invoke-WithPrompt $script -During "`$global:other = $script -Force"
        $run.ErrorsMeanwhile | Should -BeNullOrEmpty
        $run.Prompts | Should -HaveCount 1
        $run.Prompts[0] | Should -BeLike "*revoke the old key $($old.apiKeyId)*"
        $run.Output | Should -BeNullOrEmpty
        $run.Errors | Should -HaveCount 1
        $run.Errors[0].FullyQualifiedErrorId | Should -BeLike 'Owox.RotationConflict,*'
        $run.Errors[0].CategoryInfo.Category | Should -Be 'OperationStopped'
        $run.Errors[0].Exception | Should -BeOfType 'Owox.PowerShell.OwoxVaultException'
        "$($run.Errors[0])" | Should -BeLike "*Another command changed the secret 'owox'*No key was created*"
        $live = @(Get-ServerKey 'job*')
        $live | Should -HaveCount 1
        $live[0].apiKeyId | Should -Be (Get-KeyPart (Get-StoredText owox)).apiKeyId
        Test-KeyText (Get-StoredText owox) | Should -BeTrue
        Get-SandboxRequest '/api/project-member-api-keys' POST | Should -HaveCount 1
    }

    It 'continues when nothing changed during its prompt' {
        $run = Invoke-WithPrompt 'Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Connection $connection' -During 'Get-OwoxApiKey -Connection $connection'
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Status | Should -Be 'Completed'
    }

    It 'leaves one active key when another one runs during a request: <step>' -ForEach @(
        @{ step = 'the list of keys'; match = 'GET /api/project-member-api-keys'; again = $true }
        @{ step = 'the creation of the key'; match = 'POST /api/project-member-api-keys'; id = 'Owox.RotationConflict'; says = 'The new key pmk_* of this run was not staged and was revoked. Run the command again' }
        @{ step = 'the exchange of the staged key'; match = 'POST /api/auth/api-keys/exchange' }
        @{ step = 'the context of the staged key'; match = 'GET /api/auth/context' }
        @{ step = 'the exchange of the stored key'; match = 'POST /api/auth/api-keys/exchange'; skip = 1 }
        @{ step = 'the context of the stored key'; match = 'GET /api/auth/context'; skip = 1 }
        @{ step = 'the revocation of the old key'; match = 'DELETE /api/project-member-api-keys/*' }
        @{ step = 'the renaming of the key'; match = 'PATCH /api/project-member-api-keys/*' }
    ) {
        Add-Fault $match hold @{ skip = [int]$skip }
        $other = Start-OtherRotation
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        do {
            Start-Sleep -Milliseconds 50
            $held = Get-SandboxRequest | Where-Object { $_.faults -contains 'hold' -and $_.outcome -eq 'running' }
        } until ($held -or $other.Running.IsCompleted -or $watch.Elapsed.TotalSeconds -gt 60)
        $held | Should -HaveCount 1
        $mine = Invoke-Rotation
        Clear-Sandbox
        $theirs = Wait-OtherRotation $other
        Assert-Run $mine
        Assert-Run $theirs $id $says
        # A run that has read nothing from the server yet rotates the key of the other run.
        if (-not $id) { $theirs.Result.NewKeyId -eq $mine.Result.NewKeyId | Should -Be (-not $again) }
        Assert-Outcome $(if ($again) { $theirs.Result.NewKeyId } else { $mine.Result.NewKeyId })
    }

    It 'leaves one active key when another one runs during a vault call: <operation> <secret> (<skip>)' -ForEach @(
        $revoked = @{ id = 'Owox.RotationIncomplete'; says = 'The new key pmk_* is stored, but verifying the key in the secret ''owox-next'' failed. Run the command again' }
        $unstaged = @{ id = 'Owox.RotationConflict'; says = 'The new key pmk_* of this run was not staged and was revoked. Run the command again' }
        $adopted = @{ id = 'Owox.RotationConflict' }
        @{ operation = 'Get-Secret'; secret = 'owox'; skip = 0; again = $true }
        @{ operation = 'Set-Secret'; secret = 'owox-next'; skip = 0 } + $unstaged
        @{ operation = 'Get-Secret'; secret = 'owox-next'; skip = 1 } + $unstaged
        @{ operation = 'Get-Secret'; secret = 'owox-next'; skip = 3 } + $revoked
        @{ operation = 'Set-Secret'; secret = 'owox-next'; skip = 1 } + $revoked
        @{ operation = 'Get-Secret'; secret = 'owox-next'; skip = 4; says = 'The new key pmk_* of this run is stored, because another run completed this rotation with it. It was not revoked.' } + $adopted
        @{ operation = 'Get-Secret'; secret = 'owox-next'; skip = 5; says = 'The new key pmk_* of this run is no longer staged, because another run completed this rotation with it. It was not revoked.' } + $adopted
        @{ operation = 'Get-Secret'; secret = 'owox-next'; skip = 6; says = 'The new key pmk_* of this run may still be valid. Check it with Get-OwoxApiKey.' } + $adopted
        @{ operation = 'Get-Secret'; secret = 'owox'; skip = 3 }
        @{ operation = 'Set-Secret'; secret = 'owox'; skip = 0 }
        @{ operation = 'Get-Secret'; secret = 'owox'; skip = 4 }
        @{ operation = 'Set-SecretInfo'; secret = 'owox'; skip = 0; replaced = $true }
        @{ operation = 'Set-Secret'; secret = 'owox-next'; skip = 2 }
    ) {
        # The vault runs the other rotation in another process, and waits for it.
        $file = Join-Path $TestDrive "other-$([guid]::NewGuid().ToString('N')).json"
        $script = @"
Import-Module '$PSScriptRoot/../Support/OwoxTest.psm1', '$PSScriptRoot/../Support/FaultyVault/RotationTools.psm1'
Set-RotationKind ApiKey
`$run = Wait-FreshShell (Start-Rotation -Report '$file')
"@
        Add-VaultFault $operation run $secret @{ text = $script; skip = $skip }
        $mine = Invoke-Rotation
        Test-Path $file | Should -BeTrue
        $theirs = Get-Content -Raw $file | ConvertFrom-Json
        $theirs.Result.Status | Should -Be 'Completed' -Because $theirs.ErrorId
        Assert-Run $mine $id $says
        if (-not $id) { $theirs.Result.NewKeyId -eq $mine.Result.NewKeyId | Should -Be (-not ($again -or $replaced)) }
        Assert-Outcome $(if ($again) { $mine.Result.NewKeyId } else { $theirs.Result.NewKeyId })
    }

    It 'does not revoke a key that another one created before, and stored in the meantime' {
        $new = New-ServerKey "job (replaces $($old.apiKeyId))"
        $script = @"
`$file = '$(Join-Path (Get-VaultFolder) 'store/owox.json')'
`$stored = Get-Content -Raw -LiteralPath `$file | ConvertFrom-Json
`$stored.secret.value = '$($new.apiKey)'
ConvertTo-Json `$stored -Depth 5 | Set-Content -LiteralPath `$file
"@
        Clear-Sandbox
        Add-VaultFault Set-Secret run owox-next @{ text = $script }
        Assert-Run (Invoke-Rotation) Owox.RotationConflict "Another command changed the secret 'owox' or 'owox-next'", 'No key was created'
        Test-KeyText (Get-StoredText owox) | Should -BeTrue
        Get-SandboxRequest -Method DELETE | Should -BeNullOrEmpty
        Get-SandboxRequest '/api/project-member-api-keys' POST | Should -BeNullOrEmpty
        Assert-Convergence $old.apiKeyId
    }

    It 'stops when the staging secret contains another key <when>' -ForEach @(
        @{ when = 'before the new key is verified'; skip = 5; says = 'is no longer staged and was revoked. Run the command again'; live = 1 }
        @{ when = 'before the new key is stored'; skip = 6; says = 'may still be valid. Check it with Get-OwoxApiKey. Run the command again'; live = 2 }
    ) {
        $text = New-KeyText @{ apiOrigin = $Sandbox.origin; apiKeyId = 'pmk_another'; apiKeySecret = 'a-secret' }
        Add-VaultFault Get-Secret gives owox-next @{ text = "'$text'"; skip = $skip }
        Assert-Run (Invoke-Rotation) Owox.RotationConflict "Another command changed the secret 'owox' or 'owox-next'", "The new key pmk_* of this run $says"
        Get-StoredText owox | Should -BeExactly $old.apiKey
        @(Get-ServerKey 'job*') | Should -HaveCount $live
        Assert-Invariant
        Assert-Convergence $old.apiKeyId
    }
}
