using System.Text;
using Owox.Redaction;

namespace Owox;

/// <summary>The columns of a row, in the server's order.</summary>
public sealed class RowSchema
{
    // An object's property must have a name.
    private const string Nameless = "Column";

    // The engine has these for itself: a property of such a name is lost on the way through Select-Object or Format-Table.
    private static readonly HashSet<string> Reserved = new(
        ["psobject", "psbase", "psadapted", "psextended", "pstypenames", "PSShowComputerName"], StringComparer.OrdinalIgnoreCase);

    internal RowSchema(IReadOnlyList<string> sent)
    {
        OriginalNames = sent;
        Encoded = sent.Select(Encoding.UTF8.GetBytes).ToArray();
        Columns = Unique(sent);
    }

    /// <summary>The names, none of them empty or reserved, no two of them alike even where case is ignored.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The names as the server sent them.</summary>
    public IReadOnlyList<string> OriginalNames { get; }

    /// <summary>The names that had to change.</summary>
    public IEnumerable<RenamedColumn> RenamedColumns => OriginalNames.Zip(Columns, (sent, name) => new RenamedColumn(sent, name, WhyRenamed(sent)))
        .Where(static renamed => renamed.Sent != renamed.Name);

    internal byte[][] Encoded { get; }

    /// <summary>A name for a key, which is free of the names in use; the key itself where it is free.</summary>
    /// <param name="key">The key in the response.</param>
    /// <param name="isTaken">Whether another key has the name.</param>
    internal static string NameOf(string key, Func<string, bool> isTaken)
    {
        var name = key.Length == 0 ? Nameless : key;
        var free = name;
        for (var suffix = 2; Reserved.Contains(free) || isTaken(free); suffix++)
        {
            free = $"{name}_{suffix}";
        }

        return free;
    }

    private RenameReason WhyRenamed(string sent) => sent.Length == 0 ? RenameReason.Nameless
        : Reserved.Contains(sent) ? RenameReason.Reserved
        : OriginalNames.Count(name => name == sent) > 1 ? RenameReason.Repeated
        : RenameReason.DiffersInCase;

    private static string[] Unique(IReadOnlyList<string> names)
    {
        names = names.Select(static name => name.Length == 0 ? Nameless : name).ToArray();
        var taken = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(Reserved, StringComparer.OrdinalIgnoreCase);
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

/// <summary>A column that has another name in objects than the server sent.</summary>
/// <param name="Sent">The name in the response.</param>
/// <param name="Name">The name in objects.</param>
/// <param name="Reason">Why it had to change.</param>
public sealed record RenamedColumn(string Sent, string Name, RenameReason Reason);

/// <summary>Why a column has another name in objects.</summary>
public enum RenameReason
{
    /// <summary>It has none.</summary>
    Nameless,

    /// <summary>PowerShell uses the name itself.</summary>
    Reserved,

    /// <summary>The same key comes more than once in a row.</summary>
    Repeated,

    /// <summary>Another name differs from it only in case.</summary>
    DiffersInCase,
}

/// <summary>Takes rows as they are read.</summary>
public interface IRowConsumer
{
    /// <summary>One row.</summary>
    /// <param name="shape">Its columns; the same object for all rows that have the same.</param>
    /// <param name="values">
    /// Its values, in the order of the columns: Int64, Decimal, BigInteger, Double, String, Boolean, null,
    /// <see cref="NestedObject"/> or an array of these. The array is used again for the next row: copy what is kept.
    /// </param>
    void OnRow(RowSchema shape, object?[] values);
}

/// <summary>An object inside a row: names and values in the server's order.</summary>
public sealed class NestedObject : List<KeyValuePair<string, object?>>;

/// <summary>Where a stream had text with half of a surrogate pair, which was replaced by U+FFFD.</summary>
/// <param name="Row">The number of the row; the first is 1.</param>
/// <param name="Column">The column.</param>
public sealed record TextRepair(long Row, string Column)
{
    /// <summary>The warning for the user.</summary>
    internal string Warning => ServerTextSanitizer.Sanitize(
        $"Row {Row}, column '{Column}': the text has half of a surrogate pair, which is no character. It was replaced by U+FFFD, there and wherever else it occurs.", [])!;
}
