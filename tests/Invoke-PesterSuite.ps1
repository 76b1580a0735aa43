#Requires -Version 5.1

<#
.SYNOPSIS
Runs the Pester files in this PowerShell, and ends with code 1 if a test fails.
.DESCRIPTION
Run 'dotnet build' before: it builds the sandbox and copies Pester to out/modules. Windows PowerShell runs the files that
both-builds.txt lists, without three that need PowerShell 7. The others test code that is the same in both builds.
.EXAMPLE
./tests/Invoke-PesterSuite.ps1
Tests the build in out/Owox.
.EXAMPLE
./tests/Invoke-PesterSuite.ps1 -PackageFolder ./out/package
Tests the module that build.ps1 -Task Package made.
.EXAMPLE
./tests/Invoke-PesterSuite.ps1 -Path ./tests/Pester/Export
.EXAMPLE
./tests/Invoke-PesterSuite.ps1 -AuditLog ./out/audit/audit.jsonl
All connections of the tests use this audit log. Afterwards the log is compared with the requests that the sandboxes received: it
must contain each change and each row stream, and no secret. Files whose tests use other logs are not run without -Path.
#>
[CmdletBinding()]
param(
    # The folder of a package. Without it the build in out/Owox is tested.
    [string] $PackageFolder,

    # Files or folders of tests. Without it all files are run.
    [string[]] $Path,

    # The audit log of all connections. The file, and the files <log>.requests.* with the requests of the sandboxes, must not exist.
    [string] $AuditLog
)

$ErrorActionPreference = 'Stop'
$pesterFiles = Join-Path $PSScriptRoot 'Pester'
if (-not $Path) {
    # The files in Package compare the package with the build that made it: 'dotnet test' runs them.
    $Path = if ($PSVersionTable.PSEdition -eq 'Core') {
        @(Get-ChildItem -LiteralPath $pesterFiles -Directory).Where({ $_.Name -notin 'Support', 'Package' }).FullName
    }
    else {
        # These three call cmdlets with parameters of PowerShell 7, and Parquet files need PowerShell 7.4.
        $newer = 'File/Formats.Tests.ps1', 'File/Parquet.Tests.ps1', 'Export/RowObjects.Properties.Tests.ps1'
        @(Get-Content -LiteralPath (Join-Path $pesterFiles 'both-builds.txt')).Where({ $_ -and $_ -notlike '#*' -and $_ -notin $newer }).ForEach({ Join-Path $pesterFiles $_ })
    }
}

if ($PackageFolder) {
    $folder = (Resolve-Path -LiteralPath $PackageFolder).ProviderPath
    $env:OWOX_TEST_PACKAGE = $folder
    $env:OWOX_TEST_MODULE = Join-Path $folder 'Owox/Owox.psd1'
    if (-not (Test-Path -LiteralPath $env:OWOX_TEST_MODULE)) {
        throw "$folder contains no module. Make the package with build.ps1 -Task Package."
    }
}

if ($AuditLog) {
    $log = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($AuditLog)
    $null = New-Item -ItemType Directory -Path (Split-Path $log) -Force
    if (Get-Item -Path "$log*") {
        throw "There are already files for the audit log $log. Remove them, or specify another path."
    }

    $env:OWOX_TEST_AUDIT_LOG = $log
}

$pester = Get-Item (Join-Path $PSScriptRoot '../out/modules/Pester/*/Pester.psd1') -ErrorAction Ignore | Sort-Object LastWriteTime | Select-Object -Last 1
if (-not $pester) {
    throw "Pester is not in out/modules. Run 'dotnet build' in the repository."
}

Import-Module $pester.FullName
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
if ($AuditLog -and -not $PSBoundParameters.ContainsKey('Path')) {
    # The requests of these tests are in other logs.
    $withOwnLog = 'Connection/AuditLog.Tests.ps1', 'Connection/AuditLog.Faults.Tests.ps1', 'CrossCutting/AuditLog.AllCmdlets.Tests.ps1', 'CrossCutting/ConstrainedLanguage.Tests.ps1',
    'CrossCutting/Redaction.AllCmdlets.Tests.ps1', 'ApiKey/Get-OwoxApiKey.Usage.Tests.ps1', 'Help/Examples.Tests.ps1'
    $configuration.Run.ExcludePath = $withOwnLog.ForEach({ Join-Path $pesterFiles $_ })
}

$configuration.Output.Verbosity = 'Normal'
$result = Invoke-Pester -Configuration $configuration
if ($AuditLog) {
    Import-Module (Join-Path $pesterFiles 'Support/AuditCheck.psm1')
    $problems = @(Get-AuditRunProblem $log)
    $problems
    "The audit log has $($problems.Count) problems."
    $env:OWOX_TEST_AUDIT_LOG = $null
    if ($problems) {
        exit 1
    }
}

if ($result.TotalCount -eq 0 -or $result.Result -ne 'Passed') {
    exit 1
}
