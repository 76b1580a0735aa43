# Connect-OwoxDataMarts: sources of the key, and the connection that it returns.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $part = Get-KeyPart $Sandbox.apiKey
    $variables = 'OWOX_API_KEY', 'OWOX_API_ORIGIN', 'OWOX_API_KEY_ID', 'OWOX_API_KEY_SECRET'
    function Clear-KeyVariable { Remove-Item -Path ($variables -replace '^', 'env:') -ErrorAction Ignore }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts' {
    BeforeEach {
        Clear-KeyVariable
        Clear-Sandbox
        Disconnect-OwoxDataMarts -All
    }

    AfterAll {
        Clear-KeyVariable
    }

    It 'reads OWOX_API_KEY and returns the connection' {
        $env:OWOX_API_KEY = $Sandbox.apiKey
        $connection = Connect-OwoxDataMarts
        $connection | Should -BeOfType 'Owox.PowerShell.OwoxConnection'
        $connection.Name | Should -BeExactly 'Default'
        $connection.Origin | Should -BeExactly $Sandbox.origin
        $connection.ApiKeyId | Should -BeExactly $part.apiKeyId
        $connection.Kind | Should -Be 'ApiKey'
        $connection.Project | Should -BeExactly 'OWOX Data Marts'
        $connection.ProjectId | Should -BeExactly '0'
        $connection.Member | Should -BeExactly $Sandbox.memberEmail
        $connection.Roles | Should -Be 'admin'
        $connection.IsOpen | Should -BeTrue
        $connection.ConnectedAt | Should -BeGreaterThan ([DateTimeOffset]::Now.AddMinutes(-1))
    }

    It 'reads the three variables' {
        $env:OWOX_API_ORIGIN = $part.apiOrigin
        $env:OWOX_API_KEY_ID = $part.apiKeyId
        $env:OWOX_API_KEY_SECRET = $part.apiKeySecret
        (Connect-OwoxDataMarts).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'prefers OWOX_API_KEY to the three variables' {
        $env:OWOX_API_KEY = $Sandbox.viewerApiKey
        $env:OWOX_API_ORIGIN = $part.apiOrigin
        $env:OWOX_API_KEY_ID = $part.apiKeyId
        $env:OWOX_API_KEY_SECRET = $part.apiKeySecret
        (Connect-OwoxDataMarts).Member | Should -BeExactly $Sandbox.viewerEmail
    }

    It 'reads the three variables when OWOX_API_KEY is <what>' -ForEach @(
        @{ what = 'empty'; value = '' }
        @{ what = 'blank'; value = '  ' }
        @{ what = 'a pair of quotation marks'; value = '""' }
    ) {
        [System.Environment]::SetEnvironmentVariable('OWOX_API_KEY', $value)
        $env:OWOX_API_ORIGIN = $part.apiOrigin
        $env:OWOX_API_KEY_ID = $part.apiKeyId
        $env:OWOX_API_KEY_SECRET = $part.apiKeySecret
        (Connect-OwoxDataMarts).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'names variables that are ignored because of OWOX_API_KEY' {
        $env:OWOX_API_KEY = $Sandbox.apiKey
        "$(Connect-OwoxDataMarts -Verbose 4>&1)" | Should -Not -BeLike '*ignored*'
        $env:OWOX_API_ORIGIN = 'https://left.over'
        "$(Connect-OwoxDataMarts -Verbose 4>&1)" | Should -BeLike '*The environment contains OWOX_API_KEY, so its OWOX_API_ORIGIN is ignored.*'
    }

    It 'accepts -ApiKey as a SecureString without a warning' {
        $connection = Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $Sandbox.apiKey) -WarningVariable warnings
        $connection.Member | Should -BeExactly $Sandbox.memberEmail
        $warnings | Should -BeNullOrEmpty
    }

    It 'accepts -ApiKey as plain text with a warning that does not quote it' {
        $connection = Connect-OwoxDataMarts -ApiKey $Sandbox.apiKey -WarningVariable warnings -WarningAction SilentlyContinue
        $connection.Member | Should -BeExactly $Sandbox.memberEmail
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '*-ApiKey was specified as plain text*SecureString*'
        $warnings[0].Message | Should -Not -BeLike '*owox_key_*'
    }

    It 'trims <what> around the key' -ForEach @(
        @{ what = 'a newline'; before = ''; after = "`n" }
        @{ what = 'a Windows line ending'; before = ''; after = "`r`n" }
        @{ what = 'spaces and tabs'; before = " `t"; after = "`t  " }
        @{ what = 'a byte order mark'; before = [string][char]0xFEFF; after = "`n" }
        @{ what = 'the Ctrl+V character of a terminal that does not paste'; before = [string][char]0x16; after = '' }
        @{ what = 'quotation marks'; before = '"'; after = '"' }
        @{ what = 'typographic quotation marks'; before = [string][char]0x201C; after = [string][char]0x201D }
        @{ what = 'invisible characters'; before = [string][char]0x200B; after = "$([char]0x2060)$([char]0xAD)" }
    ) {
        $env:OWOX_API_KEY = $before + $Sandbox.apiKey + $after
        (Connect-OwoxDataMarts).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'accepts no secret by position' {
        Assert-Failure { Connect-OwoxDataMarts 'owox_key_x' } -Id Owox.UnexpectedSecret -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'Connect-OwoxDataMarts without parameters prompts for the key'
        $positions = (Get-Command Connect-OwoxDataMarts).ParameterSets.Parameters.Position
        $positions | Should -Not -BeNullOrEmpty
        $positions | Sort-Object -Unique | Should -Be ([int]::MinValue)
    }

    It 'names a connection, makes it the current one, and replaces one with the same name' {
        $first = Connect-Sandbox -With @{ Name = 'shop' }
        $viewer = Connect-Sandbox $Sandbox.viewerApiKey -With @{ Name = 'viewer' }
        (Get-OwoxConnection).Name | Should -Be 'viewer', 'shop'
        (Get-OwoxConnection -Current).Name | Should -Be 'viewer'
        $second = Connect-Sandbox -With @{ Name = 'SHOP' }
        (Get-OwoxConnection).Name | Should -Be 'SHOP', 'viewer'
        $first.IsOpen | Should -BeFalse
        $second.IsOpen | Should -BeTrue
        $viewer.IsOpen | Should -BeTrue
    }

    It 'keeps the existing connection when a new one with its name fails' {
        $old = Connect-Sandbox
        { Connect-Sandbox $Sandbox.revokedApiKey } | Should -Throw
        $old.IsOpen | Should -BeTrue
        (Get-OwoxConnection -Current).ApiKeyId | Should -Be $old.ApiKeyId
    }

    It 'connects to a server without /api/auth/context' {
        Add-Fault 'GET /api/auth/context' status @{ status = 404; times = 0 }
        $connection = Connect-Sandbox
        $connection.IsOpen | Should -BeTrue
        $connection.Member | Should -BeNullOrEmpty
        @(Get-OwoxDataMart -First 1) | Should -HaveCount 1
    }

    It 'does not prompt in a non-interactive session' {
        $run = Invoke-FreshShell 'Connect-OwoxDataMarts'
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Not -BeLike '*OWOX API key:*'
        $run.Errors | Should -BeLike '*No API key was found*'
    }

    It 'prompts when the variables of automation are off' -Skip:(-not $IsLinux -or -not (Get-Command script -ErrorAction Ignore)) {
        $command = "$(Get-TestEngineCommand) -NoProfile -Command 'Import-Module `$env:OWOX_TEST_MODULE; Connect-OwoxDataMarts; exit 7'"
        $off = @{ CI = 'false'; TF_BUILD = 'False'; GITHUB_ACTIONS = '0'; GITLAB_CI = 'no' }
        try {
            $off.Keys.ForEach({ Set-Item "env:$_" $off[$_] })
            $printed = Invoke-AtTerminal $command "`n" -Prompt 'OWOX API key:' | Out-String
        }
        finally {
            $off.Keys.ForEach({ Set-Item "env:$_" $null })
        }

        $printed | Should -BeLike '*OWOX API key:*'
        $printed | Should -BeLike '*it is empty*'
    }

    It 'does not prompt in automation with an open input' -Skip:(-not $IsLinux -or -not (Get-Command script -ErrorAction Ignore)) {
        # A terminal, which some agents provide to their steps. Only the variable indicates automation.
        $command = "$(Get-TestEngineCommand) -NoProfile -Command 'Import-Module `$env:OWOX_TEST_MODULE; Connect-OwoxDataMarts; exit 7'"
        $env:TF_BUILD = 'True'
        try {
            $printed = Invoke-AtTerminal $command "`n" | Out-String
        }
        finally {
            $env:TF_BUILD = $null
        }

        $LASTEXITCODE | Should -Be 7
        $printed | Should -Not -BeLike '*OWOX API key:*'
        $printed | Should -BeLike '*No API key was found*'
    }
}

Describe 'Connect-OwoxDataMarts -EnvironmentFile' {
    BeforeEach {
        Clear-KeyVariable
        Clear-Sandbox
        $file = Join-Path $TestDrive 'test.env'
    }

    AfterAll {
        Clear-KeyVariable
    }

    It 'reads <what>' -ForEach @(
        @{ what = 'an unquoted value'; text = 'OWOX_API_KEY=KEY' }
        @{ what = 'export and spaces'; text = '  export OWOX_API_KEY = KEY  ' }
        @{ what = 'double quotes'; text = 'OWOX_API_KEY="KEY"' }
        @{ what = 'single quotes'; text = "OWOX_API_KEY='KEY'" }
        @{ what = 'backticks'; text = 'OWOX_API_KEY=`KEY`' }
        @{ what = 'comments'; text = "# OWOX_API_KEY=owox_key_old`nOTHER=1 # two`nOWOX_API_KEY=KEY # the shop's" }
        @{ what = 'Windows line endings'; text = "OTHER=1`r`nOWOX_API_KEY=KEY`r`nLAST=2`r`n" }
        @{ what = 'the last of two lines'; text = "OWOX_API_KEY=owox_key_old`nOWOX_API_KEY=KEY" }
        @{ what = 'a byte order mark'; text = [char]0xFEFF + 'OWOX_API_KEY=KEY' }
        @{ what = 'the three parts of a key'; text = "OWOX_API_ORIGIN=ORIGIN`nOWOX_API_KEY_ID='ID'`nOWOX_API_KEY_SECRET=`"SECRET`"" }
    ) {
        $content = $text.Replace('=ORIGIN', "=$($part.apiOrigin)").Replace("'ID'", "'$($part.apiKeyId)'").Replace('SECRET"', "$($part.apiKeySecret)`"")
        $content = $content -creplace '(?<![A-Z_])KEY(?![A-Z_])', $Sandbox.apiKey
        [System.IO.File]::WriteAllText($file, $content)
        (Connect-OwoxDataMarts -EnvironmentFile $file).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'takes precedence over environment variables, which the verbose output names' {
        Set-Content -LiteralPath $file "OWOX_API_KEY=$($Sandbox.apiKey)"
        $env:OWOX_API_KEY = $Sandbox.viewerApiKey
        $env:OWOX_API_ORIGIN = 'https://left.over'
        $all = Connect-OwoxDataMarts -EnvironmentFile $file -Verbose 4>&1
        ($all | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Member | Should -BeExactly $Sandbox.memberEmail
        "$all" | Should -BeLike '*The environment variables OWOX_API_KEY, OWOX_API_ORIGIN are ignored, because the parameters specify the credential.*'
    }

    It 'reads all parts of a key from the file: <what>' -ForEach @(
        @{ what = 'a leftover origin'; variable = 'OWOX_API_ORIGIN'; value = 'https://left.over.invalid' }
        @{ what = 'a leftover secret'; variable = 'OWOX_API_KEY_SECRET'; value = 'left-over-secret' }
        @{ what = 'a leftover key'; variable = 'OWOX_API_KEY'; value = 'owox_key_left_over' }
    ) {
        Set-Content -LiteralPath $file "OWOX_API_ORIGIN=$($part.apiOrigin)", "OWOX_API_KEY_ID=$($part.apiKeyId)", "OWOX_API_KEY_SECRET=$($part.apiKeySecret)", 'OWOX_API_KEY='
        Set-Item "env:$variable" $value
        (Connect-OwoxDataMarts -EnvironmentFile $file).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'reads no part from the environment: <missing>' -ForEach @(
        @{ missing = 'OWOX_API_ORIGIN'; says = 'it has no origin' }
        @{ missing = 'OWOX_API_KEY_ID'; says = 'it has no API key ID' }
        @{ missing = 'OWOX_API_KEY_SECRET'; says = 'it has no secret' }
    ) {
        $all = @{ OWOX_API_ORIGIN = $part.apiOrigin; OWOX_API_KEY_ID = $part.apiKeyId; OWOX_API_KEY_SECRET = $part.apiKeySecret }
        Set-Item "env:$missing" $all[$missing]
        $all.Remove($missing)
        Set-Content -LiteralPath $file @($all.Keys.ForEach({ "$_=$($all[$_])" }); "$missing=")
        Assert-Failure { Connect-OwoxDataMarts -EnvironmentFile $file } -Id Owox.ApiKeyMalformed -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says, "$missing is missing or empty", 'test.env'
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'does not fall back to the environment' {
        Set-Content -LiteralPath $file 'OWOX_API_KEY='
        $env:OWOX_API_KEY = $Sandbox.apiKey
        Assert-Failure { Connect-OwoxDataMarts -EnvironmentFile $file } -Id Owox.ApiKeyNotFound -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'test.env', 'the environment is not used'
    }

    It 'reads a file in <encoding>' -ForEach @(
        @{ encoding = 'UTF-16 without a byte order mark'; with = [System.Text.UnicodeEncoding]::new($false, $false) }
        @{ encoding = 'UTF-16, big endian, without a byte order mark'; with = [System.Text.UnicodeEncoding]::new($true, $false) }
        @{ encoding = 'UTF-16'; with = [System.Text.Encoding]::Unicode }
        @{ encoding = 'UTF-32 without a byte order mark'; with = [System.Text.UTF32Encoding]::new($false, $false) }
        @{ encoding = 'Latin-1'; with = [System.Text.Encoding]::GetEncoding('iso-8859-1') }
    ) {
        [System.IO.File]::WriteAllText($file, "# The shop's key, f$([char]0xFC)r tests`r`nOWOX_API_KEY=$($Sandbox.apiKey)`r`n", $with)
        (Connect-OwoxDataMarts -EnvironmentFile $file).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'reads a file of <what> quickly' -ForEach @(
        @{ what = '60,000 blank lines'; line = '' }
        @{ what = '60,000 lines of spaces'; line = "`t    " }
        @{ what = '60,000 lines without variables'; line = 'export export "' }
    ) {
        [System.IO.File]::WriteAllText($file, ("$line`n" * 60000) + "OWOX_API_KEY=$($Sandbox.apiKey)")
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        (Connect-OwoxDataMarts -EnvironmentFile $file).Member | Should -BeExactly $Sandbox.memberEmail
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
    }

    It 'does not read a file of the process''s working directory: location <location>' -ForEach @(
        @{ location = 'Env:' }
        @{ location = 'Variable:' }
    ) {
        Set-Content -LiteralPath $file "OWOX_API_KEY=$($Sandbox.apiKey)"
        $before = [System.Environment]::CurrentDirectory
        Push-Location $location
        try {
            [System.Environment]::CurrentDirectory = "$TestDrive"
            Assert-Failure { Connect-OwoxDataMarts -EnvironmentFile test.env } -Id Owox.EnvironmentFileUnreadable -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'the path leads to the provider', 'Set-Location'
            Assert-Failure { Connect-OwoxDataMarts -CertificateAuthority test.env } -Id Owox.CertificateAuthorityInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'the path leads to the provider'
            (Connect-OwoxDataMarts -EnvironmentFile $file).IsOpen | Should -BeTrue
        }
        finally {
            [System.Environment]::CurrentDirectory = $before
            Pop-Location
        }
    }

    It 'rejects a path that cannot be read: <what>' -ForEach @(
        @{ what = 'a null character'; path = "a`0.env"; says = 'a null character' }
        @{ what = 'an unknown drive'; path = 'nodrive:/a.env'; says = 'nodrive' }
        @{ what = 'a folder'; path = { "$TestDrive" }; says = 'cannot be read' }
        @{ what = 'an unknown provider'; path = 'nobody::a.env'; says = 'nobody' }
    ) {
        $given = if ($path -is [scriptblock]) { & $path } else { $path }
        Assert-Failure { Connect-OwoxDataMarts -EnvironmentFile $given } -Id Owox.EnvironmentFileUnreadable -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
    }

    It 'finds a file in the current location' {
        Set-Content -LiteralPath $file "OWOX_API_KEY=$($Sandbox.apiKey)"
        Push-Location $TestDrive
        try {
            (Connect-OwoxDataMarts -EnvironmentFile test.env).Member | Should -BeExactly $Sandbox.memberEmail
        }
        finally {
            Pop-Location
        }
    }

    It 'reports a missing file' {
        Assert-Failure { Connect-OwoxDataMarts -EnvironmentFile (Join-Path $TestDrive 'no.env') } -Id Owox.EnvironmentFileUnreadable -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'no.env', 'cannot be read'
    }

    It 'reports a file without a key' {
        Set-Content -LiteralPath $file 'OTHER=1'
        Assert-Failure { Connect-OwoxDataMarts -EnvironmentFile $file } -Id Owox.ApiKeyNotFound -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'test.env', 'Add OWOX_API_KEY=owox_key_... to it', 'connect without -EnvironmentFile'
    }
}
