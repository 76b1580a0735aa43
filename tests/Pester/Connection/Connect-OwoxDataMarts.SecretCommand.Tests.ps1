# Connect-OwoxDataMarts -SecretCommand: script blocks and programs, their output, and each error.

BeforeDiscovery {
    $isUnix = -not ($env:OS -eq 'Windows_NT')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $key = $Sandbox.apiKey
    $failed = @{ Id = 'Owox.SecretCommandFailed'; Category = 'ResourceUnavailable'; Type = 'Owox.PowerShell.OwoxVaultException' }
    $invalid = @{ Id = 'Owox.SecretCommandInvalid'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }

    # Writes a program for sh and returns its path.
    function New-Program([string] $Text, [string] $Name = 'get-key') {
        $path = Join-Path $TestDrive $Name
        [System.IO.File]::WriteAllText($path, "#!/bin/sh`n$Text`n")
        chmod 700 $path
        $path
    }

    # Checks that no stream and no part of the error contains a key.
    function Assert-NoLeak([scriptblock] $Call) {
        $streams = [System.Collections.Generic.List[object]]::new()
        $failure = try { & $Call -Verbose -Debug *>&1 | ForEach-Object { $streams.Add($_) } } catch { $_ }
        $all = ($streams + ($failure | Format-List * -Force | Out-String -Width 9000) + "$($failure.Exception)") -join "`n"
        ($all -replace '\s') | Should -Not -Match 'owox_key_[A-Za-z0-9_-]{8}|precious'
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts -SecretCommand with a script block' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'accepts <what>' -ForEach @(
        @{ what = 'a string'; script = { $key } }
        @{ what = 'a SecureString'; script = { ConvertTo-Secret $key } }
        @{ what = 'return'; script = { return $key } }
        @{ what = 'a newline at the end'; script = { "$key`r`n" } }
        @{ what = 'an empty line after the key'; script = { $key; '' } }
        @{ what = 'the output of a program'; script = { & (Get-TestEngine).Path @((Get-TestEngine).Argument) -NoProfile -Command "'$key'" } }
        @{ what = 'Write-Host, which is not output'; script = { Microsoft.PowerShell.Utility\Write-Host 'signing in'; $key } }
        @{ what = 'warnings and other messages'; script = { Write-Warning 'old'; Write-Verbose 'v' -Verbose; Write-Information i; $key } }
        @{ what = 'null beside the key'; script = { $null; $key } }
        @{ what = 'exit 0 after the key'; script = { $key; exit 0 } }
        @{ what = 'a pipeline'; script = { 'x', $key | Select-Object -Last 1 } }
        @{ what = 'another runspace'; script = { [powershell]::Create().AddScript('$args[0]').AddArgument($key).Invoke() } }
        @{ what = 'variables and functions of the session'; script = { function Get-It { $key }; Get-It } }
    ) {
        $connection = Connect-OwoxDataMarts -SecretCommand $script 3>$null 4>$null 6>$null
        $connection.Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'no output'; script = {}; says = 'returned nothing' }
        @{ what = 'null'; script = { $null }; says = 'returned nothing' }
        @{ what = 'only Write-Host'; script = { Microsoft.PowerShell.Utility\Write-Host 'key' 6>$null }; says = 'returned nothing' }
        @{ what = 'empty text'; script = { '' }; says = 'it is empty' }
        @{ what = 'two keys'; script = { $key; $key }; says = 'it has 2 lines' }
        @{ what = 'two SecureStrings'; script = { ConvertTo-Secret $key; ConvertTo-Secret $key }; says = 'returned 2 objects' }
        @{ what = 'an object'; script = { [pscustomobject]@{ key = $key } }; says = 'an object of type PSCustomObject' }
        @{ what = 'a number'; script = { 42 }; says = 'an object of type Int32' }
        @{ what = 'an exception'; script = { throw "sign in first, not $key" }; says = 'the script block failed', 'sign in first' }
        @{ what = 'an error'; script = { Write-Error 'the item does not exist'; $key }; says = 'the script block failed', 'the item does not exist' }
        @{ what = 'an exception after output'; script = { 'not-a-key-but-precious'; throw 'refused: not-a-key-but-precious' }; says = 'the script block failed', 'refused' }
        @{ what = 'an unknown command'; script = { Get-NothingOfThisName }; says = 'Get-NothingOfThisName' }
        @{ what = 'exit 3'; script = { $key; exit 3 }; says = 'exit code 3' }
    ) {
        Assert-Failure { Connect-OwoxDataMarts -SecretCommand $script } @failed -Says $says
        Assert-NoLeak { Connect-OwoxDataMarts -SecretCommand $script @args }
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'reports the exit code and the errors of a program without its secrets' -Skip:(-not $isUnix) {
        Assert-Failure { Connect-OwoxDataMarts -SecretCommand { sh -c "echo $key; echo vault is sealed, not $key >&2; exit 2" } } @failed -Says 'exit code 2', 'vault is sealed'
        Assert-NoLeak { Connect-OwoxDataMarts -SecretCommand { sh -c "echo $key; echo vault is sealed, not $key >&2; exit 2" } @args }
    }

    It 'shows the notices of a program that succeeded only as verbose messages, without secrets' -Skip:(-not $isUnix) {
        $all = Connect-OwoxDataMarts -SecretCommand { sh -c "echo $key; echo a new version exists, $key >&2" } -Verbose 4>&1
        "$all" | Should -BeLike '*The script block succeeded. It reported: a new version exists*'
        "$all" | Should -Not -Match 'owox_key_[A-Za-z0-9_-]{8}'
    }

    It 'stops a script block after the timeout' {
        Set-OwoxTestTiming @{ SecretCommandTimeout = 0.5 }
        try {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Assert-Failure { Connect-OwoxDataMarts -SecretCommand { Start-Sleep 30; $key } } @failed -Says 'did not end within 0.5 s'
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
        }
        finally {
            Reset-OwoxTestTiming
        }
    }

    It 'does not let long output displace the secrets in use' {
        $secret = (Get-KeyPart $key).apiKeySecret
        $null = Connect-OwoxDataMarts -SecretCommand { $key }
        Assert-Failure { Connect-OwoxDataMarts -SecretCommand { 1..1000 | ForEach-Object { "line $_ of a long output" } } } @failed -Says 'it has 1000 lines'
        $failure = Get-Failure { Connect-OwoxDataMarts -SecretCommand { throw "refused $secret" } }
        "$failure" | Should -BeLike '*refused `*`*`**'
    }

    It 'does not repeat words that could be unknown secrets: <what>' -ForEach @(
        @{ what = 'an exception'; script = { throw 'refused: hYHVC4qzXw81Lk0pTr5sQ2' } }
        @{ what = 'a conversion'; script = { [int] 'hYHVC4qzXw81Lk0pTr5sQ2' } }
        @{ what = 'an error'; script = { Write-Error 'refused: hYHVC4qzXw81Lk0pTr5sQ2' } }
        @{ what = 'a merged stream'; script = { & { 'k'; Write-Error 'refused: hYHVC4qzXw81Lk0pTr5sQ2' } 2>&1 } }
    ) {
        $global:Error.Clear()
        $failure = Get-Failure { Connect-OwoxDataMarts -SecretCommand $script }
        $all = @($failure) + $global:Error
        "$($all.ForEach({ "$_ $($_.Exception) $($_ | Format-List * -Force | Out-String -Width 9000)" }))" -replace [regex]::Escape("$script") | Should -Not -Match 'hYHVC4qz'
        "$failure" | Should -BeLike '*`*`*`**'
    }

    It 'leaves only its own error in $Error: <what>' -ForEach @(
        @{ what = 'an exception'; script = { 'not-a-key-but-precious'; throw 'refused: not-a-key-but-precious' } }
        @{ what = 'an error'; script = { 'not-a-key-but-precious'; Write-Error 'refused: not-a-key-but-precious' } }
    ) {
        $global:Error.Clear()
        $null = try { Connect-OwoxDataMarts -SecretCommand $script } catch { $_ }
        "$($global:Error.ForEach({ "$_ $($_.Exception) $($_ | Format-List * -Force | Out-String -Width 9000)" }))" | Should -Not -Match 'precious'
        $global:Error.Count | Should -BeGreaterThan 0
    }

    It 'keeps $LASTEXITCODE of the session' {
        $global:LASTEXITCODE = 5
        $null = Connect-OwoxDataMarts -SecretCommand { $key }
        $LASTEXITCODE | Should -Be 5
        $null = Get-Failure { Connect-OwoxDataMarts -SecretCommand { throw 'no vault' } }
        $LASTEXITCODE | Should -Be 5
        $global:LASTEXITCODE = 0
    }
}

