namespace Owox.Sandbox.Auth;

/// <summary>Everyone in the project. Passwords are new in each sandbox: nothing worth stealing is in the source.</summary>
internal sealed class Members
{
    public const string AdminId = "wFlqXnrGmddQuNkoaTpvRjU3QsV3UAHF";

    public Member Admin { get; } =
        new(AdminId, "Ada Admin", "admin@example.com", "admin", Secret.New(18));

    public Member Viewer { get; } =
        new("oldpBeIw88DqgnUlqKN28K6KtAr0d4Fn", "Vic Viewer", "viewer@example.com", "viewer", Secret.New(18));

    public IEnumerable<Member> All => [Viewer, Admin];

    public Member? SignIn(string email, string password) => All.FirstOrDefault(member =>
        string.Equals(member.Email, email, StringComparison.OrdinalIgnoreCase) && member.Password == password);
}
