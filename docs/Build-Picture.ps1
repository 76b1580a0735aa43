#Requires -Version 7.4

<#
.SYNOPSIS
Draws docs/session.svg: a real session of the built module against the sandbox, as a terminal shows it.
.DESCRIPTION
Each line below is run as it is shown, and what it writes is drawn. Needs the module and the sandbox built: dotnet build.
#>
[CmdletBinding()]
param(
    [string] $OutputPath = (Join-Path $PSScriptRoot 'session.svg')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$columns = 104
$session = @'
Connect-OwoxDataMarts | Format-Table Name, Origin, Member, ApiKeyId
$id = (Get-OwoxDataMart 'Orders').Id
Export-OwoxDataMart $id -Column date, country, revenue -Filter { $_.revenue -gt 499 } -Limit 3
Export-OwoxDataMart $id | Group-Object country -NoElement | Sort-Object Count -Descending -Top 3
Export-OwoxDataMart $id -Path orders.csv | Format-Table Rows, Bytes, Format, Verified, RunId
Get-OwoxDataMart 'Truncated' | Export-OwoxDataMart -Path orders.csv
@(Import-Csv orders.csv).Count    # unchanged: only a complete file replaces it
'@ -split "`r?`n"

# The sandbox ends when its standard input closes.
function Open-Sandbox {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "run --no-build --project `"$root/src/Owox.Sandbox`" -- --port 8089")
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    [System.Diagnostics.Process]::Start($start)
}

# What a console shows of a line that was typed, and of the text that it wrote.
function Get-Screen([string] $Line, [string] $Written) {
    "`e[36mPS>`e[0m $Line"
    if ($Written.Trim()) {
        $Written.Trim("`r", "`n").Split("`n").TrimEnd()
    }

    ''
}

# An error as the console shows it, broken where a terminal of this width breaks it.
function Get-ErrorText($Record) {
    $text = ($Record | Out-String -Width 1000).Trim() -replace '\x1b\[[0-9;]*m'
    [regex]::Matches($text, "\S.{0,$($columns - 1)}(?=\s|$)").Value -replace '^.*$', "`e[31;1m`$0`e[0m" -join "`n"
}

# The parts of a screen's line, each in the colour that its escape sequence asks for.
function ConvertTo-Span([string] $Text) {
    $colours = @{ '32;1' = '#8ec07c'; '31;1' = '#fb4934'; '36;1' = '#83a598'; '36' = '#83a598'; '31' = '#fb4934' }
    $colour = '#ebdbb2'
    foreach ($part in [regex]::Split($Text, '(\x1b\[[0-9;]*m)')) {
        if ($part -match '^\x1b\[([0-9;]*)m$') {
            $colour = $colours[$Matches[1]] ?? '#ebdbb2'
        }
        elseif ($part) {
            "<tspan fill=`"$colour`">$([System.Security.SecurityElement]::Escape($part))</tspan>"
        }
    }
}

function ConvertTo-Svg([string[]] $Screen) {
    $width = $columns * 8.4 + 40
    $height = $Screen.Count * 18 + 40
    "<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 $width $height`" width=`"$width`" height=`"$height`">"
    "<rect width=`"100%`" height=`"100%`" rx=`"8`" fill=`"#1d2021`"/>"
    '<g font-family="ui-monospace, Cascadia Mono, Consolas, DejaVu Sans Mono, monospace" font-size="14" xml:space="preserve">'
    for ($i = 0; $i -lt $Screen.Count; $i++) {
        "<text x=`"20`" y=`"$($i * 18 + 34)`">$(-join (ConvertTo-Span $Screen[$i]))</text>"
    }

    '</g>'
    '</svg>'
}

$folder = New-Item -ItemType Directory -Path (Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName()))
$sandbox = Open-Sandbox
Push-Location -LiteralPath $folder
try {
    $env:OWOX_API_KEY = ($sandbox.StandardOutput.ReadLine() | ConvertFrom-Json).apiKey
    $PSStyle.OutputRendering = 'Ansi'
    Import-Module "$root/out/Owox"
    $screen = foreach ($line in $session) {
        $typed = [scriptblock]::Create($line)
        $written = try { . $typed | Out-String -Width $columns } catch { Get-ErrorText $_ }
        Get-Screen $line $written
    }

    [System.IO.File]::WriteAllText($OutputPath, (@(ConvertTo-Svg $screen) -join "`n") + "`n")
}
finally {
    Pop-Location
    $env:OWOX_API_KEY = $null
    $sandbox.StandardInput.Close()
    $sandbox.WaitForExit()
    Remove-Item -LiteralPath $folder -Recurse -Force
}
