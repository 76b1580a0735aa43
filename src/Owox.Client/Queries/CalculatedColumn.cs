using Owox.Redaction;

namespace Owox.Queries;

/// <summary>Reports uses of calculated fields that the server rejects.</summary>
internal static class CalculatedColumn
{
    private const int MaxNameLength = 100;

    /// <exception cref="OwoxConfigurationException">The query filters a calculated field before a join, or names one of a joined data mart.</exception>
    public static void Check(RowQuery query, IReadOnlyList<DataMartColumn> columns)
    {
        var calculated = columns.Where(static column => column.IsCalculated).ToArray();
        if (query.PreJoinFilters.FirstOrDefault(rule => calculated.Any(column => RefersTo(rule, column))) is { } filter)
        {
            throw RuleValidator.Invalid(
                $"the pre-join filter on {Quoted(filter.Column)} applies to a calculated field, which does not exist before the join; filter by the columns of its formula");
        }

        if (calculated.FirstOrDefault(column => column.IsJoined && query.SelectedColumns.Contains(column.Name, StringComparer.Ordinal)) is { } joined)
        {
            throw RuleValidator.Invalid(
                $"{Quoted(joined.Name)} is a calculated field of the joined data mart {Quoted(joined.SourceDataMartTitle ?? joined.SourceDataMartId ?? "")}, and only a query of that data mart can return it");
        }
    }

    // The server sends the full name of a joined column, or its name in the joined data mart.
    private static bool RefersTo(FilterRule rule, DataMartColumn column) => rule.Column == column.Name
        || (column.IsJoined && rule.AliasPath == column.AliasPath && rule.Column == column.OriginalName);

    private static string Quoted(string name) => $"'{ServerTextSanitizer.Sanitize(name, [], MaxNameLength)}'";
}
