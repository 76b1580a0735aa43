# Downloads the modules that tests need and this machine does not have, and prints the names of those that are still missing,
# separated by commas.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot 'OwoxTest.psm1')
@(Restore-TestModule) -join ','
