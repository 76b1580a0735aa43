using System.Collections;
using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Inventory;
using Owox.PowerShell.Output;
using Owox.PowerShell.Secrets.Sources;
using Owox.PowerShell.Secrets.Stores;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Credentials;

/// <summary>The base class of the cmdlets that create and change credentials. They accept the secret from a store, and never as plain text.</summary>
public abstract class CredentialCmdletBase : ConnectionCmdletBase, IDynamicParameters
{
    private protected const string VaultSet = "Vault";
    private protected const string NoSourceSet = "Default";
    private protected const string SecretSet = "Secret";
    private const string SecretFileSet = "SecretFile";
    private const string CommandSet = "SecretCommand";
    private const string SystemdSet = "SystemdCredential";

    private SecureString? _read;

    /// <summary>The secret as a SecureString. Plain text is an error.</summary>
    [Parameter(ParameterSetName = SecretSet, Mandatory = true)]
    [SecureStringTransformation]
    [ValidateNotNull]
    public virtual SecureString? Secret { get; set => Bind(ref field, value); }

    /// <summary>The name of the secret in a vault of SecretManagement or in an Azure Key Vault.</summary>
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

    /// <summary>A file that contains only the secret, in one line. It is rejected if other accounts can read or change it.</summary>
    [Parameter(ParameterSetName = SecretFileSet, Mandatory = true)]
    [SingleValue(IsPath = true)]
    [ValidateNotNullOrEmpty]
    public string? SecretFile { get; set => Bind(ref field, value); }

    /// <summary>
    /// A script block that returns the secret, or a program that prints it in one line: the name of the program and its arguments, as separate
    /// strings.
    /// </summary>
    [Parameter(ParameterSetName = CommandSet, Mandatory = true)]
    public object? SecretCommand { get; set => Bind(ref field, value); }

    /// <summary>The name of the systemd credential with the secret: a file in the directory $CREDENTIALS_DIRECTORY of the service.</summary>
    [Parameter(ParameterSetName = SystemdSet, Mandatory = true)]
    [ArgumentCompleter(typeof(SystemdCredentialCompleter))]
    [ValidateNotNullOrEmpty]
    public string? SystemdCredential { get; set => Bind(ref field, value); }

    /// <summary>The user IDs of the owners.</summary>
    [Parameter]
    [ResourceIdTransformation("User")]
    public string[]? OwnerId { get; set; }

    /// <summary>The IDs of the contexts.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContextIdCompleter))]
    [ResourceIdTransformation("Context", typeof(ProjectContext), typeof(ContextReference))]
    public string[]? ContextId { get; set; }

    /// <summary>Whether members who are not owners can use the credential.</summary>
    [Parameter]
    public bool? AvailableForUse { get; set; }

    /// <summary>Whether members who are not owners can change the credential.</summary>
    [Parameter]
    public bool? AvailableForMaintenance { get; set; }

    /// <summary>The model for each purpose: <c>@{ fast = 'gpt-5.6-luna' }</c>. Default: the models that the service recommends.</summary>
    [Parameter]
    [SingleValue(OrTable = true)]
    [ValidateNotNullOrEmpty]
    public IDictionary? AiModelMapping { get; set; }

    /// <summary>The values of the parameters, without the secret.</summary>
    private protected CredentialChange Values() => new()
    {
        OwnerIds = OwnerId,
        ContextIds = ContextId,
        AvailableForUse = AvailableForUse,
        AvailableForMaintenance = AvailableForMaintenance,
        AiModelMappings = AiModelMapping is null ? null : Mappings(AiModelMapping),
    };

