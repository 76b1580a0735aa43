# The helper module of the Pester tests. Each test file imports it in BeforeAll and calls Start-OwoxTest, which provides its
# sandbox, the build of the module under test, and a temporary home directory.

$ErrorActionPreference = 'Stop'

$PesterFolder = (Resolve-Path (Join-Path $PSScriptRoot '..')).ProviderPath
$RepositoryFolder = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).ProviderPath

# The description of the sandbox of the running test file: origin, apiKey, dataMarts, … A process that a test starts uses the
# sandbox and the home directory of the test.
$IsChild = [bool]$env:OWOX_TEST_SANDBOX
$Sandbox = if ($IsChild) { $env:OWOX_TEST_SANDBOX | ConvertFrom-Json }

. (Join-Path $PSScriptRoot 'OwoxTest/Engine.ps1')
. (Join-Path $PSScriptRoot 'OwoxTest/Terminal.ps1')
. (Join-Path $PSScriptRoot 'OwoxTest/TestModule.ps1')
. (Join-Path $PSScriptRoot 'OwoxTest/ModuleUnderTest.ps1')
. (Join-Path $PSScriptRoot 'OwoxTest/SandboxHost.ps1')
. (Join-Path $PSScriptRoot 'OwoxTest/Session.ps1')
. (Join-Path $PSScriptRoot 'OwoxTest/Runspace.ps1')
. (Join-Path $PSScriptRoot 'OwoxTest/SandboxControl.ps1')
. (Join-Path $PSScriptRoot 'OwoxTest/Key.ps1')
. (Join-Path $PSScriptRoot 'OwoxTest/Timing.ps1')
. (Join-Path $PSScriptRoot 'OwoxTest/Assertion.ps1')

# Test modules that were downloaded before are found by name, also in new processes.
Add-TestModulePath

Export-ModuleMember -Function * -Variable Sandbox, PesterFolder, RepositoryFolder
