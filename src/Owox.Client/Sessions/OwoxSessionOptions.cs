namespace Owox;

/// <summary>How a session sends its requests, and where it keeps its access token.</summary>
public sealed record OwoxSessionOptions : HttpOptions
{
    /// <summary>Where sessions of equal credentials share their token; by default each session keeps its own.</summary>
    public SharedTokenCache Tokens { get; init; } = new();

    /// <summary>The clock that token lifetimes are measured by; for tests.</summary>
    internal Func<DateTimeOffset> Clock { get; init; } = static () => DateTimeOffset.UtcNow;
}
