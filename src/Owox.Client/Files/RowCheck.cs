using System;
using System.Collections.Generic;
using System.Text.Json;
#if NET8_0_OR_GREATER
using Owox.Streaming;
#endif

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
        if (IsLikeTheFirst(line))
        {
            return;
        }

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

#if NET8_0_OR_GREATER
    private LineTemplate? _template;

    private void UseTemplate() => _template = new LineTemplate(new RowShape(_columns.ToArray()));

    private bool IsLikeTheFirst(ReadOnlySpan<byte> line) => _template is not null && _template.TryScan(line);
#else
    private static void UseTemplate()
    {
        // Each line goes through the full reader.
    }

    private static bool IsLikeTheFirst(ReadOnlySpan<byte> line) => line.Length < 0;
#endif
}
