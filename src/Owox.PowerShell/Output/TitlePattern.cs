using System.Management.Automation;

namespace Owox.PowerShell.Output;

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
