using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Owox.FileReaders;

// Reads files, and writes one line of JSON for each. With --digest, a line is the hash of the columns and values, without the metadata.
// With --query, runs a query of DuckDB, and with --execute statements and a query.
if (args is ["--serve"])
{
    Server.Run();
    return;
}

if (args is ["--query", var sql])
{
    Console.WriteLine(JsonSerializer.Serialize(Duck.Query(sql)));
    return;
}

if (args is ["--execute", var script, var query])
{
    Console.WriteLine(JsonSerializer.Serialize(Duck.Query(query, script)));
    return;
}

var isDigest = args is ["--digest", ..];
foreach (var path in isDigest ? args[1..] : args)
{
    // The format is determined by the content: kept files have other extensions.
    object content = Parquets.IsParquet(path) ? await Parquets.ReadAsync(path) : Workbook.Read(path);
    if (isDigest && content is Parquets file)
    {
        content = new { file.Columns, file.DuckDb, file.ParquetNet };
    }

    var json = JsonSerializer.SerializeToUtf8Bytes(content, content.GetType());
    Console.WriteLine(isDigest ? $"\"{Convert.ToHexString(SHA256.HashData(json))}\"" : Encoding.UTF8.GetString(json));
}
