# What the suite's files share: the sandbox's description, its faults and its log of requests.

Import-Module (Join-Path $PSScriptRoot 'FreshShell.psm1')

$Sandbox = $env:OWOX_TEST_SANDBOX | ConvertFrom-Json

# Imports the build of the module that is being tested.
function Import-Owox {
    Import-Module $env:OWOX_TEST_MODULE -Global -Force
}

# Text as a SecureString: what a vault or a masked prompt hands over.
function ConvertTo-Secret([AllowEmptyString()] [string] $Text) {
    [System.Net.NetworkCredential]::new('', $Text).SecurePassword
}

# The text in a SecureString.
function ConvertFrom-Secret([securestring] $Secret) {
    [System.Net.NetworkCredential]::new('', $Secret).Password
}

# The value of an API key with these parts; a part that is null is left out.
function New-KeyText($Part) {
    $json = ConvertTo-Json -InputObject $Part -Compress
    'owox_key_' + [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($json)).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}

# The parts of an API key's value.
function Get-KeyPart([string] $ApiKey) {
    $code = $ApiKey.Substring('owox_key_'.Length).Replace('-', '+').Replace('_', '/')
    [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($code.PadRight([Math]::Ceiling($code.Length / 4) * 4, '='))) | ConvertFrom-Json
}

# Connects with the sandbox's admin key, or with another.
function Connect-Sandbox([string] $ApiKey = $Sandbox.apiKey, [hashtable] $With = @{}) {
    Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $ApiKey) @With
}

# Makes the sandbox misbehave: Add-Fault 'GET /api/data-marts*' status @{ status = 500 }
function Add-Fault([string] $Match, [string] $Kind, [hashtable] $With = @{}) {
    $fault = @{ match = $Match; kind = $Kind } + $With
    $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/faults" -Method Post -ContentType 'application/json' -Body ($fault | ConvertTo-Json -Depth 9)
}

function Clear-Sandbox {
    $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/faults" -Method Delete
    $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/requests" -Method Delete
}

# The requests so far, the oldest first: Get-SandboxRequest '/api/data-marts*'
function Get-SandboxRequest([string] $Path = '*', [string] $Method = '*') {
    (Invoke-RestMethod "$($Sandbox.origin)/sandbox/requests") |
        Where-Object { $_.path -like $Path -and $_.method -like $Method }
}

# The same once none of them runs any more, or the time is over.
function Wait-SandboxRequest([string] $Path = '*', [double] $Seconds = 3) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    do {
        $found = @(Get-SandboxRequest $Path)
        if ($found -and $found.outcome -notcontains 'running') {
            break
        }

        Start-Sleep -Milliseconds 50
    } while ($watch.Elapsed.TotalSeconds -lt $Seconds)
    $found
}

# The error record that a script block ends with; fails when it ends well.
function Get-Failure([scriptblock] $Block) {
    try {
        $null = & $Block
    }
    catch {
        return $_
    }

    throw "Nothing failed: $Block"
}

# Checks an error as scripts see it: its ID, its category, the type of its exception and what its message says.
function Assert-Failure {
    param([scriptblock] $Block, [string] $Id, [string] $Category, [string] $Type, [string[]] $Says)

    $failure = Get-Failure $Block
    $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*" -Because $failure.Exception.Message
    $failure.CategoryInfo.Category | Should -Be $Category
    $failure.Exception.GetType().FullName | Should -Be $Type
    foreach ($words in $Says) {
        $failure.Exception.Message | Should -BeLike "*$words*"
    }
}

Export-ModuleMember -Function * -Variable Sandbox
