namespace Owox.Text;

/// <summary>Finds names that a misspelled name can stand for.</summary>
internal static class SimilarNames
{
    private const int MaxSuggestions = 3;

    /// <summary>Returns up to three of the known names that are similar to the name, the most similar first.</summary>
    public static IEnumerable<string> Of(string name, IEnumerable<string> known)
    {
        var limit = Math.Max(1, name.Length / 3);
        return known.Select(candidate => (Name: candidate, Distance: Distance(name, candidate, limit)))
            .Where(found => found.Distance <= limit)
            .OrderBy(static found => found.Distance)
            .ThenBy(static found => found.Name, StringComparer.Ordinal)
            .Take(MaxSuggestions)
            .Select(static found => found.Name);
    }

    // A name that contains the other name is similar. Otherwise, the number of characters to insert, remove, replace or swap, ignoring case.
    private static int Distance(string name, string candidate, int limit)
    {
        const int Least = 3;
        var (a, b) = (name.ToUpperInvariant(), candidate.ToUpperInvariant());
        if (a == b)
        {
            return 0;
        }

        if (Math.Min(a.Length, b.Length) >= Least && (b.Contains(a) || a.Contains(b)))
        {
            return 1;
        }

        return Math.Abs(a.Length - b.Length) > limit ? int.MaxValue : Edits(a, b);
    }

    private static int Edits(string a, string b)
    {
        var (before, last, now) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                now[j] = Math.Min(replaced, Math.Min(last[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }
            }

            (before, last, now) = (last, now, before);
        }

        return last[b.Length];
    }
}
