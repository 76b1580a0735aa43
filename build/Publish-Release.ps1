#Requires -Version 7.4

<#
.SYNOPSIS
Publishes the package of out/package to the PowerShell Gallery.
.DESCRIPTION
The API key of the repository comes from the variable OWOX_GALLERY_KEY, so that it is on no command line.
.EXAMPLE
./build/Publish-Release.ps1
.EXAMPLE
./build/Publish-Release.ps1 -Repository Share
Publishes to another repository that is registered on this machine.
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

# What was attested is what is published.
foreach ($line in Get-Content -LiteralPath (Join-Path $PackageFolder 'SHA256SUMS')) {
    $sum, $name = $line -split '  '
    if ((Get-FileHash -LiteralPath (Join-Path $PackageFolder $name)).Hash -ne $sum) {
        throw "$name is not the file that SHA256SUMS describes. Make the package again with build/New-Release.ps1."
    }
}

$package = @(Get-Item (Join-Path $PackageFolder 'Owox.*.nupkg'))
if ($package.Count -ne 1) {
    throw "$PackageFolder contains $($package.Count) packages, and one is expected. Make the package with build/New-Release.ps1."
}

if ($PSCmdlet.ShouldProcess($package[0].Name, "Publish to $Repository")) {
    Publish-PSResource -NupkgPath $package[0].FullName -Repository $Repository -ApiKey $env:OWOX_GALLERY_KEY
}
