# Full disks, read-only folders, and files that other programs have open.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $notWritten = @{ Id = 'Owox.FileWriteFailed'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An export to a full or read-only disk' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
    }

    AfterEach {
        while ($IsLinux -and $(& mountpoint -q $folder; $LASTEXITCODE -eq 0)) {
            & umount $folder
        }

        Remove-Item $folder -Recurse -Force
    }

    It 'leaves only the old file when the disk is full: <name>' -ForEach @(@{ name = 'rows.ndjson' }, @{ name = 'rows.csv' }, @{ name = 'rows.json' }, @{ name = 'rows.csv.gz' }, @{ name = 'rows.xlsx' }, @{ name = 'rows.parquet' }) {
        if (-not (Test-CanMount)) {
            Set-ItResult -Skipped -Because 'only root on Linux can mount a small disk'
        }

        $size = if ($name -match '\.(gz|xlsx|parquet)$') { '64k' } else { '256k' }
        & mount -t tmpfs -o "size=$size" tmpfs $folder
        $LASTEXITCODE | Should -Be 0
        $path = Join-Path $folder $name
        New-ExistingFile $path
        $failure = Get-Failure { Export-OwoxDataMart $marts.orders -Path $path }
        Assert-Failure { throw $failure } @notWritten -Says $path, 'was not written', 'No space left', 'unchanged', 'free space'
        $failure.Exception.Path | Should -BeExactly $path
        Assert-ExistingFile $path
        Get-Name $folder | Should -Be $name

        # A smaller export that fits on the disk still succeeds.
        (Export-OwoxDataMart $marts.orders -Path $path -Limit 100).Rows | Should -Be 100
        (Get-Item $path).Length | Should -BeGreaterThan 1000
        Get-Name $folder | Should -Be $name
        (Wait-SandboxRequest '*.ndjson').outcome | Should -Not -Contain 'running'
    }

    It 'leaves the file unchanged with -Append when the disk is full' {
        if (-not (Test-CanMount)) {
            Set-ItResult -Skipped -Because 'only root on Linux can mount a small disk'
        }

        & mount -t tmpfs -o size=512k tmpfs $folder
        $path = Join-Path $folder rows.csv
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 2500
        $before = (Get-FileHash $path).Hash
        Assert-Failure { 1..4 | ForEach-Object { $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 2500 -Append; $before = (Get-FileHash $path).Hash } } @notWritten -Says 'No space left'
        (Get-FileHash $path).Hash | Should -BeExactly $before
        Get-Name $folder | Should -Be rows.csv
    }

    It 'fails before the query when the disk is read-only: <what>' -ForEach @(@{ what = 'a file'; with = { @{ Path = Join-Path $folder rows.csv } } }, @{ what = 'a folder'; with = { @{ Directory = $folder; ErrorAction = 'Stop' } } }) {
        if (-not (Test-CanMount)) {
            Set-ItResult -Skipped -Because 'only root on Linux can mount a read-only disk'
        }

        & mount -t tmpfs -o size=1m tmpfs $folder
        New-ExistingFile (Join-Path $folder rows.csv)
        & mount -o remount,ro $folder
        $LASTEXITCODE | Should -Be 0
        $arguments = & $with
        Assert-Failure { [pscustomobject]@{ Id = $marts.orders; Title = 'Orders' } | Export-OwoxDataMart @arguments -ErrorAction Stop } @notWritten -Says 'was not written', 'Read-only'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Assert-ExistingFile (Join-Path $folder rows.csv)
        Get-Name $folder | Should -Be rows.csv
    }

    It 'fails before the query when the account has no write permission for the folder' {
        if ($IsWindows -or (& id -u) -eq '0') {
            Set-ItResult -Skipped -Because 'root can write to every folder, and Windows uses access control lists'
        }

        [System.IO.File]::SetUnixFileMode($folder, [Convert]::ToInt32('500', 8))
        try {
            Assert-Failure { Export-OwoxDataMart $marts.orders -Path (Join-Path $folder rows.csv) } @notWritten -Says 'denied'
            Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        }
        finally {
            [System.IO.File]::SetUnixFileMode($folder, [Convert]::ToInt32('700', 8))
        }
    }
}

Describe 'The target file of an export' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'is replaced completely or remains unchanged when another program has it open' {
        New-ExistingFile $path
        $open = [System.IO.File]::Open($path, 'Open', 'Read', 'Read')
        try {
            if ($IsWindows) {
                Set-OwoxTestTiming @{ FileBusyTimeout = 0.5 }
                $failure = Get-Failure { Export-OwoxDataMart $marts.customers -Path $path }
                Assert-Failure { throw $failure } -Id Owox.FileReplaceFailed -Category WriteError -Type Owox.OwoxFileException -Says 'could not be created or replaced'
                Remove-Item -LiteralPath $failure.Exception.KeptPath
            }
            else {
                $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 3

                # The program that has the file open still reads the old content.
                [System.IO.StreamReader]::new($open).ReadToEnd() | Should -BeExactly "what was here before`n"
                Import-Csv $path | Should -HaveCount 3
            }
        }
        finally {
            $open.Dispose()
            Reset-OwoxTestTiming
        }

        Get-Name $folder | Should -Be rows.csv
        if ($IsWindows) {
            Assert-ExistingFile $path
        }
    }

    It 'is complete after two simultaneous exports' {
        $shells = @(New-Shell; New-Shell)
        try {
            Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 1000; times = 2 }
            $running = foreach ($i in 0, 1) {
                Start-InShell $shells[$i] 'param($id, $path, $column) Export-OwoxDataMart $id -Path $path -Column $column -Limit 1500' $marts.orders, $path, ('order_id', 'revenue')[$i]
            }
            Wait-Until { @(Get-Name $folder).Count -eq 2 }
            Get-Name $folder | Should -BeLike '.rows.csv.*.owox-partial'
            $results = foreach ($i in 0, 1) { $shells[$i].EndInvoke($running[$i]) }
            $shells.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $shells | ForEach-Object Dispose
        }

        $results.Rows | Should -Be 1500, 1500
        Get-Name $folder | Should -Be rows.csv
        Import-Csv $path | Should -HaveCount 1500
        (Get-FileHash $path).Hash | Should -BeIn $results.Sha256
    }

    It 'is written without removing temporary files of other targets and of running exports' {
        $other = Join-Path $folder ".other.csv.$('0' * 32).owox-partial"
        New-ExistingFile $other
        $old = Join-Path $folder ".rows.csv.$('0' * 32).owox-partial"
        $live = Join-Path $folder ".rows.csv.$('1' * 32).owox-partial"
        New-ExistingFile $old
        New-ExistingFile $live
        $held = [System.IO.File]::Open($live, 'Open', 'ReadWrite', 'None')
        try {
            $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 3
            Get-Name $folder | Should -Be @([System.IO.Path]::GetFileName($other), [System.IO.Path]::GetFileName($live), 'rows.csv' | Sort-Object)
        }
        finally {
            $held.Dispose()
        }
    }
}
