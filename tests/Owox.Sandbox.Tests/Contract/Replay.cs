using System.Text.Json.Nodes;

namespace Owox.Sandbox.Tests.Contract;

/// <summary>Sends a recorded request to a separate sandbox after putting it into the recorded state.</summary>
internal sealed class Replay : IAsyncDisposable
{
    private const string RecordedOrigin = "http://127.0.0.1:3900";
    private const string RecordedKeyId = "pmk_ExampleKeyId0000000005";
    private const string RecordedShortLivedKeyId = "pmk_ExampleShortLivedKey10";
    private const string RestrictedRunId = "73e38ebe-33a3-46fe-8280-1459151fb7c2";
    private const string RestrictedReportRunId = "741a601d-1a2c-4c2e-a8cd-f4902c6eca3c";

    private static readonly string[] RecordedSecrets = ["PLACEHOLDER_API_KEY_SECRET_xxxxxxxxxxxxxxxx", "<API_KEY_SECRET>"];

    // The IDs of resources that were created for the recording, with the sample that created them.
    private static readonly Dictionary<string, string> Creations = new(StringComparer.Ordinal)
    {
        ["042fd6c7-38e3-463e-a91a-12933fb74f11"] = "data-marts.create",
        ["98c25fd9-9a7b-4536-8160-6921442d09b0"] = "data-marts.create",
        ["73dd59b3-4955-4feb-8780-4a0a6fc7f784"] = "data-marts.create",
        ["edcc9cf7-f7f9-432a-9084-8ff9008a08a7"] = "data-marts.create-member",
        ["5121338d-0b34-4918-a2f0-aed574b28507"] = "contexts.create",
        ["3d1fd0fa-35c6-4311-84f6-f019d9b57370"] = "destinations.create-looker-studio",
        ["78942fdf-07f2-4800-8141-4e287f6cc994"] = "insight-templates.create",
        ["88503e3d-5c14-4f5d-874c-b4d08bd80382"] = "relationships.create",
        ["251ec2de-d419-5356-874a-d3fc77a2fb45"] = "reports.create",
        ["dbee0c0c-ece9-4154-8589-438feff4ad6b"] = "scheduled-triggers.create-report",
        ["283fc86a-8a97-4b26-9758-a7fb9330e3cd"] = "scheduled-triggers.create-on-events",
        ["19ab98dc-5944-4f84-a738-104264e1c533"] = "storages.create",
        ["d957082a-7653-425e-b230-fc07166ad1b9"] = "members.invite",
    };

    // The sandbox contains the data of 0.31. Each ID in the samples of 0.35 is mapped to the ID of a similar resource.
    private static readonly Dictionary<string, string> Counterparts = new(StringComparer.Ordinal)
    {
        ["f2e51ec4-f13c-4266-96e9-9eeaa20ff1d1"] = "a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1",
        ["9bd2416d-fac7-4d57-96b9-c9f66096118b"] = "fe05bacc-3c25-4db3-b504-46d4782c0cf4",
        ["5bf00b2a-d4b1-426e-920c-8fa7d579cea0"] = "3a9f7583-859f-4780-9673-56da54a99289",
        ["9aff0fba-1886-41da-95ae-3b33a623c3b5"] = "a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1",
        ["1698fc0e-3830-4ba4-9ebb-8bdeb094c9de"] = "45305667-a779-4ca0-8a3c-20db53182340",
        ["ff394f5c-d5b0-442b-9d93-5ead7db79b28"] = "db204013-d4d3-4876-a671-fe602cc71750",
        ["87c26d12-32e4-40b1-959f-1dfb0a25eea6"] = "db204013-d4d3-4876-a671-fe602cc71750",
        ["adfd8f9b-e641-42e8-9314-b6dfae13715f"] = "db204013-d4d3-4876-a671-fe602cc71750",
        ["8b19b56f-7d11-540a-8c3b-b123c115f008"] = "31f18df8-ddb3-537b-a999-51d060ae3755",
        ["5d6b64e0-6a86-5eef-b22b-4b6ba636b6b6"] = "31f18df8-ddb3-537b-a999-51d060ae3755",
        ["3f10c5d0-2c81-48c4-8912-4e5a19765971"] = "ff37a95d-09d3-49cb-84c3-19549a9f07f2",
        ["44d75bd8-d706-4465-b624-a3202a228fa9"] = "ff37a95d-09d3-49cb-84c3-19549a9f07f2",
        ["78c2e1ec-34d1-4952-914a-a2f97b1b9c08"] = "3a684bf9-7cdb-4978-b1e2-998e239b35b8",
        ["8f58fe5a-eea6-4316-b8d5-b8fcebb342fc"] = "0c7ea2fe-0e97-42e3-8f74-21da3fb00644",
        ["f6fd0458-9dde-4fdb-a31c-dc075bf46c25"] = "a0d59050-1dae-4c26-a2df-de7c03cefc6e",
        ["5d1fa3c0-638b-489d-9531-35b91d65360e"] = "e17b47eb-b403-49b6-9f7b-8aac869e77c1",
        ["16c34c74-a5fc-4bd4-8b23-299ae3e14dce"] = "e8bb0b36-4bff-4168-815d-e05b55220c96",
        ["f016c822-649a-4274-8208-736209c8e3a8"] = "c96cd9eb-2c96-4f0a-b1e7-fef52cf35f86",
        ["1bbe1f8e-140b-4049-92fb-00a16ad56134"] = "7e33e3bc-4bf5-46d1-9041-40f6f3d75fc6",
    };

