using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;
using Owox.Redaction;

namespace Owox.PowerShell.Secrets.LicenseKeys;

/// <summary>
/// License keys in secrets. A secret contains only the value, which a server reads as LICENSE_KEY and which this module does not interpret.
/// The ID is in the metadata of the secret. A staging secret contains the ID, a part of the hash of the value, and the value, so that a
/// rotation can continue in a vault without metadata.
/// </summary>
/// <param name="specifiedId">The ID that the user specified for the key in the secret, or null for none.</param>
/// <param name="trustsId">
/// Whether the user stated that the secret contains the key with this ID. Neither the value nor the server shows it, so without the metadata any
/// other secret could be overwritten.
/// </param>
internal sealed class LicenseKeyFormat(string? specifiedId = null, bool trustsId = false) : KeyFormat
{
    private const string StagingPrefix = "owox-license-key ";

    public override string Placeholder { get; } = SecretPlaceholder.Create("license key", "Invoke-OwoxLicenseKeyRotation");

    public override bool MarksStaging => true;

    public override bool NeedsMetadata(StoredSecret? listed) => KeyMetadata.Read(listed?.Metadata, KeyMetadata.LicenseKeyId) is not null;

    public override StoredKey? ReadStaged(object? secret)
    {
        if (SecretValue.TryReadText(secret) is not { } text || !text.StartsWith(StagingPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        // A vault may have changed the value, which nothing else could show.
        var parts = text.Substring(StagingPrefix.Length).Split([' '], 3);
        return parts.Length == 3 && parts[0].Length > 0 && parts[1] == KeyMetadata.FingerprintOf(parts[2]) ? Known(parts[0], parts[2]) : null;
    }

    public override StoredKey? ReadCurrent(object? secret, StoredKey? staged, StoredSecret? listed)
    {
        if (SecretValue.TryReadText(secret) is not { Length: > 0 } value || SecretPlaceholder.Is(value) || ReadStaged(secret) is not null)
        {
            return null;
        }

        if (staged?.Value == value)
        {
            return staged;
        }

        var noted = KeyMetadata.Read(listed?.Metadata, KeyMetadata.LicenseKeyId);
        var isAboutValue = KeyMetadata.Read(listed?.Metadata, KeyMetadata.Fingerprint) is not { } mark || mark == KeyMetadata.FingerprintOf(value);
        if (noted is not null && isAboutValue)
        {
            return specifiedId is null || specifiedId == noted ? Known(noted, value) : null;
        }

        return specifiedId is not null && trustsId ? Known(specifiedId, value) : null;
    }

    public override object ToStaged(object template, NewKey key)
    {
        var value = SecureStringExtensions.ToPlainText(key.Value);
        return SecretValue.WithText(Text(template), $"{StagingPrefix}{key.Info.Id} {KeyMetadata.FingerprintOf(value)} {value}");
    }

    public override object ToCurrent(object template, object staged) => SecretValue.WithText(Text(template), ReadStaged(staged)!.Value);

    // A value that was read from a store is secret as well.
    private static StoredKey Known(string id, string value)
    {
        KnownSecrets.Add(value);
        return new StoredKey(id, value);
    }

    // A hashtable cannot contain a license key.
    private static object Text(object template) => SecretValue.TryReadText(template) is null ? SecureStringExtensions.ToSecureString("") : template;
}
