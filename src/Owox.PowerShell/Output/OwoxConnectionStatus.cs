namespace Owox.PowerShell;

/// <summary>Whether a connection works, and for whom.</summary>
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

    /// <summary>How long the access token is still good for; null when the server does not say. It is renewed by itself.</summary>
    public TimeSpan? TokenLifetimeRemaining { get; internal set; }

    /// <summary>
    /// Whether the server returns rows: <c>Available</c> or <c>Blocked</c> (for example without a license) as for the newest export in the
    /// server's list of runs; <c>Unknown</c> if the list has none.
    /// </summary>
    public RowAccess RowAccess { get; internal set; }

    /// <summary>Why it does not work; null when it does.</summary>
    public string? Error { get; internal set; }

    /// <summary>The error's ID, such as <c>Owox.Unauthorized</c>; null when it works.</summary>
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
