using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Vaults;

namespace Owox.PowerShell.Completion;

/// <summary>Completes the names of secrets that commands of this runspace have used, of the vault on the line or else the default one. Opens none.</summary>
public sealed class SecretNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var line = new TypedLine(commandName, commandAst, fakeBoundParameters);
        var vault = line.Has("Vault") ? line.Value("Vault")?.ToString() : VaultRegistry.Read().Default;
        return Choices.Matching(UsedSecrets.Of(vault).Select(static name => Choice.Of(name)), new TypedWord(wordToComplete));
    }
}
