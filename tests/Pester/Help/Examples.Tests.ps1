# Runs each example of the cmdlet pages and each command of the concept pages as written. The session has a connection of a
# member with the name member, and starts in an empty folder of a temporary account.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    Import-Module (Join-Path $PSScriptRoot '../Support/HelpExamples/HelpExamples.psm1')
    $examples = Get-HelpExample
    $abouts = Get-AboutPage
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/HelpExamples/HelpExamples.psm1'), (Join-Path $PSScriptRoot '../Support/Azure/Azure.psm1')
    Start-OwoxTest @{ rows = 2000; https = $true; proxy = $true; omitBulk = $true; connectorRunTime = '00:00:00.2'; apiVersion = '0.35' } -NoImport
    Add-Type -Path (Join-Path $PSScriptRoot '../Support/HelpExamples/ExampleHost.cs')
    $cookie = Get-MemberCookie
    $azure = Start-Azure
    Set-AzureIdentity $azure AppService

    # Replaces sample values of the pages with values of the sandbox.
    $instead = [ordered]@{
        'https://owox.example.com'      = $Sandbox.origin
        'https://app.owox.com'          = $Sandbox.origin
        'https://owox.vault.azure.net'  = $azure.Address
        'ada@example.com'               = $Sandbox.memberEmail
        'http://proxy.example.com:8080' = $Sandbox.proxy.address

        # The proxy credentials of the sandbox are for HTTP.
        '-ProxyCredential $signIn'      = '-ProxyCredential $signIn -AllowUnencrypted'
    }

    # The input for prompts of the examples. Confirmation prompts are answered with yes.
    $answers = [System.Collections.Generic.Dictionary[string, string]]::new()
    $answers['Cookie refreshToken'] = $answers['refreshToken'] = $cookie
    $answers['x-owox-authorization'] = Get-MemberToken $cookie
    $answers['API key'] = $Sandbox.apiKey
    $exampleHost = [ExampleHost]::new($answers, $Sandbox.memberEmail, $Sandbox.memberPassword, [pscredential]::new($Sandbox.proxy.user, (ConvertTo-Secret $Sandbox.proxy.password)))

    # Examples that cannot run here, with the reason. The key is "<page>: <title>".
    $cannotRun = @{}

    # Data marts of the demo data that return no rows. An export of all data marts reports an error for each, as the pages describe.
    $brokenTitles = 'Denied', 'Truncated', 'Exchange rates', 'Exchange rates (source is down)', 'Demo broken at row 5000',
    'Demo denied (warehouse refuses)', 'Bank of Canada FX rates'

    $env:PSModulePath = (Split-Path (Split-Path $env:OWOX_TEST_MODULE)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
    Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction Ignore
    Register-SecretVault -Name Ops -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
    $session = New-ExampleSession $exampleHost
    Reset-ExampleState $session $azure
    $broken = (Invoke-Code $session 'param($titles) Get-OwoxDataMart $titles' (, $brokenTitles)).Output.Id
}

AfterAll {
    $session.Runspace.Dispose()
    $azure.Dispose()
    Stop-OwoxTest
}

Describe 'The examples of <Page>' -Skip:$noVault -ForEach $examples {
    It '<Title>' {
        if ($cannotRun["${Page}: $Title"]) {
            Set-ItResult -Skipped -Because $cannotRun["${Page}: $Title"]
        }

        Reset-ExampleState $session $azure
        Get-UnexpectedError (Invoke-Code $session (Expand-Placeholder $Code $instead)) $Text $broken | Should -BeNullOrEmpty
    }
}

Describe '<Page>' -Skip:$noVault -ForEach $abouts {
    It 'contains commands that run in this order' {
        $own = New-ExampleSession $exampleHost
        try {
            Reset-ExampleState $own $azure
            $mistakes = foreach ($block in $Blocks) {
                Get-UnexpectedError (Invoke-Code $own (Expand-Placeholder $block $instead) -KeepVariables) $block $broken | ForEach-Object { "$block`
==> $_" }
            }
            $mistakes | Should -BeNullOrEmpty
        }
        finally {
            $own.Runspace.Dispose()
        }
    }
}

Describe 'The runner for examples' -Skip:$noVault {
    It 'detects an example that <what>' -ForEach @(
        @{ what = 'writes an error'; code = "Get-OwoxDataMart 'No such title'"; says = 'Owox.NotFound,*' }
        @{ what = 'ends with an error'; code = 'Export-OwoxDataMart $id'; says = 'ParameterArgumentValidationError,*' }
        @{ what = 'is not PowerShell'; code = 'if ('; says = '*Missing condition*' }
        @{ what = 'causes an unexpected prompt'; code = "Read-Host 'The answer'"; says = "*asks 'The answer'*" }
        @{ what = 'ends with an exit code'; code = 'try { throw 1 } catch { exit 3 }'; says = 'It ended with exit code 3.' }
        @{ what = 'fails for one of several items'; code = "Get-OwoxDataMart -Id $('0' * 8)-0000-4000-8000-$('0' * 12), (Get-OwoxDataMart Orders).Id"; says = 'Owox.NotFound,*' }
    ) {
        Reset-ExampleState $session $azure
        Get-UnexpectedError (Invoke-Code $session $code) 'ends with `Owox.StreamIncomplete`' $broken | Should -BeLike $says
    }

    It 'accepts an error and an exit code that the text of the example describes' {
        Get-UnexpectedError (Invoke-Code $session "Get-OwoxDataMart 'No such title'") 'It ends with `Owox.NotFound`.' | Should -BeNullOrEmpty
        Get-UnexpectedError (Invoke-Code $session 'exit 5') 'The job ends with exit code 5.' | Should -BeNullOrEmpty
        Get-UnexpectedError (Invoke-Code $session 'exit 4') 'The job ends with exit code 5.' | Should -Be 'It ended with exit code 4.'
    }

    It 'runs all pages and contains no replacements for removed text' {
        $pages = Get-ChildItem (Join-Path $PSScriptRoot '../../../docs/cmdlets/*.md')
        $all = Get-HelpExample
        $all.Page | Sort-Object -Unique | Should -Be ($pages.BaseName | Sort-Object)
        $all | Where-Object { -not $_.Code } | Should -BeNullOrEmpty
        $text = @($all.Code) + @(Get-AboutPage | ForEach-Object { $_.Blocks }) -join "`
"
        foreach ($known in @($instead.Keys) + @($answers.Keys)) { $text | Should -BeLike "*$known*" }
        $broken | Should -HaveCount $brokenTitles.Count
        $cannotRun.Keys | Where-Object { $_ -notin ($all | ForEach-Object { "$($_.Page): $($_.Title)" }) } | Should -BeNullOrEmpty
        $cannotRun.Count | Should -BeLessOrEqual 3
    }
}
