using System.Collections;
using System.Management.Automation;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Completion;

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
