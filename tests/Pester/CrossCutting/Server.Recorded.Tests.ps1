# Every cmdlet with the recorded server: the calls that the tests of other API versions use work.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/ReadCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    $calls = Get-ReadCall
    $changes = Get-ChangeCall
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ReadCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:01'; apiVersion = '0.35' }
    Register-ChangeVault
    Connect-Both
    $tested = (Get-ReadCall).Name + (Get-ChangeName)
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A cmdlet that reads' {
    It 'is included in the calls' {
        Get-ReadCommand | Where-Object { $_ -notin (Get-ReadCall).Name } | Should -BeNullOrEmpty
        (Get-ReadCall).Name | Where-Object { -not (Get-Command $_ -Module Owox) } | Should -BeNullOrEmpty
    }

    It 'works: <Text>' -ForEach $calls {
        $outcome = Invoke-ReadCall $Call
        $outcome.Failure | Should -BeNullOrEmpty
        $outcome.Given.Count | Should -BeGreaterThan 0
        $outcome.Warnings | Should -BeNullOrEmpty
    }
}

Describe 'A cmdlet that changes something' {
    AfterEach {
        Reset-Change
    }

    It 'is included in the calls' {
        Get-ChangeCommand | Sort-Object | Should -Be (Get-ChangeName | Sort-Object)
    }

    It 'works: <Name>' -ForEach $changes {
        $outcome = Invoke-ReadCall $Call
        $outcome.Failure | Should -BeNullOrEmpty
        $outcome.Given.Count | Should -BeGreaterThan 0
        $outcome.Warnings | Should -BeNullOrEmpty
    }
}

Describe 'The coverage table' {
    BeforeAll {
        $table = Get-Content (Join-Path $PSScriptRoot '../../../tools/coverage/operations.csv') | Where-Object { $_ -and $_[0] -ne '#' }
        $all = [System.Collections.Generic.HashSet[string]]::new()

        # The operations that a cmdlet calls according to the table, as patterns: a placeholder matches one segment of a path.
        function Get-ListedOperation([string] $Name = '*') {
            $table.Where({ $fields = $_ -split ','; ($fields[1] -split ' ') -like $Name -and -not $fields[4] }).ForEach({
                    '^' + ([regex]::Escape(($_ -split ',')[0]) -replace '\\\{[^}]+}', '[^/]+') + '$'
                })
        }
    }

    AfterEach {
        Reset-Change
    }

    It 'lists only operations that are called: <Name>' -ForEach ($calls + $changes | Group-Object { $_.Name } | ForEach-Object { @{ Name = $_.Name; Calls = $_.Group.Call } }) {
        Clear-Sandbox
        $Calls | ForEach-Object { $null = Invoke-ReadCall $_ }
        $made = (Get-SandboxRequest).ForEach({ "$($_.method) $($_.path)" })
        $made.ForEach({ $null = $all.Add($_) })
        $listed = @(Get-ListedOperation $Name)
        # Any operation can be called with Invoke-OwoxApi, and only sessions of members are signed out.
        if ($Name -notin 'Disconnect-OwoxDataMarts', 'Invoke-OwoxApi') { $listed | Should -Not -BeNullOrEmpty }
        foreach ($operation in $listed) {
            $made -match $operation | Should -Not -BeNullOrEmpty -Because "the coverage table lists $operation for $Name"
        }
    }

    It 'lists all operations that are called, and only tested cmdlets' {
        $all.Count | Should -BeGreaterThan 40
        $claims = Get-ListedOperation

        # The descriptions of the server contain neither the sign-in nor the license keys.
        $all.Where({ $made = $_; $made -notmatch '^[A-Z]+ (/auth/|/api/license-keys)' -and -not ($claims | Where-Object { $made -match $_ }) }) | Should -BeNullOrEmpty
        $named = $table.ForEach({ ($_ -split ',')[1] -split ' ' }) | Where-Object { $_ } | Sort-Object -Unique
        $named | Where-Object { $_ -notin $tested } | Should -BeNullOrEmpty
    }
}
