using System;
using System.Collections.Generic;
using System.Linq;

namespace Owox.Raw;

/// <summary>Writes and changes the query of a path.</summary>
internal static class ApiQuery
{
    public static string Encode(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join("&", parameters.Select(static p => Escape(p.Key) + "=" + Escape(p.Value)));

    /// <summary>The path with that parameter instead of any of the same name.</summary>
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
            return Uri.EscapeDataString(text);
        }
        catch (UriFormatException)
        {
            throw ApiPath.Invalid("its query holds half a character, which cannot be encoded");
        }
    }
}
