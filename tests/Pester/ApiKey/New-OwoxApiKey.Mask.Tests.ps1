# New-OwoxApiKey -MaskInLog: the command of each agent that masks a value, and a warning for agents without one.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest

    # Returns the lines of output, with the value of the key as VALUE. Warnings begin with WARNING.
    function Get-MaskOutput([hashtable] $Environment) {
        $who = @{ WHO = $Sandbox.memberEmail; PASS = $Sandbox.memberPassword; ORIGIN = $Sandbox.origin }
        $run = Invoke-FreshShell -Environment ($who + $Environment) @'
$member = [pscredential]::new($env:WHO, ([System.Net.NetworkCredential]::new('', $env:PASS).SecurePassword))
$null = Connect-OwoxDataMarts -Origin $env:ORIGIN -Credential $member
$key = New-OwoxApiKey 'masked' -Force -MaskInLog -WarningVariable warnings -WarningAction SilentlyContinue
$warnings.ForEach({ "WARNING $_" })
"value " + [System.Net.NetworkCredential]::new('', $key.Value).Password
'@
        $lines = $run.Output.Trim() -split '\r?\n'
        $value = $lines[-1].Substring('value '.Length)
        $value | Should -BeLike 'owox_key_*' -Because $run.Errors
        $lines[0..($lines.Count - 1)].Replace($value, 'VALUE') | Select-Object -SkipLast 1
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'New-OwoxApiKey -MaskInLog' {
    It 'writes the masking command of <agent>' -ForEach @(
        @{ agent = 'Azure Pipelines'; variables = @{ TF_BUILD = 'True' }; line = '##vso[task.setsecret]VALUE' }
        @{ agent = 'GitHub Actions'; variables = @{ GITHUB_ACTIONS = 'true'; CI = 'true' }; line = '::add-mask::VALUE' }
        @{ agent = 'GitHub Actions, and Azure Pipelines is off'; variables = @{ GITHUB_ACTIONS = 'true'; TF_BUILD = 'false' }; line = '::add-mask::VALUE' }
    ) {
        Get-MaskOutput $variables | Should -BeExactly $line
    }

    It 'warns when the agent has no masking command: <agent>' -ForEach @(
        @{ agent = 'GitLab CI'; variables = @{ GITLAB_CI = 'true'; CI = 'true' } }
        @{ agent = 'Jenkins'; variables = @{ JENKINS_URL = 'https://jenkins.example.com/' } }
        @{ agent = 'TeamCity'; variables = @{ TEAMCITY_VERSION = '2026.1' } }
        @{ agent = 'This CI agent'; variables = @{ CI = 'true' } }
    ) {
        Get-MaskOutput $variables | Should -BeExactly "WARNING $agent has no command to mask a value, so -MaskInLog has no effect. Do not write the key to the log."
    }

    It 'does nothing without an agent: <what>' -ForEach @(
        @{ what = 'no variable'; variables = @{} }
        @{ what = 'CI=false'; variables = @{ CI = 'false' } }
        @{ what = 'TF_BUILD=False and GITHUB_ACTIONS=0'; variables = @{ TF_BUILD = 'False'; GITHUB_ACTIONS = '0' } }
        @{ what = 'GITLAB_CI=no'; variables = @{ GITLAB_CI = 'no' } }
    ) {
        Get-MaskOutput $variables | Should -BeNullOrEmpty
    }
}
