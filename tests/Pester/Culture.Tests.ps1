# The same rows, whatever the time zone and the culture of the process.

BeforeDiscovery {
    $cases = foreach ($zone in 'UTC', 'Europe/Kyiv', 'America/New_York', 'Asia/Kathmandu') {
        foreach ($culture in 'en-US', 'de-DE', 'uk-UA') {
            @{ zone = $zone; culture = $culture }
        }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Sandbox.psm1')

    # Prints a digest of every value's type and invariant round-trip text, the zone's offset and how the culture writes a half.
    $digest = {
        $culture = [cultureinfo]::GetCultureInfo($env:OWOX_TEST_CULTURE)
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

        Export-OwoxDataMart $sandbox.dataMarts.awkwardValues | ForEach-Object { Add-Value $_ }
        Export-OwoxDataMart $sandbox.dataMarts.events -Limit 1000 | ForEach-Object { Add-Value $_ }
        $mart = Get-OwoxDataMart Orders
        $null = $text.Append($mart.CreatedAt.UtcTicks)

        # What is sent does not depend on them either.
        Export-OwoxDataMart $sandbox.dataMarts.orders -Filter @{ column = 'revenue'; operator = 'gt'; value = 250.5 }, @{ column = 'date'; operator = 'gte'; value = [datetime]'2025-06-01' } | ForEach-Object { Add-Value $_.order_id }
        $hash = [System.Security.Cryptography.SHA256]::Create().ComputeHash([System.Text.Encoding]::UTF8.GetBytes($text.ToString()))
        "$([System.BitConverter]::ToString($hash)) $($text.Length) $([datetime]::new(2026, 7, 1).ToLocalTime().Hour) $((0.5).ToString())"
    }

    function Get-Digest([string] $Zone, [string] $Culture) {
        $run = Invoke-FreshShell "$digest" @{ TZ = $Zone; OWOX_TEST_CULTURE = $Culture; OWOX_API_KEY = $Sandbox.apiKey }
        $run.Errors | Should -BeNullOrEmpty
        $hash, $length, $hour, $half = $run.Output.Trim() -split ' '
        @{ Hash = $hash; Length = [int]$length; Hour = $hour; Half = $half }
    }

    Clear-Sandbox
    $golden = Get-Digest UTC en-US
}

Describe 'Rows' {
    It 'are the same in <zone> and <culture>' -ForEach $cases -Skip:$IsWindows {
        $golden.Length | Should -BeGreaterThan 80000
        $here = Get-Digest $zone $culture

        # The zone and the culture were really there.
        $here.Half | Should -Be $(if ($culture -eq 'en-US') { '0.5' } else { '0,5' })
        $here.Hour | Should -Be @{ 'UTC' = 0; 'Europe/Kyiv' = 3; 'America/New_York' = 20; 'Asia/Kathmandu' = 5 }[$zone]
        $here.Hash | Should -Be $golden.Hash
    }
}
