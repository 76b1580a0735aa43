#Requires -Version 5.1

<#
.SYNOPSIS
Verifies that each symbol file refers to the sources of this commit in the repository that the manifest specifies.
.DESCRIPTION
Run it before a release. The help pages of HelpUri are in the same repository.
#>
[CmdletBinding()]
param(
    # The manifest of the module. Its ProjectUri specifies the repository.
    [Parameter(Mandatory)]
    [string] $ManifestPath,

    # The symbol files (.pdb).
    [Parameter(Mandatory)]
    [string[]] $Path
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$changed = git -C $PSScriptRoot status --porcelain
if ($LASTEXITCODE -ne 0) {
    throw "Source Link requires a clone of the repository. 'git status' failed in $PSScriptRoot."
}

if ($changed) {
    throw "Source Link refers to a commit, but these changes are not committed: $(@($changed).ForEach({ $_.Substring(3) }) -join ', '). Commit or remove them."
}

$repository = [uri] (& "$PSScriptRoot/Read-Manifest.ps1" -Path $ManifestPath).PrivateData.PSData.ProjectUri
$sources = "https://raw.githubusercontent.com$($repository.AbsolutePath)/$(git -C $PSScriptRoot rev-parse HEAD)/"
foreach ($file in $Path) {
    $text = [System.Text.Encoding]::UTF8.GetString([System.IO.File]::ReadAllBytes($file))
    if (-not $text.Contains($sources)) {
        throw "$file does not refer to $sources. Build in a clone of $repository, or set ProjectUri in the manifest and HelpUri in docs/cmdlets to the repository of this clone."
    }
}
