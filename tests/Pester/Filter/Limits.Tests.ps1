# Rules that the server would reject are rejected before the request.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $id = $Sandbox.dataMarts.orders
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An invalid query' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterEach {
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'is rejected before the request with <what>' -ForEach @(
        @{ what = 'an unknown operator'; with = @{ Filter = @{ column = 'a'; operator = 'like'; value = 'x' } }; says = "filter operator 'like' is unknown", 'starts_with' }
        @{ what = 'a filter without an operator'; with = @{ Filter = @{ column = 'a'; value = 'x' } }; says = "a filter must have the field 'operator'" }
        @{ what = 'a filter without a column'; with = @{ Filter = @{ operator = 'is_null' } }; says = "a filter must have the field 'column'" }
        @{ what = 'a filter with an empty column'; with = @{ Filter = @{ column = ''; operator = 'is_null' } }; says = 'a filter does not specify a column' }
        @{ what = 'a misspelled field'; with = @{ Filter = @{ column = 'a'; operator = 'eq'; value = 1; valeu = 1 } }; says = "a filter has an unknown field 'valeu'" }
        @{ what = 'eq without a value'; with = @{ Filter = @{ column = 'a'; operator = 'eq' } }; says = "the filter 'eq' on 'a' requires a value" }
        @{ what = 'eq with a list'; with = @{ Filter = @{ column = 'a'; operator = 'eq'; value = 1, 2 } }; says = "'eq' on 'a' requires a string, a number or a boolean" }
        @{ what = 'NaN'; with = @{ Filter = @{ column = 'a'; operator = 'gt'; value = [double]::NaN } }; says = "'gt' on 'a' requires a string, a number or a boolean" }
        @{ what = 'is_null with a value'; with = @{ Filter = @{ column = 'a'; operator = 'is_null'; value = 1 } }; says = "'is_null' on 'a' does not accept a value" }
        @{ what = 'in with no values'; with = @{ Filter = @{ column = 'a'; operator = 'in'; value = @() } }; says = 'accepts 1 to 500 values, not 0' }
        @{ what = 'in with 501 values'; with = @{ Filter = @{ column = 'a'; operator = 'in'; value = 1..501 } }; says = 'accepts 1 to 500 values, not 501' }
        @{ what = 'in with mixed values'; with = @{ Filter = @{ column = 'a'; operator = 'in'; value = 1, 'x' } }; says = 'values of one type' }
        @{ what = 'in with booleans'; with = @{ Filter = @{ column = 'a'; operator = 'in'; value = $true, $false } }; says = 'values of one type, strings or numbers' }
        @{ what = 'between with one bound'; with = @{ Filter = @{ column = 'a'; operator = 'between'; value = @{ from = 1 } } }; says = "'from' and 'to'" }
        @{ what = 'between with bounds of two types'; with = @{ Filter = @{ column = 'a'; operator = 'between'; value = @{ from = 1; to = '2' } } }; says = "a 'from' and a 'to' of the same type" }
        @{ what = 'an unknown relative date'; with = @{ Filter = @{ column = 'a'; operator = 'relative_date'; value = @{ kind = 'tomorrow' } } }; says = "unknown kind 'tomorrow'", 'last_n_days' }
        @{ what = 'last_n_days without n'; with = @{ Filter = @{ column = 'a'; operator = 'relative_date'; value = @{ kind = 'last_n_days' } } }; says = 'requires n from 1 to 3650' }
        @{ what = 'last_n_days above the maximum'; with = @{ Filter = @{ column = 'a'; operator = 'relative_date'; value = @{ kind = 'last_n_days'; n = 3651 } } }; says = 'n from 1 to 3650, not 3651' }
        @{ what = 'today with n'; with = @{ Filter = @{ column = 'a'; operator = 'relative_date'; value = @{ kind = 'today'; n = 1 } } }; says = "'today', which does not accept n" }
        @{ what = 'an unknown placement'; with = @{ Filter = @{ column = 'a'; operator = 'is_null'; placement = 'mid-join' } }; says = "placement 'mid-join' is unknown" }
        @{ what = 'pre-join without aliasPath'; with = @{ Filter = @{ column = 'a'; operator = 'is_null'; placement = 'pre-join' } }; says = 'has no aliasPath' }
        @{ what = 'a filter on an unknown function'; with = @{ Filter = @{ column = 'a'; operator = 'gt'; value = 1; function = 'MEDIAN' } }; says = "function 'MEDIAN' is unknown" }
        @{ what = 'an unknown sort direction'; with = @{ Sort = @{ column = 'a'; direction = 'up' } }; says = "sort direction 'up' is unknown", 'asc, desc' }
        @{ what = 'an unknown aggregate function'; with = @{ Column = 'a'; Aggregation = @{ column = 'a'; function = 'MODE' } }; says = "aggregate function 'MODE' is unknown" }
        @{ what = 'an unknown unit'; with = @{ Column = 'a'; DateBucket = @{ column = 'a'; unit = 'HOUR' } }; says = "date unit 'HOUR' is unknown" }
        @{ what = 'an aggregation without columns'; with = @{ Aggregation = @{ column = 'a'; function = 'SUM' } }; says = 'require a list of columns' }
        @{ what = 'a bucket without columns'; with = @{ DateBucket = @{ column = 'a'; unit = 'DAY' } }; says = 'require a list of columns' }
        @{ what = 'joined and specified columns'; with = @{ IncludeJoined = $true; Column = 'a' }; says = 'cannot be combined with specified columns' }
        @{ what = 'joined and native columns'; with = @{ IncludeJoined = $true; AllColumns = $true }; says = 'cannot be combined with specified columns' }
        @{ what = 'malformed JSON'; with = @{ Filter = '{"column":' }; says = 'a string for a filter must be JSON, but this string is not valid JSON (line 1', 'specify a block such as { $_.revenue -gt 100 }, a hashtable or JSON text' }
        @{ what = 'a filter in quotation marks'; with = @{ Filter = 'country -eq "DE"' }; says = 'specify a block such as { $_.revenue -gt 100 }' }
        @{ what = 'a JSON array of strings'; with = @{ Sort = '["a"]' }; says = 'an item that is not an object' }
        @{ what = 'a rule that is a number'; with = @{ Sort = 5 }; says = 'a hashtable or JSON text, not a value of type Int32' }
        @{ what = 'a column that is a number'; with = @{ Sort = @{ column = 5 } }; says = "the 'column' of a sort must be a string, not a value of type Int32" }
        @{ what = 'rules that are too long'; with = @{ Filter = @{ column = 'a'; operator = 'eq'; value = 'x' * 7000 } }; says = 'filter rules have', 'the maximum is 8192' }
        @{ what = 'an address that is too long'; with = @{ Column = 1..300 | ForEach-Object { "a_column_with_a_rather_long_name_$_`_and_more_of_it" } }; says = 'result in a URL of', 'specify fewer columns' }
    ) {
        Assert-Failure { Export-OwoxDataMart $id @with } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says (@('The query cannot be sent') + $says)
    }

    It 'is rejected before the request if the ID of the data mart is empty' {
        Assert-Failure { Export-OwoxDataMart ' ' } -Id Owox.RuleInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'it does not specify a data mart'
    }
}

Describe 'A query at the limits of the server' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is sent with <what>' -ForEach @(
        @{ what = '500 values'; filter = @{ column = 'order_id'; operator = 'in'; value = 1..500 }; count = 500 }
        @{ what = 'one value'; filter = @{ column = 'order_id'; operator = 'in'; value = @(7) }; count = 1 }
        @{ what = 'a string of 500 letters'; filter = @{ column = 'country'; operator = 'neq'; value = 'x' * 500 }; count = 5000 }
        @{ what = '3,650 days'; filter = @{ column = 'date'; operator = 'relative_date'; value = @{ kind = 'last_n_days'; n = 3650 } }; count = 5000 }
    ) {
        @(Export-OwoxDataMart $id -Column order_id -Filter $filter).Count | Should -Be $count
    }

    It 'is sent with joined columns and a filter after the join' {
        $rows = Export-OwoxDataMart $id -Column order_id, customers__segment -Filter '{"column":"customers__segment","operator":"eq","value":"loyal","placement":"post-join"}'
        $rows.customers__segment | Sort-Object -Unique | Should -Be 'loyal'
        $rows.Count | Should -BeGreaterThan 500
    }
}
