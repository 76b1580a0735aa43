# Target paths: the path syntax of PowerShell, and paths that are rejected before the query.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $invalid = @{ Id = 'Owox.PathInvalid'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }
    $exists = @{ Id = 'Owox.PathExists'; Category = 'ResourceExists'; Type = 'Owox.OwoxFileException' }
    $notWritten = @{ Id = 'Owox.FileWriteFailed'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The path of an export' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'determines the format by its extension: <name>' -ForEach @(
        @{ name = 'a.ndjson'; format = 'Ndjson' }, @{ name = 'a.JSONL'; format = 'Ndjson' }, @{ name = 'a.Csv'; format = 'Csv' }
        @{ name = 'a.json'; format = 'Json' }, @{ name = 'a.b.csv.GZ'; format = 'Csv' }, @{ name = 'a.XLSX'; format = 'Xlsx' }
    ) {
        $result = Export-OwoxDataMart $marts.customers -Path $name -Limit 2
        $result.Format | Should -Be $format
        $result.Compressed | Should -Be ($name -like '*.gz')
        $result.Path | Should -BeExactly (Join-Path $folder $name)
        Get-Name $folder | Should -Be $name
    }

    It 'can have any extension with -Format and -Compress' {
        $result = Export-OwoxDataMart $marts.customers -Path rows.txt -Format Csv -Compress -Limit 2
        $result.Format, $result.Compressed | Should -Be 'Csv', $true
        Get-Text (Join-Path $folder rows.txt) | ConvertFrom-Csv | Should -HaveCount 2
    }

    It 'is rejected before the query: <what>' -ForEach @(
        @{ what = 'an unknown extension'; path = 'rows.txt'; says = 'does not determine the format', '-Format' }
        @{ what = 'no extension'; path = 'rows'; says = 'does not determine the format' }
        @{ what = 'an unknown format with .gz'; path = 'rows.gz'; says = 'does not determine the format' }
        @{ what = 'a folder'; path = '.'; says = 'is a folder', '-Directory' }
        @{ what = 'a new folder'; path = 'new/'; with = @{ Format = 'Csv' }; says = 'is a folder' }
        @{ what = 'another provider'; path = 'Env:\rows.csv'; says = 'provider Environment' }
        @{ what = 'a device'; path = '/dev/null'; with = @{ Format = 'Csv' }; says = 'is a device'; onUnix = $true }
        @{ what = 'the standard output'; path = '/dev/stdout'; with = @{ Format = 'Csv' }; says = 'is a device'; onUnix = $true }
        @{ what = 'a null character'; path = "a`0.csv"; says = 'contains a null character' }
        @{ what = 'a null character in a folder'; path = "a`0b/rows.csv"; says = 'contains a null character' }
        @{ what = 'an unknown drive'; path = 'nosuch:\rows.csv'; says = 'cannot be resolved' }
    ) {
        if ($onUnix -and $IsWindows) {
            Set-ItResult -Skipped -Because 'Windows does not have these paths'
        }

        if (-not $with) { $with = @{} }
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path @with } @invalid -Says $says
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'is rejected before the query if it starts with ~ and the home folder is unknown: <path>' -ForEach @{ path = '~/rows.csv' }, @{ path = '~' } {
        $provider = Get-PSProvider FileSystem
        $before = $provider.Home
        $provider.Home = ''
        try {
            Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Format Csv } @invalid -Says "'$path' cannot be resolved"
            Assert-Failure { Export-OwoxDataMart $marts.orders -Directory $path } @invalid -Says "'$path' cannot be resolved"
        }
        finally {
            $provider.Home = $before
        }

        Assert-Failure { Export-OwoxDataMart $marts.orders -Directory "a`0" } @invalid -Says 'contains a null character'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'is rejected before the query if its folder is not writable: <place>' -Skip:$IsWindows -ForEach @{ place = '/sys' }, @{ place = '/etc/passwd' } {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path "$place/rows.csv" } @notWritten -Says "$place/rows.csv"
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'is used literally with -LiteralPath: <name>' -ForEach @(
        @{ name = 'rows[1].csv' }, @{ name = 'a`b.csv' }, @{ name = "it's ünïcode 日本 🚀.csv" }, @{ name = '[' + 'x' * 100 + '].csv' }, @{ name = '日' * 80 + '.csv' }
    ) {
        (Export-OwoxDataMart $marts.customers -LiteralPath $name -Limit 2).Path | Should -BeExactly (Join-Path $folder $name)
        Get-Name $folder | Should -BeExactly $name
    }

    It 'is relative to the current location of the session' {
        $null = New-Item -ItemType Directory inner
        Set-Location inner
        $null = Export-OwoxDataMart $marts.customers -Path ../up.csv -Limit 1
        $null = Export-OwoxDataMart $marts.customers -Path here.csv -Limit 1
        Set-Location ..
        Get-Name $folder | Should -Be 'inner', 'up.csv'
        Get-Name (Join-Path $folder inner) | Should -Be 'here.csv'
    }

    It 'can start with ~' {
        $name = "owox-$([guid]::NewGuid()).csv"
        $result = Export-OwoxDataMart $marts.customers -Path "~/$name" -Limit 1
        $result.Path | Should -BeExactly (Join-Path (Resolve-Path ~).ProviderPath $name)
        Test-Path $result.Path | Should -BeTrue
        Remove-Item $result.Path
    }

    It 'can start with a PowerShell drive' {
        $null = New-PSDrive -Name exports -PSProvider FileSystem -Root $folder
        try {
            (Export-OwoxDataMart $marts.customers -Path exports:\rows.csv -Limit 1).Path | Should -BeExactly (Join-Path $folder rows.csv)
        }
        finally {
            Remove-PSDrive exports
        }
    }

    It 'can contain new folders, which the export creates' {
        $null = Export-OwoxDataMart $marts.customers -Path a/b/c/rows.csv -Limit 1
        Import-Csv a/b/c/rows.csv | Should -HaveCount 1
    }

    It 'is rejected before the query if it is too long' {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path "$('x' * 300).csv" } @notWritten -Says 'was not written', 'Check the path'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path "$(('x' * 200 + '/') * 30)rows.csv" } @notWritten -Says 'was not written'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'is rejected before the query if a parent is a file' {
        New-ExistingFile (Join-Path $folder file)
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path file/rows.csv } @notWritten -Says 'was not written'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Assert-ExistingFile (Join-Path $folder file)
    }

    It 'is valid for one data mart only: <what>' -ForEach @(
        @{ what = 'several arguments'; block = { Export-OwoxDataMart $marts.customers, $marts.orders -Path rows.csv -Limit 1 } ; first = $false }
        @{ what = 'several objects in the pipeline'; block = { $marts.customers, $marts.orders | Export-OwoxDataMart -Path rows.csv -Limit 1 }; first = $true }
    ) {
        Assert-Failure $block @invalid -Says '-Path specifies one file', '-Directory'
        Test-Path rows.csv | Should -Be $first
        if ($first) {
            (Import-Csv rows.csv)[0].PSObject.Properties.Name | Should -Contain email
        }
    }
}

