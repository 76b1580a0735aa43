#Requires -Version 5.1

<#
.SYNOPSIS
Makes the help that Get-Help reads out of the pages in this folder: MAML of cmdlets/*.md, plain text of about_*.md.
.DESCRIPTION
Needs the module Microsoft.PowerShell.PlatyPS. The same pages always give the same bytes.
#>
[CmdletBinding()]
param(
    [string] $OutputFolder = (Join-Path $PSScriptRoot '../module/en-US')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0

$maml = 'http://schemas.microsoft.com/maml/2004/10'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'
$command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
$lineWidth = 80

# The pages in an order that no culture changes.
function Get-Page([string] $Filter) {
    $paths = [string[]] (Get-ChildItem -Path (Join-Path $PSScriptRoot $Filter)).FullName
    [Array]::Sort($paths, [StringComparer]::Ordinal)
    $paths
}

function Write-Text([string] $Name, [string] $Text) {
    $path = Join-Path (Resolve-Path -LiteralPath $OutputFolder).ProviderPath $Name
    [System.IO.File]::WriteAllText($path, $Text.Replace("`r`n", "`n"), [System.Text.UTF8Encoding]::new($false))
}

# Markdown as a console shows it: lines joined where they were only wrapped, no marks of code and links.
function ConvertTo-Prose([string] $Markdown) {
    $joined = $Markdown.Replace("`r`n", "`n").Trim() -replace '(?<!\n)\n[ ]*(?!-\s|\n|\s)', ' '
    $joined -replace '`', '' -replace '\[([^\]]+)\]\([^)]+\)', '$1'
}

# An example: what stands before the first block of code, the code, and what stands after it.
function Split-Example([string] $Markdown) {
    $parts = [regex]::Match($Markdown.Replace("`r`n", "`n"), '(?s)^(?<before>.*?)```\w*\n(?<code>.*?)\n```(?<after>.*)$')
    $after = foreach ($piece in [regex]::Split($parts.Groups['after'].Value, '(?s)(```\w*\n.*?\n```)')) {
        if ($piece.StartsWith('```')) { ($piece -replace '^```\w*\n' -replace '\n```$') -replace '(?m)^', '    ' }
        elseif ($piece.Trim()) { ConvertTo-Prose $piece }
    }
    @{ Before = ConvertTo-Prose $parts.Groups['before'].Value; Code = $parts.Groups['code'].Value; After = @($after) -join "`n`n" }
}

# Fills an element with paragraphs.
function Write-Paragraph([System.Xml.XmlElement] $Element, [string] $Text) {
    $Element.RemoveAll()
    foreach ($paragraph in [regex]::Split($Text, '\n\n').Where({ $_.Trim() })) {
        $Element.AppendChild($Element.OwnerDocument.CreateElement('maml', 'para', $maml)).InnerText = $paragraph
    }
}

function Complete-Command([System.Xml.XmlElement] $Node, $Page) {
    foreach ($paragraph in @($Node.GetElementsByTagName('para', $maml))) {
        $paragraph.InnerText = ConvertTo-Prose $paragraph.InnerText
    }

    # Types as PowerShell names them in the syntax; dev:type keeps the full name. Defaults and wildcards are left out by PlatyPS.
    $types = @{}
    foreach ($parameter in $Node.syntax.GetElementsByTagName('parameter', $command).Where({ $_['parameterValue', $command] })) {
        $types[$parameter['name', $maml].InnerText] = $parameter['parameterValue', $command].InnerText
    }
    foreach ($parameter in $Node.parameters.GetElementsByTagName('parameter', $command)) {
        $name = $parameter['name', $maml].InnerText
        $source = $Page.Parameters.Where({ $_.Name -eq $name })[0]
        $parameter.SetAttribute('globbing', $source.SupportsWildcards.ToString().ToLowerInvariant())
        if ($parameter['parameterValue', $command]) {
            $parameter['parameterValue', $command].InnerText = $types[$name]
        }
        if ($source.DefaultValue) {
            $parameter.AppendChild($parameter.OwnerDocument.CreateElement('dev', 'defaultValue', $dev)).InnerText = $source.DefaultValue
        }
    }

    $nodes = @($Node.examples.GetElementsByTagName('example', $command))
    for ($i = 0; $i -lt $nodes.Count; $i++) {
        $example = Split-Example $Page.Examples[$i].Remarks
        Write-Paragraph $nodes[$i]['introduction', $maml] $example.Before
        $nodes[$i]['code', $dev].InnerText = $example.Code
        Write-Paragraph $nodes[$i]['remarks', $dev] $example.After
        $null = $nodes[$i]['remarks', $dev].AppendChild($nodes[$i].OwnerDocument.CreateElement('maml', 'para', $maml))
    }

    # A console cannot follow a relative link; the name is what Get-Help takes.
    foreach ($uri in @($Node.relatedLinks.GetElementsByTagName('uri', $maml)).Where({ $_.InnerText -notmatch '^https://' })) {
        $uri.InnerText = ''
    }
}

function ConvertTo-AboutText([string[]] $Line) {
    function Format-Wrapped([string] $Text, [string] $First, [string] $Rest) {
        $current = $First
        foreach ($word in ($Text -split '\s+').Where({ $_ })) {
            if ($current.Trim(' -') -and $current.Length + 1 + $word.Length -gt $lineWidth) { $current; $current = $Rest }
            $current += if ($current.EndsWith(' ') -or -not $current) { $word } else { " $word" }
        }
        $current
    }

    $text = [regex]::Split(($Line -join "`n").Trim(), '\n\n(?=(?:[^`]|`(?!``))*(?:```(?:[^`]|`(?!``))*```(?:[^`]|`(?!``))*)*$)')
    $blocks = foreach ($block in $text) {
        switch -Regex ($block) {
            '^# (.*)$' { "TOPIC`n    $($Matches[1])"; break }
            '^## (.*)$' { $Matches[1].ToUpperInvariant(); break }
            '^### (.*)$' { "  $($Matches[1])"; break }
            '^```' { ($block -replace '^```\w*\n' -replace '\n```$') -replace '(?m)^(?=.)', '        '; break }
            '^- ' { @([regex]::Split($block, '\n(?=- )') | ForEach-Object { Format-Wrapped (ConvertTo-Prose $_.Substring(2)) -First '    - ' -Rest '      ' }) -join "`n"; break }
            default { @(Format-Wrapped (ConvertTo-Prose $block) -First '    ' -Rest '    ') -join "`n" }
        }
    }
    # A heading stands right above its text.
    (($blocks -join "`n`n") -replace '(?m)^(  )?(\S[^\n]*)\n\n(?= )', "`$1`$2`n") + "`n"
}

$null = New-Item -ItemType Directory -Path $OutputFolder -Force
$pages = @(Get-Page 'cmdlets/*.md' | ForEach-Object { Import-MarkdownCommandHelp -Path $_ })
$temporary = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
try {
    $file = $pages | Export-MamlCommandHelp -OutputFolder $temporary -Force
    $document = [xml]::new()
    $document.Load($file.FullName)
    $nodes = @($document.DocumentElement.GetElementsByTagName('command', $command))
    foreach ($page in $pages) {
        Complete-Command $nodes.Where({ $_.details.name -eq $page.Title })[0] $page
    }

    $buffer = [System.IO.StringWriter]::new()
    $settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; NewLineHandling = 'None'; OmitXmlDeclaration = $true }
    $writer = [System.Xml.XmlWriter]::Create($buffer, $settings)
    $document.Save($writer)
    $writer.Close()
    Write-Text $file.Name ('<?xml version="1.0" encoding="utf-8"?>' + "`n" + $buffer.ToString() + "`n")
}
finally {
    Remove-Item -LiteralPath $temporary -Recurse -Force -ErrorAction Ignore
}

foreach ($path in Get-Page 'about_*.md') {
    $name = [System.IO.Path]::GetFileNameWithoutExtension($path)
    Write-Text "$name.help.txt" (ConvertTo-AboutText (Get-Content -LiteralPath $path -Encoding UTF8))
}
