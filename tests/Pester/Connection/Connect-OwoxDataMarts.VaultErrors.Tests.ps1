# Vaults that are locked, slow, invalid, or prompt in a non-interactive session: each causes its own error, and no call hangs.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Start-OwoxTest
    Register-FaultyVault Faulty -Default -With @{ AnyName = $true }
    Set-Secret -Name 'key' -Vault Faulty -Secret $Sandbox.apiKey

    # The script prints the error that it ends with.
    $report = @'
try { $null = Connect-OwoxDataMarts -SecretName key -Vault VAULT } catch {
    [ordered]@{ id = $_.FullyQualifiedErrorId; category = "$($_.CategoryInfo.Category)"; type = $_.Exception.GetType().FullName; message = $_.Exception.Message } | ConvertTo-Json
}
'@

    # An account whose SecretStore needs a password.
    $locked = Join-Path $TestDrive 'locked'
    $null = New-Item -ItemType Directory $locked
    $made = Wait-FreshShell (Start-FreshShell -Environment @{ HOME = $locked } -Script @'
$password = [System.Net.NetworkCredential]::new('', 'correct horse').SecurePassword
Reset-SecretStore -Authentication Password -Password $password -Interaction None -PasswordTimeout 900 -Force
Register-SecretVault -Name Closed -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
Unlock-SecretStore -Password $password
Set-Secret -Name key -Vault Closed -Secret $env:KEY
'made'
'@.Replace('$env:KEY', "'$($Sandbox.apiKey)'"))
    if ($made.Output -notlike '*made*') {
        throw $made.Errors
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts with a failing vault' -Skip:$noVault {
    BeforeEach {
        Clear-Sandbox
        Clear-VaultFault
        Disconnect-OwoxDataMarts -All
    }

    It 'quotes the error of the vault' {
        Add-VaultFault Get-Secret throw -With @{ text = 'The backend is down' }
        Assert-Failure { Connect-OwoxDataMarts -SecretName key -Vault Faulty } 'Owox.VaultFailed' ResourceUnavailable 'Owox.PowerShell.OwoxVaultException' "'Faulty'", "'key'", 'The backend is down'
        Get-SandboxRequest | Should -BeNullOrEmpty
        Get-OwoxConnection | Should -BeNullOrEmpty
    }

    It 'quotes the error without the key that it contains: <form>' -ForEach @(
        @{ form = 'raw'; convert = { $args[0] } }
        @{ form = 'base64'; convert = { [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("key:$($args[0])")) } }
        @{ form = 'JSON'; convert = { ConvertTo-Json "$($args[0])+" -EscapeHandling EscapeHtml } }
        @{ form = 'URL-encoded'; convert = { [uri]::EscapeDataString("$($args[0]) ") } }
        @{ form = 'an object'; convert = { "Cannot bind parameter 'Secret': '@{apiKey=$($args[0]); name=x}'" } }
        @{ form = 'two lines'; convert = { "$($args[0])".Insert(15, "`n") } }
    ) {
        # The module redacts the key because it was used.
        $null = Connect-OwoxDataMarts -SecretName key -Vault Faulty
        foreach ($value in $Sandbox.apiKey, (Get-KeyPart $Sandbox.apiKey).apiKeySecret) {
            Add-VaultFault Get-Secret throw -With @{ text = "Refused: $(& $convert $value)" }
            $failure = Get-Failure { Connect-OwoxDataMarts -SecretName key -Vault Faulty }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.VaultFailed,*'
            $failure.Exception.Message | Should -BeLike '*Refused: *[*][*][*]*'
            $all = ($failure | Format-List * -Force | Out-String -Width 4000) + ($failure | Get-Error | Out-String -Width 4000) + $failure.Exception.ToString()
            foreach ($text in $value, (& $convert $value)) {
                ($all -replace '\s').Contains(($text -replace '\s')) | Should -BeFalse
            }
        }
    }

    It 'succeeds when the vault writes to a stream: <stream>' -ForEach @(
        @{ stream = 'Error' }
        @{ stream = 'StandardError' }
        @{ stream = 'Warning' }
        @{ stream = 'Information' }
    ) {
        Add-VaultFault Get-Secret says -With @{ text = "Update for $($Sandbox.apiKey)"; stream = $stream }
        $all = Connect-OwoxDataMarts -SecretName key -Vault Faulty -Verbose -WarningVariable warnings 4>&1
        ($all | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Member | Should -BeExactly $Sandbox.memberEmail
        "$all" | Should -BeLike '*The vault reported: *Update for *[*][*][*]*'
        "$all" | Should -Not -BeLike "*$($Sandbox.apiKey)*"
        $warnings | Should -BeNullOrEmpty
    }

    It 'does not wait for metadata: <what>' -ForEach @(
        @{ what = 'the list takes long'; kind = 'slow'; with = @{ seconds = 90 } }
        @{ what = 'the list causes a prompt'; kind = 'prompt'; with = @{} }
        @{ what = 'the list causes an error'; kind = 'throw'; with = @{ text = 'No list' } }
    ) {
        Add-VaultFault Get-SecretInfo $kind -With $with
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $all = Connect-OwoxDataMarts -SecretName key -Vault Faulty -Verbose 4>&1
        @("$all" -split 'The metadata of the secret ''key'' cannot be read') | Should -HaveCount 2

        # The next calls of the module and of the session do not wait either.
        (Connect-OwoxDataMarts -SecretName key -Vault Faulty).Member | Should -BeExactly $Sandbox.memberEmail
        Get-Secret -Name key -Vault Faulty -AsPlainText | Should -BeExactly $Sandbox.apiKey
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 20
    }

    It 'succeeds after the vault has recovered' {
        Add-VaultFault Get-Secret throw -With @{ text = 'The backend is down' }
        { Connect-OwoxDataMarts -SecretName key -Vault Faulty } | Should -Throw
        (Connect-OwoxDataMarts -SecretName key -Vault Faulty).Member | Should -BeExactly $Sandbox.memberEmail
    }

    It 'reports the type of an unsupported secret: <type>' -ForEach @(
        @{ type = 'System.DateTime'; text = '[datetime]::Now' }
        @{ type = 'System.Int32'; text = '42' }
        @{ type = 'System.Guid'; text = '[guid]::NewGuid()' }
    ) {
        Add-VaultFault Get-Secret gives -With @{ text = $text }
        Assert-Failure { Connect-OwoxDataMarts -SecretName key -Vault Faulty } 'Owox.SecretTypeUnsupported' InvalidType 'Owox.PowerShell.OwoxVaultException' "'key'", $type, 'SecureString'
    }

    It 'reports a missing secret when the vault returns nothing' {
        Add-VaultFault Get-Secret gives -With @{ text = '$null' }
        Assert-Failure { Connect-OwoxDataMarts -SecretName key -Vault Faulty } 'Owox.SecretNotFound' ObjectNotFound 'Owox.PowerShell.OwoxVaultException' "'key'", "'Faulty'"
    }

    It 'waits for a slow vault' {
        Add-VaultFault Get-Secret slow -With @{ seconds = 2 }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        (Connect-OwoxDataMarts -SecretName key -Vault Faulty).Member | Should -BeExactly $Sandbox.memberEmail
        $watch.Elapsed.TotalSeconds | Should -BeGreaterThan 1.9
    }

    It 'is canceled by Ctrl+C immediately' {
        Add-VaultFault Get-Secret slow -With @{ seconds = 5 }
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                Import-Module $env:OWOX_TEST_MODULE
                Connect-OwoxDataMarts -SecretName key -Vault Faulty
            }.ToString())
        $running = $shell.BeginInvoke()
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (Get-VaultLog 'Get-Secret key')) {
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 60 -Because 'the vault must be called'
            Start-Sleep -Milliseconds 100
        }

        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 4
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Dispose()
        $running.IsCompleted | Should -BeTrue
        (Connect-OwoxDataMarts -SecretName key -Vault Faulty).IsOpen | Should -BeTrue
    }

    It 'fails when the vault prompts in a non-interactive session: <what>' -ForEach @(
        @{ what = 'pwsh -NonInteractive'; argument = @() }
        @{ what = 'pwsh with closed input'; argument = @('-NoLogo'); interactive = $true }
        @{ what = 'a build pipeline'; argument = @(); environment = @{ TF_BUILD = 'True' } }
    ) {
        Add-VaultFault Get-Secret prompt
        $script = $report.Replace('VAULT', 'Faulty')
        $variables = if ($environment) { $environment } else { @{} }
        $run = Wait-FreshShell (Start-FreshShell $script $variables $argument -Interactive:([bool]$interactive)) 120
        $run.ExitCode | Should -Be 0 -Because $run.Errors
        $run.Output | Should -Not -BeLike '*The password of the vault*'
        $found = $run.Output | ConvertFrom-Json
        $found.id | Should -BeLike 'Owox.VaultLocked,*'
        $found.category | Should -Be 'AuthenticationError'
        $found.type | Should -Be 'Owox.PowerShell.OwoxVaultException'
        $found.message | Should -BeLike "*'Faulty'*session is not interactive*"
    }

    It 'does not use the working directory as home folder: HOME is <what>' -Skip:$IsWindows -ForEach @(
        @{ what = 'empty'; value = '' }
        @{ what = 'relative'; value = 'home' }
    ) {
        # The module is loaded with a home folder, so only the call has none.
        $before = $env:HOME
        $env:HOME = $value
        try {
            $failure = Get-Failure { Connect-OwoxDataMarts -SecretName key -Vault Faulty }
        }
        finally {
            $env:HOME = $before
        }

        Assert-Failure { throw $failure } 'Owox.HomeNotFound' ObjectNotFound 'Owox.PowerShell.OwoxVaultException' 'HOME is not set to a full path', 'OWOX_API_KEY'
    }

    It 'reports the home folder when it cannot be written: HOME is <what>' -Skip:$IsWindows -ForEach @(
        @{ what = 'a folder in /proc'; value = '/proc/self' }
        @{ what = 'a file'; value = '/etc/passwd' }
    ) {
        $run = Invoke-FreshShell ("`$env:HOME = '$value'`n" + $report.Replace('VAULT', 'Faulty'))
        $found = $run.Output | ConvertFrom-Json
        $found.id | Should -BeLike 'Owox.HomeNotFound,*' -Because $found.message
        $found.category | Should -Be 'ObjectNotFound'
        $found.type | Should -Be 'Owox.PowerShell.OwoxVaultException'
        $found.message | Should -BeLike "*home folder*cannot be used*$value*OWOX_API_KEY*"
    }

    It 'uses the SecretManagement module of the session, outside PSModulePath' {
        $other = Join-Path $TestDrive 'elsewhere/Microsoft.PowerShell.SecretManagement'
        $null = New-Item -ItemType Directory $other
        @'
function Get-SecretVault { [pscustomobject]@{ Name = 'Ops'; IsDefault = $true } }
function Get-Secret { param($Name, $Vault) $env:OWOX_TEST_KEY }
'@ | Set-Content (Join-Path $other 'Microsoft.PowerShell.SecretManagement.psm1')
        New-ModuleManifest -Path (Join-Path $other 'Microsoft.PowerShell.SecretManagement.psd1') -RootModule Microsoft.PowerShell.SecretManagement.psm1 -ModuleVersion 9.0.0
        $run = Invoke-FreshShell "Import-Module '$other'; (Connect-OwoxDataMarts -SecretName key -Vault Ops).Member" @{ OWOX_TEST_KEY = $Sandbox.apiKey; PSModulePath = $TestDrive }
        $run.Output.Trim() | Should -BeExactly $Sandbox.memberEmail -Because $run.Errors
    }

    It 'imports the module once for all commands of a connect' {
        $other = Join-Path $TestDrive 'counted/Microsoft.PowerShell.SecretManagement'
        $null = New-Item -ItemType Directory $other
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive 'counted/vault/store')).Parent
        @'
