# Paths that exist only on Windows: devices, drives, shares, streams, and names that Windows changes.

BeforeDiscovery {
    $onWindows = $env:OS -eq 'Windows_NT'
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $invalid = @{ Id = 'Owox.PathInvalid'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }
    $notWritten = @{ Id = 'Owox.FileWriteFailed'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The path of an export on Windows' -Skip:(-not $onWindows) {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        Push-Location -LiteralPath $folder
    }

    AfterEach {
        Pop-Location
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'is rejected before the query if it is a device: <_>' -ForEach @(
        'NUL', 'nul', 'NUL.csv', 'CON', 'con.csv', 'aux.ndjson', 'PRN.json', 'COM1', 'com9.csv.gz', 'LPT1.csv', 'COM¹.csv', 'CONIN$', 'CONOUT$', 'con .csv', 'NUL.tar.csv'
        '\\.\NUL', '\\.\pipe\rows.csv', '\\.\PhysicalDrive0'
    ) {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $_ -Format Csv } @invalid -Says "'$_' is a device"
        Assert-Failure { Export-OwoxDataMart $marts.orders -LiteralPath $_ -Format Csv } @invalid -Says "'$_' is a device"
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'is rejected before the query if the directory is a device: <_>' -ForEach 'NUL', 'aux', 'COM1' {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Directory $_ } @invalid -Says "'$_' is a device"
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'is accepted if it only starts like a device: <_>' -ForEach 'console.csv', 'nullable.csv', 'aux_1.csv', 'COM10.csv', 'my NUL.csv' {
        (Export-OwoxDataMart $marts.customers -Path $_ -Limit 1).Path | Should -BeExactly (Join-Path $folder $_)
        Get-Name $folder | Should -BeExactly $_
    }

    It 'is rejected before the query if it names a stream of a file: <_>' -ForEach 'C:\rows.csv:hidden', 'C:\rows:a.csv' {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $_ -Format Csv } @invalid -Says "':'"
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'is rejected before the query if it contains an invalid character: <_>' -ForEach 'a?b.csv', 'a<b.csv', 'a|b.csv', 'a"b.csv', "a`tb.csv" {
        Assert-Failure { Export-OwoxDataMart $marts.orders -LiteralPath $_ } @notWritten -Says 'was not written'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }

    It 'loses trailing dots and spaces, also in the result: <given>' -ForEach @(
        @{ given = 'rows.csv.' }, @{ given = 'rows.csv...' }, @{ given = 'rows.csv ' }, @{ given = 'rows.csv. .' }
    ) {
        $result = Export-OwoxDataMart $marts.customers -Path (Join-Path $folder $given) -Limit 2
        $result.Path | Should -BeExactly (Join-Path $folder 'rows.csv')
        $result.Format | Should -Be 'Csv'
        Get-Name $folder | Should -BeExactly 'rows.csv'
    }

    It 'can be relative to the current location of a drive' {
        $drive = $folder.Substring(0, 2)
        (Export-OwoxDataMart $marts.customers -Path "${drive}here.csv" -Limit 1).Path | Should -BeExactly (Join-Path $folder 'here.csv')
        $null = New-Item -ItemType Directory inner
        (Export-OwoxDataMart $marts.customers -Path "${drive}inner\there.csv" -Limit 1).Path | Should -BeExactly (Join-Path $folder 'inner\there.csv')
        Set-Location Env:\
        (Export-OwoxDataMart $marts.customers -Path "${drive}back.csv" -Limit 1).Path | Should -BeExactly (Join-Path $folder 'back.csv')
        Get-Name $folder | Should -Be 'back.csv', 'here.csv', 'inner'
    }

    It 'accepts both separators: <given>' -ForEach @(
        @{ given = 'a\b/rows.csv' }, @{ given = 'a/b\rows.csv' }, @{ given = '.\a\.\b\..\b\rows.csv' }
    ) {
        (Export-OwoxDataMart $marts.customers -Path $given -Limit 1).Path | Should -BeExactly (Join-Path $folder 'a\b\rows.csv')
        Import-Csv 'a\b\rows.csv' | Should -HaveCount 1
    }

    It 'can be relative to the root of the current drive' {
        $name = "owox-$([guid]::NewGuid()).csv"
        $result = Export-OwoxDataMart $marts.customers -Path "\$name" -Limit 1
        $result.Path | Should -BeExactly "$($folder.Substring(0, 2))\$name"
        $result.Path | Should -Exist
        Remove-Item -LiteralPath $result.Path
    }

    It 'can contain a provider: <given>' -ForEach @(
        @{ given = 'FileSystem::{0}\rows.csv' }, @{ given = 'Microsoft.PowerShell.Core\FileSystem::{0}\rows.csv' }
    ) {
        (Export-OwoxDataMart $marts.customers -Path ($given -f $folder) -Limit 1).Path | Should -BeExactly (Join-Path $folder 'rows.csv')
    }

    It 'is rejected before the query if the share does not exist: <_>' -ForEach '\\owox-no-such-host\share\rows.csv', '//owox-no-such-host/share/rows.csv' {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $_ } @notWritten -Says 'was not written', 'owox-no-such-host'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'is rejected if it belongs to another provider of Windows: <_>' -ForEach 'HKCU:\rows.csv', 'Cert:\rows.csv', 'Variable:\rows.csv' {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $_ } @invalid -Says 'provider'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'can be longer than 260 characters' {
        $deep = ('x' * 60 + '\') * 5
        $result = Export-OwoxDataMart $marts.customers -Path "${deep}rows.csv" -Limit 2
        $result.Path.Length | Should -BeGreaterThan 300
        Import-Csv -LiteralPath $result.Path | Should -HaveCount 2
    }

    It 'is not case-sensitive' {
        $null = Export-OwoxDataMart $marts.customers -Path 'Rows.csv' -Limit 3
        Assert-Failure { Export-OwoxDataMart $marts.customers -Path 'ROWS.CSV' -NoClobber } -Id Owox.PathExists -Category ResourceExists -Type Owox.OwoxFileException -Says '-NoClobber'
        $null = Export-OwoxDataMart $marts.customers -Path 'rows.CSV' -Append -Limit 2
        @(Get-Name $folder) | Should -HaveCount 1
        Import-Csv 'Rows.csv' | Should -HaveCount 5
    }

    It 'can be a read-only file with -Force, and the file remains read-only' {
        New-ExistingFile (Join-Path $folder rows.csv)
        (Get-Item rows.csv).IsReadOnly = $true
        $null = Export-OwoxDataMart $marts.customers -Path rows.csv -Limit 2 -Force
        Import-Csv rows.csv | Should -HaveCount 2
        (Get-Item rows.csv).IsReadOnly | Should -BeTrue
        Get-Name $folder | Should -Be rows.csv
        (Get-Item rows.csv).IsReadOnly = $false
    }

    It 'is not replaced while another program has it open (sharing: <_>), and the rows are kept' -ForEach 'Read', 'None' {
        $path = Join-Path $folder rows.csv
        New-ExistingFile $path
        (Get-Item $path).IsReadOnly = $true
        Set-OwoxTestTiming @{ FileBusyTimeout = 0.5 }
        $open = [System.IO.File]::Open($path, 'Open', 'Read', $_)
        try {
            $failure = Get-Failure { Export-OwoxDataMart $marts.customers -Path $path -Limit 2 -Force }
        }
        finally {
            $open.Dispose()
            Reset-OwoxTestTiming
        }

        Assert-Failure { throw $failure } -Id Owox.FileReplaceFailed -Category WriteError -Type Owox.OwoxFileException -Says 'could not be created or replaced'
        Assert-ExistingFile $path
        (Get-Item $path).IsReadOnly | Should -BeTrue
        (Get-Item $path).IsReadOnly = $false
        Import-Csv -LiteralPath $failure.Exception.KeptPath | Should -HaveCount 2
        Get-Name $folder | Should -Be rows.csv, (Split-Path $failure.Exception.KeptPath -Leaf) -Because 'no temporary file remains'
    }

    It 'is replaced when another program closes the file before the timeout' {
        $path = Join-Path $folder rows.csv
        New-ExistingFile $path
        $open = [System.IO.File]::Open($path, 'Open', 'Read', 'Read, Delete')
        $closer = [powershell]::Create().AddScript('param($file) Start-Sleep -Seconds 3; $file.Dispose()').AddArgument($open)
        $closing = $closer.BeginInvoke()
        $null = Export-OwoxDataMart $marts.customers -Path $path -Limit 2
        $null = $closer.EndInvoke($closing)
        $closer.Dispose()
        Import-Csv $path | Should -HaveCount 2
        Get-Name $folder | Should -Be rows.csv
    }

    It 'is not case-sensitive for the state of an incremental export' {
        $null = Export-OwoxDataMart $marts.orders -Path 'Orders' -Incremental -Watermark date
        Export-OwoxDataMart $marts.orders -Path 'ORDERS' -Incremental -Watermark date | Should -BeNullOrEmpty
        Get-Name $folder | Should -Be 'Orders.first.ndjson', 'Orders.owox-state.json'
    }
}
