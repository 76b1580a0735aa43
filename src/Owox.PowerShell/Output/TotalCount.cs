using System.Globalization;
using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>The output of -IncludeTotalCount as in other cmdlets: a number with the property Accuracy.</summary>
internal static class TotalCount
{
    /// <param name="total">The total number of items, or null if the server does not return it.</param>
    public static PSObject Create(long? total)
    {
        var count = new PSObject((ulong)(total ?? 0));
        count.Members.Add(new PSNoteProperty("Accuracy", total is null ? 0.0 : 1.0));
        count.Members.Add(new PSCodeMethod("ToString", typeof(TotalCount).GetMethod(nameof(Text))));
        return count;
    }

    /// <summary>Returns the number as text. PowerShell calls this method.</summary>
    public static string Text(PSObject count) => count.Properties["Accuracy"].Value is 0.0
        ? "Unknown total count"
        : string.Format(CultureInfo.CurrentCulture, "Total count: {0}", count.BaseObject);
}
