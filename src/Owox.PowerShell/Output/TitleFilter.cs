using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>Chooses by title as a person types it: wildcards, case ignored; or by whole ID. Knows afterwards which names matched nothing.</summary>
internal sealed class TitleFilter
{
    private readonly List<(string Text, WildcardPattern Pattern)> _patterns;
    private readonly HashSet<string> _unmatched;

    public TitleFilter(IEnumerable<string>? titles)
    {
        _patterns = (titles ?? []).Select(static t => (t, new WildcardPattern(t, WildcardOptions.IgnoreCase))).ToList();
        _unmatched = new HashSet<string>(
            _patterns.Select(static p => p.Text).Where(static t => !WildcardPattern.ContainsWildcardCharacters(t)), StringComparer.Ordinal);
    }

    /// <summary>Names without wildcards that nothing was called.</summary>
    public IEnumerable<string> Unmatched => _unmatched;

    /// <param name="title">The title.</param>
    /// <param name="id">The ID; null where it is not asked for by ID.</param>
    public bool IsMatch(string title, string? id = null)
    {
        var matches = _patterns.Count == 0;
        foreach (var (text, pattern) in _patterns.Where(p => p.Pattern.IsMatch(title) || p.Text == id))
        {
            _unmatched.Remove(text);
            matches = true;
        }

        return matches;
    }
}
