# The module does not expose a secret or token: in a stream, a transcript, an error or any form of its output.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport

    # Returns a text in each form in which it could be exposed.
    function Get-EncodedText([string] $Name, [string] $Text) {
        $utf8, $utf16 = [System.Text.Encoding]::UTF8.GetBytes($Text), [System.Text.Encoding]::Unicode.GetBytes($Text)
        $forms = @{
            'plain'            = $Text
            'base64'           = [Convert]::ToBase64String($utf8).TrimEnd('=')
            'base64url'        = [Convert]::ToBase64String($utf8).TrimEnd('=').Replace('+', '-').Replace('/', '_')
            'base64 of UTF-16' = [Convert]::ToBase64String($utf16).TrimEnd('=')
            'hex'              = [BitConverter]::ToString($utf8).Replace('-', '')
            'hex of UTF-16'    = [BitConverter]::ToString($utf16).Replace('-', '')
            'escaped'          = [uri]::EscapeDataString($Text)
        }
        foreach ($form in $forms.GetEnumerator()) {
            @{ Name = "$Name, $($form.Key)"; Text = $form.Value }
        }
    }

    # Returns the names of the secrets that a text contains, also across line ends.
    function Find-Leak([string] $Text) {
        $joined = $Text -replace '\s'
        foreach ($secret in $secrets) {
            if ($Text.IndexOf($secret.Text, [StringComparison]::OrdinalIgnoreCase) -ge 0 -or $joined.IndexOf($secret.Text, [StringComparison]::OrdinalIgnoreCase) -ge 0) {
                $secret.Name
            }
        }

        if ($joined -match 'Bearer\s*[A-Za-z0-9_-]{12}' -or $joined -match 'eyJ[A-Za-z0-9_-]{10,}\.eyJ') {
            'a token'
        }
    }

    # Runs a script, and returns all that remains: its output and errors, its transcript, and the files that it wrote to a folder.
    function Get-Trace([string] $Script, [hashtable] $Environment = @{}) {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $run = Invoke-FreshShell -Environment (@{ OWOX_API_KEY = $Sandbox.apiKey; OWOX_TEST_OUT = $folder } + $Environment) @"
`$null = Start-Transcript -Path (Join-Path `$env:OWOX_TEST_OUT 'transcript.txt')
`$VerbosePreference = `$DebugPreference = `$InformationPreference = 'Continue'
`$sandbox = `$env:OWOX_TEST_SANDBOX | ConvertFrom-Json
`$script:files = 0
function Save-Output(`$Value) {
    `$script:files++
    `$name = Join-Path `$env:OWOX_TEST_OUT "output-`$script:files"
    `$Value
    `$Value | Format-List * -Force | Out-File "`$name.list.txt" -Width 4000
    `$Value | Format-Custom * -Depth 3 | Out-File "`$name.custom.txt" -Width 4000
    `$Value | ConvertTo-Json -Depth 9 -WarningAction SilentlyContinue | Out-File "`$name.json"
    `$Value | ConvertTo-Csv | Out-File "`$name.csv"
    `$Value | Export-Clixml "`$name.xml" -Depth 9
}

$Script

