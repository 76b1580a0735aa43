using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Json;
using Owox.PowerShell.Rules;

namespace Owox.PowerShell.Api;

/// <summary>Converts the body of a request to JSON.</summary>
internal static class RequestBody
{
    /// <exception cref="OwoxConfigurationException">The value cannot be represented in JSON. No request was sent.</exception>
    public static byte[] Serialize(object? body)
    {
        try
        {
            return PSObjectJsonWriter.Serialize(body);
        }
        catch (JsonException e)
        {
            throw Invalid(e.LineNumber is null ? e.Message : $"the text is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})", e);
        }
    }

    public static OwoxConfigurationException Invalid(string what, Exception? inner = null) => new(
        ErrorReason.ApiBodyInvalid, $"The body cannot be sent: {what}. Specify a hashtable, an object, an array, or JSON text.", inner);
}

/// <summary>Converts a hashtable to the query of a request. A list of values repeats the parameter name.</summary>
internal static class QueryStringConverter
{
    /// <exception cref="OwoxConfigurationException">A value is null or not a single value.</exception>
    public static IEnumerable<KeyValuePair<string, string>> ToPairs(IDictionary? table)
    {
        foreach (DictionaryEntry entry in table ?? new Hashtable())
        {
            var name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            foreach (var value in Values(name, entry.Value))
            {
                yield return new KeyValuePair<string, string>(name, Text(name, value));
            }
        }
    }

    // An empty filter value would silently return more data than intended.
    private static object?[] Values(string name, object? given)
    {
        object?[] values = PSValue.UnwrapForJson(given) is IEnumerable several and not (string or IDictionary) ? several.Cast<object?>().ToArray() : [given];
        return values.Length > 0 ? values : throw Invalid(name, "is an empty list; omit the name");
    }

    private static string Text(string name, object? given) => PSValue.UnwrapForJson(given) switch
    {
        string text => text,
        char or DateTime or DateTimeOffset or Guid => (string)RuleValue.Normalize(given)!,
        IDictionary => throw Invalid(name, "is a hashtable, not a single value"),
        PSObject => throw Invalid(name, "is an object, not a single value"),
        Uri address => address.ToString(),
        Version version => version.ToString(),
        bool flag => flag ? "true" : "false",
        SwitchParameter flag => flag ? "true" : "false",
        Enum word => word.ToString(),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        null => throw Invalid(name, "is null; omit the name, or specify ''"),
        var value => throw Invalid(name, $"is a {value.GetType().Name}, not a single value"),
    };

    private static OwoxConfigurationException Invalid(string name, string what) => new(
        ErrorReason.ApiPathInvalid, $"The path cannot be used: the value of '{name}' in the query {what}.");
}
