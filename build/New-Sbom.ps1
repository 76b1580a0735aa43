#Requires -Version 5.1

<#
.SYNOPSIS
Writes the software bill of materials of a module. It lists the packages of the shipped assemblies with their licenses, and each assembly with
its hash, including the assemblies of the module itself.
.DESCRIPTION
The format is CycloneDX 1.5 (JSON). The files *.deps.json of the build contain the package of each assembly. An assembly without a package is an
error. The bill contains no time and no random number, so the same module results in the same bytes.
#>
[CmdletBinding()]
param(
    # The folder of the shipped module.
    [Parameter(Mandatory)]
    [string] $ModulePath,

    # The build output folders of the projects. They contain <target framework>/*.deps.json.
    [Parameter(Mandatory)]
    [string[]] $BuildPath,

    # The folder of the restored packages.
    [Parameter(Mandatory)]
    [string] $PackageFolder,

    # The path of the bill of materials.
    [Parameter(Mandatory)]
    [string] $Path
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$name = Split-Path $ModulePath -Leaf
$manifest = & "$PSScriptRoot/Read-Manifest.ps1" -Path (Join-Path $ModulePath "$name.psd1")

# Returns the package of each assembly of a target framework, and the packages that it depends on.
function Get-Origin([string] $Framework, [string[]] $From) {
    # A project can be built for one target framework only.
    foreach ($file in $From.Where({ Test-Path -LiteralPath (Join-Path $_ $Framework) }).ForEach({ Get-ChildItem -Path (Join-Path $_ "$Framework/*.deps.json") })) {
        $noted = Get-Content -LiteralPath $file.FullName -Raw -Encoding UTF8 | ConvertFrom-Json
        $target = $noted.targets.PSObject.Properties[$noted.runtimeTarget.name].Value
        foreach ($library in $target.PSObject.Properties.Where({ $noted.libraries.($_.Name).type -eq 'package' -and $_.Value.PSObject.Properties['runtime'] })) {
            $needs = if ($library.Value.PSObject.Properties['dependencies']) { $library.Value.dependencies.PSObject.Properties.ForEach({ "$($_.Name)/$($_.Value)" }) }
            foreach ($asset in $library.Value.runtime.PSObject.Properties.Name) {
                [pscustomobject]@{ Assembly = Split-Path $asset -Leaf; Package = $library.Name; Needs = @($needs) }
            }
        }
    }
}

# Returns the metadata of a package, and the hash of its file, which NuGet stored when it restored the package.
function Get-Description([string] $Id, [string] $Version, [string] $From) {
    $folder = Join-Path $From "$Id/$Version".ToLowerInvariant()
    $digest = [Convert]::FromBase64String((Get-Content -Path (Join-Path $folder '*.nupkg.sha512') -Raw))
    $nuspec = [xml]::new()
    $nuspec.Load((Join-Path $folder "$Id.nuspec".ToLowerInvariant()))
    $licence = $nuspec.package.metadata['license']
    if (-not $licence -or $licence.GetAttribute('type') -ne 'expression') {
        throw "The package $Id $Version does not specify a license expression."
    }

    @{ Licence = $licence.InnerText; Hash = [BitConverter]::ToString($digest).Replace('-', '').ToLowerInvariant(); Authors = $nuspec.package.metadata['authors'].InnerText; Copyright = if ($nuspec.package.metadata['copyright']) { $nuspec.package.metadata['copyright'].InnerText } }
}

function ConvertTo-Purl([string] $Package) {
    $id, $version = $Package -split '/'
    "pkg:nuget/$id@$version"
}

# Returns an assembly as a component with its path in the module and its hash.
function ConvertTo-FileComponent([string] $Place, [string] $File) {
    $hash = (Get-FileHash -LiteralPath $File -Algorithm SHA256).Hash.ToLowerInvariant()
    [ordered]@{ type = 'file'; 'bom-ref' = "file:$Place"; name = $Place; hashes = @([ordered]@{ alg = 'SHA-256'; content = $hash }) }
}

$root = (Resolve-Path -LiteralPath $ModulePath).ProviderPath.TrimEnd('/', '\')
$shipped = foreach ($folder in (Get-ChildItem -LiteralPath $root -Directory).Where({ Get-ChildItem -LiteralPath $_.FullName -Filter *.dll })) {
    $origins = @(Get-Origin $folder.Name -From $BuildPath)
    foreach ($assembly in Get-ChildItem -LiteralPath $folder.FullName -Recurse -Filter *.dll | Where-Object Name -notlike "$name.*.dll") {
        $origin = $origins.Where({ $_.Assembly -eq $assembly.Name }, 'First')
        if (-not $origin) {
            throw "$($assembly.FullName) does not belong to a package of the build."
        }

        [pscustomobject]@{ File = $assembly.FullName.Substring($root.Length + 1).Replace('\', '/'); Full = $assembly.FullName; Origin = $origin[0] }
    }
}

$groups = @($shipped | Group-Object { $_.Origin.Package } | Sort-Object Name -Culture '')
$components = foreach ($group in $groups) {
    $id, $version = $group.Name -split '/'
    $description = Get-Description $id $version -From $PackageFolder
    $component = [ordered]@{
        type = 'library'; 'bom-ref' = ConvertTo-Purl $group.Name; author = $description.Authors; name = $id; version = $version; scope = 'required'
        hashes = @([ordered]@{ alg = 'SHA-512'; content = $description.Hash })
        licenses = @(@{ expression = $description.Licence }); purl = ConvertTo-Purl $group.Name
        components = @($group.Group | Sort-Object File -Culture '' | ForEach-Object { ConvertTo-FileComponent $_.File $_.Full })
    }
    # Not every package has a copyright text.
    if ($description.Copyright) {
        $component.copyright = $description.Copyright
    }

    $component
}

$own = @(Get-ChildItem -LiteralPath $root -Recurse -Filter "$name.*.dll" |
        ForEach-Object { [pscustomobject]@{ File = $_.FullName.Substring($root.Length + 1).Replace('\', '/'); Full = $_.FullName } } | Sort-Object File -Culture '')
$module = "pkg:nuget/$name@$($manifest.ModuleVersion)"
$dependencies = @([ordered]@{ ref = $module; dependsOn = @($groups.Name.ForEach({ ConvertTo-Purl $_ })) })
foreach ($group in $groups) {
    # Uses ForEach, because in strict mode the property of a list is an error if it is empty for all items.
    $needs = @($group.Group.ForEach({ $_.Origin.Needs }) | Where-Object { $_ -in $groups.Name } | Sort-Object -Unique -Culture '')
    $dependencies += [ordered]@{ ref = ConvertTo-Purl $group.Name; dependsOn = @($needs | ForEach-Object { ConvertTo-Purl $_ }) }
}

$bill = [ordered]@{
    bomFormat = 'CycloneDX'; specVersion = '1.5'; version = 1
    metadata = [ordered]@{
        component = [ordered]@{
            type = 'library'; 'bom-ref' = $module; author = $manifest.Author; name = $name; version = $manifest.ModuleVersion
            licenses = @(@{ expression = 'MIT' }); purl = $module
            components = @($own | ForEach-Object { ConvertTo-FileComponent $_.File $_.Full })
        }
    }
    components = @($components)
    dependencies = $dependencies
}
$text = (ConvertTo-Json -InputObject $bill -Depth 9).Replace("`r`n", "`n") + "`n"
[System.IO.File]::WriteAllText($Path, $text, [System.Text.UTF8Encoding]::new($false))
