using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.ApiKeys;

/// <summary>API keys in secrets: the complete value, which contains the ID, or a hashtable with its parts. A staging secret has the same format.</summary>
internal sealed class ApiKeyFormat : KeyFormat
{
    public override string Placeholder { get; } = SecretPlaceholder.Create("API key", "Invoke-OwoxApiKeyRotation");

    public override bool HasFormerStaging => true;

    public override StoredKey? ReadStaged(object? secret) =>
        SecretValue.TryReadKey(secret) is { } key ? new StoredKey(key.Id, key.Secret) { Origin = key.Origin } : null;

    public override StoredKey? ReadCurrent(object? secret, StoredKey? staged, StoredSecret? listed) => ReadStaged(secret);

    public override object ToStaged(object template, NewKey key) => SecretValue.WithKey(template, key.Value);

    public override object ToCurrent(object template, object staged) => SecretValue.WithKeyOf(template, staged);
}
