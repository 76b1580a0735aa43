using System.Numerics;
using Owox.Redaction;

namespace Owox;

/// <summary>A value of a numeric column that has another type than the numbers of the column, and is not compared with them correctly.</summary>
/// <param name="Row">The number of the row; the first is 1.</param>
/// <param name="Column">The column.</param>
/// <param name="Type">Its type in the warehouse.</param>
/// <param name="Value">The value: a BigInteger, text, or what else is no number.</param>
public sealed record KeptValue(long Row, string Column, string Type, object Value)
{
    /// <summary>What the user should know of it, as a sentence.</summary>
    internal string Warning => ServerTextSanitizer.Sanitize(
        $"Row {Row}, column '{Column}': " + (Value is not (BigInteger or string)
            ? $"the value is no number, although the column is {Type}. It stays as it was sent, there and wherever else this occurs."
            : Value is BigInteger
            ? $"this {Type} is too large for Decimal and is a BigInteger, there and wherever else this occurs. PowerShell does not sort or compare a BigInteger with other numbers correctly: convert all values, for example Sort-Object {{ [bigint]$_.'{Column.Replace("'", "''")}' }}, or [double] where there are fractions."
            : $"no number of .NET is exactly this {Type}. It stays text, there and wherever else this occurs. To compare or add up, convert it, or use -Raw for all values as they were sent."), [])!;
}
