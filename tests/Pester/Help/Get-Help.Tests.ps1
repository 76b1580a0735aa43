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
        $parameters = @(if ($declared) { Get-Help $cmdlet -Parameter * })
        foreach ($name in $declared) {
            $parameter = $parameters | Where-Object name -EQ $name
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

# The pages state which parameters exclude each other. Each statement is tried, and a new one fails here until it is added.
Describe 'The statements of the help' {
    BeforeAll {
        $null = Connect-Sandbox
        $pages = Get-ChildItem (Join-Path $PSScriptRoot '../../../docs/cmdlets/*.md')
        $file = Join-Path $TestDrive x.ndjson
        $secret = ConvertTo-Secret 'x'
        $credential = [pscredential]::new('x', $secret)
        $trigger = (Get-OwoxTrigger)[0]
        $exclusive = @{
            'Connect-OwoxDataMarts -NoProxy'                  = { Connect-OwoxDataMarts -NoProxy -Proxy http://proxy.example:8080 }
            'Connect-OwoxDataMarts -ProxyCredential'          = { Connect-OwoxDataMarts -ProxyCredential $credential -ProxyUseDefaultCredentials }
            'Connect-OwoxDataMarts -CertificateAuthority'     = { Connect-OwoxDataMarts -CertificateAuthority $file -SkipCertificateCheck }
            'Connect-OwoxDataMarts -SkipCertificateCheck'     = { Connect-OwoxDataMarts -SkipCertificateCheck -CertificateAuthority $file }
            'Connect-OwoxDataMarts -KeyVault'                 = { Connect-OwoxDataMarts -SecretName x -KeyVault https://x.vault.azure.net -Vault y }
            'New-OwoxApiKey -KeyVault'                        = { New-OwoxApiKey x -SecretName x -KeyVault https://x.vault.azure.net -Vault y }
            'New-OwoxCredential -KeyVault'                    = { New-OwoxCredential x openai -SecretName x -KeyVault https://x.vault.azure.net -Vault y }
            'Set-OwoxCredential -KeyVault'                    = { Set-OwoxCredential x -SecretName x -KeyVault https://x.vault.azure.net -Vault y }
            'Invoke-OwoxApiKeyRotation -KeyVault'             = { Invoke-OwoxApiKeyRotation x -KeyVault https://x.vault.azure.net -Vault y -Force }
            'New-OwoxLicenseKey -KeyVault'                    = { New-OwoxLicenseKey x https://x.example.com -SecretName x -KeyVault https://x.vault.azure.net -Vault y }
            'Invoke-OwoxLicenseKeyRotation -KeyVault'         = { Invoke-OwoxLicenseKeyRotation x -KeyVault https://x.vault.azure.net -Vault y -Force }
            'Reset-OwoxDestinationSecret -KeyVault'           = { Reset-OwoxDestinationSecret x -SecretName x -KeyVault https://x.vault.azure.net -Vault y -Force }
            'Export-OwoxDataMart -AsDataReader'               = { Export-OwoxDataMart x -AsDataReader -Path $file }, { Export-OwoxDataMart x -AsDataReader -Directory $TestDrive }, { Export-OwoxDataMart x -AsDataReader -Typed }, { Export-OwoxDataMart x -AsDataReader -Raw }
            'Export-OwoxReport -AsDataReader'                 = { Export-OwoxReport x -AsDataReader -Path $file }, { Export-OwoxReport x -AsDataReader -Directory $TestDrive }, { Export-OwoxReport x -AsDataReader -Typed }, { Export-OwoxReport x -AsDataReader -Raw }
            'New-OwoxTableScript -IncludeJoined'              = { New-OwoxTableScript x t Sqlite -IncludeJoined -Column a }
            'Export-OwoxDataMart -IncludeJoined'              = { Export-OwoxDataMart x -IncludeJoined -Column a }, { Export-OwoxDataMart x -IncludeJoined -AllColumns }
            'Export-OwoxDataMart -Limit'                      = { Export-OwoxDataMart x -Limit 1 -Incremental -Watermark a -Path $file }
            'Export-OwoxDataMart -Raw'                        = { Export-OwoxDataMart x -Raw -Typed }
            'Export-OwoxReport -Raw'                          = { Export-OwoxReport x -Raw -Typed }
            'Get-OwoxDataMart -First'                         = { Get-OwoxDataMart -Id x -First 1 }, { Get-OwoxDataMart -InputObject $trigger -First 1 }
            'Get-OwoxDataMart -Skip'                          = { Get-OwoxDataMart -Id x -Skip 1 }, { Get-OwoxDataMart -InputObject $trigger -Skip 1 }
            'Get-OwoxDataMart -IncludeTotalCount'             = { Get-OwoxDataMart -Id x -IncludeTotalCount }, { Get-OwoxDataMart -InputObject $trigger -IncludeTotalCount }
            'Get-OwoxRun -First'                              = { Get-OwoxRun -Id x -First 1 }
            'Get-OwoxRun -Skip'                               = { Get-OwoxRun -Id x -Skip 1 }
            'Invoke-OwoxApiKeyRotation -ExpiresAt'            = { Invoke-OwoxApiKeyRotation x -ExpiresAt 2036-01-01 -ExpiresIn 1.00:00 -Force }
            'Invoke-OwoxApiKeyRotation -ExpiresIn'            = { Invoke-OwoxApiKeyRotation x -ExpiresIn 1.00:00 -ExpiresAt 2036-01-01 -Force }
            'New-OwoxApiKey -ExpiresAt'                       = { New-OwoxApiKey x -ExpiresAt 2036-01-01 -ExpiresIn 1.00:00 -Force }
            'New-OwoxApiKey -ExpiresIn'                       = { New-OwoxApiKey x -ExpiresIn 1.00:00 -ExpiresAt 2036-01-01 -Force }
            'New-OwoxFilter -PreJoin'                         = { New-OwoxFilter a eq 1 -PreJoin b -Function SUM }
        }

        # The parameters whose text says that they cannot be combined with others.
        $stated = foreach ($page in $pages) {
            $sections = [regex]::Matches([System.IO.File]::ReadAllText($page), '(?ms)^### -(?<name>\w+)\n(?<text>.*?)```yaml')
            $sections.Where({ $_.Groups['text'].Value -match 'combined\s+with' }).ForEach({ "$($page.BaseName) -$($_.Groups['name'].Value)" })
        }
    }

    It 'about parameters that exclude each other are true' {
        $stated | Sort-Object | Should -Be @($exclusive.Keys | Sort-Object)
        Clear-Sandbox
        foreach ($call in $exclusive.Values.ForEach({ $_ })) {
            (Get-Failure $call).FullyQualifiedErrorId | Should -BeLike 'Owox.*' -Because $call
        }

        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'do not say that a parameter has no effect with another one, which is an error' {
        $pages | Where-Object { [System.IO.File]::ReadAllText($_) -match '[Hh]as no\s+effect with\b' } | Should -BeNullOrEmpty
    }

    It 'about invalid IDs are true' {
        $module = (Get-Module Owox).ExportedCmdlets
        foreach ($page in $pages) {
            $text = [regex]::Match([System.IO.File]::ReadAllText($page), '(?s)- `Owox\.IdInvalid`:(.*?)(\n- |\n\n)').Groups[1].Value
            $ids = @($module[$page.BaseName].Parameters.Values | Where-Object { $_.Name -cmatch '(^|[a-z])Id$' -and $_.Name -ne 'IdentityClientId' -and $_.ParameterType -in [string], [string[]] } | ForEach-Object Name)
            $titles = @($ids | Where-Object { $_ -in 'DataMartId', 'ReportId' -or ($_ -eq 'Id' -and $page.BaseName -match '-Owox(DataMart|Report)$|^(Set|Test|Remove)-OwoxCredential$') })
            [bool] $text | Should -Be ($ids.Count -gt 0) -Because $page.BaseName
            ($text -match 'slash') | Should -Be ($ids.Count -gt $titles.Count) -Because $page.BaseName
            ($text -match 'title') | Should -Be ($titles.Count -gt 0) -Because $page.BaseName
        }
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
