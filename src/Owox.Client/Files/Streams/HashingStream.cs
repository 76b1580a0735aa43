using System.Globalization;
using System.Security.Cryptography;

namespace Owox.Files.Streams;

/// <summary>Passes bytes on to another stream, and computes their number and SHA-256.</summary>
internal sealed class HashingStream(Stream target) : WriteOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    public override long Length => _length;

    /// <summary>The digest of all that was written, in hexadecimal.</summary>
    public string GetHashHex() => string.Concat(Array.ConvertAll(_hash.GetHashAndReset(), static b => b.ToString("X2", CultureInfo.InvariantCulture)));

    public override void Write(byte[] buffer, int offset, int count)
    {
        target.Write(buffer, offset, count);
        _hash.AppendData(buffer, offset, count);
        _length += count;
    }

    public override void Flush() => target.Flush();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
