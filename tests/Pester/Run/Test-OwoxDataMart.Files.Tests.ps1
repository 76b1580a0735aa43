# The files of Test-OwoxDataMart: the baseline of -SchemaBaseline, and the JUnit XML of -ResultFile.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:00.3' } -Timing @{ RunPollInterval = 0.05; MaxRunPollInterval = 0.1; FileBusyTimeout = 1; FileBusyPollInterval = 0.02 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $schema = "GET /api/data-marts/$($marts.orders)/blendable-schema"
    $configurationError = 'Owox.OwoxConfigurationException'

    # Sets the columns of Orders: name = 'TYPE', or name = a hashtable with other fields.
    function Set-Column([System.Collections.IDictionary] $Native, [object[]] $Joined = @()) {
        $fields = @(foreach ($name in $Native.Keys) { if ($Native[$name] -is [string]) { @{ name = $name; type = $Native[$name]; mode = 'NULLABLE' } } else { @{ name = $name } + $Native[$name] } })
        Add-Fault $schema status @{ status = 200; times = 0; body = @{ nativeFields = $fields; blendedFields = $Joined } }
    }

    # Writes a baseline, and then sets other columns.
    function Set-Baseline([System.Collections.IDictionary] $Before, [System.Collections.IDictionary] $After) {
        Set-Column $Before
        $null = Test-OwoxDataMart $marts.orders -SchemaBaseline $file -UpdateBaseline
        Clear-Sandbox
        Set-Column $After
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The baseline' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $file = Join-Path $folder schema.json
    }

    AfterEach {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'is written sorted, with one line for each column, as UTF-8 without a byte order mark' {
        Set-Column ([ordered]@{ zeta = 'STRING'; 'Größe' = 'INTEGER'; Alpha = 'DATE'; alpha2 = @{ type = 'STRING'; mode = 'REPEATED' }; id = @{ type = 'INTEGER'; mode = 'REQUIRED' }; sum = @{ type = 'FLOAT'; calculated = @{ formula = 'x' } } })
        $found = Test-OwoxDataMart $marts.orders -SchemaBaseline $file -UpdateBaseline
        $found.Status | Should -Be 'Passed'
        $found.Message | Should -Be 'The baseline was written: 6 columns.'
        $expected = @"
{
  "version": 1,
  "dataMarts": {
    "$($marts.orders)": {
      "title": "Orders",
      "columns": {
        "Alpha": "DATE",
        "Größe": "INTEGER",
        "alpha2": "STRING REPEATED",
        "id": "INTEGER REQUIRED",
        "sum": "FLOAT calculated",
        "zeta": "STRING"
      }
    }
  }
}

"@ -replace "`r"
        [System.IO.File]::ReadAllText($file) | Should -BeExactly $expected
        [System.IO.File]::ReadAllBytes($file)[0] | Should -Be ([byte][char]'{')
        Get-Name $folder | Should -Be schema.json
    }

    It 'matches the data mart that it was written from, in any order of the columns' {
        Set-Baseline ([ordered]@{ a = 'STRING'; b = 'INTEGER' }) ([ordered]@{ b = 'integer'; a = 'STRING' })
        $found = Test-OwoxDataMart $marts.orders -SchemaBaseline $file
        $found.Status | Should -Be 'Passed'
        $found.Message | Should -Be 'The columns match the baseline: 2 columns.'
    }

    It 'returns a finding for each difference' {
        $before = [ordered]@{ kept = 'STRING'; gone = 'STRING'; Typed = 'INTEGER'; listed = 'STRING'; Cased = 'DATE'; left = 'DATE'; record = @{ type = 'RECORD'; mode = 'NULLABLE'; fields = @(@{ name = 'part'; type = 'STRING'; mode = 'NULLABLE' }) } }
        $after = [ordered]@{ kept = 'STRING'; new = 'FLOAT'; Typed = 'NUMERIC'; listed = @{ type = 'STRING'; mode = 'REPEATED' }; cased = 'DATE'; left = @{ type = 'DATE'; status = 'DISCONNECTED' }; record = @{ type = 'RECORD'; mode = 'NULLABLE'; fields = @(@{ name = 'part'; type = 'INTEGER'; mode = 'NULLABLE' }) } }
        Set-Baseline $before $after
        $found = Test-OwoxDataMart $marts.orders -SchemaBaseline $file
        $found.Check | Select-Object -Unique | Should -Be 'Schema'
        $found.Status | Select-Object -Unique | Should -Be 'Failed'
        $found | ForEach-Object { "$($_.Name): $($_.Expected) -> $($_.Actual)" } | Should -BeExactly @(
            'Cased: Cased DATE -> cased DATE', 'Typed: INTEGER -> NUMERIC', 'gone: STRING -> ', 'left: DATE -> ', 'listed: STRING -> STRING REPEATED', 'record.part: STRING -> INTEGER', 'new:  -> FLOAT')
        $found.Message | Should -Be @(
            "The name of the column changed to 'cased'. Queries distinguish uppercase and lowercase.", 'The type of the column changed.', 'The column was removed.',
            'The column was removed.', 'The type of the column changed.', 'The type of the column changed.', 'The column was added.')
    }

    It 'compares more columns than a table shows' {
        $before, $after = [ordered]@{}, [ordered]@{}
        foreach ($number in 1..600) { $before["c$number"] = 'STRING'; $after["c$number"] = if ($number -eq 577) { 'DATE' } else { 'STRING' } }
        Set-Baseline $before $after
        (Test-OwoxDataMart $marts.orders -SchemaBaseline $file).Name | Should -Be 'c577'
    }

    It 'includes the columns of joined data marts only with -IncludeJoined' {
        $joined = @{ name = 'c__name'; type = 'STRING'; sourceDataMartId = 'x' }, @{ name = 'c__age'; type = 'INTEGER'; sourceDataMartId = 'x' }
        Set-Column @{ a = 'STRING' } $joined
        $null = Test-OwoxDataMart $marts.orders -SchemaBaseline $file -UpdateBaseline
        $found = Test-OwoxDataMart $marts.orders -SchemaBaseline $file -IncludeJoined
        $found.Status, $found.ErrorId | Should -Be 'Error', 'Owox.BaselineNotFound'
        $found.Message | Should -BeLike '*does not contain the joined columns of the data mart Orders (*-UpdateBaseline -IncludeJoined.'
        (Test-OwoxDataMart $marts.orders -SchemaBaseline $file -UpdateBaseline -IncludeJoined).Message | Should -Be 'The baseline was written: 1 column and 2 joined columns.'
        Clear-Sandbox
        Set-Column @{ a = 'STRING' } $joined[0]
        $found = Test-OwoxDataMart $marts.orders -SchemaBaseline $file -IncludeJoined
        $found.Name, $found.Message | Should -Be 'c__age', 'The joined column was removed.'
        (Test-OwoxDataMart $marts.orders -SchemaBaseline $file).Status | Should -Be 'Passed'
    }

    It 'contains several data marts, and an update keeps the others' {
        $null = Test-OwoxDataMart Orders, Customers -SchemaBaseline $file -UpdateBaseline
        $before = Get-Content -LiteralPath $file -Raw
        (Test-OwoxDataMart Customers -SchemaBaseline $file -UpdateBaseline).Message | Should -BeLike 'The baseline was up to date: *'
        Get-Content -LiteralPath $file -Raw | Should -BeExactly $before
        (Test-OwoxDataMart Orders, Customers -SchemaBaseline $file).Status | Should -Be 'Passed', 'Passed'
        $found = Test-OwoxDataMart Empty -SchemaBaseline $file
        $found.Status, $found.ErrorId | Should -Be 'Error', 'Owox.BaselineNotFound'
        $found.Message | Should -BeLike '*does not contain the data mart Empty (*). Add it with -UpdateBaseline.'
    }

    It 'loses no data mart if two runspaces update it' {
        $connection = Get-OwoxConnection -Current
        $ids = $marts.orders, $marts.customers, $marts.empty, $marts.adSpend
        $module = $env:OWOX_TEST_MODULE
        $found = $ids | ForEach-Object -Parallel {
            Import-Module $using:module
            Test-OwoxDataMart $_ -SchemaBaseline $using:file -UpdateBaseline -Connection $using:connection
        } -ThrottleLimit 4
        $found.Status | Should -Be 'Passed', 'Passed', 'Passed', 'Passed'
        (Get-Content -LiteralPath $file -Raw | ConvertFrom-Json).dataMarts.PSObject.Properties.Name | Should -HaveCount 4
        Get-Name $folder | Should -Be schema.json
    }

    It 'is not written without columns' {
        Set-Column @{}
        $found = Test-OwoxDataMart $marts.orders -SchemaBaseline $file -UpdateBaseline
        $found.Status | Should -Be 'Error'
        $found.Message | Should -BeLike 'The server returns no columns of the data mart*'
        $file | Should -Not -Exist
    }

    It 'can have a byte order mark and the line ends of Windows' {
        $null = Test-OwoxDataMart $marts.orders -SchemaBaseline $file -UpdateBaseline
        $text = [System.IO.File]::ReadAllText($file).Replace("`n", "`r`n")
        foreach ($encoding in [System.Text.UTF8Encoding]::new($true), [System.Text.UnicodeEncoding]::new()) {
            [System.IO.File]::WriteAllText($file, $text, $encoding)
            (Test-OwoxDataMart $marts.orders -SchemaBaseline $file).Status | Should -Be 'Passed'
        }
    }

    It 'must exist without -UpdateBaseline' {
        Assert-Failure { Test-OwoxDataMart $marts.orders -SchemaBaseline $file } Owox.BaselineNotFound InvalidArgument $configurationError 'schema.json'' does not exist', '-UpdateBaseline'
        Assert-Failure { Test-OwoxDataMart $marts.orders -SchemaBaseline (Join-Path $folder no/such.json) } Owox.BaselineNotFound InvalidArgument $configurationError 'does not exist'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is rejected before any request, also with -UpdateBaseline: <what>' -ForEach @(
        @{ what = 'empty'; text = ''; says = 'is not a valid baseline' }
        @{ what = 'not JSON'; text = "{`n<<<<<<< HEAD`n}"; says = 'is not a valid baseline', 'LineNumber: 1' }
        @{ what = 'an array'; text = '[]'; says = 'is not a valid baseline' }
        @{ what = 'other JSON'; text = '{"a":1}'; says = 'is not a valid baseline' }
        @{ what = 'a newer version'; text = '{"version":2,"dataMarts":{}}'; says = 'A newer version of this module' }
        @{ what = 'no columns'; text = '{"version":1,"dataMarts":{"x":{}}}'; says = 'is not a valid baseline' }
        @{ what = 'a type that is not text'; text = '{"version":1,"dataMarts":{"x":{"columns":{"a":1}}}}'; says = 'is not a valid baseline' }
        @{ what = 'a type that is null'; text = '{"version":1,"dataMarts":{"x":{"columns":{"a":null}}}}'; says = 'The type of the column ''a'' is null' }
        @{ what = 'a column twice'; text = '{"version":1,"dataMarts":{"x":{"columns":{"a":"S","a":"S"}}}}'; says = 'It contains ''a'' twice' }
        @{ what = 'a data mart twice'; text = '{"version":1,"dataMarts":{"x":{"columns":{}},"X":{"columns":{}}}}'; says = 'It contains ''X'' twice' }
    ) {
        [System.IO.File]::WriteAllText($file, $text)
        Assert-Failure { Test-OwoxDataMart $marts.orders -SchemaBaseline $file } Owox.BaselineInvalid InvalidArgument $configurationError $says
        Assert-Failure { Test-OwoxDataMart $marts.orders -SchemaBaseline $file -UpdateBaseline } Owox.BaselineInvalid InvalidArgument $configurationError $says
        [System.IO.File]::ReadAllText($file) | Should -BeExactly $text
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'cannot be a folder or a path of another provider' {
        Assert-Failure { Test-OwoxDataMart $marts.orders -SchemaBaseline $folder } Owox.PathInvalid InvalidArgument $configurationError 'The baseline cannot be written', 'is a folder'
        Assert-Failure { Test-OwoxDataMart $marts.orders -SchemaBaseline env:x } Owox.PathInvalid InvalidArgument $configurationError 'provider Environment'
    }
}

Describe 'The result file' {
    BeforeEach {
        Clear-Sandbox
        Get-OwoxRun $marts.orders -Status PENDING, RUNNING | Stop-OwoxRun -WarningAction Ignore
        Clear-Sandbox
        $folder = New-Folder
        $file = Join-Path $folder results.xml

        # Reads the file, which must match the schema.
        function Read-Result {
            $xml = [xml]::new()
            $null = $xml.Schemas.Add('', (Join-Path $PSScriptRoot '../Support/JUnit.xsd'))
            $xml.Load($file)
            $xml.Validate({ throw $args[1].Message })
            $xml.testsuites
        }
    }

    AfterEach {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'contains a suite for each data mart and a case for each check, with totals' {
        Set-Content -LiteralPath $file 'the old content'
        $tests = Test-OwoxDataMart Orders, Empty, Denied, 'No such' -MinRowCount 1 -DataQuality -ResultFile $file -Summary
        $root = Read-Result
        $root.tests, $root.failures, $root.errors | Should -Be '7', '2', '2'
        $root.testsuite.skipped | Should -Be '0', '0', '0', '0'
        $root.testsuite.name | Should -Be "Orders ($($marts.orders))", "Empty ($($marts.empty))", "Denied ($($marts.denied))", 'No such'
        $root.testsuite[1].tests, $root.testsuite[1].failures | Should -Be '2', '2'
        $root.testsuite.testcase.name | Should -Be @(@('RowCount', 'DataQuality: empty_table:data_mart') * 3 + 'DataMart')
        $root.testsuite[0].testcase.classname | Select-Object -Unique | Should -Be "Orders ($($marts.orders))"
        $root.testsuite.timestamp | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$'
        $root.SelectNodes('//@time').Value | Should -Match '^\d+\.\d{3}$'
        $failure = $root.testsuite[1].testcase[0].failure
        $failure.message | Should -Be 'There are 0 rows, but at least 1 row is expected.'
        $failure.type | Should -Be 'Failed'
        $failure.'#text' | Should -Be 'There are 0 rows, but at least 1 row is expected. (expected: at least 1 row, actual: 0 rows)'
        $root.testsuite[1].testcase[1].failure.type | Should -Be 'error'
        $root.testsuite[2].testcase[0].error.type | Should -Be 'Owox.StorageFailed'
        $root.testsuite[3].testcase.error.type | Should -Be 'Owox.NotFound'
        $tests.Status | Should -Be 'Passed', 'Failed', 'Error', 'Error'
        Get-Name $folder | Should -Be results.xml
    }

    It 'has one case for a schema, whose name does not depend on the result' {
        $baseline = Join-Path $folder schema.json
        $null = Test-OwoxDataMart $marts.orders -SchemaBaseline $baseline -UpdateBaseline
        Set-Column ([ordered]@{ order_id = @{ type = 'INTEGER'; mode = 'REQUIRED' } })
        $found = Test-OwoxDataMart $marts.orders -SchemaBaseline $baseline -ResultFile $file
        $found.Count | Should -BeGreaterThan 2
        $case = @((Read-Result).testsuite.testcase)
        $case.name | Should -Be 'Schema'
        $case.failure.message | Should -Be "$($found.Count) differences"
        @($case.failure.'#text' -split "`n") | Should -HaveCount $found.Count
        Clear-Sandbox
        $null = Test-OwoxDataMart $marts.orders -SchemaBaseline $baseline -ResultFile $file
        (Read-Result).testsuite.testcase.name | Should -Be 'Schema'
    }

    It 'shows warnings as output of a passed case, and skipped checks as skipped' {
        $checks = @{ id = 'a'; ruleKey = 'a'; status = 'FAILED'; severity = 'notice'; violationCount = 3; description = 'three' }, @{ id = 'b'; ruleKey = 'b'; status = 'NOT_APPLICABLE'; severity = 'error' }
        Add-Fault "GET /api/data-marts/$($marts.orders)/runs/*" status @{ status = 200; times = 0; body = @{ id = 'r'; type = 'DATA_QUALITY'; status = 'SUCCESS'; dataMartId = $marts.orders; dataQuality = @{ results = $checks } } }
        $null = Test-OwoxDataMart $marts.orders -DataQuality -ResultFile $file
        $root = Read-Result
        $root.tests, $root.failures, $root.errors, $root.testsuite.skipped | Should -Be '2', '0', '0', '1'
        $root.testsuite.testcase[0].'system-out' | Should -Be 'a: three (expected: no violations, actual: 3 violations)'
        $root.testsuite.testcase[1].skipped.message | Should -Not -BeNullOrEmpty
    }

    It 'is valid XML with any text of the server' {
        $awkward = "a ]]> <b> & `"c`" 'd' $([char]0) $([char]0x1b)[31m $([char]0xFFFE) $([char]::ConvertFromUtf32(0x1F600)) ##vso[task.complete result=Succeeded]`r`nlast"
        $check = @{ id = 'a'; ruleKey = "rule $awkward"; status = 'FAILED'; severity = 'error'; description = $awkward }
        Add-Fault "GET /api/data-marts/$($marts.orders)/runs/*" status @{ status = 200; times = 0; body = @{ id = 'r'; type = 'DATA_QUALITY'; status = 'SUCCESS'; dataMartId = $marts.orders; dataQuality = @{ results = @($check) } } }
        Add-Fault "GET /api/data-marts/$($marts.orders)" status @{ status = 200; times = 0; body = @{ id = $marts.orders; title = $awkward; status = 'PUBLISHED'; storage = @{ type = 'x' } } }
        $null = Test-OwoxDataMart $marts.orders -DataQuality -ResultFile $file
        $root = Read-Result
        $root.testsuite.testcase.failure.message | Should -BeLike "a ]]> <b> & `"c`" 'd' * $([char]::ConvertFromUtf32(0x1F600)) *last"
        $root.testsuite.name | Should -BeLike "a ]]> <b> *"
        $bytes = [System.IO.File]::ReadAllBytes($file)
        $bytes[0] | Should -Be ([byte][char]'<') -Because 'there is no byte order mark'
        [System.IO.File]::ReadAllText($file) | Should -Not -BeLike '*##vso`[*'
    }

    It 'does not depend on the culture: <culture>' -ForEach @(@{ culture = 'de-DE' }, @{ culture = 'tr-TR' }, @{ culture = 'ar-SA' }, @{ culture = 'fa-IR' }) {
        $baseline = Join-Path $folder schema.json
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $culture
            $null = Test-OwoxDataMart Orders -SchemaBaseline $baseline -UpdateBaseline
            $found = Test-OwoxDataMart Orders -MaxAge 1.00:00 -MinRowCount 1 -SchemaBaseline $baseline -ResultFile $file
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }

        $found.Status | Should -Be 'Failed', 'Passed', 'Passed'
        $found[0].Actual | Should -Match '^\d+\.\d\d:\d\d:\d\d \(2026-10-28T00:00:00Z\)$'
        $root = Read-Result
        $root.testsuite.timestamp | Should -Match '^20\d\d-'
        $root.SelectNodes('//@time').Value | Should -Match '^\d+\.\d{3}$'
    }

    It 'is checked with the schema' {
        $null = Test-OwoxDataMart $marts.orders -MaxAge 1.00:00 -ResultFile $file
        (Get-Content -LiteralPath $file -Raw).Replace('<testsuites ', '<testsuites skipped="0" ') | Set-Content -LiteralPath $file
        { Read-Result } | Should -Throw "*'skipped' attribute is not declared*"
    }

    It 'is written with an error if the credential is rejected' {
        Add-Fault "GET /api/data-marts/$($marts.customers)" status @{ status = 401; times = 0 }
        (Get-Failure { Test-OwoxDataMart $marts.orders, $marts.customers -MinRowCount 1 -ResultFile $file }).FullyQualifiedErrorId | Should -BeLike 'Owox.Unauthorized,*'
        $root = Read-Result
        $root.tests, $root.errors | Should -Be '2', '1'
        $root.testsuite[1].testcase.error.type | Should -Be 'Owox.Unauthorized'
    }

    It 'is created in a new folder, and its name can have brackets' {
        $null = Test-OwoxDataMart $marts.orders -MaxAge 1.00:00 -ResultFile (Join-Path $folder 'new [1]/results.xml')
        Join-Path $folder 'new `[1`]/results.xml' | Should -Exist
    }

    It 'is relative to the current location' {
        Push-Location -LiteralPath $folder
        try { $null = Test-OwoxDataMart $marts.orders -MaxAge 1.00:00 -ResultFile results.xml } finally { Pop-Location }
        $file | Should -Exist
    }

    It 'is rejected before any request: <what>' -ForEach @(
        @{ what = 'a folder'; path = { $folder }; id = 'Owox.PathInvalid'; category = 'InvalidArgument'; type = 'Owox.OwoxConfigurationException'; says = 'The results cannot be written', 'is a folder' }
        @{ what = 'a path in a file'; path = { Set-Content (Join-Path $folder f) x; Join-Path $folder f/results.xml }; id = 'Owox.FileWriteFailed'; category = 'WriteError'; type = 'Owox.OwoxFileException'; says = 'was not written' }
        @{ what = 'another provider'; path = { 'variable:x' }; id = 'Owox.PathInvalid'; category = 'InvalidArgument'; type = 'Owox.OwoxConfigurationException'; says = 'provider Variable' }
    ) {
        $path = & $path
        Assert-Failure { Test-OwoxDataMart $marts.orders -MinRowCount 1 -ResultFile $path } $id $category $type $says
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is not replaced if it is read-only, and neither is the baseline' {
        Set-Content -LiteralPath $file 'the old content'
        (Get-Item -LiteralPath $file).IsReadOnly = $true
        $readOnly = @{ Id = 'Owox.PathExists'; Category = 'ResourceExists'; Type = 'Owox.OwoxFileException'; Says = "'$file' exists and is read-only. Remove this attribute, or specify another path." }
        Assert-Failure { Test-OwoxDataMart $marts.orders -MinRowCount 1 -ResultFile $file } @readOnly
        Assert-Failure { Test-OwoxDataMart $marts.orders -SchemaBaseline $file -UpdateBaseline } @readOnly
        Get-SandboxRequest | Should -BeNullOrEmpty
        Get-Content -LiteralPath $file | Should -Be 'the old content'
        (Get-Item -LiteralPath $file).IsReadOnly | Should -BeTrue
        (Get-Item -LiteralPath $file).IsReadOnly = $false
    }

    It 'cannot be the baseline' {
        $null = Test-OwoxDataMart $marts.orders -SchemaBaseline $file -UpdateBaseline
        $before = Get-Content -LiteralPath $file -Raw
        Clear-Sandbox
        Assert-Failure { Test-OwoxDataMart $marts.orders -SchemaBaseline $file -ResultFile (Join-Path $folder '../' (Split-Path $folder -Leaf) results.xml) } Owox.TestInvalid InvalidArgument $configurationError 'are the same file'
        Get-SandboxRequest | Should -BeNullOrEmpty
        Get-Content -LiteralPath $file -Raw | Should -BeExactly $before
    }

    It 'contains no secret' {
        Add-Fault '*data-last-updated/refresh' status @{ status = 400; body = @{ message = "you sent $($Sandbox.apiKey)" } }
        $found = Test-OwoxDataMart $marts.orders -MaxAge 1.00:00 -ResultFile $file
        $found.Message | Should -BeLike '*you sent `*`*`**'
        [System.IO.File]::ReadAllText($file) | Should -Not -BeLike "*$($Sandbox.apiKey)*"
    }
}
