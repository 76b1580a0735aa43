namespace Owox.PowerShell;

/// <summary>Whether a connection works, and the member that it represents.</summary>
public sealed class OwoxConnectionStatus
{
    internal OwoxConnectionStatus(OwoxConnection connection)
    {
        Name = connection.Name;
        Origin = connection.Origin;
        ApiKeyId = connection.ApiKeyId;
    }

    public string Name { get; }

    public string Origin { get; }

    public string? ApiKeyId { get; }

    public bool IsAuthenticated { get; internal set; }

    public string? Project { get; internal set; }

    public string? ProjectId { get; internal set; }

    public string? Member { get; internal set; }

    public string? MemberId { get; internal set; }

    public string[] Roles { get; internal set; } = [];

    /// <summary>The remaining lifetime of the access token, or null if the server does not return it. The token is renewed automatically.</summary>
    public TimeSpan? TokenLifetimeRemaining { get; internal set; }

    /// <summary>
    /// Whether the server returns rows, determined by the newest export in its list of runs: <c>Available</c> or <c>Blocked</c> (for example
    /// without a license); <c>Unknown</c> if there is none.
    /// </summary>
    public RowAccess RowAccess { get; internal set; }

    /// <summary>The error message, or null if the connection works.</summary>
    public string? Error { get; internal set; }

    /// <summary>The error ID, such as <c>Owox.Unauthorized</c>, or null if the connection works.</summary>
    public string? ErrorId { get; internal set; }
}

/// <summary>Whether a server returns rows.</summary>
public enum RowAccess
{
    /// <summary>This cannot be determined without a query.</summary>
    Unknown,

    /// <summary>The newest export succeeded.</summary>
    Available,

    /// <summary>The server blocked the newest export, for example because it has no license.</summary>
    Blocked,
}
