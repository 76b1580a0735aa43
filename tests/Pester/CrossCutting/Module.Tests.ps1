# The manifest, import and removal of the module.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport

    # The manifest selects its build with an expression, which Import-PowerShellDataFile rejects.
    $manifest = & ([scriptblock]::Create((Get-Content -Raw -LiteralPath $env:OWOX_TEST_MODULE)))
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The module in a new session' {
    BeforeAll {
        Clear-Sandbox
        $run = Invoke-FreshShell @'
(Get-Command -Module Owox | Sort-Object Name | ForEach-Object { "$($_.CommandType) $($_.Name)" }) -join ','
"aliases: $((Get-Module Owox).ExportedAliases.Count) $(Get-Alias | Where-Object { $_.Source -eq 'Owox' -or $_.ResolvedCommand.Source -eq 'Owox' })"
(Get-Command Get-OwoxDataMart).ImplementingType.Assembly.Location
'@
        $commands, $aliases, $assembly = $run.Output.Trim() -split '\r?\n'
    }

    It 'exports exactly the commands of its manifest, and sends no request' {
        $run.Errors | Should -BeNullOrEmpty
        $commands | Should -Be (($manifest.CmdletsToExport | Sort-Object | ForEach-Object { "Cmdlet $_" }) -join ',')
        $manifest.CmdletsToExport | Should -Not -Contain '*'
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'exports no alias, and no name of another module' {
        $manifest.AliasesToExport | Should -BeNullOrEmpty
        $aliases | Should -Be 'aliases: 0 '
        $names = $manifest.CmdletsToExport -join "','"
        $bare = Invoke-FreshShell -Bare "Get-Command '$names' -ErrorAction Ignore | ForEach-Object Name; 'looked'"
        $bare.Output.Trim() | Should -Be 'looked'
    }

    It 'loads the tested build' {
        Split-Path (Split-Path $assembly) -Leaf | Should -Be $env:OWOX_TEST_BUILD
    }
}

Describe 'The module' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'has a valid manifest' {
        $tested = Test-ModuleManifest -Path $env:OWOX_TEST_MODULE
        $tested.Name | Should -Be 'Owox'
        $tested.CompatiblePSEditions | Should -Be 'Core', 'Desktop'
    }

    It 'is found by name and imported automatically, without output' {
        $path = Split-Path (Split-Path $env:OWOX_TEST_MODULE)
        $run = Invoke-FreshShell -Bare 'Get-OwoxConnection; (Get-Module Owox).Name' -Environment @{ PSModulePath = $path + [System.IO.Path]::PathSeparator + $env:PSModulePath }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -Be 'Owox'
    }

    It 'works after it was imported again with -Force' {
        $run = Invoke-InRunspace -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } @'
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
        $run = Invoke-InRunspace -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } @'
$connection = Connect-OwoxDataMarts
$connection.IsOpen
Remove-Module Owox
$connection.IsOpen
'@
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n' | Should -Be 'True', 'False'
    }

    It 'signs members out: <how>' -ForEach @(
        @{ how = 'Remove-Module'; end = 'Remove-Module Owox' }
        @{ how = 'Import-Module -Force'; end = 'Import-Module $env:OWOX_TEST_MODULE -Force' }
        @{ how = 'another connection with the same name'; end = '$null = Connect-OwoxDataMarts -Name one' }
    ) {
        $who = @{ WHO = $Sandbox.memberEmail; PASS = $Sandbox.memberPassword; ORIGIN = $Sandbox.origin; OWOX_API_KEY = $Sandbox.apiKey }
        $script = @"
`$member = [pscredential]::new(`$env:WHO, ([System.Net.NetworkCredential]::new('', `$env:PASS).SecurePassword))
`$null = Connect-OwoxDataMarts -Origin `$env:ORIGIN -Credential `$member -Name one
$end
"@
        $run = Invoke-InRunspace $script -Environment $who
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        @(Get-SandboxRequest '/auth/better-auth/sign-out').status | Should -Be 200

        # If the server reports an error, the module warns at the console and is still removed.
        Clear-Sandbox
        Add-Fault 'POST /auth/better-auth/sign-out' status @{ status = 500; times = 0 }
        $run = Invoke-FreshShell "$script`n'goes on'" $who
        $run.Output | Should -BeLike "*WARNING: The connection 'one' is closed, but its session could not be signed out*7 days*goes on*"
    }

    It 'limits the wait when the server does not respond to a sign-out, and warns' {
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
        $run.Output | Should -BeLike "*'one' is closed*did not respond in time*"
        $run.Output | Should -BeLike "*'two' is closed*removed: True .*"
    }

    It 'signs out a member after an error during sign-in' {
        Import-Owox
        Add-Fault 'GET /auth/access-token' status @{ status = 500; times = 0 }
        $member = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword))
        Assert-Failure { Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential $member } 'Owox.ServerError' ResourceUnavailable 'Owox.OwoxApiException'
        @(Get-SandboxRequest '/auth/better-auth/sign-out').status | Should -Be 200
    }

    It 'sends its name and version in the User-Agent header' {
        Import-Owox
        $null = Connect-Sandbox
        (Get-SandboxRequest '/api/auth/context').headers.'User-Agent' | Should -Match '^Owox\.PowerShell/\d+\.\d+\.\d+ \(PowerShell \d+\.\d+.*; .+\)$'
    }
}
