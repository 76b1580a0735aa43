using System;
using System.Linq;
using System.Management.Automation;
using Owox.PowerShell.ApiKeys;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets;
using Owox.PowerShell.Vaults;

namespace Owox.PowerShell.Commands;

/// <summary>Creates an API key, its one-time value going straight into a vault, or into the object as a SecureString.</summary>
[Cmdlet(VerbsCommon.New, "OwoxApiKey", SupportsShouldProcess = true, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(OwoxNewApiKey))]
public sealed class NewOwoxApiKeyCommand : ApiKeyCommand
{
    private const string ObjectSet = "Object";
    private const string VaultSet = "Vault";

    /// <summary>What the key is for, of at most 100 characters.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>When it ends. Default: never.</summary>
    [Parameter]
    [ToMoment]
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>After how long it ends: 90.00:00 is 90 days.</summary>
    [Parameter]
    public TimeSpan? ExpiresIn { get; set; }

    /// <summary>The secret that is to hold the value.</summary>
    [Parameter(ParameterSetName = VaultSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set; }

    /// <summary>The vault. Default: the account's default vault.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>A note beside the secret, where the vault takes notes.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    public string? Description { get; set; }

    /// <summary>Gives the value as plain text.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>In Azure Pipelines: makes the agent hide the value in all logs from here on.</summary>
    [Parameter]
    public SwitchParameter MaskInPipeline { get; set; }

    /// <summary>Takes a name that another key has already, and replaces a secret that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void EndProcessing() => OrTerminate(Name, () =>
    {
        ApiKeyRules.CheckName(Name);
        var expiry = ApiKeyRules.Expiry(ExpiresAt, ExpiresIn, DateTimeOffset.UtcNow);
        var vault = SecretName is null ? null : OpenVault(SecretName);
        RefuseNameInUse();
        var where = vault is null ? "" : $" and store it as '{SecretName}' in the vault '{vault.Name}'";
        if (!ShouldProcess($"API key '{Name}'", $"Create at {ResolveConnection().Origin}{where}"))
        {
            return;
        }

        var created = Call((client, stop) => client.ApiKeys.CreateAsync(Name, expiry, stop));
        if (MaskInPipeline)
        {
            PipelineMask.Register(created.Value);
        }

        WriteObject(vault is null ? InObject(created) : InVault(created, vault));
    });

    private Vault OpenVault(string secretName)
    {
        var vault = Vaults.Vault.Open(Vault, Host, Stop);
        return Force || vault.Find(secretName) is null ? vault : throw new OwoxVaultException(
            ErrorReason.SecretExists,
            $"The vault '{vault.Name}' already has a secret named '{secretName}'. Rotate the key in it with Invoke-OwoxApiKeyRotation, choose another name, or replace it with -Force.");
    }

    private void RefuseNameInUse()
    {
        if (!Force && LiveKeys().FirstOrDefault(key => key.Name == Name) is { } other)
        {
            throw new OwoxConfigurationException(
                ErrorReason.ApiKeyNameInUse,
                $"The name '{Name}' is in use by the key {other.ApiKeyId}. One key for each tool is best; to have two of a name all the same, use -Force.");
        }
    }

    private OwoxNewApiKey InObject(NewApiKey created) => new(created.Info, ResolveConnection().Origin, DateTimeOffset.UtcNow)
    {
        Value = AsPlainText ? SecretText.Reveal(created.Value) : created.Value,
    };

    private OwoxNewApiKey InVault(NewApiKey created, Vault vault)
    {
        var store = new KeyStore(vault);
        try
        {
            store.Put(SecretName!, created.Value);
        }
        catch (Exception e) when (e is OwoxVaultException or OperationCanceledException)
        {
            throw TakeBack(created, e);
        }

        var origin = ResolveConnection().Origin;
        if (!store.TryNote(SecretName!, created.Info, origin, Description))
        {
            WriteVerbose($"The vault '{vault.Name}' takes no notes beside a secret.");
        }

        return new OwoxNewApiKey(created.Info, origin, DateTimeOffset.UtcNow) { SecretName = SecretName, Vault = vault.Name };
    }

    // A key whose value nobody holds would only be a danger.
    private OwoxVaultException TakeBack(NewApiKey created, Exception fault)
    {
        var reason = fault is OwoxVaultException vaultFault ? vaultFault.Reason : ErrorReason.VaultFailed;
        try
        {
            CallVoid((client, _) => client.ApiKeys.RevokeAsync(created.Info.ApiKeyId, default));
            return new OwoxVaultException(
                reason, $"The new API key '{Name}' ({created.Info.ApiKeyId}) could not be stored, so it was revoked again. {fault.Message}", fault);
        }
        catch (OwoxException e)
        {
            return new OwoxVaultException(
                reason,
                $"The new API key '{Name}' ({created.Info.ApiKeyId}) could not be stored, and could not be revoked either: revoke it by hand, "
                + $"Revoke-OwoxApiKey {created.Info.ApiKeyId}. {fault.Message} {e.Message}",
                fault);
        }
    }
}
