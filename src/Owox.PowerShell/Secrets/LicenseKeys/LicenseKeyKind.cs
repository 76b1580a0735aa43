using System.Collections;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Secrets.LicenseKeys;

/// <summary>The license keys of a project.</summary>
/// <param name="cmdlet">Sends the requests.</param>
/// <param name="specifiedId">The ID that the user specified for the key in the secret, or null for none.</param>
/// <param name="trustsId">Whether the user stated that the secret contains the key with this ID.</param>
internal sealed class LicenseKeyKind(ConnectionCmdletBase cmdlet, string? specifiedId = null, bool trustsId = false) : KeyKind(cmdlet)
{
    private const int LongestName = 255;

    // A command stores a key within minutes after it was created. The clock of the server applies to all keys.
    private static readonly TimeSpan LongestStoring = TimeSpan.FromHours(1);

    /// <summary>The deployment that a new key is for, unless it replaces another key.</summary>
    public string? Origin { get; set; }

    public override string Noun => "license key";

    public override string Article => "a license key";

    public override string CmdletNoun => "OwoxLicenseKey";

    public override int MaxName => LongestName;

    public override string NameInvalid => ErrorReason.LicenseKeyNameInvalid;

    public override string NameInUse => ErrorReason.LicenseKeyNameInUse;

    public override ReplacementName Replacement { get; } = new("", LongestName);

    public override KeyFormat Format { get; } = new LicenseKeyFormat(specifiedId, trustsId);

    public override bool NeedsMetadata => true;

    private protected override bool NewKeyExpires => true;

    private protected override string NameAdvice => "Specify the deployment that uses the key, such as 'warehouse server'.";

    public override void RequireMember() => _ = Client().LicenseKeys;

    public override void RequireChanges() => Client().LicenseKeys.RequireChanges();

    /// <param name="includeRevoked">Has no effect: the server does not list revoked license keys.</param>
    public override IssuedKey[] List(bool includeRevoked = false) =>
        [.. Cmdlet.Call(static (client, cancellationToken) => client.LicenseKeys.ListAsync(cancellationToken)).Select(ToIssued)];

    public override NewKey Create(string name, IssuedKey? replaced)
    {
        var origin = replaced?.Origin ?? Origin!;
        var created = Cmdlet.Call((client, cancellationToken) => client.LicenseKeys.CreateAsync(name, origin, cancellationToken));
        return new NewKey(ToIssued(created.Info), created.Value);
    }

    public override IssuedKey Rename(string id, string name) =>
        ToIssued(Cmdlet.Call((client, cancellationToken) => client.LicenseKeys.RenameAsync(id, name, cancellationToken)));

    public override void Revoke(string id, bool always = false) =>
        Cmdlet.CallVoid((client, cancellationToken) => client.LicenseKeys.RevokeAsync(id, always ? CancellationToken.None : cancellationToken));

    // Only the deployment that uses a license key can test its value.
    public override string? Problem(StoredKey key, IssuedKey expected)
    {
        var listed = List().FirstOrDefault(other => other.Id == key.Id);
        return listed is null ? "the server does not list it"
            : listed.IsExpired ? "it has expired"
            : !LicenseKeysClient.IsSame(listed.Origin, expected.Origin) ? $"it is for {listed.Origin}, not for {expected.Origin}"
            : null;
    }

    // The value does not contain the ID. Only if the server has no other new key, the value cannot be one.
    public override bool MayBeOther(object? content, IssuedKey mine, string? replacedId)
    {
        try
        {
            return SecretValue.TryReadText(content) is { Length: > 0 }
                && List().Any(key => key.Id != mine.Id && key.Id != replacedId && !(mine.CreatedAt - key.CreatedAt > LongestStoring));
        }
        catch (OwoxException)
        {
            return true;
        }
    }

    public override bool IsOwnStaging(StoredKey staged, IReadOnlyList<IssuedKey> keys) => true;

    public override string NotRotatable(StoredKey? current, string secret)
    {
        if (current is not null)
        {
            return $"The license key {current.Id} in the {secret} is not in the project's list. It was revoked, or it belongs to another project";
        }

        return specifiedId is null
            ? $"The {secret} does not contain a license key, or its metadata does not contain the ID of the key. If it contains one, specify its ID with -Id and -TrustId (Get-OwoxLicenseKey lists the IDs)"
            : $"Nothing shows that the {secret} contains the license key {specifiedId}: the secret is empty, or its metadata contains no ID, another ID than {specifiedId}, or the fingerprint of another value"
                + (trustsId ? "" : ". If the value is this key and the metadata contains no other ID, add -TrustId");
    }

    public override Hashtable Describe(IssuedKey key, string? value, string? description)
    {
        var notes = KeyMetadata.Create(KeyMetadata.LicenseKeyId, key, Cmdlet.ResolveConnection().Origin, description);
        KeyMetadata.Add(notes, KeyMetadata.Fingerprint, value is null ? null : KeyMetadata.FingerprintOf(value));
        return notes;
    }

    public override OwoxKeyRotation CreateResult() => new OwoxLicenseKeyRotation();

    private static IssuedKey ToIssued(LicenseKeyInfo info) => new(info.LicenseKeyId, info.Name)
    {
        CreatedAt = info.CreatedAt,
        ExpiresAt = info.ExpiresAt,
        LastUsedAt = info.LastUsedAt,
        Origin = info.Origin,
        CreatedBy = info.CreatedByUser,
    };

    private OwoxClient Client() => new(Cmdlet.ResolveConnection().Session);
}
