using System.Runtime.InteropServices;

namespace Owox.Sandbox.Streams;

/// <summary>How much one call wrote; the server counts characters and calls them bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Written(long Rows, long Characters);

/// <summary>Rows as lines of JSON, a batch at a time.</summary>
internal interface IRowSource : IDisposable
{
    /// <summary>Writes the next batch, at most so many rows; no rows at the end.</summary>
    Written Write(IBufferWriter<byte> output, long mostRows);
}
