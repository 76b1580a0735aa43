# The first steps of a new user: a new account, the package, and README.md from top to bottom as written. The result is
# a CSV file, an incremental export and a rotated API key that works. The sandbox is the only server.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $resourceGet = [bool](Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/HelpExamples/HelpExamples.psm1'), (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Start-OwoxTest @{ rows = 2000; omitBulk = $true; connectorRunTime = '00:00:01' } -NoImport
    Initialize-TestPackage
    Clear-Sandbox
    Clear-ServerKey

    # Replaces sample values of the README with values of the sandbox.
    $instead = [ordered]@{
        'https://owox.example.com' = $Sandbox.origin
        'ada@example.com'          = $Sandbox.memberEmail
        './out/package'            = "'$($env:OWOX_TEST_PACKAGE.Replace("'", "''"))'"
    }

    $readme = Get-Content -LiteralPath (Join-Path $PSScriptRoot '../../../README.md') -Raw
    $blocks = @(Get-Block $readme)
    $folder = (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'work')).FullName

    # The README does not describe how to unlock the store of the account. In this test, the account unlocks it.
    Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction Ignore

    # Runs each block in a new process and returns the results. The proxy does not exist, so each request to another computer fails.
    function Invoke-ReadmeBlock([string[]] $Block) {
        $blockFile, $report = (Join-Path $TestDrive 'blocks.json'), (Join-Path $TestDrive 'report.json')
        ConvertTo-Json @($Block) | Set-Content -LiteralPath $blockFile
        $script = "& '$PSScriptRoot/../Support/HelpExamples/Invoke-ReadmeBlock.ps1' -BlockFile '$blockFile' -Folder '$folder' -Report '$report'"
        $run = Invoke-FreshShell -Bare $script -Environment @{ HTTPS_PROXY = 'http://127.0.0.1:9' }
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        @(Get-Content -LiteralPath $report -Raw | ConvertFrom-Json)
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A new user' -Skip:($noVault -or -not $resourceGet) {
    BeforeAll {
        # The account has no module, repository, vault or API key before the test.
        $before = Invoke-FreshShell -Bare '@(Get-Module -ListAvailable Owox).Count; @(Get-SecretVault).Count; @(Get-PSResourceRepository Share -ErrorAction Ignore).Count'
        $keysBefore = @((Get-ServerKey -IncludeRevoked).apiKeyId)
        $seen = Invoke-ReadmeBlock ($blocks | ForEach-Object { Expand-Placeholder $_ $instead })
    }

    It 'starts without a module, vault or repository' {
        $before.Errors | Should -BeNullOrEmpty
        $before.Output.Trim() -split '\r?\n' | Should -Be '0', '0', '0'
    }

    It 'can run every block of README.md in order without errors' {
        $seen.Count | Should -Be $blocks.Count
        $mistakes = for ($i = 0; $i -lt $blocks.Count; $i++) {
            foreach ($failure in $seen[$i].errors) {
                $blocks[$i], "==> $failure" -join "`n"
            }
        }
        $mistakes | Should -BeNullOrEmpty
    }

    It 'has installed the published version' {
        $version = (Get-Item (Join-Path $env:OWOX_TEST_PACKAGE 'Owox.*.nupkg')).BaseName -replace '^Owox\.'
        $run = Invoke-FreshShell -Bare '(Get-Module -ListAvailable Owox).ModuleBase'
        $run.Output.Trim() | Should -Be (Join-Path (Get-TestHome) ".local/share/powershell/Modules/Owox/$version")
    }

    It 'has a CSV file with all rows of the data mart' {
        $rows = Import-Csv -LiteralPath (Join-Path $folder 'orders.csv')
        $rows.Count | Should -Be 5000
        @($rows.order_id | Sort-Object -Unique).Count | Should -Be 5000
        $rows[0].PSObject.Properties.Name | Should -Be 'date', 'order_id', 'customer_id', 'country', 'revenue', 'cost', 'note', 'is_paid', 'created_ts'
    }

    It 'has an incremental export, which a later run continues with the rotated API key' {
        $file, $state = (Join-Path $folder 'orders.first.ndjson'), (Join-Path $folder 'orders.owox-state.json')
        (Get-Content -LiteralPath $file).Count | Should -Be 5000
        $first = Get-Content -LiteralPath $state -Raw | ConvertFrom-Json
        $first.watermark | Should -Be 'created_ts'

        $inTask = @($blocks -like '*-Incremental*')
        $inTask | Should -HaveCount 1
        $seen = Invoke-ReadmeBlock $inTask
        $seen[0].errors | Should -BeNullOrEmpty
        $seen[0].wrote | Should -Contain 'Owox.OwoxExportResult'
        (Get-Content -LiteralPath $file).Count | Should -Be 5000
        ([datetime](Get-Content -LiteralPath $state -Raw | ConvertFrom-Json).next) | Should -BeGreaterThan ([datetime]$first.next)
    }

    It 'has a rotated API key that works, and the previous API key is revoked' {
        $text = @($seen.key | Where-Object { $_ } | Select-Object -Unique)
        $text | Should -HaveCount 2

        # A new process, because this process could have cached the list of vaults.
        $stored = Invoke-FreshShell -Bare 'Get-Secret owox-prod -Vault Ops -AsPlainText; (Get-SecretInfo -Vault Ops).Name'
        $stored.Errors | Should -BeNullOrEmpty
        $stored.Output.Trim() -split '\r?\n' | Should -Be $text[1], 'owox-prod', 'owox-prod-next'
        $text | ForEach-Object { Test-KeyText $_ } | Should -Be $false, $true
        @(Get-ServerKey | Where-Object apiKeyId -NotIn $keysBefore).apiKeyId | Should -Be (Get-KeyPart $text[1]).apiKeyId
        $seen.wrote | Should -Contain 'Owox.PowerShell.OwoxApiKeyRotation'
    }
}

