namespace Owox.Sandbox.Streams;

/// <summary>
/// All rows of a block table. Each block has the lines of the first block with other leading digits of the IDs.
/// </summary>
internal sealed class BlockSource : IRowSource
{
    private const int IdDigits = 9;

    private readonly int _size;
    private readonly byte[] _block;
    private readonly List<int> _lineStarts = [0];
    private readonly List<int> _charactersBefore = [0];
    private readonly List<int> _idPositions = [];
    private readonly int _leadingDigits;
    private readonly long _end;
    private long _next;

    /// <param name="table">The table.</param>
    /// <param name="size">The number of rows of a block.</param>
    /// <param name="firstBlock">The rows of its first block.</param>
    /// <param name="limit">The maximum number of rows.</param>
    public BlockSource(Table table, int size, IRowSource firstBlock, long? limit)
    {
        _size = size;
        _end = Math.Min(table.Count, limit ?? long.MaxValue);
        _leadingDigits = IdDigits - (int)Math.Log10(size);
        var buffer = new ArrayBufferWriter<byte>(size * 160);
        while (firstBlock.Write(buffer, size).Rows > 0)
        {
        }

        _block = buffer.WrittenSpan.ToArray();
        FindLines();
    }

    public Written Write(IBufferWriter<byte> output, long maxRows)
    {
        var from = (int)(_next % _size);
        var to = (int)Math.Min(_size, from + Math.Min(maxRows, _end - _next));
        if (to <= from)
        {
            return default;
        }

        // A block size is a power of ten, so the other digits are the number of the row in the block.
        var leading = Encoding.ASCII.GetBytes((Table.FirstId + _next).ToString(CultureInfo.InvariantCulture)).AsSpan(0, _leadingDigits);
        foreach (var position in _idPositions)
        {
            leading.CopyTo(_block.AsSpan(position));
        }

        output.Write(_block.AsSpan(_lineStarts[from].._lineStarts[to]));
        _next += to - from;
        return new Written(to - from, _charactersBefore[to] - _charactersBefore[from]);
    }

    public void Dispose()
    {
    }

    private void FindLines()
    {
        for (var start = 0; start < _block.Length; start = _lineStarts[^1])
        {
            var line = _block.AsSpan(start, _block.AsSpan(start).IndexOf((byte)'\n') + 1);

            // Quotes in values are escaped, so this is the name of the column.
            var id = line.IndexOf("\"id\":"u8);
            if (id >= 0)
            {
                _idPositions.Add(start + id + "\"id\":".Length);
            }

            _lineStarts.Add(start + line.Length);
            _charactersBefore.Add(_charactersBefore[^1] + Encoding.UTF8.GetCharCount(line));
        }
    }
}