Describe 'Connect-OwoxDataMarts -SecretCommand with a program' -Skip:(-not $isUnix) {
    BeforeEach {
        Clear-Sandbox
    }

    It 'reads its output, with arguments as they are' {
        $program = New-Program 'if [ "$#" = 3 ] && [ "$2" = "a \"b\" \\" ] && [ "$3" = "" ]; then printf "%s\n" "$1"; fi'
        (Connect-OwoxDataMarts -SecretCommand $program, $key, 'a "b" \', '').Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'reads the output although another program keeps it open' {
        $program = New-Program 'sleep 4 & printf "%s\n" "$1"'
        (Connect-OwoxDataMarts -SecretCommand $program, $key).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'reports output that is longer than any secret' {
        Assert-Failure { Connect-OwoxDataMarts -SecretCommand head, -c, 300000, /dev/zero } @failed -Says 'more than 65536 characters'
    }

    It 'finds a program in PATH' {
        (Connect-OwoxDataMarts -SecretCommand printf, '%s', $key).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'finds a program by a path that is relative to the location' {
        $null = New-Program "echo $key"
        Push-Location $TestDrive
        try {
            (Connect-OwoxDataMarts -SecretCommand ./get-key).Member | Should -BeExactly $Sandbox.memberEmail
        }
        finally {
            Pop-Location
        }
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'an exit code'; text = 'echo KEY; echo "not signed in: KEY" >&2; exit 4'; says = 'exit code 4', 'not signed in' }
        @{ what = 'no output'; text = ''; says = 'it is empty' }
        @{ what = 'two lines'; text = 'echo KEY; echo KEY'; says = 'it has 2 lines' }
    ) {
        $program = New-Program $text.Replace('KEY', $key)
        Assert-Failure { Connect-OwoxDataMarts -SecretCommand $program } @failed -Says $says
        Assert-NoLeak { Connect-OwoxDataMarts -SecretCommand $program @args }
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'reports output that is not a key without the output' {
        $program = New-Program 'echo not-a-key-but-precious'
        Assert-Failure { Connect-OwoxDataMarts -SecretCommand $program } -Id Owox.ApiKeyMalformed -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'does not begin with'
        Assert-NoLeak { Connect-OwoxDataMarts -SecretCommand $program @args }
    }

    It 'reports <what>' -ForEach @(
        @{ what = 'an unknown program'; value = 'no-such-program'; says = "the program 'no-such-program' was not found" }
        @{ what = 'a command line in one string'; value = 'printf %s x'; says = 'each argument as a separate string' }
        @{ what = 'an empty name'; value = ' '; says = 'is empty' }
        @{ what = 'a hashtable as an argument'; value = @('printf', @{ a = 1 }); says = 'Hashtable is not an argument' }
        @{ what = 'a number'; value = 5; says = 'a value of type Int32 was specified' }
    ) {
        Assert-Failure { Connect-OwoxDataMarts -SecretCommand $value } @invalid -Says $says
    }

    It 'reports a program that the system cannot start' {
        $program = Join-Path $TestDrive 'garbage'
        [System.IO.File]::WriteAllText($program, 'garbage')
        chmod 700 $program
        Assert-Failure { Connect-OwoxDataMarts -SecretCommand $program } @failed -Says "the program 'garbage' could not be started"
    }

    It 'reports null' {
        (Get-Failure { Connect-OwoxDataMarts -SecretCommand $null }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationErrorNullNotAllowed,*'
    }

    It 'stops a program after the timeout, and gives it no input' {
        $program = New-Program "echo `$`$ > '$TestDrive/pid'; read line; exec sleep 60"
        Set-OwoxTestTiming @{ SecretCommandTimeout = 1 }
        try {
            Assert-Failure { Connect-OwoxDataMarts -SecretCommand $program } @failed -Says 'did not end within 1 s'
        }
        finally {
            Reset-OwoxTestTiming
        }

        $id = [int](Get-Content "$TestDrive/pid")
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        while ((Get-Process -Id $id -ErrorAction Ignore) -and $watch.Elapsed.TotalSeconds -lt 10) { Start-Sleep -Milliseconds 50 }
        Get-Process -Id $id -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'does not wait for a process that the program started' {
        $program = New-Program "echo $key; sleep 20 &"
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        (Connect-OwoxDataMarts -SecretCommand $program).Member | Should -BeExactly $Sandbox.memberEmail
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
    }

    It 'stops the program with the pipeline' {
        $program = New-Program "echo `$`$ > '$TestDrive/other'; exec sleep 60"
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($module, $program) Import-Module $module; Connect-OwoxDataMarts -SecretCommand $program').AddArgument($env:OWOX_TEST_MODULE).AddArgument($program)
        $running = $shell.BeginInvoke()
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (Test-Path "$TestDrive/other") -and $watch.Elapsed.TotalSeconds -lt 30) { Start-Sleep -Milliseconds 50 }
        $shell.Stop()
        $running.IsCompleted | Should -BeTrue
        $id = [int](Get-Content "$TestDrive/other")
        while ((Get-Process -Id $id -ErrorAction Ignore) -and $watch.Elapsed.TotalSeconds -lt 40) { Start-Sleep -Milliseconds 50 }
        Get-Process -Id $id -ErrorAction Ignore | Should -BeNullOrEmpty
        $shell.Dispose()
    }
}
