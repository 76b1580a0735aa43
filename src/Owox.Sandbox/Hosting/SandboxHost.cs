namespace Owox.Sandbox.Hosting;

/// <summary>
/// Runs any number of sandboxes in one process. Each line of the input is a request, each line of the output a response:
/// <c>{"start":{…options…}}</c> returns the description of the new sandbox, <c>{"stop":"http://127.0.0.1:PORT"}</c> returns <c>{}</c>.
/// A request that fails returns <c>{"error":"…"}</c>. All sandboxes stop when the input ends.
/// </summary>
public sealed class SandboxHost(TextReader input, TextWriter output) : IAsyncDisposable
{
    private readonly Dictionary<string, SandboxServer> _servers = new(StringComparer.Ordinal);

    public async Task RunAsync()
    {
        while (await input.ReadLineAsync() is { } line)
        {
            await output.WriteLineAsync(await RespondAsync(line));
            await output.FlushAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<string> RespondAsync(string line)
    {
        try
        {
            switch (JsonSerializer.Deserialize<Request>(line, JsonSerializerOptions.Web))
            {
                case { Start: { } options }:
                    var started = await SandboxServer.StartAsync(options);
                    _servers.Add(started.Origin, started);
                    return started.Info.ToJson();
                case { Stop: { } origin }:
                    await (_servers.Remove(origin, out var stopped) ? stopped.DisposeAsync() : throw new IOException($"No sandbox runs at {origin}."));
                    return "{}";
                default:
                    return Error("The request contains neither start nor stop.");
            }
        }
        catch (Exception problem) when (problem is JsonException or IOException or InvalidOperationException)
        {
            return Error(problem.Message);
        }
    }

    private static string Error(string message) => JsonSerializer.Serialize(new { error = message });

    private sealed record Request(SandboxOptions? Start, string? Stop);
}
