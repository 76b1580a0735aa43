using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using Owox.PowerShell.Binding;

namespace Owox.PowerShell.Rules;

/// <summary>The parts of one rule. Parts that were not read are rejected, so that a misspelled name is an error.</summary>
internal sealed class RuleParts
{
    private readonly Dictionary<string, object?> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _what;

    private RuleParts(string what) => _what = what;

    public static RuleParts From(IDictionary table, string what)
    {
        var entry = new RuleParts(what);
        foreach (DictionaryEntry part in table)
        {
            entry._parts[part.Key.ToString()!] = part.Value;
        }

        return entry;
    }

    /// <summary>Returns the parts of an object that was created by a script, parsed from JSON or returned by a job.</summary>
    public static IDictionary Table(PSObject record)
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var property in record.Properties.Where(static property => property is PSNoteProperty))
        {
            table[property.Name] = property.Value;
        }

        return table;
    }

    public static IEnumerable<RuleParts> FromJson(string json, string what, string example)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var rules = document.RootElement.ValueKind == JsonValueKind.Array
                ? document.RootElement.EnumerateArray().ToArray()
                : [document.RootElement];
            return rules.Select(rule => RuleValue.FromJson(rule) is IDictionary table
                ? From(table, what)
                : throw Invalid($"the JSON of {what} contains an item that is not an object")).ToArray();
        }
        catch (InvalidOperationException)
        {
            throw Invalid($"the JSON of {what} contains an unpaired surrogate; the text may be truncated");
        }
        catch (JsonException e)
        {
            throw Invalid($"a string for {what} must be JSON, but this string is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine}); specify {example}, a hashtable or JSON text");
        }
    }

    public static OwoxConfigurationException Invalid(string what) => Owox.Queries.RuleValidator.Invalid(what);

    /// <summary>The description of an invalid value in messages.</summary>
    public static string DescribeType(object? value) => value is null ? "null" : $"a value of type {value.GetType().Name}";

    public bool Has(string name) => _parts.ContainsKey(name);

    public object? Take(string name)
    {
        var value = _parts.TryGetValue(name, out var found) ? found : null;
        _parts.Remove(name);
        return PSValue.Unwrap(value);
    }

    public string Text(string name) =>
        OptionalText(name) ?? throw Invalid($"{_what} must have the field '{name}'");

    public string? OptionalText(string name) => Take(name) switch
    {
        null => null,
        string text => text,
        var other => throw Invalid($"the '{name}' of {_what} must be a string, not {DescribeType(other)}"),
    };

    public void ThrowIfUnknownKeys()
    {
        if (_parts.Count > 0)
        {
            throw Invalid($"{_what} has an unknown field '{_parts.Keys.First()}'");
        }
    }
}
