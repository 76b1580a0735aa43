# The module: connects and returns one object in a new process.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File)
. "$PSScriptRoot/Measure.ps1"

Import-Module $Module
$watch = [Diagnostics.Stopwatch]::StartNew()
$null = Connect-OwoxDataMarts
$connect = $watch.Elapsed.TotalSeconds
$again = [Diagnostics.Stopwatch]::StartNew()
$null = Connect-OwoxDataMarts
$again = $again.Elapsed.TotalSeconds
$watch.Restart()
$null = Export-OwoxDataMart $Id | ForEach-Object { if ($watch.IsRunning) { $watch.Stop() } $_ } | Select-Object -First 1
[ordered] @{ connect = $connect; again = $again; first = $watch.Elapsed.TotalSeconds } | ConvertTo-Json -Compress
