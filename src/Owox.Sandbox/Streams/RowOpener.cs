using System.Runtime.InteropServices;

namespace Owox.Sandbox.Streams;

/// <summary>The number of rows and characters that one call wrote; the server calls the characters bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Written(long Rows, long Characters);

/// <summary>Rows as lines of JSON, a batch at a time.</summary>
internal interface IRowSource : IDisposable
{
    /// <summary>Writes the next batch of at most <paramref name="maxRows"/> rows; no rows at the end.</summary>
    Written Write(IBufferWriter<byte> output, long maxRows);
}

/// <summary>Finds the rows of a request: a block table's own, or the result of a statement.</summary>
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

    /// <summary>The totals of all rows, without the limit. A table of blocks has none: calculating them takes longer than sending the rows.</summary>
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
