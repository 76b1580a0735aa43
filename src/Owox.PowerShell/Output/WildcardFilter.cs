using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>
/// Selects items by title, with wildcards and case-insensitive, or by complete ID. If an item has exactly this title, the text is not treated
/// as a pattern. After the selection, names without a match are available.
/// </summary>
internal sealed class WildcardFilter
{
    private readonly List<TitlePattern> _names;
    private readonly HashSet<string> _unmatched;

    public WildcardFilter(IEnumerable<string>? titles)
    {
        _names = (titles ?? []).Select(static title => new TitlePattern(title)).ToList();
        _unmatched = new HashSet<string>(_names.Where(static name => !name.IsWildcard).Select(static name => name.Text), StringComparer.Ordinal);
    }

    /// <summary>The names without wildcards that matched no item.</summary>
    public IEnumerable<string> Unmatched => _unmatched;

    /// <summary>Whether all items must be known before the first can be selected, because a name could be a pattern or a full title.</summary>
    public bool NeedsAll => _names.Exists(static name => name.IsWildcard && !name.IsAll);

    /// <summary>Selects from all items.</summary>
    /// <param name="items">All items. They are read individually if possible.</param>
    /// <param name="title">The title of an item.</param>
    /// <param name="id">The ID of an item, or null if items cannot be selected by ID.</param>
    /// <param name="isWanted">Another condition, or null for none.</param>
    /// <exception cref="OwoxConfigurationException">A name is not a valid pattern, and no item has it as its title.</exception>
    public IEnumerable<T> Choose<T>(IEnumerable<T> items, Func<T, string> title, Func<T, string?>? id = null, Func<T, bool>? isWanted = null)
    {
        if (NeedsAll)
        {
            var all = items.ToList();
            foreach (var name in _names)
            {
                name.IsExact = all.Exists(item => name.Is(title(item), id?.Invoke(item)));
                name.Require();
            }

            items = all;
        }

        return items.Where(item => isWanted?.Invoke(item) != false && IsMatch(title(item), id?.Invoke(item)));
    }

    /// <summary>Whether the value is one of the values of a parameter (case-insensitive). True if the parameter is not specified.</summary>
    public static bool IsAmong(string[]? values, string? value) =>
        values is null || values.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a title matches one of the names.</summary>
    public bool IsMatch(string title, string? id = null)
    {
        var matches = _names.Count == 0;
        foreach (var name in _names.Where(name => name.IsMatch(title, id)))
        {
            _unmatched.Remove(name.Text);
            matches = true;
        }

        return matches;
    }
}

/// <summary>A title that a user specified: the full title, an ID, or a wildcard pattern. Titles are case-insensitive.</summary>
internal sealed class TitlePattern
{
    private readonly WildcardPattern? _pattern;

    public TitlePattern(string text)
    {
        Text = text;
        _pattern = Parse(text);
        IsWildcard = WildcardPattern.ContainsWildcardCharacters(text);
    }

    public string Text { get; }

    /// <summary>Whether it can match several titles.</summary>
    public bool IsWildcard { get; }

    /// <summary>Whether an item has this title, including the wildcard characters, so that it is not a pattern.</summary>
    public bool IsExact { get; set; }

    /// <summary>Whether it matches everything.</summary>
    public bool IsAll => Text.Trim('*').Length == 0;

    /// <summary>Whether this is the title or the ID itself.</summary>
    public bool Is(string title, string? id) => string.Equals(title, Text, StringComparison.OrdinalIgnoreCase) || Text == id;

    public bool IsMatch(string title, string? id) => Is(title, id) || (!IsExact && _pattern?.IsMatch(title) == true);

    /// <exception cref="OwoxConfigurationException">The text is not a valid pattern, and no item has this title.</exception>
    public void Require()
    {
        if (_pattern is null && !IsExact)
        {
            throw new OwoxConfigurationException(
                ErrorReason.PatternInvalid,
                $"'{Text}' is not a valid wildcard pattern, and no item has exactly this title or name. To match the brackets themselves, escape them: '{WildcardPattern.Escape(Text)}'.");
        }
    }

    private static WildcardPattern? Parse(string text)
    {
        var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase);
        try
        {
            // PowerShell parses a pattern when it is first used.
            _ = pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }
}
