namespace Owox.Sandbox.Streams;

/// <summary>
/// Whole rows of a block table: each block is one copy of a rendered buffer in which only the leading digits of the
/// ids are written anew.
/// </summary>
internal sealed class BlockSource : IRowSource
{
    private const int IdDigits = 9;

    private readonly BlockRows _table;
    private readonly byte[] _block;
    private readonly int[] _lineStarts;
    private readonly int[] _charactersBefore;
    private readonly int[] _idAt;
    private readonly int _leadingDigits;
    private readonly long _end;
    private long _next;

    public BlockSource(BlockRows table, IReadOnlyList<Column> columns, long? limit)
    {
        _table = table;
        _end = Math.Min(table.Total, limit ?? long.MaxValue);
        _leadingDigits = IdDigits - (int)Math.Log10(table.BlockSize);
        _lineStarts = new int[table.BlockSize + 1];
        _charactersBefore = new int[table.BlockSize + 1];
        _idAt = new int[table.BlockSize];
        _block = Render([.. columns]);
    }

    public Written Write(IBufferWriter<byte> output, long maxRows)
    {
        var from = (int)(_next % _table.BlockSize);
        var to = (int)Math.Min(_table.BlockSize, from + Math.Min(maxRows, _end - _next));
        if (to <= from)
        {
            return default;
        }

        Stamp(_next);
        output.Write(_block.AsSpan(_lineStarts[from].._lineStarts[to]));
        _next += to - from;
        return new Written(to - from, _charactersBefore[to] - _charactersBefore[from]);
    }

    public void Dispose()
    {
    }

    private void Stamp(long row)
    {
        if (_idAt[0] == 0)
        {
            return; // the selection has no id
        }

        Span<char> digits = stackalloc char[IdDigits];
        (BlockRows.FirstId + row).TryFormat(digits, out _, provider: System.Globalization.CultureInfo.InvariantCulture);
        Span<byte> leading = stackalloc byte[IdDigits];
        Encoding.ASCII.GetBytes(digits, leading);
        leading = leading[.._leadingDigits];
        foreach (var at in _idAt)
        {
            leading.CopyTo(_block.AsSpan(at));
        }
    }

    private byte[] Render(Column[] columns)
    {
        var buffer = new ArrayBufferWriter<byte>(_table.BlockSize * 160);
        var prefixes = RowLine.Prefixes([.. columns.Select(column => column.Name)]);
        var indexes = columns.Select(column => _table.Columns.ToList().IndexOf(column)).ToArray();
        for (var line = 0; line < _table.BlockSize; line++)
        {
            var row = _table.Row(line);
            for (var i = 0; i < columns.Length; i++)
            {
                buffer.Write(prefixes[i]);
                if (columns[i].Name == "id")
                {
                    _idAt[line] = buffer.WrittenCount;
                    JsonText.WriteInteger(buffer, BlockRows.FirstId + line);
                }
                else
                {
                    RowLine.WriteValue(buffer, row[indexes[i]], columns[i].Rendering);
                }
            }

            buffer.Write("}\n"u8);
            _lineStarts[line + 1] = buffer.WrittenCount;
            _charactersBefore[line + 1] = _charactersBefore[line]
                + Encoding.UTF8.GetCharCount(buffer.WrittenSpan[_lineStarts[line].._lineStarts[line + 1]]);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
