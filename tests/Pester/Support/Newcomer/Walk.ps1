# Someone at a console who types what README.md shows, block after block, in one session. It runs in a process of its own.
param(
    # A JSON array: what is typed.
    [Parameter(Mandatory)] [string] $BlockFile,

    # Where the console stands.
    [Parameter(Mandatory)] [string] $Folder,

    # What came of each block, as JSON.
    [Parameter(Mandatory)] [string] $Report
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../HelpExamples/HelpExamples.psm1')
Add-Type -Path (Join-Path $PSScriptRoot '../HelpExamples/Reader.cs')

# All that the README's commands ask for is the member's password, and whether to go on: yes.
$reader = [Reader]::new([System.Collections.Generic.Dictionary[string, string]]::new(), $Sandbox.memberEmail, $Sandbox.memberPassword, [pscredential]::Empty)
$session = New-ReaderSession $reader
$null = Invoke-Code $session 'param($folder) Set-Location -LiteralPath $folder' $Folder
$seen = foreach ($block in Get-Content -LiteralPath $BlockFile -Raw | ConvertFrom-Json) {
    $run = Invoke-Code $session $block -KeepVariables
    @{
        errors = @($run.Errors | ForEach-Object { Format-Failure $_ })
        wrote  = @($run.Output | ForEach-Object { $_.PSObject.TypeNames[0] })
        key    = Get-Secret owox-prod -AsPlainText -ErrorAction Ignore
    }
}

ConvertTo-Json -Depth 3 @($seen) | Set-Content -LiteralPath $Report -Encoding utf8
$session.Runspace.Dispose()
