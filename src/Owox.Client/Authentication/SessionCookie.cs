using Owox.Redaction;
using Owox.Text;

namespace Owox.Authentication;

/// <summary>The cookie that a member's session lives in.</summary>
internal sealed class SessionCookie
{
    private const string PlainName = "refreshToken";
    private const string SecureName = "__Secure-refreshToken";

    private SessionCookie(string header, string value)
    {
        KnownSecrets.Add(value);
        Header = header;
        Value = value;
    }

    /// <summary>What the Cookie header says.</summary>
    public string Header { get; }

    /// <summary>The value alone: a secret.</summary>
    public string Value { get; }

    /// <summary>The cookie of a value that a person handed over, who need not know what the deployment calls it.</summary>
    public static SessionCookie FromValue(string value, ApiOrigin origin)
    {
        var bare = CopiedKeyCleaner.Trim(value).TrimEnd(';');
        foreach (var name in new[] { SecureName + "=", PlainName + "=" })
        {
            if (bare.StartsWith(name, StringComparison.Ordinal))
            {
                bare = bare.Substring(name.Length);
            }
        }

        if (CopiedKeyCleaner.Problem(value, bare, static c => c is > ' ' and <= '~' and not (';' or ',' or '"' or '\\')) is { } problem)
        {
            throw new OwoxConfigurationException(
                ErrorReason.RefreshTokenMalformed,
                $"The refresh token is malformed: {problem}. Copy the value of the cookie '{PlainName}' from the browser, and nothing else.");
        }

        return new SessionCookie(
            origin.Uri.Scheme == "https" ? $"{SecureName}={bare}; {PlainName}={bare}" : $"{PlainName}={bare}", bare);
    }

    /// <summary>The cookie that an answer sets, or null.</summary>
    public static SessionCookie? FromAnswer(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies))
        {
            return null;
        }

        var pairs = cookies.Select(static cookie => cookie.Split(';')[0].Trim());
        var pair = pairs.FirstOrDefault(static p =>
            p.StartsWith(PlainName + "=", StringComparison.Ordinal) || p.StartsWith(SecureName + "=", StringComparison.Ordinal));
        var value = pair?.Substring(pair.IndexOf('=') + 1);
        return string.IsNullOrEmpty(value) ? null : new SessionCookie(pair!, value!);
    }
}
