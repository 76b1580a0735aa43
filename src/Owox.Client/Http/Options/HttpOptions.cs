using Owox.Http.Options;
using Owox.Http.Retry;

namespace Owox;

/// <summary>How requests are sent: timeouts, the retry strategy and the network. All limits have defaults that suit an unattended job.</summary>
public abstract record HttpOptions
{
    private protected HttpOptions()
    {
    }

    /// <summary>What sends a request again. Without one, every request is sent once.</summary>
    public IRetryStrategy Retry { get; init; } = NoRetryStrategy.Instance;

    /// <summary>The proxy, and whom to trust. Default: the system's.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>How long making a connection may take, its TLS included. Default: 30 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one call may take from its first byte to the last of its answer; not row streams. Default: 100 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a row stream may take to begin: the warehouse's query runs meanwhile. Default: one hour.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a row stream that has begun may stay silent. Default: 5 minutes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What the server's log calls this client.</summary>
    public string UserAgent { get; init; } = "Owox.Client";

    /// <summary>How large the body of an answer may be that is read at once, after decompression; row streams and files have no limit. Default: 512 MiB.</summary>
    internal long MaxResponseBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>The waits that are not options; for tests. Default: those of the process.</summary>
    internal ClientTimings Timings
    {
        get => field ?? ClientTimings.Current;
        init;
    }
}
