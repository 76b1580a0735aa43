# Connect-OwoxDataMarts -KeyVault: each identity, what is sent to which endpoint, and endpoints that fail.

BeforeDiscovery {
    $isUnix = -not ($env:OS -eq 'Windows_NT')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Azure/Azure.psm1')
    Start-OwoxTest
    Set-OwoxTestTiming @{ RetryDelay = 0.05 }
    $azure = Start-Azure
    $path = $env:PATH

    function Connect-KeyVault([hashtable] $With = @{}) {
        Connect-OwoxDataMarts -KeyVault $azure.Address -SecretName owox-prod @With
    }

    # Checks the error, and that no stream and no part of it contains a secret.
    function Assert-KeyVaultFailure([string] $Id, [string] $Category, [string[]] $Says, [string] $Type = 'Owox.PowerShell.OwoxVaultException', [hashtable] $With = @{}) {
        Assert-Failure { Connect-KeyVault $With } -Id $Id -Category $Category -Type $Type -Says $Says
        $streams = [System.Collections.Generic.List[object]]::new()
        $failure = try { Connect-KeyVault ($With + @{ Verbose = $true; Debug = $true }) *>&1 | ForEach-Object { $streams.Add($_) } } catch { $_ }
        Assert-NoSecret ($streams + ($failure | Format-List * -Force | Out-String -Width 9000) + "$($failure.Exception)")
    }

    function Assert-NoSecret([object[]] $Text) {
        $all = ($Text -join "`n") -replace '\s'
        foreach ($secret in @([AzureStandIn]::HeaderSecret, [AzureStandIn]::PlatformToken, [AzureStandIn]::Assertion, [AzureStandIn]::ArcKey) + $azure.Tokens) {
            $all.Contains($secret) | Should -BeFalse -Because $secret.Substring(0, 9)
        }

        $all | Should -Not -Match 'owox_key_[A-Za-z0-9_-]{8}|precious'
    }

    # Checks that the vault received only access tokens, and the endpoints of identities no access token.
    function Assert-Addressee {
        foreach ($call in $azure.Calls) {
            if ($call.Path -like '/secrets*') {
                @('') + $azure.Tokens.ForEach({ "Bearer $_" }) | Should -Contain "$($call.Authorization)"
                $call.IdentityHeader | Should -BeNullOrEmpty
            }
            else {
                "$($call.Authorization)$($call.Body)$($call.Query)" | Should -Not -BeLike '*access-token-*'
            }
        }
    }
}

