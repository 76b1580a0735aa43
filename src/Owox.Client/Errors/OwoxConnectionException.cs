namespace Owox;

/// <summary>No answer came: the name did not resolve, the connection was refused or cut, TLS failed, or time ran out.</summary>
public sealed class OwoxConnectionException(string reason, string message, Exception? inner = null)
    : OwoxException(reason, message, inner);
