# The activities of the source Owox, in a new process with a listener. The build for Windows PowerShell has none.

BeforeDiscovery {
    $hasNone = $env:OWOX_TEST_BUILD -eq 'netstandard2.0'
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest

    # The listener keeps the activities, whose callbacks run on threads without a runspace.
    $listener = @'
Add-Type @"
using System.Collections.Concurrent;
using System.Diagnostics;
public static class Listener
{
    public static ConcurrentQueue<Activity> Ended = new();
    public static void Listen() => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = source => source.Name == "Owox",
        Sample = (ref ActivityCreationOptions<ActivityContext> options) => ActivitySamplingResult.AllData,
        ActivityStopped = Ended.Enqueue,
    });
}
"@
[Listener]::Listen()
function Export-Trace {
    foreach ($activity in [Listener]::Ended) {
        $tags = @{}
        foreach ($tag in $activity.TagObjects) { $tags[$tag.Key] = $tag.Value }
        [pscustomobject]@{
            Name = $activity.DisplayName; Kind = "$($activity.Kind)"; Status = "$($activity.Status)"; Id = $activity.SpanId.ToString(); Parent = $activity.ParentSpanId.ToString()
            Trace = $activity.TraceId.ToString(); Tags = $tags; Version = $activity.Source.Version; Ended = $activity.Duration -gt 0; Text = $activity.StatusDescription
        }
    }
}
'@

    # Runs commands with a listener, and returns the activities and what the commands write.
    function Get-Trace([string] $Script) {
        $with = @{ OWOX_API_KEY = $Sandbox.apiKey; OWOX_TEST_ORDERS = $Sandbox.dataMarts.orders }
        $run = Invoke-FreshShell "`$ErrorActionPreference = 'Stop'`n$listener`n$Script`nConvertTo-Json @(Export-Trace) -Depth 5" $with -AsFile
        $run.ExitCode | Should -Be 0 -Because "$($run.Output) $($run.Errors)"
        $run.Output | ConvertFrom-Json
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A process with a listener' -Skip:$hasNone {
    BeforeAll {
        Clear-Sandbox
        Add-Fault 'GET /api/data-destinations' status @{ status = 503 }
        $secret = (Get-KeyPart $Sandbox.apiKey).apiKeySecret
        $all = Get-Trace @'
$null = Connect-OwoxDataMarts
$outer = [System.Diagnostics.Activity]::new('script').Start()
$null = Export-OwoxDataMart $env:OWOX_TEST_ORDERS -Filter { $_.country -eq 'Utopia-7' } | ForEach-Object { $_ }
if ([System.Diagnostics.Activity]::Current -ne $outer) { throw 'The activity of the script was replaced.' }
$outer.Stop()
$null = Start-OwoxRun $env:OWOX_TEST_ORDERS -DataQuality -Confirm:$false
$null = Get-OwoxDestination
try { Invoke-OwoxApi "/api/data-marts/none/owox_key_$('A' * 60)" -Query @{ note = 'hidden' } } catch { $null = $_ }
$null = New-OwoxSort date
'@
        function Get-Child($Activity) { $all.Where({ $_.Parent -eq $Activity.Id }) }
    }

    It 'gets one activity for each cmdlet that sends requests, without those that send none' {
        $all.Where({ $_.Kind -eq 'Internal' }).Name | Should -Be Connect-OwoxDataMarts, Export-OwoxDataMart, Start-OwoxRun, Get-OwoxDestination, Invoke-OwoxApi
        $all.Ended | Should -Not -Contain $false
        $all.Version | Sort-Object -Unique | Should -Be (Get-Module Owox).Version.ToString(3)
    }

    It 'gets one activity for each request, below that of its cmdlet' {
        $requests = $all.Where({ $_.Kind -eq 'Client' })
        $sent = @(Get-SandboxRequest)
        $requests.Count | Should -Be $sent.Count
        $requests.Tags.'owox.request_id' | Sort-Object | Should -Be ($sent.headers.'X-Request-Id' | Sort-Object)
        $requests.Where({ $_.Parent -notin $all.Where({ $_.Kind -eq 'Internal' }).Id }) | Should -BeNullOrEmpty
    }

    It 'gets the tags of the semantic conventions' {
        $stream = $all.Where({ $_.Name -eq 'GET /api/external/http-data/data-marts/{dataMartId}.ndjson' })[0]
        $stream.Tags.'http.request.method' | Should -Be GET
        $stream.Tags.'http.response.status_code' | Should -Be 200
        $stream.Tags.'url.path' | Should -Be "/api/external/http-data/data-marts/$($Sandbox.dataMarts.orders).ndjson"
        $stream.Tags.'url.template' | Should -Be '/api/external/http-data/data-marts/{dataMartId}.ndjson'
        $stream.Tags.'url.scheme' | Should -Be http
        $stream.Tags.'server.address' | Should -Be 127.0.0.1
        $stream.Tags.'server.port' | Should -Be ([uri] $Sandbox.origin).Port
        $stream.Tags.'owox.data_mart' | Should -Be $Sandbox.dataMarts.orders
        $stream.Tags.'owox.run_id' | Should -Be @(Get-SandboxRequest *.ndjson)[0].runId
        $stream.Status | Should -Be Unset
    }

    It 'gets the run that a change started' {
        $start = $all.Where({ $_.Name -like 'POST */data-quality/runs' })[0]
        $null = Connect-Sandbox
        (Get-OwoxRun -Id $start.Tags.'owox.run_id' -DataMartId $Sandbox.dataMarts.orders).Type | Should -Be DATA_QUALITY
    }

    It 'gets one activity for each attempt of a request that is retried' {
        $attempts = @(Get-Child $all.Where({ $_.Name -eq 'Get-OwoxDestination' })[0])
        $attempts.Tags.'http.response.status_code' | Should -Be 503, 200
        $attempts[0].Status, $attempts[0].Tags.'error.type' | Should -Be Error, 503
        $attempts[1].Tags.'http.request.resend_count' | Should -Be 1
    }

    It 'gets the error of a request and of its cmdlet' {
        $cmdlet = $all.Where({ $_.Name -eq 'Invoke-OwoxApi' })[0]
        $cmdlet.Status, $cmdlet.Tags.'error.type' | Should -Be Error, Owox.NotFound
        $request = @(Get-Child $cmdlet)[0]
        $request.Status, $request.Tags.'error.type', $request.Name | Should -Be Error, 404, GET
        $all.Where({ $_.Text }) | Should -BeNullOrEmpty
    }

    It 'gets the activity of the script as parent of those of its cmdlets' {
        $export = $all.Where({ $_.Name -eq 'Export-OwoxDataMart' })[0]
        $export.Parent | Should -Not -Be 0000000000000000
        $export.Trace | Should -Not -Be $all.Where({ $_.Name -eq 'Connect-OwoxDataMarts' })[0].Trace
    }

    It 'gets no secrets, no filters and no queries' {
        $text = $all | ConvertTo-Json -Depth 5
        $text | Should -Not -BeLike "*$secret*"
        $text | Should -Not -BeLike '*owox_key_A*'
        $text | Should -Not -BeLike '*Utopia*'
        $text | Should -Not -BeLike '*hidden*'
        $text | Should -Not -BeLike '*filter=*'
    }
}

Describe 'The build for Windows PowerShell' -Skip:(-not $hasNone) {
    It 'creates no activities' {
        (Get-Trace '$null = Connect-OwoxDataMarts') | Should -BeNullOrEmpty
    }
}

Describe 'A process without a listener' -Skip:$hasNone {
    It 'creates no activities' {
        $run = Invoke-FreshShell @'
$null = Connect-OwoxDataMarts
$null = Get-OwoxStorage
$source = [System.AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'Owox.Client' })[0].GetType('Owox.Tracing.Traces').GetProperty('Source').GetValue($null)
"listeners: $($source.HasListeners()), current: $([System.Diagnostics.Activity]::Current)"
'@ @{ OWOX_API_KEY = $Sandbox.apiKey }
        $run.Output | Should -BeLike 'listeners: False, current: *'
    }
}
