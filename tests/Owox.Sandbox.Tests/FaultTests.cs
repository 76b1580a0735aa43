using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Owox.Sandbox.Faults;
using Xunit;

namespace Owox.Sandbox.Tests;

/// <summary>Each misbehaviour, as it looks on the wire.</summary>
public sealed class FaultTests : SandboxTest
{
    private const string AnyStream = "GET /api/external/http-data/*";

    [Fact]
    public async Task A_status_replaces_the_answer_and_the_next_one_is_normal()
    {
        Server.Faults.Add(new Fault
        {
            Match = "/api/data-marts",
            Kind = FaultKind.Status,
            Status = 429,
            Body = "<html>",
            ContentType = "text/html",
            Headers = new HeaderSet { ["Retry-After"] = "7" },
        });
        var refused = await Client.GetAsync("/api/data-marts");
        Assert.Equal((429, "<html>"), (refused.Status, refused.Text));
        Assert.Equal(("7", "text/html"), (refused.Headers["retry-after"], refused.Headers["content-type"]));
        Assert.Equal(200, (await Client.GetAsync("/api/data-marts")).Status);
    }

    [Fact]
    public async Task Several_replacements_come_one_after_the_other()
    {
        Server.Faults.Add(new Fault { Match = "/api/data-marts", Kind = FaultKind.Status, Status = 401 });
        Server.Faults.Add(new Fault { Match = "/api/data-marts", Kind = FaultKind.Status, Status = 503, Times = 2 });
        int[] statuses =
        [
            (await Client.GetAsync("/api/data-marts")).Status, (await Client.GetAsync("/api/data-marts")).Status,
            (await Client.GetAsync("/api/data-marts")).Status, (await Client.GetAsync("/api/data-marts")).Status,
        ];
        Assert.Equal([401, 503, 503, 200], statuses);
    }

    [Fact]
    public async Task Skip_lets_requests_pass_and_zero_times_lasts_until_cleared()
    {
        Server.Faults.Add(new Fault { Match = "GET /api/data-*", Kind = FaultKind.Status, Status = 500, Skip = 1, Times = 0 });
        Assert.Equal(200, (await Client.GetAsync("/api/data-storages")).Status);
        Assert.Equal(500, (await Client.GetAsync("/api/data-storages")).Status);
        Assert.Equal(500, (await Client.GetAsync("/api/data-marts")).Status);
        Server.Faults.Clear();
        Assert.Equal(200, (await Client.GetAsync("/api/data-marts")).Status);
    }

