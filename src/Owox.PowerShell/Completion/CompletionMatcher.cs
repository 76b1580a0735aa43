using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.Redaction;

namespace Owox.PowerShell.Completion;

/// <summary>Selects the completion items that match the word at the cursor.</summary>
internal static class CompletionMatcher
{
    // More items are not useful, and some hosts draw all of them.
    private const int MaxItems = 100;

    /// <summary>The items that start with the word; if there are none, the items that contain it.</summary>
    public static IReadOnlyList<CompletionResult> Matching(IEnumerable<CompletionItem> choices, WordMatcher word)
    {
        // A line break or an escape character must not be inserted into the command line.
        var all = choices.Where(static choice => !choice.Text.Any(char.IsControl)).ToArray();
        var found = all.Where(choice => word.Begins(choice.Label) || (choice.AlsoKnownAs is { } id && word.Begins(id))).Take(MaxItems).ToArray();
        return (found.Length > 0 ? found : all.Where(choice => word.IsIn(choice.Label)).Take(MaxItems)).Select(Result).ToArray();
    }

    private static CompletionResult Result(CompletionItem choice)
    {
        var label = Shown(choice.Label) ?? choice.Text;
        return new CompletionResult(choice.Text, label, CompletionResultType.ParameterValue, Shown(choice.ToolTip) ?? label);
    }

    private static string? Shown(string? text) => string.IsNullOrWhiteSpace(text) ? null : ServerTextSanitizer.Sanitize(text, []);
}

/// <summary>A completion item.</summary>
/// <param name="Text">The inserted text, including quotes.</param>
/// <param name="Label">The text in the list, which is compared with the word.</param>
internal sealed record CompletionItem(string Text, string Label)
{
    /// <summary>Another text that is compared with the word: an ID.</summary>
    public string? AlsoKnownAs { get; init; }

    /// <summary>The tooltip in the list.</summary>
    public string? ToolTip { get; init; }

    /// <summary>Creates an item for a name that is inserted unchanged.</summary>
    public static CompletionItem Create(string name, string? about = null) => new(CompletionQuoting.Argument(name), name) { ToolTip = about };

    /// <summary>Creates an item that is found by its title and inserted as its ID.</summary>
    public static CompletionItem ById(string id, string title, string? about) => new(CompletionQuoting.Argument(id), title) { AlsoKnownAs = id, ToolTip = about };
}

/// <summary>The word at the cursor without its opening quote. The closing quote may be missing.</summary>
internal sealed class WordMatcher
{
    private const string SingleQuotes = "'\u2018\u2019\u201a\u201b";
    private const string DoubleQuotes = "\"\u201c\u201d\u201e";

    private readonly WildcardPattern _begins;
    private readonly WildcardPattern _contains;

    /// <param name="typed">The word from PowerShell.</param>
    /// <param name="takesWildcards">Whether a backtick before a bracket is an escape character.</param>
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

/// <summary>Quotes text so that PowerShell parses it as exactly this text.</summary>
internal static class CompletionQuoting
{
    /// <summary>Quotes an argument if necessary. Text that starts with a digit could be parsed as a number, unless it is an ID.</summary>
    public static string Argument(string text) => IsWord(text) || Guid.TryParseExact(text, "D", out _) ? text : Text(text);

    /// <summary>Quotes the name of a member or the key of a hashtable if necessary.</summary>
    public static string Member(string text) =>
        text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_') && text.All(static c => char.IsLetterOrDigit(c) || c == '_') ? text : Text(text);

    /// <summary>Quotes any text.</summary>
    public static string Text(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    private static bool IsWord(string text) =>
        text.Length > 0 && char.IsLetter(text[0]) && text.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/');
}
