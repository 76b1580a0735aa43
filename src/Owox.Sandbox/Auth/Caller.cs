namespace Owox.Sandbox.Auth;

/// <summary>Who sends a request: a member, perhaps through an API key.</summary>
internal sealed record Caller(Member Member, string? ApiKeyId);
