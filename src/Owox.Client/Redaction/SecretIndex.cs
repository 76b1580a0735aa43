namespace Owox.Redaction;

/// <summary>
/// Finds many secrets in one pass over a text, ignoring case. A search for each form of each secret would take seconds for a long text in a process that
/// has used hundreds of access tokens.
/// </summary>
internal sealed class SecretIndex
{
    private const int KeyLength = 4;

    private readonly Dictionary<ulong, List<string>> _forms = [];

    /// <summary>Adds a secret, none of whose forms is shorter than four characters.</summary>
    public void Add(SecretForms secret)
    {
        foreach (var form in secret.All)
        {
            var key = Key(form);
            if (!_forms.TryGetValue(key, out var forms))
            {
                _forms[key] = forms = [];
            }

            forms.Add(form);
        }
    }

    /// <summary>Removes a secret that was added before.</summary>
    public void Remove(SecretForms secret)
    {
        foreach (var form in secret.All)
        {
            var key = Key(form);
            var forms = _forms[key];
            forms.Remove(form);
            if (forms.Count == 0)
            {
                _forms.Remove(key);
            }
        }
    }

    /// <summary>Finds the parts of the original text that contain a secret. The parts can overlap.</summary>
    public IEnumerable<(int Start, int End)> Find(DecodedText text)
    {
        if (_forms.Count == 0 || text.Text.Length < KeyLength)
        {
            yield break;
        }

        var key = Key(text.Text) >> 16;
        for (var at = 0; at + KeyLength <= text.Text.Length; at++)
        {
            key = Append(key, text.Text[at + KeyLength - 1]);
            if (!_forms.TryGetValue(key, out var forms))
            {
                continue;
            }

            foreach (var form in forms)
            {
                if (string.Compare(text.Text, at, form, 0, form.Length, StringComparison.OrdinalIgnoreCase) == 0)
                {
                    yield return text.Original(at, form.Length);
                }
            }
        }
    }

    private static ulong Key(string text) => text.Take(KeyLength).Aggregate(0UL, Append);

    // An unpaired surrogate has no upper case, but the pair can have one.
    private static ulong Append(ulong key, char next) => (key << 16) | (char.IsSurrogate(next) ? '\uD800' : char.ToUpperInvariant(next));
}