AfterAll {
    $env:PATH = $path
    Clear-AzureIdentity
    $azure.Dispose()
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts -KeyVault' {
    BeforeEach {
        Clear-Sandbox
        $azure.Reset()
        $azure.ClearSecrets()
        $null = $azure.Store('owox-prod', $Sandbox.apiKey)
        Set-AzureIdentity $azure AppService
    }

    It 'signs in as <kind>' -ForEach @(
        @{ kind = 'AppService'; calls = 'GET /secrets/owox-prod', 'GET /msi/token', 'GET /secrets/owox-prod' }
        @{ kind = 'VirtualMachine'; calls = 'GET /secrets/owox-prod', 'GET /metadata/identity/oauth2/token', 'GET /secrets/owox-prod' }
        @{ kind = 'Workload'; calls = 'GET /secrets/owox-prod', 'POST /11111111-2222-3333-4444-555555555555/oauth2/v2.0/token', 'GET /secrets/owox-prod' }
        @{ kind = 'GitHub'; calls = 'GET /secrets/owox-prod', 'GET /github', 'POST /11111111-2222-3333-4444-555555555555/oauth2/v2.0/token', 'GET /secrets/owox-prod' }
        @{ kind = 'Pipelines'; calls = 'GET /secrets/owox-prod', 'POST /pipelines', 'POST /11111111-2222-3333-4444-555555555555/oauth2/v2.0/token', 'GET /secrets/owox-prod' }
    ) {
        Set-AzureIdentity $azure $kind $TestDrive
        $streams = [System.Collections.Generic.List[object]]::new()
        Connect-KeyVault @{ Verbose = $true } *>&1 | ForEach-Object { $streams.Add($_) }
        @($streams | Where-Object { $_ -is [Owox.PowerShell.OwoxConnection] }).Member | Should -BeExactly $Sandbox.memberEmail
        @($azure.Calls.ForEach({ "$($_.Method) $($_.Path)" }) | Select-Object -First $calls.Count) | Should -Be $calls
        Assert-Addressee
        Assert-NoSecret $streams
    }

    It 'sends what each endpoint requires' {
        Set-AzureIdentity $azure VirtualMachine
        $null = Connect-KeyVault @{ IdentityClientId = '33333333-0000-0000-0000-000000000000' }
        $call = $azure.Calls.Where({ $_.Path -like '/metadata/*' })[0]
        $call.Metadata | Should -Be 'true'
        $call.Query | Should -BeLike '*api-version=2018-02-01*'
        $call.Query | Should -BeLike "*resource=$([uri]::EscapeDataString($azure.Address))*client_id=33333333-0000-0000-0000-000000000000"
        $azure.Calls[0].Authorization | Should -BeNullOrEmpty
        $azure.Calls[0].Query | Should -Be '?api-version=7.4'

        $azure.Reset()
        Set-AzureIdentity $azure Workload $TestDrive
        $null = Connect-KeyVault
        $call = $azure.Calls.Where({ $_.Path -like '*/oauth2/v2.0/token' })[0]
        foreach ($part in 'grant_type=client_credentials', 'client_id=99999999-8888-7777-6666-555555555555', "scope=$([uri]::EscapeDataString("$($azure.Address)/.default"))", 'client_assertion_type=urn') {
            $call.Body | Should -BeLike "*$part*"
        }
    }

    It 'never uses a proxy for the metadata service and the identity endpoint' {
        $env:HTTP_PROXY = $env:http_proxy = 'http://127.0.0.1:9'
        try {
            Set-AzureIdentity $azure VirtualMachine
            (Connect-KeyVault).IsOpen | Should -BeTrue
        }
        finally {
            $env:HTTP_PROXY = $env:http_proxy = $null
        }
    }

    It 'ignores the environment variables of keys' {
        $env:OWOX_API_KEY = $Sandbox.viewerApiKey
        try {
            (Connect-KeyVault).Member | Should -BeExactly $Sandbox.memberEmail
        }
        finally {
            $env:OWOX_API_KEY = $null
        }
    }

    It 'suggests the vault and its secrets after the first use' {
        $null = Connect-KeyVault
        (TabExpansion2 'Connect-OwoxDataMarts -KeyVault ').CompletionMatches.CompletionText.Trim("'") | Should -Contain $azure.Address
        (TabExpansion2 "Connect-OwoxDataMarts -KeyVault $($azure.Address) -SecretName ").CompletionMatches.CompletionText | Should -Contain 'owox-prod'
    }

    It 'warns before the key expires, according to the tags' {
        $azure.Versions('owox-prod')[0].Tags['owoxExpiresAt'] = [datetime]::UtcNow.AddDays(3).ToString('o')
        $null = Connect-OwoxDataMarts -KeyVault $azure.Address -SecretName owox-prod -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "*expires on*Invoke-OwoxApiKeyRotation -SecretName 'owox-prod' -KeyVault '$($azure.Address)'*"
    }

    It 'warns about a secret after its expiry date, and uses it' {
        $azure.Versions('owox-prod')[0].Expires = [DateTimeOffset]::UtcNow.AddDays(-1).ToUnixTimeSeconds()
        (Connect-OwoxDataMarts -KeyVault $azure.Address -SecretName owox-prod -WarningVariable warnings -WarningAction SilentlyContinue).IsOpen | Should -BeTrue
        "$warnings" | Should -BeLike '*has passed its expiry date*replace it, or set a later date in the vault.'
    }

    It 'waits as long as the vault requests: 429' {
        $null = Add-AzureFault $azure GET /secrets/owox-prod status @{ Status = 429; Skip = 1; Headers = @{ 'Retry-After' = '1' } }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        (Connect-KeyVault).IsOpen | Should -BeTrue
        $watch.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 0.9
    }

    It 'reports the vault: <what>' -ForEach @(
        @{ what = 'no secret'; fault = @{ Status = 404; Body = '{"error":{"code":"SecretNotFound","message":"not found"}}' }; id = 'SecretNotFound'; category = 'ObjectNotFound'; says = "no secret named 'owox-prod'" }
        @{ what = 'no permission'; fault = @{ Status = 403; Body = '{"error":{"code":"Forbidden","message":"Caller is not authorized","innererror":{"code":"ForbiddenByRbac"}}}' }; id = 'VaultAccessDenied'; category = 'PermissionDenied'; says = 'Caller is not authorized', 'Key Vault Secrets User' }
        @{ what = 'the firewall'; fault = @{ Status = 403; Body = '{"error":{"code":"Forbidden","message":"Client address is not authorized","innererror":{"code":"ForbiddenByFirewall"}}}' }; id = 'VaultAccessDenied'; category = 'PermissionDenied'; says = 'firewall of the vault' }
        @{ what = 'a disabled secret'; fault = @{ Status = 403; Body = '{"error":{"code":"Forbidden","message":"disabled","innererror":{"code":"SecretDisabled"}}}' }; id = 'VaultAccessDenied'; category = 'PermissionDenied'; says = 'is disabled' }
        @{ what = 'too many requests'; fault = @{ Status = 429; Headers = @{ 'Retry-After' = '600' } }; id = 'VaultFailed'; category = 'ResourceUnavailable'; says = 'too many requests' }
        @{ what = 'an error of the service'; fault = @{ Status = 503 }; id = 'VaultFailed'; category = 'ResourceUnavailable'; says = 'status 503' }
        @{ what = 'HTML'; fault = @{ Status = 200; Body = '<html>sign in</html>' }; id = 'VaultFailed'; category = 'ResourceUnavailable'; says = 'not a secret' }
        @{ what = 'a redirect'; fault = @{ Status = 302; Headers = @{ Location = 'http://127.0.0.1:9/' } }; id = 'VaultFailed'; category = 'ResourceUnavailable'; says = 'status 302' }
    ) {
        $null = Add-AzureFault $azure GET /secrets/owox-prod status ($fault + @{ Times = 0 })
        $azure.Calls.Count | Should -Be 0
        Assert-KeyVaultFailure "Owox.$id" $category $says
        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'reports a vault that does not respond' {
        $null = Add-AzureFault $azure GET /secrets/owox-prod slow @{ Seconds = 3; Times = 0 }
        Assert-Failure { Connect-KeyVault @{ TimeoutSec = 1 } } -Id Owox.VaultTimedOut -Category OperationTimeout -Type Owox.PowerShell.OwoxVaultException -Says 'within 1 s'
    }

    It 'reports the wrong tenant' {
        $null = Add-AzureFault $azure GET /secrets/owox-prod status @{
            Status = 401; Skip = 1; Times = 0; Body = '{"error":{"code":"Unauthorized","message":"AKV10032: Invalid issuer. Expected one of https://sts.windows.net/"}}'
            Headers = @{ 'WWW-Authenticate' = "Bearer authorization=`"$($azure.Address)/$([AzureStandIn]::Tenant)`", resource=`"$($azure.Address)`"" }
        }
        Assert-Failure { Connect-KeyVault } -Id Owox.IdentityFailed -Category AuthenticationError -Type Owox.PowerShell.OwoxVaultException -Says 'AKV10032', 'the tenant 11111111-2222-3333-4444-555555555555', 'Use an identity of this tenant'
    }

    It 'sends no token to a vault that requires one for another service: <resource>' -ForEach @(
        @{ resource = 'https://vault.azure.net' }
        @{ resource = 'https://management.azure.com' }
        @{ resource = 'http://127.0.0.1' }
    ) {
        $azure.Resource = $resource
        Assert-KeyVaultFailure Owox.VaultFailed ResourceUnavailable 'another service', 'No access token was sent'
        @($azure.Calls.Path -ne '/secrets/owox-prod') | Should -BeNullOrEmpty
    }

    It 'reports a server that is not a vault: <challenge>' -ForEach @{ challenge = 'Basic realm="x"' }, @{ challenge = 'Bearer realm="x"' }, @{ challenge = 'Bearer authorization="x", resource="y"' } {
        $null = Add-AzureFault $azure GET /secrets/owox-prod status @{ Status = 401; Times = 0; Headers = @{ 'WWW-Authenticate' = $challenge } }
        Assert-KeyVaultFailure Owox.VaultFailed ResourceUnavailable 'is not an Azure Key Vault'
    }

    It 'rejects the address <address>' -ForEach @(
        @{ address = 'owox' }
        @{ address = 'http://owox.vault.azure.net' }
        @{ address = 'https://owox.vault.azure.net/secrets/owox-prod' }
        @{ address = 'https://user:pw@owox.vault.azure.net' }
        @{ address = 'https://owox.vault.azure.net.example.com' }
        @{ address = 'https://example.com' }
        @{ address = 'https://vault.azure.net' }
    ) {
        Assert-Failure { Connect-OwoxDataMarts -KeyVault $address -SecretName owox-prod } -Id Owox.KeyVaultInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'is not the address of a key vault'
    }

    It 'rejects the name <name> before any request' -ForEach @{ name = 'a.b' }, @{ name = 'a/b' }, @{ name = '../x' }, @{ name = 'a b' }, @{ name = 'x' * 128 } {
        Assert-Failure { Connect-OwoxDataMarts -KeyVault $azure.Address -SecretName $name } -Id Owox.SecretNameInvalid -Category InvalidArgument -Type Owox.PowerShell.OwoxVaultException -Says 'letters, digits and hyphens'
        $azure.Calls.Count | Should -Be 0
    }

    It 'rejects -Vault together with -KeyVault' {
        Assert-Failure { Connect-KeyVault @{ Vault = 'Ops' } } -Id Owox.ParameterHasNoEffect -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-Vault has no effect with -KeyVault'
    }

    It 'rejects a client ID that is not an ID' {
        Assert-Failure { Connect-KeyVault @{ IdentityClientId = 'a&b=c' } } -Id Owox.KeyVaultInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-IdentityClientId'
    }

    It 'reports a secret that is not a key' {
        $null = $azure.Store('owox-prod', 'not-a-key-but-precious')
        Assert-KeyVaultFailure Owox.ApiKeyMalformed InvalidArgument "does not begin with 'owox_key_'" -Type Owox.OwoxConfigurationException
    }
}

Describe 'The identities of Azure' {
    BeforeEach {
        Clear-Sandbox
        $azure.Reset()
        $azure.ClearSecrets()
        $null = $azure.Store('owox-prod', $Sandbox.apiKey)
        $env:PATH = $path
    }

    It 'are all named if there is none, within seconds' {
        Set-AzureIdentity $azure None
        $env:PATH = $TestDrive
        try {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Assert-Failure { Connect-KeyVault } -Id Owox.IdentityNotFound -Category AuthenticationError -Type Owox.PowerShell.OwoxVaultException -Says @(
                'workload identity: AZURE_FEDERATED_TOKEN_FILE', 'Azure Pipelines: SYSTEM_OIDCREQUESTURI', 'GitHub Actions: ACTIONS_ID_TOKEN_REQUEST_URL'
                'App Service or Functions: IDENTITY_ENDPOINT', 'Azure Arc: IDENTITY_ENDPOINT', 'virtual machine: the metadata service did not respond', 'Azure CLI: the program az is not in PATH')
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        }
        finally {
            $env:PATH = $path
        }
    }

    It 'continues after about a second if there is no metadata service' {
        Set-AzureIdentity $azure None
        $env:AZURE_POD_IDENTITY_AUTHORITY_HOST = 'http://192.0.2.1'
        $env:PATH = $TestDrive
        try {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Assert-Failure { Connect-KeyVault } -Id Owox.IdentityNotFound -Category AuthenticationError -Type Owox.PowerShell.OwoxVaultException -Says 'did not respond'
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        }
        finally {
            $env:PATH = $path
        }
    }

    It 'ends the search when <kind> fails: <path>' -ForEach @(
        @{ kind = 'AppService'; method = 'GET'; path = '/msi/token'; says = 'App Service' }
        @{ kind = 'VirtualMachine'; method = 'GET'; path = '/metadata/identity/oauth2/token'; says = 'virtual machine' }
        @{ kind = 'Workload'; method = 'POST'; path = '/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token'; says = 'workload identity' }
        @{ kind = 'GitHub'; method = 'GET'; path = '/github'; says = 'GitHub Actions' }
        @{ kind = 'GitHub'; method = 'POST'; path = '/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token'; says = 'GitHub Actions' }
        @{ kind = 'Pipelines'; method = 'POST'; path = '/pipelines'; says = 'Azure Pipelines' }
    ) {
        Set-AzureIdentity $azure $kind $TestDrive
        $sent = "$([AzureStandIn]::HeaderSecret) $([AzureStandIn]::PlatformToken) $([AzureStandIn]::Assertion)"
        $null = Add-AzureFault $azure $method $path status @{ Status = 403; Times = 0; Body = "{`"error`":`"invalid_client`",`"error_description`":`"AADSTS700016: not found, you sent $sent`"}" }
        Assert-KeyVaultFailure Owox.IdentityFailed AuthenticationError $says, 'AADSTS700016', 'No other identity was tried'
    }

    It 'reports a response without a token, and one that is not JSON' -ForEach @{ body = '{"token":"x"}' }, @{ body = '<html>' }, @{ body = '{"access_token":"a\nb-precious-token"}' } {
        Set-AzureIdentity $azure AppService
        $null = Add-AzureFault $azure GET /msi/token status @{ Status = 200; Times = 0; Body = $body }
        Assert-KeyVaultFailure Owox.IdentityFailed AuthenticationError 'a response without a token'
    }

    It 'reports the response of the metadata service: <status>' -ForEach @(
        @{ status = 400; id = 'Owox.IdentityNotFound'; says = 'the metadata service returned status 400', 'Identity not found', 'The virtual machine has no such identity', 'the program az is not in PATH' }
        @{ status = 404; id = 'Owox.IdentityFailed'; says = 'virtual machine', 'the metadata service returned status 404', 'No other identity was tried' }
    ) {
        Set-AzureIdentity $azure VirtualMachine
        $env:PATH = $TestDrive
        try {
            $null = Add-AzureFault $azure GET /metadata/identity/oauth2/token status @{ Status = $status; Times = 0; Body = '{"error":"invalid_request","error_description":"Identity not found"}' }
            Assert-KeyVaultFailure $id AuthenticationError $says
        }
        finally {
            $env:PATH = $path
        }
    }

    It 'reports an endpoint that is not an address: <variable>' -ForEach @(
        @{ kind = 'AppService'; variable = 'IDENTITY_ENDPOINT'; says = 'App Service', 'the address of the identity endpoint is not valid' }
        @{ kind = 'Workload'; variable = 'AZURE_AUTHORITY_HOST'; says = 'workload identity', 'AZURE_AUTHORITY_HOST is not an address' }
        @{ kind = 'GitHub'; variable = 'ACTIONS_ID_TOKEN_REQUEST_URL'; says = 'GitHub Actions', "the address of the platform's token endpoint is not valid" }
    ) {
        Set-AzureIdentity $azure $kind $TestDrive
        [System.Environment]::SetEnvironmentVariable($variable, 'not a url')
        Assert-KeyVaultFailure Owox.IdentityFailed AuthenticationError $says
    }

    It 'tries the metadata service again after 429 and 410' {
        Set-AzureIdentity $azure VirtualMachine
        $null = Add-AzureFault $azure GET /metadata/identity/oauth2/token status @{ Status = 429; Headers = @{ 'Retry-After' = '0' } }
        $null = Add-AzureFault $azure GET /metadata/identity/oauth2/token status @{ Status = 410 }
        (Connect-KeyVault).IsOpen | Should -BeTrue
    }

    It 'has a time limit for all identities together' {
        Set-AzureIdentity $azure AppService
        Set-OwoxTestTiming @{ IdentityTimeout = 0.5 }
        try {
            $null = Add-AzureFault $azure GET /msi/token slow @{ Seconds = 5; Times = 0 }
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Assert-Failure { Connect-KeyVault } -Id Owox.IdentityFailed -Category AuthenticationError -Type Owox.PowerShell.OwoxVaultException -Says 'no response within the total timeout'
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 4
        }
        finally {
            Set-OwoxTestTiming @{ IdentityTimeout = 60 }
        }
    }

    Context 'of Azure Arc' {
        BeforeAll {
            $endpoints = [System.AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'Owox.PowerShell' }).ForEach({ $_.GetType('Owox.PowerShell.Secrets.Identities.AzureEndpoints') }) | Select-Object -Last 1
            $current = $endpoints.GetProperty('Current', [System.Reflection.BindingFlags]'Public, Static')
            $keys = (New-Item -ItemType Directory (Join-Path $TestDrive 'tokens')).FullName
            $endpoints.GetProperty('ArcKeyFolder').SetValue($current.GetValue($null), $keys)
            [System.IO.File]::WriteAllText((Join-Path $keys 'one.key'), [AzureStandIn]::ArcKey)
        }

        AfterAll {
            $current.SetValue($null, [Activator]::CreateInstance($endpoints, $true))
        }

        BeforeEach {
            Set-AzureIdentity $azure Arc
        }

        It 'reads the key file' {
            $azure.ArcKeyFile = Join-Path $keys 'one.key'
            (Connect-KeyVault).Member | Should -BeExactly $Sandbox.memberEmail
            Assert-Addressee
        }

        It 'does not read <what>' -ForEach @(
            @{ what = 'another folder'; file = '/etc/passwd'; says = 'an unexpected place' }
            @{ what = 'a path out of the folder'; file = 'KEYS/../tokens2/one.key'; says = 'an unexpected place' }
            @{ what = 'a subfolder'; file = 'KEYS/sub/one.key'; says = 'an unexpected place' }
            @{ what = 'another extension'; file = 'KEYS/one.txt'; says = 'an unexpected place' }
            @{ what = 'a relative path'; file = 'one.key'; says = 'an unexpected place' }
            @{ what = 'a large file'; file = 'KEYS/large.key'; says = 'larger than 4096 bytes' }
            @{ what = 'an empty file'; file = 'KEYS/empty.key'; says = 'contains no key' }
            @{ what = 'a missing file'; file = 'KEYS/missing.key'; says = 'cannot be read' }
        ) {
            [System.IO.File]::WriteAllText((Join-Path $keys 'large.key'), 'x' * 5000)
            [System.IO.File]::WriteAllText((Join-Path $keys 'empty.key'), '')
            $azure.ArcKeyFile = $file.Replace('KEYS', $keys)
            Assert-KeyVaultFailure Owox.IdentityFailed AuthenticationError 'Azure Arc', $says
        }

        It 'rejects a client ID' {
            Assert-Failure { Connect-KeyVault @{ IdentityClientId = '33333333-0000-0000-0000-000000000000' } } -Id Owox.IdentityFailed -Category AuthenticationError -Type Owox.PowerShell.OwoxVaultException -Says 'supports only the identity of the server'
        }
    }

    Context 'of the Azure CLI' -Skip:(-not $isUnix) {
        BeforeEach {
            Set-AzureIdentity $azure None
            $folder = Join-Path $TestDrive 'cli'
            $null = New-Item -ItemType Directory $folder -Force
            $env:PATH = "$folder$([System.IO.Path]::PathSeparator)$path"

            function Set-AzureCli([string] $Text) {
                [System.IO.File]::WriteAllText("$folder/az", "#!/bin/sh`n$Text`n")
                chmod 700 "$folder/az"
            }
        }

        AfterEach {
            $env:PATH = $path
        }

        It 'passes the resource and the tenant' {
            Set-AzureCli "printf '%s ' `"`$@`" > '$folder/arguments'; echo '{ `"accessToken`": `"$($azure.Issue())`" }'"
            (Connect-KeyVault).Member | Should -BeExactly $Sandbox.memberEmail
            Get-Content "$folder/arguments" | Should -Be "account get-access-token --resource $($azure.Address) --output json --tenant 11111111-2222-3333-4444-555555555555 "
        }

        It 'ignores notices and terminal codes around the output' {
            Set-AzureCli "echo 'WARNING: a new version is available'; printf '{ `"accessToken`": `"$($azure.Issue())`" }\033[0m\n'; echo notice >&2"
            (Connect-KeyVault).Member | Should -BeExactly $Sandbox.memberEmail
        }

        It 'reports <what>' -ForEach @(
            @{ what = 'an account that is not signed in'; text = "echo 'Please run az login, precious' | sed 's/, precious//' >&2; exit 1"; says = 'exit code 1', 'Please run az login' }
            @{ what = 'output that is not JSON'; text = 'echo hello'; says = 'without a token' }
        ) {
            Set-AzureCli $text
            Assert-KeyVaultFailure Owox.IdentityFailed AuthenticationError (@('Azure CLI') + $says)
        }

        It 'reports a program that the system cannot start' {
            [System.IO.File]::WriteAllText("$folder/az", 'garbage')
            chmod 700 "$folder/az"
            Assert-KeyVaultFailure Owox.IdentityFailed AuthenticationError 'Azure CLI', 'az could not be started'
        }

        It 'stops az after the timeout' {
            Set-AzureCli 'exec sleep 30'
            Set-OwoxTestTiming @{ AzureCliTimeout = 0.5 }
            try {
                Assert-Failure { Connect-KeyVault } -Id Owox.IdentityFailed -Category AuthenticationError -Type Owox.PowerShell.OwoxVaultException -Says 'did not end in time'
            }
            finally {
                Set-OwoxTestTiming @{ AzureCliTimeout = 30 }
            }
        }
    }
}
