namespace Owox.PowerShell;

/// <summary>What is done with what a path names.</summary>
public enum ApiMethod
{
    /// <summary>Reads it.</summary>
    Get,

    /// <summary>Creates or starts something.</summary>
    Post,

    /// <summary>Replaces it.</summary>
    Put,

    /// <summary>Changes parts of it.</summary>
    Patch,

    /// <summary>Removes it.</summary>
    Delete,
}

/// <summary>What happens to a value that is not of its column's type.</summary>
public enum ConversionErrorAction
{
    /// <summary>The export ends with an error that names row and column.</summary>
    Stop,

    /// <summary>The value stays as it came.</summary>
    Keep,
}

/// <summary>Chooses by whether something has owners.</summary>
public enum OwnershipFilter
{
    HasOwners,
    NoOwners,
}

/// <summary>How the server writes the choice by owners.</summary>
internal static class OwnerFilterQuery
{
    public static string? ToQuery(this OwnershipFilter? filter) => filter switch
    {
        OwnershipFilter.HasOwners => "has_owners",
        OwnershipFilter.NoOwners => "no_owners",
        _ => null,
    };
}
