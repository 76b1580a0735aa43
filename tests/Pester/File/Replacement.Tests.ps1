# Files that an export cannot replace: it reports them before the query.

BeforeDiscovery {
    $isRoot = $IsLinux -and (& id -u) -eq '0'
    $canChangeAttribute = $isRoot -and [bool](Get-Command chattr -CommandType Application -ErrorAction Ignore)
    $canChangeUser = $isRoot -and [bool](Get-Command setpriv -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $orders = $Sandbox.dataMarts.orders
    $notWritten = @{ Id = 'Owox.FileWriteFailed'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An export to a file that cannot be replaced' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
        New-ExistingFile $path
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'fails before the query when <what>' -Skip:(-not $canChangeAttribute) -ForEach @(
        @{ what = 'the file is immutable'; attribute = 'i'; name = 'rows.csv'; says = 'it has an attribute (immutable or append-only) that prevents replacing it' }
        @{ what = 'the file is append-only'; attribute = 'a'; name = 'rows.csv'; says = 'it has an attribute (immutable or append-only) that prevents replacing it' }
        @{ what = 'its folder is immutable'; attribute = 'i'; name = '.'; says = 'the folder has an attribute (immutable or append-only) that prevents replacing its files' }
        @{ what = 'its folder is append-only'; attribute = 'a'; name = '.'; says = 'the folder has an attribute (immutable or append-only) that prevents replacing its files' }
    ) {
        $changed = Join-Path $folder $name
        & chattr "+$attribute" $changed 2>$null
        if ($LASTEXITCODE -ne 0) {
            Set-ItResult -Skipped -Because 'the file system has no attributes'
            return
        }

        try {
            Assert-Failure { Export-OwoxDataMart $orders -Path $path } @notWritten -Says $path, $says
        }
        finally {
            & chattr "-$attribute" $changed
        }

        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Assert-ExistingFile $path
        Get-Name $folder | Should -Be rows.csv
    }

    It 'fails before the query when it is a socket' -Skip:(-not $IsLinux) {
        $socket = [System.Net.Sockets.Socket]::new('Unix', 'Stream', 'Unspecified')
        $target = Join-Path $folder s.csv
        $socket.Bind([System.Net.Sockets.UnixDomainSocketEndPoint]::new($target))
        try {
            Assert-Failure { Export-OwoxDataMart $orders -Path $target } @notWritten -Says $target, 'it is a socket, which the export would replace with a file'
        }
        finally {
            $socket.Dispose()
        }

        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'fails before the query when another account owns it and the folder' -Skip:(-not $canChangeUser) {
        & chmod 1777 $folder
        & chmod 666 $path
        $script = @'
Import-Module $env:OWOX_TEST_MODULE
$null = Connect-OwoxDataMarts
try { Export-OwoxDataMart $env:OWOX_TEST_MART -Path $env:OWOX_TEST_PATH } catch {
    [ordered]@{ id = $_.FullyQualifiedErrorId; category = "$($_.CategoryInfo.Category)"; type = $_.Exception.GetType().FullName; message = $_.Exception.Message } | ConvertTo-Json
}
'@
        $engine = Get-TestEngine
        $variables = @{ OWOX_API_KEY = $Sandbox.apiKey; OWOX_TEST_MART = $orders; OWOX_TEST_PATH = $path; HOME = '/nonexistent' }
        $saved = @{}
        foreach ($name in $variables.Keys) {
            $saved[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $variables[$name])
        }

        try {
            $output = & setpriv --reuid=65534 --regid=65534 --clear-groups $engine.Path @($engine.Argument) -NoProfile -NonInteractive -Command $script 2>&1
        }
        finally {
            foreach ($name in $saved.Keys) { [Environment]::SetEnvironmentVariable($name, $saved[$name]) }
        }

        if ("$output" -notlike '*Owox.*') {
            Set-ItResult -Skipped -Because "another account cannot start this PowerShell: $output"
            return
        }

        $failure = $output | ConvertFrom-Json
        $failure.id | Should -BeLike "$($notWritten.Id),*"
        $failure.category | Should -Be $notWritten.Category
        $failure.type | Should -Be $notWritten.Type
        $failure.message | Should -BeLike "*$path*another account owns it, and in this folder (sticky bit) only the owner can replace it*"
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Assert-ExistingFile $path
    }
}
