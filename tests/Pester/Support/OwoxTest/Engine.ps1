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

# Quotes an argument for a command line, because .NET Framework has no argument list.
function ConvertTo-QuotedArgument([string] $Argument) {
    if ($Argument -match '^[^\s"]+$') {
        return $Argument
    }

    '"' + ($Argument -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') + '"'
}

# Starts the engine with these arguments. Wait-FreshShell returns its output, and Stop-Engine ends it.
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

# Ends a process that Start-Engine started, with its child processes.
function Stop-Engine([hashtable] $Shell) {
    if ($Shell.Process.PSObject.Methods['Kill'].OverloadDefinitions -match 'bool') {
        $Shell.Process.Kill($true)
    }
    else {
        $Shell.Process.Kill()
    }

    $Shell.Process.WaitForExit()
}

# Waits for the process to end. Returns output, exit code and duration. After the timeout the process is ended, and its exit code is null.
function Wait-FreshShell([hashtable] $Shell, [double] $Seconds = 60) {
    $ended = $Shell.Process.WaitForExit([int]($Seconds * 1000))
    $elapsed = $Shell.Watch.Elapsed.TotalSeconds
    if (-not $ended) {
        Stop-Engine $Shell
    }

    [pscustomobject]@{
        ExitCode = if ($ended) { $Shell.Process.ExitCode }
        Output   = $Shell.Output.Result
        Errors   = $Shell.Errors.Result
        Seconds  = $elapsed
    }
}

# Starts a script in a new process. The module is imported, except with -Bare.
function Start-FreshShell([string] $Script, [hashtable] $Environment = @{}, [string[]] $Argument = @(), [switch] $Interactive, [switch] $Bare) {
    if (-not $Interactive) {
        $Argument += '-NonInteractive'
    }

    if (-not $Bare) {
        $Script = "Import-Module `$env:OWOX_TEST_MODULE`n" + $Script
    }

    Start-Engine ($Argument + '-NoProfile', '-Command', $Script) $Environment
}

# Runs a script in a new process, with -Command or as a file with -File. The timeout is ten minutes unless -Seconds is specified.
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
