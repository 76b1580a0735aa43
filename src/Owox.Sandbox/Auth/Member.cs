namespace Owox.Sandbox.Auth;

/// <summary>A person of the project.</summary>
internal sealed record Member(string UserId, string FullName, string Email, string Role, string Password)
{
    public bool IsAdmin => Role == "admin";

    /// <summary>What refusals call the person.</summary>
    public string LastName => FullName[(FullName.LastIndexOf(' ') + 1)..];

    /// <summary>How other entities mention this person.</summary>
    public JsonObject Reference() => new()
    {
        ["userId"] = UserId,
        ["fullName"] = FullName,
        ["email"] = Email,
        ["avatar"] = null,
    };
}
