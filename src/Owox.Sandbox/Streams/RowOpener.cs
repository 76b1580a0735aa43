using System.Runtime.InteropServices;

namespace Owox.Sandbox.Streams;

/// <summary>The number of rows and characters that one call wrote. The server reports the characters as bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Written(long Rows, long Characters);

/// <summary>Writes rows as lines of JSON in batches.</summary>
internal interface IRowSource : IDisposable
{
    /// <summary>Writes the next batch of at most <paramref name="maxRows"/> rows. At the end, it writes no rows.</summary>
    Written Write(IBufferWriter<byte> output, long maxRows);
}

/// <summary>Opens the rows of a request: those of a block table, or the result of a statement.</summary>
internal sealed class RowOpener(Warehouse warehouse, SandboxOptions options)
{
    public (IRowSource Rows, IReadOnlyList<OutputColumn> Columns) Open(StreamRequest request)
    {
        if (request.Mart.Table!.Blocks is not { } blocks || !request.Query.IsPlain)
        {
            return Run(request, Writer(request).Rows());
        }

        var (firstBlock, columns) = Run(request, Writer(request with { Query = request.Query with { Limit = blocks.BlockSize } }).Rows());
        using (firstBlock)
        {
            return (new BlockSource(blocks, firstBlock, request.Query.Limit), columns);
        }
    }

    /// <summary>Returns the totals of all rows, regardless of the limit. A block table has no totals, because they take longer than the rows.</summary>
    public JsonObject? Totals(StreamRequest request)
    {
        if (request.Mart.Table!.Blocks is not null || Writer(request).Totals() is not { } statement)
        {
            return null;
        }

        using var rows = new SqlRows(warehouse.Open(request.Mart.Table), statement);
        var line = new ArrayBufferWriter<byte>();
        rows.Write(line, 1);
        return JsonNode.Parse(line.WrittenSpan)?.AsObject();
    }

    private (IRowSource Rows, IReadOnlyList<OutputColumn> Columns) Run(StreamRequest request, Statement statement)
    {
        var connection = warehouse.Open(request.Mart.Table!);
        try
        {
            return (new SqlRows(connection, statement), statement.Columns);
        }
        catch (SqliteException problem)
        {
            connection.Dispose();
            throw new StorageFailure("STORAGE_READ_FAILED", problem.Message, "invalidQuery", 400).ToError();
        }
    }

    private StatementWriter Writer(StreamRequest request) => new(request, options);
}
