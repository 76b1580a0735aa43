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
    /// <param name="serverMessage">The message of the server as a sentence with a leading space, or an empty string if there is none.</param>
    public static OwoxApiException RejectedError(string name, string done, string serverMessage) => new(
        ErrorReason.SecretRejected,
        $"The secret of the credential {name} was {done}, but the service rejected it.{(done == "replaced" ? " The server does not keep the old one." : "")} Store a valid secret with Set-OwoxCredential.{serverMessage}",
        new ApiErrorResponse(200, "POST", "/api/credentials"));
}
