using System.Text.Json;

namespace Owox.Rows.Parsing;

/// <summary>What all readers of rows share: a row is a JSON object, and faults are told without quoting it.</summary>
internal static class JsonRow
{
    /// <summary>Moves the reader into the object.</summary>
    /// <exception cref="FormatException">The line is JSON, but no object.</exception>
    public static void Open(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("it is JSON, but no object");
        }
    }

    /// <summary>Whether the exception is what the JSON reader throws for a line that is not a row.</summary>
    public static bool IsFault(Exception e) => e is JsonException or InvalidOperationException;

    /// <summary>What is wrong with the line.</summary>
    public static FormatException Fault(Exception e) => e is JsonException json
        ? new FormatException($"it is not JSON (at byte {json.BytePositionInLine})", e)
        : new FormatException("it contains text that is not UTF-8", e);

    /// <summary>The name of the column that has the byte at the offset in its name or its value; null where the line is not a row.</summary>
    public static string? ColumnAt(ReadOnlySpan<byte> line, int offset)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            Open(ref reader);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                reader.Skip();
                if (reader.BytesConsumed > offset)
                {
                    return name;
                }
            }

            return null;
        }
        catch (Exception e) when (IsFault(e) || e is FormatException)
        {
            return null;
        }
    }
}
