# The steps of AllCmdlets.ps1 for the other sources of a key: a file, a systemd credential, a command, and a key vault with each identity.

Import-Module (Join-Path $PSScriptRoot '../Azure/Azure.psm1')
$azure = Start-Azure
$folder = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) 'sources')).FullName
$file = Join-Path $folder 'key'
Add-KnownSecret ([AzureStandIn]::HeaderSecret), ([AzureStandIn]::PlatformToken), ([AzureStandIn]::Assertion), ([AzureStandIn]::ArcKey)

[System.IO.File]::WriteAllText($file, $Sandbox.apiKey)
if (-not $IsWindows) { chmod 600 $file }
$env:CREDENTIALS_DIRECTORY = $folder
Invoke-Step 'connect with a file' { Connect-OwoxDataMarts -SecretFile $file -Name file }
Invoke-Step 'connect with a systemd credential' { Connect-OwoxDataMarts -SystemdCredential key -Name systemd }
Invoke-Step 'connect with a script block' { Connect-OwoxDataMarts -SecretCommand { $Sandbox.apiKey } -Name script }
Invoke-Step 'connect with a program' { Connect-OwoxDataMarts -SecretCommand cat, $file -Name program }
[System.IO.File]::WriteAllText($file, "$($Sandbox.apiKey)`n$junk")
Invoke-Step 'a file with two lines' { Connect-OwoxDataMarts -SecretFile $file }
[System.IO.File]::WriteAllText($file, $junk)
Invoke-Step 'a file without a key' { Connect-OwoxDataMarts -SecretFile $file }
Invoke-Step 'a program that prints no key' { Connect-OwoxDataMarts -SecretCommand cat, $file }
Invoke-Step 'a program that fails with its output' { Connect-OwoxDataMarts -SecretCommand sh, '-c', 'cat "$0"; cat "$0" >&2; exit 3', $file }
Invoke-Step 'a script block that fails with its output' { Connect-OwoxDataMarts -SecretCommand { sh -c 'cat "$0"; cat "$0" >&2; exit 3' $file } }
Invoke-Step 'a script block with an object' { Connect-OwoxDataMarts -SecretCommand { @{ key = $Sandbox.apiKey } } }
Invoke-Step 'an unknown program' { Connect-OwoxDataMarts -SecretCommand no-such-program, $Sandbox.apiKey }
[System.IO.File]::Delete($file)
$env:CREDENTIALS_DIRECTORY = $null

$null = $azure.Store('owox-prod', $Sandbox.apiKey)
$null = $azure.Store('junk', $junk)
$vault = $azure.Address

# The secrets that each identity sends, which a rejecting endpoint repeats.
$sentBy = [ordered]@{
    AppService     = [AzureStandIn]::HeaderSecret
    VirtualMachine = 'nothing'
    Workload       = [AzureStandIn]::Assertion
    GitHub         = "$([AzureStandIn]::PlatformToken) $([AzureStandIn]::Assertion)"
    Pipelines      = "$([AzureStandIn]::PlatformToken) $([AzureStandIn]::Assertion)"
}
foreach ($kind in $sentBy.Keys) {
    Set-AzureIdentity $azure $kind $folder
    Invoke-Step "connect with a key vault and $kind" { Connect-OwoxDataMarts -KeyVault $vault -SecretName owox-prod -Name $kind }
    foreach ($path in '/msi/token', '/metadata/identity/oauth2/token', "/$([AzureStandIn]::Tenant)/oauth2/v2.0/token", '/github', '/pipelines') {
        $sent = $sentBy[$kind]
        $null = Add-AzureFault $azure '*' $path status @{ Status = 401; Times = 0; Body = "{`"error`":`"denied`",`"error_description`":`"you sent $sent`"}" }
    }

    Invoke-Step "an identity that is rejected, $kind" { Connect-OwoxDataMarts -KeyVault $vault -SecretName owox-prod }
    $azure.ClearFaults()
}

Set-AzureIdentity $azure AppService
Invoke-Step 'a key vault with another secret' { Connect-OwoxDataMarts -KeyVault $vault -SecretName junk }
Invoke-Step 'a key vault without the secret' { Connect-OwoxDataMarts -KeyVault $vault -SecretName nowhere }
$null = Add-AzureFault $azure GET /secrets/owox-prod status @{ Status = 403; Skip = 1; Times = 0; Body = "{`"error`":{`"code`":`"Forbidden`",`"message`":`"the value is $($Sandbox.apiKey)`"}}" }
Invoke-Step 'a key vault that repeats the key' { Connect-OwoxDataMarts -KeyVault $vault -SecretName owox-prod }
$azure.ClearFaults()
Set-AzureIdentity $azure None
Invoke-Step 'no identity' { Connect-OwoxDataMarts -KeyVault $vault -SecretName owox-prod }
Set-AzureIdentity $azure AppService
$null = Connect-OwoxDataMarts -Origin $origin -Credential $member -Name azure
Invoke-Step 'a new key in a key vault' { New-OwoxApiKey 'test azure' -KeyVault $vault -SecretName azure -ExpiresIn 1.00:00 }
Invoke-Step 'rotate in a key vault' { Invoke-OwoxApiKeyRotation azure -KeyVault $vault -Force }
$null = Add-AzureFault $azure PUT /secrets/azure status @{ Status = 500; Times = 0; Body = "{`"error`":{`"code`":`"Failed`",`"message`":`"the value is $($azure.Value('azure'))`"}}" }
Invoke-Step 'rotate in a key vault that fails' { Invoke-OwoxApiKeyRotation azure -KeyVault $vault -Force }
Invoke-Step 'a new key in a key vault that fails' { New-OwoxApiKey 'test azure 2' -KeyVault $vault -SecretName azure -Force }
Disconnect-OwoxDataMarts azure
Add-KnownSecret $azure.Tokens
foreach ($name in 'azure', 'azure-next') { Add-KnownSecret $azure.Versions($name).Value.Where({ $_ -like 'owox_key_*' }) }
Clear-AzureIdentity
$azure.Dispose()
Remove-Item -LiteralPath $folder -Recurse
