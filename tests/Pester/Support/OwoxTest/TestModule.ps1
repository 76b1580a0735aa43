# Modules that some tests need and that are not in this repository. They are used from PSModulePath. Missing ones are
# downloaded from the PowerShell Gallery into out/modules. Nothing is installed for the account or the machine.

$DownloadFolder = Join-Path $RepositoryFolder 'out/modules'
$DownloadSeconds = 10
$MissingModules = $null

# The modules and the versions that are downloaded.
$GalleryModules = [ordered]@{
    'Microsoft.PowerShell.SecretManagement' = '1.1.2'
    'Microsoft.PowerShell.SecretStore'      = '1.0.6'
    'PSScriptAnalyzer'                      = '1.25.0'
}

function Add-TestModulePath {
    $separator = [System.IO.Path]::PathSeparator
    if ($DownloadFolder -notin $env:PSModulePath.Split($separator)) {
        $env:PSModulePath = $env:PSModulePath.TrimEnd($separator) + $separator + $DownloadFolder
    }
}

# Downloads missing modules, and returns the names of those that are still missing.
function Restore-TestModule {
    $missing = @($GalleryModules.Keys).Where({ -not (Get-Module -ListAvailable $_) })
    if (-not $missing) {
        return
    }

    $null = New-Item -ItemType Directory -Path $DownloadFolder -Force
    $lines = foreach ($name in $missing) {
        "if (Get-Command Save-PSResource -ErrorAction Ignore) { Save-PSResource $name -Version $($GalleryModules[$name]) -Repository PSGallery -TrustRepository -Path '$DownloadFolder' }"
        "else { Save-Module $name -RequiredVersion $($GalleryModules[$name]) -Repository PSGallery -Path '$DownloadFolder' -Force }"
    }

    $null = Wait-FreshShell (Start-FreshShell -Bare "`$ProgressPreference = 'SilentlyContinue'`n$($lines -join "`n")") $DownloadSeconds
    $missing.Where({ -not (Get-Module -ListAvailable $_) })
}

# Returns the reason why tests that need these modules are skipped, or nothing if the modules are available. The download is
# attempted once in a run: a run of several processes passes the result on in OWOX_TEST_MISSING_MODULES.
function Get-MissingModuleReason([string[]] $Name) {
    if ($null -eq $script:MissingModules) {
        $script:MissingModules = if ($null -ne $env:OWOX_TEST_MISSING_MODULES) {
            @($env:OWOX_TEST_MISSING_MODULES.Split(',', [System.StringSplitOptions]::RemoveEmptyEntries))
        }
        else {
            @(Restore-TestModule)
        }
    }

    $missing = @($Name.Where({ $_ -in $script:MissingModules }))
    if ($missing) {
        "$($missing -join ' and ') is not available: not in PSModulePath, and the PowerShell Gallery did not provide it within $DownloadSeconds s."
    }
}

# Whether tests that need a vault are skipped. On Windows SecretStore keeps its file in the account's profile, regardless of HOME,
# so a temporary account is required.
function Test-VaultMissing {
    $reason = Get-MissingModuleReason 'Microsoft.PowerShell.SecretManagement', 'Microsoft.PowerShell.SecretStore'
    if (-not $reason -and $env:OS -eq 'Windows_NT' -and -not $env:CI) {
        $reason = 'On Windows the vault tests would reset the SecretStore of this account. They run where the variable CI is set.'
    }

    Write-SkipReason $reason
}

# Whether tests that need these modules are skipped.
function Test-ModuleMissing([string[]] $Name) {
    Write-SkipReason (Get-MissingModuleReason $Name)
}

function Write-SkipReason([string] $Reason) {
    if ($Reason) {
        if ($SkipReasons -notcontains $Reason) {
            $null = $SkipReasons.Add($Reason)
            Write-Information "Skipped: $Reason" -InformationAction Continue
        }

        return $true
    }

    $false
}

# The reasons so far, for the report of a run.
$SkipReasons = [System.Collections.Generic.List[string]]::new()

function Get-SkipReason {
    $SkipReasons.ToArray()
}

function Clear-SkipReason {
    $SkipReasons.Clear()
}
