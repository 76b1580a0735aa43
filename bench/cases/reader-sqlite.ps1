# The module: a data reader, and a prepared INSERT in one transaction, as bulk loads of SQLite do.
param([string] $Module, [string] $Id, [long] $Rows, [string] $Uri, [string] $File)
. "$PSScriptRoot/Measure.ps1"
. "$PSScriptRoot/Sqlite.ps1"

# Compiled, because a bulk load such as SqlBulkCopy is compiled code.
$references = 'System.Runtime', 'System.Linq', 'System.Collections', 'System.Data.Common', 'System.ComponentModel.Primitives'
Add-Type -IgnoreWarnings -WarningAction SilentlyContinue -ReferencedAssemblies ($references + $Provider) -TypeDefinition @'
using System.Data.Common;
using System.Linq;
using Microsoft.Data.Sqlite;

public static class BulkLoad
{
    public static long Run(SqliteConnection connection, string table, DbDataReader reader)
    {
        var names = Enumerable.Range(0, reader.FieldCount).Select(i => "@p" + i).ToArray();
        var rows = 0L;
        using (var insert = connection.CreateCommand())
        {
            insert.CommandText = "INSERT INTO " + table + " VALUES (" + string.Join(", ", names) + ")";
            var parameters = names.Select(name => insert.Parameters.Add(new SqliteParameter(name, null))).ToArray();
            while (reader.Read())
            {
                for (var i = 0; i < parameters.Length; i++)
                {
                    parameters[i].Value = reader.GetValue(i);
                }

                insert.ExecuteNonQuery();
                rows++;
            }
        }

        return rows;
    }
}
'@

Import-Module $Module
$null = Connect-OwoxDataMarts
Measure-Case $Rows {
    $connection = Open-Database $File
    $reader = Export-OwoxDataMart $Id -Limit $Rows -AsDataReader
    Invoke-Sql $connection (New-OwoxTableScript -Reader $reader -TableName rows -Dialect Sqlite)
    Invoke-Sql $connection 'BEGIN'
    [BulkLoad]::Run($connection, 'rows', $reader)
    Invoke-Sql $connection 'COMMIT'
    $connection.Dispose()
}
