using Owox.Http.Options;

namespace Owox.Client.Tests;

/// <summary>Limits that let a test fail rather than hang.</summary>
internal static class Limits
{
    /// <summary>New options at each call: sessions share tokens only where a test wants it.</summary>
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
