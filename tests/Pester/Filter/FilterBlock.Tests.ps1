# Filter blocks: the rules that are sent, and the errors of blocks that cannot be sent. FilterCases.psd1 contains the test cases.

BeforeDiscovery {
    $cases = Import-PowerShellDataFile (Join-Path $PSScriptRoot '../Support/FilterCases.psd1')
    $accepted = $cases.Accepted
    $refused = $cases.Refused
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $id = $Sandbox.dataMarts.orders
    $env:OWOX_FILTER_CASE = 'from outside'

    $since = [datetime]'2026-01-31'
    $day = '2026-01-31'
    $local = [datetime]::SpecifyKind([datetime]'2026-01-31', 'Local')
    $moment = [datetime]::SpecifyKind([datetime]'2026-01-31T10:30:00', 'Utc')
    $one = 'x'
    $list = 'DE', 'UA'
    $nothing = $null
    $word = [System.DayOfWeek]::Monday
    $letter = [char]'q'
    $guid = [guid]'3c0a9b7e-6a8c-4d53-9d5b-2f1e6b0f7a41'
    $pattern = '^x'
    $many = 1..501
    $order = [pscustomobject]@{ Name = 'first'; Customer = [pscustomobject]@{ Id = 7 } }
    $order | Add-Member -MemberType ScriptProperty -Name Computed -Value { throw 'this ran' }
    $table = @{ key = 'kept' }
    [int[]] $ids = 4, 5
    $few = [System.Collections.Generic.List[string]]@('p', 'q')
    $orders = [pscustomobject]@{ Id = 1; Customer = @{ Name = 'Ann' }; Only = 'first alone' }, [pscustomobject]@{ Id = 2; Customer = @{ Name = 'Bob' } }
    $yes = [switch] $true
    $half = 0.5

    # Returns the filter of the last stream request.
    function Get-SentFilter {
        $query = @(Get-SandboxRequest '/api/external/*')[-1].query
        $encoded = [regex]::Match($query, '[?&]filter=([^&]*)').Groups[1].Value.Replace('-', '+').Replace('_', '/')
        [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($encoded.PadRight([Math]::Ceiling($encoded.Length / 4) * 4, '=')))
    }
}

AfterAll {
    Remove-Item Env:OWOX_FILTER_CASE
    Stop-OwoxTest
}

Describe 'A filter block' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is sent as rules: <filter>' -ForEach $accepted {
        # Most columns do not exist, but only the server can detect that without a schema. This test covers the query.
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        $block = [scriptblock]::Create($filter)
        try {
            $null = Export-OwoxDataMart $id -Filter $block
        }
        catch {
            $_.FullyQualifiedErrorId | Should -BeLike 'Owox.RequestInvalid,*' -Because $_
        }

        Get-SentFilter | Should -BeExactly $json
    }

    It 'is rejected before the request: <filter>' -ForEach $refused {
        $block = [scriptblock]::Create($filter)
        $failure = Get-Failure { Export-OwoxDataMart $id -Filter $block }
        $failure.Exception.Message | Should -BeExactly ($says -join "`n")
        $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.RuleInvalid,*'
        $failure.CategoryInfo.Category | Should -Be InvalidArgument
        $failure.Exception.GetType().FullName | Should -Be Owox.OwoxConfigurationException
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }
}

Describe 'The suggestions in error messages' {
    # A suggested condition must compile. A suggested Where-Object command must be valid PowerShell.
    It 'can be used without changes' {
        $count = @{ filters = 0; others = 0 }
        foreach ($case in (Import-PowerShellDataFile (Join-Path $PSScriptRoot '../Support/FilterCases.psd1')).Refused) {
            $lines = @($case.says -split "`n")
            $way = [array]::FindLastIndex([string[]] $lines, [Predicate[string]] { $args[0] -match ':$' -and $args[0] -notmatch '^At line' })
            $text = if ($way -ge 0) { ($lines[($way + 1)..($lines.Count - 1)] | ForEach-Object Trim) -join "`n" }
            if (-not $text) { continue }
            $because = "this is suggested for $($case.filter): $text"
            if ($lines[$way] -eq 'Write instead:') {
                { New-OwoxFilter ([scriptblock]::Create($text)) } | Should -Not -Throw -Because $because
                $count.filters++
            }
            elseif ($text -match '-Filter (\{.*?\})( \| Where-Object|$)' -and $lines[$way] -ne 'Compute the value first:') {
                { New-OwoxFilter ([scriptblock]::Create($Matches[1].Trim('{', '}', ' '))) } | Should -Not -Throw -Because $because
                $count.filters++
            }
            else {
                { [scriptblock]::Create(($text -replace '^\|', '1 |')) } | Should -Not -Throw -Because $because
                $count.others++
            }
        }

        $count.filters | Should -BeGreaterThan 40
        $count.others | Should -BeGreaterThan 20
    }
}

