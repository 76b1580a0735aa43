# Changes without a response: the error reports that the change may have been made and how to check it, and no request is repeated.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')

    # Every cmdlet that sends a change, the request of the change, and the advice in the error.
    $keys = '/api/project-member-api-keys'
    $licenses = '/api/license-keys'
    $changes = @(
        @{ cmdlet = 'New-OwoxApiKey'; call = { New-OwoxApiKey 'unknown' -Connection hasty }; request = "POST $keys"; says = 'List your API keys' }
        @{ cmdlet = 'Rename-OwoxApiKey'; call = { Rename-OwoxApiKey $key.apiKeyId 'renamed' -Connection hasty }; request = "PATCH $keys/*"; says = 'List your API keys' }
        @{ cmdlet = 'Revoke-OwoxApiKey'; call = { Revoke-OwoxApiKey $key.apiKeyId -Force -Connection hasty }; request = "DELETE $keys/*"; says = 'List your API keys' }
        @{ cmdlet = 'New-OwoxCredential'; call = { New-OwoxCredential unknown openai -Secret $secret -Connection hasty }; request = 'POST /api/credentials'; says = 'List the credentials' }
        @{ cmdlet = 'Set-OwoxCredential'; call = { Set-OwoxCredential $credential -Secret $secret -Connection hasty }; request = 'PUT /api/credentials/*'; says = 'Read the credential' }
        @{ cmdlet = 'Remove-OwoxCredential'; call = { Remove-OwoxCredential $credential -Force -Connection hasty }; request = 'DELETE /api/credentials/*'; says = 'List the credentials' }
        @{ cmdlet = 'Set-OwoxProject'; call = { Set-OwoxProject 'unknown' -Connection hasty }; request = 'PUT /api/projects/settings/description'; says = 'Read the project' }
        @{ cmdlet = 'Start-OwoxRun'; call = { Start-OwoxRun $marts.connector -Connection hasty }; request = 'POST /api/data-marts/*/manual-run'; says = 'List the runs' }
        @{ cmdlet = 'Start-OwoxRun'; call = { Start-OwoxRun $marts.orders -DataQuality -Connection hasty }; request = 'POST /api/data-marts/*/data-quality/runs'; says = 'List the runs' }
        @{ cmdlet = 'Stop-OwoxRun'; call = { Start-OwoxRun $marts.connector | Stop-OwoxRun -Connection hasty }; request = 'POST /api/data-marts/*/cancel'; says = 'Read the run' }
        @{ cmdlet = 'Publish-OwoxPlugin'; call = { Publish-OwoxPlugin acme/unknown -Scope member -Connection hasty }; request = 'POST /api/plugins/publications'; says = 'List the publications' }
        @{ cmdlet = 'Unpublish-OwoxPlugin'; call = { Unpublish-OwoxPlugin acme/known member -Connection hasty }; request = 'POST /api/plugins/publications/unpublish'; says = 'List the publications' }
        @{ cmdlet = 'Update-OwoxPlugin'; call = { Update-OwoxPlugin acme/known -Connection hasty }; request = 'POST /api/plugins/update'; says = 'List the publications' }
        @{ cmdlet = 'Suspend-OwoxPlugin'; call = { Suspend-OwoxPlugin acme/known -Connection hasty -Confirm:$false }; request = 'POST /api/plugins/suspend'; says = 'List the publications' }
        @{ cmdlet = 'Resume-OwoxPlugin'; call = { Resume-OwoxPlugin acme/known -Connection hasty }; request = 'POST /api/plugins/resume'; says = 'List the publications' }
        @{ cmdlet = 'New-OwoxLicenseKey'; call = { New-OwoxLicenseKey 'unknown' https://data-marts.example.com -Connection hasty }; request = "POST $licenses"; says = 'List the license keys' }
        @{ cmdlet = 'Rename-OwoxLicenseKey'; call = { Rename-OwoxLicenseKey x 'renamed' -Connection hasty }; request = "PATCH $licenses/*"; says = 'List the license keys' }
        @{ cmdlet = 'Revoke-OwoxLicenseKey'; call = { Revoke-OwoxLicenseKey x -Force -Connection hasty }; request = "DELETE $licenses/*"; says = 'List the license keys' }
        @{ cmdlet = 'Invoke-OwoxApi'; call = { Invoke-OwoxApi /api/projects/settings/description -Method Put -Body @{ description = 'unknown' } -Confirm:$false -Connection hasty }; request = 'PUT /api/projects/settings/description'; says = 'Check whether the change was made' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    # A run must not end before it is canceled.
    Start-OwoxTest @{ connectorRunTime = '00:00:05'; apiVersion = '0.35' } -Timing @{ RetryDelay = 0.02 }
    $null = Connect-Member -With @{ Name = 'hasty'; TimeoutSec = 2 }
    $null = Connect-Member
    $null = Publish-OwoxPlugin acme/known -Scope member
    $marts = $Sandbox.dataMarts
    $secret = ConvertTo-Secret 'valid-sample-secret'
    $credential = (Get-OwoxCredential)[0].Id
    $unknown = @{ Id = 'Owox.OutcomeUnknown'; Category = 'ConnectionError' }

    # Returns the requests that match a pattern such as "POST /api/x".
    function Get-MatchingRequest([string] $Request) {
        $method, $path = $Request -split ' '
        @(Get-SandboxRequest $path $method)
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A change without a response' {
    BeforeEach {
        Clear-Sandbox
        Clear-ServerKey
        Clear-Sandbox
        $key = New-ServerKey 'known'
        if ($cmdlet -like '*-OwoxRun') { Reset-Change }
        Clear-Sandbox
        $ErrorActionPreference = 'Stop'
    }

    It 'reports an unknown outcome when the connection ends: <request> of <cmdlet>' -ForEach $changes {
        Add-Fault $request disconnect @{ times = 0 }
        Assert-Failure $call @unknown -Type Owox.OwoxConnectionException -Says 'The change may have been made', $says, 'the connection ended before a response was received'
        Get-MatchingRequest $request | Should -HaveCount 1
    }

    It 'reports an unknown outcome for status 504 of a proxy: <request> of <cmdlet>' -ForEach $changes {
        Add-Fault $request status @{ status = 504; times = 0; body = '<html><title>Gateway timeout</title></html>'; contentType = 'text/html' }
        $type = if ($cmdlet -in 'New-OwoxApiKey', 'New-OwoxCredential', 'New-OwoxLicenseKey') { 'Owox.OwoxConnectionException' } else { 'Owox.OwoxApiException' }
        Assert-Failure $call @unknown -Type $type -Says 'status 504', 'The change may have been made', $says, 'Gateway timeout'
        Get-MatchingRequest $request | Should -HaveCount 1
    }

    It 'reports an unknown outcome after a timeout: <request> of <cmdlet>' -ForEach $changes[0..5] {
        Add-Fault $request silent @{ times = 0 }
        Assert-Failure $call @unknown -Type Owox.OwoxConnectionException -Says 'The change may have been made', $says, 'no data was received within 2 s'
        Get-MatchingRequest $request | Should -HaveCount 1
    }

    It 'is not retried after status <_>' -ForEach 408, 502 {
        Add-Fault 'PUT /api/projects/settings/description' status @{ status = $_; times = 0 }
        Assert-Failure { Set-OwoxProject 'unknown' } @unknown -Type Owox.OwoxApiException -Says "status $_"
        Get-MatchingRequest 'PUT /api/projects/settings/description' | Should -HaveCount 1
    }

    It 'is retried after a status that rules out a change: <_>' -ForEach 429, 503 {
        Add-Fault 'PUT /api/projects/settings/description' status @{ status = $_ }
        { Set-OwoxProject 'known' } | Should -Not -Throw
        Get-MatchingRequest 'PUT /api/projects/settings/description' | Should -HaveCount 2
    }

    It 'includes the same warning when the response cannot be read' {
        Add-Fault 'PUT /api/projects/settings/description' status @{ status = 200; body = '<html></html>'; contentType = 'text/html' }
        Assert-Failure { Set-OwoxProject 'unknown' } 'Owox.UnexpectedResponse' ProtocolError 'Owox.OwoxApiException' 'The change may have been made', 'Read the project'
    }

    It 'does not apply to a call that only reads: <what>' -ForEach @(
        @{ what = 'a sign-in'; call = { Connect-Sandbox $Sandbox.viewerApiKey @{ TimeoutSec = 1; Name = 'reads' } }; request = 'POST /api/auth/api-keys/exchange' }
        @{ what = 'Markdown'; call = { ConvertTo-OwoxHtml '# x' -Connection hasty }; request = 'POST /api/markdown/parse-to-html' }
        @{ what = 'a list'; call = { Get-OwoxStorage -Connection hasty }; request = 'GET /api/data-storages' }
    ) {
        Add-Fault $request silent @{ times = 0 }
        Assert-Failure $call 'Owox.TimedOut' ConnectionError 'Owox.OwoxConnectionException'
    }

    It 'does not apply when the server was not reached' {
        $stoppedSandbox = Start-Sandbox
        $null = Connect-OwoxDataMarts -Origin $stoppedSandbox.origin -Credential ([pscredential]::new($stoppedSandbox.memberEmail, (ConvertTo-Secret $stoppedSandbox.memberPassword))) -Name gone
        Stop-Sandbox $stoppedSandbox
        Assert-Failure { Set-OwoxProject 'unknown' -Connection gone } 'Owox.ConnectionFailed' ConnectionError 'Owox.OwoxConnectionException'
        Disconnect-OwoxDataMarts gone -WarningAction SilentlyContinue
        $null = Connect-Member
    }

    It 'is tested for every cmdlet that changes something' {
        $tested = 'New-OwoxApiKey', 'Rename-OwoxApiKey', 'Revoke-OwoxApiKey', 'New-OwoxCredential', 'Set-OwoxCredential', 'Remove-OwoxCredential', 'Set-OwoxProject', 'Start-OwoxRun', 'Stop-OwoxRun', 'Publish-OwoxPlugin', 'Unpublish-OwoxPlugin', 'Update-OwoxPlugin', 'Suspend-OwoxPlugin', 'Resume-OwoxPlugin',
        'New-OwoxLicenseKey', 'Rename-OwoxLicenseKey', 'Revoke-OwoxLicenseKey'

        # Rotations and the reset have their own tests. The others change only the session.
        $others = 'Invoke-OwoxApiKeyRotation', 'Invoke-OwoxLicenseKeyRotation', 'Reset-OwoxDestinationSecret', 'Connect-OwoxDataMarts', 'Disconnect-OwoxDataMarts', 'Wait-OwoxRun'
        Get-ChangeCommand | Where-Object { $_ -notin $others } | Sort-Object | Should -Be ($tested | Sort-Object)
    }
}

Describe 'New-OwoxApiKey without a response' {
    BeforeEach {
        Clear-Sandbox
        Clear-ServerKey
        Clear-Sandbox
        $ErrorActionPreference = 'Stop'
    }

    It 'reports the key that was created' {
        $before = (New-ServerKey 'lost').apiKeyId
        Add-Fault 'POST /api/project-member-api-keys' disconnect
        Add-Fault 'GET /api/project-member-api-keys' status @{ status = 200; skip = 1; body = @(@{ apiKeyId = $before; name = 'lost' }, @{ apiKeyId = 'pmk_new'; name = 'lost' }, @{ apiKeyId = 'pmk_other'; name = 'other' }) }
        Assert-Failure { New-OwoxApiKey 'lost' -Force } @unknown -Type Owox.OwoxConnectionException -Says 'a new key with this name: pmk_new.', 'Revoke-OwoxApiKey pmk_new.'
    }

    It 'reports that there is no such key' {
        Add-Fault 'POST /api/project-member-api-keys' disconnect
        Assert-Failure { New-OwoxApiKey 'lost' } @unknown -Type Owox.OwoxConnectionException -Says 'does not contain a new key with this name', 'Get-OwoxApiKey'
    }

    It 'reports that the list of keys cannot be read' {
        Add-Fault 'POST /api/project-member-api-keys' disconnect
        Add-Fault 'GET /api/project-member-api-keys' status @{ status = 500; skip = 1; times = 0 }
        Assert-Failure { New-OwoxApiKey 'lost' } @unknown -Type Owox.OwoxConnectionException -Says 'The list could not be read', 'Get-OwoxApiKey'
    }
}
