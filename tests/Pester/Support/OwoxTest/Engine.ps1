# New processes of the PowerShell that runs the tests.

# The program and the first arguments that start this PowerShell. A PowerShell that is a .NET tool runs in a process of dotnet.
function Get-TestEngine {
    $path = (Get-Process -Id $PID).Path
    if ([System.IO.Path]::GetFileNameWithoutExtension($path) -eq 'dotnet') {
        @{ Path = $path; Argument = @(Join-Path $PSHOME 'pwsh.dll') }
    }
    else {
        @{ Path = $path; Argument = @() }
    }
}

# The same as text for a command line of sh.
function Get-TestEngineCommand {
    $engine = Get-TestEngine
    (@($engine.Path) + $engine.Argument).ForEach({ "'$_'" }) -join ' '
}

# Quotes an argument for a command line: Windows PowerShell has no list of arguments.
function ConvertTo-QuotedArgument([string] $Argument) {
    if ($Argument -match '^[^\s"]+$') {
        return $Argument
    }

    '"' + ($Argument -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') + '"'
}

# Starts the engine with these arguments. It can be watched and killed; Wait-FreshShell returns its output.
function Start-Engine([string[]] $Argument, [hashtable] $Environment = @{}, [string] $Folder) {
    $engine = Get-TestEngine
    $start = [System.Diagnostics.ProcessStartInfo]::new($engine.Path)
    $all = $engine.Argument + $Argument
    if ($start.PSObject.Properties['ArgumentList']) {
        foreach ($word in $all) {
            $start.ArgumentList.Add($word)
        }
    }
    else {
        $start.Arguments = $all.ForEach({ ConvertTo-QuotedArgument $_ }) -join ' '
    }

    foreach ($name in $Environment.Keys) {
        $start.Environment[$name] = $Environment[$name]
    }

    if ($Folder) {
        $start.WorkingDirectory = $Folder
    }

    $start.UseShellExecute = $false
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

# Ends a process that Start-Engine started, with all that it started.
function Stop-Engine([hashtable] $Shell) {
    if ($Shell.Process.PSObject.Methods['Kill'].OverloadDefinitions -match 'bool') {
        $Shell.Process.Kill($true)
    }
    else {
        $Shell.Process.Kill()
    }

    $Shell.Process.WaitForExit()
}

# Waits for the end: output, exit code and duration. A process that does not end in time is killed, and its exit code is null.
function Wait-FreshShell([hashtable] $Shell, [double] $Seconds = 60) {
    $ended = $Shell.Process.WaitForExit([int]($Seconds * 1000))
    $took = $Shell.Watch.Elapsed.TotalSeconds
    if (-not $ended) {
        Stop-Engine $Shell
    }

    [pscustomobject]@{
        ExitCode = if ($ended) { $Shell.Process.ExitCode }
        Output   = $Shell.Output.Result
        Errors   = $Shell.Errors.Result
        Seconds  = $took
    }
}

# Starts a script in a new process, with the module imported unless -Bare is given.
function Start-FreshShell([string] $Script, [hashtable] $Environment = @{}, [string[]] $Argument = @(), [switch] $Interactive, [switch] $Bare) {
    if (-not $Interactive) {
        $Argument += '-NonInteractive'
    }

    if (-not $Bare) {
        $Script = "Import-Module `$env:OWOX_TEST_MODULE`n" + $Script
    }

    Start-Engine ($Argument + '-NoProfile', '-Command', $Script) $Environment
}

# Runs a script in a new process to its end, which is within ten minutes, unless -Seconds is given: by -Command, or as a file by -File.
function Invoke-FreshShell([string] $Script, [hashtable] $Environment = @{}, [string[]] $Argument = @(), [switch] $Bare, [switch] $AsFile, [double] $Seconds = 600) {
    if (-not $AsFile) {
        return Wait-FreshShell (Start-FreshShell $Script $Environment $Argument -Bare:$Bare) $Seconds
    }

    $file = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid().ToString('N')).ps1"
    if (-not $Bare) {
        $Script = "Import-Module `$env:OWOX_TEST_MODULE`n$Script"
    }

    Set-Content -LiteralPath $file $Script -Encoding utf8
    try {
        Wait-FreshShell (Start-Engine ($Argument + '-NoProfile', '-NonInteractive', '-File', $file) $Environment) $Seconds
    }
    finally {
        Remove-Item -LiteralPath $file
    }
}
