# Each cmdlet with exactly the scopes of its requests, with one scope less, and with allowed data marts. Its requests are recorded
# once without limits, and what they require is looked up in the table of operations.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/ReadCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/ChangeCommands.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/FaultyVault/VaultTools.psm1')
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest @{ connectorRunTime = '00:00:00.1'; apiVersion = '0.35' } -Timing @{ RetryDelay = 0.01; RunPollInterval = 0.05 }
    Register-ChangeVault
    $orders = $Sandbox.dataMarts.orders
    $token = ConvertTo-Secret (Get-MemberToken)

    # These report a rejected request as a part of their result, leave it out, or report it as the reason of another error.
    $reporting = 'Test-OwoxConnection', 'Test-OwoxDataMart', 'New-OwoxTableScript', 'Get-OwoxSecretReport'

    # The table, and a pattern for each path. The path with the fewest parameters applies.
    $table = foreach ($line in [System.IO.File]::ReadLines((Join-Path $RepositoryFolder 'src/Owox.Client/Operations/Operations.txt'))) {
        if ($line -and $line[0] -ne '#') {
            $method, $path, $scopes, $source = $line -split ' '
            @{ Method = $method; Pattern = '^' + ($path -replace '\.', '\.' -replace '\{[^}]*\}', '([^/]+?)') + '$'; Scopes = $scopes -split '\|'; Source = $source; Ids = $path.Split('{').Count }
        }
    }
    $table = @($table | Sort-Object { $_.Ids })

    # What a request requires: a scope of several, and a data mart.
    function Get-Need($Request) {
        $path = ($Request.path -split '\?')[0]
        $operation = $table.Where({ $_.Method -ceq $Request.method -and $path -cmatch $_.Pattern }, 'First')[0]
        $id = if ($operation.Source -in 'path', 'report' -and $path -cmatch $operation.Pattern) { $Matches[1] }
        $mart = switch -Wildcard ($operation.Source) { 'path' { $id } 'report' { $reportMarts[$id] } 'body:*' { $orders } 'several' { '*' } }
        @{ Text = "$($Request.method) $path"; Scopes = $operation.Scopes; DataMart = $mart }
    }

    function Test-Permitted([string[]] $Given, [string[]] $Scopes) {
        $Scopes.Where({ $_ -in $Given -or ($_ -like '*:Read' -and ($_ -replace 'Read$', 'Write') -in $Given) -or $_ -eq 'Session' }).Count -gt 0
    }

    # The smallest set of scopes for requests: those without a choice first.
    function Get-ScopeSet($Needs) {
        $set = [System.Collections.Generic.List[string]]::new()
        foreach ($need in $Needs | Sort-Object { $_.Scopes.Count }, { $_.Scopes[0] -like '*:Read' }) {
            if (-not (Test-Permitted $set $need.Scopes)) { $set.Add($need.Scopes[0]) }
        }
        , $set.ToArray()
    }

    # Replaces the connections that the calls use.
    function Connect-Limited([hashtable] $With) {
        $null = Connect-OwoxDataMarts -Name member -Origin $Sandbox.origin -AccessToken $token @With
        $null = Connect-Sandbox $Sandbox.viewerApiKey ($With + @{ Name = 'viewer' })
        $null = Connect-Sandbox -With $With
    }

    # Runs a call and returns its error ID and its requests, except those of the sign-in.
    function Invoke-Recorded($Call) {
        $null = Invoke-RestMethod "$($Sandbox.origin)/sandbox/requests" -Method Delete
        $result = Invoke-ReadCall $Call.Call
        $sent = @(Get-SandboxRequest)
        if ($Call.Name -in 'Start-OwoxRun', 'Stop-OwoxRun', 'Wait-OwoxRun') { Reset-Change -Connection $unlimited }
        $needs = foreach ($request in $sent) { if ($request.path -notlike '*/auth/*') { Get-Need $request } }
        @{ Error = "$($result.Failure.FullyQualifiedErrorId)".Split(',')[0]; Needs = @($needs); Message = "$($result.Failure)" }
    }

    # Runs calls with limited connections, and returns a text for each call whose result is unexpected.
    function Test-Limited($Cases) {
        foreach ($group in $Cases | Group-Object { $_.Key }) {
            Connect-Limited $group.Group[0].With
            foreach ($case in $group.Group) {
                $result = Invoke-Recorded $case.Call
                if ($result.Error -ne $case.Error -and -not ($case.Error -and $case.Call.Name -in $reporting)) { "$($case.Call.Text), with $($case.Key): '$($result.Error)' instead of '$($case.Error)' $($result.Message)" }
                $result.Needs.Where($case.Forbidden).ForEach({ "$($case.Call.Text), with $($case.Key): $($_.Text) was sent" })
            }
        }
    }

    # The calls, without those that connect. A call that requires no scope has nothing to test.
    $unlimited = Connect-Sandbox -With @{ Name = 'unlimited' }
    Connect-Limited @{}
    $reportMarts = @{}
    foreach ($report in Get-OwoxReport) { $reportMarts[$report.Id] = $report.DataMart.Id }
    $calls = (@(Get-ReadCall) + @(Get-ChangeCall)).Where({ $_.Name -notin 'Connect-OwoxDataMarts', 'Disconnect-OwoxDataMarts' })
    $recorded = foreach ($call in $calls) {
        $result = Invoke-Recorded $call
        if ($result.Error) { throw "$($call.Text): $($result.Message)" }
        if ($result.Needs) { @{ Call = $call; Needs = $result.Needs; Set = Get-ScopeSet $result.Needs } }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The calls' {
    It 'include each cmdlet that sends requests' {
        $names = @(Get-ReadCommand) + @(Get-ChangeCommand) + 'Invoke-OwoxApi', 'New-OwoxTableScript'
        $without = 'Connect-OwoxDataMarts', 'Disconnect-OwoxDataMarts', 'Test-OwoxConnection'
        $names.Where({ $_ -notin $without -and $_ -notin $recorded.Call.Name }) | Should -BeNullOrEmpty
    }
}

