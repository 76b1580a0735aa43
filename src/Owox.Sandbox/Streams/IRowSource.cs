using System.Runtime.InteropServices;

namespace Owox.Sandbox.Streams;

/// <summary>The number of rows and characters that one call wrote. The server reports the characters as bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Written(long Rows, long Characters);

/// <summary>Writes rows as lines of JSON in batches.</summary>
internal interface IRowSource : IDisposable
{
    /// <summary>Writes the next batch of at most <paramref name="maxRows"/> rows. At the end, it writes no rows.</summary>
    Written Write(IBufferWriter<byte> output, long maxRows);
}
