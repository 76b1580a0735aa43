namespace Owox.Sandbox.Routes;

/// <summary>A request to a route.</summary>
internal sealed record ApiRequest(HttpContext Http, SandboxState State, Caller? Sender, JsonNode? Body)
{
    /// <summary>The sender. It is not available in public routes.</summary>
    public Caller Caller => Sender!;
    public Member Member => Caller.Member;

    public string Route(string name) => Http.Request.RouteValues[name]?.ToString() ?? string.Empty;

    /// <summary>Returns a query parameter, or null if it is missing.</summary>
    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;
}
