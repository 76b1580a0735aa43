using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>
/// Chooses by title as a person types it: wildcards, case ignored; or by the whole ID. A title that something has takes
/// precedence over the pattern that it also is. Knows afterwards which names matched nothing.
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

    /// <summary>Names without wildcards that nothing was called.</summary>
    public IEnumerable<string> Unmatched => _unmatched;

    /// <summary>Whether all items must be known before one can be chosen: a name could be a pattern or a whole title.</summary>
    public bool NeedsAll => _names.Exists(static name => name.IsWildcard && !name.IsAll);

    /// <summary>Chooses among all items.</summary>
    /// <param name="items">All that there are. They are read one by one if that is possible.</param>
    /// <param name="title">The title of an item.</param>
    /// <param name="id">The ID of an item; null if IDs do not count.</param>
    /// <param name="isWanted">Another condition; null for none.</param>
    /// <exception cref="OwoxConfigurationException">A name is no valid pattern, and no item has it as its title.</exception>
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

    /// <summary>Whether a value is one of those of a parameter, ignoring case. Without the parameter, each value is.</summary>
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

/// <summary>A title as a person types it: the whole title, an ID, or a wildcard pattern. Case is ignored in titles.</summary>
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

    /// <summary>Whether something has this title, wildcard characters included, so that it is no pattern.</summary>
    public bool IsExact { get; set; }

    /// <summary>Whether it matches everything.</summary>
    public bool IsAll => Text.Trim('*').Length == 0;

    /// <summary>Whether this is the title or the ID itself.</summary>
    public bool Is(string title, string? id) => string.Equals(title, Text, StringComparison.OrdinalIgnoreCase) || Text == id;

    public bool IsMatch(string title, string? id) => Is(title, id) || (!IsExact && _pattern?.IsMatch(title) == true);

    /// <exception cref="OwoxConfigurationException">It is no pattern, and nothing has this title.</exception>
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
            // The engine reads a pattern when it is used.
            _ = pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }
}
