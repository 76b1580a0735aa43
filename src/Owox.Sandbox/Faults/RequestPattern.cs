using System.Text.RegularExpressions;

namespace Owox.Sandbox.Faults;

/// <summary>A method, perhaps, and a path in which * stands for anything.</summary>
internal sealed class RequestPattern
{
    private readonly string? _method;
    private readonly Regex _path;

    public RequestPattern(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        _method = space < 0 ? null : text[..space];
        var path = text[(space + 1)..].Trim();
        var pattern = Regex.Escape(path).Replace("\\*", ".*", StringComparison.Ordinal);
        _path = new Regex($"^{pattern}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
    }

    public bool Matches(string method, string path) =>
        (_method is null || string.Equals(_method, method, StringComparison.OrdinalIgnoreCase)) && _path.IsMatch(path);
}
