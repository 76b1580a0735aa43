using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Rules;

/// <summary>Converts the value of a filter to the format of the server.</summary>
internal static class RuleValue
{
    public static object? Normalize(object? given) => PSValue.Unwrap(given) switch
    {
        null => null,
        string text => text,
        BetweenValue or RelativeDateValue => given,
        PSObject record => FromTable(RuleParts.Table(record)),
        char letter => letter.ToString(),
        DateTime date => Iso(date),
        DateTimeOffset date => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        Guid id => id.ToString(),
        Enum word => word.ToString(),
        SwitchParameter flag => flag.ToBool(),
        IFormattable day when IsDay(day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IDictionary table => FromTable(table),
        IEnumerable list => list.Cast<object?>().Select(Normalize).ToArray(),
        var value => value,
    };

    // .NET Standard does not include this type.
    public static bool IsDay(IFormattable value) => value.GetType().FullName == "System.DateOnly";

    public static object? FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Table(element),
        JsonValueKind.Array => element.EnumerateArray().Select(FromJson).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number when element.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number when element.TryGetDecimal(out var exact) => exact,
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static Hashtable Table(JsonElement element)
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var property in element.EnumerateObject())
        {
            table[property.Name] = FromJson(property.Value);
        }

        return table;
    }

    private static object FromTable(IDictionary table)
    {
        var entry = RuleParts.From(table, "a filter value");
        object value;
        if (entry.OptionalText("kind") is { } kind)
        {
            value = new RelativeDateValue(kind.ToLowerInvariant(), Count(entry.Take("n")));
        }
        else if (entry.Has("from") && entry.Has("to"))
        {
            value = new BetweenValue(Normalize(entry.Take("from"))!, Normalize(entry.Take("to"))!);
        }
        else
        {
            throw RuleParts.Invalid("a filter value that is a hashtable must have 'from' and 'to', or 'kind'");
        }

        entry.ThrowIfUnknownKeys();
        return value;
    }

    public static int? Count(object? given) => given switch
    {
        null => null,
        int or long or short or byte => (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, Convert.ToInt64(given, CultureInfo.InvariantCulture))),
        _ => throw RuleParts.Invalid("the 'n' of a relative date must be an integer"),
    };

    // A DateTime without a time is sent as a date, regardless of its kind, for example (Get-Date).Date. A point in time is sent in UTC, as
    // the warehouses store it.
    private static string Iso(DateTime date) => date switch
    {
        { TimeOfDay.Ticks: 0 } => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        { Kind: DateTimeKind.Unspecified } => date.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture),
        _ => date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
    };
}
