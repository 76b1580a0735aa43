# build/Assert-SourceLink.ps1: a release refers to its own commit in the repository of the manifest.

BeforeDiscovery {
    $noGit = -not (Get-Command git -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -NoImport
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).ProviderPath
    $clone = (New-Item -ItemType Directory (Join-Path $TestDrive 'clone')).FullName
    $null = New-Item -ItemType Directory (Join-Path $clone 'build')
    Copy-Item (Join-Path $root 'build/Assert-SourceLink.ps1'), (Join-Path $root 'build/Read-Manifest.ps1') (Join-Path $clone 'build')
    Set-Content (Join-Path $clone 'Sample.psd1') "@{ PrivateData = @{ PSData = @{ ProjectUri = 'https://github.com/sample/module' } } }"
    $assert = Join-Path $clone 'build/Assert-SourceLink.ps1'
    $pdb = Join-Path $TestDrive 'Sample.pdb'

    function Invoke-Assert {
        & $assert -ManifestPath (Join-Path $clone 'Sample.psd1') -Path $pdb
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Assert-SourceLink.ps1' -Skip:$noGit {
    It 'fails outside a clone' {
        $env:GIT_CEILING_DIRECTORIES = [System.IO.Path]::GetTempPath().TrimEnd('/', '\')
        try {
            { Invoke-Assert 2>$null } | Should -Throw '*Source Link requires a clone of the repository.*'
        }
        finally {
            $env:GIT_CEILING_DIRECTORIES = $null
        }
    }

    Context 'in a clone' {
        BeforeAll {
            git -C $clone init --quiet
            git -C $clone add .
            git -C $clone -c user.name=sample -c user.email=sample@example.com commit --quiet --message sample
            $commit = git -C $clone rev-parse HEAD
        }

        It 'passes if the symbols refer to this commit' {
            Set-Content $pdb "{`"documents`":{`"/_/*`":`"https://raw.githubusercontent.com/sample/module/$commit/*`"}}"
            { Invoke-Assert } | Should -Not -Throw
        }

        It 'fails if the symbols refer to <what>' -ForEach @(
            @{ what = 'nothing'; text = 'no link' }
            @{ what = 'another commit'; text = "https://raw.githubusercontent.com/sample/module/$('0' * 40)/*" }
            @{ what = 'another repository'; text = 'https://raw.githubusercontent.com/other/module/COMMIT/*' }
        ) {
            Set-Content $pdb $text.Replace('COMMIT', $commit)
            { Invoke-Assert } | Should -Throw "*Sample.pdb does not refer to https://raw.githubusercontent.com/sample/module/$commit/*"
        }

        It 'fails if a change is not committed' {
            Set-Content $pdb "https://raw.githubusercontent.com/sample/module/$commit/*"
            Set-Content (Join-Path $clone 'new.cs') 'class New;'
            { Invoke-Assert } | Should -Throw '*these changes are not committed: new.cs. Commit or remove them.'
        }
    }
}
