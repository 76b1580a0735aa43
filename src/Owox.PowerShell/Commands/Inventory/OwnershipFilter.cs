namespace Owox.PowerShell;

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
