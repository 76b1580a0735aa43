# Other tool: HttpClient, a line reader and ConvertFrom-Json, which is called for each line, or once for all lines (all in memory).
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File, [string] $Consumer = 'Line')
. "$PSScriptRoot/Measure.ps1"
. "$PSScriptRoot/Stream.ps1"

Measure-Case $Rows {
    $reader = Open-RowStream $Uri
    if ($Consumer -eq 'Line') {
        & { while ($null -ne ($line = $reader.ReadLine())) { ConvertFrom-Json $line } } | Out-Null
    }
    else {
        & { while ($null -ne ($line = $reader.ReadLine())) { $line } } | ConvertFrom-Json | Out-Null
    }

    $reader.Dispose()
}
