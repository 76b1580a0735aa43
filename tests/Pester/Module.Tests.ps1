# The module as the engine sees it.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')

    # The manifest chooses its build by an expression, which a plain reader of data files does not take.
    $manifest = & ([scriptblock]::Create((Get-Content -Raw -LiteralPath $env:OWOX_TEST_MODULE)))
}

Describe 'The module' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'has a manifest that holds' {
        $tested = Test-ModuleManifest -Path $env:OWOX_TEST_MODULE
        $tested.Name | Should -Be 'Owox'
        $tested.CompatiblePSEditions | Should -Be 'Core', 'Desktop'
    }

    It 'exports exactly what its manifest names, and makes no call' {
        $run = Invoke-FreshShell '(Get-Command -Module Owox | Sort-Object Name | ForEach-Object { "$($_.CommandType) $($_.Name)" }) -join ","'
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -Be (($manifest.CmdletsToExport | Sort-Object | ForEach-Object { "Cmdlet $_" }) -join ',')
        $manifest.CmdletsToExport | Should -Not -Contain '*'
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'exports no alias, and no name that the engine or a module beside it has' {
        $manifest.AliasesToExport | Should -BeNullOrEmpty
        $run = Invoke-FreshShell '"aliases: $((Get-Module Owox).ExportedAliases.Count)"; Get-Alias | Where-Object { $_.Source -eq "Owox" -or $_.ResolvedCommand.Source -eq "Owox" }'
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -Be 'aliases: 0'
        $names = $manifest.CmdletsToExport -join "','"
        $run = Invoke-FreshShell -Bare "Get-Command '$names' -ErrorAction Ignore | ForEach-Object Name; 'looked'"
        $run.Output.Trim() | Should -Be 'looked'
    }

    It 'loads the build that is being tested' {
        $run = Invoke-FreshShell '(Get-Command Get-OwoxDataMart).ImplementingType.Assembly.Location'
        Split-Path (Split-Path $run.Output.Trim()) -Leaf | Should -Be $env:OWOX_TEST_BUILD
    }

    It 'is found by name, loads by itself and says nothing' {
        $path = Split-Path (Split-Path $env:OWOX_TEST_MODULE)
        $run = Invoke-FreshShell -Bare 'Get-OwoxConnection; (Get-Module Owox).Name' -Environment @{ PSModulePath = $path + [System.IO.Path]::PathSeparator + $env:PSModulePath }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -Be 'Owox'
    }

    It 'can be imported again with -Force, and works' {
        $run = Invoke-FreshShell -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } @'
$null = Connect-OwoxDataMarts
Import-Module $env:OWOX_TEST_MODULE -Force
$null = Connect-OwoxDataMarts
(Get-OwoxDataMart Orders).Title
(Get-OwoxDataMart Orders | Out-String).Trim().Length -gt 0
'@
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n' | Should -Be 'Orders', 'True'
    }

    It 'disconnects when it is removed' {
        $run = Invoke-FreshShell -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } @'
$connection = Connect-OwoxDataMarts
$connection.IsOpen
Remove-Module Owox
$connection.IsOpen
'@
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n' | Should -Be 'True', 'False'
    }

    It 'names itself to the server' {
        Import-Owox
        $null = Connect-Sandbox
        (Get-SandboxRequest '/api/auth/context').headers.'User-Agent' | Should -Match '^Owox\.PowerShell/\d+\.\d+\.\d+ \(PowerShell \d+\.\d+.*; .+\)$'
    }
}
