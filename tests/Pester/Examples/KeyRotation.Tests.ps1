# examples/rotate-keys.ps1: several secrets, -WhatIf, the report and exit codes.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    Start-OwoxTest -NoImport
    Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction Ignore
    Register-SecretVault -Name Ops -ModuleName Microsoft.PowerShell.SecretStore
    $folder = New-Folder
    $report = Join-Path $folder report.csv
    $always = '-Vault', 'Ops', '-Origin', $Sandbox.origin, '-MemberSecret', 'rotator', '-ReportPath', $report

    # Reads the keys in a new process, because the SecretStore of this process may return old values.
    function Get-StoredKey {
        $found = Invoke-Engine @('-Command', "foreach (`$name in 'owox-a', 'owox-b', 'owox-c') { Get-Secret `$name -Vault Ops -AsPlainText }") @{} -NewProcess
        $keys = $found.Output.Trim() -split '\r?\n'
        @{ Text = $keys; 'owox-a' = (Get-KeyPart $keys[0]).apiKeyId; 'owox-b' = (Get-KeyPart $keys[1]).apiKeyId; 'owox-c' = (Get-KeyPart $keys[2]).apiKeyId }
    }
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'rotate-keys.ps1' -Skip:$noVault {
    BeforeEach {
        Clear-Sandbox
        Clear-ServerKey
        Get-SecretInfo -Vault Ops | ForEach-Object { Remove-Secret $_.Name -Vault Ops }
        Remove-Item $report -ErrorAction Ignore
        Set-Secret rotator -Vault Ops -Secret (Get-MemberCredential)
        Set-Secret owox-a -Vault Ops -Secret (New-ServerKey 'a').apiKey
        Set-Secret owox-b -Vault Ops -Secret (New-ServerKey 'b' ([datetime]::UtcNow.AddDays(5))).apiKey
        Set-Secret owox-c -Vault Ops -Secret (New-ServerKey 'c' ([datetime]::UtcNow.AddDays(50))).apiKey
        Set-Secret mail -Vault Ops -Secret 'not of this task'
        $old = @{}
        foreach ($secret in 'owox-a', 'owox-b', 'owox-c') { $old[$secret] = (Get-KeyPart (Get-Secret $secret -Vault Ops -AsPlainText)).apiKeyId }
        Clear-Sandbox
    }

    It 'rotates all keys, and reports each without its value' {
        $run = Invoke-Example 'rotate-keys.ps1' (@('-SecretName', 'owox-*') + $always) -NewProcess
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0 -Because $run.Output
        $lines = Import-Csv $report
        $lines.SecretName | Should -Be owox-a, owox-b, owox-c
        $lines.Outcome | Should -Be Completed, Completed, Completed
        $stored = Get-StoredKey
        foreach ($text in $stored.Text) { "$(Get-Content $report -Raw)$($run.Output)" | Should -Not -BeLike "*$text*" }
        foreach ($line in $lines) {
            $line.OldKeyId | Should -Be $old[$line.SecretName]
            $line.NewKeyId | Should -Be $stored[$line.SecretName]
            ([datetime] $line.ExpiresAt - [datetime]::UtcNow).TotalDays | Should -BeGreaterThan 89
        }
        (Get-ServerKey '[abc]').apiKeyId | Sort-Object | Should -Be ($lines.NewKeyId | Sort-Object)
        Get-Secret mail -Vault Ops -AsPlainText | Should -Be 'not of this task'
        Get-SandboxRequest '/auth/better-auth/sign-out' | Should -Not -BeNullOrEmpty -Because 'the script closes the session'
    }

    It 'changes nothing with -WhatIf, and describes the changes' {
        $run = Invoke-Example 'rotate-keys.ps1' (@('-SecretName', 'owox-*', '-WhatIf') + $always)
        $run.Code | Should -Be 0 -Because $run.Output
        $run.Output | Should -BeLike "*What if*the API key in the secret 'owox-a' of the vault 'Ops'*"
        $stored = Get-StoredKey
        foreach ($secret in $old.Keys) { $stored[$secret] | Should -Be $old[$secret] }
        (Get-SandboxRequest '/api/project-member-api-keys*').method | Where-Object { $_ -ne 'GET' } | Should -BeNullOrEmpty
        Test-Path $report | Should -BeFalse -Because 'a report contains only completed changes'
    }

    It 'skips keys that do not expire within -DueDays' {
        $run = Invoke-Example 'rotate-keys.ps1' (@('-SecretName', 'owox-b', '-DueDays', '14') + $always)
        $run.Code | Should -Be 0 -Because $run.Output
        $run = Invoke-Engine @('-Command', "& '$(Join-Path $Examples 'rotate-keys.ps1')' -SecretName owox-b, owox-c -DueDays 14 -Vault Ops -Origin $($Sandbox.origin) -MemberSecret rotator -ReportPath '$report'; exit `$LASTEXITCODE")
        $run.Code | Should -Be 0 -Because $run.Output
        $lines = Import-Csv $report
        $lines.SecretName | Should -Be owox-b, owox-b, owox-c
        $lines.Outcome | Should -Be Completed, NotDue, NotDue
        (Get-StoredKey)['owox-c'] | Should -Be $old['owox-c']
    }

    It 'keeps the old key active with -GraceHours' {
        $run = Invoke-Example 'rotate-keys.ps1' (@('-SecretName', 'owox-a', '-GraceHours', '6') + $always)
        $run.Code | Should -Be 0 -Because $run.Output
        (Import-Csv $report).Outcome | Should -Be OldKeyKept
        (Get-ServerKey).apiKeyId | Should -Contain $old['owox-a']
    }

    It 'continues after an error' {
        Set-Secret owox-b -Vault Ops -Secret $Sandbox.viewerApiKey
        $run = Invoke-Example 'rotate-keys.ps1' (@('-SecretName', 'owox-*') + $always)
        $run.Code | Should -Be 1 -Because $run.Output
        $lines = Import-Csv $report
        $lines.Outcome | Should -Be Completed, Failed, Completed
        $lines[1].ErrorId | Should -Be 'Owox.RotationNotPossible'
        $lines[1].Message | Should -Not -BeNullOrEmpty
    }

    It 'ends with exit code 3 when the next run must complete the rotation' {
        Add-Fault 'DELETE /api/project-member-api-keys/*' status @{ status = 500; times = 0 }
        $run = Invoke-Example 'rotate-keys.ps1' (@('-SecretName', 'owox-a') + $always)
        $run.Code | Should -Be 3 -Because $run.Output
        (Import-Csv $report).ErrorId | Should -Be 'Owox.RotationIncomplete'
        Clear-Sandbox
        (Invoke-Example 'rotate-keys.ps1' (@('-SecretName', 'owox-a', '-DueDays', '1') + $always)).Code | Should -Be 0
        (Import-Csv $report).Outcome | Should -Be Failed, Completed
    }

    It 'ends with exit code <code>: <what>' -ForEach @(
        @{ code = 2; what = 'a member with a wrong password'; id = 'Owox.Unauthorized'; wrong = $true }
        @{ code = 1; what = 'a missing secret'; id = ''; name = 'nothing*' }
        @{ code = 1; what = 'an invalid secret of the member'; id = ''; member = 'mail' }
    ) {
        if ($wrong) { Set-Secret rotator -Vault Ops -Secret ([pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret 'wrong'))) }
        $name ??= 'owox-*'
        $parameters = @('-SecretName', $name) + $always
        if ($member) { $parameters[[array]::IndexOf($parameters, 'rotator')] = $member }
        $run = Invoke-Example 'rotate-keys.ps1' $parameters
        $run.Code | Should -Be $code -Because $run.Output
        $line = Import-Csv $report
        $line.Outcome | Should -Be 'Failed'
        if ($id) { $line.ErrorId | Should -Be $id }
        $stored = Get-StoredKey
        foreach ($secret in $old.Keys) { $stored[$secret] | Should -Be $old[$secret] }
    }
}
