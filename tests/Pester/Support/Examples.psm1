# What the tests of examples/ share: they run as a scheduler, an agent or a container starts them.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'Files.psm1')
Import-Module (Join-Path $PSScriptRoot 'ScriptRun/ScriptRun.psm1')

$Examples = (Resolve-Path (Join-Path $PSScriptRoot '../../../examples')).Path

# Runs PowerShell with -File or -Command and these arguments, the module installed under its name: Code, Output, Errors. It is a
# new runspace of this process; a new process with -NewProcess, and where HOME is set, which SecretManagement reads once a process.
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

# Runs one of the examples by -File.
function Invoke-Example([string] $Name, [string[]] $Parameter, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }, [string] $Folder, [switch] $NewProcess) {
    Invoke-Engine (@('-File', (Join-Path $Examples $Name)) + $Parameter) $Environment $Folder -NewProcess:$NewProcess
}

# A script of a pipeline's step, as the agents of Azure Pipelines and GitHub run it: in a file, between these two lines.
function Invoke-Step([string] $Script, [hashtable] $Environment, [string] $Folder, [switch] $NewProcess) {
    $file = Join-Path $Folder "$([guid]::NewGuid().ToString('N')).ps1"
    Set-Content -LiteralPath $file @"
`$ErrorActionPreference = 'stop'
$Script
if ((Test-Path -LiteralPath variable:\LASTEXITCODE)) { exit `$LASTEXITCODE }
"@
    $run = Invoke-Engine @('-Command', ". '$file'") $Environment (Split-Path $Examples) -NewProcess:$NewProcess

    # A process that runs a dot-sourced file by -Command ends with 1, whatever code the file ends with.
    $run.Code = [int][bool]$run.Code
    $run
}

# A file of YAML as objects; null where nothing here can read it.
function Read-Yaml([string] $Path) {
    $json = & python3 -c 'import sys, json, yaml; print(json.dumps(yaml.load(open(sys.argv[1]), Loader=yaml.BaseLoader)))' $Path 2>$null
    if ($LASTEXITCODE -eq 0) { $json | ConvertFrom-Json -AsHashtable }
}

# Whether YAML can be read here: Python with its module yaml.
function Test-Yaml {
    if (Get-Command python3 -CommandType Application -ErrorAction Ignore) {
        $null = & python3 -c 'import yaml' 2>$null
        $LASTEXITCODE -eq 0
    }
    else {
        $false
    }
}

# Neither the key nor the secret in it is in a text.
function Assert-NoSecret([string] $Text) {
    $Text | Should -Not -BeLike "*$($Sandbox.apiKey)*"
    $Text | Should -Not -BeLike "*$((Get-KeyPart $Sandbox.apiKey).apiKeySecret)*"
}

Export-ModuleMember -Function * -Variable Examples
