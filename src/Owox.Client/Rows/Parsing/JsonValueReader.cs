using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Owox.Conversion;

namespace Owox.Rows.Parsing;

/// <summary>Converts a JSON value to a .NET value without loss of precision.</summary>
internal static class JsonValueReader
{
    public static readonly object True = true;
    public static readonly object False = false;

    /// <param name="reader">The reader, positioned at the value.</param>
    /// <param name="kind">The kind of numbers in the column. By default, a number with a fraction is a Double.</param>
    public static object? Read(ref Utf8JsonReader reader, NumberKind kind = NumberKind.None) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Number(ref reader, kind),
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        JsonTokenType.StartObject => Object(ref reader),
        JsonTokenType.StartArray => Array(ref reader),
        _ => null,
    };

    /// <summary>Returns an object or array as it was sent.</summary>
    public static JsonText ReadJson(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new JsonText(document.RootElement.GetRawText());
    }

    private static object Number(ref Utf8JsonReader reader, NumberKind kind)
    {
        var text = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0)
        {
            return kind >= NumberKind.Decimal ? ReadExact(text) : ReadDouble(ref reader, text);
        }

        return reader.TryGetInt64(out var whole) ? ReadInteger(whole, text) : ReadBigInteger(text);
    }

    /// <summary>Returns the integer. A negative zero is not an Int64.</summary>
    public static object ReadInteger(long value, ReadOnlySpan<byte> text) =>
        value == 0 && text[0] == (byte)'-' ? (object)-0.0 : value;

    /// <summary>Returns an integer that does not fit into an Int64.</summary>
    public static object ReadBigInteger(ReadOnlySpan<byte> text)
    {
        var digits = Encoding.ASCII.GetString(text.ToArray());
        return decimal.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact)
            ? (object)exact
            : BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    /// <summary>Returns a fraction of a decimal column: a Decimal, a BigInteger, or the text if no .NET number represents it exactly.</summary>
    public static object ReadExact(ReadOnlySpan<byte> text)
    {
        if (NumberParser.Read(text, NumberKind.Decimal) is { } number)
        {
            return number;
        }

        var digits = Encoding.ASCII.GetString(text.ToArray());
        return DecimalParser.Exact(digits) is { } exact ? exact : DecimalParser.ParseInteger(digits) is { } whole ? whole : digits;
    }

    // .NET Framework rejects numbers that are too large, and loses the sign of zero.
    private static object ReadDouble(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.TryGetDouble(out var value) || double.IsInfinity(value))
        {
            throw new FormatException("a number is too large for any type");
        }

        return value == 0 && text[0] == (byte)'-' ? -0.0 : value;
    }

    private static NestedObject Object(ref Utf8JsonReader reader)
    {
        var values = new NestedObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            values.Add(new KeyValuePair<string, object?>(name, Read(ref reader)));
        }

        return values;
    }

    private static object?[] Array(ref Utf8JsonReader reader)
    {
        var values = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(Read(ref reader));
        }

        return values.ToArray();
    }
}
