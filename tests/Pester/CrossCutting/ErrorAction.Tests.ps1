# -ErrorAction and $ErrorActionPreference in every cmdlet: the first of two items fails, and the second one succeeds.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
    . (Join-Path $PSScriptRoot '../Support/FailingCalls.ps1')
    $calls = foreach ($row in Get-FailingCall) {
        $all = @{ how = ''; before = {}; count = 1; early = 0; later = $null; alone = $null; vault = $false }
        $row.Keys.ForEach({ $all[$_] = $row[$_] })
        $all
    }
    # The engine reads the parameter and the variable at the same place, so a call for each way to write an error suffices for the variable.
    $withVariable = 'Get-OwoxStorage', 'Wait-OwoxRun', 'Export-OwoxDataMart', 'Get-OwoxConnection', 'New-OwoxCredential', 'Remove-OwoxCredential'
    $runs = foreach ($row in $calls) {
        'Continue', 'SilentlyContinue', 'Ignore', 'Stop' | ForEach-Object { @{ action = $_; parameter = '-ErrorAction' } + $row }
        if ($row.name -in $withVariable) { 'Continue', 'SilentlyContinue', 'Stop' | ForEach-Object { @{ action = $_; parameter = '$ErrorActionPreference' } + $row } }
    }

    $terminating = @(Get-TerminatingCall)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/RotationTools.psm1'), (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    Start-OwoxTest @{ apiVersion = '0.35'; connectorRunTime = '00:05:00' } -Timing @{ RetryDelay = 0.001; RunPollInterval = 0.05 }
    if (-not (Test-VaultMissing)) { Register-FaultyVault Faulty -Default }
    $null = Connect-Sandbox -With @{ Name = 'key' }
    $null = Connect-Member
    $none = '00000000-0000-4000-8000-000000000000'
    $deny = @{ status = 403; body = @{ statusCode = 403; message = 'no access' } }
    $orders, $connector = $Sandbox.dataMarts.orders, $Sandbox.dataMarts.connector
    $storage, $storageTitle = (Get-OwoxStorage)[0].ForEach({ $_.Id; $_.Title })
    $mail, $looker = 'EMAIL', 'LOOKER_STUDIO' | ForEach-Object { (Get-OwoxDestination -Type $_)[0].Id }
    $context, $template, $report = (Get-OwoxContext)[0].Id, (Get-OwoxInsightTemplate)[0].Id, (Get-OwoxReport)[0].Id
    $scheduled = (Get-OwoxTrigger)[0].DataMartId
    $succeeded, $failed = 'SUCCESS', 'FAILED' | ForEach-Object { Get-OwoxRun -Status $_ -First 1 }
    $credential = (Get-OwoxCredential)[0].Id
    $valid, $invalid = (ConvertTo-Secret 'valid-sample'), (ConvertTo-Secret 'rejected-sample')
    $publication = (Publish-OwoxPlugin acme/listed member).PublicationId
    $file, $folder, $log = 'rows.csv', 'files', 'audit.jsonl' | ForEach-Object { Join-Path $TestDrive $_ }
    'damaged', '{"time":"2026-11-30T08:00:00.000Z","event":"completed","call":"a"}' | Set-Content $log

    # Runs a call with an action, specified with the parameter or the variable, and returns its output and its errors.
    function Invoke-WithAction([scriptblock] $Call, [string] $Action, [string] $Parameter = '-ErrorAction') {
        $output = [System.Collections.Generic.List[object]]::new()
        $thrown = $failures = $null
        $with = @{ ErrorVariable = 'failures' }
        if ($Parameter -eq '-ErrorAction') { $with.ErrorAction = $Action } else { $ErrorActionPreference = $Action }
        $Error.Clear()
        try { . $Call 2>&1 3> $null | ForEach-Object { $output.Add($_) } } catch { $thrown = $_ }
        $ErrorActionPreference = 'Stop'
        $errors, $objects = $output.Where({ $_ -is [System.Management.Automation.ErrorRecord] }, 'Split')
        [pscustomobject]@{ Objects = @($objects); Errors = @($errors); Thrown = $thrown; Variable = @($failures); Recorded = @($Error) }
    }
}

