# One or more calls of every cmdlet that only reads. The tests run all of them against servers of other API
# versions. A test fails if a cmdlet has no call in this file.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'OwoxTest.psm1')

$Folder = Join-Path ([System.IO.Path]::GetTempPath()) "owox-versions-$([guid]::NewGuid())"

# Cmdlets that read nothing from a server.
$Unconnected = 'ConvertFrom-OwoxApiKey', 'Get-OwoxConnection', 'Get-OwoxAuditEvent', 'New-OwoxFilter', 'New-OwoxSort', 'New-OwoxAggregation', 'New-OwoxDateBucket'

$Calls = [ordered]@{
    'Test-OwoxConnection'  = @({ Test-OwoxConnection })
    'Get-OwoxDataMart'     = @(
        { Get-OwoxDataMart }
        { Get-OwoxDataMart 'Orders' -IncludeTotalCount }
        { Get-OwoxDataMart -Id $Sandbox.dataMarts.orders }
        { Get-OwoxDataMart -Id $Sandbox.dataMarts.orders -Freshness }
        { Get-OwoxDataMart -StorageId (Get-OwoxDataMart -Id $Sandbox.dataMarts.orders).Storage.Id }
    )
    'Get-OwoxStorage'      = @({ Get-OwoxStorage }, { Get-OwoxDataMart -Id $Sandbox.dataMarts.orders | ForEach-Object { $_.Storage } | Where-Object Id | Get-OwoxStorage })
    'Get-OwoxDestination'  = @({ Get-OwoxDestination }, { Get-OwoxDestination | Select-Object -First 1 | Get-OwoxDestination })
    # The last uses are different in each call.
    'Get-OwoxApiKey'       = @({ Get-OwoxApiKey -Connection member }, { Get-OwoxApiKey -IncludeUsage -Connection member | Select-Object Name, Status })
    'Find-OwoxStaleApiKey' = @({ Find-OwoxStaleApiKey -Connection member -WarningAction Ignore }, { Find-OwoxStaleApiKey -UnusedFor 1.00:00 -IncludeUsage -Connection member -WarningAction Ignore | Select-Object Name, Reason })
    'Get-OwoxCredential'   = @({ Get-OwoxCredential }, { (Get-OwoxCredential)[0] | Get-OwoxCredential })
    'Test-OwoxCredential'  = @({ (Get-OwoxCredential)[0] | Test-OwoxCredential | Select-Object Title, State, IsValid })
    'Get-OwoxSecretReport' = @(
        # Versions of the server differ in credentials.
        { Get-OwoxSecretReport -Connection member | Where-Object Kind -NE Credential | Select-Object Kind, Name, Owner, State }
        { (Get-OwoxSecretReport -Kind Credential)[0] | Select-Object Kind, Name, Reason }
    )
    'Get-OwoxLicenseKey'   = @({ $name = (New-OwoxLicenseKey "test $([guid]::NewGuid())" https://data-marts.example.com -Connection member).Name; Get-OwoxLicenseKey $name -Connection member })
    'Export-OwoxDataMart'  = @(
        { Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3 }
        { Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3 -Typed }
        { $reader = Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3 -AsDataReader; $reader.Read(); $reader['cost']; $reader.Close() }
        { Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3 -Path (Join-Path $Folder 'orders.csv') }
        { Export-OwoxDataMart $Sandbox.dataMarts.orders -Limit 3 -Directory $Folder }
    )
    'Export-OwoxReport'    = @({ Get-OwoxReport | Select-Object -First 1 | Export-OwoxReport -Limit 2 })
    'Find-OwoxItem'        = @({ Find-OwoxItem orders })
    'Get-OwoxContext'      = @({ Get-OwoxContext })
    'Get-OwoxDataMartColumn' = @({ Get-OwoxDataMartColumn $Sandbox.dataMarts.orders })
    'Get-OwoxInsightTemplate' = @({ Get-OwoxInsightTemplate }, { Get-OwoxInsightTemplate -DataMartId (Get-OwoxInsightTemplate)[0].DataMart.Id }, { Get-OwoxInsightTemplate -Id (Get-OwoxInsightTemplate)[0].Id })
    'Get-OwoxProject'      = @({ Get-OwoxProject })
    'Get-OwoxRelationship' = @(
        { Get-OwoxRelationship -StorageId (Get-OwoxDataMart -Id $Sandbox.dataMarts.orders).Storage.Id }
        { Get-OwoxRelationship -DataMartId $Sandbox.dataMarts.orders }
        { Get-OwoxRelationship -DataMartId $Sandbox.dataMarts.orders -Connection viewer }
    )
    'Get-OwoxReport'       = @({ Get-OwoxReport }, { Get-OwoxReport | Select-Object -First 1 | Get-OwoxReport }, { Get-OwoxReport -DataMartId (Get-OwoxReport)[0].DataMart.Id }, { Get-OwoxReport -Detailed -WarningAction SilentlyContinue | Select-Object -First 1 })
    'Get-OwoxRun'          = @({ Get-OwoxRun -First 5 }, { Get-OwoxRun -First 1 | Get-OwoxRun }, { Get-OwoxRun (Get-OwoxRun -First 1).DataMartId })
    'Get-OwoxTrigger'      = @({ Get-OwoxTrigger }, { Get-OwoxTrigger (Get-OwoxTrigger)[0].DataMartId })
    'Get-OwoxDataQuality'  = @({ Get-OwoxDataQuality $Sandbox.dataMarts.orders })
    'Test-OwoxDataMart'    = @(
        # The age of the data is different in each call, and the future server has one more column and one more check.
        { Test-OwoxDataMart $Sandbox.dataMarts.orders -MaxAge 1.00:00 -MaxRowCount 100000 | Select-Object DataMartTitle, Check, Status, Expected }
        { Test-OwoxDataMart $Sandbox.dataMarts.orders -MinRowCount 1 -MaxRowCount 4999 -Filter { $_.order_id -gt 0 } | Select-Object Check, Status, Expected }
        { @(Test-OwoxDataMart $Sandbox.dataMarts.orders -DataQuality)[0] }
        {
            $null = Test-OwoxDataMart $Sandbox.dataMarts.orders -SchemaBaseline (Join-Path $Folder 'schema.json') -UpdateBaseline -IncludeJoined
            Test-OwoxDataMart $Sandbox.dataMarts.orders -SchemaBaseline (Join-Path $Folder 'schema.json') -IncludeJoined | Select-Object Check, Status
        }
    )
    'Get-OwoxPluginPublication' = @({ $null = Publish-OwoxPlugin acme/ages -Scope member; Get-OwoxPluginPublication })
    'Invoke-OwoxApi'       = @(
        { Invoke-OwoxApi /api/data-storages }
        { Invoke-OwoxApi /api/data-marts -Paginate }
        { Invoke-OwoxApi "/api/external/http-data/data-marts/$($Sandbox.dataMarts.orders).ndjson?limit=3" -AsStream }
    )
    'New-OwoxTableScript'  = @({ New-OwoxTableScript $Sandbox.dataMarts.orders orders Sqlite -Column date, cost })
    'ConvertTo-OwoxHtml'   = @({ ConvertTo-OwoxHtml '# A' })
}

# The cmdlets of the module that only read, by their verbs.
function Get-ReadCommand {
    (Get-Command -Module Owox).Where({ $_.Verb -in 'Get', 'Find', 'Test', 'Export', 'ConvertTo', 'Resolve', 'Measure' -and $_.Name -notin $Unconnected }).Name
}

# The calls of a test: the name of the cmdlet, its call, and the call's text.
function Get-ReadCall {
    foreach ($name in $Calls.Keys) {
        foreach ($call in $Calls[$name]) {
            @{ Name = $name; Call = $call; Text = "$call".Trim() -replace '[<>]' }
        }
    }
}

# Connects with an API key, as 'viewer' with the key of a viewer, who cannot see storages, and as 'member' with a password.
function Connect-Both {
    $null = Connect-OwoxDataMarts -Name member -Origin $Sandbox.origin -Credential ([pscredential]::new($Sandbox.memberEmail, (ConvertTo-Secret $Sandbox.memberPassword)))
    $null = Connect-Sandbox $Sandbox.viewerApiKey @{ Name = 'viewer' }
    $null = Connect-Sandbox
}

# Returns the result of a call: its output, its error, and its warnings.
function Invoke-ReadCall([scriptblock] $Call) {
    $given = $failure = $null
    try {
        $given = @(& $Call 3>&1)
    }
    catch {
        $failure = $_
    }

    if (Test-Path -LiteralPath $Folder) {
        Remove-Item -LiteralPath $Folder -Recurse
    }

    $warnings = @($given | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
    [pscustomobject]@{ Given = @($given | Where-Object { $_ -isnot [System.Management.Automation.WarningRecord] }); Failure = $failure; Warnings = $warnings }
}

Export-ModuleMember -Function *
