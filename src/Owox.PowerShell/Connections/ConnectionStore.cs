using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Connections;

/// <summary>The connections of one runspace, the current one last. Runspaces of one process can belong to different users.</summary>
internal sealed class ConnectionStore
{
    private static readonly ConditionalWeakTable<Runspace, ConnectionStore> Stores = new();

    private readonly List<OwoxConnection> _connections = [];

    /// <summary>The access tokens of this process, which connections with the same credential share. They are only stored in memory.</summary>
    public static SharedTokenCache Tokens { get; } = new();

    public static ConnectionStore ForCurrentRunspace => Runspace.DefaultRunspace is { } runspace
        ? Stores.GetOrCreateValue(runspace)
        : throw new PSInvalidOperationException("There is no runspace on this thread.");

    public OwoxConnection? Current => _connections.LastOrDefault();

    /// <summary>All connections, the current one first.</summary>
    public OwoxConnection[] All => Enumerable.Reverse(_connections).ToArray();

    /// <summary>Makes a connection the current one. A connection with the same name is closed and replaced.</summary>
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

/// <summary>Wraps any value. If it is not a connection, the cmdlet rejects it later with its own error.</summary>
internal sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PSValue.Unwrap(inputData) as ConnectionReference ?? new ConnectionReference(PSValue.Unwrap(inputData) ?? inputData);
}

/// <summary>Signs out sessions that were started by this module. Sessions of a browser stay valid.</summary>
internal static class SessionEnd
{
    /// <summary>Signs out all sessions concurrently, and waits only a few seconds.</summary>
    /// <returns>A warning for each session that could not be signed out.</returns>
    public static IReadOnlyList<string> SignOut(IEnumerable<(string Name, OwoxSession Session)> sessions)
    {
        using var limit = new CancellationTokenSource(ModuleTimings.Current.SignOutTimeout);
        var ends = sessions
            .Where(static item => item.Session.IsOpen && item.Session.CanSignOut)
            .Select(item => Task.Run(() => SignOutAsync(item.Name, item.Session, limit.Token)))
            .ToArray();
        return Task.WhenAll(ends).GetAwaiter().GetResult().OfType<string>().ToArray();
    }

    /// <summary>The warning that a session could not be signed out.</summary>
    public static string Warning(string name, string why) =>
        $"The connection '{name}' is closed, but its session could not be signed out on the server, where it expires within 7 days. {why}";

    private static async Task<string?> SignOutAsync(string name, OwoxSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.SignOutAsync(observer: null, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (OwoxException e)
        {
            return Warning(name, e.Message);
        }
        catch (OperationCanceledException)
        {
            return Warning(name, $"{session.Origin} did not respond in time.");
        }
    }
}
