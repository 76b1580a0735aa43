using Owox.Redaction;

namespace Owox;

/// <summary>Something failed that no other error of this library describes.</summary>
public sealed class OwoxInternalException : OwoxException
{
    public OwoxInternalException(Exception inner)
        : base(
            ErrorReason.InternalError,
            $"An unexpected error occurred: {ServerTextSanitizer.FromException(inner)} ({inner.GetType().Name}). Check the values of the parameters. If they are in order, report the error with the command and its version.",
            inner)
    {
    }
}
