#Requires -Version 5.1

<#
.SYNOPSIS
Creates Owox.<version>.nupkg and .zip, their symbols, the bill of materials and SHA256SUMS. Returns each file with its size.
.DESCRIPTION
The same sources result in the same bytes, in any folder. Only timestamps of signatures and the compression of another runtime differ.
#>
[CmdletBinding()]
[OutputType([pscustomobject])]
param(
    # The folder of the created files. Its previous content is replaced.
    [string] $OutputFolder = (Join-Path $PSScriptRoot '../out/package'),

    # A .pfx file, or the thumbprint of a certificate in the Windows certificate store. If omitted, the files are not signed.
    [string] $Sign,

    # The password of the .pfx file.
    [securestring] $SignPassword = [securestring]::new(),

    # The timestamp server.
    [uri] $TimestampServer,

    # Adds references to the sources of this commit to the symbols. Requires a clone of the repository in the manifest.
    [switch] $SourceLink
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$sources = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '../src')).ProviderPath
$OutputFolder = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutputFolder)

# Deletes only a folder that contains nothing else.
if (Test-Path -LiteralPath $OutputFolder) {
    $foreign = @(Get-ChildItem -LiteralPath $OutputFolder -Force).Where({ $_.Name -notmatch '^(Owox(\.\d.*)?|SHA256SUMS)$' })
    if ($foreign) {
        throw "The output folder is deleted first, but '$OutputFolder' contains other files: $($foreign.Name -join ', ')."
    }

    Remove-Item -LiteralPath $OutputFolder -Recurse -Force
}

$module = Join-Path (New-Item -ItemType Directory -Path $OutputFolder).FullName 'Owox'
$output = dotnet build (Join-Path $sources 'Owox.PowerShell') --configuration Release "-p:ModuleDirectory=$($module.Replace('\', '/'))/" "-p:ContinuousIntegrationBuild=$([bool] $SourceLink)"
if ($LASTEXITCODE -ne 0) {
    throw "The build failed with code ${LASTEXITCODE}: $($output -join [Environment]::NewLine)"
}

Copy-Item -LiteralPath (Join-Path $PSScriptRoot '../LICENSE') -Destination (Join-Path $module 'LICENSE.txt')
if ($Sign) {
    & "$PSScriptRoot/Protect-Module.ps1" -ModulePath $module -Certificate $Sign -Password $SignPassword -TimestampServer $TimestampServer
}

# Files by entry name: for the package, for the zip with a folder for the module, and for the symbols next to their assemblies.
$files = @{}
$zipped = @{}
$symbols = @{}
$version = (& "$PSScriptRoot/Read-Manifest.ps1" -Path (Join-Path $module 'Owox.psd1')).ModuleVersion
foreach ($file in Get-ChildItem -LiteralPath $module -Recurse -File) {
    $place = $file.FullName.Substring($module.Length + 1).Replace('\', '/')
    $files[$place] = $file.FullName
    $zipped["Owox/$version/$place"] = $file.FullName
    if ($file.Name -like 'Owox.*.dll') {
        $framework = $place.Split('/')[0]
        $symbols[$place -replace 'dll$', 'pdb'] = Join-Path $sources "$($file.BaseName)/bin/Release/$framework/$($file.BaseName).pdb"
    }
}

if ($SourceLink) {
    & "$PSScriptRoot/Assert-SourceLink.ps1" -ManifestPath (Join-Path $module 'Owox.psd1') -Path @($symbols.Values)
}

$result = Join-Path $OutputFolder "Owox.$version"
& "$PSScriptRoot/Write-Archive.ps1" -Path "$result.zip" -Content $zipped
& "$PSScriptRoot/Write-Archive.ps1" -Path "$result.symbols.zip" -Content $symbols
& "$PSScriptRoot/New-GalleryPackage.ps1" -Path "$result.nupkg" -ModulePath $module -Content $files

$restored = (Get-Content -LiteralPath (Join-Path $sources 'Owox.PowerShell/obj/project.assets.json') -Raw | ConvertFrom-Json).project.restore.packagesPath
$built = @('Owox.PowerShell', 'Owox.Resilience', 'Owox.TimeZones', 'Owox.Excel', 'Owox.Parquet').ForEach({ Join-Path $sources "$_/bin/Release" })
& "$PSScriptRoot/New-Sbom.ps1" -ModulePath $module -BuildPath $built -PackageFolder $restored -Path "$result.cdx.json"

# The format of sha256sum --check.
$made = @(Get-ChildItem -LiteralPath $OutputFolder -File | Sort-Object Name -Culture '')
$sums = $made.ForEach({ "$((Get-FileHash -LiteralPath $_.FullName -Algorithm SHA256).Hash.ToLowerInvariant())  $($_.Name)`n" }) -join ''
[System.IO.File]::WriteAllText((Join-Path $OutputFolder 'SHA256SUMS'), $sums)
$made.ForEach({ [pscustomobject]@{ Name = $_.Name; Bytes = $_.Length } })
[pscustomobject]@{ Name = "Owox (installed: $($files.Count) files)"; Bytes = [long] (Get-ChildItem -LiteralPath $module -Recurse -File | Measure-Object Length -Sum).Sum }
