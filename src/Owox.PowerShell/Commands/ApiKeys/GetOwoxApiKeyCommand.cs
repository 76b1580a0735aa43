using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;
using Owox.PowerShell.Secrets.ApiKeys;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Lists the API keys of the member: first the active keys, then the expired keys, then the revoked keys.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxApiKey", DefaultParameterSetName = NameSet)]
[OutputType(typeof(OwoxApiKey))]
public sealed class GetOwoxApiKeyCommand : ApiKeyCmdletBase
{
    private const string NameSet = "Name";
    private const string IdSet = "Id";

    /// <summary>Names, with wildcards, case-insensitive. Default: all.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set => Bind(ref field, value); }

    /// <summary>API key IDs (pmk_…).</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiKeyId")]
    [ArgumentCompleter(typeof(ApiKeyIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Only keys with this status.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [SingleValue]
    public ApiKeyStatus[]? Status { get; set => Bind(ref field, value); }

    /// <summary>Only keys that were not used since this time, or never. Keys created since this time are omitted.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? NotUsedSince { get; set => Bind(ref field, value); }

    /// <summary>Only active keys that expire within this time.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [TimeSpanTransformation]
    public TimeSpan? ExpiringWithin { get; set => Bind(ref field, value); }

    /// <summary>Includes revoked keys. -Status Revoked and -Id include them automatically.</summary>
    [Parameter(ParameterSetName = NameSet)]
    public SwitchParameter IncludeRevoked { get; set => Bind(ref field, value); }

    private readonly List<string> _ids = [];

    private protected override void ProcessInput() => _ids.AddRange(Id ?? []);

    private protected override void Complete() => InvokeTerminating(Connection, () =>
    {
        var revokedToo = IncludeRevoked || _ids.Count > 0 || Status?.Contains(ApiKeyStatus.Revoked) == true;
        var keys = Call((client, cancellationToken) => ApiKeyInventory.ReadAsync(client, revokedToo, cancellationToken));
        if (_ids.Count > 0)
        {
            WriteByIds(keys);
            return;
        }

        var names = new WildcardFilter(Name);
        var now = DateTimeOffset.UtcNow;
        WriteObject(names.Choose(keys, static key => key.Name, static key => key.Id, key => IsWanted(key, now)), enumerateCollection: true);
        foreach (var name in names.Unmatched)
        {
            WriteNotFound($"You have no API key named '{name}' that matches the specified conditions. To include revoked keys, specify -IncludeRevoked.", name);
        }
    });

    private bool IsWanted(OwoxApiKey key, DateTimeOffset now) =>
        (Status is null || Status.Contains(key.Status))
        && (NotUsedSince is not { } since || ((key.LastUsedAt ?? key.CreatedAt) < since))
        && (ExpiringWithin is not { } span || (key.Status == ApiKeyStatus.Active && key.ExpiresAt - now <= span));

    private void WriteByIds(OwoxApiKey[] keys)
    {
        foreach (var id in _ids)
        {
            if (keys.FirstOrDefault(key => key.Id == id) is { } key)
            {
                WriteObject(key);
            }
            else
            {
                WriteNotFound($"You have no API key with the ID '{id}'. Members can list only their own keys.", id);
            }
        }
    }
}
