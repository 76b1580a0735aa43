# Confirmation prompts that a test answers.

$ErrorActionPreference = 'Stop'

if (-not ('PromptHost' -as [type])) {
    Add-Type -Path (Join-Path $PSScriptRoot 'PromptHost.cs')
}

# Runs a script in a new runspace whose host answers each confirmation prompt. Returns what it wrote (Output), its errors and
# warnings, and the messages of the prompts. $connection is the current connection of the caller. -During is a script that runs
# in another runspace while the first prompt waits.
function Invoke-WithPrompt([string] $Script, [hashtable] $Variables = @{}, [int] $Choice = 0, [string] $During) {
    $all = @{ module = $env:OWOX_TEST_MODULE; connection = Get-OwoxConnection -Current } + $Variables
    $begin = "`$ErrorActionPreference = 'Continue'; Import-Module `$module`n"
    $promptHost = [PromptHost]::new()
    $promptHost.Choice = $Choice
    $errors = [System.Collections.Generic.List[System.Management.Automation.ErrorRecord]]::new()
    $otherErrors = [System.Collections.Generic.List[System.Management.Automation.ErrorRecord]]::new()
    $warnings = [System.Collections.Generic.List[System.Management.Automation.WarningRecord]]::new()
    if ($During) {
        $promptHost.RunDuringPrompt($begin + $During, $all, $otherErrors)
    }

    $output = [PromptHost]::Run($promptHost, $begin + $Script, $all, $errors, $warnings)
    [pscustomobject]@{ Output = $output; Errors = $errors; Warnings = $warnings; Prompts = $promptHost.Prompts; ErrorsMeanwhile = $otherErrors }
}

Export-ModuleMember -Function *
