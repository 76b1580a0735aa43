using System.Management.Automation;

namespace Owox.PowerShell.Completion;

/// <summary>The word at the cursor as it is meant: without the quotes that it began with, which may not be closed yet.</summary>
internal sealed class WordMatcher
{
    private const string SingleQuotes = "'\u2018\u2019\u201a\u201b";
    private const string DoubleQuotes = "\"\u201c\u201d\u201e";

    private readonly WildcardPattern _begins;
    private readonly WildcardPattern _contains;

    /// <param name="typed">What the engine took for the word.</param>
    /// <param name="takesWildcards">Whether a backtick before a bracket is there to escape it.</param>
    public WordMatcher(string typed, bool takesWildcards = false)
    {
        var text = WithoutQuotes(typed);
        var pattern = IsPattern(text) ? text : WildcardPattern.Escape(takesWildcards ? WildcardPattern.Unescape(text) : text);
        _begins = new WildcardPattern(pattern + "*", WildcardOptions.IgnoreCase);
        _contains = new WildcardPattern("*" + pattern + "*", WildcardOptions.IgnoreCase);
    }

    public bool Begins(string name) => _begins.IsMatch(name);

    public bool IsIn(string name) => _contains.IsMatch(name);

    private static bool IsPattern(string text) => text.IndexOf('*') >= 0;

    private static string WithoutQuotes(string typed)
    {
        var kind = typed.Length == 0 ? null : Kind(typed[0]);
        if (kind is null)
        {
            return typed;
        }

        var closed = typed.Length > 1 && kind.IndexOf(typed[typed.Length - 1]) >= 0;
        var inside = typed.Substring(1, typed.Length - (closed ? 2 : 1));
        return inside.Replace(new string(kind[0], 2), kind.Substring(0, 1));
    }

    private static string? Kind(char quote) =>
        SingleQuotes.IndexOf(quote) >= 0 ? SingleQuotes : DoubleQuotes.IndexOf(quote) >= 0 ? DoubleQuotes : null;
}
