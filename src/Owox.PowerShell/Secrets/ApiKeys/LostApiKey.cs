namespace Owox.PowerShell.Secrets.ApiKeys;

/// <summary>Looks for a key that the server may have created although its response was lost. The value of such a key is lost, too.</summary>
/// <param name="name">The name of the key.</param>
/// <param name="known">The keys that were there before.</param>
internal sealed class LostApiKey(string name, IEnumerable<ApiKeyInfo> known)
{
    private readonly HashSet<string> _known = new(known.Select(static key => key.ApiKeyId), StringComparer.Ordinal);

    /// <summary>The error that says what was found.</summary>
    /// <param name="unknown">What the creation of the key ended with.</param>
    /// <param name="list">Lists the keys as they are now.</param>
    public OwoxConnectionException Explain(OwoxException unknown, Func<ApiKeyInfo[]> list) =>
        new(ErrorReason.OutcomeUnknown, $"{unknown.Message} {Find(list)}", unknown);

    private string Find(Func<ApiKeyInfo[]> list)
    {
        try
        {
            var created = list().Where(key => key.Name == name && !_known.Contains(key.ApiKeyId)).Select(static key => key.ApiKeyId).ToArray();
            return created.Length > 0
                ? $"The list now has a new key of this name: {string.Join(", ", created)}. If no other command created it, revoke it: Revoke-OwoxApiKey {string.Join(",", created)}."
                : "The list has no new key of this name yet. Look again with Get-OwoxApiKey before you create another.";
        }
        catch (OwoxException e)
        {
            return $"The list could not be read: {e.Message} Look for the key with Get-OwoxApiKey.";
        }
    }
}
