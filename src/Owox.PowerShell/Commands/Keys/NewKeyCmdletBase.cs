using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets;
using Owox.PowerShell.Secrets.Keys;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Commands.Keys;

/// <summary>The base class of cmdlets that create a key of any kind, whose value is stored in a vault or returned.</summary>
public abstract class NewKeyCmdletBase : ConnectionCmdletBase
{
    private protected const string VaultSet = "Vault";
    private protected const string ObjectSet = "Object";

    /// <summary>The name of the key, which describes its purpose.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>The name of the secret for the value.</summary>
    [Parameter(ParameterSetName = VaultSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set => Bind(ref field, value); }

    /// <summary>The vault. Default: the account's default vault.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set => Bind(ref field, value); }

    /// <summary>The address of the Azure Key Vault with the secret, for example https://owox.vault.azure.net, instead of a vault of SecretManagement.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ExcludesParameters(nameof(Vault))]
    [ArgumentCompleter(typeof(KeyVaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? KeyVault { get; set => Bind(ref field, value); }

    /// <summary>The client ID of the user-assigned identity that signs in to the key vault. Default: the variable AZURE_CLIENT_ID.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [RequiresParameter(nameof(KeyVault))]
    [ValidateNotNullOrEmpty]
    public string? IdentityClientId { get; set => Bind(ref field, value); }

    /// <summary>The description in the metadata of the secret, if the vault supports metadata.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    public string? Description { get; set => Bind(ref field, value); }

    /// <summary>Returns the value as plain text.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public SwitchParameter AsPlainText { get; set => Bind(ref field, value); }

    /// <summary>In Azure Pipelines and GitHub Actions: makes the agent mask the value in all subsequent logs.</summary>
    [Parameter]
    public SwitchParameter MaskInLog { get; set; }

    /// <summary>Allows the name of an existing key, and replaces an existing secret.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The kind of the keys. Read after the parameters are bound.</summary>
    private protected abstract KeyKind Kind { get; }

    /// <summary>Creates the output.</summary>
    /// <param name="key">The key.</param>
    /// <param name="place">The location of its value.</param>
    private protected abstract object CreateResult(IssuedKey key, KeyPlace place);

    /// <summary>Reports an error before any prompt or request if the connection uses an API key.</summary>
    private protected override void Prepare() => InvokeTerminating(Connection, () => Kind.RequireMember());

    private protected override void Complete() => InvokeTerminating(Name, () =>
    {
        Kind.CheckName(Name);
        CheckParameters();
        var vault = SecretName is null ? null : OpenStore();
        var known = CheckedKeys(vault);
        if (!this.IsWhatIf())
        {
            // Nothing is written to a vault if the connection does not permit the request afterwards.
            Kind.RequireChanges();
        }

        var where = vault is null ? "" : $" and store it as '{SecretName}' in the vault '{vault.Name}'";
        if (!ShouldProcess($"{Kind.Noun} '{Name}'", $"Create at {ResolveConnection().Origin}{where}"))
        {
            return;
        }

        if (WasPrompted)
        {
            known = CheckedKeys(vault);
        }

        Create(vault, known);
    });

    private void Create(IWritableSecretStore? vault, IssuedKey[] known)
    {
        // Before a key is created: with -WarningAction Stop, the warning ends the command.
        if (MaskInLog && CiAgent.Current?.MaskProblem is { } problem)
        {
            WriteWarning(problem);
        }

        var former = FormerSecret(vault);
        var delivery = new NewKeyDelivery(Kind, MaskInLog);
        var created = delivery.Create(Name, known);
        if (vault is null)
        {
            delivery.Mask(created);
            WriteObject(CreateResult(created.Info, new KeyPlace { Value = AsPlainText ? SecureStringExtensions.ToPlainText(created.Value) : created.Value }));
            return;
        }

        var keepsMetadata = delivery.Store(created, vault, SecretName!, former, Description);
        WriteObject(CreateResult(created.Info, new KeyPlace { SecretName = SecretName, Vault = vault.Name }));
        if (!keepsMetadata)
        {
            WriteNotice(created.Info, vault);
        }
    }

    /// <summary>Checks the parameters of one kind of keys.</summary>
    private protected virtual void CheckParameters()
    {
    }

    private IWritableSecretStore OpenStore() => WritableStores.Open(this, Vault, KeyVault, IdentityClientId, ResolveConnection);

    // The current keys, after the name of the key and the secret were found to be unused.
    private IssuedKey[] CheckedKeys(IWritableSecretStore? vault)
    {
        // A command that was interrupted may have left a secret without a key.
        if (!Force && vault?.Find(SecretName!) is { } existing && !(vault.MustTestWrites && SecretValue.IsWithoutKey(existing)))
        {
            throw new OwoxVaultException(
                ErrorReason.SecretExists,
                $"The vault '{vault.Name}' already has a secret named '{SecretName}'. Rotate the key in it with Invoke-{Kind.CmdletNoun}Rotation, choose another name, or replace it with -Force.");
        }

        var keys = Kind.List();
        if (!Force && keys.FirstOrDefault(key => key.Name == Name) is { } other)
        {
            throw new OwoxConfigurationException(
                Kind.NameInUse,
                $"The name '{Name}' is already used by the key {other.Id}. Use a separate key for each tool. To use the name anyway, specify -Force.");
        }

        return keys;
    }

    // The current content of the secret, which only -Force replaces. If the vault cannot replace it, the error occurs before a key is
    // created.
    private object? FormerSecret(IWritableSecretStore? vault)
    {
        if (vault is null)
        {
            return null;
        }

        var store = new SecretWriter(vault, Kind.Format.Placeholder);
        var former = Force ? store.Read(SecretName!) : null;
        store.RequireReplaceable(SecretName!, former);
        return former;
    }

    private void WriteNotice(IssuedKey created, IWritableSecretStore vault)
    {
        Action<string> write = Kind.NeedsMetadata ? WriteWarning : WriteVerbose;
        write($"The vault '{vault.Name}' did not store the metadata.{(Kind.NeedsMetadata ? $" To rotate the key later, specify its ID: -Id {created.Id} -TrustId." : "")}");
    }
}
