# Functions for the tests of examples/. They start the scripts like a scheduler, an agent or a container.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'Files.psm1')
Import-Module (Join-Path $PSScriptRoot 'ScriptRun/ScriptRun.psm1')

$Examples = (Resolve-Path (Join-Path $PSScriptRoot '../../../examples')).Path

# Runs PowerShell with -File or -Command and these arguments. The module is installed under its name. Returns Code, Output and Errors.
# Uses a new runspace of this process. Uses a new process with -NewProcess or HOME, which SecretManagement reads once in a process.
function Invoke-Engine([string[]] $Argument, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }, [string] $Folder, [switch] $NewProcess) {
    $all = @{ PSModulePath = (Split-Path (Split-Path $env:OWOX_TEST_MODULE)) + [System.IO.Path]::PathSeparator + $env:PSModulePath } + $Environment
    if ($NewProcess -or $Environment.ContainsKey('HOME')) {
        $run = Wait-FreshShell (Start-Engine (@('-NoProfile', '-NonInteractive') + $Argument) $all $Folder) 900
        [pscustomobject]@{ Code = $run.ExitCode; Output = $run.Output; Errors = $run.Errors }
    }
    elseif ($Argument[0] -eq '-File') {
        Invoke-ScriptFile $Argument[1] @($Argument | Select-Object -Skip 2) $all $Folder
    }
    else {
        Invoke-ScriptText $Argument[1] $all $Folder
    }
}

# Runs one of the examples with -File.
function Invoke-Example([string] $Name, [string[]] $Parameter, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }, [string] $Folder, [switch] $NewProcess) {
    Invoke-Engine (@('-File', (Join-Path $Examples $Name)) + $Parameter) $Environment $Folder -NewProcess:$NewProcess
}

# Runs the script of a pipeline step like the agents of Azure Pipelines and GitHub: in a file, between these two lines.
function Invoke-Step([string] $Script, [hashtable] $Environment, [string] $Folder, [switch] $NewProcess) {
    $file = Join-Path $Folder "$([guid]::NewGuid().ToString('N')).ps1"
    Set-Content -LiteralPath $file @"
`$ErrorActionPreference = 'stop'
$Script
if ((Test-Path -LiteralPath variable:\LASTEXITCODE)) { exit `$LASTEXITCODE }
"@
    $run = Invoke-Engine @('-Command', ". '$file'") $Environment (Split-Path $Examples) -NewProcess:$NewProcess

    # A process that runs a dot-sourced file with -Command ends with exit code 1 for every error code of the file.
    $run.Code = [int][bool]$run.Code
    $run
}

# Reads a YAML file as objects. Returns null if no YAML parser is available.
function Read-Yaml([string] $Path) {
    $json = & python3 -c 'import sys, json, yaml; print(json.dumps(yaml.load(open(sys.argv[1]), Loader=yaml.BaseLoader)))' $Path 2>$null
    if ($LASTEXITCODE -eq 0) { $json | ConvertFrom-Json -AsHashtable }
}

# Whether a YAML parser is available: Python with its module yaml.
function Test-Yaml {
    if (Get-Command python3 -CommandType Application -ErrorAction Ignore) {
        $null = & python3 -c 'import yaml' 2>$null
        $LASTEXITCODE -eq 0
    }
    else {
        $false
    }
}

# Asserts that a text contains neither the key nor its secret.
function Assert-NoSecret([string] $Text) {
    $Text | Should -Not -BeLike "*$($Sandbox.apiKey)*"
    $Text | Should -Not -BeLike "*$((Get-KeyPart $Sandbox.apiKey).apiKeySecret)*"
}

Export-ModuleMember -Function * -Variable Examples
