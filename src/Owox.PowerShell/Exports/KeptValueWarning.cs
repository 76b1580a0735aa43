using System.Numerics;
using Owox.Redaction;

namespace Owox.PowerShell.Exports;

/// <summary>The warning about a value that PowerShell does not compare correctly with the other numbers of its column.</summary>
internal static class KeptValueWarning
{
    public static string Format(KeptValue kept) =>
        ServerTextSanitizer.Sanitize($"Row {kept.Row}, column '{kept.Column}': {Explain(kept)}", [])!;

    private static string Explain(KeptValue kept) => kept.Value switch
    {
        BigInteger =>
            $"this {kept.Type} is too large for Decimal and is returned as a BigInteger, here and in other rows. PowerShell does not sort or compare a "
            + "BigInteger with other numbers correctly. Convert all values, for example with "
            + $"Sort-Object {{ [bigint]$_.'{kept.Column.Replace("'", "''")}' }}, or with [double] if there are fractions.",
        string =>
            $"no numeric type of .NET represents this {kept.Type} exactly. It is returned as a string, here and in other rows. To compare or add such "
            + "values, convert them, or use -Raw to get all values as they were sent.",
        _ => $"the value is not a number, although the column has the type {kept.Type}. It is returned as it was sent, here and in other rows.",
    };
}
