using System.Buffers.Text;
using System.Security.Cryptography;

namespace Owox.Sandbox.Auth;

internal static class Secret
{
    /// <summary>Returns random bytes as base64url.</summary>
    public static string New(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    public static string NewId() => Guid.NewGuid().ToString();
}

/// <summary>A member of the project who can sign in.</summary>
internal sealed record Member(string UserId, string FullName, string Email, string Role)
{
    /// <summary>The password. It is generated for each sandbox, so the source contains no password.</summary>
    public string Password { get; } = Secret.New(18);
    public bool IsAdmin => Role == "admin";

    /// <summary>The name in error messages.</summary>
    public string LastName => FullName[(FullName.LastIndexOf(' ') + 1)..];
}

/// <summary>The sender of a request: a member, with an API key or without one.</summary>
internal sealed record Caller(Member Member, string? ApiKeyId);

/// <summary>The members who can sign in.</summary>
internal sealed class Members
{
    public const string AdminId = "wFlqXnrGmddQuNkoaTpvRjU3QsV3UAHF";
    public const string ViewerId = "oldpBeIw88DqgnUlqKN28K6KtAr0d4Fn";

    public Member Admin { get; } = new(AdminId, "Ada Admin", "admin@example.com", "admin");
    public Member Viewer { get; } = new(ViewerId, "Vic Viewer", "viewer@example.com", "viewer");

    public Member? SignIn(string email, string password) => new[] { Viewer, Admin }.FirstOrDefault(member =>
        string.Equals(member.Email, email, StringComparison.OrdinalIgnoreCase) && member.Password == password);
}
