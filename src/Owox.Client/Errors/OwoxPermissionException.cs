using Owox.Errors;

namespace Owox;

/// <summary>The server knows who asks and does not allow it (403).</summary>
public sealed class OwoxPermissionException : OwoxApiException
{
    internal OwoxPermissionException(string reason, string message, ApiErrorResponse refusal)
        : base(reason, message, refusal)
    {
    }
}
