# A PostgreSQL server for tests: its own cluster in a temporary folder, on a free port of 127.0.0.1.

$ErrorActionPreference = 'Stop'

# The folder with the programs of the newest installed version; null if PostgreSQL is not installed.
function Get-ProgramFolder {
    $installed = @(Get-ChildItem '/usr/lib/postgresql/*/bin/initdb', '/usr/pgsql-*/bin/initdb' -ErrorAction Ignore | Sort-Object { [int]($_.FullName -replace '\D') })
    if ($installed) { return $installed[-1].DirectoryName }
    $found = Get-Command initdb -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($found) { Split-Path $found.Source }
}

# Npgsql is in the output of the client's tests.
function Get-NpgsqlFolder {
    $built = Get-ChildItem (Join-Path $PSScriptRoot '../../Owox.Client.Tests/bin/*/net*/Npgsql.dll') -ErrorAction Ignore | Sort-Object LastWriteTime | Select-Object -Last 1
    if ($built) { $built.DirectoryName }
}

# Why the tests cannot run on this machine; null if they can.
function Get-PostgreSqlObstacle {
    if (-not (Get-ProgramFolder)) { return 'PostgreSQL is not installed (Debian: apt-get install postgresql)' }
    if (-not (Get-NpgsqlFolder)) { return 'Npgsql.dll was not built: run dotnet build' }
    $account = & id -u postgres 2>$null
    if ((& id -u) -eq 0 -and -not ($account -and (Get-Command runuser -ErrorAction Ignore))) { return 'PostgreSQL does not run as root, and there is no account postgres' }
    if ([System.Environment]::Version.Major -lt 10) { return 'Npgsql was built for .NET 10' }
}

# Runs a program of PostgreSQL. The server refuses to run as root.
function Invoke-Program([string] $Name, [string[]] $Argument) {
    $program = Join-Path (Get-ProgramFolder) $Name
    Push-Location ([System.IO.Path]::GetTempPath())
    try {
        $output = if ((& id -u) -eq 0) { & runuser -u postgres -- $program @Argument 2>&1 } else { & $program @Argument 2>&1 }
    }
    finally {
        Pop-Location
    }

    if ($LASTEXITCODE) { throw "$Name ended with code ${LASTEXITCODE}: $output" }
}

# Starts a server and returns its folder, its port and its process ID.
function Start-PostgreSql {
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "owox-pg-$([guid]::NewGuid().ToString('N'))"
    $null = New-Item -ItemType Directory $folder
    if ((& id -u) -eq 0) { & chown postgres $folder }
    & chmod 700 $folder
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    Invoke-Program initdb @('-D', "$folder/data", '-U', 'owox', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync')
    $options = "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c fsync=off"
    Invoke-Program pg_ctl @('-D', "$folder/data", '-l', "$folder/log", '-w', '-o', $options, 'start')
    [pscustomobject]@{ Folder = $folder; Port = $port; ProcessId = [int](Get-Content "$folder/data/postmaster.pid" -TotalCount 1) }
}

function Stop-PostgreSql($Server) {
    & kill -INT $Server.ProcessId
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while ((Test-Path "/proc/$($Server.ProcessId)") -and $watch.Elapsed.TotalSeconds -lt 20) { Start-Sleep -Milliseconds 100 }
    Remove-Item $Server.Folder -Recurse -Force
}

# Runs SQL and returns the lines of its result.
function Invoke-PostgreSql($Server, [string] $Sql) {
    & (Join-Path (Get-ProgramFolder) psql) -X -A -t -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p $Server.Port -U owox -d postgres -c $Sql
}

Export-ModuleMember -Function *
