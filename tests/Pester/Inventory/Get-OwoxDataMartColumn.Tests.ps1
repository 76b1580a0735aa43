# Columns of data marts, and relationships between data marts.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $viewer = Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $Sandbox.viewerApiKey) -Name viewer
    $null = Connect-Sandbox
    $orders = $Sandbox.dataMarts.orders
    $recorded = 'a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1'
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxDataMartColumn' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'returns native and joined columns with the properties that the server sent' {
        $columns = Get-OwoxDataMartColumn $recorded
        $columns | Should -BeOfType 'Owox.DataMartColumn'
        $columns.Name | Should -Be 'order_id', 'order_date', 'country', 'revenue', 'cost', 'is_paid', 'created_ts', 'countries__country', 'countries__orders_total', 'countries__lifetime_revenue'
        $columns.Type | Should -Be 'INTEGER', 'DATE', 'STRING', 'FLOAT', 'NUMERIC', 'BOOLEAN', 'TIMESTAMP', 'STRING', 'INTEGER', 'FLOAT'
        $columns[1].Alias | Should -Be 'Order date'
        $columns[1].Description | Should -Be 'Date of purchase'
        $columns[3].Aggregations | Should -Be 'SUM', 'AVG', 'MIN', 'MAX'
        $columns[0].IsPrimaryKey | Should -BeTrue
        $columns[9].SourceDataMartTitle | Should -Be 'Countries'
        $columns[9].OriginalName | Should -Be 'lifetime_revenue'
        $columns[9].AggregateFunction | Should -Be 'SUM'
        $columns[9].AliasPath | Should -Be 'countries'
        $columns.DataMartId | Sort-Object -Unique | Should -Be $recorded
    }

    It 'returns the columns of an export with the same names' {
        $row = Export-OwoxDataMart $orders -IncludeJoined -Limit 1
        (Get-OwoxDataMartColumn $orders).Name | Should -Be $row.PSObject.Properties.Name
    }

    It 'selects by name, -Native and -Joined' {
        (Get-OwoxDataMartColumn $orders -Native).IsJoined | Sort-Object -Unique | Should -BeFalse
        (Get-OwoxDataMartColumn $orders -Joined).IsJoined | Sort-Object -Unique | Should -BeTrue
        (Get-OwoxDataMartColumn $orders *CUSTOMER_id).Name | Should -Be 'customer_id', 'customers__customer_id'
        (Get-OwoxDataMartColumn $orders -Name *customer_id -Joined).Name | Should -Be 'customers__customer_id'
    }

    It 'accepts data marts and objects that belong to a data mart: <how>' -ForEach @(
        @{ how = 'a data mart'; get = { Get-OwoxDataMart 'Recorded orders' } }
        @{ how = 'an ID'; get = { $recorded } }
        @{ how = 'a report'; get = { Get-OwoxReport 'Revenue by country' } }
        @{ how = 'a search result'; get = { Find-OwoxItem 'recorded orders' -First 1 } }
        @{ how = 'an export result'; get = { [pscustomobject]@{ DataMartId = $recorded; Id = 'other' } } }
    ) {
        @(& $get | Get-OwoxDataMartColumn -Native) | Should -HaveCount 7
    }

    It 'reports names that do not exist' {
        $found = Get-OwoxDataMartColumn $orders revenue, nope -ErrorAction SilentlyContinue -ErrorVariable errors
        $found.Name | Should -Be 'revenue'
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        $errors[0].Exception.Message | Should -BeLike "*no column of the data mart $orders with the name 'nope'*"
    }

    It 'returns fields of a record with their full names' {
        Add-Fault "GET /api/data-marts/$orders/blendable-schema" status @{ status = 200; body = '{"nativeFields":[{"name":"address","type":"RECORD","fields":[{"name":"city","type":"STRING","alias":"City"},{"name":"geo","type":"RECORD","fields":[{"name":"lat","type":"FLOAT"}]}]}],"futureFields":[1]}' }
        $columns = Get-OwoxDataMartColumn $orders
        $columns.Name | Should -Be 'address', 'address.city', 'address.geo', 'address.geo.lat'
        $columns[3].Parent | Should -Be 'address.geo'
        $columns[1].Alias | Should -Be 'City'
    }

    It 'reports an error for <what>' -ForEach @(
        @{ what = 'an unknown data mart'; run = { Get-OwoxDataMartColumn nope -ErrorAction Stop }; id = 'Owox.NotFound'; category = 'ObjectNotFound'; type = 'Owox.OwoxNotFoundException'; says = 'nope' }
        @{ what = 'a hidden data mart'; run = { Get-OwoxDataMartColumn '13bacf31-b26f-4845-b122-569d950a846a' -Connection $viewer -ErrorAction Stop }; id = 'Owox.Forbidden'; category = 'PermissionDenied'; type = 'Owox.OwoxPermissionException'; says = 'does not have permission for GET' }
    ) {
        if ($id -eq 'Owox.Forbidden') {
            Add-Fault 'GET /api/data-marts/*/blendable-schema' status @{ status = 403; body = @{ statusCode = 403; message = 'You do not have access to this DataMart' } }
        }

        Assert-Failure $run -Id $id -Category $category -Type $type -Says $says
    }

    It 'reports a missing field of a column' {
        Add-Fault "GET /api/data-marts/$orders/blendable-schema" status @{ status = 200; body = '{"nativeFields":[{"name":"a"},{"type":"DATE"}]}' }
        Assert-Failure { Get-OwoxDataMartColumn $orders -ErrorAction Stop } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'it lacks the field $.nativeFields`[1`].name'
    }

    It 'displays a table with the most important properties' {
        Get-OwoxDataMartColumn $recorded order_date | Out-String -Width 200 | Should -BeLike '*Name*Type*Alias*Description*Aggregations*order_date*DATE*Order date*Date of purchase*MIN, MAX*'
    }
}

