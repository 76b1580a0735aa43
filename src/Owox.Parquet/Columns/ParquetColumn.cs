using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Owox.Parquet.Columns;

/// <summary>The values of a column: those that are collected, and those of the row group that is written.</summary>
/// <param name="source">The column of the rows.</param>
/// <param name="target">The field of the file.</param>
internal abstract class ParquetColumn(TypedColumn source, DataField target)
{
    /// <summary>The column of the rows.</summary>
    public TypedColumn Source => source;

    /// <summary>The field of the file.</summary>
    public DataField Field => target;

    /// <summary>The type, for messages.</summary>
    public abstract string Description { get; }

    /// <summary>The row groups whose values have no bounds, because some of them are NaN.</summary>
    public HashSet<int> UnboundedGroups { get; } = [];

    /// <summary>Creates a column whose type depends on the kind of its values.</summary>
    public static ParquetColumn Create(TypedColumn source) => source.Kind switch
    {
        ColumnKind.Integer => new ValueColumn<long>(source, "Int64", static (object value, out long number) => Conversions.Is(value, out number)),
        ColumnKind.Double => new ValueColumn<double>(source, "Double", Conversions.TryDouble),
        ColumnKind.Boolean => new ValueColumn<bool>(source, "Boolean", static (object value, out bool flag) => Conversions.Is(value, out flag)),
        ColumnKind.Date => new ValueColumn<int>(source, "DATE", Conversions.TryDate) { LogicalType = LogicalTypes.Date },
        ColumnKind.DateTime => new ValueColumn<long>(source, "DATETIME with at most six decimal places", Conversions.TryTime) { LogicalType = LogicalTypes.DateTime },
        ColumnKind.Timestamp => new ValueColumn<long>(source, "TIMESTAMP with at most six decimal places", Conversions.TryTime) { LogicalType = LogicalTypes.Timestamp },
        ColumnKind.Time => new ValueColumn<long>(source, "TIME with at most six decimal places", Conversions.TryTimeOfDay) { LogicalType = LogicalTypes.Time },
        ColumnKind.Decimal => DecimalColumns.Create(source),
        ColumnKind.Bytes => new BytesColumn(source, Conversions.TryBytes) { Name = "text in base64" },
        ColumnKind.Json => new BytesColumn(source, Conversions.TryJson) { LogicalType = LogicalTypes.Json, Name = "JSON" },
        _ => new BytesColumn(source, Conversions.TryText) { LogicalType = LogicalTypes.Text },
    };

    /// <summary>Adds a value.</summary>
    /// <returns>The size of the value in bytes; negative if the column cannot represent it.</returns>
    public abstract int Add(object? value);

    /// <summary>Whether the column can represent a value.</summary>
    public abstract bool Fits(object value);

    /// <summary>Makes the collected values those of the next row group.</summary>
    public abstract void Swap();

    /// <summary>Writes the values of the row group.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group);

    /// <summary>Sets the logical type.</summary>
    public abstract void Annotate(SchemaElement element);
}

/// <summary>The values of one row group. Nulls have a definition level and no value.</summary>
internal sealed class ColumnBuffer<T>
    where T : struct
{
    private const int InitialSize = 4 * 1024;

    private T[] _values = new T[InitialSize];
    private int[] _levels = new int[InitialSize];
    private int _count;
    private int _rows;

    public ReadOnlyMemory<T> Values => _values.AsMemory(0, _count);

    public ReadOnlyMemory<int> Levels => _levels.AsMemory(0, _rows);

    public void AddNull() => AddLevel(0);

    public void Add(T value)
    {
        AddLevel(1);
        if (_count == _values.Length)
        {
            Array.Resize(ref _values, _count * 2);
        }

        _values[_count++] = value;
    }

    public void Clear() => _count = _rows = 0;

    private void AddLevel(int level)
    {
        if (_rows == _levels.Length)
        {
            Array.Resize(ref _levels, _rows * 2);
        }

        _levels[_rows++] = level;
    }
}

/// <summary>Converts a value of a row.</summary>
/// <returns>Whether the column can represent the value.</returns>
internal delegate bool Conversion<T>(object value, out T result);
