namespace Owox.Http.Options;

/// <summary>
/// The timeouts and delays of the client that are not options, because callers have no reason to change them. A session uses
/// <see cref="Current"/> unless its options specify other values.
/// </summary>
internal sealed record ClientTimings
{
    /// <summary>
    /// The values of this process. Only tests replace them. They are read at the start of each wait, so a replacement also applies to
    /// existing sessions, until the values are replaced again or the process ends.
    /// </summary>
    public static ClientTimings Current { get; set; } = new();

    /// <summary>How long to wait after the end of a stream until the server has completed its record of the run, or returns it at all.</summary>
    public TimeSpan RunRecordTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to retry if the record of the run cannot be read, for example because the server restarts.</summary>
    public TimeSpan RunRecordErrorTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The first delay before the record of the run is read again; later delays increase.</summary>
    public TimeSpan RunRecordPollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The maximum of these delays.</summary>
    public TimeSpan MaxRunRecordPollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait if the target of a finished file is in use.</summary>
    public TimeSpan FileBusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait if a finished file that is in use gets another name.</summary>
    public TimeSpan FileRenameTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The delay between two attempts to move such a file.</summary>
    public TimeSpan FileBusyPollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a consumer of rows may be busy before rows are read ahead, and before a full buffer is extended by a spill file.</summary>
    public TimeSpan SlowConsumerDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The timeout for the body of an error response.</summary>
    public TimeSpan ErrorBodyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first delay before a request is retried; later delays double.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The first delay before the status of a run is read again; later delays increase.</summary>
    public TimeSpan RunPollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The maximum of these delays.</summary>
    public TimeSpan MaxRunPollInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the status of a run may be unreadable before the wait for the run ends with an error.</summary>
    public TimeSpan RunPollErrorTimeout { get; init; } = TimeSpan.FromMinutes(5);
}
