namespace Owox;

/// <summary>A row stream broke, held something that is not a row, or is not all of the data.</summary>
public sealed class OwoxStreamException : OwoxException
{
    public OwoxStreamException(string reason, string message, long rowsReceived, string? runId, Exception? inner = null)
        : base(reason, message, inner)
    {
        RowsReceived = rowsReceived;
        RunId = runId;
    }

    /// <summary>How many whole rows had arrived.</summary>
    public long RowsReceived { get; }

    /// <summary>The server's ID of the run, to look it up by; null when the server gave none.</summary>
    public string? RunId { get; }
}
