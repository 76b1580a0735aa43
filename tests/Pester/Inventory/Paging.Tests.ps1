# Lists with pages of 1,000 items.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ dataMarts = 2100 }
    $null = Connect-Sandbox
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A list of more than 2,000 data marts' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'is returned completely with three requests' {
        $all = Get-OwoxDataMart
        $all.Count | Should -BeGreaterThan 2100
        ($all.Id | Sort-Object -Unique).Count | Should -Be $all.Count
        (Get-SandboxRequest '/api/data-marts').query | Should -Be '', '?offset=1000', '?offset=2000'
    }

    It 'is requested only as far as necessary' {
        @(Get-OwoxDataMart -First 5) | Should -HaveCount 5
        @(Get-OwoxDataMart | Select-Object -First 5) | Should -HaveCount 5
        (Get-SandboxRequest '/api/data-marts').query | Should -Be '', ''
    }

    It 'is skipped by the server with -Skip' {
        $tail = @(Get-OwoxDataMart -Skip 2100)
        (Get-SandboxRequest '/api/data-marts').query | Should -Be '?offset=2100'
        $tail.Count | Should -BeGreaterThan 10
    }

    It 'is filtered across all pages' {
        (Get-OwoxDataMart 'Generated 02100').Title | Should -Be 'Generated 02100'
        @(Get-OwoxDataMart 'Generated *' -OwnerFilter HasOwners) | Should -HaveCount 2100
        (Get-SandboxRequest '/api/data-marts').query | Should -Contain '?ownerFilter=has_owners&offset=1000'
    }

    It 'is counted with -IncludeTotalCount' {
        $counted = Get-OwoxDataMart 'Generated *' -First 2 -Skip 1500 -IncludeTotalCount
        $counted[0] | Should -Be 2100
        $counted[1].Title | Should -BeLike 'Generated *'
        $counted | Should -HaveCount 3
    }
}
