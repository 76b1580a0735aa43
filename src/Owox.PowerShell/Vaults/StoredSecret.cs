namespace Owox.PowerShell.Vaults;

/// <summary>A secret as its vault lists it.</summary>
/// <param name="Name">The name as it was stored, whose case can differ from the one that was given.</param>
/// <param name="Type">The type as SecretManagement calls it: String, SecureString, PSCredential, Hashtable, ByteArray or Unknown.</param>
/// <param name="Metadata">What is noted beside it.</param>
internal sealed record StoredSecret(string Name, string Type, IReadOnlyDictionary<string, object> Metadata);
