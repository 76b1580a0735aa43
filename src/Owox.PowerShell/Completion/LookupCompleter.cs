using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Owox.PowerShell.Completion;

/// <summary>
/// Completes with what the project of the line's connection holds. Says nothing where there is no connection, where the
/// server is slow or refuses, and where it would have to sign in.
/// </summary>
public abstract class LookupCompleter : IArgumentCompleter
{
    /// <summary>Whether the parameter takes wildcards, so that those in a name are escaped.</summary>
    private protected virtual bool TakesWildcards => false;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var budget = new TabBudget();
        var line = new TypedLine(commandName, commandAst, fakeBoundParameters);
        return line.Connection is { IsOpen: true } connection
            ? Choices.Matching(Find(new Lookups(connection.Session, budget), line).Select(Escaped), new TypedWord(wordToComplete, TakesWildcards))
            : [];
    }

    /// <summary>What there is to choose from.</summary>
    private protected abstract IEnumerable<Choice> Find(Lookups lookups, TypedLine line);

    private Choice Escaped(Choice choice) => TakesWildcards && choice.AlsoKnownAs is null
        ? choice with { Text = Quoted.Argument(WildcardPattern.Escape(choice.Label)) }
        : choice;
}
