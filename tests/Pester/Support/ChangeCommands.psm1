# A call of every cmdlet that changes something on a server. The tests run these calls against servers of other API versions,
# and compare their requests with the coverage table.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'FaultyVault/VaultTools.psm1')
Import-Module (Join-Path $PSScriptRoot 'ReadCommands.psm1')

# Without SecretManagement, cmdlets that need a vault are not called.
$HasVaults = -not (Test-VaultMissing)
$NeedsVault = 'Invoke-OwoxApiKeyRotation', 'Invoke-OwoxLicenseKeyRotation', 'Reset-OwoxDestinationSecret'

# The deployment that license keys are for.
$Deployment = 'https://data-marts.example.com'

# Cmdlets that change nothing on a server.
$Local = 'New-OwoxFilter', 'New-OwoxSort', 'New-OwoxAggregation', 'New-OwoxDateBucket', 'New-OwoxTableScript'

$Calls = [ordered]@{
    'Connect-OwoxDataMarts'      = { Disconnect-OwoxDataMarts -All; Connect-Both; Get-OwoxConnection }
    'Disconnect-OwoxDataMarts'   = { $null = Connect-Sandbox -With @{ Name = 'again' }; Disconnect-OwoxDataMarts again; 'closed' }
    'New-OwoxApiKey'             = { New-OwoxApiKey "test $([guid]::NewGuid())" -Connection member }
    'Rename-OwoxApiKey'          = { Rename-OwoxApiKey (New-OwoxApiKey "test $([guid]::NewGuid())" -Connection member).Id 'renamed' -Connection member -Force -PassThru }
    'Revoke-OwoxApiKey'          = { Revoke-OwoxApiKey (New-OwoxApiKey "test $([guid]::NewGuid())" -Connection member).Id -Connection member -Force; 'revoked' }
    'Invoke-OwoxApiKeyRotation'  = {
        $name = "test-$([guid]::NewGuid())"
        $null = New-OwoxApiKey $name -SecretName $name -Vault Faulty -Connection member
        Invoke-OwoxApiKeyRotation $name -Vault Faulty -Connection member -Force
    }
    'New-OwoxCredential'         = { New-OwoxCredential "test $([guid]::NewGuid())" openai -Secret (ConvertTo-Secret 'valid-sample') }
    'Set-OwoxCredential'         = { New-OwoxCredential "test $([guid]::NewGuid())" openai -Secret (ConvertTo-Secret 'valid-sample') | Set-OwoxCredential -Secret (ConvertTo-Secret 'valid-other') -Title "test $([guid]::NewGuid())" -PassThru }
    'Remove-OwoxCredential'      = { New-OwoxCredential "test $([guid]::NewGuid())" openai -Secret (ConvertTo-Secret 'valid-sample') | Remove-OwoxCredential -Force; 'removed' }
    'New-OwoxLicenseKey'         = { New-OwoxLicenseKey "test $([guid]::NewGuid())" $Deployment -Connection member }
    'Rename-OwoxLicenseKey'      = { Rename-OwoxLicenseKey (New-OwoxLicenseKey "test $([guid]::NewGuid())" $Deployment -Connection member).Id 'renamed' -Connection member -Force -PassThru }
    'Revoke-OwoxLicenseKey'      = { Revoke-OwoxLicenseKey (New-OwoxLicenseKey "test $([guid]::NewGuid())" $Deployment -Connection member).Id -Connection member -Force; 'revoked' }
    'Invoke-OwoxLicenseKeyRotation' = {
        $name = "test-$([guid]::NewGuid())"
        $null = New-OwoxLicenseKey $name $Deployment -SecretName $name -Vault Faulty -Connection member
        Invoke-OwoxLicenseKeyRotation $name -Vault Faulty -Connection member -Force
    }
    'Reset-OwoxDestinationSecret' = {
        $destination = (Get-OwoxDestination -Type LOOKER_STUDIO -Connection member)[0]
        Reset-OwoxDestinationSecret $destination.Id -SecretName "test-$([guid]::NewGuid())" -Vault Faulty -Connection member -Force
    }
    'Set-OwoxProject'            = { Set-OwoxProject -Description 'changed' -PassThru }
    'Start-OwoxRun'              = { Start-OwoxRun $Sandbox.dataMarts.connector; Start-OwoxRun $Sandbox.dataMarts.orders -DataQuality }
    'Stop-OwoxRun'               = { Start-OwoxRun $Sandbox.dataMarts.connector | Stop-OwoxRun; 'stopped' }
    'Wait-OwoxRun'               = { Start-OwoxRun $Sandbox.dataMarts.connector | Wait-OwoxRun -TimeoutSec 30 }
    'Publish-OwoxPlugin'         = { Publish-OwoxPlugin acme/plugin -Scope member }
    'Update-OwoxPlugin'          = { $null = Publish-OwoxPlugin acme/plugin -Scope member; Update-OwoxPlugin acme/plugin }
    'Suspend-OwoxPlugin'         = { $null = Publish-OwoxPlugin acme/plugin -Scope member; Suspend-OwoxPlugin acme/plugin -Confirm:$false; 'suspended' }
    'Resume-OwoxPlugin'          = { $null = Publish-OwoxPlugin acme/plugin -Scope member; Resume-OwoxPlugin acme/plugin; 'resumed' }
    'Unpublish-OwoxPlugin'       = { $null = Publish-OwoxPlugin acme/plugin -Scope member; Unpublish-OwoxPlugin acme/plugin member }
}

# The cmdlets of the module that change something on a server, by their verbs.
function Get-ChangeCommand {
    (Get-Command -Module Owox).Where({ $_.Verb -notin 'Get', 'Find', 'Test', 'Export', 'ConvertTo', 'ConvertFrom' -and $_.Name -notin $Local + 'Invoke-OwoxApi' }).Name
}

# The calls of a test: the name of the cmdlet, its call, and the call's text.
function Get-ChangeCall {
    foreach ($name in $Calls.Keys.Where({ $HasVaults -or $_ -notin $NeedsVault })) {
        @{ Name = $name; Call = $Calls[$name]; Text = "$($Calls[$name])".Trim() -replace '[<>]' }
    }
}

# The names of the cmdlets that have a call in this file.
function Get-ChangeName {
    $Calls.Keys
}

# Registers the vault that the calls use, if SecretManagement is available.
function Register-ChangeVault {
    if ($HasVaults) {
        Register-FaultyVault Faulty
    }
}

# Stops runs that a call left, because they would affect the next call.
function Reset-Change($Connection = (Get-OwoxConnection -Current)) {
    Get-OwoxRun -Status PENDING, RUNNING -Connection $Connection -ErrorAction Ignore | Stop-OwoxRun -Connection $Connection -ErrorAction Ignore -WarningAction Ignore
}

Export-ModuleMember -Function * -Variable Sandbox
