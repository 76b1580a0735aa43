namespace Owox.Client.Tests.Tables;

/// <summary>A server with one data mart that has columns and rows, and the record of its run.</summary>
internal sealed class ReaderFixture : IAsyncDisposable
{
    private readonly StreamFixture _stream;

    /// <summary>Starts the server.</summary>
    /// <param name="fields">The JSON of the native columns, or null if the schema cannot be read.</param>
    /// <param name="rows">The response to the query.</param>
    public ReaderFixture(string? fields, Reply rows)
    {
        _stream = new StreamFixture(rows);
        Server.On(
            "/api/data-marts/m/blendable-schema",
            fields is null ? Replies.Empty(404) : Replies.Json($$"""{"nativeFields":[{{fields}}],"blendedFields":[]}"""));
    }

    public ApiServer Server => _stream.Server;

    public OwoxClient Client => _stream.Client;

    public List<Exception> Errors { get; } = [];

    /// <summary>Starts a server whose rows are complete, with a record that confirms them.</summary>
    public static ReaderFixture Complete(string? fields, params string[] lines)
    {
        var fixture = new ReaderFixture(fields, Replies.Rows("run-1", lines));
        fixture.Server.On(StreamFixture.RunPath, Replies.Json(StreamFixture.Success(lines.Length)));
        return fixture;
    }

    /// <summary>The JSON of a column.</summary>
    public static string Field(string name, string type) => $$"""{"name":"{{name}}","type":"{{type}}"}""";

    public Task<OwoxDataReader> OpenAsync(bool isExactAsText = false) =>
        OwoxDataReader.OpenAsync(Client, new DataMartQuery("m"), new SchemaReader(), isExactAsText, Errors.Add, CancellationToken.None);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
