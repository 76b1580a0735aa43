using System;
using System.Collections.Generic;
using System.IO;
using System.Text.RegularExpressions;

namespace Owox.PowerShell.Secrets;

/// <summary>
/// Reads a <c>.env</c> file as owox-ctl does: the format of the dotenv package. <c>NAME=value</c> or <c>export NAME=value</c>,
/// values bare or in single, double or backtick quotes, over several lines where quoted, <c>#</c> begins a comment.
/// </summary>
internal static class EnvironmentFile
{
    private static readonly Regex Line = new(
        """
        ^\s*(?:export\s+)?(?<name>[\w.-]+)(?:\s*=\s*?|:\s+?)(?<value>\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:\#.*)?$
        """.Trim(),
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5));

    /// <exception cref="OwoxConfigurationException">The file is not there or cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new OwoxConfigurationException(
                ErrorReason.EnvironmentFileUnreadable,
                $"The environment file '{path}' cannot be read: {e.Message} Check the path, and that this account may read the file.",
                e);
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Line.Matches(text.Replace("\r\n", "\n").Replace('\r', '\n')))
        {
            values[match.Groups["name"].Value] = Unquote(match.Groups["value"].Value.Trim());
        }

        return values;
    }

    private static string Unquote(string value)
    {
        if (value.Length < 2 || value[0] != value[value.Length - 1] || value[0] is not ('\'' or '"' or '`'))
        {
            return value;
        }

        var inner = value.Substring(1, value.Length - 2);
        return value[0] == '"' ? inner.Replace("\\n", "\n").Replace("\\r", "\r") : inner;
    }
}
