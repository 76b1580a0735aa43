using System;
using System.Linq;

namespace Owox;

/// <summary>Gives the values of each row their columns' types before it hands the row on.</summary>
/// <param name="sink">Takes the rows.</param>
/// <param name="types">The types.</param>
/// <param name="keepText">Whether a value that does not convert stays as it is; else it is an error.</param>
public sealed class TypedRows(IRowSink sink, ColumnTypes types, bool keepText) : IRowSink
{
    private RowShape? _shape;
    private Func<object, object?>?[] _converters = [];
    private long _row;

    /// <inheritdoc />
    /// <exception cref="OwoxConversionException">A value is not what its column's type says.</exception>
    public void OnRow(RowShape shape, object?[] values)
    {
        _row++;
        if (!ReferenceEquals(shape, _shape))
        {
            _shape = shape;
            _converters = shape.Sent.Select(column => types.Of(column) is { } type ? ValueTyping.ConverterFor(type) : null).ToArray();
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value && _converters[i] is { } convert)
            {
                values[i] = convert(value) ?? Kept(value, shape.Sent[i]);
            }
        }

        sink.OnRow(shape, values);
    }

    private object Kept(object value, string column) =>
        keepText ? value : throw new OwoxConversionException(_row, column, types.Of(column)!);
}
