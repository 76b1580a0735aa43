# Functions for the tests of key rotation: a key 'job' in the secret 'owox' of the faulty vault, and its assertions.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'VaultTools.psm1')

# Registers the faulty vault as the default, and connects as a member. Returns the connection. Call it after Start-OwoxTest.
function Initialize-Rotation([hashtable] $With = @{}) {
    Register-FaultyVault Faulty -Default
    Connect-Member -With $With
}

# Asserts that a rotation of the secret fails with this error. -With adds parameters.
function Assert-RotationFailure([string] $Id, [string] $Category, [string[]] $Says, [string] $Type = 'Owox.PowerShell.OwoxVaultException', [hashtable] $With = @{}) {
    Assert-Failure { Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Force -ErrorAction Stop @With } $Id $Category $Type $Says
}

# Resets the state: one active key, stored in the vault. Returns the key.
function Reset-Rotation([string] $Name = 'job') {
    Clear-Sandbox
    Clear-VaultFault
    Clear-ServerKey
    Remove-Item (Join-Path (Get-VaultFolder) 'store/*')
    $key = New-ServerKey $Name
    Set-Secret -Name owox -Vault Faulty -Secret $key.apiKey
    Clear-Sandbox
    Clear-VaultFault
    $key
}

# Asserts the state after a run with any result: a stored key works, and at most two keys of the rotation are active.
function Assert-Invariant {
    Clear-Sandbox
    $works = 'owox', 'owox-next' | Where-Object { Test-KeyText (Get-StoredText $_) }
    $works | Should -Not -BeNullOrEmpty -Because 'a stored key must work'
    @(Get-ServerKey 'job*').Count | Should -BeLessOrEqual 2 -Because 'at most two keys can be active'
}

# Removes the faults and runs the rotation again: exactly one key is active, it is stored in the vault, and it works.
function Assert-Convergence([string] $OldKeyId, [string] $Name = 'job') {
    Clear-Sandbox
    Clear-VaultFault
    $result = Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Force -ErrorAction Stop
    $result.Status | Should -Be 'Completed'
    $live = @(Get-ServerKey 'job*')
    $live | Should -HaveCount 1
    $live.name | Should -BeExactly $Name
    $live.apiKeyId | Should -BeExactly $result.NewKeyId
    $live.apiKeyId | Should -Not -Be $OldKeyId
    (Get-KeyPart (Get-StoredText owox)).apiKeyId | Should -BeExactly $live.apiKeyId
    Test-KeyText (Get-StoredText owox) | Should -BeTrue
    Get-StoredText owox-next | Should -Not -BeLike 'owox_key_*'
}

# Starts a rotation in a new process. -Report is a file for its result and the ID of its error.
function Start-Rotation([string] $Report) {
    Start-FreshShell -Environment @{ WHO = $Sandbox.memberEmail; PASS = $Sandbox.memberPassword; ORIGIN = $Sandbox.origin; REPORT = $Report } -Script @'
$member = [pscredential]::new($env:WHO, ([System.Net.NetworkCredential]::new('', $env:PASS).SecurePassword))
$null = Connect-OwoxDataMarts -Origin $env:ORIGIN -Credential $member
$result = Invoke-OwoxApiKeyRotation -SecretName owox -Vault Faulty -Force -ErrorVariable failures
if ($env:REPORT) {
    $status = @{ Status = "$($result.Status)"; NewKeyId = $result.NewKeyId }
    @{ Result = if ($result) { $status }; ErrorId = "$($failures.FullyQualifiedErrorId)".Split(',')[0] } | ConvertTo-Json | Set-Content -LiteralPath $env:REPORT
}

'the run ended by itself'
'@
}

Export-ModuleMember -Function * -Variable Sandbox
