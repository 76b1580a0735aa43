using Owox.Redaction;

namespace Owox;

/// <summary>The base of everything that this client throws on purpose. Its message never holds a secret.</summary>
public abstract class OwoxException : Exception
{
    protected OwoxException(string reason, string message, Exception? inner = null)
        : base(KnownSecrets.Redact(message), RedactedException.From(inner)) => Reason = reason;

    /// <summary>One of <see cref="ErrorReason"/>.</summary>
    public string Reason { get; }
}
