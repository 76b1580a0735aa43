using System.Buffers.Text;

namespace Owox.Sandbox.Data;

/// <summary>
/// Writes JSON like JSON.stringify of JavaScript. Only quotes, backslashes and control characters are escaped, so strings contain
/// U+2028, byte order marks and emoji unchanged. Numbers are formatted differently from .NET.
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    public static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        output.Write("\""u8);
        for (var next = value.IndexOfAny(Special); next >= 0; next = value.IndexOfAny(Special))
        {
            output.Write(value[..next]);
            output.Write(value[next] switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                (byte)'\t' => "\\t"u8,
                (byte)'\b' => "\\b"u8,
                (byte)'\f' => "\\f"u8,
                var control => Encoding.ASCII.GetBytes($"\\u{control:x4}"),
            });
            value = value[(next + 1)..];
        }

        output.Write(value);
        output.Write("\""u8);
    }

    public static void WriteInteger(IBufferWriter<byte> output, long value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    public static void WriteDouble(IBufferWriter<byte> output, double value) =>
        output.Advance(Encoding.UTF8.GetBytes(Format(value), output.GetSpan(32)));

    private static string Format(double value)
    {
        var text = double.IsFinite(value) ? value == 0 ? "0" : value.ToString("R", CultureInfo.InvariantCulture) : "null";
        if (text.Split('E') is not [var mantissa, var power])
        {
            return text;
        }

        var exponent = int.Parse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var (sign, digits) = (mantissa[0] == '-' ? "-" : "", mantissa.TrimStart('-').Replace(".", "", StringComparison.Ordinal));
        return exponent is < -6 or >= 21 ? $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}"
            : exponent < 0 ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : sign + digits.PadRight(exponent + 1, '0');
    }
}
