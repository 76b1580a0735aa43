using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Owox.Sandbox.Tests;

/// <summary>A test with a separate sandbox.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    private SandboxServer? _server;
    private SandboxClient? _client;

    private protected ManualClock Clock { get; } = new();

    private protected SandboxServer Server => _server!;

    private protected SandboxClient Client => _client!;

    private protected virtual SandboxOptions Options => new() { Clock = Clock, Rows = 2_500 };

    public async ValueTask InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(Options);
        _client = new SandboxClient(_server);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private protected string Mart(string name) => Server.Info.DataMarts[name];

    /// <summary>The path of a data mart's rows.</summary>
    private protected string Rows(string mart, string query = "") => $"/api/external/http-data/data-marts/{Mart(mart)}.ndjson{query}";

    /// <summary>A rule parameter of a stream.</summary>
    private protected static string Rule(string name, string json) => $"{name}={Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json))}";

    private protected async Task<JsonNode> RunRecordAsync(string mart, string runId) =>
        (await Client.GetAsync($"/api/data-marts/{Mart(mart)}/runs/{runId}")).Json;

    /// <summary>Waits at most two seconds for a condition.</summary>
    private protected static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 100 && !condition(); i++)
        {
            await Task.Delay(20);
        }

        Assert.True(condition());
    }
}
