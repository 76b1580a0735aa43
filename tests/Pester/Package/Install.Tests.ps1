# The module is installed as by a user: from a folder of packages, and from the zip archive. The sandbox is the only server.

BeforeDiscovery {
    $resourceGet = [bool](Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1'), (Join-Path $PSScriptRoot '../Support/Package.psm1')
    Start-OwoxTest -NoImport
    Initialize-TestPackage
    Clear-Sandbox
    $package = $env:OWOX_TEST_PACKAGE
    $version = (Get-Item (Join-Path $package 'Owox.*.nupkg')).BaseName -replace '^Owox\.'
    $modules = Join-Path (Get-TestHome) '.local/share/powershell/Modules'

    # The proxy does not exist, so each request to another computer fails.
    $offline = @{ HTTPS_PROXY = 'http://127.0.0.1:9'; OWOX_API_KEY = $Sandbox.apiKey }

    # The first steps of a user in a new shell: import the module, read help, connect, and export rows.
    $use = @'
$module = Import-Module Owox -PassThru
"$($module.Version) $($module.ModuleBase)"
(Get-Help Export-OwoxDataMart).Synopsis
@((Get-Help Export-OwoxDataMart -Examples).examples.example).Count -ge 2
(Get-Help about_Owox_Errors) -match 'ApiKeyMalformed' -ne ''
$null = Connect-OwoxDataMarts
(Get-OwoxDataMart Orders).Title
@(Export-OwoxDataMart (Get-OwoxDataMart Orders).Id -Limit 3).Count
(Get-OwoxDataMart Orders | Out-String).Trim().Length -gt 0
'@

    function Assert-WorkingModule([string] $Folder, [hashtable] $With = @{}) {
        $run = Invoke-FreshShell -Bare $use -Environment ($offline + $With)
        $run.Errors | Should -BeNullOrEmpty
        $lines = $run.Output.Trim() -split '\r?\n'
        $lines[0] | Should -Be "$version $Folder"
        $lines[1] | Should -Not -BeNullOrEmpty
        $lines[1] | Should -Not -BeLike '*Export-OwoxDataMart*-Id*'
        $lines[2..6] | Should -Be 'True', 'True', 'Orders', '3', 'True'
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An installation from a folder of packages' -Skip:(-not $resourceGet) {
    BeforeAll {
        # Copies all downloaded files to one folder, as on a file share.
        $repository = Join-Path $TestDrive 'packages'
        $null = New-Item -ItemType Directory $repository
        Copy-Item (Join-Path $package '*.*') $repository -Exclude Owox
        $set = "Register-PSResourceRepository -Name Walls -Uri '$repository' -Trusted; Unregister-PSResourceRepository PSGallery -ErrorAction Ignore"
        $run = Invoke-FreshShell -Bare $set -Environment $offline
        $run.Errors | Should -BeNullOrEmpty
    }

    It 'is found by its name and by a tag, with its cmdlets' {
        $run = Invoke-FreshShell -Bare -Environment $offline @'
$found = Find-PSResource Owox -Repository Walls
"$($found.Name) $($found.Version) $($found.Type)"
$found.Includes.Cmdlet -contains 'Export-OwoxDataMart'
(Find-PSResource -Tag BigQuery -Repository Walls).Name
'@
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n' | Should -Be "Owox $version Module", 'True', 'Owox'
    }

    It 'works, and is removed completely' {
        $before = @(if (Test-Path $modules) { Get-RelativePath $modules })
        $run = Invoke-FreshShell -Bare 'Install-PSResource Owox -Repository Walls' -Environment $offline
        $run.Errors | Should -BeNullOrEmpty
        $folder = Join-Path $modules "Owox/$version"
        (Get-RelativePath $folder).Where({ $_ -ne 'PSGetModuleInfo.xml' }) | Should -Be (Get-RelativePath (Join-Path $package 'Owox'))
        foreach ($place in Get-RelativePath (Join-Path $package 'Owox')) {
            (Get-FileHash (Join-Path $folder $place)).Hash | Should -Be (Get-FileHash (Join-Path $package "Owox/$place")).Hash -Because $place
        }

        Assert-WorkingModule $folder
        $run = Invoke-FreshShell -Bare '(Get-InstalledPSResource Owox).Version.ToString(); Uninstall-PSResource Owox; Get-Module -ListAvailable Owox' -Environment $offline
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -Be $version
        @(Get-RelativePath $modules) | Should -Be $before
        Join-Path $modules 'Owox' | Should -Not -Exist
    }
}

Describe 'An installation from the zip archive' {
    It 'works in the folder of the module, and is removed with the folder' {
        $folder = Join-Path $TestDrive 'Modules'
        Expand-Archive (Join-Path $package "Owox.$version.zip") $folder
        $path = @{ PSModulePath = $folder + [System.IO.Path]::PathSeparator + $env:PSModulePath }
        Assert-WorkingModule (Join-Path $folder "Owox/$version") $path
        Remove-Item (Join-Path $folder 'Owox') -Recurse
        $run = Invoke-FreshShell -Bare '@(Get-Module -ListAvailable Owox).Count' -Environment $path
        $run.Output.Trim() | Should -Be '0'
    }

    It 'is verified by the command in the documentation' -Skip:(-not (Get-Command sha256sum -ErrorAction Ignore)) {
        Push-Location $package
        try {
            $output = sha256sum --check SHA256SUMS
        }
        finally {
            Pop-Location
        }

        $LASTEXITCODE | Should -Be 0
        $output.Count | Should -Be 4
    }
}
