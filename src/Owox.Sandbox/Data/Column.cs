namespace Owox.Sandbox.Data;

/// <summary>One column of a data mart.</summary>
internal sealed record Column(string Name, string Type, string Description = "")
{
    /// <summary>The name in SQLite, where names are not case-sensitive.</summary>
    public string Stored
    {
        get => field ?? Name;
        init;
    }

    public string? Alias { get; init; }
    public bool IsPrimaryKey { get; init; }

    /// <summary>NULLABLE, REQUIRED or REPEATED.</summary>
    public string Mode { get; init; } = "NULLABLE";

    /// <summary>The fields of a record.</summary>
    public IReadOnlyList<Column> Fields { get; init; } = [];

    /// <summary>The record that contains the column, or null.</summary>
    public string? Parent { get; init; }

    /// <summary>Whether the column contains several values.</summary>
    public bool IsRepeated => Mode == "REPEATED";

    /// <summary>Whether the stored string is a JSON value, which is sent unchanged.</summary>
    public bool IsJson { get; init; }

    /// <summary>Aggregate functions that the column allows in addition to those of its type.</summary>
    public IReadOnlyList<string> MoreFunctions { get; init; } = [];
    public bool IsNumber => Type is "INTEGER" or "FLOAT" or "NUMERIC" or "BIGNUMERIC";
    public bool IsDate => Type is "DATE" or "DATETIME" or "TIMESTAMP";

    /// <summary>Returns the column for the schema of a data mart.</summary>
    public JsonObject Describe()
    {
        var field = new JsonObject { ["name"] = Parent is null ? Name : Name[(Parent.Length + 1)..], ["type"] = Type }.With("alias", Alias);
        field["description"] = Description;
        field["isPrimaryKey"] = IsPrimaryKey;
        field["isHiddenForReporting"] = false;
        field["status"] = "CONNECTED";
        field["mode"] = Mode;
        return field.With("fields", Fields.Count > 0 ? Fields.Select(static part => part.Describe()).ToJsonArray() : null);
    }
}
