# PSReadLine does not write lines that look sensitive to its history file. Each example with a key must match its pattern.

BeforeDiscovery {
    $root = Join-Path $PSScriptRoot '../../..'
    $pages = @(Get-ChildItem (Join-Path $root 'README.md'), (Join-Path $root 'docs/about_*.md'), (Join-Path $root 'docs/cmdlets/*.md') | ForEach-Object { @{ page = $_.Name; path = $_.FullName } })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport
    # The documented pattern of PSReadLine for lines that it does not write.
    $sensitive = [regex]::new('password|asplaintext|token|apikey|secret', 'IgnoreCase')

    # A line that contains a key or token: its value, or text for such a parameter or variable.
    $holdsKey = [regex]::new("owox_key_|-(?:ApiKey|RefreshToken|AccessToken)\s+['\x22]|OWOX_API_KEY\w*\s*=\s*['\x22]|ConvertTo-SecureString\b.*['\x22]", 'IgnoreCase')

    # The lines of the page's code blocks as a user would type them: a continued line is one line.
    function Get-ExampleLine([string] $Text) {
        foreach ($block in [regex]::Matches($Text, '(?ms)^```[ \t]*(\w*)[ \t]*\r?$(.*?)^```')) {
            if ($block.Groups[1].Value -in 'powershell', 'pwsh', 'ps1') {
                ($block.Groups[2].Value -replace '(`|\||\{|,)\s*\r?\n\s*', '$1 ') -split '\r?\n' -replace '^\s*(PS[^>]*>)?\s*' | Where-Object { $_ }
            }
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The history of PSReadLine' {
    It 'is tested with the code lines of the pages' {
        $page = "text`n``````powershell`nPS C:\> `$env:OWOX_X = 'owox_key_abc'`nGet-A |`n  Get-B`n```````n``````yaml`nType: owox_key_x`n```````n"
        Get-ExampleLine $page | Should -Be "`$env:OWOX_X = 'owox_key_abc'", 'Get-A | Get-B'
    }

    It '<verdict> the line: <line>' -ForEach @(
        @{ line = "Connect-OwoxDataMarts -ApiKey 'owox_key_abc'"; holds = $true; kept = $false; verdict = 'keeps out' }
        @{ line = "Connect-OwoxDataMarts -Origin x -RefreshToken 'abc'"; holds = $true; kept = $false; verdict = 'keeps out' }
        @{ line = 'Set-Secret owox-prod -Vault Ops -Secret owox_key_abc'; holds = $true; kept = $false; verdict = 'keeps out' }
        @{ line = "`$env:OWOX_API_KEY = 'owox_key_abc'"; holds = $true; kept = $true; verdict = 'would keep, so that no example may hold,' }
        @{ line = 'Connect-OwoxDataMarts -SecretName owox-prod -Vault Ops'; holds = $false; kept = $false; verdict = 'does not worry about' }
        @{ line = 'Get-OwoxDataMart -Title Orders'; holds = $false; kept = $true; verdict = 'keeps' }
    ) {
        $holdsKey.IsMatch($line) | Should -Be $holds
        $sensitive.IsMatch($line) | Should -Be (-not $kept)
    }

    It 'does not keep a line of <page> that contains a key' -ForEach $pages {
        $lines = @(Get-ExampleLine (Get-Content -LiteralPath $path -Raw))
        $lines | Should -Not -BeNullOrEmpty
        $lines | Where-Object { $holdsKey.IsMatch($_) -and -not $sensitive.IsMatch($_) } | Should -BeNullOrEmpty
    }

    It 'is tested with all pages' -TestCases @{ pages = $pages } {
        $pages.Count | Should -BeGreaterThan 40
    }
}
