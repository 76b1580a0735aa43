# The project, its contexts and insight templates, and the search.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    $null = Connect-Sandbox
    $viewer = Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $Sandbox.viewerApiKey) -Name viewer
    $null = Connect-Sandbox
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Get-OwoxProject' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'returns the properties that the server sent' {
        $project = Get-OwoxProject
        $project | Should -BeOfType 'Owox.Project'
        $project.Id | Should -Be '0'
        $project.Title | Should -Be 'OWOX Data Marts'
        $project.SetupProgress | Should -Be 70
        $project.SetupSteps | Should -HaveCount 10
        $project.SetupSteps[0].Name | Should -Be 'hasStorage'
        $project.SetupSteps[0].Done | Should -BeTrue
        $project.SetupSteps[0].CompletedAt.ToUniversalTime().ToString('s') | Should -Be '2026-11-20T23:57:46'
        ($project.SetupSteps | Where-Object { -not $_.Done }).Name | Should -Be 'hasReportRun', 'hasGoogleSheetsExtension', 'hasGoogleSheetsReportRun'
    }

    It 'is available to a viewer' {
        (Get-OwoxProject -Connection $viewer).Title | Should -Be 'OWOX Data Marts'
    }

    It 'returns fewer properties from an older server' {
        Add-Fault 'GET /api/project-setup-progress' status @{ status = 404 }
        Add-Fault 'GET /api/auth/context' status @{ status = 404 }
        $project = Get-OwoxProject
        $project.Id | Should -BeNullOrEmpty
        $project.SetupProgress | Should -BeNullOrEmpty
        $project.SetupSteps | Should -BeNullOrEmpty
    }

    It 'accepts unknown steps and fields of a newer server' {
        Add-Fault 'GET /api/project-setup-progress' status @{ status = 200; body = '{"version":2,"progress":12.5,"steps":{"hasRocket":{"done":true,"fuel":3}}}' }
        Add-Fault 'GET /api/projects/settings' status @{ status = 200; body = '{"description":"d","color":"red"}' }
        $project = Get-OwoxProject
        $project.SetupProgress | Should -Be 12
        $project.SetupSteps.Name | Should -Be 'hasRocket'
        $project.Description | Should -Be 'd'
    }

    It 'reports an invalid field of the response' {
        Add-Fault 'GET /api/projects/settings' status @{ status = 200; body = '{"description":5}' }
        Assert-Failure { Get-OwoxProject } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'its field $.description has an unexpected value or type'
    }
}

Describe 'Set-OwoxProject' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'changes the description and returns the project with -PassThru' {
        Set-OwoxProject "Shop.`nCurrency: EUR." | Should -BeNullOrEmpty
        (Get-OwoxProject).Description | Should -BeExactly "Shop.`nCurrency: EUR."
        $project = [pscustomobject]@{ Description = 'From a pipeline: ö' } | Set-OwoxProject -PassThru
        $project.Description | Should -BeExactly 'From a pipeline: ö'
        $project.Title | Should -Be 'OWOX Data Marts'
    }

    It 'clears the description with -ClearDescription' {
        (Set-OwoxProject -ClearDescription -PassThru).Description | Should -BeNullOrEmpty
        (Get-SandboxRequest '/api/projects/settings/description').method | Should -Be 'PUT'
    }

    It 'accepts at most 10,000 UTF-16 code units' {
        (Set-OwoxProject ('🚀' * 5000) -PassThru).Description.Length | Should -Be 10000
        Assert-Failure { Set-OwoxProject ('x' * 10001) } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '10001 characters'
    }

    It 'sends no request for invalid input or with -WhatIf' {
        Assert-Failure { Set-OwoxProject '' } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '-ClearDescription'
        Set-OwoxProject 'x' -WhatIf
        Set-OwoxProject -ClearDescription -WhatIf
        Get-SandboxRequest '/api/projects/settings/description' | Should -BeNullOrEmpty
    }

    It 'reports that only a project admin can change the project' {
        Assert-Failure { Set-OwoxProject 'x' -Connection $viewer } -Id Owox.Forbidden -Category PermissionDenied -Type Owox.OwoxPermissionException -Says 'Only a project admin can change', 'Required role: Project Admin'
    }
}

