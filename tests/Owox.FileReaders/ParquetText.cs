using System.Globalization;
using System.Text;
using Parquet.Data;

namespace Owox.FileReaders;

/// <summary>Values of Parquet.Net in the form in which DuckDB writes them as text, so that both can be compared.</summary>
internal static class ParquetText
{
    private const string Time = "HH:mm:ss.FFFFFF";

    /// <summary>Returns the text of a value.</summary>
    /// <param name="value">The value as Parquet.Net returns it.</param>
    /// <param name="type">The type of the column in DuckDB, such as <c>DECIMAL(38,9)</c>.</param>
    public static string? Of(object? value, string type) => value switch
    {
        null => null,
        byte[] bytes => OfBytes(bytes, type),
        ReadOnlyMemory<byte> bytes => OfBytes(bytes.Span, type),
        ReadOnlyMemory<char> text => text.ToString(),
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => OfDouble(number),
        BigDecimal number => OfDecimal(number.UnscaledValue.ToString(CultureInfo.InvariantCulture), number.Scale, type),
        decimal number => number.ToString($"F{ScaleOf(type)}", CultureInfo.InvariantCulture),
        DateTime time when type == "DATE" => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd " + Time, CultureInfo.InvariantCulture) + (type == "TIMESTAMP" ? "" : "+00"),
        long micros when type == "TIME" => new TimeOnly(micros * TimeSpan.TicksPerMicrosecond).ToString(Time, CultureInfo.InvariantCulture),
        TimeSpan time => TimeOnly.FromTimeSpan(time).ToString(Time, CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(other is TimeOnly ? Time : null, CultureInfo.InvariantCulture),
        var other => throw new NotSupportedException(other.GetType().FullName),
    };

    private static string OfDouble(double number) => double.IsNaN(number) ? "nan"
        : double.IsInfinity(number) ? (number > 0 ? "inf" : "-inf")
        : number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();

    // Printable ASCII as it is, except quotes and backslashes.
    private static string OfBytes(ReadOnlySpan<byte> bytes, string type)
    {
        if (type != "BLOB")
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder();
        foreach (var value in bytes)
        {
            _ = value is >= 0x20 and <= 0x7E and not ((byte)'\'' or (byte)'"' or (byte)'\\')
                ? text.Append((char)value)
                : text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
        }

        return text.ToString();
    }

    private static string OfDecimal(string digits, int scale, string type)
    {
        var sign = digits[0] == '-' ? "-" : "";
        var places = ScaleOf(type);
        var all = (digits[sign.Length..] + new string('0', places - scale)).PadLeft(places + 1, '0');
        return places == 0 ? sign + all : $"{sign}{all[..^places]}.{all[^places..]}";
    }

    private static int ScaleOf(string type) => int.Parse(type[(type.IndexOf(',', StringComparison.Ordinal) + 1)..^1], CultureInfo.InvariantCulture);
}
