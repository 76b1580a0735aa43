# Exported rows are never lost: problems with the target are found before the query, and a complete file is never deleted.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest -Timing @{ RunRecordTimeout = 0.3; RunRecordErrorTimeout = 0.3; RunRecordPollInterval = 0.05; FileBusyTimeout = 0.5; FileBusyPollInterval = 0.05; RetryDelay = 0.02 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $report = '3f0c7d52-9b1e-4a68-8c34-d7e6f5a4b316'
    $notVerified = @{ Id = 'Owox.FileNotVerified'; Category = 'ReadError'; Type = 'Owox.OwoxFileException' }
    $notReplaced = @{ Id = 'Owox.FileReplaceFailed'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }
    $notWritten = @{ Id = 'Owox.FileWriteFailed'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }

    # Sets the response to requests for run records.
    function Set-RunRecord($Body, [int] $Status = 200) {
        Add-Fault 'GET */runs/*' status @{ status = $Status; body = $Body; times = 0 }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An export that the server does not confirm' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder -Recurse -Force
    }

    It 'keeps the rows under another name, and later exports do not delete them: <what>' -ForEach @(
        @{ what = 'no run record'; status = 404; body = @{ message = 'no' }; says = 'has no record' }
        @{ what = 'a run record without access'; status = 403; body = @{ message = 'no' }; says = 'does not return it' }
        @{ what = 'a server that shuts down'; status = 503; body = @{ message = 'Server is shutting down' }; says = 'could not be read', 'shutting down' }
        @{ what = 'an error of the server'; status = 500; body = @{ message = 'no' }; says = 'could not be read' }
        @{ what = 'no row count'; body = @{ id = 'r'; status = 'SUCCESS' }; says = 'has no row count' }
        @{ what = 'an incomplete stream'; body = @{ id = 'r'; status = 'SUCCESS'; additionalParams = @{ httpData = @{ rowCount = 5; completed = $false } } }; says = 'was not completed' }
        @{ what = 'a row count that is a string'; body = @{ id = 'r'; status = 'SUCCESS'; additionalParams = @{ httpData = @{ rowCount = '5'; completed = $true } } }; says = 'rowCount has an unexpected value or type' }
        @{ what = 'a header without a name'; body = @{ id = 'r'; status = 'SUCCESS'; additionalParams = @{ httpData = @{ rowCount = 5; dataDescription = @{ dataHeaders = @(@{}) } } } }; says = 'lacks the field' }
        @{ what = 'a run that does not complete'; body = @{ id = 'r'; status = 'RUNNING' }; says = 'as RUNNING' }
        @{ what = 'an HTML page of a proxy'; body = '<html>'; says = 'not JSON' }
    ) {
        New-ExistingFile $path
        Set-RunRecord $body ($status ?? 200)
        $failure = Get-Failure { Export-OwoxDataMart $marts.customers -Path $path -Limit 5 }
        Assert-Failure { throw $failure } @notVerified -Says ("5 rows were received", $path, 'did not confirm the number of rows', "(run $((Get-SandboxRequest '*.ndjson').runId))" + $says)
        Assert-ExistingFile $path
        $kept = $failure.Exception.KeptPath
        $failure.Exception.Message | Should -BeLike "*'$kept'*"
        Import-Csv -LiteralPath $kept | Should -HaveCount 5
        Get-Name $folder | Should -Be rows.csv, (Split-Path $kept -Leaf)
        Split-Path $kept -Leaf | Should -Match '^rows\.csv\.\d{8}T\d{9}Z-[0-9a-f]{8}\.owox-unverified$'

        Clear-Sandbox
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 4
        Import-Csv -LiteralPath $path | Should -HaveCount 4
        Import-Csv -LiteralPath $kept | Should -HaveCount 5
    }

    It 'keeps the rows of each command: <what>' -ForEach @(
        @{ what = '-Compress'; rows = 5; export = { Export-OwoxDataMart $marts.customers -Limit 5 -Path "$path.gz" } }
        @{ what = 'Xlsx'; rows = 5; format = 'xlsx'; export = { Export-OwoxDataMart $marts.customers -Limit 5 -Path "$path.xlsx" } }
        @{ what = 'Parquet'; rows = 5; format = 'parquet'; export = { Export-OwoxDataMart $marts.customers -Limit 5 -Path "$path.parquet" } }
        @{ what = '-Directory'; rows = 5; export = { Export-OwoxDataMart $marts.customers -Limit 5 -Directory $folder -Format Csv -ErrorAction Stop } }
        @{ what = 'a report'; rows = 5; export = { Export-OwoxReport $report -Limit 5 -Path $path } }
        @{ what = 'Invoke-OwoxApi -OutFile'; rows = 4; export = { Invoke-OwoxApi "/api/external/http-data/data-marts/$($marts.customers).ndjson" -Query @{ limit = 5 } -OutFile $path } }
    ) {
        Set-RunRecord @{ message = 'no' } 404
        $failure = Get-Failure $export
        Assert-Failure { throw $failure } @notVerified -Says 'did not confirm the number of rows'
        Get-Name $folder | Should -Be (Split-Path $failure.Exception.KeptPath -Leaf)
        Get-RowCount $failure.Exception.KeptPath ($format ?? 'csv') | Should -Be $rows
    }

    It 'leaves the file of -Append unchanged' {
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 3
        $before = (Get-FileHash $path).Hash
        Set-RunRecord @{ message = 'no' } 404
        $failure = Get-Failure { Export-OwoxDataMart $marts.customers -Path $path -Limit 5 -Append }
        Assert-Failure { throw $failure } @notVerified
        (Get-FileHash $path).Hash | Should -BeExactly $before
        Import-Csv -LiteralPath $failure.Exception.KeptPath | Should -HaveCount 8
    }

    It 'replaces the file when the server recovers before the timeout' {
        Set-OwoxTestTiming @{ RunRecordTimeout = 20; RunRecordErrorTimeout = 20 }
        Add-Fault 'GET */runs/*' disconnect @{ times = 1 }
        Add-Fault 'GET */runs/*' status @{ status = 500; body = @{ message = 'no' }; times = 2 }
        Add-Fault 'GET */runs/*' status @{ status = 404; body = @{ message = 'no' }; times = 1 }
        (Export-OwoxDataMart $marts.customers -Path $path -Limit 5).Verified | Should -BeTrue
        Get-Name $folder | Should -Be rows.csv
    }
}

