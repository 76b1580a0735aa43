# Runs the examples of the help pages as a reader would: in a connected session, in a temporary folder, with
# a vault.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot '../FaultyVault/VaultTools.psm1')

$docs = Join-Path $PSScriptRoot '../../../../docs'

# The state of the secrets after the last reset: see Get-StoreVersion.
$Kept = $null

# The secret of another service, which the sandbox accepts.
$sample = 'valid-sample-secret'

# Returns the code blocks with commands, in order.
function Get-Block([string] $Text) {
    [regex]::Matches($Text.Replace("`r`n", "`n"), '(?ms)^```powershell\n(.*?)\n```$') | ForEach-Object { $_.Groups[1].Value }
}

# Returns each example of the cmdlet pages: Page, Title, Code, Text (the entire text of the example).
function Get-HelpExample {
    foreach ($page in Get-ChildItem (Join-Path $docs 'cmdlets/*.md') | Sort-Object Name) {
        $section = [regex]::Match((Get-Content -LiteralPath $page -Raw).Replace("`r`n", "`n"), '(?s)\n## EXAMPLES\n(.*?)\n## ').Groups[1].Value
        foreach ($example in [regex]::Split($section, '(?m)^### ').Where({ $_.Trim() })) {
            $title, $text = $example -split "`n", 2
            @{ Page = $page.BaseName; Title = $title; Code = @(Get-Block $text) -join "`n"; Text = $text }
        }
    }
}

# Returns each concept page: Page, Blocks. The blocks depend on each other, so they run in one session.
function Get-AboutPage {
    foreach ($page in Get-ChildItem (Join-Path $docs 'about_*.md') | Sort-Object Name) {
        @{ Page = $page.BaseName; Blocks = @(Get-Block (Get-Content -LiteralPath $page -Raw)) }
    }
}

# Adds the credential of a systemd service, as in the example.
function Add-SystemdCredential {
    $env:CREDENTIALS_DIRECTORY = (New-Item -ItemType Directory (Join-Path (Get-TestHome) 'credentials') -Force).FullName
    $file = Join-Path $env:CREDENTIALS_DIRECTORY 'owox-prod'
    Set-Content -LiteralPath $file $Sandbox.apiKey
    if ($env:OS -eq 'Windows_NT') { $null = icacls $file /inheritance:r /grant:r "${env:USERNAME}:F" } else { chmod 600 $file }
}

# Adds a stand-in for the program of 1Password to PATH. It prints the key, or the secret of a credential.
function Add-PasswordManager {
    $folder = Join-Path (Get-TestHome) 'bin'
    $separator = [System.IO.Path]::PathSeparator
    if ($env:PATH.Split($separator)[0] -eq $folder) {
        return
    }

    $null = New-Item -ItemType Directory $folder -Force
    $env:PATH = $folder + $separator + $env:PATH
    if ($env:OS -eq 'Windows_NT') {
        Set-Content (Join-Path $folder 'op.cmd') "@echo off`r`necho %* | findstr openai >nul && (echo $sample) || (echo %OWOX_API_KEY%)"
    }
    else {
        Set-Content (Join-Path $folder 'op') "#!/bin/sh`ncase `"`$*`" in *openai*) echo $sample;; *) printf '%s\n' `"`$OWOX_API_KEY`";; esac"
        chmod 700 (Join-Path $folder 'op')
    }
}

# Prepares what every example can use: the connection of a member, a folder with the files test.env and company-root.pem, a vault and a key vault with the
# secrets owox-prod, owox-nightly and openai, API keys of the member, license keys of the project, the credential 'OpenAI of the team', and the plugin
# acme/charts.
function Reset-ExampleState($Session, $Azure) {
    Add-PasswordManager
    Add-SystemdCredential
    $env:OWOX_API_KEY = $Sandbox.apiKey
    if (Test-IsChanged $Azure) {
        Reset-Secret $Azure
        $script:Kept = Get-StoreVersion $Azure
    }

    Clear-Sandbox
    $folder = (New-Item -ItemType Directory -Path (Join-Path (Get-TestHome) ([guid]::NewGuid().ToString('N')))).FullName
    Set-Content -LiteralPath (Join-Path $folder 'test.env') "OWOX_API_KEY=$($Sandbox.viewerApiKey)"
    Set-Content -LiteralPath (Join-Path $folder 'company-root.pem') $Sandbox.https.authority
    $made = Invoke-Code $Session @'
param($folder, $origin, $cookie, $sample)
Set-Location $folder
Disconnect-OwoxDataMarts -All
Connect-OwoxDataMarts -Origin $origin -RefreshToken $cookie -Name member
Get-OwoxCredential | Remove-OwoxCredential -Force
New-OwoxCredential 'OpenAI of the team' openai -Secret $sample
Publish-OwoxPlugin acme/charts -Scope member
'@ @($folder, $Sandbox.origin, (ConvertTo-Secret (Get-MemberCookie)), (ConvertTo-Secret $sample))
    if ($made.Errors) { throw $made.Errors[0] }

    # The requests of the example follow.
    Clear-Sandbox
}