AfterAll {
    Set-RotationKind ApiKey
    Stop-OwoxTest
}

Describe 'An error of one of two items' {
    It 'honors <parameter> <action>: <name><how>' -ForEach $runs.Where({ -not ($_.vault -and $noVault) }) {
        Clear-Sandbox
        . $before
        $run = Invoke-WithAction $call $action $parameter
        $isStop, $isAll = ($action -eq 'Stop'), ($action -ne 'Stop' -or 'all' -eq $early)
        $expected = if ($isAll) { $count } else { $early }
        if ($expected -ge 0) { $run.Objects | Should -HaveCount $expected } elseif ($expected -eq -1) { $run.Objects.Count | Should -BeGreaterThan 0 }
        $run.Errors | Should -HaveCount ([int]($action -eq 'Continue'))
        $run.Recorded | Should -HaveCount ([int]($action -ne 'Ignore'))
        $all = @($run.Thrown | Where-Object { $_ }) + $run.Errors + $run.Recorded + $run.Variable
        [bool] $run.Thrown | Should -Be $isStop
        if ($all) { Assert-Failure { throw $all[0] } $id $category $type $says }
        # With Stop, the engine puts the exception that contains the record into the variable.
        foreach ($one in $all) { $(if ($one.ErrorRecord) { $one.ErrorRecord } else { $one }).Exception | Should -Be $all[0].Exception }
        $run.Variable | Should -HaveCount ([int]($action -ne 'Ignore'))
        if ($later) { @(& $later).Count -gt 0 | Should -Be (-not $isStop) }
    }
}

Describe 'An item that is alone: <name><how>' -ForEach $calls.Where({ $_.alone }) {
    BeforeEach {
        Clear-Sandbox
        . $before
    }

    It 'ends the command without -ErrorAction' {
        $run = Invoke-WithAction $alone Continue '$ErrorActionPreference'
        Assert-Failure { throw $run.Thrown } $id $category $type $says
        $run.Recorded | Should -HaveCount 1
    }

    It 'honors -ErrorAction SilentlyContinue' {
        $run = Invoke-WithAction $alone SilentlyContinue
        $run.Thrown | Should -BeNullOrEmpty
        $run.Variable[0].FullyQualifiedErrorId | Should -BeLike "$id,*"
        $run.Recorded | Should -HaveCount 1
    }
}

Describe 'An error that concerns all items' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'ends the command with -ErrorAction <action>: <name>' -ForEach @(foreach ($one in $terminating) { foreach ($action in 'SilentlyContinue', 'Ignore') { @{ action = $action } + $one } }) {
        Add-Fault '/api/*' status @{ status = 500; times = 0 }
        $run = Invoke-WithAction $call $action
        $run.Thrown.FullyQualifiedErrorId | Should -BeLike "$id,*"
        $run.Objects + $run.Errors | Should -BeNullOrEmpty
        $run.Recorded | Should -HaveCount 1
    }

    It 'is a rejected credential: no other item is requested with -ErrorAction <_>' -ForEach SilentlyContinue, Ignore {
        Add-Fault 'GET /api/data-storages/*' status @{ status = 401; times = 0 }
        $run = Invoke-WithAction { Get-OwoxStorage -Id $none, $storage @with } $_
        Assert-Failure { throw $run.Thrown } Owox.Unauthorized AuthenticationError Owox.OwoxAuthenticationException
        Get-SandboxRequest "*$storage" | Should -BeNullOrEmpty
    }
}

Describe 'The cmdlets' {
    It 'are all tested' -ForEach @{ names = $calls.name + $terminating.name } {
        (Get-Command -Module Owox).Name | Sort-Object | Should -Be ($names | Sort-Object -Unique)
    }
}
