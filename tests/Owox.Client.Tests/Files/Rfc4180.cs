using System.Text;

namespace Owox.Client.Tests.Files;

/// <summary>A strict CSV parser according to RFC 4180.</summary>
internal static class Rfc4180
{
    public static List<List<string>> Read(string text)
    {
        var lines = new List<List<string>>();
        for (var at = 0; at < text.Length; at += 2)
        {
            var line = new List<string>();
            do
            {
                line.Add(Field(text, ref at));
            }
            while (text[at] == ',' && at++ >= 0);

            Xunit.Assert.Equal("\r\n", text.Substring(at, 2));
            lines.Add(line);
        }

        return lines;
    }

    private static string Field(string text, ref int at)
    {
        var field = new StringBuilder();
        if (text[at] != '"')
        {
            for (; text[at] is not (',' or '\r' or '\n'); at++)
            {
                Xunit.Assert.NotEqual('"', text[at]);
                field.Append(text[at]);
            }

            return field.ToString();
        }

        for (at++; text[at] != '"' || text[at + 1] == '"'; at++)
        {
            at += text[at] == '"' ? 1 : 0;
            field.Append(text[at]);
        }

        at++;
        return field.ToString();
    }
}
