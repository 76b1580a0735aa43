# Tests of what differs on Windows: environment variables, home folder, module path, line ends and cultures.

BeforeDiscovery {
    $onWindows = $env:OS -eq 'Windows_NT'
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $marts = $Sandbox.dataMarts
    $part = Get-KeyPart $Sandbox.apiKey
}

AfterAll {
    Stop-OwoxTest
}

Describe 'On Windows, environment variables' -Skip:(-not $onWindows) {
    AfterEach {
        foreach ($name in 'OWOX_API_KEY', 'OWOX_API_ORIGIN', 'OWOX_API_KEY_ID', 'OWOX_API_KEY_SECRET', 'HTTP_PROXY') {
            [System.Environment]::SetEnvironmentVariable($name, $null)
        }
    }

    It 'are found in any case' {
        [System.Environment]::SetEnvironmentVariable('owox_api_key', $Sandbox.apiKey)
        (Connect-OwoxDataMarts).Member | Should -BeExactly $Sandbox.memberEmail
        [System.Environment]::SetEnvironmentVariable('owox_api_key', $null)
        [System.Environment]::SetEnvironmentVariable('Owox_Api_Origin', $part.apiOrigin)
        [System.Environment]::SetEnvironmentVariable('Owox_Api_Key_Id', $part.apiKeyId)
        [System.Environment]::SetEnvironmentVariable('Owox_Api_Key_Secret', $part.apiKeySecret)
        (Connect-OwoxDataMarts).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'for a proxy are not used for a server on this computer' {
        $env:HTTP_PROXY = 'http://127.0.0.1:9'
        $env:OWOX_API_KEY = $Sandbox.apiKey
        (Connect-OwoxDataMarts).Member | Should -BeExactly $Sandbox.memberEmail
    }
}

Describe 'On Windows, an environment file' -Skip:(-not $onWindows) {
    It 'is read in the encodings of Windows programs: <what>' -ForEach @(
        @{ what = 'Set-Content'; write = { Set-Content -LiteralPath $args[0] $args[1] } }
        @{ what = 'UTF-8 with a byte order mark'; write = { Set-Content -LiteralPath $args[0] $args[1] -Encoding utf8BOM } }
        @{ what = 'UTF-16, as written by > in Windows PowerShell'; write = { Set-Content -LiteralPath $args[0] $args[1] -Encoding unicode } }
    ) {
        $file = Join-Path $TestDrive 'owox.env'
        & $write $file @('OTHER=1', "OWOX_API_KEY='$($Sandbox.apiKey)'", 'LAST=2')
        [System.IO.File]::ReadAllText($file) | Should -Match "`r`n"
        (Connect-OwoxDataMarts -EnvironmentFile $file).Member | Should -BeExactly $Sandbox.memberEmail
    }
}

Describe 'On Windows, a batch file of -SecretCommand' -Skip:(-not $onWindows) {
    BeforeAll {
        $batch = Join-Path $TestDrive 'vault.CMD'
        [System.IO.File]::WriteAllText($batch, "@echo off`r`necho %1`r`n")
    }

    It 'is run with its arguments' {
        (Connect-OwoxDataMarts -SecretCommand $batch, $Sandbox.apiKey).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'is not run with an argument that cmd.exe interprets: <_>' -ForEach '&', '|', '<', '>', '^', '%', '!', '"', "`n" {
        $shown = if ($_ -eq "`n") { 'a line break' } else { "'$_'" }
        Assert-Failure { Connect-OwoxDataMarts -SecretCommand $batch, "a${_}echo hidden" } 'Owox.SecretCommandInvalid' InvalidArgument 'Owox.OwoxConfigurationException' "'vault.CMD' is a batch file", "an argument contains $shown", 'Use a script block'
    }
}

Describe 'On Windows, a session' -Skip:(-not $onWindows) {
    BeforeAll {
        $null = Connect-Sandbox
    }

    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
    }

    AfterEach {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'uses the profile as home folder, regardless of HOME' {
        $env:HOME | Should -Not -Be $env:USERPROFILE
        $name = "owox-$([guid]::NewGuid()).csv"
        $result = Export-OwoxDataMart $marts.customers -Path "~\$name" -Limit 1
        $result.Path | Should -BeExactly (Join-Path $env:USERPROFILE $name)
        Remove-Item -LiteralPath $result.Path
    }

    It 'imports the module by name from a folder with spaces and non-ASCII characters' {
        $modules = Join-Path $folder 'My Modules Größe 日本'
        $null = New-Item -ItemType Directory -Path $modules
        Copy-Item -LiteralPath (Split-Path $env:OWOX_TEST_MODULE) -Destination (Join-Path $modules Owox) -Recurse
        $script = @'
Import-Module Owox
(Get-Module Owox).ModuleBase -ceq $env:OWOX_TEST_EXPECTED
$null = Connect-OwoxDataMarts
(New-OwoxDateBucket created_ts DAY -TimeZone 'W. Europe Standard Time').TimeZone
(Export-OwoxDataMart Customers -Limit 2).Count
'@
        $run = Invoke-FreshShell -Bare $script -Environment @{ PSModulePath = "$modules;$env:PSModulePath"; OWOX_API_KEY = $Sandbox.apiKey; OWOX_TEST_EXPECTED = (Join-Path $modules Owox) }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n' | Should -Be 'True', 'Europe/Berlin', '2'
    }

    It 'writes the same bytes in every culture' {
        $culture = [cultureinfo]::CurrentCulture
        $sums = foreach ($name in '', 'en-US', 'de-DE', 'tr-TR', 'ar-SA', 'th-TH', 'uk-UA') {
            [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo($name)
            try {
                (Export-OwoxDataMart $marts.awkwardValues -Path (Join-Path $folder "$name.csv")).Sha256
                (Export-OwoxDataMart $marts.orders -Path (Join-Path $folder "$name.ndjson") -Limit 100 -Filter { $_.revenue -gt 10.5 }).Sha256
            }
            finally {
                [cultureinfo]::CurrentCulture = $culture
            }
        }

        $sums | Should -HaveCount 14
        $sums | Sort-Object -Unique | Should -HaveCount 2
    }

    It 'appends to a file with Windows line ends' {
        $path = Join-Path $folder rows.csv
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 2
        $text = [System.IO.File]::ReadAllText($path).Replace("`r`n", "`n").Replace("`n", "`r`n")
        [System.IO.File]::WriteAllText($path, $text)
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 2 -Append
        $rows = Import-Csv -LiteralPath $path
        $rows | Should -HaveCount 4
        $rows[0].PSObject.Properties.Name | Should -Be $rows[3].PSObject.Properties.Name
    }
}
