# Functions for the tests of rotations: a key 'job' in the secret 'owox' of the faulty vault or of a key vault, and its assertions.
# They work with keys of each kind: Set-RotationKind.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'VaultTools.psm1'), (Join-Path $PSScriptRoot '../Azure/Azure.psm1')

# The parameters that select the store, and the stand-in of Azure if it is a key vault.
$Store = @{ Vault = 'Faulty' }
$Azure = $null

# The noun of the cmdlets without the prefix: ApiKey or LicenseKey.
$Kind = 'ApiKey'

# Registers the faulty vault as the default, and connects as a member. Returns the connection. Call it after Start-OwoxTest.
function Initialize-Rotation([hashtable] $With = @{}) {
    Register-FaultyVault Faulty -Default
    Connect-Member -With $With
}

# Selects the store of the following tests: SecretManagement (the faulty vault) or KeyVault. Returns the stand-in of Azure.
function Set-RotationStore([ValidateSet('SecretManagement', 'KeyVault')] [string] $Store) {
    if ($script:Azure) {
        $script:Azure.Dispose()
        $script:Azure = $null
        Clear-AzureIdentity
    }

    $script:Store = @{ Vault = 'Faulty' }
    if ($Store -eq 'KeyVault') {
        $script:Azure = Start-Azure
        Set-AzureIdentity $script:Azure AppService
        $script:Store = @{ KeyVault = $script:Azure.Address }
        $script:Azure
    }
}

# Selects the kind of the keys of the following tests.
function Set-RotationKind([ValidateSet('ApiKey', 'LicenseKey')] [string] $Kind) {
    $script:Kind = $Kind
}

# Returns the value of a secret in the store without the module, or null.
function Get-RotationText([string] $Name) {
    if ($script:Azure) { $script:Azure.Value($Name) } else { Get-StoredText $Name }
}

# Stores a value in the store without the module.
function Set-RotationText([string] $Name, [string] $Text) {
    if ($script:Azure) { $null = $script:Azure.Store($Name, $Text) } else { Set-Secret -Name $Name -Vault Faulty -Secret $Text }
}

# Returns the parameters that select the store.
function Get-RotationStore {
    $script:Store
}

# Runs a rotation of the secret in the store.
function Invoke-StoreRotation([hashtable] $With = @{}) {
    $selected = $script:Store
    & "Invoke-Owox$($script:Kind)Rotation" -SecretName owox -Force -ErrorAction Stop @selected @With
}

# Removes the faults of the store.
function Clear-StoreFault {
    if ($script:Azure) { $script:Azure.ClearFaults() } else { Clear-VaultFault }
}

# Asserts that a rotation of the secret fails with this error. -With adds parameters.
function Assert-RotationFailure([string] $Id, [string] $Category, [string[]] $Says, [string] $Type = 'Owox.PowerShell.OwoxVaultException', [hashtable] $With = @{}) {
    Assert-Failure { Invoke-StoreRotation $With } $Id $Category $Type $Says
}

# Creates a key without the module: its Id and its value as Text, and the properties of the server.
function New-RotationKey([string] $Name) {
    if ($script:Kind -eq 'ApiKey') {
        New-ServerKey $Name | Select-Object *, @{ Name = 'Id'; Expression = { $_.apiKeyId } }, @{ Name = 'Text'; Expression = { $_.apiKey } }
    }
    else {
        New-ServerLicenseKey $Name | Select-Object *, @{ Name = 'Id'; Expression = { $_.licenseKeyId } }, @{ Name = 'Text'; Expression = { $_.licenseKey } }
    }
}

# Returns the active keys of the rotation, with Id and Name.
function Get-RotationKey {
    if ($script:Kind -eq 'ApiKey') {
        Get-ServerKey 'job*' | Select-Object name, @{ Name = 'Id'; Expression = { $_.apiKeyId } }
    }
    else {
        Get-ServerLicenseKey 'job*' | Select-Object name, @{ Name = 'Id'; Expression = { $_.licenseKeyId } }
    }
}

# Returns the ID of the active key whose value the text is, or contains after a prefix. Returns null if there is none.
function Get-TextKeyId([AllowNull()] [string] $Text) {
    if ($script:Kind -eq 'ApiKey') {
        if (Test-KeyText $Text) { (Get-KeyPart $Text).apiKeyId }
    }
    else {
        @(Get-ServerLicenseKey).Where({ $Text -ceq $_.licenseKey -or $Text -clike "owox-license-key $($_.licenseKeyId) * $($_.licenseKey)" }).licenseKeyId
    }
}

