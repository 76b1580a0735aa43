using Owox.Files.Atomic;
using Owox.Files.Gzip;

namespace Owox.Files.Append;

/// <summary>The file to which rows are appended. It is copied first, so it stays unchanged until the new file is complete.</summary>
internal sealed class AppendSource
{
    private AppendSource(FileStamp stamp, byte[]? firstLine, long lines)
    {
        Stamp = stamp;
        FirstLine = firstLine;
        Lines = lines;
    }

    /// <summary>Shows whether another program has changed the file since it was copied.</summary>
    public FileStamp Stamp { get; }

    /// <summary>The first line, including the newline, which determines the columns of the new rows, or null if the file is empty.</summary>
    public byte[]? FirstLine { get; }

    /// <summary>The number of lines in the file.</summary>
    public long Lines { get; }

    /// <summary>Whether the file contains rows and not only a header.</summary>
    public bool HasRows(RowFileFormat format) => FirstLine is not null && (format == RowFileFormat.Ndjson || Lines > FirstLine.Count(static c => c == (byte)'\n'));

    /// <summary>Checks and copies the file unchanged, compressed or not. A gzip file can consist of several members.</summary>
    /// <exception cref="OwoxFileException">Rows cannot be appended to the file.</exception>
    public static AppendSource CopyTo(Stream target, FileExportOptions export)
    {
        using var source = new FileStream(export.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var stamp = FileStamp.FromFile(export.Path)!;
        var isCompressed = source.ReadByte() == 0x1F && source.ReadByte() == 0x8B;
        if (source.Length > 0 && isCompressed != export.Compress)
        {
            throw CannotAppend(export.Path, isCompressed ? "it is compressed, and the rows are not" : "it is not compressed, and the rows are", ErrorOption.Compress);
        }

        source.Position = 0;
        var content = Read(source, export);
        if (content.IsEmpty)
        {
            // The file is empty, so the new file starts from the beginning, with a byte order mark if one is requested.
            return new AppendSource(stamp, firstLine: null, lines: 0);
        }

        content.Check(export);
        source.Position = 0;
        source.CopyTo(target);
        return new AppendSource(stamp, content.FirstLine, content.Lines);
    }

    public static OwoxFileException CannotAppend(string path, string why, string? option = null) =>
        new(ErrorReason.FileWriteFailed, $"Rows cannot be appended to the file '{path}': {why}. The file is unchanged.", path) { Option = option };

    private static ExistingContent Read(FileStream source, FileExportOptions export)
    {
        var content = new ExistingContent(export.Format);
        try
        {
            if (export.Compress)
            {
                GzipMembers.Read(source, content.Add);
            }
            else
            {
                var block = new byte[64 * 1024];
                for (int count; (count = source.Read(block, 0, block.Length)) > 0;)
                {
                    content.Add(block, count);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw CannotAppend(export.Path, e.Message);
        }

        return content;
    }
}

/// <summary>The properties of a file that change when a program writes to it or replaces it.</summary>
internal sealed record FileStamp(long Length, DateTime Written)
{
    /// <summary>The stamp of a file, or null if the file does not exist.</summary>
    public static FileStamp? FromFile(string path)
    {
        // A link has a separate length and time.
        var file = new FileInfo(TemporaryFile.ResolveLink(path));
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
    }
}
