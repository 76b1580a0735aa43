namespace Owox.Http.Options;

/// <summary>
/// The waits of the client that are not options, because no caller has a reason to change them. A session uses
/// <see cref="Current"/> unless its options name others.
/// </summary>
internal sealed record ClientTimings
{
    /// <summary>
    /// The values of this process; only tests replace them. Each wait reads them when it begins, so a replacement also
    /// applies to sessions that exist. It stays until it is replaced again or the process ends.
    /// </summary>
    public static ClientTimings Current { get; set; } = new();

    /// <summary>How long a stream that has ended waits for the server to finish its record of the run, or to show it at all.</summary>
    public TimeSpan RunRecordTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the record of the run may fail to be read: servers restart, and the rows are paid for.</summary>
    public TimeSpan RunRecordErrorTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The first pause before the record of the run is read again; later ones grow.</summary>
    public TimeSpan RunRecordPollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest of these pauses.</summary>
    public TimeSpan MaxRunRecordPollInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a finished file waits for a target that another program has open.</summary>
    public TimeSpan FileBusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a finished file that another program has open waits for another name next to its target.</summary>
    public TimeSpan FileRenameTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause before it is tried again to move such a file.</summary>
    public TimeSpan FileBusyPollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a consumer of rows may be away before they are read ahead, and before memory that is full gives way to a file.</summary>
    public TimeSpan SlowConsumerDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the body of an error response may take.</summary>
    public TimeSpan ErrorBodyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first pause before a request is sent again; later ones double.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The first pause before the state of a run is read again; later ones grow.</summary>
    public TimeSpan RunPollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest of these pauses.</summary>
    public TimeSpan MaxRunPollInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the state of a run may fail to be read before that ends the wait for the run.</summary>
    public TimeSpan RunPollErrorTimeout { get; init; } = TimeSpan.FromMinutes(5);
}
