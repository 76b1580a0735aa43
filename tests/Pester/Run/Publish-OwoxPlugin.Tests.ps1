# The plugin cmdlets. No publication was recorded, so the sandbox follows the API description of the server.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $publish = 'POST /api/plugins/publications'

    function Invoke-AsViewer([scriptblock] $Block) {
        $null = Connect-Sandbox $Sandbox.viewerApiKey
        try { & $Block } finally { $null = Connect-Sandbox }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The plugin cmdlets' {
    BeforeEach {
        Clear-Sandbox
        Get-OwoxPluginPublication | Unpublish-OwoxPlugin | Out-Null
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'publish, list and unpublish a plugin' {
        $published = Publish-OwoxPlugin https://github.com/acme/charts -Scope Project
        $published | Should -BeOfType 'Owox.PluginPublication'
        $published.Repository | Should -Be 'acme/charts'
        $published.Scope, $published.IsActive, $published.CurrentSemver | Should -Be 'project', $true, '1.0.0'
        $published.Diagnostics.AcceptedSemvers | Should -Be '1.0.0'
        (Get-OwoxPluginPublication).PublicationId | Should -Be $published.PublicationId
        (Get-OwoxPluginPublication 'ACME/*').Repository | Should -Be 'acme/charts'
        (Get-OwoxPluginPublication -Id $published.PublicationId).Repository | Should -Be 'acme/charts'
        (Unpublish-OwoxPlugin acme/charts project).IsActive | Should -BeFalse
        Get-OwoxPluginPublication | Should -BeNullOrEmpty
    }

    It 'accept several plugins and pipeline input' {
        ('acme/a', 'acme/b' | Publish-OwoxPlugin -Scope member).Repository | Should -Be 'acme/a', 'acme/b'
        (Get-OwoxPluginPublication -Scope member | Update-OwoxPlugin).Outcome | Should -Be 'up_to_date', 'up_to_date'
        (Get-OwoxPluginPublication | Suspend-OwoxPlugin -Note 'why').Suspended | Should -Be $true, $true
        (Get-OwoxPluginPublication | Resume-OwoxPlugin).Suspended | Should -Be $false, $false
        (Get-OwoxPluginPublication 'acme/a' | Select-Object PublicationId | Unpublish-OwoxPlugin).Repository | Should -Be 'acme/a'
        (Get-OwoxPluginPublication | Unpublish-OwoxPlugin).Repository | Should -Be 'acme/b'
    }

    It 'accept the ID of a publication' {
        $id = (Publish-OwoxPlugin acme/charts member).PublicationId
        (Update-OwoxPlugin -Id $id).Repository | Should -Be 'acme/charts'
        (Suspend-OwoxPlugin -Id $id -Note 'why').Note | Should -Be 'why'
        (Resume-OwoxPlugin -Id $id).Repository | Should -Be 'acme/charts'
        (Unpublish-OwoxPlugin -Id $id).Scope | Should -Be 'member'
        Assert-Failure { Unpublish-OwoxPlugin -Id $id } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "no publication $id"
    }

    It 'change nothing with -WhatIf' {
        $id = (Publish-OwoxPlugin acme/charts member).PublicationId
        Clear-Sandbox
        Publish-OwoxPlugin acme/other member -WhatIf
        Publish-OwoxPlugin acme/other deployment -AllProjects -WhatIf
        Unpublish-OwoxPlugin -Id $id -WhatIf
        Get-OwoxPluginPublication | Unpublish-OwoxPlugin -WhatIf
        Update-OwoxPlugin -Id $id -WhatIf
        Suspend-OwoxPlugin -Id $id -WhatIf
        Resume-OwoxPlugin -Id $id -WhatIf
        Get-SandboxRequest '/api/plugins/*' POST | Should -BeNullOrEmpty
        (Get-OwoxPluginPublication).IsActive | Should -BeTrue
    }

    It 'skip inaccessible levels in lists with a verbose message, and report an inaccessible -Scope' {
        $verbose = Get-OwoxPluginPublication -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        @($verbose.Message -like 'The publications with the scope deployment cannot be listed:*limited to allowlisted publisher API keys') | Should -HaveCount 1
        Assert-Failure { Get-OwoxPluginPublication -Scope deployment } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says '(400)', 'limited to allowlisted publisher API keys'
        Assert-Failure { Get-OwoxPluginPublication -Scope galaxy } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says 'Unknown publication scope: galaxy'
    }

    It 'report a missing permission: <what>' -ForEach @(
        @{ what = 'project'; call = { Publish-OwoxPlugin acme/charts project }; says = 'limited to Project Admins' }
        @{ what = 'suspension'; call = { Suspend-OwoxPlugin acme/charts }; says = 'Suspending and resuming plugins is limited' }
        @{ what = 'resumption'; call = { Resume-OwoxPlugin acme/charts }; says = 'Suspending and resuming plugins is limited' }
    ) {
        Invoke-AsViewer { Assert-Failure $call -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says $says }
    }

    It 'report an unknown plugin' {
        Assert-Failure { Unpublish-OwoxPlugin acme/nope member } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'no publication at that level'
        Assert-Failure { Suspend-OwoxPlugin acme/nope } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'no publication at that level'
        Assert-Failure { Update-OwoxPlugin acme/nope } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'acme/nope was not found'
        Assert-Failure { Get-OwoxPluginPublication acme/nope -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'acme/nope'
    }

    It 'report the message of the server when publishing fails' {
        Assert-Failure { Publish-OwoxPlugin example/plugin project } -Id Owox.ServerError -Category ResourceUnavailable -Type Owox.OwoxApiException -Says 'status 500'
        Add-Fault $publish status @{ status = 400; body = @{ statusCode = 400; code = 'GITHUB_REPO_NOT_FOUND'; message = 'GitHub repository acme/none was not found'; errorDetails = @{ owner = 'acme' } } }
        $failure = Get-Failure { Publish-OwoxPlugin acme/none member }
        Assert-Failure { throw $failure } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'GitHub repository acme/none was not found'
        $failure.Exception.Code | Should -Be 'GITHUB_REPO_NOT_FOUND'
    }

    It 'show the address to install the GitHub App' {
        Add-Fault $publish status @{ status = 400; body = @{ statusCode = 400; code = 'GITHUB_REPO_NOT_ACCESSIBLE'; message = 'cannot read'; errorDetails = @{ installationUrl = 'https://github.com/apps/owox/installations/new' } } }
        Assert-Failure { Publish-OwoxPlugin acme/private member -WarningVariable script:warnings -WarningAction SilentlyContinue } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'cannot read'
        $warnings | Should -BeLike '*https://github.com/apps/owox/installations/new*'
        Add-Fault $publish status @{ status = 400; body = @{ statusCode = 400; message = 'cannot read'; errorDetails = @{ installationUrl = 'javascript:alert(1)' } } }
        $null = Get-Failure { Publish-OwoxPlugin acme/private member -WarningVariable script:warnings -WarningAction SilentlyContinue }
        $warnings | Should -BeNullOrEmpty
    }

    It 'show the rejected releases' {
        Add-Fault $publish status @{ status = 400; body = @{ statusCode = 400; code = 'PLUGIN_NO_ELIGIBLE_VERSION'; message = 'No eligible release was found for acme/charts.'; errorDetails = @{ rejections = @(@{ tagName = 'v1'; code = 'MANIFEST_MISSING'; detail = '##vso[x]none' }) } } }
        Assert-Failure { Publish-OwoxPlugin acme/charts member -WarningVariable script:warnings -WarningAction SilentlyContinue } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says 'No eligible release'
        $warnings | Should -BeLike 'The release v1 was rejected: MANIFEST_MISSING*'
        $warnings | Should -Not -BeLike '*##vso*'
    }

    It 'report a failed check, and return other outcomes: <outcome>' -ForEach @(
        @{ outcome = 'failed' }
        @{ outcome = 'updated' }
        @{ outcome = 'invented_later' }
    ) {
        Add-Fault 'POST /api/plugins/update' status @{ status = 200; body = @{ pluginId = 'g'; repository = 'a/b'; currentSemver = '1.0.0'; outcome = $outcome; updated = $false; nextCheckAt = '2026-01-31T01:02:03.000Z' } }
        if ($outcome -eq 'failed') {
            Assert-Failure { Update-OwoxPlugin a/b } -Id Owox.PluginUpdateFailed -Category ResourceUnavailable -Type Owox.OwoxApiException -Says 'could not check a/b', 'The version remains 1.0.0', 'checks again automatically at 2026-01-31 01:02:03Z.'
        }
        else {
            (Update-OwoxPlugin a/b).Outcome | Should -BeExactly $outcome
        }
    }

    It 'report an error response of the server: <status>' -ForEach @(
        @{ status = 401; id = 'Owox.Unauthorized'; category = 'AuthenticationError'; type = 'Owox.OwoxAuthenticationException' }
        @{ status = 403; id = 'Owox.Forbidden'; category = 'PermissionDenied'; type = 'Owox.OwoxPermissionException' }
        @{ status = 409; id = 'Owox.RequestInvalid'; category = 'InvalidArgument'; type = 'Owox.OwoxApiException' }
    ) {
        Add-Fault 'POST /api/plugins/*' status @{ status = $status; times = 0; body = @{ statusCode = $status; message = 'the words' } }
        foreach ($call in { Publish-OwoxPlugin a/b member }, { Unpublish-OwoxPlugin a/b member }, { Update-OwoxPlugin a/b }, { Suspend-OwoxPlugin a/b }, { Resume-OwoxPlugin a/b }) {
            Assert-Failure $call -Id $id -Category $category -Type $type -Says 'the words'
        }
    }

    It 'continue with the next plugin after an error' {
        $found = Publish-OwoxPlugin example/a, acme/b member -ErrorAction SilentlyContinue -ErrorVariable errors
        $found.Repository | Should -Be 'acme/b'
        $errors[0].TargetObject | Should -Be 'example/a'
    }
}