    private readonly Dictionary<string, string> _replacements = new(StringComparer.Ordinal);
    private readonly ManualClock _clock;
    private readonly SandboxServer _server;
    private readonly SandboxClient _client;
    private readonly Sample _sample;

    private Replay(SandboxServer server, ManualClock clock, Sample sample)
    {
        (_server, _clock, _sample, _client) = (server, clock, sample, new SandboxClient(server));
    }

    public static async Task<WireResponse> RunAsync(Sample sample)
    {
        var clock = new ManualClock();
        var options = new SandboxOptions
        {
            Clock = clock,
            Rows = 1000,
            SignInLimit = sample.Name == "sign-in.too-many-requests",
            ApiVersion = sample.Files.Version,
            OmitLicense = sample.Files.Version == ApiVersion.V035,
        };
        await using var replay = new Replay(await SandboxServer.StartAsync(options), clock, sample);
        await replay.PrepareAsync();
        return await replay.SendAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<WireResponse> SendAsync()
    {
        return await _client.SendAsync(_sample.Method, Replace(_sample.Path), Headers(_sample), _sample.Body is null ? null : Replace(Body()));
    }

    private HeaderSet Headers(Sample sample)
    {
        var headers = new HeaderSet();
        foreach (var (name, value) in sample.Headers)
        {
            headers[name] = Replace(value);
        }

        return headers;
    }

    // Two bodies were too long to record.
    private string Body() => _sample.Name switch
    {
        "project-settings.put-too-long" => Description(10_001),
        "misc.payload-too-large" => Description((2 * 1024 * 1024) + 1),
        _ => _sample.Body!,
    };

    private static string Description(int length) => new JsonObject { ["description"] = new string('d', length) }.ToJsonString();

    /// <summary>Replaces the IDs in a recorded text by those of the sandbox.</summary>
    public static string Translate(Sample sample, string text) => sample.Files.Version == ApiVersion.V035
        ? Counterparts.Aggregate(text, static (current, pair) => current.Replace(pair.Key, pair.Value, StringComparison.Ordinal))
        : text;

    private string Replace(string text) =>
        _replacements.Aggregate(text, (current, pair) => current.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

    private async Task PrepareAsync()
    {
        _replacements[RecordedOrigin] = _server.Origin;
        foreach (var (recordedId, id) in _sample.Files.Version == ApiVersion.V035 ? Counterparts : [])
        {
            _replacements[recordedId] = id;
        }

        _replacements["<PASSWORD>"] = _server.Info.MemberPassword;
        foreach (var secret in RecordedSecrets.Where(secret => Uses(secret) && !_sample.Name.EndsWith("wrong-secret", StringComparison.Ordinal)))
        {
            _replacements[secret] = SecretOf(_sample.Headers.Find("X-OWOX-Api-Key-Id"));
        }

        await PrepareTokensAsync();
        await PrepareSessionAsync();
        await PrepareKeysAsync();
        await PrepareResourcesAsync();
        await PrepareStateAsync();
    }

    private async Task PrepareTokensAsync()
    {
        var info = _server.Info;
        if (Uses("<EXPIRED_API_KEY_TOKEN>"))
        {
            _replacements["<EXPIRED_API_KEY_TOKEN>"] = await _client.ExchangeAsync(info.ApiKey);
            _clock.Advance(TimeSpan.FromMinutes(15));
        }

        if (Uses("Bearer <API_KEY_TOKEN>") || Uses("<API_KEY_TOKEN>"))
        {
            _replacements["<API_KEY_TOKEN>"] = await _client.ExchangeAsync(info.ApiKey);
        }

        if (Uses("<VIEWER_API_KEY_TOKEN>"))
        {
            _replacements["<VIEWER_API_KEY_TOKEN>"] = await _client.ExchangeAsync(info.ViewerApiKey);
        }

        if (Uses("<MEMBER_TOKEN>"))
        {
            _replacements["<MEMBER_TOKEN>"] = await _client.MemberTokenAsync(info.MemberEmail, info.MemberPassword);
        }

        if (Uses("<VIEWER_MEMBER_TOKEN>"))
        {
            _replacements["<VIEWER_MEMBER_TOKEN>"] = await _client.MemberTokenAsync(info.ViewerEmail, info.ViewerPassword);
        }
    }

    private async Task PrepareSessionAsync()
    {
        if (!_sample.Headers.TryGetValue("cookie", out var recorded) || _sample.Name.Contains("garbage", StringComparison.Ordinal))
        {
            return;
        }

        var cookie = await _client.SignInAsync(_server.Info.MemberEmail, _server.Info.MemberPassword);
        _replacements[recorded] = cookie;
        if (_sample.Name == "access-token.after-sign-out")
        {
            await _client.SendAsync("POST", "/auth/better-auth/sign-out", new() { ["cookie"] = cookie, ["origin"] = _server.Origin });
        }
    }

    private async Task PrepareKeysAsync()
    {
        if (!Uses(RecordedKeyId) && !Uses(RecordedShortLivedKeyId))
        {
            return;
        }

        var token = await _client.MemberTokenAsync(_server.Info.MemberEmail, _server.Info.MemberPassword);
        var headers = new HeaderSet { ["x-owox-authorization"] = token, ["content-type"] = "application/json" };
        var key = (await _client.SendAsync("POST", "/api/project-member-api-keys", headers, """{"name":"CI export job"}""")).Json;
        var id = key["apiKeyId"]!.ToString();
        _replacements[RecordedKeyId] = id;
        if (Uses(RecordedShortLivedKeyId))
        {
            _replacements[RecordedShortLivedKeyId] = id;
            _replacements["<API_KEY_TOKEN>"] = await _client.ExchangeAsync(key["apiKey"]!.ToString());
        }

        if (_sample.Name is "api-keys.rename-revoked" or "api-keys.revoke-again" || Uses(RecordedShortLivedKeyId))
        {
            await _client.SendAsync("DELETE", $"/api/project-member-api-keys/{id}", new() { ["x-owox-authorization"] = token });
        }
    }

    // Creates the resource that the recorded request changes, as it was created for the recording.
    private async Task PrepareResourcesAsync()
    {
        foreach (var (recordedId, creation) in Creations.Where(pair => Uses(pair.Key)))
        {
            var sample = Sample.Load(_sample.Files, creation);
            var token = await _client.MemberTokenAsync(_server.Info.MemberEmail, _server.Info.MemberPassword);
            var headers = new HeaderSet { ["x-owox-authorization"] = token, ["content-type"] = "application/json" };
            var created = (await _client.SendAsync("POST", sample.Path, headers, sample.Body)).Json;
            var id = (created["id"] ?? created["userId"])!.ToString();
            foreach (var alias in Creations.Where(pair => pair.Value == creation).Select(pair => pair.Key))
            {
                _replacements[alias] = id;
            }
        }

        // The earlier requests were sent with the tokens of the administrator.
        foreach (var earlier in Earlier(_sample.Name))
        {
            var sample = Sample.Load(_sample.Files, earlier);
            await _client.SendAsync(sample.Method, Replace(sample.Path), Headers(sample), sample.Body);
        }
    }

    // The samples whose requests were sent before this one and changed the same resource.
    private static string[] Earlier(string name) => name switch
    {
        "contexts.delete-with-members" => ["contexts.set-members"],
        "data-marts.publish" or "data-marts.publish-invalid-definition" => ["data-marts.update-definition"],
        "data-marts.publish-again" => ["data-marts.update-definition", "data-marts.publish"],
        "reports.create-same-mart-and-destination" => ["reports.create"],
        _ => [],
    };

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
                await RestrictAsync(RestrictedRunId, "stream.licence-required");
                break;
            case "runs.detail-restricted-report" or "runs.mart-list-restricted-report":
                await RestrictAsync(RestrictedReportRunId, "stream-report.licence-required");
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
    private async Task RestrictAsync(string recordedRunId, string stream)
    {
        var headers = _client.KeyHeaders(_replacements["<API_KEY_TOKEN>"]);
        await _client.SendAsync("GET", Replace(Sample.Load(_sample.Files, stream).Path), headers, null);
        var runs = await _client.SendAsync("GET", "/api/data-marts/runs?limit=1", headers, null);
        _replacements[recordedRunId] = runs.Json["runs"]![0]!["id"]!.ToString();
    }

    private bool Uses(string text) => _sample.Path.Contains(text, StringComparison.Ordinal)
        || _sample.Body?.Contains(text, StringComparison.Ordinal) == true
        || _sample.Headers.Values.Any(value => value.Contains(text, StringComparison.Ordinal));

    private string SecretOf(string? keyId)
    {
        var info = _server.Info;
        string[] keys = [info.ApiKey, info.ViewerApiKey, info.ExpiredApiKey, info.RevokedApiKey];
        return keys.Select(SandboxClient.Open).FirstOrDefault(key => key["apiKeyId"]!.ToString() == keyId)?["apiKeySecret"]!.ToString()
            ?? SandboxClient.Open(info.ApiKey)["apiKeySecret"]!.ToString();
    }
}
