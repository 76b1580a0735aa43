#Requires -Version 5.1
<#
.SYNOPSIS
Builds the module, tests it, makes its help, shows it, or cleans up: for those who start from PowerShell. All but Docs are the dotnet commands.
.EXAMPLE
./build.ps1
Builds everything and lays the module out in out/Owox.
.EXAMPLE
./build.ps1 -Task Test
Runs every test.
.EXAMPLE
./build.ps1 -Task Docs
Makes the help in module/en-US out of the pages in docs. Needs the module Microsoft.PowerShell.PlatyPS.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Docs', 'Demo', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
Push-Location -LiteralPath $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build --configuration $Configuration }
        'Test' { dotnet test --configuration $Configuration }
        'Docs' {
            & './docs/Build-Help.ps1'
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