Describe 'Get-OwoxRelationship' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'lists all relationships with the properties that the server sent' {
        $all = Get-OwoxRelationship
        $all | Should -BeOfType 'Owox.Relationship'
        $join = $all | Where-Object Id -EQ '506b8e72-cc8e-4571-926f-dbe79f00abf1'
        $join.SourceDataMart.Title | Should -Be 'Recorded orders'
        $join.TargetDataMart.Title | Should -Be 'Countries'
        $join.TargetAlias | Should -Be 'countries'
        $join.JoinConditions.SourceFieldName | Should -Be 'country'
        $join.JoinConditions.TargetFieldName | Should -Be 'country'
        $join.Join | Should -Be 'country = country'
        $join.DataStorageId | Should -Be '40f151e4-1b3a-4892-93bb-ea3673c17b33'
        $join.CreatedByUser.FullName | Should -Be 'Ada Admin'
        ($all | Where-Object TargetAlias -EQ 'events').Join | Should -BeExactly ''
    }

    It 'lists the relationships of a data mart in both directions: <how>' -ForEach @(
        @{ how = 'source'; mart = 'Recorded orders'; aliases = 'countries', 'events' }
        @{ how = 'target'; mart = 'Countries'; aliases = 'countries' }
        @{ how = 'neither'; mart = 'Ad Spend'; aliases = @() }
    ) {
        @(Get-OwoxDataMart $mart | Get-OwoxRelationship | ForEach-Object TargetAlias | Sort-Object) | Should -Be $aliases
    }

    It 'returns a relationship of two data marts once, and requests their storage once' {
        @(Get-OwoxDataMart 'Orders', 'Customers' | Get-OwoxRelationship) | Should -HaveCount 1
        @(Get-SandboxRequest '/api/data-storages/*/relationships') | Should -HaveCount 1
    }

    It 'lists the relationships of a storage: <how>' -ForEach @(
        @{ how = 'an object'; get = { Get-OwoxStorage 'Shop*' | Get-OwoxRelationship } }
        @{ how = 'an ID'; get = { Get-OwoxRelationship -StorageId (Get-OwoxStorage 'Shop*').Id } }
    ) {
        (& $get).TargetAlias | Should -Be 'customers'
    }

    It 'returns nothing if an earlier command found nothing' {
        Get-OwoxStorage 'zz*' | Get-OwoxRelationship | Should -BeNullOrEmpty
        Get-SandboxRequest '*relationships*' | Should -BeNullOrEmpty
    }

    It 'returns to a viewer the relationships that start at a data mart, with a verbose message' {
        $lines = Get-OwoxRelationship $orders -Connection $viewer -Verbose 4>&1
        ($lines | Where-Object { $_ -is [Owox.Relationship] }).TargetAlias | Should -Be 'customers'
        "$($lines | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })" | Should -BeLike '*only the relationships that start at the data mart are returned*'
        Get-OwoxRelationship -Connection $viewer | Should -BeNullOrEmpty
    }

    It 'reports an error for <what>' -ForEach @(
        @{ what = 'an unknown data mart'; run = { Get-OwoxRelationship nope -ErrorAction Stop }; says = "no data mart with the ID or title 'nope'" }
        @{ what = 'an unknown storage'; run = { Get-OwoxRelationship -StorageId nope -ErrorAction Stop }; says = '/api/data-storages/nope/relationships' }
    ) {
        Assert-Failure $run -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says $says
    }

    It 'reports an error for a storage that the user cannot access' {
        Assert-Failure { Get-OwoxRelationship -StorageId '40f151e4-1b3a-4892-93bb-ea3673c17b33' -Connection $viewer -ErrorAction Stop } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says 'You do not have access to this Storage'
    }
}

