using System.Security;

namespace Owox;

/// <summary>A key that was just created, and its value.</summary>
/// <param name="Info">What the server tells of it.</param>
/// <param name="Value">The whole key value; it is not shown again. A secret.</param>
public sealed record NewApiKey(ApiKeyInfo Info, SecureString Value);
