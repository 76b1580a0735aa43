# Other tool: Invoke-RestMethod, which returns the entire response as one string, then ConvertFrom-Json for its lines.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File)
. "$PSScriptRoot/Measure.ps1"
. "$PSScriptRoot/Stream.ps1"

Measure-Case $Rows {
    (Invoke-RestMethod -Uri $Uri -Headers $Headers).TrimEnd("`n") -split "`n" | ConvertFrom-Json | Out-Null
}
