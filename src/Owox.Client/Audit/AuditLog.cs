using Owox.Audit;

namespace Owox;

/// <summary>
/// A file with one JSON line for each event of a request that changes something or reads rows: one before it is sent, and one with its
/// result. If the first line cannot be written, the request is not sent. Several processes can write to the same file.
/// </summary>
public sealed class AuditLog
{
    /// <summary>The size in bytes at which the file is renamed and a new one is started: 16 MiB.</summary>
    public const long MaxBytes = 16 * 1024 * 1024;

    // How long to wait while another process writes to the log.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    private readonly AuditFile _file;

    /// <param name="path">The full path of the file, which is created if it does not exist.</param>
    /// <param name="includeQuery">Whether the query of a request, which contains its filters, is written.</param>
    public AuditLog(string path, bool includeQuery = false)
    {
        _file = new AuditFile(path, MaxBytes, LockTimeout);
        IncludesQuery = includeQuery;
    }

    public string Path => _file.Path;

    public bool IncludesQuery { get; }

    /// <summary>The member who is signed in; null until it is known, and for API keys.</summary>
    internal string? Member { get; set; }

    /// <summary>Creates the file if it does not exist, and checks that it can be written.</summary>
    /// <exception cref="OwoxFileException">The file cannot be written.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => _file.AppendAsync([], cancellationToken);

    /// <summary>Records that a change was declined at a prompt.</summary>
    /// <param name="actor">The API key ID.</param>
    /// <param name="origin">The server.</param>
    /// <param name="caller">The command.</param>
    /// <param name="cancellationToken">Ends the wait for another process that uses the file.</param>
    /// <exception cref="OwoxFileException">The file cannot be written.</exception>
    public Task WriteDeclinedAsync(string? actor, string origin, AuditCaller caller, CancellationToken cancellationToken) =>
        WriteAsync(new AuditEvent { Event = AuditEvent.Declined, Actor = actor ?? Member, Origin = origin, Caller = caller }, cancellationToken);

    /// <summary>The error of a log that cannot be written.</summary>
    internal static OwoxFileException Failed(string path, string why, Exception? inner = null) => new(
        ErrorReason.AuditLogFailed, $"The audit log '{path}' cannot be written: {why}. Check the path, the permissions and the free space.", path, inner);

    /// <exception cref="OwoxFileException">The file cannot be written.</exception>
    internal Task WriteAsync(AuditEvent entry, CancellationToken cancellationToken) => _file.AppendAsync(entry.ToLine(), cancellationToken);
}
