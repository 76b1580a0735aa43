using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Output;
using Owox.PowerShell.Secrets.KeyVaults;
using Owox.PowerShell.Secrets.Reports;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Commands.Secrets;

/// <summary>Lists the secrets that the server has, with age, last use, expiry, owner and store, for audits and monitoring. Reads no value.</summary>
[Cmdlet(VerbsCommon.Get, "OwoxSecretReport")]
[OutputType(typeof(OwoxSecretReportItem))]
public sealed class GetOwoxSecretReportCommand : ConnectionCmdletBase
{
    /// <summary>The kinds of secrets. Default: all that the server and the connection can list.</summary>
    [Parameter]
    [SingleValue]
    public OwoxSecretKind[]? Kind { get; set; }

    /// <summary>The vaults in which keys are searched. Default: all vaults of the account.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Vault { get; set; }

    /// <summary>The addresses of Azure Key Vaults in which keys are searched. Default: none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KeyVaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? KeyVault { get; set; }

    /// <summary>The client ID of the user-assigned identity that signs in to the key vaults. Default: the variable AZURE_CLIENT_ID.</summary>
    [Parameter]
    [RequiresParameter(nameof(KeyVault))]
    [ValidateNotNullOrEmpty]
    public string? IdentityClientId { get; set; }

    /// <summary>Secrets that expire within this time have the reason ExpiresSoon. Default: none.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan? ExpiringWithin { get; set; }

    private static OwoxSecretKind[] All { get; } = [OwoxSecretKind.ApiKey, OwoxSecretKind.LicenseKey, OwoxSecretKind.DestinationKey, OwoxSecretKind.Credential];

    private protected override void Complete() => InvokeTerminating(Connection, () =>
    {
        // An empty report would mean that all is well.
        if (Kind is { Length: 0 })
        {
            throw ParameterRules.WithoutEffect(nameof(Kind), "if it is empty");
        }

        var options = ResolveConnection().Session.Options;
        var kinds = All.Where(kind => Kind is null || Kind.Contains(kind)).ToArray();
        var index = Array.Exists(kinds, static kind => kind != OwoxSecretKind.Credential) ? SearchStores(options) : new SecretStoreIndex();
        var inventory = new SecretInventory(this, index, ExpiringWithin, DateTimeOffset.UtcNow);
        foreach (var kind in kinds)
        {
            try
            {
                WriteObject(inventory.Read(kind).OrderByDescending(static item => item.State).ThenBy(static item => item.Name, StringComparer.OrdinalIgnoreCase), enumerateCollection: true);
            }
            catch (OwoxException e) when (IsNotAvailable(e))
            {
                Skip(kind, e);
            }
        }
    });

    // The server is too old, the member has no access, or the connection does not allow it.
    private static bool IsNotAvailable(OwoxException e) =>
        e is OwoxNotFoundException or OwoxPermissionException or OwoxAccessException || e.Reason == ErrorReason.ApiKeyCannotManageKeys;

    private void Skip(OwoxSecretKind kind, OwoxException e)
    {
        if (Kind is not null)
        {
            WriteError(ErrorRecords.From(e, kind.ToString()));
        }
        else
        {
            WriteVerbose($"The report contains no secrets of the kind {kind}. {e.Message}");
        }
    }

    private SecretStoreIndex SearchStores(OwoxSessionOptions options)
    {
        var index = new SecretStoreIndex();
        foreach (var vault in (Vault ?? VaultRegistry.Read().Names).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            Search(index, vault, () => SecretVault.Open(vault, this));
        }

        foreach (var address in (KeyVault ?? []).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            Search(index, address, () => KeyVaultStore.Open(address, IdentityClientId, options, this));
        }

        return index;
    }

    // The report is useful without one of the stores. No key has the reason NotStored then.
    private void Search(SecretStoreIndex index, string store, Func<IWritableSecretStore> open)
    {
        try
        {
            index.Add(open);
        }
        catch (OwoxVaultException e) when (Vault is null && KeyVault?.Contains(store, StringComparer.Ordinal) != true)
        {
            WriteWarning($"The vault '{store}' was not searched for keys. {e.Message}");
        }
        catch (OwoxVaultException e)
        {
            WriteError(ErrorRecords.From(e, store));
        }
    }
}
