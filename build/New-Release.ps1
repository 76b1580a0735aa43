#Requires -Version 5.1

<#
.SYNOPSIS
Creates the files of a release in out/package, with Source Link, and signed if a certificate is configured.
.DESCRIPTION
The certificate and the password are read from environment variables, so that they do not appear on a command line:
OWOX_SIGNING_CERTIFICATE  the .pfx file in base64; if it is missing, the files are not signed
OWOX_SIGNING_PASSWORD     its password
OWOX_TIMESTAMP_SERVER     the timestamp server
.EXAMPLE
./build/New-Release.ps1 -Tag v1.0.0
#>
[CmdletBinding()]
param(
    # The tag of the release: v followed by the version of the manifest.
    [string] $Tag = $env:OWOX_RELEASE_TAG
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '..')).ProviderPath
$version = (& "$PSScriptRoot/Read-Manifest.ps1" -Path (Join-Path $root 'module/Owox.psd1')).ModuleVersion
if ($Tag -cne "v$version") {
    throw "The tag '$Tag' does not match the version $version of module/Owox.psd1. Use the tag v$version."
}

$heading = "^## \[?$([regex]::Escape($version))\]? - \d{4}-\d\d-\d\d$"
if (-not (Select-String -LiteralPath (Join-Path $root 'CHANGELOG.md') -Pattern $heading -Quiet)) {
    throw "CHANGELOG.md has no date for the version $version. Use the heading '## [$version] - <date as yyyy-MM-dd>'."
}

$signing = @{}
$certificate = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid().ToString('N')).pfx"
try {
    if ($env:OWOX_SIGNING_CERTIFICATE) {
        [System.IO.File]::WriteAllBytes($certificate, [Convert]::FromBase64String($env:OWOX_SIGNING_CERTIFICATE))
        $signing.Sign = $certificate
        $signing.SignPassword = [securestring]::new()
        foreach ($character in "$env:OWOX_SIGNING_PASSWORD".ToCharArray()) {
            $signing.SignPassword.AppendChar($character)
        }

        if ($env:OWOX_TIMESTAMP_SERVER) {
            $signing.TimestampServer = $env:OWOX_TIMESTAMP_SERVER
        }
    }
    else {
        Write-Warning 'The release is not signed: OWOX_SIGNING_CERTIFICATE contains no certificate.'
    }

    & (Join-Path $root 'build.ps1') -Task Package -SourceLink @signing
}
finally {
    if (Test-Path -LiteralPath $certificate) {
        Remove-Item -LiteralPath $certificate
    }
}
