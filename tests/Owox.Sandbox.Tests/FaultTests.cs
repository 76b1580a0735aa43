using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Owox.Sandbox.Faults;
using Xunit;

namespace Owox.Sandbox.Tests;

/// <summary>Faults before the start of a response.</summary>
public sealed class FaultTests : SandboxTest
{
    private const string AnyStream = "GET /api/external/http-data/*";

    [Fact]
    public async Task A_status_replaces_the_response_and_the_next_one_is_normal()
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
        var replaced = await Client.GetAsync("/api/data-marts");
        Assert.Equal((429, "<html>"), (replaced.Status, replaced.Text));
        Assert.Equal(("7", "text/html"), (replaced.Headers["retry-after"], replaced.Headers["content-type"]));
        Assert.Equal(200, (await Client.GetAsync("/api/data-marts")).Status);
    }

    [Fact]
    public async Task Several_faults_are_applied_in_order()
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
    public async Task Skip_ignores_the_first_requests_and_a_count_of_zero_applies_until_cleared()
    {
        Server.Faults.Add(new Fault { Match = "GET /api/data-*", Kind = FaultKind.Status, Status = 500, Skip = 1, Times = 0 });
        Assert.Equal(200, (await Client.GetAsync("/api/data-storages")).Status);
        Assert.Equal(500, (await Client.GetAsync("/api/data-storages")).Status);
        Assert.Equal(500, (await Client.GetAsync("/api/data-marts")).Status);
        Server.Faults.Clear();
        Assert.Equal(200, (await Client.GetAsync("/api/data-marts")).Status);
    }

    [Fact]
    public async Task A_delay_postpones_the_first_byte()
    {
        Server.Faults.Add(new Fault { Match = AnyStream, Kind = FaultKind.Delay, Seconds = 0.3 });
        var watch = Stopwatch.StartNew();
        Assert.Equal(200, (await Client.GetAsync(Rows("recordedSmall"))).Status);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.3));
    }

    [Fact]
    public async Task A_silent_response_ends_when_the_client_disconnects()
    {
        Server.Faults.Add(new Fault { Match = "/api/flags", Kind = FaultKind.Silent });
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(0.3) };
        await Assert.ThrowsAsync<TaskCanceledException>(() => http.GetAsync(new Uri(Server.Origin + "/api/flags")));
        await WaitUntilAsync(() => Server.Requests.All[^1].Outcome == "aborted");
    }

    [Fact]
    public async Task A_disconnect_sends_nothing()
    {
        Server.Faults.Add(new Fault { Match = "/api/flags", Kind = FaultKind.Disconnect });
        Assert.Empty(await RawAsync("/api/flags"));
    }

    [Fact]
    public async Task A_large_response_has_a_content_length()
    {
        Server.Faults.Add(new Fault { Match = "/api/flags", Kind = FaultKind.LargeResponse, Bytes = 600_000_000 });
        using (var http = new HttpClient())
        {
            using var response = await http.GetAsync(new Uri(Server.Origin + "/api/flags"), HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(600_000_000, response.Content.Headers.ContentLength);
        }

        await WaitUntilAsync(() => Server.Requests.All[^1].Outcome == "aborted");
    }

    [Fact]
    public async Task Faults_can_be_added_over_http()
    {
        var json = new HeaderSet { ["content-type"] = "application/json" };
        const string Fault = """{"match":"GET /api/flags","kind":"status","status":502,"body":{"a":1}}""";
        var added = await Client.SendAsync("POST", "/sandbox/faults", json, Fault);
        Assert.Equal(204, added.Status);
        var broken = await Client.SendAsync("GET", "/api/flags");
        Assert.Equal((502, """{"a":1}"""), (broken.Status, broken.Text));
        var unknown = await Client.SendAsync("POST", "/sandbox/faults", json, """{"match":"/","kind":"earthquake"}""");
        Assert.Equal(400, unknown.Status);
        Assert.Contains("cut-chunked", unknown.Text, StringComparison.Ordinal);
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
}
