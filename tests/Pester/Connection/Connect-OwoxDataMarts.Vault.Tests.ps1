# Connecting with a key from a secret vault: supported types, the choice of the vault, and the number of calls.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Start-OwoxTest
    Register-FaultyVault Faulty -Default
    Register-FaultyVault Second
    Reset-SecretStore -Authentication None -Interaction None -Force
    Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore
    $part = Get-KeyPart $Sandbox.apiKey
}

AfterAll {
    Stop-OwoxTest
}

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $vaults = @{ vault = 'Store' }, @{ vault = 'Faulty' }
}

Describe 'Connect-OwoxDataMarts -SecretName' -Skip:$noVault {
    BeforeEach {
        Clear-Sandbox
        Clear-VaultFault
        Disconnect-OwoxDataMarts -All
    }

    Context 'with the vault <vault>' -ForEach $vaults {
        It 'accepts a key that is stored as <type>' -ForEach @(
            @{ type = 'a SecureString'; make = { ConvertTo-Secret $Sandbox.apiKey } }
            @{ type = 'a string'; make = { $Sandbox.apiKey } }
            @{ type = 'a PSCredential'; make = { [pscredential]::new('owox', (ConvertTo-Secret $Sandbox.apiKey)) } }
            @{ type = 'bytes'; make = { , [System.Text.Encoding]::UTF8.GetBytes($Sandbox.apiKey) } }
            @{ type = 'a hashtable of three parts'; make = { @{ apiOrigin = $part.apiOrigin; apiKeyId = $part.apiKeyId; apiKeySecret = $part.apiKeySecret } } }
            @{ type = 'a hashtable with a SecureString'; make = { @{ APIORIGIN = $part.apiOrigin; apikeyid = $part.apiKeyId; apiKeySecret = (ConvertTo-Secret $part.apiKeySecret) } } }
        ) {
            Set-Secret -Name 'key' -Vault $vault -Secret (& $make)
            $connection = Connect-OwoxDataMarts -SecretName 'key' -Vault $vault -WarningVariable warnings
            $connection.Member | Should -BeExactly $Sandbox.memberEmail
            $connection.ApiKeyId | Should -BeExactly $part.apiKeyId
            $connection.Kind | Should -Be 'ApiKey'
            $warnings | Should -BeNullOrEmpty
            @(Get-OwoxDataMart -First 1) | Should -HaveCount 1
        }

        It 'reports a missing secret, and how to list secrets' {
            Assert-Failure { Connect-OwoxDataMarts -SecretName 'nowhere' -Vault $vault } 'Owox.SecretNotFound' ObjectNotFound 'Owox.PowerShell.OwoxVaultException' "'nowhere'", "'$vault'", 'Get-SecretInfo', 'Set-Secret'
            Get-SandboxRequest | Should -BeNullOrEmpty
        }

        It 'rejects a secret that is not a key, without quoting it' {
            Set-Secret -Name 'password' -Vault $vault -Secret 'hunter2-is-no-key'
            $failure = Get-Failure { Connect-OwoxDataMarts -SecretName 'password' -Vault $vault }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.ApiKeyMalformed,*'
            $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $failure.Exception | Should -BeOfType 'Owox.OwoxConfigurationException'
            $failure | Format-List * -Force | Out-String | Should -Not -BeLike '*hunter2*'
        }

        It 'reports the missing part of a hashtable' {
            Set-Secret -Name 'parts' -Vault $vault -Secret @{ apiOrigin = $part.apiOrigin; apiKeyId = $part.apiKeyId }
            Assert-Failure { Connect-OwoxDataMarts -SecretName 'parts' -Vault $vault } 'Owox.ApiKeyMalformed' InvalidArgument 'Owox.OwoxConfigurationException' 'it has no secret'
        }
    }

    It 'does not expand wildcards in a name' {
        Register-FaultyVault Any -With @{ AnyName = $true }
        Set-Secret -Name 'only-one' -Vault Any -Secret $Sandbox.apiKey
        Assert-Failure { Connect-OwoxDataMarts -SecretName 'only-*' -Vault Any } 'Owox.SecretNotFound' ObjectNotFound 'Owox.PowerShell.OwoxVaultException' "'only-``*'"
    }

    It 'uses the default vault, and names it in the verbose stream' {
        Set-Secret -Name 'where' -Vault Faulty -Secret $Sandbox.apiKey
        Set-Secret -Name 'where' -Vault Second -Secret $Sandbox.viewerApiKey
        $output = Connect-OwoxDataMarts -SecretName 'where' -Verbose 4>&1
        ($output | Where-Object { $_ -is [Owox.PowerShell.OwoxConnection] }).Member | Should -BeExactly $Sandbox.memberEmail
        "$output" | Should -BeLike "*'where'*default vault, 'Faulty'*"
    }

    It 'searches no vault other than the specified one' {
        Set-Secret -Name 'elsewhere' -Vault Second -Secret $Sandbox.apiKey
        Assert-Failure { Connect-OwoxDataMarts -SecretName 'elsewhere' -Vault Faulty } 'Owox.SecretNotFound' ObjectNotFound 'Owox.PowerShell.OwoxVaultException' "'Faulty'"
        Assert-Failure { Connect-OwoxDataMarts -SecretName 'elsewhere' } 'Owox.SecretNotFound' ObjectNotFound 'Owox.PowerShell.OwoxVaultException' "'Faulty'"
        Get-VaultLog -Vault Second | Should -Not -Contain 'Get-Secret elsewhere'
    }

    It 'reads the secret from the vault exactly once' {
        Set-Secret -Name 'once' -Vault Faulty -Secret $Sandbox.apiKey
        Clear-VaultFault
        $null = Connect-OwoxDataMarts -SecretName 'once' -Vault Faulty
        $null = Get-OwoxDataMart -First 1
        $null = Test-OwoxConnection
        Get-VaultLog 'Get-Secret *' | Should -Be 'Get-Secret once'
    }

    It 'lists the registered vaults when the specified one does not exist' {
        Assert-Failure { Connect-OwoxDataMarts -SecretName 'key' -Vault 'Opps' } 'Owox.VaultNotFound' ObjectNotFound 'Owox.PowerShell.OwoxVaultException' "'Opps'", "'Faulty'", "'Store'", 'Register-SecretVault'
    }

    It 'reports that there is no default vault' {
        $bare = Join-Path $TestDrive 'bare'
        $null = New-Item -ItemType Directory $bare
        $run = Invoke-FreshShell 'Connect-OwoxDataMarts -SecretName key' @{ HOME = $bare }
        $run.ExitCode | Should -Be 1
        $run.Errors | Should -BeLike '*no default secret vault*Register-SecretVault*'
    }

    It 'recommends the command that installs SecretManagement when it cannot be loaded' {
        # The engine adds the folders of all accounts to the path again, so the module cannot be hidden. The test puts a
        # module that cannot be loaded first in the path.
        $home2 = Join-Path $TestDrive 'home'
        $broken = New-Item -ItemType Directory (Join-Path $home2 '.local/share/powershell/Modules/Microsoft.PowerShell.SecretManagement')
        "@{ ModuleVersion = '1.1.2'; RootModule = 'NotThere.dll' }" | Set-Content (Join-Path $broken 'Microsoft.PowerShell.SecretManagement.psd1')
        $run = Invoke-FreshShell @'
try { Connect-OwoxDataMarts -SecretName key -Vault Ops } catch {
    [ordered]@{ id = $_.FullyQualifiedErrorId; category = "$($_.CategoryInfo.Category)"; type = $_.Exception.GetType().FullName; message = $_.Exception.Message } | ConvertTo-Json
}
'@ @{ HOME = $home2 }
        $found = $run.Output | ConvertFrom-Json
        $found.id | Should -BeLike 'Owox.VaultNotInstalled,*'
        $found.category | Should -Be 'NotInstalled'
        $found.type | Should -Be 'Owox.PowerShell.OwoxVaultException'
        $found.message | Should -BeLike '*Install-PSResource Microsoft.PowerShell.SecretManagement*'
        $found.message | Should -BeLike '*OWOX_API_KEY*'
    }

    It 'does not import SecretManagement before it needs a vault' {
        $run = Invoke-InRunspace '(Get-Module).Name -join " "; $null = Connect-OwoxDataMarts; (Get-Module).Name -join " "' @{ OWOX_API_KEY = $Sandbox.apiKey }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeLike '*Owox*'
        $run.Output | Should -Not -BeLike '*SecretManagement*'
    }

    It 'does not change the modules of the session' {
        Set-Secret -Name 'key' -Vault Faulty -Secret $Sandbox.apiKey
        $run = Invoke-InRunspace '$null = Connect-OwoxDataMarts -SecretName key; (Get-Module).Name -join " "'
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Not -BeLike '*SecretManagement*'
    }
}

