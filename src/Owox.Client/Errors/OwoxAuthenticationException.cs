using Owox.Errors;

namespace Owox;

/// <summary>The server refused the credential (401). It does not tell a wrong key from an expired or a revoked one.</summary>
public sealed class OwoxAuthenticationException : OwoxApiException
{
    internal OwoxAuthenticationException(string reason, string message, ApiErrorResponse refusal)
        : base(reason, message, refusal)
    {
    }
}
