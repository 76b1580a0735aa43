namespace Owox.PowerShell.Filters;

/// <summary>Translates a wildcard pattern of -like to an operator of the server.</summary>
internal sealed class WildcardTranslator(IReadOnlyList<LikePart> parts)
{
    private const string RegexMarks = @"\.+*?()[]{}^$|";

    private bool IsOpenStart => parts.Count > 0 && parts[0].Kind == LikeKind.Any;

    private bool IsOpenEnd => parts.Count > 1 && parts[parts.Count - 1].Kind == LikeKind.Any;

    private IEnumerable<LikePart> Inner => parts.Skip(IsOpenStart ? 1 : 0).Take(parts.Count - (IsOpenStart ? 1 : 0) - (IsOpenEnd ? 1 : 0));

    /// <summary>Whether the pattern matches every text.</summary>
    public bool MatchesAll => IsOpenStart && parts.Count == 1;

    /// <summary>Returns the operator and the value, or null if only a regular expression is possible.</summary>
    public (string Operator, object? Value)? ToRule(bool negated)
    {
        if (Inner.Any(static part => part.Kind != LikeKind.Letter))
        {
            return null;
        }

        var text = string.Concat(Inner.Select(static part => part.Text));
        return (IsOpenStart, IsOpenEnd, negated) switch
        {
            // The server does not have negated operators for starts_with and ends_with.
            (false, true, true) => ("not_regex", "^" + Escaped(text)),
            (true, false, true) => ("not_regex", Escaped(text) + "$"),
            (false, true, _) => ("starts_with", text),
            (true, false, _) => ("ends_with", text),
            (true, true, _) => (negated ? "not_contains" : "contains", text),
            _ when text.Length == 0 => (negated ? "is_not_empty" : "is_empty", null),
            _ => (negated ? "neq" : "eq", text),
        };
    }

    /// <summary>Returns the pattern as a regular expression.</summary>
    public string ToRegex() => (IsOpenStart ? "" : "^") + string.Concat(Inner.Select(Regex)) + (IsOpenEnd ? "" : "$");

    private static string Regex(LikePart part) => part.Kind switch
    {
        LikeKind.Any => ".*",
        LikeKind.One => ".",
        LikeKind.Set => part.Text,
        _ => Escaped(part.Text),
    };

    private static string Escaped(string text) =>
        string.Concat(text.Select(static letter => RegexMarks.IndexOf(letter) >= 0 ? $"\\{letter}" : letter.ToString()));
}
