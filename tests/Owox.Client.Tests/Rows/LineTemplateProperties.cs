using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Owox.Rows.Parsing;
using Owox.Text;
using Xunit;

namespace Owox.Client.Tests.Rows;

public sealed class LineTemplateProperties
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<string> Names = Gen.Elements("a", "b", "Event Date (local)", "é", "x,y", "日本", "a\"b", "a\\b", "", "\u2028", "100%");

    private static readonly Gen<string> Values = Gen.Elements(
        "null", "true", "false", "0", "-0", "1", "-12", "12.5", "0.001", "1e5", "-1.5E-3", "9007199254740993", "1234567890123456789012345",
        "\"\"", "\"plain\"", "\"é日🚀\"", "\"\u2028\"", "\"a\\nb\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\\\"", "\"twenty-one characters\"",
        "\"a text of more than thirty-two bytes, é\\n\"", "-0.0", "123456789012345.5", "0.30000000000000004", "999999999999999999", "-9223372036854775808", "9223372036854775808",
        "\"\\u0041\"", "\"x}y\"", "\"{\"", "[]", "{}", "[1,\"x\"]", "{\"a\":null}");

    private static readonly Gen<(string[] Names, string[][] Rows)> Tables =
        from names in Gen.NonEmptyListOf(Names)
        let columns = names.Distinct(StringComparer.Ordinal).ToArray()
        from rows in Gen.NonEmptyListOf(Gen.ArrayOf(Values, columns.Length))
        select (columns, rows.ToArray());

    [Fact]
    public void The_scanner_finds_the_same_values_as_the_JSON_reader() =>
        Prop.ForAll(Tables.ToArbitrary(), static table =>
            {
                var template = new RowLayoutScanner(table.Names);
                return table.Rows.All(row => Agrees(template, table.Names, Encoding.UTF8.GetBytes(Line(table.Names, row))));
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Plain_rows_are_scanned()
    {
        var template = new RowLayoutScanner(["a", "é", "x,y"]);
        Assert.True(template.TryScan("{\"a\":1,\"é\":\"日\u2028 }\",\"x,y\":-0.5}"u8));
        Assert.True(template.TryScan("{\"a\":null,\"é\":true,\"x,y\":false}"u8));
        Assert.False(template.TryScan("{\"a\":1, \"é\":2,\"x,y\":3}"u8));
        Assert.False(new RowLayoutScanner([]).TryScan("{}"u8));
    }

    [Fact]
    public void Lines_that_differ_by_one_byte_are_scanned_like_the_JSON_reader_reads_them()
    {
        var names = new[] { "a", "bé", "c" };
        byte[] replacements = [.. "\"\\{}[],: 0159-+.eEtfnul/x\n\r\t\0"u8, 0x1F, 0x7F, 0x80, 0xC3, 0xFF];
        foreach (var text in new[] { """{"a":-12.50,"bé":"x y","c":null}""", """{"a":"\\\"\n","bé":"a text of more than thirty-two bytes \\","c":1}""", """{"a":true,"bé":"","c":0}""", """{"a":false,"bé":"日","c":10}""", """{"a":12.50,"bé":"x y","c":123}""" })
        {
            var line = Encoding.UTF8.GetBytes(text);
            var template = new RowLayoutScanner(names);
            Assert.True(template.TryScan(line));
            foreach (var mutant in Mutants(line, replacements))
            {
                // The scanner adapts to the previous line, so scan the original line first.
                template.TryScan(line);
                Assert.True(Agrees(template, names, mutant), Encoding.Latin1.GetString(mutant));
            }
        }
    }

    [Fact]
    public void Rows_parsed_by_layout_equal_rows_parsed_as_JSON() =>
        Prop.ForAll(Tables.ToArbitrary(), static table =>
            {
                var warm = new RowParser();
                foreach (var row in table.Rows.Prepend(table.Rows[^1]))
                {
                    var line = Encoding.UTF8.GetBytes(Line(table.Names, row));
                    var cold = new RowParser();
                    cold.Parse(line);
                    ParseFirst(warm, line);
                    if (JsonSerializer.Serialize(cold.Values) != JsonSerializer.Serialize(warm.Values)
                        || !cold.Values.Select(static v => v?.GetType()).SequenceEqual(warm.Values.Select(static v => v?.GetType()))
                        || !cold.Shape!.OriginalNames.SequenceEqual(warm.Shape!.OriginalNames))
                    {
                        return false;
                    }
                }

                return true;
            })
            .QuickCheckThrowOnFailure();

    // Parses as for a stream: by layout if possible, otherwise as JSON.
    private static void ParseFirst(RowParser parser, byte[] line)
    {
        byte[] lines = [.. line, .. "\n{\"next\":1}\n"u8];
        if (parser.TryParseFirst(lines) is var length and > 0)
        {
            Assert.Equal(line.Length + 1, length);
        }
        else
        {
            parser.Parse(line);
        }
    }

    private static string Line(string[] names, string[] values) =>
        "{" + string.Join(",", names.Zip(values, static (name, value) => $"{JsonSerializer.Serialize(name, Relaxed)}:{value}")) + "}";

    private static IEnumerable<byte[]> Mutants(byte[] line, byte[] replacements)
    {
        for (var at = 0; at <= line.Length; at++)
        {
            yield return line[..at];
            if (at < line.Length)
            {
                yield return [.. line[..at], .. line[(at + 1)..]];
            }

            foreach (var other in replacements)
            {
                yield return [.. line[..at], other, .. line[at..]];
                if (at < line.Length)
                {
                    yield return [.. line[..at], other, .. line[(at + 1)..]];
                }
            }
        }
    }

    // Verifies the line as the last one of a block and as one that another line follows.
    private static bool Agrees(RowLayoutScanner template, string[] names, byte[] line)
    {
        byte[] block = [.. line, .. "\n{\"next\":\"a line that is longer than any vector that is looked at\"}\n"u8];
        return (!template.TryScan(line) || IsReadAlike(template, names, line))
            && template.ScanFirst(block) is var length && (length == 0 || (block[length - 1] == (byte)'\n' && IsReadAlike(template, names, block[..(length - 1)])));
    }

    // If the scanner accepts a line, the JSON reader must find the same names, types and bytes. The scanner may reject any line.
    private static bool IsReadAlike(RowLayoutScanner template, string[] names, byte[] line)
    {
        if (!StrictUtf8.IsValid(line))
        {
            return false;
        }

        var reader = new Utf8JsonReader(line);
        try
        {
            reader.Read();
            for (var i = 0; i < names.Length; i++)
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.PropertyName || reader.GetString() != names[i])
                {
                    return false;
                }

                reader.Read();
                var slice = template.Values[i];
                if (TypeOf(slice.Kind) != reader.TokenType || !slice.GetBytes(line).SequenceEqual(reader.ValueSpan) || (slice.Kind == ValueKind.EscapedText) != reader.ValueIsEscaped)
                {
                    return false;
                }
            }

            return reader.Read() && reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonTokenType TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Null => JsonTokenType.Null,
        ValueKind.True => JsonTokenType.True,
        ValueKind.False => JsonTokenType.False,
        ValueKind.Integer or ValueKind.Decimal => JsonTokenType.Number,
        _ => JsonTokenType.String,
    };
}
