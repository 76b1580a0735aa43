# Runs scripts in a new runspace of this process, with the same result as in a new process: exit code and output. A
# new process takes more than a second of CPU time, so tests start one only to test the process itself.

$ErrorActionPreference = 'Stop'

if (-not ('RecordingHost' -as [type])) {
    Add-Type -Path (Join-Path $PSScriptRoot 'RecordingHost.cs')
}

# Sets environment variables and returns their old values. An empty value removes a variable.
function Set-Environment([System.Collections.IDictionary] $Environment) {
    $before = @{}
    foreach ($name in $Environment.Keys) {
        $before[$name] = [System.Environment]::GetEnvironmentVariable($name)
        [System.Environment]::SetEnvironmentVariable($name, $Environment[$name])
    }

    $before
}

# Runs a script file with the arguments of -File. Returns Code, Output and Errors.
function Invoke-ScriptFile([string] $File, [string[]] $Argument = @(), [System.Collections.IDictionary] $Environment = @{}, [string] $Folder) {
    $recorder = [RecordingHost]::new()
    $folderBefore = [System.Environment]::CurrentDirectory
    $before = Set-Environment $Environment
    try {
        if ($Folder) {
            [System.Environment]::CurrentDirectory = $Folder
        }

        $recorder.Run($File, $Argument)
    }
    finally {
        $null = Set-Environment $before
        [System.Environment]::CurrentDirectory = $folderBefore
    }

    [pscustomobject]@{ Code = $recorder.ExitCode; Output = $recorder.Output; Errors = $recorder.Errors }
}

# Runs the text of a script as a temporary file. Returns Code, Output and Errors.
function Invoke-ScriptText([string] $Text, [System.Collections.IDictionary] $Environment = @{}, [string] $Folder) {
    $file = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid().ToString('N')).ps1"
    [System.IO.File]::WriteAllText($file, $Text)
    try {
        Invoke-ScriptFile $file @() $Environment $Folder
    }
    finally {
        [System.IO.File]::Delete($file)
    }
}

Export-ModuleMember -Function Invoke-Script*
