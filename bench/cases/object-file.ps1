# Other tool: objects of the module, piped to a row-by-row Parquet writer, or to a workbook library.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File, [string] $Consumer)
. "$PSScriptRoot/Measure.ps1"

Import-Module $Module
$null = Connect-OwoxDataMarts
Add-Type -Path $env:BENCH_PEERS
Measure-Case $Rows {
    $target = New-Object "Owox.Bench.Peers.$Consumer" $File
    Export-OwoxDataMart $Id -Limit $Rows | ForEach-Object { $target.Add($_) }
    $target.Save()
}
