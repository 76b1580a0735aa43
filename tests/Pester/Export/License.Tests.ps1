# A server without a license (0.32 and later): the recorded responses of version 0.35.0, and other reasons that block runs.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ScriptRun/ScriptRun.psm1')
    Start-OwoxTest -Timing @{ RetryDelay = 0.02 }
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $license = @{ Id = 'Owox.LicenseRequired'; Category = 'NotEnabled'; Type = 'Owox.OwoxRunBlockedException' }

    function Read-Sample([string] $Name) {
        (Get-Content -Raw (Join-Path $PSScriptRoot "../../contract/samples-0.35/$Name.json") | ConvertFrom-Json).response.body
    }

    # Makes the server block all streams.
    function Add-LicenseFault($Body = (Read-Sample 'stream.licence-required')) {
        Add-Fault 'GET *.ndjson' status @{ status = 400; body = $Body; times = 0 }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A missing license on the server' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'is reported in one sentence, and the request is sent once: <what>' -ForEach @(
        @{ what = 'objects'; call = { Export-OwoxDataMart $marts.orders } }
        @{ what = 'values as sent'; call = { Export-OwoxDataMart $marts.orders -Raw } }
        @{ what = 'a file'; call = { Export-OwoxDataMart $marts.orders -Path (Join-Path $folder rows.csv) } }
        @{ what = 'a report'; call = { Export-OwoxReport -Id ((Get-OwoxReport)[0].Id) -Path (Join-Path $folder rows.csv) }; sample = 'stream-report.licence-required' }
        @{ what = 'an incremental export'; call = { Export-OwoxDataMart $marts.orders -Path (Join-Path $folder rows.csv) -Incremental -Watermark date } }
    ) {
        Add-LicenseFault (Read-Sample $(if ($sample) { $sample } else { 'stream.licence-required' }))
        $failure = Get-Failure $call
        Assert-Failure { throw $failure } @license -Says 'LICENSE_KEY', 'https://app.owox.com', 'no OWOX Data Marts license'
        [regex]::Matches($failure.Exception.Message, '\.(\s|$)') | Should -HaveCount 1
        $failure.Exception.StatusCode | Should -Be 400
        $failure.Exception.BlockedReasons | Should -Be 'LICENSE_REQUIRED'
        $failure.Exception.ServerMessage | Should -BeLike 'Report Runs require an active OWOX Data Marts Cloud license.*'
        Get-SandboxRequest '*.ndjson' | Should -HaveCount 1
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'leaves the existing file unchanged and reports an error for each data mart of a directory' {
        Add-LicenseFault
        $path = Join-Path $folder 'rows.csv'
        New-ExistingFile $path
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path } @license
        Assert-ExistingFile $path
        $null = Get-OwoxDataMart Orders, Customers | Export-OwoxDataMart -Directory (Join-Path $folder all) -ErrorAction SilentlyContinue -ErrorVariable failures
        @($failures.FullyQualifiedErrorId -like 'Owox.LicenseRequired,*') | Should -HaveCount 2
    }

    It 'does not affect lists' {
        Add-LicenseFault
        Get-OwoxDataMart Orders | Should -HaveCount 1
    }

    It 'results in a run with the status RESTRICTED, which Wait-OwoxRun reports' {
        $record = Read-Sample 'runs.detail-restricted'
        Add-Fault "GET /api/data-marts/*/runs/$($record.id)" status @{ status = 200; body = $record; times = 0 }
        $run = Get-OwoxRun -Id $record.id -DataMartId $record.dataMartId
        $run.Status | Should -Be RESTRICTED
        $run.IsFinished | Should -BeTrue
        ($run | Out-String) | Should -BeLike '*RESTRICTED*'
        Assert-Failure { Wait-OwoxRun $record.id -DataMartId $record.dataMartId } -Id Owox.RunFailed -Category InvalidResult -Type Owox.OwoxRunFailedException -Says 'RESTRICTED', 'LICENSE_KEY'
    }
}

Describe 'A blocked run' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is reported with the reasons and the message of the server' {
        Add-LicenseFault @{ statusCode = 400; message = 'The quota of this month is used.'; errorDetails = @{ blockedReasons = @('QUOTA_EXCEEDED', 'PROJECT_SUSPENDED') } }
        $failure = Get-Failure { Export-OwoxDataMart $marts.orders }
        Assert-Failure { throw $failure } -Id Owox.RunBlocked -Category NotEnabled -Type Owox.OwoxRunBlockedException -Says 'QUOTA_EXCEEDED, PROJECT_SUSPENDED', 'The quota of this month is used.'
        $failure.Exception.BlockedReasons | Should -Be QUOTA_EXCEEDED, PROJECT_SUSPENDED
        Get-SandboxRequest '*.ndjson' | Should -HaveCount 1
    }

    It 'is reported without control characters in the reasons' {
        Add-LicenseFault @{ statusCode = 400; message = 'no'; errorDetails = @{ blockedReasons = @("A`n##vso[task.complete]`e[31mB") } }
        (Get-Failure { Export-OwoxDataMart $marts.orders }).Exception.Message | Should -Not -Match '[\x00-\x1f]'
    }

    It 'is reported as an invalid request if the reasons are <what>' -ForEach @(
        @{ what = 'missing'; details = @{} }
        @{ what = 'an empty list'; details = @{ blockedReasons = @() } }
        @{ what = 'a string'; details = @{ blockedReasons = 'LICENSE_REQUIRED' } }
        @{ what = 'numbers'; details = @{ blockedReasons = @(1, $null) } }
        @{ what = 'null'; details = @{ blockedReasons = $null } }
    ) {
        Add-LicenseFault @{ statusCode = 400; message = 'Bad request'; errorDetails = $details }
        Assert-Failure { Export-OwoxDataMart $marts.orders } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'Bad request'
    }
}

