namespace Owox;

/// <summary>Takes rows as they are read.</summary>
public interface IRowConsumer
{
    /// <summary>One row.</summary>
    /// <param name="shape">Its columns; the same object for all rows that have the same.</param>
    /// <param name="values">
    /// Its values, in the order of the columns: Int64, Decimal, BigInteger, Double, String, Boolean, null,
    /// <see cref="NestedObject"/> or an array of these. The array is used again for the next row: copy what is kept.
    /// </param>
    void OnRow(RowSchema shape, object?[] values);
}
