using System.Text.RegularExpressions;

namespace Owox.Operations;

/// <summary>A path of the API in which names in braces stand for IDs.</summary>
internal sealed class PathTemplate
{
    // Other characters could have a meaning for a proxy or a server, such as the semicolon of a matrix parameter.
    private static readonly Regex Id = new("^(?!\\.+$)[A-Za-z0-9._~:@-]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private readonly (string? Literal, string Suffix)[] _segments;

    /// <param name="text">For example <c>/api/data-marts/{id}/runs</c>. A parameter can have a suffix, such as <c>{id}.ndjson</c>.</param>
    public PathTemplate(string text)
    {
        Text = text;
        _segments = Array.ConvertAll(
            text.Substring(1).Split('/'),
            static segment => segment[0] == '{' ? ((string?)null, segment.Substring(segment.IndexOf('}') + 1)) : (segment, ""));
    }

    public string Text { get; }

    /// <summary>Orders the templates that match a path: a template with a literal at the first different segment precedes one with a parameter.</summary>
    public string Rank => new([.. _segments.Select(static segment => segment.Literal is not null ? '0' : segment.Suffix.Length > 0 ? '1' : '2')]);

    /// <summary>
    /// Whether some server could understand the path as this one: without regard to case, encoding and a slash at the end.
    /// </summary>
    public bool Resembles(string path)
    {
        var given = Split(path.TrimEnd('/'));
        return given.Length == _segments.Length
            && !_segments.Where((segment, i) => segment.Literal is { } literal
                ? !Same(Decode(given[i]), literal)
                : !Decode(given[i]).EndsWith(segment.Suffix, StringComparison.OrdinalIgnoreCase)).Any();
    }

    /// <summary>The values of the parameters, decoded; null unless the path has exactly this form.</summary>
    public IReadOnlyList<string>? Match(string path)
    {
        var given = Split(path);
        var ids = new List<string>();
        for (var i = 0; i < _segments.Length && given.Length == _segments.Length; i++)
        {
            var (literal, suffix) = _segments[i];
            if (literal is not null ? given[i] != literal : !given[i].EndsWith(suffix, StringComparison.Ordinal))
            {
                return null;
            }

            if (literal is null)
            {
                ids.Add(Decode(given[i].Substring(0, given[i].Length - suffix.Length)));
            }
        }

        return given.Length == _segments.Length && ids.TrueForAll(Id.IsMatch) ? ids : null;
    }

    private static string[] Split(string path) => path.Length == 0 ? [] : path.Substring(1).Split('/');

    // Everything after a semicolon is a parameter for some servers.
    private static string Decode(string segment) => Uri.UnescapeDataString(Uri.UnescapeDataString(segment));

    private static bool Same(string given, string literal) =>
        string.Equals(given.Split(';')[0].Trim(), literal, StringComparison.OrdinalIgnoreCase);
}
