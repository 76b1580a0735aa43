# The information about the caller that a report export sends to the server, and its display by Get-OwoxRun (server 0.32 and later).

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ScriptRun/ScriptRun.psm1')
    Start-OwoxTest @{ apiVersion = '0.35' }
    $null = Connect-Sandbox
    $report = Get-OwoxReport | Select-Object -First 1

    # Returns what the server recorded about the newest stream of the report.
    function Get-Context {
        $request = Wait-SandboxRequest '/api/external/http-data/reports/*' | Select-Object -Last 1
        (Get-OwoxRun -Id $request.runId -DataMartId $report.DataMartId).HttpData.RunContext
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An export of a report' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is recorded with the host and -RunTitle: <title>' -ForEach @(@{ title = 'nightly' }, @{ title = 'Zahlen für Kyjiw – Київ 😀' }, @{ title = 'a "quoted" \ title' }, @{ title = 'x' * 255 }) {
        $null = Export-OwoxReport -Id $report.Id -Limit 1 -RunTitle $title
        $context = Get-Context
        $context.Host | Should -BeExactly 'PowerShell'
        $context.DocumentTitle | Should -BeExactly $title
        "$context" | Should -BeExactly "PowerShell: $title"
    }

    It 'is recorded with the name of the script, without its path' {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive 'home of ada')).FullName
        $file = Join-Path $folder 'my report.ps1'
        Set-Content $file "Import-Module `$env:OWOX_TEST_MODULE; `$null = Connect-OwoxDataMarts; Export-OwoxReport -Id $($report.Id) -Limit 1"
        $run = Wait-FreshShell (Start-Engine '-NoProfile', '-NonInteractive', '-File', $file @{ OWOX_API_KEY = $Sandbox.apiKey }) 300
        $run.Errors | Should -BeNullOrEmpty
        (Get-Context).DocumentTitle | Should -BeExactly 'my report.ps1'
        (Get-SandboxRequest '/api/external/http-data/reports/*').headers.'x-owox-run-context' | ForEach-Object {
            [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($_)) | Should -Not -BeLike '*ada*'
        }
    }

    It 'is recorded without a title at a prompt' {
        $run = Invoke-FreshShell "`$null = Connect-OwoxDataMarts; Export-OwoxReport -Id $($report.Id) -Limit 1" @{ OWOX_API_KEY = $Sandbox.apiKey }
        $run.Errors | Should -BeNullOrEmpty
        $context = Get-Context
        $context.Host | Should -BeExactly 'PowerShell'
        $context.DocumentTitle | Should -BeNullOrEmpty
    }

    It 'is recorded without secrets and control characters' {
        $secret = (Get-KeyPart $Sandbox.apiKey).apiKeySecret
        $null = Export-OwoxReport -Id $report.Id -Limit 1 -RunTitle "job $secret `e[31m`nred"
        $title = (Get-Context).DocumentTitle
        $title | Should -BeLike 'job *red'
        $title | Should -Not -BeLike "*$secret*"
        $title | Should -Not -Match '[\x00-\x1f]'
    }

    It 'rejects a title that is <what>' -ForEach @(@{ what = 'empty'; title = '' }, @{ what = 'too long'; title = 'x' * 256 }) {
        { Export-OwoxReport -Id $report.Id -RunTitle $title } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        Get-SandboxRequest '/api/external/http-data/*' | Should -BeNullOrEmpty
    }

    It 'sends no information about the caller for a data mart' {
        $null = Export-OwoxDataMart $Sandbox.dataMarts.customers -Limit 1
        @(Get-SandboxRequest '/api/external/http-data/*').headers.'x-owox-run-context' | Should -BeNullOrEmpty
    }
}
