namespace Owox.PowerShell.Secrets.Keys;

/// <summary>Finds a key that the server may have created although its response was lost. The value of such a key is lost as well.</summary>
/// <param name="kind">The kind of the key.</param>
/// <param name="name">The name of the key.</param>
/// <param name="known">The keys that existed before.</param>
internal sealed class LostKey(KeyKind kind, string name, IEnumerable<IssuedKey> known)
{
    private readonly HashSet<string> _known = new(known.Select(static key => key.Id), StringComparer.Ordinal);

    /// <summary>Returns the error with the result of the search, or null if the error was complete, because nothing was created.</summary>
    /// <param name="unknown">The error of the request that created the key.</param>
    public OwoxConnectionException? Explain(OwoxException unknown) => Find(unknown.Reason == ErrorReason.OutcomeUnknown) is { } found
        ? new OwoxConnectionException(ErrorReason.OutcomeUnknown, $"{unknown.Message} {found}", unknown)
        : null;

    private string? Find(bool mayAppearLater)
    {
        try
        {
            var created = kind.List().Where(key => key.Name == name && !_known.Contains(key.Id)).Select(static key => key.Id).ToArray();
            return created.Length > 0
                ? $"The list now contains a new key with this name: {string.Join(", ", created)}. If no other command created it, revoke it: Revoke-{kind.CmdletNoun} {string.Join(",", created)}."
                : mayAppearLater ? $"The list does not contain a new key with this name. Check again with Get-{kind.CmdletNoun} before you create another key." : null;
        }
        catch (OwoxException e)
        {
            return $"The list could not be read: {e.Message} Search for the key with Get-{kind.CmdletNoun}.";
        }
    }
}
