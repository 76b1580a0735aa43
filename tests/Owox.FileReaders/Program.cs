using System.Text.Json;
using Owox.FileReaders;

// Reads files, or runs a query of DuckDB (--query), and writes one line of JSON for each.
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

foreach (var path in args)
{
    // The format is determined by the content: kept files have other extensions.
    object content = Parquets.IsParquet(path) ? await Parquets.ReadAsync(path) : Workbook.Read(path);
    Console.WriteLine(JsonSerializer.Serialize(content, content.GetType()));
}
