namespace Owox;

/// <summary>A run had not ended when the time to wait for it was over. It goes on at the server.</summary>
public sealed class OwoxRunTimedOutException(string message, Run run) : OwoxRunException(ErrorReason.RunTimedOut, message, run);