`$Error | Format-List * -Force | Out-String -Width 4000
`$Error | ForEach-Object { `$_ | Get-Error | Out-String -Width 4000; `$_.Exception | Format-List * -Force | Out-String -Width 4000; `$_.Exception.ToString() }
`$Error | Export-Clixml (Join-Path `$env:OWOX_TEST_OUT 'errors.xml') -Depth 2
`$null = Stop-Transcript
"files: `$script:files; errors: `$(`$Error.Count)"
"@
        $files = Get-ChildItem $folder -File
        $files.Name | Should -Contain 'transcript.txt'
        $run.Output + $run.Errors + (($files | Get-Content -Raw) -join "`n")
    }

    Import-Owox
    $null = Connect-Sandbox
    Disconnect-OwoxDataMarts -All
    $secrets = foreach ($name in 'apiKey', 'viewerApiKey', 'revokedApiKey', 'expiredApiKey') {
        Get-EncodedText $name $Sandbox.$name
        Get-EncodedText "the secret of $name" (Get-KeyPart $Sandbox.$name).apiKeySecret
    }
    $null = Connect-Sandbox
    $secrets += Get-OwoxDestination | Where-Object SecretKey | ForEach-Object { Get-EncodedText "the secret key of $($_.Title)" (ConvertFrom-Secret $_.SecretKey) }
    Disconnect-OwoxDataMarts -All
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Secrets' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'are searched for in long forms' {
        $secrets.Count | Should -BeGreaterThan 60
        ($secrets | Where-Object { $_.Text.Length -lt 16 }).Name | Should -BeNullOrEmpty
    }

    It 'are found in a deliberate leak: <what>' -ForEach @(
        @{ what = 'a value in a CliXml file'; script = 'Save-Output ([pscustomobject]@{ Key = (ConvertTo-SecureString $sandbox.viewerApiKey -AsPlainText -Force) })'; name = 'viewerApiKey, hex of UTF-16'; unix = $true }
        @{ what = 'a verbose line'; script = 'Write-Verbose "the key is $($sandbox.viewerApiKey)"'; name = 'viewerApiKey, plain' }
        @{ what = 'an inner exception'; script = 'try { throw [InvalidOperationException]::new("outer", [ArgumentException]::new($sandbox.revokedApiKey)) } catch { }'; name = 'revokedApiKey, plain' }
        @{ what = 'a token'; script = '"x-owox-authorization: Bearer abcdefghijklmnopqrstuv"'; name = 'a token' }
    ) {
        if ($unix -and $IsWindows) {
            Set-ItResult -Skipped -Because 'Windows encrypts SecureString values in CliXml'
        }

        Find-Leak (Get-Trace $script) | Should -Contain $name
    }

    It 'are not exposed by successful commands' {
        $trace = Get-Trace @'
Save-Output (Connect-OwoxDataMarts -Verbose -Debug)
Save-Output (Connect-OwoxDataMarts -ApiKey (ConvertTo-SecureString $sandbox.viewerApiKey -AsPlainText -Force) -Name viewer -Verbose)
Save-Output (Get-OwoxConnection)
Save-Output (Test-OwoxConnection -Connection Default -Verbose)
Save-Output (Get-OwoxDataMart -Connection Default -Verbose)
Save-Output (Get-OwoxStorage -Connection Default -Verbose)
Save-Output (Get-OwoxDestination -Connection Default -Verbose)
Save-Output (Get-OwoxDestination -Connection Default | Get-OwoxDestination -Connection Default -Verbose)
Save-Output (Export-OwoxDataMart $sandbox.dataMarts.orders -Limit 5 -Connection Default -Verbose -Debug)
Get-Variable -Scope Global | Where-Object Name -notmatch 'sandbox' | Out-String -Width 4000
Get-OwoxConnection | Get-Member -Force | Out-String -Width 4000
Disconnect-OwoxDataMarts -All -Verbose
'@
        $trace -split '\r?\n' -like 'files: *' | Should -Be 'files: 9; errors: 0'
        $trace | Should -BeLike '*POST /api/auth/api-keys/exchange: 200 in*'
        $trace | Should -BeLike '*Executive Looker Studio*'
        Find-Leak $trace | Should -BeNullOrEmpty
    }

    It 'are not exposed by errors' {
        # The server and the proxy return what they received.
        Add-Fault 'GET /api/data-storages' status @{ status = 500; body = "<html>$($Sandbox.origin) is down</html>"; contentType = 'text/html' }
        Add-Fault 'GET /api/data-destinations' status @{ status = 200; body = '[{"id":"x","title":"X","credentials":{"destinationSecretKey":"hush-hush-hush-hush"}}]' }
        $part = Get-KeyPart $Sandbox.apiKey
        Add-Fault 'POST /api/auth/api-keys/exchange' status @{ status = 400; skip = 2; body = @{ statusCode = 400; message = "body was {`"apiKeySecret`":`"$($part.apiKeySecret)`"}"; details = @{ errors = @(@{ message = "secret $($part.apiKeySecret)" }) } } }
        Add-Fault "GET *$($Sandbox.dataMarts.customers).ndjson" cut-line @{ afterRows = 10 }
        # The last three use the secret in a path.
        $trace = Get-Trace -Environment @{ SECRET_PART = $part.apiKeySecret } @'
$null = Connect-OwoxDataMarts
foreach ($attempt in {
        Connect-OwoxDataMarts -ApiKey (ConvertTo-SecureString $sandbox.revokedApiKey -AsPlainText -Force) -Verbose -Debug
    }, {
        Disconnect-OwoxDataMarts -All; Connect-OwoxDataMarts -Verbose
    }, {
        Connect-OwoxDataMarts
    }, {
        $key = $sandbox.expiredApiKey.Insert(30, '!'); Connect-OwoxDataMarts -ApiKey (ConvertTo-SecureString $key -AsPlainText -Force)
    }, {
        $env:OWOX_API_KEY = $sandbox.expiredApiKey; Connect-OwoxDataMarts -Name expired
    }, {
        Get-OwoxStorage -Verbose
    }, {
        Get-OwoxDestination -Verbose
    }, {
        Get-OwoxDataMart -Id nope -ErrorAction Stop -Verbose
    }, {
        Export-OwoxDataMart $sandbox.dataMarts.denied -Verbose
    }, {
        Export-OwoxDataMart $sandbox.dataMarts.draft
    }, {
        Export-OwoxDataMart $sandbox.dataMarts.customers
    }, {
        Export-OwoxDataMart $sandbox.dataMarts.truncated | Out-Null
    }, {
        Export-OwoxDataMart $sandbox.dataMarts.customers -Path "$env:OWOX_TEST_OUT/transcript.txt/$env:SECRET_PART/rows.csv"
    }, {
        Get-OwoxAuditEvent -Path "$env:OWOX_TEST_OUT/$env:SECRET_PART" -ErrorAction Stop
    }, {
        Invoke-OwoxApi "/api/nothing/$env:SECRET_PART"
    }) {
    try {
        & $attempt
    }
    catch {
        "failed: $_"
    }
}
'@
        $trace | Should -Match 'errors: \d\d'
        $trace | Should -BeLike '*body was {"apiKeySecret":"[*][*][*]"}*'
        $trace | Should -Not -BeLike '*hush-hush*'
        foreach ($id in 'Unauthorized', 'RequestInvalid', 'ApiKeyMalformed', 'ServerError', 'UnexpectedResponse', 'NotFound', 'StorageFailed', 'NotPublished', 'StreamIncomplete', 'FileWriteFailed', 'FileReadFailed') {
            $trace | Should -BeLike "*Owox.$id,*"
        }

        Find-Leak $trace | Should -BeNullOrEmpty
    }
}
