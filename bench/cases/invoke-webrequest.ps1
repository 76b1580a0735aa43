# Other tool: Invoke-WebRequest -OutFile, which writes the bytes without validation.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File)
. "$PSScriptRoot/Measure.ps1"
. "$PSScriptRoot/Stream.ps1"

Measure-Case $Rows {
    Invoke-WebRequest -Uri $Uri -Headers $Headers -OutFile $File
}
