using System.Text.Json.Serialization;
using Owox.Resources.Models;

namespace Owox.Resources.DataMarts;

/// <summary>The native columns of a data mart and the columns of the joined data marts.</summary>
internal sealed class BlendableSchema : ApiModel
{
    // No field contains the version of the server. Version 0.35 sends these three fields, and 0.31 none of them.
    private static readonly string[] FieldsOf035 = ["mainUniqueCountKeyFields", "calculatedFieldIssues", "hiddenFieldNames"];

    // The data mart of a connector has no columns before its first run.
    public SchemaField[] NativeFields { get; init => field = value ?? []; } = [];

    public BlendedField[] BlendedFields { get; init => field = value ?? []; } = [];

    /// <summary>The joined data marts. An older server does not report which of them are excluded.</summary>
    public JoinedSource[] AvailableSources { get; init => field = value ?? []; } = [];

    // A server of version 0.32 has none of the fields, although its aggregated rows lack the column, so the caller must check.
    private bool HasRowCount => !Array.Exists(FieldsOf035, name => Unknown?.ContainsKey(name) == true);

    // Version 0.31 accepted rules for array columns.
    private bool RejectsRulesOfArrays => Array.TrueForAll(FieldsOf035, name => Unknown?.ContainsKey(name) == true);

    public IEnumerable<DataMartColumn> Columns(string dataMartId)
    {
        var excluded = new HashSet<string>(
            AvailableSources.Where(static source => source.IsIncluded == false || source.IsAccessibleForReporting == false).Select(static source => source.AliasPath ?? ""),
            StringComparer.Ordinal);
        return NativeFields.SelectMany(column => Own(column, dataMartId, parent: null))
            .Concat(BlendedFields.Select(column => column.ToColumn(dataMartId, isExcluded: excluded.Contains(column.AliasPath ?? ""), RejectsRulesOfArrays)));
    }

    // The list of all columns does not contain hidden, removed and calculated columns, and no parts of them.
    // An array is one value, so the server has no values for the fields of its elements.
    private IEnumerable<DataMartColumn> Own(SchemaField column, string dataMartId, DataMartColumn? parent)
    {
        var name = parent is null ? column.Name : $"{parent.Name}.{column.Name}";
        var own = new DataMartColumn(dataMartId, name, column.Type)
        {
            Alias = NullIfEmpty(column.Alias),
            Description = column.Description,
            IsPrimaryKey = column.IsPrimaryKey == true,
            IsHidden = column.IsHiddenForReporting == true,
            Status = column.Status,
            Mode = column.Mode,
            Parent = parent?.Name,
            IsCalculated = column.Calculated is not null,
            CalculatedLevel = column.Calculated?.Level,
            ContainingArray = parent?.ContainingArray ?? (parent?.IsArray == true ? parent.Name : null),
            RejectsRules = RejectsRulesOfArrays && DataMartColumn.IsArrayType(column.Type, column.Mode),
            HasRowCount = HasRowCount,
            Aggregations = column.AllowedAggregations ?? DefaultAggregations.ForType(column.Type),
            IsInAll = parent is null or { IsInAll: true, IsArray: false } && column is { IsHiddenForReporting: not true, Status: not "DISCONNECTED", Calculated: null },
        };
        return column.Fields.SelectMany(part => Own(part, dataMartId, own)).Prepend(own);
    }

    internal static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>A joined data mart.</summary>
internal sealed class JoinedSource : ApiModel
{
    public string? AliasPath { get; init; }

    public bool? IsIncluded { get; init; }

    public bool? IsAccessibleForReporting { get; init; }
}

/// <summary>A column of a joined data mart.</summary>
internal sealed class BlendedField : ApiModel
{
    [JsonRequired]
    public string Name { get; init => field = Required.NotNull(value); } = "";

    public string? SourceRelationshipId { get; init; }

    public string? SourceDataMartId { get; init; }

    public string? SourceDataMartTitle { get; init; }

    public string? OriginalFieldName { get; init; }

    public string? Type { get; init; }

    public string? Alias { get; init; }

    public string? Description { get; init; }

    public bool? IsHidden { get; init; }

    public bool? IsCalculated { get; init; }

    public string? AggregateFunction { get; init; }

    public string[]? PostJoinAggregations { get; init; }

    public string? AliasPath { get; init; }

    public DataMartColumn ToColumn(string dataMartId, bool isExcluded, bool rejectsRulesOfArrays) => new(dataMartId, Name, Type)
    {
        Alias = BlendableSchema.NullIfEmpty(Alias),
        Description = Description,
        IsHidden = IsHidden == true,
        IsJoined = true,
        Aggregations = PostJoinAggregations ?? DefaultAggregations.ForType(Type),
        SourceDataMartId = SourceDataMartId,
        SourceDataMartTitle = SourceDataMartTitle,
        OriginalName = OriginalFieldName,
        AliasPath = AliasPath,
        AggregateFunction = AggregateFunction,
        RelationshipId = SourceRelationshipId,
        IsCalculated = IsCalculated == true,
        RejectsRules = rejectsRulesOfArrays && DataMartColumn.IsArrayType(Type, mode: null),
        IsInAll = !isExcluded && IsHidden != true && IsCalculated != true,
    };
}

/// <summary>The default aggregate functions of a column whose allowed functions the owner of the data mart did not select.</summary>
internal static class DefaultAggregations
{
    /// <summary>Returns the functions for a warehouse type; empty if they are unknown.</summary>
    public static string[] ForType(string? type) => type?.ToUpperInvariant() switch
    {
        "INTEGER" or "INT" or "BIGINT" or "SMALLINT" or "TINYINT" or "FLOAT" or "REAL" or "DOUBLE" or "DOUBLE PRECISION"
            or "NUMERIC" or "BIGNUMERIC" or "DECIMAL" => ["SUM", "AVG", "MIN", "MAX"],
        "STRING" or "VARCHAR" or "CHAR" or "TEXT" or "BPCHAR" => ["COUNT", "COUNT_DISTINCT", "STRING_AGG", "ANY_VALUE"],
        "DATE" or "DATETIME" or "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE" or "TIMESTAMPTZ" or "TIMESTAMP_NTZ"
            or "TIME" or "TIME WITH TIME ZONE" or "TIMETZ" => ["MIN", "MAX"],
        "BOOLEAN" or "BOOL" => ["COUNT", "COUNT_DISTINCT"],
        _ => [],
    };
}
