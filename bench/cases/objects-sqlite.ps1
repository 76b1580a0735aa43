# The module's objects, and one INSERT for each object in one transaction, as modules do that accept objects from the pipeline.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File)
. "$PSScriptRoot/Measure.ps1"
. "$PSScriptRoot/Sqlite.ps1"

Import-Module $Module
$null = Connect-OwoxDataMarts
Measure-Case $Rows {
    $connection = Open-Database $File
    Invoke-Sql $connection (New-OwoxTableScript $Id -TableName rows -Dialect Sqlite)
    Invoke-Sql $connection 'BEGIN'
    $count = 0
    Export-OwoxDataMart $Id -Limit $Rows -Typed | ForEach-Object {
        $names = foreach ($property in $_.PSObject.Properties) { $property.Name }
        $command = $connection.CreateCommand()
        $command.CommandText = "INSERT INTO rows VALUES ($(@(0..($names.Count - 1) | ForEach-Object { "@p$_" }) -join ', '))"
        for ($i = 0; $i -lt $names.Count; $i++) {
            $value = $_.($names[$i])
            $null = $command.Parameters.AddWithValue("@p$i", $(if ($null -eq $value) { [DBNull]::Value } else { $value }))
        }

        $null = $command.ExecuteNonQuery()
        $command.Dispose()
        $count++
    }
    Invoke-Sql $connection 'COMMIT'
    $connection.Dispose()
    $count
}