Add-Content -LiteralPath $env:OWOX_TEST_IMPORTS -Value import
function Get-SecretVault {
    $parameters = [System.Collections.Generic.Dictionary[string, object]]::new()
    $parameters.Folder = $env:OWOX_TEST_FOLDER
    [pscustomobject]@{ Name = 'Ops'; IsDefault = $true; ModulePath = $env:OWOX_TEST_VAULT; VaultParameters = $parameters }
}
function Get-Secret { param($Name, $Vault) $env:OWOX_TEST_KEY }
'@ | Set-Content (Join-Path $other 'Microsoft.PowerShell.SecretManagement.psm1')
        New-ModuleManifest -Path (Join-Path $other 'Microsoft.PowerShell.SecretManagement.psd1') -RootModule Microsoft.PowerShell.SecretManagement.psm1 -ModuleVersion 9.0.0
        $environment = @{
            OWOX_TEST_KEY = $Sandbox.apiKey; OWOX_TEST_IMPORTS = Join-Path $TestDrive 'imports.txt'; OWOX_TEST_FOLDER = "$folder"
            OWOX_TEST_VAULT = Join-Path $PSScriptRoot '../Support/FaultyVault/FaultyVault.psd1'
        }
        $run = Invoke-FreshShell @"
Import-Module '$other'
Remove-Item -LiteralPath `$env:OWOX_TEST_IMPORTS
foreach (`$i in 1, 2) { (Connect-OwoxDataMarts -SecretName key -Vault Ops).Member }
"@ $environment
        $run.Output.Trim() -split "`r?`n" | Should -BeExactly $Sandbox.memberEmail, $Sandbox.memberEmail -Because $run.Errors
        @(Get-Content (Join-Path $folder 'log.txt')) -like 'Get-SecretInfo*' | Should -HaveCount 2
        @(Get-Content -LiteralPath $environment.OWOX_TEST_IMPORTS) | Should -HaveCount 2
    }

    It 'reports a list of vaults that cannot be read' {
        $other = Join-Path $TestDrive 'damaged'
        $folder = New-Item -ItemType Directory (Join-Path $other '.local/share/powershell/Modules/Microsoft.PowerShell.SecretManagement')
        @'
function Get-SecretVault { throw 'damaged' }
function Get-Secret { param($Name, $Vault) 'one' }
function Get-SecretInfo { param($Name, $Vault) }
'@ | Set-Content (Join-Path $folder 'Microsoft.PowerShell.SecretManagement.psm1')
        $run = Invoke-FreshShell $report.Replace('VAULT', 'Ops') @{ HOME = $other }
        $found = $run.Output | ConvertFrom-Json
        $found.id | Should -BeLike 'Owox.VaultFailed,*'
        $found.category | Should -Be 'ResourceUnavailable'
        $found.type | Should -Be 'Owox.PowerShell.OwoxVaultException'
        $found.message | Should -BeLike "The list of the secret vaults of the account $([Environment]::UserName) cannot be read: *damaged*"
    }

    It 'reports several secrets with one name' {
        # SecretManagement 1.1.2 returns only one, so the test replaces it with a module that returns two.
        $other = Join-Path $TestDrive 'other'
        $folder = New-Item -ItemType Directory (Join-Path $other '.local/share/powershell/Modules/Microsoft.PowerShell.SecretManagement')
        @'
function Get-SecretVault { [pscustomobject]@{ Name = 'Ops'; IsDefault = $true } }
function Get-Secret { param($Name, $Vault) 'first'; 'second' }
function Get-SecretInfo { param($Name, $Vault) }
'@ | Set-Content (Join-Path $folder 'Microsoft.PowerShell.SecretManagement.psm1')
        $run = Invoke-FreshShell $report.Replace('VAULT', 'Ops') @{ HOME = $other }
        $found = $run.Output | ConvertFrom-Json
        $found.id | Should -BeLike 'Owox.SecretAmbiguous,*'
        $found.category | Should -Be 'InvalidResult'
        $found.message | Should -BeLike "*'Ops' returned 2 secrets for the name 'key'*Specify the exact name of one secret*"
    }
}

