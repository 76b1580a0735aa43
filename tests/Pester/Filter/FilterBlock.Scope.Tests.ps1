# The scopes in which a filter block finds its variables. No code of a filter block runs.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $id = $Sandbox.dataMarts.orders
    $script:fromScript = 'script'
    Set-Variable OwoxFromGlobal global -Scope Global

    # Runs a script in a separate shell with the module, a connection and the specified language mode.
    function Invoke-InShell([string] $Script, [string] $LanguageMode = 'FullLanguage') {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddCommand('Import-Module').AddArgument($env:OWOX_TEST_MODULE).AddStatement().AddCommand('Connect-OwoxDataMarts').AddParameter('ApiKey', (ConvertTo-Secret $Sandbox.apiKey)).Invoke()
            $shell.Commands.Clear()
            $shell.Runspace.SessionStateProxy.LanguageMode = $LanguageMode
            $output = $shell.AddScript($Script).AddArgument($id).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $output
        }
        finally {
            $shell.Dispose()
        }
    }
}

AfterAll {
    Remove-Variable OwoxFromGlobal -Scope Global
    Stop-OwoxTest
}

Describe 'A variable in a filter block' {
    It 'is read from the scopes of the caller' {
        function Get-Rule { $local = 'local'; New-OwoxFilter { $_.a -eq $local -and $_.b -eq $outer -and $_.c -eq $OwoxFromGlobal -and $_.e -eq $local:local } }
        $outer = 'outer'
        (Get-Rule).Value | Should -Be 'local', 'outer', 'global', 'local'
        (New-OwoxFilter ([scriptblock]::Create('$_.a -eq $global:OwoxFromGlobal -and $_.b -eq $script:fromScript'))).Value | Should -Be 'global', 'script'
    }

    It 'has the value at the time when the command starts' {
        $value = 1
        $block = { $_.a -eq $value }
        $value = 2
        (New-OwoxFilter $block).Value | Should -Be 2
    }

    It 'is null if its value comes from an empty pipeline: <text>' -ForEach @(
        @{ text = '$_.note -eq $nothing'; rule = 'note is_null' }
        @{ text = '$_.note -ne $nothing'; rule = 'note is_not_null' }
        @{ text = '$nothing -eq $_.note'; rule = 'note is_null' }
        @{ text = '$_.note -in $nothing'; rule = 'note is_null' }
        @{ text = '$_.note -notin $nothing, "x"'; rule = "note not_in 'x'", 'note is_not_null' }
        @{ text = '$_.note -eq $table.key'; rule = 'note is_null' }
        @{ text = '$_.note -eq ($nothing)'; rule = 'note is_null' }
    ) {
        $nothing = @() | Where-Object { $false }
        $table = @{ key = $nothing }
        $null = $nothing, $table
        $block = [scriptblock]::Create($text)
        @(New-OwoxFilter $block | ForEach-Object { "$_" }) | Should -Be $rule
    }

    It 'is sent as null, not as an empty string, if its value comes from an empty pipeline' {
        $nothing = Get-OwoxDataMart -Status Draft | Where-Object { $false }
        @(Export-OwoxDataMart $id -Filter { $_.note -eq $nothing } -Limit 3 | ForEach-Object { $null -eq $_.note }) | Should -Be $true, $true, $true
    }

    It 'is read from the module that created the block' {
        $module = New-Module { $private = 'of the module'; function Get-Block { $inner = 'of the function'; $null = $inner; { $_.a -eq $private } } }
        try {
            (New-OwoxFilter (& $module { Get-Block })).Value | Should -Be 'of the module'
            $private = 'of the test'
            (New-OwoxFilter { $_.a -eq $private }).Value | Should -Be 'of the test'
        }
        finally {
            Remove-Module $module
        }
    }

    It 'is read from a closure' {
        function Get-Block { $kept = 'kept'; { $_.a -eq $kept }.GetNewClosure() }
        (New-OwoxFilter (Get-Block)).Value | Should -Be 'kept'
    }

    It 'is passed to another runspace with $using:' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $names = 'x', 'y'
        $manifest = $env:OWOX_TEST_MODULE
        1 | ForEach-Object -Parallel { Import-Module $using:manifest; "$(New-OwoxFilter { $_.a -in $using:names })" } | Should -Be "a in 'x', 'y'"
    }

    It 'can be followed by properties and indexes after $using:, without running a script' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $order = [pscustomobject]@{ Customer = @{ Id = 7 } }
        $ids = 4, 5
        $manifest = $env:OWOX_TEST_MODULE
        1 | ForEach-Object -Parallel { Import-Module $using:manifest; "$(New-OwoxFilter { $_.a -eq $using:order.Customer.Id -and $_.b -eq $using:ids[1] })" } | Should -Be 'a eq 7 b eq 5'
        $script:ran = 0
        $made = New-Object psobject | Add-Member ScriptProperty Trap { $script:ran++ } -PassThru
        Assert-Failure { New-OwoxFilter { $_.a -eq $using:made.Trap } } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "'Trap' is computed by a script"
        $script:ran | Should -Be 0
    }

    It 'is the variable of the caller after $using: in the same runspace' {
        $names = 'x', 'y'
        (New-OwoxFilter { $_.a -in $using:names }).Value | Should -Be 'x', 'y'
        $failure = Get-Failure { New-OwoxFilter { $_.a -in $using:nowhere } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.RuleInvalid,*'
        $failure.CategoryInfo.Category | Should -Be InvalidArgument
        $failure.Exception.Message | Should -Match 'the variable \$nowhere does not exist|the variable \$using:nowhere does not exist'
    }

    It 'can be followed by note properties, .NET properties and keys of hashtables' {
        $file = [System.Version]'1.2.3'
        $made = New-Object psobject -Property @{ Inner = @{ Key = 'deep' } }
        $list = $made, (New-Object psobject -Property @{ Inner = @{ Key = 'deeper' } })
        (New-OwoxFilter { $_.a -in $list.Inner.Key }).Value | Should -Be 'deep', 'deeper'
        (New-OwoxFilter { $_.a -eq $file.Major -and $_.b -eq $made.Inner.Key -and $_.c -eq $made.'Inner'.'Key' }).Value | Should -Be 1, 'deep', 'deep'
    }

    It 'is rejected if a property would run a script, and the script does not run' {
        $script:ran = 0
        $made = New-Object psobject | Add-Member ScriptProperty Trap { $script:ran++ } -PassThru | Add-Member AliasProperty Other Trap -PassThru
        $several = @($made, $made)
        Assert-Failure { New-OwoxFilter { $_.a -eq $made.Trap } } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "'Trap' is computed by a script"
        Assert-Failure { New-OwoxFilter { $_.a -in $several.Trap } } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "'Trap' is computed by a script"
        Assert-Failure { New-OwoxFilter { $_.a -eq $made.Other } } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says "'Other' is computed by a script"
        $script:ran | Should -Be 0
    }

    It 'can be a list that contains itself or a list that is too long' {
        $itself = [System.Collections.ArrayList]@(1)
        $null = $itself.Add($itself)
        Assert-Failure { New-OwoxFilter { $_.a -in $itself } } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'ArrayList'
        $endless = [System.Linq.Enumerable]::Range(0, [int]::MaxValue)
        Assert-Failure { New-OwoxFilter { $_.a -in $endless } } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '1 to 500 values'
    }
}

