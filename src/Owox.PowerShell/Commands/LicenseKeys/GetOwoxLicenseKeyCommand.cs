using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Commands.Keys;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.LicenseKeys;

namespace Owox.PowerShell.Commands.LicenseKeys;

/// <summary>Lists the license keys of the project: first the active keys, then the expired keys. The server does not list revoked keys.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxLicenseKey", DefaultParameterSetName = NameSet)]
[OutputType(typeof(OwoxLicenseKey))]
public sealed class GetOwoxLicenseKeyCommand : KeyListCmdletBase<OwoxLicenseKey>
{
    /// <summary>License key IDs.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LicenseKeyId")]
    [ArgumentCompleter(typeof(LicenseKeyIdCompleter))]
    [ValidateNotNullOrEmpty]
    public override string[]? Id { get; set => Bind(ref field, value); }

    /// <summary>Only keys for deployments whose addresses match, with wildcards, case-insensitive.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Origin { get; set => Bind(ref field, value); }

    /// <summary>Only keys with this status.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [SingleValue]
    public LicenseKeyStatus[]? Status { get; set => Bind(ref field, value); }

    private protected override KeyKind Kind => field ??= new LicenseKeyKind(this);

    private protected override IReadOnlyList<OwoxLicenseKey> Read(bool byId)
    {
        var now = DateTimeOffset.UtcNow;
        var keys = Kind.List().Select(key => new OwoxLicenseKey(key, now))
            .OrderBy(static key => key.Status)
            .ThenBy(static key => key.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static key => key.CreatedAt);
        return [.. new WildcardFilter(Origin?.Select(static origin => origin.TrimEnd('/')).ToArray()).Choose(keys, static key => key.Origin)];
    }

    private protected override (string Name, string Id) Identify(OwoxLicenseKey key) => (key.Name, key.Id);

    private protected override bool IsWanted(OwoxLicenseKey key, DateTimeOffset now) =>
        (Status is null || Status.Contains(key.Status))
        && (ExpiringWithin is not { } span || (key.Status == LicenseKeyStatus.Active && key.ExpiresAt - now <= span));

    private protected override string NameNotFound(string name) =>
        $"The project has no license key named '{name}' that matches the specified conditions. The server does not list revoked keys.";

    private protected override string IdNotFound(string id) => $"The project has no license key with the ID '{id}', or it is revoked.";
}
