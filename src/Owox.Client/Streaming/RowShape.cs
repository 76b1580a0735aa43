using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Owox;

/// <summary>The columns of a row, in the server's order.</summary>
public sealed class RowShape
{
    // An object's property must have a name.
    private const string Nameless = "Column";

    internal RowShape(IReadOnlyList<string> sent)
    {
        Sent = sent;
        Encoded = sent.Select(Encoding.UTF8.GetBytes).ToArray();
        Columns = Unique(sent);
    }

    /// <summary>The names, none of them empty, no two of them alike even where case is ignored.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The names as the server sent them.</summary>
    public IReadOnlyList<string> Sent { get; }

    /// <summary>The names that had to change, as sent and as they are now.</summary>
    public IEnumerable<KeyValuePair<string, string>> Renamed =>
        Sent.Zip(Columns, static (sent, name) => new KeyValuePair<string, string>(sent, name)).Where(static pair => pair.Key != pair.Value);

    internal byte[][] Encoded { get; }

    private static string[] Unique(IReadOnlyList<string> names)
    {
        names = names.Select(static name => name.Length == 0 ? Nameless : name).ToArray();
        var taken = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var unique = new string[names.Count];
        for (var i = 0; i < unique.Length; i++)
        {
            unique[i] = names[i];
            for (var suffix = 2; !seen.Add(unique[i]); suffix++)
            {
                var candidate = $"{names[i]}_{suffix}";
                unique[i] = taken.Contains(candidate) ? unique[i] : candidate;
            }
        }

        return unique;
    }
}
