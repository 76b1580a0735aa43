# PSScriptAnalyzer checks every script of the repository. The scripts for users pass all of its rules. Each test file starts its
# sandbox and stops it.

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

    # Returns the script blocks that the statements of a script block pass to this command, such as Describe.
    function Get-Block([System.Management.Automation.Language.ScriptBlockAst] $In, [string[]] $Command) {
        foreach ($statement in $In.EndBlock.Statements) {
            if ($statement -is [System.Management.Automation.Language.PipelineAst] -and $statement.PipelineElements[0] -is [System.Management.Automation.Language.CommandAst]) {
                $call = $statement.PipelineElements[0]
                if ($call.GetCommandName() -in $Command) {
                    $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.ScriptBlockExpressionAst] } | ForEach-Object ScriptBlock
                }
            }
        }
    }

    # Whether such a script block runs a command. Text in strings and comments does not count.
    function Test-BlockRun([System.Management.Automation.Language.ScriptBlockAst] $In, [string] $Block, [string] $Command) {
        foreach ($found in Get-Block $In $Block) {
            if ($found.Find({ $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -eq $Command }, $false)) {
                return $true
            }
        }

        $false
    }

    # Whether a file starts a sandbox, and the file or each block that starts one also stops it.
    function Test-SandboxStopped([string] $Path) {
        $file = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $null)
        $blocks = @($file) + @(Get-Block $file Describe)
        $starts = @($blocks | Where-Object { Test-BlockRun $_ BeforeAll Start-OwoxTest })
        $stops = Test-BlockRun $file AfterAll Stop-OwoxTest
        $starts.Count -gt 0 -and ($stops -or -not ($starts | Where-Object { -not (Test-BlockRun $_ AfterAll Stop-OwoxTest) }))
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

Describe 'The scripts that Windows PowerShell runs' -Skip:(-not $analyzer) {
    It 'use its syntax' {
        $listed = @(Get-Content (Join-Path $PesterFolder both-builds.txt)).Where({ $_ -and $_ -notlike '#*' }).ForEach({ Join-Path $PesterFolder $_ })
        $helpers = @(Get-ChildItem (Join-Path $PesterFolder Support) -Recurse -Include *.ps1, *.psm1).FullName
        $rules = @{ IncludeRules = @('PSUseCompatibleSyntax'); Rules = @{ PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1') } } }
        $found = foreach ($script in $listed + $helpers) { Get-Finding $script $rules }
        $found | ForEach-Object { "$($_.ScriptName):$($_.Line): $($_.Message)" } | Should -BeNullOrEmpty
    }
}

Describe 'The test files' {
    BeforeAll {
        $files = Get-ChildItem $PesterFolder -Recurse -Filter *.Tests.ps1
    }

    It 'start and stop their sandbox' {
        $files.Count | Should -BeGreaterThan 100
        $files.Where({ -not (Test-SandboxStopped $_.FullName) }).Name | Should -BeNullOrEmpty
    }

    It 'are reported when the command is only in a string' {
        $file = Join-Path $TestDrive 'Example.ps1'
        Set-Content $file "BeforeAll { Start-OwoxTest }`nAfterAll { Stop-OwoxTest }"
        Test-SandboxStopped $file | Should -BeTrue
        Set-Content $file "BeforeAll { Start-OwoxTest; `$text = 'AfterAll { Stop-OwoxTest }' }"
        Test-SandboxStopped $file | Should -BeFalse
        Set-Content $file "AfterAll { Stop-OwoxTest }"
        Test-SandboxStopped $file | Should -BeFalse
    }
}
