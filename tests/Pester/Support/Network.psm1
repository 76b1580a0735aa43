# Functions for the tests of proxies and certificates. Their sandbox needs the options { "https": true, "proxy": true }.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'OwoxTest.psm1')

# Returns the admin's key for another origin of the sandbox.
function Get-KeyForOrigin([string] $Origin) {
    $part = Get-KeyPart $Sandbox.apiKey
    New-KeyText @{ apiOrigin = $Origin; apiKeyId = $part.apiKeyId; apiKeySecret = $part.apiKeySecret }
}

function Connect-ToOrigin([string] $Origin, [hashtable] $With = @{}) {
    Connect-Sandbox (Get-KeyForOrigin $Origin) -With $With
}

# Returns the credential for the sandbox's proxy, or a wrong one.
function Get-ProxyCredential([string] $Text = $Sandbox.proxy.password) {
    [pscredential]::new($Sandbox.proxy.user, (ConvertTo-Secret $Text))
}

# Creates a file with the certificate of the sandbox's authority.
function New-AuthorityFile([string] $Folder) {
    $file = Join-Path $Folder 'authority.pem'
    Set-Content -LiteralPath $file $Sandbox.https.authority
    $file
}

# Creates the certificate of another authority with the same name, as PEM.
function New-OtherAuthority {
    $key = [System.Security.Cryptography.RSA]::Create(2048)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Sandbox Root, O=Owox Sandbox', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $request.CertificateExtensions.Add([System.Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($true, $false, 0, $true))
    $certificate = $request.CreateSelfSigned([DateTimeOffset]::Now.AddDays(-1), [DateTimeOffset]::Now.AddDays(9))
    "-----BEGIN CERTIFICATE-----`n$([Convert]::ToBase64String($certificate.RawData, 'InsertLineBreaks'))`n-----END CERTIFICATE-----"
}

# Opens a port that accepts connections and sends nothing. Keep the listener as long as the port is needed.
function New-SilentPort {
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $listener
}

# Opens a port that neither accepts nor refuses connections, because its queue is full.
function New-FullPort {
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start(1)
    $waiting = foreach ($one in 1..16) {
        $client = [System.Net.Sockets.TcpClient]::new()
        $connecting = $client.ConnectAsync('127.0.0.1', $listener.LocalEndpoint.Port)
        $client
        if (-not $connecting.Wait(300)) {
            break
        }
    }

    [pscustomobject]@{ Listener = $listener; Waiting = $waiting; Port = $listener.LocalEndpoint.Port }
}

function Get-ClosedPort {
    $listener = New-SilentPort
    $listener.LocalEndpoint.Port
    $listener.Stop()
}

Export-ModuleMember -Function *
