using Owox.Queries;

namespace Owox;

/// <summary>A question whose answer is rows.</summary>
/// <param name="DataMartId">The data mart whose rows they are; its runs record how many were sent.</param>
public abstract record RowQuery(string DataMartId)
{
    /// <summary>How many rows at the most; null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>The report that is asked; null where the data mart itself is.</summary>
    public virtual string? ReportId => null;

    /// <summary>The columns that are cut to the first day of a week, month, quarter or year.</summary>
    internal abstract IEnumerable<string> DateBuckets { get; }

    /// <summary>The columns that the query names and the data mart must have.</summary>
    internal abstract IEnumerable<string> NamedColumns { get; }

    /// <summary>The columns that have rules, with the kind of the rule.</summary>
    internal virtual IEnumerable<(string Column, string Rule)> RuleColumns => [];

    /// <summary>What messages call it.</summary>
    public string Subject => ReportId is null ? $"data mart {DataMartId}" : $"report {ReportId}";

    /// <summary>What the server keeps in the record of the run about its caller; null for nothing.</summary>
    internal virtual string? RunContext => null;

    /// <summary>The path and query of the request.</summary>
    /// <exception cref="OwoxConfigurationException">The server would refuse it.</exception>
    internal abstract string ToPathAndQuery();

    /// <summary>The columns of the rows, as far as the query and the schema tell them.</summary>
    internal abstract RowLayout Layout(QuerySchema schema);
}
