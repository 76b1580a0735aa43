# Every script of the repository, before the analyzer. Those that users get or run pass all its rules.

BeforeDiscovery {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).ProviderPath
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $analyzer = -not (Test-ModuleMissing PSScriptAnalyzer)

    # Parts of the repository, whatever there is; what is built is not ours to look at.
    $parts = @(Get-ChildItem $root | Where-Object { $_.Name -notin 'out', 'TestResults' -and -not $_.Name.StartsWith('.') } | ForEach-Object {
            $scripts = @(Get-ChildItem $_.FullName -Recurse -File -Include *.ps1, *.psm1, *.psd1 | Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]' | ForEach-Object FullName)
            if ($scripts) { @{ part = $_.Name; scripts = $scripts } }
        })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport
    # The analyzer's rules run side by side and ask the engine for commands, which is not made for that: now and then one of them
    # ends in a NullReferenceException, and the next try does not. Whatever else goes wrong stays wrong, and no try is cut short.
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
    It 'are all looked at' -TestCases @{ parts = $parts } {
        $parts.part | Should -Contain 'module'
        $parts.part | Should -Contain 'build.ps1'
        $parts.part | Should -Contain 'examples'
    }

    It 'hold nothing that the analyzer finds: <part>' -ForEach $parts -Skip:(-not $analyzer) {
        $rules = @{ Severity = 'Error', 'Warning', 'Information' }
        switch ($part) {
            'tests' {
                # Tests give what a block sets to the next one, their helpers change nothing of the user's, and only the newer engine
                # runs them: it takes a file for UTF-8, and knows parameters by position as well as a reader does. The rule about
                # $using: takes $using:order.Id for a variable that lacks it. The rule about mandatory parameters searches 0.1 s for each
                # function of a test; a call that lacks one fails in its test.
                $rules.ExcludeRules = 'PSUseCmdletCorrectly', 'PSUseDeclaredVarsMoreThanAssignments', 'PSUseShouldProcessForStateChangingFunctions', 'PSUseBOMForUnicodeEncodedFile', 'PSAvoidUsingPositionalParameters', 'PSUseUsingScopeModifierInNewRunspaces'
            }
            'bench' {
                # Each case is called with the same parameters, and uses them in a block that is measured.
                $rules.ExcludeRules = @('PSReviewUnusedParameter')
            }
        }

        $found = foreach ($script in $scripts) { Get-Finding $script $rules }
        $found | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
