# examples/quality-gate.ps1 and examples/azure-quality-gate.yml: exit codes, issues of the run, and the result file.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    $noYaml = -not (Test-Yaml)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:00.3' } -NoImport
    $folder = New-Folder
    $results = Join-Path $folder results.xml
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'quality-gate.ps1' {
    BeforeEach {
        Clear-Sandbox
        Remove-Item (Join-Path $folder *) -Recurse
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'ends with exit code <code>: <what>' -ForEach @(
        @{ code = 0; what = 'all checks have passed'; with = '-DataMart', 'Orders', '-MinRowCount', '1', '-DataQuality'; says = 'Orders: Passed: 2 passed, 0 warnings, 0 failed, 0 errors, 0 skipped' }
        @{ code = 5; what = 'the data is too old'; with = '-DataMart', 'Orders', '-MaxAge', '1.00:00'; says = 'error: Orders, Freshness: Failed: The data last changed * ago, but at most 1.00:00:00 is expected.' }
        @{ code = 5; what = 'there are too many rows'; with = '-DataMart', 'Orders', '-MaxRowCount', '4999'; says = 'error: Orders, RowCount: Failed: There are 5000 rows, but at most 4999 rows are expected.' }
        @{ code = 5; what = 'one check failed, and another could not be evaluated'; with = '-DataMart', 'Orders', '-MaxRowCount', '1', '-MaxAge', '1.00:00'; fault = '*refresh', 'status', @{ status = 500; times = 0 }; says = 'error: Orders, Freshness: Error: *' }
        @{ code = 1; what = 'the data mart does not exist'; with = '-DataMart', 'No such', '-MinRowCount', '1'; says = 'error: No such, DataMart: Error: There is no data mart *' }
        @{ code = 1; what = 'no check'; with = '-DataMart', 'Orders'; says = 'error: Owox.TestInvalid: No check was specified.*' }
        @{ code = 1; what = 'no baseline'; with = '-DataMart', 'Orders', '-SchemaBaseline', 'no-such.json'; says = 'error: Owox.BaselineNotFound: *' }
        @{ code = 2; what = 'no key'; with = '-DataMart', 'Orders', '-MinRowCount', '1'; key = ''; says = 'error: Owox.ApiKeyNotFound: *' }
        @{ code = 2; what = 'a revoked key'; with = '-DataMart', 'Orders', '-MinRowCount', '1'; key = 'revokedApiKey'; says = 'error: Owox.Unauthorized: *' }
        @{ code = 4; what = 'a server without a license'; with = '-DataMart', 'Orders', '-MinRowCount', '1'; fault = 'GET *.ndjson', 'status', @{ status = 400; body = @{ statusCode = 400; message = 'no'; errorDetails = @{ blockedReasons = @('LICENSE_REQUIRED') } } }; says = 'error: Orders, RowCount: Error: The server has no OWOX Data Marts license*' }
    ) {
        if ($fault) { Add-Fault $fault[0] $fault[1] $fault[2] }
        $environment = @{ OWOX_API_KEY = $(if ($null -eq $key) { $Sandbox.apiKey } elseif ($key) { $Sandbox.$key } else { '' }) }
        $run = Invoke-Example 'quality-gate.ps1' ($with + '-ResultFile', $results) $environment $folder
        $run.Code | Should -Be $code -Because "$($run.Output) $($run.Errors)"
        @($run.Output -split '\r?\n' -like $says) | Should -HaveCount 1 -Because $run.Output
        Assert-NoSecret $run.Output
        if ($says -like '*Owox.*') {
            $results | Should -Not -Exist
        }
        else {
            [int]([xml](Get-Content -LiteralPath $results -Raw)).testsuites.tests | Should -BeGreaterThan 0
        }
    }

    It 'ends with the code in a new process, and tests several data marts' {
        $script = "& '$(Join-Path $Examples quality-gate.ps1)' -DataMart Orders, Empty -MinRowCount 1; exit `$LASTEXITCODE"
        $run = Invoke-Engine @('-Command', $script) -NewProcess
        $run.Code | Should -Be 5 -Because "$($run.Output) $($run.Errors)"
        $run.Output | Should -BeLike '*Orders: Passed*Empty: Failed*'
    }

    It 'reports findings as issues of Azure Pipelines, without executing the text of a server as a command' {
        $check = @{ id = 'a'; ruleKey = 'a'; status = 'FAILED'; severity = 'error'; description = "bad; 5%]`n##vso[task.complete result=Succeeded]" }, @{ id = 'b'; ruleKey = 'b'; status = 'FAILED'; severity = 'notice'; description = 'a notice' }
        Add-Fault "GET /api/data-marts/$($Sandbox.dataMarts.orders)/runs/*" status @{ status = 200; times = 0; body = @{ id = 'r'; type = 'DATA_QUALITY'; status = 'SUCCESS'; dataMartId = $Sandbox.dataMarts.orders; dataQuality = @{ results = $check } } }
        $run = Invoke-Example 'quality-gate.ps1' @('-DataMart', 'Orders', '-DataQuality') @{ OWOX_API_KEY = $Sandbox.apiKey; TF_BUILD = 'True' }
        $run.Code | Should -Be 5
        @($run.Output -split '\r?\n' -like '##*') | Should -Be @(
            '##vso[task.logissue type=error]Orders, DataQuality a: Failed: bad%3B 5%AZP25%5D ## vso[task.complete result=Succeeded%5D'
            '##vso[task.logissue type=warning]Orders, DataQuality b: Warning: a notice'
            '##vso[task.complete result=Failed]The data marts did not pass.')
    }
}

Describe 'azure-quality-gate.yml' -Skip:$noYaml {
    BeforeAll {
        Clear-Sandbox
        $azure = Read-Yaml (Join-Path $Examples 'azure-quality-gate.yml')
        $steps = $azure.jobs[0].steps
    }

    It 'publishes the results also if the test fails' {
        $publish = $steps | Where-Object task
        $publish.task, $publish.condition, $publish.inputs.testResultsFormat | Should -Be 'PublishTestResults@2', 'succeededOrFailed()', 'JUnit'
        $azure.jobs[0].timeoutInMinutes | Should -BeGreaterThan 0
    }

    It 'runs its test, which writes the published file' {
        $text = ($steps | Where-Object displayName -EQ 'Test the data').pwsh
        $text = $text.Replace('$(dataMart)', 'Orders').Replace('$(Common.TestResultsDirectory)', $folder).Replace('./orders.schema.json', (Join-Path $folder orders.schema.json))
        $write = "`$null = Connect-OwoxDataMarts; Test-OwoxDataMart Orders -SchemaBaseline '$(Join-Path $folder orders.schema.json)' -UpdateBaseline"
        $null = Invoke-Engine @('-Command', $write)
        $run = Invoke-Step $text @{ TF_BUILD = 'True'; OWOX_API_KEY = $Sandbox.apiKey } $folder
        $run.Code | Should -Be 1 -Because 'the demo data is old, and agents replace every exit code with 1'
        $root = ([xml](Get-Content -LiteralPath (Join-Path $folder ($steps | Where-Object task).inputs.testResultsFiles) -Raw)).testsuites
        $root.testsuite.testcase.name | Should -Be 'Freshness', 'RowCount', 'Schema'
        $root.failures, $root.errors | Should -Be '1', '0'
    }
}
