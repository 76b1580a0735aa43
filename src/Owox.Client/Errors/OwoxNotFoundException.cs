using Owox.Errors;

namespace Owox;

/// <summary>What was asked for is not there, or is not published (404).</summary>
public sealed class OwoxNotFoundException : OwoxApiException
{
    internal OwoxNotFoundException(string reason, string message, ApiErrorResponse refusal)
        : base(reason, message, refusal)
    {
    }
}
