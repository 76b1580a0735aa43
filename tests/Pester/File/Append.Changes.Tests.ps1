# -Append when another program writes to the file, or when the state file is missing: no row is lost or written twice.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $notReplaced = @{ Id = 'Owox.FileReplaceFailed'; Category = 'WriteError'; Type = 'Owox.OwoxFileException' }

    # Appends 200 rows in another runspace. Waits until the export has sent its request.
    function Start-Append([string] $Path) {
        $shell = New-Shell
        Add-Fault 'GET *.ndjson' stall @{ afterRows = 100; seconds = 2; times = 1 }
        $running = Start-InShell $shell 'param($id, $path) Export-OwoxDataMart $id -Path $path -Append -Limit 200' $marts.orders, $Path
        Wait-Until { Get-SandboxRequest '*.ndjson' }
        @{ Shell = $shell; Running = $running }
    }

    # Waits for the end of the export. Returns its errors.
    function Wait-Append($Started) {
        try {
            $null = $Started.Shell.EndInvoke($Started.Running)
            $Started.Shell.Streams.Error
        }
        finally {
            $Started.Shell.Dispose()
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A file with -Append' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder -Recurse -Force
    }

    It 'rejects a second run before the query while the first run appends rows' {
        $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 3
        Clear-Sandbox
        $started = Start-Append $path
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Append -Limit 5 } -Id Owox.FileWriteFailed -Category WriteError -Type Owox.OwoxFileException -Says 'cannot start', 'Another run'
        @(Get-SandboxRequest '*.ndjson') | Should -HaveCount 1
        Wait-Append $started | Should -BeNullOrEmpty
        (Import-Csv $path).Count | Should -Be 203
        Get-Name $folder | Should -Be rows.csv
    }

    It 'keeps the change of another program, and the rows in a separate file: <what>' -ForEach @(
        @{ what = 'a line is added'; change = { Add-Content $path 'x,y' } }
        @{ what = 'the file is replaced'; change = { Set-Content "$path.new" 'x,y'; Move-Item "$path.new" $path -Force } }
        @{ what = 'the file is deleted'; change = { Remove-Item $path } }
        @{ what = 'a new file is created'; isNew = $true; change = { Set-Content $path 'x,y' } }
    ) {
        if (-not $isNew) { $null = Export-OwoxDataMart $marts.orders -Path $path -Limit 3 }
        Clear-Sandbox
        $started = Start-Append $path
        & $change
        $now = if (Test-Path $path) { Get-Text $path }
        $record = Wait-Append $started
        Assert-Failure { throw $record } @notReplaced -Says 'complete and verified', 'another program changed it', 'and then the new rows'
        if ($null -ne $now) { Get-Text $path | Should -BeExactly $now } else { $path | Should -Not -Exist }
        $kept = $record.Exception.KeptPath
        (Import-Csv $kept).Count | Should -Be $(if ($isNew) { 200 } else { 203 }) -Because 'the rows are kept, because the query is billed'
    }

    It 'is not changed and nothing is queried when its state file is missing: <name>' -ForEach @(@{ name = 'rows.csv' }, @{ name = 'rows.ndjson.gz' }) {
        $path = Join-Path $folder $name
        $null = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -Append
        Remove-Item "$path.owox-state.json"
        Clear-Sandbox
        $before = (Get-FileHash $path).Hash
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -Append } -Id Owox.StateFileInvalid -Category WriteError -Type Owox.OwoxFileException -Says 'its state file is missing', 'Nothing was exported'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        (Get-FileHash $path).Hash | Should -BeExactly $before
        Get-Name $folder | Should -Be $name
    }

    It 'can contain only a header before the first incremental export' {
        $null = Export-OwoxDataMart $marts.orders -Path $path -Filter @{ column = 'order_id'; operator = 'lt'; value = 0 }
        (Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -Append).Rows | Should -Be 5000
        (Import-Csv $path).Count | Should -Be 5000
    }

    It 'can have a state file with a byte order mark' {
        $null = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -Append
        $state = "$path.owox-state.json"
        [System.IO.File]::WriteAllText($state, [System.IO.File]::ReadAllText($state), [System.Text.UTF8Encoding]::new($true))
        Clear-Sandbox
        Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -Append | Should -BeNullOrEmpty
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }
}
