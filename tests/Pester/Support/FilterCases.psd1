# Filter blocks and the resulting rules. Filters.Tests.ps1 sets the variables in the blocks.
@{
    Accepted = @(
        # Comparisons, joined by -and.
        @{ filter = '$_.date -ge ''2026-01-01'' -and $_.country -in ''DE'',''UA'' -and $_.note -like ''gift*'' -and $null -ne $_.revenue'
            json = '[{"column":"date","operator":"gte","value":"2026-01-01"},{"column":"country","operator":"in","value":["DE","UA"]},{"column":"note","operator":"starts_with","value":"gift"},{"column":"revenue","operator":"is_not_null"}]' }
        @{ filter = '$_.a -eq 1'; json = '[{"column":"a","operator":"eq","value":1}]' }
        @{ filter = '$_.a -ne 1'; json = '[{"column":"a","operator":"neq","value":1}]' }
        @{ filter = '$_.a -gt 1.5'; json = '[{"column":"a","operator":"gt","value":1.5}]' }
        @{ filter = '$_.a -ge 1d'; json = '[{"column":"a","operator":"gte","value":1}]' }
        @{ filter = '$_.a -lt -1'; json = '[{"column":"a","operator":"lt","value":-1}]' }
        @{ filter = '$_.a -le - 1'; json = '[{"column":"a","operator":"lte","value":-1}]' }
        @{ filter = '$_.a -eq 1kb -and $_.b -eq 0x1F -and $_.c -eq 1e3'; json = '[{"column":"a","operator":"eq","value":1024},{"column":"b","operator":"eq","value":31},{"column":"c","operator":"eq","value":1000}]' }
        @{ filter = '$_.a -eq 9007199254740992 -and $_.b -gt 9007199254740993'; json = '[{"column":"a","operator":"eq","value":9007199254740992},{"column":"b","operator":"gt","value":9007199254740993}]' }
        @{ filter = '$_.a -eq ''DE'''; json = '[{"column":"a","operator":"eq","value":"DE"}]' }
        @{ filter = '$_.a -eq ''it''''s "so" \ 100%'''; json = '[{"column":"a","operator":"eq","value":"it''s \"so\" \\ 100%"}]' }
        @{ filter = '$_.a -eq '''''; json = '[{"column":"a","operator":"eq","value":""}]' }
        @{ filter = '$_.a -ne '''''; json = '[{"column":"a","operator":"neq","value":""}]' }

        # Case: the server's comparisons correspond to the case-sensitive operators.
        @{ filter = '$_.a -ceq ''De'' -and $_.b -cne ''x'''; json = '[{"column":"a","operator":"eq","value":"De"},{"column":"b","operator":"neq","value":"x"}]' }
        @{ filter = '$_.a -cgt 1 -and $_.b -cge 1 -and $_.c -clt 1 -and $_.d -cle 1'; json = '[{"column":"a","operator":"gt","value":1},{"column":"b","operator":"gte","value":1},{"column":"c","operator":"lt","value":1},{"column":"d","operator":"lte","value":1}]' }
        @{ filter = '$_.a -clike ''x*'' -and $_.b -cnotlike ''*x*'' -and $_.c -cmatch ''x'' -and $_.d -cnotmatch ''x'''; json = '[{"column":"a","operator":"starts_with","value":"x"},{"column":"b","operator":"not_contains","value":"x"},{"column":"c","operator":"regex","value":"x"},{"column":"d","operator":"not_regex","value":"x"}]' }
        @{ filter = '$_.a -cin ''x'' -and $_.b -cnotin ''x'' -and ''x'' -ccontains $_.c -and ''x'' -cnotcontains $_.d'; json = '[{"column":"a","operator":"in","value":["x"]},{"column":"b","operator":"not_in","value":["x"]},{"column":"c","operator":"in","value":["x"]},{"column":"d","operator":"not_in","value":["x"]}]' }
        @{ filter = '$_.a -ieq 1 -and $_.b -igt 1 -and $_.c -iin 1,2 -and $_.d -ieq $null'; json = '[{"column":"a","operator":"eq","value":1},{"column":"b","operator":"gt","value":1},{"column":"c","operator":"in","value":[1,2]},{"column":"d","operator":"is_null"}]' }
        @{ filter = '$_.A -EQ 1 -AND $PSITEM.b -Gt 2'; json = '[{"column":"A","operator":"eq","value":1},{"column":"b","operator":"gt","value":2}]' }

        # The column on either side.
        @{ filter = '100 -lt $_.a'; json = '[{"column":"a","operator":"gt","value":100}]' }
        @{ filter = '100 -le $_.a -and 1 -gt $_.b -and 1 -ge $_.c'; json = '[{"column":"a","operator":"gte","value":100},{"column":"b","operator":"lt","value":1},{"column":"c","operator":"lte","value":1}]' }
        @{ filter = '''x'' -eq $_.a -and ''x'' -ne $_.b'; json = '[{"column":"a","operator":"eq","value":"x"},{"column":"b","operator":"neq","value":"x"}]' }
        @{ filter = '''DE'',''UA'' -contains $_.a'; json = '[{"column":"a","operator":"in","value":["DE","UA"]}]' }
        @{ filter = '@(1,2) -notcontains $_.a'; json = '[{"column":"a","operator":"not_in","value":[1,2]}]' }

        # Column names in every form.
        @{ filter = '$_.''Event Date (local)'' -ge ''2026-01-01'''; json = '[{"column":"Event Date (local)","operator":"gte","value":"2026-01-01"}]' }
        @{ filter = '$_."a.b" -eq 1 -and $_.''it''''s'' -eq 2'; json = '[{"column":"a.b","operator":"eq","value":1},{"column":"it''s","operator":"eq","value":2}]' }
        @{ filter = '$PSItem.a -eq 1 -and ${_}.b -eq 2'; json = '[{"column":"a","operator":"eq","value":1},{"column":"b","operator":"eq","value":2}]' }
        @{ filter = '($_.a) -eq (1)'; json = '[{"column":"a","operator":"eq","value":1}]' }
        @{ filter = '$_.customers__segment -eq ''loyal'''; json = '[{"column":"customers__segment","operator":"eq","value":"loyal"}]' }

        # Null, empty text, Booleans.
        @{ filter = '$_.a -eq $null -and $null -eq $_.b'; json = '[{"column":"a","operator":"is_null"},{"column":"b","operator":"is_null"}]' }
        @{ filter = '$_.a -ne $null -and $null -ne $_.b'; json = '[{"column":"a","operator":"is_not_null"},{"column":"b","operator":"is_not_null"}]' }
        @{ filter = '$_.a -eq $nothing'; json = '[{"column":"a","operator":"is_null"}]' }
        @{ filter = '-not ($null -eq $_.a)'; json = '[{"column":"a","operator":"is_not_null"}]' }
        @{ filter = '[string]::IsNullOrEmpty($_.a)'; json = '[{"column":"a","operator":"is_empty"}]' }
        @{ filter = '-not [String]::IsNullOrEmpty($_.a)'; json = '[{"column":"a","operator":"is_not_empty"}]' }
        @{ filter = '[string]::IsNullOrWhiteSpace($_.a)'; json = '[{"column":"a","operator":"is_blank"}]' }
        @{ filter = '![String]::IsNullOrWhitespace($_.a)'; json = '[{"column":"a","operator":"is_not_blank"}]' }
        @{ filter = '$null -eq $_.a -or $_.a -eq '''''; json = '[{"column":"a","operator":"is_empty"}]' }
        @{ filter = '-not $_.a -or $_.a -eq '''''; json = '[{"column":"a","operator":"is_empty"}]' }
        @{ filter = '$_.a -in @('''') -or -not $_.a -or $null -eq $_.a'; json = '[{"column":"a","operator":"is_empty"}]' }
        @{ filter = '[string]::IsNullOrEmpty($_.a) -or !$_.a'; json = '[{"column":"a","operator":"is_empty"}]' }
        @{ filter = '-not $_.a -or [string]::IsNullOrWhiteSpace($_.a) -or [string]::IsNullOrEmpty($_.a) -or $_.a -eq '''''; json = '[{"column":"a","operator":"is_blank"}]' }
        @{ filter = '-not ($_.a -and $_.a -ne '''')'; json = '[{"column":"a","operator":"is_empty"}]' }
        @{ filter = '$_.a -and $_.a -ne '''' -and $_.b'; json = '[{"column":"a","operator":"is_not_empty"},{"column":"a","operator":"neq","value":""},{"column":"b","operator":"is_true"}]' }
        @{ filter = '$null -eq $_.a -or $null -eq $_.a'; json = '[{"column":"a","operator":"is_null"}]' }
        @{ filter = '-not $_.a -or !$_.a'; json = '[{"column":"a","operator":"is_false"}]' }
        @{ filter = '$_.a -in $null, '''''; json = '[{"column":"a","operator":"is_empty"}]' }
        @{ filter = '$_.a -notin '''', $null'; json = '[{"column":"a","operator":"is_not_empty"}]' }
        @{ filter = '$_.a -notin ''x'', $null'; json = '[{"column":"a","operator":"not_in","value":["x"]},{"column":"a","operator":"is_not_null"}]' }
        @{ filter = '$_.a -ne $null -and $_.a -ne '''''; json = '[{"column":"a","operator":"is_not_null"},{"column":"a","operator":"neq","value":""}]' }
        @{ filter = '$_.a'; json = '[{"column":"a","operator":"is_true"}]' }
        @{ filter = '-not $_.a -and !$_.b'; json = '[{"column":"a","operator":"is_false"},{"column":"b","operator":"is_false"}]' }
        @{ filter = '$_.a -and $_.b -eq 1'; json = '[{"column":"a","operator":"is_true"},{"column":"b","operator":"eq","value":1}]' }
        @{ filter = '$_.a -eq $true -and $_.b -eq $false -and $true -eq $_.c'; json = '[{"column":"a","operator":"is_true"},{"column":"b","operator":"is_false"},{"column":"c","operator":"is_true"}]' }
        @{ filter = '$_.a -ne $true -and $_.b -ne $false'; json = '[{"column":"a","operator":"is_false"},{"column":"b","operator":"is_true"}]' }

        # Lists.
        @{ filter = '$_.a -in ''x'''; json = '[{"column":"a","operator":"in","value":["x"]}]' }
        @{ filter = '$_.a -in @(''x'',''y'')'; json = '[{"column":"a","operator":"in","value":["x","y"]}]' }
        @{ filter = '$_.a -in 1..5'; json = '[{"column":"a","operator":"in","value":[1,2,3,4,5]}]' }
        @{ filter = '$_.a -notin 3, -1, 3'; json = '[{"column":"a","operator":"not_in","value":[3,-1,3]}]' }
        @{ filter = '$_.a -in 3..1'; json = '[{"column":"a","operator":"in","value":[3,2,1]}]' }
        @{ filter = '$_.a -in @(1..2; 7)'; json = '[{"column":"a","operator":"in","value":[1,2,7]}]' }
        @{ filter = '$_.a -in @($ids) -and $_.b -in @($ids; 9) -and $_.c -in @($few)'; json = '[{"column":"a","operator":"in","value":[4,5]},{"column":"b","operator":"in","value":[4,5,9]},{"column":"c","operator":"in","value":["p","q"]}]' }
        @{ filter = '$_.a -in $ids -and $_.b -in $few'; json = '[{"column":"a","operator":"in","value":[4,5]},{"column":"b","operator":"in","value":["p","q"]}]' }
        @{ filter = '$_.a -in $orders.Id -and $_.b -in $orders.Customer.Name -and $_.c -eq $orders.Only'; json = '[{"column":"a","operator":"in","value":[1,2]},{"column":"b","operator":"in","value":["Ann","Bob"]},{"column":"c","operator":"eq","value":"first alone"}]' }
        @{ filter = '$_.a -notin $list'; json = '[{"column":"a","operator":"not_in","value":["DE","UA"]}]' }
        @{ filter = '$_.a -in $one, ''z'''; json = '[{"column":"a","operator":"in","value":["x","z"]}]' }
        @{ filter = '$list -contains $_.a'; json = '[{"column":"a","operator":"in","value":["DE","UA"]}]' }

        # Wildcards.
        @{ filter = '$_.a -like ''*x'' -and $_.b -like ''*x*'' -and $_.c -like ''x'''; json = '[{"column":"a","operator":"ends_with","value":"x"},{"column":"b","operator":"contains","value":"x"},{"column":"c","operator":"eq","value":"x"}]' }
        @{ filter = '$_.a -like ''**x**'''; json = '[{"column":"a","operator":"contains","value":"x"}]' }
        @{ filter = '$_.a -like ''100%*'' -and $_.b -like ''a_b*'''; json = '[{"column":"a","operator":"starts_with","value":"100%"},{"column":"b","operator":"starts_with","value":"a_b"}]' }
        @{ filter = '$_.a -like ''`*x*'' -and $_.b -like ''*`[1`]'''; json = '[{"column":"a","operator":"starts_with","value":"*x"},{"column":"b","operator":"ends_with","value":"[1]"}]' }
        @{ filter = '$_.a -like '''' -and $_.b -notlike '''''; json = '[{"column":"a","operator":"is_empty"},{"column":"b","operator":"is_not_empty"}]' }
        @{ filter = '$_.a -like ''[?]*'' -and $_.b -like ''*[*][[]'' -and $_.c -like ''[`]]x'' -and $_.d -notlike ''*[*]*'''; json = '[{"column":"a","operator":"starts_with","value":"?"},{"column":"b","operator":"ends_with","value":"*["},{"column":"c","operator":"eq","value":"]x"},{"column":"d","operator":"not_contains","value":"*"}]' }
        @{ filter = '$_.a -notlike ''x*'' -and $_.b -notlike ''*x.y'''; json = '[{"column":"a","operator":"not_regex","value":"^x"},{"column":"b","operator":"not_regex","value":"x\\.y$"}]' }
        @{ filter = '$_.a -notlike ''x'' -and $_.b -notlike ''*x*'''; json = '[{"column":"a","operator":"neq","value":"x"},{"column":"b","operator":"not_contains","value":"x"}]' }
        @{ filter = '-not ($_.a -notlike ''x*'')'; json = '[{"column":"a","operator":"starts_with","value":"x"}]' }
        @{ filter = '$_.a -match ''^a.*z$'' -and $_.b -notmatch ''\d'''; json = '[{"column":"a","operator":"regex","value":"^a.*z$"},{"column":"b","operator":"not_regex","value":"\\d"}]' }

        # Negations.
        @{ filter = '-not ($_.a -eq 1)'; json = '[{"column":"a","operator":"neq","value":1}]' }
        @{ filter = '!($_.a -gt 1) -and !($_.b -ge 1) -and !($_.c -lt 1) -and !($_.d -le 1)'; json = '[{"column":"a","operator":"lte","value":1},{"column":"b","operator":"lt","value":1},{"column":"c","operator":"gte","value":1},{"column":"d","operator":"gt","value":1}]' }
        @{ filter = '-not (1 -lt $_.a)'; json = '[{"column":"a","operator":"lte","value":1}]' }
        @{ filter = '-not ($_.a -in 1,2) -and -not ($_.b -match ''x'') -and -not ($_.c -like ''*x*'')'; json = '[{"column":"a","operator":"not_in","value":[1,2]},{"column":"b","operator":"not_regex","value":"x"},{"column":"c","operator":"not_contains","value":"x"}]' }
        @{ filter = '-not ($_.a -eq 1 -or $_.b -gt 2)'; json = '[{"column":"a","operator":"neq","value":1},{"column":"b","operator":"lte","value":2}]' }
        @{ filter = '-not -not $_.a -and !!$_.b'; json = '[{"column":"a","operator":"is_true"},{"column":"b","operator":"is_true"}]' }
        @{ filter = '($_.a -eq 1 -and ($_.b -eq 2 -and $_.c -eq 3))'; json = '[{"column":"a","operator":"eq","value":1},{"column":"b","operator":"eq","value":2},{"column":"c","operator":"eq","value":3}]' }

        # Alternatives that become one rule.
        @{ filter = '$_.a -eq ''x'' -or $_.a -eq ''y'''; json = '[{"column":"a","operator":"in","value":["x","y"]}]' }
        @{ filter = '($_.a -eq 1 -or $_.a -in 2,3) -and $_.b -gt 1'; json = '[{"column":"a","operator":"in","value":[1,2,3]},{"column":"b","operator":"gt","value":1}]' }
        @{ filter = '-not ($_.a -ne ''x'' -and $_.a -ne ''y'')'; json = '[{"column":"a","operator":"in","value":["x","y"]}]' }
        @{ filter = '$_.a -eq ''x'' -or $_.a -eq ''x'''; json = '[{"column":"a","operator":"eq","value":"x"}]' }

        # Values of variables and expressions.
        @{ filter = '$_.a -ge $since'; json = '[{"column":"a","operator":"gte","value":"2026-01-31"}]' }
        @{ filter = '$_.a -ge $day -and $_.b -ge $local'; json = '[{"column":"a","operator":"gte","value":"2026-01-31"},{"column":"b","operator":"gte","value":"2026-01-31"}]' }
        @{ filter = '$_.a -lt $moment'; json = '[{"column":"a","operator":"lt","value":"2026-01-31T10:30:00.000Z"}]' }
        @{ filter = '$_.a -ge [datetime]''2026-01-31'''; json = '[{"column":"a","operator":"gte","value":"2026-01-31"}]' }
        @{ filter = '$_.a -ge [datetime]''2026-01-31 10:30'''; json = '[{"column":"a","operator":"gte","value":"2026-01-31T10:30:00.000"}]' }
        @{ filter = '$_.a -ge [DateTimeOffset]''2026-01-31T10:30:00+02:00'''; json = '[{"column":"a","operator":"gte","value":"2026-01-31T08:30:00.000Z"}]' }
        @{ filter = '$_.a -eq [int]''5'' -and $_.b -eq [string]5 -and $_.c -in [string[]](1,2)'; json = '[{"column":"a","operator":"eq","value":5},{"column":"b","operator":"eq","value":"5"},{"column":"c","operator":"in","value":["1","2"]}]' }
        @{ filter = '$_.a -eq $order.Name -and $_.b -eq $order.Customer.Id -and $_.c -eq $table.key -and $_.d -eq $since.Year'; json = '[{"column":"a","operator":"eq","value":"first"},{"column":"b","operator":"eq","value":7},{"column":"c","operator":"eq","value":"kept"},{"column":"d","operator":"eq","value":2026}]' }
        @{ filter = '$_.a -eq $using:one -and $_.b -in $using:list'; json = '[{"column":"a","operator":"eq","value":"x"},{"column":"b","operator":"in","value":["DE","UA"]}]' }
        @{ filter = '$_.a -eq $using:order.Name -and $_.b -eq $using:order.Customer.Id -and $_.c -in $using:orders.Id'; json = '[{"column":"a","operator":"eq","value":"first"},{"column":"b","operator":"eq","value":7},{"column":"c","operator":"in","value":[1,2]}]' }
        @{ filter = '$_.a -eq $list.Count -and $_.b -eq $list.Length -and $_.c -eq $table.Count'; json = '[{"column":"a","operator":"eq","value":2},{"column":"b","operator":"eq","value":2},{"column":"c","operator":"eq","value":1}]' }
        @{ filter = '$_.a -eq $yes -and $_.b -ne $yes'; json = '[{"column":"a","operator":"is_true"},{"column":"b","operator":"is_false"}]' }
        @{ filter = '$_.a -eq "id-$guid" -and $_.b -eq "n$half"'; json = '[{"column":"a","operator":"eq","value":"id-3c0a9b7e-6a8c-4d53-9d5b-2f1e6b0f7a41"},{"column":"b","operator":"eq","value":"n0.5"}]' }
        @{ filter = '$_.a -eq $env:OWOX_FILTER_CASE'; json = '[{"column":"a","operator":"eq","value":"from outside"}]' }
        @{ filter = '$_.a -like "$one*" -and $_.b -eq "<${one}`t`$one ""5"">"'; json = '[{"column":"a","operator":"starts_with","value":"x"},{"column":"b","operator":"eq","value":"<x\t$one \"5\">"}]' }
        @{ filter = '$_.a -match $pattern'; json = '[{"column":"a","operator":"regex","value":"^x"}]' }
        @{ filter = '$_.a -eq $one -and $_.b -eq ${one}'; json = '[{"column":"a","operator":"eq","value":"x"},{"column":"b","operator":"eq","value":"x"}]' }
        @{ filter = '$_.a -eq $word -and $_.b -eq $letter -and $_.c -eq $guid'; json = '[{"column":"a","operator":"eq","value":"Monday"},{"column":"b","operator":"eq","value":"q"},{"column":"c","operator":"eq","value":"3c0a9b7e-6a8c-4d53-9d5b-2f1e6b0f7a41"}]' }
    )
    Refused = @(
        @{ filter = '$_.a -eq 1 -or $_.b -eq 2'
            says = 'The filter cannot be sent: the server combines conditions with -and only and does not support -or.',
                   'At line:1 char:1',
                   '  $_.a -eq 1 -or $_.b -eq 2',
                   '  ~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -eq 1 -or $_.b -eq 2 }' }
        @{ filter = '$_.a -eq 1 -and ($_.b -eq 2 -or $_.c -eq 3)'
            says = 'The filter cannot be sent: the server combines conditions with -and only and does not support -or.',
                   'At line:1 char:18',
                   '  $_.a -eq 1 -and ($_.b -eq 2 -or $_.c -eq 3)',
                   '                   ~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Use -Filter for the supported conditions, and Where-Object for the others:',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq 1 } | Where-Object { $_.b -eq 2 -or $_.c -eq 3 }' }
        @{ filter = '$_.a -eq 1 -or $_.a -gt 5'
            says = 'The filter cannot be sent: the server combines conditions with -and only and does not support -or.',
                   'At line:1 char:1',
                   '  $_.a -eq 1 -or $_.a -gt 5',
                   '  ~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -eq 1 -or $_.a -gt 5 }' }
        @{ filter = '$_.a -eq 1 -or $_.a -eq ''x'''
            says = 'The filter cannot be sent: the server combines conditions with -and only and does not support -or.',
                   'At line:1 char:1',
                   '  $_.a -eq 1 -or $_.a -eq ''x''',
                   '  ~~~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -eq 1 -or $_.a -eq ''x'' }' }
        @{ filter = '$_.a -eq ''x'' -or $null -eq $_.a'
            says = 'The filter cannot be sent: the server combines conditions with -and only and does not support -or.',
                   'At line:1 char:1',
                   '  $_.a -eq ''x'' -or $null -eq $_.a',
                   '  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -eq ''x'' -or $null -eq $_.a }' }
        @{ filter = '$_.flag -eq $true -or $_.flag -eq $false'
            says = 'The filter cannot be sent: the server combines conditions with -and only and does not support -or.',
                   'At line:1 char:1',
                   '  $_.flag -eq $true -or $_.flag -eq $false',
                   '  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.flag -eq $true -or $_.flag -eq $false }' }
        @{ filter = '-not ($_.a -eq 1 -and $_.b -eq 2)'
            says = 'The filter cannot be sent: -not with -and is equivalent to -or, but the server combines conditions with -and only.',
                   'At line:1 char:7',
                   '  -not ($_.a -eq 1 -and $_.b -eq 2)',
                   '        ~~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { -not ($_.a -eq 1 -and $_.b -eq 2) }' }
        @{ filter = '$_.d -gt 1 -and ($_.a -eq 1 -xor $_.b -eq 2) -and $_.c'
            says = 'The filter cannot be sent: the server does not support the operator -xor.',
                   'At line:1 char:18',
                   '  $_.d -gt 1 -and ($_.a -eq 1 -xor $_.b -eq 2) -and $_.c',
                   '                   ~~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Use -Filter for the supported conditions, and Where-Object for the others:',
                   '  Export-OwoxDataMart $id -Filter { $_.d -gt 1 -and $_.c } | Where-Object { $_.a -eq 1 -xor $_.b -eq 2 }' }
        @{ filter = '$_.a -eq 1 -or $_.b -eq 2 -and $_.c -eq 3'
            says = 'The filter cannot be sent: the server combines conditions with -and only and does not support -or.',
                   'At line:1 char:1',
                   '  $_.a -eq 1 -or $_.b -eq 2 -and $_.c -eq 3',
                   '  ~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Use -Filter for the supported conditions, and Where-Object for the others:',
                   '  Export-OwoxDataMart $id -Filter { $_.c -eq 3 } | Where-Object { $_.a -eq 1 -or $_.b -eq 2 }' }
        @{ filter = '$_.a -gt $_.b'
            says = 'The filter cannot be sent: the server compares a column with a value, not with another column.',
                   'At line:1 char:1',
                   '  $_.a -gt $_.b',
                   '  ~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -gt $_.b }' }
        @{ filter = '$_.x -eq 1 -and $_.a -eq $_.b -and $_.c -like $_.d'
            says = 'The filter cannot be sent: the server compares a column with a value, not with another column.',
                   'At line:1 char:17',
                   '  $_.x -eq 1 -and $_.a -eq $_.b -and $_.c -like $_.d',
                   '                  ~~~~~~~~~~~~~',
                   'Use -Filter for the supported conditions, and Where-Object for the others:',
                   '  Export-OwoxDataMart $id -Filter { $_.x -eq 1 } | Where-Object { $_.a -eq $_.b -and $_.c -like $_.d }' }
        @{ filter = '1 -eq 1'
            says = 'The filter cannot be sent: neither operand is a column such as $_.revenue; evaluate conditions that do not depend on the row outside of the filter.',
                   'At line:1 char:1',
                   '  1 -eq 1',
                   '  ~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = '$one -eq ''x'''
            says = 'The filter cannot be sent: neither operand is a column such as $_.revenue; evaluate conditions that do not depend on the row outside of the filter.',
                   'At line:1 char:1',
                   '  $one -eq ''x''',
                   '  ~~~~~~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = '$true'
            says = 'The filter cannot be sent: this is not a condition on a column, such as $_.revenue -gt 100.',
                   'At line:1 char:1',
                   '  $true',
                   '  ~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = '''x'''
            says = 'The filter cannot be sent: this is not a condition on a column, such as $_.revenue -gt 100.',
                   'At line:1 char:1',
                   '  ''x''',
                   '  ~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = '$_'
            says = 'The filter cannot be sent: $_ is the entire row, but a condition applies to one column, such as $_.revenue.',
                   'At line:1 char:1',
                   '  $_',
                   '  ~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_ }' }
        @{ filter = '$_ -eq 1'
            says = 'The filter cannot be sent: $_ is the entire row, but a condition applies to one column, such as $_.revenue.',
                   'At line:1 char:1',
                   '  $_ -eq 1',
                   '  ~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_ -eq 1 }' }
        @{ filter = '$_.a.b -eq 1'
            says = 'The filter cannot be sent: ''b'' is a property of the column''s value, which the server does not support; if the name of the column contains a dot, write it in quotes, such as $_.''a.b''.',
                   'At line:1 char:1',
                   '  $_.a.b -eq 1',
                   '  ~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a.b -eq 1 }' }
        @{ filter = '$_.name.Length -gt 3'
            says = 'The filter cannot be sent: ''Length'' is a property of the column''s value, which the server does not support; if the name of the column contains a dot, write it in quotes, such as $_.''a.b''.',
                   'At line:1 char:1',
                   '  $_.name.Length -gt 3',
                   '  ~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.name.Length -gt 3 }' }
        @{ filter = '$_.date.Year -eq 2026'
            says = 'The filter cannot be sent: ''Year'' is a property of the column''s value, which the server does not support; if the name of the column contains a dot, write it in quotes, such as $_.''a.b''.',
                   'At line:1 char:1',
                   '  $_.date.Year -eq 2026',
                   '  ~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.date.Year -eq 2026 }' }
        @{ filter = '$_[''a b''] -eq 1'
            says = 'The filter cannot be sent: a column is accessed with a dot.',
                   'At line:1 char:1',
                   '  $_[''a b''] -eq 1',
                   '  ~~~~~~~~~',
                   'Write instead:',
                   '  $_.''a b'' -eq 1' }
        @{ filter = '$_.$one -eq 1'
            says = 'The filter cannot be sent: the name of a column must be a constant.',
                   'At line:1 char:4',
                   '  $_.$one -eq 1',
                   '     ~~~~',
                   'If the name is in a variable, use Export-OwoxDataMart $id -Filter (New-OwoxFilter $name gt 100)' }
        @{ filter = '$_."$one" -eq 1'
            says = 'The filter cannot be sent: the name of a column must be a constant.',
                   'At line:1 char:4',
                   '  $_."$one" -eq 1',
                   '     ~~~~~~',
                   'If the name is in a variable, use Export-OwoxDataMart $id -Filter (New-OwoxFilter $name gt 100)' }
        @{ filter = '$_.note.StartsWith(''gift'')'
            says = 'The filter cannot be sent: the server does not call methods.',
                   'At line:1 char:1',
                   '  $_.note.StartsWith(''gift'')',
                   '  ~~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  $_.note -like ''gift*''' }
        @{ filter = '$_.x -gt 1 -and $_.note.Contains("it''s")'
            says = 'The filter cannot be sent: the server does not call methods.',
                   'At line:1 char:17',
                   '  $_.x -gt 1 -and $_.note.Contains("it''s")',
                   '                  ~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  $_.x -gt 1 -and $_.note -like ''*it''''s*''' }
        @{ filter = '$_.note.ToLower() -eq ''x'''
            says = 'The filter cannot be sent: the server does not call methods.',
                   'At line:1 char:1',
                   '  $_.note.ToLower() -eq ''x''',
                   '  ~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.note.ToLower() -eq ''x'' }' }
        @{ filter = '[datetime]$_.date -ge ''2026-01-01'''
            says = 'The filter cannot be sent: the server does not convert columns; they already have the types of the warehouse.',
                   'At line:1 char:1',
                   '  [datetime]$_.date -ge ''2026-01-01''',
                   '  ~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  $_.date -ge ''2026-01-01''' }
        @{ filter = '[int]::Parse($_.a) -eq 1'
            says = 'The filter cannot be sent: the server does not call methods.',
                   'At line:1 char:1',
                   '  [int]::Parse($_.a) -eq 1',
                   '  ~~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { [int]::Parse($_.a) -eq 1 }' }
        @{ filter = '$_.a + 1 -gt 2'
            says = 'The filter cannot be sent: the server compares columns as they are and does not compute values from them.',
                   'At line:1 char:1',
                   '  $_.a + 1 -gt 2',
                   '  ~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a + 1 -gt 2 }' }
        @{ filter = '$_.a * $_.b -gt 100'
            says = 'The filter cannot be sent: the server compares columns as they are and does not compute values from them.',
                   'At line:1 char:1',
                   '  $_.a * $_.b -gt 100',
                   '  ~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a * $_.b -gt 100 }' }
        @{ filter = '$_.a % 2 -eq 0'
            says = 'The filter cannot be sent: the server compares columns as they are and does not compute values from them.',
                   'At line:1 char:1',
                   '  $_.a % 2 -eq 0',
                   '  ~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a % 2 -eq 0 }' }
        @{ filter = '-$_.a -lt 0'
            says = 'The filter cannot be sent: the server compares columns as they are and does not compute values from them.',
                   'At line:1 char:1',
                   '  -$_.a -lt 0',
                   '  ~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { -$_.a -lt 0 }' }
        @{ filter = '"$($_.a)" -eq ''x'''
            says = 'The filter cannot be sent: the server compares columns as they are and does not compute values from them.',
                   'At line:1 char:1',
                   '  "$($_.a)" -eq ''x''',
                   '  ~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { "$($_.a)" -eq ''x'' }' }
        @{ filter = '"<$_>" -eq ''x'''
            says = 'The filter cannot be sent: the server compares columns as they are and does not compute values from them.',
                   'At line:1 char:1',
                   '  "<$_>" -eq ''x''',
                   '  ~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { "<$_>" -eq ''x'' }' }
        @{ filter = '$_.a -ge (Get-Date)'
            says = 'The filter cannot be sent: a filter does not run commands.',
                   'At line:1 char:10',
                   '  $_.a -ge (Get-Date)',
                   '           ~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = (Get-Date)',
                   '  Export-OwoxDataMart $id -Filter { $_.a -ge $value }' }
        @{ filter = '$_.a -ge (Get-Date).AddDays(-7) -and $_.b -eq 1'
            says = 'The filter cannot be sent: a filter does not call methods.',
                   'At line:1 char:10',
                   '  $_.a -ge (Get-Date).AddDays(-7) -and $_.b -eq 1',
                   '           ~~~~~~~~~~~~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = (Get-Date).AddDays(-7)',
                   '  Export-OwoxDataMart $id -Filter { $_.a -ge $value -and $_.b -eq 1 }' }
        @{ filter = '$_.a -ge [datetime]::Today'
            says = 'The filter cannot be sent: a filter does not read static properties.',
                   'At line:1 char:10',
                   '  $_.a -ge [datetime]::Today',
                   '           ~~~~~~~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = [datetime]::Today',
                   '  Export-OwoxDataMart $id -Filter { $_.a -ge $value }' }
        @{ filter = '$_.a -eq $(1)'
            says = 'The filter cannot be sent: a filter does not run code.',
                   'At line:1 char:10',
                   '  $_.a -eq $(1)',
                   '           ~~~~',
                   'Compute the value first:',
                   '  $value = $(1)',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq $value }' }
        @{ filter = '$_.a -eq "x$(1 + 1)"'
            says = 'The filter cannot be sent: a filter does not run code.',
                   'At line:1 char:12',
                   '  $_.a -eq "x$(1 + 1)"',
                   '             ~~~~~~~~',
                   'Compute the value first:',
                   '  $value = $(1 + 1)',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq "x$value" }' }
        @{ filter = '$_.a -eq 1 + 1'
            says = 'The filter cannot be sent: a filter does not compute values.',
                   'At line:1 char:10',
                   '  $_.a -eq 1 + 1',
                   '           ~~~~~',
                   'Compute the value first:',
                   '  $value = 1 + 1',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq $value }' }
        @{ filter = '$_.a -eq $list[0]'
            says = 'The filter cannot be sent: a filter does not access elements by index.',
                   'At line:1 char:10',
                   '  $_.a -eq $list[0]',
                   '           ~~~~~~~~',
                   'Compute the value first:',
                   '  $value = $list[0]',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq $value }' }
        @{ filter = '$_.a -eq $table[''key'']'
            says = 'The filter cannot be sent: a filter does not access elements by index.',
                   'At line:1 char:10',
                   '  $_.a -eq $table[''key'']',
                   '           ~~~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = $table[''key'']',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq $value }' }
        @{ filter = '$_.a -in (Get-Content ids.txt)'
            says = 'The filter cannot be sent: a filter does not run commands.',
                   'At line:1 char:10',
                   '  $_.a -in (Get-Content ids.txt)',
                   '           ~~~~~~~~~~~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = (Get-Content ids.txt)',
                   '  Export-OwoxDataMart $id -Filter { $_.a -in $value }' }
        @{ filter = '$_.a -in @(Get-Content ids.txt)'
            says = 'The filter cannot be sent: a filter does not run code.',
                   'At line:1 char:10',
                   '  $_.a -in @(Get-Content ids.txt)',
                   '           ~~~~~~~~~~~~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = @(Get-Content ids.txt)',
                   '  Export-OwoxDataMart $id -Filter { $_.a -in $value }' }
        @{ filter = '$_.a -eq @{}'
            says = 'The filter cannot be sent: this cannot be used as a value.',
                   'At line:1 char:10',
                   '  $_.a -eq @{}',
                   '           ~~~',
                   'A value must be a string, number, date or boolean. Use such a property of the object, or convert the object to a string.' }
        @{ filter = '$_.a -eq { 1 }'
            says = 'The filter cannot be sent: this cannot be used as a value.',
                   'At line:1 char:10',
                   '  $_.a -eq { 1 }',
                   '           ~~~~~',
                   'A value must be a string, number, date or boolean. Use such a property of the object, or convert the object to a string.' }
        @{ filter = '$_.a -eq [int]'
            says = 'The filter cannot be sent: this cannot be used as a value.',
                   'At line:1 char:10',
                   '  $_.a -eq [int]',
                   '           ~~~~~',
                   'A value must be a string, number, date or boolean. Use such a property of the object, or convert the object to a string.' }
        @{ filter = '$_.a -eq $since.AddDays(1)'
            says = 'The filter cannot be sent: a filter does not call methods.',
                   'At line:1 char:10',
                   '  $_.a -eq $since.AddDays(1)',
                   '           ~~~~~~~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = $since.AddDays(1)',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq $value }' }
        @{ filter = '$_.a -eq $nope'
            says = 'The filter cannot be sent: the variable $nope does not exist where the filter is written.',
                   'At line:1 char:10',
                   '  $_.a -eq $nope',
                   '           ~~~~~',
                   'Assign a value to it first, or correct the name. To pass a block with its variables to another function, use GetNewClosure().' }
        @{ filter = '$_.a -eq $env:OWOX_NO_SUCH_VARIABLE'
            says = 'The filter cannot be sent: the environment variable $env:OWOX_NO_SUCH_VARIABLE does not exist.',
                   'At line:1 char:10',
                   '  $_.a -eq $env:OWOX_NO_SUCH_VARIABLE',
                   '           ~~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Assign a value to it first, or correct the name. To pass a block with its variables to another function, use GetNewClosure().' }
        @{ filter = '$_.a -eq $function:prompt'
            says = 'The filter cannot be sent: a filter supports variables of the drive $env: only, not of $function:.',
                   'At line:1 char:10',
                   '  $_.a -eq $function:prompt',
                   '           ~~~~~~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = $function:prompt',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq $value }' }
        @{ filter = '$_.a -eq $order.Nope'
            says = 'The filter cannot be sent: $order has no property ''Nope''.',
                   'At line:1 char:10',
                   '  $_.a -eq $order.Nope',
                   '           ~~~~~~~~~~~',
                   'Assign a value to it first, or correct the name. To pass a block with its variables to another function, use GetNewClosure().' }
        @{ filter = '$_.a -eq $nothing.Name'
            says = 'The filter cannot be sent: $nothing is null and has no property ''Name''.',
                   'At line:1 char:10',
                   '  $_.a -eq $nothing.Name',
                   '           ~~~~~~~~',
                   'Assign a value to it first, or correct the name. To pass a block with its variables to another function, use GetNewClosure().' }
        @{ filter = '$_.a -eq $order.Computed'
            says = 'The filter cannot be sent: the property ''Computed'' is computed by a script, which a filter does not run.',
                   'At line:1 char:10',
                   '  $_.a -eq $order.Computed',
                   '           ~~~~~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = $order.Computed',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq $value }' }
        @{ filter = '$_.a -eq $order.$one'
            says = 'The filter cannot be sent: the name of a property must be a constant.',
                   'At line:1 char:10',
                   '  $_.a -eq $order.$one',
                   '           ~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = $order.$one',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq $value }' }
        @{ filter = '$_.a -eq $order'
            says = 'The filter cannot be sent: the value has the type PSCustomObject, which is not supported.',
                   'At line:1 char:10',
                   '  $_.a -eq $order',
                   '           ~~~~~~',
                   'A value must be a string, number, date or boolean. Use such a property of the object, or convert the object to a string.' }
        @{ filter = '$_.a -eq $table'
            says = 'The filter cannot be sent: the value has the type Hashtable, which is not supported.',
                   'At line:1 char:10',
                   '  $_.a -eq $table',
                   '           ~~~~~~',
                   'A value must be a string, number, date or boolean. Use such a property of the object, or convert the object to a string.' }
        @{ filter = '$_.a -eq ''x'',''y'''
            says = 'The filter cannot be sent: the value is a list, but a column can be equal to one value only.',
                   'At line:1 char:10',
                   '  $_.a -eq ''x'',''y''',
                   '           ~~~~~~~',
                   'Write instead:',
                   '  $_.a -in ''x'',''y''' }
        @{ filter = '$_.a -ne $list'
            says = 'The filter cannot be sent: the value is a list, but a column can be equal to one value only.',
                   'At line:1 char:10',
                   '  $_.a -ne $list',
                   '           ~~~~~',
                   'Write instead:',
                   '  $_.a -notin $list' }
        @{ filter = '$_.a -gt $null'
            says = 'The filter cannot be sent: -gt requires a string, a number or a date, but the value is $null.',
                   'At line:1 char:10',
                   '  $_.a -gt $null',
                   '           ~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -gt $null }' }
        @{ filter = '$_.a -gt $true'
            says = 'The filter cannot be sent: -gt requires a string, a number or a date, but the value is a boolean.',
                   'At line:1 char:10',
                   '  $_.a -gt $true',
                   '           ~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -gt $true }' }
        @{ filter = '$_.a -gt 1,2'
            says = 'The filter cannot be sent: -gt requires a string, a number or a date, but the value is a list.',
                   'At line:1 char:10',
                   '  $_.a -gt 1,2',
                   '           ~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -gt 1,2 }' }
        @{ filter = '$_.a -in @()'
            says = 'The filter cannot be sent: the filter ''in'' accepts 1 to 500 values, not 0.',
                   'At line:1 char:10',
                   '  $_.a -in @()',
                   '           ~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -in @() }' }
        @{ filter = '$_.a -in 1,''x'''
            says = 'The filter cannot be sent: the filter ''in'' accepts values of one type, strings or numbers.',
                   'At line:1 char:10',
                   '  $_.a -in 1,''x''',
                   '           ~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -in 1,''x'' }' }
        @{ filter = '$_.a -in $true,$false'
            says = 'The filter cannot be sent: the filter ''in'' accepts values of one type, strings or numbers.',
                   'At line:1 char:10',
                   '  $_.a -in $true,$false',
                   '           ~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -in $true,$false }' }
        @{ filter = '$_.a -in ''x'',$null'
            says = 'The filter cannot be sent: the list contains $null, which requires a separate rule, but the server combines rules with -and only.',
                   'At line:1 char:10',
                   '  $_.a -in ''x'',$null',
                   '           ~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -in ''x'',$null }' }
        @{ filter = '$_.a -in 1..501'
            says = 'The filter cannot be sent: a list can have 1 to 500 values, but this list has 501; use -ge and -le instead.',
                   'At line:1 char:10',
                   '  $_.a -in 1..501',
                   '           ~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -in 1..501 }' }
        @{ filter = '$_.a -in ''a''..''c'''
            says = 'The filter cannot be sent: the bounds of a range must be integers.',
                   'At line:1 char:10',
                   '  $_.a -in ''a''..''c''',
                   '           ~~~~~~~~',
                   'Compute the value first:',
                   '  $value = ''a''..''c''',
                   '  Export-OwoxDataMart $id -Filter { $_.a -in $value }' }
        @{ filter = '$_.a -in $many'
            says = 'The filter cannot be sent: the filter ''in'' accepts 1 to 500 values, not 501.',
                   'At line:1 char:10',
                   '  $_.a -in $many',
                   '           ~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -in $many }' }
        @{ filter = '$_.a -eq [uri]''https://example.com'''
            says = 'The filter cannot be sent: [uri] is not a supported type of a value.',
                   'At line:1 char:10',
                   '  $_.a -eq [uri]''https://example.com''',
                   '           ~~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'A value must be a string, number, date or boolean. Use such a property of the object, or convert the object to a string.' }
        @{ filter = '$_.a -eq [datetime]''not a date'''
            says = 'The filter cannot be sent: ''not a date'' is not a valid DateTime.',
                   'At line:1 char:10',
                   '  $_.a -eq [datetime]''not a date''',
                   '           ~~~~~~~~~~~~~~~~~~~~~~',
                   'Correct the value.' }
        @{ filter = '$_.a -contains ''x'''
            says = 'The filter cannot be sent: -contains tests the items of a list, but a column contains one value.',
                   'At line:1 char:1',
                   '  $_.a -contains ''x''',
                   '  ~~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  $_.a -like ''*x*''' }
        @{ filter = '$_.a -notcontains 1'
            says = 'The filter cannot be sent: -notcontains tests the items of a list, but a column contains one value.',
                   'At line:1 char:1',
                   '  $_.a -notcontains 1',
                   '  ~~~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  $_.a -ne 1' }
        @{ filter = '''x'' -in $_.a'
            says = 'The filter cannot be sent: the column must be on the left of -in.',
                   'At line:1 char:1',
                   '  ''x'' -in $_.a',
                   '  ~~~~~~~~~~~~',
                   'Write instead:',
                   '  $_.a -in ''x''' }
        @{ filter = '''gift*'' -like $_.note'
            says = 'The filter cannot be sent: the column must be on the left of -like.',
                   'At line:1 char:1',
                   '  ''gift*'' -like $_.note',
                   '  ~~~~~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  $_.note -like ''gift*''' }
        @{ filter = '$_.a -like ''a*b'''
            says = 'The filter cannot be sent: the server supports * at the beginning and at the end of a pattern only; other patterns require a regular expression.',
                   'At line:1 char:12',
                   '  $_.a -like ''a*b''',
                   '             ~~~~~',
                   'Write instead:',
                   '  $_.a -match ''^a.*b$''' }
        @{ filter = '$_.a -like ''a?'''
            says = 'The filter cannot be sent: the server supports * at the beginning and at the end of a pattern only; other patterns require a regular expression.',
                   'At line:1 char:12',
                   '  $_.a -like ''a?''',
                   '             ~~~~',
                   'Write instead:',
                   '  $_.a -match ''^a.$''' }
        @{ filter = '$_.a -notlike ''[ab]c*'''
            says = 'The filter cannot be sent: the server supports * at the beginning and at the end of a pattern only; other patterns require a regular expression.',
                   'At line:1 char:15',
                   '  $_.a -notlike ''[ab]c*''',
                   '                ~~~~~~~~',
                   'Write instead:',
                   '  $_.a -notmatch ''^[ab]c''' }
        @{ filter = '$_.a -like ''x[ab?]*[*]-[c-e^]'''
            says = 'The filter cannot be sent: the server supports * at the beginning and at the end of a pattern only; other patterns require a regular expression.',
                   'At line:1 char:12',
                   '  $_.a -like ''x[ab?]*[*]-[c-e^]''',
                   '             ~~~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  $_.a -match ''^x[ab?].*\*-[c-e\^]$''' }
        @{ filter = '$_.a -like ''x[ab'''
            says = 'The filter cannot be sent: the pattern contains a [ without a closing ].',
                   'At line:1 char:12',
                   '  $_.a -like ''x[ab''',
                   '             ~~~~~~',
                   'Correct the pattern, or put a backtick before the [ to match this character.' }
        @{ filter = '$_.a -like ''*'''
            says = 'The filter cannot be sent: this pattern includes every row.',
                   'At line:1 char:1',
                   '  $_.a -like ''*''',
                   '  ~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  $null -ne $_.a' }
        @{ filter = '$_.a -notlike ''*'''
            says = 'The filter cannot be sent: this pattern excludes every row.',
                   'At line:1 char:1',
                   '  $_.a -notlike ''*''',
                   '  ~~~~~~~~~~~~~~~~~',
                   'Correct the pattern.' }
        @{ filter = '-not ($_.a -notlike ''*'')'
            says = 'The filter cannot be sent: this pattern includes every row.',
                   'At line:1 char:7',
                   '  -not ($_.a -notlike ''*'')',
                   '        ~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  -not ($null -eq $_.a)' }
        @{ filter = '-not ($_.a -eq ''x'', ''y'')'
            says = 'The filter cannot be sent: the value is a list, but a column can be equal to one value only.',
                   'At line:1 char:16',
                   '  -not ($_.a -eq ''x'', ''y'')',
                   '                 ~~~~~~~~',
                   'Write instead:',
                   '  -not ($_.a -in ''x'', ''y'')' }
        @{ filter = '-not $_.a.StartsWith(''x'')'
            says = 'The filter cannot be sent: the server does not call methods.',
                   'At line:1 char:6',
                   '  -not $_.a.StartsWith(''x'')',
                   '       ~~~~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  -not ($_.a -like ''x*'')' }
        @{ filter = '$_.a.Contains('''')'
            says = 'The filter cannot be sent: the server does not call methods.',
                   'At line:1 char:1',
                   '  $_.a.Contains('''')',
                   '  ~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a.Contains('''') }' }
        @{ filter = '[int]$_.a -gt 1 -and $_.b -gt $_.c'
            says = 'The filter cannot be sent: the server does not convert columns; they already have the types of the warehouse.',
                   'At line:1 char:1',
                   '  [int]$_.a -gt 1 -and $_.b -gt $_.c',
                   '  ~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { [int]$_.a -gt 1 -and $_.b -gt $_.c }' }
        @{ filter = '$_.a -eq 1; $_.b -eq 2 -or $_.b -eq 3'
            says = 'The filter cannot be sent: a filter is one condition, but this is a second condition.',
                   'At line:1 char:13',
                   '  $_.a -eq 1; $_.b -eq 2 -or $_.b -eq 3',
                   '              ~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  $_.a -eq 1 -and ($_.b -eq 2 -or $_.b -eq 3)' }
        @{ filter = '-not $_.a -or $null -eq $_.a'
            says = 'The filter cannot be sent: the server combines conditions with -and only and does not support -or.',
                   'At line:1 char:1',
                   '  -not $_.a -or $null -eq $_.a',
                   '  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { -not $_.a -or $null -eq $_.a }' }
        @{ filter = '$_.a -like 5'
            says = 'The filter cannot be sent: -like requires a string.',
                   'At line:1 char:12',
                   '  $_.a -like 5',
                   '             ~',
                   'Write instead:',
                   '  $_.a -like ''5''' }
        @{ filter = '$_.a -match 5'
            says = 'The filter cannot be sent: -match requires a string.',
                   'At line:1 char:13',
                   '  $_.a -match 5',
                   '              ~',
                   'Write instead:',
                   '  $_.a -match ''5''' }
        @{ filter = '-not $_.a -eq 1'
            says = 'The filter cannot be sent: -not applies to $_.a only, because it is evaluated first.',
                   'At line:1 char:1',
                   '  -not $_.a -eq 1',
                   '  ~~~~~~~~~',
                   'Write instead:',
                   '  -not ($_.a -eq 1)' }
        @{ filter = '$_.b -gt 1 -and !$_.a -like ''x*'''
            says = 'The filter cannot be sent: ! applies to $_.a only, because it is evaluated first.',
                   'At line:1 char:17',
                   '  $_.b -gt 1 -and !$_.a -like ''x*''',
                   '                  ~~~~~',
                   'Write instead:',
                   '  $_.b -gt 1 -and !($_.a -like ''x*'')' }
        @{ filter = '$_.a -eq 9007199254740993'
            says = 'The filter cannot be sent: the filter ''eq'' contains 9007199254740993, which the server reads as 9007199254740992, because it cannot represent all integers beyond 9007199254740992.',
                   'At line:1 char:10',
                   '  $_.a -eq 9007199254740993',
                   '           ~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -eq 9007199254740993 }' }
        @{ filter = '$_.a -eq "on $since"'
            says = 'The filter cannot be sent: $since is not a string or a number, so it cannot be part of a string.',
                   'At line:1 char:10',
                   '  $_.a -eq "on $since"',
                   '           ~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = "on $since"',
                   '  Export-OwoxDataMart $id -Filter { $_.a -eq $value }' }
        @{ filter = '$_.a -in $orders.Nope'
            says = 'The filter cannot be sent: $orders has no property ''Nope''.',
                   'At line:1 char:10',
                   '  $_.a -in $orders.Nope',
                   '           ~~~~~~~~~~~~',
                   'Assign a value to it first, or correct the name. To pass a block with its variables to another function, use GetNewClosure().' }
        @{ filter = '$_.a -in $using:list[0]'
            says = 'The filter cannot be sent: a filter does not access elements by index.',
                   'At line:1 char:10',
                   '  $_.a -in $using:list[0]',
                   '           ~~~~~~~~~~~~~~',
                   'Compute the value first:',
                   '  $value = $using:list[0]',
                   '  Export-OwoxDataMart $id -Filter { $_.a -in $value }' }
        @{ filter = '$_.a -ieq ''x'''
            says = 'The filter cannot be sent: -ieq ignores case, which the server does not support.',
                   'At line:1 char:1',
                   '  $_.a -ieq ''x''',
                   '  ~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -ieq ''x'' }' }
        @{ filter = '$_.b -gt 1 -and $_.a -ilike ''x*'''
            says = 'The filter cannot be sent: -ilike ignores case, which the server does not support.',
                   'At line:1 char:17',
                   '  $_.b -gt 1 -and $_.a -ilike ''x*''',
                   '                  ~~~~~~~~~~~~~~~~',
                   'Use -Filter for the supported conditions, and Where-Object for the others:',
                   '  Export-OwoxDataMart $id -Filter { $_.b -gt 1 } | Where-Object { $_.a -ilike ''x*'' }' }
        @{ filter = '$_.a -iin ''x'',''y'''
            says = 'The filter cannot be sent: -iin ignores case, which the server does not support.',
                   'At line:1 char:1',
                   '  $_.a -iin ''x'',''y''',
                   '  ~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -iin ''x'',''y'' }' }
        @{ filter = '$_.a -is [string]'
            says = 'The filter cannot be sent: the server does not support the operator -is.',
                   'At line:1 char:1',
                   '  $_.a -is [string]',
                   '  ~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -is [string] }' }
        @{ filter = '$_.a -replace ''x'',''y'' -eq ''z'''
            says = 'The filter cannot be sent: the server compares columns as they are and does not compute values from them.',
                   'At line:1 char:1',
                   '  $_.a -replace ''x'',''y'' -eq ''z''',
                   '  ~~~~~~~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -replace ''x'',''y'' -eq ''z'' }' }
        @{ filter = '$_.a -split '','' -contains ''x'''
            says = 'The filter cannot be sent: the server compares columns as they are and does not compute values from them.',
                   'At line:1 char:1',
                   '  $_.a -split '','' -contains ''x''',
                   '  ~~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -split '','' -contains ''x'' }' }
        @{ filter = '$_.a -as [int]'
            says = 'The filter cannot be sent: the server does not support the operator -as.',
                   'At line:1 char:1',
                   '  $_.a -as [int]',
                   '  ~~~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -as [int] }' }
        @{ filter = '$_.a -band 1'
            says = 'The filter cannot be sent: the server does not support the operator -band.',
                   'At line:1 char:1',
                   '  $_.a -band 1',
                   '  ~~~~~~~~~~~~',
                   'Use Where-Object instead:',
                   '  | Where-Object { $_.a -band 1 }' }
        @{ filter = '$_.a = 1'
            says = 'The filter cannot be sent: = assigns a value; -eq compares.',
                   'At line:1 char:1',
                   '  $_.a = 1',
                   '  ~~~~~~~~',
                   'Write instead:',
                   '  $_.a -eq 1' }
        @{ filter = '$_.a == 1'
            says = 'The filter cannot be sent: = assigns a value; -eq compares.',
                   'At line:1 char:1',
                   '  $_.a == 1',
                   '  ~~~~~~~~~',
                   'Write instead:',
                   '  $_.a -eq 1' }
        @{ filter = '$_.a > 1'
            says = 'The filter cannot be sent: > redirects output to a file; use -gt to compare.',
                   'At line:1 char:1',
                   '  $_.a > 1',
                   '  ~~~~~~~~',
                   'Write instead:',
                   '  $_.a -gt 1' }
        @{ filter = '$_.a -eq 1; $_.b -eq 2'
            says = 'The filter cannot be sent: a filter is one condition, but this is a second condition.',
                   'At line:1 char:13',
                   '  $_.a -eq 1; $_.b -eq 2',
                   '              ~~~~~~~~~~',
                   'Write instead:',
                   '  $_.a -eq 1 -and $_.b -eq 2' }
        @{ filter = 'if ($_.a) { $true }'
            says = 'The filter cannot be sent: a filter is one condition and does not run statements.',
                   'At line:1 char:1',
                   '  if ($_.a) { $true }',
                   '  ~~~~~~~~~~~~~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = 'return $_.a -eq 1'
            says = 'The filter cannot be sent: a filter is a condition without return.',
                   'At line:1 char:1',
                   '  return $_.a -eq 1',
                   '  ~~~~~~~~~~~~~~~~~',
                   'Write instead:',
                   '  $_.a -eq 1' }
        @{ filter = '$_.a | Out-Null'
            says = 'The filter cannot be sent: a filter is one condition and does not run pipelines.',
                   'At line:1 char:1',
                   '  $_.a | Out-Null',
                   '  ~~~~~~~~~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = 'country -eq ''DE'''
            says = 'The filter cannot be sent: country is interpreted as a command, which a filter does not run; write a column as $_.name.',
                   'At line:1 char:1',
                   '  country -eq ''DE''',
                   '  ~~~~~~~~~~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = 'Where-Object a -eq 1'
            says = 'The filter cannot be sent: Where-Object is interpreted as a command, which a filter does not run; write a column as $_.name.',
                   'At line:1 char:1',
                   '  Where-Object a -eq 1',
                   '  ~~~~~~~~~~~~~~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = 'Remove-Item $path'
            says = 'The filter cannot be sent: Remove-Item is interpreted as a command, which a filter does not run; write a column as $_.name.',
                   'At line:1 char:1',
                   '  Remove-Item $path',
                   '  ~~~~~~~~~~~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = 'param($x) $_.a -eq $x'
            says = 'The filter cannot be sent: a filter is one condition and cannot contain param, begin or process.',
                   'At line:1 char:1',
                   '  param($x) $_.a -eq $x',
                   '  ~~~~~~~~~~~~~~~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = 'process { $_.a -eq 1 }'
            says = 'The filter cannot be sent: a filter is one condition and cannot contain param, begin or process.',
                   'At line:1 char:1',
                   '  process { $_.a -eq 1 }',
                   '  ~~~~~~~~~~~~~~~~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = '$_.a -eq 1 > file.txt'
            says = 'The filter cannot be sent: a filter is one condition and does not run pipelines.',
                   'At line:1 char:1',
                   '  $_.a -eq 1 > file.txt',
                   '  ~~~~~~~~~~~~~~~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = ''
            says = 'The filter cannot be sent: the block is empty; a filter is a condition such as $_.revenue -gt 100.',
                   'At line:1 char:1',
                   '  ',
                   '  ~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = '$x = 5'
            says = 'The filter cannot be sent: a filter is one condition and does not run statements.',
                   'At line:1 char:1',
                   '  $x = 5',
                   '  ~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = '$nothing -eq $one'
            says = 'The filter cannot be sent: neither operand is a column such as $_.revenue; evaluate conditions that do not depend on the row outside of the filter.',
                   'At line:1 char:1',
                   '  $nothing -eq $one',
                   '  ~~~~~~~~~~~~~~~~~',
                   'A filter is a script block like that of Where-Object:',
                   '  Export-OwoxDataMart $id -Filter { $_.date -ge ''2026-01-01'' -and $_.revenue -gt 100 }' }
        @{ filter = '$_.'''' -eq 1'
            says = 'The filter cannot be sent: the name of the column is missing.',
                   'At line:1 char:4',
                   '  $_.'''' -eq 1',
                   '     ~~',
                   'Write a column as $_.name. Use quotes if the name contains spaces.' }
    )
}
