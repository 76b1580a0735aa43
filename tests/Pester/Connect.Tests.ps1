# Connecting: where the key comes from, and what comes back.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
    Import-Owox
    $part = Get-KeyPart $Sandbox.apiKey
    $variables = 'OWOX_API_KEY', 'OWOX_API_ORIGIN', 'OWOX_API_KEY_ID', 'OWOX_API_KEY_SECRET'
    function Clear-KeyVariable { Remove-Item -Path ($variables -replace '^', 'env:') -ErrorAction Ignore }
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

    It 'takes OWOX_API_KEY and tells whom the connection stands for' {
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

    It 'takes the three variables' {
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

    It 'takes -ApiKey as a SecureString without a warning' {
        $connection = Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $Sandbox.apiKey) -WarningVariable warnings
        $connection.Member | Should -BeExactly $Sandbox.memberEmail
        $warnings | Should -BeNullOrEmpty
    }

    It 'takes -ApiKey as plain text with a warning that does not quote it' {
        $connection = Connect-OwoxDataMarts -ApiKey $Sandbox.apiKey -WarningVariable warnings -WarningAction SilentlyContinue
        $connection.Member | Should -BeExactly $Sandbox.memberEmail
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '*-ApiKey was given as plain text*SecureString*'
        $warnings[0].Message | Should -Not -BeLike '*owox_key_*'
    }

    It 'trims <what> around the key' -ForEach @(
        @{ what = 'a newline'; before = ''; after = "`n" }
        @{ what = 'a Windows line end'; before = ''; after = "`r`n" }
        @{ what = 'blanks and tabs'; before = " `t"; after = "`t  " }
        @{ what = 'a byte order mark'; before = [string][char]0xFEFF; after = "`n" }
    ) {
        $env:OWOX_API_KEY = $before + $Sandbox.apiKey + $after
        (Connect-OwoxDataMarts).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'takes no secret by position' {
        $failure = Get-Failure { Connect-OwoxDataMarts 'owox_key_x' }
        $failure.FullyQualifiedErrorId | Should -BeLike 'PositionalParameterNotFound,*'
        $positions = (Get-Command Connect-OwoxDataMarts).ParameterSets.Parameters.Position
        $positions | Should -Not -BeNullOrEmpty
        $positions | Sort-Object -Unique | Should -Be ([int]::MinValue)
    }

    It 'names a connection, makes the newest the current one, and replaces one of the same name' {
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

    It 'leaves the connection that there was when a new one of that name fails' {
        $old = Connect-Sandbox
        { Connect-Sandbox $Sandbox.revokedApiKey } | Should -Throw
        $old.IsOpen | Should -BeTrue
        (Get-OwoxConnection -Current).ApiKeyId | Should -Be $old.ApiKeyId
    }

    It 'works where the server is too old to tell whom a token stands for' {
        Add-Fault 'GET /api/auth/context' status @{ status = 404; times = 0 }
        $connection = Connect-Sandbox
        $connection.IsOpen | Should -BeTrue
        $connection.Member | Should -BeNullOrEmpty
        @(Get-OwoxDataMart -First 1) | Should -HaveCount 1
    }

    It 'never prompts where nobody can answer' {
        $run = Invoke-FreshShell 'Connect-OwoxDataMarts'
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Not -BeLike '*OWOX API key:*'
        $run.Errors | Should -BeLike '*No API key was found*'
    }

    It 'never prompts where automation has left input open' -Skip:($IsWindows -or -not (Get-Command script -ErrorAction Ignore)) {
        # A terminal, as some agents give to their steps: only the variable tells that nobody sits there.
        $command = "'$((Get-Process -Id $PID).Path)' -NoProfile -Command 'Import-Module `$env:OWOX_TEST_MODULE; Connect-OwoxDataMarts; exit 7'"
        $env:TF_BUILD = 'True'
        try {
            $printed = "`n" | script --quiet --return --command "timeout 60 $command" /dev/null | Out-String
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
        @{ what = 'a bare value'; text = 'OWOX_API_KEY=KEY' }
        @{ what = 'export and blanks'; text = '  export OWOX_API_KEY = KEY  ' }
        @{ what = 'double quotes'; text = 'OWOX_API_KEY="KEY"' }
        @{ what = 'single quotes'; text = "OWOX_API_KEY='KEY'" }
        @{ what = 'backticks'; text = 'OWOX_API_KEY=`KEY`' }
        @{ what = 'comments'; text = "# OWOX_API_KEY=owox_key_old`nOTHER=1 # two`nOWOX_API_KEY=KEY # the shop's" }
        @{ what = 'Windows line ends'; text = "OTHER=1`r`nOWOX_API_KEY=KEY`r`nLAST=2`r`n" }
        @{ what = 'the last of two'; text = "OWOX_API_KEY=owox_key_old`nOWOX_API_KEY=KEY" }
        @{ what = 'a byte order mark'; text = [char]0xFEFF + 'OWOX_API_KEY=KEY' }
        @{ what = 'the three parts'; text = "OWOX_API_ORIGIN=ORIGIN`nOWOX_API_KEY_ID='ID'`nOWOX_API_KEY_SECRET=`"SECRET`"" }
    ) {
        $content = $text.Replace('=ORIGIN', "=$($part.apiOrigin)").Replace("'ID'", "'$($part.apiKeyId)'").Replace('SECRET"', "$($part.apiKeySecret)`"")
        $content = $content -creplace '(?<![A-Z_])KEY(?![A-Z_])', $Sandbox.apiKey
        [System.IO.File]::WriteAllText($file, $content)
        (Connect-OwoxDataMarts -EnvironmentFile $file).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'gives way to variables of the process' {
        Set-Content -LiteralPath $file "OWOX_API_KEY=$($Sandbox.apiKey)"
        $env:OWOX_API_KEY = $Sandbox.viewerApiKey
        (Connect-OwoxDataMarts -EnvironmentFile $file).Member | Should -BeExactly $Sandbox.viewerEmail
    }

    It 'finds a file beside the current location' {
        Set-Content -LiteralPath $file "OWOX_API_KEY=$($Sandbox.apiKey)"
        Push-Location $TestDrive
        try {
            (Connect-OwoxDataMarts -EnvironmentFile test.env).Member | Should -BeExactly $Sandbox.memberEmail
        }
        finally {
            Pop-Location
        }
    }

    It 'says that a file is missing' {
        Assert-Failure { Connect-OwoxDataMarts -EnvironmentFile (Join-Path $TestDrive 'no.env') } -Id Owox.EnvironmentFileUnreadable -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'no.env', 'cannot be read'
    }

    It 'says that a file holds no key' {
        Set-Content -LiteralPath $file 'OTHER=1'
        Assert-Failure { Connect-OwoxDataMarts -EnvironmentFile $file } -Id Owox.NoApiKey -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'test.env', 'OWOX_API_KEY', '-SecretName'
    }
}
