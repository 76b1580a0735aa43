# Get-OwoxDataMart, Get-OwoxStorage, Get-OwoxDestination.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxDataMart' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'lists all data marts that the user can access' {
        $all = Get-OwoxDataMart
        $all | Should -BeOfType 'Owox.DataMart'
        $all.Title | Should -Contain 'Orders'
        $all.Title | Should -Contain 'Returns (draft)'
        $all.Count | Should -BeGreaterThan 20
        ($all.Id | Sort-Object -Unique).Count | Should -Be $all.Count
    }

    It 'returns the properties that the server sent' {
        $orders = Get-OwoxDataMart Orders
        $orders.Id | Should -BeExactly $marts.orders
        $orders.Status | Should -BeExactly 'PUBLISHED'
        $orders.StorageType | Should -BeExactly 'GOOGLE_BIGQUERY'
        $orders.StorageTitle | Should -BeExactly 'Shop Warehouse'
        $orders.DefinitionType | Should -BeExactly 'TABLE'
        $orders.CreatedAt | Should -Be ([DateTimeOffset]'2026-11-21T00:40:00Z')
        $orders.CreatedByUser.Email | Should -BeExactly $Sandbox.memberEmail
        $orders.Contexts.Name | Should -Be 'Sales'
    }

    It 'selects by one or several titles with wildcards, ignoring case' {
        (Get-OwoxDataMart 'order*').Title | Should -Be 'Orders'
        (Get-OwoxDataMart '*SPEND').Title | Should -Be 'Ad Spend'
        (Get-OwoxDataMart 'awk*', 'Empty').Title | Sort-Object | Should -Be 'Awkward columns', 'Awkward values', 'Empty'
        Get-OwoxDataMart 'no such*' -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'reports an error for each exact title that does not exist, and returns the others' {
        $found = Get-OwoxDataMart 'Orders', 'Nope', 'Niente' -ErrorAction SilentlyContinue -ErrorVariable missing
        $found.Title | Should -Be 'Orders'
        $missing | Should -HaveCount 2
        Assert-Failure { Get-OwoxDataMart 'Nope' -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type System.Management.Automation.ItemNotFoundException -Says "no data mart with the title 'Nope'", '*Nope*'
        $missing[0].TargetObject | Should -Be 'Nope'
    }

    It 'selects by status and storage' {
        (Get-OwoxDataMart -Status draft).Status | Sort-Object -Unique | Should -Be 'DRAFT'
        (Get-OwoxDataMart -Status Draft).Title | Should -Contain 'Returns (draft)'
        (Get-OwoxDataMart -StorageType snowflake).Title | Should -Be 'Finance Ledger'
        (Get-OwoxDataMart -StorageType SNOWFLAKE, GOOGLE_BIGQUERY -Status Published, Draft).Count | Should -Be (Get-OwoxDataMart).Count
        Get-OwoxDataMart '*' -Status PUBLISHED -StorageType SNOWFLAKE | Should -BeNullOrEmpty
    }

    It 'sends the owner filter to the server' {
        $owned = @(Get-OwoxDataMart -OwnerFilter HasOwners)
        $orphans = @(Get-OwoxDataMart -OwnerFilter NoOwners)
        (Get-SandboxRequest '/api/data-marts').query | Should -Be '?ownerFilter=has_owners', '?ownerFilter=no_owners'
        $owned.Count + $orphans.Count | Should -Be (Get-OwoxDataMart).Count
    }

    It 'supports -First, -Skip and -IncludeTotalCount' {
        $all = Get-OwoxDataMart
        (Get-OwoxDataMart -First 3).Id | Should -Be $all[0..2].Id
        (Get-OwoxDataMart -Skip 2 -First 2).Id | Should -Be $all[2..3].Id
        (Get-OwoxDataMart -Skip 2).Count | Should -Be ($all.Count - 2)
        Get-OwoxDataMart -First 0 | Should -BeNullOrEmpty
        $counted = Get-OwoxDataMart -First 1 -IncludeTotalCount
        "$($counted[0])" | Should -BeLike "*$($all.Count)"
        $counted[0] | Should -BeOfType UInt64
        $counted[1].Id | Should -Be $all[0].Id

        # The server skips items if possible.
        (Get-SandboxRequest '/api/data-marts').query | Should -Contain '?offset=2'
    }

    It 'supports paging and total count with filters of the module' {
        $drafts = @(Get-OwoxDataMart -Status DRAFT)
        (Get-OwoxDataMart -Status DRAFT -Skip 1 -First 1).Id | Should -Be $drafts[1].Id
        $counted = Get-OwoxDataMart -Status DRAFT -First 1 -IncludeTotalCount
        $counted[0] | Should -Be $drafts.Count
    }

    It 'accepts several IDs and objects, and continues after an ID that does not exist' {
        (Get-OwoxDataMart -Id $marts.orders, $marts.draft).Title | Should -Be 'Orders', 'Returns (draft)'
        (Get-OwoxDataMart 'Orders', 'Customers' | Get-OwoxDataMart).Title | Sort-Object | Should -Be 'Customers', 'Orders'
        ([pscustomobject]@{ DataMartId = $marts.events } | Get-OwoxDataMart).Title | Should -Be 'Events'
        $missing = '00000000-0000-4000-8000-000000000000'
        $found = Get-OwoxDataMart -Id $marts.orders, $missing, $marts.empty -ErrorAction SilentlyContinue -ErrorVariable errors
        $found.Title | Should -Be 'Orders', 'Empty'
        $errors | Should -HaveCount 1
        $errors[0].TargetObject | Should -Be $missing
        Assert-Failure { Get-OwoxDataMart -Id $missing -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says "GET /api/data-marts/$missing", '404', 'Check the ID', 'Server message'
    }

    It 'escapes an ID in the path, and rejects an ID that is a path' {
        Assert-Failure { Get-OwoxStorage -Id 'a?b#c d' -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says '/api/data-storages/a%3Fb%23c%20d'
        Assert-Failure { Get-OwoxStorage -Id '../data-marts' -ErrorAction Stop } -Id Owox.IdInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'Nothing was sent'
    }

    It 'keeps unknown statuses, storage types and fields' {
        Add-Fault 'GET /api/data-marts' status @{ status = 200; body = @{ total = 1; nextOffset = $null; items = @(
                    @{ id = 'a'; title = 'A'; status = 'FROZEN'; storage = @{ type = 'PAPER'; title = 'Shelf' }; rank = 9007199254740993; deep = @{ is = @(1, 'x') }; apiSecret = 'hush' }) } }
        $mart = Get-OwoxDataMart
        $mart.Status | Should -BeExactly 'FROZEN'
        $mart.StorageType | Should -BeExactly 'PAPER'
        $mart.AdditionalProperties['rank'] | Should -BeExactly 9007199254740993
        $mart.AdditionalProperties['rank'] | Should -BeOfType Int64
        $mart.AdditionalProperties['deep']['is'] | Should -Be 1, 'x'
        $mart.AdditionalProperties['apiSecret'] | Should -BeExactly '***'
    }

    It 'reports a missing field of the response: <path>' -ForEach @(
        @{ path = '$.items'; body = @{ total = 0 } }
        @{ path = '$.items[1].title'; body = @{ items = @(@{ id = 'a'; title = 'A'; status = 'DRAFT'; storage = @{ type = 'X' } }, @{ id = 'b'; status = 'DRAFT'; storage = @{ type = 'X' } }) } }
        @{ path = '$.items[0].storage.type'; body = @{ items = @(@{ id = 'a'; title = 'A'; status = 'DRAFT'; storage = @{ title = 'X' } }) } }
    ) {
        Add-Fault 'GET /api/data-marts' status @{ status = 200; body = $body }
        $failure = Get-Failure { Get-OwoxDataMart }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Owox.UnexpectedResponse,*'
        $failure.CategoryInfo.Category | Should -Be 'ProtocolError'
        $failure.Exception | Should -BeOfType 'Owox.OwoxApiException'
        $failure.Exception.Message.Contains("it lacks the field $path.") | Should -BeTrue -Because $failure.Exception.Message
    }

    It 'rejects a response that is <what>' -ForEach @(
        @{ what = 'HTML with status 200'; body = '<html><title>Sign in</title></html>'; type = 'text/html'; says = "content type is 'text/html', not JSON" }
        @{ what = 'truncated JSON'; body = '{"items":['; type = 'application/json'; says = 'it is not JSON' }
        @{ what = 'JSON of another type'; body = '{"items":[{"id":5}]}'; type = 'application/json'; says = '$.items' }
    ) {
        Add-Fault 'GET /api/data-marts' status @{ status = 200; body = $body; contentType = $type }
        Assert-Failure { Get-OwoxDataMart } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says $says, 'GET /api/data-marts'
    }

    It 'stops when the server repeats an offset' {
        Add-Fault 'GET /api/data-marts' status @{ status = 200; times = 0; body = @{ total = 9; nextOffset = 5; items = @() } }
        Assert-Failure { Get-OwoxDataMart } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'its pages repeat', 'offset 5 was returned twice'
        @(Get-SandboxRequest '/api/data-marts') | Should -HaveCount 2
    }

    It 'writes a verbose message for each request' {
        $lines = Get-OwoxDataMart -First 1 -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message
        $request = Get-SandboxRequest '/api/data-marts'
        $lines | Should -HaveCount 1
        $lines | Should -Match "^GET /api/data-marts: 200 in \d+ ms, request $($request.headers.'X-Request-Id')$"
    }
}

Describe 'A viewer' {
    BeforeAll {
        $viewer = Connect-Sandbox $Sandbox.viewerApiKey -With @{ Name = 'viewer' }
        $storage = (Get-OwoxStorage -Connection Default)[0]
    }

    BeforeEach {
        Clear-Sandbox
    }

    It 'gets fewer data marts and no storages' {
        (Get-OwoxDataMart -Connection $viewer).Title | Should -Not -Contain 'Countries'
        Get-OwoxStorage -Connection $viewer | Should -BeNullOrEmpty
    }

    It 'gets an error for a storage that is not accessible' {
        Assert-Failure { Get-OwoxStorage -Id $storage.Id -Connection $viewer -ErrorAction Stop } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says "does not have permission for GET /api/data-storages/$($storage.Id) (403)", 'project admin', 'Server message'
    }

    It 'gets an error with the other message format of the server' {
        Add-Fault 'GET /api/data-marts' status @{ status = 403; body = @{ statusCode = 403; message = 'Access denied by api key'; error = 'Forbidden' } }
        $failure = Get-Failure { Get-OwoxDataMart -Connection $viewer }
        Assert-Failure { throw $failure } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says 'Access denied by api key', 'connect as a member who has it'
        $failure.Exception.StatusCode | Should -Be 403
        $failure.Exception.Code | Should -Be 'Forbidden'

        # A new token would not change the permission, so no token is requested.
        @(Get-SandboxRequest '/api/auth/api-keys/exchange') | Should -BeNullOrEmpty
    }

    AfterAll {
        Clear-Sandbox
    }
}
