using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Owox.Sandbox.Faults;
using Xunit;

namespace Owox.Sandbox.Tests;

/// <summary>Faults of a stream and its run record.</summary>
public sealed class StreamFaultTests : SandboxTest
{
    private const string AnyStream = "GET /api/external/http-data/*";

    [Fact]
    public async Task Cut_chunked_sends_complete_rows_and_no_final_chunk()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.CutChunked, AfterRows = 100 });
        var response = await Client.GetAsync(Rows("orders"));
        Assert.False(response.IsComplete);
        Assert.Equal(100, response.Lines.Length);
        Assert.EndsWith("}\n", response.Text, StringComparison.Ordinal);
        await AssertRunStatusAsync("orders", response, "FAILED");
    }

    [Fact]
    public async Task Cut_close_looks_complete()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.CutClose, AfterRows = 100 });
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.RunRecord, RunStatus = "SUCCESS", RowCount = 5000 });
        var response = await Client.GetAsync(Rows("orders"));
        Assert.True(response.IsComplete);
        Assert.Equal(100, response.Lines.Length);
        Assert.Null(response.Headers.Find("transfer-encoding"));
        Assert.Null(response.Headers.Find("content-length"));
        var run = await RunRecordAsync("orders", response.Headers["x-owox-run-id"]);
        Assert.Equal("SUCCESS", run["status"]!.ToString());
        Assert.Equal(5000, run["additionalParams"]!["httpData"]!["rowCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Cut_gzip_truncates_the_compressed_data()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.CutGzip, AfterRows = 100 });
        using var http = new HttpClient();
        using var response = await OpenAsync(http, Rows("orders"), HttpCompletionOption.ResponseContentRead);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        var compressed = await response.Content.ReadAsByteArrayAsync();
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var lines = new StreamReader(gzip);
        Assert.StartsWith("{\"date\":", await lines.ReadLineAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cut_line_truncates_a_line(bool clean)
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.CutLine, AfterRows = 10, Clean = clean });
        var response = await Client.GetAsync(Rows("orders"));
        Assert.Equal(clean, response.IsComplete);
        Assert.Equal(11, response.Lines.Length);
        Assert.DoesNotContain('}', response.Lines[^1]);
    }

    [Theory]
    [InlineData(FaultKind.MalformedLine, "{\"id\":")]
    [InlineData(FaultKind.NotObject, "[1,2]")]
    public async Task An_invalid_line_is_inserted(FaultKind kind, string line)
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = kind, AtRow = 3 });
        var response = await Client.GetAsync(Rows("recordedSmall"));
        Assert.Equal((11, line), (response.Lines.Length, response.Lines[2]));
    }

    [Fact]
    public async Task A_huge_line_is_a_row()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.HugeLine, AtRow = 2, Bytes = 3_000_000 });
        var response = await Client.GetAsync(Rows("recordedSmall"));
        Assert.Equal(3_000_000, response.Lines[1].Length + 1);
        Assert.Single(JsonNode.Parse(response.Lines[1])!.AsObject());
    }

    [Fact]
    public async Task A_stall_pauses_the_stream()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.Stall, AfterRows = 5, Seconds = 0.3 });
        var watch = Stopwatch.StartNew();
        var response = await Client.GetAsync(Rows("recordedSmall"));
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.3));
        Assert.Equal(10, response.Lines.Length);
    }

    [Theory]
    [InlineData(FaultKind.Stall)]
    [InlineData(FaultKind.Slow)]
    public async Task A_pause_ends_when_the_client_disconnects(FaultKind kind)
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = kind, AfterRows = 5, Seconds = 600, RowsPerSecond = 0.01 });
        using (var http = new HttpClient())
        {
            using var response = await OpenAsync(http, Rows("recordedSmall"), HttpCompletionOption.ResponseHeadersRead);
            await using var rows = await response.Content.ReadAsStreamAsync();
            Assert.True(await rows.ReadAsync(new byte[100]) > 0);
        }

        await WaitUntilAsync(() => Server.Requests.All[^1].Outcome == "aborted");
    }

    [Fact]
    public async Task Slow_limits_the_rows_per_second()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.Slow, RowsPerSecond = 50 });
        var watch = Stopwatch.StartNew();
        Assert.Equal(20, (await Client.GetAsync(Rows("orders", "?limit=20"))).Lines.Length);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.35, 5);
    }

    [Fact]
    public async Task A_run_record_can_be_missing_or_empty()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.RunRecord, Missing = true });
        var missing = await Client.GetAsync(Rows("recordedSmall"));
        var path = $"/api/data-marts/{Mart("recordedSmall")}/runs/{missing.Headers["x-owox-run-id"]}";
        Assert.Equal(404, (await Client.GetAsync(path)).Status);

        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.RunRecord, OmitHttpData = true });
        var empty = await Client.GetAsync(Rows("recordedSmall"));
        Assert.Null((await RunRecordAsync("recordedSmall", empty.Headers["x-owox-run-id"]))["additionalParams"]);
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpClient http, string path, HttpCompletionOption until)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Origin + path));
        foreach (var (name, value) in Client.KeyHeaders(await Client.ExchangeAsync(Server.ApiKey)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request, until);
    }

    private async Task AssertRunStatusAsync(string mart, RawResponse response, string status) =>
        Assert.Equal(status, (await RunRecordAsync(mart, response.Headers["x-owox-run-id"]))["status"]!.ToString());
}
