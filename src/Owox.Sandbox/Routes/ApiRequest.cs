namespace Owox.Sandbox.Routes;

/// <summary>A request on its way to its route.</summary>
internal sealed record ApiRequest(HttpContext Http, SandboxState State, Caller? Sender, JsonNode? Body)
{
    /// <summary>The sender. Routes that anyone can use do not have it.</summary>
    public Caller Caller => Sender!;
    public Member Member => Caller.Member;

    public string Route(string name) => Http.Request.RouteValues[name]?.ToString() ?? string.Empty;

    /// <summary>A query parameter, or null when it is not there.</summary>
    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;
}
