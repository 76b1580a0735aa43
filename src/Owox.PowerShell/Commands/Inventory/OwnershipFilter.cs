namespace Owox.PowerShell;

/// <summary>Chooses by whether something has owners.</summary>
public enum OwnershipFilter
{
    HasOwners,
    NoOwners,
}
