using System.Text;
using System.Text.RegularExpressions;

namespace Owox.Redaction;

/// <summary>
/// Makes text of a server, a proxy, a vault or the operating system safe to show: one line, of bounded length, without secrets
/// or pipeline commands. All text that this process did not write itself goes through here.
/// </summary>
internal static class ServerTextSanitizer
{
    private const int MaxLength = 2_000;

    // More than this is never shown, so it need not be searched.
    private const int MaxSearched = 256 * 1024;

    private static readonly Regex AgentCommand = new(
        @"##(?=vso\[|\[|teamcity\[)|(?<!\S)::(?=[A-Za-z-]+(?: [^:]*)?::)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    public static string? Sanitize(string? text, IReadOnlyList<string> secrets, int maxLength = MaxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = new StringBuilder(Math.Min(text!.Length, maxLength));
        foreach (var c in Redact(text, secrets).Trim())
        {
            if (clean.Length == maxLength)
            {
                clean.Append('…');
                break;
            }

            clean.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        }

        // An agent obeys lines that begin so, and error views wrap where they like.
        return AgentCommand.Replace(clean.ToString(), static match => match.Value[0] == '#' ? "## " : ": :");
    }

    /// <summary>What an exception of the operating system or of a library says, without a period at its end.</summary>
    public static string FromException(Exception fault, IReadOnlyList<string>? secrets = null) =>
        Sanitize(fault.Message, secrets ?? [])?.TrimEnd('.') ?? fault.GetType().Name;

    /// <summary>The text without the secrets of this process, the given ones, and values whose names say that they are secret.</summary>
    public static string Redact(string text, IReadOnlyList<string> secrets) =>
        NamedSecrets.Redact(KnownSecrets.Redact(text.Length > MaxSearched ? text.Substring(0, MaxSearched) : text, secrets));
}
