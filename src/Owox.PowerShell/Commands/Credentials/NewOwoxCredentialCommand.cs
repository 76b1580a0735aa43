using System.Management.Automation;
using System.Security;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Inventory;
using Owox.PowerShell.Secrets;
using Owox.PowerShell.Secrets.Sources;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Credentials;

/// <summary>Creates a credential with a secret from a store. The server sends the secret to the service to validate it.</summary>
[Cmdlet(VerbsCommon.New, "OwoxCredential", SupportsShouldProcess = true, DefaultParameterSetName = NoSourceSet)]
[OutputType(typeof(Credential))]
public sealed class NewOwoxCredentialCommand : CredentialCmdletBase
{
    /// <summary>The title.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "";

    /// <summary>The service that the secret is for, for example openai.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(CredentialDefinitionCompleter))]
    [ValidateNotNullOrEmpty]
    public string Definition { get; set; } = "";

    /// <summary>The secret as a SecureString. Plain text is an error. Default: a masked prompt in interactive sessions.</summary>
    [Parameter(ParameterSetName = SecretSet, Mandatory = true, ValueFromPipeline = true)]
    [SecureStringTransformation]
    [ValidateNotNull]
    public override SecureString? Secret { get => base.Secret; set => base.Secret = value; }

    /// <summary>Allows the title of an existing credential.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void ProcessInput() => InvokeTerminating(Title, () =>
    {
        var definition = FindDefinition();
        var known = CheckedCredentials();
        if (!ShouldProcess(ServerTextSanitizer.Sanitize($"credential '{Title}' for {definition}", [])!, $"Create at {ResolveConnection().Origin} with {SourceName}"))
        {
            return;
        }

        var created = Create(Values() with { Title = Title, DefinitionId = definition.Id, Secret = HasSource ? ReadSecret() : Prompt(definition) }, known);
        WriteObject(created);
        WarnAboutModels(created.Definition ?? definition);
        ReportValidation(created, "stored");
    });

    // Before the secret is read and sent: the server may not know the service, or may be too old for credentials.
    private CredentialDefinition FindDefinition()
    {
        var all = Call(static (client, cancellationToken) => client.Credentials.ListDefinitionsAsync(cancellationToken));
        return all.FirstOrDefault(definition => string.Equals(definition.Id, Definition, StringComparison.OrdinalIgnoreCase)) ?? throw new OwoxConfigurationException(
            ErrorReason.CredentialDefinitionNotFound,
            $"The server has no credential definition '{ServerTextSanitizer.Sanitize(Definition, [])}'. It has {ServerTextSanitizer.Sanitize(string.Join(", ", all.Select(static one => one.Id)), []) ?? "none"}.");
    }

    // The credentials of the project, after the title was found to be unused.
    private Credential[] CheckedCredentials()
    {
        var all = Call(static (client, cancellationToken) => client.Credentials.ListAsync(cancellationToken));
        return !Force && all.FirstOrDefault(HasTitle) is { } other
            ? throw new OwoxConfigurationException(
                ErrorReason.CredentialTitleInUse,
                $"The title '{ServerTextSanitizer.Sanitize(Title, [])}' is already used by the credential {other.Id}. To replace its secret, use Set-OwoxCredential. To use the title for both, specify -Force.")
            : all;
    }

    private SecureString Prompt(CredentialDefinition definition)
    {
        var label = ServerTextSanitizer.Sanitize($"{definition} {definition.SecretLabel ?? "secret"}", [])!;
        return SecretRule.Require(HostInteraction.ReadSecret(Host, label) ?? throw new OwoxConfigurationException(
            ErrorReason.SecretRequired,
            "No secret was specified, and the session is not interactive. Specify -SecretName and -Vault, -KeyVault, -SecretFile, -SystemdCredential, -SecretCommand, or -Secret with a SecureString."));
    }

    private Credential Create(CredentialChange credential, Credential[] known)
    {
        try
        {
            return Call((client, cancellationToken) => client.Credentials.CreateAsync(credential, cancellationToken));
        }
        catch (OwoxException e) when (e.Reason is ErrorReason.OutcomeUnknown or ErrorReason.ServerError)
        {
            throw LostCredential.Explain(e, () => CreatedSince(known)) ?? e;
        }
    }

    private string[] CreatedSince(Credential[] known) => Call(static (client, cancellationToken) => client.Credentials.ListAsync(cancellationToken))
        .Where(HasTitle).Select(static one => one.Id).Except(known.Select(static one => one.Id), StringComparer.Ordinal).ToArray();

    private bool HasTitle(Credential other) => string.Equals(other.Title, Title, StringComparison.OrdinalIgnoreCase);
}
