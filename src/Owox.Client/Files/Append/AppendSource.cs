using Owox.Files.Atomic;
using Owox.Files.Gzip;

namespace Owox.Files.Append;

/// <summary>The file that rows are added to. It is copied first, so that it stays as it is until the new one is complete.</summary>
internal sealed class AppendSource
{
    private AppendSource(FileStamp stamp, byte[]? firstLine, long lines)
    {
        Stamp = stamp;
        FirstLine = firstLine;
        Lines = lines;
    }

    /// <summary>Shows whether another program changed the file since it was copied.</summary>
    public FileStamp Stamp { get; }

    /// <summary>The first line, newline included, to which the new rows must fit; null if the file has no content.</summary>
    public byte[]? FirstLine { get; }

    /// <summary>How many lines it has.</summary>
    public long Lines { get; }

    /// <summary>Whether it has more than a line of column names.</summary>
    public bool HasRows(RowFileFormat format) => FirstLine is not null && (format == RowFileFormat.Ndjson || Lines > FirstLine.Count(static c => c == (byte)'\n'));

    /// <summary>Checks the file and copies it as it is, compressed or not: gzip files may follow one another in one file.</summary>
    /// <exception cref="OwoxFileException">Rows cannot be added to it.</exception>
    public static AppendSource CopyTo(Stream target, FileExportOptions export)
    {
        using var source = new FileStream(export.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var stamp = FileStamp.FromFile(export.Path)!;
        var isCompressed = source.ReadByte() == 0x1F && source.ReadByte() == 0x8B;
        if (source.Length > 0 && isCompressed != export.Compress)
        {
            throw CannotAppend(export.Path, isCompressed ? "it is compressed: append with -Compress" : "it is not compressed: append without -Compress");
        }

        source.Position = 0;
        var content = Read(source, export);
        if (content.IsEmpty)
        {
            // The new file starts again, with its own byte order mark if one is requested.
            return new AppendSource(stamp, firstLine: null, lines: 0);
        }

        content.Check(export);
        source.Position = 0;
        source.CopyTo(target);
        return new AppendSource(stamp, content.FirstLine, content.Lines);
    }

    public static OwoxFileException CannotAppend(string path, string why) =>
        new(ErrorReason.FileWriteFailed, $"No rows can be added to the file '{path}': {why}. It is as it was.", path);

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

/// <summary>What changes when a program writes to a file or replaces it.</summary>
internal sealed record FileStamp(long Length, DateTime Written)
{
    /// <summary>The stamp of a file, or null if the file does not exist.</summary>
    public static FileStamp? FromFile(string path)
    {
        // A link has its own length and time.
        var file = new FileInfo(TemporaryFile.ResolveLink(path));
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
    }
}
