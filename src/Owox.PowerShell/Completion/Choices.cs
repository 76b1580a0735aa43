using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Owox.Http;

namespace Owox.PowerShell.Completion;

/// <summary>Chooses among what there is by the word at the cursor.</summary>
internal static class Choices
{
    // Nobody reads on after so many, and some hosts draw them all.
    private const int Most = 100;

    /// <summary>Those that begin with the word; where none does, those that have it anywhere.</summary>
    public static IReadOnlyList<CompletionResult> Matching(IEnumerable<Choice> choices, TypedWord word)
    {
        // A line end or an escape character must not get into the line, and cannot be typed there either.
        var all = choices.Where(static choice => !choice.Text.Any(char.IsControl)).ToArray();
        var found = all.Where(choice => word.Begins(choice.Label) || (choice.AlsoKnownAs is { } id && word.Begins(id))).Take(Most).ToArray();
        return (found.Length > 0 ? found : all.Where(choice => word.IsIn(choice.Label)).Take(Most)).Select(Result).ToArray();
    }

    private static CompletionResult Result(Choice choice)
    {
        var label = Shown(choice.Label) ?? choice.Text;
        return new CompletionResult(choice.Text, label, CompletionResultType.ParameterValue, Shown(choice.About) ?? label);
    }

    private static string? Shown(string? text) => string.IsNullOrWhiteSpace(text) ? null : ServerText.Clean(text, []);
}
