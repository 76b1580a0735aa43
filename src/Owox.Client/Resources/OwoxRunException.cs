namespace Owox;

/// <summary>A run did not come to a good end while it was waited for.</summary>
public abstract class OwoxRunException : OwoxException
{
    private protected OwoxRunException(string reason, string message, Run run)
        : base(reason, message) => Run = run;

    /// <summary>The server's record of the run, its own errors among it.</summary>
    public Run Run { get; }
}
