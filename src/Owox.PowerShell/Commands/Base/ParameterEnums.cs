namespace Owox.PowerShell;

/// <summary>The HTTP method of a request.</summary>
public enum ApiMethod
{
    /// <summary>Reads the resource.</summary>
    Get,

    /// <summary>Creates a resource or starts an operation.</summary>
    Post,

    /// <summary>Replaces the resource.</summary>
    Put,

    /// <summary>Changes parts of the resource.</summary>
    Patch,

    /// <summary>Deletes the resource.</summary>
    Delete,
}

/// <summary>What happens to a value that does not match the type of its column.</summary>
public enum ConversionErrorAction
{
    /// <summary>The export ends with an error that contains the row and the column.</summary>
    Stop,

    /// <summary>The value stays unchanged.</summary>
    Keep,
}

/// <summary>Selects items with or without owners.</summary>
public enum OwnershipFilter
{
    HasOwners,
    NoOwners,
}

/// <summary>The values of this filter in the API.</summary>
internal static class OwnerFilterQuery
{
    public static string? ToQuery(this OwnershipFilter? filter) => filter switch
    {
        OwnershipFilter.HasOwners => "has_owners",
        OwnershipFilter.NoOwners => "no_owners",
        _ => null,
    };
}
