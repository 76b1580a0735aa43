# Dot-sourced by every case. Runs the measured script block and writes the result as one line of JSON.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$PSNativeCommandUseErrorActionPreference = $true

function Get-PeakMemory {
    # Uses the high-water mark of the kernel if available, otherwise the value of .NET.
    if (Test-Path -LiteralPath /proc/self/status) {
        foreach ($line in [IO.File]::ReadLines("/proc/$PID/status")) {
            if ($line.StartsWith('VmHWM:')) {
                return [long] ($line -replace '\D') * 1024
            }
        }
    }

    [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
}

function Measure-Case([long] $Rows, [scriptblock] $Script) {
    $memory = Get-PeakMemory
    $allocated = [GC]::GetTotalAllocatedBytes()
    $cpu = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $counted = & $Script
    $seconds = $watch.Elapsed.TotalSeconds
    $process = [Diagnostics.Process]::GetCurrentProcess()
    if ($null -ne $counted -and [long] $counted -ne $Rows) {
        throw "$counted rows were received instead of $Rows."
    }

    [ordered] @{
        rows       = $Rows
        seconds    = $seconds
        cpu        = ($process.TotalProcessorTime - $cpu).TotalSeconds
        processCpu = $process.TotalProcessorTime.TotalSeconds
        peakBefore = $memory
        peak       = Get-PeakMemory
        allocated  = [GC]::GetTotalAllocatedBytes() - $allocated
    } | ConvertTo-Json -Compress
}
