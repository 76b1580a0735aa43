using Owox.PowerShell.Inventory;

namespace Owox.PowerShell;

/// <summary>The result of the validation of a credential.</summary>
public sealed class OwoxCredentialTest
{
    internal OwoxCredentialTest(Credential credential)
    {
        Title = credential.Title;
        Definition = credential.Definition?.Id;
        State = credential.ValidationState;
        Message = credential.ValidationMessage;
        ValidatedAt = credential.ValidatedAt;
        Id = credential.Id;
    }

    public string Title { get; }

    /// <summary>The ID of the service, for example <c>openai</c>.</summary>
    public string? Definition { get; }

    /// <summary>True if the service accepted the secret, false if it rejected it, or null if the server could not find out.</summary>
    public bool? IsValid => State switch
    {
        CredentialState.Verified => true,
        CredentialState.Rejected => false,
        _ => null,
    };

    /// <summary><c>verified</c>, <c>rejected</c> or <c>unknown</c>; newer servers may add states.</summary>
    public string? State { get; }

    /// <summary>The server's message about the validation, or null if the server returned none.</summary>
    public string? Message { get; }

    public DateTimeOffset? ValidatedAt { get; }

    public string Id { get; }

    public override string ToString() => $"{Title}: {State}";
}
