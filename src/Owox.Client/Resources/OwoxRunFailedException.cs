namespace Owox;

/// <summary>A run ended otherwise than with success, and nobody cancelled it.</summary>
public sealed class OwoxRunFailedException(string message, Run run) : OwoxRunException(ErrorReason.RunFailed, message, run);
