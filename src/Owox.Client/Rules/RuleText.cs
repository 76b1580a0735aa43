using System;
using System.Globalization;
using System.Linq;

namespace Owox.Rules;

/// <summary>Values of rules as people read them: text in quotes, the same in every culture.</summary>
internal static class RuleText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text.Replace("'", "''")}'",
        bool flag => flag ? "true" : "false",
        object?[] list => string.Join(", ", list.Select(Of)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
