using System.Text;
using Owox.Text;

namespace Owox.RawRequests;

/// <summary>Creates and changes the query of a path.</summary>
internal static class ApiQuery
{
    public static string Encode(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var all = parameters.ToArray();

        // Encoding never shortens text, so a text that is too long does not have to be encoded.
        if (all.Sum(static p => (long)p.Key.Length + p.Value.Length) > ApiPath.MaxLength)
        {
            throw ApiPath.Invalid($"with its query it has more than {ApiPath.MaxLength} characters, which is the maximum");
        }

        return string.Join("&", all.Select(static p => Escape(p.Key) + "=" + Escape(p.Value)));
    }

    /// <summary>Returns the path with the parameter. It replaces parameters with the same name.</summary>
    public static string With(string pathAndQuery, string name, string value)
    {
        var mark = pathAndQuery.IndexOf('?');
        var path = mark < 0 ? pathAndQuery : pathAndQuery.Substring(0, mark);
        var others = mark < 0 ? [] : pathAndQuery.Substring(mark + 1).Split('&').Where(part => NameOf(part) != name);
        return ApiPath.Check(path, string.Join("&", others.Concat([name + "=" + Escape(value)])));
    }

    private static string NameOf(string part) => Uri.UnescapeDataString(part.Split('=')[0]);

    private static string Escape(string text)
    {
        try
        {
            // Uri would silently replace invalid characters.
            _ = StrictUtf8.Encoding.GetByteCount(text);
            return Uri.EscapeDataString(text);
        }
        catch (EncoderFallbackException)
        {
            throw ApiPath.Invalid("its query contains an unpaired surrogate, which cannot be encoded");
        }
    }
}
