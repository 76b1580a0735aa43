namespace Owox.Sandbox.Tests.Contract;

/// <content>Puts the sandbox into the state in which a request was recorded: sessions, descriptions and runs.</content>
internal sealed partial class Replay
{
    private const string RestrictedRunId = "73e38ebe-33a3-46fe-8280-1459151fb7c2";
    private const string RestrictedReportRunId = "741a601d-1a2c-4c2e-a8cd-f4902c6eca3c";
    private const string RestrictedExcelRunId = "5ed0832b-3c95-427a-bba7-bb59ddbd6faf";

    private async Task PrepareStateAsync()
    {
        _server.IsShuttingDown = _sample.Name.EndsWith("server-shutting-down", StringComparison.Ordinal);
        switch (_sample.Name)
        {
            case "sign-in.too-many-requests":
                for (var i = 0; i < 3; i++)
                {
                    await _client.SignInAsync(_server.Info.MemberEmail, _server.Info.MemberPassword);
                }

                break;
            case "project-settings.get-empty":
                var headers = _client.KeyHeaders(_replacements["<API_KEY_TOKEN>"]);
                headers["content-type"] = "application/json";
                await _client.SendAsync("PUT", "/api/projects/settings/description", headers, """{"description":null}""");
                break;
            case "runs.detail-restricted" or "runs.cancel-restricted" or "runs.mart-list-restricted" or "runs.project-list-restricted":
                await SimulateLicenseErrorAsync(RestrictedRunId, "stream.licence-required");
                break;
            case "runs.detail-restricted-report" or "runs.mart-list-restricted-report":
                await SimulateLicenseErrorAsync(RestrictedReportRunId, "stream-report.licence-required");
                break;
            case "runs.detail-excel-run-context" or "reports.get-excel-after-run":
                // In the sandbox, the report belongs to another data mart than in the recording.
                _replacements["f2e51ec4-f13c-4266-96e9-9eeaa20ff1d1"] = "6f1c2a54-0b7e-4d39-8a61-c5e0d9f3b201";
                await SimulateLicenseErrorAsync(RestrictedExcelRunId, "stream-report.excel-run-context");
                break;
            case "runs.start-connector-already-running" or "runs.cancel-connector" or "runs.detail-connector-running":
                await StartConnectorAsync(TimeSpan.Zero);
                break;
            case "runs.detail-after-publish-connector":
                await StartConnectorAsync(TimeSpan.FromSeconds(4));
                break;
            case "runs.detail-data-quality" when _sample.Files.Version == ApiVersion.V035:
                await StartDataQualityAsync();
                break;
            case "runs.cancel-connector-running" or "runs.detail-connector-in-progress":
                await StartConnectorAsync(TimeSpan.FromSeconds(1.5));
                break;
        }
    }

    // The recorded IDs of these runs are replaced by the ID of a new run.
    private async Task StartConnectorAsync(TimeSpan age)
    {
        var mart = _server.Info.DataMarts["recordedConnector"];
        var headers = _client.KeyHeaders(_replacements["<API_KEY_TOKEN>"]);
        headers["content-type"] = "application/json";
        const string Body = """{"payload":{"runType":"INCREMENTAL"}}""";
        var run = await _client.SendAsync("POST", $"/api/data-marts/{mart}/manual-run", headers, Body);
        var id = run.Json["runId"]!.ToString();
        _replacements["be8b806f-929d-4bbb-a14b-90c365c57fdc"] = id;
        _replacements["c2d5ffa8-d7a0-4b1c-975e-2a59fa96403a"] = id;
        _replacements["8be50755-439b-4122-bf5e-3e4b51de9fca"] = id;
        _clock.Advance(age);
    }

    private async Task StartDataQualityAsync()
    {
        var run = await _client.SendAsync("POST", Replace("/api/data-marts/f2e51ec4-f13c-4266-96e9-9eeaa20ff1d1/data-quality/runs"), Headers(_sample), null);
        _replacements["71c261d3-da52-46fe-b89f-c22dbad6d612"] = run.Json["runId"]!.ToString();
        _clock.Advance(TimeSpan.FromSeconds(4));
    }

    // The recorded run belongs to a stream that was rejected earlier.
    private async Task SimulateLicenseErrorAsync(string recordedRunId, string stream)
    {
        var sample = Sample.Load(_sample.Files, stream);
        await _client.SendAsync("GET", Replace(sample.Path), Headers(sample), null);
        var runs = await _client.SendAsync("GET", "/api/data-marts/runs?limit=1", _client.KeyHeaders(_replacements["<API_KEY_TOKEN>"]), null);
        _replacements[recordedRunId] = runs.Json["runs"]![0]!["id"]!.ToString();
    }
}