Describe 'An existing file' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
        New-ExistingFile $path
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'is replaced by default' {
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 2
        Import-Csv $path | Should -HaveCount 2
        Get-Name $folder | Should -Be rows.csv
    }

    It 'is kept with -NoClobber, with an error before the query' {
        $failure = Get-Failure { Export-OwoxDataMart $marts.customers -Path $path -NoClobber }
        Assert-Failure { throw $failure } @exists -Says 'already exists', '-NoClobber'
        $failure.Exception.Path | Should -BeExactly $path
        $failure.TargetObject | Should -BeExactly $marts.customers
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Assert-ExistingFile $path
        $null = Export-OwoxDataMart $marts.customers -Path (Join-Path $folder other.csv) -NoClobber -Limit 1
        Get-Name $folder | Should -Be other.csv, rows.csv
    }

    It 'is kept with -NoClobber even when it was created during the export' {
        Add-Fault 'GET *.ndjson' delay @{ seconds = 2 }
        Remove-Item $path
        $shell = New-Shell
        try {
            $running = Start-InShell $shell 'param($id, $path) Export-OwoxDataMart $id -Path $path -NoClobber' $marts.customers, $path
            Wait-Until { Get-SandboxRequest '*.ndjson' }
            New-ExistingFile $path
            $shell.EndInvoke($running) | Should -BeNullOrEmpty
            $failure = $shell.Streams.Error[0]
        }
        finally {
            $shell.Dispose()
        }

        Assert-Failure { throw $failure } -Id Owox.FileReplaceFailed -Category WriteError -Type Owox.OwoxFileException -Says 'must not be replaced'
        Assert-ExistingFile $path
        Get-Name $folder | Should -Be rows.csv, (Split-Path $failure.Exception.KeptPath -Leaf)
        @(Import-Csv -LiteralPath $failure.Exception.KeptPath).Count | Should -BeGreaterThan 100 -Because 'the rows are kept, because the query is billed'
    }

    It 'is kept if it is read-only, and replaced with -Force' {
        (Get-Item $path).IsReadOnly = $true
        Assert-Failure { Export-OwoxDataMart $marts.customers -Path $path -Limit 2 } @exists -Says 'read-only', '-Force'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Assert-ExistingFile $path
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 2 -Force
        Import-Csv $path | Should -HaveCount 2
        Get-Name $folder | Should -Be rows.csv
    }

    It 'is replaced through a symbolic link, and the link remains' {
        if ($IsWindows -or $env:OWOX_TEST_BUILD -ne 'net8.0') {
            Set-ItResult -Skipped -Because 'only the build for PowerShell 7 follows links, and on Windows not every account can create them'
        }

        $elsewhere = New-Folder
        $real = Join-Path $elsewhere real.csv
        $link = Join-Path $folder link.csv
        New-ExistingFile $real
        $null = New-Item -ItemType SymbolicLink -Path $link -Target $real
        $null = Export-OwoxDataMart $marts.customers -Path $link -Limit 2
        (Get-Item $link).LinkTarget | Should -BeExactly $real
        Import-Csv $real | Should -HaveCount 2
        Get-Name $folder | Should -Be link.csv, rows.csv
        Get-Name $elsewhere | Should -Be real.csv
        Remove-Item $elsewhere -Recurse
    }

    It 'is not changed with -WhatIf, and no request is sent: <what>' -ForEach @(
        @{ what = 'a file'; with = { @{ Path = $path } } }
        @{ what = 'a new folder'; with = { @{ Path = Join-Path $folder 'new/rows.csv' } } }
        @{ what = 'a directory'; with = { @{ Directory = Join-Path $folder new } } }
        @{ what = 'objects'; with = { @{} } }
        @{ what = 'an incremental export'; with = { @{ Path = $path; Incremental = $true; Watermark = 'date' } } }
    ) {
        $arguments = & $with
        $run = $marts.orders | Export-OwoxDataMart @arguments -WhatIf
        $run | Should -BeNullOrEmpty
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Get-Name $folder | Should -Be rows.csv
        Assert-ExistingFile $path
    }
}

