namespace Owox.PowerShell.Connections;

/// <summary>Where connections of one process that use the same credential share their access token, in memory only.</summary>
internal static class SharedTokens
{
    public static SharedTokenCache Pool { get; } = new();
}