Describe 'Get-OwoxContext' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'lists contexts by name and returns contexts by ID' {
        $all = Get-OwoxContext
        $all | Should -BeOfType 'Owox.ProjectContext'
        $all.Name | Should -Be 'Finance', 'Marketing', 'Sales'
        $all[0].Description | Should -Be 'Revenue, cost and margin reporting'
        $all[0].CreatedByUser.FullName | Should -Be 'Ada Admin'
        $all[0].AdditionalProperties.Keys | Should -BeNullOrEmpty
        (Get-OwoxContext 's*').Name | Should -Be 'Sales'
        ($all[1] | Get-OwoxContext).Name | Should -Be 'Marketing'
        (Get-OwoxDataMart Orders).Contexts | Get-OwoxContext | ForEach-Object Name | Should -Be 'Sales'
    }

    It 'reports contexts that do not exist' {
        Assert-Failure { Get-OwoxContext -Id nope -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type System.Management.Automation.ItemNotFoundException -Says "no context with the ID 'nope'"
        Assert-Failure { Get-OwoxContext Nope -ErrorAction Stop } -Id Owox.NotFound -Category ObjectNotFound -Type System.Management.Automation.ItemNotFoundException -Says "no context with the name 'Nope'"
    }
}

Describe 'Get-OwoxInsightTemplate' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'lists insight templates with the properties that the server sent' {
        $all = Get-OwoxInsightTemplate
        $all | Should -BeOfType 'Owox.InsightTemplate'
        $all.Title | Should -Be 'Weekly revenue summary', 'Country digest', 'Top countries'
        $all[0].DataMartTitle | Should -Be 'Recorded orders'
        $all[0].SourcesCount | Should -Be 0
        $all[0].CanDelete | Should -BeTrue
        $all[0].Template | Should -BeNullOrEmpty
        (Get-OwoxInsightTemplate 'top*').DataMartTitle | Should -Be 'Countries'
    }

    It 'returns the text of the template: <how>' -ForEach @(
        @{ how = '-Detailed'; get = { Get-OwoxInsightTemplate 'Weekly*' -Detailed } }
        @{ how = '-Id'; get = { Get-OwoxInsightTemplate -Id 7e33e3bc-4bf5-46d1-9041-40f6f3d75fc6 } }
        @{ how = 'an object'; get = { Get-OwoxInsightTemplate 'Weekly*' | Get-OwoxInsightTemplate } }
        @{ how = 'a data mart'; get = { Get-OwoxDataMart 'Recorded orders' | Get-OwoxInsightTemplate 'Weekly*' -Detailed } }
    ) {
        $template = & $get
        $template.Template | Should -BeExactly "### Weekly revenue`n{{table source=`"main`"}}"
        $template.DataMartId | Should -Be 'a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1'
    }

    It 'lists the insight templates of a data mart' {
        (Get-OwoxDataMart 'Recorded orders' | Get-OwoxInsightTemplate).Title | Should -Be 'Country digest', 'Weekly revenue summary'
        Get-OwoxDataMart 'zz*' | Get-OwoxInsightTemplate | Should -BeNullOrEmpty
    }

    It 'requests pages until one is empty, and removes duplicates' {
        foreach ($id in 'a', 'b', 'b') {
            Add-Fault 'GET /api/data-marts/insight-templates' status @{ status = 200; body = "{`"insights`":[{`"id`":`"$id`",`"title`":`"t`"}]}" }
        }

        (Get-OwoxInsightTemplate).Id | Should -Be 'a', 'b'
    }

    It 'reports an error for <what>' -ForEach @(
        @{ what = 'an unknown ID'; run = { Get-OwoxInsightTemplate -Id nope -ErrorAction Stop }; type = 'System.Management.Automation.ItemNotFoundException'; says = "no insight template with the ID 'nope'" }
        @{ what = 'an unknown title'; run = { Get-OwoxInsightTemplate Nope -ErrorAction Stop }; type = 'System.Management.Automation.ItemNotFoundException'; says = "no insight template with the title 'Nope'" }
        @{ what = 'an unknown data mart'; run = { Get-OwoxInsightTemplate -DataMartId nope -ErrorAction Stop }; type = 'Owox.OwoxNotFoundException'; says = "no data mart with the ID or title 'nope'" }
    ) {
        Assert-Failure $run -Id Owox.NotFound -Category ObjectNotFound -Type $type -Says $says
    }
}

