# The build of the module to test: the manifest in OWOX_TEST_MODULE, otherwise the output of 'dotnet build' in
# out/Owox, with its assemblies replaced by those in the folder OWOX_TEST_COMPILED, if that is set. OWOX_TEST_BUILD selects the
# build: net8.0 (the default) or netstandard2.0, which is for Windows PowerShell.

$ModuleUnderTest = $null
$PackageFolder = $null

# Returns the manifest. A copy is tested, so that a build does not replace loaded files.
function Get-ModuleUnderTest {
    if (-not $script:ModuleUnderTest) {
        $script:ModuleUnderTest = if ($env:OWOX_TEST_MODULE) { $env:OWOX_TEST_MODULE } else { Copy-BuiltModule }
    }

    $script:ModuleUnderTest
}

function Get-TestBuild {
    if ($env:OWOX_TEST_BUILD) {
        $env:OWOX_TEST_BUILD
    }
    elseif ($PSVersionTable.PSEdition -eq 'Core') {
        'net8.0'
    }
    else {
        'netstandard2.0'
    }
}

function Copy-BuiltModule {
    $built = Join-Path $RepositoryFolder 'out/Owox'
    if (-not (Test-Path -LiteralPath (Join-Path $built 'Owox.psd1'))) {
        throw "The module is not built. Run 'dotnet build' in $RepositoryFolder first."
    }

    $copy = Join-Path (Get-RunFolder) 'Owox'
    Copy-Item -LiteralPath $built -Destination $copy -Recurse
    if ($env:OWOX_TEST_COMPILED) {
        Copy-Item -Path (Join-Path $env:OWOX_TEST_COMPILED '*') -Destination $copy -Recurse -Force
    }

    $manifest = Join-Path $copy 'Owox.psd1'
    if ((Get-TestBuild) -eq 'netstandard2.0' -and $PSVersionTable.PSEdition -eq 'Core') {
        $text = [System.IO.File]::ReadAllText($manifest)
        $forced = $text.Replace("'net8.0/Owox.PowerShell.dll'", "'netstandard2.0/Owox.PowerShell.dll'")
        if ($forced -ceq $text) {
            throw 'The manifest no longer names the build for PowerShell 7.'
        }

        [System.IO.File]::WriteAllText($manifest, $forced)
    }

    $manifest
}

# Imports the module under test into the session of the caller.
function Import-Owox {
    Import-Module (Get-ModuleUnderTest) -Global -Force
}

# Builds the package with build.ps1, once for a session, and sets OWOX_TEST_PACKAGE to its folder. A run of several processes
# builds it once and sets the variable itself.
function Initialize-TestPackage {
    if ($env:OWOX_TEST_PACKAGE) {
        return
    }

    if (-not $script:PackageFolder) {
        $made = Wait-FreshShell (Start-Engine '-NoProfile', '-NonInteractive', '-File', (Join-Path $RepositoryFolder 'build.ps1'), '-Task', 'Package') 900
        if ($made.ExitCode -ne 0) {
            throw "build.ps1 -Task Package ended with code $($made.ExitCode): $($made.Output) $($made.Errors)"
        }

        $script:PackageFolder = Join-Path $RepositoryFolder 'out/package'
    }

    $env:OWOX_TEST_PACKAGE = $script:PackageFolder
}