    /// <summary>Warns about models that the service is not known to have, because the server accepts any.</summary>
    private protected void WarnAboutModels(CredentialDefinition? definition)
    {
        foreach (var mapping in AiModelMapping is null || definition is not { AiModels.Length: > 0 } ? [] : Mappings(AiModelMapping).Where(mapping => !definition.AiModels.Contains(mapping.Value, StringComparer.Ordinal)))
        {
            WriteWarning($"The server does not list the model '{mapping.Value}' for the service '{definition!.Id}', but accepted it for '{mapping.Key}'. It lists {string.Join(", ", definition.AiModels)}.");
        }
    }

    /// <summary>Reports the result of the validation of a new secret.</summary>
    /// <param name="credential">The credential as the server returned it after the validation.</param>
    /// <param name="done">What was done with the secret, for the messages: <c>stored</c> or <c>replaced</c>.</param>
    private protected void ReportValidation(Credential credential, string done)
    {
        var name = ServerTextSanitizer.Sanitize($"{credential.Title} ({credential.Id})", [])!;
        var serverMessage = credential.ValidationMessage is { } message ? $" Server message: {message}" : "";
        switch (credential.ValidationState)
        {
            case CredentialState.Verified:
                WriteVerbose($"The service accepted the secret of the credential {name}.");
                break;
            case CredentialState.Rejected:
                WriteError(ErrorRecords.From(CredentialState.RejectedError(name, done, serverMessage), credential.Id));
                break;
            default:
                WriteWarning($"The secret of the credential {name} was {done}, but whether it is valid is unknown. Check it later with Test-OwoxCredential.{serverMessage}");
                break;
        }
    }

    /// <summary>Whether the parameters specify a secret.</summary>
    private protected bool HasSource => ParameterSetName != NoSourceSet;

    /// <summary>Where the secret comes from, for prompts.</summary>
    private protected string SourceName => ParameterSetName switch
    {
        VaultSet => $"the secret '{SecretName}' of {(KeyVault is null ? Vault is null ? "the default vault" : $"the vault '{Vault}'" : $"the key vault {KeyVault}")}",
        SecretFileSet => $"the content of the file '{SecretFile}'",
        CommandSet => "the output of -SecretCommand",
        SystemdSet => $"the systemd credential '{SystemdCredential}'",
        SecretSet => "the specified secret",
        _ => "a secret that you enter",
    };

    // There are no dynamic parameters, but this is the last step before PowerShell determines the parameter set.
    object? IDynamicParameters.GetDynamicParameters() => CheckParameterSet();

    /// <summary>Returns the secret from the specified source. It is read once, also if it is used for several items.</summary>
    /// <exception cref="OwoxException">The secret cannot be read, is plain text on the command line, is empty, or is an OWOX API key.</exception>
    private protected SecureString ReadSecret() => ParameterSetName == SecretSet
        ? SecretRule.Require(Specified())
        : _read ??= SecretRule.Require(SecretRule.Read(Source()));

    private SecureString Specified()
    {
        SecureStringTransformationAttribute.Require(Secret!, nameof(Secret));
        return SecureStringTransformationAttribute.WasPlainText(Secret!) ? throw SecretRule.PlainText(nameof(Secret)) : Secret!;
    }

    private SecretSource Source() => ParameterSetName switch
    {
        VaultSet => new SecretSource(WritableStores.Open(this, Vault, KeyVault, IdentityClientId, ResolveConnection), SecretName!),
        SecretFileSet => SecretSource.InFile(SecretFile!, this),
        CommandSet => SecretSource.InCommand(SecretCommand!, this),
        _ => SecretSource.InSystemdCredential(SystemdCredential!),
    };

    private static Dictionary<string, string> Mappings(IDictionary table)
    {
        var mappings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table)
        {
            mappings[LanguagePrimitives.ConvertTo<string>(entry.Key)] = LanguagePrimitives.ConvertTo<string>(PSValue.Unwrap(entry.Value)) is { Length: > 0 } model
                ? model
                : throw ParameterRules.IsNull(nameof(AiModelMapping), $"Specify a model for '{entry.Key}', or omit it.");
        }

        return mappings;
    }
}
