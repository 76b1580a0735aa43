using System.Globalization;
using System.Text;

namespace Owox.RawRequests;

/// <summary>
/// Allows only paths below /api/ of the connection's origin, regardless of how a URL parser, a proxy or a server interprets them. Paths are
/// checked before a token is requested.
/// </summary>
internal static class ApiPath
{
    /// <summary>The maximum length of a path, including its query, in characters.</summary>
    public const int MaxLength = 2_048;

    private const string Root = "/api/";
    private const string Punctuation = "-._~!$&'()*+,;=:";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Uri AnyOrigin = new("https://origin.invalid/");

    /// <summary>Returns the path with its query.</summary>
    /// <param name="given">The path, with or without a query.</param>
    /// <param name="query">Additional encoded query parameters; empty for none.</param>
    /// <exception cref="OwoxConfigurationException">The path or the query is not safe to send.</exception>
    public static string Check(string given, string query = "")
    {
        if (given.Any(static c => c is <= ' ' or >= '\x7f'))
        {
            throw Invalid("it contains a space, a control character or a non-ASCII character. Encode it", ErrorOption.Query);
        }

        if (!given.StartsWith(Root, StringComparison.Ordinal))
        {
            throw Invalid(given.StartsWith("//", StringComparison.Ordinal) || given.IndexOf("://", StringComparison.Ordinal) >= 0
                ? "it contains a host, but the access token is only sent to the host of the connection"
                : "it does not begin with /api/");
        }

        var mark = given.IndexOf('?');
        CheckPath(mark < 0 ? given : given.Substring(0, mark));
        CheckQuery(mark < 0 ? "" : given.Substring(mark + 1));
        var whole = query.Length == 0 ? given : given + (mark < 0 ? "?" : mark == given.Length - 1 ? "" : "&") + query;
        if (whole.Length > MaxLength)
        {
            throw Invalid($"with its query it has {whole.Length} characters, but the maximum is {MaxLength}");
        }

        RequireOwn(whole);
        return whole;
    }

    private static void CheckPath(string path)
    {
        RequireCharacters(path, Punctuation + "/", "path");
        var segments = path.Substring(Root.Length).Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var isLast = i == segments.Length - 1;
            if (segments[i].Length == 0 && (!isLast || i == 0))
            {
                throw Invalid("it contains an empty segment");
            }

            // Some servers cut a segment at a semicolon or trim it before they interpret its dots.
            var bare = Decode(segments[i]).Split(';')[0].Trim();
            if (segments[i].Length > 0 && bare.All(static c => c == '.'))
            {
                throw Invalid("it contains a segment that is '.' or '..', or that is empty before its semicolon");
            }
        }
    }

    private static void CheckQuery(string query) => RequireCharacters(query, Punctuation + "@/?", "query");

    private static void RequireCharacters(string text, string punctuation, string what)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                _ = ByteAt(text, i, what);
                i += 2;
            }
            else if (!char.IsLetterOrDigit(text[i]) && punctuation.IndexOf(text[i]) < 0)
            {
                throw Invalid($"its {what} contains '{text[i]}'", what == "query" ? ErrorOption.Query : null);
            }
        }
    }

    private static string Decode(string segment)
    {
        var bytes = new List<byte>(segment.Length);
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                bytes.Add((byte)segment[i]);
                continue;
            }

            bytes.Add((byte)ByteAt(segment, i, "path"));
            i += 2;
        }

        var text = Text([.. bytes]);
        // Some servers treat similar characters, such as a full-width period, as separators or dots.
        var plain = text.Normalize(NormalizationForm.FormKC);
        return text.Any(char.IsControl) || plain.IndexOfAny(['/', '\\', '%']) >= 0
            ? throw Invalid("it contains an encoded separator, percent sign or control character, or a character that looks like one of these")
            : plain;
    }

    private static string Text(byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Invalid("it contains encoded bytes that are not valid UTF-8");
        }
    }

    private static int ByteAt(string text, int at, string what) =>
        at + 2 < text.Length && int.TryParse(text.Substring(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Invalid($"its {what} contains a % that is not followed by two hexadecimal digits");

    // The final check uses the parser that sends the path.
    private static void RequireOwn(string pathAndQuery)
    {
        if (!Uri.TryCreate(AnyOrigin, pathAndQuery, out var address)
            || address.GetLeftPart(UriPartial.Authority) != AnyOrigin.GetLeftPart(UriPartial.Authority)
            || !address.AbsolutePath.StartsWith(Root, StringComparison.Ordinal)
            || address.Fragment.Length > 0)
        {
            throw Invalid("it leads to another host or outside /api/");
        }
    }

    // The path is not part of the message, because it may contain malicious text.
    internal static OwoxConfigurationException Invalid(string what, string? option = null) => new(
        ErrorReason.ApiPathInvalid,
        $"The path cannot be used: {what}. Specify a path below /api/ on the server of the connection, such as /api/data-storages.")
    {
        Option = option,
    };
}
