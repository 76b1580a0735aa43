using System.Text.Json;
using Owox.Queries;

namespace Owox.Rows.Parsing;

/// <summary>
/// Reads a line with the full JSON reader and stores its layout. Lines with the same layout are then read without the JSON reader. A derived
/// class processes the values.
/// </summary>
internal abstract class JsonRowReader(RowLayout layout)
{
    private readonly List<int> _order = [];

    /// <summary>The columns; null before the first row.</summary>
    public RowSchema? Shape => Matcher.Shape;

    protected ColumnMatcher Matcher { get; } = new(layout);

    /// <summary>The layouts of the lines so far.</summary>
    protected LineVariants Variants { get; } = new();

    /// <summary>Rejects columns that the rows so far do not have.</summary>
    public void Fix() => Matcher.IsFixed = true;

    /// <summary>Reads a line with any layout.</summary>
    /// <exception cref="FormatException">The line is not a row. The message contains the reason but not the line.</exception>
    protected void ReadLine(ReadOnlySpan<byte> line)
    {
        try
        {
            ReadValues(line);
        }
        catch (Exception e) when (JsonRow.IsFault(e))
        {
            throw JsonRow.Fault(e);
        }
    }

    /// <summary>Discards the values of the previous line and allocates a value for each column.</summary>
    /// <returns>Whether the number of columns has changed.</returns>
    protected abstract bool Prepare(int columns, bool isNewLine);

    /// <summary>Reads the value on which the reader is positioned, and moves the reader to its end.</summary>
    protected abstract void ReadValue(ref Utf8JsonReader reader, int column);

    private void ReadValues(ReadOnlySpan<byte> line)
    {
        Matcher.StartLine(line);
        Fit(isNewLine: true);
        _order.Clear();
        var isPlain = true;
        var reader = new Utf8JsonReader(line);
        JsonRow.Open(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var column = Matcher.Find(ref reader);
            Fit(isNewLine: false);
            reader.Read();
            isPlain &= reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
            ReadValue(ref reader, column);
            _order.Add(column);
        }

        // Another read makes the reader reject content after the object.
        reader.Read();
        if (isPlain)
        {
            Variants.Remember(Matcher.Shape!, _order);
        }
    }

    // A row can add columns.
    private void Fit(bool isNewLine)
    {
        if (Prepare(Matcher.Shape!.OriginalNames.Count, isNewLine))
        {
            Variants.Clear();
        }
    }
}

/// <summary>Common code of all readers of rows. A row is a JSON object, and errors do not contain its text.</summary>
internal static class JsonRow
{
    /// <summary>Moves the reader to the first property of the object.</summary>
    /// <exception cref="FormatException">The line is JSON but not an object.</exception>
    public static void Open(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("it is JSON but not an object");
        }
    }

    /// <summary>Whether the JSON reader throws this exception for a line that is not a row.</summary>
    public static bool IsFault(Exception e) => e is JsonException or InvalidOperationException;

    /// <summary>Returns an exception that describes the problem with the line.</summary>
    public static FormatException Fault(Exception e) => e is JsonException json
        ? new FormatException($"it is not JSON (at byte {json.BytePositionInLine})", e)
        : new FormatException("it contains text that is not UTF-8", e);

    /// <summary>The name of the column whose name or value contains the byte at the offset, or null if the line is not a row.</summary>
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