Describe 'A target that cannot be replaced' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'is reported before the query: <what>' -ForEach @(
        @{ what = 'a named pipe'; make = { & mkfifo $path }; says = 'named pipe' }
        @{ what = 'a named pipe, with -Append'; make = { & mkfifo $path }; more = @{ Append = $true }; says = 'named pipe' }
        @{ what = 'a link to a device'; make = { $null = New-Item -ItemType SymbolicLink -Path $path -Target /dev/null }; says = 'a device' }
        @{ what = 'a state file that is a folder'; make = { $null = New-Item -ItemType Directory "$path.owox-state.json" }; more = @{ Incremental = $true; Watermark = 'date' }; says = 'a folder has this name' }
        @{ what = 'a folder with the name of a window'; make = { $null = New-Item -ItemType Directory (Join-Path $folder rows.first.csv) }; more = @{ Incremental = $true; Watermark = 'date' }; says = 'a folder has this name' }
    ) {
        if ($IsWindows -or $env:OWOX_TEST_BUILD -ne 'net8.0') {
            Set-ItResult -Skipped -Because 'Windows does not have these kinds of files'
        }

        & $make
        $before = Get-Name $folder
        $more ??= @{}
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path @more } @notWritten -Says 'was not written', $says
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-Name $folder | Should -Be $before
    }

    It 'is reported before the query when it is a bind mount' {
        if (-not (Test-CanMount) -or $env:OWOX_TEST_BUILD -ne 'net8.0') {
            Set-ItResult -Skipped -Because 'only root on Linux can mount, and only the build for PowerShell 7 detects mounts'
        }

        New-ExistingFile $path
        $source = Join-Path $folder source
        New-ExistingFile $source
        & mount --bind $source $path
        $LASTEXITCODE | Should -Be 0
        try {
            Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path } @notWritten -Says 'mount point', 'mount its folder instead'
            Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        }
        finally {
            & umount $path
        }

        Assert-ExistingFile $path
        Get-Name $folder | Should -Be rows.csv, source
    }

    It 'is kept when it becomes a folder, and the verified rows remain under another name: <format>' -ForEach @(@{ format = 'csv' }, @{ format = 'xlsx' }, @{ format = 'parquet' }) {
        $name = "rows.$format"
        $path = Join-Path $folder $name
        Add-Fault 'GET *.ndjson' delay @{ seconds = 1 }
        $shell = New-Shell
        try {
            $running = Start-InShell $shell 'param($id, $path) Export-OwoxDataMart $id -Path $path -Limit 5' $marts.customers, $path
            Wait-Until { Get-SandboxRequest '*.ndjson' }
            $null = New-Item -ItemType Directory $path
            $null = $shell.EndInvoke($running)
            $failure = $shell.Streams.Error[0]
        }
        finally {
            $shell.Dispose()
        }

        Assert-Failure { throw $failure } @notReplaced -Says 'complete and verified', $path, $failure.Exception.KeptPath
        $kept = $failure.Exception.KeptPath
        Get-RowCount $kept $format | Should -Be 5
        Split-Path $kept -Leaf | Should -Match "^rows\.$format\.\d{8}T\d{9}Z-[0-9a-f]{8}\.owox-verified$"
        Get-Name $folder | Should -Be $name, (Split-Path $kept -Leaf)

        Remove-Item $path
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 4
        Get-Name $folder | Should -Be $name, (Split-Path $kept -Leaf)
        Get-RowCount $kept $format | Should -Be 5
    }

    It 'is retried until the file can be replaced' {
        Set-OwoxTestTiming @{ FileBusyTimeout = 30 }
        Add-Fault 'GET *.ndjson' delay @{ seconds = 1 }
        $shell = New-Shell
        try {
            $running = Start-InShell $shell 'param($id, $path) Export-OwoxDataMart $id -Path $path -Limit 5' $marts.customers, $path
            Wait-Until { Get-SandboxRequest '*.ndjson' }
            $null = New-Item -ItemType Directory $path
            Wait-Until { (Get-SandboxRequest '*/runs/*').outcome -eq 'completed' }
            $running.IsCompleted | Should -BeFalse
            Remove-Item $path
            ($shell.EndInvoke($running)).Rows | Should -Be 5
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
            Set-OwoxTestTiming @{ FileBusyTimeout = 0.5 }
        }

        Get-Name $folder | Should -Be rows.csv
        Import-Csv -LiteralPath $path | Should -HaveCount 5
    }
}

