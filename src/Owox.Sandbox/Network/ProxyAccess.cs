namespace Owox.Sandbox.Network;

/// <summary>The sandbox's proxy, and the sign-in that it wants.</summary>
public sealed record ProxyAccess(string Address, string User, string Password);
