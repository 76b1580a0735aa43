# The timeouts of a connection: for connecting, for a response, and for more of a stream.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/Network.psm1')
    Start-OwoxTest @{ rows = 20000 }
    $late = @{ Id = 'Owox.TimedOut'; Category = 'ConnectionError'; Type = 'Owox.OwoxConnectionException' }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'Connect-OwoxDataMarts -ConnectionTimeoutSec' {
    It 'times out for <what>' -ForEach @(
        @{ what = 'a server that does not respond to the TLS handshake'; port = 'New-SilentPort'; scheme = 'https' }
        @{ what = 'a server that accepts no connection, https'; port = 'New-FullPort'; scheme = 'https' }
        @{ what = 'a server that accepts no connection, http'; port = 'New-FullPort'; scheme = 'http' }
    ) {
        $kept = & $port
        $number = if ($kept.Port) { $kept.Port } else { $kept.LocalEndpoint.Port }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Assert-Failure { Connect-ToOrigin "${scheme}://127.0.0.1:$number" @{ ConnectionTimeoutSec = 1; TimeoutSec = 60 } } @late -Says "${scheme}://127.0.0.1:$number did not respond in time: the connection was not established within 1 s", 'a longer -ConnectionTimeoutSec'
        $watch.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 0.9
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 20
        if ($kept.Listener) { $kept.Listener.Stop() } else { $kept.Stop() }
    }
}

Describe 'Connect-OwoxDataMarts -TimeoutSec' {
    AfterEach {
        Clear-Sandbox
    }

    It 'times out for a response, and does not include the time to connect' {
        $null = Connect-Sandbox -With @{ TimeoutSec = 2; ConnectionTimeoutSec = 30; Name = 'hasty' }
        Add-Fault 'GET /api/data-storages' silent
        Assert-Failure { Get-OwoxStorage -Connection hasty } @late -Says 'no response was received within 2 s', 'a longer -TimeoutSec'
    }
}

Describe 'Connect-OwoxDataMarts -IdleTimeoutSec' {
    AfterEach {
        Clear-Sandbox
    }

    It 'times out when a stream stops' {
        $null = Connect-Sandbox -With @{ IdleTimeoutSec = 1; Name = 'hasty' }
        Add-Fault 'GET /api/external/http-data/data-marts/*' stall @{ afterRows = 10; seconds = 30 }
        Assert-Failure { Export-OwoxDataMart $Sandbox.dataMarts.events -Connection hasty -ErrorAction Stop } -Id Owox.StreamIncomplete -Category ReadError -Type Owox.OwoxStreamException -Says 'no data was received for 1 s, the idle timeout of the connection', 'a longer -IdleTimeoutSec'
    }

    It 'rejects <parameter> below 1' -ForEach @(@{ parameter = 'ConnectionTimeoutSec' }, @{ parameter = 'TimeoutSec' }, @{ parameter = 'IdleTimeoutSec' }) {
        Assert-Failure { Connect-Sandbox -With @{ $parameter = 0 } } -Id ParameterArgumentValidationError -Category InvalidData -Type System.Management.Automation.ParameterBindingValidationException -Says "'$parameter'", 'The number 0 is not in the range from 1 to'
    }
}
