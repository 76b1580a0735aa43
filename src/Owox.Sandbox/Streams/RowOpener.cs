namespace Owox.Sandbox.Streams;

/// <summary>Finds the rows of a request: a block table's own, or the result of a statement.</summary>
internal sealed class RowOpener
{
    private readonly Warehouse _warehouse;
    private readonly TimeProvider _clock;

    public RowOpener(Warehouse warehouse, TimeProvider clock) => (_warehouse, _clock) = (warehouse, clock);

    public (IRowSource Rows, IReadOnlyList<OutputColumn> Columns) Open(StreamRequest request)
    {
        if (request.Mart.Table!.Blocks is { } blocks && request.Query.IsPlain)
        {
            var columns = request.Selected.Select(field =>
                new OutputColumn(field.Name, field.Column.Type, field.Column.Description, field.Title, field.Column.Rendering));
            return (new BlockSource(blocks, [.. request.Selected.Select(field => field.Column)], request.Query.Limit), [.. columns]);
        }

        var statement = Writer(request).Rows();
        var connection = _warehouse.Open(request.Mart.Table);
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

    /// <summary>What the record of the run tells about all rows, whatever the limit.</summary>
    public JsonObject? Totals(StreamRequest request)
    {
        if (request.Mart.Table!.Blocks is { } blocks && request.Query.Filter.Count == 0)
        {
            return BlockTotals.Of(blocks, request.Selected);
        }

        if (Writer(request).Totals() is not { } statement)
        {
            return null;
        }

        using var rows = new SqlRows(_warehouse.Open(request.Mart.Table), statement);
        var line = new ArrayBufferWriter<byte>();
        rows.Write(line, 1);
        return JsonNode.Parse(line.WrittenSpan)?.AsObject();
    }

    private StatementWriter Writer(StreamRequest request) => new(
        request.Mart,
        request.Query,
        request.Fields,
        request.Selected,
        DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime));
}
