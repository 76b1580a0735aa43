using Owox.Resilience;

namespace Owox.Client.Tests.Servers;

/// <summary>A server with one data mart that can be streamed, and the record of its run.</summary>
internal sealed class StreamFixture : IAsyncDisposable
{
    public const string RowsPath = "/api/external/http-data/data-marts/m.ndjson";
    public const string RunPath = "/api/data-marts/m/runs/run-1";

    public StreamFixture(params Reply[] rows) => Server = new ApiServer().On(RowsPath, rows);

    public ApiServer Server { get; }

    public OwoxSessionOptions Options { get; init; } = Limits.Short with { Retry = new PollyRetryStrategy() };

    public OwoxClient Client => field ??= Server.Client(Options);

    public static string Record(string status, string more) => $$"""{"id":"run-1","status":"{{status}}"{{more}}}""";

    public static string Success(long rows) =>
        Record("SUCCESS", ",\"additionalParams\":{\"httpData\":{\"rowCount\":" + rows + ",\"completed\":true}}");

    public Task<RowStream> OpenAsync(CancellationToken cancellationToken = default) =>
        Client.Rows.OpenAsync(new DataMartQuery("m"), cancellationToken);

    /// <summary>Opens the stream and reads it to its end.</summary>
    public async Task<RowList> ReadAsync()
    {
        using var stream = await OpenAsync();
        return await new RowList().ReadAllAsync(stream);
    }

    /// <summary>Opens the stream, reads it to its end and verifies it with the run record.</summary>
    public async Task<RunVerification> VerifyAsync()
    {
        using var stream = await OpenAsync();
        await new RowList().ReadAllAsync(stream);
        return await stream.VerifyAsync(Client, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
