using System.Text.Json.Nodes;
using Xunit;

namespace Owox.Sandbox.Tests;

/// <summary>Streams that were not recorded.</summary>
public sealed class StreamTests : SandboxTest
{
    [Fact]
    public async Task Events_has_the_specified_number_of_rows_with_ascending_IDs()
    {
        var response = await Client.GetAsync(Rows("events"));
        Assert.Equal(2_500, response.Lines.Length);
        Assert.Equal(
            Enumerable.Range(100_000_000, 2_500).Select(id => (long)id),
            response.Lines.Select(line => JsonNode.Parse(line)!["id"]!.GetValue<long>()));
    }

    [Theory]
    [InlineData("?columns=*", "events")]
    [InlineData("?column=ts&column=id&column=revenue", "events")]
    [InlineData("?column=country", "events")]
    [InlineData("?limit=1700", "events")]
    [InlineData("?limit=120", "wide")]
    [InlineData("?limit=150", "longText")]
    public async Task Queries_return_the_same_rows_as_the_fast_path(string query, string mart)
    {
        var fast = await Client.GetAsync(Rows(mart, query));
        var everything = Rule("filter", """[{"column":"id","operator":"gt","value":0}]""");
        var queried = await Client.GetAsync(Rows(mart, $"{query}&{everything}"));
        Assert.Equal(queried.Text, fast.Text);
    }

