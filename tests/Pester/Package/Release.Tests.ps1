# build/New-Release.ps1 and build/Publish-Release.ps1. The first runs with a stand-in for build.ps1, which prints its arguments; the
# second publishes the package to a repository in a folder.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport
    Initialize-TestPackage
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).ProviderPath
}

AfterAll {
    Stop-OwoxTest
}

Describe 'New-Release.ps1' {
    BeforeAll {
        $copy = (New-Item -ItemType Directory (Join-Path $TestDrive 'copy')).FullName
        $null = New-Item -ItemType Directory (Join-Path $copy 'build'), (Join-Path $copy 'module')
        Copy-Item (Join-Path $root 'build/New-Release.ps1'), (Join-Path $root 'build/Read-Manifest.ps1') (Join-Path $copy 'build')
        Set-Content (Join-Path $copy 'module/Owox.psd1') "@{ ModuleVersion = '1.2.3' }"
        Set-Content (Join-Path $copy 'build.ps1') @'
param([string] $Task, [switch] $SourceLink, [string] $Sign, [securestring] $SignPassword = [securestring]::new(), [uri] $TimestampServer)
[pscustomobject]@{
    Task = $Task; SourceLink = [bool]$SourceLink; Certificate = $Sign; Content = if ($Sign) { [System.IO.File]::ReadAllText($Sign) }
    Password = [System.Net.NetworkCredential]::new('', $SignPassword).Password; TimestampServer = "$TimestampServer"
}
'@

        function Invoke-Release([string] $Tag = 'v1.2.3', [string] $Heading = '## 1.2.3 - 2026-01-31') {
            Set-Content (Join-Path $copy 'CHANGELOG.md') "# Changelog`n`n$Heading`n"
            & (Join-Path $copy 'build/New-Release.ps1') -Tag $Tag -WarningVariable script:warnings -WarningAction SilentlyContinue
        }
    }

    AfterEach {
        'CERTIFICATE', 'PASSWORD' | ForEach-Object { [System.Environment]::SetEnvironmentVariable("OWOX_SIGNING_$_", $null) }
        $env:OWOX_TIMESTAMP_SERVER = $null
    }

    It 'creates a package with Source Link, and warns that it is not signed without a certificate' {
        $made = Invoke-Release
        $made.Task | Should -Be 'Package'
        $made.SourceLink | Should -BeTrue
        $made.Certificate | Should -BeNullOrEmpty
        $warnings | Should -Be 'The release is not signed: OWOX_SIGNING_CERTIFICATE contains no certificate.'
    }

    It 'signs with the certificate of the variables, and deletes the temporary certificate file' {
        $env:OWOX_SIGNING_CERTIFICATE = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes('certificate'))
        $env:OWOX_SIGNING_PASSWORD = 'secret password'
        $env:OWOX_TIMESTAMP_SERVER = 'http://time.example/'
        $made = Invoke-Release
        $made.Content | Should -Be 'certificate'
        $made.Password | Should -Be 'secret password'
        $made.TimestampServer | Should -Be 'http://time.example/'
        $made.Certificate | Should -Not -Exist
        $warnings | Should -BeNullOrEmpty
    }

    It 'accepts a version in the format of Keep a Changelog' {
        (Invoke-Release -Heading "## [Unreleased]`n`n## [1.2.3] - 2026-01-31").Task | Should -Be 'Package'
    }

    It 'fails for <what>' -ForEach @(
        @{ what = 'a tag of another version'; with = @{ Tag = 'v1.2.4' }; says = "The tag 'v1.2.4' does not match the version 1.2.3 of module/Owox.psd1. Use the tag v1.2.3." }
        @{ what = 'no tag'; with = @{ Tag = '' }; says = "The tag '' does not match the version 1.2.3*" }
        @{ what = 'a version without a date'; with = @{ Heading = '## 1.2.3 - unreleased' }; says = "CHANGELOG.md has no date for the version 1.2.3. Use the heading '## ``[1.2.3``] - <date as yyyy-MM-dd>'." }
        @{ what = 'a date of another version'; with = @{ Heading = '## 11.2.3 - 2026-01-31' }; says = 'CHANGELOG.md has no date for the version 1.2.3.*' }
    ) {
        { Invoke-Release @with } | Should -Throw $says
    }
}

Describe 'Publish-Release.ps1' {
    BeforeAll {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive 'package')).FullName
        Get-ChildItem $env:OWOX_TEST_PACKAGE -File | Copy-Item -Destination $folder
        $share = (New-Item -ItemType Directory (Join-Path $TestDrive 'share')).FullName
        $nupkg = Get-Item (Join-Path $folder 'Owox.*.nupkg')

        # Runs in a new process, so that the registration stays in the home directory of the test. Publish-PSResource writes a
        # NuGet.Config to the current folder if the account has no folder for settings.
        function Invoke-Publish([string] $Key) {
            Invoke-FreshShell -Bare -Environment @{ OWOX_GALLERY_KEY = $Key } @"
`$ErrorActionPreference = 'Stop'
Set-Location '$TestDrive'
if (-not (Get-PSResourceRepository Share -ErrorAction Ignore)) { Register-PSResourceRepository -Name Share -Uri '$share' -Trusted }
try { & '$root/build/Publish-Release.ps1' -PackageFolder '$folder' -Repository Share } catch { "FAILED: `$_"; exit 1 }
"@
        }
    }

    It 'fails without a key' {
        $run = Invoke-Publish ''
        $run.ExitCode | Should -Be 1
        $run.Output | Should -BeLike 'FAILED: The variable OWOX_GALLERY_KEY is empty. Set it to an API key that may publish to Share.*'
        Get-ChildItem $share | Should -BeNullOrEmpty
    }

    It 'publishes the package unchanged' {
        $run = Invoke-Publish 'gallery-key-value'
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $published = Get-ChildItem $share -Recurse -File
        $published.Name | Should -Be $nupkg.Name
        (Get-FileHash $published.FullName).Hash | Should -Be (Get-FileHash $nupkg.FullName).Hash
        "$($run.Output)$($run.Errors)" | Should -Not -Match 'gallery-key-value'
    }

    It 'does not publish a package that does not match its checksum' {
        [System.IO.File]::AppendAllText($nupkg.FullName, 'x')
        $run = Invoke-Publish 'gallery-key-value'
        $run.ExitCode | Should -Be 1
        $run.Output | Should -BeLike "FAILED: $($nupkg.Name) does not match its hash in SHA256SUMS.*"
    }
}
