# Every example of the cmdlets' pages and every command of the concept pages, run as it is written. A session is connected
# as a member, whose connection is called member; it is in an empty folder of a throwaway account.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    Import-Module (Join-Path $PSScriptRoot '../Support/HelpExamples/HelpExamples.psm1')
    $examples = Get-HelpExample
    $abouts = Get-AboutPage
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/HelpExamples/HelpExamples.psm1')
    Start-OwoxTest @{ rows = 2000; https = $true; proxy = $true; omitBulk = $true; connectorRunTime = '00:00:01' } -NoImport
    Add-Type -Path (Join-Path $PSScriptRoot '../Support/HelpExamples/Reader.cs')
    $cookie = Get-MemberCookie

    # What a reader writes in the place of what the pages say.
    $instead = [ordered]@{
        'https://owox.example.com'      = $Sandbox.origin
        'https://app.owox.com'          = $Sandbox.origin
        'ada@example.com'               = $Sandbox.memberEmail
        'http://proxy.example.com:8080' = $Sandbox.proxy.address

        # The key of the sandbox is for http.
        '-ProxyCredential $signIn'      = '-ProxyCredential $signIn -AllowUnencrypted'
    }

    # What a reader types where an example asks. Whether to go on is answered with yes.
    $answers = [System.Collections.Generic.Dictionary[string, string]]::new()
    $answers['Cookie refreshToken'] = $answers['refreshToken'] = $cookie
    $answers['x-owox-authorization'] = Get-MemberToken $cookie
    $answers['API key'] = $Sandbox.apiKey
    $reader = [Reader]::new($answers, $Sandbox.memberEmail, $Sandbox.memberPassword, [pscredential]::new($Sandbox.proxy.user, (ConvertTo-Secret $Sandbox.proxy.password)))

    # What cannot run here, and why: "<page>: <title>" of an example.
    $cannotRun = @{}

    # The demo data's own data marts that have no rows to give. Where all are exported, each of them fails alone, as the pages say.
    $brokenTitles = 'Denied', 'Truncated', 'Exchange rates', 'Exchange rates (source is down)', 'Demo broken at row 5000',
    'Demo denied (warehouse refuses)', 'Bank of Canada FX rates'

    $env:PSModulePath = (Split-Path (Split-Path $env:OWOX_TEST_MODULE)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
    Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction Ignore
    Register-SecretVault -Name Ops -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
    $session = New-ReaderSession $reader
    Reset-Scene $session
    $broken = (Invoke-Code $session 'param($titles) Get-OwoxDataMart $titles' (, $brokenTitles)).Output.Id
}

AfterAll {
    $session.Runspace.Dispose()
    Stop-OwoxTest
}

Describe 'The examples of <Page>' -Skip:$noVault -ForEach $examples {
    It '<Title>' {
        if ($cannotRun["${Page}: $Title"]) {
            Set-ItResult -Skipped -Because $cannotRun["${Page}: $Title"]
        }

        Reset-Scene $session
        Get-Mistake (Invoke-Code $session (Get-Typed $Code $instead)) $Text $broken | Should -BeNullOrEmpty
    }
}

Describe '<Page>' -Skip:$noVault -ForEach $abouts {
    It 'shows commands that run, one after the other' {
        $own = New-ReaderSession $reader
        try {
            Reset-Scene $own
            $mistakes = foreach ($block in $Blocks) {
                Get-Mistake (Invoke-Code $own (Get-Typed $block $instead) -KeepVariables) $block $broken | ForEach-Object { "$block`
==> $_" }
            }
            $mistakes | Should -BeNullOrEmpty
        }
        finally {
            $own.Runspace.Dispose()
        }
    }
}

Describe 'This test' -Skip:$noVault {
    It 'finds an example that <what>' -ForEach @(
        @{ what = 'writes an error'; code = "Get-OwoxDataMart 'No such title'"; says = 'Owox.NotFound,*' }
        @{ what = 'ends in an error'; code = 'Export-OwoxDataMart $id'; says = 'ParameterArgumentValidationError,*' }
        @{ what = 'is no PowerShell'; code = 'if ('; says = '*Missing condition*' }
        @{ what = 'asks what nobody knows'; code = "Read-Host 'The answer'"; says = "*asks 'The answer'*" }
        @{ what = 'gives up'; code = 'try { throw 1 } catch { exit 3 }'; says = 'It ended with exit code 3.' }
        @{ what = 'fails at one of several'; code = "Get-OwoxDataMart -Id $('0' * 8)-0000-4000-8000-$('0' * 12), (Get-OwoxDataMart Orders).Id"; says = 'Owox.NotFound,*' }
    ) {
        Reset-Scene $session
        Get-Mistake (Invoke-Code $session $code) 'ends with `Owox.StreamIncomplete`' $broken | Should -BeLike $says
    }

    It 'lets an example end with the error that its text announces' {
        Get-Mistake (Invoke-Code $session "Get-OwoxDataMart 'No such title'") 'It ends with `Owox.NotFound`.' | Should -BeNullOrEmpty
    }

    It 'walks all pages, and knows nothing that they no longer say' {
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