Describe 'A locked SecretStore' -Skip:$noVault {
    It 'ends pwsh -NonInteractive within 10 seconds with an error' {
        $run = Wait-FreshShell (Start-FreshShell 'Connect-OwoxDataMarts -SecretName key -Vault Closed' @{ HOME = $locked }) 60
        $run.Seconds | Should -BeLessThan 10
        $run.ExitCode | Should -Be 1
        $run.Errors | Should -BeLike "*'Closed'*locked*Unlock-SecretStore*"
    }

    It 'causes the same error with -Interaction <interaction>' -ForEach @{ interaction = 'None' }, @{ interaction = 'Prompt' } {
        if ($interaction -eq 'Prompt') {
            $changed = Wait-FreshShell (Start-FreshShell @'
Unlock-SecretStore -Password ([System.Net.NetworkCredential]::new('', 'correct horse').SecurePassword)
(Set-SecretStoreConfiguration -Interaction Prompt -PassThru -Confirm:$false).Interaction
'@ @{ HOME = $locked })
            $changed.Output | Should -BeLike '*Prompt*' -Because $changed.Errors
        }

        $run = Wait-FreshShell (Start-FreshShell $report.Replace('VAULT', 'Closed') @{ HOME = $locked }) 60
        $run.Seconds | Should -BeLessThan 30
        $found = $run.Output | ConvertFrom-Json
        $found.id | Should -BeLike 'Owox.VaultLocked,*'
        $found.category | Should -Be 'AuthenticationError'
        $found.type | Should -Be 'Owox.PowerShell.OwoxVaultException'
        $found.message | Should -BeLike "*'Closed'*$([Environment]::UserName)*Unlock-SecretStore*Set-SecretStoreConfiguration*"
    }

    It 'can be read after it was unlocked in the session' {
        $run = Wait-FreshShell (Start-FreshShell @'
Unlock-SecretStore -Password ([System.Net.NetworkCredential]::new('', 'correct horse').SecurePassword)
(Connect-OwoxDataMarts -SecretName key -Vault Closed).Member
'@ @{ HOME = $locked })
        $run.Output.Trim() | Should -BeExactly $Sandbox.memberEmail -Because $run.Errors
    }
}

Describe 'Completion of vaults and secrets' -Skip:$noVault {
    BeforeAll {
        function Get-Completion([string] $Line) {
            (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText
        }

        # A new runspace does not know the secrets that other tests have used.
        function New-Shell {
            $shell = [powershell]::Create()
            $null = $shell.AddScript('Import-Module $env:OWOX_TEST_MODULE; function Get-Completion([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }').Invoke()
            $shell
        }

        function Invoke-InRunspace($Shell, [string] $Script, $Argument) {
            $Shell.Commands.Clear()
            $Shell.Streams.ClearStreams()
            $Shell.AddScript($Script).AddArgument($Argument).Invoke()
            $Shell.Streams.Error | Should -BeNullOrEmpty
        }

        $connect = '$null = Connect-OwoxDataMarts -SecretName $args[0] -Vault Faulty'
        Set-Secret -Name 'another key' -Vault Faulty -Secret $Sandbox.apiKey
    }

    BeforeEach {
        Clear-VaultFault
        $shell = New-Shell
    }

    AfterEach {
        $shell.Dispose()
    }

    It 'offers the names of vaults to <command>' -ForEach @{ command = 'Connect-OwoxDataMarts -SecretName x' }, @{ command = 'New-OwoxApiKey x -SecretName x' }, @{ command = 'Invoke-OwoxApiKeyRotation x' } {
        Get-Completion "$command -Vault " | Should -Be 'Faulty'
        Get-Completion "$command -Vault fau" | Should -Be 'Faulty'
        Get-VaultLog | Should -BeNullOrEmpty
    }

    It 'offers the names of used secrets, quoted where needed, to <command>' -ForEach @{ command = 'Connect-OwoxDataMarts' }, @{ command = 'New-OwoxApiKey x' }, @{ command = 'Invoke-OwoxApiKeyRotation' } {
        Invoke-InRunspace $shell "Get-Completion '$command -Vault Faulty -SecretName '" | Should -BeNullOrEmpty
        Invoke-InRunspace $shell $connect 'another key'
        Invoke-InRunspace $shell $connect 'key'
        Clear-VaultFault
        Invoke-InRunspace $shell "Get-Completion '$command -Vault Faulty -SecretName '" | Should -Be "'another key'", 'key'
        Invoke-InRunspace $shell "Get-Completion '$command -Vault faulty -SecretName ''ano'" | Should -Be "'another key'"
        Invoke-InRunspace $shell "`$v = 'Faulty'; Get-Completion '$command -Vault `$v -SecretName k'" | Should -Be 'key'

        # Without -Vault, the default vault is used.
        Invoke-InRunspace $shell "Get-Completion '$command -SecretName k'" | Should -Be 'key'
        Invoke-InRunspace $shell "Get-Completion '$command -Vault NoSuch -SecretName k'" | Should -BeNullOrEmpty
        Get-VaultLog | Should -BeNullOrEmpty
    }

    It 'offers a secret that New-OwoxApiKey has stored, and not one that no longer exists' {
        $password = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword))
        Invoke-InRunspace $shell "`$null = Connect-OwoxDataMarts -Origin $($Sandbox.origin) -Credential `$args[0]; `$null = New-OwoxApiKey made -SecretName 'made here'" $password
        Invoke-InRunspace $shell "Get-Completion 'Connect-OwoxDataMarts -SecretName ma'" | Should -Be "'made here'"
        Remove-Secret -Name 'made here' -Vault Faulty
        Invoke-InRunspace $shell 'try { Connect-OwoxDataMarts -SecretName "made here" } catch { $Error.Clear() }'
        Invoke-InRunspace $shell "Get-Completion 'Connect-OwoxDataMarts -SecretName ma'" | Should -BeNullOrEmpty
    }

    It 'calls no vault: <kind>' -ForEach @{ kind = 'slow' }, @{ kind = 'throw' }, @{ kind = 'prompt' }, @{ kind = 'kill' } {
        Invoke-InRunspace $shell $connect 'key'
        Clear-VaultFault
        Add-VaultFault * $kind -With @{ text = 'No'; seconds = 4; times = 0 }
        foreach ($line in 'Connect-OwoxDataMarts -Vault Faulty -SecretName k', 'Connect-OwoxDataMarts -SecretName k', 'Invoke-OwoxApiKeyRotation k') {
            Invoke-InRunspace $shell "Get-Completion '$line'" | Should -Be 'key'
        }

        Invoke-InRunspace $shell 'Get-Completion "Connect-OwoxDataMarts -Vault f"' | Should -Be 'Faulty'
        Get-VaultLog | Should -BeNullOrEmpty
    }

    It 'does not load SecretManagement or open a locked SecretStore' {
        $run = Wait-FreshShell (Start-FreshShell @'
$line = 'Connect-OwoxDataMarts -Vault Closed -SecretName k'
$null = TabExpansion2 $line $line.Length
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$names = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
$seconds = $watch.Elapsed.TotalSeconds
$line = 'Connect-OwoxDataMarts -Vault C'
$vaults = @((TabExpansion2 $line $line.Length).CompletionMatches.CompletionText)
$loaded = @([AppDomain]::CurrentDomain.GetAssemblies().FullName -like '*Secret*')
[ordered]@{ names = @($names); seconds = $seconds; vaults = $vaults; errors = $Error.Count; loaded = $loaded } | ConvertTo-Json
'@ @{ HOME = $locked }) 60
        $found = $run.Output | ConvertFrom-Json
        $found.names | Should -BeNullOrEmpty
        $found.seconds | Should -BeLessThan 30 -Because 'it must not wait for the vault'
        $found.vaults | Should -Be 'Closed'
        $found.errors | Should -Be 0
        $found.loaded | Should -BeNullOrEmpty
        $run.Output | Should -Not -BeLike '*password*'
    }
}
