using System.Globalization;

namespace Owox.Excel;

/// <summary>The names of the sheets: the title, then the title with a number.</summary>
/// <param name="title">The title of the data mart or report, or null if it is unknown.</param>
internal sealed class SheetNames(string? title)
{
    private const int MaxLength = 31;
    private const string Default = "Rows";

    private readonly string _base = Valid(title ?? "");
    private int _count;

    /// <summary>Returns the name of the next sheet. Each name is unique.</summary>
    public string Next()
    {
        _count++;
        var suffix = _count == 1 ? "" : string.Format(CultureInfo.InvariantCulture, " ({0})", _count);
        return Truncate(_base, MaxLength - suffix.Length) + suffix;
    }

    // Excel rejects a file whose sheet has another name.
    private static string Valid(string title)
    {
        var legal = new string([.. title.Select(static c => IsForbidden(c) ? '-' : c)]);
        legal = Truncate(legal.Trim().Trim('\'').Trim(), MaxLength);
        return legal.Length == 0 ? Default
            : legal.Equals("History", StringComparison.OrdinalIgnoreCase) ? legal + "-"
            : legal;
    }

    private static bool IsForbidden(char c) => c is ':' or '\\' or '/' or '?' or '*' or '[' or ']' or '\uFFFE' or '\uFFFF' || char.IsControl(c);

    private static string Truncate(string name, int length)
    {
        if (name.Length > length)
        {
            name = name.Substring(0, char.IsHighSurrogate(name[length - 1]) ? length - 1 : length);
        }

        return name.TrimEnd(' ', '\'');
    }
}
