using System.Globalization;
using System.Text;
using System.Text.Json;
using Owox.Conversion;

namespace Owox.Files.Csv;

/// <summary>Writes values for Excel with the decimal separator of the culture, and counts values that Excel changes when it opens the file.</summary>
/// <param name="field">Writes the field.</param>
/// <param name="decimalSeparator">The decimal separator of the culture.</param>
internal sealed class ExcelValues(CsvFieldWriter field, string decimalSeparator)
{
    private const int MaxDigits = 15;
    private const long MaxLines = 1_048_576;

    private readonly byte[] _separator = Encoding.UTF8.GetBytes(decimalSeparator);
    private readonly SortedSet<int> _changed = [];
    private IReadOnlyList<string> _columns = [];
    private bool[] _areNumbers = [];

    /// <summary>Initializes the columns. Call it before the first row.</summary>
    /// <param name="columns">The columns of the file.</param>
    /// <param name="types">The types of the columns, because warehouses also send numbers as text, or null if they are unknown.</param>
    public void Begin(IReadOnlyList<string> columns, ColumnTypes? types)
    {
        _columns = columns;
        _areNumbers = columns.Select(column => types?.GetType(column) is { } type && ValueConverters.IsNumeric(type)).ToArray();
    }

    /// <summary>Writes the current value of the reader.</summary>
    public void Write(int column, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            WriteNumber(column, reader.ValueSpan);
        }
        else if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && ExcelNumber.TryRead(reader.ValueSpan, out var number))
        {
            if (_areNumbers[column])
            {
                WriteNumber(column, reader.ValueSpan);
                return;
            }

            Note(column, number);
            field.Write(ref reader, json);
        }
        else
        {
            field.Write(ref reader, json);
        }
    }

    /// <summary>A warning about values that Excel changes in the file, or null if there are none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lines">The number of lines of the file.</param>
    public string? Warning(string path, long lines)
    {
        var (changes, remedies) = (new List<string>(), new List<string>());
        if (_changed.Count > 0)
        {
            var names = string.Join(", ", _changed.Select(column => $"'{_columns[column]}'"));
            changes.Add($"it removes leading zeros and the digits after the {MaxDigits}th in the {(_changed.Count == 1 ? "column" : "columns")} {names}");
            remedies.Add("To keep the digits, import the file in Excel with Data > From Text/CSV, and choose the type Text for such columns.");
        }

        if (lines > MaxLines)
        {
            changes.Add(string.Format(CultureInfo.InvariantCulture, "it reads only {0:N0} of the {1:N0} lines", MaxLines, lines));
            remedies.Add("To have all rows in Excel, export fewer at a time.");
        }

        return changes.Count == 0 ? null : $"Excel changes '{path}' when it opens the file: {string.Join(", and ", changes)}. {string.Join(" ", remedies)}";
    }

    private void WriteNumber(int column, ReadOnlySpan<byte> text)
    {
        if (ExcelNumber.TryRead(text, out var number))
        {
            Note(column, number);
        }

        var point = text.IndexOf((byte)'.');
        field.WriteText(point < 0 ? text : [.. text.Slice(0, point), .. _separator, .. text.Slice(point + 1)]);
    }

    private void Note(int column, ExcelNumber number)
    {
        if (number.HasLeadingZero || number.Digits > MaxDigits)
        {
            _changed.Add(column);
        }
    }
}

/// <summary>Text that Excel converts to a number.</summary>
/// <param name="HasLeadingZero">Whether it has leading zeros, which Excel removes.</param>
/// <param name="Digits">The number of digits before the decimal separator, without leading zeros.</param>
internal readonly record struct ExcelNumber(bool HasLeadingZero, int Digits)
{
    public static bool TryRead(ReadOnlySpan<byte> text, out ExcelNumber number)
    {
        var at = text.Length > 0 && text[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        var start = at;
        SkipDigits(text, ref at);
        var digits = at - start;
        var zeros = 0;
        while (zeros < digits - 1 && text[start + zeros] == '0')
        {
            zeros++;
        }

        number = new ExcelNumber(zeros > 0, digits - zeros);
        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            start = at;
            SkipDigits(text, ref at);
            fraction = at - start;
        }

        return digits + fraction > 0 && (at == text.Length || IsExponent(text.Slice(at)));
    }

    private static bool IsExponent(ReadOnlySpan<byte> text)
    {
        var at = text.Length > 1 && text[1] is (byte)'+' or (byte)'-' ? 2 : 1;
        var start = at;
        SkipDigits(text, ref at);
        return text[0] is (byte)'e' or (byte)'E' && at > start && at == text.Length;
    }

    private static void SkipDigits(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }
    }
}
