using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Owox.PowerShell.Connections;

/// <summary>The connections of one runspace, the current one last. Two runspaces of a process may serve two customers.</summary>
internal sealed class ConnectionStore
{
    private static readonly ConditionalWeakTable<Runspace, ConnectionStore> Stores = new();

    private readonly List<OwoxConnection> _connections = [];

    /// <summary>The access tokens of this process, which connections with the same credential share. They are in memory only.</summary>
    public static SharedTokenCache Tokens { get; } = new();

    public static ConnectionStore ForCurrentRunspace => Runspace.DefaultRunspace is { } runspace
        ? Stores.GetOrCreateValue(runspace)
        : throw new PSInvalidOperationException("There is no runspace on this thread.");

    public OwoxConnection? Current => _connections.LastOrDefault();

    /// <summary>All of them, the current one first.</summary>
    public OwoxConnection[] All => Enumerable.Reverse(_connections).ToArray();

    /// <summary>Makes it the current one; one of the same name is closed and gives way.</summary>
    public void Add(OwoxConnection connection)
    {
        if (Find(connection.Name) is { } old)
        {
            Remove(old);
        }

        _connections.Add(connection);
    }

    public OwoxConnection? Find(string name) =>
        _connections.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    public void Remove(OwoxConnection connection)
    {
        _connections.Remove(connection);
        connection.Session.Dispose();
    }

    public void Clear()
    {
        foreach (var connection in All)
        {
            Remove(connection);
        }
    }
}
