# Checks of an audit log: against the requests of a sandbox, and for damaged lines and secrets.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'OwoxTest.psm1')

# POST requests that only read. The list is independent of the module's table.
$Reading = @(
    '/api/data-marts/data-quality/summaries', '/api/data-marts/health-status', '/api/data-marts/data-last-updated/refresh', '/api/markdown/parse-to-html'
)

# What no log may contain: API keys, access tokens, and headers with them.
$Forbidden = 'owox_key_[\w-]{20,}', 'eyJ[\w-]{10,}\.', 'Bearer ', 'refreshToken=', '"apiKeySecret"'

# Whether the module must record a request of the sandbox's log: a change or a row stream, but no part of the sign-in.
function Test-AuditedRequest($Request) {
    # A proxy receives the complete address.
    $path = ($Request.path -split '\?')[0] -replace '^https?://[^/]+'
    $Request.headers.'User-Agent' -like 'Owox.PowerShell/*' -and $path -notlike '/auth/*' -and $path -ne '/api/auth/api-keys/exchange' -and
    ($path -like '*.ndjson' -or $Request.method -cne 'GET') -and -not ($Request.method -ceq 'POST' -and $Reading -ccontains $path)
}

# The secrets of a sandbox.
function Get-SandboxSecret($Sandbox) {
    (Get-KeyPart $Sandbox.apiKey).apiKeySecret
    (Get-KeyPart $Sandbox.viewerApiKey).apiKeySecret
    $Sandbox.memberPassword
    $Sandbox.viewerPassword
}

# Returns a text for each line that is damaged or contains a secret.
function Get-AuditProblem([string] $Path, $Sandbox) {
    $secrets = @($Forbidden) + @(if ($Sandbox) { (Get-SandboxSecret $Sandbox).ForEach({ [regex]::Escape($_) }) })
    $pattern = $secrets -join '|'
    $number = 0
    foreach ($line in [System.IO.File]::ReadLines($Path)) {
        $number++
        try {
            $parsed = $line | ConvertFrom-Json
            if (-not $parsed.time -or $parsed.event -notin 'started', 'completed', 'declined' -or -not $parsed.call) { "line ${number}: a property is missing" }
        }
        catch {
            "line ${number}: $_"
        }

        if ($line -match $pattern) { "line ${number}: contains a secret ($($Matches[0].Substring(0, 6))...)" }
    }
}

# Compares the log of a test run, with its earlier files, with the requests that the sandboxes received: see Invoke-PesterSuite.ps1
# -AuditLog. Returns a text for each problem. A request without a result is not one: tests end processes.
function Get-AuditRunProblem([string] $Path) {
    $logs = @(Get-Item -Path "$Path.0*" | ForEach-Object FullName) + $Path
    $counts = @{}
    foreach ($file in $logs) {
        Get-AuditProblem $file
        foreach ($line in [System.IO.File]::ReadLines($file)) {
            $parsed = $line | ConvertFrom-Json
            if ($parsed.event -ne 'declined') { $counts["$($parsed.event) $($parsed.request)"]++ }
        }
    }

    $compared = $open = 0
    foreach ($file in Get-Item -Path "$Path.requests.*") {
        foreach ($line in [System.IO.File]::ReadLines($file.FullName)) {
            $request = $line | ConvertFrom-Json
            if (-not (Test-AuditedRequest $request)) { continue }
            $compared++
            $id = $request.headers.'X-Request-Id'
            $started, $completed = [int] $counts["started $id"], [int] $counts["completed $id"]
            if ($started -ne 1 -or $completed -gt 1) { "$started started, $completed completed: $($request.method) $($request.path), request $id at $($request.startedAt)" }
            $open += $completed -eq 0
        }
    }

    Write-Information "Compared $compared requests. $open have no result in the log, because a test ended the process." -InformationAction Continue
}

Export-ModuleMember -Function *
