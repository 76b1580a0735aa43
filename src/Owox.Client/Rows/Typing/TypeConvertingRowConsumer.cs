using System.Collections.Concurrent;
using System.Numerics;
using Owox.Conversion;
using Owox.Rows;

namespace Owox;

/// <summary>Converts the values of each row to the types of their columns, and passes the row on.</summary>
/// <param name="sink">Consumes the rows.</param>
/// <param name="types">The types of the columns.</param>
/// <param name="conversion">The values that are converted.</param>
public sealed class TypeConvertingRowConsumer(IRowConsumer sink, ColumnTypes types, RowConversion conversion) : IRowConsumer, INumberColumns
{
    private RowSchema? _shape;
    private Func<object, object?>?[] _converters = [];
    private Type?[] _netTypes = [];
    private readonly HashSet<(string Column, Type Type)> _noted = [];
    private readonly ConcurrentQueue<KeptValue> _kept = new();
    private long _row;

    /// <summary>
    /// Returns the next value of a numeric column that does not have the type of the column: a number that no .NET type represents exactly
    /// and that stays text, a number that is too large for Decimal, or, if only numbers are converted, text that is not a number. At most one
    /// value of each kind is returned for a column. Can be called on another thread.
    /// </summary>
    /// <returns>The value, or null if there is no other value yet.</returns>
    public KeptValue? TakeKept() => _kept.TryDequeue(out var kept) ? kept : null;

    /// <inheritdoc />
    /// <exception cref="OwoxConversionException">A value does not have the type of its column.</exception>
    public void OnRow(RowSchema shape, object?[] values)
    {
        _row++;
        if (!ReferenceEquals(shape, _shape))
        {
            Use(shape);
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (_converters[i] is { } convert && values[i] is { } value && value.GetType() != _netTypes[i])
            {
                var converted = convert(value) ?? Fraction(value);
                values[i] = converted ?? KeepOrThrow(value, shape.OriginalNames[i]);
                if (converted is BigInteger or string || (conversion == RowConversion.Numbers && values[i] is not (long or decimal or double)))
                {
                    Note(shape.OriginalNames[i], values[i]!);
                }
            }
        }

        sink.OnRow(shape, values);
    }

    /// <summary>The .NET type of the values of a column, or null if it is unknown.</summary>
    public Type? NetTypeOf(string column) => types.GetType(column) is not { } type ? null
        : ValueConverters.NetTypeOf(type) is { } net && (conversion != RowConversion.Numbers || ValueConverters.IsNumeric(type) || net == typeof(bool)) ? net
        : ValueConverters.NetTypeOf(type) is null ? null : typeof(string);

    NumberKind INumberColumns.KindOf(string column) => types.GetType(column) is { } type ? ValueConverters.KindOf(type) : NumberKind.None;

    private void Use(RowSchema shape)
    {
        _shape = shape;
        _converters = shape.OriginalNames.Select(column => types.GetType(column) is { } type && IsConverted(type) ? ValueConverters.ConverterFor(type) : null).ToArray();
        _netTypes = shape.OriginalNames.Select(NetTypeOf).ToArray();
    }

    // A fraction in a column of integers is compared with them correctly, unless it is a string.
    private object? Fraction(object value) =>
        conversion == RowConversion.Numbers && value is string text && DecimalParser.Exact(text.Trim(' ')) is { } exact ? exact : null;

    private void Note(string column, object value)
    {
        if (_noted.Add((column, value.GetType())))
        {
            _kept.Enqueue(new KeptValue(_row, column, types.GetType(column)!, value));
        }
    }

    private bool IsConverted(string type) => conversion != RowConversion.Numbers || ValueConverters.IsNumeric(type);

    private object KeepOrThrow(object value, string column) => conversion != RowConversion.AllOrError
        ? value
        : throw new OwoxConversionException(_row, column, types.GetType(column)!);
}

/// <summary>The values that are converted to the types of their columns.</summary>
public enum RowConversion
{
    /// <summary>Numbers are converted. Other values stay unchanged.</summary>
    Numbers,

    /// <summary>All values are converted. A value that does not match the type of its column stays unchanged.</summary>
    All,

    /// <summary>All values are converted. A value that does not match the type of its column is an error.</summary>
    AllOrError,
}

/// <summary>A value of a numeric column that has another type than the numbers of the column, and is not compared with them correctly.</summary>
/// <param name="Row">The number of the row, starting at 1.</param>
/// <param name="Column">The column.</param>
/// <param name="Type">The type of the column in the warehouse.</param>
/// <param name="Value">The value: a BigInteger, a string, or another value that is not a number.</param>
public sealed record KeptValue(long Row, string Column, string Type, object Value);
