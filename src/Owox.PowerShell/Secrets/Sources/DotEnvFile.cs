using Owox.Redaction;
using Owox.Text;

namespace Owox.PowerShell.Secrets.Sources;

/// <summary>Reads the variables of a <c>.env</c> file.</summary>
internal static class DotEnvFile
{
    // A larger file is not a .env file.
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <param name="path">The full path.</param>
    /// <exception cref="OwoxConfigurationException">The file does not exist or cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.CanSeek && file.Length > MaxBytes)
            {
                throw Unreadable(path, $"it is larger than {MaxBytes / 1024 / 1024} MiB");
            }

            using var content = new MemoryStream();
            file.CopyTo(content);
            return DotEnvParser.Parse(TextFile.Decode(content.ToArray()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Unreadable(path, ServerTextSanitizer.FromException(e), e);
        }
    }

    public static OwoxConfigurationException Unreadable(string path, string why, Exception? inner = null) => new(
        ErrorReason.EnvironmentFileUnreadable,
        $"The environment file '{path}' cannot be read: {why}. Check the path, and that this account has permission to read the file.",
        inner);
}

/// <summary>
/// Parses the text of a <c>.env</c> file like the dotenv package: <c>NAME=value</c>, <c>NAME: value</c> or <c>export NAME=value</c>. Values
/// are unquoted, or in single quotes, double quotes or backticks; quoted values can have several lines. <c>#</c> starts a comment. If a name
/// occurs more than once, the last value is used.
/// </summary>
internal sealed class DotEnvParser
{
    private const string Export = "export";

    private readonly string _text;
    private int _at;

    private DotEnvParser(string text) => _text = text;

    private bool IsAtEnd => _at >= _text.Length || _text[_at] == '\n';

    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var reader = new DotEnvParser(text.Replace("\r\n", "\n").Replace('\r', '\n'));
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader._at < reader._text.Length)
        {
            if (reader.Name() is { } name)
            {
                values[name] = reader.Value();
            }

            reader.NextLine();
        }

        return values;
    }

    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-';

    private static bool IsQuote(char c) => c is '\'' or '"' or '`';

    private string? Name()
    {
        SkipBlanks();
        var name = Word();
        if (name == Export && !IsAtEnd && _text[_at] is ' ' or '\t')
        {
            SkipBlanks();
            name = Word();
        }

        var colon = _at < _text.Length && _text[_at] == ':';
        SkipBlanks();
        if (name.Length == 0 || IsAtEnd || (!colon && _text[_at] != '='))
        {
            return null;
        }

        _at++;
        return name;
    }

    private string Word()
    {
        var start = _at;
        while (_at < _text.Length && IsNameCharacter(_text[_at]))
        {
            _at++;
        }

        return _text.Substring(start, _at - start);
    }

    private string Value()
    {
        SkipBlanks();
        if (!IsAtEnd && IsQuote(_text[_at]) && Closing() is { } end)
        {
            var inner = _text.Substring(_at + 1, end - _at - 1);
            var isDouble = _text[_at] == '"';
            _at = end + 1;
            return isDouble ? inner.Replace("\\n", "\n").Replace("\\r", "\r") : inner;
        }

        var start = _at;
        while (!IsAtEnd && _text[_at] != '#')
        {
            _at++;
        }

        var bare = _text.Substring(start, _at - start).Trim();
        return bare.Length > 1 && IsQuote(bare[0]) && bare[bare.Length - 1] == bare[0] ? bare.Substring(1, bare.Length - 2) : bare;
    }

    // Returns the closing quotation mark, or null if there is none, or if anything other than a comment follows it.
    private int? Closing()
    {
        var mark = _text[_at];
        for (var end = _at + 1; end < _text.Length; end++)
        {
            if (_text[end] == '\\')
            {
                end++;
            }
            else if (_text[end] == mark)
            {
                var after = end + 1;
                while (after < _text.Length && _text[after] is ' ' or '\t')
                {
                    after++;
                }

                return after == _text.Length || _text[after] is '\n' or '#' ? end : null;
            }
        }

        return null;
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && (char.IsWhiteSpace(_text[_at]) || _text[_at] is '\0' or '\uFEFF'))
        {
            _at++;
        }
    }

    private void NextLine()
    {
        var end = _text.IndexOf('\n', Math.Min(_at, _text.Length));
        _at = end < 0 ? _text.Length : end + 1;
    }
}
