namespace Owox.PowerShell;

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
