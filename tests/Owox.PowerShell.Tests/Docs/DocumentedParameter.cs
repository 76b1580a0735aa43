namespace Owox.PowerShell.Tests.Docs;

/// <summary>A parameter, as the assembly declares it or as a page tells it. Prints so that two can be compared.</summary>
internal sealed record DocumentedParameter(string Name, string Type, string[] Aliases, bool SupportsWildcards, ParameterSet[] Sets)
{
    public override string ToString() =>
        $"{Name}: {Type}, aliases [{string.Join(" ", Aliases)}], wildcards {SupportsWildcards}, {string.Join("; ", Sets.Select(static s => s.ToString()))}";
}

/// <summary>What a parameter is in one parameter set.</summary>
internal sealed record ParameterSet(string Name, string Position, bool IsRequired, bool ByValue, bool ByPropertyName)
{
    /// <summary>Stands for every set.</summary>
    public const string All = "(All)";
}
