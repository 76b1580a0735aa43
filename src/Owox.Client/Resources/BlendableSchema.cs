using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace Owox;

/// <summary>A data mart's own columns and those of the data marts that are joined to it.</summary>
internal sealed class BlendableSchema : ApiObject
{
    // A connector's data mart has none before its first run.
    public SchemaField[] NativeFields { get; init => field = value ?? []; } = [];

    public BlendedField[] BlendedFields { get; init => field = value ?? []; } = [];

    public IEnumerable<DataMartColumn> Columns(string dataMartId) =>
        NativeFields.SelectMany(column => Own(column, dataMartId, parent: null)).Concat(BlendedFields.Select(column => column.ToColumn(dataMartId)));

    private static IEnumerable<DataMartColumn> Own(SchemaField column, string dataMartId, string? parent)
    {
        var name = parent is null ? column.Name : $"{parent}.{column.Name}";
        var own = new DataMartColumn(dataMartId, name, column.Type)
        {
            Alias = NullIfEmpty(column.Alias),
            Description = column.Description,
            IsPrimaryKey = column.IsPrimaryKey == true,
            IsHidden = column.IsHiddenForReporting == true,
            Status = column.Status,
            Mode = column.Mode,
            Parent = parent,
            Aggregations = column.AllowedAggregations ?? DefaultAggregations.Of(column.Type),
        };
        return column.Fields.SelectMany(part => Own(part, dataMartId, name)).Prepend(own);
    }

    internal static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>A column of a joined data mart.</summary>
internal sealed class BlendedField : ApiObject
{
    [JsonRequired]
    public string Name { get; init => field = Needed.Value(value); } = "";

    public string? SourceRelationshipId { get; init; }

    public string? SourceDataMartId { get; init; }

    public string? SourceDataMartTitle { get; init; }

    public string? OriginalFieldName { get; init; }

    public string? Type { get; init; }

    public string? Alias { get; init; }

    public string? Description { get; init; }

    public bool? IsHidden { get; init; }

    public string? AggregateFunction { get; init; }

    public string[]? PostJoinAggregations { get; init; }

    public string? AliasPath { get; init; }

    public DataMartColumn ToColumn(string dataMartId) => new(dataMartId, Name, Type)
    {
        Alias = BlendableSchema.NullIfEmpty(Alias),
        Description = Description,
        IsHidden = IsHidden == true,
        IsJoined = true,
        Aggregations = PostJoinAggregations ?? DefaultAggregations.Of(Type),
        SourceDataMartId = SourceDataMartId,
        SourceDataMartTitle = SourceDataMartTitle,
        OriginalName = OriginalFieldName,
        AliasPath = AliasPath,
        AggregateFunction = AggregateFunction,
        RelationshipId = SourceRelationshipId,
    };
}