# Resets the state: one active key, stored in the vault. Returns the key.
function Reset-Rotation([string] $Name = 'job') {
    Clear-Sandbox
    Clear-StoreFault
    Clear-ServerKey
    Clear-ServerLicenseKey
    $key = New-RotationKey $Name
    $with = if ($script:Kind -eq 'LicenseKey') { @{ Metadata = @{ owoxLicenseKeyId = $key.Id } } } else { @{} }
    if ($script:Azure) {
        $script:Azure.ClearSecrets()
        $version = $script:Azure.Store('owox', $key.Text)
        foreach ($tag in $with.Metadata.Keys) { $version.Tags[$tag] = $with.Metadata[$tag] }
        $script:Azure.Reset()
    }
    else {
        Remove-Item (Join-Path (Get-VaultFolder) 'store/*')
        Set-Secret -Name owox -Vault Faulty -Secret $key.Text @with
    }

    Clear-Sandbox
    Clear-StoreFault
    $key
}

# Asserts the state after a run with any result: a stored key works, and at most two keys of the rotation are active.
function Assert-Invariant {
    Clear-Sandbox
    $works = 'owox', 'owox-next' | Where-Object { Get-TextKeyId (Get-RotationText $_) }
    $works | Should -Not -BeNullOrEmpty -Because 'a stored key must work'
    @(Get-RotationKey).Count | Should -BeLessOrEqual 2 -Because 'at most two keys can be active'
}

# Removes the faults and runs the rotation again: exactly one key is active, it is stored in the vault, and it works.
function Assert-Convergence([string] $OldKeyId, [string] $Name = 'job') {
    Clear-Sandbox
    Clear-StoreFault
    $warnings, $result = (Invoke-StoreRotation 3>&1).Where({ $_ -is [System.Management.Automation.WarningRecord] }, 'Split')
    $result.Status | Should -Be 'Completed'

    # License keys of interrupted runs are not revoked: the warning contains the command.
    foreach ($text in @($warnings | ForEach-Object Message) -match 'was not revoked') {
        $script:Kind | Should -Be 'LicenseKey'
        Revoke-OwoxLicenseKey ([regex]::Match($text, 'Revoke-OwoxLicenseKey (\S+)\.$').Groups[1].Value) -Force
    }

    $live = @(Get-RotationKey)
    $live | Should -HaveCount 1
    $live.name | Should -BeExactly $Name
    $live.Id | Should -BeExactly $result.NewKeyId
    $live.Id | Should -Not -Be $OldKeyId
    Get-TextKeyId (Get-RotationText owox) | Should -BeExactly $live.Id
    Get-RotationText owox | Should -Not -BeLike 'owox-license-key *'
    Get-RotationText owox-next | Should -BeLike 'no * key (used by *'
}

# Starts a rotation in a new process. -Report is a file for its result and the ID of its error.
function Start-Rotation([string] $Report) {
    # A vault that calls this keeps its modules, which an earlier file imported with another sandbox.
    $Sandbox = $env:OWOX_TEST_SANDBOX | ConvertFrom-Json
    Start-FreshShell -Environment @{
        WHO = $Sandbox.memberEmail; PASS = $Sandbox.memberPassword; ORIGIN = $Sandbox.origin; REPORT = $Report; STORE = ConvertTo-Json $script:Store -Compress; KIND = $script:Kind
    } -Script @'
$member = [pscredential]::new($env:WHO, ([System.Net.NetworkCredential]::new('', $env:PASS).SecurePassword))
$null = Connect-OwoxDataMarts -Origin $env:ORIGIN -Credential $member
$store = ConvertFrom-Json $env:STORE -AsHashtable
$result = & "Invoke-Owox${env:KIND}Rotation" -SecretName owox -Force -ErrorVariable failures @store
if ($env:REPORT) {
    $status = @{ Status = "$($result.Status)"; NewKeyId = $result.NewKeyId }
    @{ Result = if ($result) { $status }; ErrorId = "$($failures.FullyQualifiedErrorId)".Split(',')[0] } | ConvertTo-Json | Set-Content -LiteralPath $env:REPORT
}

'the run ended by itself'
'@
}

Export-ModuleMember -Function * -Variable Sandbox
