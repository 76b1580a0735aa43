# examples/azure-pipelines.yml and examples/github-actions.yml: read as YAML, and the scripts of their steps run as by an agent.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    $noYaml = -not (Test-Yaml)
    if ($noYaml) { Write-Warning 'Python with its module yaml is not here: the pipelines are not read.' }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    Start-OwoxTest -NoImport
    $azure = Read-Yaml (Join-Path $Examples 'azure-pipelines.yml')
    $github = Read-Yaml (Join-Path $Examples 'github-actions.yml')
    $secret = (Get-KeyPart $Sandbox.apiKey).apiKeySecret

    # Replaces $(name) with the variable. An agent does not change unknown names.
    function Expand-Macro([string] $Text, [hashtable] $Variables) {
        [regex]::Replace($Text, '\$\(([\w.]+)\)', { param($match) $name = $match.Groups[1].Value; if ($Variables.ContainsKey($name)) { $Variables[$name] } else { $match.Value } })
    }

    # Replaces ${{ name }} with the variable, or with nothing if the name is unknown.
    function Expand-Expression([string] $Text, [hashtable] $Variables) {
        [regex]::Replace($Text, '\$\{\{\s*([\w.]+)\s*\}\}', { param($match) $Variables[$match.Groups[1].Value] })
    }

    # Parses ##vso[task.setvariable] as the agent does.
    function Get-StepOutput([string] $Log) {
        $found = @{}
        foreach ($match in [regex]::Matches($Log, '(?m)^##vso\[task\.setvariable variable=(\w+);isOutput=true\](.*?)\r?$')) {
            $found[$match.Groups[1].Value] = $match.Groups[2].Value
        }
        $found
    }

    function Invoke-AzureExport([hashtable] $Variables, [switch] $Unmapped, [switch] $NewProcess) {
        $step = $azure.jobs[0].steps | Where-Object { $_.name -eq 'rows' }
        $known = @{ dataMart = ($azure.variables | Where-Object { $_.name -eq 'dataMart' }).value; 'Build.ArtifactStagingDirectory' = $folder }
        foreach ($name in $Variables.Keys) { $known[$name] = $Variables[$name] }
        $environment = @{ TF_BUILD = 'True' }
        if (-not $Unmapped) { foreach ($name in $step.env.Keys) { $environment[$name] = Expand-Macro $step.env[$name] $known } }
        Invoke-Step (Expand-Macro $step.pwsh $known) $environment $work -NewProcess:$NewProcess
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'azure-pipelines.yml' -Skip:$noYaml {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $work = New-Folder
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder, $work -Recurse -Force
    }

    It 'has a pool, a schedule and a timeout, and publishes the exported files' {
        $azure.pool.vmImage | Should -Be 'ubuntu-latest'
        $azure.schedules[0].cron | Should -Match '^\S+ \S+ \S+ \S+ \S+$'
        $azure.schedules[0].always | Should -Be 'true'
        $azure.jobs[0].timeoutInMinutes | Should -BeGreaterThan 0
        $publish = $azure.jobs[0].steps | Where-Object { $_.publish }
        $publish.publish | Should -Be '$(Build.ArtifactStagingDirectory)'
        $publish.condition | Should -BeNullOrEmpty -Because 'by default a step does not run after a failed step'
    }

    It 'runs its steps: the file, the masks, the outputs and the text of a later step' {
        $run = Invoke-AzureExport @{ OWOX_API_KEY = $Sandbox.apiKey } -NewProcess
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0 -Because $run.Output
        Get-Name $folder | Should -Be orders.csv
        Import-Csv (Join-Path $folder orders.csv) | Should -HaveCount 5000
        $outputs = Get-StepOutput $run.Output
        $outputs.rows | Should -Be 5000
        $outputs.sha256 | Should -Be (Get-FileHash (Join-Path $folder orders.csv)).Hash
        $outputs.runId | Should -Be (Get-SandboxRequest '*.ndjson').runId
        $outputs.path | Should -Be (Join-Path $folder orders.csv)

        # The agent masks these values, and does not show the lines.
        $lines = $run.Output -split '\r?\n'
        $lines | Should -Contain "##vso[task.setsecret]$secret"
        Assert-NoSecret (($lines -notlike '##vso`[task.setsecret`]*') -join "`n")

        $last = $azure.jobs[0].steps | Where-Object { $_.displayName -eq 'Show the result' }
        $variables = @{}
        $outputs.Keys | ForEach-Object { $variables["rows.$_"] = $outputs[$_] }
        (Invoke-Step (Expand-Macro $last.pwsh $variables) @{} $work).Output.Trim() | Should -Be "5000 rows, run $($outputs.runId), SHA-256 $($outputs.sha256)"

        # The other script installs from the PowerShell Gallery.
        ($azure.jobs[0].steps | Where-Object { $_.pwsh -and $_.displayName -notin 'Export', 'Show the result' }).pwsh | Should -Be 'Install-PSResource Owox -TrustRepository'
    }

    It 'fails and reports the error: <what>' -ForEach @(
        @{ what = 'the step maps no key'; id = 'Owox.ApiKeyNotFound'; unmapped = $true }
        @{ what = 'the pipeline does not define the variable'; id = 'Owox.VariableNotExpanded' }
        @{ what = 'the key is revoked'; id = 'Owox.Unauthorized'; key = 'revokedApiKey' }
        @{ what = 'the stream is incomplete'; id = 'Owox.StreamIncomplete'; key = 'apiKey'; fault = 'cut-chunked', @{ afterRows = 1000 } }
        @{ what = 'a line is malformed'; id = 'Owox.StreamMalformed'; key = 'apiKey'; fault = 'malformed-line', @{ atRow = 5 } }
        @{ what = 'the warehouse returns an error'; id = 'Owox.StorageFailed'; key = 'apiKey'; mart = 'Denied' }
        @{ what = 'the message of the server contains commands'; id = 'Owox.ServerError'; key = 'apiKey'; fault = 'status', @{ status = 500; body = @{ statusCode = 500; message = "broken`n##vso[task.complete result=Succeeded;]fine" } } }
    ) {
        if ($fault) { Add-Fault 'GET *.ndjson' $fault[0] $fault[1] }
        $variables = @{}
        if ($key) { $variables.OWOX_API_KEY = $Sandbox.$key }
        if ($mart) { $variables.dataMart = $mart }
        $run = Invoke-AzureExport $variables -Unmapped:$unmapped
        $run.Code | Should -Be 1 -Because "agents replace every exit code with 1: $($run.Output) $($run.Errors)"
        $commands = ($run.Output -split '\r?\n') -like '##vso*' -notlike '##vso`[task.setsecret*'
        $commands | Should -HaveCount 2
        $commands[0] | Should -BeLike "##vso``[task.logissue type=error``]${id}: *"
        $commands[1] | Should -Be '##vso[task.complete result=Failed]The export failed.'
        Get-Name $folder | Should -BeNullOrEmpty
        Assert-NoSecret (($run.Output -split '\r?\n' -notlike '##vso`[task.setsecret*') -join "`n")
    }

    It 'has a one-step version in README.md, which works' {
        $text = [regex]::Match((Get-Content (Join-Path $Examples '../README.md') -Raw), '(?s)```text\r?\n(- task: .*?)```').Groups[1].Value
        Set-Content (Join-Path $work step.yml) $text
        $step = @(Read-Yaml (Join-Path $work step.yml))[0]
        $step.task, $step.inputs.targetType, $step.inputs.pwsh | Should -Be 'PowerShell@2', 'filePath', 'true'
        $environment = @{ TF_BUILD = 'True' }
        foreach ($name in $step.env.Keys) { $environment[$name] = Expand-Macro $step.env[$name] @{ OWOX_API_KEY = $Sandbox.apiKey } }
        $run = Invoke-Step "Set-Location '$folder'; . '$(Join-Path $Examples '..' $step.inputs.filePath)' $($step.inputs.arguments)" $environment $work
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        Import-Csv (Join-Path $folder orders.csv) | Should -HaveCount 5000
    }

    It 'exports only the data mart whose title has brackets' {
        New-BracketDataMart | Should -HaveCount 2
        $run = Invoke-Example 'pipeline-export.ps1' @('-DataMart', 'Orders [EU]', '-Path', (Join-Path $folder orders.csv))
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        (Import-Csv (Join-Path $folder orders.csv)).note | Should -BeExactly 'Orders [EU]'
    }

    It 'fails when the server cannot verify the rows' {
        Add-Fault 'GET *.ndjson' run-record @{ missing = $true }
        $run = Invoke-AzureExport @{ OWOX_API_KEY = $Sandbox.apiKey } -NewProcess
        $run.Code | Should -Be 1 -Because 'agents replace every exit code with 1'
        $run.Output | Should -BeLike '*##vso`[task.logissue type=error`]Owox.FileNotVerified: *did not confirm the number of rows*'
    }
}

