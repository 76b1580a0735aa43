# Every cmdlet that only reads, against the recorded server: what the tests of other ages walk is known to work.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'ReadCommands.psm1')
    $calls = Get-ReadCall
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    Import-Module (Join-Path $PSScriptRoot 'ReadCommands.psm1')
    Import-Owox
    Connect-Both
}

Describe 'A cmdlet that reads' {
    It 'is walked, each of them' {
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

Describe 'The table of coverage' {
    It 'says truly what is read: <Name>' -ForEach ($calls | Group-Object { $_.Name } | ForEach-Object { @{ Name = $_.Name; Calls = $_.Group.Call } }) {
        $table = Get-Content (Join-Path $PSScriptRoot '../../tools/coverage/operations.csv') | Where-Object { $_ -and $_[0] -ne '#' }
        $claimed = $table.Where({ ($_ -split ',')[1] -split ' ' -contains $Name -and -not ($_ -split ',')[4] }).ForEach({ ($_ -split ',')[0] })
        Clear-Sandbox
        $Calls | ForEach-Object { $null = Invoke-ReadCall $_ }
        $made = (Get-SandboxRequest).ForEach({ "$($_.method) $($_.path)" })
        foreach ($operation in $claimed) {
            # A placeholder stands for one part of a path, and the ending of rows belongs to the last.
            $pattern = '^' + ([regex]::Escape($operation) -replace '\\\{[^}]+}', '[^/]+') + '$'
            $made -match $pattern | Should -Not -BeNullOrEmpty -Because "$Name is said to call $operation"
        }
    }
}
