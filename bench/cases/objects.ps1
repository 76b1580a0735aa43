# Ours: rows as objects. The consumer is nothing, or a command that takes each of them.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File, [string] $Consumer = 'Null')
. "$PSScriptRoot/Measure.ps1"

Import-Module $Module
$null = Connect-OwoxDataMarts
switch ($Consumer) {
    'Null' { Measure-Case $Rows { Export-OwoxDataMart $Id -Limit $Rows | Out-Null } }
    'Raw' { Measure-Case $Rows { Export-OwoxDataMart $Id -Limit $Rows -Raw | Out-Null } }
    'Count' { Measure-Case $Rows { (Export-OwoxDataMart $Id -Limit $Rows | Measure-Object).Count } }
}
