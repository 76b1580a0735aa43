# Thousands of valid and invalid scripts: a filter block is compiled to rules or rejected with an error of the compiler. No code runs.
# A failure reports the seed. Set $env:OWOX_TEST_SEED to the seed to repeat it.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $seed = if ($env:OWOX_TEST_SEED) { [int]$env:OWOX_TEST_SEED } else { Get-Random -Maximum 1000000 }
    $random = [System.Random]::new($seed)
    $cases = Import-PowerShellDataFile (Join-Path $PSScriptRoot '../Support/FilterCases.psd1')
    $texts = @($cases.Accepted.filter) + @($cases.Refused.filter)
    $since = [datetime]'2026-01-31'
    $one = 'x'
    $list = 'DE', 'UA'
    $order = [pscustomobject]@{ Name = 'first' } | Add-Member -MemberType ScriptProperty -Name Computed -Value { $env:OWOX_FUZZ_RAN = 'a property' } -PassThru
    $null = $since, $one, $list, $order
    $ran = '(Set-Item Env:OWOX_FUZZ_RAN 1)'
    $tokens = '$_.a', '$_.b', '$_.''c d''', '$PSItem.e', '$_', '$_.a.b', '-eq', '-ne', '-gt', '-ge', '-lt', '-le', '-in', '-notin', '-contains', '-notcontains',
        '-like', '-notlike', '-match', '-notmatch', '-ceq', '-ieq', '-clike', '-and', '-or', '-xor', '-not', '!', '-is', '-as', '-f', '-replace', '+', '-', '*', '/', '%', '..', ',',
        '(', ')', '@(', '{', '}', '@{', '[', ']', ';', '|', '=', '+=', '++', '>', '&', '&&', '||', '?', '??', ':', '.', '::', '`', "`n", '#', '<#', '''', '"',
        '''x*''', '''*x*''', '''a*b''', '"x$one"', '"$($_.a)"', '''''', '1', '-1', '2.5', '1kb', '0x1F', '1..3', '$null', '$true', '$false', '$one', '$list', '$since', '$since.Year',
        '$order.Name', '$order.Computed', '$using:one', '$env:PATH', '$global:one', '$nope', '@one', '[datetime]', '[int]', '[string]::IsNullOrEmpty(', '[string]::IsNullOrWhiteSpace(', '[scriptblock]',
        $ran, "`$$ran", "@$ran", "`$(`$env:OWOX_FUZZ_RAN = 1)", '.Invoke()', '.ToString()', 'if', 'return', 'throw', 'param(', 'begin {', 'foreach', 'function f {', 'trap {', 'using', "`u{0}", "`t", 'é', '—eq'

    # The words that a script must contain before a rule can have the operator.
    $families = @{
        eq = 'eq|like|or|ne'; neq = 'ne|eq|like'; gt = 'gt|ge|lt|le'; gte = 'gt|ge|lt|le'; lt = 'gt|ge|lt|le'; lte = 'gt|ge|lt|le'; in = 'in|contains|or|ne'; not_in = 'in|contains|or'
        contains = 'like'; not_contains = 'like'; starts_with = 'like'; ends_with = 'like'; regex = 'match'; not_regex = 'match|like'
        is_null = 'eq|ne|in|contains'; is_not_null = 'eq|ne|in|contains'; is_empty = 'like|or|in|contains|IsNullOrEmpty|ne|eq'; is_not_empty = 'like|in|contains|IsNullOrEmpty|ne|eq'
        is_blank = 'IsNullOrWhiteSpace'; is_not_blank = 'IsNullOrWhiteSpace'
        is_true = '.'; is_false = '.'
    }

    function New-RandomText { (1..$random.Next(1, 14) | ForEach-Object { $tokens[$random.Next($tokens.Count)] }) -join (@(' ', ' ', ' ', '')[$random.Next(4)]) }

    # Returns a test case in which text was removed, repeated, inserted or replaced.
    function New-MutatedText {
        $text = $texts[$random.Next($texts.Count)]
        foreach ($i in 1..$random.Next(1, 3)) {
            $at = $random.Next($text.Length + 1)
            $length = [Math]::Min($random.Next(1, 6), $text.Length - $at)
            $text = switch ($random.Next(4)) {
                0 { $text.Remove($at, $length) }
                1 { $text.Insert($at, $text.Substring($at, $length)) }
                2 { $text.Insert($at, " $($tokens[$random.Next($tokens.Count)]) ") }
                3 { $text.Remove($at, $length).Insert($at, $tokens[$random.Next($tokens.Count)]) }
            }
        }
        $text
    }

    # Parses and compiles the text, and verifies the rules or the error. Returns the kind of result.
    function Test-Text([string] $Text) {
        $block = try { [scriptblock]::Create($Text) } catch { return 'no script' }
        try {
            $rules = @(New-OwoxFilter $block)
        }
        catch {
            if ($_.FullyQualifiedErrorId -notlike 'Owox.RuleInvalid,*' -or $_.Exception.GetType().FullName -ne 'Owox.OwoxConfigurationException') {
                throw "seed $seed, { $Text }: $($_.FullyQualifiedErrorId) $($_.Exception)"
            }

            if ($_.Exception.Message -notmatch '(?s)^The filter cannot be sent: .+\.\nAt line:\d+ char:\d+\n.*~.*\n.+') {
                throw "seed $seed, { $Text }: the message is incomplete: $($_.Exception.Message)"
            }

            # A message contains spaces instead of control characters.
            if ($_.Exception.Message -match '(?s)\nWrite instead:\n  (.+)$' -and $Text -notmatch '[\x00-\x1f]') {
                $instead = $Matches[1]
                try { $null = New-OwoxFilter ([scriptblock]::Create($instead)) } catch { throw "seed $seed, { $Text }: the suggestion { $instead } is rejected: $_" }
            }

            return 'refused'
        }

        # The value of a quoted name can differ from its source text: quotation marks are doubled, and a backtick escapes a character.
        $names = $block.Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.StringConstantExpressionAst] }, $true).Value
        foreach ($rule in $rules) {
            if (-not $Text.Contains($rule.Column) -and $rule.Column -cnotin $names) { throw "seed $seed, { $Text }: the column '$($rule.Column)' is not in the text" }
            if ($Text -notmatch $families[$rule.Operator]) { throw "seed $seed, { $Text }: no text corresponds to the rule $rule" }
        }

        if (-not $rules) { throw "seed $seed, { $Text }: neither rules nor an error" }
        'accepted'
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A random script as the filter of an export' {
    BeforeEach {
        $env:OWOX_FUZZ_RAN = $null
    }

    # The columns do not exist, but only the server can detect that without a schema. The request contains only rules from the text.
    It 'is sent as the rules that New-OwoxFilter returns, or not at all' {
        $id = $Sandbox.dataMarts.orders
        $sentCount = 0
        $kept = 0
        foreach ($i in 1..600) {
            $text = if ($random.Next(3)) { New-MutatedText } else { $texts[$random.Next($texts.Count)] }
            $block = try { [scriptblock]::Create($text) } catch { continue }
            $rules = try { @(New-OwoxFilter $block) } catch { $null }
            Clear-Sandbox
            Add-Fault 'GET *blendable-schema' status @{ status = 404 }
            $failure = try { $null = Export-OwoxDataMart $id -Filter $block -Limit 1 } catch { $_ }
            $calls = @(Get-SandboxRequest '/api/*')
            if ($rules) {
                $query = @($calls | Where-Object path -like '*.ndjson').query
                $encoded = [regex]::Match("$query", '[?&]filter=([^&]*)').Groups[1].Value.Replace('-', '+').Replace('_', '/')
                $sent = [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($encoded.PadRight([Math]::Ceiling($encoded.Length / 4) * 4, '='))) | ConvertFrom-Json -DateKind String
                $description = "seed ${seed}: { $text }: $query $failure"
                @($query).Count | Should -Be 1 -Because $description
                ($sent | ForEach-Object { "$($_.column) $($_.operator) $($_.value)" }) -join "`n" | Should -BeExactly (($rules | ForEach-Object { "$($_.Column) $($_.Operator) $($_.Value)" }) -join "`n") -Because $description
                $sentCount++
            }
            else {
                $calls | Should -BeNullOrEmpty -Because "seed ${seed}: { $text }"
                $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.RuleInvalid,*' -Because "seed ${seed}: { $text }"
                $kept++
            }
        }

        $sentCount | Should -BeGreaterThan 60
        $kept | Should -BeGreaterThan 60
        $env:OWOX_FUZZ_RAN | Should -BeNullOrEmpty -Because "nothing runs (seed $seed)"
    }
}

Describe 'A random script as a filter block' {
    BeforeEach {
        $env:OWOX_FUZZ_RAN = $null
    }

    AfterEach {
        $env:OWOX_FUZZ_RAN | Should -BeNullOrEmpty -Because "nothing runs (seed $seed)"
    }

    It 'is compiled to rules or rejected with the error position if it consists of random tokens' {
        $seen = 1..4000 | ForEach-Object { Test-Text (New-RandomText) } | Group-Object -AsHashTable
        $seen['refused'].Count | Should -BeGreaterThan 100
    }

    It 'is compiled to rules or rejected when it is a mutation of a test case' {
        $seen = 1..3000 | ForEach-Object { Test-Text (New-MutatedText) } | Group-Object -AsHashTable
        $seen['refused'].Count | Should -BeGreaterThan 300
        $seen['accepted'].Count | Should -BeGreaterThan 40
    }
}
