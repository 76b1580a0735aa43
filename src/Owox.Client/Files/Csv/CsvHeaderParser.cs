using System.Text;
using Owox.Text;

namespace Owox.Files.Csv;

/// <summary>Reads the column names in the first line of a CSV file of any program: quoted or not, with any line ending.</summary>
internal static class CsvHeaderParser
{
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> line, char delimiter)
    {
        var text = StrictUtf8.Read(WithoutMark(line));
        var names = new List<string>();
        var name = new StringBuilder();
        var inQuotes = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                // A quote within quotes is doubled.
                if (inQuotes && i + 1 < text.Length && text[i + 1] == '"')
                {
                    name.Append(text[i++]);
                }
                else
                {
                    inQuotes = !inQuotes;
                }
            }
            else if (inQuotes || (c != delimiter && c is not ('\r' or '\n')))
            {
                name.Append(c);
            }
            else if (c != '\r')
            {
                names.Add(name.ToString());
                name.Clear();
            }
        }

        return names;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line) =>
        line.Length >= 3 && line[0] == 0xEF && line[1] == 0xBB && line[2] == 0xBF ? line.Slice(3) : line;
}
