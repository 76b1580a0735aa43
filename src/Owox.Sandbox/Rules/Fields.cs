namespace Owox.Sandbox.Rules;

/// <summary>The columns that a caller can use in a query of a data mart.</summary>
internal sealed class Fields
{
    private readonly List<FieldColumn> _native;
    private readonly List<FieldColumn> _joined;
    private readonly Dictionary<string, FieldColumn> _byName;

    public Fields(Catalog catalog, DataMart mart, Member reader)
    {
        _native = [.. mart.Table!.Columns.Select(column => new FieldColumn(column))];
        _joined = [.. catalog.RelationshipsOf(mart).Where(relationship => relationship.Target.IsVisibleTo(reader))
            .SelectMany(static relationship => relationship.Columns())];
        _byName = _native.Concat(_joined).ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    public FieldColumn this[string name] => _byName[name];

    /// <summary>Returns the selected columns in order and without duplicates. Reports all unknown names in the query.</summary>
    public IReadOnlyList<FieldColumn> Resolve(StreamQuery query)
    {
        var named = query.Columns.Concat(query.Controls.Select(static control => control.Column));
        var unknown = named.Where(name => !_byName.ContainsKey(name)).Distinct(StringComparer.Ordinal).ToList();
        ApiError.ThrowIf(unknown.Count > 0, () => ApiErrors.Business(
            $"Unknown column{(unknown.Count > 1 ? "s" : string.Empty)}: {string.Join(", ", unknown)}",
            details: new JsonObject { ["columns"] = unknown.ToJsonArray() }));
        var exact = query.Columns.Select(name => _byName[name]);
        var selected = query.ColumnSet switch
        {
            "**" => _native.Concat(_joined),
            "*" => _native.Concat(exact),
            _ => query.Columns.Count == 0 ? _native : exact,
        };
        return [.. selected.Distinct()];
    }
}
