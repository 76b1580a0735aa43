#Requires -Version 5.1

<#
.SYNOPSIS
Signs every dll, psd1 and ps1xml file of a module, and creates a signed catalog.
.DESCRIPTION
Windows uses the cmdlets of PowerShell. Other systems use osslsigncode, which signs the same files in the same way. A catalog is created only on
Windows; on other systems a warning is written.
#>
[CmdletBinding()]
param(
    # The folder of the module. It has the name of the module.
    [Parameter(Mandatory)]
    [string] $ModulePath,

    # The certificate: a .pfx file, or the thumbprint of a certificate in the certificate store (Windows only).
    [Parameter(Mandatory)]
    [string] $Certificate,

    # The password of the .pfx file.
    [securestring] $Password = [securestring]::new(),

    # The timestamp server. Without a timestamp, the signatures expire with the certificate.
    [uri] $TimestampServer
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$file = $null
if ($Certificate -notmatch '^[0-9a-fA-F]{40}$') {
    if (-not (Test-Path -LiteralPath $Certificate -PathType Leaf)) {
        throw "'$Certificate' is neither an existing file nor a thumbprint, which has 40 hexadecimal digits."
    }

    $file = (Resolve-Path -LiteralPath $Certificate).ProviderPath
}

$signed = [string[]] @(Get-ChildItem -LiteralPath $ModulePath -Recurse -File | Where-Object Extension -in '.dll', '.psd1', '.ps1xml' | ForEach-Object FullName)

function Find-Certificate([string] $Thumbprint) {
    $found = @(Get-ChildItem -Path "Cert:/CurrentUser/My/$Thumbprint", "Cert:/LocalMachine/My/$Thumbprint" -ErrorAction Ignore).Where({ $_.HasPrivateKey }, 'First')
    if (-not $found) {
        throw "The certificate store contains no certificate with the thumbprint $Thumbprint and its private key."
    }

    $found[0]
}

function Add-WindowsSignature([string[]] $Path, [hashtable] $With) {
    # For a certificate that is not trusted, the status is UnknownError although the file is signed.
    $failed = @(Set-AuthenticodeSignature -FilePath $Path @With).Where({ $_.Status -notin 'Valid', 'UnknownError' -or -not $_.SignerCertificate })
    if ($failed) {
        throw "Not signed: $($failed.ForEach({ "$($_.Path): $($_.StatusMessage)" }) -join '; ')"
    }
}

function Add-OpenSignature([string] $Path, [securestring] $Secret, [string[]] $With) {
    $target = "$Path.signed"

    # Passes the password through a pipe, because other processes can read command lines.
    $output = [System.Net.NetworkCredential]::new('', $Secret).Password | & osslsigncode sign @With -in $Path -out $target 2>&1
    if ($LASTEXITCODE -ne 0) {
        Remove-Item -LiteralPath $target -ErrorAction Ignore
        throw "Not signed: ${Path}: $(@($output).Where({ "$_".Trim() }) -join ' ')"
    }

    Move-Item -LiteralPath $target -Destination $Path -Force
}

if (Get-Command Set-AuthenticodeSignature -ErrorAction Ignore) {
    $key = if ($file) { [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($file, $Password) } else { Find-Certificate $Certificate }
    $rules = @{ Certificate = $key; HashAlgorithm = 'SHA256'; IncludeChain = 'NotRoot' }
    if ($TimestampServer) {
        $rules.TimestampServer = $TimestampServer.AbsoluteUri
    }

    Add-WindowsSignature $signed -With $rules
    $catalog = Join-Path $ModulePath "$(Split-Path $ModulePath -Leaf).cat"
    $null = New-FileCatalog -Path $ModulePath -CatalogFilePath $catalog -CatalogVersion 2
    Add-WindowsSignature $catalog -With $rules
}
elseif (-not $file) {
    throw "A thumbprint requires the certificate store of Windows. Specify a .pfx file."
}
elseif (-not (Get-Command osslsigncode -CommandType Application -ErrorAction Ignore)) {
    throw "On systems other than Windows, signing requires osslsigncode 2.8 or newer on PATH."
}
else {
    $rules = @('-pkcs12', $file, '-readpass', '-', '-h', 'sha256', '-n', (Split-Path $ModulePath -Leaf))
    if ($TimestampServer) {
        $rules += '-ts', $TimestampServer.AbsoluteUri
    }

    $signed.ForEach({ Add-OpenSignature $_ $Password -With $rules })
    Write-Warning 'No catalog was created, because New-FileCatalog requires Windows. Each dll, psd1 and ps1xml file is signed separately.'
}
