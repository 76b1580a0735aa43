# A column can have any name. Each column is available as a property, even if a member of the row has the same name.

BeforeDiscovery {
    # The names of all members of a row, of the members that PowerShell adds, and of the accessors of a column 'id'.
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    $names = 'Equals', 'Finalize', 'GetHashCode', 'GetType', 'MemberwiseClone', 'ReferenceEquals', 'ToString', 'Clone', 'GetMetaObject', 'Create', 'get_id', 'set_id', 'TypeName', '.ctor',
    'PSObject', 'PSBase', 'PSAdapted', 'PSExtended', 'PSTypeNames', 'PSShowComputerName', 'PSComputerName', 'RunspaceId', 'PSStandardMembers', 'ForEach', 'Where', 'Count', 'Length', 'Item', 'Keys', 'Values', 'SyncRoot'
    $cases = foreach ($name in $names) {
        foreach ($one in $name, $name.ToUpperInvariant(), $name.ToLowerInvariant() | Sort-Object -Unique -CaseSensitive) { @{ name = $one } }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Support/OwoxTest.psm1')
    Start-OwoxTest
    Clear-Sandbox
    $null = Connect-Sandbox
    $marts = $Sandbox.dataMarts

    function Get-ExportedRow([string[]] $Line, [object[]] $Field) {
        Clear-Sandbox
        if ($Field) { Add-StreamRow $Line $Field } else { Add-StreamRow $Line }
        Export-OwoxDataMart $marts.empty
    }

    # Verifies that commands of PowerShell find these columns of the row.
    function Assert-HasColumn($Row, [string[]] $Name) {
        @($Row.PSObject.get_Properties()).Name | Should -Be $Name
        $selected = $Row | Select-Object *
        @([psobject].GetProperty('Properties').GetValue($selected)).Name | Should -Be $Name
        @($Row | Get-Member -MemberType Properties).Name | Should -Be @($Name | Sort-Object)
        ($Row | ConvertTo-Json -Compress) | Should -BeExactly ('{' + (@($Name | ForEach-Object { "$(ConvertTo-Json $_):$(if ($_ -eq 'id') { 1 } else { '"v"' })" }) -join ',') + '}')
        $table = (($Row | Format-Table | Out-String -Width 300).Trim() -split '\r?\n')[0].Trim() -split ' +'
        $table | Should -Be $Name
        ($Row | ConvertTo-Csv)[0] | Should -BeExactly "`"$($Name -join '","')`""
        foreach ($one in $Name) {
            $Row.$one | Should -Be $(if ($one -eq 'id') { 1 } else { 'v' })
        }
    }
}

AfterAll {
    Stop-OwoxTest
}

Describe 'A column <name> next to a column id' -ForEach $cases {
    It 'is available as a property' {
        $warnings, $row = (Get-ExportedRow "{`"$name`":`"v`",`"id`":1}" 3>&1).Where({ $_ -is [System.Management.Automation.WarningRecord] }, 'Split')
        $isReserved = $name -in 'psobject', 'psbase', 'psadapted', 'psextended', 'pstypenames', 'psshowcomputername'
        $warnings | Should -HaveCount ([int] $isReserved)
        if ($isReserved) { $warnings[0].Message | Should -BeExactly "PowerShell reserves the name '$name'. The property of the column is named '${name}_2'." }
        Assert-HasColumn $row[0] $(if ($isReserved) { "${name}_2" } else { $name }), 'id'
    }

    It 'is available as a property when its type is known' {
        $row = Get-ExportedRow "{`"id`":1,`"$name`":`"v`"}" @{ name = $name; type = 'STRING' }, @{ name = 'id'; type = 'INTEGER' } 3> $null
        $isReserved = $name -in 'psobject', 'psbase', 'psadapted', 'psextended', 'pstypenames', 'psshowcomputername'
        Assert-HasColumn $row 'id', $(if ($isReserved) { "${name}_2" } else { $name })
    }

    It 'is available as a property of an object in a row' {
        $row = Get-ExportedRow "{`"a`":[{`"$name`":`"v`",`"id`":1}]}" 3> $null
        $isReserved = $name -in 'psobject', 'psbase', 'psadapted', 'psextended', 'pstypenames', 'psshowcomputername'
        Assert-HasColumn $row.a[0] $(if ($isReserved) { "${name}_2" } else { $name }), 'id'
    }
}

Describe 'The members of a row' {
    It 'all have names that this file tests' {
        $known = @('Equals', 'Finalize', 'GetHashCode', 'GetType', 'MemberwiseClone', 'ReferenceEquals', 'ToString', 'Clone', 'GetMetaObject', 'TypeName', '.ctor', 'id')
        $row = Get-ExportedRow '{"id":1}'
        $flags = [System.Reflection.BindingFlags]'Public, NonPublic, Instance, Static, FlattenHierarchy'
        $names = $row.GetType().GetMembers($flags).Name -replace '^.*\.(?=.)' | Sort-Object -Unique
        $names | Where-Object { $_ -notin $known -and $_[0] -ne [char]0xE000 -and $_ -ne 'ctor' } | Should -BeNullOrEmpty
        @($row | Get-Member).Name | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
    }
}

Describe 'A column name that must change' {
    It 'is reported once for <what>' -ForEach @(
        @{ what = 'a reserved name'; line = '{"psobject":1}'; says = "PowerShell reserves the name 'psobject'. The property of the column is named 'psobject_2'." }
        @{ what = 'a column without a name'; line = '{"":1}'; says = "A column has no name. Its property is named 'Column'." }
        @{ what = 'a duplicate key'; line = '{"a":1,"a":2}'; says = "The rows contain the key 'a' more than once. The additional property is named 'a_2'." }
        @{ what = 'names that differ only in case'; line = '{"a":1,"A":2}'; says = "Two columns differ only in case, which PowerShell does not distinguish. The property of 'A' is named 'A_2'." }
        @{ what = 'a reserved key of an object'; line = '{"o":{"PSBase":1}}'; says = "PowerShell reserves the name 'PSBase'. The property of the key in the column 'o' is named 'PSBase_2'." }
        @{ what = 'an empty key of an object'; line = '{"o":[{"":1}]}'; says = "A key in the column 'o' has no name. Its property is named 'Column'." }
        @{ what = 'a duplicate key of an object'; line = '{"o":{"a":1,"a":2}}'; says = "The rows contain the key 'a' in the column 'o' more than once. The additional property is named 'a_2'." }
        @{ what = 'keys of an object that differ only in case'; line = '{"o":{"p":{"a":1,"A":2}}}'; says = "Two keys in the column 'o' differ only in case, which PowerShell does not distinguish. The property of 'A' is named 'A_2'." }
    ) {
        Clear-Sandbox
        Add-StreamRow $line, $line, $line
        $rows = Export-OwoxDataMart $marts.empty -WarningVariable warnings -WarningAction SilentlyContinue
        $rows | Should -HaveCount 3
        @($warnings.Message) | Should -Be $says
    }

    It 'does not change the name of another key' {
        Clear-Sandbox
        Add-StreamRow '{"o":{"a":1,"A":2,"A_2":3,"":4,"Column":5}}'
        $row = Export-OwoxDataMart $marts.empty -WarningAction SilentlyContinue
        $row.o.a, $row.o.A_2, $row.o.A_3, $row.o.Column, $row.o.Column_2 | Should -Be 1, 3, 2, 5, 4
    }
}
