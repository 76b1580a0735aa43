namespace Owox.Sandbox.Resources;

/// <summary>How a list is divided into pages.</summary>
internal enum Paging
{
    None,

    /// <summary>Pages of 1000 items with total and nextOffset. An invalid offset is an error.</summary>
    Offset,

    /// <summary>Pages of at most 100 items. Invalid numbers are replaced.</summary>
    Project,

    /// <summary>Like <see cref="Project"/> if the request has a limit or an offset.</summary>
    Optional,

    /// <summary>As many items as the request specifies.</summary>
    Unlimited,

    /// <summary>100 items, or as many as the request specifies. An invalid number is passed to the database, which fails without a message.</summary>
    Unchecked,
}

/// <summary>A list of resources. A name in braces in the path is a field that has the same value in all items.</summary>
/// <param name="Path">The route, or null for that of the resource.</param>
/// <param name="Fields">The fields of an item, or null for those of the resource.</param>
internal sealed record ResourceList(string? Path = null, FieldList? Fields = null)
{
    /// <summary>The field of the response that contains the items, or null if the response is an array.</summary>
    public string? Field { get; init; }

    /// <summary>The field of the response that contains the ID of the data mart, or null.</summary>
    public string? DataMartField { get; init; }
    public Paging Paging { get; init; }

    /// <summary>The field by which items are sorted. A minus sign means descending order, and alone that the newest item is first.</summary>
    public string? Order { get; init; }

    /// <summary>Verifies that the data mart of the path exists, and that the member can see it.</summary>
    public bool ChecksDataMart { get; init; }

    /// <summary>The field with the ID of the storage that the path, or the parameter storageId, selects.</summary>
    public string? StorageField { get; init; }
    public bool HasOwnerFilter { get; init; }
    public bool RejectsUnknownParameters { get; init; }
}

/// <summary>A request that changes a resource.</summary>
/// <param name="Method">POST without a suffix creates, DELETE without a suffix deletes, and all others update.</param>
/// <param name="Suffix">The rest of the path after the ID.</param>
/// <param name="Body">The rules of <see cref="RequestBodyValidator"/>.</param>
/// <param name="Apply">Checks the change, and sets fields that the body does not contain.</param>
internal sealed record ResourceChange(string Method, string Suffix = "", string Body = "", Action<ResourceWrite>? Apply = null)
{
    public int Status { get; init; } = Method == "POST" && Suffix.Length == 0 ? 201 : 200;

    /// <summary>The fields of the response, or null for those of the resource.</summary>
    public FieldList? Response { get; init; }

    /// <summary>Whether the response has no body. The status 204 never has one.</summary>
    public bool IsEmpty { get; init; } = Method == "DELETE";

    /// <summary>The message for a member who is not an owner, or null for that of the resource.</summary>
    public string? OwnersOnly { get; init; }
    public bool Creates { get; init; } = Method == "POST" && Suffix.Length == 0;
    public bool Deletes { get; init; } = Method == "DELETE" && Suffix.Length == 0;
}

/// <summary>A kind of resource, which is one entry of <see cref="ResourceTable"/>.</summary>
/// <param name="path">The route without the ID.</param>
/// <param name="fields">The fields of a single resource.</param>
internal sealed class Resource(string path, FieldList fields)
{
    public string Path => path;

    /// <summary>The end of the route, which is the key of its resources in resources.json.</summary>
    public string Name => path[(path.LastIndexOf('/') + 1)..];
    public FieldList Fields => fields;
    public string IdField { get; init; } = "id";

    /// <summary>Whether a sandbox with these options has the routes.</summary>
    public Func<SandboxOptions, bool> IsAvailable { get; init; } = static _ => true;

    /// <summary>Whether there is a route for a single resource.</summary>
    public bool CanBeRead { get; init; } = true;

    /// <summary>Whether that route verifies that the data mart of the path exists, and that the member can see it.</summary>
    public bool ChecksDataMart { get; init; }
    public Access Access { get; init; } = Access.SignedIn;

    /// <summary>Who can send the requests of <see cref="Changes"/>.</summary>
    public Access ChangeAccess { get; init; } = Access.TechnicalUser;
    public IReadOnlyList<ResourceList> Lists { get; init; } = [];
    public IReadOnlyList<ResourceChange> Changes { get; init; } = [];

    /// <summary>The default values of fields, as JSON.</summary>
    public string Defaults { get; init; } = $$"""{{{ResourceTable.Admin}}}""";

    /// <summary>The message for an unknown ID.</summary>
    public required string NotFound { get; init; }
    public int NotFoundStatus { get; init; } = 404;

    /// <summary>The message for a member who cannot see the resource, or null if the route does not check it.</summary>
    public string? Forbidden { get; init; }

    /// <summary>Whether a resource that a member cannot see does not exist for the member.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The message for a member who changes a resource of another owner, or null if the owner is not checked.</summary>
    public string? OwnersOnly { get; init; }

    /// <summary>Whether a member sees the resource in lists.</summary>
    public Func<ResourceReader, JsonObject, bool> IsVisible { get; init; } = static (_, _) => true;

    /// <summary>Sets the fields that every sandbox generates.</summary>
    public Action<JsonObject>? Prepare { get; init; }
}

/// <summary>
/// The fields of a response, as text: "id storage:storageName definitionType?". A field is calculated if <see cref="ResourceReader"/>
/// has a function with its name or with the name after the colon. Otherwise it is copied. A question mark omits null.
/// </summary>
internal sealed class FieldList(string text)
{
    public IReadOnlyList<(string Name, string Source, bool IsOptional)> Fields { get; } =
        [.. text.Split(' ').Select(static field => field.TrimEnd('?').Split(':') is var parts ? (parts[0], parts[^1], field.EndsWith('?')) : default)];

    public static implicit operator FieldList(string text) => new(text);
}
