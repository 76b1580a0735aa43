#Requires -Version 5.1

<#
.SYNOPSIS
Returns a module manifest as a hashtable. As in the Gallery's tools, it must not contain commands, or variables other than PSEdition.
.DESCRIPTION
Import-PowerShellDataFile rejects the expression that selects the build of the module.
#>
[CmdletBinding()]
[OutputType([hashtable])]
param(
    [Parameter(Mandatory)]
    [string] $Path
)

$ErrorActionPreference = 'Stop'
$block = [scriptblock]::Create((Get-Content -LiteralPath $Path -Raw -Encoding UTF8))
$block.CheckRestrictedLanguage([string[]]@(), [string[]]@('PSEdition'), $false)
& $block
