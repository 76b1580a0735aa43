using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using Owox.PowerShell.Vaults;

namespace Owox.PowerShell.Completion;

/// <summary>Completes the names of secrets, where a vault gives them at once and without a password. Never prompts.</summary>
public sealed class SecretNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var vault = fakeBoundParameters["Vault"] as string;
        using var enough = new CancellationTokenSource(Budget);
        var names = Task.Run(() => Names(vault, enough.Token), CancellationToken.None);
        return names.Wait((int)Budget.TotalMilliseconds, CancellationToken.None) ? Choices.Matching(names.Result.Select(static name => Choice.Of(name)), new TypedWord(wordToComplete)) : [];
    }

    private static string[] Names(string? vault, CancellationToken enough)
    {
        try
        {
            var opened = Vault.Open(vault, host: null, enough);
            return opened.SecretNames();
        }
        catch (Exception e) when (e is OwoxVaultException or VaultCommandException or OperationCanceledException or RuntimeException)
        {
            return [];
        }
    }
}
