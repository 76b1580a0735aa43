# Functions for the tests of Reset-OwoxDestinationSecret: a Looker Studio destination whose key is in the secret 'looker' of the
# store that Set-RotationStore selects.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'RotationTools.psm1')
Import-Module (Join-Path $PSScriptRoot 'VaultTools.psm1'), (Join-Path $PSScriptRoot '../Azure/Azure.psm1')

function Get-DestinationId {
    'c96cd9eb-2c96-4f0a-b1e7-fef52cf35f86'
}

# Sends a request about the destination without the module.
function Invoke-DestinationApi([string] $Method = 'Get', [string] $Suffix = '') {
    if (-not $script:token) { $script:token = Get-MemberToken }
    Invoke-RestMethod "$($Sandbox.origin)/api/data-destinations/$(Get-DestinationId)$Suffix" -Method $Method -Headers @{ 'x-owox-authorization' = "Bearer $script:token" }
}

# Returns the current key of the destination without the module.
function Get-DestinationKey {
    (Invoke-DestinationApi).credentials.destinationSecretKey
}

# Resets the key without the module, as another program does.
function Invoke-DestinationReset {
    $null = Invoke-DestinationApi Post /rotate-secret-key
}

# Resets the state: no secret and no faults. Returns the current key.
function Reset-Destination {
    $script:token = $null
    $null = Reset-Rotation
    if (Test-Path (Get-VaultFolder Plain)) { Clear-VaultFault Plain; Remove-Item (Join-Path (Get-VaultFolder Plain) 'store/*') }
    Clear-StoreFault
    $key = Get-DestinationKey
    Clear-Sandbox
    $key
}

# Runs the cmdlet with the store.
function Invoke-Reset([hashtable] $With = @{}) {
    $call = @{ DestinationId = Get-DestinationId; SecretName = 'looker'; Force = $true; ErrorAction = 'Stop' } + (Get-RotationStore)
    foreach ($name in $With.Keys) { $call[$name] = $With[$name] }
    Reset-OwoxDestinationSecret @call
}

# Removes the faults and runs the cmdlet again: the secret contains the current key, which is a new one.
function Assert-ResetConvergence {
    Clear-Sandbox
    Clear-StoreFault
    $current = Get-DestinationKey
    (Invoke-Reset @{ WarningAction = 'SilentlyContinue' }).SecretName | Should -Be 'looker'
    Get-DestinationKey | Should -Not -Be $current
    Get-RotationText looker | Should -BeExactly (Get-DestinationKey)
}

# Starts the cmdlet in a new process.
function Start-Reset {
    Start-FreshShell -Environment @{ KEY = $Sandbox.apiKey; ID = Get-DestinationId; STORE = ConvertTo-Json (Get-RotationStore) -Compress } -Script @'
$null = Connect-OwoxDataMarts -ApiKey (ConvertTo-SecureString $env:KEY -AsPlainText -Force)
$store = ConvertFrom-Json $env:STORE -AsHashtable
$null = Reset-OwoxDestinationSecret $env:ID -SecretName looker -Force @store
'the run ended by itself'
'@
}

# Starts the cmdlet in a new process, and kills it when the condition is met.
function Stop-Reset([scriptblock] $Condition) {
    $shell = Start-Reset
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    do {
        Start-Sleep -Milliseconds 100
        $isReached = [bool](& $Condition)
    } until ($isReached -or $shell.Process.HasExited -or $watch.Elapsed.TotalSeconds -gt 60)
    $isReached | Should -BeTrue
    $shell.Process.Kill()
    $run = Wait-FreshShell $shell
    $run.Output | Should -Not -BeLike '*the run ended by itself*'
}

Export-ModuleMember -Function * -Variable Sandbox
