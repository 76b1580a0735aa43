using System.Management.Automation;

namespace Owox.PowerShell;

/// <summary>A connection to one OWOX Data Marts project. It has no properties with secrets. Can be used in other runspaces.</summary>
public sealed class OwoxConnection
{
    internal OwoxConnection(string name, OwoxSession session)
    {
        Name = name;
        Session = session;
        ConnectedAt = DateTimeOffset.Now;
    }

    /// <summary>The name of the connection, for <c>-Connection</c>.</summary>
    public string Name { get; }

    /// <summary>The URL of the deployment.</summary>
    public string Origin => Session.Origin.ToString();

    /// <summary>The API key ID (<c>pmk_…</c>). Not secret.</summary>
    public string? ApiKeyId => Session.ApiKeyId;

    /// <summary>How the connection authenticates: with an API key or as a member.</summary>
    public CredentialType Kind => Session.Kind;

    /// <summary>The title of the project, or null if the server is too old to return it.</summary>
    public string? Project { get; internal set; }

    public string? ProjectId { get; internal set; }

    /// <summary>The email address of the member, or the name if there is no address.</summary>
    public string? Member { get; internal set; }

    public string[] Roles { get; internal set; } = [];

    public DateTimeOffset ConnectedAt { get; }

    /// <summary>Whether the connection is open; false after it was disconnected.</summary>
    public bool IsOpen => Session.IsOpen;

    /// <summary>Whether the connection sends only requests that read.</summary>
    public bool ReadOnly => Session.Access.IsReadOnly;

    /// <summary>What the connection may request; <c>Api:Write</c> permits everything that the credential does, and <c>Api:Read</c> all reading.</summary>
    public string[] Scopes => [.. Session.Access.Scopes];

    /// <summary>The IDs of the data marts that the connection is limited to; empty for all.</summary>
    public string[] AllowedDataMarts => [.. Session.Access.AllowedDataMarts];

    /// <summary>The path of the audit log, or null if there is none.</summary>
    public string? AuditLog => Session.Audit?.Path;

    internal OwoxSession Session { get; }

    public override string ToString() => Name;

    internal void Describe(AuthContext? context)
    {
        Project = context?.ProjectTitle;
        ProjectId = context?.ProjectId;
        Member = context?.Email ?? context?.FullName;
        Roles = context?.Roles ?? [];
        Session.Audit?.Member = ApiKeyId is null ? Member : null;
    }
}

/// <summary>The value of <c>-Connection</c>: a connection object, or the name of a connection of this runspace.</summary>
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
        var known = names.Length == 0 ? "it has no connections" : "its connections are " + string.Join(", ", names);
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
                ? "The connection is a copy from a background job, a remote session or a file, and a copy does not contain the credential. Call Connect-OwoxDataMarts inside the job; in ForEach-Object -Parallel and thread jobs, pass the original object with $using:."
                : $"-Connection accepts a connection from Connect-OwoxDataMarts or the name of a connection, and not a value of the type {given?.GetType().Name ?? "null"}.");
    }
}