Describe 'RowAccess of Test-OwoxConnection' {
    BeforeEach {
        Clear-Sandbox
        $record = Read-Sample 'runs.detail-restricted'
    }

    It 'is Blocked if the server blocked the newest export' {
        Add-Fault 'GET /api/data-marts/runs*' status @{ status = 200; body = @{ runs = @($record); total = 1 } }
        (Test-OwoxConnection).RowAccess | Should -Be Blocked
    }

    It 'is Available if the newest export succeeded, even if an older export was blocked' {
        $null = Export-OwoxDataMart $marts.customers -Limit 1
        Wait-SandboxRequest '*.ndjson'
        (Test-OwoxConnection).RowAccess | Should -Be Available
        Test-OwoxConnection | Format-List * | Out-String | Should -BeLike '*RowAccess*Available*'
    }

    It 'is Unknown without an export or if the list cannot be read: <what>' -ForEach @(
        @{ what = 'no run'; response = @{ status = 200; body = @{ runs = @(); total = 0 } } }
        @{ what = 'status 403'; response = @{ status = 403 } }
        @{ what = 'status 404'; response = @{ status = 404 } }
        @{ what = 'status 500'; response = @{ status = 500; times = 0 } }
    ) {
        Add-Fault 'GET /api/data-marts/runs*' status $response
        $status = Test-OwoxConnection
        $status.RowAccess | Should -Be Unknown
        $status.IsAuthenticated | Should -BeTrue
        $status.Error | Should -BeNullOrEmpty
    }

    It 'is not determined with -Quiet' {
        Test-OwoxConnection -Quiet | Should -BeTrue
        Get-SandboxRequest '/api/data-marts/runs*' | Should -BeNullOrEmpty
    }
}

Describe 'A scheduled script on a server without a license' {
    It 'ends with exit code 4 in the scheduled-task example' {
        Clear-Sandbox
        Add-LicenseFault
        $folder = New-Folder
        try {
            $script = Join-Path $PSScriptRoot '../../../examples/scheduled-task/Export-Nightly.ps1'
            $run = Wait-FreshShell (Start-Engine '-NoProfile', '-NonInteractive', '-File', $script, '-DataMartId', $marts.orders, '-Path', (Join-Path $folder rows.csv) @{
                    OWOX_API_KEY = $Sandbox.apiKey
                    PSModulePath = (Split-Path (Split-Path $env:OWOX_TEST_MODULE)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
                }) 600
            $run.ExitCode | Should -Be 4 -Because "$($run.Output) $($run.Errors)"
            @(Get-Content (Join-Path $folder Export-Nightly.log))[1] | Should -BeLike '*ERROR Exit code 4: Owox.LicenseRequired,*: The server has no OWOX Data Marts license*LICENSE_KEY*'
        }
        finally {
            Remove-Item $folder -Recurse -Force
        }
    }

    It 'ends with exit code 4 in <example>' -ForEach @(
        @{ example = 'pipeline-export.ps1'; parameter = { '-DataMart', 'Orders', '-Path', (Join-Path $folder rows.csv) } }
        @{ example = 'nightly-backup.ps1'; parameter = { '-Directory', $folder, '-Title', 'Orders' } }
        @{ example = 'container/entry.ps1'; parameter = { }; environment = @{ OWOX_DATA_MART = 'Orders' } }
    ) {
        Clear-Sandbox
        Add-LicenseFault
        $folder = New-Folder
        try {
            $variables = @{ OWOX_API_KEY = $Sandbox.apiKey; PSModulePath = (Split-Path (Split-Path $env:OWOX_TEST_MODULE)) + [System.IO.Path]::PathSeparator + $env:PSModulePath }
            if ($environment) { $variables += $environment }
            $run = Invoke-ScriptFile (Join-Path $PSScriptRoot "../../../examples/$example") @(& $parameter) $variables $folder
            $run.Code | Should -Be 4 -Because "$($run.Output) $($run.Errors)"
            $run.Output | Should -BeLike '*Owox.LicenseRequired*'
        }
        finally {
            Remove-Item $folder -Recurse -Force
        }
    }

    It 'writes one error line for Azure Pipelines' {
        Clear-Sandbox
        Add-LicenseFault
        $folder = New-Folder
        try {
            $run = Invoke-ScriptFile (Join-Path $PSScriptRoot '../../../examples/pipeline-export.ps1') @('-DataMart', 'Orders', '-Path', (Join-Path $folder rows.csv)) @{
                OWOX_API_KEY = $Sandbox.apiKey
                TF_BUILD     = 'True'
                PSModulePath = (Split-Path (Split-Path $env:OWOX_TEST_MODULE)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
            }
            $lines = @($run.Output -split '\r?\n' -like '##vso`[task.logissue type=error`]*')
            $lines | Should -HaveCount 1
            $lines[0] | Should -BeLike '*Owox.LicenseRequired: The server has no OWOX Data Marts license*LICENSE_KEY*'
        }
        finally {
            Remove-Item $folder -Recurse -Force
        }
    }
}
