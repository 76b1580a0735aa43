# -Incremental: targets that write the same files share their state. A conflicting target is rejected before its query.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $stateInvalid = @{ Id = 'Owox.StateFileInvalid'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An incremental export' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'shares its state between all paths to the same files: <first>, <second>' -ForEach @(
        @{ first = 's1'; second = 's1.ndjson'; state = 's1' }
        @{ first = 's1.ndjson'; second = 's1'; state = 's1' }
        @{ first = 's1.csv'; second = 's1'; more = @{ Format = 'Csv' }; state = 's1.csv' }
        @{ first = 's1'; second = 's1.ndjson.gz'; more = @{ Compress = $true }; state = 's1.ndjson.gz' }
    ) {
        $more ??= @{}
        $one = Export-OwoxDataMart $marts.orders -Path (Join-Path $folder $first) -Incremental -Watermark date @more
        $before = Get-Name $folder
        $before | Should -Be (@([System.IO.Path]::GetFileName($one.Path), "$state.owox-state.json") | Sort-Object)
        Clear-Sandbox
        Export-OwoxDataMart $marts.orders -Path (Join-Path $folder $second) -Incremental -Watermark date @more | Should -BeNullOrEmpty
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-Name $folder | Should -Be $before

        # Another data mart would replace the files.
        Assert-Failure { Export-OwoxDataMart $marts.empty -Path (Join-Path $folder $second) -Incremental -Watermark date @more } @stateInvalid -Says "belongs to an export of the data mart $($marts.orders)", 'a different path'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'shares its lock between all paths to the same files' {
        $held = [System.IO.FileStream]::new((Join-Path $folder 's1.owox-lock'), 'CreateNew', 'ReadWrite', 'None')
        try {
            foreach ($name in 's1', 's1.ndjson') {
                Assert-Failure { Export-OwoxDataMart $marts.orders -Path (Join-Path $folder $name) -Incremental -Watermark date } -Id Owox.FileWriteFailed -Category WriteError -Type Owox.OwoxFileException -Says 'cannot start', 'Another run'
            }
        }
        finally {
            $held.Dispose()
        }

        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'uses a separate state for other files: <what>' -ForEach @(
        @{ what = 'another format'; one = @{ Path = 's1' }; two = @{ Path = 's1'; Format = 'Csv' } }
        @{ what = 'compression'; one = @{ Path = 's1' }; two = @{ Path = 's1'; Compress = $true } }
        @{ what = '-Append'; one = @{ Path = 's1.ndjson' }; two = @{ Path = 's1.ndjson'; Append = $true } }
    ) {
        foreach ($with in $one, $two) {
            $with.Path = Join-Path $folder $with.Path
            (Export-OwoxDataMart $marts.orders -Incremental -Watermark date @with).Rows | Should -Be 5000
        }
    }

    It 'rejects the files of another export before the query: <what>' -ForEach @(
        @{ what = 'windows, then one file'; one = @{ Path = 's1.csv' }; two = @{ Path = 's1.csv'; Append = $true }; says = "the files 's1.*.csv', and this export writes 's1.csv'" }
        @{ what = 'one file, then windows'; one = @{ Path = 's1'; Append = $true }; two = @{ Path = 's1' }; says = "the files 's1', and this export writes 's1.*.ndjson'" }
        @{ what = '-Append to a window'; one = @{ Path = 's1' }; two = @{ Path = 's1.first.ndjson'; Append = $true }; says = "belongs to another incremental export, which also writes 's1.first.ndjson'" }
        @{ what = 'a window that is a file of -Append'; one = @{ Path = 's1.first.csv'; Append = $true }; two = @{ Path = 's1.csv' }; says = "belongs to another incremental export, which also writes 's1.first.csv'" }
    ) {
        foreach ($with in $one, $two) { $with.Path = Join-Path $folder $with.Path }
        $null = Export-OwoxDataMart $marts.orders -Incremental -Watermark date @one
        $before = Get-ChildItem $folder | Get-FileHash
        Clear-Sandbox
        Assert-Failure { Export-OwoxDataMart $marts.orders -Incremental -Watermark date @two } @stateInvalid -Says $says, 'Nothing was exported'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        (Get-ChildItem $folder | Get-FileHash).Hash | Should -Be $before.Hash
    }

    It 'stores its state next to the target of a symbolic link' {
        if ($IsWindows -or $env:OWOX_TEST_BUILD -eq 'netstandard2.0') {
            Set-ItResult -Skipped -Because 'Windows PowerShell replaces the link'
        }

        $null = New-Item (Join-Path $folder real.csv)
        $link = New-Item -ItemType SymbolicLink -Path (Join-Path $folder link.csv) -Target (Join-Path $folder real.csv)
        $null = Export-OwoxDataMart $marts.orders -Path $link.FullName -Incremental -Watermark date -Append
        Get-Name $folder | Should -Be link.csv, real.csv, real.csv.owox-state.json
        Clear-Sandbox
        Export-OwoxDataMart $marts.orders -Path (Join-Path $folder real.csv) -Incremental -Watermark date -Append | Should -BeNullOrEmpty
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        $loop = New-Item -ItemType SymbolicLink -Path (Join-Path $folder loop.csv) -Target (Join-Path $folder loop.csv)
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $loop.FullName -Incremental -Watermark date -Append } -Id Owox.FileWriteFailed -Category WriteError -Type Owox.OwoxFileException -Says 'loop.csv'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }
}
