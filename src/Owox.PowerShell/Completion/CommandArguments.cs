using System.Collections;
using System.Management.Automation.Language;

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