Describe 'A replaced file' {
    It 'keeps its owner' {
        if (-not $IsLinux -or (& id -u) -ne '0' -or $env:OWOX_TEST_BUILD -ne 'net8.0') {
            Set-ItResult -Skipped -Because 'only root can change the owner of a file'
        }

        $path = Join-Path $TestDrive owned.csv
        New-ExistingFile $path
        & chown 12345:23456 $path
        & chmod 640 $path
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 2 -WarningVariable warnings
        & stat -c '%u:%g %a' $path | Should -Be '12345:23456 640'
        $warnings | Should -BeNullOrEmpty
    }

    It 'keeps its access control list' {
        $path = Join-Path $TestDrive listed.csv
        New-ExistingFile $path

        # The owner has write permission. The account 1234 and the group have read permission.
        $set = 'import os, struct, sys; os.setxattr(sys.argv[1], "system.posix_acl_access", struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *e) for e in ((1, 6, 4294967295), (2, 4, 1234), (4, 4, 4294967295), (16, 4, 4294967295), (32, 0, 4294967295))))'
        $get = 'import os, sys; print(os.getxattr(sys.argv[1], "system.posix_acl_access").hex())'
        $canSet = $IsLinux -and $env:OWOX_TEST_BUILD -eq 'net8.0' -and (Get-Command python3 -CommandType Application -ErrorAction Ignore)
        if ($canSet) {
            & python3 -c $set $path 2>$null
        }

        if (-not $canSet -or $LASTEXITCODE) {
            Set-ItResult -Skipped -Because 'the test sets access control lists with Python on Linux, on a file system that supports them'
        }

        $list = & python3 -c $get $path
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 2
        & python3 -c $get $path | Should -BeExactly $list
        Import-Csv $path | Should -HaveCount 2
    }
}
