namespace Owox.Sandbox.Streams;

/// <summary>One key of the rows that a stream sends.</summary>
internal sealed record OutputColumn(string Name, string Type, string? Description, string? Title, Rendering Rendering)
{
    /// <summary>Whether it is a part of a record, which rows omit where it is null.</summary>
    public bool IsPart { get; init; }

    /// <summary>The column in the record of the run.</summary>
    public JsonObject Header()
    {
        var header = new JsonObject { ["name"] = Name };
        if (Title is not null)
        {
            header["title"] = Title;
        }

        if (Description is not null)
        {
            header["description"] = Description;
        }

        header["type"] = Type;
        return header;
    }
}
