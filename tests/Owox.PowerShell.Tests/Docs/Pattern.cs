using System.Text.RegularExpressions;

namespace Owox.PowerShell.Tests.Docs;

/// <summary>Regular expressions in multiline mode with named groups.</summary>
internal static class Pattern
{
    public static Regex Of(string pattern) =>
        new(pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

    /// <summary>Returns the value of the group x of the first match.</summary>
    public static string First(string text, string pattern) => Of(pattern).Match(text).Groups["x"].Value;

    /// <summary>Returns the value of the group x of each match.</summary>
    public static IEnumerable<string> Each(string text, string pattern)
    {
        foreach (Match match in Of(pattern).Matches(text))
        {
            yield return match.Groups["x"].Value;
        }
    }
}
