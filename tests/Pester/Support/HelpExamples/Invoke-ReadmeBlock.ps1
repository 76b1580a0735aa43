# Runs the code blocks of README.md in one session, like a user at a console. The test starts this script in a new process.
param(
    # A JSON array of the blocks.
    [Parameter(Mandatory)] [string] $BlockFile,

    # The current location of the session.
    [Parameter(Mandatory)] [string] $Folder,

    # The file for the results of all blocks, as JSON.
    [Parameter(Mandatory)] [string] $Report
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'HelpExamples.psm1')
Add-Type -Path (Join-Path $PSScriptRoot 'ExampleHost.cs')

# The commands of the README prompt only for the member's password and for confirmations, which are answered with yes.
$exampleHost = [ExampleHost]::new([System.Collections.Generic.Dictionary[string, string]]::new(), $Sandbox.memberEmail, $Sandbox.memberPassword, [pscredential]::Empty)
$session = New-ExampleSession $exampleHost
$null = Invoke-Code $session 'param($folder) Set-Location -LiteralPath $folder' $Folder
$seen = foreach ($block in Get-Content -LiteralPath $BlockFile -Raw | ConvertFrom-Json) {
    $run = Invoke-Code $session $block -KeepVariables
    @{
        errors = @($run.Errors | ForEach-Object { Format-Failure $_ })
        wrote  = @($run.Output | Where-Object { $null -ne $_ } | ForEach-Object { $_.PSObject.TypeNames[0] })
        key    = Get-Secret owox-prod -AsPlainText -ErrorAction Ignore
    }
}

ConvertTo-Json -Depth 3 @($seen) | Set-Content -LiteralPath $Report -Encoding utf8
$session.Runspace.Dispose()
