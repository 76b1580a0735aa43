using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Completion;

/// <summary>Completes the names of secrets that commands of this runspace have used, of the vault on the line or else the default one. Opens none.</summary>
public sealed class SecretNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var line = new CompletionLine(commandName, commandAst, fakeBoundParameters);
        var vault = line.Has("Vault") ? line.Value("Vault")?.ToString() : VaultRegistry.Read().Default;
        return CompletionMatcher.Matching(SecretNameHistory.GetNames(vault).Select(static name => CompletionItem.Create(name)), new WordMatcher(wordToComplete));
    }
}
