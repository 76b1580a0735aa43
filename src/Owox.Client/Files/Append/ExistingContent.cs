using Owox.Files.Formatting;
using Owox.Queries;
using Owox.Text;

namespace Owox.Files.Append;

/// <summary>Analyzes the content of the file to which rows are appended: its first line and its last byte.</summary>
internal sealed class ExistingContent(RowFileFormat format)
{
    private const int MarkLength = 3;

    private readonly List<byte> _first = [];
    private bool _isInFirst = true;
    private bool _isInQuotes;
    private long _length;
    private byte _last;

    /// <summary>The number of lines.</summary>
    public long Lines { get; private set; }

    public byte[] FirstLine => _first.ToArray();

    /// <summary>Whether the file is empty except for a byte order mark.</summary>
    public bool IsEmpty => _length == 0 || (_length == MarkLength && HasMark(FirstLine));

    public void Add(byte[] block, int count)
    {
        if (_isInFirst)
        {
            var newline = EndOfFirst(block, count);
            _first.AddRange(new ArraySegment<byte>(block, 0, newline < 0 ? count : newline + 1));
            _isInFirst = newline < 0;
        }

        for (var i = 0; i < count; i++)
        {
            Lines += block[i] == (byte)'\n' ? 1 : 0;
        }

        _length += count;
        _last = block[count - 1];
    }

    /// <summary>Detects problems that would otherwise be found only after the rows were received.</summary>
    /// <exception cref="OwoxFileException">Rows cannot be appended.</exception>
    public void Check(FileExportOptions export)
    {
        if (_last != '\n')
        {
            throw AppendSource.CannotAppend(export.Path, "its last line is incomplete");
        }

        var first = FirstLine;
        if (!StrictUtf8.IsValid(first) || Array.IndexOf(first, (byte)0) >= 0)
        {
            throw AppendSource.CannotAppend(export.Path, "it is not UTF-8 text");
        }

        if (format == RowFileFormat.Ndjson)
        {
            CheckRow(first, export.Path);
        }
        else if (string.IsNullOrWhiteSpace(StrictUtf8.Read(first)))
        {
            throw AppendSource.CannotAppend(export.Path, "its first line is empty and not a header");
        }
    }

    private static void CheckRow(byte[] line, string path)
    {
        try
        {
            new RowValidator(RowLayout.AsSent).Check(line);
        }
        catch (FormatException e)
        {
            throw AppendSource.CannotAppend(path, $"its first line is not a row ({e.Message})");
        }
    }

    private static bool HasMark(byte[] bytes) => bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF;

    // A line break inside quotes in a CSV header is part of a column name.
    private int EndOfFirst(byte[] block, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (block[i] == (byte)'"' && format == RowFileFormat.Csv)
            {
                _isInQuotes = !_isInQuotes;
            }
            else if (block[i] == (byte)'\n' && !_isInQuotes)
            {
                return i;
            }
        }

        return -1;
    }
}
