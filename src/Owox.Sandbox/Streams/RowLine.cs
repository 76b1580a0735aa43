namespace Owox.Sandbox.Streams;

/// <summary>Writes one row as one line of JSON.</summary>
internal static class RowLine
{
    /// <summary>The text before each value: an opening brace or a comma, the name, a colon.</summary>
    public static byte[][] Prefixes(ReadOnlySpan<string> names)
    {
        var prefixes = new byte[names.Length][];
        for (var i = 0; i < names.Length; i++)
        {
            var buffer = new ArrayBufferWriter<byte>();
            buffer.Write(i == 0 ? "{"u8 : ","u8);
            JsonText.WriteString(buffer, names[i]);
            buffer.Write(":"u8);
            prefixes[i] = buffer.WrittenSpan.ToArray();
        }

        return prefixes;
    }

    public static void WriteValue(IBufferWriter<byte> output, object? value, Rendering rendering)
    {
        switch (value)
        {
            case null: output.Write("null"u8); break;
            case bool flag: output.Write(flag ? "true"u8 : "false"u8); break;
            case int number: JsonText.WriteInteger(output, number); break;
            case long number: JsonText.WriteInteger(output, number); break;
            case double number: JsonText.WriteDouble(output, number); break;
            case string text when rendering == Rendering.Json: output.Write(Encoding.UTF8.GetBytes(text)); break;
            default: JsonText.WriteString(output, value.ToString()!); break;
        }
    }
}
