using System.Text.Json.Nodes;

namespace Owox.Sandbox.Tests.Contract;

/// <summary>Sends a recorded request to a separate sandbox after putting it into the recorded state.</summary>
internal sealed partial class Replay : IAsyncDisposable
{
    private const string RecordedOrigin = "http://127.0.0.1:3900";
    private const string RecordedKeyId = "pmk_ExampleKeyId0000000005";
    private const string RecordedShortLivedKeyId = "pmk_ExampleShortLivedKey10";

    private static readonly string[] RecordedSecrets = ["PLACEHOLDER_API_KEY_SECRET_xxxxxxxxxxxxxxxx", "<API_KEY_SECRET>"];

    private readonly Dictionary<string, string> _replacements = new(StringComparer.Ordinal);
    private readonly ManualClock _clock;
    private readonly SandboxServer _server;
    private readonly SandboxClient _client;
    private readonly Sample _sample;

    private Replay(SandboxServer server, ManualClock clock, Sample sample)
    {
        (_server, _clock, _sample, _client) = (server, clock, sample, new SandboxClient(server));
    }

    public static async Task<RawResponse> RunAsync(Sample sample)
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

    private async Task<RawResponse> SendAsync()
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

    private string Replace(string text) =>
        _replacements.Aggregate(text, (current, pair) => current.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

    private async Task PrepareAsync()
    {
        _replacements[RecordedOrigin] = _server.Origin;
        foreach (var (recordedId, id) in RecordedIds.Counterparts.Where(_ => _sample.Files.Version == ApiVersion.V035))
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
        foreach (var (recordedId, creation) in RecordedIds.Creations.Where(pair => Uses(pair.Key)))
        {
            var sample = Sample.Load(_sample.Files, creation);
            var token = await _client.MemberTokenAsync(_server.Info.MemberEmail, _server.Info.MemberPassword);
            var headers = new HeaderSet { ["x-owox-authorization"] = token, ["content-type"] = "application/json" };
            var created = (await _client.SendAsync("POST", sample.Path, headers, sample.Body)).Json;
            var id = (created["id"] ?? created["userId"])!.ToString();
            foreach (var alias in RecordedIds.Creations.Where(pair => pair.Value == creation).Select(pair => pair.Key))
            {
                _replacements[alias] = id;
            }
        }

        // The earlier requests were sent with the tokens of the administrator.
        foreach (var earlier in PriorRequests(_sample.Name))
        {
            var sample = Sample.Load(_sample.Files, earlier);
            await _client.SendAsync(sample.Method, Replace(sample.Path), Headers(sample), sample.Body);
        }
    }

    // The samples whose requests were sent before this one and changed the same resource.
    private static string[] PriorRequests(string name) => name switch
    {
        "contexts.delete-with-members" => ["contexts.set-members"],
        "data-marts.publish" or "data-marts.publish-invalid-definition" => ["data-marts.update-definition"],
        "data-marts.publish-again" => ["data-marts.update-definition", "data-marts.publish"],
        "reports.create-same-mart-and-destination" => ["reports.create"],
        _ => [],
    };

    private bool Uses(string text) => _sample.Path.Contains(text, StringComparison.Ordinal)
        || _sample.Body?.Contains(text, StringComparison.Ordinal) == true
        || _sample.Headers.Values.Any(value => value.Contains(text, StringComparison.Ordinal));

    private string SecretOf(string? keyId)
    {
        var info = _server.Info;
        string[] keys = [info.ApiKey, info.ViewerApiKey, info.ExpiredApiKey, info.RevokedApiKey];
        return keys.Select(SandboxClient.DecodeApiKey).FirstOrDefault(key => key["apiKeyId"]!.ToString() == keyId)?["apiKeySecret"]!.ToString()
            ?? SandboxClient.DecodeApiKey(info.ApiKey)["apiKeySecret"]!.ToString();
    }
}
