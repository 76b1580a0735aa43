#Requires -Version 5.1

<#
.SYNOPSIS
Builds the module, tests it, makes its help, packs it, shows it, or cleans up: for those who start from PowerShell. All but Docs and Package are the dotnet commands.
.EXAMPLE
./build.ps1
Builds everything and lays the module out in out/Owox.
.EXAMPLE
./build.ps1 -Task Test
Runs every test.
.EXAMPLE
./build.ps1 -Task Docs
Makes the help in module/en-US out of the pages in docs, and docs/coverage.md out of the server's openapi.json. Needs the
module Microsoft.PowerShell.PlatyPS; for the latter alone: dotnet run --project tools/coverage.
.EXAMPLE
./build.ps1 -Task Package
Makes what is published in out/package, of a release build: the package for the PowerShell Gallery, the zip, symbols, bill of materials and sums.
.EXAMPLE
./build.ps1 -Task Package -Sign ./signing.pfx -SignPassword (Read-Host -AsSecureString) -TimestampServer http://timestamp.example.com
The same, with every dll, psd1 and ps1xml signed; on Windows with a signed catalog too. Elsewhere it needs osslsigncode 2.8 or newer.
#>
[CmdletBinding()]
param(
    # What is done.
    [ValidateSet('Build', 'Test', 'Docs', 'Package', 'Demo', 'Clean')]
    [string] $Task = 'Build',

    # For Build, Test, Demo and Clean. What is published is always a release build.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # For Package: the certificate that signs, as a .pfx file or as the thumbprint of one in the store of Windows.
    [string] $Sign,

    # For Package: the password of the .pfx file.
    [securestring] $SignPassword = [securestring]::new(),

    # For Package: the server that says when the files were signed. Without it signatures end with the certificate.
    [uri] $TimestampServer
)

$ErrorActionPreference = 'Stop'
$concerns = @{
    Configuration   = 'Build', 'Test', 'Demo', 'Clean'
    Sign            = 'Package'
    SignPassword    = 'Package'
    TimestampServer = 'Package'
}
foreach ($name in @($PSBoundParameters.Keys).Where({ $concerns.ContainsKey($_) -and $Task -notin $concerns[$_] })) {
    throw "-$name does nothing for -Task $Task. It is for: $($concerns[$name] -join ', ')."
}

if (-not $Sign -and ($PSBoundParameters.ContainsKey('SignPassword') -or $TimestampServer)) {
    throw 'Nothing is signed without -Sign: give a .pfx file, or the thumbprint of a certificate in the store of Windows.'
}

if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
    throw 'There is no dotnet on PATH. Install the .NET 10 SDK.'
}

Push-Location -LiteralPath $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build --configuration $Configuration }
        'Test' { dotnet test --configuration $Configuration }
        'Docs' {
            & './docs/Build-Help.ps1'
            dotnet run --project tools/coverage
        }
        'Package' {
            & './build/New-Package.ps1' -Sign $Sign -SignPassword $SignPassword -TimestampServer $TimestampServer
            $global:LASTEXITCODE = 0
        }
        'Demo' { dotnet run --project demo --configuration $Configuration }
        'Clean' {
            dotnet clean --configuration $Configuration
            if (Test-Path -LiteralPath 'out') {
                Remove-Item -LiteralPath 'out' -Recurse -Force
            }
        }
    }

    if ($LASTEXITCODE -ne 0) {
        throw "The task $Task failed: dotnet ended with code $LASTEXITCODE."
    }
}
finally {
    Pop-Location
}
