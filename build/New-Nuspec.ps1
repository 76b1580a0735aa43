#Requires -Version 5.1

<#
.SYNOPSIS
Returns the nuspec of a package, in the format of the PowerShell Gallery's tools, from the manifest of a module.
.DESCRIPTION
Tags list the contents of the module (PSModule, PSIncludes_Cmdlet, PSCmdlet_<name>, PSCommand_<name>). Find-PSResource -CommandName searches them.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    # The manifest of the module.
    [Parameter(Mandatory)]
    [string] $ManifestPath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$manifest = & "$PSScriptRoot/Read-Manifest.ps1" -Path $ManifestPath
$about = $manifest.PrivateData.PSData
$maxCharacters = 4000

$commands = @($manifest.CmdletsToExport)
$tags = @('PSModule') + $about.Tags + 'PSIncludes_Cmdlet' + @($commands.ForEach({ "PSCmdlet_$_" })) + @($commands.ForEach({ "PSCommand_$_" }))
if (($tags -join ' ').Length -gt $maxCharacters) {
    throw "The tags have $(($tags -join ' ').Length) characters. The Gallery accepts at most $maxCharacters."
}

$elements = [ordered]@{
    id                       = [System.IO.Path]::GetFileNameWithoutExtension($ManifestPath)
    version                  = $manifest.ModuleVersion
    authors                  = $manifest.Author
    owners                   = $manifest.CompanyName
    requireLicenseAcceptance = 'false'
    licenseUrl               = $about['LicenseUri']
    projectUrl               = $about['ProjectUri']
    iconUrl                  = $about['IconUri']
    description              = $manifest.Description
    releaseNotes             = $about['ReleaseNotes']
    copyright                = $manifest.Copyright
    tags                     = $tags -join ' '
}

$document = [xml]::new()
$space = 'http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd'
$null = $document.AppendChild($document.CreateXmlDeclaration('1.0', 'utf-8', $null))
$metadata = $document.AppendChild($document.CreateElement('package', $space)).AppendChild($document.CreateElement('metadata', $space))
foreach ($name in $elements.Keys) {
    if ($elements[$name]) {
        $metadata.AppendChild($document.CreateElement($name, $space)).InnerText = $elements[$name]
    }
}

$document.OuterXml
