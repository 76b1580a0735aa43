using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Completion;

/// <summary>Completes the names of the account's vaults. Opens none.</summary>
public sealed class VaultNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionMatcher.Matching(VaultRegistry.Read().Names.Select(static name => CompletionItem.Create(name)), new WordMatcher(wordToComplete));
}
