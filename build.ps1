#Requires -Version 5.1
<#
.SYNOPSIS
Builds the module, tests it, shows it, or cleans up: the same as the dotnet commands, for those who start from PowerShell.
.EXAMPLE
./build.ps1
Builds everything and lays the module out in out/Owox.
.EXAMPLE
./build.ps1 -Task Test
Runs every test.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Clean')]
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
