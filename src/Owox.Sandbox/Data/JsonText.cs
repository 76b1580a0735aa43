using System.Buffers.Text;

namespace Owox.Sandbox.Data;

/// <summary>
/// Writes JSON text as JavaScript's JSON.stringify does: nothing but quotes, backslashes and control characters is
/// escaped, so U+2028, byte order marks and emoji stand raw inside strings.
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    public static void WriteString(IBufferWriter<byte> output, string value) => WriteString(output, Encoding.UTF8.GetBytes(value));

    public static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        output.Write("\""u8);
        while (true)
        {
            var next = value.IndexOfAny(Special);
            if (next < 0)
            {
                output.Write(value);
                break;
            }

            output.Write(value[..next]);
            WriteEscaped(output, value[next]);
            value = value[(next + 1)..];
        }

        output.Write("\""u8);
    }

    public static void WriteInteger(IBufferWriter<byte> output, long value)
    {
        var span = output.GetSpan(20);
        Utf8Formatter.TryFormat(value, span, out var written);
        output.Advance(written);
    }

    public static void WriteDouble(IBufferWriter<byte> output, double value)
    {
        var span = output.GetSpan(32);
        output.Advance(Encoding.UTF8.GetBytes(JsonNumber.Format(value), span));
    }

    private static void WriteEscaped(IBufferWriter<byte> output, byte value)
    {
        switch (value)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            default: output.Write(Encoding.ASCII.GetBytes($"\\u{value:x4}")); break;
        }
    }
}
