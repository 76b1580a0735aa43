using System.Management.Automation;

namespace Owox.PowerShell;

/// <summary>What <c>-Connection</c> takes: a connection object, or the name of one of this runspace's connections.</summary>
public sealed class ConnectionReference
{
    private readonly object? _given;

    internal ConnectionReference(object? given) => _given = given;

    public override string ToString() => _given?.ToString() ?? "";

    internal OwoxConnection Resolve() => _given switch
    {
        OwoxConnection connection => connection,
        string name => Connections.ConnectionStore.ForCurrentRunspace.Find(name) ?? throw Unknown(name),
        _ => throw NotLive(_given),
    };

    private static OwoxConfigurationException Unknown(string name)
    {
        var names = Connections.ConnectionStore.ForCurrentRunspace.All.Select(static c => $"'{c.Name}'").ToArray();
        var known = names.Length == 0 ? "there is none" : "there are " + string.Join(", ", names);
        return new OwoxConfigurationException(
            ErrorReason.NotConnected,
            $"This runspace has no connection named '{name}'; {known}. Connect with Connect-OwoxDataMarts -Name '{name}', or pass the connection object.");
    }

    private static OwoxConfigurationException NotLive(object? given)
    {
        var copied = given is PSObject value && value.TypeNames.Any(static n => n.StartsWith("Deserialized.", System.StringComparison.Ordinal));
        return new OwoxConfigurationException(
            ErrorReason.ConnectionInvalid,
            copied
                ? "The connection came through serialisation (a background job, a remote session or a file), which keeps its description but never its credential. Call Connect-OwoxDataMarts inside the job; in ForEach-Object -Parallel and thread jobs, pass the live object with $using:."
                : $"-Connection takes a connection from Connect-OwoxDataMarts or the name of one, not a {given?.GetType().Name ?? "null"}.");
    }
}
