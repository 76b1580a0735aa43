# -Directory: one file for each data mart, with several exports at the same time.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Files.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts

    # Returns the maximum number of requests that ran at the same time.
    function Get-MaximumConcurrency($Requests) {
        ($Requests | ForEach-Object {
            $at = [datetime]$_.startedAt
            @($Requests | Where-Object { [datetime]$_.startedAt -le $at -and [datetime]$_.endedAt -gt $at }).Count
        } | Measure-Object -Maximum).Maximum
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'An export to a directory' {
    BeforeEach {
        Clear-Sandbox
        $folder = New-Folder
    }

    AfterEach {
        Clear-Sandbox
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'writes a file for each data mart, named by title and ID' {
        $results = Get-OwoxDataMart 'Orders', 'Customers', 'Ad Spend' | Export-OwoxDataMart -Directory (Join-Path $folder backup) -Format Csv -Compress
        $results | Should -HaveCount 3
        $results | Should -BeOfType 'Owox.OwoxExportResult'
        Get-Name (Join-Path $folder backup) | Should -Be "Ad Spend_$($marts.adSpend).csv.gz", "Customers_$($marts.customers).csv.gz", "Orders_$($marts.orders).csv.gz"
        foreach ($result in $results) {
            (Get-FileHash -LiteralPath $result.Path).Hash | Should -BeExactly $result.Sha256
            Get-Text $result.Path | ConvertFrom-Csv | Should -HaveCount $result.Rows
        }

        ($results | Where-Object DataMartId -EQ $marts.orders).Rows | Should -Be 5000
    }

    It 'requests unknown titles, and writes NDJSON by default' {
        $result = $marts.customers | Export-OwoxDataMart -Directory $folder -Limit 2
        $result.Path | Should -BeExactly (Join-Path $folder "Customers_$($marts.customers).ndjson")
        $result.Format | Should -Be 'Ndjson'
        @(Get-SandboxRequest "/api/data-marts/$($marts.customers)") | Should -HaveCount 1
    }

    It 'uses file names that are valid on Windows: <what>' -ForEach @(
        @{ what = 'reserved characters'; title = 'a<b>c:d"e/f\g|h?i*j[k]'; name = 'a-b-c-d-e-f-g-h-i-j-k-' }
        @{ what = 'control characters'; title = "a`nb`tc$([char]0)d$([char]0x85)e"; name = 'a-b-c-d-e' }
        @{ what = 'leading and trailing dots and spaces'; title = ' ..title.. '; name = 'title' }
        @{ what = 'a reserved name'; title = 'CON'; name = 'CON' }
        @{ what = 'a reserved name before a dot'; title = 'con.Q1'; name = 'con-Q1' }
        @{ what = 'a reserved name before a space and a dot'; title = 'LPT1 .Q1'; name = 'LPT1-Q1' }
        @{ what = 'a name that only starts like a reserved name'; title = 'Console.Q1'; name = 'Console.Q1' }
        @{ what = 'a Unicode line separator'; title = "a$([char]0x2028)b"; name = 'a-b' }
        @{ what = 'a path that leaves the folder'; title = '../../etc/x'; name = '-..-etc-x' }
        @{ what = 'a long name'; title = 'x' * 300; name = 'x' * 120 }
        @{ what = 'a long name of wide characters'; title = '日' * 80; name = '日' * 40 }
        @{ what = 'a long name of supplementary characters'; title = '🚀' * 80; name = '🚀' * 30 }
        @{ what = 'no title'; title = '...'; name = '' }
    ) {
        $result = [pscustomobject]@{ Id = $marts.customers; Title = $title } | Export-OwoxDataMart -Directory $folder -Limit 2
        $result.Rows | Should -Be 2
        $file = Get-Name $folder
        $file | Should -BeExactly "${name}_$($marts.customers).ndjson"
        $file | Should -Not -Match '[<>:"/\\|?*\x00-\x1f]|[. ]$|^(CON|PRN|AUX|NUL|COM\d|LPT\d) *(\.|$)'
        [System.Text.Encoding]::UTF8.GetByteCount($file) | Should -BeLessThan 256
    }

    It 'runs up to -ThrottleLimit exports at the same time: <limit>' -ForEach @(@{ limit = 1 }, @{ limit = 2 }, @{ limit = 4 }) {
        Add-Fault 'GET *.ndjson' slow @{ rowsPerSecond = 50; times = 0 }
        $ids = $marts.orders, $marts.customers, $marts.adSpend, $marts.awkward, $marts.wide, $marts.longText
        $results = $ids | Export-OwoxDataMart -Directory $folder -ThrottleLimit $limit -Limit 20
        $results | Should -HaveCount 6
        Get-MaximumConcurrency @(Wait-SandboxRequest '*.ndjson') | Should -Be $limit
    }

    It 'continues after a failed export, with one error for each failure and a summary' {
        $fine = $marts.customers, $marts.adSpend
        Add-Fault "GET *$($marts.awkward).ndjson" cut-chunked @{ afterRows = 5 }
        $old = Join-Path $folder "Awkward columns_$($marts.awkward).ndjson"
        New-ExistingFile $old
        $results = $marts.denied, $fine[0], $marts.awkward, $marts.draft, $fine[1], '00000000-0000-4000-8000-000000000000' |
            Export-OwoxDataMart -Directory $folder -ErrorAction SilentlyContinue -ErrorVariable errors -WarningAction SilentlyContinue -WarningVariable warnings
        $results.DataMartId | Sort-Object | Should -Be ($fine | Sort-Object)
        $found = $errors | ForEach-Object { "$($_.FullyQualifiedErrorId -replace ',.*') $($_.CategoryInfo.Category) $($_.Exception.GetType().Name) $($_.TargetObject)" } | Sort-Object
        $found | Should -Be @(
            "Owox.NotFound ObjectNotFound OwoxNotFoundException 00000000-0000-4000-8000-000000000000"
            "Owox.NotPublished ObjectNotFound OwoxNotFoundException $($marts.draft)"
            "Owox.StorageFailed ResourceUnavailable OwoxApiException $($marts.denied)"
            "Owox.StreamIncomplete ReadError OwoxStreamException $($marts.awkward)"
        )
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '4 of 6 data marts were not exported: *'
        $warnings[0].Message | Should -BeLike "*'$($marts.denied)'*"
        Assert-ExistingFile $old
        Get-Name $folder | Should -Be @(@([System.IO.Path]::GetFileName($old)) + $results.ForEach({ [System.IO.Path]::GetFileName($_.Path) }) | Sort-Object)
    }

    It 'stops with -ErrorAction Stop and leaves no temporary files' {
        Add-Fault "GET *$($marts.orders).ndjson" slow @{ rowsPerSecond = 100 }

        # Delays the error until the other export has started, even on a slow machine.
        Add-Fault "GET *$($marts.denied).ndjson" delay @{ seconds = 3 }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Assert-Failure { $marts.orders, $marts.denied, $marts.customers | Export-OwoxDataMart -Directory $folder -ThrottleLimit 2 -ErrorAction Stop } -Id Owox.StorageFailed -Category ResourceUnavailable -Type Owox.OwoxApiException -Says 'status 424'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
        @(Get-Name $folder | Where-Object { $_ -notlike 'Customers_*' }) | Should -BeNullOrEmpty
        (Wait-SandboxRequest "*$($marts.orders).ndjson").outcome | Should -Be 'aborted'
    }

    It 'reports an error before any query: <what>' -ForEach @(
        @{ what = 'another provider'; with = @{ Directory = 'Env:\' }; id = 'Owox.PathInvalid'; category = 'InvalidArgument'; type = 'Owox.OwoxConfigurationException'; says = 'provider Environment' }
        @{ what = 'an invalid rule'; with = @{ Directory = '.'; LastDays = 3 }; id = 'Owox.RuleInvalid'; category = 'InvalidArgument'; type = 'Owox.OwoxConfigurationException'; says = '-DateColumn' }
    ) {
        Assert-Failure { $marts.customers | Export-OwoxDataMart @with } -Id $id -Category $category -Type $type -Says $says
        Get-SandboxRequest '*' | Should -BeNullOrEmpty
    }

    It 'writes one file for a data mart that is specified twice' {
        $results = $marts.customers, $marts.adSpend, $marts.customers | Export-OwoxDataMart -Directory $folder -Limit 2
        $results | Should -HaveCount 2
        @(Get-SandboxRequest '*.ndjson') | Should -HaveCount 2
    }

    It 'reports an error for each data mart when the directory cannot be created' {
        New-ExistingFile (Join-Path $folder file)
        $null = $marts.customers, $marts.adSpend | Export-OwoxDataMart -Directory (Join-Path $folder file) -ErrorAction SilentlyContinue -ErrorVariable errors -WarningAction SilentlyContinue
        $errors | Should -HaveCount 2
        foreach ($failure in $errors) {
            Assert-Failure { throw $failure } -Id Owox.FileWriteFailed -Category WriteError -Type Owox.OwoxFileException -Says (Join-Path $folder file)
        }

        Get-SandboxRequest '*.ndjson' | Should -BeNullOrEmpty
        Assert-ExistingFile (Join-Path $folder file)
    }
}
