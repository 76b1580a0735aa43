namespace Owox.Sandbox.Data;

/// <summary>A table or view of the warehouse.</summary>
internal sealed class Table
{
    /// <summary>Its name in SQLite.</summary>
    public required string Name { get; init; }

    /// <summary>The tables it may be joined with; they share one database.</summary>
    public required string Dataset { get; init; }

    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Creates and fills it, when the first query needs it.</summary>
    public required Action<SqliteConnection> Load { get; init; }

    /// <summary>The name that the warehouse gives it.</summary>
    public required string FullName { get; init; }

    /// <summary>Whether it is a query of other tables.</summary>
    public bool IsView { get; init; }

    /// <summary>Set when whole rows can be sent without a query.</summary>
    public BlockRows? Blocks { get; init; }

    public Column? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);
}
