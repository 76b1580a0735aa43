namespace Owox;

/// <summary>How a session proves who it is.</summary>
public enum CredentialType
{
    /// <summary>With an API key: everything that its member may do, except managing API keys.</summary>
    ApiKey,

    /// <summary>With a member's own session or access token: everything that the member may do.</summary>
    Member,
}
