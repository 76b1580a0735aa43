using System.Text;

namespace Owox.PowerShell.Filters;

/// <summary>Parses a wildcard pattern of -like as PowerShell does. A single character in brackets represents itself: <c>[?]</c>.</summary>
internal static class WildcardParser
{
    private const char Escape = '`';

    /// <summary>Returns the parts in order, or null if a bracket is not closed, which PowerShell treats as an invalid pattern.</summary>
    public static List<LikePart>? Parse(string pattern)
    {
        var parts = new List<LikePart>();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == Escape && i + 1 < pattern.Length)
            {
                parts.Add(LikePart.Itself(pattern[++i]));
            }
            else if (pattern[i] == '[')
            {
                if (Set(pattern, ref i) is not { } letters)
                {
                    return null;
                }

                parts.Add(letters.Count == 1 ? LikePart.Itself(letters[0].Letter) : new LikePart(LikeKind.Set, SetText(letters)));
            }
            else if (pattern[i] != '*')
            {
                parts.Add(pattern[i] == '?' ? new LikePart(LikeKind.One, "") : LikePart.Itself(pattern[i]));
            }
            else if (parts.Count == 0 || parts[parts.Count - 1].Kind != LikeKind.Any)
            {
                parts.Add(new LikePart(LikeKind.Any, ""));
            }
        }

        return parts;
    }

    // A closing bracket directly after the opening bracket is a literal character, and so is a character after a backtick.
    private static List<(char Letter, bool IsEscaped)>? Set(string pattern, ref int at)
    {
        var letters = new List<(char Letter, bool IsEscaped)>();
        for (at++; at < pattern.Length; at++)
        {
            if (pattern[at] == ']' && letters.Count > 0)
            {
                return letters;
            }

            var isEscaped = pattern[at] == Escape && at + 1 < pattern.Length;
            letters.Add((pattern[isEscaped ? ++at : at], isEscaped));
        }

        return null;
    }

    private static string SetText(IEnumerable<(char Letter, bool IsEscaped)> letters) => letters
        .Aggregate(new StringBuilder("["), static (text, one) => (one.Letter == '-' && !one.IsEscaped) || @"\[]^-".IndexOf(one.Letter) < 0
            ? text.Append(one.Letter)
            : text.Append('\\').Append(one.Letter))
        .Append(']').ToString();
}

/// <summary>A part of a wildcard pattern.</summary>
/// <param name="Kind">The kind of the part.</param>
/// <param name="Text">The character, or the set in the syntax of regular expressions.</param>
internal sealed record LikePart(LikeKind Kind, string Text)
{
    public static LikePart Itself(char letter) => new(LikeKind.Letter, letter.ToString());
}

/// <summary>The kinds of parts of a wildcard pattern.</summary>
internal enum LikeKind
{
    /// <summary>A literal character.</summary>
    Letter,

    /// <summary>Any character: <c>?</c>.</summary>
    One,

    /// <summary>Any text: <c>*</c>.</summary>
    Any,

    /// <summary>One of several characters: <c>[ab]</c>.</summary>
    Set,
}
