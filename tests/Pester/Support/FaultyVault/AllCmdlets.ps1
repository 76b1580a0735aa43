# Runs every cmdlet, its success and its errors, under a transcript with all streams, and saves all
# output in every form that a user could print or save. The secrets that it must not contain are saved in KNOWN.
# Environment variables: DUMP and KNOWN (folder, file), PLANTED (deliberate leaks).

Import-Module (Join-Path $PSScriptRoot 'VaultTools.psm1')
Import-Module $env:OWOX_TEST_MODULE
$ProgressPreference = 'SilentlyContinue'
$hidden = [System.Reflection.BindingFlags]'Instance, NonPublic'
$script:step = 0

function Add-KnownSecret([string[]] $Text) {
    $Text | Where-Object { $_ } | ForEach-Object {
        $_
        if ($_ -like 'owox_key_*' -and $_ -notlike '*!*') {
            (Get-KeyPart $_).apiKeySecret
        }
    } | Add-Content -LiteralPath $env:KNOWN
}

# Saves the tokens and cookies of a connection. They are not public, so they are read by reflection.
function Add-KnownToken($Connection) {
    $session = $Connection.GetType().GetProperty('Session', $hidden).GetValue($Connection)
    $lease = $session.GetType().GetField('_lease', $hidden).GetValue($session)
    $token = $lease.Tokens.GetType().GetField('_token', $hidden).GetValue($lease.Tokens)
    $issuer = $session.GetType().GetField('_signedIn', $hidden).GetValue($session)
    Add-KnownSecret $token.Value, $issuer.Cookie.Value
}

function Add-StoredSecret {
    foreach ($file in Get-ChildItem (Join-Path (Get-VaultFolder) 'store')) {
        $stored = (Get-Content -LiteralPath $file.FullName -Raw | ConvertFrom-Json).secret
        if ($stored.value -is [string]) {
            Add-KnownSecret $stored.value
        }
    }
}

# Runs one step with all streams, and saves all of its output. -Hide does not show the output, which is a key by design.
function Invoke-Step([string] $Name, [scriptblock] $Block, [switch] $Hide) {
    $script:step++
    $file = Join-Path $env:DUMP ('{0:00}-{1}' -f $script:step, ($Name -replace '\W+', '-'))
    $global:Error.Clear()
    $out = $null
    $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
    "== $Name" | Out-Default
    try {
        if ($Hide) {
            $out = & $Block
        }
        else {
            & $Block | Tee-Object -Variable out | Out-Default
        }
    }
    catch {
        $_ | Out-Default
    }

    $VerbosePreference = $DebugPreference = $InformationPreference = 'SilentlyContinue'
    $outcome = if ($global:Error) { 'failed' } else { 'worked' }
    [regex]::Matches("$Block", '\w+-Owox\w+').ForEach({ "$_ $outcome" }) | Add-Content (Join-Path $env:DUMP 'cmdlets.txt')
    $global:Error | Format-List * -Force | Out-String -Width 500 | Set-Content "$file.error.txt"
    $global:Error | ForEach-Object { Get-Error -InputObject $_ } | Out-String -Width 500 | Set-Content "$file.get-error.txt"
    $global:Error | ForEach-Object { $_.Exception | Format-List * -Force; $_.Exception.ToString(); $_.InvocationInfo | Format-List * -Force; $_.InvocationInfo.BoundParameters } |
        Out-String -Width 500 | Set-Content "$file.exception.txt"
    @($global:Error) | Export-Clixml "$file.error.clixml"
    "$($global:Error[0].FullyQualifiedErrorId)" | Add-Content (Join-Path $env:DUMP 'ids.txt')
    if ($Hide) {
        @($out).ForEach{ Add-KnownSecret $_.Value }
        return
    }

    foreach ($item in $out) {
        if ($item -is [Owox.PowerShell.OwoxConnection]) {
            Add-KnownToken $item
        }

        foreach ($secret in @($item.Value, $item.SecretKey, $item.Destination.SecretKey).Where({ $_ -is [securestring] })) {
            Add-KnownSecret (ConvertFrom-Secret $secret)
        }
    }

    $out | Export-Clixml "$file.clixml"
    $out | ConvertTo-Json -Depth 10 -WarningAction SilentlyContinue | Set-Content "$file.json"
    $out | Format-List * -Force | Out-String -Width 500 | Set-Content "$file.list.txt"
    if ($out) {
        $out | Export-Csv "$file.csv"
    }
}

Register-FaultyVault Faulty -Default
Clear-ServerKey
$member = Get-MemberCredential
$key = ConvertTo-Secret $Sandbox.apiKey
$origin = $Sandbox.origin
$wrong = 'wrong-password-5f1c'
$cookie = Get-MemberCookie
$token = Get-MemberToken $cookie
$part = Get-KeyPart $Sandbox.apiKey
$forged = New-KeyText @{ apiOrigin = $origin; apiKeyId = $part.apiKeyId; apiKeySecret = 'forged-secret-9d2e7c' }
$junk = 'not-a-key-but-precious'
$badCookie = 'malformed cookie; value'
$badToken = 'malformed token value'
Add-KnownSecret $Sandbox.apiKey, $Sandbox.viewerApiKey, $Sandbox.expiredApiKey, $Sandbox.revokedApiKey, $Sandbox.memberPassword, $Sandbox.viewerPassword,
$wrong, $cookie, $token, $forged, $junk, $badCookie, $badToken, $Sandbox.proxy.password
Set-Secret -Name key -Vault Faulty -Secret $Sandbox.apiKey
Set-Secret -Name junk -Vault Faulty -Secret $junk
Set-Secret -Name forged -Vault Faulty -Secret $forged
Set-Secret -Name parts -Vault Faulty -Secret @{ apiOrigin = $origin; apiKeySecret = $part.apiKeySecret }
$null = Start-Transcript -Path (Join-Path $env:DUMP 'transcript.txt')

if ($env:PLANTED) {
    Invoke-Step 'a leak in words' { Write-Verbose "the key is $($Sandbox.apiKey)"; Write-Error "refused: $wrong" }
    Invoke-Step 'a leak in an object' { [pscustomobject]@{ Value = ConvertTo-Secret $Sandbox.memberPassword; Token = $token } }
    Invoke-Step 'a leak in a file' { Set-Content 'left.log' ([Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("cookie $cookie"))) }
    $null = Stop-Transcript
    return
}

. (Join-Path $PSScriptRoot 'AllCmdlets.Steps.ps1')
Add-KnownSecret (Get-ServerLicenseKey).licenseKey
$null = Stop-Transcript
