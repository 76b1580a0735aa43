using System.Globalization;
using System.Security.Cryptography;
using Owox.Files.Atomic;

namespace Owox.Files.Streams;

/// <summary>Passes bytes on to a file, and knows how many there were and their SHA-256.</summary>
internal sealed class HashingStream(AtomicFile target) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>The digest of all that was written, in hexadecimal.</summary>
    public string GetHashHex() => string.Concat(Array.ConvertAll(_hash.GetHashAndReset(), static b => b.ToString("X2", CultureInfo.InvariantCulture)));

    public override void Write(byte[] buffer, int offset, int count)
    {
        target.Write(buffer, offset, count);
        _hash.AppendData(buffer, offset, count);
        _length += count;
    }

    public override void Flush() => target.Stream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
