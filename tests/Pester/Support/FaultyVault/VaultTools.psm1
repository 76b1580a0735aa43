# What the files about vaults and keys share: the vault that misbehaves, members, and what the server holds of keys.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot '../OwoxTest.psm1')

# A vault that misbehaves on demand, with a throwaway folder of its own. The account is a throwaway one, too.
# -With adds parameters of the vault, such as @{ AnyName = $true }.
function Register-FaultyVault([string] $Name = 'Faulty', [switch] $Default, [hashtable] $With = @{}) {
    $folder = Get-VaultFolder $Name
    if (Test-Path -LiteralPath $folder) {
        Remove-Item -LiteralPath $folder -Recurse
    }

    $null = New-Item -ItemType Directory -Path (Join-Path $folder 'store')
    Register-SecretVault -Name $Name -ModuleName (Join-Path $PSScriptRoot 'FaultyVault.psd1') -VaultParameters (@{ Folder = $folder } + $With) -DefaultVault:$Default
}

function Get-VaultFolder([string] $Name = 'Faulty') {
    Join-Path (Get-TestHome) "vault-$Name"
}

# Makes the vault misbehave: Add-VaultFault Set-Secret throw '*-next' @{ text = 'Disk full' }
function Add-VaultFault([string] $Operation, [string] $Kind, [string] $Secret = '*', [hashtable] $With = @{}, [string] $Vault = 'Faulty') {
    $file = Join-Path (Get-VaultFolder $Vault) 'faults.json'
    $faults = @(if (Test-Path -LiteralPath $file) { Get-Content -LiteralPath $file -Raw | ConvertFrom-Json })
    $fault = @{ operation = $Operation; kind = $Kind; name = $Secret; skip = 0; times = 1; seen = 0 }
    foreach ($key in $With.Keys) {
        $fault[$key] = $With[$key]
    }

    ConvertTo-Json @($faults + [pscustomobject]$fault) -Depth 5 | Set-Content -LiteralPath $file
}

# Heals the vault and empties its log; the secrets stay.
function Clear-VaultFault([string] $Vault = 'Faulty') {
    Remove-Item -LiteralPath (Join-Path (Get-VaultFolder $Vault) 'faults.json'), (Join-Path (Get-VaultFolder $Vault) 'log.txt') -ErrorAction Ignore
}

# The operations of the vault so far, such as "Get-Secret owox".
function Get-VaultLog([string] $Like = '*', [string] $Vault = 'Faulty') {
    $file = Join-Path (Get-VaultFolder $Vault) 'log.txt'
    @(if (Test-Path -LiteralPath $file) { Get-Content -LiteralPath $file }) -like $Like
}

# What the vault holds, without asking it; null for nothing.
function Get-StoredText([string] $Name, [string] $Vault = 'Faulty') {
    $path = Join-Path (Get-VaultFolder $Vault) "store/$([uri]::EscapeDataString($Name)).json"
    if (Test-Path -LiteralPath $path) {
        (Get-Content -LiteralPath $path -Raw | ConvertFrom-Json).secret.value
    }
}

# The type that the vault holds it as; null for nothing.
function Get-StoredType([string] $Name, [string] $Vault = 'Faulty') {
    $path = Join-Path (Get-VaultFolder $Vault) "store/$([uri]::EscapeDataString($Name)).json"
    if (Test-Path -LiteralPath $path) {
        (Get-Content -LiteralPath $path -Raw | ConvertFrom-Json).secret.type
    }
}

# Puts a text into the vault past all of its rules.
function Set-StoredText([string] $Name, [string] $Text, [string] $Vault = 'Faulty') {
    @{ secret = @{ type = 'SecureString'; value = $Text }; metadata = @{} } | ConvertTo-Json -Depth 5 |
        Set-Content -LiteralPath (Join-Path (Get-VaultFolder $Vault) "store/$([uri]::EscapeDataString($Name)).json")
}

