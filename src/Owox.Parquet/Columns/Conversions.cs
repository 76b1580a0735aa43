using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Owox.Parquet.Columns;

/// <summary>Converts values of rows to those of the file. No digit is lost.</summary>
internal static class Conversions
{
    private static readonly double PositiveNaN = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);
    private static readonly long Epoch = DateTime.UnixEpoch.Ticks;

    // As deep as the client reads other responses.
    private static readonly JsonDocumentOptions DeepJson = new() { MaxDepth = 1_024 };

    private static readonly string[] TimeForms = ["HH:mm:ss.FFFFFFF", "HH:mm"];

    public static bool Is<T>(object value, out T result)
        where T : struct
    {
        if (value is T own)
        {
            result = own;
            return true;
        }

        result = default;
        return false;
    }

    /// <summary>A number. NaN of .NET is negative, which some programs show.</summary>
    public static bool TryDouble(object value, out double number)
    {
        var fits = Is(value, out number);
        number = double.IsNaN(number) ? PositiveNaN : number;
        return fits;
    }

    /// <summary>The days since 1970-01-01.</summary>
    public static bool TryDate(object value, out int days)
    {
        days = value is DateTime time ? (int)((time.Ticks - Epoch) / TimeSpan.TicksPerDay) : 0;
        return value is DateTime { TimeOfDay.Ticks: 0 };
    }

    /// <summary>The microseconds since 1970-01-01, of a time in UTC or without a zone.</summary>
    public static bool TryTime(object value, out long micros)
    {
        var ticks = value switch { DateTime time => time.Ticks, DateTimeOffset time => time.UtcTicks, _ => -1 };
        micros = (ticks - Epoch) / TimeSpan.TicksPerMicrosecond;
        return ticks >= 0 && ticks % TimeSpan.TicksPerMicrosecond == 0;
    }

    /// <summary>The microseconds since midnight.</summary>
    public static bool TryTimeOfDay(object value, out long micros)
    {
        if (value is string text && TimeOnly.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Ticks % TimeSpan.TicksPerMicrosecond == 0)
        {
            micros = time.Ticks / TimeSpan.TicksPerMicrosecond;
            return true;
        }

        micros = 0;
        return false;
    }

    /// <summary>Appends the bytes of text in base64, or of a Buffer of Node.js as JSON.</summary>
    public static bool TryBytes(object value, ByteArena? arena)
    {
        var buffer = (value as JsonText)?.ReadBuffer();
        var text = value as string;
        if (buffer is null && text is null)
        {
            return false;
        }

        var size = buffer?.Length ?? text!.Length;
        var target = arena is null ? new byte[size] : arena.Reserve(size);
        if (buffer is not null)
        {
            buffer.CopyTo(target);
        }
        else if (!Convert.TryFromBase64String(text!, target, out size))
        {
            return false;
        }

        arena?.Commit(size);
        return true;
    }

    /// <summary>Appends JSON. Warehouses send it as it is or as text.</summary>
    public static bool TryJson(object value, ByteArena? arena) => (value is not string text || IsJson(text)) && TryText(value, arena);

    /// <summary>Appends text. All values can be text: numbers in the form of the invariant culture, and JSON as it was sent.</summary>
    public static bool TryText(object value, ByteArena? arena)
    {
        if (arena is null)
        {
            return true;
        }

        var text = value switch
        {
            string own => own,
            JsonText { Json: var json } => json,
            bool flag => flag ? "true" : "false",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        arena.Commit(Encoding.UTF8.GetBytes(text, arena.Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));
        return true;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, DeepJson);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
