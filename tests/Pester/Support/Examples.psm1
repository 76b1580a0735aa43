# What the tests of examples/ share: they run as a scheduler, an agent or a container starts them.

Import-Module (Join-Path $PSScriptRoot 'Files.psm1')

$Examples = (Resolve-Path (Join-Path $PSScriptRoot '../../../examples')).Path

# Runs an engine with these arguments, the module installed under its name: Code, Output, Errors.
function Invoke-Engine([string[]] $Argument, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }, [string] $Folder) {
    $path = @{ PSModulePath = (Split-Path (Split-Path $env:OWOX_TEST_MODULE)) + [System.IO.Path]::PathSeparator + $env:PSModulePath }
    $run = Wait-FreshShell (Start-Engine (@('-NoProfile', '-NonInteractive') + $Argument) ($path + $Environment) $Folder) 900
    [pscustomobject]@{ Code = $run.ExitCode; Output = $run.Output; Errors = $run.Errors }
}

# Runs one of the examples by -File.
function Invoke-Example([string] $Name, [string[]] $Parameter, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }, [string] $Folder) {
    Invoke-Engine (@('-File', (Join-Path $Examples $Name)) + $Parameter) $Environment $Folder
}

# A script of a pipeline's step, as the agents of Azure Pipelines and GitHub run it: in a file, between these two lines.
function Invoke-Step([string] $Script, [hashtable] $Environment, [string] $Folder) {
    $file = Join-Path $Folder "$([guid]::NewGuid().ToString('N')).ps1"
    Set-Content -LiteralPath $file @"
`$ErrorActionPreference = 'stop'
$Script
if ((Test-Path -LiteralPath variable:\LASTEXITCODE)) { exit `$LASTEXITCODE }
"@
    Invoke-Engine @('-Command', ". '$file'") $Environment (Split-Path $Examples)
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
