using System.Linq;
using System.Management.Automation;

namespace Owox.PowerShell.Rows;

/// <summary>Makes of objects and arrays inside a row what PowerShell shows and indexes.</summary>
internal static class NestedValue
{
    public static object? Of(object? value) => value switch
    {
        NestedObject nested => Object(nested),
        object?[] list => list.Select(Of).ToArray(),
        _ => value,
    };

    private static PSObject Object(NestedObject nested)
    {
        var value = new PSObject();
        foreach (var pair in nested)
        {
            // Names inside a value may differ only in case, too; neither is lost.
            var name = value.Properties[pair.Key] is null ? pair.Key : Unused(value, pair.Key);
            value.Properties.Add(new PSNoteProperty(name, Of(pair.Value)));
        }

        return value;
    }

    private static string Unused(PSObject value, string name) =>
        Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{name}_{n}").First(candidate => value.Properties[candidate] is null);
}
