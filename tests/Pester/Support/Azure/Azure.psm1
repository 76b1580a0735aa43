# A local stand-in for the identity and vault endpoints of Azure: $azure = Start-Azure; Set-AzureIdentity $azure AppService.

$ErrorActionPreference = 'Stop'

$variables = 'IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'IMDS_ENDPOINT', 'AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_FEDERATED_TOKEN_FILE', 'AZURE_AUTHORITY_HOST',
'ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'SYSTEM_OIDCREQUESTURI', 'SYSTEM_ACCESSTOKEN', 'AZURESUBSCRIPTION_CLIENT_ID',
'AZURESUBSCRIPTION_TENANT_ID', 'AZURESUBSCRIPTION_SERVICE_CONNECTION_ID', 'AZURE_POD_IDENTITY_AUTHORITY_HOST'

function Start-Azure {
    if (-not ('AzureStandIn' -as [type])) {
        Add-Type -Path (Get-ChildItem -LiteralPath $PSScriptRoot -Filter *.cs).FullName
    }

    [AzureStandIn]::new()
}

# Adds a fault: Add-AzureFault $azure PUT /secrets/owox status @{ Status = 403 }
function Add-AzureFault($Azure, [string] $Method, [string] $Path, [string] $Kind, [hashtable] $With = @{}) {
    $fault = $Azure.AddFault($Method, $Path, $Kind)
    foreach ($name in $With.Keys) {
        if ($name -eq 'Headers') {
            foreach ($header in $With.Headers.Keys) { $fault.Headers[$header] = $With.Headers[$header] }
        }
        else {
            $fault.$name = $With[$name]
        }
    }

    $fault
}

function Clear-AzureIdentity {
    foreach ($name in $variables) { [System.Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
}

# Sets the variables of one platform. The metadata service of virtual machines always is at the stand-in, except with None.
function Set-AzureIdentity($Azure, [ValidateSet('None', 'AppService', 'Arc', 'VirtualMachine', 'Workload', 'GitHub', 'Pipelines')] [string] $Kind, [string] $Folder = '') {
    Clear-AzureIdentity
    # Nothing listens at port 9, so that the real metadata service of the machine is not used.
    $env:AZURE_POD_IDENTITY_AUTHORITY_HOST = 'http://127.0.0.1:9'
    $client = '99999999-8888-7777-6666-555555555555'
    switch ($Kind) {
        'AppService' {
            $env:IDENTITY_ENDPOINT = "$($Azure.Address)/msi/token"
            $env:IDENTITY_HEADER = [AzureStandIn]::HeaderSecret
        }
        'Arc' {
            $env:IDENTITY_ENDPOINT = "$($Azure.Address)/arc/token"
            $env:IMDS_ENDPOINT = $Azure.Address
        }
        'VirtualMachine' { $env:AZURE_POD_IDENTITY_AUTHORITY_HOST = $Azure.Address }
        'Workload' {
            $env:AZURE_FEDERATED_TOKEN_FILE = Join-Path $Folder 'federated-token'
            [System.IO.File]::WriteAllText($env:AZURE_FEDERATED_TOKEN_FILE, [AzureStandIn]::Assertion + "`n")
            $env:AZURE_TENANT_ID = [AzureStandIn]::Tenant
            $env:AZURE_CLIENT_ID = $client
            $env:AZURE_AUTHORITY_HOST = "$($Azure.Address)/"
        }
        'GitHub' {
            $env:ACTIONS_ID_TOKEN_REQUEST_URL = "$($Azure.Address)/github?api-version=2.0"
            $env:ACTIONS_ID_TOKEN_REQUEST_TOKEN = [AzureStandIn]::PlatformToken
            $env:AZURE_TENANT_ID = [AzureStandIn]::Tenant
            $env:AZURE_CLIENT_ID = $client
        }
        'Pipelines' {
            $env:SYSTEM_OIDCREQUESTURI = "$($Azure.Address)/pipelines"
            $env:SYSTEM_ACCESSTOKEN = [AzureStandIn]::PlatformToken
            $env:AZURESUBSCRIPTION_CLIENT_ID = $client
            $env:AZURESUBSCRIPTION_TENANT_ID = [AzureStandIn]::Tenant
            $env:AZURESUBSCRIPTION_SERVICE_CONNECTION_ID = '77777777-0000-0000-0000-000000000000'
        }
    }
}

Export-ModuleMember -Function *
