# Other tool: HttpClient, a line reader, ConvertFrom-Json for each line or for all lines, and Export-Csv.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File, [string] $Consumer = 'Line')
. "$PSScriptRoot/Measure.ps1"
. "$PSScriptRoot/Stream.ps1"

Measure-Case $Rows {
    $reader = Open-RowStream $Uri
    if ($Consumer -eq 'Line') {
        & { while ($null -ne ($line = $reader.ReadLine())) { ConvertFrom-Json $line } } | Export-Csv -LiteralPath $File
    }
    else {
        & { while ($null -ne ($line = $reader.ReadLine())) { $line } } | ConvertFrom-Json | Export-Csv -LiteralPath $File
    }

    $reader.Dispose()
}
