namespace Owox;

/// <summary>A run was cancelled while it was waited for, or before.</summary>
public sealed class OwoxRunCanceledException(string message, Run run) : OwoxRunException(ErrorReason.RunCanceled, message, run);