Describe 'github-actions.yml' -Skip:$noYaml {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $work = New-Folder
        $job = $github.jobs.export
        $outputFile = Join-Path $work output
        $summaryFile = Join-Path $work summary

        function Invoke-GitHubStep([string] $Name, [hashtable] $Context, [switch] $NewProcess) {
            $step = $job.steps | Where-Object { $_.name -eq $Name }
            $environment = @{ GITHUB_ACTIONS = 'true'; CI = 'true'; GITHUB_OUTPUT = $outputFile; GITHUB_STEP_SUMMARY = $summaryFile; RUNNER_TEMP = $folder }
            foreach ($variable in $step.env.Keys) { $environment[$variable] = Expand-Expression $step.env[$variable] $Context }
            Invoke-Step (Expand-Expression $step.run $Context) $environment $work -NewProcess:$NewProcess
        }
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder, $work -Recurse -Force
    }

    It 'has minimal permissions, a timeout and no concurrent runs' {
        $github.permissions.Keys | Should -Be 'contents'
        $github.concurrency | Should -Not -BeNullOrEmpty
        $job.'timeout-minutes' | Should -BeGreaterThan 0
        $job.defaults.run.shell | Should -Be 'pwsh'
        $github['on'].schedule[0].cron | Should -Match '^\S+ \S+ \S+ \S+ \S+$'
        ($job.steps | Where-Object { $_.uses -like 'actions/upload-artifact@*' }).with.path | Should -Be '${{ runner.temp }}/export'
    }

    It 'runs its steps: the file, the masks, the outputs and the summary' {
        $run = Invoke-GitHubStep 'Export' @{ 'secrets.OWOX_API_KEY' = $Sandbox.apiKey } -NewProcess
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0 -Because $run.Output
        Import-Csv (Join-Path $folder 'export/orders.csv') | Should -HaveCount 5000
        $lines = $run.Output -split '\r?\n'
        $lines | Should -Contain "::add-mask::$secret"
        Assert-NoSecret (($lines -notlike '::add-mask::*') -join "`n")

        $context = @{}
        Get-Content $outputFile | ForEach-Object { $name, $value = $_ -split '=', 2; $context["steps.rows.outputs.$name"] = $value }
        $context.Keys | Sort-Object | Should -Be ('path', 'rows', 'runId', 'sha256' | ForEach-Object { "steps.rows.outputs.$_" })
        (Invoke-GitHubStep 'Show the result' $context).Code | Should -Be 0
        Get-Content $summaryFile | Should -Be "5000 rows, run $((Get-SandboxRequest '*.ndjson').runId)"
        ($job.steps | Where-Object { $_.run -and $_.name -notin 'Export', 'Show the result' }).run | Should -Be 'Install-PSResource Owox -TrustRepository'
    }

    It 'fails and reports the error: <what>' -ForEach @(
        @{ what = 'the secret does not exist'; id = 'Owox.ApiKeyNotFound' }
        @{ what = 'the stream is incomplete'; id = 'Owox.StreamIncomplete'; key = 'apiKey'; fault = 'cut-chunked', @{ afterRows = 1000 } }
        @{ what = 'the message of the server contains commands'; id = 'Owox.ServerError'; key = 'apiKey'; fault = 'status', @{ status = 500; body = @{ statusCode = 500; message = "broken`n::set-env name=X::y" } } }
    ) {
        if ($fault) { Add-Fault 'GET *.ndjson' $fault[0] $fault[1] }
        $run = Invoke-GitHubStep 'Export' @{ 'secrets.OWOX_API_KEY' = $(if ($key) { $Sandbox.$key } else { '' }) }
        $run.Code | Should -Be 1 -Because "agents replace every exit code with 1: $($run.Output) $($run.Errors)"
        $commands = ($run.Output -split '\r?\n') -like '::*' -notlike '::add-mask::*'
        $commands | Should -HaveCount 1
        $commands | Should -BeLike "::error title=OWOX::${id}: *"
        Test-Path (Join-Path $folder 'export/orders.csv') | Should -BeFalse
        Test-Path $outputFile | Should -BeFalse
    }
}

