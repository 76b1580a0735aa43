# Connect-OwoxDataMarts -SecretFile on Windows: the access control list of the file.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts -SecretFile on Windows' -Skip:($env:OS -ne 'Windows_NT') {
    BeforeEach {
        $file = Join-Path $TestDrive 'key'
        [System.IO.File]::WriteAllText($file, $Sandbox.apiKey)
        $me = [System.Security.Principal.WindowsIdentity]::GetCurrent().User
        $list = [System.Security.AccessControl.FileSecurity]::new()
        $list.SetOwner($me)
        $list.SetAccessRuleProtection($true, $false)
        $list.AddAccessRule([System.Security.AccessControl.FileSystemAccessRule]::new($me, 'FullControl', 'Allow'))
    }

    It 'reads a file that only this account can use' {
        [System.IO.FileSystemAclExtensions]::SetAccessControl([System.IO.FileInfo]::new($file), $list)
        if ((Get-Acl -LiteralPath $file).Sddl -match ';;;WD\)') {
            Set-ItResult -Skipped -Because 'this system adds Everyone to access control lists, as Wine does'
            return
        }

        (Connect-OwoxDataMarts -SecretFile $file).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'rejects a file that everyone can read' {
        $everyone = [System.Security.Principal.SecurityIdentifier]::new('S-1-1-0')
        $list.AddAccessRule([System.Security.AccessControl.FileSystemAccessRule]::new($everyone, 'Read', 'Allow'))
        [System.IO.FileSystemAclExtensions]::SetAccessControl([System.IO.FileInfo]::new($file), $list)
        Assert-Failure { Connect-OwoxDataMarts -SecretFile $file } -Id Owox.SecretFileNotPrivate -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'Everyone', 'icacls'
    }
}
