using System.Management.Automation;
using Owox.Redaction;

namespace Owox.PowerShell.Completion;

/// <summary>Chooses among what there is by the word at the cursor.</summary>
internal static class CompletionMatcher
{
    // Nobody reads on after so many, and some hosts draw them all.
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
