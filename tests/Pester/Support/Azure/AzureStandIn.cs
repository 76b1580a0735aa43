using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;

/// <summary>
/// A local server that responds like the identity endpoints of Azure, GitHub and Azure Pipelines, and like a key vault. Faults change its
/// responses. It runs in the process of the tests.
/// </summary>
public sealed class AzureStandIn : IDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string HeaderSecret = "identity-header-7c1e9a";
    public const string PlatformToken = "platform-token-2b8f31";
    public const string Assertion = "federated.assertion.5d2c7e";
    public const string ArcKey = "arc-key-content-93ab1f";

    private readonly HttpListener listener = new HttpListener();
    private readonly List<AzureFault> faults = new List<AzureFault>();
    private readonly List<AzureCall> calls = new List<AzureCall>();
    private readonly List<string> tokens = new List<string>();
    private readonly Dictionary<string, List<AzureVersion>> secrets = new Dictionary<string, List<AzureVersion>>(StringComparer.OrdinalIgnoreCase);

    public AzureStandIn()
    {
        for (var attempt = 0; ; attempt++)
        {
            var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            Address = "http://127.0.0.1:" + ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            try
            {
                listener.Prefixes.Clear();
                listener.Prefixes.Add(Address + "/");
                listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 10)
            {
            }
        }

        Resource = NextHost = Address;
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public string Address { get; }

    /// <summary>The resource in the challenge of the vault.</summary>
    public string Resource { get; set; }

    /// <summary>The path of the key file that the endpoint of Azure Arc names.</summary>
    public string ArcKeyFile { get; set; } = "";

    /// <summary>The host in the link to the next page of a list.</summary>
    public string NextHost { get; set; } = "";

    /// <summary>All access tokens that were issued.</summary>
    public string[] Tokens { get { lock (tokens) { return tokens.ToArray(); } } }

    public AzureCall[] Calls { get { lock (calls) { return calls.ToArray(); } } }

    public void Reset()
    {
        lock (faults) { faults.Clear(); }
        lock (calls) { calls.Clear(); }
        lock (tokens) { tokens.Clear(); }
        Resource = NextHost = Address;
    }

    public void ClearSecrets() { lock (secrets) { secrets.Clear(); } }

    public void ClearFaults()
    {
        lock (faults)
        {
            foreach (var fault in faults) { fault.Released.Set(); }
            faults.Clear();
        }
    }

    /// <summary>
    /// Adds a fault: status (with a body and headers), slow (seconds), hold (before the request is processed), hold-after, wrong (stores another
    /// value), expire (discards all tokens first).
    /// </summary>
    public AzureFault AddFault(string method, string path, string kind)
    {
        var fault = new AzureFault { Method = method, Path = path, Kind = kind };
        lock (faults) { faults.Add(fault); }
        return fault;
    }

    public AzureVersion[] Versions(string name) { lock (secrets) { return secrets.TryGetValue(name, out var all) ? all.ToArray() : new AzureVersion[0]; } }

    public string Value(string name) { return Versions(name).LastOrDefault()?.Value; }

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

    public void Dispose() { ClearFaults(); listener.Close(); }

    private void Accept()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = listener.GetContext();
                ThreadPool.QueueUserWorkItem(_ => Handle(context));
            }
            catch (Exception e) when (e is HttpListenerException || e is ObjectDisposedException || e is InvalidOperationException)
            {
                return;
            }
        }
    }

    private void Handle(HttpListenerContext context)
    {
        try
        {
            var request = context.Request;
            var body = new StreamReader(request.InputStream, Encoding.UTF8).ReadToEnd();
            var call = new AzureCall
            {
                Method = request.HttpMethod, Path = request.Url.AbsolutePath, Query = request.Url.Query, Body = body, Authorization = request.Headers["Authorization"],
                Metadata = request.Headers["Metadata"], IdentityHeader = request.Headers["X-IDENTITY-HEADER"],
            };
            lock (calls) { calls.Add(call); }
            var fault = Find(call);
            if (fault != null && fault.Kind == "expire") { lock (tokens) { tokens.Clear(); } }
            if (fault != null && fault.Kind == "slow") { Thread.Sleep((int)(fault.Seconds * 1000)); }
            if (fault != null && fault.Kind == "hold") { fault.Reached.Set(); fault.Released.WaitOne(60000); }
            if (fault != null && fault.Kind == "status") { Send(context, fault.Status, fault.Body, fault.Headers); return; }
            Route(context, call, fault);
        }
        catch (Exception e)
        {
            try { Send(context, 500, JsonSerializer.Serialize(new { error = new { code = "StandIn", message = e.ToString() } }), null); } catch (Exception) { }
        }
    }

    private AzureFault Find(AzureCall call)
    {
        lock (faults)
        {
            foreach (var fault in faults)
            {
                if ((fault.Method == "*" || fault.Method == call.Method) && (fault.Path == call.Path || (fault.Path.EndsWith("*") && call.Path.StartsWith(fault.Path.TrimEnd('*')))))
                {
                    fault.Seen++;
                    if (fault.Seen > fault.Skip && (fault.Times == 0 || fault.Seen <= fault.Skip + fault.Times)) { return fault; }
                }
            }

            return null;
        }
    }

    private void Route(HttpListenerContext context, AzureCall call, AzureFault fault)
    {
        switch (call.Path)
        {
            case "/metadata/identity/oauth2/token" when call.Metadata == "true":
            case "/msi/token" when call.IdentityHeader == HeaderSecret:
            case "/arc/token" when call.Authorization == "Basic " + ArcKey && call.Metadata == "true":
            case "/" + Tenant + "/oauth2/v2.0/token" when call.Body.Contains("client_assertion=" + Assertion):
                Send(context, 200, JsonSerializer.Serialize(new { access_token = Issue(), expires_in = "3600", token_type = "Bearer" }), null);
                return;
            case "/arc/token":
                Send(context, 401, "{}", new Dictionary<string, string> { ["WWW-Authenticate"] = "Basic realm=" + ArcKeyFile });
                return;
            case "/github" when call.Authorization == "Bearer " + PlatformToken && call.Query.Contains("audience=api%3A%2F%2FAzureADTokenExchange"):
                Send(context, 200, JsonSerializer.Serialize(new { value = Assertion }), null);
                return;
            case "/pipelines" when call.Authorization == "Bearer " + PlatformToken && call.Query.Contains("serviceConnectionId="):
                Send(context, 200, JsonSerializer.Serialize(new { oidcToken = Assertion }), null);
                return;
        }

        if (!call.Path.StartsWith("/secrets"))
        {
            Send(context, 400, "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}", null);
            return;
        }

        if (!IsSignedIn(call))
        {
            Send(context, 401, "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"AKV10000: Request is missing a Bearer token, or the token is not valid.\"}}", new Dictionary<string, string>
            {
                ["WWW-Authenticate"] = "Bearer authorization=\"" + Address + "/" + Tenant + "\", resource=\"" + Resource + "\"",
            });
            return;
        }

        Vault(context, call, fault);
    }

    /// <summary>Issues an access token.</summary>
    public string Issue()
    {
        var token = "access-token-" + Guid.NewGuid().ToString("N");
        lock (tokens) { tokens.Add(token); }
        return token;
    }

    private bool IsSignedIn(AzureCall call) { lock (tokens) { return tokens.Any(token => call.Authorization == "Bearer " + token); } }

    private void Vault(HttpListenerContext context, AzureCall call, AzureFault fault)
    {
        var parts = call.Path.Trim('/').Split('/');
        var name = parts.Length > 1 ? parts[1] : "";
        if (name == "") { List(context, call); return; }
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
                Send(context, 404, "{\"error\":{\"code\":\"SecretNotFound\",\"message\":\"A secret with (name/id) " + name + " was not found in this key vault.\"}}", null);
                return;
            }

            if (call.Method == "GET" && !version.Enabled)
            {
                Send(context, 403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Operation get is not allowed on a disabled secret.\",\"innererror\":{\"code\":\"SecretDisabled\"}}}", null);
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
            ["id"] = Address + "/secrets/" + name + "/" + version.Id,
            ["value"] = version.Value,
            ["tags"] = version.Tags,
            ["attributes"] = new Dictionary<string, object> { ["enabled"] = version.Enabled, ["exp"] = version.Expires },
        };
        if (version.ContentType != null) { answer["contentType"] = version.ContentType; }
        if (version.Expires == 0) { answer["attributes"] = new { enabled = version.Enabled }; }
        Send(context, 200, JsonSerializer.Serialize(answer), null);
    }

    /// <summary>Sends a page of the list, which contains no values. A page has two secrets.</summary>
    private void List(HttpListenerContext context, AzureCall call)
    {
        const string Mark = "&$skiptoken=";
        var start = call.Query.Contains(Mark) ? int.Parse(call.Query.Substring(call.Query.IndexOf(Mark) + Mark.Length)) : 0;
        KeyValuePair<string, List<AzureVersion>>[] all;
        lock (secrets) { all = secrets.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray(); }
        var page = all.Skip(start).Take(2).Select(pair => new { id = Address + "/secrets/" + pair.Key, tags = pair.Value.Last().Tags, attributes = new { enabled = pair.Value.Last().Enabled } });
        var next = start + 2 < all.Length ? NextHost + "/secrets?api-version=7.4" + Mark + (start + 2) : null;
        Send(context, 200, JsonSerializer.Serialize(new { value = page, nextLink = next }), null);
    }

    private static void Send(HttpListenerContext context, int status, string body, IDictionary<string, string> headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        foreach (var header in headers ?? new Dictionary<string, string>()) { context.Response.Headers[header.Key] = header.Value; }
        context.Response.ContentLength64 = bytes.Length;
        context.Response.OutputStream.Write(bytes, 0, bytes.Length);
        context.Response.Close();
    }
}

public sealed class AzureCall
{
    public string Method { get; set; }
    public string Path { get; set; }
    public string Query { get; set; }
    public string Body { get; set; }
    public string Authorization { get; set; }
    public string Metadata { get; set; }
    public string IdentityHeader { get; set; }
}

public sealed class AzureFault
{
    public string Method { get; set; }
    public string Path { get; set; }
    public string Kind { get; set; }
    public int Skip { get; set; }
    public int Times { get; set; } = 1;
    public int Seen { get; set; }
    public int Status { get; set; } = 500;
    public double Seconds { get; set; }
    public string Body { get; set; } = "";
    public Dictionary<string, string> Headers { get; } = new Dictionary<string, string>();
    public ManualResetEvent Reached { get; } = new ManualResetEvent(false);
    public ManualResetEvent Released { get; } = new ManualResetEvent(false);
}

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
