# What the suite's files share: the sandbox's description, its faults and its log of requests.

$Sandbox = $env:OWOX_TEST_SANDBOX | ConvertFrom-Json
Export-ModuleMember -Variable Sandbox

# Imports the build of the module that is being tested.
function Import-Owox {
    Import-Module $env:OWOX_TEST_MODULE -Global -Force
}

# Connects with the sandbox's admin key, or with another.
function Connect-Sandbox([string] $ApiKey = $Sandbox.apiKey, [hashtable] $With = @{}) {
    Connect-OwoxDataMarts -ApiKey (ConvertTo-SecureString $ApiKey -AsPlainText -Force) @With
}

# Makes the sandbox misbehave: Add-Fault 'GET /api/data-marts*' status @{ status = 500 }
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

# The error record that a script block ends with; fails when it ends well.
function Get-Failure([scriptblock] $Block) {
    try {
        $null = & $Block
    }
    catch {
        return $_
    }

    throw "Nothing failed: $Block"
}

# Checks an error as scripts see it: its ID, its category, the type of its exception and what its message says.
function Assert-Failure {
    param([scriptblock] $Block, [string] $Id, [string] $Category, [string] $Type, [string[]] $Says)

    $failure = Get-Failure $Block
    $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*" -Because $failure.Exception.Message
    $failure.CategoryInfo.Category | Should -Be $Category
    $failure.Exception.GetType().FullName | Should -Be $Type
    foreach ($words in $Says) {
        $failure.Exception.Message | Should -BeLike "*$words*"
    }
}

# A new process of the same engine, the module imported: what a task or a pipeline step starts.
function Invoke-FreshShell([string] $Script, [hashtable] $Environment = @{}) {
    $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
    foreach ($argument in '-NoProfile', '-NonInteractive', '-Command', $Script) {
        $start.ArgumentList.Add($argument)
    }

    foreach ($name in $Environment.Keys) {
        $start.Environment[$name] = $Environment[$name]
    }

    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $output = $process.StandardOutput.ReadToEndAsync()
    $errors = $process.StandardError.ReadToEndAsync()
    $process.WaitForExit()
    [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $output.Result; Errors = $errors.Result }
}

Export-ModuleMember -Function Import-Owox, Connect-Sandbox, Add-Fault, Clear-Sandbox, Get-SandboxRequest, Get-Failure, Assert-Failure, Invoke-FreshShell -Variable Sandbox
