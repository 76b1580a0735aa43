using System;
using System.Collections.Generic;
using System.Linq;
using Owox.Streaming;

namespace Owox.Files;

/// <summary>Writes the server's own lines, each of them checked.</summary>
/// <param name="output">Where to.</param>
/// <param name="target">How.</param>
/// <param name="existingLine">The first line of the file that rows are added to; null for a new file.</param>
internal sealed class NdjsonFormatter(FileBuffer output, ExportTarget target, byte[]? existingLine) : IRowFormatter
{
    private readonly RowCheck _check = new();
    private bool _any;

    public IReadOnlyList<string> Columns => _check.Columns;

    public void Begin()
    {
        // Nothing stands before the first row.
    }

    public void OnLines(LineBuffer lines, ref long rows)
    {
        var taken = lines.Whole;
        do
        {
            lines.Skip(_check.CheckAll(lines.Whole, ref rows));
        }
        while (CheckNext(lines, ref rows));

        output.Write(taken);
    }

    public void End(IReadOnlyList<string>? columns)
    {
        // Nor after the last.
    }

    private bool CheckNext(LineBuffer lines, ref long rows)
    {
        if (!lines.TryRead(out var line))
        {
            return false;
        }

        _check.Check(line);
        if (!_any)
        {
            _any = true;
            RequireSameColumns();
        }

        rows++;
        return true;
    }

    private void RequireSameColumns()
    {
        if (existingLine is null)
        {
            return;
        }

        var existing = new RowCheck();
        try
        {
            existing.Check(existingLine);
        }
        catch (FormatException e)
        {
            throw ExistingFile.CannotAppend(target.Path, $"its first line is not a row ({e.Message})");
        }

        if (!existing.Columns.SequenceEqual(_check.Columns, StringComparer.Ordinal))
        {
            throw ExistingFile.CannotAppend(target.Path, "its columns are not those of the rows");
        }
    }
}