# What changes when a secret of the vault or of the key vault changes.
function Get-StoreVersion($Azure) {
    $file = Get-Item (Join-Path (Get-TestHome) '.secretmanagement/localstore/storefile') -ErrorAction Ignore
    "$($file.LastWriteTimeUtc.Ticks) $($file.Length) $($Azure.Calls.Where({ $_.Path -like '/secrets/*' -and $_.Method -ne 'GET' }).Count)"
}

# Whether the secrets, or keys of the server, may differ from those of the last Reset-Secret.
function Test-IsChanged($Azure) {
    $script:Kept -ne (Get-StoreVersion $Azure) -or
    (Get-SandboxRequest).Where({ $_.method -ne 'GET' -and $_.path -match '/api/(project-member-api-keys|license-keys|data-destinations)' })
}

# Replaces the keys of the member and of the project, and the secrets of both vaults.
function Reset-Secret($Azure) {
    Clear-ServerKey
    $null = New-ServerKey 'old laptop of Ada'
    $null = New-ServerKey 'trial' ([datetime]::UtcNow.AddDays(-1))
    foreach ($secret in Get-SecretInfo -Vault Ops) {
        Remove-Secret -Name $secret.Name -Vault Ops
    }

    Set-Secret -Name owox-prod -Vault Ops -Secret $Sandbox.apiKey
    Set-Secret -Name openai -Vault Ops -Secret $sample
    Set-Secret -Name owox-nightly -Vault Ops -Secret (New-ServerKey 'nightly').apiKey
    Clear-ServerLicenseKey
    $license = New-ServerLicenseKey 'main server'
    Set-Secret -Name owox-license -Vault Ops -Secret $license.licenseKey -Metadata @{ owoxLicenseKeyId = $license.licenseKeyId }
    $null = New-ServerLicenseKey 'old server' https://old.example.com
    $Azure.ClearSecrets()
    $other = New-ServerLicenseKey 'server in a key vault'
    $Azure.Store('owox-license', $other.licenseKey).Tags['owoxLicenseKeyId'] = $other.licenseKeyId
    $null = $Azure.Store('owox-prod', $Sandbox.apiKey)
    $null = $Azure.Store('openai', $sample)
    $null = $Azure.Store('owox-nightly', (New-ServerKey 'nightly in a key vault').apiKey)
}

function New-ExampleSession($ExampleHost) {
    $runspace = [runspacefactory]::CreateRunspace($ExampleHost)
    $runspace.Open()
    [pscustomobject]@{ Runspace = $runspace; Host = $ExampleHost }
}

# Replaces the placeholders of a page with the values that a reader would type.
function Expand-Placeholder([string] $Code, $Instead) {
    foreach ($pair in $Instead.GetEnumerator()) { $Code = $Code.Replace($pair.Key, $pair.Value) }
    $Code
}

# Runs a script in a session. Returns its output, all of its errors, and its exit code.
function Invoke-Code($Session, [string] $Code, [object[]] $Argument, [switch] $KeepVariables) {
    $shell = [powershell]::Create()
    try {
        $shell.Runspace = $Session.Runspace
        $Session.Host.ExitCode = 0
        $null = $shell.AddScript($Code, -not $KeepVariables)
        foreach ($value in $Argument) { $null = $shell.AddArgument($value) }
        $work = $shell.BeginInvoke()
        if (-not $work.AsyncWaitHandle.WaitOne([timespan]::FromMinutes(2))) {
            $null = $shell.BeginStop($null, $null)
            throw "This did not end within two minutes: $Code"
        }

        $errors = @()
        try {
            $output = $shell.EndInvoke($work)
        }
        catch {
            $errors += $_.Exception.InnerException.ErrorRecord
        }

        [pscustomobject]@{ Output = $output; Errors = @($errors) + @($shell.Streams.Error); ExitCode = $Session.Host.ExitCode }
    }
    finally {
        $shell.Dispose()
    }
}

# Formats an error for the output of a test.
function Format-Failure($ErrorRecord) {
    "$($ErrorRecord.FullyQualifiedErrorId): $($ErrorRecord.Exception.Message) $($ErrorRecord.InvocationInfo.PositionMessage)"
}

# Returns the unexpected errors and the exit code of an example. Errors and an exit code that its text announces are expected, and
# the errors of data marts that cannot return rows.
function Get-UnexpectedError($Run, [string] $Text, [string[]] $Broken) {
    foreach ($failure in $Run.Errors) {
        $id = ($failure.FullyQualifiedErrorId -split ',')[0]
        $isAnnounced = $id -like 'Owox.*' -and $Text.Contains("ends with ``$id``")
        $isOfBrokenMart = $id -in 'Owox.StorageFailed', 'Owox.StreamIncomplete' -and "$($failure.TargetObject)" -in $Broken
        if (-not $isAnnounced -and -not $isOfBrokenMart) { Format-Failure $failure }
    }

    if ($Run.ExitCode -and -not $Text.Contains("exit code $($Run.ExitCode)")) { "It ended with exit code $($Run.ExitCode)." }
}

Export-ModuleMember -Function * -Variable Sandbox
