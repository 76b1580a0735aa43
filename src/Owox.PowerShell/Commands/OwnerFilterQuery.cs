namespace Owox.PowerShell.Commands;

/// <summary>How the server writes the choice by owners.</summary>
internal static class OwnerFilterQuery
{
    public static string? ToQuery(this OwnerFilter? filter) => filter switch
    {
        OwnerFilter.HasOwners => "has_owners",
        OwnerFilter.NoOwners => "no_owners",
        _ => null,
    };
}
