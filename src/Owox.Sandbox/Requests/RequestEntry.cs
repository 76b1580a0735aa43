namespace Owox.Sandbox.Requests;

/// <summary>One request that the sandbox received. It contains no secrets, such as a token, a cookie or the body.</summary>
public sealed class RequestEntry
{
    private static readonly string[] KeptHeaders =
        ["X-Request-Id", "User-Agent", "Accept", "Accept-Encoding", "Content-Type", "Origin", "X-OWOX-Api-Key-Id"];

    internal RequestEntry(HttpContext context, long id, DateTime startedAt)
    {
        var request = context.Request;
        Id = id;
        Method = request.Method;
        Path = request.OriginalPath();
        Query = request.QueryString.Value ?? string.Empty;
        Headers = KeptHeaders.Where(request.Headers.ContainsKey)
            .ToDictionary(name => name, name => request.Headers[name].ToString(), StringComparer.OrdinalIgnoreCase);
        HasCookie = request.Headers.ContainsKey("Cookie");
        HasToken = request.Headers.ContainsKey("x-owox-authorization");
        StartedAt = startedAt;
    }

    public long Id { get; }
    public string Method { get; }
    public string Path { get; }
    public string Query { get; }
    public IReadOnlyDictionary<string, string> Headers { get; }
    public bool HasCookie { get; }
    public bool HasToken { get; }
    public DateTime StartedAt { get; }
    public DateTime? EndedAt { get; private set; }
    public int? Status { get; private set; }

    /// <summary>"running", "completed" or "aborted".</summary>
    public string Outcome { get; private set; } = "running";

    /// <summary>The number of rows of a stream that were sent.</summary>
    public long RowsSent { get; internal set; }

    /// <summary>The ID of the run of a stream.</summary>
    public string? RunId { get; internal set; }

    /// <summary>The faults of the request.</summary>
    public IEnumerable<string> Faults => Injected.Select(static fault => fault.Kind.ToString());

    internal IReadOnlyList<Fault> Injected { get; set; } = [];

    internal static RequestEntry? Of(HttpContext context) => context.Items[typeof(RequestEntry)] as RequestEntry;

    /// <summary>Whether the response is complete. Set by routes that can determine it more accurately than from the connection.</summary>
    internal bool? IsComplete { get; set; }

    internal void End(int? status, bool aborted, DateTime now)
    {
        (Status, EndedAt) = (status, now);
        Outcome = IsComplete ?? !aborted ? "completed" : "aborted";
    }
}
