using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Owox.Text;

namespace Owox.Redaction;

/// <summary>
/// Makes text from a server, a proxy, a vault or the operating system safe for display: one line of limited length, without secrets or
/// pipeline commands. All text that this process did not create is sanitized here.
/// </summary>
internal static class ServerTextSanitizer
{
    private const int MaxLength = 2_000;

    // Text beyond this limit is never displayed, so it is not searched.
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

        // An agent executes lines that begin like this, and error views can wrap anywhere.
        return AgentCommand.Replace(clean.ToString(), static match => match.Value[0] == '#' ? "## " : ": :");
    }

    /// <summary>The message of an exception of the operating system or of a library, without the period at its end.</summary>
    public static string FromException(Exception exception, IReadOnlyList<string>? secrets = null) =>
        Sanitize(exception.Message, secrets ?? [])?.TrimEnd('.') ?? exception.GetType().Name;

    /// <summary>Redacts the secrets of this process, the specified secrets, and values whose names indicate a secret.</summary>
    public static string Redact(string text, IReadOnlyList<string> secrets) =>
        NamedSecrets.Redact(KnownSecrets.Redact(text.Length > MaxSearched ? text.Substring(0, MaxSearched) : text, secrets));
}

/// <summary>Recognizes secret fields of a response by their names, and redacts them.</summary>
internal static class SensitiveFields
{
    private const string Mask = "***";

    private static readonly string[] Marks =
        ["secret", "password", "passphrase", "privatekey", "private_key", "accesstoken", "access_token", "refreshtoken", "refresh_token", "connectionstring"];

    private static readonly string[] WholeNames = ["token", "apikey", "api_key", "authorization", "cookie", "webhookurl"];

    public static bool IsSecret(string name) =>
        WholeNames.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Marks.Any(mark => name.IndexOf(mark, StringComparison.OrdinalIgnoreCase) >= 0);

    public static object? MaskedValue(string name, JsonElement element) => Masked(element, IsSecret(name));

    public static IReadOnlyDictionary<string, object?> MaskedObject(JsonElement element) => MaskedObject(element, isSecret: false);

    // Everything inside a secret object is secret.
    private static object? Masked(JsonElement element, bool isSecret) => element.ValueKind switch
    {
        JsonValueKind.Object => MaskedObject(element, isSecret),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Masked(item, isSecret)).ToArray(),
        JsonValueKind.String or JsonValueKind.Number when isSecret => Mask,
        _ => JsonElementConverter.Value(element),
    };

    private static Dictionary<string, object?> MaskedObject(JsonElement element, bool isSecret)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            values[property.Name] = Masked(property.Value, isSecret || IsSecret(property.Name));
        }

        return values;
    }
}
