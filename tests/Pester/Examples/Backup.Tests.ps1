# examples/nightly-backup.ps1: files, retries, retention, and exit codes.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    Start-OwoxTest @{ rows = 2000; omitBulk = $true } -NoImport
    $marts = $Sandbox.dataMarts
    $today = [datetime]::UtcNow.ToString('yyyy-MM-dd')

    function Invoke-Backup([string[]] $Title, [string[]] $More, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }) {
        $quoted = "-Directory '$root' $(if ($Title) { "-Title $(@($Title | ForEach-Object { "'$_'" }) -join ',')" }) $More"
        Invoke-Engine @('-Command', "& '$(Join-Path $Examples 'nightly-backup.ps1')' $quoted; exit `$LASTEXITCODE") $Environment
    }

    function Read-State { Get-Content -LiteralPath (Join-Path $root failed.json) -Raw | ConvertFrom-Json -NoEnumerate }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'nightly-backup.ps1' {
    BeforeEach {
        Clear-Sandbox
        $top = $root = New-Folder
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $top -Recurse -Force
    }

    It 'backs up every published data mart, and lists those that fail' {
        $run = Invoke-Example 'nightly-backup.ps1' '-Directory', $root -NewProcess
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 1 -Because $run.Output
        $null = Import-Module $env:OWOX_TEST_MODULE -PassThru
        $null = Connect-Sandbox
        $published = Get-OwoxDataMart -Status Published
        $failed = Read-State
        $failed.Title | Should -Contain 'Denied'
        $failed.Title | Should -Contain 'Truncated'
        ($failed | Where-Object Title -EQ 'Truncated').ErrorId | Should -Be 'Owox.StreamIncomplete'
        ($failed | Where-Object Title -EQ 'Denied').ErrorId | Should -Be 'Owox.StorageFailed'
        $files = Get-Name (Join-Path $root $today)
        $files.Count + $failed.Count | Should -Be $published.Count
        $files | Should -Contain "Orders_$($marts.orders).ndjson.gz"
        $files | Should -Not -BeLike '*partial*'
        Get-Text (Join-Path $root "$today/Orders_$($marts.orders).ndjson.gz") | Measure-Object -Line | ForEach-Object Lines | Should -Be 5000
        $run.Output | Should -BeLike "*$($files.Count) of $($published.Count) data marts are backed up*"
    }

    It 'exports four data marts at a time' {
        Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 2000; times = 0 }
        $run = Invoke-Backup 'Orders', 'Customers', 'Ad Spend', 'Events', 'Countries', 'Awkward*'
        $run.Code | Should -Be 0 -Because $run.Output
        $requests = @(Wait-SandboxRequest '*.ndjson')
        ($requests | ForEach-Object { $at = [datetime] $_.startedAt; @($requests | Where-Object { [datetime] $_.startedAt -le $at -and [datetime] $_.endedAt -gt $at }).Count } | Measure-Object -Maximum).Maximum | Should -Be 4
    }

    It 'retries data marts that failed in the last run first, and removes them after a success' {
        Add-Fault "GET *$($marts.orders).ndjson" cut-chunked @{ afterRows = 10 }
        $run = Invoke-Backup 'Ad Spend', 'Customers', 'Orders'
        $run.Code | Should -Be 3 -Because $run.Output
        $run.Output | Should -BeLike "*FAILED 'Orders': Owox.StreamIncomplete: *"
        $state = @(Read-State)
        $state | Should -HaveCount 1
        $state[0].Id, $state[0].Title, $state[0].Tries, $state[0].ErrorId | Should -Be $marts.orders, 'Orders', 1, 'Owox.StreamIncomplete'
        "$($state[0].Since)" | Should -Be $today
        Get-Name (Join-Path $root $today) | Should -Be "Ad Spend_$($marts.adSpend).ndjson.gz", "Customers_$($marts.customers).ndjson.gz"

        Clear-Sandbox
        Add-Fault "GET *$($marts.orders).ndjson" status @{ status = 500; times = 0 }
        $again = Invoke-Backup 'Ad Spend', 'Customers', 'Orders' '-ThrottleLimit 1'
        $again.Code | Should -Be 1 -Because $again.Output
        @(Read-State)[0].Tries | Should -Be 2
        (Get-SandboxRequest '*.ndjson')[0].path | Should -BeLike "*$($marts.orders).ndjson"

        Clear-Sandbox
        $healed = Invoke-Backup 'Ad Spend', 'Customers', 'Orders' '-ThrottleLimit 1'
        $healed.Code | Should -Be 0 -Because $healed.Output
        $healed.Output | Should -BeLike "*'Orders' failed 2 times since $today with Owox.ServerError: retried first.*"
        $healed.Output | Should -BeLike '*3 of 3 data marts are backed up. 1 of them failed in earlier runs.*'
        (Get-SandboxRequest '*.ndjson')[0].path | Should -BeLike "*$($marts.orders).ndjson"
        Read-State | Should -BeNullOrEmpty
    }

    It 'reports a failed data mart that is no longer published' {
        Set-Content (Join-Path $root failed.json) '[{"Id":"00000000-0000-4000-8000-000000000000","Title":"Gone","Since":"2026-01-31","Tries":3,"ErrorId":"Owox.StorageFailed"}]'
        $run = Invoke-Backup 'Customers'
        $run.Code | Should -Be 0 -Because $run.Output
        $run.Output | Should -BeLike "*'Gone' failed 3 times since 2026-01-31 with Owox.StorageFailed: no longer published.*"
        Read-State | Should -BeNullOrEmpty
    }

    It 'removes old backups, except those of data marts that it did not back up' {
        $root = (New-Item -ItemType Directory (Join-Path $top 'shop [prod]')).FullName
        foreach ($days in 29, 31, 40) {
            $day = New-Item -ItemType Directory (Join-Path $root ([datetime]::UtcNow.AddDays(-$days).ToString('yyyy-MM-dd')))
            foreach ($title in @('Denied', 'Customers') + $(if ($days -eq 31) { 'Orders' })) {
                Set-Content -LiteralPath (Join-Path $day "${title}_$($marts.$title).ndjson.gz") old
            }
        }
        $null = New-Item -ItemType Directory (Join-Path $root 'notes')
        $alone = New-Item -ItemType Directory (Join-Path $root ([datetime]::UtcNow.AddDays(-50).ToString('yyyy-MM-dd')))
        Set-Content -LiteralPath (Join-Path $alone "Customers_$($marts.customers).ndjson.gz") old
        $run = Invoke-Backup 'Customers', 'Denied'
        $run.Code | Should -Be 1 -Because $run.Output
        $kept = 40, 31, 29 | ForEach-Object { [datetime]::UtcNow.AddDays(-$_).ToString('yyyy-MM-dd') }
        Get-Name $root | Should -Be (@('.lock', 'failed.json', 'notes', $today) + $kept | Sort-Object)
        Get-Name (Join-Path $root $kept[0]) | Should -Be "Denied_$($marts.denied).ndjson.gz"
        Get-Name (Join-Path $root $kept[1]) | Should -Be "Denied_$($marts.denied).ndjson.gz", "Orders_$($marts.orders).ndjson.gz"
        Get-Name (Join-Path $root $kept[2]) | Should -Be "Customers_$($marts.customers).ndjson.gz", "Denied_$($marts.denied).ndjson.gz"
        $run.Output | Should -BeLike "*The backup of $($alone.Name) is older than 30 days and was removed.*"
    }

    It 'fails and deletes nothing when nothing is backed up: <what>' -ForEach @(
        @{ what = 'several titles in one string'; title = 'Ord*,Cust*' }
        @{ what = 'a pattern without matches'; title = 'Nothing*' }
        @{ what = 'the title of a draft'; title = 'Returns*' }
        @{ what = 'several patterns'; title = 'Nothing*', 'Nobody?' }
    ) {
        $day = New-Item -ItemType Directory (Join-Path $root ([datetime]::UtcNow.AddDays(-40).ToString('yyyy-MM-dd')))
        $only = Join-Path $day "Orders_$($marts.orders).ndjson.gz"
        Set-Content -LiteralPath $only 'the only good copy'
        $state = '[{"Id":"1","Title":"T","Since":"2026-01-31","Tries":1,"ErrorId":"Owox.StorageFailed"}]'
        Set-Content (Join-Path $root failed.json) $state
        $run = Invoke-Backup $title
        $run.Code | Should -Be 1 -Because $run.Output
        $run.Output | Should -BeLike '*FAILED: NothingToBackUp: *'
        $only | Should -Exist
        (Get-Content (Join-Path $root failed.json) -Raw).Trim() | Should -BeExactly $state
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        if ("$title" -like '*,*') {
            $run.Output | Should -BeLike '*use -Command instead of -File*'
        }
    }

    It 'fails after backing up the rest when one of several titles matches nothing' {
        $run = Invoke-Backup 'Nothing*', 'Customers'
        $run.Code | Should -Be 1 -Because $run.Output
        $run.Output | Should -BeLike "*FAILED 'Nothing``*': no published data mart has this title.*1 of 1 data marts are backed up*"
        Get-Name (Join-Path $root $today) | Should -Be "Customers_$($marts.customers).ndjson.gz"
    }

    It 'ends with exit code <code>, and keeps the list of failures: <what>' -ForEach @(
        @{ code = 2; what = 'no key'; environment = @{ OWOX_API_KEY = '' }; says = 'Owox.ApiKeyNotFound' }
        @{ code = 2; what = 'a revoked key'; key = 'revokedApiKey'; says = 'Owox.Unauthorized' }
        @{ code = 2; what = 'an unknown vault'; more = "-SecretName x -Vault NoSuchVault"; says = 'Owox.Vault' }
        @{ code = 1; what = 'an unknown title'; title = 'No such'; says = 'Owox.NotFound' }
        @{ code = 1; what = 'a damaged state file'; state = 'not JSON'; says = 'JSON' }
    ) {
        $environment ??= @{ OWOX_API_KEY = $(if ($key) { $Sandbox.$key } else { $Sandbox.apiKey }) }
        $state ??= '[{"Id":"1","Title":"T","Since":"2026-01-31","Tries":1,"ErrorId":"Owox.StorageFailed"}]'
        Set-Content (Join-Path $root failed.json) $state
        $run = Invoke-Backup $(if ($title) { $title } else { 'Customers' }) $more $environment
        $run.Code | Should -Be $code -Because $run.Output
        $run.Output | Should -BeLike "*FAILED: *$says*"
        (Get-Content (Join-Path $root failed.json) -Raw).Trim() | Should -BeExactly $state
        Assert-NoSecret $run.Output
    }

    It 'fails while another run is active' {
        $lock = [System.IO.File]::Open((Join-Path $root '.lock'), 'OpenOrCreate', 'ReadWrite', 'None')
        try {
            $run = Invoke-Backup 'Customers'
        }
        finally {
            $lock.Dispose()
        }
        $run.Code | Should -Be 1
        $run.Output | Should -BeLike '*FAILED: *.lock*'
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }
}
