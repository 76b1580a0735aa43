# Invoke-OwoxApi: requests and responses. Invoke-OwoxApi.Paths.Tests.ps1 tests which paths it accepts.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest -Timing @{ RetryDelay = 0.02 }
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
    $rows = "/api/external/http-data/data-marts/$($marts.orders).ndjson"

    # Sets the response of the sandbox to a path.
    function Set-Response($Body, [string] $ContentType = 'application/json', [int] $Status = 200, [string] $Path = '/api/thing', [int] $Times = 1) {
        Add-Fault $Path status @{ status = $Status; body = $Body; contentType = $ContentType; times = $Times }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Invoke-OwoxApi' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'returns a response as an object, without loss and without guessing types' {
        Set-Response '{"id":"a","big":123456789012345678901234567890,"long":9007199254740993,"dec":79228162514264337593543950335,"half":0.5,"neg":-1,"yes":true,"none":null,"at":"2026-11-21T00:00:00.000Z","day":"/Date(1)/","in":{"list":[1,[2,3],{"x":1}]},"Id":"b"}'
        $answer = Invoke-OwoxApi /api/thing
        $answer | Should -BeOfType PSCustomObject
        $answer.big | Should -BeOfType bigint
        "$($answer.big)" | Should -Be '123456789012345678901234567890'
        $answer.long | Should -BeOfType long
        $answer.long | Should -Be 9007199254740993
        $answer.dec | Should -BeOfType decimal
        $answer.half | Should -BeOfType double
        $answer.yes | Should -BeTrue
        $answer.none | Should -BeNullOrEmpty
        $answer.PSObject.Properties.Name | Should -Contain 'none'
        $answer.at | Should -BeOfType string
        $answer.at | Should -BeExactly '2026-11-21T00:00:00.000Z'
        $answer.day | Should -BeExactly '/Date(1)/'
        $answer.in.list[1] | Should -Be 2, 3
        $answer.in.list[2].x | Should -Be 1

        # Names that differ only in case: both are kept.
        $answer.id | Should -BeExactly 'a'
        $answer.Id_2 | Should -BeExactly 'b'
    }

    It 'enumerates a list, and returns nothing for an empty response: <body>' -ForEach @(
        @{ body = '[{"a":1},{"a":2},{"a":3}]'; count = 3 }
        @{ body = '[]'; count = 0 }
        @{ body = 'null'; count = 0 }
        @{ body = '[[1,2],[3]]'; count = 2 }
        @{ body = '42'; count = 1 }
        @{ body = '"text"'; count = 1 }
    ) {
        Set-Response $body
        @(Invoke-OwoxApi /api/thing) | Should -HaveCount $count
    }

    It 'returns the same data as other cmdlets for the same path' {
        (Invoke-OwoxApi /api/data-storages).id | Should -Be (Get-OwoxStorage).Id
        (Invoke-OwoxApi "/api/data-marts/$($marts.orders)").title | Should -Be 'Orders'
        (Get-SandboxRequest '/api/data-storages')[0].headers.Accept | Should -Be 'application/json, */*;q=0.8'
    }

    It 'encodes the query, repeats the name of a list, and adds to the query of the path' {
        Set-Response '{}' -Times 0
        $null = Invoke-OwoxApi /api/thing -Query ([ordered]@{ q = 'a b/c&d=е%'; column = 'x', 'y z'; n = 5; big = [decimal]1.5; on = $true; off = $false; day = [datetime]'2026-11-21'; kind = [DayOfWeek]::Friday; empty = ''; when = [dateonly]::new(2026, 1, 2); half = [float]0.1 })
        $null = Invoke-OwoxApi '/api/thing?a=1' -Query @{ b = 2 }
        $null = Invoke-OwoxApi '/api/thing' -Query @{}
        (Get-SandboxRequest /api/thing).query | Should -BeExactly '?q=a%20b%2Fc%26d%3D%D0%B5%25&column=x&column=y%20z&n=5&big=1.5&on=true&off=false&day=2026-11-21&kind=Friday&empty=&when=2026-01-02&half=0.1', '?a=1&b=2', ''
    }

    It 'writes numbers of the query independent of the culture' {
        Set-Response '{}' -Times 0
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $null = Invoke-OwoxApi /api/thing -Query @{ n = 1.5 }
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }
        (Get-SandboxRequest /api/thing).query | Should -Be '?n=1.5'
    }

    It 'sends a body as JSON: <what>' -ForEach @(
        @{ what = 'a hashtable'; body = @{ description = 'one' }; is = 'one' }
        @{ what = 'an ordered hashtable'; body = [ordered]@{ description = "tw`"o" }; is = "tw`"o" }
        @{ what = 'an object'; body = [pscustomobject]@{ description = 'дрей' }; is = 'дрей' }
        @{ what = 'a JSON string'; body = '{ "description": "\u0066our" }'; is = 'four' }
        @{ what = 'a hashtable with a null value'; body = @{ description = $null }; is = $null }
    ) {
        (Invoke-OwoxApi /api/projects/settings/description -Method Put -Body $body).description | Should -BeExactly $is
        (Invoke-OwoxApi /api/projects/settings).description | Should -BeExactly $is
        (Get-SandboxRequest '*description' PUT).headers.'Content-Type' | Should -Be 'application/json'
    }

    It 'converts a PowerShell value to JSON: <json>' -ForEach @(
        @{ body = { , @(1, 'x', $null, $true, 1.5, [decimal]::MaxValue, [long]::MaxValue) }; json = '[1,"x",null,true,1.5,79228162514264337593543950335,9223372036854775807]' }
        @{ body = { @{ a = [bigint]::Pow(2, 80) } }; json = '{"a":1208925819614629174706176}' }
        @{ body = { @{ a = [guid]::Empty } }; json = '{"a":"00000000-0000-0000-0000-000000000000"}' }
        @{ body = { @{ a = [datetime]'2026-01-02' } }; json = '{"a":"2026-01-02"}' }
        @{ body = { @{ a = [datetimeoffset]'2026-01-02T03:04:05+02:00' } }; json = '{"a":"2026-01-02T01:04:05.000Z"}' }
        @{ body = { @{ a = [DayOfWeek]::Friday; } }; json = '{"a":"Friday"}' }
        @{ body = { @{ a = [uri]'https://example.com/x' } }; json = '{"a":"https://example.com/x"}' }
        @{ body = { @{ a = @{ b = @(@{ c = 1 }) } } }; json = '{"a":{"b":[{"c":1}]}}' }
        @{ body = { @{ a = [switch]$true; } }; json = '{"a":true}' }
        @{ body = { @{ a = [byte[]](1, 2) } }; json = '{"a":[1,2]}' }
        @{ body = { @{ a = [char]'x' } }; json = '{"a":"x"}' }
        @{ body = { [ordered]@{ a = [DBNull]::Value; b = $(if ($false) { 1 }); c = [System.Management.Automation.Internal.AutomationNull]::Value } }; json = '{"a":null,"b":null,"c":null}' }
        @{ body = { [pscustomobject]@{ a = $(if ($false) { 1 }); b = [pscustomobject]@{} } }; json = '{"a":null,"b":{}}' }
        @{ body = { [ordered]@{ a = [dateonly]::new(2026, 1, 2); b = [timeonly]::new(3, 4) } }; json = '{"a":"2026-01-02","b":"03:04:00.0000000"}' }
        @{ body = { 5 }; json = '5' }
        @{ body = { , @() }; json = '[]' }
    ) {
        # The sandbox keeps no bodies, so the test calls the writer.
        $value = & $body
        $sent = [Owox.PowerShell.Commands.Api.InvokeOwoxApiCommand].Assembly.GetType('Owox.PowerShell.Json.PSObjectJsonWriter').GetMethod('Serialize').Invoke($null, @(, $value))
        [System.Text.Encoding]::UTF8.GetString($sent) | Should -BeExactly $json
    }

    It 'sends the properties of other objects' {
        $body = Get-OwoxStorage | Select-Object -First 1
        Set-Response '{}' -Path '/api/thing'
        { Invoke-OwoxApi /api/thing -Method Post -Body $body } | Should -Not -Throw
    }

    It 'rejects a body that cannot be sent: <says>' -ForEach @(
        @{ body = '{"a":'; says = 'the text is not JSON (line 1' }
        @{ body = ''; says = 'the text is not JSON' }
        @{ body = @{ a = [double]::NaN }; says = '$.a is NaN, which JSON cannot represent' }
        @{ body = @{ a = { 1 } }; says = '$.a is a ScriptBlock, which JSON cannot represent' }
        @{ body = @{ list = @(1, [securestring]::new()) }; says = '$.list`[1`] is a SecureString' }
        @{ body = "`"$([char]0xd800)`""; says = 'an unpaired surrogate' }
        @{ body = @{ a = "$([char]0xd800)" }; says = '$.a contains an unpaired surrogate' }
    ) {
        Assert-Failure { Invoke-OwoxApi /api/thing -Method Post -Body $body } -Id Owox.ApiBodyInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says, 'Specify a hashtable'
        Get-SandboxRequest '/api/thing' | Should -BeNullOrEmpty
    }

    It 'rejects a body that contains itself, and a body for GET' {
        $loop = @{}
        $loop.me = $loop
        $sick = [pscustomobject]@{} | Add-Member -PassThru -MemberType ScriptProperty -Name bad -Value { throw 'It is ill.' }
        Assert-Failure { Invoke-OwoxApi /api/thing -Method Post -Body @{ a = $sick } } -Id Owox.ApiBodyInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says '$.a.bad cannot be read', 'It is ill.'
        Assert-Failure { Invoke-OwoxApi /api/thing -Method Post -Body $loop } -Id Owox.ApiBodyInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'it contains a circular reference'
        Assert-Failure { Invoke-OwoxApi /api/thing -Body @{ a = 1 } } -Id Owox.ApiBodyInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'a GET request has no body', '-Query'
        Get-SandboxRequest '/api/thing' | Should -BeNullOrEmpty
    }

    It 'rejects a body that the server would reject: <what>' -ForEach @(
        @{ what = 'PATCH without a body'; with = @{ Path = '/api/project-member-api-keys/pmk_x'; Method = 'Patch' }; id = 'ApiBodyInvalid'; says = 'PATCH requires one' }
        @{ what = 'an unknown run type'; with = @{ Path = '/api/data-marts/m/manual-run'; Method = 'Post'; Body = @{ payload = @{ runType = 'FULL_REFRESH' } } }; id = 'PayloadInvalid'; says = "'FULL_REFRESH'" }
        @{ what = 'data without a run type'; with = @{ Path = '/api/data-marts/m/manual-run'; Method = 'Post'; Body = '{"payload":{"data":{}}}' }; id = 'PayloadInvalid'; says = 'data but no runType' }
        @{ what = 'an incremental run with data'; with = @{ Path = '/api/data-marts/m/manual-run/'; Method = 'Post'; Body = @{ payload = @{ runType = 'INCREMENTAL'; data = @{ a = 1 } } } }; id = 'PayloadInvalid'; says = 'INCREMENTAL does not accept data' }
    ) {
        foreach ($whatIf in $true, $false) {
            Assert-Failure { Invoke-OwoxApi @with -WhatIf:$whatIf } -Id "Owox.$id" -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says $says
        }

        Get-SandboxRequest '/api/*' | Should -BeNullOrEmpty
    }

    It 'reports an exception that no other error describes' {
        Add-Type 'public class BrokenTable : System.Collections.Hashtable { public override System.Collections.IDictionaryEnumerator GetEnumerator() { throw new System.FormatException("It is broken."); } }'
        Assert-Failure { Invoke-OwoxApi /api/thing -Query ([BrokenTable]::new()) } -Id Owox.InternalError -Category NotSpecified -Type Owox.OwoxInternalException -Says 'It is broken', 'FormatException'
    }

    It 'sends nothing with -WhatIf, and one request without it: <_>' -ForEach 'Post', 'Put', 'Patch', 'Delete' {
        $messages = Invoke-OwoxApi '/api/thing?x=1' -Method $_ -Body @{ a = 1 } -WhatIf *>&1
        $messages | Should -BeNullOrEmpty
        Get-SandboxRequest '/api/thing' | Should -BeNullOrEmpty
        Set-Response '{"done":true}' -Path "$($_.ToUpperInvariant()) /api/thing"
        (Invoke-OwoxApi '/api/thing?x=1' -Method $_ -Body @{ a = 1 }).done | Should -BeTrue
        @(Get-SandboxRequest '/api/thing' $_.ToUpperInvariant()) | Should -HaveCount 1
    }

    It 'fails when <method> needs confirmation in a non-interactive session: <how>' -ForEach @(
        foreach ($method in 'Post', 'Put', 'Patch', 'Delete') {
            @{ method = $method; how = '-Confirm'; with = @{ Confirm = $true }; preference = 'High' }
            @{ method = $method; how = 'ConfirmPreference'; with = @{}; preference = 'Medium' }
        }
    ) {
        $ConfirmPreference = $preference
        foreach ($body in @{ Body = $null }, @{ Body = @{ a = 1 } }, @{ Body = @{ a = 1 }; OutFile = Join-Path $TestDrive 'unasked' }) {
            $failure = Get-Failure { Invoke-OwoxApi /api/thing -Method $method @with @body }
            $failure.Exception.Message | Should -BeLike '*NonInteractive*'
        }

        Get-SandboxRequest '/api/thing' | Should -BeNullOrEmpty
        Join-Path $TestDrive 'unasked' | Should -Not -Exist
    }

    It 'does not ask for confirmation before GET' {
        $ConfirmPreference = 'Low'
        Invoke-OwoxApi /api/data-storages -WhatIf | Should -Not -BeNullOrEmpty
        Invoke-OwoxApi /api/data-storages -Confirm | Should -Not -BeNullOrEmpty
    }

    It 'retries a read, and sends a change only once' {
        Set-Response 'busy' -ContentType 'text/plain' -Status 503 -Times 1
        Assert-Failure { Invoke-OwoxApi /api/thing -Method Post -Body @{} } -Id Owox.ServerError -Category ResourceUnavailable -Type Owox.OwoxApiException -Says 'POST /api/thing'
        @(Get-SandboxRequest /api/thing) | Should -HaveCount 1
        Set-Response 'busy' -ContentType 'text/plain' -Status 503 -Times 1 -Path 'GET /api/data-storages'
        Invoke-OwoxApi /api/data-storages | Should -Not -BeNullOrEmpty
        @(Get-SandboxRequest /api/data-storages) | Should -HaveCount 2
    }

    It 'reports the server''s errors by status: <status>' -ForEach @(
        @{ status = 400; id = 'Owox.RequestInvalid'; category = 'InvalidArgument'; type = 'Owox.OwoxApiException' }
        @{ status = 403; id = 'Owox.Forbidden'; category = 'PermissionDenied'; type = 'Owox.OwoxPermissionException' }
        @{ status = 404; id = 'Owox.NotFound'; category = 'ObjectNotFound'; type = 'Owox.OwoxNotFoundException' }
        @{ status = 409; id = 'Owox.RequestInvalid'; category = 'InvalidArgument'; type = 'Owox.OwoxApiException' }
        @{ status = 424; id = 'Owox.StorageFailed'; category = 'ResourceUnavailable'; type = 'Owox.OwoxApiException' }
        @{ status = 500; id = 'Owox.ServerError'; category = 'ResourceUnavailable'; type = 'Owox.OwoxApiException' }
    ) {
        Set-Response @{ message = 'the words' } -Status $status
        Assert-Failure { Invoke-OwoxApi '/api/thing?x=1' } -Id $id -Category $category -Type $type -Says 'the words', '/api/thing'
    }

    It 'reports that the server has no route for a path' {
        Assert-Failure { Invoke-OwoxApi /api/nowhere } -Id Owox.NotFound -Category ObjectNotFound -Type Owox.OwoxNotFoundException -Says 'The server does not support GET /api/nowhere (404)'
    }

    It 'returns text as sent with -Raw, and when the response is not JSON' {
        $json = '{ "a" : 1.50,  "b":"\u00e9" }'
        Set-Response $json
        Invoke-OwoxApi /api/thing -Raw | Should -BeExactly $json
        Set-Response '<p>ü</p>' -ContentType 'text/html; charset=utf-8'
        Invoke-OwoxApi /api/thing | Should -BeExactly '<p>ü</p>'
        Set-Response '{"a":{}}' -ContentType 'application/problem+json'
        (Invoke-OwoxApi /api/thing).PSObject.Properties.Name | Should -Be 'a'
    }

    It 'rejects a response that cannot be read: <says>' -ForEach @(
        @{ body = '{"a":'; type = 'application/json'; says = 'it is not JSON' }
        @{ body = '{"a":1e999}'; type = 'application/json'; says = 'too large for any type', 'Read it with -Raw.' }
        @{ body = '{"a":"\ud800"}'; type = 'application/json'; says = 'an unpaired surrogate', 'Read it with -Raw.' }
        @{ body = 'ü'; type = 'application/zip; charset=us-ascii'; says = 'not text', 'Write it to a file: Invoke-OwoxApi -OutFile.' }
    ) {
        Set-Response $body -ContentType $type
        Assert-Failure { Invoke-OwoxApi /api/thing } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says $says
    }

    It 'writes the call to the verbose stream, without bodies and query' {
        Set-Response '{"apiKeySecret":"hush-answer"}'
        $messages = Invoke-OwoxApi '/api/thing?q=hush-query' -Method Post -Body @{ secret = 'hush-body' } -Verbose -Debug 4>&1 5>&1 3>&1
        $lines = $messages | Where-Object { $_ -isnot [psobject] -or $_ -is [System.Management.Automation.InformationalRecord] } | ForEach-Object Message
        "$lines" | Should -BeLike '*POST /api/thing: 200 in * ms*'
        "$lines" | Should -Not -BeLike '*hush*'
        $messages[-1].apiKeySecret | Should -BeExactly 'hush-answer'
    }
}

Describe 'Invoke-OwoxApi -Paginate' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'follows nextOffset and omits items that were returned before' {
        Set-Response '{"items":[{"id":"a"},{"id":"b"}],"total":4,"nextOffset":2}'
        Set-Response '{"items":[{"id":"b"},{"id":"c"}],"total":4,"nextOffset":"x y"}'
        Set-Response '{"items":[{"id":"d"},{"noId":1},{"noId":1}],"nextOffset":null}'
        $items = Invoke-OwoxApi '/api/thing?offset=0&a=1' -Paginate
        $items[0..3].id | Should -Be 'a', 'b', 'c', 'd'
        $items | Should -HaveCount 6
        (Get-SandboxRequest /api/thing).query | Should -BeExactly '?offset=0&a=1', '?a=1&offset=2', '?a=1&offset=x%20y'
    }

    It 'returns a page before it requests the next' {
        Set-Response '{"items":[{"id":"a"},{"id":"b"}],"nextOffset":2}' -Times 0
        Invoke-OwoxApi /api/thing -Paginate | Select-Object -First 1 | ForEach-Object id | Should -Be 'a'
        @(Get-SandboxRequest /api/thing) | Should -HaveCount 1
    }

    It 'returns the same data marts as Get-OwoxDataMart' {
        (Invoke-OwoxApi /api/data-marts -Paginate).id | Should -Be (Get-OwoxDataMart).Id
    }

    It 'finds the only list of a page under any name' {
        Set-Response '{"things":[{"id":"a"}],"nextOffset":null}'
        (Invoke-OwoxApi /api/thing -Paginate).id | Should -Be 'a'
    }

    It 'warns when the response has no pages' {
        Set-Response '[{"id":"a"},{"id":"b"}]'
        (Invoke-OwoxApi /api/thing -Paginate -WarningVariable messages -WarningAction SilentlyContinue).id | Should -Be 'a', 'b'
        "$messages" | Should -BeLike 'The response has no nextOffset*'
    }

    It 'fails when an offset repeats, and when a page has no list' {
        Set-Response '{"items":[],"nextOffset":5}' -Times 0
        Assert-Failure { Invoke-OwoxApi /api/thing -Paginate } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'its pages repeat: nextOffset 5 was returned twice'
        @(Get-SandboxRequest /api/thing) | Should -HaveCount 2
        Clear-Sandbox
        Set-Response '{"total":5,"nextOffset":5}'
        Assert-Failure { Invoke-OwoxApi /api/thing -Paginate } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'it has a nextOffset but no list'
    }

    It 'fails when nextOffset is invalid: <next>' -ForEach @{ next = 'true' }, @{ next = '{"a":1}' }, @{ next = '[2]' }, @{ next = '""' }, @{ next = "`"$('x' * 600)`"" } {
        Set-Response "{`"items`":[{`"id`":`"a`"}],`"nextOffset`":$next}" -Times 0
        Assert-Failure { Invoke-OwoxApi /api/thing -Paginate } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'its nextOffset is not an offset'
        @(Get-SandboxRequest /api/thing) | Should -HaveCount 1
    }

    It 'rejects -<_> with POST' -ForEach 'Paginate', 'AsStream' {
        $how = @{ $_ = $true }
        Assert-Failure { Invoke-OwoxApi /api/thing -Method Post @how } -Id Owox.ApiPathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'the method is POST'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}

Describe 'Invoke-OwoxApi -AsStream' {
    BeforeEach {
        Clear-Sandbox
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'returns the same rows as Export-OwoxDataMart -Raw, and verifies them' {
        $got = Invoke-OwoxApi $rows -AsStream -Query @{ limit = 20 } -WarningVariable messages
        $want = Export-OwoxDataMart $marts.orders -Limit 20 -Raw
        $got | ConvertTo-Json | Should -BeExactly ($want | ConvertTo-Json)
        $messages | Should -BeNullOrEmpty
        @(Get-SandboxRequest "/api/data-marts/$($marts.orders)/runs/*") | Should -HaveCount 2
        (Get-SandboxRequest $rows)[0].headers.Accept | Should -Be 'application/x-ndjson'
    }

    It 'returns the same rows as Export-OwoxReport -Raw, and verifies them by the report' {
        $report = (Get-OwoxReport 'All orders').Id
        $path = "/api/external/http-data/reports/$report.ndjson"
        $got = Invoke-OwoxApi $path -AsStream -Query @{ limit = 7 } -WarningVariable messages
        $got | ConvertTo-Json | Should -BeExactly (Export-OwoxReport $report -Limit 7 -Raw | ConvertTo-Json)
        $got | Should -HaveCount 7
        $messages | Should -BeNullOrEmpty
        Add-Fault $path run-record @{ status = 'SUCCESS'; rowCount = 999 }
        Assert-Failure { Invoke-OwoxApi $path -AsStream -Query @{ limit = 5 } } -Id Owox.StreamIncomplete -Category ReadError -Type Owox.OwoxStreamException -Says '5 rows were received, but the server recorded 999'
        Assert-Failure { Invoke-OwoxApi $path -AsStream -Query @{ column = 'date' } } -Id Owox.RequestInvalid -Category InvalidArgument -Type Owox.OwoxApiException -Says "GET $path"
    }

    It 'warns that the rows of a report that cannot be read were not verified' {
        $report = (Get-OwoxReport 'All orders').Id
        Add-Fault "GET /api/reports/$report" status @{ status = 403; body = @{ message = 'no' } }
        $rows = Invoke-OwoxApi "/api/external/http-data/reports/$report.ndjson" -AsStream -Query @{ limit = 2 } -WarningVariable messages -WarningAction SilentlyContinue
        $rows | Should -HaveCount 2
        "$messages" | Should -BeLike '2 rows of * did not confirm the number of rows: the server has no record of the run, or does not return it to this connection.'
    }

    It 'fails when the run record has another row count, and when the stream is cut' {
        Add-Fault $rows run-record @{ status = 'SUCCESS'; rowCount = 999 }
        Assert-Failure { Invoke-OwoxApi $rows -AsStream -Query @{ limit = 5 } } -Id Owox.StreamIncomplete -Category ReadError -Type Owox.OwoxStreamException -Says '5 rows were received, but the server recorded 999'
        Add-Fault $rows cut-chunked @{ afterRows = 3 }
        Assert-Failure { Invoke-OwoxApi $rows -AsStream -Query @{ limit = 5 } } -Id Owox.StreamIncomplete -Category ReadError -Type Owox.OwoxStreamException -Says 'The stream is incomplete'
    }

    It 'warns that rows were not verified when the run is unknown' {
        Set-Response "{`"a`":1}`n{`"a`":2}`n" -ContentType 'application/x-ndjson'
        (Invoke-OwoxApi /api/thing -AsStream -WarningVariable messages -WarningAction SilentlyContinue).a | Should -Be 1, 2
        "$messages" | Should -BeLike '2 rows of /api/thing were received and the stream ended normally, but the server did not confirm the number of rows: the response has no run ID.'
        Add-Fault /api/thing status @{ status = 200; body = "{`"a`":1}`n"; contentType = 'application/x-ndjson'; headers = @{ 'x-owox-run-id' = 'run-7' } }
        $null = Invoke-OwoxApi /api/thing -AsStream -WarningVariable messages -WarningAction SilentlyContinue
        "$messages" | Should -BeLike '*the path does not identify the data mart of the run run-7.'
    }

    It 'rejects a response without rows' {
        Assert-Failure { Invoke-OwoxApi /api/data-storages -AsStream } -Id Owox.UnexpectedResponse -Category ProtocolError -Type Owox.OwoxApiException -Says 'not application/x-ndjson'
    }

    It 'recommends -AsStream when a response without it contains rows' {
        $text = Invoke-OwoxApi $rows -Query @{ limit = 2 } -WarningVariable messages -WarningAction SilentlyContinue
        ($text.TrimEnd() -split "`n") | Should -HaveCount 2
        "$messages" | Should -BeLike '*To get objects while the rows arrive, use -AsStream*'
        Invoke-OwoxApi $rows -Query @{ limit = 2 } -Raw -WarningAction Stop | Should -BeOfType string
    }

    It 'cancels the query when a later command needs no more rows' {
        $all = "/api/external/http-data/data-marts/$($marts.events).ndjson"
        @(Invoke-OwoxApi $all -AsStream | Select-Object -First 3) | Should -HaveCount 3
        (Wait-SandboxRequest $all).outcome | Should -Be 'aborted'
    }
}

Describe 'Invoke-OwoxApi -OutFile' {
    BeforeEach {
        Clear-Sandbox
        $file = Join-Path $TestDrive 'answer.bin'
        Remove-Item -LiteralPath $file -Force -ErrorAction Ignore
    }

    AfterAll {
        Clear-Sandbox
    }

    It 'writes the response as it was sent, and returns nothing' {
        Set-Response "{ `"a`": 1 }`r`n"
        Invoke-OwoxApi /api/thing -OutFile $file | Should -BeNullOrEmpty
        [System.IO.File]::ReadAllText($file) | Should -BeExactly "{ `"a`": 1 }`r`n"
    }

    It 'writes the response to a POST, but not with -WhatIf' {
        Invoke-OwoxApi /api/markdown/parse-to-html -Method Post -Body @{ markdown = '# A' } -OutFile $file -WhatIf
        $file | Should -Not -Exist
        Get-SandboxRequest | Should -BeNullOrEmpty
        Invoke-OwoxApi /api/markdown/parse-to-html -Method Post -Body @{ markdown = '# A' } -OutFile $file
        Get-Content -Raw $file | Should -BeLike '*<h1*>A</h1>*'
    }

    It 'writes rows after they are complete and verified' {
        Invoke-OwoxApi $rows -Query @{ limit = 100 } -OutFile $file -WarningVariable messages
        @(Get-Content -LiteralPath $file) | Should -HaveCount 100
        $messages | Should -BeNullOrEmpty
        @(Get-SandboxRequest "/api/data-marts/$($marts.orders)/runs/*") | Should -HaveCount 1
    }

    It 'keeps the existing file when the response is incomplete: <kind>' -ForEach @(
        @{ kind = 'cut-chunked'; with = @{ afterRows = 3 }; id = 'Owox.StreamIncomplete'; category = 'ReadError'; type = 'Owox.OwoxStreamException' }
        @{ kind = 'run-record'; with = @{ status = 'FAILED' }; id = 'Owox.StreamIncomplete'; category = 'ReadError'; type = 'Owox.OwoxStreamException' }
        @{ kind = 'not-object'; with = @{ atRow = 2 }; id = 'Owox.StreamMalformed'; category = 'ReadError'; type = 'Owox.OwoxStreamException' }
        @{ kind = 'status'; with = @{ status = 403; body = @{ message = 'no' } }; id = 'Owox.Forbidden'; category = 'PermissionDenied'; type = 'Owox.OwoxPermissionException' }
    ) {
        Set-Content -LiteralPath $file 'old'
        Add-Fault $rows $kind $with
        Assert-Failure { Invoke-OwoxApi $rows -Query @{ limit = 5 } -OutFile $file } -Id $id -Category $category -Type $type
        Get-Content -LiteralPath $file | Should -Be 'old'
        @(Get-ChildItem -LiteralPath $TestDrive -Force -Filter '*owox-partial*') | Should -HaveCount 0
    }

    It 'replaces a file, except a read-only file or with -NoClobber' {
        Set-Content -LiteralPath $file 'old'
        Assert-Failure { Invoke-OwoxApi /api/data-storages -OutFile $file -NoClobber } -Id Owox.PathExists -Category ResourceExists -Type Owox.OwoxFileException -Says 'must not be replaced', 'without -NoClobber'
        Get-SandboxRequest | Should -BeNullOrEmpty
        Set-ItemProperty -LiteralPath $file IsReadOnly $true
        Assert-Failure { Invoke-OwoxApi /api/data-storages -OutFile $file } -Id Owox.PathExists -Category ResourceExists -Type Owox.OwoxFileException -Says '-Force'
        Invoke-OwoxApi /api/data-storages -OutFile $file -Force
        Get-Content -Raw -LiteralPath $file | Should -BeLike '`[{*'
        Assert-Failure { Invoke-OwoxApi /api/data-storages -OutFile $TestDrive } -Id Owox.PathInvalid -Category InvalidArgument -Type Owox.OwoxConfigurationException -Says 'is a folder; specify a file in it.'
    }

    It 'does not read a response that is too large, and recommends -OutFile' {
        $tooLarge = @{ Id = 'Owox.ResponseTooLarge'; Category = 'LimitsExceeded'; Type = 'Owox.OwoxConnectionException' }
        Add-Fault 'GET /api/data-storages' large-response @{ bytes = 600000000 }
        Assert-Failure { Invoke-OwoxApi /api/data-storages } @tooLarge -Says 'larger than 512 MiB', 'Invoke-OwoxApi -OutFile'
        Add-Fault 'GET /api/data-storages' large-response @{ bytes = 600000000 }
        Assert-Failure { Get-OwoxStorage } @tooLarge -Says 'larger than 512 MiB', 'Invoke-OwoxApi -OutFile'
        Add-Fault 'PUT /api/projects/settings/description' large-response @{ bytes = 600000000 }
        Assert-Failure { Set-OwoxProject 'x' } -Id Owox.OutcomeUnknown -Category ConnectionError -Type Owox.OwoxConnectionException -Says 'it is too large to be read', 'The change may have been made', 'Read the project'
        Add-Fault 'GET /api/data-storages' status @{ status = 200; body = '[]'; headers = @{ 'X-Large' = 'x' * 200000 } }
        Assert-Failure { Get-OwoxStorage } @tooLarge -Says 'The headers of the response'
    }

    It 'warns when the rows were not verified' {
        Set-Response "{`"a`":1}`n" -ContentType 'application/x-ndjson'
        Invoke-OwoxApi /api/thing -OutFile $file -WarningVariable messages -WarningAction SilentlyContinue
        "$messages" | Should -BeLike '1 rows of /api/thing were received*the response has no run ID.'
    }
}