Describe 'Get-OwoxDataMart' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'returns the definition and the columns with -Detailed' {
        $mart = Get-OwoxDataMart 'Recorded orders' -Detailed
        $mart.Definition.sqlQuery | Should -Match '^SELECT `id` AS `order_id`'
        $mart.Schema.Fields.Name | Should -Be 'order_id', 'order_date', 'country', 'revenue', 'cost', 'is_paid', 'created_ts'
        $mart.Schema.Fields[4].Type | Should -Be 'NUMERIC'
        $mart.ColumnCount | Should -Be 7
        $mart.Storage.Id | Should -Be '40f151e4-1b3a-4892-93bb-ea3673c17b33'
        (Get-OwoxDataMart 'Recorded orders').Definition | Should -BeNullOrEmpty
    }

    It 'requests details only for matching data marts, and continues after an error' {
        Add-Fault "GET /api/data-marts/$orders" status @{ status = 404; body = @{ statusCode = 404; message = 'Gone' } }
        $found = Get-OwoxDataMart 'Orders', 'Customers' -Detailed -ErrorAction SilentlyContinue -ErrorVariable errors
        $found.Title | Should -Be 'Customers'
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'Owox.NotFound,*'
        @(Get-SandboxRequest '/api/data-marts/*') | Should -HaveCount 2
    }

    It 'lists the data marts of a storage with the number of their columns' {
        $marts = Get-OwoxDataMart -StorageId '40f151e4-1b3a-4892-93bb-ea3673c17b33'
        $marts.StorageTitle | Sort-Object -Unique | Should -Be 'Analytics Warehouse'
        ($marts | Where-Object Title -EQ 'Recorded orders').ColumnCount | Should -Be 7
        ($marts | Where-Object Title -EQ 'Countries').ColumnCount | Should -Be 3
        @(Get-OwoxDataMart -StorageId (Get-OwoxStorage 'Shop*') -Status Draft).Title | Should -Be 'Returns (draft)'
        Assert-Failure { Get-OwoxDataMart -StorageId '00000000-0000-4000-8000-000000000000' } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says '/api/model-canvas/data-marts'
    }

    It 'returns nothing if an earlier command found nothing' {
        Find-OwoxItem zzzzqqqq | Get-OwoxDataMart | Should -BeNullOrEmpty
        Get-OwoxDataMart 'zz*' | Get-OwoxDataMart | Should -BeNullOrEmpty
        Get-SandboxRequest '/api/data-marts/*' | Should -BeNullOrEmpty
    }

    It 'accepts an object that belongs to a data mart: <what>' -ForEach @(
        @{ what = 'a report'; get = { Get-OwoxReport 'Revenue by country' } }
        @{ what = 'an insight template'; get = { Get-OwoxInsightTemplate 'Weekly*' } }
        @{ what = 'a column'; get = { Get-OwoxDataMartColumn $recorded country } }
        @{ what = 'a search result'; get = { Find-OwoxItem 'recorded orders' -First 1 } }
    ) {
        (& $get | Get-OwoxDataMart).Title | Should -Be 'Recorded orders'
    }

    It 'reports an object that does not belong to a data mart' {
        Assert-Failure { Find-OwoxItem 'shop warehouse' -Type Storage -First 1 | Get-OwoxDataMart -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type System.Management.Automation.ItemNotFoundException -Says "'Shop Warehouse' (SearchHit) does not belong to a data mart"
    }

    It 'reports a search result of another type' {
        $failure = Get-Failure { Find-OwoxItem 'ad spend' -Type DataMart -First 1 | Get-OwoxStorage -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidData'
        $failure.Exception.Message | Should -BeLike "*'Ad Spend' is a DATA_MART, but this parameter accepts a Storage. Find-OwoxItem -Type Storage returns only items of this type*"
    }
}
