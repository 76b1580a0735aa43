#Requires -Version 5.1

<#
.SYNOPSIS
Gives a module manifest as a hashtable, read as the Gallery's own tools read one: no command may be in it, and of variables only PSEdition.
.DESCRIPTION
Import-PowerShellDataFile refuses the expression by which ours picks its build.
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
