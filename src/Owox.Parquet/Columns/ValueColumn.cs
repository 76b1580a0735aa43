using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Owox.Parquet.Columns;

/// <summary>A column whose values have a fixed size.</summary>
/// <param name="source">The column of the rows.</param>
/// <param name="description">The type, for messages.</param>
/// <param name="convert">Converts a value.</param>
/// <param name="field">The field of the file; null for the field of the type.</param>
internal sealed class ValueColumn<T>(TypedColumn source, string description, Conversion<T> convert, DataField? field = null)
    : ParquetColumn(source, field ?? new DataField(source.UniqueName, typeof(T), isNullable: true))
    where T : struct
{
    private ColumnBuffer<T> _collected = new();
    private ColumnBuffer<T> _written = new();
    private int _groups;
    private bool _hasNaN;

    public override string Description => description;

    /// <summary>Sets the logical type; null to keep that of the field.</summary>
    public Action<SchemaElement>? LogicalType { get; init; }

    public override int Add(object? value)
    {
        if (value is null)
        {
            _collected.AddNull();
            return sizeof(int);
        }

        if (!convert(value, out var converted))
        {
            return -1;
        }

        _hasNaN |= converted is double.NaN;
        _collected.Add(converted);
        return sizeof(int) + Unsafe.SizeOf<T>();
    }

    public override bool Fits(object value) => convert(value, out _);

    public override void Swap()
    {
        (_collected, _written) = (_written, _collected);
        _collected.Clear();
        if (_hasNaN)
        {
            UnboundedGroups.Add(_groups);
        }

        _groups++;
        _hasNaN = false;
    }

    public override Task WriteAsync(ParquetRowGroupWriter group) =>
        group.WriteAllPartsAsync(Field, _written.Values, _written.Levels, repetitionLevels: null, CancellationToken.None);

    public override void Annotate(SchemaElement element) => LogicalType?.Invoke(element);
}
