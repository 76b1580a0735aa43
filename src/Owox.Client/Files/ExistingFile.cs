using System.IO;
using System.IO.Compression;

namespace Owox.Files;

/// <summary>The file that rows are added to: copied first, so that it stays as it is until the new one is whole.</summary>
internal sealed class ExistingFile
{
    private ExistingFile(byte[]? firstLine) => FirstLine = firstLine;

    /// <summary>The first line, newline included, to which the new rows must fit; null where the file is empty.</summary>
    public byte[]? FirstLine { get; }

    /// <summary>Copies the file as it is, compressed or not: gzip files may follow one another in one file.</summary>
    /// <exception cref="OwoxFileException">Rows cannot be added to it.</exception>
    public static ExistingFile CopyTo(Stream target, ExportTarget export)
    {
        using var source = new FileStream(export.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var isCompressed = source.ReadByte() == 0x1F && source.ReadByte() == 0x8B;
        if (source.Length > 0 && isCompressed != export.Compress)
        {
            throw CannotAppend(export.Path, isCompressed ? "it is compressed: append with -Compress" : "it is not compressed: append without -Compress");
        }

        source.Position = 0;
        byte[]? firstLine;
        try
        {
            firstLine = ReadEnds(source, export);
        }
        catch (InvalidDataException)
        {
            throw CannotAppend(export.Path, "its compressed data is damaged");
        }

        source.Position = 0;
        source.CopyTo(target);
        return new ExistingFile(firstLine);
    }

    public static OwoxFileException CannotAppend(string path, string why) =>
        new(ErrorReason.FileNotWritten, $"No rows can be added to the file '{path}': {why}. It is as it was.", path);

    private static byte[]? ReadEnds(Stream source, ExportTarget export)
    {
        using var text = export.Compress ? new GZipStream(source, CompressionMode.Decompress, leaveOpen: true) : null;
        Stream plain = text ?? source;
        using var first = new MemoryStream();
        var inFirst = true;
        var inQuotes = false;
        var last = -1;
        var block = new byte[64 * 1024];
        for (int count; (count = plain.Read(block, 0, block.Length)) > 0;)
        {
            var newline = inFirst ? EndOfFirst(block, count, export.Format, ref inQuotes) : -1;
            if (inFirst)
            {
                first.Write(block, 0, newline < 0 ? count : newline + 1);
                inFirst = newline < 0;
            }

            last = block[count - 1];
        }

        if (last >= 0 && last != '\n')
        {
            throw CannotAppend(export.Path, "its last line is not finished");
        }

        return first.Length > 0 ? first.ToArray() : null;
    }

    // A line break in the quotes of a CSV header is a part of a column's name.
    private static int EndOfFirst(byte[] block, int count, RowFileFormat format, ref bool inQuotes)
    {
        for (var i = 0; i < count; i++)
        {
            if (block[i] == (byte)'"' && format == RowFileFormat.Csv)
            {
                inQuotes = !inQuotes;
            }
            else if (block[i] == (byte)'\n' && !inQuotes)
            {
                return i;
            }
        }

        return -1;
    }
}