function Get-MemberCredential([switch] $Viewer) {
    $who = if ($Viewer) { 'viewer' } else { 'member' }
    [pscredential]::new($Sandbox."${who}Email", (ConvertTo-Secret $Sandbox."${who}Password"))
}

# Connects as a member, who may manage keys.
function Connect-Member([hashtable] $With = @{}, [switch] $Viewer) {
    Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential (Get-MemberCredential -Viewer:$Viewer) @With
}

# Signs a member in past the module: the value of the session's cookie.
function Get-MemberCookie([switch] $Viewer) {
    $credential = Get-MemberCredential -Viewer:$Viewer
    $body = @{ email = $credential.UserName; password = $credential.GetNetworkCredential().Password } | ConvertTo-Json
    $answer = Invoke-WebRequest "$($Sandbox.origin)/auth/better-auth/sign-in/email" -Method Post -ContentType 'application/json' -Body $body
    "$($answer.Headers['Set-Cookie'])".Split(';')[0].Substring('refreshToken='.Length)
}

# A member's access token of a session, past the module; null where the cookie is refused.
function Get-MemberToken([string] $Cookie = (Get-MemberCookie)) {
    $answer = Invoke-WebRequest "$($Sandbox.origin)/auth/access-token" -Headers @{ Cookie = "refreshToken=$Cookie" } -SkipHttpErrorCheck
    if ($answer.StatusCode -eq 200) {
        ($answer.Content | ConvertFrom-Json).accessToken
    }
}

function Invoke-KeyApi([string] $Method, [string] $Path = '', $Body) {
    if (-not $script:memberToken) {
        $script:memberToken = Get-MemberToken
    }

    $request = @{
        Uri                = "$($Sandbox.origin)/api/project-member-api-keys$Path"
        Method             = $Method
        Headers            = @{ 'x-owox-authorization' = "Bearer $script:memberToken" }
        ContentType        = 'application/json'
        SkipHttpErrorCheck = $true
        StatusCodeVariable = 'status'
    }
    if ($Body) {
        $request.Body = $Body | ConvertTo-Json
    }

    $answer = Invoke-RestMethod @request
    if ($status -eq 401) {
        $script:memberToken = $null
        return Invoke-KeyApi $Method $Path $Body
    }

    $answer
}

# The admin's keys as the server has them, past the module.
function Get-ServerKey([string] $Name = '*', [switch] $IncludeRevoked) {
    Invoke-KeyApi Get ($IncludeRevoked ? '?includeRevoked=true' : '') | ForEach-Object { $_ } | Where-Object name -Like $Name
}

# Creates a key past the module: with its value, in the property apiKey.
function New-ServerKey([string] $Name, [Nullable[datetime]] $ExpiresAt) {
    $body = @{ name = $Name }
    if ($ExpiresAt) {
        $body.expiresAt = ([datetime]$ExpiresAt).ToUniversalTime().ToString('o')
    }

    Invoke-KeyApi Post '' $body
}

# Revokes every key of the admin but the sandbox's own.
function Clear-ServerKey {
    foreach ($key in Get-ServerKey) {
        if ($key.apiKeyId -notlike 'pmk_Example*') {
            $null = Invoke-KeyApi Delete "/$($key.apiKeyId)"
        }
    }
}

# Whether a key's value opens the server, past the module.
function Test-KeyText([AllowNull()] [string] $Text) {
    if ($Text -notlike 'owox_key_*') {
        return $false
    }

    try {
        $part = Get-KeyPart $Text
    }
    catch {
        return $false
    }

    $answer = Invoke-WebRequest "$($Sandbox.origin)/api/auth/api-keys/exchange" -Method Post -ContentType 'application/json' -SkipHttpErrorCheck -Headers @{
        'X-OWOX-Api-Key-Id' = $part.apiKeyId
    } -Body (@{ apiKeySecret = $part.apiKeySecret } | ConvertTo-Json)
    $answer.StatusCode -eq 200
}

Export-ModuleMember -Function * -Variable Sandbox
