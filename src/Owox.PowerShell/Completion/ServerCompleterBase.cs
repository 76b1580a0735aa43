using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Completion;

/// <summary>
/// Completes with what the project of the line's connection holds. Says nothing where there is no connection, where the
/// server is slow or refuses, and where it would have to sign in.
/// </summary>
public abstract class ServerCompleterBase : IArgumentCompleter
{
    /// <summary>Whether the parameter takes wildcards, so that those in a name are escaped.</summary>
    private protected virtual bool TakesWildcards => false;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var budget = new CompletionDeadline();
        var line = new CompletionLine(commandName, commandAst, fakeBoundParameters);
        return line.Connection is { IsOpen: true } connection
            ? CompletionMatcher.Matching(Find(new CompletionDataSource(connection.Session, budget), line).Select(Escaped), new WordMatcher(wordToComplete, TakesWildcards))
            : [];
    }

    /// <summary>What there is to choose from.</summary>
    private protected abstract IEnumerable<CompletionItem> Find(CompletionDataSource lookups, CompletionLine line);

    private CompletionItem Escaped(CompletionItem choice) => TakesWildcards && choice.AlsoKnownAs is null
        ? choice with { Text = CompletionQuoting.Argument(WildcardPattern.Escape(choice.Label)) }
        : choice;
}
