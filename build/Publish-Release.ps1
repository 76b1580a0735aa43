#Requires -Version 7.4

<#
.SYNOPSIS
Publishes the package of out/package to the PowerShell Gallery.
.DESCRIPTION
The API key of the repository is read from the environment variable OWOX_GALLERY_KEY, so that it does not appear on a command line.
.EXAMPLE
./build/Publish-Release.ps1
.EXAMPLE
./build/Publish-Release.ps1 -Repository Share
Publishes to another registered repository.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder of the package.
    [string] $PackageFolder = (Join-Path $PSScriptRoot '../out/package'),

    # The name of the repository.
    [string] $Repository = 'PSGallery'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if (-not $env:OWOX_GALLERY_KEY) {
    throw "The variable OWOX_GALLERY_KEY is empty. Set it to an API key that may publish to $Repository."
}

# Verifies that the published files are the attested files.
foreach ($line in Get-Content -LiteralPath (Join-Path $PackageFolder 'SHA256SUMS')) {
    $sum, $name = $line -split '  '
    if ((Get-FileHash -LiteralPath (Join-Path $PackageFolder $name)).Hash -ne $sum) {
        throw "$name does not match its hash in SHA256SUMS. Create the package again with build/New-Release.ps1."
    }
}

$package = @(Get-Item (Join-Path $PackageFolder 'Owox.*.nupkg'))
if ($package.Count -ne 1) {
    throw "$PackageFolder contains $($package.Count) packages, but exactly one is required. Create the package with build/New-Release.ps1."
}

if ($PSCmdlet.ShouldProcess($package[0].Name, "Publish to $Repository")) {
    Publish-PSResource -NupkgPath $package[0].FullName -Repository $Repository -ApiKey $env:OWOX_GALLERY_KEY
}
