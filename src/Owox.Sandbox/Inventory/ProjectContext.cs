namespace Owox.Sandbox.Inventory;

/// <summary>A business area that data marts are assigned to.</summary>
internal sealed record ProjectContext(string Id, string Name, string Description, Member CreatedBy)
{
    private const string CreatedAt = "2026-11-21T00:19:02.000Z";

    public JsonObject Reference() => new() { ["id"] = Id, ["name"] = Name };

    public JsonObject Describe() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["description"] = Description,
        ["createdById"] = CreatedBy.UserId,
        ["createdByUser"] = CreatedBy.Reference(),
        ["createdAt"] = CreatedAt,
        ["modifiedAt"] = CreatedAt,
    };
}
