namespace Owox.Sandbox.Streams;

/// <summary>One column of the rows of a stream.</summary>
internal sealed record OutputColumn(string Name, string Type, string? Description = null, string? Title = null)
{
    /// <summary>Whether the stored strings are JSON values.</summary>
    public bool IsJson { get; init; }

    /// <summary>Whether it is part of a record. Rows omit it if it is null.</summary>
    public bool IsPart { get; init; }

    public static OutputColumn Of(FieldColumn field) =>
        new(field.Name, field.Column.Type, field.Column.Description, field.Title) { IsJson = field.Column.IsJson, IsPart = field.Column.Parent is not null };

    /// <summary>The column in the record of the run.</summary>
    public JsonObject Header() => new(new[] { ("name", Name), ("title", Title), ("description", Description), ("type", Type) }
        .Where(static field => field.Item2 is not null).Select(static field => KeyValuePair.Create(field.Item1, (JsonNode?)field.Item2)));
}
