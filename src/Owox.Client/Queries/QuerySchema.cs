using Owox.Queries;

namespace Owox;

/// <summary>What is known of the columns of a data mart when a query on it starts.</summary>
public sealed class QuerySchema
{
    internal QuerySchema(IReadOnlyList<DataMartColumn> columns, string? whyUnknown)
    {
        Columns = columns;
        WhyUnknown = whyUnknown;
    }

    /// <summary>Whether the columns are known.</summary>
    public bool IsKnown => WhyUnknown is null;

    /// <summary>Why they are not known; null where they are.</summary>
    public string? WhyUnknown { get; }

    /// <summary>The columns, own ones first; empty where they are not known.</summary>
    internal IReadOnlyList<DataMartColumn> Columns { get; }

    /// <summary>The types of the columns of a query; null where they are not known.</summary>
    public ColumnTypes? TypesOf(RowQuery query) => IsKnown ? new ColumnTypes(Columns, query.DateBuckets) : null;

    internal static QuerySchema Unknown(string why) => new([], why);

    /// <summary>Checks that the data mart has all columns that the query names, and that the server accepts its rules for them.</summary>
    /// <exception cref="OwoxConfigurationException">One of these is not the case.</exception>
    internal void Require(RowQuery query)
    {
        if (!IsKnown)
        {
            return;
        }

        var known = Columns.Select(static column => column.Name).ToArray();
        var unknown = query.NamedColumns.Distinct(StringComparer.Ordinal).Where(name => !known.Contains(name, StringComparer.Ordinal)).ToArray();
        if (unknown.Length > 0)
        {
            throw UnknownColumn.Error(query.DataMartId, unknown, known);
        }

        var arrays = Columns.Where(static column => column.RejectsRules).Select(static column => column.Name).ToArray();
        var rejected = query.RuleColumns.Where(rule => arrays.Contains(rule.Column, StringComparer.Ordinal)).Distinct().ToArray();
        if (rejected.Length > 0)
        {
            throw ArrayColumn.Error(query.DataMartId, rejected);
        }
    }
}