    [Fact]
    public async Task A_delay_holds_the_first_byte_back()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.Delay, Seconds = 0.3 });
        var watch = Stopwatch.StartNew();
        Assert.Equal(200, (await Client.GetAsync(Rows("recordedSmall"))).Status);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.3));
    }

    [Fact]
    public async Task Silence_ends_when_the_client_goes()
    {
        Server.Faults.Add(new Fault { Match = "/api/flags", Kind = FaultKind.Silent });
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(0.3) };
        await Assert.ThrowsAsync<TaskCanceledException>(() => http.GetAsync(new Uri(Server.Origin + "/api/flags")));
        await Eventually(() => Server.Requests.All[^1].Outcome == "aborted");
    }

    [Fact]
    public async Task A_disconnect_sends_nothing()
    {
        Server.Faults.Add(new Fault { Match = "/api/flags", Kind = FaultKind.Disconnect });
        Assert.Empty(await RawAsync("/api/flags"));
    }

    [Fact]
    public async Task Cut_chunked_sends_whole_rows_and_no_final_chunk()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.CutChunked, AfterRows = 100 });
        var answer = await Client.GetAsync(Rows("orders"));
        Assert.False(answer.IsWhole);
        Assert.Equal(100, answer.Lines.Length);
        Assert.EndsWith("}\n", answer.Text, StringComparison.Ordinal);
        await RecordSaysAsync("orders", answer, "FAILED");
    }

    [Fact]
    public async Task Cut_close_looks_complete()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.CutClose, AfterRows = 100 });
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.RunRecord, RunStatus = "SUCCESS", RowCount = 5000 });
        var answer = await Client.GetAsync(Rows("orders"));
        Assert.True(answer.IsWhole);
        Assert.Equal(100, answer.Lines.Length);
        Assert.Null(answer.Headers.Find("transfer-encoding"));
        Assert.Null(answer.Headers.Find("content-length"));
        var run = await RunRecordAsync("orders", answer.Headers["x-owox-run-id"]);
        Assert.Equal("SUCCESS", run["status"]!.ToString());
        Assert.Equal(5000, run["additionalParams"]!["httpData"]!["rowCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Cut_gzip_stops_in_the_middle_of_the_compressed_data()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.CutGzip, AfterRows = 100 });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Origin + Rows("orders")));
        foreach (var (name, value) in Client.KeyHeaders(await Client.ExchangeAsync(Server.ApiKey)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        var compressed = await response.Content.ReadAsByteArrayAsync();
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var lines = new StreamReader(gzip);
        Assert.StartsWith("{\"date\":", await lines.ReadLineAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cut_line_ends_in_the_middle_of_a_line(bool clean)
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.CutLine, AfterRows = 10, Clean = clean });
        var answer = await Client.GetAsync(Rows("orders"));
        Assert.Equal(clean, answer.IsWhole);
        Assert.Equal(11, answer.Lines.Length);
        Assert.DoesNotContain('}', answer.Lines[^1]);
    }

    [Theory]
    [InlineData(FaultKind.MalformedLine, "{\"id\":")]
    [InlineData(FaultKind.NotObject, "[1,2]")]
    public async Task A_bad_line_is_put_in(FaultKind kind, string line)
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = kind, AtRow = 3 });
        var answer = await Client.GetAsync(Rows("recordedSmall"));
        Assert.Equal((11, line), (answer.Lines.Length, answer.Lines[2]));
    }

    [Fact]
    public async Task A_huge_line_is_a_row()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.HugeLine, AtRow = 2, Bytes = 3_000_000 });
        var answer = await Client.GetAsync(Rows("recordedSmall"));
        Assert.Equal(3_000_000, answer.Lines[1].Length + 1);
        Assert.Single(JsonNode.Parse(answer.Lines[1])!.AsObject());
    }

    [Fact]
    public async Task A_stall_is_a_pause_in_the_middle()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.Stall, AfterRows = 5, Seconds = 0.3 });
        var watch = Stopwatch.StartNew();
        var answer = await Client.GetAsync(Rows("recordedSmall"));
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.3));
        Assert.Equal(10, answer.Lines.Length);
    }

    [Fact]
    public async Task Slow_keeps_its_pace()
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

    [Fact]
    public async Task Faults_can_be_asked_for_over_http()
    {
        var json = new HeaderSet { ["content-type"] = "application/json" };
        const string Fault = """{"match":"GET /api/flags","kind":"status","status":502,"body":{"a":1}}""";
        var added = await Client.SendAsync("POST", "/sandbox/faults", json, Fault);
        Assert.Equal(201, added.Status);
        Assert.NotNull(added.Json["id"]);
        var broken = await Client.SendAsync("GET", "/api/flags");
        Assert.Equal((502, """{"a":1}"""), (broken.Status, broken.Text));
        var unknown = await Client.SendAsync("POST", "/sandbox/faults", json, """{"match":"/","kind":"earthquake"}""");
        Assert.Equal(400, unknown.Status);
        Assert.Contains("cut-chunked", unknown.Text, StringComparison.Ordinal);
    }

    private static async Task Eventually(Func<bool> holds)
    {
        for (var i = 0; i < 100 && !holds(); i++)
        {
            await Task.Delay(20);
        }

        Assert.True(holds());
    }

    private async Task<string> RawAsync(string path)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", new Uri(Server.Origin).Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
        try
        {
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    private async Task RecordSaysAsync(string mart, WireAnswer answer, string status) =>
        Assert.Equal(status, (await RunRecordAsync(mart, answer.Headers["x-owox-run-id"]))["status"]!.ToString());
}
