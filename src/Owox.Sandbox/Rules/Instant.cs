namespace Owox.Sandbox.Rules;

/// <summary>Points in time as text that sorts: UTC with nine fractional digits.</summary>
internal static class Instant
{
    public static string? Normalize(string? text)
    {
        if (text is null || !TryParse(text, out var time, out var nanoseconds))
        {
            return text;
        }

        return time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            + $".{nanoseconds.ToString("D9", CultureInfo.InvariantCulture)}Z";
    }

    public static bool TryParse(string text, out DateTime time, out int nanoseconds)
    {
        nanoseconds = 0;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            var end = dot + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            var digits = text[(dot + 1)..end].PadRight(9, '0')[..9];
            nanoseconds = int.Parse(digits, CultureInfo.InvariantCulture);
            text = text[..dot] + text[end..];
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, Styles, out time);
    }
}
