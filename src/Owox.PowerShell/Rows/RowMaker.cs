using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace Owox.PowerShell.Rows;

/// <summary>Chooses how the rows of a shape become objects: of a type made for them, or a PSObject where that cannot be.</summary>
internal static class RowMaker
{
    /// <summary>What makes an object of a row's values.</summary>
    /// <param name="shape">The columns.</param>
    /// <param name="plain">Whether a PSObject is wanted: a constrained session may not set the properties of other types.</param>
    public static Func<object?[], object> For(RowShape shape, bool plain)
    {
#if NET8_0_OR_GREATER
        if (!plain && RowTypes.CanMake(shape))
        {
            return RowTypes.MakerFor(shape);
        }
#endif
        return values => WithProperties(shape.Columns, values);
    }

    private static PSObject WithProperties(IReadOnlyList<string> columns, object?[] values)
    {
        var row = new PSObject();
        var properties = row.Properties;
        for (var i = 0; i < values.Length; i++)
        {
            // Names are unique by the shape: the engine need not look for each of them again.
            properties.Add(new PSNoteProperty(columns[i], values[i]), preValidated: true);
        }

        row.TypeNames.Insert(0, OwoxRow.TypeName);
        return row;
    }
}
