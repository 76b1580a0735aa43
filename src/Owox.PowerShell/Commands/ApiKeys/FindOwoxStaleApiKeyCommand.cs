using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Connections;
using Owox.PowerShell.Output;
using Owox.PowerShell.Secrets.ApiKeys;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Proposes API keys of the member that may no longer be needed, with the reasons. Revokes nothing.</summary>
[Cmdlet(VerbsCommon.Find, "OwoxStaleApiKey")]
[OutputType(typeof(OwoxStaleApiKey))]
public sealed class FindOwoxStaleApiKeyCommand : ConnectionCmdletBase
{
    /// <summary>Names, with wildcards, case-insensitive. Default: all.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(TitleCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>How long a key must be unused. 90.00:00 is 90 days.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan? UnusedFor { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Also proposes active keys that expire within this time, so that they can be replaced. Default: they are not proposed.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan? ExpiringWithin { get; set; }

    /// <summary>
    /// Sets the property LastUse: the last use of each key in the audit log, or the last run of the member that the key can have started.
    /// Reads the log, and at most the newest 1,000 runs of the project. A later use in the log also counts as a use.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeUsage { get; set; }

    /// <summary>The path of the audit log for -IncludeUsage. Default: the log of the connection, or else the variable OWOX_AUDIT_LOG.</summary>
    [Parameter]
    [RequiresParameter(nameof(IncludeUsage))]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? AuditLog { get; set; }

    private ApiKeyKind Kind => field ??= new ApiKeyKind(this);

    /// <summary>Reports an error before any request if the connection uses an API key.</summary>
    private protected override void Prepare() => InvokeTerminating(Connection, () => Kind.RequireMember());

    private protected override void Complete() => InvokeTerminating(Connection, () =>
    {
        var keys = Call(static (client, cancellationToken) => ApiKeyInventory.ReadAsync(client, includeRevoked: false, cancellationToken));
        if (IncludeUsage)
        {
            new ApiKeyUsageReader(this, AuditLog).Add(keys);
        }

        var rules = new StaleApiKeyRules(keys, Kind.Replacement, UnusedFor!.Value, ExpiringWithin, DateTimeOffset.UtcNow);
        var names = new WildcardFilter(Name);
        foreach (var key in names.Choose(keys, static key => key.Name, static key => key.Id))
        {
            if (rules.Of(key) is { Count: > 0 } reasons)
            {
                Propose(key, reasons);
            }
        }

        WriteUnmatched(names, "API key", "name");
    });

    private void Propose(OwoxApiKey key, IReadOnlyList<(ApiKeyStaleReason Reason, string Text)> reasons)
    {
        var user = ConnectionStore.ForCurrentRunspace.All.FirstOrDefault(connection => connection.ApiKeyId == key.Id && connection.Origin == key.Origin);
        if (user is not null)
        {
            WriteWarning($"The connection '{user.Name}' of this session uses the API key '{key.Name}' ({key.Id}). Revoke-OwoxApiKey rejects it without -Force.");
        }

        WriteObject(new OwoxStaleApiKey(key, reasons, user?.Name));
    }
}
