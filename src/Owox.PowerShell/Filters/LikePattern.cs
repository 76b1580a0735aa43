using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Owox.PowerShell.Filters;

/// <summary>What a wildcard of -like means to the server, where it means anything.</summary>
internal sealed class LikePattern
{
    private const string RegexMarks = @"\.+*?()[]{}^$|";

    private readonly List<(char Letter, bool IsWild)> _parts = [];

    public LikePattern(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '`' && i + 1 < pattern.Length)
            {
                _parts.Add((pattern[++i], false));
            }
            else if (!(pattern[i] == '*' && _parts.Count > 0 && _parts[_parts.Count - 1] == ('*', true)))
            {
                _parts.Add((pattern[i], pattern[i] is '*' or '?' or '['));
            }
        }
    }

    /// <summary>It lets every text through.</summary>
    public bool MatchesAll => _parts.Count == 1 && _parts[0] == ('*', true);

    private bool IsOpenStart => _parts.Count > 0 && _parts[0] == ('*', true);

    private bool IsOpenEnd => _parts.Count > 1 && _parts[_parts.Count - 1] == ('*', true);

    private IEnumerable<(char Letter, bool IsWild)> Inner => _parts.Skip(IsOpenStart ? 1 : 0).Take(_parts.Count - (IsOpenStart ? 1 : 0) - (IsOpenEnd ? 1 : 0));

    /// <summary>The operator and the value; null where the server has only regular expressions for it.</summary>
    public (string Operator, object? Value)? ToRule(bool negated)
    {
        if (Inner.Any(static part => part.IsWild))
        {
            return null;
        }

        var text = string.Concat(Inner.Select(static part => part.Letter));
        return (IsOpenStart, IsOpenEnd, negated) switch
        {
            // The server has no opposites of starts_with and ends_with.
            (false, true, true) => ("not_regex", "^" + Escaped(text)),
            (true, false, true) => ("not_regex", Escaped(text) + "$"),
            (false, true, _) => ("starts_with", text),
            (true, false, _) => ("ends_with", text),
            (true, true, _) => (negated ? "not_contains" : "contains", text),
            _ when text.Length == 0 => (negated ? "is_not_empty" : "is_empty", null),
            _ => (negated ? "neq" : "eq", text),
        };
    }

    /// <summary>The same as a regular expression.</summary>
    public string ToRegex()
    {
        var regex = new StringBuilder(IsOpenStart ? "" : "^");
        var isInSet = false;
        foreach (var (letter, isWild) in Inner)
        {
            isInSet = isWild && letter == '[' ? true : isInSet && letter != ']';
            regex.Append((isWild, letter) switch
            {
                (true, '*') => ".*",
                (true, '?') => ".",
                (true, _) => "[",
                (_, ']' or '-') => letter.ToString(),
                _ => Escaped(letter.ToString()),
            });
        }

        return regex.Append(IsOpenEnd ? "" : "$").ToString();
    }

    private static string Escaped(string text) =>
        string.Concat(text.Select(static letter => RegexMarks.IndexOf(letter) >= 0 ? $"\\{letter}" : letter.ToString()));
}
