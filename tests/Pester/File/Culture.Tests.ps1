# Files are the same in each culture of the session.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest -NoImport
    Clear-Sandbox
    $folder = New-Folder
    $hash = @{}
    $excel = @{}
    $script = @'
$null = Connect-OwoxDataMarts
$marts = ($env:OWOX_TEST_SANDBOX | ConvertFrom-Json).dataMarts
foreach ($mart in 'awkward', 'awkwardValues', 'orders') {
    foreach ($ending in 'csv', 'json', 'ndjson', 'csv.gz') {
        [cultureinfo]::CurrentCulture = $env:CULTURE
        $null = Export-OwoxDataMart $marts.$mart -Path (Join-Path $env:OUT "$mart.$ending")
    }

    [cultureinfo]::CurrentCulture = $env:CULTURE
    $null = Export-OwoxDataMart $marts.$mart -Path (Join-Path $env:OUT "$mart.excel.csv") -ExcelFriendly
}
'@
    foreach ($culture in 'en-US', 'de-DE', 'uk-UA', 'fa-IR') {
        $null = New-Item -ItemType Directory (Join-Path $folder $culture)
        $variables = @{ OWOX_API_KEY = $Sandbox.apiKey; OUT = Join-Path $folder $culture; CULTURE = $culture }

        # A culture that the module kept for the life of a process would be the same in all runs of this process, so one is new.
        $run = if ($culture -eq 'de-DE') {
            Invoke-FreshShell "[cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = '$culture'`n$script" $variables
        }
        else {
            Invoke-InRunspace $script $variables -Culture $culture
        }

        $run.Errors | Should -BeNullOrEmpty
    }
}

AfterAll {
    Remove-Item $folder -Recurse -Force
    Stop-OwoxTest
}

Describe 'An export in the culture <culture>' -ForEach @(@{ culture = 'en-US'; separator = ',' }, @{ culture = 'de-DE'; separator = ';' }, @{ culture = 'uk-UA'; separator = ';' }, @{ culture = 'fa-IR'; separator = ';' }) {
    BeforeAll {
        $decimal = [regex]::Escape([cultureinfo]::GetCultureInfo($culture).NumberFormat.NumberDecimalSeparator)
    }

    It 'writes the same bytes as in en-US: <mart>.<ending>' -ForEach @(
        foreach ($mart in 'awkward', 'awkwardValues', 'orders') { foreach ($ending in 'csv', 'json', 'ndjson', 'csv.gz') { @{ mart = $mart; ending = $ending } } }
    ) {
        $path = Join-Path $folder "$culture/$mart.$ending"
        (Get-Item $path).Length | Should -BeGreaterThan 100
        (Get-FileHash $path).Hash | Should -BeExactly (Get-FileHash (Join-Path $folder "en-US/$mart.$ending")).Hash
    }

    It 'uses a byte order mark and the separators of the culture with -ExcelFriendly: <mart>' -ForEach @(@{ mart = 'awkward' }, @{ mart = 'awkwardValues' }, @{ mart = 'orders' }) {
        $bytes = [System.IO.File]::ReadAllBytes((Join-Path $folder "$culture/$mart.excel.csv"))
        $bytes[0..2] | Should -Be 0xEF, 0xBB, 0xBF
        $excel = [System.Text.Encoding]::UTF8.GetString($bytes, 3, $bytes.Count - 3)
        $plain = Get-Text (Join-Path $folder "$culture/$mart.csv")

        # Matches a number with the decimal separator of the culture between two delimiters.
        $excel = $excel -replace "(?m)(?<=^|$separator)`"?(-?\d+)$decimal(\d+(?:[eE][-+]?\d+)?)`"?(?=$separator|\r?$)", '$1.$2'
        $columns = 1..20
        $got = @($excel | ConvertFrom-Csv -Delimiter $separator -Header $columns)
        $expected = @($plain | ConvertFrom-Csv -Header $columns)
        $got | Should -HaveCount $expected.Count
        ($got | ConvertTo-Json -Depth 3) | Should -BeExactly ($expected | ConvertTo-Json -Depth 3)
        $excel.Split("`n")[0] | Should -BeLike "*$separator*"
    }
}
