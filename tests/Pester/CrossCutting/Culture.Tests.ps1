# Rows do not depend on the time zone and the culture of the process.

BeforeDiscovery {
    $zones = 'UTC', 'Europe/Kyiv', 'America/New_York', 'Asia/Kathmandu' | ForEach-Object { @{ zone = $_ } }
    $cultures = 'de-DE', 'uk-UA', 'en-US' | ForEach-Object { @{ culture = $_ } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport

    # Prints a digest of the types and invariant texts of all values, the hour of the zone, and the decimal separator of the culture.
    $digest = {
        param($culture)
        $culture = [cultureinfo]::GetCultureInfo($culture)
        [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = [cultureinfo]::DefaultThreadCurrentCulture = $culture
        $sandbox = $env:OWOX_TEST_SANDBOX | ConvertFrom-Json
        $null = Connect-OwoxDataMarts
        $text = [System.Text.StringBuilder]::new()
        function Add-Value($Value) {
            if ($null -eq $Value) { $null = $text.Append('null;') }
            elseif ($Value -is [double]) { $null = $text.Append('Double ' + $Value.ToString('R', [cultureinfo]::InvariantCulture) + ';') }
            elseif ($Value -is [array]) { $null = $text.Append('['); foreach ($item in $Value) { Add-Value $item }; $null = $text.Append(']') }
            elseif ($Value -is [System.Management.Automation.PSCustomObject]) {
                $null = $text.Append('{')
                foreach ($property in $Value.PSObject.Properties) { $null = $text.Append($property.Name + '='); Add-Value $property.Value }
                $null = $text.Append('}')
            }
            else { $null = $text.Append($Value.GetType().Name + ' ' + [System.Convert]::ToString($Value, [cultureinfo]::InvariantCulture) + ';') }
        }

        Export-OwoxDataMart $sandbox.dataMarts.awkwardValues -WarningAction Ignore | ForEach-Object { Add-Value $_ }
        Export-OwoxDataMart $sandbox.dataMarts.events -Limit 1000 | ForEach-Object { Add-Value $_ }
        $mart = Get-OwoxDataMart Orders
        $null = $text.Append($mart.CreatedAt.UtcTicks)

        # The filter values in requests do not depend on them either.
        Export-OwoxDataMart $sandbox.dataMarts.orders -Filter @{ column = 'revenue'; operator = 'gt'; value = 250.5 }, @{ column = 'date'; operator = 'gte'; value = [datetime]'2025-06-01' } | ForEach-Object { Add-Value $_.order_id }
        $hash = [System.Security.Cryptography.SHA256]::Create().ComputeHash([System.Text.Encoding]::UTF8.GetBytes($text.ToString()))
        "$([System.BitConverter]::ToString($hash)) $($text.Length) $([datetime]::new(2026, 7, 1).ToLocalTime().Hour) $((0.5).ToString())"
    }

    # Runs the digest in that zone, once for each culture: in a new process, or in this one.
    function Get-Digest([string] $Zone, [string[]] $Culture, [switch] $NewProcess) {
        $script = "foreach (`$culture in '$($Culture -join "', '")') { & { $digest } `$culture }"
        $key = @{ OWOX_API_KEY = $Sandbox.apiKey }
        $run = if ($NewProcess) { Invoke-FreshShell $script ($key + @{ TZ = $Zone }) } else { Invoke-InRunspace $script $key $Zone }
        $run.Errors | Should -BeNullOrEmpty
        $lines = @($run.Output.Trim() -split '\r?\n')
        $lines | Should -HaveCount $Culture.Count
        $found = @{}
        for ($i = 0; $i -lt $lines.Count; $i++) {
            $hash, $length, $hour, $half = $lines[$i] -split ' '
            $found[$Culture[$i]] = @{ Hash = $hash; Length = [int]$length; Hour = $hour; Half = $half }
        }

        $found
    }

    Clear-Sandbox
    $golden = (Get-Digest UTC en-US)['en-US']
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Rows' -Skip:$IsWindows {
    Context 'in <zone>' -ForEach $zones {
        BeforeAll {
            # One session for all cultures, so that state of the first culture would affect the others.
            # A zone that the module kept for the life of a process would be the same in all runs of this process, so one is new.
            $found = Get-Digest $zone 'de-DE', 'uk-UA', 'en-US' -NewProcess:($zone -eq 'Asia/Kathmandu')
        }

        It 'are the same in <culture>' -ForEach $cultures {
            $golden.Length | Should -BeGreaterThan 80000
            $here = $found[$culture]

            # Verifies that the zone and the culture were in effect.
            $here.Half | Should -Be $(if ($culture -eq 'en-US') { '0.5' } else { '0,5' })
            $here.Hour | Should -Be @{ 'UTC' = 0; 'Europe/Kyiv' = 3; 'America/New_York' = 20; 'Asia/Kathmandu' = 5 }[$zone]
            $here.Hash | Should -Be $golden.Hash
        }
    }
}
