using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets;
using Owox.PowerShell.Secrets.ApiKeys;
using Owox.PowerShell.Secrets.Stores;
using Owox.PowerShell.Secrets.Vaults;

namespace Owox.PowerShell.Commands.ApiKeys;

/// <summary>Creates an API key. Its value, which cannot be retrieved later, is stored in a vault or returned as a SecureString.</summary>
[Cmdlet(VerbsCommon.New, "OwoxApiKey", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxCreatedApiKey))]
public sealed class NewOwoxApiKeyCommand : ApiKeyCmdletBase
{
    private const string ObjectSet = "Object";
    private const string VaultSet = "Vault";

    /// <summary>The name of the key, which describes its purpose; at most 100 characters.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>When the key expires. Default: never.</summary>
    [Parameter]
    [DateTimeOffsetTransformation]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The lifetime of the key: 90.00:00 is 90 days.</summary>
    [Parameter]
    [TimeSpanTransformation]
    public TimeSpan? ExpiresIn { get; set; }

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

    /// <summary>The address of the Azure Key Vault that stores the value, for example https://owox.vault.azure.net.</summary>
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

    private protected override void Complete() => InvokeTerminating(Name, () =>
    {
        ApiKeyValidation.CheckName(Name);
        var expiry = ApiKeyValidation.Expiry(ExpiresAt, ExpiresIn, DateTimeOffset.UtcNow);
        var vault = SecretName is null ? null : OpenStore(Vault, KeyVault, IdentityClientId);
        var known = CheckedKeys(vault);
        var where = vault is null ? "" : $" and store it as '{SecretName}' in the vault '{vault.Name}'";
        if (!ShouldProcess($"API key '{Name}'", $"Create at {ResolveConnection().Origin}{where}"))
        {
            return;
        }

        if (WasPrompted)
        {
            known = CheckedKeys(vault);
        }

        var former = FormerSecret(vault);
        var created = Create(expiry, known);
        if (MaskInLog)
        {
            CiAgent.Mask(created.Value, WriteWarning);
        }

        WriteObject(vault is null ? InObject(created) : InVault(created, vault, former));
    });

    // The member's keys, after the name of the key and the secret were found to be unused.
    private ApiKeyInfo[] CheckedKeys(IWritableSecretStore? vault)
    {
        // A command that was interrupted may have left a secret without a key.
        if (!Force && vault?.Find(SecretName!) is { } existing && !(vault.MustTestWrites && SecretValue.IsWithoutKey(existing)))
        {
            throw new OwoxVaultException(
                ErrorReason.SecretExists,
                $"The vault '{vault.Name}' already has a secret named '{SecretName}'. Rotate the key in it with Invoke-OwoxApiKeyRotation, choose another name, or replace it with -Force.");
        }

        var keys = GetActiveKeys();
        if (!Force && keys.FirstOrDefault(key => key.Name == Name) is { } other)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ApiKeyNameInUse,
                $"The name '{Name}' is already used by the key {other.ApiKeyId}. Use a separate key for each tool. To use the name anyway, specify -Force.");
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

        var store = new ApiKeyVaultWriter(vault);
        var former = Force ? store.Read(SecretName!) : null;
        store.RequireReplaceable(SecretName!, former);
        return former;
    }

    private NewApiKey Create(DateTimeOffset? expiry, ApiKeyInfo[] known)
    {
        try
        {
            return Call((client, cancellationToken) => client.ApiKeys.CreateAsync(Name, expiry, cancellationToken));
        }
        catch (OwoxException e) when (e.Reason == ErrorReason.OutcomeUnknown)
        {
            throw new LostApiKey(Name, known).Explain(e, GetActiveKeys);
        }
    }

    private OwoxCreatedApiKey InObject(NewApiKey created) => new(created.Info, ResolveConnection().Origin, DateTimeOffset.UtcNow)
    {
        Value = AsPlainText ? SecureStringExtensions.ToPlainText(created.Value) : created.Value,
    };

    private OwoxCreatedApiKey InVault(NewApiKey created, IWritableSecretStore vault, object? former)
    {
        var store = new ApiKeyVaultWriter(vault);
        try
        {
            store.SaveAndVerify(SecretName!, created.Value);
        }
        catch (Exception e) when (e is OwoxVaultException or OperationCanceledException)
        {
            throw RevokeCreatedKey(created, store.Undo(SecretName!, former, created.Info.ApiKeyId), e);
        }

        var origin = ResolveConnection().Origin;
        if (!store.TrySetMetadata(SecretName!, created.Info, origin, Description))
        {
            WriteVerbose($"The vault '{vault.Name}' does not support metadata.");
        }

        return new OwoxCreatedApiKey(created.Info, origin, DateTimeOffset.UtcNow) { SecretName = SecretName, Vault = vault.Name };
    }

    // The value of the key is lost, so the key must be revoked.
    private OwoxVaultException RevokeCreatedKey(NewApiKey created, string undone, Exception exception)
    {
        var reason = exception is OwoxVaultException vaultException ? vaultException.Reason : ErrorReason.VaultFailed;
        try
        {
            CallVoid((client, _) => client.ApiKeys.RevokeAsync(created.Info.ApiKeyId, default));
            return new OwoxVaultException(
                reason, $"The new API key '{Name}' ({created.Info.ApiKeyId}) could not be stored, so it was revoked.{undone} {exception.Message}", exception);
        }
        catch (OwoxException e)
        {
            return new OwoxVaultException(
                reason,
                $"The new API key '{Name}' ({created.Info.ApiKeyId}) could not be stored and could not be revoked. Revoke it manually with "
                + $"Revoke-OwoxApiKey {created.Info.ApiKeyId}.{undone} {exception.Message} {e.Message}",
                exception);
        }
    }
}
