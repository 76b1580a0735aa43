using System.Management.Automation;
using Owox.PowerShell.Binding;
using Owox.PowerShell.Completion;
using Owox.PowerShell.Inventory;
using Owox.Redaction;

namespace Owox.PowerShell.Commands.Credentials;

/// <summary>Changes credentials. A new secret replaces the old one, which the server does not keep, and is validated.</summary>
[Cmdlet(VerbsCommon.Set, "OwoxCredential", SupportsShouldProcess = true, DefaultParameterSetName = NoSourceSet)]
[OutputType(typeof(Credential))]
public sealed class SetOwoxCredentialCommand : CredentialCmdletBase
{
    /// <summary>The IDs or full titles of credentials.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CredentialId")]
    [ArgumentCompleter(typeof(CredentialIdCompleter))]
    [ResourceIdTransformation("Credential", typeof(Credential))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>The new title.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Whether the credential can be used.</summary>
    [Parameter]
    public bool? Enabled { get; set; }

    /// <summary>Returns the changed credentials.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private CredentialResolver? _credentials;

    private CredentialResolver Credentials => _credentials ??= new CredentialResolver(this);

    private protected override void ProcessInput()
    {
        InvokeTerminating(target: null, RequireChange);
        foreach (var id in Id)
        {
            InvokeForItem(Id.Length, id, () => Change(Credentials.Find(id)));
        }
    }

    private void RequireChange()
    {
        if (!HasSource && Changes() == new CredentialChange())
        {
            throw new OwoxConfigurationException(
                ErrorReason.NothingToChange, "No change was specified. Nothing was sent. Specify what to change, for example -Title, -Enabled or -SecretName.");
        }
    }

    private void Change(ResolvedItem item)
    {
        if (!ShouldProcess($"credential {item.FullName}", Describe()))
        {
            return;
        }

        var change = HasSource ? Changes() with { Secret = ReadSecret() } : Changes();
        var changed = Call((client, cancellationToken) => client.Credentials.UpdateAsync(item.Id, change, cancellationToken));
        var verified = HasSource ? Validate(changed) : changed;
        if (PassThru)
        {
            WriteObject(verified ?? changed);
        }

        WarnAboutModels(changed.Definition);
        if (HasSource && verified is not null)
        {
            ReportValidation(verified, "replaced");
        }
    }

    // The secret is already replaced, so a failed validation is not an error of the change.
    private Credential? Validate(Credential changed)
    {
        try
        {
            return Call((client, cancellationToken) => client.Credentials.ValidateAsync(changed.Id, cancellationToken));
        }
        catch (OwoxException e)
        {
            WriteWarning($"The secret of the credential {ServerTextSanitizer.Sanitize($"{changed.Title} ({changed.Id})", [])} was replaced, but could not be validated. {e.Message} Check it with Test-OwoxCredential.");
            return null;
        }
    }

    private CredentialChange Changes() => Values() with { Title = Title, Enabled = Enabled };

    private string Describe()
    {
        (bool IsChanged, string What)[] parts =
        [
            (HasSource, $"replace the secret, which the server does not keep, with {SourceName}"),
            (Title is not null, $"change the title to '{ServerTextSanitizer.Sanitize(Title, [])}'"),
            (Enabled is not null, Enabled == true ? "enable it" : "disable it"),
            (OwnerId is not null, "change its owners"),
            (ContextId is not null, "change its contexts"),
            (AvailableForUse is not null || AvailableForMaintenance is not null, "change its availability"),
            (AiModelMapping is not null, "change its models"),
        ];
        var text = string.Join(", ", parts.Where(static part => part.IsChanged).Select(static part => part.What));
        return char.ToUpperInvariant(text[0]) + text.Substring(1);
    }
}
