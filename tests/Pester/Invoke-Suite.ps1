# Runs one file of the suite and writes what it found as JSON.
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Report
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
if ($PSVersionTable.PSVersion.Major -ge 7) {
    $PSStyle.OutputRendering = 'PlainText'
}

Import-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.99
Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')
$configuration = New-PesterConfiguration
$configuration.Run.Path = Join-Path $PSScriptRoot $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$result = Invoke-Pester -Configuration $configuration

$failed = @($result.Failed | ForEach-Object {
        @{ name = $_.ExpandedPath; message = ($_.ErrorRecord | Out-String).Trim() }
    })
$failed += @($result.FailedBlocks | ForEach-Object {
        @{ name = "the set-up of $($_.ExpandedPath)"; message = ($_.ErrorRecord | Out-String).Trim() }
    })
$failed += @($result.FailedContainers | ForEach-Object {
        @{ name = "$($_.Item)"; message = ($_.ErrorRecord | Out-String).Trim() }
    })
@{
    passed  = $result.PassedCount
    skipped = @($result.Skipped | ForEach-Object { $_.ExpandedPath })
    failed  = $failed
} | ConvertTo-Json -Depth 4 | Set-Content -LiteralPath $Report -Encoding utf8
exit $result.FailedCount
