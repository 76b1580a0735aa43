# examples/scheduled-task: exit codes, log and files, when a scheduler starts the script.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Examples.psm1')
    Start-OwoxTest -NoImport
    Clear-Sandbox
    $marts = $Sandbox.dataMarts
    $script = Join-Path $Examples 'scheduled-task/Export-Nightly.ps1'

    # Runs the script with these parameters as a scheduler does, with -File or -Command. One case of each exit code uses a new process.
    function Invoke-Task([string] $How, [string[]] $Parameter, [hashtable] $Environment = @{ OWOX_API_KEY = $Sandbox.apiKey }, [switch] $NewProcess) {
        if ($How -eq 'File') {
            return Invoke-Engine (@('-File', $script) + $Parameter) $Environment -NewProcess:$NewProcess
        }

        $quoted = $Parameter | ForEach-Object { if ($_ -like '-*') { $_ } else { "'$_'" } }
        Invoke-Engine @('-Command', "& '$script' $quoted; exit `$LASTEXITCODE") $Environment -NewProcess:$NewProcess
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Export-Nightly.ps1, started with -<how>' -Skip:$noVault -ForEach @(@{ how = 'File' }, @{ how = 'Command' }) {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder rows.csv
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item $folder -Recurse -Force
    }

    It 'ends with exit code 0 after a complete export' {
        $run = Invoke-Task $how '-DataMartId', $marts.orders, '-Path', $path -NewProcess
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0 -Because $run.Output
        Import-Csv $path | Should -HaveCount 5000
        $log = Get-Content (Join-Path $folder Export-Nightly.log)
        $log | Should -HaveCount 2
        $log[0] | Should -Match "^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO Export of data mart $($marts.orders) to .* started\.$"
        $log[1] | Should -Match " INFO Done: 5000 rows, \d+ bytes in .*, run $((Get-SandboxRequest '*.ndjson').runId), SHA-256 $((Get-FileHash $path).Hash)\.$"
        Get-Name $folder | Should -Be Export-Nightly.log, rows.csv
    }

    It 'ends with exit code <code>: <what>' -ForEach @(
        @{ code = 1; what = 'an error of the warehouse'; mart = 'denied'; says = 'Owox.StorageFailed' }
        @{ code = 1; what = 'an unknown data mart'; newProcess = $true; mart = 'none'; says = 'Owox.NotFound' }
        @{ code = 1; what = 'an error of the server'; fault = 'status', @{ status = 500 }; says = 'Owox.ServerError' }
        @{ code = 1; what = 'an unknown format'; path = 'rows.xyz'; says = 'Owox.PathInvalid' }
        @{ code = 2; what = 'no key'; environment = @{}; says = 'Owox.ApiKeyNotFound' }
        @{ code = 2; what = 'a revoked key'; newProcess = $true; key = 'revokedApiKey'; says = 'Owox.Unauthorized' }
        @{ code = 2; what = 'a malformed key'; environment = @{ OWOX_API_KEY = 'owox_key_nonsense' }; says = 'Owox.ApiKeyMalformed' }
        @{ code = 2; what = 'status 401 for the rows'; fault = 'status', @{ status = 401; times = 0 }; says = 'Owox.Unauthorized' }
        @{ code = 3; what = 'an incomplete stream'; fault = 'cut-chunked', @{ afterRows = 1000 }; says = 'Owox.StreamIncomplete' }
        @{ code = 3; what = 'another row count'; newProcess = $true; fault = 'run-record', @{ status = 'SUCCESS'; rowCount = 7 }; says = 'Owox.StreamIncomplete' }
        @{ code = 3; what = 'a malformed line'; fault = 'malformed-line', @{ atRow = 5 }; says = 'Owox.StreamMalformed' }
    ) {
        $environment ??= @{ OWOX_API_KEY = $(if ($key) { $Sandbox.$key } else { $Sandbox.apiKey }) }
        $target = if ($_.path) { Join-Path $folder $_.path } else { Join-Path $folder rows.csv }
        New-ExistingFile $target
        $id = if ($mart -eq 'none') { '00000000-0000-4000-8000-000000000000' } elseif ($mart) { $marts.$mart } else { $marts.orders }
        if ($fault) {
            Add-Fault 'GET *.ndjson' $fault[0] $fault[1]
        }

        $run = Invoke-Task $how @('-DataMartId', $id, '-Path', $target) $environment -NewProcess:$newProcess
        $run.Code | Should -Be $code -Because "$($run.Output) $($run.Errors)"
        $log = Get-Content (Join-Path $folder Export-Nightly.log)
        $log | Should -HaveCount 2
        $log[1] | Should -BeLike "* ERROR Exit code ${code}: $says,*: *"
        "$log$($run.Output)$($run.Errors)" | Should -Not -BeLike "*$((Get-KeyPart $Sandbox.apiKey).apiKeySecret)*"
        Assert-ExistingFile $target
        Get-Name $folder | Should -Be (@('Export-Nightly.log', [System.IO.Path]::GetFileName($target)) | Sort-Object)
    }

    It 'ends with exit code 2 when the secret or the vault does not exist' {
        $run = Invoke-Task $how '-DataMartId', $marts.orders, '-Path', $path, '-SecretName', 'nope', '-Vault', 'NoSuchVault'
        $run.Code | Should -Be 2 -Because $run.Output
        $run.Output | Should -Match 'Owox\.(Vault|Secret)\w+'
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'keeps the specified number of logs' {
        $log = Join-Path $folder 'logs/task.log'
        foreach ($iteration in 1..4) {
            $run = Invoke-Task $how '-DataMartId', $marts.empty, '-Path', $path, '-LogPath', $log, '-LogSize', '10', '-KeepLogs', '2'
            $run.Code | Should -Be 0 -Because $run.Output
            Add-Content $log "turn $iteration"
        }

        Get-Name (Split-Path $log) | Should -Be task.log, task.log.1, task.log.2
        (Get-Content $log)[-1], (Get-Content "$log.1")[-1], (Get-Content "$log.2")[-1] | Should -Be 'turn 4', 'turn 3', 'turn 2'
    }

    It 'exports new rows with -Watermark, and reports when there cannot be any' {
        $arguments = '-DataMartId', $marts.orders, '-Path', (Join-Path $folder 'orders.csv'), '-Watermark', 'date'
        (Invoke-Task $how $arguments).Code | Should -Be 0
        $again = Invoke-Task $how $arguments
        $again.Code | Should -Be 0
        $again.Output | Should -BeLike '*no new rows are available since the last run*'
        Get-Name $folder | Should -Be Export-Nightly.log, orders.csv.owox-state.json, orders.first.csv
    }

    It 'logs that the server could not verify the rows' {
        Add-Fault 'GET *.ndjson' run-record @{ missing = $true }
        (Invoke-Task $how '-DataMartId', $marts.customers, '-Path', $path).Code | Should -Be 3
        Get-Content (Join-Path $folder Export-Nightly.log) | Should -HaveCount 2
        @(Get-Content (Join-Path $folder Export-Nightly.log))[1] | Should -BeLike '* ERROR *Owox.FileNotVerified*did not confirm the number of rows*.owox-unverified*'
    }
}

Describe 'Export-Nightly.ps1' -Skip:$noVault {
    It 'ends with exit code 2 when the vault is locked' {
        $locked = New-Folder
        try {
            $environment = @{ HOME = $locked; XDG_DATA_HOME = ''; OWOX_API_KEY = '' }
            $made = Invoke-FreshShell -Bare -Environment $environment @"
`$password = [System.Net.NetworkCredential]::new('', 'correct horse').SecurePassword
Reset-SecretStore -Authentication Password -Password `$password -Interaction None -PasswordTimeout 900 -Force
Register-SecretVault -Name Closed -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
Unlock-SecretStore -Password `$password
Set-Secret -Name key -Vault Closed -Secret '$($Sandbox.apiKey)'
'made'
"@
            $made.Output | Should -BeLike '*made*' -Because $made.Errors
            $run = Invoke-Task File @('-DataMartId', $marts.orders, '-Path', (Join-Path $locked rows.csv), '-SecretName', 'key', '-Vault', 'Closed') $environment
            $run.Code | Should -Be 2 -Because $run.Output
            $run.Output | Should -BeLike '*Owox.VaultLocked*'
        }
        finally {
            Remove-Item $locked -Recurse -Force
        }
    }
}
