# Connect-OwoxDataMarts -SecretFile and -SystemdCredential: the content, the permissions, and each error.

BeforeDiscovery {
    $isUnix = -not ($env:OS -eq 'Windows_NT')
    $hasLists = $isUnix -and (uname) -eq 'Linux'
    $isRoot = $isUnix -and (id -u) -eq 0
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $isUnix = -not ($env:OS -eq 'Windows_NT')
    $configuration = @{ Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }

    # Writes a file that only this account can read.
    function New-SecretFile([string] $Path, [string] $Text, [System.Text.Encoding] $Encoding = [System.Text.UTF8Encoding]::new($false)) {
        [System.IO.File]::WriteAllText($Path, $Text, $Encoding)
        if ($isUnix) {
            chmod 600 $Path
        }
        else {
            $null = icacls $Path /inheritance:r /grant:r "$([System.Security.Principal.WindowsIdentity]::GetCurrent().Name):F"
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts -SecretFile' {
    BeforeEach {
        Clear-Sandbox
        Remove-Item (Join-Path $TestDrive '*') -Recurse -Force
        $file = Join-Path $TestDrive 'key'
    }

    It 'reads <what>' -ForEach @(
        @{ what = 'a file without a newline'; text = 'KEY' }
        @{ what = 'a newline at the end'; text = "KEY`n" }
        @{ what = 'a Windows line ending'; text = "KEY`r`n" }
        @{ what = 'empty lines around the key'; text = "`n  KEY `n`n" }
        @{ what = 'UTF-8 with a byte order mark'; text = "KEY`n"; encoding = [System.Text.Encoding]::UTF8 }
        @{ what = 'UTF-16'; text = "KEY`r`n"; encoding = [System.Text.Encoding]::Unicode }
    ) {
        New-SecretFile $file $text.Replace('KEY', $Sandbox.apiKey) $(if ($encoding) { $encoding } else { [System.Text.UTF8Encoding]::new($false) })
        (Connect-OwoxDataMarts -SecretFile $file).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'takes precedence over the environment, and resolves a relative path' {
        New-SecretFile $file $Sandbox.apiKey
        $env:OWOX_API_KEY = $Sandbox.viewerApiKey
        Push-Location $TestDrive
        try {
            (Connect-OwoxDataMarts -SecretFile key).Member | Should -BeExactly $Sandbox.memberEmail
        }
        finally {
            Pop-Location
            $env:OWOX_API_KEY = $null
        }
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'an empty file'; text = ''; says = 'it is empty' }
        @{ what = 'a file of white space'; text = " `r`n`t`n"; says = 'it is empty' }
        @{ what = 'two lines'; text = "KEY`nKEY`n"; says = 'it has 2 lines' }
        @{ what = 'a .env file'; text = "# key`nOWOX_API_KEY=KEY`n"; says = 'it has 2 lines' }
        @{ what = 'another text'; text = 'not-a-key-but-precious'; says = "does not begin with 'owox_key_'" }
    ) {
        New-SecretFile $file $text.Replace('KEY', $Sandbox.apiKey)
        Assert-Failure { Connect-OwoxDataMarts -SecretFile $file } -Id Owox.ApiKeyMalformed @configuration -Says $says
        $failure = Get-Failure { Connect-OwoxDataMarts -SecretFile $file }
        "$($failure | Format-List * -Force | Out-String) $($failure.Exception)" | Should -Not -Match 'owox_key_[A-Za-z0-9]|precious'
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'reports a file that cannot be read: <what>' -ForEach @(
        @{ what = 'a missing file'; make = {}; says = 'nowhere' }
        @{ what = 'a directory'; make = { $null = New-Item -ItemType Directory $file }; says = 'it is a directory' }
        @{ what = 'a file of 1 MiB'; make = { New-SecretFile $file ('x' * 1MB) }; says = 'it is larger than 64 KiB' }
        @{ what = 'a null character'; make = { $script:path = "a`0b" }; says = 'a null character' }
        @{ what = 'another provider'; make = { $script:path = 'Env:/HOME' }; says = 'the provider Environment' }
    ) {
        $script:path = $file
        & $make
        if ($what -eq 'a missing file') { $script:path = Join-Path $TestDrive 'nowhere' }
        Assert-Failure { Connect-OwoxDataMarts -SecretFile $script:path } -Id Owox.SecretFileUnreadable @configuration -Says 'secret file', $says
    }

    It 'does not wait for a named pipe, and rejects a device and a socket' -Skip:(-not $isUnix) {
        mkfifo (Join-Path $TestDrive 'pipe')
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Assert-Failure { Connect-OwoxDataMarts -SecretFile (Join-Path $TestDrive 'pipe') } -Id Owox.SecretFileUnreadable @configuration -Says 'a named pipe (FIFO)'
        Assert-Failure { Connect-OwoxDataMarts -SecretFile /dev/null } -Id Owox.SecretFileUnreadable @configuration -Says 'a device'
        $listening = [System.Net.Sockets.Socket]::new('Unix', 'Stream', 'Unspecified')
        $listening.Bind([System.Net.Sockets.UnixDomainSocketEndPoint]::new((Join-Path $TestDrive 'socket')))
        try {
            Assert-Failure { Connect-OwoxDataMarts -SecretFile (Join-Path $TestDrive 'socket') } -Id Owox.SecretFileUnreadable @configuration -Says 'a socket'
        }
        finally {
            $listening.Dispose()
        }

        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
    }

    It 'rejects mode <mode>' -Skip:(-not $isUnix) -ForEach @{ mode = '0644' }, @{ mode = '0640' }, @{ mode = '0604' }, @{ mode = '0602' }, @{ mode = '0620' }, @{ mode = '0601' } {
        New-SecretFile $file $Sandbox.apiKey
        chmod $mode $file
        Assert-Failure { Connect-OwoxDataMarts -SecretFile $file } -Id Owox.SecretFileNotPrivate @configuration -Says "its mode is $mode", 'chmod 600'
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'accepts mode <mode>' -Skip:(-not $isUnix) -ForEach @{ mode = '0600' }, @{ mode = '0400' }, @{ mode = '0700' } {
        New-SecretFile $file $Sandbox.apiKey
        chmod $mode $file
        (Connect-OwoxDataMarts -SecretFile $file).IsOpen | Should -BeTrue
    }

    It 'checks the file that a link leads to' -Skip:(-not $isUnix) {
        New-SecretFile $file $Sandbox.apiKey
        $link = Join-Path $TestDrive 'link'
        ln -s $file $link
        (Connect-OwoxDataMarts -SecretFile $link).IsOpen | Should -BeTrue
        chmod 644 $file
        Assert-Failure { Connect-OwoxDataMarts -SecretFile $link } -Id Owox.SecretFileNotPrivate @configuration -Says '0644'
    }

    It 'rejects a file of another account' -Skip:(-not $isRoot) {
        New-SecretFile $file $Sandbox.apiKey
        chown 65534 $file
        Assert-Failure { Connect-OwoxDataMarts -SecretFile $file } -Id Owox.SecretFileNotPrivate @configuration -Says 'its owner is another account, with the user ID 65534'
    }
}

Describe 'Connect-OwoxDataMarts -SystemdCredential' {
    BeforeEach {
        Clear-Sandbox
        $folder = Join-Path $TestDrive 'credentials'
        $null = New-Item -ItemType Directory $folder -Force
        Remove-Item (Join-Path $folder '*') -Force
        $env:CREDENTIALS_DIRECTORY = $folder
    }

    AfterEach {
        $env:CREDENTIALS_DIRECTORY = $null
    }

    It 'reads a credential' {
        New-SecretFile (Join-Path $folder 'owox-prod') $Sandbox.apiKey
        (Connect-OwoxDataMarts -SystemdCredential owox-prod).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'rejects access of the group and of others: mode <mode>' -Skip:(-not $isUnix) -ForEach @{ mode = '0440' }, @{ mode = '0640' }, @{ mode = '0444' }, @{ mode = '0460' } {
        $file = Join-Path $folder 'owox-prod'
        New-SecretFile $file $Sandbox.apiKey
        chmod $mode $file
        Assert-Failure { Connect-OwoxDataMarts -SystemdCredential owox-prod } -Id Owox.SecretFileNotPrivate @configuration -Says 'systemd credential', $mode
    }

    It 'accepts an access control list that grants access only to this account: <what>' -Skip:(-not $hasLists) -ForEach @(
        @{ what = 'this account'; user = 0; works = $true }
        @{ what = 'another account'; user = 12345 }
        @{ what = 'this account and the group'; user = 0; group = 4 }
    ) {
        $file = Join-Path $folder 'owox-prod'
        New-SecretFile $file $Sandbox.apiKey
        if (-not ('OwoxTest.Attribute' -as [type])) {
            Add-Type -Namespace OwoxTest -Name Attribute -MemberDefinition '[DllImport("libc")] public static extern int setxattr(string path, string name, byte[] value, System.IntPtr size, int flags);'
        }

        # Version 2, then kind, permissions and ID of: owner, user, group, mask, others.
        $none = [uint32]::MaxValue
        $user = [uint32] $(if ($user) { $user } else { id -u })
        $entries = @(0x01, 6, $none), @(0x02, 4, $user), @(0x04, [int] $group, $none), @(0x10, 4, $none), @(0x20, 0, $none)
        $list = [byte[]] ([System.BitConverter]::GetBytes(2) + $entries.ForEach({ [System.BitConverter]::GetBytes([uint16] $_[0]) + [System.BitConverter]::GetBytes([uint16] $_[1]) + [System.BitConverter]::GetBytes([uint32] $_[2]) }))
        if ([OwoxTest.Attribute]::setxattr($file, 'system.posix_acl_access', $list, [System.IntPtr] $list.Length, 0) -ne 0) {
            Set-ItResult -Skipped -Because 'the file system has no access control lists'
            return
        }

        if ($works) {
            (Connect-OwoxDataMarts -SystemdCredential owox-prod).IsOpen | Should -BeTrue
        }
        else {
            Assert-Failure { Connect-OwoxDataMarts -SystemdCredential owox-prod } -Id Owox.SecretFileNotPrivate @configuration -Says 'systemd credential', '0640'
        }

        Assert-Failure { Connect-OwoxDataMarts -SecretFile $file } -Id Owox.SecretFileNotPrivate @configuration -Says 'secret file', '0640'
    }

    It 'rejects the name <name>' -ForEach @{ name = '.' }, @{ name = '..' }, @{ name = '../key' }, @{ name = '/etc/passwd' }, @{ name = 'a\b' }, @{ name = "a`nb" }, @{ name = 'c:x' } {
        Assert-Failure { Connect-OwoxDataMarts -SystemdCredential $name } -Id Owox.SystemdCredentialNotFound @configuration -Says 'The name of a systemd credential'
    }

    It 'lists the credentials that exist' {
        New-SecretFile (Join-Path $folder 'other') $Sandbox.apiKey
        Assert-Failure { Connect-OwoxDataMarts -SystemdCredential owox-prod } -Id Owox.SystemdCredentialNotFound @configuration -Says "no systemd credential named 'owox-prod'", "it has 'other'", 'LoadCredentialEncrypted=owox-prod'
        (TabExpansion2 'Connect-OwoxDataMarts -SystemdCredential ').CompletionMatches.CompletionText | Should -Be 'other'
    }

    It 'reports a service without credentials' {
        Assert-Failure { Connect-OwoxDataMarts -SystemdCredential owox-prod } -Id Owox.SystemdCredentialNotFound @configuration -Says "no systemd credential named 'owox-prod'; it has none", 'LoadCredentialEncrypted=owox-prod'
    }

    It 'reports a process that is not a service: <value>' -ForEach @{ value = $null }, @{ value = 'relative' } {
        $env:CREDENTIALS_DIRECTORY = $value
        Assert-Failure { Connect-OwoxDataMarts -SystemdCredential owox-prod } -Id Owox.SystemdCredentialNotFound @configuration -Says 'CREDENTIALS_DIRECTORY is not set to a full path'
    }
}
