using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Completion;

/// <summary>A command in the command line and its known arguments.</summary>
internal sealed class CommandArguments(CommandAst command, IDictionary bound)
{
    private IReadOnlyDictionary<string, ParameterBindingResult>? _typed;

    /// <summary>The commands and values before the command in its pipeline, nearest first.</summary>
    public IEnumerable<CommandBaseAst> Before => command.Parent is PipelineAst pipeline
        ? pipeline.PipelineElements.TakeWhile(element => !ReferenceEquals(element, command)).Reverse()
        : [];

    /// <summary>The name of the command, if it is known without running the command.</summary>
    public string? Name => command.GetCommandName();

    /// <summary>Whether the noun of the command is the specified one, with any prefix of the imported module.</summary>
    public bool IsAbout(string noun) => Name?.EndsWith("Owox" + noun, StringComparison.OrdinalIgnoreCase) == true;

    private IReadOnlyDictionary<string, ParameterBindingResult> Typed => _typed ??= StaticParameterBinder.BindCommand(command).BoundParameters;

    /// <summary>Binds the arguments of a command, as far as they are known without running it.</summary>
    public static CommandArguments Read(CommandAst command) => new(command, new Hashtable(StringComparer.OrdinalIgnoreCase));

    public bool Has(string parameter) => bound.Contains(parameter) || Typed.ContainsKey(parameter) || Splatted().Any(table => table.Contains(parameter));

    /// <summary>The value of a parameter, or null if it is not specified or unknown.</summary>
    public object? Value(string parameter) =>
        bound[parameter]
        ?? (Typed.TryGetValue(parameter, out var typed) ? typed.ConstantValue ?? AstValueReader.Read(typed.Value) : null)
        ?? Splatted().Select(table => table[parameter]).FirstOrDefault(static value => value is not null);

    /// <summary>The syntax element with the value of a parameter, or null if the parameter is not specified.</summary>
    public Ast? Source(string parameter) => Typed.TryGetValue(parameter, out var typed) ? typed.Value : null;

    private IEnumerable<IDictionary> Splatted() => command.CommandElements
        .OfType<VariableExpressionAst>().Where(static element => element.Splatted)
        .Select(static element => AstValueReader.Variable(element.VariablePath.UserPath)).OfType<IDictionary>();
}

/// <summary>Evaluates an argument without running it: strings, numbers, variables and their properties, and lists of these.</summary>
internal static class AstValueReader
{
    /// <summary>Returns the value, or null if it is known only after running the command line.</summary>
    public static object? Read(Ast? ast) => ast switch
    {
        StringConstantExpressionAst text => text.Value,
        ConstantExpressionAst constant => constant.Value,
        VariableExpressionAst variable => Variable(variable.VariablePath.UserPath),
        InvokeMemberExpressionAst => null,
        MemberExpressionAst { Static: false, Member: StringConstantExpressionAst name } member => Property(Read(member.Expression), name.Value),
        ArrayLiteralAst list => list.Elements.Select(Read).Where(static item => item is not null).ToArray(),
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: { Count: 1 } elements } } => Read(elements[0]),
        CommandExpressionAst expression => Read(expression.Expression),
        _ => null,
    };

    /// <summary>Returns the value of a property unless a script computes it.</summary>
    public static object? Property(object? owner, string name) =>
        owner is null ? null : PSObject.AsPSObject(owner).Properties[name] switch
        {
            PSNoteProperty note => note.Value,
            PSProperty { IsGettable: true } property => property.Value,
            _ => null,
        };

    /// <summary>Returns the value of a variable in the session of the user.</summary>
    public static object? Variable(string name)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"Microsoft.PowerShell.Utility\Get-Variable")
            .AddParameter("Name", WildcardPattern.Escape(name))
            .AddParameter("ErrorAction", ActionPreference.Ignore);
        Collection<PSObject> found = shell.Invoke();
        return found.Select(static item => item.BaseObject).OfType<PSVariable>().FirstOrDefault()?.Value;
    }
}

/// <summary>The default values of parameters in $PSDefaultParameterValues.</summary>
internal static class DefaultParameterValues
{
    private const string Off = "Disabled";

    /// <summary>Returns the values for a parameter of a command; empty if there are none.</summary>
    public static IEnumerable<object?> Get(string? command, string parameter) =>
        Get(AstValueReader.Variable("PSDefaultParameterValues"), command, parameter);

    /// <summary>Returns the values from the specified content of the variable.</summary>
    public static IEnumerable<object?> Get(object? variable, string? command, string parameter)
    {
        if (command is null || PSValue.Unwrap(variable) is not IDictionary table || LanguagePrimitives.IsTrue(table[Off]))
        {
            return [];
        }

        return table.Cast<DictionaryEntry>().Where(entry => IsFor(entry.Key as string, command, parameter)).Select(static entry => entry.Value).Take(1);
    }

    private static bool IsFor(string? key, string command, string parameter)
    {
        var colon = key?.LastIndexOf(':') ?? -1;
        return colon > 0
            && Matches(key!.Substring(0, colon), command)
            && Matches(key.Substring(colon + 1), parameter);
    }

    private static bool Matches(string pattern, string name) => new WildcardPattern(pattern.Trim(' ', '\'', '"'), WildcardOptions.IgnoreCase).IsMatch(name);
}
