namespace Owox.PowerShell;

/// <summary>A connection to one OWOX Data Marts project. Holds no secret that could be shown. Safe to use from other runspaces.</summary>
public sealed class OwoxConnection
{
    internal OwoxConnection(string name, OwoxSession session)
    {
        Name = name;
        Session = session;
        ConnectedAt = DateTimeOffset.Now;
    }

    /// <summary>The name to choose it by in <c>-Connection</c>.</summary>
    public string Name { get; }

    /// <summary>Where the deployment answers.</summary>
    public string Origin => Session.Origin.ToString();

    /// <summary>The API key ID (<c>pmk_…</c>). Not secret.</summary>
    public string? ApiKeyId => Session.ApiKeyId;

    /// <summary>How it proves who it is: with an API key, or as a member.</summary>
    public CredentialType Kind => Session.Kind;

    /// <summary>The project's title; null where the server is too old to tell.</summary>
    public string? Project { get; internal set; }

    public string? ProjectId { get; internal set; }

    /// <summary>The e-mail address, or else the name, of the member whom the connection stands for.</summary>
    public string? Member { get; internal set; }

    public string[] Roles { get; internal set; } = [];

    public DateTimeOffset ConnectedAt { get; }

    /// <summary>False once it was disconnected.</summary>
    public bool IsOpen => Session.IsOpen;

    internal OwoxSession Session { get; }

    public override string ToString() => Name;

    internal void Describe(AuthContext? context)
    {
        Project = context?.ProjectTitle;
        ProjectId = context?.ProjectId;
        Member = context?.Email ?? context?.FullName;
        Roles = context?.Roles ?? [];
    }
}
