using System.Collections.Concurrent;

namespace Owox.Client.Tests.Servers;

/// <summary>A server that exchanges API keys and returns the responses that a test specifies.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    public const string ExchangePath = "/api/auth/api-keys/exchange";

    private readonly SocketServer _sockets;
    private readonly ConcurrentDictionary<string, Script> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentBag<OwoxSession> _sessions = [];
    private int _tokens;

    public ApiServer() => _sockets = new SocketServer(ServeAsync);

    public string Origin => $"http://127.0.0.1:{_sockets.Port}";

    public int Connections => _sockets.Connections;

    public int Exchanges => RequestsTo(ExchangePath).Count;

    /// <summary>The received requests, without the exchanges of API keys.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => _requests.Where(static request => request.Path != ExchangePath).ToList();

    public IReadOnlyList<ReceivedRequest> RequestsTo(string path) => _requests.Where(request => request.Path == path).ToList();

    /// <summary>Specifies the responses to requests for a path, in order. The last one is repeated.</summary>
    public ApiServer On(string path, params Reply[] replies)
    {
        _scripts[path] = new Script(replies);
        return this;
    }

    public ApiKey Key(string id = Secrets.KeyId, string secret = Secrets.KeySecret) => ApiKey.FromParts(Origin, id, secret);

    public OwoxSession Connect(OwoxSessionOptions? options = null, ApiKey? key = null)
    {
        var session = OwoxSession.ForApiKey(key ?? Key(), options ?? Limits.Short);
        _sessions.Add(session);
        return session;
    }

    public OwoxClient Client(OwoxSessionOptions? options = null, IRequestObserver? observer = null) => new(Connect(options), observer);

    /// <summary>A client with the access token of a member.</summary>
    public OwoxClient MemberClient()
    {
        var session = OwoxSession.ForAccessToken(ApiOrigin.Parse(Origin), "header.payload.signature", Limits.Short);
        _sessions.Add(session);
        return new OwoxClient(session);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
        {
            session.Dispose();
        }

        await _sockets.DisposeAsync();
    }

    private async Task ServeAsync(ServerConnection connection)
    {
        while (connection.IsOpen && await connection.ReadRequestAsync() is { } request)
        {
            _requests.Enqueue(request);
            await ReplyTo(request)(connection, request);
        }
    }

    private Reply ReplyTo(ReceivedRequest request)
    {
        if (_scripts.TryGetValue(request.Path, out var script))
        {
            return script.Next();
        }

        return request.Path == ExchangePath
            ? Replies.Json($$"""{"accessToken":"{{Secrets.Token(Interlocked.Increment(ref _tokens))}}","accessTokenExpiresIn":900}""")
            : Replies.Json("""{"statusCode":404,"message":"no such path","error":"Not Found"}""", 404);
    }

    private sealed class Script(Reply[] replies)
    {
        private int _next = -1;

        public Reply Next() => replies[Math.Min(Interlocked.Increment(ref _next), replies.Length - 1)];
    }
}
