using System.Collections.Concurrent;
using Owox.Conversion;
using Owox.Queries;

namespace Owox;

/// <summary>The known columns of a data mart at the start of a query.</summary>
public sealed class QuerySchema
{
    internal QuerySchema(IReadOnlyList<DataMartColumn> columns, string? whyUnknown)
    {
        Columns = columns;
        WhyUnknown = whyUnknown;
    }

    /// <summary>Whether the columns are known.</summary>
    public bool IsKnown => WhyUnknown is null;

    /// <summary>The reason why the columns are unknown, or null if they are known.</summary>
    public string? WhyUnknown { get; }

    /// <summary>The columns, native columns first; empty if they are unknown.</summary>
    internal IReadOnlyList<DataMartColumn> Columns { get; }

    /// <summary>Returns the types of the columns of a query, or null if they are unknown.</summary>
    public ColumnTypes? TypesOf(RowQuery query) => IsKnown || query.OutputSchema is not null ? new ColumnTypes(Columns, query.DateBuckets, query.OutputSchema) : null;

    internal static QuerySchema Unknown(string why) => new([], why);

    /// <summary>Checks that the data mart has all columns of the query, and that the server accepts the rules for them.</summary>
    /// <exception cref="OwoxConfigurationException">A column is missing or does not support a rule.</exception>
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

        CalculatedColumn.Check(query, Columns);
        ArrayColumn.Check(query, Columns);
    }
}

/// <summary>The schemas that were read for one command, by the ID of their data mart. Several threads can use it.</summary>
public sealed class SchemaCache
{
    private readonly ConcurrentDictionary<string, QuerySchema> _known = new(StringComparer.Ordinal);

    internal QuerySchema? Find(string dataMartId) => _known.TryGetValue(dataMartId, out var schema) ? schema : null;

    internal void Add(string dataMartId, QuerySchema schema) => _known[dataMartId] = schema;
}

/// <summary>Reads the schema of one data mart once, when it is first needed. If the schema cannot be read, the query continues without it.</summary>
/// <param name="cache">The schemas that were read before, or null for none.</param>
public sealed class SchemaReader(SchemaCache? cache = null)
{
    // The rows wait for the schema, although it is not required.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private Task<QuerySchema>? _reading;

    /// <summary>Returns the schema, as far as it is known.</summary>
    public Task<QuerySchema> ReadAsync(ApiConnection connection, string dataMartId, CancellationToken cancellationToken) =>
        _reading is { IsCanceled: false, IsFaulted: false } reading ? reading : _reading = FetchAsync(connection, dataMartId, cancellationToken);

    private async Task<QuerySchema> FetchAsync(ApiConnection connection, string dataMartId, CancellationToken cancellationToken)
    {
        if (cache?.Find(dataMartId) is { } read)
        {
            return read;
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Timeout);
        try
        {
            var columns = await new SchemaClient(connection).ListColumnsAsync(dataMartId, limited.Token).ConfigureAwait(false);
            if (columns.Length == 0)
            {
                return QuerySchema.Unknown("the data mart has no columns in its schema");
            }

            var schema = new QuerySchema(columns, whyUnknown: null);
            cache?.Add(dataMartId, schema);
            return schema;
        }
        catch (OwoxException e)
        {
            return QuerySchema.Unknown($"the schema of the data mart cannot be read ({e.Message.TrimEnd('.')})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return QuerySchema.Unknown($"the schema of the data mart was not received within {Timeout.TotalSeconds:0} s");
        }
    }
}

/// <summary>The warehouse types of the columns of a query, including joined columns.</summary>
public sealed class ColumnTypes
{
    private static readonly HashSet<string> CountLabels = ["Row Count", "Unique Count"];

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aggregated = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lists;
    private readonly HashSet<string>? _untyped;

    internal ColumnTypes(IReadOnlyCollection<DataMartColumn> columns, IEnumerable<string> dateBuckets, IEnumerable<ReportColumn>? output = null)
    {
        foreach (var column in columns)
        {
            if (column.Type is { } type && !column.IsArray)
            {
                _types[column.Name] = type;
                _aggregated[AggregateLabel.Plain(column.Name)] = type;
            }
        }

        foreach (var column in dateBuckets)
        {
            // A date bucket always returns the first day of a week, month, quarter or year.
            _types[column] = "DATE";
        }

        // The columns of a report do not say which ones are lists.
        _lists = new HashSet<string>(columns.Where(static column => column.IsArray).Select(static column => column.Name), StringComparer.Ordinal);
        foreach (var column in output ?? [])
        {
            if (column.Type is { } type && !_lists.Contains(column.Name))
            {
                _types[column.Name] = type;
            }
        }
    }

    private ColumnTypes(ColumnTypes other, IEnumerable<string> untyped)
    {
        (_types, _aggregated, _lists) = (other._types, other._aggregated, other._lists);
        _untyped = new HashSet<string>(untyped, StringComparer.Ordinal);
    }

    /// <summary>Returns the same types, except that those of some columns are unknown.</summary>
    internal ColumnTypes Without(IEnumerable<string> columns) => new(this, columns);

    /// <summary>The type of a column or of the label of an aggregated column, or null if it is unknown.</summary>
    public string? GetType(string column)
    {
        if (_untyped?.Contains(column) == true)
        {
            return null;
        }

        if (_types.TryGetValue(column, out var type))
        {
            return type;
        }

        if (CountLabels.Contains(column))
        {
            return "INTEGER";
        }

        var mark = column.LastIndexOf(AggregateLabel.Separator, StringComparison.Ordinal);
        return mark < 0 ? null : OfLabel(column.Substring(0, mark), column.Substring(mark + AggregateLabel.Separator.Length));
    }

    /// <summary>What the values of a column represent. Lists are JSON.</summary>
    public ColumnKind GetKind(string column) => _lists.Contains(column) ? ColumnKind.Json
        : GetType(column) is { } type ? ColumnKinds.Of(type)
        : ColumnKind.Unknown;

    private string? OfLabel(string column, string function)
    {
        _aggregated.TryGetValue(column, out var type);
        return function switch
        {
            "COUNT" or "COUNTUNIQUE" => "INTEGER",
            "STRINGAGG" => "STRING",
            "AVG" or "MEDIAN" or "P25" or "P75" or "P95" => type is not null && ValueConverters.IsExact(type) ? type : "FLOAT",
            "SUM" or "MIN" or "MAX" or "ANYVALUE" => type,
            _ => null,
        };
    }
}
