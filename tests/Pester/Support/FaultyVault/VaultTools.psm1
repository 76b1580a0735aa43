# Functions for the tests of vaults and keys: the vault with injected faults, members, and the keys on the server.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot '../OwoxTest.psm1')

# Registers a vault with injected faults in a temporary folder. The home directory is also temporary.
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

# Injects a fault into the vault: Add-VaultFault Set-Secret throw '*-next' @{ text = 'Disk full' }
function Add-VaultFault([string] $Operation, [string] $Kind, [string] $Secret = '*', [hashtable] $With = @{}, [string] $Vault = 'Faulty') {
    $file = Join-Path (Get-VaultFolder $Vault) 'faults.json'
    $faults = @(if (Test-Path -LiteralPath $file) { Get-Content -LiteralPath $file -Raw | ConvertFrom-Json })
    $fault = @{ operation = $Operation; kind = $Kind; name = $Secret; skip = 0; times = 1; seen = 0 }
    foreach ($key in $With.Keys) {
        $fault[$key] = $With[$key]
    }

    ConvertTo-Json @($faults + [pscustomobject]$fault) -Depth 5 | Set-Content -LiteralPath $file
}

# Removes the faults of the vault and clears its log. The secrets stay.
function Clear-VaultFault([string] $Vault = 'Faulty') {
    Remove-Item -LiteralPath (Join-Path (Get-VaultFolder $Vault) 'faults.json'), (Join-Path (Get-VaultFolder $Vault) 'log.txt') -ErrorAction Ignore
}

# Returns the operations of the vault so far, such as "Get-Secret owox".
function Get-VaultLog([string] $Like = '*', [string] $Vault = 'Faulty') {
    $file = Join-Path (Get-VaultFolder $Vault) 'log.txt'
    @(if (Test-Path -LiteralPath $file) { Get-Content -LiteralPath $file }) -like $Like
}

# Returns a stored value from the file of the vault, or null.
function Get-StoredText([string] $Name, [string] $Vault = 'Faulty') {
    $path = Join-Path (Get-VaultFolder $Vault) "store/$([uri]::EscapeDataString($Name)).json"
    if (Test-Path -LiteralPath $path) {
        (Get-Content -LiteralPath $path -Raw | ConvertFrom-Json).secret.value
    }
}

# Returns the type of a stored value, or null.
function Get-StoredType([string] $Name, [string] $Vault = 'Faulty') {
    $path = Join-Path (Get-VaultFolder $Vault) "store/$([uri]::EscapeDataString($Name)).json"
    if (Test-Path -LiteralPath $path) {
        (Get-Content -LiteralPath $path -Raw | ConvertFrom-Json).secret.type
    }
}

# Writes a text to the file of the vault, without the rules of the vault.
function Set-StoredText([string] $Name, [string] $Text, [string] $Vault = 'Faulty') {
    @{ secret = @{ type = 'SecureString'; value = $Text }; metadata = @{} } | ConvertTo-Json -Depth 5 |
        Set-Content -LiteralPath (Join-Path (Get-VaultFolder $Vault) "store/$([uri]::EscapeDataString($Name)).json")
}

function Get-MemberCredential([switch] $Viewer) {
    $who = if ($Viewer) { 'viewer' } else { 'member' }
    [pscredential]::new($Sandbox."${who}Email", (ConvertTo-Secret $Sandbox."${who}Password"))
}

# Connects as a member, who can manage keys.
function Connect-Member([hashtable] $With = @{}, [switch] $Viewer) {
    Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential (Get-MemberCredential -Viewer:$Viewer) @With
}

# Signs a member in without the module. Returns the value of the session cookie.
function Get-MemberCookie([switch] $Viewer) {
    $credential = Get-MemberCredential -Viewer:$Viewer
    $body = @{ email = $credential.UserName; password = $credential.GetNetworkCredential().Password } | ConvertTo-Json
    $answer = Invoke-WebRequest "$($Sandbox.origin)/auth/better-auth/sign-in/email" -Method Post -ContentType 'application/json' -Body $body
    "$($answer.Headers['Set-Cookie'])".Split(';')[0].Substring('refreshToken='.Length)
}

# Returns an access token for a session cookie without the module, or null if the server rejects the cookie.
function Get-MemberToken([string] $Cookie = (Get-MemberCookie)) {
    $answer = Invoke-WebRequest "$($Sandbox.origin)/auth/access-token" -Headers @{ Cookie = "refreshToken=$Cookie" } -SkipHttpErrorCheck
    if ($answer.StatusCode -eq 200) {
        ($answer.Content | ConvertFrom-Json).accessToken
    }
}

function Invoke-KeyApi([string] $Method, [string] $Path = '', $Body, [string] $Api = 'project-member-api-keys') {
    if (-not $script:memberToken) {
        $script:memberToken = Get-MemberToken
    }

    $request = @{
        Uri                = "$($Sandbox.origin)/api/$Api$Path"
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
        return Invoke-KeyApi $Method $Path $Body $Api
    }

    $answer
}

# Returns the admin's keys from the server, without the module.
function Get-ServerKey([string] $Name = '*', [switch] $IncludeRevoked) {
    Invoke-KeyApi Get $(if ($IncludeRevoked) { '?includeRevoked=true' }) | ForEach-Object { $_ } | Where-Object name -Like $Name
}

# Creates a key without the module. The property apiKey contains its value.
function New-ServerKey([string] $Name, [Nullable[datetime]] $ExpiresAt) {
    $body = @{ name = $Name }
    if ($ExpiresAt) {
        $body.expiresAt = ([datetime]$ExpiresAt).ToUniversalTime().ToString('o')
    }

    Invoke-KeyApi Post '' $body
}

# Revokes all keys of the admin except those of the sandbox.
function Clear-ServerKey {
    foreach ($key in Get-ServerKey) {
        if ($key.apiKeyId -notlike 'pmk_Example*') {
            $null = Invoke-KeyApi Delete "/$($key.apiKeyId)"
        }
    }
}

# Returns the license keys that are not revoked, with their values, without the module.
function Get-ServerLicenseKey([string] $Name = '*') {
    Invoke-RestMethod "$($Sandbox.origin)/sandbox/license-keys" | ForEach-Object { $_ } | Where-Object name -Like $Name
}

# Creates a license key without the module. The property licenseKey contains its value.
function New-ServerLicenseKey([string] $Name, [string] $Origin = 'https://data-marts.example.com') {
    Invoke-KeyApi Post '' @{ name = $Name; origin = $Origin } license-keys
}

# Revokes all license keys.
function Clear-ServerLicenseKey {
    foreach ($key in Get-ServerLicenseKey) {
        $null = Invoke-KeyApi Delete "/$($key.licenseKeyId)" $null license-keys
    }
}

# Whether the server accepts a key, without the module.
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
