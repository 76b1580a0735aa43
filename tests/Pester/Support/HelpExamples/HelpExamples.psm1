# The examples of the help, taken from the pages and run as a reader would: in a session that is connected, in a folder of
# its own, beside a vault.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot '../FaultyVault/VaultTools.psm1')

$docs = Join-Path $PSScriptRoot '../../../../docs'

# Blocks of code that are commands, in order.
function Get-Block([string] $Text) {
    [regex]::Matches($Text.Replace("`r`n", "`n"), '(?ms)^```powershell\n(.*?)\n```$') | ForEach-Object { $_.Groups[1].Value }
}

# Each example of the cmdlets' pages: Page, Title, Code, Text (all that the example says).
function Get-HelpExample {
    foreach ($page in Get-ChildItem (Join-Path $docs 'cmdlets/*.md') | Sort-Object Name) {
        $section = [regex]::Match((Get-Content -LiteralPath $page -Raw).Replace("`r`n", "`n"), '(?s)\n## EXAMPLES\n(.*?)\n## ').Groups[1].Value
        foreach ($example in [regex]::Split($section, '(?m)^### ').Where({ $_.Trim() })) {
            $title, $text = $example -split "`n", 2
            @{ Page = $page.BaseName; Title = $title; Code = @(Get-Block $text) -join "`n"; Text = $text }
        }
    }
}

# Each concept page: Page, Blocks. Its blocks build on each other, so they run in one session.
function Get-AboutPage {
    foreach ($page in Get-ChildItem (Join-Path $docs 'about_*.md') | Sort-Object Name) {
        @{ Page = $page.BaseName; Blocks = @(Get-Block (Get-Content -LiteralPath $page -Raw)) }
    }
}

# What every example may count on: the connection of a member, a folder with the files test.env and company-root.pem, a vault with two secrets, and
# API keys of the member.
function Reset-Scene($Session) {
    Clear-Sandbox
    Clear-ServerKey
    $null = New-ServerKey 'old laptop of Ada'
    $null = New-ServerKey 'trial' ([datetime]::UtcNow.AddDays(-1))
    foreach ($secret in Get-SecretInfo -Vault Ops) {
        Remove-Secret -Name $secret.Name -Vault Ops
    }

    Set-Secret -Name owox-prod -Vault Ops -Secret $Sandbox.apiKey
    Set-Secret -Name owox-nightly -Vault Ops -Secret (New-ServerKey 'nightly').apiKey
    $env:OWOX_API_KEY = $Sandbox.apiKey

    $folder = (New-Item -ItemType Directory -Path (Join-Path (Get-TestHome) ([guid]::NewGuid().ToString('N')))).FullName
    Set-Content -LiteralPath (Join-Path $folder 'test.env') "OWOX_API_KEY=$($Sandbox.viewerApiKey)"
    Set-Content -LiteralPath (Join-Path $folder 'company-root.pem') $Sandbox.https.authority
    $made = Invoke-Code $Session @'
param($folder, $origin, $cookie)
Set-Location $folder
Disconnect-OwoxDataMarts -All
Connect-OwoxDataMarts -Origin $origin -RefreshToken $cookie -Name member
'@ @($folder, $Sandbox.origin, (ConvertTo-Secret (Get-MemberCookie)))
    if ($made.Errors) { throw $made.Errors[0] }
}

function New-ReaderSession($Reader) {
    $runspace = [runspacefactory]::CreateRunspace($Reader)
    $runspace.Open()
    [pscustomobject]@{ Runspace = $runspace; Reader = $Reader }
}

# The code with what a reader writes in the place of what a page says.
function Get-Typed([string] $Code, $Instead) {
    foreach ($pair in $Instead.GetEnumerator()) { $Code = $Code.Replace($pair.Key, $pair.Value) }
    $Code
}

# Runs a script in a session: what it wrote, every error that ended it or that it wrote, and the code of its exit.
function Invoke-Code($Session, [string] $Code, [object[]] $Argument, [switch] $KeepVariables) {
    $shell = [powershell]::Create()
    try {
        $shell.Runspace = $Session.Runspace
        $Session.Reader.ExitCode = 0
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

        [pscustomobject]@{ Output = $output; Errors = @($errors) + @($shell.Streams.Error); ExitCode = $Session.Reader.ExitCode }
    }
    finally {
        $shell.Dispose()
    }
}

# An error as a test shows it.
function Format-Failure($ErrorRecord) {
    "$($ErrorRecord.FullyQualifiedErrorId): $($ErrorRecord.Exception.Message) $($ErrorRecord.InvocationInfo.PositionMessage)"
}

# What an example ended with or wrote, and should not have: all but an error that its text announces, and those of data
# marts that have no rows to give.
function Get-Mistake($Run, [string] $Text, [string[]] $Broken) {
    foreach ($failure in $Run.Errors) {
        $id = ($failure.FullyQualifiedErrorId -split ',')[0]
        $isAnnounced = $id -like 'Owox.*' -and $Text.Contains("ends with ``$id``")
        $isOfBrokenMart = $id -in 'Owox.StorageFailed', 'Owox.StreamIncomplete' -and "$($failure.TargetObject)" -in $Broken
        if (-not $isAnnounced -and -not $isOfBrokenMart) { Format-Failure $failure }
    }

    if ($Run.ExitCode) { "It ended with exit code $($Run.ExitCode)." }
}

Export-ModuleMember -Function * -Variable Sandbox
