# PSScriptAnalyzer checks every script of the repository. The scripts for users pass all of its rules.

BeforeDiscovery {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).ProviderPath
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $analyzer = -not (Test-ModuleMissing PSScriptAnalyzer)

    # The parts of the repository, without build output.
    $parts = @(Get-ChildItem $root | Where-Object { $_.Name -notin 'out', 'TestResults' -and -not $_.Name.StartsWith('.') } | ForEach-Object {
            $scripts = @(Get-ChildItem $_.FullName -Recurse -File -Include *.ps1, *.psm1, *.psd1 | Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]' | ForEach-Object FullName)
            if ($scripts) { @{ part = $_.Name; scripts = $scripts } }
        })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport
    # The analyzer runs its rules in parallel, and they call the engine, which does not support this: sometimes a rule ends in a
    # NullReferenceException, and the next attempt succeeds. Other errors are not retried.
    function Get-Finding([string] $Script, [hashtable] $Rules) {
        foreach ($try in 1..5) {
            try {
                $found = Invoke-ScriptAnalyzer -Path $Script -Settings $Rules -ErrorAction Stop
                return $found
            }
            catch [System.NullReferenceException] {
                if ($try -eq 5) {
                    throw
                }
            }
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The scripts' {
    It 'are all included' -TestCases @{ parts = $parts } {
        $parts.part | Should -Contain 'module'
        $parts.part | Should -Contain 'build.ps1'
        $parts.part | Should -Contain 'examples'
    }

    It 'have no findings of the analyzer: <part>' -ForEach $parts -Skip:(-not $analyzer) {
        $rules = @{ Severity = 'Error', 'Warning', 'Information' }
        switch ($part) {
            'tests' {
                # Tests pass values from one block to the next, their helpers do not change the user's state, and they run only in
                # PowerShell 7, which reads files as UTF-8. Positional parameters are readable in tests. The rule about $using: reports
                # $using:order.Id as a variable without it. The rule about mandatory parameters takes 0.1 s for each function of a test,
                # and a call without such a parameter fails in its test anyway.
                $rules.ExcludeRules = 'PSUseCmdletCorrectly', 'PSUseDeclaredVarsMoreThanAssignments', 'PSUseShouldProcessForStateChangingFunctions', 'PSUseBOMForUnicodeEncodedFile', 'PSAvoidUsingPositionalParameters', 'PSUseUsingScopeModifierInNewRunspaces'
            }
            'bench' {
                # All cases are called with the same parameters, and use them in a measured block.
                $rules.ExcludeRules = @('PSReviewUnusedParameter')
            }
        }

        # The rules look up each command that a script calls. To search PATH for the functions of the scripts takes 40 ms each.
        $path = $env:PATH
        $env:PATH = ''
        try {
            $found = foreach ($script in $scripts) { Get-Finding $script $rules }
        }
        finally {
            $env:PATH = $path
        }

        $found | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
