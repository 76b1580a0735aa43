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

    # Runs a rotation in this session. Returns its result and the ID of its error.
    function Invoke-Rotation([hashtable] $With = @{}) {
        $result = Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Force -ErrorVariable failures -ErrorAction SilentlyContinue -WarningAction SilentlyContinue @With
        [pscustomobject]@{ Result = $result; ErrorId = "$($failures.FullyQualifiedErrorId)".Split(',')[0] }
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
        $id = "$($Other.Shell.Streams.Error.FullyQualifiedErrorId)".Split(',')[0]
        $Other.Shell.Dispose()
        [pscustomobject]@{ Result = $result; ErrorId = $id }
    }

    # Checks the state after both runs: the key in the secret works, no other key of the rotation is active,
    # and the next run completes.
    function Assert-Outcome([object[]] $Runs) {
        $completed = @($Runs | Where-Object { $_.Result.Status -eq 'Completed' })
        $completed.Count | Should -BeGreaterThan 0
        foreach ($run in $Runs | Where-Object { -not $_.Result }) {
            $run.ErrorId | Should -BeIn 'Owox.RotationConflict', 'Owox.RotationIncomplete'
        }

        Test-KeyText (Get-StoredText owox) | Should -BeTrue
        $stored = (Get-KeyPart (Get-StoredText owox)).apiKeyId
        $completed.Result.NewKeyId | Should -Contain $stored
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
        @{ step = 'the list of keys'; match = 'GET /api/project-member-api-keys' }
        @{ step = 'the creation of the key'; match = 'POST /api/project-member-api-keys' }
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
        Assert-Outcome $mine, (Wait-OtherRotation $other)
    }

    It 'leaves one active key when another one runs during a vault call: <operation> <secret> (<skip>)' -ForEach @(
        @{ operation = 'Get-Secret'; secret = 'owox'; skip = 0 }
        @{ operation = 'Set-Secret'; secret = 'owox-next'; skip = 0 }
        @{ operation = 'Get-Secret'; secret = 'owox-next'; skip = 1 }
        @{ operation = 'Get-Secret'; secret = 'owox-next'; skip = 3 }
        @{ operation = 'Set-Secret'; secret = 'owox-next'; skip = 1 }
        @{ operation = 'Get-Secret'; secret = 'owox-next'; skip = 4 }
        @{ operation = 'Get-Secret'; secret = 'owox-next'; skip = 5 }
        @{ operation = 'Get-Secret'; secret = 'owox'; skip = 3 }
        @{ operation = 'Set-Secret'; secret = 'owox'; skip = 0 }
        @{ operation = 'Get-Secret'; secret = 'owox'; skip = 4 }
        @{ operation = 'Set-SecretInfo'; secret = 'owox'; skip = 0 }
        @{ operation = 'Set-Secret'; secret = 'owox-next'; skip = 2 }
    ) {
        # The vault runs the other rotation in another process, and waits for it.
        $file = Join-Path $TestDrive "other-$([guid]::NewGuid().ToString('N')).json"
        $script = @"
Import-Module '$PSScriptRoot/../Support/OwoxTest.psm1', '$PSScriptRoot/../Support/FaultyVault/RotationTools.psm1'
`$run = Wait-FreshShell (Start-Rotation -Report '$file')
"@
        Add-VaultFault $operation run $secret @{ text = $script; skip = $skip }
        $mine = Invoke-Rotation
        Test-Path $file | Should -BeTrue
        $other = Get-Content -Raw $file | ConvertFrom-Json
        $theirs = [pscustomobject]@{ Result = $other.Result; ErrorId = $other.ErrorId }
        Assert-Outcome $mine, $theirs
    }
}
