using System.Text.RegularExpressions;

namespace Owox.Help;

/// <summary>Regular expressions in multiline mode in which only named groups capture.</summary>
internal static class Pattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static Regex Of(string pattern) =>
        new(pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Timeout);
}
