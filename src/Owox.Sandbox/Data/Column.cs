namespace Owox.Sandbox.Data;

/// <summary>How a stored value becomes JSON.</summary>
internal enum Rendering
{
    /// <summary>As its storage class says: a number, a string or null.</summary>
    Plain,

    /// <summary>0 and 1 become false and true.</summary>
    Boolean,

    /// <summary>The stored string is JSON and is sent as it is.</summary>
    Json,
}

/// <summary>One column of a data mart.</summary>
internal sealed record Column(string Name, string Type, string Description = "")
{
    /// <summary>Its name in SQLite, for which id and ID are the same.</summary>
    public string Stored
    {
        get => field ?? Name;
        init;
    }

    public string? Alias { get; init; }
    public bool IsPrimaryKey { get; init; }

    /// <summary>NULLABLE, REQUIRED or REPEATED.</summary>
    public string Mode { get; init; } = "NULLABLE";

    /// <summary>The parts of a record.</summary>
    public IReadOnlyList<Column> Fields { get; init; } = [];

    /// <summary>The record that it is a part of; null for a column that stands by itself.</summary>
    public string? Parent { get; init; }

    /// <summary>Whether it holds several values.</summary>
    public bool IsRepeated => Mode == "REPEATED";

    /// <summary>True when the stored text is a JSON value.</summary>
    public bool IsJson { get; init; }

    /// <summary>Aggregate functions that the column allows besides those of its type.</summary>
    public IReadOnlyList<string> MoreFunctions { get; init; } = [];
    public Rendering Rendering => IsJson ? Rendering.Json : Type == "BOOLEAN" ? Rendering.Boolean : Rendering.Plain;
    public bool IsNumber => Type is "INTEGER" or "FLOAT" or "NUMERIC" or "BIGNUMERIC";
    public bool IsDate => Type is "DATE" or "DATETIME" or "TIMESTAMP";

    /// <summary>The column in a data mart's schema.</summary>
    public JsonObject Describe()
    {
        var field = new JsonObject { ["name"] = Parent is null ? Name : Name[(Parent.Length + 1)..], ["type"] = Type };
        if (Alias is not null)
        {
            field["alias"] = Alias;
        }

        field["description"] = Description;
        field["isPrimaryKey"] = IsPrimaryKey;
        field["isHiddenForReporting"] = false;
        field["status"] = "CONNECTED";
        field["mode"] = Mode;
        if (Fields.Count > 0)
        {
            field["fields"] = Fields.Select(static part => part.Describe()).ToJsonArray();
        }

        return field;
    }
}
