# A call of every cmdlet that changes something at a server, as people make them. The tests walk them against servers of
# other ages, and hold the table of coverage to what they send.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'FaultyVault/VaultTools.psm1')
Import-Module (Join-Path $PSScriptRoot 'ReadCommands.psm1')

# Where there is no SecretManagement, what needs a vault is not walked.
$HasVaults = -not (Test-VaultMissing)
$NeedsVault = 'Invoke-OwoxApiKeyRotation'

# Those that change nothing at a server.
$Local = 'New-OwoxFilter', 'New-OwoxSort', 'New-OwoxAggregation', 'New-OwoxDateBucket'

$Calls = [ordered]@{
    'Connect-OwoxDataMarts'      = { Disconnect-OwoxDataMarts -All; Connect-Both; Get-OwoxConnection }
    'Disconnect-OwoxDataMarts'   = { $null = Connect-Sandbox -With @{ Name = 'again' }; Disconnect-OwoxDataMarts again; 'closed' }
    'New-OwoxApiKey'             = { New-OwoxApiKey "walk $([guid]::NewGuid())" -Connection member }
    'Rename-OwoxApiKey'          = { Rename-OwoxApiKey (New-OwoxApiKey "walk $([guid]::NewGuid())" -Connection member).Id 'walked' -Connection member -Force -PassThru }
    'Revoke-OwoxApiKey'          = { Revoke-OwoxApiKey (New-OwoxApiKey "walk $([guid]::NewGuid())" -Connection member).Id -Connection member -Force; 'revoked' }
    'Invoke-OwoxApiKeyRotation'  = {
        $name = "walk-$([guid]::NewGuid())"
        $null = New-OwoxApiKey $name -SecretName $name -Vault Faulty -Connection member
        Invoke-OwoxApiKeyRotation $name -Vault Faulty -Connection member -Force
    }
    'Set-OwoxProject'            = { Set-OwoxProject -Description 'walked' -PassThru }
    'Start-OwoxRun'              = { Start-OwoxRun $Sandbox.dataMarts.connector; Start-OwoxRun $Sandbox.dataMarts.orders -DataQuality }
    'Stop-OwoxRun'               = { Start-OwoxRun $Sandbox.dataMarts.connector | Stop-OwoxRun; 'stopped' }
    'Wait-OwoxRun'               = { Start-OwoxRun $Sandbox.dataMarts.connector | Wait-OwoxRun -TimeoutSec 30 }
    'Publish-OwoxPlugin'         = { Publish-OwoxPlugin acme/walked -Scope member }
    'Update-OwoxPlugin'          = { $null = Publish-OwoxPlugin acme/walked -Scope member; Update-OwoxPlugin acme/walked }
    'Suspend-OwoxPlugin'         = { $null = Publish-OwoxPlugin acme/walked -Scope member; Suspend-OwoxPlugin acme/walked -Confirm:$false; 'suspended' }
    'Resume-OwoxPlugin'          = { $null = Publish-OwoxPlugin acme/walked -Scope member; Resume-OwoxPlugin acme/walked; 'resumed' }
    'Unpublish-OwoxPlugin'       = { $null = Publish-OwoxPlugin acme/walked -Scope member; Unpublish-OwoxPlugin acme/walked member }
}

# The cmdlets of the module that change something at a server, by their verbs.
function Get-ChangeCommand {
    (Get-Command -Module Owox).Where({ $_.Verb -notin 'Get', 'Find', 'Test', 'Export', 'ConvertTo', 'ConvertFrom' -and $_.Name -notin $Local + 'Invoke-OwoxApi' }).Name
}

# What a test walks: the name of the cmdlet, its call, and the call's text.
function Get-ChangeCall {
    foreach ($name in $Calls.Keys.Where({ $HasVaults -or $_ -notin $NeedsVault })) {
        @{ Name = $name; Call = $Calls[$name]; Text = "$($Calls[$name])".Trim() -replace '[<>]' }
    }
}

# The names of the cmdlets that have a call here.
function Get-ChangeName {
    $Calls.Keys
}

# The vault that the calls use, where there can be one.
function Register-WalkVault {
    if ($HasVaults) {
        Register-FaultyVault Faulty
    }
}

# What a call leaves running would be in the way of the next.
function Reset-Change {
    Get-OwoxRun -Status PENDING, RUNNING -ErrorAction Ignore | Stop-OwoxRun -ErrorAction Ignore -WarningAction Ignore
}

Export-ModuleMember -Function * -Variable Sandbox
