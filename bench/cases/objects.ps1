# The module: rows as objects. They are discarded, or piped to a command.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File, [string] $Consumer = 'Null')
. "$PSScriptRoot/Measure.ps1"

Import-Module $Module
$null = Connect-OwoxDataMarts
switch ($Consumer) {
    'Null' { Measure-Case $Rows { Export-OwoxDataMart $Id -Limit $Rows | Out-Null } }
    'Raw' { Measure-Case $Rows { Export-OwoxDataMart $Id -Limit $Rows -Raw | Out-Null } }
    'Typed' { Measure-Case $Rows { Export-OwoxDataMart $Id -Limit $Rows -Typed | Out-Null } }
    'Count' { Measure-Case $Rows { (Export-OwoxDataMart $Id -Limit $Rows | Measure-Object).Count } }
}
