namespace Owox.Coverage;

/// <summary>One thing that the server does.</summary>
/// <param name="Method">For example GET.</param>
/// <param name="Path">With its placeholders.</param>
/// <param name="Tag">The group that the server puts it in.</param>
/// <param name="Access">Who may call it.</param>
public sealed record Operation(string Method, string Path, string Tag, Access Access)
{
    public string Name => $"{Method} {Path}";

    /// <summary>Whether Invoke-OwoxApi takes such a path.</summary>
    public bool IsReachable => Path.StartsWith("/api/", StringComparison.Ordinal) && Method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE";
}

/// <summary>Who may call an operation.</summary>
public enum Access
{
    /// <summary>Whoever has an API key, a member's session, too.</summary>
    ApiKey,

    /// <summary>A member's session alone.</summary>
    Member,

    /// <summary>Anyone: sign-in, protocols, descriptions.</summary>
    Open,
}