Describe 'The permissions of an exported file' -Skip:($IsWindows -or $env:OWOX_TEST_BUILD -ne 'net8.0') {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'allow only the current account during the export' {
        Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 300 }
        $shell = New-Shell
        try {
            $running = Start-InShell $shell 'param($id, $path) Export-OwoxDataMart $id -Path $path -Limit 600' $marts.orders, $path
            Wait-Until { Get-Name $folder }
            $name = Get-Name $folder
            $name | Should -BeLike '.rows.csv.*.owox-partial'
            [int][System.IO.File]::GetUnixFileMode((Join-Path $folder $name)) | Should -Be ([Convert]::ToInt32('600', 8))
            $shell.EndInvoke($running) | Should -HaveCount 1
        }
        finally {
            $shell.Dispose()
        }

        Get-Name $folder | Should -Be rows.csv
    }

    It 'are those of a new file after the export: umask <umask>' -ForEach @(@{ umask = '022'; mode = '644' }, @{ umask = '077'; mode = '600' }, @{ umask = '002'; mode = '664' }) {
        $engine = Get-TestEngine
        $run = & sh -c 'umask $0; exec "$@"' $umask $engine.Path $engine.Argument -NoProfile -NonInteractive -Command "Import-Module '$env:OWOX_TEST_MODULE'; `$env:OWOX_API_KEY = '$($Sandbox.apiKey)'; `$null = Connect-OwoxDataMarts; (Export-OwoxDataMart $($marts.customers) -Path '$path' -Limit 2).Rows"
        $run | Should -Be 2
        [Convert]::ToString([int][System.IO.File]::GetUnixFileMode($path), 8) | Should -Be $mode
        Get-Name $folder | Should -Be rows.csv
    }

    It 'are those of the replaced file after the export: <mode>' -ForEach @(@{ mode = '640' }, @{ mode = '604' }, @{ mode = '444' }) {
        New-ExistingFile $path
        [System.IO.File]::SetUnixFileMode($path, [Convert]::ToInt32($mode, 8))
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 2 -Force
        [Convert]::ToString([int][System.IO.File]::GetUnixFileMode($path), 8) | Should -Be $mode
    }
}
