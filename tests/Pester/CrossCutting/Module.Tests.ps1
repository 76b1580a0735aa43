# The module as the engine sees it.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport

    # The manifest chooses its build by an expression, which a plain reader of data files does not take.
    $manifest = & ([scriptblock]::Create((Get-Content -Raw -LiteralPath $env:OWOX_TEST_MODULE)))
}

AfterAll {
    Stop-OwoxTest
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

    It 'signs members out on the server: <how>' -ForEach @(
        @{ how = 'Remove-Module'; end = 'Remove-Module Owox' }
        @{ how = 'Import-Module -Force'; end = 'Import-Module $env:OWOX_TEST_MODULE -Force' }
        @{ how = 'a connection of the same name'; end = '$null = Connect-OwoxDataMarts -Name one' }
    ) {
        $who = @{ WHO = $Sandbox.memberEmail; PASS = $Sandbox.memberPassword; ORIGIN = $Sandbox.origin; OWOX_API_KEY = $Sandbox.apiKey }
        $script = @"
`$member = [pscredential]::new(`$env:WHO, ([System.Net.NetworkCredential]::new('', `$env:PASS).SecurePassword))
`$null = Connect-OwoxDataMarts -Origin `$env:ORIGIN -Credential `$member -Name one
$end
"@
        $run = Invoke-FreshShell $script $who
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        @(Get-SandboxRequest '/auth/better-auth/sign-out').status | Should -Be 200

        # Where the server refuses, it is reported, and the module goes all the same.
        Clear-Sandbox
        Add-Fault 'POST /auth/better-auth/sign-out' status @{ status = 500; times = 0 }
        $run = Invoke-FreshShell "$script`n'goes on'" $who
        $run.Output | Should -BeLike "*WARNING: The connection 'one' is closed, but its session could not be signed out*7 days*goes on*"
    }

    It 'does not wait long for a server that does not answer, and reports it' {
        $who = @{ WHO = $Sandbox.memberEmail; PASS = $Sandbox.memberPassword; ORIGIN = $Sandbox.origin }
        Add-Fault 'POST /auth/better-auth/sign-out' silent @{ times = 0 }
        $run = Invoke-FreshShell -Environment $who @'
$member = [pscredential]::new($env:WHO, ([System.Net.NetworkCredential]::new('', $env:PASS).SecurePassword))
foreach ($name in 'one', 'two') { $null = Connect-OwoxDataMarts -Origin $env:ORIGIN -Credential $member -Name $name }
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$WarningPreference = 'Continue'
Remove-Module Owox
"removed: $($watch.Elapsed.TotalSeconds -lt 30) $(Get-Module Owox)."
'@
        $run.Output | Should -BeLike "*'one' is closed*did not answer in time*"
        $run.Output | Should -BeLike "*'two' is closed*removed: True .*"
    }

    It 'signs out a member whose sign-in fails half-way' {
        Import-Owox
        Add-Fault 'GET /auth/access-token' status @{ status = 500; times = 0 }
        $member = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword))
        Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $member } 'Owox.ServerError' ResourceUnavailable 'Owox.OwoxApiException'
        @(Get-SandboxRequest '/auth/better-auth/sign-out').status | Should -Be 200
    }

    It 'names itself to the server' {
        Import-Owox
        $null = Connect-Sandbox
        (Get-SandboxRequest '/api/auth/context').headers.'User-Agent' | Should -Match '^Owox\.PowerShell/\d+\.\d+\.\d+ \(PowerShell \d+\.\d+.*; .+\)$'
    }
}
