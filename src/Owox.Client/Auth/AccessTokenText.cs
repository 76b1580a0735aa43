using System;
using System.Linq;

namespace Owox.Auth;

/// <summary>Checks an access token that a person handed over, before it goes into a header.</summary>
internal static class AccessTokenText
{
    private const string Scheme = "Bearer ";

    /// <exception cref="OwoxConfigurationException">It is no token; the message never quotes it.</exception>
    public static string Check(string text)
    {
        var token = text.TrimStart();
        if (token.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            token = token.Substring(Scheme.Length);
        }

        token = token.Trim();
        return token.Length > 0 && token.All(static c => c is > ' ' and <= '~')
            ? token
            : throw new OwoxConfigurationException(
                ErrorReason.AccessTokenMalformed,
                "The access token is malformed: it is empty, or holds a character that a token cannot have. Copy it again, and nothing else.");
    }
}
