using System.Text;
using System.Text.RegularExpressions;

namespace Owox.Redaction;

/// <summary>The forms of one secret that a text can contain, except escape sequences, which <see cref="DecodedText"/> decodes.</summary>
internal sealed class SecretForms
{
    // A shorter part of an encoded secret can occur in a text by chance.
    private const int ShortestPiece = 8;

    /// <param name="secret">The secret; at least one character.</param>
    public SecretForms(string secret) => All = [.. GetForms(secret).Where(static form => form.Length > 0).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> All { get; }

    /// <summary>Finds the parts of the original text that contain the secret.</summary>
    public IEnumerable<(int Start, int End)> Find(DecodedText text)
    {
        foreach (var form in All)
        {
            for (var at = 0; (at = text.Text.IndexOf(form, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += form.Length)
            {
                yield return text.Original(at, form.Length);
            }
        }
    }

    private static IEnumerable<string> GetForms(string secret)
    {
        yield return secret;
        if (secret.Any(char.IsWhiteSpace))
        {
            yield return secret.Replace(' ', '+');
            yield return new string([.. secret.Where(static c => !char.IsWhiteSpace(c))]) is { Length: >= ShortestPiece } joined ? joined : secret;
        }

        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret) })
        {
            var hex = BitConverter.ToString(bytes);
            foreach (var piece in Base64Pieces(bytes).Concat([hex, hex.Replace("-", "")]).Where(static p => p.Length >= ShortestPiece))
            {
                yield return piece;
                yield return piece.Replace('+', '-').Replace('/', '_');
            }
        }
    }

    // Base64 of a longer text, such as a user name with a password, contains the secret at one of three offsets. The characters at both ends
    // also encode the adjacent text, so they are omitted.
    private static IEnumerable<string> Base64Pieces(byte[] bytes)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            var start = ((8 * offset) + 5) / 6;
            var end = 8 * (offset + bytes.Length) / 6;
            yield return encoded.Substring(start, Math.Max(0, end - start));
        }
    }
}

/// <summary>Redacts values whose names indicate a secret, including secrets that this process has not used.</summary>
internal static class NamedSecrets
{
    // Matches clientSecret=abc, {"password":"abc"} and Authorization: Bearer abc.
    private static readonly Regex Value = new(
        """
        (?<name>(?:(?:api|secret|private|access)_?key|secret|password|passphrase|pwd|token|authorization)(?:["']?\s?=\s?|["']\s?:\s?(?=["'])))(?:(?<quote>["'])[^"']*\k<quote>|[^\s;,}&"')\]]{4,})|(?<name>\b(?:bearer|basic)\s)[A-Za-z0-9._~+/=-]{12,}
        """.Trim(),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5));

    // The format of an object in PowerShell.
    private static readonly Regex ObjectText = new("@\\{[^}]*\\}?", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    /// <summary>Redacts these values. For text that this process did not create.</summary>
    public static string Redact(string text) => Value.Replace(
        text, static match => $"{match.Groups["name"].Value}{match.Groups["quote"].Value}{KnownSecrets.Replacement}{match.Groups["quote"].Value}");

    /// <summary>Redacts these values in objects, such as <c>@{apiKey=abc}</c>. For any text.</summary>
    public static string MaskObjects(string text) => text.IndexOf("@{", StringComparison.Ordinal) < 0
        ? text
        : ObjectText.Replace(text, static match => Redact(match.Value));
}
