using System.Text;
using Owox.Redaction;

namespace Owox;

/// <summary>The columns of a row, in the order of the server.</summary>
public sealed class RowSchema
{
    // A property of an object must have a name.
    private const string Nameless = "Column";

    // Names of PowerShell's own members: Select-Object and Format-Table lose a property with such a name.
    private static readonly HashSet<string> Reserved = new(
        ["psobject", "psbase", "psadapted", "psextended", "pstypenames", "PSShowComputerName"], StringComparer.OrdinalIgnoreCase);

    internal RowSchema(IReadOnlyList<string> sent)
    {
        OriginalNames = sent;
        Encoded = sent.Select(Encoding.UTF8.GetBytes).ToArray();
        Columns = Unique(sent);
    }

    /// <summary>The names. None is empty or reserved, and they are unique ignoring case.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The names as the server sent them.</summary>
    public IReadOnlyList<string> OriginalNames { get; }

    /// <summary>The columns with a changed name.</summary>
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
/// <param name="Reason">The reason for the change.</param>
public sealed record RenamedColumn(string Sent, string Name, RenameReason Reason);

/// <summary>The reason why a column has another name in objects.</summary>
public enum RenameReason
{
    /// <summary>The name is empty.</summary>
    Nameless,

    /// <summary>PowerShell reserves the name.</summary>
    Reserved,

    /// <summary>The same key occurs more than once in a row.</summary>
    Repeated,

    /// <summary>Another name differs from it only in case.</summary>
    DiffersInCase,
}

/// <summary>Receives rows as they are parsed.</summary>
public interface IRowConsumer
{
    /// <summary>Receives one row.</summary>
    /// <param name="shape">The columns of the row. Rows with the same columns have the same object.</param>
    /// <param name="values">
    /// The values in the order of the columns: Int64, Decimal, BigInteger, Double, String, Boolean, null, <see cref="NestedObject"/> or an
    /// array of these. The array is reused for the next row, so copy the values that you keep.
    /// </param>
    void OnRow(RowSchema shape, object?[] values);
}

/// <summary>An object inside a row: names and values in the order of the server.</summary>
public sealed class NestedObject : List<KeyValuePair<string, object?>>;

/// <summary>The position of a text with an unpaired surrogate, which was replaced with U+FFFD.</summary>
/// <param name="Row">The number of the row, starting at 1.</param>
/// <param name="Column">The column.</param>
public sealed record TextRepair(long Row, string Column)
{
    /// <summary>The warning for the user.</summary>
    internal string Warning => ServerTextSanitizer.Sanitize(
        $"Row {Row}, column '{Column}': the text contains an unpaired surrogate, which is not a valid character. It was replaced by U+FFFD here and in other rows.", [])!;
}
