# The faults and the request log of the sandbox.

# Connects with the sandbox's admin key, or with another key.
function Connect-Sandbox([string] $ApiKey = $Sandbox.apiKey, [hashtable] $With = @{}) {
    Connect-OwoxDataMarts -ApiKey (ConvertTo-Secret $ApiKey) @With
}

# Adds a fault to the sandbox: Add-Fault 'GET /api/data-marts*' status @{ status = 500 }
function Add-Fault([string] $Match, [string] $Kind, [hashtable] $With = @{}) {
    $fault = @{ match = $Match; kind = $Kind } + $With
    $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/faults" -Method Post -ContentType 'application/json' -Body ($fault | ConvertTo-Json -Depth 9)
}

function Clear-Sandbox {
    $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/faults" -Method Delete
    $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/requests" -Method Delete
}

# The requests so far, the oldest first: Get-SandboxRequest '/api/data-marts*'
function Get-SandboxRequest([string] $Path = '*', [string] $Method = '*') {
    (Invoke-RestMethod "$($Sandbox.origin)/sandbox/requests") |
        Where-Object { $_.path -like $Path -and $_.method -like $Method }
}

# Returns the requests after all of them have ended, or after the timeout.
function Wait-SandboxRequest([string] $Path = '*', [double] $Seconds = 3) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    do {
        $found = @(Get-SandboxRequest $Path)
        if ($found -and $found.outcome -notcontains 'running') {
            break
        }

        Start-Sleep -Milliseconds 50
    } while ($watch.Elapsed.TotalSeconds -lt $Seconds)
    $found
}

# Sets the rows of the next export as lines, with the columns of the data mart. Without columns, its schema cannot be read.
function Add-StreamRow([string[]] $Line, [object[]] $Field) {
    $schema = if ($PSBoundParameters.ContainsKey('Field')) { @{ status = 200; body = @{ nativeFields = $Field; blendedFields = @() } } } else { @{ status = 404 } }
    Add-Fault 'GET *blendable-schema' status $schema
    Add-Fault 'GET *.ndjson' malformed-line @{ text = $Line -join "`n" }
    Add-Fault 'GET *.ndjson' run-record @{ status = 'SUCCESS'; rowCount = $Line.Count }
}
