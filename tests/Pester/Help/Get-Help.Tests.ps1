# The output of Get-Help in a shell. Other tests compare the help pages with the assembly without a shell.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $cmdlets = @((Get-Command -Module Owox).Name)
    $abouts = @((Get-ChildItem (Join-Path $PSScriptRoot '../../../docs/about_*.md')).BaseName)
    Stop-OwoxTest
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest

    # Returns all text of a part of the help.
    function Get-HelpText($Part) {
        (@($Part) | Out-String -Width 500).Trim()
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-Help <_>' -ForEach $cmdlets {
    BeforeAll {
        $cmdlet = $_
        $help = Get-Help $cmdlet -Full
    }

    It 'shows a synopsis, a description and the syntax' {
        $help.Name | Should -BeExactly $cmdlet

        # Without help, PowerShell shows the syntax as the synopsis.
        $help.Synopsis | Should -Match '^[A-Z].+\.$'
        Get-HelpText $help.description | Should -Match '^[A-Z].+'
        @($help.syntax.syntaxItem).Count | Should -Be (Get-Command $cmdlet).ParameterSets.Count
    }

    It 'describes each parameter' {
        $known = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        $declared = @((Get-Command $cmdlet).Parameters.Keys | Where-Object { $_ -notin $known -or $_ -eq 'First' -or $_ -eq 'Skip' } |
                Where-Object { -not (Get-Command $cmdlet).Parameters[$_].Attributes.DontShow })
        foreach ($name in $declared) {
            $parameter = Get-Help $cmdlet -Parameter $name
            $parameter.name | Should -Be $name
            Get-HelpText $parameter.description | Should -Match '^[A-Z].+' -Because "-$name needs a description"
        }

        if (-not $declared) {
            $help.parameters.parameter | Should -BeNullOrEmpty
        }
    }

    It 'shows examples, inputs, outputs, errors and links' {
        $examples = @((Get-Help $cmdlet -Examples).examples.example)
        $examples.Count | Should -BeGreaterOrEqual 2
        foreach ($example in $examples) {
            $example.title | Should -Match 'Example \d+: \S'
            Get-HelpText $example.remarks | Should -Not -BeNullOrEmpty
        }

        foreach ($part in 'inputTypes.inputType', 'returnValues.returnValue') {
            $list, $item = $part -split '\.'
            @($help.$list.$item).Count | Should -BeGreaterOrEqual 1
            foreach ($type in $help.$list.$item) {
                $type.type.name | Should -Match '\S'
                Get-HelpText $type.description | Should -Match '^[A-Z].+'
            }
        }

        Get-HelpText $help.alertSet | Should -Match '\S'
        @($help.relatedLinks.navigationLink).Count | Should -BeGreaterOrEqual 2
    }

    # Get-Help -Online opens the first link with an address.
    It 'has a page for -Online' {
        $address = @($help.relatedLinks.navigationLink.uri).Where({ $_ })[0]
        $address | Should -BeExactly "$((Get-Module Owox).ProjectUri)/blob/main/docs/cmdlets/$cmdlet.md"
        (Get-Command $cmdlet).HelpUri | Should -BeExactly $address
    }
}

Describe 'Get-Help about_Owox*' -ForEach @{ abouts = $abouts } {
    It 'lists the concept pages' {
        $run = Invoke-FreshShell 'Get-Help about_Owox* | ForEach-Object Name'
        $run.Errors | Should -BeNullOrEmpty
        @($run.Output.Trim() -split '\r?\n' | Sort-Object -Unique) | Should -Be @($abouts | Sort-Object)
    }

    It 'shows <_>' -ForEach $abouts {
        $text = Get-Help $_
        $text | Should -BeOfType string
        $text | Should -Match "(?m)^\s*$_"
        $text.Length | Should -BeGreaterThan 1000
    }
}
