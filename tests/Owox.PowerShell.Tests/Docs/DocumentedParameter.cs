namespace Owox.PowerShell.Tests.Docs;

/// <summary>A parameter as declared in the assembly or as documented on a page. Its string form is used for comparison.</summary>
internal sealed record DocumentedParameter(string Name, string Type, string[] Aliases, bool SupportsWildcards, ParameterSet[] Sets)
{
    public override string ToString() =>
        $"{Name}: {Type}, aliases [{string.Join(" ", Aliases)}], wildcards {SupportsWildcards}, {string.Join("; ", Sets.Select(static s => s.ToString()))}";
}

/// <summary>The properties of a parameter in one parameter set.</summary>
internal sealed record ParameterSet(string Name, string Position, bool IsRequired, bool ByValue, bool ByPropertyName)
{
    /// <summary>The name for all sets.</summary>
    public const string All = "(All)";
}
