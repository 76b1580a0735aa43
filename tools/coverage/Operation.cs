namespace Owox.Coverage;

/// <summary>A method and a path of the server.</summary>
/// <param name="Method">The method, such as GET.</param>
/// <param name="Path">The path with its placeholders.</param>
/// <param name="Tag">The group in the API description.</param>
/// <param name="Access">The credential that it accepts.</param>
public sealed record Operation(string Method, string Path, string Tag, Access Access)
{
    public string Name => $"{Method} {Path}";

    /// <summary>Whether Invoke-OwoxApi accepts the path.</summary>
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
