using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Completion;

/// <summary>Completes IANA time zones by their names or their cities.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Choices.Matching(TimeZoneNames.Within(new TabBudget()).Select(Zone), new TypedWord(wordToComplete));

    private static Choice Zone(string id) => Choice.Of(id) with { AlsoKnownAs = id.Substring(id.LastIndexOf('/') + 1) };
}
