namespace Owox;

/// <summary>An observer that knows the command that causes the requests.</summary>
public interface IAuditObserver : IRequestObserver
{
    AuditCaller Caller { get; }

    /// <summary>The result of a request could not be added to the audit log.</summary>
    /// <param name="message">A sentence for a warning.</param>
    void OnAuditFailure(string message);
}
