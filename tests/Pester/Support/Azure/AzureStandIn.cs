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
    private readonly AzureVault vault;

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

        vault = new AzureVault(this);
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

    public void ClearSecrets() { vault.Clear(); }

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

    public AzureVersion[] Versions(string name) { return vault.Versions(name); }

    public string Value(string name) { return Versions(name).LastOrDefault()?.Value; }

    public AzureVersion Store(string name, string value) { return vault.Store(name, value); }

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

        vault.Respond(call, fault, (status, body) => Send(context, status, body, null));
    }

    /// <summary>Issues an access token.</summary>
    public string Issue()
    {
        var token = "access-token-" + Guid.NewGuid().ToString("N");
        lock (tokens) { tokens.Add(token); }
        return token;
    }

    private bool IsSignedIn(AzureCall call) { lock (tokens) { return tokens.Any(token => call.Authorization == "Bearer " + token); } }

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
