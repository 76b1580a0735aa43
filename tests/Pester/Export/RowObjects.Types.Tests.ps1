# Row types are created at run time: one shared type for each set of columns. A type is collected when no row uses it.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts
}

AfterAll {
    Stop-OwoxTest
}

Describe 'The type of a row' {
    It 'is derived from OwoxRow, so that views and -is recognize it' {
        $row = Export-OwoxDataMart $marts.orders -Limit 1
        $row -is [Owox.PowerShell.OwoxRow] | Should -BeTrue
        $row.PSObject.TypeNames | Should -Be 'Owox.Row', 'Owox.PowerShell.OwoxRow', 'System.Object'
        $row.GetType().IsSealed | Should -BeTrue
        $row.GetType().GetProperties().Name | Should -Be $row.PSObject.Properties.Name
        (Get-Command Export-OwoxDataMart).OutputType.Type | Should -Contain ([Owox.PowerShell.OwoxRow])
    }

    It 'is shared by all rows with the same columns, for any data mart and order of exports' {
        $first = Export-OwoxDataMart $marts.orders -Limit 2
        $other = Export-OwoxDataMart $marts.customers -Limit 1
        $again = Export-OwoxDataMart $marts.orders -Limit 1
        $first[0].GetType() | Should -Be $first[1].GetType()
        $again.GetType() | Should -Be $first[0].GetType()
        $other.GetType() | Should -Not -Be $first[0].GetType()
        (Export-OwoxDataMart $marts.orders -Column revenue, date -Limit 1).GetType() | Should -Not -Be (Export-OwoxDataMart $marts.orders -Column date, revenue -Limit 1).GetType()
    }

    It 'is collected when no row uses it' {
        $run = Invoke-FreshShell -Environment @{ OWOX_API_KEY = $Sandbox.apiKey } @'
$null = Connect-OwoxDataMarts
$id = ($env:OWOX_TEST_SANDBOX | ConvertFrom-Json).dataMarts.orders
function Count { ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Owox.Rows' }).Count }
$columns = 'date', 'order_id', 'customer_id', 'country', 'revenue', 'cost', 'note', 'is_paid', 'created_ts'
$rows = 0..7 | ForEach-Object { Export-OwoxDataMart $id -Column $columns[$_], $columns[$_ + 1] -Limit 2 }
$before = Count
$rows = $null
foreach ($i in 1..20) { [GC]::Collect(); [GC]::WaitForPendingFinalizers(); if ((Count) -lt $before) { break }; Start-Sleep -Milliseconds 100 }
"$before $(Count)"
'@
        $run.Errors | Should -BeNullOrEmpty
        $before, $after = [int[]]($run.Output.Trim() -split ' ')
        $before | Should -BeGreaterOrEqual 8
        $after | Should -BeLessThan $before
    }

    It 'is PSCustomObject when a column would hide a required member of Object' {
        Clear-Sandbox
        Add-StreamRow '{"tostring":"x","b":1}'
        $row = Export-OwoxDataMart $marts.empty
        $row -is [Owox.PowerShell.OwoxRow] | Should -BeFalse
        $row.GetType().FullName | Should -Be 'System.Management.Automation.PSCustomObject'
        $row.ToString | Should -BeExactly x
        $row.b | Should -Be 1
    }
}
