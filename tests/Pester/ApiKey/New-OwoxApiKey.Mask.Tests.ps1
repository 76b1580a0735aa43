# New-OwoxApiKey -MaskInLog: the command of each agent that masks a value, and a warning for agents without one.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest

    $null = Connect-OwoxDataMarts -Origin $Sandbox.origin -Credential ([pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword)))

    # Returns the lines that the cmdlet writes to the console, with the value of the key as VALUE. Warnings begin with WARNING.
    function Get-MaskOutput([hashtable] $Environment, [hashtable] $With = @{ MaskInLog = $true }) {
        $console, $written = [Console]::Out, [System.IO.StringWriter]::new()
        try {
            foreach ($name in $Environment.Keys) { [Environment]::SetEnvironmentVariable($name, $Environment[$name]) }
            [Console]::SetOut($written)
            $key = New-OwoxApiKey 'masked' -Force @With -WarningVariable warnings -WarningAction SilentlyContinue
        }
        finally {
            [Console]::SetOut($console)
            foreach ($name in $Environment.Keys) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
        }

        $value = ConvertFrom-Secret $key.Value
        $value | Should -BeLike 'owox_key_*'
        $written.ToString() -split '\r?\n' | Where-Object { $_ } | ForEach-Object { $_.Replace($value, 'VALUE') }
        $warnings.ForEach({ "WARNING $_" })
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'New-OwoxApiKey -MaskInLog' {
    It 'writes the masking command to the standard output of the process' {
        $who = @{ WHO = $Sandbox.memberEmail; PASS = $Sandbox.memberPassword; ORIGIN = $Sandbox.origin; TF_BUILD = 'True' }
        $run = Invoke-FreshShell -Environment $who @'
$member = [pscredential]::new($env:WHO, ([System.Net.NetworkCredential]::new('', $env:PASS).SecurePassword))
$null = Connect-OwoxDataMarts -Origin $env:ORIGIN -Credential $member
$key = New-OwoxApiKey 'masked' -Force -MaskInLog
[System.Net.NetworkCredential]::new('', $key.Value).Password
'@
        $line, $value, $more = $run.Output.Trim() -split '\r?\n'
        $more | Should -BeNullOrEmpty
        $value | Should -BeLike 'owox_key_*' -Because $run.Errors
        $line | Should -BeExactly "##vso[task.setsecret]$value"
    }

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

    It 'is required: without it no command is written' {
        Get-MaskOutput @{ TF_BUILD = 'Yes' } -With @{} | Should -BeNullOrEmpty
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
