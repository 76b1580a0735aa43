namespace Owox.PowerShell.Commands.Inventory;

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
