# One process that runs the sandboxes of all test files of this session. It ends with this session, because its input ends. A
# PowerShell that cannot start it, because it is a Windows program under Wine, connects to the one at OWOX_TEST_SANDBOX_HOST.

$SandboxHost = $null

# Sends one request and returns the response.
function Invoke-SandboxHost([hashtable] $Request) {
    if (-not $script:SandboxHost) {
        $script:SandboxHost = if ($env:OWOX_TEST_SANDBOX_HOST) { Connect-SandboxHost } else { Start-SandboxHost }
    }

    if ($env:OWOX_TEST_AUDIT_LOG -and $Request.ContainsKey('start')) {
        # Tests clear the log of a sandbox, so its requests are also written to a file.
        $Request = @{ start = $Request.start + @{ requestFile = "$env:OWOX_TEST_AUDIT_LOG.requests.$([guid]::NewGuid().ToString('N'))" } }
    }

    $script:SandboxHost.Input.WriteLine((ConvertTo-Json -InputObject $Request -Compress -Depth 5))
    $script:SandboxHost.Input.Flush()
    $line = $script:SandboxHost.Output.ReadLine()
    if (-not $line) {
        throw 'The sandbox host ended without a response.'
    }

    $response = $line | ConvertFrom-Json
    if ($response.PSObject.Properties['error']) {
        throw "The sandbox host failed: $($response.error)"
    }

    @{ Line = $line; Response = $response }
}

function Start-SandboxHost {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.Arguments = ConvertTo-QuotedArgument (Get-SandboxAssembly)
    $start.Arguments += ' --host'
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    @{ Input = $process.StandardInput; Output = $process.StandardOutput }
}

function Connect-SandboxHost {
    $address, $port = $env:OWOX_TEST_SANDBOX_HOST -split ':'
    $stream = [System.Net.Sockets.TcpClient]::new($address, $port).GetStream()
    @{ Input = [System.IO.StreamWriter]::new($stream); Output = [System.IO.StreamReader]::new($stream) }
}

# The latest build of the sandbox.
function Get-SandboxAssembly {
    if ($env:OWOX_TEST_SANDBOX_DLL) {
        return $env:OWOX_TEST_SANDBOX_DLL
    }

    $built = Get-ChildItem (Join-Path $RepositoryFolder 'src/Owox.Sandbox/bin/*/net*/Owox.Sandbox.dll') -ErrorAction Ignore |
        Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $built) {
        throw "The sandbox is not built. Run 'dotnet build' in $RepositoryFolder first."
    }

    $built.FullName
}

# Starts one more sandbox and returns its description.
function Start-Sandbox([hashtable] $Option = @{}) {
    (Invoke-SandboxHost @{ start = $Option }).Response
}

function Stop-Sandbox($Description) {
    $null = Invoke-SandboxHost @{ stop = $Description.origin }
}
