namespace Owox.Sandbox.Inventory;

/// <summary>The only project of a self-managed server.</summary>
internal static class Project
{
    public const string Id = "0";
    public const string Title = "OWOX Data Marts";
}
