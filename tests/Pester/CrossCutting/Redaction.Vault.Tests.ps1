# A vault whose error contains the value that it received: no stream and no part of the error contains the active key.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Start-OwoxTest
    Register-FaultyVault Faulty -Default
    $null = Connect-Member
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A vault whose error contains the stored value' -Skip:$noVault {
    BeforeEach {
        Clear-Sandbox
        Clear-VaultFault
    }

    It 'does not expose the key: <form>, <stream>' -ForEach @(
        @{ form = 'raw'; text = '"Refused: $($args[0])"'; stream = '' }
        @{ form = 'raw'; text = '"Refused: $($args[0])"'; stream = 'Error' }
        @{ form = 'an object'; text = '"Cannot bind parameter ''Secret'' to @{apiKey=$($args[0]); name=x}"'; stream = '' }
        @{ form = 'base64'; text = '"Refused: " + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("v:$($args[0])"))'; stream = '' }
        @{ form = 'base64 of UTF-16'; text = '"Refused: " + [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($args[0]))'; stream = '' }
        @{ form = 'JSON'; text = '"Refused: {""secret"":""$($args[0].Replace(''_'', ''\u005f''))""}"'; stream = '' }
        @{ form = 'URL-encoded'; text = '"Refused: " + $args[0].Replace("_", "%5F").Replace("e", "%65")'; stream = '' }
        @{ form = 'the secret alone'; text = '$c = $args[0].Substring(9).Replace("-", "+").Replace("_", "/"); "Refused: " + ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($c.PadRight([Math]::Ceiling($c.Length / 4) * 4, "="))) | ConvertFrom-Json).apiKeySecret'; stream = '' }
    ) {
        Add-VaultFault Set-Secret echo -With @{ text = $text; stream = $stream }
        $name = "echo $form $stream"
        $streams = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { New-OwoxApiKey $name -SecretName echoed -Vault Faulty -Force -Verbose -Debug *>&1 | ForEach-Object { $streams.Add($_) } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.VaultFailed,*'
        $failure.Exception.Message | Should -BeLike '*[*][*][*]*'
        Get-ServerKey $name | Should -BeNullOrEmpty

        # Each character of a key can be escaped, so escapes are decoded before the search.
        $all = ($streams + $failure.Exception.ToString() + ($failure | Format-List * -Force | Out-String -Width 9000) + ($failure | Get-Error | Out-String -Width 9000)) -join "`n"
        $plain = [uri]::UnescapeDataString($all).Replace('\u005f', '_') -replace '\s'
        $plain | Should -Not -Match 'owox_key_[A-Za-z0-9_-]{8}|b3dveF9rZXlf|bwB3AG8AeA'
        $plain | Should -Not -Match 'Refused:[A-Za-z0-9_-]{16}'
    }
}
