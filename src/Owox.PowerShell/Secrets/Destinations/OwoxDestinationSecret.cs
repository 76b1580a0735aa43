namespace Owox.PowerShell;

/// <summary>The result of a reset: the location of the new secret key of a destination.</summary>
public sealed class OwoxDestinationSecret
{
    public string DestinationId { get; internal init; } = "";

    public string DestinationTitle { get; internal init; } = "";

    public string SecretName { get; internal init; } = "";

    public string Vault { get; internal init; } = "";

    /// <summary>
    /// Whether the secret contained another key than the destination before, for example because an earlier run was interrupted. The key of the
    /// destination was stored before it was reset.
    /// </summary>
    public bool Repaired { get; internal init; }
}
