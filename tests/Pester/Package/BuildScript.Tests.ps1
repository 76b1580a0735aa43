# build.ps1: the command that each task starts, and the errors for parameters without an effect. The scripts and the dotnet command
# are replaced by scripts that print their arguments.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ScriptRun/ScriptRun.psm1')
    Start-OwoxTest -NoImport
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).ProviderPath
    $copy = (New-Item -ItemType Directory (Join-Path $TestDrive 'copy')).FullName
    $tools = (New-Item -ItemType Directory (Join-Path $TestDrive 'tools')).FullName
    Copy-Item (Join-Path $root 'build.ps1') $copy
    $null = New-Item -ItemType Directory (Join-Path $copy 'build')
    Set-Content (Join-Path $copy 'build/New-Package.ps1') @'
param([string] $Sign, [securestring] $SignPassword, [uri] $TimestampServer, [switch] $SourceLink)
"$(Split-Path $PSCommandPath -Leaf) sign='$Sign' password=$($SignPassword.Length) time='$TimestampServer' link=$SourceLink"
'@

    Set-Content (Join-Path $tools 'dotnet') "#!/bin/sh`necho dotnet `"`$@`"`nexit `${DOTNET_CODE:-0}" -NoNewline
    if (-not $IsWindows) { chmod +x (Join-Path $tools 'dotnet') }

    # Returns the output and the exit code.
    function Invoke-Build([string] $Parameter, [string] $Path = $tools, [int] $Code) {
        Invoke-ScriptText "try { & '$copy/build.ps1' $Parameter } catch { `"FAILED: `$_`"; exit 1 }" @{ PATH = $Path; DOTNET_CODE = "$Code" }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'build.ps1' -Skip:([bool]$IsWindows) {
    It 'starts the correct command with <parameter>' -ForEach @(
        @{ parameter = ''; says = 'dotnet build --configuration Debug' }
        @{ parameter = '-Task Build -Configuration Release'; says = 'dotnet build --configuration Release' }
        @{ parameter = '-Task Test'; says = 'dotnet test --configuration Debug' }
        @{ parameter = '-Task TestWindows'; says = 'dotnet test tests/Owox.Windows.Tests --configuration Debug' }
        @{ parameter = '-Task Demo'; says = 'dotnet run --project demo --configuration Debug' }
        @{ parameter = '-Task Clean'; says = 'dotnet clean --configuration Debug' }
        @{ parameter = '-Task Docs'; says = 'dotnet run --project tools/coverage' }
        @{ parameter = '-Task Package'; says = "New-Package.ps1 sign='' password=0 time='' link=False" }
        @{ parameter = '-Task Package -SourceLink'; says = "New-Package.ps1 sign='' password=0 time='' link=True" }
        @{
            parameter = "-Task Package -Sign my.pfx -SignPassword (ConvertTo-SecureString abc -AsPlainText -Force) -TimestampServer http://time.example"
            says = "New-Package.ps1 sign='my.pfx' password=3 time='http://time.example/' link=False"
        }
    ) {
        $run = Invoke-Build $parameter
        $run.Errors | Should -BeNullOrEmpty
        $run.Code | Should -Be 0
        $run.Output.Trim() -split '\r?\n' | Should -Be $says
    }

    It 'starts nothing with <parameter>, and lists the valid values' -ForEach @(
        @{ parameter = '-Task Publish'; says = '*"Publish" does not belong to the set "Build,Test,TestWindows,Docs,CompareApi,Package,Demo,Clean"*' }
        @{ parameter = '-Configuration Fast'; says = '*"Fast" does not belong to the set "Debug,Release"*' }
        @{ parameter = '-Sign my.pfx'; says = '*-Sign does not apply to -Task Build. It applies to: Package.*' }
        @{ parameter = '-Task Test -TimestampServer http://time.example'; says = '*-TimestampServer does not apply to -Task Test. It applies to: Package.*' }
        @{ parameter = '-Task Docs -SourceLink'; says = '*-SourceLink does not apply to -Task Docs. It applies to: Package.*' }
        @{ parameter = '-Task Package -Configuration Debug'; says = '*-Configuration does not apply to -Task Package. It applies to: Build, Test, TestWindows, Demo, Clean.*' }
        @{ parameter = '-Task CompareApi'; says = '*-Task CompareApi requires -Path: the openapi.json file of the other server.*' }
        @{ parameter = '-Task CompareApi -Path missing.json'; says = "*The file 'missing.json' does not exist.*" }
        @{ parameter = '-Task CompareApi -Path .'; says = "*'.' is a folder. Specify an openapi.json file.*" }
        @{ parameter = '-Task CompareApi -Path a.json, b.json'; says = '*-Path takes one file, and 2 were specified.*' }
        @{ parameter = '-Task CompareApi -Path a.json -Against a.json, b.json'; says = '*-Against takes one file, and 2 were specified.*' }
        @{ parameter = '-Task Package -TimestampServer http://time.example'; says = '*-SignPassword and -TimestampServer require -Sign*' }
    ) {
        $run = Invoke-Build $parameter
        $run.Code | Should -Be 1
        $run.Output | Should -BeLike "FAILED: $says"
    }

    It 'fails when dotnet fails' {
        $run = Invoke-Build '-Task Test' -Code 3
        $run.Code | Should -Be 1
        $run.Output | Should -BeLike '*FAILED: The task Test failed: dotnet exited with code 3.*'
    }

    It 'reports that dotnet is missing' {
        $run = Invoke-Build '' -Path $TestDrive
        $run.Code | Should -Be 1
        $run.Output | Should -BeLike 'FAILED: *Install the .NET 10 SDK.*'
    }

    It 'has help for each task and each parameter' {
        $help = Get-Help (Join-Path $root 'build.ps1') -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        foreach ($parameter in 'Task', 'Configuration', 'Sign', 'SignPassword', 'TimestampServer', 'SourceLink') {
            ($help.parameters.parameter | Where-Object name -EQ $parameter).description.Text | Should -Not -BeNullOrEmpty -Because $parameter
        }

        foreach ($task in 'Test', 'Docs', 'Package') {
            "$($help.examples.example.code)" | Should -BeLike "*-Task $task*"
        }
    }
}
