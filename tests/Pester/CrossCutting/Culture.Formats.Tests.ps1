# Parquet files, workbooks and tables that were loaded from readers do not depend on the time zone and the culture of the process. They are
# compared with those of this process (UTC and the invariant culture), whose values are tested in File/Parquet.Tests.ps1,
# File/Xlsx.Tests.ps1 and Export/DataReader.Databases.Tests.ps1. Two programs read each of them.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/Databases.psm1')
    $zones = 'UTC', 'Europe/Kyiv', 'America/New_York', 'Asia/Kathmandu' | ForEach-Object { @{ zone = $_ } }
    $cultures = 'de-DE', 'fa-IR', 'en-US' | ForEach-Object { @{ culture = $_ } }
    $formats = @(
        @{ format = 'parquet'; readers = 'DuckDB and Parquet.Net' }
        @{ format = 'xlsx'; readers = 'the Open XML SDK and MiniExcel' }
        if (-not (Get-SqliteObstacle)) { @{ format = 'Sqlite'; readers = 'sqlite3' } }
        if (-not (Get-PostgreSqlObstacle)) { @{ format = 'PostgreSql'; readers = 'PostgreSQL' } }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Databases.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest @{ rows = 200 }
    $null = Connect-Sandbox
    $database = Start-Database
    $folder = New-Folder
    $marts = 'orders', 'events', 'awkwardValues'
    $dialects = @(if (-not (Get-SqliteObstacle)) { 'Sqlite' }; if ($database.Server) { 'PostgreSql' })

    # Writes all files and tables under a name.
    $export = {
        param($name, $database, $folder, $dialects)
        $ids = ($env:OWOX_TEST_SANDBOX | ConvertFrom-Json).dataMarts
        $connections = @($dialects | ForEach-Object { , (Open-Database $database $_) })
        foreach ($mart in 'orders', 'events', 'awkwardValues') {
            foreach ($format in 'parquet', 'xlsx') {
                $null = Export-OwoxDataMart $ids.$mart -Path (Join-Path $folder "${name}_$mart.$format") -Limit 200 -OnConversionError Keep -WarningAction Ignore
            }

            # The column 'integer' has a number that does not fit into Int64.
            $with = if ($mart -eq 'awkwardValues') { @{ Column = 'id', 'about', 'text', 'numeric', 'float', 'flag', 'nested', 'list', 'json'; OnConversionError = 'Keep' } } else { @{ Limit = 200 } }
            for ($i = 0; $i -lt $connections.Count; $i++) {
                Import-Reader (Export-OwoxDataMart $ids.$mart -AsDataReader @with) $connections[$i] @($dialects)[$i] "${name}_$mart"
            }
        }

        $connections.ForEach({ $_.Dispose() })
    }

    # A digest of what the readers of a format read: one line for each data mart.
    function Get-Digest([string] $Name, [string] $Format) {
        switch ($Format) {
            'Sqlite' { $marts.ForEach({ (& sqlite3 -batch -quote $database.Sqlite "SELECT * FROM `"${Name}_$_`" ORDER BY rowid") -join "`n" }) }
            'PostgreSql' { $marts.ForEach({ (Invoke-PostgreSql $database.Server "SET TIME ZONE 'UTC'; SELECT t::text FROM `"${Name}_$_`" t ORDER BY ctid") -join "`n" }) }
            default { Invoke-FileReader (@('--digest') + $marts.ForEach({ Join-Path $folder "${Name}_$_.$Format" })) }
        }
    }

    # Exports in a process with a zone, once for each culture: state of the first culture would affect the others. Returns the hour of the
    # zone, and the decimal separator and the year of each culture.
    function Invoke-InZone([string] $Zone, [string[]] $Culture) {
        $script = @"
Import-Module '$(Join-Path $PSScriptRoot '../Support/Databases.psm1')'
`$null = Connect-OwoxDataMarts
`$database = '$($database | ConvertTo-Json -Compress -Depth 3)' | ConvertFrom-Json -AsHashtable
foreach (`$name in '$($Culture -join "', '")') {
    `$culture = [cultureinfo]::GetCultureInfo(`$name)
    [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = [cultureinfo]::DefaultThreadCurrentCulture = `$culture
    & { $export } ('$Zone`_' + `$name -replace '\W', '_') `$database '$folder' @('$($dialects -join "', '")' | Where-Object { `$_ })
    "`$([datetime]::new(2026, 7, 1).ToLocalTime().Hour) `$((0.5).ToString()) `$([datetime]::new(2026, 7, 1).ToString('yyyy'))"
}
"@
        $run = Invoke-FreshShell $script @{ TZ = $Zone; OWOX_API_KEY = $Sandbox.apiKey }
        $run.Errors | Should -BeNullOrEmpty
        @($run.Output.Trim() -split '\r?\n')
    }

    & $export golden $database $folder $dialects
    $golden = @{}
    foreach ($format in @('parquet', 'xlsx') + $dialects) {
        $golden[$format] = @(Get-Digest golden $format)
        $golden[$format] | Should -HaveCount 3
    }
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-Database $database
    Stop-OwoxTest
}

Describe 'Typed formats' -Skip:$IsWindows {
    Context 'in <zone>' -ForEach $zones {
        BeforeAll {
            $effects = Invoke-InZone $zone 'de-DE', 'fa-IR', 'en-US'
            $effects | Should -HaveCount 3
        }

        It 'are written in a process with this zone and the cultures' {
            $hour = @{ 'UTC' = 0; 'Europe/Kyiv' = 3; 'America/New_York' = 20; 'Asia/Kathmandu' = 5 }[$zone]
            $half = [cultureinfo]::GetCultureInfo('fa-IR').NumberFormat.NumberDecimalSeparator
            $effects | Should -BeExactly "$hour 0,5 2026", "$hour 0${half}5 1405", "$hour 0.5 2026"
        }

        It 'are the same in <culture>, for <readers>' -ForEach $(foreach ($culture in $cultures) { foreach ($format in $formats) { $culture + $format } }) {
            $found = @(Get-Digest ("${zone}_$culture" -replace '\W', '_') $format)
            $found | Should -HaveCount 3
            for ($i = 0; $i -lt 3; $i++) { $found[$i] | Should -BeExactly $golden[$format][$i] -Because "$($marts[$i]) does not depend on them" }
        }
    }
}
