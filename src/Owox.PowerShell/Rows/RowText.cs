using System.Globalization;
using System.Management.Automation;

namespace Owox.PowerShell.Rows;

/// <summary>The text of rows and of objects in rows. The type data of Owox.Row calls it: a PSObject would omit the values of inner objects.</summary>
public static class RowText
{
    /// <summary>Returns the text in PowerShell's format for objects: <c>@{column=value; …}</c>.</summary>
    // Other properties, which scripts can add to the type, are not read, because that would run their code.
    public static string Format(PSObject row) =>
        "@{" + string.Join("; ", row.Properties.Where(static property => property is PSNoteProperty or PSProperty).Select(Describe)) + "}";

    private static string Describe(PSPropertyInfo property) =>
        string.Format(CultureInfo.InvariantCulture, "{0}={1}", property.Name, property.Value is PSObject { BaseObject: PSCustomObject } inner ? Format(inner) : property.Value);
}
