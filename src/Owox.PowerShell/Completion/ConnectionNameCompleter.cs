using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Connections;

namespace Owox.PowerShell.Completion;

/// <summary>Completes the names of this runspace's connections, the current one first.</summary>
public sealed class ConnectionNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => CompletionMatcher.Matching(
            ConnectionStore.ForCurrentRunspace.All.Select(static connection => CompletionItem.Create(connection.Name, $"{connection.Name}: {connection.Project}, {connection.Origin}")),
            new WordMatcher(wordToComplete));
}
