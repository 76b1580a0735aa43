using System.Globalization;

namespace Owox.Queries;

/// <summary>Values of rules as people read them: text in quotes, the same in every culture.</summary>
internal static class RuleFormatter
{
    public static string Format(object? value) => value switch
    {
        null => "null",
        string text => $"'{text.Replace("'", "''")}'",
        bool flag => flag ? "true" : "false",
        object?[] list => string.Join(", ", list.Select(Format)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
