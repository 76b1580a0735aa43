namespace Owox.PowerShell.Commands.Base;

/// <summary>A timeout for all requests of one step of a cmdlet.</summary>
internal sealed class RequestTimeout
{
    /// <summary>Is canceled when the timeout of the current step is reached.</summary>
    public CancellationToken Token { get; private set; }

    /// <summary>Runs an action whose requests are canceled when the timeout is reached.</summary>
    /// <param name="timeout">The timeout, or null for none.</param>
    /// <param name="error">Creates the error of the timeout.</param>
    /// <param name="action">The action.</param>
    public T Run<T>(TimeSpan? timeout, Func<OwoxException> error, Func<T> action)
    {
        using var source = timeout is { } time ? new CancellationTokenSource(time) : new CancellationTokenSource();
        Token = source.Token;
        try
        {
            return action();
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            throw error();
        }
        finally
        {
            Token = CancellationToken.None;
        }
    }
}
