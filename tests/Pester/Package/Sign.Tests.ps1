# The module is signed with a test certificate. The signing cmdlets exist only on Windows. Elsewhere, osslsigncode signs and verifies.

BeforeDiscovery {
    # With the cmdlets, the script would not use osslsigncode, which this file tests.
    $canSign = (Get-Command osslsigncode -ErrorAction Ignore) -and -not (Get-Command Set-AuthenticodeSignature -ErrorAction Ignore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1'), (Join-Path $PSScriptRoot '../Support/Package.psm1')
    Start-OwoxTest -NoImport
    Initialize-TestPackage
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).ProviderPath
    $protect = Join-Path $root 'build/Protect-Module.ps1'
    $password = 'cømplex "pass" $word'

    # A certificate for code signing: with its key in a password-protected file, and without the key as text.
    $key = [System.Security.Cryptography.RSA]::Create(2048)
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Owox test signing', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $uses = [System.Security.Cryptography.OidCollection]::new()
    $null = $uses.Add([System.Security.Cryptography.Oid]::new('1.3.6.1.5.5.7.3.3'))
    $request.CertificateExtensions.Add([System.Security.Cryptography.X509Certificates.X509EnhancedKeyUsageExtension]::new($uses, $true))
    $certificate = $request.CreateSelfSigned([DateTimeOffset]::Now.AddDays(-1), [DateTimeOffset]::Now.AddDays(1))
    $pfx = Join-Path $TestDrive 'signing.pfx'
    $authority = Join-Path $TestDrive 'signing.pem'
    [System.IO.File]::WriteAllBytes($pfx, $certificate.Export('Pfx', $password))
    Set-Content $authority $certificate.ExportCertificatePem()

    function Copy-Module([string] $Name) {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive $Name)).FullName
        Copy-Item (Join-Path $env:OWOX_TEST_PACKAGE 'Owox') $folder -Recurse
        Join-Path $folder 'Owox'
    }

    function Get-SignableFile([string] $Module) {
        (Get-RelativePath $Module).Where({ $_ -match '\.(dll|psd1|ps1xml)$' })
    }

    function Test-Signature([string] $Path) {
        $null = osslsigncode verify -CAfile $authority -in $Path 2>&1
        $LASTEXITCODE -eq 0
    }

    # Returns the content of the signature block of a script: the signed message, and the text before the block.
    function Read-SignatureBlock([string] $Path) {
        $text = [System.IO.File]::ReadAllText($Path)
        $block = [regex]::Match($text, '(?s)\r\n(?:# |<!-- )SIG # Begin signature block.*$')
        $lines = [regex]::Matches($block.Value, '(?m)^(?:# |<!-- )([A-Za-z0-9+/=]+)(?: -->)?\r?$').ForEach({ $_.Groups[1].Value })
        $message = [System.Security.Cryptography.Pkcs.SignedCms]::new()
        $message.Decode([Convert]::FromBase64String($lines -join ''))
        @{ Message = $message; Text = $text.Substring(0, $block.Index) }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A signed module' -Skip:(-not $canSign) {
    BeforeAll {
        $module = Copy-Module 'signed'
        $unsigned = Join-Path $env:OWOX_TEST_PACKAGE 'Owox'
        $warnings = & $protect -ModulePath $module -Certificate $pfx -Password (ConvertTo-Secret $password) 3>&1
    }

    It 'has a valid signature on each dll, psd1 and ps1xml file, and no other changes' {
        $signed = Get-SignableFile $module
        $signed.Count | Should -BeGreaterThan 15
        foreach ($place in $signed) {
            Test-Signature (Join-Path $module $place) | Should -BeTrue -Because $place
            Test-Signature (Join-Path $unsigned $place) | Should -BeFalse -Because "$place is not yet signed by this certificate"
        }

        Get-RelativePath $module | Should -Be (Get-RelativePath $unsigned)
        foreach ($place in (Get-RelativePath $module).Where({ $_ -notin $signed })) {
            (Get-FileHash (Join-Path $module $place)).Hash | Should -Be (Get-FileHash (Join-Path $unsigned $place)).Hash
        }
    }

    It 'has the signature blocks that Windows expects in its manifest and views: <_>' -ForEach 'Owox.psd1', 'Owox.Format.ps1xml', 'Owox.Types.ps1xml' {
        $read = Read-SignatureBlock (Join-Path $module $_)
        $read.Message.CheckSignature($true)
        $read.Message.SignerInfos[0].Certificate.Thumbprint | Should -Be $certificate.Thumbprint
        $read.Message.ContentInfo.ContentType.Value | Should -Be '1.3.6.1.4.1.311.2.1.4'

        # The digest is at the end of the content. It is computed from the text in UTF-16.
        $digest = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::Unicode.GetBytes($read.Text))
        [Convert]::ToHexString($read.Message.ContentInfo.Content[-32..-1]) | Should -Be ([Convert]::ToHexString($digest))
        $read.Text | Should -BeExactly ([System.IO.File]::ReadAllText((Join-Path $unsigned $_)))
    }

    It 'has an invalid signature after any change: <_>' -ForEach 'Owox.psd1', 'Owox.Format.ps1xml', 'Owox.Types.ps1xml', 'net8.0/Owox.PowerShell.dll', 'netstandard2.0/System.Text.Json.dll' {
        $changed = Join-Path $TestDrive "changed$([System.IO.Path]::GetExtension($_))"
        $bytes = [System.IO.File]::ReadAllBytes((Join-Path $module $_))
        $bytes[1000] = $bytes[1000] -bxor 1
        [System.IO.File]::WriteAllBytes($changed, $bytes)
        Test-Signature $changed | Should -BeFalse
    }

    It 'can be imported and used' {
        $run = Invoke-FreshShell -Bare -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } @"
