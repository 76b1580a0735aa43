namespace Owox;

/// <summary>The columns of a data mart.</summary>
public sealed class DataMartSchema : ApiModel
{
    /// <summary>For example <c>bigquery-data-mart-schema</c>; servers add types.</summary>
    public string? Type { get; init; }

    public SchemaField[] Fields { get; init => field = value ?? []; } = [];

    public override string ToString() => $"{Fields.Length} columns";
}
