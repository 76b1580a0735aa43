using System;
using System.Collections.Generic;
using System.Text.Json;
using Owox.Streaming;

namespace Owox.Files;

/// <summary>Checks that a line is a JSON object, all of it, without making anything of it but the first row's names.</summary>
internal sealed class RowCheck
{
    private readonly List<string> _columns = [];
    private bool _named;

    public IReadOnlyList<string> Columns => _columns;

    /// <exception cref="FormatException">It is not text. The JSON reader looks at structure only.</exception>
    public static void RequireText(ReadOnlySpan<byte> line)
    {
        if (!Utf8Text.IsValid(line))
        {
            throw new FormatException("it holds text that is not UTF-8");
        }
    }

    /// <exception cref="FormatException">It is not.</exception>
    public void Check(ReadOnlySpan<byte> line)
    {
        RequireText(line);
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException("it is JSON, but no object");
            }

            while (reader.Read())
            {
                if (!_named && reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName })
                {
                    _columns.Add(reader.GetString()!);
                }
            }

            if (!_named)
            {
                _named = true;
                UseTemplate();
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

    /// <summary>How the first line is laid out; null before it.</summary>
    public LineTemplate? Template { get; private set; }

    /// <summary>Checks the first of several whole lines of text, if it is laid out like the first of all.</summary>
    /// <returns>Its length with its newline; zero when it is for <see cref="Check"/>.</returns>
    public int CheckFirst(ReadOnlySpan<byte> lines) => Template?.ScanFirst(lines) ?? 0;

    /// <summary>The same for as many lines as are laid out so.</summary>
    public int CheckAll(ReadOnlySpan<byte> lines, ref long rows) => Template?.ScanAll(lines, ref rows) ?? 0;

    private void UseTemplate() => Template = new LineTemplate(new RowShape(_columns.ToArray()));
}