Import-Module '$module/Owox.psd1'
`$null = Connect-OwoxDataMarts
(Get-OwoxDataMart Orders | Out-String).Trim().Length -gt 0
(Test-ModuleManifest '$module/Owox.psd1').Version.ToString()
"@
        $run.Errors | Should -BeNullOrEmpty
        ($run.Output.Trim() -split '\r?\n')[0] | Should -Be 'True'
    }

    It 'has no catalog, with a warning' {
        Join-Path $module 'Owox.cat' | Should -Not -Exist
        $warnings.Message | Should -Be 'No catalog was created, because New-FileCatalog requires Windows. Each dll, psd1 and ps1xml file is signed separately.'
    }

    It 'is published by New-Package.ps1 with -Sign, with matching checksums and bill of materials' {
        $output = Join-Path $TestDrive 'package'

        # The settings of the first package, so that nothing is compiled again. Analyzers do not change the output.
        $run = Invoke-FreshShell -Bare -Environment @{ PFX_PASSWORD = $password; RunAnalyzers = 'false'; UseSharedCompilation = 'false'; MSBUILDDISABLENODEREUSE = '1'; NUGET_PACKAGES = (Get-Content (Join-Path $root 'src/Owox.PowerShell/obj/project.assets.json') -Raw | ConvertFrom-Json).project.restore.packagesPath } @"
`$password = [System.Net.NetworkCredential]::new('', `$env:PFX_PASSWORD).SecurePassword
& '$root/build/New-Package.ps1' -OutputFolder '$output' -Sign '$pfx' -SignPassword `$password 3>`$null | Out-Null
"@
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $packed = Join-Path $TestDrive 'expanded'
        Expand-Archive (Join-Path $output 'Owox.*.nupkg') $packed
        foreach ($place in Get-SignableFile (Join-Path $output 'Owox')) {
            Test-Signature (Join-Path $packed $place) | Should -BeTrue -Because $place
        }

        $bill = Get-Content (Join-Path $output 'Owox.*.cdx.json') -Raw | ConvertFrom-Json
        foreach ($file in $bill.components.components) {
            (Get-FileHash (Join-Path $packed $file.name)).Hash | Should -Be $file.hashes.content
        }

        foreach ($line in Get-Content (Join-Path $output 'SHA256SUMS')) {
            (Get-FileHash (Join-Path $output ($line -split '  ')[1])).Hash | Should -Be ($line -split '  ')[0]
        }
    }
}

Describe 'Protect-Module.ps1' {
    It 'fails with a wrong password and leaves the module unchanged' -Skip:(-not $canSign) {
        $module = Copy-Module 'refused'
        $failure = Get-Failure { & $protect -ModulePath $module -Certificate $pfx -Password (ConvertTo-Secret 'wrong-pass-word') }
        $failure.Exception.Message | Should -BeLike 'Not signed: *'
        $failure.Exception.Message | Should -Not -BeLike '*wrong-pass-word*'
        Get-RelativePath $module | Should -Be (Get-RelativePath (Join-Path $env:OWOX_TEST_PACKAGE 'Owox'))
    }

    It 'uses the specified timestamp server, and fails if it does not respond' -Skip:(-not $canSign) {
        $module = Copy-Module 'timeless'
        { & $protect -ModulePath $module -Certificate $pfx -Password (ConvertTo-Secret $password) -TimestampServer http://127.0.0.1:9 } | Should -Throw 'Not signed: *'
        Get-RelativePath $module | Should -Be (Get-RelativePath (Join-Path $env:OWOX_TEST_PACKAGE 'Owox'))
    }

    It 'reports the valid values of -Certificate' {
        { & $protect -ModulePath $TestDrive -Certificate 'nowhere.pfx' } | Should -Throw "'nowhere.pfx' is neither an existing file nor a thumbprint, which has 40 hexadecimal digits."
    }

    It 'accepts a thumbprint only on Windows' -Skip:(-not $canSign) {
        { & $protect -ModulePath $TestDrive -Certificate ('a' * 40) } | Should -Throw 'A thumbprint requires the certificate store of Windows. Specify a .pfx file.'
    }

    It 'reports a missing tool' -Skip:(-not $canSign) {
        $run = Invoke-FreshShell -Bare "`$env:PATH = ''; try { & '$protect' -ModulePath '$TestDrive' -Certificate '$pfx' } catch { `$_.Exception.Message }"
        $run.Output.Trim() | Should -Be 'On systems other than Windows, signing requires osslsigncode 2.8 or newer on PATH.'
    }

    # Functions replace the cmdlets of Windows and record their arguments. The test verifies the order and the files, not the signatures.
    It 'signs the files, creates a catalog and signs it on Windows' {
        $module = Copy-Module 'windows'
        $run = Invoke-FreshShell -Bare @"
function Set-AuthenticodeSignature(`$FilePath, `$Certificate, `$HashAlgorithm, `$IncludeChain, `$TimestampServer) {
    foreach (`$file in `$FilePath) { [Console]::WriteLine("sign `$([System.IO.Path]::GetRelativePath('$module', `$file)) `$HashAlgorithm `$TimestampServer"); [pscustomobject]@{ Status = 'Valid'; SignerCertificate = `$Certificate; Path = `$file } }
}
function New-FileCatalog(`$Path, `$CatalogFilePath, `$CatalogVersion) { [Console]::WriteLine("catalog `$CatalogVersion"); Set-Content `$CatalogFilePath x }
`$password = [System.Net.NetworkCredential]::new('', `$env:PFX_PASSWORD).SecurePassword
& '$protect' -ModulePath '$module' -Certificate '$pfx' -Password `$password -TimestampServer http://timestamp.example
"@ -Environment @{ PFX_PASSWORD = $password }
        $run.Errors | Should -BeNullOrEmpty
        $lines = $run.Output.Trim() -split '\r?\n'
        $lines[0..($lines.Count - 3)] | Sort-Object -Culture '' | Should -Be ((Get-SignableFile $module).ForEach({ "sign $_ SHA256 http://timestamp.example/" }) | Sort-Object -Culture '')
        $lines[-2] | Should -Be 'catalog 2'
        $lines[-1] | Should -Be 'sign Owox.cat SHA256 http://timestamp.example/'
    }

    It 'fails on Windows when a file was not signed' {
        $module = Copy-Module 'unsigned'
        $run = Invoke-FreshShell -Bare @"
function Set-AuthenticodeSignature { [pscustomobject]@{ Status = 'HashMismatch'; StatusMessage = 'The contents were altered.'; SignerCertificate = 1; Path = 'Owox.psd1' } }
`$password = [System.Net.NetworkCredential]::new('', `$env:PFX_PASSWORD).SecurePassword
try { & '$protect' -ModulePath '$module' -Certificate '$pfx' -Password `$password } catch { `$_.Exception.Message }
"@ -Environment @{ PFX_PASSWORD = $password }
        $run.Output.Trim() | Should -Be 'Not signed: Owox.psd1: The contents were altered.'
    }
}