Describe 'Each cmdlet' {
    It 'works with exactly the scopes of its requests' {
        $cases = foreach ($one in $recorded) {
            @{ Call = $one.Call; With = @{ Scope = $one.Set }; Key = "-Scope $(($one.Set | Sort-Object) -join ', ')"; Error = ''; Forbidden = { $false } }
        }

        Test-Limited $cases | Should -BeNullOrEmpty
    }

    It 'fails with one scope less, and sends no request that needs this scope' {
        $cases = foreach ($one in $recorded) {
            foreach ($scope in $one.Set) {
                # Read remains when Write is taken away. A connection needs one scope.
                $rest = @($one.Set.Where({ $_ -ne $scope })) + @(if ($scope -like '*:Write') { $scope -replace 'Write$', 'Read' })
                if (-not $rest) { $rest = @('Connectors:Read') }
                $forbidden = { -not (Test-Permitted $case.With.Scope $_.Scopes) }
                @{ Call = $one.Call; With = @{ Scope = $rest }; Key = "-Scope $(($rest | Sort-Object) -join ', ')"; Error = 'Owox.ScopeMissing'; Forbidden = $forbidden }
            }
        }

        $cases.Count | Should -BeGreaterThan 60
        Test-Limited $cases | Should -BeNullOrEmpty
    }

    It 'works with exactly the data marts of its requests, and fails if it can concern others' {
        $cases = foreach ($one in $recorded) {
            $marts = @($one.Needs.DataMart | Where-Object { $_ -and $_ -ne '*' } | Sort-Object -Unique)
            if (-not $marts) { $marts = @($orders) }
            $isAny = $one.Needs.DataMart -contains '*'
            @{
                Call = $one.Call; With = @{ AllowedDataMart = $marts }; Key = "-AllowedDataMart $($marts -join ', ')"
                Error = $(if ($isAny) { 'Owox.DataMartNotAllowed' } else { '' }); Forbidden = { $_.DataMart -eq '*' }
            }
        }

        Test-Limited $cases | Should -BeNullOrEmpty
    }

    It 'fails with another data mart, and sends no request for its own, except for the data mart of a report' {
        $cases = foreach ($one in $recorded.Where({ $_.Needs.DataMart -ne $null })) {
            $forbidden = { $_.DataMart -and $_.Text -notlike 'GET /api/reports/*' }
            @{ Call = $one.Call; With = @{ AllowedDataMart = 'other' }; Key = '-AllowedDataMart other'; Error = 'Owox.DataMartNotAllowed'; Forbidden = $forbidden }
        }

        $cases.Count | Should -BeGreaterThan 20
        Test-Limited $cases | Should -BeNullOrEmpty
    }
}
