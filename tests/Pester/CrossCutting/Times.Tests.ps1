# A time that a user types is the same instant in every time zone and culture. For DATE columns the day is used unchanged.

BeforeDiscovery {
    $places = @(
        @{ zone = 'UTC'; culture = 'en-US' }, @{ zone = 'America/New_York'; culture = 'en-US' }, @{ zone = 'America/New_York'; culture = 'de-DE' }
        @{ zone = 'Asia/Kathmandu'; culture = 'th-TH' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport
    $marts = $Sandbox.dataMarts

    # Times as users type them, and their local clock time. Without an offset, the time zone of the session applies.
    $typed = @(
        @{ text = "'2026-01-01'"; clock = '2026-01-01T00:00' }
        @{ text = "[datetime]'2026-01-01'"; clock = '2026-01-01T00:00' }
        @{ text = "'2026-07-01 09:30'"; clock = '2026-07-01T09:30' }
        @{ text = "'2026-01-01T12:30:15'"; clock = '2026-01-01T12:30:15' }
        @{ text = "[datetime]::new(2026, 1, 1, 12, 30, 15, [System.DateTimeKind]::Local)"; clock = '2026-01-01T12:30:15' }
        @{ text = "'2026-01-01T00:00:00Z'"; clock = '2026-01-01T00:00'; offset = 0 }
        @{ text = "'2026-01-01 23:30:00Z'"; clock = '2026-01-01T23:30'; offset = 0 }
        @{ text = "[datetime]::new(2026, 1, 1, 12, 30, 15, [System.DateTimeKind]::Utc)"; clock = '2026-01-01T12:30:15'; offset = 0 }
        @{ text = "[datetimeoffset]'2026-01-01T00:30:00+02:00'"; clock = '2026-01-01T00:30'; offset = 2 }
        @{ text = "'2026-01-01T00:30:00+02:00'"; clock = '2026-01-01T00:30'; offset = 2 }
        @{ text = "([datetimeoffset]'2026-01-01T00:30:00+02:00').ToString('o')"; clock = '2026-01-01T00:30'; offset = 2 }
    )

    # Returns the instant of a clock time in a zone.
    function Get-Instant([hashtable] $Of, [string] $Zone) {
        $clock = [datetime]::ParseExact($Of.clock, [string[]]('yyyy-MM-ddTHH:mm', 'yyyy-MM-ddTHH:mm:ss'), [cultureinfo]::InvariantCulture, 'None')
        $offset = if ($Of.ContainsKey('offset')) { [timespan]::FromHours($Of.offset) } else { [timezoneinfo]::FindSystemTimeZoneById($Zone).GetUtcOffset($clock) }
        [datetimeoffset]::new($clock, $offset)
    }

    # Runs a script in a new, connected runspace with that zone and culture, and returns its lines.
    function Invoke-InTimeZone([string] $Zone, [string] $Culture, [string] $Script) {
        $begin = '
            $sandbox = $env:OWOX_TEST_SANDBOX | ConvertFrom-Json
            $null = Connect-OwoxDataMarts
            [timezoneinfo]::Local.GetUtcOffset([datetime]::new(2026, 1, 1)).TotalMinutes
            [cultureinfo]::CurrentCulture.Name
            '
        $run = Invoke-InRunspace ($begin + $Script) @{ OWOX_API_KEY = $Sandbox.apiKey } $Zone $Culture
        $run.Errors | Should -BeNullOrEmpty
        $offset, $name, $lines = $run.Output.Trim() -split '\r?\n'

        # Verifies that the zone and the culture were in effect.
        $offset | Should -Be @{ 'UTC' = 0; 'America/New_York' = -300; 'Asia/Kathmandu' = 345 }[$Zone]
        $name | Should -Be $Culture
        $lines
    }

    # Connects this session.
    function Connect-Shell {
        Import-Owox
        Connect-Sandbox
    }

    # Returns the values of the filters that were sent, the oldest first.
    function Get-SentFilterValue {
        foreach ($request in Get-SandboxRequest '*.ndjson') {
            $request.query -match '[?&]filter=([^&]+)' | Should -BeTrue
            $code = [uri]::UnescapeDataString($Matches[1]).Replace('-', '+').Replace('_', '/')
            $rules = [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($code.PadRight([Math]::Ceiling($code.Length / 4) * 4, '=')))
            [regex]::Match($rules, '"value":"(.*?)"').Groups[1].Value
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A time in <zone> with <culture>' -Skip:$IsWindows -ForEach $places {
    BeforeAll {
        # One session sends all requests. The tests below check the requests and its output.
        Clear-Sandbox
        $null = Connect-Shell
        $run = Get-OwoxRun $marts.recordedOrders -Type DATA_QUALITY -First 1
        $at = [timezoneinfo]::ConvertTime($run.CreatedAt, [timezoneinfo]::FindSystemTimeZoneById($zone)).ToString('yyyy-MM-ddTHH:mm:ss.fff', [cultureinfo]::InvariantCulture)
        $utc = $run.CreatedAt.UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture)
        $began = [datetimeoffset]::UtcNow
        $script = foreach ($column in 'created_ts', 'date') {
            foreach ($text in $typed.text + '(Get-Date).AddDays(-1)') {
                "`$null = Export-OwoxDataMart Orders -Limit 1 -DateColumn $column -Since ($text)"
            }
        }
        $script += @"
            foreach (`$at in '$at', '$utc', [datetimeoffset]'$utc', [datetime]'$utc', ([datetime]'$utc').ToUniversalTime()) {
                `$since = @(Get-OwoxRun '$($marts.recordedOrders)' -Since `$at)[-1].Id
                `$until = (Get-OwoxRun '$($marts.recordedOrders)' -Until `$at -First 1).CreatedAt -lt [datetimeoffset]'$utc'
                "`$since `$until"
            }

            `$password = [System.Net.NetworkCredential]::new('', `$sandbox.memberPassword).SecurePassword
            `$null = Connect-OwoxDataMarts -Origin `$sandbox.origin -Credential ([pscredential]::new(`$sandbox.memberEmail, `$password))
            foreach (`$end in '2031-01-31', '2031-01-31T00:00:00Z', [datetime]'2031-01-31') { (New-OwoxApiKey k -Force -ExpiresAt `$end).ExpiresAt.UtcTicks }
            @(Get-OwoxApiKey k -NotUsedSince '2031-01-01').Count -ge 3
"@
        $lines = Invoke-InTimeZone $zone $culture ($script -join "`n")
        $moments, $days = @(Get-SentFilterValue)[0..$typed.Count], @(Get-SentFilterValue)[($typed.Count + 1)..99]
    }

    It 'is sent as an instant for a TIMESTAMP column' {
        $moments | Should -HaveCount ($typed.Count + 1)
        $moments[0..($typed.Count - 1)] | Should -Be @($typed | ForEach-Object { (Get-Instant $_ $zone).UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture) })
    }

    It 'is sent as a day for a DATE column, as it was written' {
        $days | Should -HaveCount ($typed.Count + 1)
        $days[0..($typed.Count - 1)] | Should -Be @($typed | ForEach-Object { $_.clock.Substring(0, 10) })
    }

    It 'is 24 hours ago for (Get-Date).AddDays(-1), and its day for a DATE column' {
        $sent = [datetimeoffset]::ParseExact($moments[-1], 'yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture, 'AssumeUniversal')

        # Allows one hour for a clock change.
        ($sent - $began.AddDays(-1)).Duration().TotalMinutes | Should -BeLessThan 70
        $timeZone = [timezoneinfo]::FindSystemTimeZoneById($zone)
        $days[-1] | Should -BeIn @($began, [datetimeoffset]::UtcNow | ForEach-Object { [timezoneinfo]::ConvertTime($_, $timeZone).AddDays(-1).ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) })
    }

    It 'selects runs by the instant' {
        $lines[0..4] | Sort-Object -Unique | Should -Be "$($run.Id) True"
    }

    It 'is the instant at which a key expires' {
        $local, $zulu = @{ clock = '2031-01-31T00:00' }, @{ clock = '2031-01-31T00:00'; offset = 0 } | ForEach-Object { (Get-Instant $_ $zone).UtcTicks }
        $lines[5..8] | Should -Be "$local", "$zulu", "$local", 'True'
    }
}

Describe 'Times' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterEach {
        Clear-Sandbox
    }

    It 'in the format of a culture are rejected, also in that culture: <culture>' -ForEach @(
        @{ culture = 'de-DE'; text = '31.01.2026' }, @{ culture = 'en-US'; text = '1/31/2026' }, @{ culture = 'en-GB'; text = '31/01/2026' }
    ) {
        $lines = "$(Invoke-InTimeZone UTC $culture "try { `$null = Export-OwoxDataMart Orders -Limit 1 -DateColumn date -Since $text } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message }")"
        $lines | Should -BeLike "ParameterArgumentTransformationError,*'$text' is not a time in ISO 8601 format*'2026-01-31'*"
        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
    }

    It 'for columns without a zone are sent in UTC, without the letter Z: <type>' -Skip:$IsWindows -ForEach @(@{ type = 'DATETIME' }, @{ type = 'TIMESTAMP_NTZ(9)' }, @{ type = 'timestamp without time zone' }) {
        Add-Fault "GET /api/data-marts/$($marts.orders)/blendable-schema" status @{ status = 200; body = "{`"nativeFields`":[{`"name`":`"created_ts`",`"type`":`"$type`"}]}" }
        $null = Invoke-InTimeZone America/New_York en-US "`$null = Export-OwoxDataMart '$($marts.orders)' -Limit 1 -DateColumn created_ts -Since 2026-01-01"
        Get-SentFilterValue | Should -Be '2026-01-01T05:00:00.000'
    }

    It 'for joined columns depend on the type of the column' -Skip:$IsWindows {
        Add-Fault "GET /api/data-marts/$($marts.orders)/blendable-schema" status @{ status = 200; body = '{"nativeFields":[{"name":"date","type":"DATE"}],"blendedFields":[{"name":"created_ts","type":"TIMESTAMP"}]}' }
        $null = Invoke-InTimeZone America/New_York en-US "`$null = Export-OwoxDataMart '$($marts.orders)' -Limit 1 -DateColumn created_ts -Since 2026-01-01"
        Get-SentFilterValue | Should -Be '2026-01-01T05:00:00.000Z'
    }

    It 'are sent as days and in UTC when the server returns no types' -Skip:$IsWindows {
        Add-Fault "GET /api/data-marts/$($marts.orders)/blendable-schema" status @{ status = 404; times = 0; body = @{ statusCode = 404; message = 'Cannot GET' } }
        $null = Invoke-InTimeZone America/New_York en-US "'2026-01-01', '2026-01-01T08:00' | ForEach-Object { `$null = Export-OwoxDataMart '$($marts.orders)' -Limit 1 -DateColumn created_ts -Since `$_ }"
        Get-SentFilterValue | Should -Be '2026-01-01', '2026-01-01T13:00:00.000Z'
    }

    It 'that are invalid are rejected: <cmdlet>' -ForEach @(
        @{ cmdlet = 'Get-OwoxRun'; run = { Get-OwoxRun -Since soon } }
        @{ cmdlet = 'Export-OwoxDataMart'; run = { Export-OwoxDataMart x -DateColumn date -Until 2026-02-30 } }
        @{ cmdlet = 'Get-OwoxApiKey'; run = { Get-OwoxApiKey -NotUsedSince 2026-13-01 } }
    ) {
        $null = Connect-Shell
        (Get-Failure $run).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
    }

    It 'have the same type and conversion in all cmdlets' {
        $null = Connect-Shell
        $times = foreach ($command in Get-Command -Module Owox) {
            $command.Parameters.Values | Where-Object { $_.ParameterType -in [datetime], [Nullable[datetime]], [datetimeoffset], [Nullable[datetimeoffset]] } |
                ForEach-Object { [pscustomobject]@{ Name = "$($command.Name) -$($_.Name)"; Type = $_.ParameterType; Reads = @($_.Attributes | ForEach-Object { $_.GetType().Name }) } }
        }

        $times.Name | Sort-Object | Should -Be 'Export-OwoxDataMart -Since', 'Export-OwoxDataMart -Until', 'Get-OwoxApiKey -NotUsedSince', 'Get-OwoxAuditEvent -Since', 'Get-OwoxAuditEvent -Until', 'Get-OwoxRun -Since', 'Get-OwoxRun -Until', 'Invoke-OwoxApiKeyRotation -ExpiresAt', 'New-OwoxApiKey -ExpiresAt'
        $times.Type | Sort-Object -Unique | Should -Be ([Nullable[datetimeoffset]])
        $times.Where({ $_.Reads -notcontains 'DateTimeOffsetTransformationAttribute' }).Name | Should -BeNullOrEmpty
    }
}
