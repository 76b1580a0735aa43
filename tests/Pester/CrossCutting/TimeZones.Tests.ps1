# Time zones: every parameter for time zones accepts IANA and Windows names, on every system and in both builds.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $unknown = @{ Id = 'Owox.RuleInvalid'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }

    # The ways to specify a date bucket.
    $forms = @{
        cmdlet   = { New-OwoxDateBucket created_ts DAY -TimeZone $args[0] }
        rule     = { [Owox.DateBucketRule]::new('created_ts', 'DAY', $args[0]) }
        table    = { @{ column = 'created_ts'; unit = 'DAY'; timeZone = $args[0] } }
        short    = { @{ created_ts = "DAY $($args[0])" } }
        json     = { ConvertTo-Json @{ column = 'created_ts'; unit = 'DAY'; timeZone = $args[0] } -Compress }
        psobject = { [pscustomobject]@{ column = 'created_ts'; unit = 'DAY'; timeZone = $args[0] } }
    }

    # Returns the time zone of the date bucket in the last query.
    function Get-SentZone {
        $query = @(Get-SandboxRequest '*.ndjson')[-1].query
        $encoded = [regex]::Match($query, '[?&]dateTrunc=([^&]*)').Groups[1].Value.Replace('-', '+').Replace('_', '/')
        $json = [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($encoded.PadRight([Math]::Ceiling($encoded.Length / 4) * 4, '=')))
        ($json | ConvertFrom-Json).timeZone
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A time zone of a date bucket' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is sent as an IANA name: <zone> as a <form>' -ForEach @(
        @{ form = 'cmdlet'; zone = 'Europe/Berlin'; sent = 'Europe/Berlin' }
        @{ form = 'cmdlet'; zone = 'W. Europe Standard Time'; sent = 'Europe/Berlin' }
        @{ form = 'cmdlet'; zone = 'w. europe standard time'; sent = 'Europe/Berlin' }
        @{ form = 'cmdlet'; zone = 'Asia/Calcutta'; sent = 'Asia/Calcutta' }
        @{ form = 'cmdlet'; zone = 'Etc/UTC'; sent = 'Etc/UTC' }
        @{ form = 'cmdlet'; zone = 'UTC'; sent = 'UTC' }
        @{ form = 'rule'; zone = 'Nepal Standard Time'; sent = 'Asia/Kathmandu' }
        @{ form = 'rule'; zone = 'Europe/Kiev'; sent = 'Europe/Kiev' }
        @{ form = 'table'; zone = 'India Standard Time'; sent = 'Asia/Kolkata'; also = 'Asia/Calcutta' }
        @{ form = 'table'; zone = 'america/st_johns'; sent = 'America/St_Johns' }
        @{ form = 'short'; zone = 'FLE Standard Time'; sent = 'Europe/Kyiv'; also = 'Europe/Kiev' }
        @{ form = 'short'; zone = 'Europe/Kyiv'; sent = 'Europe/Kyiv' }
        @{ form = 'json'; zone = 'Newfoundland Standard Time'; sent = 'America/St_Johns' }
        @{ form = 'psobject'; zone = 'Lord Howe Standard Time'; sent = 'Australia/Lord_Howe' }
    ) {
        $bucket = & $forms[$form] $zone
        $rows = @(Export-OwoxDataMart $marts.orders -Column created_ts, revenue -DateBucket $bucket -Aggregation @{ revenue = 'SUM' } -Limit 3)
        $rows.Count | Should -Be 3
        Get-SentZone | Should -BeIn @($sent, $also).Where({ $_ })
    }

    It 'causes an error before the query when it is unknown: <_>' -ForEach 'cmdlet', 'rule', 'table', 'short', 'json', 'psobject' {
        foreach ($zone in 'Mars/Phobos', 'CEST', '+02:00', 'Europe') {
            Assert-Failure { Export-OwoxDataMart $marts.orders -Column created_ts -DateBucket (& $forms[$_] $zone) } @unknown -Says "the time zone '$zone' is unknown", 'IANA', 'Windows'
        }

        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }
}

Describe '-WatermarkTimeZone' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
        $path = Join-Path $folder orders
    }

    AfterEach {
        Remove-Item $folder -Recurse -Force
    }

    It 'accepts IANA and Windows names: <zone>' -ForEach @(
        @{ zone = 'Pacific/Kiritimati'; ahead = 14 }
        @{ zone = 'Line Islands Standard Time'; ahead = 14 }
        @{ zone = 'etc/gmt+12'; ahead = -12 }
        @{ zone = 'Dateline Standard Time'; ahead = -12 }
        @{ zone = 'Asia/Calcutta'; ahead = 5.5 }
        @{ zone = 'Nepal Standard Time'; ahead = 5.75 }
        @{ zone = 'Etc/UTC'; ahead = 0 }
    ) {
        $before = [datetime]::UtcNow.AddHours($ahead).ToString('yyyy-MM-dd')
        $null = Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -WatermarkTimeZone $zone
        $next = (Get-Content "$path.owox-state.json" -Raw | ConvertFrom-Json).next
        # PowerShell 7 reads it as a date.
        if ($next -is [datetime]) { $next = $next.ToString('yyyy-MM-dd') }
        $next | Should -BeIn $before, ([datetime]::UtcNow.AddHours($ahead).ToString('yyyy-MM-dd'))
    }

    It 'rejects an unknown time zone before the query: <_>' -ForEach 'Mars/Phobos', 'CEST', '../../etc/passwd', 'Europe' {
        Assert-Failure { Export-OwoxDataMart $marts.orders -Path $path -Incremental -Watermark date -WatermarkTimeZone $_ } @unknown -Says "the time zone '$_' is unknown", 'IANA', 'Windows'
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
        Get-Name $folder | Should -BeNullOrEmpty
    }
}

Describe 'Time zones without ICU' {
    It 'have IANA and Windows names' {
        $script = @'
$found = ''
"converts: $([System.TimeZoneInfo]::TryConvertIanaIdToWindowsId('Europe/Berlin', [ref] $found))"
foreach ($zone in 'Europe/Berlin', 'W. Europe Standard Time', 'Asia/Calcutta', 'Nepal Standard Time', 'Europe/Kyiv') {
    (New-OwoxDateBucket created_ts DAY -TimeZone $zone).TimeZone
}

$null = Connect-OwoxDataMarts
$path = Join-Path ([System.IO.Path]::GetTempPath()) "owox-zones-$([guid]::NewGuid())"
foreach ($zone in 'Asia/Kathmandu', 'W. Europe Standard Time') {
    (Export-OwoxDataMart Orders -Path "$path/$zone" -Incremental -Watermark date -WatermarkTimeZone $zone).Rows
}

Remove-Item $path -Recurse
(TabExpansion2 "New-OwoxDateBucket x DAY -TimeZone 'W. Eu").CompletionMatches.CompletionText
(TabExpansion2 "New-OwoxDateBucket x DAY -TimeZone Kath").CompletionMatches.CompletionText
'@
        $run = Invoke-FreshShell $script -Environment @{ DOTNET_SYSTEM_GLOBALIZATION_INVARIANT = '1'; OWOX_API_KEY = $Sandbox.apiKey }
        $run.Errors | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n' | Should -Be @(
            'converts: False'
            'Europe/Berlin', 'Europe/Berlin', 'Asia/Calcutta', 'Asia/Kathmandu', 'Europe/Kyiv'
            '5000', '5000'
            "'W. Europe Standard Time'", 'Asia/Kathmandu'
        )
    }
}
