using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Completion;

/// <summary>Completions from a list of names, in quotes where a name needs them.</summary>
internal static class Quoted
{
    public static IEnumerable<CompletionResult> Matches(IEnumerable<string> names, string word)
    {
        var pattern = new WildcardPattern(WildcardPattern.Escape(word.Trim('\'', '"')) + "*", WildcardOptions.IgnoreCase);
        return names.Where(pattern.IsMatch).Select(static name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name));
    }

    private static string Quote(string name) =>
        name.Length > 0 && name.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.')
            ? name
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