Describe 'pipeline-export.ps1' {
    It 'ends with exit code <code>: <what>' -ForEach @(
        @{ code = 0; what = 'success'; key = 'apiKey' }
        @{ code = 2; what = 'no key' }
        @{ code = 2; what = 'a revoked key'; key = 'revokedApiKey' }
        @{ code = 3; what = 'an incomplete stream'; key = 'apiKey'; fault = 'cut-chunked', @{ afterRows = 1000 } }
        @{ code = 3; what = 'a malformed line'; key = 'apiKey'; fault = 'malformed-line', @{ atRow = 5 } }
        @{ code = 1; what = 'an unknown data mart'; key = 'apiKey'; mart = 'No such' }
    ) {
        Clear-Sandbox
        $folder = New-Folder
        try {
            if ($fault) { Add-Fault 'GET *.ndjson' $fault[0] $fault[1] }
            $environment = @{ OWOX_API_KEY = $(if ($key) { $Sandbox.$key } else { '' }) }
            $run = Invoke-Example 'pipeline-export.ps1' @('-DataMart', $(if ($mart) { $mart } else { 'Orders' }), '-Path', (Join-Path $folder rows.csv)) $environment
            $run.Code | Should -Be $code -Because $run.Output
            Test-Path (Join-Path $folder rows.csv) | Should -Be ($code -eq 0)
            Assert-NoSecret $run.Output
        }
        finally {
            Clear-Sandbox
            Remove-Item $folder -Recurse -Force
        }
    }
}
