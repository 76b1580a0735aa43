using Owox.Text;

namespace Owox.Authentication;

/// <summary>Checks an access token that a person handed over, before it goes into a header.</summary>
internal static class AccessTokenParser
{
    private const string Scheme = "Bearer";

    /// <exception cref="OwoxConfigurationException">It is no token; the message never quotes it.</exception>
    public static string Check(string text)
    {
        var token = CopiedKeyCleaner.Trim(text);
        if (token.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && (token.Length == Scheme.Length || char.IsWhiteSpace(token[Scheme.Length])))
        {
            token = token.Substring(Scheme.Length);
        }

        token = CopiedKeyCleaner.Trim(token);
        return CopiedKeyCleaner.Problem(text, token, static c => c is > ' ' and <= '~') is { } problem
            ? throw new OwoxConfigurationException(
                ErrorReason.AccessTokenMalformed, $"The access token is malformed: {problem}. Copy it again, and nothing else.")
            : token;
    }
}