Describe 'A filter block in the culture <culture>' -ForEach @(
    @{ culture = 'de-DE' }
    @{ culture = 'uk-UA' }
    @{ culture = 'tr-TR' }
    @{ culture = 'th-TH' }
    @{ culture = 'ar-SA' }
) {
    It 'is compiled to the same rules' {
        $blocks = (Import-PowerShellDataFile (Join-Path $PSScriptRoot '../Support/FilterCases.psd1')).Accepted.filter | ForEach-Object { [scriptblock]::Create($_) }
        $expected = $blocks | ForEach-Object { "$(New-OwoxFilter $_)" }
        $own = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $culture
            (0.5).ToString() + $since.ToString('yyyy') + 'i'.ToUpper() | Should -Not -Be '0.52026I'
            $blocks | ForEach-Object { "$(New-OwoxFilter $_)" } | Should -BeExactly $expected
        }
        finally {
            [cultureinfo]::CurrentCulture = $own
        }
    }
}

Describe 'The error of a filter block' {
    It 'points to the source line of the block' {
        $failure = Get-Failure {
            New-OwoxFilter {
                $_.a -eq 1 -and
                ($_.b -eq 2 -or $_.c -eq 3) # a remark
            }
        }
        $lines = $failure.Exception.Message -split "`n"
        $lines[2].TrimEnd() | Should -BeExactly '                  ($_.b -eq 2 -or $_.c -eq 3) # a remark'
        $lines[3] | Should -BeExactly '                   ~~~~~~~~~~~~~~~~~~~~~~~~~'
        $failure.Exception.Message | Should -Match 'At line:\d{2,} char:18\n'
    }

    It 'distinguishes -and from && and -or from ||' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        foreach ($word in '&&', '||') {
            $block = [scriptblock]::Create("`$_.a -eq 1 $word `$_.b -eq 2")
            Assert-Failure { New-OwoxFilter $block } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '&& and || combine commands; use -and to combine conditions', 'At line:1 char:1'
        }
    }

    It 'does not show text outside the block' {
        $text = "`$secret = 'hunter2'; New-OwoxFilter { `$_.a -eq (Get-Date) }; 'hunter2'"
        (Get-Failure ([scriptblock]::Create($text))).Exception.Message | Should -Not -Match 'hunter2'
    }

    It 'does not show the values of variables' {
        $password = [pscustomobject]@{ Secret = 'hunter2' }
        (Get-Failure { New-OwoxFilter { $_.a -eq $password } }).Exception.Message | Should -Not -Match 'hunter2'
        $password = 'hunter2*x'
        (Get-Failure { New-OwoxFilter { $_.a -ilike $password } }).Exception.Message | Should -Not -Match 'hunter2'
    }

    It 'shows only part of a long line' {
        $text = (1..60 | ForEach-Object { "`$_.c$_ -eq $_" }) -join ' -and '
        $failure = Get-Failure { New-OwoxFilter ([scriptblock]::Create("$text -and `$_.a -gt `$_.b -and $text")) }
        $lines = $failure.Exception.Message -split "`n"
        $lines[2].Substring($lines[3].IndexOf('~'), $lines[3].Length - $lines[3].IndexOf('~')) | Should -Be '$_.a -gt $_.b'
        $lines[2].Length | Should -BeLessThan 120
    }

    It 'suggests a command that works' {
        $rows = Export-OwoxDataMart $id -Filter { $_.order_id -le 40 } | Where-Object { $_.country -eq 'France' -or $_.revenue -gt 400 }
        (Get-Failure { Export-OwoxDataMart $id -Filter { $_.order_id -le 40 -and ($_.country -eq 'France' -or $_.revenue -gt 400) } }).Exception.Message |
            Should -BeLike "*-Filter { `$_.order_id -le 40 } | Where-Object { `$_.country -eq 'France' -or `$_.revenue -gt 400 }"
        $rows.Count | Should -BeGreaterThan 3
    }
}
