using System.Collections;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Secrets.LicenseKeys;

/// <summary>The license keys of a project.</summary>
/// <param name="cmdlet">Sends the requests.</param>
/// <param name="specifiedId">The ID that the user specified for the key in the secret, or null for none.</param>
internal sealed class LicenseKeyKind(ConnectionCmdletBase cmdlet, string? specifiedId = null) : KeyKind(cmdlet)
{
    private const int LongestName = 255;

    /// <summary>The deployment that a new key is for, unless it replaces another key.</summary>
    public string? Origin { get; set; }

    public override string Noun => "license key";

    public override string Article => "a license key";

    public override string CmdletNoun => "OwoxLicenseKey";

    public override int MaxName => LongestName;

    public override string NameInvalid => ErrorReason.LicenseKeyNameInvalid;

    public override string NameInUse => ErrorReason.LicenseKeyNameInUse;

    public override ReplacementName Replacement { get; } = new("", LongestName);

    public override KeyFormat Format { get; } = new LicenseKeyFormat(specifiedId);

    public override bool NeedsMetadata => true;

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
            : listed.Origin != expected.Origin ? $"it is for {listed.Origin}, not for {expected.Origin}"
            : null;
    }

    public override bool IsOwnStaging(StoredKey staged, IReadOnlyList<IssuedKey> keys) => true;

    public override string NotRotatable(StoredKey? current, string secret)
    {
        if (current is not null)
        {
            return $"The license key {current.Id} in the {secret} is not in the project's list. It was revoked, or it belongs to another project";
        }

        return specifiedId is null
            ? $"The {secret} does not contain a license key, or its metadata does not contain the ID of the key. If it contains one, specify its ID with -Id (Get-OwoxLicenseKey lists the IDs)"
            : $"The {secret} does not contain a license key, or its metadata contains another ID than {specifiedId}";
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
