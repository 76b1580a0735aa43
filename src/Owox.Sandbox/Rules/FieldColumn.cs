namespace Owox.Sandbox.Rules;

/// <summary>A column that a query may name: one of the data mart itself or a joined one.</summary>
internal sealed record FieldColumn(string Name, Column Column, JoinedColumn? Joined)
{
    /// <summary>What the statement calls it.</summary>
    public string Sql => Joined is null
        ? $"main.{Data.Sql.Quote(Column.Stored)}"
        : $"{Data.Sql.Quote(Joined.Relationship.Alias)}.{Data.Sql.Quote(Joined.Name)}";

    public string? Title => Joined is null ? Column.Alias : Joined.HeaderTitle;
}
