namespace Owox.PowerShell;

/// <summary>What an API key value says of itself, without its secret.</summary>
/// <param name="ApiOrigin">The deployment that issued it.</param>
/// <param name="ApiKeyId">Its ID (<c>pmk_…</c>). Not secret.</param>
public sealed record OwoxDecodedApiKey(string ApiOrigin, string ApiKeyId);
