namespace Owox.Sandbox.Data;

/// <summary>
/// Records and their parts. As on the real server, the parts are columns of their own with the record's name and a dot before
/// theirs, and a row omits them where the record is null. A record of many values is JSON text, and its parts never come.
/// </summary>
internal static class NestedColumns
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The columns, each followed by its parts.</summary>
    public static IReadOnlyList<Column> Flatten(IEnumerable<Column> columns, string? parent = null) =>
        [.. columns.SelectMany(column => Flatten(column, parent))];

    /// <summary>The values of the flat columns.</summary>
    /// <param name="columns">The columns before <see cref="Flatten(IEnumerable{Column}, string)"/>.</param>
    /// <param name="row">A value for each of them.</param>
    public static object?[] Values(IReadOnlyList<Column> columns, IEnumerable<JsonNode?> row) =>
        [.. columns.Zip(row).SelectMany(static pair => Values(pair.First, pair.Second))];

    private static IEnumerable<Column> Flatten(Column column, string? parent)
    {
        var name = parent is null ? column.Name : $"{parent}.{column.Name}";
        var isRecord = column.Fields.Count > 0 && !column.IsRepeated;
        return Flatten(column.Fields, name).Prepend(column with { Name = name, Parent = parent, IsJson = column.IsJson || isRecord });
    }

    private static IEnumerable<object?> Values(Column column, JsonNode? value) => column switch
    {
        { Fields.Count: 0, IsRepeated: false } => [Scalar(value)],
        { IsRepeated: true } => [value?.ToJsonString(Indented), .. Flatten(column.Fields).Select(static _ => (object?)null)],
        _ => [value?.ToJsonString(), .. column.Fields.SelectMany(part => Values(part, value?[part.Name]))],
    };

    private static object? Scalar(JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.AsValue().TryGetValue<long>(out var whole) ? whole : value.GetValue<double>(),
        JsonValueKind.Object or JsonValueKind.Array => value.ToJsonString(),
        _ => value.GetValue<string>(),
    };
}
