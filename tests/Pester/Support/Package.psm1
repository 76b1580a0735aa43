# Functions for the tests of the package. The test runner builds it with build.ps1 -Task Package and sets OWOX_TEST_PACKAGE.

$ErrorActionPreference = 'Stop'

Add-Type -AssemblyName System.IO.Compression.ZipFile

# The sorted names in an archive, without the entries of the package format.
function Get-ArchiveName([string] $Path) {
    $archive = [System.IO.Compression.ZipFile]::OpenRead($Path)
    try {
        @($archive.Entries.FullName).Where({ $_ -notmatch '^(_rels/|package/|\[Content_Types\]|[^/]+\.nuspec$)' }) | Sort-Object -Culture ''
    }
    finally {
        $archive.Dispose()
    }
}

# The text of an entry.
function Get-ArchiveText([string] $Path, [string] $Name) {
    $archive = [System.IO.Compression.ZipFile]::OpenRead($Path)
    try {
        [System.IO.StreamReader]::new($archive.GetEntry($Name).Open()).ReadToEnd()
    }
    finally {
        $archive.Dispose()
    }
}

# The files in a folder, by their relative paths.
function Get-RelativePath([string] $Folder) {
    $root = (Resolve-Path -LiteralPath $Folder).ProviderPath
    @(Get-ChildItem -LiteralPath $root -Recurse -File -Force).ForEach({ [System.IO.Path]::GetRelativePath($root, $_.FullName).Replace('\', '/') }) | Sort-Object -Culture ''
}

# The names of the assemblies that an assembly references.
function Get-AssemblyReference([string] $Path) {
    $reader = [System.Reflection.PortableExecutable.PEReader]::new([System.IO.File]::OpenRead($Path))
    try {
        $metadata = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($reader)
        foreach ($handle in $metadata.AssemblyReferences) {
            $metadata.GetString($metadata.GetAssemblyReference($handle).Name)
        }
    }
    finally {
        $reader.Dispose()
    }
}

Export-ModuleMember -Function *