Describe 'The commands at the top of README.md' -Skip:($noVault -or -not $resourceGet) {
    BeforeAll {
        $lines = [regex]::Match($readme, '(?s)```text\r?\n(.*?)\r?\n```').Groups[1].Value -split '\r?\n'
        $results = Invoke-ReadmeBlock ($lines | ForEach-Object { Expand-Placeholder $_ $instead })
    }

    It 'run without unexpected errors after the other blocks' {
        $results | Should -HaveCount 10
        $mistakes = for ($i = 0; $i -lt 10; $i++) {
            # Some published data marts return no rows. Each of them reports an error.
            $expected = if ($lines[$i] -like '*-Status Published*') { '^Owox\.(StorageFailed|StreamIncomplete),' } else { '^$' }
            $results[$i].errors -notmatch $expected | ForEach-Object { $lines[$i], "==> $_" -join "`n" }
        }
        $mistakes | Should -BeNullOrEmpty
        $results.ForEach({ $_.wrote | Select-Object -First 1 }) | Should -Be 'Owox.PowerShell.OwoxConnection', 'Microsoft.PowerShell.Commands.GroupInfo', 'Owox.OwoxExportResult',
        'Owox.OwoxExportResult', 'Owox.OwoxExportResult', 'Owox.OwoxExportResult', 'Owox.Run', 'Owox.PowerShell.OwoxConnection', 'Owox.PowerShell.OwoxApiKeyRotation'
    }
}

Describe 'The runner for README.md' -Skip:$noVault {
    It 'runs all blocks and contains no replacements for removed text' {
        $blocks.Count | Should -Be ([regex]::Matches($readme, '(?m)^```(powershell|pwsh|ps1)\s*$').Count)
        foreach ($known in $instead.Keys) { $blocks -join "`n" | Should -BeLike "*$known*" }
    }

    It 'detects a block that fails' {
        $seen = Invoke-ReadmeBlock '$a = 1', 'Get-Item ./no-such-file', '"$a"'
        $seen[1].errors | Should -BeLike 'PathNotFound,*'
        $seen[2].errors | Should -BeNullOrEmpty
        $seen[2].wrote | Should -Be 'System.String'
    }
}
