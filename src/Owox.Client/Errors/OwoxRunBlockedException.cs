using Owox.Errors;

namespace Owox;

/// <summary>The server does not run reports or return rows, for a reason that no change of the request removes, such as a missing license.</summary>
public sealed class OwoxRunBlockedException : OwoxApiException
{
    /// <summary>The reason of a self-managed server (0.32 and later) that has no license key.</summary>
    internal const string NoLicense = "LICENSE_REQUIRED";

    internal OwoxRunBlockedException(string reason, string message, ApiErrorResponse refusal, IReadOnlyList<string> blockedReasons)
        : base(reason, message, refusal) =>
        BlockedReasons = blockedReasons;

    /// <summary>The server's names of the reasons, such as <c>LICENSE_REQUIRED</c>.</summary>
    public IReadOnlyList<string> BlockedReasons { get; }
}
