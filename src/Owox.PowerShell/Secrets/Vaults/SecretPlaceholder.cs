using System.Text.RegularExpressions;

namespace Owox.PowerShell.Secrets.Vaults;

/// <summary>The text in a secret that contains no value. It is part of the format of secrets and must not change.</summary>
internal static class SecretPlaceholder
{
    private static readonly Regex Any = new(
        @"^no [A-Za-z ]+ \(used by [A-Z][a-z]+-Owox[A-Za-z]+\)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <param name="noun">What the secret contains at other times: <c>API key</c>.</param>
    /// <param name="cmdlet">The cmdlet that writes it.</param>
    public static string Create(string noun, string cmdlet) => $"no {noun} (used by {cmdlet})";

    /// <summary>Whether a text is a placeholder of any cmdlet.</summary>
    public static bool Is(string text) => Any.IsMatch(text);
}
