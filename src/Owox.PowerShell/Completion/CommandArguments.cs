using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Completion;

/// <summary>A command of the line with what is known of its arguments.</summary>
internal sealed class CommandArguments(CommandAst command, IDictionary bound)
{
    private IReadOnlyDictionary<string, ParameterBindingResult>? _typed;

    /// <summary>The commands and values that stand before it in its pipeline, the nearest first.</summary>
    public IEnumerable<CommandBaseAst> Before => command.Parent is PipelineAst pipeline
        ? pipeline.PipelineElements.TakeWhile(element => !ReferenceEquals(element, command)).Reverse()
        : [];

    /// <summary>Its name, as far as that is known without running it.</summary>
    public string? Name => command.GetCommandName();

    /// <summary>Whether it is about such things; a prefix that the module was imported with does not matter.</summary>
    public bool IsAbout(string noun) => Name?.EndsWith("Owox" + noun, StringComparison.OrdinalIgnoreCase) == true;

    private IReadOnlyDictionary<string, ParameterBindingResult> Typed => _typed ??= StaticParameterBinder.BindCommand(command).BoundParameters;

    /// <summary>Binds the arguments of a command as far as they are known without running it.</summary>
    public static CommandArguments Read(CommandAst command) => new(command, new Hashtable(StringComparer.OrdinalIgnoreCase));

    public bool Has(string parameter) => bound.Contains(parameter) || Typed.ContainsKey(parameter) || Splatted().Any(table => table.Contains(parameter));

    /// <summary>The value of a parameter; null where it is not given or not known.</summary>
    public object? Value(string parameter) =>
        bound[parameter]
        ?? (Typed.TryGetValue(parameter, out var typed) ? typed.ConstantValue ?? AstValueReader.Read(typed.Value) : null)
        ?? Splatted().Select(table => table[parameter]).FirstOrDefault(static value => value is not null);

    /// <summary>Where the value of a parameter comes from; null where it is not on the line.</summary>
    public Ast? Source(string parameter) => Typed.TryGetValue(parameter, out var typed) ? typed.Value : null;

    private IEnumerable<IDictionary> Splatted() => command.CommandElements
        .OfType<VariableExpressionAst>().Where(static element => element.Splatted)
        .Select(static element => AstValueReader.Variable(element.VariablePath.UserPath)).OfType<IDictionary>();
}

/// <summary>The value of an argument that is not run: text, numbers, variables and their properties, lists of these.</summary>
internal static class AstValueReader
{
    /// <summary>The value; null where only running the line would tell.</summary>
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

    /// <summary>A property that is kept and not computed by a script.</summary>
    public static object? Property(object? owner, string name) =>
        owner is null ? null : PSObject.AsPSObject(owner).Properties[name] switch
        {
            PSNoteProperty note => note.Value,
            PSProperty { IsGettable: true } property => property.Value,
            _ => null,
        };

    /// <summary>What a variable holds where the line is typed.</summary>
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

/// <summary>What $PSDefaultParameterValues gives a parameter that is not on the line.</summary>
internal static class DefaultParameterValues
{
    private const string Off = "Disabled";

    /// <summary>The values for a parameter of a command; none where nothing is set.</summary>
    public static IEnumerable<object?> Get(string? command, string parameter) =>
        Get(AstValueReader.Variable("PSDefaultParameterValues"), command, parameter);

    /// <summary>The same, with what the variable holds.</summary>
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