Describe 'A filter block' {
    It 'does not run: <text>' -ForEach @(
        @{ text = '$_.a -eq (Set-Variable ran 1 -Scope Script)' }
        @{ text = '$_.a -eq $(Set-Variable ran 1 -Scope Script)' }
        @{ text = '$_.a -eq @(Set-Variable ran 1 -Scope Script)' }
        @{ text = '$_.a -eq "$(Set-Variable ran 1 -Scope Script)"' }
        @{ text = '$_.a -eq ($script:ran = 1)' }
        @{ text = '$_.a -eq $script:ran++' }
        @{ text = '$_.a -eq (& { $script:ran = 1 })' }
        @{ text = '$_.a -eq { $script:ran = 1 }.Invoke()' }
        @{ text = '$_.a -eq [scriptblock]::Create(''$script:ran = 1'').Invoke()' }
        @{ text = 'Set-Variable ran 1 -Scope Script' }
        @{ text = 'begin { $script:ran = 1 } end { $_.a -eq 1 }' }
        @{ text = 'trap { $script:ran = 1 } $_.a -eq 1' }
        @{ text = '$_.a -eq 1 -and $($script:ran = 1; $true)' }
    ) {
        $script:ran = 0
        Assert-Failure { New-OwoxFilter ([scriptblock]::Create($text)) } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'The filter cannot be sent'
        $script:ran | Should -Be 0
    }

    It 'can be very long, and is rejected if it is nested too deeply' {
        $text = (1..400 | ForEach-Object { "`$_.c -eq $_" }) -join ' -or '
        (New-OwoxFilter ([scriptblock]::Create($text))).Value.Count | Should -Be 400
        $deep = '(' * 90 + '$_.c -eq 1' + ')' * 90
        (New-OwoxFilter ([scriptblock]::Create($deep))).Value | Should -Be 1
        $deeper = '-not ' * 120 + '$_.c'
        Assert-Failure { New-OwoxFilter ([scriptblock]::Create($deeper)) } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'more than 100'
    }

    It 'can be the body of a function' {
        function Test-Row { $_.a -gt 1 }
        "$(New-OwoxFilter ${function:Test-Row})" | Should -Be 'a gt 1'
    }

    It 'can filter an export to a file' {
        $path = Join-Path $TestDrive rows.ndjson
        (Export-OwoxDataMart $id -Path $path -Filter { $_.order_id -in 1..3 }).Rows | Should -Be 3
    }
}

