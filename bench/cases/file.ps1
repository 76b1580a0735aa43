# The module: writes rows to a file. The extension determines the format.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File)
. "$PSScriptRoot/Measure.ps1"

Import-Module $Module
$null = Connect-OwoxDataMarts
Measure-Case $Rows { (Export-OwoxDataMart $Id -Limit $Rows -Path $File).Rows }
