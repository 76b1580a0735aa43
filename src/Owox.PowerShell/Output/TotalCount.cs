using System.Globalization;
using System.Management.Automation;

namespace Owox.PowerShell.Output;

/// <summary>What -IncludeTotalCount writes first, as all cmdlets with this parameter do: a number with a property Accuracy.</summary>
internal static class TotalCount
{
    /// <param name="total">How many things there are; null where the server does not tell.</param>
    public static PSObject Create(long? total)
    {
        var count = new PSObject((ulong)(total ?? 0));
        count.Members.Add(new PSNoteProperty("Accuracy", total is null ? 0.0 : 1.0));
        count.Members.Add(new PSCodeMethod("ToString", typeof(TotalCount).GetMethod(nameof(Text))));
        return count;
    }

    /// <summary>The number in words. The engine calls it.</summary>
    public static string Text(PSObject count) => count.Properties["Accuracy"].Value is 0.0
        ? "Unknown total count"
        : string.Format(CultureInfo.CurrentCulture, "Total count: {0}", count.BaseObject);
}
