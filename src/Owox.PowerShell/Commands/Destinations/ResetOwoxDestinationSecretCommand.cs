using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Secrets.Destinations;
using Owox.PowerShell.Secrets.Stores;

namespace Owox.PowerShell.Commands.Destinations;

/// <summary>Replaces the secret key of a destination, such as that of Looker Studio, and stores the new key. The previous key stops working at once.</summary>
[Cmdlet(VerbsCommon.Reset, "OwoxDestinationSecret", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = VaultSet)]
[OutputType(typeof(OwoxDestinationSecret))]
public sealed class ResetOwoxDestinationSecretCommand : ConnectionCmdletBase
{
    private const string VaultSet = "Vault";

    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);
    private OpenedStores? _stores;

    /// <summary>The ID of the destination.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(DestinationIdCompleter))]
    [ResourceIdTransformation("Destination", typeof(Destination), IsSingle = true)]
    [ValidateNotNullOrEmpty]
    public string DestinationId { get; set; } = "";

    /// <summary>The name of the secret for the key.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string SecretName { get; set; } = "";

    /// <summary>The vault. Default: the account's default vault.</summary>
    [Parameter(ParameterSetName = VaultSet, ValueFromPipelineByPropertyName = true)]
    [Alias("VaultName")]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

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

    /// <summary>The description in the metadata of the secret. Default: the existing description.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Suppresses the confirmation prompt, and replaces a secret with another value.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void ProcessInput() => InvokeNonTerminating(DestinationId, () =>
    {
        var origin = ResolveConnection().Origin;
        var vault = (_stores ??= new OpenedStores(this)).Open(Vault, KeyVault, IdentityClientId);
        var destination = GetDestination();
        var secret = Open(vault, destination, origin);
        if (!this.IsWhatIf())
        {
            // Nothing is written to the store if the connection does not permit the request afterwards.
            new OwoxClient(ResolveConnection().Session).Destinations.RequireReset();
        }

        if (!ShouldProcess(
            $"destination '{destination.Title}' ({destination.Id})",
            $"Replace the secret key, and store it in the secret '{secret.Name}' in the vault '{vault.Name}'. The current key stops working at once"))
        {
            return;
        }

        if (WasPrompted)
        {
            destination = GetDestination();
            secret = Open(vault, destination, origin);
        }

        // Also if the reset fails: the secret may contain the only usable key of this destination.
        _used.Add(Place(vault, secret));
        var result = new DestinationSecretReset(destination, secret, this).Run();
        WriteObject(result);
        WriteNotices(result, secret.KeepsMetadata);
    });

    // The server responds to the request for a destination of another type with an unspecific error.
    private Destination GetDestination()
    {
        var destination = Call((client, cancellationToken) => client.Destinations.GetAsync(DestinationId, cancellationToken));
        return destination.GetSecretKey() is not null
            ? destination
            : throw new OwoxConfigurationException(
                ErrorReason.DestinationHasNoSecret,
                $"The destination '{destination.Title}' of the type {destination.Type} has no secret key, or this connection has no access to it. Destinations of the type LOOKER_STUDIO have one.");
    }

    private DestinationSecret Open(IWritableSecretStore vault, Destination destination, string origin)
    {
        var secret = new DestinationSecret(vault, SecretName, Description, origin);
        if (_used.Contains(Place(vault, secret)))
        {
            throw new OwoxVaultException(
                ErrorReason.SecretExists,
                $"This command has already used the secret '{secret.Name}' in the vault '{vault.Name}' for another destination. Specify another name for each destination.");
        }

        return Force || secret.IsOf(destination)
            ? secret
            : throw new OwoxVaultException(
                ErrorReason.SecretExists,
                $"The secret '{secret.Name}' in the vault '{vault.Name}' contains a value that is not the key of the destination '{destination.Title}'. Choose another name, or replace it with -Force.");
    }

    private static string Place(IWritableSecretStore vault, DestinationSecret secret) => $"{vault.Name}\n{secret.Name}";

    private void WriteNotices(OwoxDestinationSecret result, bool keepsMetadata)
    {
        if (result.Repaired)
        {
            WriteWarning($"The secret '{result.SecretName}' contained another key than the destination '{result.DestinationTitle}'. The key of the destination was stored before it was reset.");
        }

        if (!keepsMetadata)
        {
            WriteVerbose($"The vault '{result.Vault}' did not store the metadata.");
        }
    }
}
