using System.Collections;
using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Inventory;
using Owox.PowerShell.Output;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Credentials;

/// <summary>The base class of the cmdlets that create and change credentials.</summary>
public abstract class CredentialCmdletBase : SecretSourceCmdletBase
{
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
        var said = credential.ValidationMessage is { } message ? $" The server said: {message}" : "";
        switch (credential.ValidationState)
        {
            case CredentialState.Verified:
                WriteVerbose($"The service accepted the secret of the credential {name}.");
                break;
            case CredentialState.Rejected:
                WriteError(ErrorRecords.From(CredentialState.RejectedError(name, done, said), credential.Id));
                break;
            default:
                WriteWarning($"The secret of the credential {name} was {done}, but whether it is valid is unknown. Check it later with Test-OwoxCredential.{said}");
                break;
        }
    }

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
