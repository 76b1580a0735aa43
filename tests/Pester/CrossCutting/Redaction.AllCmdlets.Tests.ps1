# No output and no file of a run contains a secret: every cmdlet, its success and its errors.
# Two outputs contain a key by design and are excluded: -AsPlainText, and the line ##vso[task.setsecret].

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $noVault = Test-VaultMissing
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Start-OwoxTest @{ https = $true; proxy = $true; apiVersion = '0.35' } -NoImport

    # Runs AllCmdlets.ps1 in a new process. Returns the folder with all of its output, and the secrets that it must not contain.
    function Invoke-CmdletScript([string] $Name, [hashtable] $Environment = @{}) {
        $root = Join-Path $TestDrive $Name
        $folders = @{}
        foreach ($folder in 'home', 'temp', 'work', 'dump') {
            $folders[$folder] = (New-Item -ItemType Directory (Join-Path $root $folder)).FullName
        }

        $known = Join-Path $TestDrive "$Name.known"
        $variables = @{ HOME = $folders.home; TMPDIR = $folders.temp; TEMP = $folders.temp; TMP = $folders.temp; DUMP = $folders.dump; KNOWN = $known } + $Environment
        $run = Wait-FreshShell (Start-FreshShell "Set-Location '$($folders.work)'; . '$PSScriptRoot/../Support/FaultyVault/AllCmdlets.ps1'; 'all steps completed'" $variables) 300
        $run.Output | Should -BeLike '*all steps completed*' -Because $run.Errors
        $lines = $run.Output -split '\r?\n'
        $lines -notlike '##vso`[task.setsecret`]*' | Set-Content (Join-Path $folders.dump 'stdout.txt')
        $run.Errors | Set-Content (Join-Path $folders.dump 'stderr.txt')

        # The vault itself contains the secrets by design.
        Remove-Item (Join-Path $folders.home 'vault-Faulty/store') -Recurse
        @{
            Root   = $root
            Dump   = $folders.dump
            Known  = Get-Content $known | Where-Object Length -GE 8 | Sort-Object -Unique -CaseSensitive
            Masked = @($lines -like '##vso`[task.setsecret`]*')
        }
    }

    # Returns a text in its possible encodings: base64 at any position in a longer text, base64url, and hexadecimal.
    function Get-EncodedText([string] $Text) {
        $Text
        [System.Net.WebUtility]::UrlEncode($Text)
        foreach ($encoding in [System.Text.Encoding]::UTF8, [System.Text.Encoding]::Unicode) {
            $bytes = $encoding.GetBytes($Text)
            [Convert]::ToHexString($bytes)
            [Convert]::ToHexString($bytes).ToLowerInvariant()
            foreach ($shift in 0..2) {
                $code = [Convert]::ToBase64String([byte[]](@(0) * $shift + $bytes))

                # The characters at both ends also depend on the neighboring bytes.
                $inner = $code.TrimEnd('=').Substring([Math]::Ceiling($shift * 4 / 3))
                $inner = $inner.Substring(0, $inner.Length - 1)
                $inner
                $inner.Replace('+', '-').Replace('/', '_')
            }
        }
    }

    # Returns the files that contain a secret: the path and the first characters of the secret, which identify the error.
    function Find-Leak([string] $Folder, [string[]] $Known) {
        $forms = foreach ($secret in $Known) {
            Get-EncodedText $secret | Sort-Object -Unique -CaseSensitive | ForEach-Object { [pscustomobject]@{ Secret = $secret; Form = $_ } }
        }

        foreach ($file in Get-ChildItem -LiteralPath $Folder -Recurse -File -Force) {
            $text = Get-Content -LiteralPath $file.FullName -Raw

            # Joins lines that the console wrapped.
            $joined = "$text" -replace '\r?\n[ |]*'
            foreach ($form in $forms) {
                if ("$text".Contains($form.Form) -or $joined.Contains($form.Form)) {
                    "$([System.IO.Path]::GetRelativePath($Folder, $file.FullName)): $($form.Secret.Substring(0, 6))..."
                }
            }
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The output of a run' -Skip:$noVault {
    BeforeAll {
        $run = Invoke-CmdletScript 'run'
        $ids = Get-Content (Join-Path $run.Dump 'ids.txt')
    }

    It 'contains no secret' {
        $leaks = @(Find-Leak $run.Root $run.Known | Sort-Object -Unique -CaseSensitive)
        $leaks -join "`n" | Should -BeNullOrEmpty
    }

    It 'is searched for keys, tokens, cookies and passwords' {
        $run.Known | Should -Contain $Sandbox.apiKey
        $run.Known | Should -Contain (Get-KeyPart $Sandbox.apiKey).apiKeySecret
        $run.Known | Should -Contain $Sandbox.memberPassword
        $run.Known | Should -Contain $Sandbox.proxy.password
        @($run.Known -like 'owox_key_*').Count | Should -BeGreaterThan 10
        @($run.Known -like 'sandbox-license-*').Count | Should -BeGreaterThan 3
        @($run.Known -match '^[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}$').Count | Should -BeGreaterThan 3
        @($run.Known -match '^[\w-]{20,}\.[\w-]{20,}$').Count | Should -BeGreaterThan 1
    }

    It 'contains the transcript, each result and each error' {
        $transcript = Get-Content (Join-Path $run.Dump 'transcript.txt') -Raw
        $transcript | Should -BeLike '*VERBOSE: POST /api/auth/api-keys/exchange: 200*'
        $transcript | Should -BeLike '*VERBOSE: POST /auth/better-auth/sign-in/email: 401*'
        $transcript | Should -BeLike '*== not connected*There is no connection*'
        Get-ChildItem $run.Dump -Filter *.clixml | Should -Not -BeNullOrEmpty
        Get-Content (Join-Path $run.Dump 'stdout.txt') -Raw | Should -BeLike '*test vault*'
    }

    It 'is searched for the tokens of Azure and of its identities' {
        @($run.Known -like 'access-token-*').Count | Should -BeGreaterThan 5
        foreach ($known in 'identity-header-*', 'platform-token-*', 'federated.assertion.*') { @($run.Known -like $known).Count | Should -Be 1 }
    }

    It 'reports Owox.<_>' -ForEach 'SecretCommandFailed', 'SecretCommandInvalid', 'IdentityFailed', 'IdentityNotFound', 'VaultAccessDenied', 'VaultNotFound', 'SecretNotFound', 'ApiKeyMalformed', 'SecretTypeUnsupported', 'VaultFailed', 'VaultLocked',
    'Unauthorized', 'UnexpectedResponse', 'NotFound', 'RateLimited', 'Forbidden', 'RefreshTokenMalformed', 'AccessTokenMalformed', 'OriginInvalid', 'ApiKeyNameInvalid',
    'ExpiryInvalid', 'ProxyInvalid', 'ProxyRefused', 'TlsFailed', 'ApiKeyNameInUse', 'SecretExists', 'ApiKeyCannotManageKeys', 'ApiKeyInUse', 'RotationIncomplete', 'RotationNotPossible', 'LicenseKeyNameInvalid', 'LicenseKeyNameInUse', 'NewLicenseKeyInvalid', 'DestinationSecretNotStored', 'DestinationHasNoSecret', 'NotConnected',
    'SecretIsPlainText', 'SecretInvalid', 'SecretRejected', 'CredentialTitleInUse' {
        @($ids -like "Owox.$_,*").Count | Should -BeGreaterThan 0
    }

    It 'contains a success and an error of every cmdlet' {
        Import-Owox
        $outcomes = Get-Content (Join-Path $run.Dump 'cmdlets.txt') | Sort-Object -Unique
        $all = (Get-Command -Module Owox -CommandType Cmdlet).Name
        $all.Count | Should -BeGreaterThan 40
        $all.ForEach({ "$_ failed"; "$_ worked" }) | Where-Object { $_ -notin $outcomes } | Should -BeNullOrEmpty
    }

    It 'contains the response that repeats the token, redacted, for every cmdlet with requests' {
        $echoes = Get-ChildItem $run.Dump -Filter '*-an-echo-at-*' | Group-Object { $_.Name.Split('.')[0] }
        $echoes.Count | Should -BeGreaterThan 25
        $echoes.Where({ "$(Get-Content -LiteralPath $_.Group -Raw)" -notlike '*you sent `*`*`*,*' }).Name | Should -BeNullOrEmpty
    }

    It 'contains one line that masks a key in a pipeline' {
        $run.Masked | Should -HaveCount 1
        $run.Known | Should -Contain $run.Masked[0].Substring('##vso[task.setsecret]'.Length)
    }
}

Describe 'The search for secrets' -Skip:$noVault {
    It 'finds a deliberate leak in streams, transcript, objects, errors and files' {
        $planted = Invoke-CmdletScript 'planted' @{ PLANTED = '1' }
        $leaks = @(Find-Leak $planted.Root $planted.Known | Sort-Object -Unique -CaseSensitive)
        foreach ($place in 'dump/transcript.txt: owox_k', 'dump/stdout.txt: owox_k', 'dump/transcript.txt: wrong-', 'dump/01-a-leak-in-words.error.txt: wrong-',
            'dump/01-a-leak-in-words.get-error.txt: wrong-', 'dump/01-a-leak-in-words.error.clixml: wrong-',
            "dump/02-a-leak-in-an-object.clixml: $($Sandbox.memberPassword.Substring(0, 6))") {
            $leaks | Should -Contain "$place..."
        }

        foreach ($place in 'dump/02-a-leak-in-an-object.json', 'dump/02-a-leak-in-an-object.list.txt', 'dump/02-a-leak-in-an-object.csv', 'work/left.log') {
            @($leaks -like "${place}: *").Count | Should -BeGreaterThan 0 -Because $place
        }
    }
}
