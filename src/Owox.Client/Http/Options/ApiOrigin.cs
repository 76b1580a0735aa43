using System.Globalization;
using Owox.Text;

namespace Owox;

/// <summary>The address of a deployment: scheme, host and, unless it is the default, the port.</summary>
public sealed class ApiOrigin : IEquatable<ApiOrigin>
{
    private ApiOrigin(Uri uri) => Uri = uri;

    /// <summary>The origin as a URI that ends with a slash.</summary>
    public Uri Uri { get; }

    /// <summary>Reads an origin.</summary>
    /// <param name="text">For example <c>https://app.owox.com</c>.</param>
    /// <param name="allowUnencrypted">Whether http is accepted for hosts other than loopback.</param>
    /// <exception cref="OwoxConfigurationException">The text is not a valid origin, or it uses http and that is not allowed.</exception>
    public static ApiOrigin Parse(string text, bool allowUnencrypted = false)
    {
        if (CopiedKeyCleaner.CodePoint(text, static c => c > ' ' && !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format) is { } other)
        {
            throw NotAllowed($"it contains {other}");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            throw NotAllowed("it is not an http or https address");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw NotAllowed("it contains a user name or a password");
        }

        if (uri.AbsolutePath != "/" || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw NotAllowed("it contains a path, a query or a fragment");
        }

        if (uri.Scheme == "http" && !uri.IsLoopback && !allowUnencrypted)
        {
            throw new OwoxConfigurationException(
                ErrorReason.OriginInvalid,
                $"The origin 'http://{uri.Authority}' is not encrypted. The key and the data would be sent in clear text.")
            {
                Option = ErrorOption.AllowUnencrypted,
            };
        }

        return new ApiOrigin(uri);
    }

    public bool Equals(ApiOrigin? other) => other is not null && Uri == other.Uri;

    public override bool Equals(object? obj) => Equals(obj as ApiOrigin);

    public override int GetHashCode() => Uri.GetHashCode();

    /// <summary>The origin without a trailing slash.</summary>
    public override string ToString() => Uri.GetLeftPart(UriPartial.Authority);

    private static OwoxConfigurationException NotAllowed(string what) => new(
        ErrorReason.OriginInvalid,
        $"The origin cannot be used: {what}. An origin is a scheme, a host and, where needed, a port: https://app.owox.com.");
}
