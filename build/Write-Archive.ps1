#Requires -Version 5.1

<#
.SYNOPSIS
Writes a reproducible zip archive: entries in ordinal order with the same time, no owner, and default permissions.
.DESCRIPTION
The same runtime always writes the same bytes. Another runtime can compress differently, but the content of the entries is the same.
#>
[CmdletBinding()]
param(
    # The path of the archive. An existing file is replaced.
    [Parameter(Mandatory)]
    [string] $Path,

    # The content by entry name: the path of a file, or bytes.
    [Parameter(Mandatory)]
    [System.Collections.IDictionary] $Content
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.IO.Compression

# The earliest time that a zip archive supports.
$time = [DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [TimeSpan]::Zero)
$readableFile = 0x81A4 -shl 16
$names = [string[]] @($Content.Keys)
[Array]::Sort($names, [StringComparer]::Ordinal)

$stream = [System.IO.File]::Create($Path)
try {
    $archive = [System.IO.Compression.ZipArchive]::new($stream, [System.IO.Compression.ZipArchiveMode]::Create)
    foreach ($name in $names) {
        $bytes = if ($Content[$name] -is [byte[]]) { $Content[$name] } else { [System.IO.File]::ReadAllBytes($Content[$name]) }
        $entry = $archive.CreateEntry($name, [System.IO.Compression.CompressionLevel]::Optimal)
        $entry.LastWriteTime = $time
        if ($entry.PSObject.Properties['ExternalAttributes']) {
            $entry.ExternalAttributes = $readableFile
        }

        $target = $entry.Open()
        try {
            $target.Write($bytes, 0, $bytes.Length)
        }
        finally {
            $target.Dispose()
        }
    }

    $archive.Dispose()
}
finally {
    $stream.Dispose()
}
