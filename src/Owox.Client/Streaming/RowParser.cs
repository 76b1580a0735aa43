using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Owox.Streaming;

/// <summary>Reads one line as a row. Rows of the same columns share one shape and cost no look-up.</summary>
internal sealed class RowParser
{
    private readonly Dictionary<string, RowShape> _shapes = new(StringComparer.Ordinal);
    private object?[] _values = [];

    /// <summary>The shape of the last row that was read.</summary>
    public RowShape? Shape { get; private set; }

    /// <summary>The values of the last row; the array is used again for the next.</summary>
    public object?[] Values => _values;

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">The line is not a row; the message says why, without quoting it.</exception>
    public void Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            if (Shape is null || !TryParseAs(Shape, line))
            {
                ParseAnew(line);
            }
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not JSON (at byte {e.BytePositionInLine})", e);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("it holds text that is not UTF-8", e);
        }
    }

    private static void Open(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("it is JSON, but no object");
        }
    }

    private bool TryParseAs(RowShape shape, ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        Open(ref reader);
        var names = shape.Encoded;
        var i = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (i == names.Length || !reader.ValueTextEquals(names[i]))
            {
                return false;
            }

            reader.Read();
            _values[i++] = RowValue.Read(ref reader);
        }

        // Reading on past the object makes the reader refuse what should not be there.
        reader.Read();
        return i == names.Length;
    }

    private void ParseAnew(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        Open(ref reader);
        var names = new List<string>();
        var values = new List<object?>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            reader.Read();
            values.Add(RowValue.Read(ref reader));
        }

        reader.Read();
        // The lengths keep apart what a separator inside a name would join.
        var key = string.Concat(names.Select(static name => $"{name.Length}:{name}"));
        if (!_shapes.TryGetValue(key, out var shape))
        {
            shape = new RowShape(names);
            _shapes.Add(key, shape);
        }

        Shape = shape;
        _values = values.ToArray();
        UseTemplate(shape);
    }

    private readonly ValueReader _reader = new();
    private LineTemplate? _template;

    /// <summary>Reads the first of several whole lines of text, if it is laid out like the last.</summary>
    /// <returns>Its length with its newline; zero when it is for <see cref="Parse"/>.</returns>
    [MethodImpl(Compiled.AtOnce)]
    public int TryParseFirst(ReadOnlySpan<byte> lines)
    {
        var length = _template?.ScanFirst(lines) ?? 0;
        if (length > 0)
        {
            var slices = _template!.Values;
            for (var i = 0; i < slices.Length; i++)
            {
                _values[i] = _reader.Read(slices[i], lines, i);
            }
        }

        return length;
    }

    private void UseTemplate(RowShape shape)
    {
        _template = new LineTemplate(shape);
        _reader.Begin(shape.Sent.Count);
    }
}
