using Owox.Http.Options;

namespace Owox.Client.Tests.Support;

/// <summary>Limits with which a test fails instead of hanging.</summary>
internal static class Limits
{
    /// <summary>Creates new options for each call, so that sessions do not share tokens by default.</summary>
    public static OwoxSessionOptions Short => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(20),
        Timeout = TimeSpan.FromSeconds(20),
        FirstByteTimeout = TimeSpan.FromSeconds(20),
        IdleTimeout = TimeSpan.FromSeconds(20),
        Timings = new ClientTimings
        {
            RetryDelay = TimeSpan.FromMilliseconds(1),
            RunRecordTimeout = TimeSpan.FromSeconds(20),
            RunRecordErrorTimeout = TimeSpan.FromSeconds(20),
            RunRecordPollInterval = TimeSpan.FromMilliseconds(10),
            MaxRunRecordPollInterval = TimeSpan.FromMilliseconds(10),
        },
    };
}
