# ConvertTo-OwoxHtml.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'notes [1]')
    [System.IO.File]::WriteAllText((Join-Path $folder 'a.md'), "# Ä`n`n*one*")
    [System.IO.File]::WriteAllText((Join-Path $folder 'b.md'), '**two**', [System.Text.UTF8Encoding]::new($true))
}

AfterAll {
    Stop-OwoxTest
}

Describe 'ConvertTo-OwoxHtml' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'returns the server''s HTML' {
        $html = ConvertTo-OwoxHtml "# Revenue`n`n- **SUM** of ``revenue```n- [docs](https://example.com)`n`n| a | b |`n|---|---|`n| 1 | 2 |`n`n<script>alert(1)</script>"
        $html | Should -BeOfType string
        $html | Should -BeLike '<div class="markdown-body"*<h1*>Revenue</h1>*<strong*>SUM</strong>*<a href="https://example.com"*<table*</table></div>'
        $html | Should -Not -BeLike '*script*'
        $call = Get-SandboxRequest '/api/markdown/parse-to-html'
        $call.headers.Accept | Should -Be 'text/html'
    }

    It 'joins lines from the pipeline to one text' {
        $html = '# A', '', '- x', '- y' | ConvertTo-OwoxHtml
        $html | Should -HaveCount 1
        $html | Should -BeLike '*<h1>A</h1>*<li>x</li>*<li>y</li>*'
        (Get-Content -LiteralPath (Join-Path $folder 'a.md') -Encoding UTF8 | ConvertTo-OwoxHtml) | Should -Be (Get-Content -Raw -Encoding UTF8 -LiteralPath (Join-Path $folder 'a.md') | ConvertTo-OwoxHtml)
    }

    It 'accepts an empty text, as the server does' {
        ConvertTo-OwoxHtml '' | Should -BeLike '<div class="markdown-body"*></div>'
    }

    It 'reads files by path, with wildcards, and from Get-ChildItem' {
        $html = Get-ChildItem -LiteralPath $folder | ConvertTo-OwoxHtml
        $html | Should -HaveCount 2
        [System.Net.WebUtility]::HtmlDecode($html[0]) | Should -BeLike '*<h1>Ä</h1>*<em>one</em>*'
        $html[1] | Should -BeLike '*><p><strong>two</strong></p></div>'
        ConvertTo-OwoxHtml -LiteralPath (Join-Path $folder 'a.md'), (Join-Path $folder 'b.md') | Should -Be $html
        ConvertTo-OwoxHtml -Path "$([wildcardpattern]::Escape($folder.FullName))/?.md" | Should -Be $html
    }

    It 'rejects pipeline input together with -<parameter>, and no error refers to the input' -ForEach @{ parameter = 'Path' }, @{ parameter = 'LiteralPath' } {
        foreach ($value in $Sandbox.apiKey, (ConvertTo-Secret $Sandbox.apiKey), [pscustomobject]@{ key = $Sandbox.apiKey }, 'text', (Get-Item -LiteralPath $folder)) {
            $with = @{ $parameter = (Join-Path $folder 'a.md') }
            Assert-Failure { $value | ConvertTo-OwoxHtml @with } -Id Owox.UnexpectedArgument -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "together with -$parameter", 'Nothing was sent'
            $failure = Get-Failure { $value | ConvertTo-OwoxHtml @with }
            $failure.TargetObject | Should -BeNullOrEmpty
            ($failure | Format-List * -Force | Out-String -Width 4000) + ($failure | Get-Error | Out-String -Width 4000) | Should -Not -BeLike "*$($Sandbox.apiKey)*"
        }

        Get-SandboxRequest '/api/markdown/*' | Should -BeNullOrEmpty
    }

    It 'continues after a file that cannot be read' {
        $html = ConvertTo-OwoxHtml -LiteralPath (Join-Path $folder 'none.md'), $folder, (Join-Path $folder 'b.md') -ErrorAction SilentlyContinue -ErrorVariable failed
        $html | Should -HaveCount 1
        $failed | Should -HaveCount 2
        Assert-Failure { ConvertTo-OwoxHtml -LiteralPath (Join-Path $folder 'none.md') -ErrorAction Stop } -Id Owox.FileReadFailed -Category ReadError -Type Owox.OwoxFileException -Says 'none.md', 'could not be read'
        Assert-Failure { ConvertTo-OwoxHtml -Path (Join-Path $TestDrive 'none.md') -ErrorAction Stop } -Id Owox.FileReadFailed -Category ReadError -Type Owox.OwoxFileException -Says 'none.md'
        Assert-Failure { ConvertTo-OwoxHtml -LiteralPath 'nodrive:\x.md' -ErrorAction Stop } -Id Owox.FileReadFailed -Category ReadError -Type Owox.OwoxFileException -Says 'nodrive'
    }

    It 'reads a file in UTF-16 without a byte order mark' {
        $file = Join-Path $TestDrive 'utf16.md'
        [System.IO.File]::WriteAllText($file, "# Heading`n`n**two**", [System.Text.UnicodeEncoding]::new($false, $false))
        ConvertTo-OwoxHtml -LiteralPath $file | Should -BeLike '*<h1*>Heading</h1>*<strong>two</strong>*'
    }

    It 'does not read a file of the process''s working directory: -<parameter>' -ForEach @{ parameter = 'Path' }, @{ parameter = 'LiteralPath' } {
        $before = [System.Environment]::CurrentDirectory
        Push-Location Env:
        try {
            [System.Environment]::CurrentDirectory = $folder.FullName
            $with = @{ $parameter = if ($parameter -eq 'Path') { 'HOM?' } else { 'a.md' } }
            Assert-Failure { ConvertTo-OwoxHtml @with -ErrorAction Stop } -Id Owox.FileReadFailed -Category ReadError -Type Owox.OwoxFileException -Says 'the path leads to the provider Environment', 'Set-Location'
        }
        finally {
            [System.Environment]::CurrentDirectory = $before
            Pop-Location
        }
    }

    It 'rejects a text of more than 2 MiB before it sends a request' {
        $most = 2 * 1024 * 1024 - '{"markdown":""}'.Length
        ConvertTo-OwoxHtml ('x' * $most) | Should -BeLike '*xxx*'
        Clear-Sandbox
        Assert-Failure { ConvertTo-OwoxHtml ('x' * ($most + 1)) } -Id Owox.ApiBodyInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '2097153 bytes', '2097152'
        Get-SandboxRequest '/api/markdown/*' | Should -BeNullOrEmpty
    }

    It 'rejects a response that is not HTML' {
        Add-Fault '/api/markdown/parse-to-html' status @{ status = 201; body = '{}' }
        Assert-Failure { ConvertTo-OwoxHtml 'x' } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says "its content type is 'application/json', not text/html"
    }

    It 'works for a viewer, and fails when the connection is closed' {
        $viewer = Connect-Sandbox $Sandbox.viewerApiKey -With @{ Name = 'viewer' }
        ConvertTo-OwoxHtml '*x*' -Connection viewer | Should -BeLike '*<em>x</em>*'
        Disconnect-OwoxDataMarts -Connection viewer
        Assert-Failure { ConvertTo-OwoxHtml 'x' -Connection viewer } -Id Owox.NotConnected -Category InvalidArgument -Type Owox.OwoxConfigurationException
    }
}
