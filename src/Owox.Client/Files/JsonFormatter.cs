using System;
using System.Collections.Generic;

namespace Owox.Files;

/// <summary>Writes one JSON array, a row a line.</summary>
internal sealed class JsonFormatter(FileBuffer output) : IRowFormatter
{
    private readonly RowCheck _check = new();
    private bool _any;

    public IReadOnlyList<string> Columns => _check.Columns;

    public void Begin() => output.Write((byte)'[');

    public void OnLine(ReadOnlySpan<byte> line)
    {
        _check.Check(line);
        output.Write(_any ? ",\n"u8 : "\n"u8);
        output.Write(line);
        _any = true;
    }

    public void End(IReadOnlyList<string>? columns) => output.Write("\n]\n"u8);
}
