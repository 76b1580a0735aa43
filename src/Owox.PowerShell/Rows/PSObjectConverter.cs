using System.Management.Automation;

namespace Owox.PowerShell.Rows;

/// <summary>Converts objects and arrays inside a row to objects that PowerShell displays and indexes.</summary>
internal static class PSObjectConverter
{
    /// <summary>Returns the value for PowerShell.</summary>
    /// <param name="value">The value from the server.</param>
    /// <param name="renamed">Receives the keys with another name in objects; can be null.</param>
    public static object? Convert(object? value, ICollection<RenamedColumn>? renamed = null) => value switch
    {
        NestedObject nested => Object(nested, renamed),
        object?[] list => list.Select(item => Convert(item, renamed)).ToArray(),
        _ => value,
    };

    private static PSObject Object(NestedObject nested, ICollection<RenamedColumn>? renamed)
    {
        var value = new PSObject();
        foreach (var pair in nested)
        {
            var name = RowSchema.NameOf(pair.Key, candidate => value.Properties[candidate] is not null || (candidate != pair.Key && IsKey(nested, candidate)));
            if (name != pair.Key)
            {
                renamed?.Add(new RenamedColumn(pair.Key, name, Reason(nested, pair.Key)));
            }

            // Without prior validation, PowerShell rejects some valid names.
            value.Properties.Add(new PSNoteProperty(name, Convert(pair.Value, renamed)), preValidated: true);
        }

        return value;
    }

    private static bool IsKey(NestedObject nested, string name) => nested.Exists(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase));

    private static RenameReason Reason(NestedObject nested, string key) => key.Length == 0 ? RenameReason.Nameless
        : !nested.Exists(pair => pair.Key != key && string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase))
            ? nested.FindAll(pair => pair.Key == key).Count > 1 ? RenameReason.Repeated : RenameReason.Reserved
        : RenameReason.DiffersInCase;
}
