# New processes of the engine that runs the tests: what a task, a pipeline's step or someone beside starts.

# Starts the engine with these arguments. It can be watched and killed; Wait-FreshShell gives what it said.
function Start-Engine([string[]] $Argument, [hashtable] $Environment = @{}, [string] $Folder) {
    $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
    foreach ($word in $Argument) {
        $start.ArgumentList.Add($word)
    }

    foreach ($name in $Environment.Keys) {
        $start.Environment[$name] = $Environment[$name]
    }

    if ($Folder) {
        $start.WorkingDirectory = $Folder
    }

    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    @{
        Process = $process
        Output  = $process.StandardOutput.ReadToEndAsync()
        Errors  = $process.StandardError.ReadToEndAsync()
        Watch   = [System.Diagnostics.Stopwatch]::StartNew()
    }
}

# What it said, how it ended and how long it took; one that does not end in time is killed, and its exit code is null.
function Wait-FreshShell([hashtable] $Shell, [double] $Seconds = 60) {
    $ended = $Shell.Process.WaitForExit([int]($Seconds * 1000))
    $took = $Shell.Watch.Elapsed.TotalSeconds
    if (-not $ended) {
        $Shell.Process.Kill($true)
        $Shell.Process.WaitForExit()
    }

    [pscustomobject]@{
        ExitCode = if ($ended) { $Shell.Process.ExitCode }
        Output   = $Shell.Output.Result
        Errors   = $Shell.Errors.Result
        Seconds  = $took
    }
}

# Starts a script in a new process, the module imported.
function Start-FreshShell([string] $Script, [hashtable] $Environment = @{}, [string[]] $Argument = @(), [switch] $Interactive, [switch] $Bare) {
    if (-not $Interactive) {
        $Argument += '-NonInteractive'
    }

    if (-not $Bare) {
        $Script = "Import-Module `$env:OWOX_TEST_MODULE`n" + $Script
    }

    Start-Engine ($Argument + '-NoProfile', '-Command', $Script) $Environment
}

# Runs a script in a new process to its end: by -Command, or as a file by -File.
function Invoke-FreshShell([string] $Script, [hashtable] $Environment = @{}, [string[]] $Argument = @(), [switch] $Bare, [switch] $AsFile) {
    if (-not $AsFile) {
        return Wait-FreshShell (Start-FreshShell $Script $Environment $Argument -Bare:$Bare) 900
    }

    $file = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid().ToString('N')).ps1"
    Set-Content -LiteralPath $file ($Bare ? $Script : "Import-Module `$env:OWOX_TEST_MODULE`n$Script") -Encoding utf8
    try {
        Wait-FreshShell (Start-Engine ($Argument + '-NoProfile', '-NonInteractive', '-File', $file) $Environment) 900
    }
    finally {
        Remove-Item -LiteralPath $file
    }
}

Export-ModuleMember -Function *
