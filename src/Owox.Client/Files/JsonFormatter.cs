using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Owox.Streaming;

namespace Owox.Files;

/// <summary>Writes one JSON array, a row a line.</summary>
internal sealed class JsonFormatter(FileBuffer output) : IRowFormatter
{
    private readonly RowCheck _check = new();
    private bool _any;

    public IReadOnlyList<string> Columns => _check.Columns;

    public void Begin() => output.Write((byte)'[');

    [MethodImpl(Compiled.AtOnce)]
    public void OnLines(LineBuffer lines, ref long rows)
    {
        while (true)
        {
            var length = _check.CheckFirst(lines.Whole);
            if (length > 0)
            {
                Write(lines.Whole.Slice(0, length - 1));
                lines.Skip(length);
            }
            else if (lines.TryRead(out var line))
            {
                _check.Check(line);
                Write(line);
            }
            else
            {
                return;
            }

            rows++;
        }
    }

    public void End(IReadOnlyList<string>? columns) => output.Write("\n]\n"u8);

    private void Write(ReadOnlySpan<byte> line)
    {
        output.Write(_any ? ",\n"u8 : "\n"u8);
        output.Write(line);
        _any = true;
    }
}