Describe 'The metadata of a stored key' -Skip:$noVault {
    BeforeAll {
        function Connect-StoredKey([Nullable[DateTimeOffset]] $ExpiresAt, [string] $Vault = 'Store') {
            $metadata = @{ owoxName = 'nightly' }
            if ($ExpiresAt) {
                $metadata.owoxExpiresAt = $ExpiresAt.ToString('o')
            }

            Set-Secret -Name 'stored' -Vault $Vault -Secret $Sandbox.apiKey
            Set-SecretInfo -Name 'stored' -Vault $Vault -Metadata $metadata
            $null = Connect-OwoxDataMarts -SecretName 'stored' -Vault $Vault -WarningVariable warnings -WarningAction SilentlyContinue
            , @($warnings)
        }
    }

    It 'causes one warning when the key expires in <days> days' -ForEach @{ days = 1 }, @{ days = 13.9 } {
        $end = [DateTimeOffset]::UtcNow.AddDays($days)
        $warnings = Connect-StoredKey $end
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike "*'stored' expires on $($end.ToString('yyyy-MM-dd HH:mm'))*Invoke-OwoxApiKeyRotation*"
    }

    It 'causes a warning when the key has expired' {
        $warnings = Connect-StoredKey ([DateTimeOffset]::UtcNow.AddDays(-1))
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '*expired on*'
    }

    It 'causes no warning when the key expires later' {
        (Connect-StoredKey ([DateTimeOffset]::UtcNow.AddDays(14.1))) | Should -HaveCount 0
    }

    It 'causes no warning without a date' {
        (Connect-StoredKey $null) | Should -HaveCount 0
    }

    It 'is optional: the vault can fail to return it' {
        Set-Secret -Name 'plain' -Vault Faulty -Secret $Sandbox.apiKey
        Add-VaultFault Get-SecretInfo throw -With @{ text = 'No notes here'; times = 0 }
        (Connect-OwoxDataMarts -SecretName 'plain' -Vault Faulty).Member | Should -BeExactly $Sandbox.memberEmail
    }
}
