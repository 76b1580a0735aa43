using System.Text.RegularExpressions;

namespace Owox.Redaction;

/// <summary>Removes values whose names say that they are secret, also those of secrets that this process has not used.</summary>
internal static class NamedSecrets
{
    // As in clientSecret=abc, {"password":"abc"} and Authorization: Bearer abc.
    private static readonly Regex Value = new(
        """
        (?<name>(?:(?:api|secret|private|access)_?key|secret|password|passphrase|pwd|token|authorization)(?:["']?\s?=\s?|["']\s?:\s?(?=["'])))(?:(?<quote>["'])[^"']*\k<quote>|[^\s;,}&"')\]]{4,})|(?<name>\b(?:bearer|basic)\s)[A-Za-z0-9._~+/=-]{12,}
        """.Trim(),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5));

    // As PowerShell writes an object.
    private static readonly Regex ObjectText = new("@\\{[^}]*\\}?", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    /// <summary>The text without these values: for text that this process did not write itself.</summary>
    public static string Redact(string text) => Value.Replace(
        text, static match => $"{match.Groups["name"].Value}{match.Groups["quote"].Value}{KnownSecrets.Replacement}{match.Groups["quote"].Value}");

    /// <summary>The text without these values in objects, such as <c>@{apiKey=abc}</c>: for any text.</summary>
    public static string MaskObjects(string text) => text.IndexOf("@{", StringComparison.Ordinal) < 0
        ? text
        : ObjectText.Replace(text, static match => Redact(match.Value));
}
