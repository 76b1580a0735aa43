using System.Management.Automation;
using Owox.Redaction;

namespace Owox.PowerShell.Completion;

/// <summary>Chooses among what there is by the word at the cursor.</summary>
internal static class CompletionMatcher
{
    // More items are not useful, and some hosts draw all of them.
    private const int MaxItems = 100;

    /// <summary>Those that begin with the word; where none does, those that have it anywhere.</summary>
    public static IReadOnlyList<CompletionResult> Matching(IEnumerable<CompletionItem> choices, WordMatcher word)
    {
        // A line end or an escape character must not get into the line, and cannot be typed there either.
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

/// <summary>One thing that can be completed.</summary>
/// <param name="Text">What is put into the line, quotes included.</param>
/// <param name="Label">What the list shows; what is typed is looked for in it.</param>
internal sealed record CompletionItem(string Text, string Label)
{
    /// <summary>What else may be typed for it: an ID.</summary>
    public string? AlsoKnownAs { get; init; }

    /// <summary>What the list tells of it.</summary>
    public string? ToolTip { get; init; }

    /// <summary>A name, which is put into the line as it is.</summary>
    public static CompletionItem Create(string name, string? about = null) => new(CompletionQuoting.Argument(name), name) { ToolTip = about };

    /// <summary>A thing that is chosen by its title and goes into the line as its ID.</summary>
    public static CompletionItem ById(string id, string title, string? about) => new(CompletionQuoting.Argument(id), title) { AlsoKnownAs = id, ToolTip = about };
}
