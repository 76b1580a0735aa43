namespace Owox.Operations;

/// <summary>How a request names the data mart that it concerns.</summary>
internal enum DataMartSource
{
    /// <summary>The request concerns no data mart, or only the titles of data marts.</summary>
    None,

    /// <summary>The first ID of the path is that of the data mart.</summary>
    Path,

    /// <summary>The first ID of the path is that of a report of the data mart.</summary>
    Report,

    /// <summary>The body contains the IDs of the data marts.</summary>
    Body,

    /// <summary>The request concerns data marts that it does not name.</summary>
    Several,
}

/// <summary>What a request does: its line in the table of operations, or the default for requests without a line.</summary>
internal sealed record Operation
{
    /// <summary>The method of the request.</summary>
    public string Method { get; init; } = "";

    /// <summary>The path with the names of its parameters, or null if the table does not contain the request.</summary>
    public string? Template { get; init; }

    /// <summary>The scopes, each of which permits the request. The first one is named in messages.</summary>
    public IReadOnlyList<Scope> Scopes { get; init; } = [];

    public DataMartSource DataMarts { get; init; }

    /// <summary>The property of the body that contains the IDs of data marts, for <see cref="DataMartSource.Body"/>.</summary>
    public string? BodyProperty { get; init; }

    /// <summary>The values of the parameters in the path, decoded, in their order.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Whether the request belongs to the sign-in.</summary>
    public bool IsSession => Scopes[0].Area == Scope.SessionArea;

    /// <summary>Whether the request changes nothing.</summary>
    public bool IsRead => IsSession || !Scopes[0].IsWrite;

    /// <summary>Whether the request reads rows, which the warehouse may bill.</summary>
    public bool ReadsRows => Scopes[0].Area == Scope.RowsArea;

    /// <summary>The ID of the run in the path, or null if the path contains none.</summary>
    public string? RunId => Template?.IndexOf("/runs/{runId}", StringComparison.Ordinal) > 0 ? Ids[Ids.Count - 1] : null;

    /// <summary>The ID of the data mart in the path, or null if the path contains none.</summary>
    public string? DataMartId => DataMarts == DataMartSource.Path ? Ids[0] : null;
}
