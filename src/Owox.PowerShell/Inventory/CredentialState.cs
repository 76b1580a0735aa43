using Owox.Errors;

namespace Owox.PowerShell.Inventory;

/// <summary>The results of a validation that the module treats differently. Servers may add others.</summary>
internal static class CredentialState
{
    public const string Verified = "verified";
    public const string Rejected = "rejected";

    /// <summary>Creates the error for a secret that the service rejected after it was stored.</summary>
    /// <param name="name">The credential.</param>
    /// <param name="done"><c>stored</c> or <c>replaced</c>.</param>
    /// <param name="said">The message of the server as a sentence with a leading space; empty if there is none.</param>
    public static OwoxApiException RejectedError(string name, string done, string said) => new(
        ErrorReason.SecretRejected,
        $"The secret of the credential {name} was {done}, but the service rejected it.{(done == "replaced" ? " The server does not keep the old one." : "")} Store a valid secret with Set-OwoxCredential.{said}",
        new ApiErrorResponse(200, "POST", "/api/credentials"));
}
