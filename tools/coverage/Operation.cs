namespace Owox.Coverage;

/// <summary>A method and a path of the server.</summary>
/// <param name="Method">For example GET.</param>
/// <param name="Path">With its placeholders.</param>
/// <param name="Tag">Its group in the server's description.</param>
/// <param name="Access">The credential that it accepts.</param>
public sealed record Operation(string Method, string Path, string Tag, Access Access)
{
    public string Name => $"{Method} {Path}";

    /// <summary>Whether Invoke-OwoxApi takes such a path.</summary>
    public bool IsReachable => Path.StartsWith("/api/", StringComparison.Ordinal) && Method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE";
}

/// <summary>The credential that an operation accepts.</summary>
public enum Access
{
    /// <summary>An API key or a member's session.</summary>
    ApiKey,

    /// <summary>Only a member's session.</summary>
    Member,

    /// <summary>No sign-in is needed.</summary>
    Open,
}
