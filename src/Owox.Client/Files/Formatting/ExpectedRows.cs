using Owox.Queries;

namespace Owox.Files.Formatting;

/// <summary>What is known about the rows before the first one.</summary>
/// <param name="Layout">The columns.</param>
internal sealed record ExpectedRows(RowLayout Layout)
{
    /// <summary>The types of the columns, or null if they are not known.</summary>
    public ColumnTypes? Types { get; init; }

    /// <summary>The reason why the types are not known, without a period, or null if they are known.</summary>
    public string? WhyUntyped { get; init; }

    public string DataMartId { get; init; } = "";

    public string? ReportId { get; init; }

    public string? RunId { get; init; }
}
