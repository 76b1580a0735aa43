#Requires -Version 5.1

<#
.SYNOPSIS
Creates a reproducible nupkg for the PowerShell Gallery from the folder of a module.
.DESCRIPTION
Compress-PSResource creates the same package, but the package then contains the time of its creation.
#>
[CmdletBinding()]
param(
    # The folder of the module. It has the name of the module.
    [Parameter(Mandatory)]
    [string] $ModulePath,

    # The package.
    [Parameter(Mandatory)]
    [string] $Path,

    # The files of the package, by entry name.
    [Parameter(Mandatory)]
    [System.Collections.IDictionary] $Content
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$name = Split-Path $ModulePath -Leaf
$nuspec = [xml] (& "$PSScriptRoot/New-Nuspec.ps1" -ManifestPath (Join-Path $ModulePath "$name.psd1"))
$metadata = $nuspec.package.metadata

# The parts that a package requires: the content types of its entries, the relationship to its description, and the core properties.
$types = [xml] '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types" />'
$extensions = [ordered]@{ rels = 'application/vnd.openxmlformats-package.relationships+xml'; psmdcp = 'application/vnd.openxmlformats-package.core-properties+xml'; nuspec = 'application/octet' }
foreach ($entry in $Content.Keys | Sort-Object -Culture '') {
    $extension = [System.IO.Path]::GetExtension($entry).TrimStart('.')
    if (-not $extension) {
        throw "A package requires an extension for each file, because it determines the content type. '$entry' has no extension."
    }

    $extensions[$extension] = 'application/octet'
}

foreach ($extension in $extensions.Keys) {
    $node = $types.DocumentElement.AppendChild($types.CreateElement('Default', $types.DocumentElement.NamespaceURI))
    $node.SetAttribute('Extension', $extension)
    $node.SetAttribute('ContentType', $extensions[$extension])
}

$relations = @"
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/$name.nuspec" Id="R1" /><Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="/package/services/metadata/core-properties/nuget.psmdcp" Id="R2" /></Relationships>
"@

$properties = [xml] '<coreProperties xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" />'
$dublinCore = 'http://purl.org/dc/elements/1.1/'
foreach ($pair in ('creator', 'authors'), ('description', 'description'), ('identifier', 'id')) {
    $properties.DocumentElement.AppendChild($properties.CreateElement('dc', $pair[0], $dublinCore)).InnerText = $metadata.($pair[1])
}

foreach ($pair in ('version', 'version'), ('keywords', 'tags')) {
    $properties.DocumentElement.AppendChild($properties.CreateElement($pair[0], $properties.DocumentElement.NamespaceURI)).InnerText = $metadata.($pair[1])
}

$declaration = '<?xml version="1.0" encoding="utf-8"?>'
$parts = @{
    '[Content_Types].xml'                                    = $declaration + $types.OuterXml
    '_rels/.rels'                                            = $declaration + $relations
    "$name.nuspec"                                           = $nuspec.OuterXml
    'package/services/metadata/core-properties/nuget.psmdcp' = $declaration + $properties.OuterXml
}
foreach ($part in $parts.Keys) {
    $Content[$part] = [System.Text.UTF8Encoding]::new($false).GetBytes($parts[$part])
}

& "$PSScriptRoot/Write-Archive.ps1" -Path $Path -Content $Content
