# The setup of a test file in BeforeAll and its cleanup in AfterAll.

$SavedEnvironment = $null
$RunFolder = $null

# Environment variables that must not affect a test. Stop-OwoxTest removes variables that a test sets.
$HiddenVariables = @(
    'OWOX_API_KEY', 'OWOX_API_ORIGIN', 'OWOX_API_KEY_ID', 'OWOX_API_KEY_SECRET', 'OWOX_READ_ONLY', 'OWOX_AUDIT_LOG'
    'TF_BUILD', 'CI', 'GITHUB_ACTIONS', 'GITLAB_CI', 'JENKINS_URL', 'TEAMCITY_VERSION', 'BITBUCKET_BUILD_NUMBER', 'CIRCLECI', 'TRAVIS'
    'APPVEYOR', 'BUILDKITE', 'CODEBUILD_BUILD_ID', 'DRONE', 'bamboo_buildKey'
    'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'
    'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME'
    'LANGUAGE', 'LC_ALL', 'LC_NUMERIC', 'LC_TIME', 'LC_MESSAGES'
)

# The culture of the tests is invariant. Tests of cultures set their own.
$TestLanguage = 'C.UTF-8'
$SavedCulture = $null

# Sets the culture of this thread and of new threads, and returns the previous values.
function Set-Culture([hashtable] $Culture) {
    $before = @{
        Current         = [cultureinfo]::CurrentCulture
        CurrentUI       = [cultureinfo]::CurrentUICulture
        DefaultThread   = [cultureinfo]::DefaultThreadCurrentCulture
        DefaultThreadUI = [cultureinfo]::DefaultThreadCurrentUICulture
    }
    [cultureinfo]::CurrentCulture = $Culture.Current
    [cultureinfo]::CurrentUICulture = $Culture.CurrentUI
    [cultureinfo]::DefaultThreadCurrentCulture = $Culture.DefaultThread
    [cultureinfo]::DefaultThreadCurrentUICulture = $Culture.DefaultThreadUI
    $before
}

# A folder for all files of this session. It is removed when the session ends.
function Get-RunFolder {
    if (-not $script:RunFolder) {
        $folder = Join-Path ([System.IO.Path]::GetTempPath()) "owox-pester-$([guid]::NewGuid().ToString('N'))"
        $script:RunFolder = (New-Item -ItemType Directory -Path $folder).FullName
        $null = Register-EngineEvent -SourceIdentifier PowerShell.Exiting -MessageData $folder -Action {
            [System.IO.Directory]::Delete($Event.MessageData, $true)
        } -SupportEvent
    }

    $script:RunFolder
}

# The home directory of the tests in this session. SecretManagement reads it once in a process, so all files share it.
function Get-TestHome {
    if ($IsChild) {
        return $env:HOME
    }

    $folder = Join-Path (Get-RunFolder) 'home'
    if (-not (Test-Path -LiteralPath $folder)) {
        $null = New-Item -ItemType Directory -Path $folder
    }

    $folder
}

# Starts a sandbox with these options (see SandboxOptions.cs; times as 'hh:mm:ss') and with license keys, hides environment variables, and imports
# the module under test. -Timing replaces waits of the module, in seconds: see Set-OwoxTestTiming. Call it once in a file. A
# second call with other options replaces the sandbox.
function Start-OwoxTest {
    [CmdletBinding()]
    param([hashtable] $Sandbox = @{}, [hashtable] $Timing, [switch] $NoImport)

    Assert-HomeUnused

    # For the tests of the file, regardless of the preferences of the session.
    $PSCmdlet.SessionState.PSVariable.Set('ErrorActionPreference', 'Stop')
    $PSCmdlet.SessionState.PSVariable.Set('ProgressPreference', 'SilentlyContinue')
    if ($script:SavedEnvironment) {
        Stop-OwoxTest
    }

    $module = Get-ModuleUnderTest
    $build = Get-TestBuild
    $option = @{ licenseKeys = $true }
    foreach ($name in $Sandbox.Keys) { $option[$name] = $Sandbox[$name] }
    $started = Invoke-SandboxHost @{ start = $option }
    $script:SavedEnvironment = [System.Environment]::GetEnvironmentVariables()
    $script:SavedLocation = Get-Location
    foreach ($name in $HiddenVariables) {
        [System.Environment]::SetEnvironmentVariable($name, [NullString]::Value)
    }

    # A test run with an audit log: see Invoke-PesterSuite.ps1 -AuditLog.
    $env:OWOX_AUDIT_LOG = $env:OWOX_TEST_AUDIT_LOG
    $env:HOME = Get-TestHome
    $env:LANG = $TestLanguage
    $none = [cultureinfo]::InvariantCulture
    $script:SavedCulture = Set-Culture @{ Current = $none; CurrentUI = $none; DefaultThread = $none; DefaultThreadUI = $none }
    $env:OWOX_TEST_MODULE = $module
    $env:OWOX_TEST_BUILD = $build
    $env:OWOX_TEST_SANDBOX = $started.Line
    $script:Sandbox = $started.Response
    if (-not $NoImport) {
        Import-Owox
        if ($Timing) {
            Set-OwoxTestTiming $Timing
        }
    }
}

# Closes all connections, stops the sandbox, and restores the environment variables.
function Stop-OwoxTest {
    if (-not $script:SavedEnvironment) {
        return
    }

    if (Get-Module Microsoft.PowerShell.SecretManagement) {
        Get-SecretVault | Unregister-SecretVault
    }

    if (Get-Module Owox) {
        Disconnect-OwoxDataMarts -All -ErrorAction Ignore
        Remove-Module Owox
    }

    Reset-OwoxTestTiming
    Remove-InstalledModule

    $null = Invoke-SandboxHost @{ stop = $script:Sandbox.origin }
    $script:Sandbox = $null
    foreach ($name in @([System.Environment]::GetEnvironmentVariables().Keys)) {
        if (-not $script:SavedEnvironment.Contains($name)) {
            [System.Environment]::SetEnvironmentVariable($name, [NullString]::Value)
        }
    }

    foreach ($name in $script:SavedEnvironment.Keys) {
        [System.Environment]::SetEnvironmentVariable($name, $script:SavedEnvironment[$name])
    }

    # The next file of this process starts where this one did.
    Set-Location -LiteralPath $script:SavedLocation.Path
    $script:SavedEnvironment = $null
    $null = Set-Culture $script:SavedCulture
}

# PowerShell searches modules in the folder of the account first. The next file must not find modules and repositories that a file
# installed there.
function Remove-InstalledModule {
    foreach ($folder in 'powershell', 'PSResourceGet') {
        $installed = Join-Path (Get-TestHome) ".local/share/$folder"
        if (-not $IsChild -and (Test-Path -LiteralPath $installed)) {
            Remove-Item -LiteralPath $installed -Recurse -Force
        }
    }
}

# The tests must not use the vaults of the account, so SecretManagement must not be loaded before HOME is changed.
function Assert-HomeUnused {
    if (-not $script:RunFolder -and (Get-Module Microsoft.PowerShell.SecretManagement, Microsoft.PowerShell.SecretStore)) {
        throw 'SecretManagement is loaded in this session and uses the vaults of the account. Run the tests in a new PowerShell.'
    }
}
