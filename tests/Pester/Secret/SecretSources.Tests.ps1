# The sources of the secret of a credential: each store, what fails, and that no value of any form leaks.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $isUnix = -not ($env:OS -eq 'Windows_NT')

    # Values that are hard to redact.
    $values = @(
        @{ form = 'plain'; value = 'valid-7c1d-precious-value' }
        @{ form = 'line breaks'; value = "valid-first-line-of-it`nprecious-second-line`r`nprecious-third" }
        @{ form = 'emoji'; value = "valid-precious-$([char]::ConvertFromUtf32(0x1F511))-$([char]0xE9)t$([char]0xE9)" }
        @{ form = 'percent signs'; value = 'valid-100%25-precious%0Avalue%' }
        @{ form = 'quotation marks'; value = 'valid-"precious"-\value''s' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1'), (Join-Path $PSScriptRoot '../Support/Azure/Azure.psm1')
    Start-OwoxTest @{ apiVersion = '0.35' } -Timing @{ RetryDelay = 0.02 }
    $null = Connect-Sandbox
    $azure = Start-Azure
    Set-AzureIdentity $azure AppService
    $vaultError = 'Owox.PowerShell.OwoxVaultException'
    $configuration = @{ Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }

    # Creates a credential from a source, and returns the state of its validation.
    function Get-State([hashtable] $Source) {
        (New-OwoxCredential 'source' openai @Source -WarningAction Ignore).ValidationState
    }

    # Writes a file that only this account can read.
    function New-SecretFile([string] $Text) {
        $path = Join-Path $TestDrive 'secret'
        [System.IO.File]::WriteAllText($path, $Text)
        if ($env:OS -eq 'Windows_NT') { $null = icacls $path /inheritance:r /grant:r "${env:USERNAME}:F" } else { chmod 600 $path }
        $path
    }

    # Runs a call with all streams. Returns everything that it wrote, and its error in every form.
    function Get-Trace([scriptblock] $Call) {
        $streams = [System.Collections.Generic.List[object]]::new()
        $failure = try { & $Call *>&1 | ForEach-Object { $streams.Add($_) } } catch { $_ }
        $all = @($streams) + $failure
        ($all | ForEach-Object { $_ | Format-List * -Force | Out-String -Width 9000; "$_"; "$($_.Exception)" }) -join "`n"
    }
}

AfterAll {
    Clear-AzureIdentity
    $azure.Dispose()
    Stop-OwoxTest
}

Describe 'The secret of a credential' {
    BeforeEach {
        Clear-Sandbox
        $azure.Reset()
        $azure.ClearSecrets()
        Get-OwoxCredential | Remove-OwoxCredential -Force
    }

    It 'comes from a key vault' {
        $null = $azure.Store('openai', 'valid-in-a-key-vault')
        Get-State @{ KeyVault = $azure.Address; SecretName = 'openai' } | Should -Be 'verified'
    }

    It 'comes from a file' {
        Get-State @{ SecretFile = New-SecretFile "valid-in-a-file`n" } | Should -Be 'verified'
    }

    It 'comes from a credential of systemd' {
        $env:CREDENTIALS_DIRECTORY = Split-Path (New-SecretFile 'valid-in-systemd')
        Get-State @{ SystemdCredential = 'secret' } | Should -Be 'verified'
        $env:CREDENTIALS_DIRECTORY = $null
    }

    It 'comes from a script block or a program' {
        Get-State @{ SecretCommand = { 'valid-from-a-block' } } | Should -Be 'verified'
        Get-OwoxCredential | Remove-OwoxCredential -Force
        if ($IsLinux -or $IsMacOS) { Get-State @{ SecretCommand = 'echo', 'valid-from-a-program' } | Should -Be 'verified' }
    }

    It 'comes from the pipeline' {
        (ConvertTo-Secret 'valid-from-the-pipeline' | New-OwoxCredential 'source' openai).ValidationState | Should -Be 'verified'
    }

    It 'is not sent if <what>' -ForEach @(
        @{ what = 'the key vault has no such secret'; source = { @{ KeyVault = $azure.Address; SecretName = 'nothing' } }; id = 'SecretNotFound'; category = 'ObjectNotFound'; vault = $true }
        @{ what = 'the address is not that of a key vault'; source = { @{ KeyVault = 'https://example.com'; SecretName = 'x' } }; id = 'KeyVaultInvalid' }
        @{ what = 'the file has two lines'; source = { @{ SecretFile = New-SecretFile "valid-one`nvalid-two-precious" } }; id = 'SecretInvalid' }
        @{ what = 'the file is empty'; source = { @{ SecretFile = New-SecretFile "`n" } }; id = 'SecretInvalid' }
        @{ what = 'the file does not exist'; source = { @{ SecretFile = Join-Path $TestDrive 'nothing' } }; id = 'SecretFileUnreadable' }
        @{ what = 'there is no such systemd credential'; source = { @{ SystemdCredential = 'nothing' } }; id = 'SystemdCredentialNotFound' }
        @{ what = 'the command is a number'; source = { @{ SecretCommand = 42 } }; id = 'SecretCommandInvalid' }
        @{ what = 'the command fails'; source = { @{ SecretCommand = { throw 'sealed' } } }; id = 'SecretCommandFailed'; category = 'ResourceUnavailable'; vault = $true }
        @{ what = 'the command returns two lines'; source = { @{ SecretCommand = { 'valid-one-precious'; 'valid-two' } } }; id = 'SecretCommandFailed'; category = 'ResourceUnavailable'; vault = $true }
    ) {
        $with = & $source
        $kind = if ($vault) { @{ Category = $category; Type = $vaultError } } else { $configuration }
        Assert-Failure { New-OwoxCredential 'source' openai @with } -Id "Owox.$id" @kind
        Get-Trace { New-OwoxCredential 'source' openai @with -Verbose -Debug } | Should -Not -BeLike '*precious*'
        Get-SandboxRequest /api/credentials POST | Should -BeNullOrEmpty
    }

    It 'is not used if other accounts can read the file' -Skip:(-not $isUnix) {
        $path = New-SecretFile 'valid-in-a-file'
        chmod 644 $path
        Assert-Failure { New-OwoxCredential 'source' openai -SecretFile $path } -Id Owox.SecretFileNotPrivate @configuration -Says 'other accounts can read'
    }

    It 'does not appear in any stream, error or object if the server repeats it: <form>' -ForEach $values {
        $secret = ConvertTo-Secret $value
        $pieces = $value, [uri]::EscapeDataString($value), [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($value)), ($value | ConvertTo-Json).Trim('"')
        foreach ($match in 'POST /api/credentials', 'PUT /api/credentials/*') {
            foreach ($piece in $pieces) {
                Add-Fault $match status @{ status = 400; body = @{ message = "you sent $piece"; details = @{ errors = @(@{ message = "secret.value $piece is wrong" }); sent = $piece } } }
            }
        }

        $trace = foreach ($piece in $pieces) {
            Get-Trace { New-OwoxCredential 'echo' openai -Secret $secret -Verbose -Debug }
            Get-Trace { Set-OwoxCredential ([guid]::NewGuid()) -Secret $secret -Verbose -Debug }
        }

        # Every escape sequence is decoded before the search.
        $plain = [uri]::UnescapeDataString($trace -join "`n")
        $plain | Should -BeLike '*you sent*'
        foreach ($line in ($value -split '\r?\n')) { $plain | Should -Not -BeLike "*$([WildcardPattern]::Escape($line))*" }
        $plain | Should -Not -BeLike '*precious*'
    }
}

Describe 'A vault with the secret of a credential' -Skip:$noVault {
    BeforeAll {
        Register-FaultyVault Faulty -Default
    }

    BeforeEach {
        Clear-Sandbox
        Clear-VaultFault
        Get-OwoxCredential | Remove-OwoxCredential -Force
    }

    It 'returns it unchanged, and the validation shows it: <form>' -ForEach $values {
        Set-Secret -Name value -Vault Faulty -Secret $value
        (New-OwoxCredential 'vault' openai -SecretName value).ValidationState | Should -Be 'verified'
        Set-OwoxCredential vault -SecretName value -Vault Faulty
        (Test-OwoxCredential vault).IsValid | Should -BeTrue
    }

    It 'can store it as <what>' -ForEach @(
        @{ what = 'a SecureString'; create = { ConvertTo-Secret 'valid-as-securestring' } }
        @{ what = 'a PSCredential'; create = { [pscredential]::new('openai', (ConvertTo-Secret 'valid-as-password')) } }
        @{ what = 'bytes'; create = { , [System.Text.Encoding]::UTF8.GetBytes('valid-as-bytes') } }
    ) {
        Set-Secret -Name typed -Vault Faulty -Secret (& $create)
        (New-OwoxCredential 'typed' openai -SecretName typed).ValidationState | Should -Be 'verified'
    }

    It 'causes an error and no request if <what>' -ForEach @(
        @{ what = 'it has no such secret'; name = 'nothing'; id = 'SecretNotFound'; category = 'ObjectNotFound' }
        @{ what = 'the secret is a hashtable'; name = 'table'; id = 'SecretTypeUnsupported'; category = 'InvalidType' }
        @{ what = 'it fails'; name = 'value'; fault = 'throw'; with = @{ text = 'The backend is down' }; id = 'VaultFailed'; category = 'ResourceUnavailable' }
        @{ what = 'it is locked'; name = 'value'; fault = 'throw'; with = @{ text = 'A valid password is required to access the vault.' }; id = 'VaultLocked'; category = 'AuthenticationError' }
    ) {
        Set-Secret -Name value -Vault Faulty -Secret 'valid-precious-value'
        Set-Secret -Name table -Vault Faulty -Secret @{ value = 'valid-precious-value' }
        if ($fault) { Add-VaultFault Get-Secret $fault value ($with + @{ times = 0 }) }
        Assert-Failure { New-OwoxCredential 'vault' openai -SecretName $name -Vault Faulty } -Id "Owox.$id" -Category $category -Type $vaultError
        Get-Trace { New-OwoxCredential 'vault' openai -SecretName $name -Vault Faulty -Verbose -Debug } | Should -Not -BeLike '*precious*'
        Get-SandboxRequest /api/credentials POST | Should -BeNullOrEmpty
    }

    It 'is reported if it does not exist' {
        Assert-Failure { New-OwoxCredential 'vault' openai -SecretName x -Vault Nowhere } -Id Owox.VaultNotFound -Category ObjectNotFound -Type $vaultError -Says "no secret vault named 'Nowhere'"
    }
}
