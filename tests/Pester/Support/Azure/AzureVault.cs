using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

/// <summary>The secrets of the key vault, and its responses to signed-in requests.</summary>
public sealed class AzureVault
{
    private readonly AzureStandIn server;
    private readonly Dictionary<string, List<AzureVersion>> secrets = new Dictionary<string, List<AzureVersion>>(StringComparer.OrdinalIgnoreCase);

    public AzureVault(AzureStandIn server) { this.server = server; }

    public void Clear() { lock (secrets) { secrets.Clear(); } }

    public AzureVersion[] Versions(string name) { lock (secrets) { return secrets.TryGetValue(name, out var all) ? all.ToArray() : new AzureVersion[0]; } }

    public AzureVersion Store(string name, string value)
    {
        lock (secrets)
        {
            if (!secrets.TryGetValue(name, out var all)) { secrets[name] = all = new List<AzureVersion>(); }
            var version = new AzureVersion { Id = Guid.NewGuid().ToString("N"), Value = value };
            all.Add(version);
            return version;
        }
    }

    /// <summary>Processes a request. <paramref name="send"/> receives the status and the body of the response.</summary>
    public void Respond(AzureCall call, AzureFault fault, Action<int, string> send)
    {
        var parts = call.Path.Trim('/').Split('/');
        var name = parts.Length > 1 ? parts[1] : "";
        if (name == "") { List(call, send); return; }
        AzureVersion version;
        if (call.Method == "PUT")
        {
            using (var sent = JsonDocument.Parse(call.Body))
            {
                var value = sent.RootElement.GetProperty("value").GetString();
                version = Store(name, fault != null && fault.Kind == "wrong" ? "not what was sent" : value);
                version.ContentType = sent.RootElement.TryGetProperty("contentType", out var type) ? type.GetString() : null;
                version.SetTags(sent.RootElement);
            }
        }
        else
        {
            version = parts.Length > 2 ? Versions(name).FirstOrDefault(v => v.Id == parts[2]) : Versions(name).LastOrDefault();
            if (version == null)
            {
                send(404, "{\"error\":{\"code\":\"SecretNotFound\",\"message\":\"A secret with (name/id) " + name + " was not found in this key vault.\"}}");
                return;
            }

            if (call.Method == "GET" && !version.Enabled)
            {
                send(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Operation get is not allowed on a disabled secret.\",\"innererror\":{\"code\":\"SecretDisabled\"}}}");
                return;
            }

            if (call.Method == "PATCH")
            {
                using (var sent = JsonDocument.Parse(call.Body))
                {
                    version.SetTags(sent.RootElement);
                    if (sent.RootElement.TryGetProperty("attributes", out var attributes) && attributes.TryGetProperty("enabled", out var enabled)) { version.Enabled = enabled.GetBoolean(); }
                }
            }
        }

        if (fault != null && fault.Kind == "hold-after") { fault.Reached.Set(); fault.Released.WaitOne(60000); }
        var answer = new Dictionary<string, object>
        {
            ["id"] = server.Address + "/secrets/" + name + "/" + version.Id,
            ["value"] = version.Value,
            ["tags"] = version.Tags,
            ["attributes"] = new Dictionary<string, object> { ["enabled"] = version.Enabled, ["exp"] = version.Expires },
        };
        if (version.ContentType != null) { answer["contentType"] = version.ContentType; }
        if (version.Expires == 0) { answer["attributes"] = new { enabled = version.Enabled }; }
        send(200, JsonSerializer.Serialize(answer));
    }

    /// <summary>Sends a page of the list, which contains no values. A page has two secrets.</summary>
    private void List(AzureCall call, Action<int, string> send)
    {
        const string Mark = "&$skiptoken=";
        var start = call.Query.Contains(Mark) ? int.Parse(call.Query.Substring(call.Query.IndexOf(Mark) + Mark.Length)) : 0;
        KeyValuePair<string, List<AzureVersion>>[] all;
        lock (secrets) { all = secrets.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray(); }
        var page = all.Skip(start).Take(2).Select(pair => new { id = server.Address + "/secrets/" + pair.Key, tags = pair.Value.Last().Tags, attributes = new { enabled = pair.Value.Last().Enabled } });
        var next = start + 2 < all.Length ? server.NextHost + "/secrets?api-version=7.4" + Mark + (start + 2) : null;
        send(200, JsonSerializer.Serialize(new { value = page, nextLink = next }));
    }
}

/// <summary>A version of a secret.</summary>
public sealed class AzureVersion
{
    public string Id { get; set; }
    public string Value { get; set; }
    public bool Enabled { get; set; } = true;
    public long Expires { get; set; }
    public string ContentType { get; set; }
    public Dictionary<string, string> Tags { get; set; } = new Dictionary<string, string>();

    public void SetTags(JsonElement sent)
    {
        if (sent.TryGetProperty("tags", out var tags)) { Tags = tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()); }
    }
}
