# Faults after row groups of a Parquet file were written to the disk: the old file is unchanged, and no other file remains.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest @{ rows = 450000 }
    $null = Connect-Sandbox
    $events = $Sandbox.dataMarts.events
    $notWritten = @{ Id = 'Owox.FileWriteFailed'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }

    # Mounts a small disk in a folder. Skips the test if that is not possible.
    function Mount-SmallDisk([string] $Folder, [string] $Size) {
        if (-not (Test-CanMount)) {
            Set-ItResult -Skipped -Because 'only root on Linux can mount a small disk'
        }

        & mount -t tmpfs -o "size=$Size" tmpfs $Folder
        $LASTEXITCODE | Should -Be 0
    }

    # The size of the temporary file of an export; 0 if there is none.
    function Get-PartialSize {
        $partial = @(Get-ChildItem $folder -Filter '*.owox-partial' -Force)
        if ($partial) { $partial[0].Length } else { 0 }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A Parquet file with several row groups' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.parquet
        $temporary = $env:TMPDIR
    }

    AfterEach {
        $env:TMPDIR = $temporary
        Get-ChildItem $folder -Directory | ForEach-Object FullName | Where-Object { & mountpoint -q $_; $LASTEXITCODE -eq 0 } | ForEach-Object { & umount $_ }
        while ($IsLinux -and $(& mountpoint -q $folder; $LASTEXITCODE -eq 0)) {
            & umount $folder
        }

        Remove-Item $folder -Recurse -Force
    }

    It 'is not written if the stream is cut after <rows> rows' -ForEach @(@{ rows = 300000 }, @{ rows = 449999 }) {
        New-ExistingFile $path
        Add-Fault 'GET *.ndjson' cut-chunked @{ afterRows = $rows }
        Assert-Failure { Export-OwoxDataMart $events -Path $path } -Id Owox.StreamIncomplete -Category ReadError -Type Owox.OwoxStreamException -Says 'is incomplete', 'Do not use the rows'
        Assert-ExistingFile $path
        Get-Name $folder | Should -Be rows.parquet
    }

    It 'is not written if the disk is full after the first row group' {
        Mount-SmallDisk $folder 24m
        New-ExistingFile $path
        Assert-Failure { Export-OwoxDataMart $events -Path $path -Compression None } @notWritten -Says $path, 'No space left', 'unchanged'
        Assert-ExistingFile $path
        Get-Name $folder | Should -Be rows.parquet
        (Export-OwoxDataMart $events -Path $path -Limit 1000).Rows | Should -Be 1000
        Get-RowCount $path | Should -Be 1000
    }

    It 'remains as it was if the process is killed when the temporary file has more than 1 MB' {
        New-ExistingFile $path
        Add-Fault 'GET *.ndjson' stall @{ afterRows = 440000; seconds = 60 }
        $shell = Start-FreshShell "`$null = Connect-OwoxDataMarts; `$null = Export-OwoxDataMart $events -Path '$path' -Compression None" @{ OWOX_API_KEY = $Sandbox.apiKey }
        try { Wait-Until { (Get-PartialSize) -gt 1MB } 60 } finally { Stop-Engine $shell }
        $null = Wait-FreshShell $shell
        Assert-ExistingFile $path
        Get-Name $folder | Should -HaveCount 2
        Get-PartialSize | Should -BeGreaterThan 1MB

        Clear-Sandbox
        (Export-OwoxDataMart $events -Path $path -Limit 1000).Rows | Should -Be 1000
        Get-Name $folder | Should -Be rows.parquet
        Get-RowCount $path | Should -Be 1000
    }

    It 'is not written if the rows of -OnConversionError Keep do not fit on the disk' {
        $small = (New-Item -ItemType Directory (Join-Path $folder small)).FullName
        Mount-SmallDisk $small 2m
        New-ExistingFile $path
        $env:TMPDIR = $small
        Assert-Failure { Export-OwoxDataMart $events -Path $path -OnConversionError Keep } -Id Owox.SpillFileWriteFailed -Category WriteError -Type Owox.OwoxFileException -Says $small, 'stored until their values have been checked', 'No space left', 'Do not use the rows', 'TMPDIR'
        $env:TMPDIR = $temporary
        Assert-ExistingFile $path
        Get-Name $folder | Should -Be rows.parquet, small
        Get-Name $small | Should -BeNullOrEmpty
    }
}
