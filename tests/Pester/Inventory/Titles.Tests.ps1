# Titles with wildcard characters: an exact title takes precedence over a pattern, and an invalid pattern has its own error.

BeforeDiscovery {
    # How each cmdlet accepts names, the list that it requests, and an item of that list.
    $cmdlets = @(
        @{ command = 'Get-OwoxDataMart'; use = { Get-OwoxDataMart @args }; list = '/api/data-marts'; property = 'Title'; item = { @{ id = $args[0]; title = $args[0]; status = 'PUBLISHED'; storage = @{ type = 'X' } } }; wrap = { @{ items = @($args[0]); nextOffset = $null } } }
        @{ command = 'Get-OwoxStorage'; use = { Get-OwoxStorage @args }; list = '/api/data-storages'; property = 'Title'; item = { @{ id = $args[0]; title = $args[0]; type = 'X' } } }
        @{ command = 'Get-OwoxDestination'; use = { Get-OwoxDestination @args }; list = '/api/data-destinations'; property = 'Title'; item = { @{ id = $args[0]; title = $args[0]; type = 'X' } } }
        @{ command = 'Get-OwoxReport'; use = { Get-OwoxReport @args }; list = '/api/reports'; property = 'Title'; item = { @{ id = $args[0]; title = $args[0]; dataMart = @{ id = 'm' } } } }
        @{ command = 'Get-OwoxReport -DataMartId'; use = { Get-OwoxReport @args -DataMartId 6f1c2a54-0b7e-4d39-8a61-c5e0d9f3b201 }; list = '/api/reports/data-mart/*'; property = 'Title'; item = { @{ id = $args[0]; title = $args[0]; dataMart = @{ id = 'm' } } } }
        @{ command = 'Get-OwoxDataMartColumn'; use = { Get-OwoxDataMartColumn 6f1c2a54-0b7e-4d39-8a61-c5e0d9f3b201 -Name $args[0] }; list = '/api/data-marts/*/blendable-schema'; property = 'Name'; item = { @{ name = $args[0]; type = 'STRING' } }; wrap = { @{ nativeFields = @($args[0]); blendedFields = @(); availableSources = @() } } }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $invalid = @{ Id = 'Owox.PatternInvalid'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }

    # Makes the server return a list of items with these titles, once.
    function Set-List([string[]] $Title) {
        $items = @($Title | ForEach-Object { & $item $_ })
        $body = if ($wrap) { & $wrap $items } else { ConvertTo-Json -Depth 5 -Compress -InputObject $items }
        Add-Fault "GET $list" status @{ status = 200; body = $body; times = 1 }
        Add-Fault "GET $list" status @{ status = 200; body = $(if ($wrap) { & $wrap @() } else { '[]' }); times = 1 }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe '<command>' -ForEach $cmdlets {
    BeforeEach {
        Clear-Sandbox
    }

    AfterEach {
        Clear-Sandbox
    }

    It 'finds <name>' -ForEach @(
        @{ name = 'Orders [EU]'; titles = 'Orders U', 'Orders [EU]', 'Orders E'; found = 'Orders [EU]' }
        @{ name = 'orders [eu]'; titles = 'Orders U', 'Orders [EU]'; found = 'Orders [EU]' }
        @{ name = 'Orders [EU]'; titles = 'Orders U', 'Orders E', 'Orders X'; found = 'Orders U', 'Orders E' }
        @{ name = 'What is new?'; titles = 'What is news', 'What is new?'; found = 'What is new?' }
        @{ name = 'Best*'; titles = 'Bestsellers', 'Best*', 'Rest'; found = 'Best*' }
        @{ name = 'Best*'; titles = 'Bestsellers', 'Best of', 'Rest'; found = 'Bestsellers', 'Best of' }
        @{ name = 'Open [bracket'; titles = 'Open b', 'Open [bracket'; found = 'Open [bracket' }
        @{ name = 'Orders `[EU`]'; titles = 'Orders U', 'Orders [EU]'; found = 'Orders [EU]' }
        @{ name = '*'; titles = 'a', '*', 'b'; found = 'a', '*', 'b' }
        @{ name = 'Orders [EU]', 'A*'; titles = 'Orders U', 'Ab', 'Orders [EU]', 'Ac'; found = 'Ab', 'Orders [EU]', 'Ac' }
    ) {
        Set-List $titles
        (& $use $name).$property | Should -BeExactly $found
    }

    It 'reports an invalid pattern: <_>' -ForEach 'Orders [EU', '[', 'a[b*' {
        Set-List 'Orders U', 'Orders [EU]'
        Assert-Failure { & $use $_ -ErrorAction Stop } @invalid -Says ([wildcardpattern]::Escape("'$_' is not a valid wildcard pattern")), 'escape them'
    }
}

Describe 'Get-OwoxReport' {
    It 'prefers an exact title of one data mart to a pattern match in another' {
        Clear-Sandbox
        foreach ($title in 'Orders U', 'Orders [EU]') {
            $body = ConvertTo-Json -Depth 5 -Compress -InputObject @(@{ id = $title; title = $title; dataMart = @{ id = 'm' } })
            Add-Fault 'GET /api/reports/data-mart/*' status @{ status = 200; body = $body; times = 1 }
        }

        (Get-OwoxReport 'Orders [EU]' -DataMartId $Sandbox.dataMarts.orders, $Sandbox.dataMarts.customers).Title | Should -BeExactly 'Orders [EU]'
    }
}

Describe 'Get-OwoxConnection' {
    AfterEach {
        'b1', 'b[12]', 'b2' | ForEach-Object { Disconnect-OwoxDataMarts $_ }
    }

    It 'prefers the exact name, and reports an invalid pattern' {
        'b1', 'b[12]', 'b2' | ForEach-Object { $null = Connect-Sandbox -With @{ Name = $_ } }
        (Get-OwoxConnection 'b[12]').Name | Should -Be 'b[12]'
        (Get-OwoxConnection 'b[1]').Name | Should -Be 'b1'
        Assert-Failure { Get-OwoxConnection 'b[' } @invalid -Says 'is not a valid wildcard pattern'
    }
}

Describe 'A title with brackets' {
    It 'identifies one data mart in an export' {
        Clear-Sandbox
        New-BracketDataMart | Should -HaveCount 2
        (Export-OwoxDataMart 'Orders [EU]').note | Should -BeExactly 'Orders [EU]'
        (Get-OwoxDataMart 'Orders [EU]' | Export-OwoxDataMart).note | Should -BeExactly 'Orders [EU]'
    }
}
