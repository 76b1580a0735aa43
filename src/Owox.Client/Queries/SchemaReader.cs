namespace Owox;

/// <summary>Reads the schema of one data mart, once, when it is first needed. An answer that cannot be had is no error: the query works without it.</summary>
public sealed class SchemaReader
{
    // Rows wait for the schema; they can be sent without it.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private Task<QuerySchema>? _reading;

    /// <summary>The schema, as far as it is known.</summary>
    public Task<QuerySchema> ReadAsync(ApiConnection connection, string dataMartId, CancellationToken cancellationToken) =>
        _reading is { IsCanceled: false, IsFaulted: false } reading ? reading : _reading = FetchAsync(connection, dataMartId, cancellationToken);

    private static async Task<QuerySchema> FetchAsync(ApiConnection connection, string dataMartId, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Timeout);
        try
        {
            var columns = await new SchemaClient(connection).ColumnsAsync(dataMartId, limited.Token).ConfigureAwait(false);
            return columns.Length > 0 ? new QuerySchema(columns, whyUnknown: null) : QuerySchema.Unknown("the data mart has no columns in its schema");
        }
        catch (OwoxException e)
        {
            return QuerySchema.Unknown($"the schema of the data mart cannot be read ({e.Message.TrimEnd('.')})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return QuerySchema.Unknown($"the schema of the data mart was not there within {Timeout.TotalSeconds:0} s");
        }
    }
}
