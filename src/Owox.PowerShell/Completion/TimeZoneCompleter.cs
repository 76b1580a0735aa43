using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Loading;

namespace Owox.PowerShell.Completion;

/// <summary>Completes time zones: IANA names by their beginning or their city, and Windows names.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionMatcher.Matching(Dependencies.TimeZones.Names.Select(Zone), new WordMatcher(wordToComplete));

    private static CompletionItem Zone(string id) => CompletionItem.Create(id) with { AlsoKnownAs = id.Substring(id.LastIndexOf('/') + 1) };
}
