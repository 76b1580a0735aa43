# Certificate checks of a connection: private authorities, invalid certificates, and skipped checks.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Network.psm1')
    Start-OwoxTest @{ https = $true; rows = 20000 }
    $authority = New-AuthorityFile $TestDrive
    $tls = @{ Id = 'Owox.TlsFailed'; Category = 'ConnectionError'; Type = 'Owox.OwoxConnectionException' }
    $file = @{ Id = 'Owox.CertificateAuthorityInvalid'; Category = 'InvalidArgument'; Type = 'Owox.OwoxConfigurationException' }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts -CertificateAuthority' {
    It 'trusts the authority of a PEM file' {
        $connection = Connect-ToOrigin $Sandbox.https.good @{ CertificateAuthority = $authority }
        $connection.Origin | Should -Be $Sandbox.https.good
        (Get-OwoxDataMart Orders -Connection $connection).Title | Should -Be 'Orders'
        @(Export-OwoxDataMart $Sandbox.dataMarts.orders -Connection $connection).Count | Should -BeGreaterThan 10
        $written = Export-OwoxDataMart $Sandbox.dataMarts.orders -Connection $connection -Path (Join-Path $TestDrive 'orders.csv')
        $written.Rows | Should -BeGreaterThan 10
    }

    It 'trusts the authority for a member, also when it signs out' {
        $member = [pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword))
        $null = Connect-OwoxDataMarts -Origin $Sandbox.https.good -Credential $member -CertificateAuthority $authority -Name member
        Get-OwoxApiKey -Connection member | Should -Not -BeNullOrEmpty
        Disconnect-OwoxDataMarts member -ErrorAction Stop
    }

    It 'accepts <what>' -ForEach @(
        @{ what = 'DER'; make = { [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($Sandbox.https.authority).RawData } }
        @{ what = 'several PEM certificates with text between them'; make = { [System.Text.Encoding]::UTF8.GetBytes("Ours:`r`n$(New-OtherAuthority)`r`n# and`r`n$($Sandbox.https.authority)") } }
        @{ what = 'PKCS #7'; make = {
                $all = [System.Security.Cryptography.X509Certificates.X509Certificate2Collection]::new()
                foreach ($pem in (New-OtherAuthority), $Sandbox.https.authority) {
                    $null = $all.Add([System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($pem))
                }

                , $all.Export('Pkcs7')
            }
        }
    ) {
        $path = Join-Path $TestDrive 'taken.cer'
        [System.IO.File]::WriteAllBytes($path, (& $make))
        (Connect-ToOrigin $Sandbox.https.good @{ CertificateAuthority = $path }).Project | Should -Not -BeNullOrEmpty
    }

    It 'resolves a path relative to the current location' {
        Push-Location $TestDrive
        (Connect-ToOrigin $Sandbox.https.good @{ CertificateAuthority = './authority.pem' }).IsOpen | Should -BeTrue
        Pop-Location
    }

    It 'trusts the authority only for that connection' {
        $null = Connect-ToOrigin $Sandbox.https.good @{ CertificateAuthority = $authority; Name = 'trusting' }
        Assert-Failure { Connect-ToOrigin $Sandbox.https.good } @tls -Says "A secure connection to $($Sandbox.https.good) could not be established", 'issued by', 'Sandbox Root', 'is not trusted by this computer', '-CertificateAuthority'
        (Get-OwoxDataMart Orders -Connection trusting).Title | Should -Be 'Orders'
    }

    It 'does not trust another authority with the same name' {
        $other = Join-Path $TestDrive 'other.pem'
        Set-Content $other (New-OtherAuthority)
        Assert-Failure { Connect-ToOrigin $Sandbox.https.good @{ CertificateAuthority = $other } } @tls -Says 'could not be established', "is not trusted by this computer or by the specified certificate authorities"
    }

    It 'still rejects an invalid certificate: <what>' -ForEach @(
        @{ what = 'expired'; origin = 'expired'; says = 'its certificate expired on 2025-04-01 12:00 UTC' }
        @{ what = 'not yet valid'; origin = 'notYetValid'; says = 'its certificate is not valid before 20', 'the clock of this computer' }
        @{ what = 'for another host'; origin = 'wrongHost'; says = 'its certificate is for other.example, ?.other.example, 192.0.2.7, not for 127.0.0.1', 'Check the address' }
        @{ what = 'self-signed'; origin = 'selfSigned'; says = 'its certificate is self-signed', 'is not trusted by this computer or by the specified certificate authorities' }
    ) {
        Assert-Failure { Connect-ToOrigin $Sandbox.https.$origin @{ CertificateAuthority = $authority } } @tls -Says $says
    }

    It 'reports all reasons when a certificate is invalid for more than one' {
        Assert-Failure { Connect-ToOrigin $Sandbox.https.wrongHost } @tls -Says 'is not trusted by this computer', 'in addition, its certificate is for other.example'
    }

    It 'trusts a self-signed certificate in the file' {
        $client = [System.Net.Sockets.TcpClient]::new('127.0.0.1', ([uri] $Sandbox.https.selfSigned).Port)
        $secure = [System.Net.Security.SslStream]::new($client.GetStream(), $false, { $true })
        $secure.AuthenticateAsClient('localhost')
        $path = Join-Path $TestDrive 'self.cer'
        [System.IO.File]::WriteAllBytes($path, $secure.RemoteCertificate.GetRawCertData())
        $client.Dispose()
        (Connect-ToOrigin $Sandbox.https.selfSigned @{ CertificateAuthority = $path }).IsOpen | Should -BeTrue
        Assert-Failure { Connect-ToOrigin $Sandbox.https.expired @{ CertificateAuthority = $path } } @tls -Says 'expired on'
    }

    It 'rejects <what>' -ForEach @(
        @{ what = 'a missing file'; make = { Join-Path $TestDrive 'nowhere.pem' }; says = 'nowhere.pem', 'the file does not exist' }
        @{ what = 'a folder'; make = { "$TestDrive" }; says = 'cannot be used as a certificate authority' }
        @{ what = 'a text file'; make = { Set-Content "$TestDrive/a.pem" 'hello'; "$TestDrive/a.pem" }; says = 'it does not contain a certificate', '-----BEGIN CERTIFICATE-----' }
        @{ what = 'an empty file'; make = { Set-Content "$TestDrive/b.pem" '' -NoNewline; "$TestDrive/b.pem" }; says = 'it is empty' }
        @{ what = 'a truncated certificate'; make = { Set-Content "$TestDrive/c.pem" "-----BEGIN CERTIFICATE-----`nMIIB`n-----END CERTIFICATE-----"; "$TestDrive/c.pem" }; says = 'it does not contain a certificate that can be read' }
        @{ what = 'a private key'; make = { Set-Content "$TestDrive/d.pem" ([System.Security.Cryptography.RSA]::Create(2048).ExportPkcs8PrivateKeyPem()); "$TestDrive/d.pem" }; says = 'a PRIVATE KEY instead of a certificate' }
        @{ what = 'a PFX'; make = { [System.IO.File]::WriteAllBytes("$TestDrive/e.pfx", [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($Sandbox.https.authority).Export('Pfx')); "$TestDrive/e.pfx" }; says = 'it is a PFX' }
    ) {
        $path = & $make
        Assert-Failure { Connect-Sandbox -With @{ CertificateAuthority = $path } } @file -Says $says
    }
}

Describe 'Connect-OwoxDataMarts -SkipCertificateCheck' {
    It 'accepts a certificate that is <_>' -ForEach 'good', 'expired', 'notYetValid', 'wrongHost', 'selfSigned' {
        $connection = Connect-ToOrigin $Sandbox.https.$_ @{ SkipCertificateCheck = $true; WarningAction = 'SilentlyContinue' }
        (Get-OwoxDataMart Orders -Connection $connection).Title | Should -Be 'Orders'
    }

    It 'warns each time' {
        foreach ($time in 1, 2) {
            $key = ConvertTo-Secret (Get-KeyForOrigin $Sandbox.https.expired)
            $null = Connect-OwoxDataMarts -ApiKey $key -SkipCertificateCheck -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            $warnings[0].Message | Should -BeLike 'With -SkipCertificateCheck, *can impersonate the server*-CertificateAuthority*'
        }
    }

    It 'skips the check only for that connection' {
        $null = Connect-ToOrigin $Sandbox.https.expired @{ SkipCertificateCheck = $true; Name = 'careless'; WarningAction = 'SilentlyContinue' }
        (Get-OwoxDataMart Orders -Connection careless).Title | Should -Be 'Orders'
        Assert-Failure { Connect-ToOrigin $Sandbox.https.expired @{ Name = 'careful' } } @tls -Says 'expired on'
        Assert-Failure { Connect-ToOrigin $Sandbox.https.expired @{ CertificateAuthority = $authority; Name = 'careful' } } @tls -Says 'expired on'
    }

    It 'does not warn with -SkipCertificateCheck:$false' {
        $key = ConvertTo-Secret (Get-KeyForOrigin $Sandbox.https.good)
        $null = Connect-OwoxDataMarts -ApiKey $key -CertificateAuthority $authority -SkipCertificateCheck:$false -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'cannot be combined with -CertificateAuthority' {
        Assert-Failure { Connect-ToOrigin $Sandbox.https.good @{ SkipCertificateCheck = $true; CertificateAuthority = $authority } } @file -Says 'Specify one of them'
    }
}
