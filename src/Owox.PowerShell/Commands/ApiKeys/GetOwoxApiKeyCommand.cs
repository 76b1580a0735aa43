using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Keys;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.ApiKeys;
using Owox.PowerShell.Secrets.Keys;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Lists the API keys of the member: first the active keys, then the expired keys, then the revoked keys.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxApiKey", DefaultParameterSetName = NameSet)]
[OutputType(typeof(OwoxApiKey))]
public sealed class GetOwoxApiKeyCommand : KeyListCmdletBase<OwoxApiKey>
{
    /// <summary>API key IDs (pmk_…).</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiKeyId")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    [ValidateNotNullOrEmpty]
    public override string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Only keys with this status.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [SingleValue]
    public ApiKeyStatus[]? Status { get; set => Bind(ref field, value); }

    /// <summary>Only keys that were not used since this time, or never. Keys created since this time are omitted.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? NotUsedSince { get; set => Bind(ref field, value); }

    /// <summary>Includes revoked keys. -Status Revoked and -Id include them automatically.</summary>
    [Parameter(ParameterSetName = NameSet)]
    public SwitchParameter IncludeRevoked { get; set => Bind(ref field, value); }

    /// <summary>
    /// Sets the property LastUse: the last use of each key in the audit log, or the last run of the member that the key can have started.
    /// Reads the log, and at most the newest 1,000 runs of the project.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeUsage { get; set; }

    /// <summary>The path of the audit log for -IncludeUsage. Default: the log of the connection, or else the variable OWOX_AUDIT_LOG.</summary>
    [Parameter]
    [RequiresParameter(nameof(IncludeUsage))]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? AuditLog { get; set; }

    private protected override KeyKind Kind => field ??= new ApiKeyKind(this);

    private protected override IReadOnlyList<OwoxApiKey> Read(bool byId)
    {
        var revokedToo = IncludeRevoked || byId || Status?.Contains(ApiKeyStatus.Revoked) == true;
        return Call((client, cancellationToken) => ApiKeyInventory.ReadAsync(client, revokedToo, cancellationToken));
    }

    private protected override void AddDetails(IReadOnlyCollection<OwoxApiKey> keys)
    {
        if (IncludeUsage)
        {
            new ApiKeyUsageReader(this, AuditLog).Add(keys);
        }
    }

    private protected override (string Name, string Id) Identify(OwoxApiKey key) => (key.Name, key.Id);

    private protected override bool IsWanted(OwoxApiKey key, DateTimeOffset now) =>
        (Status is null || Status.Contains(key.Status))
        && (NotUsedSince is not { } since || ((key.LastUsedAt ?? key.CreatedAt) < since))
        && (ExpiringWithin is not { } span || (key.Status == ApiKeyStatus.Active && key.ExpiresAt - now <= span));

    private protected override string NameNotFound(string name) =>
        $"You have no API key named '{name}' that matches the specified conditions. To include revoked keys, specify -IncludeRevoked.";

    private protected override string IdNotFound(string id) => $"You have no API key with the ID '{id}'. Members can list only their own keys.";
}
