using System.IO.Compression;

namespace Owox.Files.Gzip;

/// <summary>
/// Reads a gzip file (RFC 1952) to its end and verifies it. GZipStream accepts a truncated file and ignores bytes after the last member. Most
/// other readers reject both, and rows that are appended to such a file are lost.
/// </summary>
internal static class GzipMembers
{
    private const int BlockSize = 8 * 1024;
    private const int TrailerSize = 8;

    /// <summary>Passes the decompressed content of all members to a callback.</summary>
    /// <exception cref="InvalidDataException">The file is not a complete gzip file. The message contains the reason.</exception>
    public static void Read(Stream source, Action<byte[], int> onBlock)
    {
        var block = new byte[64 * 1024];
        while (source.Position < source.Length)
        {
            SkipHeader(source);
            var body = new CountingStream(source);
            var (crc, length) = (Crc32.Initial, 0L);
            using (var content = new DeflateStream(body, CompressionMode.Decompress, leaveOpen: true))
            {
                for (int count; (count = Read(content, block)) > 0;)
                {
                    crc = Crc32.Add(crc, block, count);
                    length += count;
                    onBlock(block, count);
                }
            }

            source.Position = EndOfMember(source, body.LastBlock, Crc32.Final(crc), (uint)length);
        }
    }

    private static int Read(DeflateStream content, byte[] block)
    {
        try
        {
            return content.Read(block, 0, block.Length);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InvalidDataException("its compressed data is damaged", e);
        }
    }

    private static void SkipHeader(Stream source)
    {
        const int Extra = 4;
        const int Name = 8;
        const int Comment = 16;
        const int Checksum = 2;
        var start = source.Position;
        if (Next(source) != 0x1F || Next(source) != 0x8B || Next(source) != 8)
        {
            throw new InvalidDataException(start == 0 ? "its compressed data is damaged" : "it has bytes after the end of its compressed data");
        }

        var flags = Next(source);
        source.Position += 6;
        if ((flags & Extra) != 0)
        {
            source.Position += Next(source) + (Next(source) << 8);
        }

        foreach (var text in new[] { Name, Comment })
        {
            while ((flags & text) != 0 && Next(source) != 0)
            {
                // The text ends with a zero byte.
            }
        }

        source.Position += (flags & Checksum) != 0 ? 2 : 0;
    }

    // The decompressor reads complete blocks, so the member ends somewhere in the last block, at its checksum and length.
    private static long EndOfMember(Stream source, long lastBlock, uint crc, uint length)
    {
        var bytes = new byte[BlockSize + TrailerSize];
        source.Position = lastBlock;
        var count = 0;
        for (int read; count < bytes.Length && (read = source.Read(bytes, count, bytes.Length - count)) > 0;)
        {
            count += read;
        }

        byte[] trailer =
        [
            (byte)crc, (byte)(crc >> 8), (byte)(crc >> 16), (byte)(crc >> 24),
            (byte)length, (byte)(length >> 8), (byte)(length >> 16), (byte)(length >> 24),
        ];
        var at = bytes.AsSpan(0, count).IndexOf(trailer);

        // The trailer of an empty member consists of zeros, and the byte before it is also zero.
        while (at >= 0 && length == 0 && bytes.AsSpan(at + 1, count - at - 1).StartsWith(trailer))
        {
            at++;
        }

        return at >= 0 ? lastBlock + at + TrailerSize : throw new InvalidDataException("the end of its compressed data is missing");
    }

    private static int Next(Stream source)
    {
        var value = source.ReadByte();
        return value >= 0 ? value : throw new InvalidDataException("the end of its compressed data is missing");
    }

    /// <summary>Passes small blocks to a decompressor and records the position of the last one.</summary>
    private sealed class CountingStream(Stream source) : Stream
    {
        public long LastBlock { get; private set; } = source.Position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var start = source.Position;
            var read = source.Read(buffer, offset, Math.Min(count, BlockSize));
            if (read > 0)
            {
                LastBlock = start;
            }

            return read;
        }

        public override void Flush()
        {
            // The stream is read-only.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