Describe 'Find-OwoxItem' {
    BeforeEach {
        Clear-Sandbox
    }

    It 'keeps the order and the properties of the results of the server' {
        Add-Fault 'GET /api/search' status @{ status = 200; body = '[{"entityType":"DATA_STORAGE","entityId":"s","title":"Low","description":null,"finalScore":10,"kwScore":80,"vecScore":null},{"entityType":"REPORT","entityId":"r","title":"New","finalScore":90.5,"why":"title"}]' }
        $hits = Find-OwoxItem anything
        $hits | Should -BeOfType 'Owox.SearchHit'
        $hits.EntityId | Should -Be 's', 'r'
        $hits[0].StorageId | Should -Be 's'
        $hits[0].KeywordScore | Should -Be 80
        $hits[1].FinalScore | Should -Be 90.5
        "$($hits[1].DataMartId)$($hits[1].StorageId)$($hits[1].DestinationId)" | Should -BeExactly ''
        $hits[1].AdditionalProperties['why'] | Should -Be 'title'
    }

    It 'sends the types, the limit and the exclusion of drafts to the server' {
        (Find-OwoxItem looker -Type destination, DataMart -First 2).EntityType | Should -Be 'DATA_DESTINATION', 'DATA_DESTINATION'
        (Get-SandboxRequest '/api/search').query | Should -Be '?q=looker&limit=2&entityTypes=DATA_DESTINATION%2CDATA_MART'
        (Find-OwoxItem campaign).Title | Should -Be 'Campaign Costs (draft)', 'Ad Spend'
        (Find-OwoxItem campaign -ExcludeDrafts).Title | Should -Be 'Ad Spend'
    }

    It 'can be piped to commands for <to>' -ForEach @(
        @{ to = 'data marts'; run = { Find-OwoxItem customers -Type DataMart | Get-OwoxDataMart }; title = 'Customers' }
        @{ to = 'storages'; run = { Find-OwoxItem snowflake -Type Storage | Get-OwoxStorage }; title = 'Snowflake' }
        @{ to = 'destinations'; run = { Find-OwoxItem executive -Type Destination | Get-OwoxDestination }; title = 'Executive Looker Studio' }
    ) {
        @(& $run).Title | Should -Contain $title
    }

    It 'runs a search for each string from the pipeline' {
        ('customers', 'campaign' | Find-OwoxItem -First 1).Title | Should -Be 'Customers', 'Campaign Costs (draft)'
    }

    It 'returns no storages to a viewer' {
        Find-OwoxItem warehouse -Type Storage -Connection $viewer | Should -BeNullOrEmpty
    }

    It 'reports an error for <what>' -ForEach @(
        @{ what = 'one character'; run = { Find-OwoxItem a }; type = 'Owox.OwoxConfigurationException'; says = 'the server accepts 2 to 256'; sent = 0 }
        @{ what = 'a text of 257 characters'; run = { Find-OwoxItem ('q' * 257) }; type = 'Owox.OwoxConfigurationException'; says = 'the text has 257 characters'; sent = 0 }
        @{ what = 'an unknown type'; run = { Find-OwoxItem orders -Type Rocket -ErrorAction Stop }; type = 'Owox.OwoxApiException'; says = 'entityTypes must be one of'; sent = 1 }
    ) {
        Assert-Failure $run -Id Owox.RequestInvalid -Category InvalidArgument -Type $type -Says $says
        @(Get-SandboxRequest '/api/search') | Should -HaveCount $sent
    }

    It 'completes the values of -Type' {
        (TabExpansion2 'Find-OwoxItem x -Type D' 23).CompletionMatches.CompletionText | Should -Be 'DataMart', 'Destination'
    }
}