    [Theory]
    [InlineData("recordedSmall", "")]
    [InlineData("events", "")]
    [InlineData("events", "?limit=1234")]
    [InlineData("awkwardValues", "")]
    [InlineData("wide", "?limit=3")]
    public async Task The_run_record_counts_rows_and_characters(string mart, string query)
    {
        var response = await Client.GetAsync(Rows(mart, query));
        var run = await RunRecordAsync(mart, response.Headers["x-owox-run-id"]);
        var data = run["additionalParams"]!["httpData"]!;
        Assert.Equal("SUCCESS", run["status"]!.ToString());
        Assert.Equal(response.Lines.Length, data["rowCount"]!.GetValue<int>());
        Assert.Equal(response.Text.Length, data["bytesWritten"]!.GetValue<int>());
        Assert.True(data["completed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_run_fails_if_the_client_disconnects()
    {
        await using (var large = await SandboxServer.StartAsync(new SandboxOptions { Rows = 3_000_000 }))
        {
            using var client = new SandboxClient(large);
            var headers = client.KeyHeaders(await client.ExchangeAsync(large.ApiKey));
            var mart = large.Info.DataMarts["events"];
            using (var http = new HttpClient())
            {
                var rows = new Uri($"{large.Origin}/api/external/http-data/data-marts/{mart}.ndjson");
                using var request = new HttpRequestMessage(HttpMethod.Get, rows);
                foreach (var (name, value) in headers)
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }

                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                await using var stream = await response.Content.ReadAsStreamAsync();
                Assert.True(await stream.ReadAsync(new byte[100]) > 0);
            }

            JsonNode? run = null;
            for (var i = 0; i < 100 && run?["status"]?.ToString() != "FAILED"; i++)
            {
                await Task.Delay(20);
                run = (await client.SendAsync("GET", $"/api/data-marts/{mart}/runs?limit=1", headers)).Json["runs"]![0];
            }

            Assert.Equal("Client disconnected before stream completion", run!["errors"]![0]!.ToString());
            Assert.False(run["additionalParams"]!["httpData"]!["completed"]!.GetValue<bool>());
            Assert.Equal("aborted", large.Requests.All.Single(entry => entry.RunId is not null).Outcome);
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_disconnected()
    {
        var options = new SandboxOptions { Rows = 1_000_000, ReadTimeout = TimeSpan.FromSeconds(0.3) };
        await using var impatient = await SandboxServer.StartAsync(options);
        using var client = new SandboxClient(impatient);
        var headers = client.KeyHeaders(await client.ExchangeAsync(impatient.ApiKey));
        using var http = new HttpClient();
        var rows = new Uri($"{impatient.Origin}/api/external/http-data/data-marts/{impatient.Info.DataMarts["events"]}.ndjson");
        using var request = new HttpRequestMessage(HttpMethod.Get, rows);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        for (var i = 0; i < 100 && impatient.Requests.All[^1].Outcome == "running"; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal("aborted", impatient.Requests.All[^1].Outcome);
        Assert.InRange(impatient.Requests.All[^1].RowsSent, 1, 999_999);
    }

    [Fact]
    public async Task Truncated_fails_only_after_its_limit()
    {
        var broken = await Client.GetAsync(Rows("truncated"));
        Assert.Equal((5000, false), (broken.Lines.Length, broken.IsComplete));
        Assert.Equal("FAILED", (await RunRecordAsync("truncated", broken.Headers["x-owox-run-id"]))["status"]!.ToString());
        var whole = await Client.GetAsync(Rows("truncated", "?limit=5000"));
        Assert.Equal((5000, true), (whole.Lines.Length, whole.IsComplete));
    }

    [Fact]
    public async Task Unusual_names_and_values_are_returned_unchanged()
    {
        var names = await Client.GetAsync(Rows("awkward", "?column=ID&column=id&column=100%25&limit=1"));
        Assert.Equal("""{"ID":"ID-1","id":1,"100%":0.05}""", names.Lines[0]);
        var values = await Client.GetAsync(Rows("awkwardValues"));
        Assert.Contains("1234567890123456789012345,", values.Text, StringComparison.Ordinal);
        Assert.Contains("\"\u2028line sep\uFEFFbom\"", values.Text, StringComparison.Ordinal);
        Assert.Contains("\"integer\":-0,", values.Text, StringComparison.Ordinal);
        Assert.All(values.Lines, line => Assert.Equal(10, JsonNode.Parse(line)!.AsObject().Count));
    }

    [Fact]
    public async Task A_token_is_valid_for_15_minutes()
    {
        var token = await Client.ExchangeAsync(Server.ApiKey);
        Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(200, (await Client.SendAsync("GET", "/api/data-marts", Client.KeyHeaders(token))).Status);
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(401, (await Client.SendAsync("GET", "/api/data-marts", Client.KeyHeaders(token))).Status);
    }

    [Fact]
    public async Task Connector_runs_are_pending_then_running_then_ended()
    {
        foreach (var (mart, end) in new[] { ("connector", "SUCCESS"), ("failingConnector", "FAILED") })
        {
            var headers = Client.KeyHeaders(await Client.ExchangeAsync(Server.ApiKey));
            var started = await Client.SendAsync("POST", $"/api/data-marts/{Mart(mart)}/manual-run", headers);
            var id = started.Json["runId"]!.ToString();
            Assert.Equal("PENDING", (await RunRecordAsync(mart, id))["status"]!.ToString());
            Clock.Advance(TimeSpan.FromSeconds(1.5));
            Assert.Equal("RUNNING", (await RunRecordAsync(mart, id))["status"]!.ToString());
            Clock.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(end, (await RunRecordAsync(mart, id))["status"]!.ToString());
        }
    }

    [Fact]
    public async Task Lists_have_pages()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { DataMarts = 2_300 });
        using var client = new SandboxClient(server);
        var first = (await client.GetAsync("/api/data-marts")).Json;
        Assert.Equal(1000, first["items"]!.AsArray().Count);
        Assert.Equal(1000, first["nextOffset"]!.GetValue<int>());
        var last = (await client.GetAsync("/api/data-marts?offset=2000")).Json;
        Assert.Null(last["nextOffset"]);
        Assert.Equal(first["total"]!.GetValue<int>() - 2000, last["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task OmitBulk_omits_the_large_data_marts()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { OmitBulk = true });
        using var client = new SandboxClient(server);
        var without = await ListedAsync(client);
        string[] bulk = ["Demo large (200000 rows)", "Long text", "Wide"];
        Assert.Equal([.. without.Concat(bulk).Order(StringComparer.Ordinal)], (await ListedAsync(Client)).Order(StringComparer.Ordinal), StringComparer.Ordinal);

        static async Task<string[]> ListedAsync(SandboxClient client) =>
            [.. (await client.GetAsync("/api/data-marts")).Json["items"]!.AsArray().Select(static mart => mart!["title"]!.ToString())];
    }

    [Fact]
    public async Task The_request_log_contains_no_secret()
    {
        var token = await Client.ExchangeAsync(Server.ApiKey);
        await Client.SendAsync("GET", "/api/data-marts?offset=0", Client.KeyHeaders(token));
        var log = (await Client.SendAsync("GET", "/sandbox/requests")).Text;
        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
        Assert.DoesNotContain(SandboxClient.DecodeApiKey(Server.ApiKey)["apiKeySecret"]!.ToString(), log, StringComparison.Ordinal);
        Assert.Contains("\"query\":\"?offset=0\"", log, StringComparison.Ordinal);
    }
}
