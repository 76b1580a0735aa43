# Runs Pester files for 'dotnet test', as many as the connection to this port asks for. Each request is the path of a file; the
# response is its report as one line of JSON. The process ends when the connection is closed.
param([Parameter(Mandatory)] [int] $Port)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'
Import-Module $env:OWOX_TEST_PESTER
Import-Module (Join-Path $PSScriptRoot 'OwoxTest.psm1')

function Format-Error($ErrorRecord) {
    ($ErrorRecord | Out-String).Trim()
}

function Invoke-File([string] $Path) {
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $Path
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'None'
    Clear-SkipReason
    $result = Invoke-Pester -Configuration $configuration
    $failed = @($result.Failed | ForEach-Object { @{ name = $_.ExpandedPath; message = Format-Error $_.ErrorRecord } })
    $failed += @($result.FailedBlocks | ForEach-Object { @{ name = "BeforeAll or AfterAll of $($_.ExpandedPath)"; message = Format-Error $_.ErrorRecord } })
    $failed += @($result.FailedContainers | ForEach-Object { @{ name = "$($_.Item)"; message = Format-Error $_.ErrorRecord } })
    @{
        passed      = $result.PassedCount
        skipped     = @($result.Skipped | ForEach-Object { $_.ExpandedPath })
        skipReasons = @(Get-SkipReason)
        failed      = $failed
    }
}

$stream = [System.Net.Sockets.TcpClient]::new('127.0.0.1', $Port).GetStream()
$reader = [System.IO.StreamReader]::new($stream)
$writer = [System.IO.StreamWriter]::new($stream)
while ($path = $reader.ReadLine()) {
    $writer.WriteLine((Invoke-File $path | ConvertTo-Json -Depth 4 -Compress))
    $writer.Flush()
}
