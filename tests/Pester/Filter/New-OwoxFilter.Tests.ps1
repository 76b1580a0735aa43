# The rule cmdlets, the short forms of the rule parameters, and combinations of both.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $id = $Sandbox.dataMarts.orders

    # Returns a decoded parameter of the last stream request.
    function Get-SentParameter([string] $Name) {
        $query = @(Get-SandboxRequest '/api/external/*')[-1].query
        $encoded = [regex]::Match($query, "[?&]$Name=([^&]*)").Groups[1].Value.Replace('-', '+').Replace('_', '/')
        [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($encoded.PadRight([Math]::Ceiling($encoded.Length / 4) * 4, '=')))
    }

    # Sends the query, even with columns that do not exist: without a schema, only the server can detect them.
    function Invoke-Query($With) {
        Add-Fault 'GET *blendable-schema' status @{ status = 404 }
        try { $null = Export-OwoxDataMart $id @With } catch { $_.FullyQualifiedErrorId | Should -BeLike 'Owox.RequestInvalid,*' -Because $_ }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'New-OwoxFilter' {
    It 'returns rules that are sent unchanged: <text>' -ForEach @(
        @{ text = 'revenue gt 100'; make = { New-OwoxFilter revenue gt 100 }; json = '[{"column":"revenue","operator":"gt","value":100}]' }
        @{ text = "country eq 'it''s'"; make = { New-OwoxFilter -Column country -Operator EQ -Value "it's" }; json = '[{"column":"country","operator":"eq","value":"it''s"}]' }
        @{ text = 'a gte 1'; make = { New-OwoxFilter a ge 1 }; json = '[{"column":"a","operator":"gte","value":1}]' }
        @{ text = 'a lte 1.5'; make = { New-OwoxFilter a le 1.5 }; json = '[{"column":"a","operator":"lte","value":1.5}]' }
        @{ text = 'a neq 1'; make = { New-OwoxFilter a ne 1 }; json = '[{"column":"a","operator":"neq","value":1}]' }
        @{ text = "a regex 'x'"; make = { New-OwoxFilter a match x }; json = '[{"column":"a","operator":"regex","value":"x"}]' }
        @{ text = "a in 'DE', 'UA'"; make = { New-OwoxFilter a in DE, UA }; json = '[{"column":"a","operator":"in","value":["DE","UA"]}]' }
        @{ text = 'a not_in 1'; make = { New-OwoxFilter a notin 1 }; json = '[{"column":"a","operator":"not_in","value":[1]}]' }
        @{ text = 'a is_null'; make = { New-OwoxFilter a is_null }; json = '[{"column":"a","operator":"is_null"}]' }
        @{ text = "a eq ''"; make = { New-OwoxFilter a eq '' }; json = '[{"column":"a","operator":"eq","value":""}]' }
        @{ text = 'a eq true'; make = { New-OwoxFilter a eq $true }; json = '[{"column":"a","operator":"eq","value":true}]' }
        @{ text = "a gte '2026-01-31'"; make = { New-OwoxFilter a gte ([datetime]'2026-01-31') }; json = '[{"column":"a","operator":"gte","value":"2026-01-31"}]' }
        @{ text = 'a between 10 and 40'; make = { New-OwoxFilter a -Between 10, 40 }; json = '[{"column":"a","operator":"between","value":{"from":10,"to":40}}]' }
        @{ text = "a between '2026-01-01' and '2026-01-31'"; make = { New-OwoxFilter a -Between ([datetime]'2026-01-01'), '2026-01-31' }; json = '[{"column":"a","operator":"between","value":{"from":"2026-01-01","to":"2026-01-31"}}]' }
        @{ text = 'a between 1 and 2'; make = { New-OwoxFilter a between @{ from = 1; to = 2 } }; json = '[{"column":"a","operator":"between","value":{"from":1,"to":2}}]' }
        @{ text = 'a relative_date last_month'; make = { New-OwoxFilter a -Relative LAST_MONTH }; json = '[{"column":"a","operator":"relative_date","value":{"kind":"last_month"}}]' }
        @{ text = 'a relative_date last_n_days 7'; make = { New-OwoxFilter a -Relative last_n_days -Count 7 }; json = '[{"column":"a","operator":"relative_date","value":{"kind":"last_n_days","n":7}}]' }
        @{ text = "segment eq 'loyal' (before the join with customers)"; make = { New-OwoxFilter segment eq loyal -PreJoin customers }; json = '[{"column":"segment","operator":"eq","value":"loyal","placement":"pre-join","aliasPath":"customers"}]' }
        @{ text = 'SUM(revenue) gt 30'; make = { New-OwoxFilter revenue gt 30 -Function sum }; json = '[{"column":"revenue","operator":"gt","value":30,"function":"SUM"}]' }
        @{ text = 'AVG(a) gt 1 AVG(a) lt 9'; make = { New-OwoxFilter { $_.a -gt 1 -and $_.a -lt 9 } -Function AVG }; json = '[{"column":"a","operator":"gt","value":1,"function":"AVG"},{"column":"a","operator":"lt","value":9,"function":"AVG"}]' }
    ) {
        Clear-Sandbox
        $rules = & $make
        "$rules" | Should -BeExactly $text
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
        Invoke-Query @{ Filter = $rules }
        Get-SentParameter filter | Should -BeExactly $json
    }

    It 'returns objects that are displayed as a table' {
        $rules = New-OwoxFilter { $_.country -in 'DE', 'UA' -and $_.revenue -gt 100 }
        $rules | ForEach-Object { $_.GetType().FullName } | Should -Be Owox.FilterRule, Owox.FilterRule
        $lines = ($rules | Out-String).Trim() -split '\r?\n'
        -split $lines[0] | Should -Be Column, Operator, Value, Function, AliasPath
        $lines[2] | Should -Match '^country\s+in\s+\{DE, UA\}'
        $lines[3] | Should -Match '^revenue\s+gt\s+100'
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'an unknown operator'; make = { New-OwoxFilter a like x }; says = "operator 'like' is unknown" }
        @{ what = 'a list for one value'; make = { New-OwoxFilter a eq 1, 2 }; says = "'eq' on 'a' requires a string, a number or a boolean" }
        @{ what = 'no value'; make = { New-OwoxFilter a gt }; says = "'gt' on 'a' requires a value, but the value is null" }
        @{ what = 'an unexpected value'; make = { New-OwoxFilter a is_null 1 }; says = "'is_null' on 'a' does not accept a value" }
        @{ what = 'an empty list'; make = { New-OwoxFilter a in @() }; says = '1 to 500 values, not 0' }
        @{ what = 'mixed values'; make = { New-OwoxFilter a in 1, 'x' }; says = 'values of one type' }
        @{ what = 'bounds of two types'; make = { New-OwoxFilter a -Between 1, 'x' }; says = "of the same type" }
        @{ what = 'an unknown relative date'; make = { New-OwoxFilter a -Relative tomorrow }; says = "unknown kind 'tomorrow'" }
        @{ what = 'a relative date without a count'; make = { New-OwoxFilter a -Relative last_n_days }; says = 'from 1 to 3650' }
        @{ what = 'a count above the maximum'; make = { New-OwoxFilter a -Relative last_n_days -Count 3651 }; says = 'not 3651' }
        @{ what = 'an unexpected count'; make = { New-OwoxFilter a -Relative today -Count 1 }; says = "'today', which does not accept n" }
        @{ what = 'an unknown function'; make = { New-OwoxFilter a gt 1 -Function MEDIAN }; says = "function 'MEDIAN' is unknown" }
        @{ what = 'aggregates before a join'; make = { New-OwoxFilter a gt 1 -Function SUM -PreJoin b }; says = 'its placement cannot be pre-join' }
    ) {
        Assert-Failure $make -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
    }

    It 'accepts null in each form: <what>' -ForEach @(
        @{ what = 'New-OwoxFilter'; make = { New-OwoxFilter a eq $notSet } }
        @{ what = 'an empty pipeline'; make = { New-OwoxFilter a eq (@() | Where-Object { $_ }) } }
        @{ what = 'DBNull'; make = { New-OwoxFilter a eq ([DBNull]::Value) } }
        @{ what = 'NullString'; make = { New-OwoxFilter a eq ([NullString]::Value) } }
        @{ what = 'DBNull in a list'; make = { New-OwoxFilter a in @([DBNull]::Value) } }
        @{ what = 'DBNull in a block'; make = { New-OwoxFilter { $_.a -eq [DBNull]::Value } } }
        @{ what = 'NullString in a block'; make = { New-OwoxFilter { [NullString]::Value -eq $_.a } } }
        @{ what = 'DBNull in a variable of a block'; make = { $none = [DBNull]::Value; New-OwoxFilter { $_.a -eq $none } } }
        @{ what = 'NullString in a variable of a block'; make = { $none = [NullString]::Value; New-OwoxFilter { $_.a -eq $none } } }
        @{ what = 'DBNull of a data row in a block'; make = { $row = [pscustomobject]@{ Value = [DBNull]::Value }; New-OwoxFilter { $_.a -eq $row.Value } } }
        @{ what = 'DBNull in a list of a block'; make = { $none = , [DBNull]::Value; New-OwoxFilter { $_.a -in $none } } }
        @{ what = 'a list'; make = { New-OwoxFilter a in $null, $null } }
        @{ what = 'a filter block'; make = { { $_.a -eq $null } } }
        @{ what = 'a hashtable'; make = { @{ column = 'a'; operator = 'eq'; value = $null } } }
        @{ what = 'a list in a hashtable'; make = { @{ column = 'a'; operator = 'in'; value = @($null) } } }
        @{ what = 'JSON'; make = { '{"column":"a","operator":"eq","value":null}' } }
    ) {
        Clear-Sandbox
        Invoke-Query @{ Filter = (& $make) }
        Get-SentParameter filter | Should -BeExactly '[{"column":"a","operator":"is_null"}]'
    }

    It 'accepts not null in each form: <what>' -ForEach @(
        @{ what = 'New-OwoxFilter'; make = { New-OwoxFilter a ne $null } }
        @{ what = 'a list'; make = { New-OwoxFilter a notin $null } }
        @{ what = 'a filter block'; make = { { $_.a -notin $null } } }
        @{ what = 'a hashtable'; make = { @{ column = 'a'; operator = 'neq'; value = $null } } }
        @{ what = 'JSON'; make = { '[{"column":"a","operator":"not_in","value":[null]}]' } }
    ) {
        Clear-Sandbox
        Invoke-Query @{ Filter = (& $make) }
        Get-SentParameter filter | Should -BeExactly '[{"column":"a","operator":"is_not_null"}]'
    }

    It 'returns two rules for a list that excludes null, like a filter block' {
        "$(New-OwoxFilter a notin x, $null)" | Should -BeExactly "$(New-OwoxFilter { $_.a -notin 'x', $null })"
        "$(New-OwoxFilter a in '', $null)" | Should -BeExactly 'a is_empty'
    }

    It 'rejects null for operators that need a value, before the request: <what>' -ForEach @(
        @{ what = 'a comparison'; make = { New-OwoxFilter a gt $null }; says = "'gt' on 'a' requires a value, but the value is null" }
        @{ what = 'a pattern'; make = { New-OwoxFilter a contains $null }; says = "'contains' on 'a' requires a value, but the value is null" }
        @{ what = 'no value'; make = { New-OwoxFilter a eq }; says = "'eq' on 'a' requires a value; to find null, use the operators is_null and is_not_null" }
        @{ what = 'one of several values'; make = { New-OwoxFilter a in 1, $null }; says = 'has null in its list, which requires a separate rule' }
        @{ what = 'one of several values in JSON'; make = { Export-OwoxDataMart x -Filter '{"column":"a","operator":"in","value":[1,null]}' }; says = 'has null in its list' }
        @{ what = 'a hashtable without a value'; make = { Export-OwoxDataMart x -Filter @{ column = 'a'; operator = 'neq' } }; says = "'neq' on 'a' requires a value;" }
        @{ what = 'a comparison in JSON'; make = { Export-OwoxDataMart x -Filter '{"column":"a","operator":"lt","value":null}' }; says = "'lt' on 'a' requires a value, but the value is null" }
        @{ what = 'a bound in a hashtable'; make = { Export-OwoxDataMart x -Filter @{ column = 'a'; operator = 'between'; value = @{ from = 1; to = $null } } }; says = "'from' and a 'to' of the same type, strings or numbers, and neither can be null" }
    ) {
        Clear-Sandbox
        Assert-Failure $make -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'converts null in a block to is_null or is_not_null: <what>' -ForEach @(
        @{ what = 'null'; make = { New-OwoxFilter { $_.a -eq $null } }; text = 'is_null' }
        @{ what = 'a variable from an empty pipeline'; make = { $none = @() | Where-Object { $_ }; New-OwoxFilter { $_.a -eq $none } }; text = 'is_null' }
        @{ what = 'not null'; make = { New-OwoxFilter { $null -ne $_.a } }; text = 'is_not_null' }
    ) {
        (& $make).Operator | Should -BeExactly $text
    }

    It 'reports an empty column by the name of the parameter: <what>' -ForEach @(
        @{ what = 'null'; make = { New-OwoxFilter $null eq 1 } }
        @{ what = 'a variable that was never set'; make = { New-OwoxFilter $notSet is_null } }
        @{ what = 'an empty string'; make = { New-OwoxFilter '' eq 1 } }
        @{ what = 'null with a range'; make = { New-OwoxFilter $null -Between 1, 2 } }
        @{ what = 'null with a relative date'; make = { New-OwoxFilter -Column $null -Relative today } }
    ) {
        Assert-Failure $make -Id Owox.ParameterIsNull -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'The value of -Column is null or empty'
    }

    It 'requires two values for -Between' {
        { New-OwoxFilter a -Between 1, $null } | Should -Throw -ErrorId 'ParameterArgumentValidationErrorNullNotAllowed,*'
        { New-OwoxFilter a -Between 1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { New-OwoxFilter a -Between 1, 2, 3 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

Describe 'The other rule cmdlets' {
    It 'return rules that are sent unchanged: <name>' -ForEach @(
        @{ name = 'Sort'; sent = 'sort'; make = { New-OwoxSort date, 'order id'; New-OwoxSort revenue -Descending }; text = 'date asc order id asc revenue desc'; json = '[{"column":"date","direction":"asc"},{"column":"order id","direction":"asc"},{"column":"revenue","direction":"desc"}]' }
        @{ name = 'Aggregation'; sent = 'aggregation'; make = { New-OwoxAggregation revenue sum, AVG }; text = 'SUM(revenue) AVG(revenue)'; json = '[{"column":"revenue","function":"SUM"},{"column":"revenue","function":"AVG"}]' }
        @{ name = 'DateBucket'; sent = 'dateTrunc'; make = { New-OwoxDateBucket date month; New-OwoxDateBucket ts DAY -TimeZone Europe/Kyiv }; text = 'date by MONTH ts by DAY in Europe/Kyiv'; json = '[{"column":"date","unit":"MONTH"},{"column":"ts","unit":"DAY","timeZone":"Europe/Kyiv"}]' }
    ) {
        Clear-Sandbox
        $rules = & $make
        "$rules" | Should -BeExactly $text
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
        Invoke-Query @{ $name = $rules; Column = 'a' }
        Get-SentParameter $sent | Should -BeExactly $json
    }

    It 'reject an unknown value: <what>' -ForEach @(
        @{ what = 'a function'; make = { New-OwoxAggregation a MODE }; says = "aggregate function 'MODE' is unknown" }
        @{ what = 'a unit'; make = { New-OwoxDateBucket a HOUR }; says = "date unit 'HOUR' is unknown" }
    ) {
        Assert-Failure $make -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
    }

    It 'return objects that are displayed as a table' {
        -split (New-OwoxSort a | Out-String).Trim() | Should -Be Column, Direction, ------, ---------, a, asc
        -split (New-OwoxAggregation a SUM | Out-String).Trim() | Should -Be Column, Function, ------, --------, a, SUM
        -split (New-OwoxDateBucket a DAY -TimeZone UTC | Out-String).Trim() | Should -Be Column, Unit, TimeZone, ------, ----, --------, a, DAY, UTC
    }
}

Describe 'The short form of a rule' {
    It 'is sent as a rule: <name> <what>' -ForEach @(
        @{ name = 'Sort'; what = 'a string'; given = 'date desc', 'revenue'; sent = 'sort'; json = '[{"column":"date","direction":"desc"},{"column":"revenue","direction":"asc"}]' }
        @{ name = 'Sort'; what = 'a string with spaces'; given = ' Event Date  DESC ', 'a b', 'desc'; sent = 'sort'; json = '[{"column":"Event Date","direction":"desc"},{"column":"a b","direction":"asc"},{"column":"desc","direction":"asc"}]' }
        @{ name = 'Sort'; what = 'a hashtable'; given = [ordered]@{ date = 'desc'; revenue = 'ASC' }; sent = 'sort'; json = '[{"column":"date","direction":"desc"},{"column":"revenue","direction":"asc"}]' }
        @{ name = 'Aggregation'; what = 'a hashtable'; given = @{ revenue = 'sum' }; sent = 'aggregation'; json = '[{"column":"revenue","function":"SUM"}]' }
        @{ name = 'Aggregation'; what = 'several functions'; given = [ordered]@{ revenue = 'SUM', 'AVG'; cost = 'MAX' }; sent = 'aggregation'; json = '[{"column":"revenue","function":"SUM"},{"column":"revenue","function":"AVG"},{"column":"cost","function":"MAX"}]' }
        @{ name = 'DateBucket'; what = 'a hashtable'; given = @{ date = 'month' }; sent = 'dateTrunc'; json = '[{"column":"date","unit":"MONTH"}]' }
        @{ name = 'DateBucket'; what = 'a time zone'; given = @{ ts = 'DAY  Europe/Kyiv' }; sent = 'dateTrunc'; json = '[{"column":"ts","unit":"DAY","timeZone":"Europe/Kyiv"}]' }
        @{ name = 'Sort'; what = 'mixed types'; given = 'a', @{ column = 'b'; direction = 'desc' }, '{"column":"c"}', ([pscustomobject]@{ column = 'd' }); sent = 'sort'; json = '[{"column":"a","direction":"asc"},{"column":"b","direction":"desc"},{"column":"c","direction":"asc"},{"column":"d","direction":"asc"}]' }
    ) {
        Clear-Sandbox
        Invoke-Query @{ $name = $given; Column = 'a' }
        Get-SentParameter $sent | Should -BeExactly $json
    }

    It 'is rejected before the request: <name> <what>' -ForEach @(
        @{ name = 'Sort'; what = 'an unknown direction'; given = @{ date = 'up' }; says = "sort direction 'up' is unknown" }
        @{ name = 'Sort'; what = 'no column name'; given = ' '; says = 'a sort does not specify a column' }
        @{ name = 'Aggregation'; what = 'an unknown function'; given = @{ revenue = 'MODE' }; says = "'MODE' is unknown" }
        @{ name = 'Aggregation'; what = 'a number'; given = @{ revenue = 5 }; says = "the 'function' of an aggregation must be a string, but that of 'revenue' is a value of type Int32" }
        @{ name = 'Aggregation'; what = 'a hashtable without a function'; given = @{ column = 'revenue' }; says = "must have the field 'function'" }
        @{ name = 'DateBucket'; what = 'an unknown unit'; given = @{ date = 'HOUR' }; says = "'HOUR' is unknown" }
        @{ name = 'Filter'; what = 'a hashtable without a column'; given = @{ revenue = 5 }; says = "must have the field 'column'" }
    ) {
        Clear-Sandbox
        $with = @{ $name = $given; Column = 'a' }
        Assert-Failure { Export-OwoxDataMart $id @with } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }
}

Describe 'Filters of an export' {
    It 'can combine all forms' {
        Clear-Sandbox
        $fromJson = '[{"column":"e","operator":"between","value":{"from":1,"to":2}}]' | ConvertFrom-Json
        Invoke-Query @{ Filter = { $_.a -eq 1 -and $_.b -gt 2 }, (New-OwoxFilter c is_null), @{ column = 'd'; operator = 'ge'; value = 3 }, '[{"column":"f","operator":"in","value":[1,2]}]', $fromJson, @((New-OwoxFilter g -Relative today), { $_.h }) }
        Get-SentParameter filter | Should -BeExactly ('[{"column":"a","operator":"eq","value":1},{"column":"b","operator":"gt","value":2},{"column":"c","operator":"is_null"},' +
            '{"column":"d","operator":"gte","value":3},{"column":"f","operator":"in","value":[1,2]},{"column":"e","operator":"between","value":{"from":1,"to":2}},' +
            '{"column":"g","operator":"relative_date","value":{"kind":"today"}},{"column":"h","operator":"is_true"}]')
    }

    It 'can be saved to a file and read again' {
        $path = Join-Path $TestDrive rules.json
        New-OwoxFilter { $_.order_id -in 1..3 -and $null -ne $_.date } | Select-Object Column, Operator, Value | ConvertTo-Json | Set-Content $path
        @(Export-OwoxDataMart $id -Filter (Get-Content -Raw $path)).Count | Should -Be 3
        @(Export-OwoxDataMart $id -Filter (Get-Content -Raw $path | ConvertFrom-Json)).Count | Should -Be 3
    }

    It 'can select groups of an aggregation, with a sort of the groups' {
        $rows = Export-OwoxDataMart $id -Column country, revenue -Filter { $_.date -ge '2025-06-01' }, (New-OwoxFilter revenue gt 50000 -Function SUM) -Aggregation @{ revenue = 'SUM' } -Sort 'revenue desc'
        $sums = $rows.'revenue | SUM'
        $sums.Count | Should -BeGreaterThan 2
        $sums | ForEach-Object { $_ | Should -BeGreaterThan 50000 }
        $sums | Should -Be ($sums | Sort-Object -Descending)
    }
}
