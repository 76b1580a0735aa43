# Functions for the tests of key rotation: a key 'job' in the secret 'owox' of the faulty vault or of a key vault, and its assertions.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'VaultTools.psm1'), (Join-Path $PSScriptRoot '../Azure/Azure.psm1')

# The parameters that select the store, and the stand-in of Azure if it is a key vault.
$Store = @{ Vault = 'Faulty' }
$Azure = $null

# Registers the faulty vault as the default, and connects as a member. Returns the connection. Call it after Start-OwoxTest.
function Initialize-Rotation([hashtable] $With = @{}) {
    Register-FaultyVault Faulty -Default
    Connect-Member -With $With
}

# Selects the store of the following tests: SecretManagement (the faulty vault) or KeyVault. Returns the stand-in of Azure.
function Set-RotationStore([ValidateSet('SecretManagement', 'KeyVault')] [string] $Kind) {
    if ($script:Azure) {
        $script:Azure.Dispose()
        $script:Azure = $null
        Clear-AzureIdentity
    }

    $script:Store = @{ Vault = 'Faulty' }
    if ($Kind -eq 'KeyVault') {
        $script:Azure = Start-Azure
        Set-AzureIdentity $script:Azure AppService
        $script:Store = @{ KeyVault = $script:Azure.Address }
        $script:Azure
    }
}

# The parameters that select this store.
function Get-RotationStore {
    $script:Store
}

# Returns the value of a secret in the store without the module, or null.
function Get-RotationText([string] $Name) {
    if ($script:Azure) { $script:Azure.Value($Name) } else { Get-StoredText $Name }
}

# Runs a rotation of the secret in the store.
function Invoke-StoreRotation([hashtable] $With = @{}) {
    $selected = $script:Store
    Invoke-OwoxApiKeyRotation -SecretName owox -Force -ErrorAction Stop @selected @With
}

# Removes the faults of the store.
function Clear-StoreFault {
    if ($script:Azure) { $script:Azure.ClearFaults() } else { Clear-VaultFault }
}

# Asserts that a rotation of the secret fails with this error. -With adds parameters.
function Assert-RotationFailure([string] $Id, [string] $Category, [string[]] $Says, [string] $Type = 'Owox.PowerShell.OwoxVaultException', [hashtable] $With = @{}) {
    Assert-Failure { Invoke-StoreRotation $With } $Id $Category $Type $Says
}

# Resets the state: one active key, stored in the vault. Returns the key.
function Reset-Rotation([string] $Name = 'job') {
    Clear-Sandbox
    Clear-StoreFault
    Clear-ServerKey
    $key = New-ServerKey $Name
    if ($script:Azure) {
        $script:Azure.ClearSecrets()
        $null = $script:Azure.Store('owox', $key.apiKey)
        $script:Azure.Reset()
    }
    else {
        Remove-Item (Join-Path (Get-VaultFolder) 'store/*')
        Set-Secret -Name owox -Vault Faulty -Secret $key.apiKey
    }

    Clear-Sandbox
    Clear-StoreFault
    $key
}

# Asserts the state after a run with any result: a stored key works, and at most two keys of the rotation are active.
function Assert-Invariant {
    Clear-Sandbox
    $works = 'owox', 'owox-next' | Where-Object { Test-KeyText (Get-RotationText $_) }
    $works | Should -Not -BeNullOrEmpty -Because 'a stored key must work'
    @(Get-ServerKey 'job*').Count | Should -BeLessOrEqual 2 -Because 'at most two keys can be active'
}

# Removes the faults and runs the rotation again: exactly one key is active, it is stored in the vault, and it works.
function Assert-Convergence([string] $OldKeyId, [string] $Name = 'job') {
    Clear-Sandbox
    Clear-StoreFault
    $result = Invoke-StoreRotation
    $result.Status | Should -Be 'Completed'
    $live = @(Get-ServerKey 'job*')
    $live | Should -HaveCount 1
    $live.name | Should -BeExactly $Name
    $live.apiKeyId | Should -BeExactly $result.NewKeyId
    $live.apiKeyId | Should -Not -Be $OldKeyId
    (Get-KeyPart (Get-RotationText owox)).apiKeyId | Should -BeExactly $live.apiKeyId
    Test-KeyText (Get-RotationText owox) | Should -BeTrue
    Get-RotationText owox-next | Should -Not -BeLike 'owox_key_*'
}

# Starts a rotation in a new process. -Report is a file for its result and the ID of its error.
function Start-Rotation([string] $Report) {
    Start-FreshShell -Environment @{ WHO = $Sandbox.memberEmail; PASS = $Sandbox.memberPassword; ORIGIN = $Sandbox.origin; REPORT = $Report; STORE = ConvertTo-Json $script:Store -Compress } -Script @'
$member = [pscredential]::new($env:WHO, ([System.Net.NetworkCredential]::new('', $env:PASS).SecurePassword))
$null = Connect-OwoxDataMarts -Origin $env:ORIGIN -Credential $member
$store = ConvertFrom-Json $env:STORE -AsHashtable
$result = Invoke-OwoxApiKeyRotation -SecretName owox -Force -ErrorVariable failures @store
if ($env:REPORT) {
    $status = @{ Status = "$($result.Status)"; NewKeyId = $result.NewKeyId }
    @{ Result = if ($result) { $status }; ErrorId = "$($failures.FullyQualifiedErrorId)".Split(',')[0] } | ConvertTo-Json | Set-Content -LiteralPath $env:REPORT
}

'the run ended by itself'
'@
}

Export-ModuleMember -Function * -Variable Sandbox