Describe 'A session in ConstrainedLanguage mode' {
    It 'compiles filter blocks with variables, casts, lists, properties and wildcards' {
        $found = Invoke-InShell -LanguageMode ConstrainedLanguage 'param($id)
            $since = [datetime]"2025-06-01"; $list = "France", "Spain"; $table = @{ least = 100 }; $made = "{""Most"":200}" | ConvertFrom-Json; $start = "F"
            $rows = @(Export-OwoxDataMart $id -Filter { $_.date -ge $since -and $_.country -in $list -and $_.revenue -ge $table.least -and $_.revenue -le $made.Most -and $_.date -lt [datetime]"2025-07-01" -and $_.country -like "$start*" -and $_.note -ne $using:start })
            $same = @(Export-OwoxDataMart $id | Where-Object { $_.date -ge "2025-06-01" -and $_.country -eq "France" -and $_.revenue -ge 100 -and $_.revenue -le 200 -and $_.date -lt "2025-07-01" })
            "$($rows.Count) $($same.Count) $((Compare-Object $rows.order_id $same.order_id).Count)"'
        $numbers = -split $found
        [int]$numbers[0] | Should -BeGreaterThan 5
        $numbers[0] | Should -Be $numbers[1]
        $numbers[2] | Should -Be 0
    }

    It 'supports rule objects and short forms, and reports the position of an error' {
        Invoke-InShell -LanguageMode ConstrainedLanguage 'param($id)
            $rules = @((New-OwoxFilter order_id lt 100), { $_.revenue -gt 5 }, @{ column = "country"; operator = "in"; value = "France", "Spain" }, "{""column"":""note"",""operator"":""is_not_null""}")
            $rows = @(Export-OwoxDataMart $id -Filter $rules -Column country, revenue -Aggregation @{ revenue = "SUM" } -Sort "country desc")
            $rows.country -join ","
            "$(New-OwoxFilter { $_.a -ge 1 -and $_.b -match "x" })"
            "$(New-OwoxSort a -Descending) $(New-OwoxAggregation a SUM) $(New-OwoxDateBucket d MONTH)"
            try { New-OwoxFilter { $_.a -eq (Get-Date) } } catch { $_.FullyQualifiedErrorId; ($_.Exception.Message -split "`n")[3].Trim() }' | Should -Be @(
            'Spain,France'
            "a gte 1 b regex 'x'"
            'a desc SUM(a) d by MONTH'
            'Owox.RuleInvalid,Owox.PowerShell.Commands.Filters.NewOwoxFilterCommand'
            '~~~~~~~~~~'
        )
    }
}
