using System.Collections;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Rotation;

namespace Owox.PowerShell.Secrets.ApiKeys;

/// <summary>The API keys of a member.</summary>
internal sealed class ApiKeyKind(ConnectionCmdletBase cmdlet) : KeyKind(cmdlet)
{
    /// <summary>When a new key expires; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public override string Noun => "API key";

    public override string Article => "an API key";

    public override string CmdletNoun => "OwoxApiKey";

    public override int MaxName => 100;

    public override string NameInvalid => ErrorReason.ApiKeyNameInvalid;

    public override string NameInUse => ErrorReason.ApiKeyNameInUse;

    public override ReplacementName Replacement { get; } = new("pmk_", 100);

    public override KeyFormat Format { get; } = new ApiKeyFormat();

    public override bool ShowsUse => true;

    private protected override bool NewKeyExpires => ExpiresAt is not null;

    private protected override string NameAdvice => "Specify the tool that uses the key, such as 'nightly export'.";

    public override void RequireMember() => _ = Client().ApiKeys;

    public override void RequireChanges() => Client().ApiKeys.RequireChanges();

    public override IssuedKey[] List(bool includeRevoked = false) =>
        [.. Cmdlet.Call((client, cancellationToken) => client.ApiKeys.ListAsync(includeRevoked, cancellationToken)).Select(ToIssued)];

    public override NewKey Create(string name, IssuedKey? replaced)
    {
        var created = Cmdlet.Call((client, cancellationToken) => client.ApiKeys.CreateAsync(name, ExpiresAt, cancellationToken));
        return new NewKey(ToIssued(created.Info), created.Value);
    }

    public override IssuedKey Rename(string id, string name) =>
        ToIssued(Cmdlet.Call((client, cancellationToken) => client.ApiKeys.RenameAsync(id, name, cancellationToken)));

    public override void Revoke(string id, bool always = false) =>
        Cmdlet.CallVoid((client, cancellationToken) => client.ApiKeys.RevokeAsync(id, always ? CancellationToken.None : cancellationToken));

    public override string? Problem(StoredKey key, IssuedKey expected) => ApiKeyVerifier.Verify(Cmdlet, ToApiKey(key))
        ? null
        : "the server returned another ID for it";

    public override void RequireOrigin(StoredKey? key, string secretName)
    {
        var origin = Cmdlet.ResolveConnection().Session.Origin;
        if (key is not null && !origin.Equals(key.Origin))
        {
            throw RotationErrors.NotPossible($"The API key in the secret '{secretName}' is for {key.Origin}, but the connection is to {origin}. Connect as a member of that deployment.");
        }
    }

    public override bool MayBeOther(object? content, IssuedKey mine, string? replacedId) => Format.ReadStaged(content) is { } other && other.Id != mine.Id;

    public override bool IsOwnStaging(StoredKey staged, IReadOnlyList<IssuedKey> keys) =>
        keys.Any(key => key.Id == staged.Id) || List(includeRevoked: true).Any(key => key.Id == staged.Id);

    public override string NotRotatable(StoredKey? current, string secret) => current is null
        ? $"The {secret} does not contain an API key"
        : $"The API key {current.Id} in the {secret} is not one of your keys. It was revoked, or it belongs to another member, and only that member can rotate it";

    public override Hashtable Describe(IssuedKey key, string? value, string? description) =>
        KeyMetadata.Create(KeyMetadata.ApiKeyId, key, Cmdlet.ResolveConnection().Origin, description);

    public override OwoxKeyRotation CreateResult() => new OwoxApiKeyRotation();

    /// <summary>Returns the properties of a key for the code that all kinds of keys share.</summary>
    public static IssuedKey ToIssued(ApiKeyInfo info) => new(info.ApiKeyId, info.Name)
    {
        CreatedAt = info.CreatedAt,
        ExpiresAt = info.ExpiresAt,
        LastUsedAt = info.LastAuthenticatedAt,
    };

    private static ApiKey ToApiKey(StoredKey key) => ApiKey.FromParts(key.Origin!.ToString(), key.Id, key.Value, allowUnencrypted: true);

    private OwoxClient Client() => new(Cmdlet.ResolveConnection().Session);
}
