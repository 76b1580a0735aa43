# examples/scheduled-task: the task that is registered on Windows, and the vault of the task's account. examples/container: the
# entry script. Rules for all examples.

BeforeDiscovery {
    $scripts = Get-ChildItem (Join-Path $PSScriptRoot '../../../examples') -Recurse -Filter *.ps1 | ForEach-Object { @{ file = $_.FullName; name = $_.Name } }
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    $noAnalyzer = Test-ModuleMissing PSScriptAnalyzer
    if ($noAnalyzer) { Write-Warning 'PSScriptAnalyzer is not here: the examples are not analysed.' }
    $noResourceGet = -not (Get-Module Microsoft.PowerShell.PSResourceGet -ListAvailable)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    Start-OwoxTest -NoImport
    Initialize-TestPackage
    $marts = $Sandbox.dataMarts
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Register-NightlyExport.ps1' {
    BeforeAll {
        # Replacements for the Windows cmdlets, with the parameters that the script uses. Each returns its parameters.
        New-Module -Name FakeTasks {
            function New-ScheduledTaskAction([string] $Execute, [string] $Argument, [string] $WorkingDirectory) { $PSBoundParameters }
            function New-ScheduledTaskTrigger([switch] $Daily, [datetime] $At) { $PSBoundParameters }
            function New-ScheduledTaskSettingsSet([switch] $StartWhenAvailable, [string] $MultipleInstances, [timespan] $ExecutionTimeLimit) { $PSBoundParameters }
            function New-ScheduledTaskPrincipal([string] $UserId, [string] $LogonType, [string] $RunLevel) { $PSBoundParameters }
            function Register-ScheduledTask {
                [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingPlainTextForPassword', '', Justification = 'Windows takes it so.')]
                [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingUsernameAndPasswordParams', '', Justification = 'Windows takes it so.')]
                param([string] $TaskName, $Action, $Trigger, $Settings, $Principal, [string] $User, [string] $Password, [string] $RunLevel, [string] $Description, [switch] $Force)
                $script:registered = $PSBoundParameters
            }
            function Get-Registered { $script:registered }
            function Clear-Registered { $script:registered = @{} }
        } | Import-Module -Global
        $register = Join-Path $Examples 'scheduled-task/Register-NightlyExport.ps1'
        $job = @{ DataMartId = $marts.orders; Path = 'D:\my exports\orders.csv'; SecretName = 'owox'; Vault = 'Ops' }
    }

    AfterAll {
        Remove-Module FakeTasks
    }

    BeforeEach {
        Clear-Registered
    }

    It 'registers a task for a group managed service account' {
        & $register @job -ServiceAccount 'CONTOSO\owox$' -PowerShell 'C:\pwsh\pwsh.exe' -At 2:30 -TimeLimit 02:00:00
        $registered = Get-Registered
        $registered.TaskName | Should -Be 'OWOX nightly export'
        $registered.Principal.UserId, $registered.Principal.LogonType, $registered.Principal.RunLevel | Should -Be 'CONTOSO\owox$', 'Password', 'Limited'
        $registered.Keys | Should -Not -Contain 'Password'
        $registered.Trigger.Daily | Should -BeTrue
        $registered.Trigger.At.TimeOfDay | Should -Be ([timespan] '02:30')
        $registered.Settings.ExecutionTimeLimit | Should -Be ([timespan] '02:00')
        $registered.Settings.MultipleInstances | Should -Be 'IgnoreNew'
        $registered.Settings.StartWhenAvailable | Should -BeTrue
        $registered.Action.Execute | Should -Be 'C:\pwsh\pwsh.exe'
        $registered.Action.WorkingDirectory | Should -Be (Join-Path $Examples 'scheduled-task')
        $run = Join-Path $Examples 'scheduled-task/Export-Nightly.ps1'
        $registered.Action.Argument.Replace('\', '/') | Should -Be "-NoProfile -NonInteractive -File ""$run"" -DataMartId $($marts.orders) -Path ""D:/my exports/orders.csv"" -SecretName ""owox"" -Vault ""Ops"""
    }

    It 'registers a task for an account with a password, which runs without a logon session' {
        & $register @job -Credential ([pscredential]::new('CONTOSO\svc-owox', (ConvertTo-Secret 'pass word'))) -TaskName nightly
        $registered = Get-Registered
        $registered.TaskName, $registered.User, $registered.Password, $registered.RunLevel | Should -Be 'nightly', 'CONTOSO\svc-owox', 'pass word', 'Limited'
        $registered.Keys | Should -Not -Contain 'Principal'
        $registered.Action.Argument | Should -Not -BeLike '*pass word*'
    }

    It 'registers nothing with -WhatIf' {
        & $register @job -ServiceAccount 'CONTOSO\owox$' -WhatIf
        (Get-Registered).Count | Should -Be 0
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'a path with a quote'; with = @{ Path = 'D:\a" -Evil "b.csv' }; says = '*must not contain a quote*' }
        @{ what = 'a missing script'; with = @{ Script = 'C:\none.ps1' }; says = '*script C:\none.ps1 does not exist*' }
        @{ what = 'a relative path'; with = @{ Path = 'exports\orders.csv' }; says = "*an absolute path for -Path, not 'exports\orders.csv'*" }
        @{ what = 'an account that is not a service account'; with = @{ ServiceAccount = 'CONTOSO\ada' }; says = '*ServiceAccount*' }
    ) {
        $all = $job + @{ ServiceAccount = 'CONTOSO\owox$' }
        foreach ($key in $with.Keys) { $all[$key] = $with[$key] }
        (Get-Failure { & $register @all }).Exception.Message | Should -BeLike $says
        (Get-Registered).Count | Should -Be 0
    }

    It 'passes -Watermark to the task' {
        & $register @job -ServiceAccount 'CONTOSO\owox$' -Watermark 'created ts'
        (Get-Registered).Action.Argument | Should -BeLike '*-Vault "Ops" -Watermark "created ts"'
    }

    It 'selects a PowerShell that all accounts can run: <what>' -ForEach @(
        @{ what = 'not from the Microsoft Store'; there = 'C:\Users\ada\AppData\Local\Microsoft\WindowsApps\pwsh.exe', 'C:\Windows\powershell.exe'; takes = 'C:\Windows\powershell.exe' }
        @{ what = 'the newer of two'; there = 'C:\Program Files\PowerShell\7\pwsh.exe', 'C:\Windows\powershell.exe'; takes = 'C:\Program Files\PowerShell\7\pwsh.exe' }
        @{ what = 'the only one'; there = @('C:\Windows\powershell.exe'); takes = 'C:\Windows\powershell.exe' }
    ) {
        Mock Get-Command { $there | ForEach-Object { [pscustomobject]@{ Source = $_ } } } -ParameterFilter { $Name -contains 'pwsh' }
        & $register @job -ServiceAccount 'CONTOSO\owox$'
        (Get-Registered).Action.Execute | Should -Be $takes
    }

    It 'fails when there is no PowerShell' {
        Mock Get-Command { } -ParameterFilter { $Name -contains 'pwsh' }
        (Get-Failure { & $register @job -ServiceAccount 'CONTOSO\owox$' }).Exception.Message | Should -BeLike '*Specify one with -PowerShell.'
        (Get-Registered).Count | Should -Be 0
    }

    It 'passes arguments that Export-Nightly.ps1 accepts' {
        $folder = New-Folder
        try {
            $engine = Get-TestEngine
            & $register -DataMartId $marts.customers -Path (Join-Path $folder 'my rows.csv') -SecretName owox -Vault None -ServiceAccount 'a$'
            $start = [System.Diagnostics.ProcessStartInfo]::new($engine.Path, "$($engine.Argument.ForEach({ '"' + $_ + '"' })) $((Get-Registered).Action.Argument)")
            $start.Environment['PSModulePath'] = (Split-Path (Split-Path $env:OWOX_TEST_MODULE)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $process = [System.Diagnostics.Process]::Start($start)
            $output = $process.StandardOutput.ReadToEnd()
            $process.WaitForExit()
            $process.ExitCode | Should -Be 2 -Because "the vault does not exist: $output"
            $output | Should -BeLike "*Export of data mart $($marts.customers) to $folder/my rows.csv started*Owox.Vault*"
        }
        finally {
            Remove-Item $folder -Recurse -Force
        }
    }
}

Describe 'Initialize-Vault.ps1' -Skip:$noVault {
    BeforeEach {
        $account = New-Folder
        $keyFile = Join-Path $account key.txt
        $environment = @{ HOME = $account; XDG_DATA_HOME = ''; OWOX_API_KEY = '' }
    }

    AfterEach {
        Remove-Item $account -Recurse -Force
    }

    It 'creates the vault of a new account, so that its task runs' {
        Set-Content $keyFile $Sandbox.apiKey
        $run = Invoke-Example 'scheduled-task/Initialize-Vault.ps1' @('-SecretName', 'owox', '-Vault', 'Ops', '-KeyFile', $keyFile) $environment
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0 -Because $run.Output
        $run.Output | Should -BeLike "*can sign in to $($Sandbox.origin) as $($Sandbox.memberEmail), with the key pmk_*"
        Test-Path $keyFile | Should -BeFalse
        Assert-NoSecret $run.Output

        $path = Join-Path $account rows.csv
        $task = Invoke-Example 'scheduled-task/Export-Nightly.ps1' @('-DataMartId', $marts.customers, '-Path', $path, '-SecretName', 'owox', '-Vault', 'Ops') $environment
        $task.Code | Should -Be 0 -Because $task.Output
        Import-Csv $path | Should -HaveCount 400

        # A second run with another key replaces the first one.
        Set-Content $keyFile $Sandbox.viewerApiKey
        (Invoke-Example 'scheduled-task/Initialize-Vault.ps1' @('-SecretName', 'owox', '-Vault', 'Ops', '-KeyFile', $keyFile) $environment).Output | Should -BeLike "*as $($Sandbox.viewerEmail)*"
    }

    It 'ends with exit code 2 when the key is invalid or revoked' {
        foreach ($key in 'nonsense', $Sandbox.revokedApiKey) {
            Set-Content $keyFile $key
            $run = Invoke-Example 'scheduled-task/Initialize-Vault.ps1' @('-SecretName', 'owox', '-Vault', 'Ops', '-KeyFile', $keyFile) $environment
            $run.Code | Should -Be 2 -Because $run.Output
            Test-Path $keyFile | Should -BeFalse -Because 'the key file is deleted'
        }
    }

    It 'ends with exit code 1 when the file does not exist' {
        (Invoke-Example 'scheduled-task/Initialize-Vault.ps1' @('-SecretName', 'owox', '-Vault', 'Ops', '-KeyFile', $keyFile) $environment).Code | Should -Be 1
    }
}

Describe 'The container example' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $keyFile = Join-Path $folder key
        Set-Content $keyFile $Sandbox.apiKey
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder -Recurse -Force
    }

    It 'reads the key from a mounted file, and writes one JSON object' {
        $run = Invoke-Example 'container/entry.ps1' @() @{ OWOX_API_KEY_FILE = $keyFile; OWOX_DATA_MART = 'Ad Spend' } $folder -NewProcess
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0 -Because $run.Output
        $entry = $run.Output | ConvertFrom-Json
        $entry.level, $entry.dataMart, $entry.rows | Should -Be 'info', 'Ad Spend', 1825
        $entry.sha256 | Should -Be (Get-FileHash (Join-Path $folder ad-spend.csv)).Hash
        Assert-NoSecret $run.Output
    }

    It 'ends with exit code <code>: <what>' -ForEach @(
        @{ code = 0; what = 'a key in the environment, and a path'; with = @{ OWOX_API_KEY_FILE = ''; OWOX_API_KEY = 'apiKey'; OWOX_PATH = 'x.ndjson.gz' } }
        @{ code = 1; what = 'no data mart'; with = @{ OWOX_DATA_MART = '' } }
        @{ code = 1; what = 'an unknown data mart'; with = @{ OWOX_DATA_MART = 'No such' }; id = 'Owox.NotFound' }
        @{ code = 2; what = 'no key'; with = @{ OWOX_API_KEY_FILE = '' }; id = 'Owox.ApiKeyNotFound' }
        @{ code = 2; what = 'a revoked key'; with = @{ OWOX_API_KEY_FILE = ''; OWOX_API_KEY = 'revokedApiKey' }; id = 'Owox.Unauthorized' }
        @{ code = 3; what = 'an incomplete stream'; with = @{}; fault = 'cut-chunked'; id = 'Owox.StreamIncomplete' }
    ) {
        $environment = @{ OWOX_API_KEY_FILE = $keyFile; OWOX_DATA_MART = $marts.customers; OWOX_API_KEY = '' }
        foreach ($name in $with.Keys) { $environment[$name] = if ($with[$name] -like '*apiKey') { $Sandbox.($with[$name]) } else { $with[$name] } }
        if ($fault) { Add-Fault 'GET *.ndjson' $fault @{ afterRows = 10 } }
        $run = Invoke-Example 'container/entry.ps1' @() $environment $folder
        $run.Code | Should -Be $code -Because "$($run.Output) $($run.Errors)"
        $entry = $run.Output | ConvertFrom-Json
        $entry.level | Should -Be $(if ($code) { 'error' } else { 'info' })
        if ($id) { $entry.errorId | Should -Be $id }
        Get-Name $folder | Should -Be (@('key') + $(if (-not $code) { 'x.ndjson.gz' }) | Where-Object { $_ })
    }

    It 'exports only the data mart whose title has brackets' {
        New-BracketDataMart | Should -HaveCount 2
        $run = Invoke-Example 'container/entry.ps1' @() @{ OWOX_API_KEY = $Sandbox.apiKey; OWOX_DATA_MART = 'Orders [EU]' } $folder
        $run.Code | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        (Import-Csv (Join-Path $folder orders-eu.csv)).note | Should -BeExactly 'Orders [EU]'
    }

    It 'has a Containerfile with existing sources, a pinned base image and a non-root user' {
        $recipe = Get-Content (Join-Path $Examples 'container/Containerfile') | Where-Object { $_ -and $_ -notlike '#*' }
        $known = 'FROM', 'ARG', 'ENV', 'SHELL', 'RUN', 'COPY', 'USER', 'WORKDIR', 'VOLUME', 'ENTRYPOINT'
        $steps = $recipe | ForEach-Object { $word, $rest = $_ -split ' ', 2; @{ Word = $word; Rest = $rest } }
        $steps.Word | Where-Object { $_ -cnotin $known } | Should -BeNullOrEmpty
        $steps[0].Word | Should -Be FROM
        $steps[0].Rest | Should -Match '^mcr\.microsoft\.com/powershell:\d+\.\d+-\S+$'
        foreach ($copy in $steps | Where-Object Word -EQ COPY) {
            $source = ($copy.Rest -split ' ')[0]
            Join-Path $(if ($source -like '*.nupkg') { $env:OWOX_TEST_PACKAGE } else { Join-Path $Examples container }) $source | Should -Exist
        }
        ($steps | Where-Object Word -EQ USER | Select-Object -Last 1).Rest | Should -Match '^[1-9]\d+$'
        foreach ($step in $steps | Where-Object Word -In SHELL, ENTRYPOINT) { $step.Rest | ConvertFrom-Json | Should -Contain '-NonInteractive' }
        ($steps | Where-Object Word -EQ ENTRYPOINT).Rest | ConvertFrom-Json | Select-Object -Last 1 | Should -Be (($steps | Where-Object { $_.Word -eq 'COPY' } | Select-Object -Last 1).Rest -split ' ')[1]
        $errors = $null
        foreach ($run in $steps | Where-Object Word -EQ RUN) {
            $null = [System.Management.Automation.Language.Parser]::ParseInput($run.Rest, [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty
        }
        $recipe -match '(?i)api_key|secret|password' | Should -BeNullOrEmpty -Because 'an image must not contain a key'
    }

    It 'has a Containerfile that installs only the package beside it' -Skip:$noResourceGet {
        $line = @(Get-Content (Join-Path $Examples 'container/Containerfile') | Where-Object { $_ -like 'RUN *Install-PSResource*' }) -replace '^RUN '
        $line | Should -HaveCount 1
        $copied = New-Item -ItemType Directory (Join-Path $folder packages)
        Copy-Item (Join-Path $env:OWOX_TEST_PACKAGE 'Owox.*.nupkg') $copied
        $here = $line.Replace('/packages', $copied.FullName).Replace('AllUsers', 'CurrentUser')
        $run = Invoke-Engine @('-Command', "`$ErrorActionPreference = 'Stop'; $here; (Get-InstalledPSResource Owox).Version.ToString()") @{ HOME = $folder; XDG_DATA_HOME = ''; HTTPS_PROXY = 'http://127.0.0.1:9' }
        $run.Code | Should -Be 0 -Because $run.Errors
        $run.Output.Trim() | Should -Be ((Get-Item (Join-Path $copied 'Owox.*.nupkg')).BaseName -replace '^Owox\.')
    }
}

Describe 'The example <name>' -ForEach $scripts {
    It 'has help for the script and each parameter, and #Requires' {
        $help = Get-Help $file -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.description.Text | Should -Not -BeNullOrEmpty
        $help.examples.example | Should -Not -BeNullOrEmpty
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($parameter in (Get-Command $file).Parameters.Keys | Where-Object { $_ -notin $common }) {
            ($help.parameters.parameter | Where-Object name -EQ $parameter).description.Text | Should -Not -BeNullOrEmpty -Because $parameter
        }
        Get-Content $file -Raw | Should -Match '(?m)^#Requires -Version (5\.1|7\.4)$'
    }

    It 'passes the analyzer with the syntax of its PowerShell version' -Skip:$noAnalyzer {
        $version = [regex]::Match((Get-Content $file -Raw), '#Requires -Version (\d\.\d)').Groups[1].Value.Replace('7.4', '7.0')
        $settings = @{ Rules = @{ PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @($version) } } }
        Invoke-ScriptAnalyzer $file -Settings $settings | ForEach-Object { "$($_.Line) $($_.RuleName) $($_.Message)" } | Should -BeNullOrEmpty
        Invoke-ScriptAnalyzer $file | ForEach-Object { "$($_.Line) $($_.RuleName) $($_.Message)" } | Should -BeNullOrEmpty
    }
}
