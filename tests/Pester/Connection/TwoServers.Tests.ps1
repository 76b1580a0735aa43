# Two deployments, two members, and two runspaces at once: no credential or result is mixed up.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Start-OwoxTest

    # Runs the same work in two runspaces at once, each with its own connection. Returns the results of both.
    function Invoke-Both([hashtable[]] $Who, [int] $Times = 10) {
        $runs = foreach ($one in $Who) {
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                    param($Who, $Times)
                    Import-Module $env:OWOX_TEST_MODULE
                    $password = [System.Net.NetworkCredential]::new('', $Who.password).SecurePassword
                    $null = Connect-OwoxDataMarts -Origin $Who.origin -Credential ([pscredential]::new($Who.email, $password))
                    foreach ($i in 1..$Times) {
                        $context = Test-OwoxConnection
                        $keys = Get-OwoxApiKey
                        [pscustomobject]@{
                            Origin  = (Get-OwoxConnection -Current).Origin
                            Open    = @(Get-OwoxConnection).Count
                            Member  = $context.Member
                            Roles   = "$($context.Roles)"
                            Keys    = ($keys.Id | Sort-Object) -join ' '
                            Origins = ($keys.Origin | Sort-Object -Unique) -join ' '
                        }
                    }

                    $made = New-OwoxApiKey "crossing $($Who.email)" -Force
                    $made | Select-Object Id, Origin, @{ Name = 'Value'; Expression = { [System.Net.NetworkCredential]::new('', $_.Value).Password } }
                    Disconnect-OwoxDataMarts -All
                }.ToString()).AddArgument($one).AddArgument($Times)
            @{ Shell = $shell; Running = $shell.BeginInvoke() }
        }

        foreach ($run in $runs) {
            $seen = $run.Shell.EndInvoke($run.Running)
            $run.Shell.Streams.Error | ForEach-Object { throw $_ }
            $run.Shell.Dispose()
            , @($seen)
        }
    }

    $admin = @{ origin = $Sandbox.origin; email = $Sandbox.memberEmail; password = $Sandbox.memberPassword; roles = 'admin' }
    $viewer = @{ origin = $Sandbox.origin; email = $Sandbox.viewerEmail; password = $Sandbox.viewerPassword; roles = 'viewer' }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Two runspaces' {
    BeforeEach {
        Clear-ServerKey
        Clear-Sandbox
        Disconnect-OwoxDataMarts -All
    }

    It 'return the keys of their member when the deployment is the same' {
        $seen = Invoke-Both $admin, $viewer
        foreach ($pair in @{ saw = $seen[0]; who = $admin }, @{ saw = $seen[1]; who = $viewer }) {
            $rows = $pair.saw[0..9]
            $rows.Member | Sort-Object -Unique | Should -BeExactly $pair.who.email
            $rows.Roles | Sort-Object -Unique | Should -BeExactly $pair.who.roles
            $rows.Open | Should -Be (, 1 * 10)
        }

        $seen[0][0].Keys | Should -Not -BeLike '*pmk_ExampleViewerKeyId0001*'
        $seen[1][0].Keys | Should -BeLike '*pmk_ExampleViewerKeyId0001*'
        (Connect-Sandbox $seen[0][10].Value).Member | Should -BeExactly $admin.email
        (Connect-Sandbox $seen[1][10].Value).Member | Should -BeExactly $viewer.email
    }

    It 'create no connection in the runspace that started them' {
        $null = Invoke-Both $admin, $viewer 1
        Get-OwoxConnection | Should -BeNullOrEmpty
        Assert-Failure { Get-OwoxApiKey } 'Owox.NotConnected' InvalidArgument 'Owox.OwoxConfigurationException'
    }
}

Describe 'Two deployments' {
    BeforeAll {
        $other = Start-Sandbox
        $elsewhere = @{ origin = $other.origin; email = $other.memberEmail; password = $other.memberPassword; roles = 'admin' }
    }

    AfterAll {
        Stop-Sandbox $other
    }

    BeforeEach {
        Clear-ServerKey
        Clear-Sandbox
        Disconnect-OwoxDataMarts -All
    }

    It 'remain separate in two runspaces at once' {
        $other.origin | Should -Not -Be $Sandbox.origin
        $null = Invoke-RestMethod "$($other.origin)/sandbox/requests" -Method Delete
        $seen = Invoke-Both $admin, $elsewhere
        foreach ($pair in @{ saw = $seen[0]; who = $admin }, @{ saw = $seen[1]; who = $elsewhere }) {
            $rows = $pair.saw[0..9]
            $rows.Origin | Sort-Object -Unique | Should -BeExactly $pair.who.origin
            $rows.Origins | Sort-Object -Unique | Should -BeExactly $pair.who.origin
            $rows.Open | Should -Be (, 1 * 10)
            $pair.saw[10].Origin | Should -BeExactly $pair.who.origin
            (Get-KeyPart $pair.saw[10].Value).apiOrigin | Should -BeExactly $pair.who.origin
        }

        # The other deployment would have rejected a token or cookie of the first one.
        Get-SandboxRequest | Where-Object status -NotIn 200, 201 | Should -BeNullOrEmpty
        Invoke-RestMethod "$($other.origin)/sandbox/requests" | ForEach-Object { $_ } | Where-Object status -NotIn 200, 201 | Should -BeNullOrEmpty
        @(Get-ServerKey 'crossing*').apiKeyId | Should -Be $seen[0][10].Id
    }

    It 'remain separate in one runspace under two names' {
        $firstConnection = Connect-Sandbox -With @{ Name = 'here' }
        $secondConnection = Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $other.apiKey) -Name there
        $firstConnection.ApiKeyId | Should -BeExactly $secondConnection.ApiKeyId -Because 'both servers have the same key ID, with different secrets'
        (Test-OwoxConnection -Connection here).IsAuthenticated | Should -BeTrue
        (Test-OwoxConnection -Connection there).IsAuthenticated | Should -BeTrue
        Get-SandboxRequest | Where-Object status -NE 200 | Should -BeNullOrEmpty
        (Get-OwoxConnection -Name here).Origin | Should -BeExactly $Sandbox.origin
        (Get-OwoxConnection -Name there).Origin | Should -BeExactly $other.origin
    }

    It 'reject each other''s keys' {
        $part = Get-KeyPart $Sandbox.apiKey
        $crossed = New-KeyText @{ apiOrigin = $other.origin; apiKeyId = $part.apiKeyId; apiKeySecret = $part.apiKeySecret }
        Assert-Failure { Connect-Sandbox $crossed } 'Owox.Unauthorized' AuthenticationError 'Owox.OwoxAuthenticationException' $other.origin
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}
