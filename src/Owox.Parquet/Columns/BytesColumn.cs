using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Owox.Parquet.Columns;

/// <summary>A column of text, JSON or bytes.</summary>
/// <param name="source">The column of the rows.</param>
/// <param name="write">Appends a value to the arena. Returns false if the column cannot represent it.</param>
internal sealed class BytesColumn(TypedColumn source, Func<object, ByteArena?, bool> write)
    : ParquetColumn(source, new DataField(source.UniqueName, typeof(ReadOnlyMemory<byte>), isNullable: true))
{
    private (ColumnBuffer<ReadOnlyMemory<byte>> Values, ByteArena Arena) _collected = (new(), new());
    private (ColumnBuffer<ReadOnlyMemory<byte>> Values, ByteArena Arena) _written = (new(), new());

    public override string Description => Name;

    /// <summary>The type, for messages.</summary>
    public string Name { get; init; } = "text";

    /// <summary>Sets the logical type; null for bytes.</summary>
    public Action<SchemaElement>? LogicalType { get; init; }

    public override int Add(object? value)
    {
        if (value is null)
        {
            _collected.Values.AddNull();
            return sizeof(int);
        }

        if (!write(value, _collected.Arena))
        {
            return -1;
        }

        var bytes = _collected.Arena.Last;
        _collected.Values.Add(bytes);
        return sizeof(int) + sizeof(long) + bytes.Length;
    }

    public override bool Fits(object value) => write(value, null);

    public override void Swap()
    {
        (_collected, _written) = (_written, _collected);
        _collected.Values.Clear();
        _collected.Arena.Clear();
    }

    public override Task WriteAsync(ParquetRowGroupWriter group) =>
        group.WriteAllPartsAsync(Field, _written.Values.Values, _written.Values.Levels, repetitionLevels: null, CancellationToken.None);

    public override void Annotate(SchemaElement element) => LogicalType?.Invoke(element);
}

/// <summary>The bytes of many values, in few arrays that are used for each row group.</summary>
internal sealed class ByteArena
{
    private const int BlockSize = 1024 * 1024;

    private readonly List<byte[]> _blocks = [];
    private int _block = -1;
    private int _used;

    /// <summary>The last value.</summary>
    public ReadOnlyMemory<byte> Last { get; private set; }

    /// <summary>Returns room for a value of at most the specified size. Call <see cref="Commit"/> with its actual size.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_block < 0 || _blocks[_block].Length - _used < size)
        {
            _block++;
            _used = 0;
            if (_block == _blocks.Count)
            {
                _blocks.Add(new byte[Math.Max(size, BlockSize)]);
            }
            else if (_blocks[_block].Length < size)
            {
                _blocks[_block] = new byte[size];
            }
        }

        return _blocks[_block].AsSpan(_used);
    }

    public void Commit(int size)
    {
        Last = _blocks[_block].AsMemory(_used, size);
        _used += size;
    }

    public void Clear()
    {
        // A single large value must not keep its memory for the rest of the file.
        _blocks.RemoveAll(static block => block.Length > BlockSize);
        _block = -1;
        _used = 0;
    }
}
